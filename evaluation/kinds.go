package evaluation

import (
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// Kinds are the kinds of graders of this package, with those of all that a [Model]
// holds: steps, normalizers, schemes, aggregators.
func Kinds() basis.Kinds {
	return basis.Join(
		prepare.Kinds(), normalize.Kinds(), outranking.Kinds(),

		basis.Kind[Grader]("conditional", Conditional{}),
		basis.Kind[Grader]("quotas", Quotas{}),
		basis.Kind[Grader]("thresholds", Thresholds{}),
		basis.Kind[Grader]("two_stage", TwoStage{}),
	)
}
