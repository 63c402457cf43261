package evaluation

import (
	"math"
	"strings"
	"time"

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

var effects = basis.Words{"add points", "not evaluated", "not ranked", "outside the quota", "no award", "grade at most", "grade fixed"}

// String gives the effect in words, e.g. "not evaluated".
func (e Effect) String() string { return basis.Name(effects, "Effect", e) }

// MarshalText gives the words.
func (e Effect) MarshalText() ([]byte, error) { return basis.MarshalWord(effects, "effect", e) }

// UnmarshalText accepts exactly the words of String.
func (e *Effect) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(effects, "effect", e, text)
}

// Ruling is what an authority decided for one unit, beside the indicators. It
// comes from the caller alone, with its reason and its document.
type Ruling struct {
	Unit      string  `json:"unit"` // code
	Effect    Effect  `json:"effect" names:"effect"`
	Item      string  `json:"item,omitzero"` // AddPoints: the bonus or penalty item; free text otherwise
	Count     float64 `json:"count,omitzero"`
	Points    float64 `json:"points,omitzero"` // AddPoints: for each of Count, below 0 for a penalty
	Grade     string  `json:"grade,omitzero"`  // GradeAtMost, GradeFixed; also NotRanked and OutsideQuota, where it may be ""
	Reason    string  `json:"reason"`
	Document  string  `json:"document"`           // number or title of the paper that says so
	Date      string  `json:"date,omitzero"`      // of the decision, "2026-03-31"; "": not said
	Authority string  `json:"authority,omitzero"` // who decided; "": not said
}

// ErrRuling is a ruling that cannot be applied.
const ErrRuling = basis.Sentinel("ruling")

// String gives the ruling as a reader of the record should see it: "no award:
// two accidents (No. 3 of 2025)".
func (d Ruling) String() string { return d.Text().String() }

// Text gives the words of String as a text that can be said in another language; item,
// grade, reason and document are as they were given.
func (d Ruling) Text() basis.Text {
	switch {
	case d.Effect == AddPoints:
		return basis.Textf("%s %v x %+g: %s (%s)", d.Item, d.Count, d.Points, d.Reason, d.Document)
	case d.Grade != "":
		return basis.Textf("%v %s: %s (%s)", d.Effect, d.Grade, d.Reason, d.Document)
	}
	return basis.Textf("%v: %s (%s)", d.Effect, d.Reason, d.Document)
}

var _ basis.Worded = Ruling{}

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
	if d.Date != "" {
		if _, err := time.Parse(time.DateOnly, d.Date); err != nil {
			bad("the date %q is not of the form 2026-03-31", d.Date)
		}
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

// checkRulings lists all that is wrong with rulings under the limits of the model,
// whatever the data.
func (m Model) checkRulings(rulings []Ruling) error {
	if len(rulings) == 0 {
		return m.Limits.check()
	}
	errs := []error{m.Limits.check()}
	fail := func(d Ruling, err error) { errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: err}) }
	settled := map[string]Ruling{}
	for i, d := range rulings {
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
	return basis.JoinErrors(errs...)
}

// strangers refuses rulings about units that a table does not have.
func strangers(t *indicators.Table, rulings []Ruling) error {
	if t == nil {
		return nil
	}
	var errs []error
	var known []string // once they are needed
	for _, d := range rulings {
		if _, ok := t.Row(d.Unit); ok || d.Unit == "" {
			continue
		}
		if known == nil {
			for _, u := range t.Units() {
				known = append(known, u.Code)
			}
		}
		errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %s: %w%v", ErrRuling, d, basis.ErrUnknown, basis.Meant(d.Unit, known))})
	}
	return basis.JoinErrors(errs...)
}

// leave takes out the units that are not evaluated, as a stage before the first
// step; ok is false if there are none.
func leave(t *indicators.Table, rulings []Ruling) (st indicators.Stage, ok bool, err error) {
	out := map[string]Ruling{}
	for _, d := range rulings {
		if d.Effect == NotEvaluated {
			out[d.Unit] = d
		}
	}
	if len(out) == 0 {
		return indicators.Stage{}, false, nil
	}
	st.Name = basis.Textf("rulings")
	for _, u := range t.Units() {
		if d, ok := out[u.Code]; ok {
			st.Left = append(st.Left, indicators.Departure{Unit: u.Code, Why: d.Text()})
		}
	}
	st.Table, err = t.Select(func(u indicators.Unit) bool { _, left := out[u.Code]; return !left })
	if err != nil {
		return indicators.Stage{}, false, basis.Errorf("rulings: %w", err)
	}
	return st, true, nil
}

// standing is what rulings say about a unit's rank: why it has none, why it gets no
// award, or that it takes no place of a quota.
type standing struct {
	unranked, noAward basis.Text
	outside           bool
}

// standings finds the units about which rulings say so; nil if there are none.
func standings(rulings []Ruling) map[string]standing {
	var out map[string]standing
	for _, d := range rulings {
		if d.Effect != NotRanked && d.Effect != NoAward && d.Effect != OutsideQuota {
			continue
		}
		if out == nil {
			out = map[string]standing{}
		}
		s := out[d.Unit]
		switch {
		case d.Effect == NotRanked:
			s.unranked = d.Text()
		case d.Effect == OutsideQuota:
			s.outside = true
		case s.noAward.IsZero():
			s.noAward = d.Text()
		}
		out[d.Unit] = s
	}
	return out
}
