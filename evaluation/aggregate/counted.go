package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// count checks a group with its weights and the room for its scores, for methods that
// judge each unit by itself, and returns the children that count. Every score of
// these that bad gives an error for is named.
func count(dst []float64, g weights.Group, w []float64, bad func(x float64) error) (siblings, error) {
	s, err := listed(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err == nil {
		err = refuse(g, w, bad)
	}
	return s, err
}

// positive refuses a score of 0 or less, one that is missing and one that is
// infinite.
func positive(x float64) error {
	if x <= 0 {
		return basis.Errorf("%w: score %v", ErrZero, x)
	}
	return missing(x)
}

// nonnegative refuses a score below 0, one that is missing and one that is
// infinite.
func nonnegative(x float64) error {
	if x < 0 {
		return basis.Errorf("%w: score %v is negative", basis.ErrDomain, x)
	}
	return missing(x)
}

// equal refuses weights that differ, for a method that takes none.
func (s *siblings) equal(method basis.Text) error {
	for j, w := range s.w {
		if math.Abs(w-s.w[0]) > 1e-9 {
			return basis.Errorf("%w: %v takes no weights, but %s has %.4g and %s %.4g; weights.Equal says that they shall not count",
				basis.ErrWeights, method, s.codes[0], s.w[0], s.codes[j], w)
		}
	}
	return nil
}

// mean writes the weighted arithmetic mean of each unit, by sums in the order of
// the children.
func (s *siblings) mean(dst []float64) {
	clear(dst)
	for j, col := range s.x {
		for i, x := range col {
			dst[i] += float64(s.w[j] * x)
		}
	}
}

// least writes the lowest score of each unit.
func (s *siblings) least(dst []float64) {
	for j, col := range s.x {
		for i, x := range col {
			if j == 0 || x < dst[i] {
				dst[i] = x
			}
		}
	}
}

// greatest writes the highest score of each unit.
func (s *siblings) greatest(dst []float64) {
	for j, col := range s.x {
		for i, x := range col {
			if j == 0 || x > dst[i] {
				dst[i] = x
			}
		}
	}
}

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
				if g.IsOut(j, i) {
					err = basis.Errorf("%w: it does not apply to the unit, and only Present leaves it out", basis.ErrMissing)
				}
				errs = append(errs, &weights.CellError{Row: i, Code: g.Codes[j], Err: err})
			}
		}
	}
	return basis.JoinErrors(errs...)
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
