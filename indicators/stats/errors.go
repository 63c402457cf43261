package stats

import (
	"errors"
	"fmt"
	"math"
)

// The reasons why a statistic is undefined, told apart with [errors.Is].
var (
	ErrEmpty    = errors.New("no values")
	ErrNumber   = errors.New("not a finite number")
	ErrLength   = errors.New("slices of different lengths")
	ErrConstant = errors.New("all values are equal")    // no correlation with a constant
	ErrOrder    = errors.New("order outside of [0, 1]") // of a quantile
)

// check returns an error if x is empty or has a value that is not finite.
func check(x []float64) error {
	if len(x) == 0 {
		return ErrEmpty
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: value %d of %d is %v", ErrNumber, i+1, len(x), v)
		}
	}
	return nil
}

// checkPair returns an error if no correlation of x and y can be taken.
func checkPair(x, y []float64) error {
	if len(x) != len(y) {
		return fmt.Errorf("%w: %d and %d", ErrLength, len(x), len(y))
	}
	if err := check(x); err != nil {
		return fmt.Errorf("first slice: %w", err)
	}
	if err := check(y); err != nil {
		return fmt.Errorf("second slice: %w", err)
	}
	return nil
}
