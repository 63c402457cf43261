package fill

import "github.com/countyeval/countyeval/indicators/basis"

// Kinds are the kinds of rules, rounders and errors of this package.
func Kinds() basis.Kinds {
	return basis.Join(
		basis.Kind[Rule]("adjusted_proportional", AdjustedProportional{}),
		basis.Kind[Rule]("average_of_awards", AverageOfAwards{}),
		basis.Kind[Rule]("dual", Dual{}),
		basis.Kind[Rule]("equal_losses", EqualLosses{}),
		basis.Kind[Rule]("minimal_overlap", MinimalOverlap{}),
		basis.Kind[Rule]("priority", Priority{}),
		basis.Kind[Rule]("random_arrival", RandomArrival{}),
		basis.Kind[Rule]("talmud", Talmud{}),
		basis.Kind[Rule]("weighted", Weighted{}),

		basis.Kind[Rounder]("divisor", Divisor{}),
		basis.Kind[Rounder]("down", Down{}),
		basis.Kind[Rounder]("largest_remainder", LargestRemainder{}),

		basis.Kind[error]("fault", (*Fault)(nil)),
		basis.Kind[error]("floors", (*FloorsError)(nil)),
	)
}
