package robustness

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of factors and spreads of this package, with those of all that a
// [Study] holds.
func Kinds() basis.Kinds {
	return incentive.Kinds().With(
		basis.Kind[Factor]("aggregators", Aggregators{}),
		basis.Kind[Factor]("figures", Figures{}),
		basis.Kind[Factor]("frameworks", Frameworks{}),
		basis.Kind[Factor]("goalposts", Goalposts{}),
		basis.Kind[Factor]("graders", Graders{}),
		basis.Kind[Factor]("methods", Methods{}),
		basis.Kind[Factor]("normalizers", Normalizers{}),
		basis.Kind[Factor]("plans", Plans{}),
		basis.Kind[Factor]("schemes", Schemes{}),
		basis.Kind[Factor]("steps", Steps{}),
		basis.Kind[Factor]("weights", Weights{}),

		basis.Kind[Spread]("any_shares", AnyShares{}),
		basis.Kind[Spread]("dirichlet", Dirichlet{}),
		basis.Kind[Spread]("ordered", Ordered{}),
		basis.Kind[Spread]("within", Within{}),
		basis.Kind[Spread]("within_sum", WithinSum{}),
	)
}
