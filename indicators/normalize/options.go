package normalize

import (
	"encoding"

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

var baseWords = basis.Words{"declared", "mean", "best", "worst", "max", "sum", "norm"}

// String gives the text form.
func (b BaseOf) String() string { return basis.Name(baseWords, "BaseOf", b) }

// MarshalText gives the text form; a value that does not exist is an error.
func (b BaseOf) MarshalText() ([]byte, error) { return basis.MarshalWord(baseWords, "base", b) }

// UnmarshalText accepts the text forms and nothing else.
func (b *BaseOf) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(baseWords, "base", b, text)
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

var costWords = basis.Words{"reciprocal", "negative", "complement", "mirror"}

// String gives the text form.
func (c Cost) String() string { return basis.Name(costWords, "Cost", c) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Cost) MarshalText() ([]byte, error) { return basis.MarshalWord(costWords, "form of costs", c) }

// UnmarshalText accepts the text forms and nothing else.
func (c *Cost) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(costWords, "form of costs", c, text)
}

// RankTies says which place units with equal values have. The zero value is
// AverageTies.
type RankTies int

// The rules for ties, with their text forms and the scores of 10, 20, 20, 30.
const (
	AverageTies RankTies = iota // "average": 1, 2.5, 2.5, 4
	LowestTies                  // "lowest": 1, 2, 2, 4; others call it "min"
	DenseTies                   // "dense": 1, 2, 2, 3
	HighestTies                 // "highest": 1, 3, 3, 4; others call it "max"
)

var rankTiesWords = basis.Words{"average", "lowest", "dense", "highest"}

// String gives the text form.
func (r RankTies) String() string { return basis.Name(rankTiesWords, "RankTies", r) }

// MarshalText gives the text form; a value that does not exist is an error.
func (r RankTies) MarshalText() ([]byte, error) {
	return basis.MarshalWord(rankTiesWords, "rule for ties", r)
}

// UnmarshalText accepts the text forms and nothing else.
func (r *RankTies) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(rankTiesWords, "rule for ties", r, text)
}

// exists refuses an option that has no text form.
func exists(option encoding.TextMarshaler) error {
	_, err := option.MarshalText()
	return err
}
