package procedure

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Cause is what one decision moved: the decisions are carried out one after the other, in
// the order in which they were made, each on what the ones before it left.
type Cause struct {
	Objection int    `json:"objection"` // number
	Moves     []Move `json:"moves,omitzero"`
}

// Finalized is the final result with the causes of all that differs from the provisional
// one, as [Round.Finalize] records it.
type Finalized struct {
	Outcome Outcome `json:"outcome"`
	Causes  []Cause `json:"causes,omitzero"`
}

var _ Action = Finalized{}

// Difference is a unit that stands elsewhere in the final result than in the provisional
// one, with the decisions that moved it.
type Difference struct {
	Move   Move    `json:"move"`
	Causes []Cause `json:"causes"` // each with the one move of this unit; together they make up Move
}

// MarshalJSON writes the difference by [basis.Marshal]: NaN is null.
func (d Difference) MarshalJSON() ([]byte, error) { return basis.Marshal(d, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Difference) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, Kinds()) }

// Finalize makes the final result by the decisions. It is refused while an objection is
// not decided.
func (r *Round) Finalize(s Step, e Evaluator) error {
	if err := r.closing(); err != nil {
		return err
	}
	figures, rulings, causes := r.before()
	last, err := r.outcome(e, figures, rulings)
	if err != nil {
		return basis.Errorf("final result: %w", err)
	}
	if m := moves(*r.provisional, last); len(m) > 0 {
		return basis.Errorf("%w: the evaluator makes another provisional result than it did, as of unit %s", basis.ErrValue, m[0].Unit.Code)
	}
	for i := range causes {
		c := r.objections[causes[i].Objection-1].Change
		figures, rulings = c.apply(figures, rulings)
		next, err := r.outcome(e, figures, rulings)
		if err != nil {
			return basis.Errorf("final result: objection %d: %w", causes[i].Objection, err)
		}
		causes[i].Moves = moves(last, next)
		last = next
	}
	return r.take(s, Finalized{last, causes})
}

// closing refuses to end a round that is not ready for it.
func (r *Round) closing() error {
	if err := r.in(Objections); err != nil {
		return err
	}
	var errs []error
	for _, o := range r.objections {
		if o.Decision == nil {
			errs = append(errs, basis.Errorf("%w: %v", ErrOpen, o.item(r.names()).Text))
		}
	}
	return basis.JoinErrors(errs...)
}

// before takes back all decisions, the last first: the figures and rulings of the
// provisional result, and a cause for each decision that changed something, in the order
// in which they were made.
func (r *Round) before() (map[cell]figure, []*evaluation.Ruling, []Cause) {
	figures, rulings := r.figures, r.rulings
	var causes []Cause
	for _, e := range slices.Backward(r.entries) {
		d, ok := e.Action.(Decide)
		if !ok {
			continue
		}
		if c := r.objections[d.Objection-1].Change; c != nil {
			figures, rulings = c.Reverse().apply(figures, rulings)
			causes = append(causes, Cause{Objection: d.Objection})
		}
	}
	slices.Reverse(causes)
	return figures, rulings, causes
}

func (a Finalized) plan(r *Round, _ Step) (func(), error) {
	if err := r.closing(); err != nil {
		return nil, err
	}
	t, err := r.Table()
	if err != nil {
		return nil, err
	}
	if err := a.Outcome.of(t); err != nil {
		return nil, err
	}
	if err := a.explains(r); err != nil {
		return nil, err
	}
	return func() { r.final, r.causes, r.state = &a.Outcome, a.Causes, Final }, nil
}

// explains refuses causes that are not those of the decisions, and those that do not lead
// from the provisional places to the final ones.
func (a Finalized) explains(r *Round) error {
	_, _, want := r.before()
	if !slices.EqualFunc(want, a.Causes, func(x, y Cause) bool { return x.Objection == y.Objection }) {
		return basis.Errorf("%w: the causes are not the decisions that changed something", basis.ErrValue)
	}
	at, is := r.provisional.places(), a.Outcome.places()
	var errs []error
	fail := func(unit string) {
		errs = append(errs, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: the causes do not lead from its provisional place to its final one", basis.ErrValue)})
	}
	for _, c := range a.Causes {
		for _, m := range c.Moves {
			if !at[m.Unit.Code].same(m.Was) {
				fail(m.Unit.Code)
			}
			at[m.Unit.Code] = m.Is
		}
	}
	for _, u := range r.call.Units {
		if !at[u.Code].same(is[u.Code]) {
			fail(u.Code)
		}
	}
	return basis.JoinErrors(errs...)
}

// Differences lists the units that stand elsewhere in the final result than in the
// provisional one, each with the decisions that moved it; none before the round is final.
// A unit that one decision moved and another moved back is there too.
func (r *Round) Differences() []Difference {
	if r.final == nil {
		return nil
	}
	was, is := r.provisional.places(), r.final.places()
	var out []Difference
	for _, u := range r.call.Units {
		d := Difference{Move: Move{u, was[u.Code], is[u.Code]}}
		for _, c := range r.causes {
			for _, m := range c.Moves {
				if m.Unit.Code == u.Code {
					d.Causes = append(d.Causes, Cause{c.Objection, []Move{m}})
				}
			}
		}
		if len(d.Causes) > 0 {
			out = append(out, d)
		}
	}
	return out
}

// Recompute makes the results of the round again and refuses those that come out
// otherwise, to the last bit: that the trail is enough to make them, and that the method
// at hand is the one that did.
func (r *Round) Recompute(e Evaluator) error {
	if r.provisional == nil {
		return basis.Errorf("%w: there is no result yet", ErrState)
	}
	figures, rulings, _ := r.before()
	errs := []error{r.agrees(e, figures, rulings, *r.provisional, Provisional)}
	if r.final != nil {
		errs = append(errs, r.agrees(e, r.figures, r.rulings, *r.final, Final))
	}
	return basis.JoinErrors(errs...)
}

// agrees compares an outcome with one that is made again.
func (r *Round) agrees(e Evaluator, figures map[cell]figure, rulings []*evaluation.Ruling, is Outcome, of State) error {
	again, err := r.outcome(e, figures, rulings)
	if err != nil {
		return basis.Errorf("%v result: %w", of, err)
	}
	a, err := basis.Digest(again, r.kinds)
	b, err2 := basis.Digest(is, r.kinds)
	if err := basis.JoinErrors(err, err2); err != nil {
		return err
	}
	if a != b {
		return basis.Errorf("%w: the %v result comes out otherwise", basis.ErrValue, of)
	}
	return nil
}
