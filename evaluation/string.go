package evaluation

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// String says the method and its options in words.
func (g Conditional) String() string { return basis.Describe(g, Kinds()) }

// String says the method and its options in words.
func (g Quotas) String() string { return basis.Describe(g, Kinds()) }

// String says the method and its options in words.
func (g Thresholds) String() string { return basis.Describe(g, Kinds()) }

// String says the method and its options in words.
func (g TwoStage) String() string { return basis.Describe(g, Kinds()) }

// String says the decision in words.
func (d Decision) String() string { return basis.Describe(d, Kinds()) }

// String says the methods and their options in words, defaults too.
func (m Model) String() string {
	if m.Normalize == nil {
		m.Normalize = normalize.MinMax{}
	}
	if m.Weigh == nil {
		m.Weigh = weights.Declared{}
	}
	if m.Aggregate == nil {
		m.Aggregate = aggregate.Arithmetic{}
	}
	return basis.Describe(m, Kinds())
}
