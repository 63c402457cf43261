package normalize

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sample is what a scale is learned from: the values of one indicator. Missing
// values are left out; Class[i] is the class of the unit that X[i] belongs to. A
// Normalizer keeps and changes nothing of it.
type Sample struct {
	Indicator indicators.Indicator
	X         []float64
	Class     []string

	// Units[i] is the code of the unit that X[i] belongs to, by which errors and warnings
	// name it; nil: they tell its place in the sample.
	Units []string

	// Rough says that values are roots, logarithms or estimates of a regression
	// (exact.Rough), so that who compares them takes 12 significant digits.
	Rough bool
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

// Applier is a scale that scores many values at once: Apply writes the score of
// every value of x into dst, which has the length of x and may be x itself; class[i]
// is the class of the unit that x[i] belongs to, and nil is no class for all. The
// scores are bit for bit those of At.
type Applier interface {
	Scale
	Apply(dst, x []float64, class []string)
}

// Covering is a scale that can score units of some classes only.
type Covering interface {
	Scale
	Covers(class string) bool
}

// Checked is a scale with numbers that may make none, such as one that was read
// from a file: Check says what is wrong with them.
type Checked interface {
	Scale
	Check() error
}

// Apply writes the score of every value of x into dst, at once if s is an [Applier].
// dst has the length of x and may be x itself; class is as there.
func Apply(s Scale, dst, x []float64, class []string) {
	if a, ok := s.(Applier); ok {
		a.Apply(dst, x, class)
		return
	}
	for i, v := range x {
		c := ""
		if class != nil {
			c = class[i]
		}
		dst[i] = s.At(v, c)
	}
}

// covers reports whether a scale can score units of a class.
func covers(s Scale, class string) bool {
	c, ok := s.(Covering)
	return !ok || c.Covers(class)
}

// checkScale says why a scale is none; nothing is known of one that is not
// [Checked].
func checkScale(s Scale) error {
	if s == nil {
		return basis.Errorf("%w: there is no scale", basis.ErrValue)
	}
	if c, ok := s.(Checked); ok {
		return c.Check()
	}
	return nil
}

// AnySize is a normalizer that refuses small classes ([ErrSmallClass]), or is made of
// others that may: AnyClassSize returns it with classes of any size taken, and what
// it is made of as the function [AnyClassSize] has it.
type AnySize interface {
	Normalizer
	AnyClassSize() Normalizer
}

// AnyClassSize returns the normalizer with classes of any size taken, if it is one of
// [AnySize], and as it is if not. It is for what-if questions, such as what happens
// when one unit leaves; nil stays nil.
func AnyClassSize(n Normalizer) Normalizer {
	if a, ok := n.(AnySize); ok {
		return a.AnyClassSize()
	}
	return n
}

// Func is a normalizer made of a function, for Go programs that need one of
// their own. It cannot be written.
type Func func(s Sample) (Scale, error)

var _ Normalizer = Func(nil)

// String gives the name of the type: a function has no other.
func (Func) String() string { return "normalize.Func" }

// Fit calls f.
func (f Func) Fit(s Sample) (Scale, error) { return f(s) }
