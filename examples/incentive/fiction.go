package main

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// fiction is what must not be tried on real counties: a refusal, and a corridor
// on awards of last year. Its counties do not exist.
type fiction struct {
	plan       incentive.Plan
	allocation *incentive.Allocation
	last       incentive.Per
	rank       map[string]int // last year
	floor, cap incentive.Per
}

// corridor is the most by which an award may move, in percent, unless the rank
// moves the same way.
const corridor = 20

// newFiction divides funds among six fictional counties.
func newFiction(w words) (*fiction, error) {
	f := &fiction{last: incentive.Per{}, rank: map[string]int{}, floor: incentive.Per{}, cap: incentive.Per{}}
	r := evaluation.Ranking{Code: "fiction", Ties: evaluation.Ties{Round: 0.01}}
	for i, x := range []struct {
		zh, en string
		score  float64
		rank   int
		last   incentive.Amount
	}{
		{"甲县", "County A", 92.4, 1, 260},
		{"乙县", "County B", 88.1, 4, 150},
		{"丙县", "County C", 85, 2, 240},
		{"丁县", "County D", 79.3, 3, 200},
		{"戊县", "County E", 70.25, 5, 100},
		{"己县", "County F", 64.2, 6, 50},
	} {
		u := indicators.Unit{Code: fmt.Sprintf("F%d", i+1), Name: w.t(x.zh, x.en)}
		r.Places = append(r.Places, evaluation.Place{Rank: i + 1, Unit: u, Score: x.score})
		f.last[u.Code], f.rank[u.Code] = x.last, x.rank
	}
	const year = 1_000
	for _, p := range r.Places {
		code := p.Unit.Code
		base := big.NewRat(int64(f.last[code]), 1) // the pools of both years are equal
		f.floor[code] = whole(base, 100-corridor, true)
		f.cap[code] = whole(base, 100+corridor, false)
		if p.Rank < f.rank[code] { // it rose: freed of its cap alone
			f.cap[code] = incentive.NoCap
		}
		if p.Rank > f.rank[code] { // it fell: freed of its floor alone
			f.floor[code] = 0
		}
	}
	f.plan = incentive.Plan{
		Pool: incentive.Pool{Name: w.t("资金", "funds"), Measure: incentive.Measure{Name: w.t("万元", "million yuan"), Digits: len(w.t("", "00"))}, Amount: year},
		Clauses: []incentive.Clause{
			incentive.Veto{Reasons: map[string]string{"F4": w.t("示例理由，纯属虚构", "a reason made up for this example")}},
			incentive.ByScore{Base: 60},
			incentive.FloorAt{Name: w.t("上年奖励的 80%", "80 % of last year's award"), Per: f.floor},
			incentive.CapAt{Name: w.t("上年奖励的 120%", "120 % of last year's award"), Per: f.cap},
		},
	}
	var err error
	f.allocation, err = f.plan.Allocate(r)
	return f, err
}

// whole is percent of x in whole units, rounded up or down.
func whole(x *big.Rat, percent int64, up bool) incentive.Amount {
	y := new(big.Rat).Mul(x, big.NewRat(percent, 100))
	k := new(big.Int).Div(y.Num(), y.Denom())
	if up && !y.IsInt() {
		k.Add(k, big.NewInt(1))
	}
	return incentive.Amount(k.Int64())
}
