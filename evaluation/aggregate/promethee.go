package aggregate

import (
	"iter"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// PROMETHEE is PROMETHEE II (preference ranking organization method for enrichment
// evaluation): the net flow of pairwise preference,
//
//	pi(a,b)  = sum_j w_j P_j(s_aj - s_bj)
//	phi+(a)  = 1/(n-1) sum_b pi(a,b)       how far a is preferred
//	phi-(a)  = 1/(n-1) sum_b pi(b,a)       how far others are preferred to a
//	phi(a)   = phi+(a) - phi-(a)
//
// The score is phi, from -1 to 1; the scores of a group sum to 0. Scores within
// 1e-12 of the largest of a child are equal. P_j is
// [Preference], from 0 to 1: By names one for a child by code, Preference is that
// of all others. The zero value counts every difference in full (usual).
//
// A child on which all units are equal has no flow. A single unit has nobody to be
// compared with: an error that wraps [basis.ErrConstant]. Missing scores are
// refused. A key of By that is no indicator of the framework is an error of the
// evaluation.
//
// Time is n log n a child, save for Gaussian, where it is n^2.
//
// A higher score on a child never lowers the unit's flow nor its rank. Units that
// come or go can reverse the order of others.
//
// Source: J.-P. Brans and P. Vincke, The PROMETHEE method for multiple criteria
// decision-making, Management Science 31 (1985) 647-656; J.-P. Brans, P. Vincke and
// B. Mareschal, How to select and how to rank projects: the PROMETHEE method,
// European Journal of Operational Research 24 (1986) 228-238.
type PROMETHEE struct {
	Preference Preference            `json:"preference,omitzero"`
	By         map[string]Preference `json:"by,omitzero" names:"node"`
}

var (
	_ Relative     = PROMETHEE{}
	_ basis.Naming = PROMETHEE{}
)

// RelativeToGroup implements [Relative]: always.
func (PROMETHEE) RelativeToGroup() bool { return true }

// Names implements [basis.Naming]: the children of By.
func (p PROMETHEE) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.AnyIndicator, p.By) }

// PROMETHEESolution are the flows of each unit. PROMETHEE I prefers a unit to
// another if it is no worse in Positive and in Negative and better in one; where
// the two disagree it calls them incomparable.
type PROMETHEESolution struct {
	Codes    []string        `json:"codes,omitzero"`
	Positive []float64       `json:"positive,omitzero"` // phi+
	Negative []float64       `json:"negative,omitzero"` // phi-
	Net      []float64       `json:"net,omitzero"`      // phi+ - phi-: the score
	Children weights.Columns `json:"children,omitzero"` // net flows on each child alone; Net is their weighted sum
}

// Aggregate implements [Aggregator].
func (p PROMETHEE) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := p.Solve(g, w)
	if err != nil {
		return err
	}
	return give(dst, s.Net)
}

// Solve gives the flows.
func (p PROMETHEE) Solve(g weights.Group, w []float64) (PROMETHEESolution, error) {
	s, err := siblingsOf(g, w)
	if err != nil {
		return PROMETHEESolution{}, err
	}
	if s.n == 1 {
		return PROMETHEESolution{}, s.alone()
	}
	k := len(s.x)
	preferences, errs := make([]Preference, k), make([]error, k)
	for j, code := range s.codes {
		var ok bool
		if preferences[j], ok = p.By[code]; !ok {
			preferences[j] = p.Preference
		}
		if err := preferences[j].check(); err != nil {
			errs[j] = basis.Errorf("%s: %w", code, err)
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return PROMETHEESolution{}, err
	}
	out := PROMETHEESolution{
		Codes: s.codes, Children: make(weights.Columns, k),
		Positive: make([]float64, s.n), Negative: make([]float64, s.n), Net: make([]float64, s.n),
	}
	s.tie()
	negative := make(weights.Columns, k)
	basis.Each(k, s.n*k, func(j int) {
		out.Children[j], negative[j] = make([]float64, s.n), make([]float64, s.n)
		preferences[j].flows(out.Children[j], negative[j], s.x[j])
	})
	pairs := float64(s.n - 1)
	for j, wj := range s.w {
		for i, up := range out.Children[j] {
			down := negative[j][i]
			out.Positive[i] += float64(wj * up)
			out.Negative[i] += float64(wj * down)
			out.Children[j][i] = (up - down) / pairs
		}
	}
	for i := range out.Net {
		out.Positive[i] /= pairs
		out.Negative[i] /= pairs
		out.Net[i] = out.Positive[i] - out.Negative[i]
	}
	return out, nil
}
