package years

import (
	"math"
	"reflect"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// value is what a unit has in one state.
type value struct {
	score int64 // in units of the last digit
	rank  int64
}

// side is one of the two editions.
type side struct {
	res    *evaluation.Result
	rank   evaluation.Ranking
	places map[string]evaluation.Place
	scheme tree
}

// both is a unit that both editions rank, with its rows.
type both struct {
	code     string
	from, to int
	same     bool // its figures and labels are
}

// game knows the values of all states that a bridge looks at. A state is a mask of the
// causes that are later.
type game struct {
	from, to side
	digits   int
	units    []both
	none     []Apart
	pair     map[string]int // of the units that both tables have: 1 + row in from
	active   uint           // the causes that differ
	lacking  bool           // of newcomers or leavers figures that the other side's indicators want

	states map[uint][]value // of one value a unit
	forms  map[uint]*form
}

const (
	own, others, members        = 1 << Own, 1 << Others, 1 << Members
	scales, weighing, inds      = 1 << Scales, 1 << Weights, 1 << Indicators
	rules                  uint = 1 << Rules
	figures                uint = own | others
)

func newGame(from, to Outcome) (*game, error) {
	g := &game{pair: map[string]int{}, states: map[uint][]value{}, forms: map[uint]*form{}}
	var errs []error
	for i, o := range []Outcome{from, to} {
		s := []*side{&g.from, &g.to}[i]
		if o.Result == nil {
			errs = append(errs, basis.Errorf("the edition of %d: %w: it was not evaluated", o.Edition.Year, basis.ErrEmpty))
			continue
		}
		d, ok, err := o.Ranking.Ties.Published()
		if err == nil && !ok {
			err = basis.Errorf("%w: no digits are published, and parts add up in digits", evaluation.ErrTies)
		}
		if err != nil {
			errs = append(errs, basis.Errorf("the edition of %d: %w", o.Edition.Year, err))
		}
		g.digits = max(g.digits, d)
		*s = side{res: o.Result, rank: o.Ranking, places: map[string]evaluation.Place{}, scheme: newTree(o.Result.Prepared.Framework())}
		for _, p := range o.Ranking.Places {
			s.places[p.Unit.Code] = p
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	decisions := []evaluation.Decision{from.Edition.Scheme.Decision, to.Edition.Scheme.Decision}
	g.pairUp()
	g.find(decisions, from.Edition.Rulings, to.Edition.Rulings)
	return g, nil
}

// pairUp finds the units that both sides rank, in the order of the later ranking, and
// says of all others why they have no bridge.
func (g *game) pairUp() {
	a, b := g.from.res.Prepared, g.to.res.Prepared
	for i, u := range a.Units() {
		if _, ok := b.Row(u.Code); ok {
			g.pair[u.Code] = i + 1
		}
	}
	for _, p := range g.to.rank.Places {
		u := p.Unit
		row, _ := b.Row(u.Code)
		switch q, ok := g.from.places[u.Code]; {
		case g.pair[u.Code] == 0:
			g.none = append(g.none, Apart{u, basis.Textf("not there earlier")})
		case p.Rank == 0:
			g.none = append(g.none, Apart{u, p.Out})
		case !ok || q.Rank == 0:
			g.none = append(g.none, Apart{u, basis.Textf("not ranked earlier")})
		default:
			g.units = append(g.units, both{code: u.Code, from: g.pair[u.Code] - 1, to: row})
		}
	}
	for _, p := range g.to.rank.Apart {
		g.none = append(g.none, Apart{p.Unit, p.Out})
	}
	for _, p := range g.from.rank.Places {
		if g.pair[p.Unit.Code] == 0 {
			g.none = append(g.none, Apart{p.Unit, basis.Textf("no longer there")})
		}
	}
}

// find tells which causes differ at all, so that a bridge asks for no more states than
// it must.
func (g *game) find(d []evaluation.Decision, was, is []evaluation.Ruling) {
	a, b := &g.from, &g.to
	same := map[string]bool{}
	moved := 0
	for code, at := range g.pair {
		row, _ := b.res.Prepared.Row(code)
		if same[code] = g.sameRow(at-1, row); !same[code] {
			moved++
		}
	}
	for i := range g.units {
		g.units[i].same = same[g.units[i].code]
	}
	set := func(cause uint, differs bool) {
		if differs {
			g.active |= cause
		}
	}
	ma, mb := a.res.Model, b.res.Model
	set(figures, moved > 0)
	set(members, len(g.pair) != a.res.Prepared.Len() || len(g.pair) != b.res.Prepared.Len())
	set(scales, !reflect.DeepEqual(ma.Normalize, mb.Normalize) || !a.scheme.sameScales(b.scheme))
	set(weighing, !reflect.DeepEqual(ma.Weigh, mb.Weigh) || !reflect.DeepEqual(ma.Aggregate, mb.Aggregate) || ma.Flat != mb.Flat || ma.ByClass != mb.ByClass || !a.scheme.sameWeights(b.scheme))
	set(inds, !a.scheme.sameNodes(b.scheme))
	d[0].Grader, d[1].Grader = nil, nil
	set(rules, !reflect.DeepEqual(was, is) || !reflect.DeepEqual(ma.Limits, mb.Limits) || ma.Open != mb.Open || !reflect.DeepEqual(d[0], d[1]))
	a.res, b.res = a.with(d[0], was), b.with(d[1], is)
	g.lacking = g.active&members != 0 && g.active&inds != 0
}

// with keeps what the states are made of.
func (s *side) with(d evaluation.Decision, rulings []evaluation.Ruling) *evaluation.Result {
	r := *s.res
	r.Rulings = rulings
	s.scheme.decision = d
	return &r
}

// sameRow reports whether a unit has the same labels, and the same figures of all
// indicators that both sides have.
func (g *game) sameRow(i, j int) bool {
	a, b := g.from.res.Prepared, g.to.res.Prepared
	if !reflect.DeepEqual(a.Unit(i), b.Unit(j)) {
		return false
	}
	for _, code := range g.from.scheme.columns {
		if !g.to.scheme.has(code) {
			continue
		}
		x, y := a.Column(code).At(i), b.Column(code).At(j)
		if x != y && !(math.IsNaN(x) && math.IsNaN(y)) || a.Marks(code).At(i) != b.Marks(code).At(j) && (math.IsNaN(x) || math.IsNaN(y)) {
			return false
		}
	}
	return true
}

// steps is the order of the constants; what cannot be told apart is one step.
func (g *game) steps() []Step {
	var out []Step
	for c := range causes {
		if c == Indicators && g.lacking {
			i := slices.IndexFunc(out, func(s Step) bool { return s[0] == Members })
			step := out[i]
			out = append(slices.Delete(out, i, i+1), append(step, Indicators))
			continue
		}
		out = append(out, Step{c})
	}
	return out
}

// state is a mask without the causes that do not differ for the unit.
func (g *game) state(mask uint, unit int) uint {
	mask &= g.active
	if g.units[unit].same { // its own figures are the same, so all hangs on the others
		mask &^= own
		if mask&others != 0 {
			mask |= own
		}
	}
	return mask
}

// at is the value of a unit in a state that was played.
func (g *game) at(mask uint, unit int) value {
	return g.states[g.state(mask, unit)][unit]
}

// play evaluates the states that a way looks at.
func (g *game) play(steps []Step, way Way) error {
	var masks []uint
	if way == InOrder {
		var mask uint
		masks = append(masks, mask)
		for _, s := range steps {
			mask |= s.mask()
			masks = append(masks, mask)
		}
	} else {
		for s := range 1 << len(steps) {
			var mask uint
			for i, step := range steps {
				if s>>i&1 == 1 {
					mask |= step.mask()
				}
			}
			masks = append(masks, mask)
		}
	}
	for _, mask := range masks {
		for i := range g.units {
			if err := g.evaluate(g.state(mask, i)); err != nil {
				return err
			}
		}
	}
	return nil
}
