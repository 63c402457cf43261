package procedure

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// State is where a round stands. The zero value is Collecting.
type State int

// The states of a round, in order.
const (
	Collecting  State = iota // "collecting": returns, signatures, queries and answers
	ToGrade                  // "verified": every figure that counts is there, signed and beyond doubt
	Provisional              // "provisional": there is a provisional result
	Noticed                  // "noticed": it is public, and objections come in
	Objections               // "objections": the notice is over, and objections are decided
	Final                    // "final": nothing changes any more
)

var stateWords = basis.Words{"collecting", "verified", "provisional", "noticed", "objections", "final"}

// String gives the word of the state.
func (s State) String() string { return basis.Name(stateWords, "State", s) }

// MarshalText gives the word; a state that does not exist is an error.
func (s State) MarshalText() ([]byte, error) {
	return basis.MarshalWord(stateWords, "state of a round", s)
}

// UnmarshalText accepts exactly the words of String.
func (s *State) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(stateWords, "state of a round", s, text)
}

// The reasons for which a round refuses an action.
const (
	ErrOpen  = basis.Sentinel("still open")   // something is still to be done
	ErrState = basis.Sentinel("out of order") // the round is not in the state for it
)

// Step is by whom, when and by which document something is done. All three are needed. An
// office is an office, not a person. Dates are within the calendar, and never before
// those of earlier steps.
type Step struct {
	Office   string `json:"office"`
	Date     string `json:"date"` // 2025-04-08
	Document string `json:"document"`
}

// Action is something that is done in a round: [Return], [Sign], [Ask], [Answer],
// [Verify], [Publish], [Object], [EndNotice], [Decide], and what [Open], [Round.Grade] and
// [Round.Finalize] record. Actions are data.
type Action interface {
	// plan refuses the action, or says what it does to the round.
	plan(r *Round, s Step) (do func(), err error)
	// said is the action in a sentence.
	said(name naming) basis.Text
}

// Round is one evaluation from call to final list. It is made by [Open] or [Read], and is
// not safe for use by several goroutines at once while something is done to it.
type Round struct {
	kinds   basis.Kinds
	entries []Entry
	lines   [][]byte // as they are written

	call       Call
	opened     bool
	state      State
	date       string // of the last step
	columns    map[string]indicators.Indicator
	figures    map[cell]figure
	lost       []indicators.Lost
	queries    []Query
	objections []Objection
	rulings    []*evaluation.Ruling // nil: taken back

	provisional, final *Outcome
	from, to           string // of the notice
	causes             []Cause
}

// cell is a figure by its codes.
type cell struct{ unit, indicator string }

// figure is the reading that holds, who reported it, and whether they signed.
type figure struct {
	reading indicators.Reading
	from    string
	signed  bool
}

// Open begins a round. kinds are those of methods of one's own that its results hold;
// those of [Kinds] are known.
func Open(s Step, c Call, kinds ...basis.Kinds) (*Round, error) {
	r := &Round{kinds: Kinds().With(kinds...)}
	if err := r.take(s, c); err != nil {
		return nil, err
	}
	return r, nil
}

var _ Action = Call{}

func (c Call) plan(r *Round, _ Step) (func(), error) {
	if r.opened {
		return nil, basis.Errorf("%w: the round is called already", ErrState)
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	return func() {
		r.call, r.opened = c, true
		r.figures, r.columns = map[cell]figure{}, map[string]indicators.Indicator{}
		for _, in := range c.Framework.Reported() {
			r.columns[in.Code] = in
		}
		for _, d := range c.Rulings {
			r.rulings = append(r.rulings, &d)
		}
	}, nil
}

// Do takes an action. What the rules do not allow is refused with all the reasons, joined,
// and leaves the round as it was; the reasons wrap [ErrState], [ErrDate], or [ErrOpen] for
// what is still to be done. Provisional and final results are made by [Round.Grade] and
// [Round.Finalize] alone.
func (r *Round) Do(s Step, a Action) error {
	switch a.(type) {
	case Graded, Finalized, nil:
		return basis.Errorf("%w: a result is made by its evaluator, not by hand", ErrState)
	}
	return r.take(s, a)
}

// take checks a step and an action, carries it out, and writes it into the trail.
func (r *Round) take(s Step, a Action) error {
	calendar := r.call.Calendar
	if c, ok := a.(Call); ok && !r.opened {
		calendar = c.Calendar
	} else if !r.opened {
		return basis.Errorf("%w: the round is not called yet", ErrState)
	}
	if r.opened && r.state == Final {
		return basis.Errorf("%w: the round is final", ErrState)
	}
	stepped := s.check(calendar, r.date)
	do, err := a.plan(r, s)
	if err := basis.JoinErrors(stepped, err); err != nil {
		return err
	}
	e, line, err := r.entry(s, a)
	if err != nil {
		return err
	}
	do()
	r.entries, r.lines, r.date = append(r.entries, e), append(r.lines, line), s.Date
	return nil
}

// check lists what is wrong with a step behind one on the date before.
func (s Step) check(c Calendar, before string) error {
	var errs []error
	if strings.TrimSpace(s.Office) == "" {
		errs = append(errs, basis.Errorf("%w: the step has no office", basis.ErrMissing))
	}
	if strings.TrimSpace(s.Document) == "" {
		errs = append(errs, basis.Errorf("%w: the step has no document", basis.ErrMissing))
	}
	if err := c.Covers(s.Date); err != nil {
		errs = append(errs, err)
	} else if s.Date < before {
		errs = append(errs, basis.Errorf("%w: %s is before %s, when the step before it was taken", ErrDate, s.Date, before))
	}
	return basis.JoinErrors(errs...)
}

// in refuses an action outside the states for it.
func (r *Round) in(states ...State) error {
	if slices.Contains(states, r.state) {
		return nil
	}
	return basis.Errorf("%w: the round is %v, and would have to be %v", ErrState, r.state, states[0])
}

// Call returns what the round was called with.
func (r *Round) Call() Call { return r.call }

// State returns where the round stands.
func (r *Round) State() State { return r.state }

// Date returns the date of the last step.
func (r *Round) Date() string { return r.date }

// Notice returns the first and the last day on which objections are taken; empty before
// the notice is published.
func (r *Round) Notice() (from, to string) { return r.from, r.to }

// Queries returns the queries, in the order in which they were asked: number 1 first.
func (r *Round) Queries() basis.View[Query] { return basis.ViewOf(r.queries) }

// Objections returns the objections, in the order in which they came: number 1 first.
func (r *Round) Objections() basis.View[Objection] { return basis.ViewOf(r.objections) }

// Rulings returns the rulings that hold.
func (r *Round) Rulings() []evaluation.Ruling { return standing(r.rulings) }

// standing are the rulings that were not taken back.
func standing(all []*evaluation.Ruling) []evaluation.Ruling {
	var out []evaluation.Ruling
	for _, d := range all {
		if d != nil {
			out = append(out, *d)
		}
	}
	return out
}

// Readings returns the figures that hold, by unit and then by column.
func (r *Round) Readings() []indicators.Reading {
	var out []indicators.Reading
	for _, u := range r.call.Units {
		for _, in := range r.call.Framework.Reported() {
			if f, ok := r.figures[cell{u.Code, in.Code}]; ok {
				out = append(out, f.reading)
			}
		}
	}
	return out
}

// Lost returns the figures that one of higher priority replaced.
func (r *Round) Lost() basis.View[indicators.Lost] { return basis.ViewOf(r.lost) }

// Table returns the figures that hold as a table. What is not there is missing, and what
// is in doubt is marked open.
func (r *Round) Table() (*indicators.Table, error) {
	return indicators.TableFromReadings(r.call.Framework, r.call.Units, indicators.ReadingsOf(r.Readings()...))
}

// Coverage returns how far the figures are, by department.
func (r *Round) Coverage() (indicators.Coverage, error) {
	return indicators.CoverageOf(r.call.Framework, r.call.Units, indicators.ReadingsOf(r.Readings()...))
}

// Provisional returns the provisional result, and whether there is one yet.
func (r *Round) Provisional() (Outcome, bool) { return given(r.provisional) }

// Final returns the final result, and whether there is one yet.
func (r *Round) Final() (Outcome, bool) { return given(r.final) }

func given(o *Outcome) (Outcome, bool) {
	if o == nil {
		return Outcome{}, false
	}
	return *o, true
}
