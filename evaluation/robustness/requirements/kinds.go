package requirements

import (
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of requirements of this package and the breach of one, with those of
// package robustness.
func Kinds() basis.Kinds {
	return robustness.Kinds().With(
		basis.Kind[Requirement]("agrees", Agrees{}),
		basis.Kind[Requirement]("awards_fall_at_most", AwardsFallAtMost{}),
		basis.Kind[Requirement]("border_stands", BorderStands{}),
		basis.Kind[Requirement]("explains_at_most", ExplainsAtMost{}),
		basis.Kind[Requirement]("importance_within", ImportanceWithin{}),
		basis.Kind[Requirement]("keeps_first", KeepsFirst{}),
		basis.Kind[Requirement]("monotone", Monotone{}),
		basis.Kind[Requirement]("moves_at_most", MovesAtMost{}),
		basis.Kind[Requirement]("no_zero_weights", NoZeroWeights{}),

		basis.Kind[error]("breach", (*Breach)(nil)),
	)
}
