package incentive

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// String says the plan in words: pool, clauses, tranches, rules and rounding, defaults
// too.
func (p Plan) String() string {
	if p.Rounding == nil {
		p.Rounding = fill.Down{}
	}
	p.Tranches = slices.Clone(p.Tranches)
	for k := range p.Tranches {
		if p.Tranches[k].Rule == nil {
			p.Tranches[k].Rule = fill.Weighted{}
		}
	}
	return basis.Describe(p, Kinds())
}
