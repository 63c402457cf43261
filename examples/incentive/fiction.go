package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// corridor is the most by which an award may move, unless the rank moves the same
// way.
const corridor = 0.2

// The names of what its plans are handed.
const (
	lastYear = "last year"
	refused  = "refused"
	reason   = "a reason made up for this example"
)

// inChinese are the words of the notices that were written in English.
var inChinese = basis.Texts{reason: "示例理由，纯属虚构"}

// fiction shows what must not be tried on real counties: a refusal, and a corridor on awards
// of last year. It divides funds among six counties that do not exist, in two years.
func fiction() (before, now *incentive.Allocation, err error) {
	var then, scores []evaluation.Place
	had := incentive.Decimals{Name: lastYear, Of: map[string]float64{}}
	for i, x := range []struct {
		zh, en      string
		score, then float64
		award       float64 // last year, in 万元
	}{
		{"甲县", "County A", 92.4, 90, 260},
		{"乙县", "County B", 88.1, 77, 150},
		{"丙县", "County C", 85, 86, 240},
		{"丁县", "County D", 79.3, 81, 200},
		{"戊县", "County E", 70.25, 70, 100},
		{"己县", "County F", 64.2, 62, 50},
	} {
		u := indicators.Unit{Code: fmt.Sprintf("F%d", i+1), Name: x.zh, Tags: indicators.NewTags(map[string]string{"name_en": x.en})}
		scores = append(scores, evaluation.Place{Unit: u, Score: x.score})
		then = append(then, evaluation.Place{Unit: u, Score: x.then})
		had.Of[u.Code] = x.award
	}
	pool := incentive.Pool{Name: "funds", NameZH: "资金", Measure: money(), Amount: 1_000}
	before, err = incentive.Plan{
		Pool:    pool,
		Clauses: []incentive.Clause{incentive.Claim{Name: "last year's award (made up)", NameZH: "上年奖励（自拟）", Figure: lastYear}},
	}.Allocate(ordered(then), incentive.Figures{Decimals: []incentive.Decimals{had}})
	if err != nil {
		return nil, nil, err
	}
	now, err = incentive.Plan{
		Pool: pool,
		Clauses: []incentive.Clause{
			incentive.Veto{Reasons: refused},
			incentive.ByScore{Base: 60},
			incentive.Corridor{Last: lastYear, Down: corridor, Up: corridor},
		},
	}.Allocate(ordered(scores), incentive.Figures{
		Words:       []incentive.Words{{Name: refused, Of: map[string]string{"F4": reason}}},
		Allocations: map[string]*incentive.Allocation{lastYear: before},
	})
	return before, now, err
}

// ordered ranks places with different scores.
func ordered(places []evaluation.Place) evaluation.Ranking {
	slices.SortFunc(places, func(a, b evaluation.Place) int { return cmp.Compare(b.Score, a.Score) })
	for i := range places {
		places[i].Rank = i + 1
	}
	return evaluation.Ranking{Code: "fiction", Ties: evaluation.Ties{Digits: new(2)}, Places: places}
}
