package normalize

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
)

// Sample is what a scale is learnt from: the values of one indicator. Missing
// values are left out; Class[i] is the class of the unit that X[i] belongs to. A
// Normalizer keeps and changes nothing of it.
type Sample struct {
	Indicator indicators.Indicator
	X         []float64
	Class     []string
}

// Normalizer learns from a sample how the values of an indicator become scores
// on which more is better. It is a value without state, safe for concurrent use.
type Normalizer interface {
	Fit(s Sample) (Scale, error)
}

// Scale turns values into scores. At returns the score of x for a unit of a
// class (most scales ignore the class), and NaN for NaN unless its
// documentation says otherwise. String is the formula with its numbers, as it
// should stand in a record: "min-max [0.4, 5] to [0, 100]".
type Scale interface {
	At(x float64, class string) float64
	fmt.Stringer
}

// Func is a normalizer made of a function, for Go programs that need one of
// their own.
type Func func(s Sample) (Scale, error)

var _ Normalizer = Func(nil)

// Fit calls f.
func (f Func) Fit(s Sample) (Scale, error) { return f(s) }
