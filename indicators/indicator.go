package indicators

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Direction says which values of a measured indicator are better. The zero
// value is Higher. A composed indicator has none, since its score says that more is
// better: a group that is to count against a unit has the directions of its leaves turned.
type Direction int

// The three directions, with their text forms.
const (
	Higher Direction = iota // "higher": more is better
	Lower                   // "lower": less is better
	Target                  // "target": values inside [Indicator.Target] are best
)

var directionWords = basis.Words{"higher", "lower", "target"}

// String gives the text form: higher, lower or target.
func (d Direction) String() string { return basis.Name(directionWords, "Direction", d) }

// MarshalText gives the text form, and an error that wraps [ErrDirection] for
// any other value.
func (d Direction) MarshalText() ([]byte, error) {
	text, err := basis.MarshalWord(directionWords, "direction", d)
	if err != nil {
		return nil, basis.Errorf("%w %d: not one of higher, lower, target", ErrDirection, int(d))
	}
	return text, nil
}

// UnmarshalText accepts exactly higher, lower and target; any other text is an
// error that wraps [ErrDirection].
func (d *Direction) UnmarshalText(text []byte) error {
	if basis.UnmarshalWord(directionWords, "direction", d, text) != nil {
		return basis.Errorf("%w %q: not one of higher, lower, target", ErrDirection, string(text))
	}
	return nil
}

// Range is a closed interval from Lo to Hi. Where a range is optional the field
// is a pointer, and nil is "not given", so that a range at zero can be said.
type Range struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// Indicator is one node of the tree: measured if it has no children, otherwise
// composed from them.
type Indicator struct {
	Code   string  `json:"code"`              // unique in the framework; the heading of its column
	Name   string  `json:"name,omitempty"`    // for people, in English
	NameZH string  `json:"name_zh,omitempty"` // for people, in Chinese
	Weight float64 `json:"weight,omitempty"`  // declared importance among its siblings, any scale; 0 for all siblings: equal; 0 for some: these count as absent

	// Of measured indicators only:
	Unit         string    `json:"unit,omitempty"`
	Direction    Direction `json:"direction,omitempty"`
	Target       *Range    `json:"target,omitempty"`       // best values, for Direction Target (and only then); Lo may equal Hi
	Bounds       *Range    `json:"bounds,omitempty"`       // goalposts of the scale; nil: taken from the data
	Base         float64   `json:"base,omitempty"`         // base value of ratio scores; zero: taken from the data
	Computed     bool      `json:"computed,omitempty"`     // made by a Step from other columns, never read
	Confidential bool      `json:"confidential,omitempty"` // its figures are confidential; see [Table.Confidential]
	Definition   string    `json:"definition,omitempty"`   // what is counted, 口径
	Period       string    `json:"period,omitempty"`       // data year; mixed periods give a warning
	Department   string    `json:"department,omitempty"`   // who reports it, 数据来源单位
	Source       string    `json:"source,omitempty"`

	Children []Indicator `json:"children,omitempty"`
}

// Measured reports whether the indicator is a leaf, that is, has no children.
func (in Indicator) Measured() bool { return len(in.Children) == 0 }

// Leaves returns the measured indicators below the indicator in pre-order, or itself if it
// is one.
func (in Indicator) Leaves() []Indicator {
	return slices.DeleteFunc(appendNodes(nil, in), func(in Indicator) bool { return !in.Measured() })
}

// clone copies the indicator and all below it, sharing nothing.
func (in Indicator) clone() Indicator {
	if in.Target != nil {
		r := *in.Target
		in.Target = &r
	}
	if in.Bounds != nil {
		r := *in.Bounds
		in.Bounds = &r
	}
	if in.Children != nil {
		kids := make([]Indicator, len(in.Children))
		for i, c := range in.Children {
			kids[i] = c.clone()
		}
		in.Children = kids
	}
	return in
}
