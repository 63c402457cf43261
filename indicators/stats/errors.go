package stats

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// The reasons why a statistic is undefined, told apart with [errors.Is].
const (
	ErrLength = basis.Sentinel("slices of different lengths")
	ErrOrder  = basis.Sentinel("order outside of [0, 1]") // of a quantile
)

// check returns an error if x is empty or has a value that is not finite.
func check(x []float64) error {
	if len(x) == 0 {
		return basis.ErrEmpty
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return basis.Errorf("%w: value %d of %d is %v", basis.ErrNumber, i+1, len(x), v)
		}
	}
	return nil
}

// checkPair returns an error if no correlation of x and y can be taken.
func checkPair(x, y []float64) error {
	if len(x) != len(y) {
		return basis.Errorf("%w: %d and %d", ErrLength, len(x), len(y))
	}
	if err := check(x); err != nil {
		return basis.Errorf("first slice: %w", err)
	}
	if err := check(y); err != nil {
		return basis.Errorf("second slice: %w", err)
	}
	return nil
}
