package normalize

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// BaseOf says what the base of a [RatioToBase] is. The zero value is DeclaredBase.
type BaseOf int

// The bases, with their text forms.
const (
	DeclaredBase BaseOf = iota // "declared": the indicator's Base, or the mean of the sample if it has none
	MeanBase                   // "mean": the mean of the sample
	BestBase                   // "best": its largest value, or its smallest where less is better
	WorstBase                  // "worst": its smallest value, or its largest where less is better
	MaxBase                    // "max": its largest value, whatever is better
	SumBase                    // "sum": the sum of its values, for shares
	NormBase                   // "norm": their Euclidean length, the root of the sum of their squares
)

var baseNames = []string{"declared", "mean", "best", "worst", "max", "sum", "norm"}

// String gives the text form.
func (b BaseOf) String() string { return nameOf("BaseOf", baseNames, int(b)) }

// MarshalText gives the text form, and an error for any other value.
func (b BaseOf) MarshalText() ([]byte, error) { return textOf("base", baseNames, int(b)) }

// UnmarshalText accepts exactly the text forms.
func (b *BaseOf) UnmarshalText(text []byte) (err error) {
	*b, err = optionOf[BaseOf]("base", baseNames, text)
	return err
}

// Cost says how a [RatioToBase] turns an indicator on which less is better. The
// zero value is Reciprocal.
type Cost int

// The forms of costs, with their text forms: x is the value, b the base and 1 the
// points at the base.
const (
	Reciprocal Cost = iota // "reciprocal": b / x
	Negative               // "negative": -x / b
	Complement             // "complement": 1 - x / b
	Mirror                 // "mirror": 2 - x / b
)

var costNames = []string{"reciprocal", "negative", "complement", "mirror"}

// String gives the text form.
func (c Cost) String() string { return nameOf("Cost", costNames, int(c)) }

// MarshalText gives the text form, and an error for any other value.
func (c Cost) MarshalText() ([]byte, error) { return textOf("form of costs", costNames, int(c)) }

// UnmarshalText accepts exactly the text forms.
func (c *Cost) UnmarshalText(text []byte) (err error) {
	*c, err = optionOf[Cost]("form of costs", costNames, text)
	return err
}

// RankTies says which place units with equal values have. The zero value is
// AverageTies.
type RankTies int

// The rules for ties, with their text forms and the scores of 10, 20, 20, 30.
const (
	AverageTies RankTies = iota // "average": 1, 2.5, 2.5, 4
	LowestTies                  // "lowest": 1, 2, 2, 4; others call it "min"
	DenseTies                   // "dense": 1, 2, 2, 3
)

var rankTiesNames = []string{"average", "lowest", "dense"}

// String gives the text form.
func (r RankTies) String() string { return nameOf("RankTies", rankTiesNames, int(r)) }

// MarshalText gives the text form, and an error for any other value.
func (r RankTies) MarshalText() ([]byte, error) { return textOf("ties", rankTiesNames, int(r)) }

// UnmarshalText accepts exactly the text forms.
func (r *RankTies) UnmarshalText(text []byte) (err error) {
	*r, err = optionOf[RankTies]("ties", rankTiesNames, text)
	return err
}

// nameOf returns the name of an option for people.
func nameOf(kind string, names []string, i int) string {
	if i < 0 || i >= len(names) {
		return fmt.Sprintf("%s(%d)", kind, i)
	}
	return names[i]
}

// textOf returns the name of an option for a file.
func textOf(what string, names []string, i int) ([]byte, error) {
	if err := checkOption(what, names, i); err != nil {
		return nil, err
	}
	return []byte(names[i]), nil
}

// checkOption refuses an option without a name.
func checkOption(what string, names []string, i int) error {
	if i < 0 || i >= len(names) {
		return basis.Errorf("%w: %s %d is not one of %v", basis.ErrValue, what, i, names)
	}
	return nil
}

// optionOf returns the option with a name.
func optionOf[T ~int](what string, names []string, text []byte) (T, error) {
	i := slices.Index(names, string(text))
	if i < 0 {
		return 0, basis.Errorf("%w: %s %q is not one of %v", basis.ErrValue, what, text, names)
	}
	return T(i), nil
}
