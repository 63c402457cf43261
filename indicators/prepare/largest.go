package prepare

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Largest makes a computed indicator, often an auxiliary one for a later [Ratio], as
// the largest of columns:
//
//	code = max(of[0], of[1], ...)
//
// such as the emission that an enterprise is held to, which is the greater of what it
// discharges and what it has the right to, so that a right that is not used counts.
// Figures are compared exactly, and the figure is that of the first that is largest.
// Where any of them has no value it has none. An empty Of is an error; marks and all
// other errors and warnings are as with [Ratio].
//
// Source: the rule of Xiuzhou district, Jiaxing, for discharge rights (2014, printing and
// dyeing 2017): tax / max(actual discharge, right).
type Largest struct {
	Code string   `json:"code" names:"column"`
	Of   []string `json:"of" names:"column"`
}

var _ indicators.Step = Largest{}

// String gives the formula: "emission = max(actual, right)".
func (s Largest) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Largest) Text() basis.Text {
	return basis.Textf("%s = max(%s)", s.Code, strings.Join(s.Of, ", "))
}

// Apply implements [indicators.Step].
func (s Largest) Apply(t *indicators.Table) (indicators.Stage, error) {
	from, err := sources(t, s.Code, s.Of...)
	if len(s.Of) == 0 {
		err = basis.JoinErrors(err, fault("", s.Code, basis.Errorf("%w: nothing to choose from", basis.ErrEmpty)))
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("largest %s: %w", s, err)
	}
	x := make([]exact.Number, t.Len())
	for i := range x {
		x[i] = from[0].exact.At(i)
		for _, c := range from[1:] {
			next := c.exact.At(i)
			if more := exact.Difference(next, x[i]).Float(); more > 0 || math.IsNaN(more) && !math.IsNaN(x[i].Float()) {
				x[i] = next
			}
		}
	}
	stage, err := derived(t, s.Text(), s.Code, x, from)
	if err != nil {
		return indicators.Stage{}, basis.Errorf("largest %s: %w", s, err)
	}
	return stage, nil
}
