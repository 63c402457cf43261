package evaluation

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Effect says what a ruling does. The zero value is AddPoints.
type Effect int

// The effects of a ruling. The strengths of a veto (一票否决) are told apart.
const (
	AddPoints    Effect = iota // Count times Points are added to the root's score: 加分项, 减分项
	NotEvaluated               // leaves before the first step, so that no scale knows it: 本年度不参评
	NotRanked                  // scored, not ranked, no award; Grade is shown: T 类, exempt, transition
	OutsideQuota               // scored and ranked, takes no place of a quota; Grade is given: 不定等级, automatic A
	NoAward                    // scored, ranked and graded, but gets no award: 取消奖励资格
	GradeAtMost                // its grade is Grade at best
	GradeFixed                 // its grade is Grade, raised or lowered by decision; its place in the quota stays taken
)

var effectNames = [...]string{"add points", "not evaluated", "not ranked", "outside the quota", "no award", "grade at most", "grade fixed"}

// String gives the effect in words, e.g. "not evaluated".
func (e Effect) String() string {
	if e < 0 || int(e) >= len(effectNames) {
		return fmt.Sprintf("Effect(%d)", int(e))
	}
	return effectNames[e]
}

// MarshalText gives the words, and an error for any other value.
func (e Effect) MarshalText() ([]byte, error) {
	if e < 0 || int(e) >= len(effectNames) {
		return nil, basis.Errorf("%w: no effect %d", ErrRuling, int(e))
	}
	return []byte(effectNames[e]), nil
}

// UnmarshalText accepts exactly the words of String.
func (e *Effect) UnmarshalText(text []byte) error {
	i := slices.Index(effectNames[:], string(text))
	if i < 0 {
		return basis.Errorf("%w: no effect %q; there are %s", ErrRuling, text, strings.Join(effectNames[:], ", "))
	}
	*e = Effect(i)
	return nil
}

// Ruling is what an authority decided for one unit, beside the indicators. It
// comes from the caller alone, with its reason and its document.
type Ruling struct {
	Unit     string  `json:"unit"`           // code
	Effect   Effect  `json:"effect"`         //
	Item     string  `json:"item,omitempty"` // AddPoints: the bonus or penalty item; free text otherwise
	Count    float64 `json:"count,omitempty"`
	Points   float64 `json:"points,omitempty"` // AddPoints: for each of Count, below 0 for a penalty
	Grade    string  `json:"grade,omitempty"`  // GradeAtMost, GradeFixed; also NotRanked and OutsideQuota, where it may be ""
	Reason   string  `json:"reason"`
	Document string  `json:"document"` // number or title of the paper that says so
}

// ErrRuling is a ruling that cannot be applied.
const ErrRuling = basis.Sentinel("ruling")

// String gives the ruling as a reader of the record should see it: "no award:
// two accidents (No. 3 of 2025)".
func (d Ruling) String() string {
	s := d.Effect.String()
	switch {
	case d.Effect == AddPoints:
		s = fmt.Sprintf("%s %v x %+g", d.Item, d.Count, d.Points)
	case d.Grade != "":
		s += " " + d.Grade
	}
	return s + ": " + d.Reason + " (" + d.Document + ")"
}

// check lists what is wrong with a ruling by itself.
func (d Ruling) check() []error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+format, append([]any{ErrRuling}, args...)...))
	}
	if d.Effect < AddPoints || d.Effect > GradeFixed {
		bad("no effect %d", int(d.Effect))
	}
	if strings.TrimSpace(d.Document) == "" {
		bad("%s names no document", d.Effect)
	}
	if strings.TrimSpace(d.Reason) == "" {
		bad("%s has no reason", d.Effect)
	}
	if d.Effect == AddPoints {
		if d.Item == "" {
			bad("points of no item")
		}
		if !(d.Count > 0) || math.IsInf(d.Count, 0) || d.Points-d.Points != 0 || d.Points == 0 {
			bad("count %v times %v points is not a number above 0 times a number that is not 0", d.Count, d.Points)
		}
	} else if d.Count != 0 || d.Points != 0 {
		bad("%s takes no count and no points", d.Effect)
	}
	switch d.Effect {
	case GradeAtMost, GradeFixed:
		if d.Grade == "" {
			bad("%s names no grade", d.Effect)
		}
	case AddPoints, NotEvaluated, NoAward:
		if d.Grade != "" {
			bad("%s takes no grade, not %s", d.Effect, d.Grade)
		}
	}
	return errs
}

// status reports whether the ruling settles alone how the unit takes part, so
// that a unit can have only one such ruling.
func (d Ruling) status() bool {
	switch d.Effect {
	case NotEvaluated, NotRanked, OutsideQuota, GradeFixed:
		return true
	}
	return false
}

// checkRulings lists all that is wrong with the rulings of the model, whatever
// the data.
func (m Model) checkRulings() error {
	if len(m.Rulings) == 0 {
		return m.Limits.check()
	}
	errs := []error{m.Limits.check()}
	fail := func(d Ruling, err error) { errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: err}) }
	settled := map[string]Ruling{}
	for i, d := range m.Rulings {
		for _, err := range d.check() {
			fail(d, err)
		}
		if d.Unit == "" {
			fail(d, basis.Errorf("%w: number %d names no unit", ErrRuling, i+1))
		}
		if d.Effect == AddPoints && m.Limits.Items != nil {
			if _, ok := m.Limits.Items[d.Item]; !ok {
				fail(d, basis.Errorf("%w: Limits.Items does not have the item %q, so that nothing would limit it", ErrRuling, d.Item))
			}
		}
		if !d.status() {
			continue
		}
		if first, ok := settled[d.Unit]; ok {
			fail(d, basis.Errorf("%w: both %q and %q are ruled", ErrRuling, first.Effect, d.Effect))
		}
		settled[d.Unit] = d
	}
	return errors.Join(errs...)
}

// leave takes out the units that are not evaluated, as a stage before the first
// step; ok is false if there are none. Rulings about units that the table does
// not have are an error.
func (m Model) leave(t *indicators.Table) (st indicators.Stage, ok bool, err error) {
	out := map[string]Ruling{}
	var errs []error
	for _, d := range m.Rulings {
		if _, known := t.Row(d.Unit); !known {
			errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %s: %w", ErrRuling, d, basis.ErrUnknown)})
		}
		if d.Effect == NotEvaluated {
			out[d.Unit] = d
		}
	}
	if err := errors.Join(errs...); err != nil || len(out) == 0 {
		return indicators.Stage{}, false, err
	}
	st.Name = "rulings"
	for _, u := range t.Units() {
		if d, ok := out[u.Code]; ok {
			st.Left = append(st.Left, indicators.Departure{Unit: u.Code, Why: d.String()})
		}
	}
	st.Table, err = t.Select(func(u indicators.Unit) bool { _, left := out[u.Code]; return !left })
	if err != nil {
		return indicators.Stage{}, false, basis.Errorf("rulings: %w", err)
	}
	return st, true, nil
}

// standing is what rulings say about a unit's rank: why it has none, or why it
// gets no award.
type standing struct{ unranked, noAward string }

// standings finds the units that are not ranked or get no award; nil if there
// are none.
func (m Model) standings() map[string]standing {
	var out map[string]standing
	for _, d := range m.Rulings {
		if d.Effect != NotRanked && d.Effect != NoAward {
			continue
		}
		if out == nil {
			out = map[string]standing{}
		}
		s := out[d.Unit]
		if d.Effect == NotRanked {
			s.unranked = d.String()
		} else if s.noAward == "" {
			s.noAward = d.String()
		}
		out[d.Unit] = s
	}
	return out
}
