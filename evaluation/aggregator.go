package evaluation

import (
	"errors"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Aggregator makes the score of a parent from the scores of its children.
//
// Aggregate writes n scores, more is better, into dst from the n x k scores of g
// and the k weights w, which sum to 1. It sees all units at once. It changes
// nothing of g and w, keeps nothing of them, and is safe for concurrent use. A
// child of weight 0 counts as absent. Values it cannot take are errors that
// hold a [weights.CellError] for each.
type Aggregator interface {
	Aggregate(dst []float64, g weights.Group, w []float64) error
}

// Additive is an aggregator whose score is a weighted sum of the children's
// scores, so that points can be given for each. EffectiveWeights writes the k
// weights e of unit i into dst, with
//
//	score_i = sum_j e_j * score_ij
type Additive interface {
	Aggregator
	EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error
}

// ErrZero is a score of 0 or less under a mean that needs scores above 0, such as
// the geometric: one zero would make the whole score zero, whatever the unit does
// elsewhere.
const ErrZero = basis.Sentinel("not positive under a mean that needs scores above 0")

// refuse scans the children that count for scores that bad gives an error for,
// and joins a CellError for each.
func refuse(g weights.Group, w []float64, bad func(x float64) error) error {
	var errs []error
	for j, col := range g.Scores {
		if w[j] == 0 {
			continue
		}
		for i, x := range col {
			if err := bad(x); err != nil {
				errs = append(errs, &weights.CellError{Row: i, Code: g.Codes[j], Err: err})
			}
		}
	}
	return errors.Join(errs...)
}

func missing(x float64) error {
	if math.IsNaN(x) {
		return basis.ErrMissing
	}
	if math.IsInf(x, 0) {
		return basis.Errorf("%w: %v", basis.ErrDomain, x)
	}
	return nil
}

// Arithmetic is the weighted arithmetic mean:
//
//	score_i = sum_j w_j * score_ij
//
// A low score on one child is fully made up for by a high one on another. It
// refuses missing scores. Sums are taken in the order of the children, so that
// the result is the same to the last bit on every machine.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6,
// linear aggregation.
type Arithmetic struct{}

var _ Additive = Arithmetic{}

// Aggregate implements [Aggregator].
func (Arithmetic) Aggregate(dst []float64, g weights.Group, w []float64) error {
	clear(dst)
	var check float64 // becomes NaN if any score is NaN or infinite
	for j, col := range g.Scores {
		wj := w[j]
		if wj == 0 {
			continue
		}
		col = col[:len(dst)]
		for i, x := range col {
			dst[i] += float64(wj * x)
		}
	}
	for _, s := range dst {
		check += float64(s * 0)
	}
	if check != 0 {
		return refuse(g, w, missing)
	}
	return nil
}

// EffectiveWeights implements [Additive]: they are w for every unit.
func (Arithmetic) EffectiveWeights(dst []float64, _ weights.Group, w []float64, _ int) error {
	copy(dst, w)
	return nil
}

// Geometric is the weighted geometric mean:
//
//	score_i = prod_j score_ij ^ w_j = exp( sum_j w_j * ln score_ij )
//
// Low scores are made up for only in part. It needs scores above 0: a score of 0
// or less is an error that wraps [ErrZero] and names every cell; a normalizer
// whose scale begins above 0 is the way out, e.g. MinMax{Lo: 1, Hi: 100}. It
// refuses missing scores.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6,
// geometric aggregation.
type Geometric struct{}

var _ Aggregator = Geometric{}

// Aggregate implements [Aggregator].
func (Geometric) Aggregate(dst []float64, g weights.Group, w []float64) error {
	err := refuse(g, w, func(x float64) error {
		if x <= 0 {
			return basis.Errorf("%w: score %v", ErrZero, x)
		}
		return missing(x)
	})
	if err != nil {
		return err
	}
	clear(dst)
	for j, col := range g.Scores {
		wj := w[j]
		if wj == 0 {
			continue
		}
		for i, x := range col {
			dst[i] += float64(wj * math.Log(x))
		}
	}
	for i, x := range dst {
		dst[i] = math.Exp(x)
	}
	return nil
}

// Rows is an aggregator made of a function of one unit's scores and the weights,
// for Go programs that need one of their own. It refuses missing scores before
// the function sees them; children of weight 0 are passed with their weight.
type Rows func(scores, w []float64) (float64, error)

var _ Aggregator = Rows(nil)

// Aggregate implements [Aggregator].
func (f Rows) Aggregate(dst []float64, g weights.Group, w []float64) error {
	if err := refuse(g, w, missing); err != nil {
		return err
	}
	row := make([]float64, len(g.Scores))
	var errs []error
	for i := range dst {
		for j, col := range g.Scores {
			row[j] = col[i]
		}
		s, err := f(row, w)
		if err != nil {
			errs = append(errs, &weights.CellError{Row: i, Code: g.Parent, Err: err})
		}
		dst[i] = s
	}
	return errors.Join(errs...)
}

// PerNode takes another aggregator for the composed indicators named in By, and
// Default for the others. A nil Default, or a nil value in By, is [Arithmetic].
// A key that is no composed indicator of the framework is an error of the
// evaluation.
type PerNode struct {
	Default Aggregator
	By      map[string]Aggregator
}

var _ Aggregator = PerNode{}

// Of returns the aggregator of the composed indicator with that code.
func (p PerNode) Of(code string) Aggregator {
	a, ok := p.By[code]
	if !ok {
		a = p.Default
	}
	if a == nil {
		return Arithmetic{}
	}
	return a
}

// Aggregate implements [Aggregator].
func (p PerNode) Aggregate(dst []float64, g weights.Group, w []float64) error {
	return p.Of(g.Parent).Aggregate(dst, g, w)
}
