package data

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
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

	LandColumn = "enterprises" // that a cap comes from
)

// Land is the plan of the land award: counties of grade A, by score, with two caps.
// It wants the figures of [LandColumn].
func Land() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{
			Name: "Land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩"},
			Amount: LandPool, Reserve: LandReserve,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A"},
			incentive.ByScore{Base: LandBase},
			incentive.CapAt{Name: "1,000 mu a county", NameZH: "每县 1,000 亩", Each: new(float64(LandCounty))},
			incentive.CapAt{
				Name: "4 mu for each enterprise above designated size", NameZH: "每家规上企业 4 亩",
				Figure: LandColumn, Rate: LandPerEnterprise,
			},
		},
	}
}

// Figures are columns of the table as it was read, under their codes, for the plan of
// an award. A figure that is missing stays missing and is never one that was filled in;
// the plan refuses a county without one. A column that the table lacks is an error that
// wraps basis.ErrUnknown.
func Figures(t *indicators.Table, columns ...string) (incentive.Figures, error) {
	var f incentive.Figures
	for _, code := range columns {
		d, err := incentive.FromColumn(t, code)
		if err != nil {
			return incentive.Figures{}, err
		}
		f.Decimals = append(f.Decimals, d)
	}
	return f, nil
}
