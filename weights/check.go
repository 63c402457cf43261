package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Check reports what keeps the group from being weighed by its scores: columns
// that do not fit the codes or each other (an error that wraps [basis.ErrWeights]),
// and every missing (NaN, [basis.ErrMissing]) or infinite score ([basis.ErrDomain]), all at
// once, each a [CellError]. A scheme that looks at the scores calls it first.
func (g Group) Check() error {
	if err := g.shape(); err != nil {
		return err
	}
	return g.cells(finite)
}

// shape refuses scores that are not one column of equal length a code.
func (g Group) shape() error {
	if len(g.Scores) != len(g.Codes) {
		return basis.Errorf("%w: %d columns of scores for %d siblings", basis.ErrWeights, len(g.Scores), len(g.Codes))
	}
	for j, x := range g.Scores {
		if len(x) != len(g.Scores[0]) {
			return basis.Errorf("%w: %s has %d scores, %s has %d", basis.ErrWeights, g.Codes[j], len(x), g.Codes[0], len(g.Scores[0]))
		}
	}
	return nil
}

// domain is the set of scores on which a method is defined.
type domain int

const (
	finite domain = iota
	nonnegative
	positive
)

// least is the smallest score of the domain, why is what is wrong with a finite
// one below it.
func (d domain) least() (least float64, why basis.Text) {
	switch d {
	case nonnegative:
		return 0, basis.Textf("is negative")
	case positive:
		return math.SmallestNonzeroFloat64, basis.Textf("is not positive; a scale such as 20 to 100 (Rescaled) has no zeros")
	}
	return -math.MaxFloat64, basis.Text{}
}

// cells returns an error for every score that is missing, infinite, or outside
// the domain.
func (g Group) cells(d domain) error {
	n, k := g.Scores.Dims()
	least, why := d.least()
	errs := make([]error, k)
	basis.Each(k, n*k, func(j int) {
		var faults []error
		for i, v := range g.Scores[j] {
			if !(v >= least && v <= math.MaxFloat64) {
				e := cellError(i, g.Codes[j], v, why)
				if g.IsOut(j, i) {
					e.Err = basis.Errorf("%w: it does not apply to the unit, and weights from the data need the scores of all", basis.ErrMissing)
				}
				faults = append(faults, e)
			}
		}
		errs[j] = basis.JoinErrors(faults...)
	})
	return basis.JoinErrors(errs...)
}

func cellError(row int, code string, v float64, why basis.Text) *CellError {
	e := &CellError{Row: row, Code: code}
	switch {
	case math.IsNaN(v):
		e.Err = basis.ErrMissing
	case math.IsInf(v, 0):
		e.Err = basis.Errorf("%w: %v is not finite", basis.ErrDomain, v)
	default:
		e.Err = basis.Errorf("%w: %v %v", basis.ErrDomain, v, why)
	}
	return e
}

// means returns the mean of each column, which must be positive: the divisor of
// every method that works on shares of a total.
func (g Group) means() ([]float64, error) {
	n, k := g.Scores.Dims()
	means := make([]float64, k)
	basis.Each(k, n*k, func(j int) {
		var sum float64
		for _, v := range g.Scores[j] {
			sum += v
		}
		means[j] = sum / float64(n)
	})
	var errs []error
	for j, m := range means {
		switch {
		case m == 0:
			errs = append(errs, &CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf("%w: all scores are zero, so that there are no shares", basis.ErrConstant)})
		case math.IsInf(m, 0):
			errs = append(errs, &CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf("%w: the sum of the scores overflows", basis.ErrDomain)})
		}
	}
	return means, basis.JoinErrors(errs...)
}

// needUnits refuses groups with fewer than least units.
func (g Group) needUnits(method basis.Text, least int) error {
	n, _ := g.Scores.Dims()
	if n < least {
		return basis.Errorf("%w: %v needs at least %d units, there are %d", basis.ErrDomain, method, least, n)
	}
	return nil
}

// begin checks the scores of a group for a method that is defined on domain d and
// needs at least two units. It reports done if there is nothing to weigh, because
// a single child takes everything.
func (g Group) begin(dst []float64, method basis.Text, d domain) (done bool, err error) {
	if len(dst) == 1 {
		dst[0] = 1
		return true, nil
	}
	if err := g.shape(); err != nil {
		return false, err
	}
	if err := g.cells(d); err != nil {
		return false, err
	}
	return false, g.needUnits(method, 2)
}

// ranges returns the least and the largest score of each sibling, and an error
// for every one whose scores are all equal.
func (g Group) ranges() (lo, hi []float64, err error) {
	n, k := g.Scores.Dims()
	lo, hi = make([]float64, k), make([]float64, k)
	basis.Each(k, n*k, func(j int) {
		a, b := g.Scores[j][0], g.Scores[j][0]
		for _, v := range g.Scores[j] {
			a, b = min(a, v), max(b, v)
		}
		lo[j], hi[j] = a, b
	})
	var errs []error
	for j := range lo {
		switch {
		case lo[j] == hi[j]:
			errs = append(errs, &CellError{Row: -1, Code: g.Codes[j], Err: basis.ErrConstant})
		case math.IsInf(hi[j]-lo[j], 0):
			errs = append(errs, &CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf("%w: the range of the scores overflows", basis.ErrDomain)})
		}
	}
	return lo, hi, basis.JoinErrors(errs...)
}

// constant reports whether all values of x are equal.
func constant(x []float64) bool {
	for _, v := range x {
		if v != x[0] {
			return false
		}
	}
	return true
}

// someWeight refuses the weights of a method of dispersion on units that do not
// differ.
func someWeight(method basis.Text, w []float64) error {
	for _, v := range w {
		if v != 0 {
			return nil
		}
	}
	return basis.Errorf("%w in every sibling: %v has nothing to go by", basis.ErrConstant, method)
}
