package data

import "github.com/countyeval/countyeval/evaluation/incentive"

// The awards of COD quota and of money. Every amount and rate is made up for the example; no Henan
// document has them.
const (
	CODPool    = 400 // t a year
	CODReserve = 40  // t a year, held back
	CODBase    = 20
	CODPerVA   = 0.06   // t a year, the most for each 100 million yuan of secondary value added
	FundsPool  = 30_000 // 10 thousand yuan

	CODColumn = "sec_va" // that a cap comes from
)

// COD is the plan of the award of COD quota: counties of grades A and B, by score, with a
// cap. It wants the figures of [CODColumn].
func COD() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{
			Name: "COD", Measure: incentive.Measure{Name: "t a year", NameZH: "吨/年", Digits: 2},
			Amount: CODPool, Reserve: CODReserve,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: CODBase},
			incentive.CapAt{
				Name: "0.06 t for each 100 million yuan of secondary value added", NameZH: "每亿元二产增加值 0.06 吨",
				Figure: CODColumn, Rate: CODPerVA,
			},
		},
	}
}

// Funds is the plan of the award of money: counties of grades A and B, by grade.
func Funds() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{
			Name: "Funds", NameZH: "资金", Measure: incentive.Measure{Name: "million yuan", NameZH: "万元", Power: 2},
			Amount: FundsPool,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1}},
		},
	}
}
