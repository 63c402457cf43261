package profile

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Side says on which side of a range a value is looked for. The zero value is
// both.
type Side int

// The three sides, with their text forms.
const (
	Both  Side = iota // "both"
	Above             // "above"
	Below             // "below"
)

var sideWords = basis.Words{"both", "above", "below"}

// String gives the text form.
func (s Side) String() string { return basis.Name(sideWords, "Side", s) }

// MarshalText gives the text form; a value that does not exist is an error.
func (s Side) MarshalText() ([]byte, error) { return basis.MarshalWord(sideWords, "side", s) }

// UnmarshalText accepts the text forms and nothing else.
func (s *Side) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(sideWords, "side", s, text)
}

// Fence finds values far from the others of their column: below the lower or
// above the upper fence,
//
//	lower = Q1 - K (Q3 - Q1),  upper = Q3 + K (Q3 - Q1)
//
// with quartiles of type 7 over the values that are there. The zero K is 3,
// Tukey's outer fence ("far out"); 1.5 is his inner fence.
//
// With All, a unit is found only if it is beyond a fence on every one of the
// columns, once, with Figure and Limit on the first. Two figures that are far out
// together say more than either: a county with far more output an enterprise and
// far more people from elsewhere than any other may have a development zone
// counted in.
//
// A column with fewer than 5 values, or with equal quartiles (so that everything
// else would be far out), gives a finding with Err.
//
// Source: J. W. Tukey (1977), Exploratory Data Analysis, section 2D.
type Fence struct {
	Columns []string `json:"columns,omitzero"` // nil: all measured indicators
	K       float64  `json:"k,omitzero"`       // 0: 3
	Side    Side     `json:"side,omitzero"`
	All     bool     `json:"all,omitzero"`
}

var _ Check = Fence{}

// Find implements [Check].
func (c Fence) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.K); err != nil {
		return nil, basis.Errorf("fence: %w", err)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("fence: %w", err)
	}
	var out []Finding
	beyond := make([]int, t.Len())
	first := make([]Finding, t.Len())
	var buffer sortBuffer
	for _, code := range codes {
		x := buffer.sorted(t.Column(code))
		lo, hi, err := fences(x, or(c.K, 3))
		if err != nil {
			out = append(out, open(RuleFence, "", code, nil, err))
			continue
		}
		for i, v := range t.Column(code).All() {
			f := Finding{Rule: RuleFence, Unit: t.Unit(i).Code, Indicator: code, Figure: v}
			switch {
			case c.Side != Below && v > hi:
				f.Limit, f.Text = hi, basis.Textf("%s is above the fence at %s", number(v), number(hi))
			case c.Side != Above && v < lo:
				f.Limit, f.Text = lo, basis.Textf("%s is below the fence at %s", number(v), number(lo))
			default:
				continue
			}
			switch {
			case !c.All:
				out = append(out, f)
			case beyond[i] == 0:
				first[i] = f
			default:
				first[i].With = append(first[i].With, code)
				first[i].Text = basis.Textf("%v; %v of %s, too", first[i].Text, f.Text, code)
			}
			beyond[i]++
		}
	}
	if c.All {
		for i, k := range beyond {
			if k > 0 && k == len(codes) {
				out = append(out, first[i])
			}
		}
	}
	return out, nil
}

// fences returns the two fences of sorted values.
func fences(x []float64, k float64) (lo, hi float64, err error) {
	if len(x) < 5 {
		return 0, 0, few(len(x), 5)
	}
	q1, q3 := quantile(x, 0.25), quantile(x, 0.75)
	if q1 == q3 {
		return 0, 0, basis.Errorf("%w: half of the values are %s, so there is no distance of the quartiles", ErrUnfit, number(q1))
	}
	lo, hi = exact.Fences(x, k)
	return lo, hi, nil
}
