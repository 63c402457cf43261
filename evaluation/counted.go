package evaluation

import (
	"errors"
	"fmt"
	"math"

	"github.com/countyeval/countyeval/weights"
)

// counted are the k children of a group that count, those of weight above 0.
type counted struct {
	codes []string
	w     []float64 // sum 1
	x     weights.Columns
}

// count checks a group with its weights and the room for its scores, and returns
// the children that count. Every score of these that bad gives an error for is
// named.
func count(dst []float64, g weights.Group, w []float64, bad func(x float64) error) (counted, error) {
	if err := fitting(len(dst), g, w); err != nil {
		return counted{}, err
	}
	c := counted{}
	for j, wj := range w {
		if wj > 0 {
			c.codes, c.w, c.x = append(c.codes, g.Codes[j]), append(c.w, wj), append(c.x, g.Scores[j])
		}
	}
	return c, refuse(g, w, bad)
}

// fitting refuses weights that are not one of at least 0 for each child with sum
// 1, and columns that are not one of n scores for each.
func fitting(n int, g weights.Group, w []float64) error {
	if len(w) != len(g.Codes) || len(g.Scores) != len(g.Codes) {
		return fmt.Errorf("%w: %d weights and %d columns of scores for %d children", weights.ErrWeights, len(w), len(g.Scores), len(g.Codes))
	}
	var errs []error
	var sum float64
	for j, wj := range w {
		if !(wj >= 0) || math.IsInf(wj, 0) { // also NaN
			errs = append(errs, fmt.Errorf("%w: %s has %v", weights.ErrWeights, g.Codes[j], wj))
		}
		if len(g.Scores[j]) != n {
			errs = append(errs, fmt.Errorf("%w: %s has %d scores, and there is room for %d", weights.ErrWeights, g.Codes[j], len(g.Scores[j]), n))
		}
		sum += wj
	}
	if len(errs) == 0 && math.Abs(sum-1) > 1e-9 {
		errs = append(errs, fmt.Errorf("%w: they sum to %v, not to 1", weights.ErrWeights, sum))
	}
	return errors.Join(errs...)
}

// positive refuses a score of 0 or less, one that is missing and one that is
// infinite.
func positive(x float64) error {
	if x <= 0 {
		return fmt.Errorf("%w: score %v", ErrZero, x)
	}
	return missing(x)
}

// nonnegative refuses a score below 0, one that is missing and one that is
// infinite.
func nonnegative(x float64) error {
	if x < 0 {
		return fmt.Errorf("%w: score %v is negative", weights.ErrDomain, x)
	}
	return missing(x)
}

// equal refuses weights that differ, for a method that takes none.
func (c counted) equal(method string) error {
	for j, w := range c.w {
		if math.Abs(w-c.w[0]) > 1e-9 {
			return fmt.Errorf("%w: %s takes no weights, but %s has %.4g and %s %.4g; weights.Equal says that they shall not count",
				weights.ErrWeights, method, c.codes[0], c.w[0], c.codes[j], w)
		}
	}
	return nil
}

// mean writes the weighted arithmetic mean of each unit, by sums in the order of
// the children.
func (c counted) mean(dst []float64) {
	clear(dst)
	for j, col := range c.x {
		for i, x := range col {
			dst[i] += float64(c.w[j] * x)
		}
	}
}

// least writes the lowest score of each unit.
func (c counted) least(dst []float64) {
	for j, col := range c.x {
		for i, x := range col {
			if j == 0 || x < dst[i] {
				dst[i] = x
			}
		}
	}
}

// greatest writes the highest score of each unit.
func (c counted) greatest(dst []float64) {
	for j, col := range c.x {
		for i, x := range col {
			if j == 0 || x > dst[i] {
				dst[i] = x
			}
		}
	}
}
