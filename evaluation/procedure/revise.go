package procedure

import (
	"maps"
	"math"
	"reflect"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Change is another figure, or another ruling, with what stood there before, so that it
// can be taken back exactly. [Round.Correction] and [Round.Replacement] make it.
type Change struct {
	Unit      string `json:"unit,omitzero"` // of a figure
	Indicator string `json:"indicator,omitzero"`
	Was       Figure `json:"was,omitzero"`
	Is        Figure `json:"is,omitzero"`

	Ruling int                `json:"ruling,omitzero"` // or the number of a ruling, from 1
	Before *evaluation.Ruling `json:"before,omitzero"` // nil: it does not hold
	After  *evaluation.Ruling `json:"after,omitzero"`
}

// MarshalJSON writes the change by [basis.Marshal]: NaN is null.
func (c Change) MarshalJSON() ([]byte, error) { return basis.Marshal(c, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Change) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, Kinds()) }

// Reverse is the change that takes this one back.
func (c Change) Reverse() Change {
	c.Was, c.Is, c.Before, c.After = c.Is, c.Was, c.After, c.Before
	return c
}

// Correction is the change of a figure that holds to another value, which is marked
// restated. The value that it has already is refused, and so is one that is not finite.
func (r *Round) Correction(unit, indicator string, value float64) (Change, error) {
	_, known := r.columns[indicator]
	known = known && slices.ContainsFunc(r.call.Units, func(u indicators.Unit) bool { return u.Code == unit })
	c := Change{Unit: unit, Indicator: indicator, Was: figureOf(r.figures, cell{unit, indicator}), Is: Figure{value, indicators.Restated}}
	var err error
	switch {
	case !known:
		err = basis.Errorf("%w: the round has no such figure", basis.ErrUnknown)
	case math.IsNaN(value) || math.IsInf(value, 0):
		err = basis.Errorf("%w: %v", basis.ErrNumber, value)
	case value == c.Was.Value:
		err = basis.Errorf("%w: the figure is %v already", basis.ErrValue, value)
	}
	if err != nil {
		return Change{}, &indicators.InputError{Unit: unit, Indicator: indicator, Err: err}
	}
	return c, nil
}

// Replacement is the change of a ruling, by its number, to another one about the same
// unit, or with nil that it is taken back.
func (r *Round) Replacement(ruling int, by *evaluation.Ruling) (Change, error) {
	if ruling < 1 || ruling > len(r.rulings) || r.rulings[ruling-1] == nil {
		return Change{}, basis.Errorf("%w: there is no ruling %d", basis.ErrUnknown, ruling)
	}
	was := r.rulings[ruling-1]
	if by != nil && by.Unit != was.Unit {
		return Change{}, basis.Errorf("%w: ruling %d is about %s, and the one in its place about %s", basis.ErrValue, ruling, was.Unit, by.Unit)
	}
	return Change{Ruling: ruling, Before: was, After: by}, nil
}

// figureOf is a figure; one that is not there is missing.
func figureOf(figures map[cell]figure, at cell) Figure {
	f, ok := figures[at]
	if !ok {
		return Figure{math.NaN(), indicators.Missing}
	}
	return Figure{f.reading.Value, f.reading.Mark}
}

// fits refuses a change of what does not stand there.
func (c Change) fits(figures map[cell]figure, rulings []*evaluation.Ruling) error {
	if c.Ruling != 0 {
		if c.Ruling < 1 || c.Ruling > len(rulings) || !reflect.DeepEqual(rulings[c.Ruling-1], c.Before) {
			return basis.Errorf("%w: ruling %d is not the one that the change begins with", basis.ErrValue, c.Ruling)
		}
		return nil
	}
	if is := figureOf(figures, cell{c.Unit, c.Indicator}); !is.same(c.Was) {
		return &indicators.InputError{
			Unit: c.Unit, Indicator: c.Indicator,
			Err: basis.Errorf("%w: the change begins with %v (%v), and the figure is %v (%v)", basis.ErrValue, c.Was.Value, c.Was.Mark, is.Value, is.Mark),
		}
	}
	return nil
}

// apply is the change carried out, on copies.
func (c Change) apply(figures map[cell]figure, rulings []*evaluation.Ruling) (map[cell]figure, []*evaluation.Ruling) {
	if c.Ruling != 0 {
		rulings = slices.Clone(rulings)
		rulings[c.Ruling-1] = c.After
		return figures, rulings
	}
	figures = maps.Clone(figures)
	at := cell{c.Unit, c.Indicator}
	f, ok := figures[at]
	if !ok { // of an indicator that may be missing
		f = figure{indicators.Reading{Unit: c.Unit, Indicator: c.Indicator, State: indicators.Signed}, c.Unit, true}
	}
	f.reading.Value, f.reading.Mark = c.Is.Value, c.Is.Mark
	figures[at] = f
	return figures, rulings
}

// Place is where a unit stands in an outcome: rank, score and grade as published, and its
// awards.
type Place struct {
	Rank   int        `json:"rank"`  // 0: none
	Score  float64    `json:"score"` // NaN: none
	Grade  string     `json:"grade,omitzero"`
	Out    basis.Text `json:"out,omitzero"`    // why it has no rank, or no award
	Awards []Award    `json:"awards,omitzero"` // one of each pool
}

// Award is what a unit gets of one pool.
type Award struct {
	Pool   basis.Text `json:"pool"`
	Amount string     `json:"amount"` // a decimal in the measure of the pool
	Unit   basis.Text `json:"unit"`   // of the measure
}

// Move is a unit that stands elsewhere in one outcome than in another.
type Move struct {
	Unit indicators.Unit `json:"unit"`
	Was  Place           `json:"was"`
	Is   Place           `json:"is"`
}

// MarshalJSON writes the move by [basis.Marshal]: NaN is null.
func (m Move) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Move) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// ScoreMove is the score of a unit on a node that differs.
type ScoreMove struct {
	Unit string  `json:"unit"`
	Code string  `json:"code"` // of the node
	Was  float64 `json:"was"`
	Is   float64 `json:"is"`
}

// MarshalJSON writes the move by [basis.Marshal]: NaN is null.
func (m ScoreMove) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *ScoreMove) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// Revision is all that changes move: exactly the scores, ranks, grades and awards that
// differ, of whatever unit. Where scales come from the data, one figure moves the scores
// of others too.
type Revision struct {
	Changes []Change    `json:"changes"`
	Moves   []Move      `json:"moves,omitzero"`  // in the order of the table
	Scores  []ScoreMove `json:"scores,omitzero"` // of every node, by unit and node; unrounded
}

// MarshalJSON writes the revision with the kinds of this package.
func (v Revision) MarshalJSON() ([]byte, error) { return basis.Marshal(v, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Revision) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, v, Kinds()) }

// Revise says what changes, one after the other, would move if they were made now, and
// what the outcome would be. Nothing is made: the round stays as it is, and has no entry
// of it. A change that does not begin with what stands there is refused. Changes and their
// reversals give the identical outcome, to the last bit.
func (r *Round) Revise(e Evaluator, changes ...Change) (Revision, Outcome, error) {
	if r.provisional == nil {
		return Revision{}, Outcome{}, basis.Errorf("%w: there is no result to revise", ErrState)
	}
	figures, rulings := r.figures, r.rulings
	before, err := r.outcome(e, figures, rulings)
	if err != nil {
		return Revision{}, Outcome{}, err
	}
	for i, c := range changes {
		if err := c.fits(figures, rulings); err != nil {
			return Revision{}, Outcome{}, basis.Errorf("change %d: %w", i+1, err)
		}
		figures, rulings = c.apply(figures, rulings)
	}
	after, err := r.outcome(e, figures, rulings)
	if err != nil {
		return Revision{}, Outcome{}, err
	}
	return revision(changes, before, after), after, nil
}

// outcome evaluates figures and rulings of the round.
func (r *Round) outcome(e Evaluator, figures map[cell]figure, rulings []*evaluation.Ruling) (Outcome, error) {
	then := &Round{call: r.call, figures: figures}
	t, err := then.Table()
	if err != nil {
		return Outcome{}, err
	}
	return evaluate(e, t, standing(rulings))
}

// revision compares two outcomes.
func revision(changes []Change, before, after Outcome) Revision {
	v := Revision{Changes: changes, Moves: moves(before, after)}
	codes := before.Result.Codes()
	for _, u := range before.Result.Raw.Units() {
		for _, code := range codes {
			was, had := before.Result.Score(u.Code, code)
			is, has := after.Result.Score(u.Code, code)
			if !had {
				was = math.NaN()
			}
			if !has {
				is = math.NaN()
			}
			if was != is && !(math.IsNaN(was) && math.IsNaN(is)) {
				v.Scores = append(v.Scores, ScoreMove{u.Code, code, was, is})
			}
		}
	}
	return v
}

// moves are the units that stand elsewhere.
func moves(before, after Outcome) []Move {
	was, is := before.places(), after.places()
	var out []Move
	for _, u := range before.Result.Raw.Units() {
		if a, b := was[u.Code], is[u.Code]; !a.same(b) {
			out = append(out, Move{u, a, b})
		}
	}
	return out
}

// places are where all units stand, by code.
func (o Outcome) places() map[string]Place {
	out := map[string]Place{}
	for _, u := range o.Result.Raw.Units() {
		out[u.Code] = Place{Score: math.NaN()}
	}
	for _, p := range slices.Concat(o.Ranking.Places, o.Ranking.Apart) {
		out[p.Unit.Code] = Place{Rank: p.Rank, Score: p.Score, Grade: p.Grade, Out: p.Out}
	}
	for _, d := range o.Ranking.Left {
		out[d.Unit] = Place{Score: math.NaN(), Out: d.Why}
	}
	for _, a := range o.Awards {
		m := a.Pool.Measure
		for _, w := range a.Awards {
			p := out[w.Place.Unit.Code]
			p.Awards = append(p.Awards, Award{
				Pool: basis.Named(a.Pool.Name, a.Pool.NameZH), Amount: m.Value(w.Amount.Rat()).FloatString(m.Digits),
				Unit: basis.Named(m.English().Name, m.Chinese().Name),
			})
			out[w.Place.Unit.Code] = p
		}
	}
	return out
}

// same reports whether two places are the same.
func (p Place) same(o Place) bool {
	return p.Rank == o.Rank && (p.Score == o.Score || math.IsNaN(p.Score) && math.IsNaN(o.Score)) && p.Grade == o.Grade &&
		p.Out.String() == o.Out.String() && slices.EqualFunc(p.Awards, o.Awards, func(a, b Award) bool {
		return a.Amount == b.Amount && a.Pool.String() == b.Pool.String() && a.Unit.String() == b.Unit.String()
	})
}
