package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// EDAS (evaluation based on distance from average solution) scores a unit by how far
// it is above and below the average:
//
//	AV_j   = mean_i s_ij
//	PDA_ij = max(0, s_ij - AV_j) / AV_j,  NDA_ij = max(0, AV_j - s_ij) / AV_j
//	SP_i   = sum_j w_j PDA_ij,            SN_i   = sum_j w_j NDA_ij
//	NSP_i  = SP_i / max SP,               NSN_i  = 1 - SN_i / max SN
//	AS_i   = (NSP_i + NSN_i) / 2
//
// AS lies in [0, 1]. The paper takes raw values and turns the distances of a cost;
// on scores that is the cost turned at its mean, 2 AV - x.
//
// The average of each child that counts must be above 0: other ones are an error
// that wraps [basis.ErrDomain] and names the child. A child on which all units
// are equal adds nothing. Units that are all equal leave 0/0: an error that wraps
// [basis.ErrConstant], as for a single unit. Missing scores are refused.
//
// Among scores of at least 0, a higher one never lowers the unit's own score. That
// it never lowers its rank is not proved, for the largest SP and SN, which it
// moves, weigh the two parts of all others; millions of random groups had no such
// case. Units that come or go can reverse the order of others.
//
// Source: M. Keshavarz Ghorabaee, E. K. Zavadskas, L. Olfat and Z. Turskis,
// Multi-criteria inventory classification using a new method of evaluation based on
// distance from average solution (EDAS), Informatica 26 (2015) 435-451.
type EDAS struct{}

var _ Relative = EDAS{}

// RelativeToGroup implements [Relative]: always.
func (EDAS) RelativeToGroup() bool { return true }

// EDASSolution are the weighted distances from the average.
type EDASSolution struct {
	Codes   []string  `json:"codes,omitzero"`
	Average []float64 `json:"average,omitzero"` // of each child
	Above   []float64 `json:"above,omitzero"`   // SP and SN of each unit
	Below   []float64 `json:"below,omitzero"`
	Score   []float64 `json:"score,omitzero"`
}

// Aggregate implements [Aggregator].
func (a EDAS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	_, err := a.solve(dst, g, w)
	return err
}

// Solve gives the distances behind the scores.
func (a EDAS) Solve(g weights.Group, w []float64) (EDASSolution, error) {
	n, _ := g.Scores.Dims()
	return a.solve(make([]float64, n), g, w)
}

func (EDAS) solve(dst []float64, g weights.Group, w []float64) (EDASSolution, error) {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = s.differ()
	}
	if err != nil {
		return EDASSolution{}, err
	}
	out := EDASSolution{Codes: s.codes, Average: make([]float64, len(s.x)), Above: make([]float64, s.n), Below: make([]float64, s.n), Score: dst}
	errs := make([]error, len(s.x))
	for j, col := range s.x {
		var sum float64
		for _, x := range col {
			sum += x
		}
		av := sum / float64(s.n)
		if s.constant(j) {
			av = s.lo[j] // to the last bit
		}
		out.Average[j] = av
		if !(av > 0) {
			errs[j] = &weights.CellError{Row: -1, Code: s.codes[j], Err: basis.Errorf("%w: the scores have mean %v, and EDAS divides by a mean above 0", basis.ErrDomain, av)}
			continue
		}
		for i, x := range col {
			if d := float64(s.w[j] * ((x - av) / av)); d > 0 {
				out.Above[i] += d
			} else {
				out.Below[i] -= d
			}
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return EDASSolution{}, err
	}
	var maxAbove, maxBelow float64
	for i := range dst {
		maxAbove, maxBelow = max(maxAbove, out.Above[i]), max(maxBelow, out.Below[i])
	}
	for i := range dst {
		dst[i] = (out.Above[i]/maxAbove + 1 - out.Below[i]/maxBelow) / 2
	}
	return out, nil
}
