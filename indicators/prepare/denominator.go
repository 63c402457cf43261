package prepare

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Denominator says what a [Ratio] is whose denominator is 0 or missing. Rules mostly do
// not say, and programs that do not ask divide by 0 or take 0 for the answer. The zero
// value is Unstated.
type Denominator int

// What becomes of the ratio, with the text forms.
const (
	Unstated     Denominator = iota // "unstated": refused if the denominator is 0, and missing if it is missing
	RefuseRatio                     // "refuse": an error that names the unit
	NoRatio                         // "missing": it has none, and a later step or the normalizer says what that means: Points, PeerScore
	NotMeasured                     // "not applicable": the unit is not measured by it, an enterprise that emits nothing by value added per tonne
	ZeroRatio                       // "zero": 0, as where nothing reported counts as nothing
	BestOfPeers                     // "best": the best of the others of its class, in the direction of the indicator
	WorstOfPeers                    // "worst": the worst of the others of its class
)

var denominatorWords = basis.Words{"unstated", "error", "missing", "not applicable", "zero", "best", "worst"}

// String gives the text form.
func (d Denominator) String() string { return basis.Name(denominatorWords, "Denominator", d) }

// MarshalText gives the text form; a value that does not exist is an error.
func (d Denominator) MarshalText() ([]byte, error) {
	return basis.MarshalWord(denominatorWords, "denominator", d)
}

// UnmarshalText accepts the text forms and nothing else.
func (d *Denominator) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(denominatorWords, "denominator", d, text)
}

// word is the text form as a text.
func (d Denominator) word() basis.Text {
	if d < 0 || int(d) >= len(denominatorWords) {
		return basis.Textf("%s", d.String())
	}
	return denominatorWords.Text(int(d))
}

// lacking is one ratio that cannot be divided.
type lacking struct {
	row    int
	choice Denominator
	why    basis.Text
}

// choose makes the ratios that cannot be divided what the step says they are: it fills x
// and the marks, and gives the changes. confidential tells which figures are; one that
// takes the place of another is confidential with it.
func (s Ratio) choose(t *indicators.Table, x []exact.Number, marks []indicators.Mark, confidential []bool, lack []lacking) ([]indicators.Change, error) {
	var peers map[string]ends
	var changes []indicators.Change
	var errs []error
	in, _ := t.Framework().Find(s.Code)
	for _, l := range lack {
		i := l.row
		u := t.Unit(i)
		switch l.choice {
		case NoRatio:
			x[i], marks[i] = exact.Of(math.NaN()), indicators.Missing
			continue
		case NotMeasured:
			x[i], marks[i] = exact.Of(math.NaN()), indicators.NotApplicable
			continue
		case ZeroRatio:
			x[i] = exact.Of(0)
			l.why = basis.Textf("0, since %v", l.why)
		default:
			if in.Direction == indicators.Target {
				errs = append(errs, fault(u.Code, s.Code, basis.Errorf("%w: the best and the worst of an indicator with a target are not known from its figures", basis.ErrValue)))
				continue
			}
			if peers == nil {
				peers = s.peers(t, x, marks, in.Direction, lack)
			}
			p, ok := peers[u.Class]
			if !ok {
				errs = append(errs, fault(u.Code, s.Code, basis.Errorf("%w: %v, and no other unit of its class has a ratio", basis.ErrEmpty, l.why)))
				continue
			}
			from := p.best
			if l.choice == WorstOfPeers {
				from = p.worst
				l.why = basis.Textf("the worst of its class, that of %s, since %v", t.Unit(from).Code, l.why)
			} else {
				l.why = basis.Textf("the best of its class, that of %s, since %v", t.Unit(from).Code, l.why)
			}
			x[i] = x[from]
			confidential[i] = confidential[i] || confidential[from]
		}
		marks[i] = indicators.Imputed
		changes = append(changes, indicators.Change{Unit: u.Code, Indicator: s.Code, Was: math.NaN(), Is: x[i].Float(), Why: l.why})
	}
	return changes, basis.JoinErrors(errs...)
}

// ends are the rows of the best and the worst ratio of a class, the first of equals.
type ends struct{ best, worst int }

// peers finds them, among the units that have a ratio of their own which no step filled in.
func (s Ratio) peers(t *indicators.Table, x []exact.Number, marks []indicators.Mark, d indicators.Direction, lack []lacking) map[string]ends {
	out := map[string]ends{}
	without := make(map[int]bool, len(lack))
	for _, l := range lack {
		without[l.row] = true
	}
	better := func(a, b int) bool {
		more := exact.Difference(x[a], x[b]).Float()
		return more > 0 && d == indicators.Higher || more < 0 && d == indicators.Lower
	}
	for i, u := range t.Units() {
		if without[i] || !given(x[i].Float(), marks[i]) {
			continue
		}
		e, ok := out[u.Class]
		if !ok {
			out[u.Class] = ends{i, i}
			continue
		}
		if better(i, e.best) {
			e.best = i
		}
		if better(e.worst, i) {
			e.worst = i
		}
		out[u.Class] = e
	}
	return out
}
