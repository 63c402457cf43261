package data

import (
	"errors"
	"fmt"
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// The land award. Every amount and rate is made up for the example; no Henan
// document has them.
const (
	LandPool          = 10_000 // mu
	LandReserve       = 500    // mu of the pool that are kept
	LandCounty        = 1_000  // mu, the most a county can get
	LandPerEnterprise = 4      // mu, the most for each enterprise above designated size
	LandBase          = 40     // score from which land is given

	LandColumn = "enterprises" // that its caps come from
)

// ErrNoColumn is a column that the caps of an award need and the table lacks.
var ErrNoColumn = errors.New("the table has no such column")

// LandNames are what the plan of the land award calls things, in the language of
// its readers.
type LandNames struct {
	Pool, Measure       string
	County, Enterprises string // the caps
}

// Land is the plan of the land award for a graded ranking: counties of grade A, by
// score, with the two caps. With an error, which says what the table lacks, there
// are no caps by enterprises in the plan, and it cannot be allocated.
func Land(r evaluation.Ranking, t *indicators.Table, names LandNames) (incentive.Plan, error) {
	caps, err := CapPer(r, t, LandColumn, big.NewRat(LandPerEnterprise, 1))
	return incentive.Plan{
		Pool: incentive.Pool{
			Name: names.Pool, Measure: incentive.Measure{Name: names.Measure},
			Amount: LandPool, Reserve: LandReserve, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A"},
			incentive.ByScore{Base: LandBase},
			incentive.CapAt{Name: names.County, Per: incentive.Each(r, LandCounty)},
			incentive.CapAt{Name: names.Enterprises, Per: caps},
		},
	}, err
}

// CapPer is so much for each unit of a column, cut to whole smallest units, for
// every ranked county that has a figure. The figure counts as it was read, never
// as it was filled in; a county without one cannot be given the award, and the
// plan says so.
func CapPer(r evaluation.Ranking, t *indicators.Table, code string, rate *big.Rat) (incentive.Per, error) {
	if !t.Has(code) {
		return nil, &indicators.InputError{Indicator: code, Err: ErrNoColumn}
	}
	per := make(incentive.Per, len(r.Places))
	for _, p := range r.Places {
		x, _ := t.Value(p.Unit.Code, code)
		if math.IsNaN(x) {
			continue
		}
		exact, err := fill.Decimal(x)
		if err != nil {
			return nil, &indicators.InputError{Unit: p.Unit.Code, Indicator: code, Err: err}
		}
		exact.Mul(exact, rate)
		whole := new(big.Int).Div(exact.Num(), exact.Denom()) // rounds down
		if !whole.IsInt64() || whole.Sign() < 0 {
			return nil, &indicators.InputError{Unit: p.Unit.Code, Indicator: code, Err: fmt.Errorf("%w: no cap can be made of %v", fill.ErrOverflow, x)}
		}
		per[p.Unit.Code] = incentive.Amount(whole.Int64())
	}
	return per, nil
}
