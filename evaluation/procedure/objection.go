package procedure

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Publish puts the provisional result on notice. Objections are taken from the next
// working day on, for [Call.NoticeDays] working days.
type Publish struct{}

// EndNotice ends the notice, after its last day. Who has not objected has agreed.
type EndNotice struct{}

// Object is an objection to a figure or to a ruling, by a county, while the notice lasts.
type Object struct {
	By        string  `json:"by"`                 // code of the unit that objects
	Unit      string  `json:"unit,omitzero"`      // of the figure: the unit, which may be another one
	Indicator string  `json:"indicator,omitzero"` // and the indicator
	Claimed   float64 `json:"claimed,omitzero"`   // the figure as it should be
	Ruling    int     `json:"ruling,omitzero"`    // or the number of a ruling of the call, from 1, which should be taken back
	Reason    string  `json:"reason"`
	Evidence  string  `json:"evidence"` // what is enclosed
}

// Verdict is what is decided about an objection. The zero value is Rejected.
type Verdict int

// The verdicts.
const (
	Rejected Verdict = iota // "rejected": all stays as it is
	Accepted                // "accepted": the figure is the one claimed; the ruling is taken back
	InPart                  // "in part": the figure is another one, or the ruling is
)

var verdictWords = basis.Words{"rejected", "accepted", "in part"}

// String gives the word.
func (v Verdict) String() string { return basis.Name(verdictWords, "Verdict", v) }

// MarshalText gives the word; a verdict that does not exist is an error.
func (v Verdict) MarshalText() ([]byte, error) { return basis.MarshalWord(verdictWords, "verdict", v) }

// UnmarshalText accepts exactly the words of String.
func (v *Verdict) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(verdictWords, "verdict", v, text)
}

// Decide decides an objection. What an acceptance would move is known before by
// [Round.Revise].
type Decide struct {
	Objection int                `json:"objection"` // number
	Verdict   Verdict            `json:"verdict"`
	Value     float64            `json:"value,omitzero"`  // InPart, of a figure: the figure
	Ruling    *evaluation.Ruling `json:"ruling,omitzero"` // InPart, of a ruling: the one in its place, about the same unit
	Reason    string             `json:"reason"`
}

// Objection is an objection with its decision.
type Objection struct {
	Number   int     `json:"number"` // from 1
	Object   Object  `json:"object"`
	Step     Step    `json:"step"`              // in which it came
	Due      string  `json:"due"`               // last day to decide
	Decision *Decide `json:"decision,omitzero"` // nil: none yet
	Decided  Step    `json:"decided,omitzero"`
	Change   *Change `json:"change,omitzero"` // that the decision made; nil: none
}

// MarshalJSON writes the objection with the kinds of this package.
func (o Objection) MarshalJSON() ([]byte, error) { return basis.Marshal(o, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Objection) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, o, Kinds()) }

var _, _, _, _ Action = Publish{}, EndNotice{}, Object{}, Decide{}

func (Publish) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Provisional); err != nil {
		return nil, err
	}
	from, err := r.call.Calendar.After(s.Date, 1)
	to, err2 := r.call.Calendar.After(s.Date, r.call.NoticeDays)
	if err := basis.JoinErrors(err, err2); err != nil {
		return nil, err
	}
	return func() { r.from, r.to, r.state = from, to, Noticed }, nil
}

func (EndNotice) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Noticed); err != nil {
		return nil, err
	}
	if s.Date <= r.to {
		return nil, basis.Errorf("%w: the notice lasts until the end of %s", ErrDate, r.to)
	}
	return func() { r.state = Objections }, nil
}

func (a Object) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Noticed); err != nil {
		return nil, err
	}
	var errs []error
	fail := func(text string, args ...any) {
		errs = append(errs, &indicators.InputError{Unit: a.Unit, Indicator: a.Indicator, Err: basis.Errorf(text, args...)})
	}
	if s.Date < r.from || s.Date > r.to {
		fail("%w: objections are taken from %s to %s, not on %s", ErrDate, r.from, r.to, s.Date)
	}
	if !slices.ContainsFunc(r.call.Units, func(u indicators.Unit) bool { return u.Code == a.By }) {
		fail("%w: %q, which objects, is no unit of the round", basis.ErrUnknown, a.By)
	}
	if blank(a.Reason) || blank(a.Evidence) {
		fail("%w: an objection needs a reason and evidence", basis.ErrMissing)
	}
	switch {
	case a.Ruling != 0 && (a.Unit != "" || a.Indicator != "" || a.Claimed != 0):
		fail("%w: the objection is to a ruling and to a figure; each is one of its own", basis.ErrValue)
	case a.Ruling != 0:
		if a.Ruling < 1 || a.Ruling > len(r.rulings) || r.rulings[a.Ruling-1] == nil {
			fail("%w: there is no ruling %d", basis.ErrUnknown, a.Ruling)
		}
	default:
		if _, err := r.Correction(a.Unit, a.Indicator, a.Claimed); err != nil {
			errs = append(errs, err)
		}
	}
	due, err := r.call.Calendar.After(s.Date, r.call.DecideDays)
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return nil, err
	}
	return func() {
		r.objections = append(r.objections, Objection{Number: len(r.objections) + 1, Object: a, Step: s, Due: due})
	}, nil
}

func (a Decide) plan(r *Round, s Step) (func(), error) {
	if err := r.in(Objections, Noticed); err != nil {
		return nil, err
	}
	if a.Objection < 1 || a.Objection > len(r.objections) {
		return nil, basis.Errorf("%w: there is no objection %d", basis.ErrUnknown, a.Objection)
	}
	o := r.objections[a.Objection-1]
	var errs []error
	fail := func(text string, args ...any) {
		errs = append(errs, basis.Errorf("objection %d: %w", a.Objection, basis.Errorf(text, args...)))
	}
	if o.Decision != nil {
		fail("%w: it was decided on %s", ErrState, o.Decided.Date)
	}
	if blank(a.Reason) {
		fail("%w: the decision has no reason", basis.ErrMissing)
	}
	if a.Verdict < Rejected || a.Verdict > InPart {
		fail("%w: there is no verdict %v", basis.ErrValue, a.Verdict)
	}
	ofRuling := o.Object.Ruling > 0
	if a.Value != 0 && (a.Verdict != InPart || ofRuling) || a.Ruling != nil && (a.Verdict != InPart || !ofRuling) {
		fail("%w: a figure or ruling of its own is for a decision in part, each about its own kind", basis.ErrValue)
	}
	var c *Change
	if len(errs) == 0 && a.Verdict != Rejected {
		made, err := r.decided(o, a)
		if err != nil {
			errs = append(errs, basis.Errorf("objection %d: %w", a.Objection, err))
		}
		c = &made
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return func() {
		o.Decision, o.Decided, o.Change = &a, s, c
		r.objections[a.Objection-1] = o
		if c != nil {
			r.figures, r.rulings = c.apply(r.figures, r.rulings)
		}
	}, nil
}

// decided is the change that a decision makes.
func (r *Round) decided(o Objection, a Decide) (Change, error) {
	x := o.Object
	if x.Ruling > 0 {
		if a.Verdict == InPart && a.Ruling == nil {
			return Change{}, basis.Errorf("%w: the decision in part has no ruling in the place of the other", basis.ErrMissing)
		}
		return r.Replacement(x.Ruling, a.Ruling)
	}
	value := x.Claimed
	if a.Verdict == InPart {
		if value = a.Value; value == x.Claimed {
			return Change{}, basis.Errorf("%w: a decision in part gives the figure claimed, %v", basis.ErrValue, value)
		}
	}
	return r.Correction(x.Unit, x.Indicator, value)
}

// item is the objection as a line of the register.
func (o Objection) item(name naming) Item {
	x := Item{Kind: ToDecide, Indicator: o.Object.Indicator, Number: o.Number, Due: o.Due, Done: o.Decided.Date, Units: []string{o.Object.By}}
	x.Text = basis.Textf("objection %d of %v is not decided", o.Number, name.office(o.Object.By))
	if o.Decision != nil {
		x.Text = basis.Textf("objection %d of %v: %v", o.Number, name.office(o.Object.By), o.Decision.Verdict)
	}
	return x
}

// Figure is a figure with its mark.
type Figure struct {
	Value float64         `json:"value"` // NaN: none
	Mark  indicators.Mark `json:"mark,omitzero"`
}

// MarshalJSON writes the figure by [basis.Marshal]: NaN is null.
func (f Figure) MarshalJSON() ([]byte, error) { return basis.Marshal(f, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, f, Kinds()) }

// same reports whether two figures are the same.
func (f Figure) same(o Figure) bool {
	return f.Mark == o.Mark && (f.Value == o.Value || math.IsNaN(f.Value) && math.IsNaN(o.Value))
}
