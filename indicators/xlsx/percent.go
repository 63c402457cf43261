package xlsx

import (
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Percent says what the figure of a cell is that is shown in percent: one that shows
// 15.3% stores 0.153. The zero value is PercentByUnit.
type Percent int

// The three answers, with their text forms.
const (
	PercentByUnit Percent = iota // "by unit": 15.3 where the unit of the indicator is %, else an error
	PercentShown                 // "shown": 15.3
	PercentStored                // "stored": 0.153
)

var percents = basis.Words{"by unit", "shown", "stored"}

// String gives the text form.
func (p Percent) String() string { return basis.Name(percents, "Percent", p) }

// MarshalText gives the text form.
func (p Percent) MarshalText() ([]byte, error) {
	return basis.MarshalWord(percents, "rule for percent cells", p)
}

// UnmarshalText accepts exactly the words of String.
func (p *Percent) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(percents, "rule for percent cells", p, text)
}

// of is the figure of a cell that is shown in percent.
func (p Percent) of(held, unit string) (string, error) {
	switch unit = strings.TrimSpace(unit); {
	case p == PercentStored:
		return held, nil
	case p == PercentShown, unit == "%", unit == "％":
		return hundredfold(held), nil
	}
	return "", basis.Errorf("%w: the cell shows percent and stores %s, and the unit of the indicator is not %%; say by Percent which of them is its figure", basis.ErrNumber, held)
}
