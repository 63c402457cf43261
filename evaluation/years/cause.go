package years

import (
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Cause is what may move a unit between two editions. The zero value is Own.
type Cause int

// The causes, in the order in which they are taken if no other is given: first the
// figures, under the earlier scheme, then the scheme.
const (
	Own        Cause = iota // the unit's own figures and class
	Others                  // those of the other units that both editions have
	Members                 // newcomers and leavers
	Scales                  // normalizer, goalposts, directions, targets, bases
	Weights                 // declared weights, weighting scheme, aggregation
	Indicators              // those that came, went, or moved in the tree
	Rules                   // rulings and their limits, figures under query, the decision
	causes
)

var causeWords = basis.Words{"own figures", "figures of others", "newcomers and leavers", "scales", "weights", "indicators that came or went", "rulings and rules"}

// String gives the words, e.g. "own figures".
func (c Cause) String() string { return basis.Name(causeWords, "Cause", c) }

// MarshalText gives the words.
func (c Cause) MarshalText() ([]byte, error) { return basis.MarshalWord(causeWords, "cause", c) }

// UnmarshalText accepts exactly the words of String.
func (c *Cause) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(causeWords, "cause", c, text)
}

// Way is how parts are told apart. The zero value is InOrder.
type Way int

// The ways.
const (
	InOrder Way = iota // each step on top of those before it
	Shapley            // the mean over all orders of the steps
)

var wayWords = basis.Words{"in order", "Shapley"}

// String gives the words.
func (w Way) String() string { return basis.Name(wayWords, "Way", w) }

// MarshalText gives the words.
func (w Way) MarshalText() ([]byte, error) { return basis.MarshalWord(wayWords, "way", w) }

// UnmarshalText accepts exactly the words of String.
func (w *Way) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(wayWords, "way", w, text)
}

// Step is one or several causes that change together.
type Step []Cause

// String joins the causes.
func (s Step) String() string {
	words := make([]string, len(s))
	for i, c := range s {
		words[i] = c.String()
	}
	return strings.Join(words, " + ")
}

func (s Step) mask() uint {
	var m uint
	for _, c := range s {
		m |= 1 << c
	}
	return m
}

// ErrSteps is an order of steps that is none.
const ErrSteps = basis.Sentinel("steps of a bridge")

// checkSteps wants every cause once.
func checkSteps(steps []Step) error {
	seen := map[Cause]int{}
	var errs []error
	for i, s := range steps {
		if len(s) == 0 {
			errs = append(errs, basis.Errorf("%w: step %d has no cause", ErrSteps, i+1))
		}
		for _, c := range s {
			if c < 0 || c >= causes {
				errs = append(errs, basis.Errorf("%w: there is no cause %d", ErrSteps, int(c)))
			}
			seen[c]++
		}
	}
	for c := range causes {
		if seen[c] != 1 {
			errs = append(errs, basis.Errorf("%w: %v stands there %d times", ErrSteps, c, seen[c]))
		}
	}
	return basis.JoinErrors(errs...)
}

// Text says which way was gone, in words for a reader.
func (b Bridge) Text() basis.Text {
	if b.Way == Shapley {
		return basis.Textf("from %d to %d: each part is the mean over all orders of %d steps (Shapley), rounded so that the parts add up", b.From, b.To, len(b.Steps))
	}
	return basis.Textf("from %d to %d: %d steps, each on top of those before it", b.From, b.To, len(b.Steps))
}
