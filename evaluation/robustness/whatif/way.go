package whatif

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Goal is what a unit wants. What is not given does not matter; of several all must hold.
type Goal struct {
	Rank  int     `json:"rank,omitzero"`  // this rank or a better one
	Grade string  `json:"grade,omitzero"` // this grade or a better one
	Pool  string  `json:"pool,omitzero"`  // from this pool ...
	Award float64 `json:"award,omitzero"` // ... at least so much, in the unit of its measure
}

// Lever is a raw figure that the unit can move: from what it is now toward To, which is the
// farthest it can get, in whole Steps. One unit of the figure costs Cost, so that a lever
// that is not to be had at all is one that is not in the list.
type Lever struct {
	Code string  `json:"code"` // a column of the raw table, measured or auxiliary, that is not computed
	To   float64 `json:"to"`
	Step float64 `json:"step"`
	Cost float64 `json:"cost"`
}

// Way is a change of raw figures of a unit that reaches a goal.
type Way struct {
	Unit    indicators.Unit `json:"unit"`
	Goal    Goal            `json:"goal"`
	Reached bool            `json:"reached"`        // false: out of reach of the levers, and Moves and After are those of all at their ends
	Moves   []Moved         `json:"moves,omitzero"` // in the order of the levers; those that stay are left out
	Cost    float64         `json:"cost"`
	Before  Position        `json:"before"`
	After   Position        `json:"after"`

	// Overtaken are those who stood above the unit, or equal to it, and now stand below,
	// in the order of the ranking before.
	Overtaken []indicators.Unit `json:"overtaken,omitzero"`
}

// Moved is a figure that is moved.
type Moved struct {
	Code string  `json:"code"`
	From float64 `json:"from"`
	To   float64 `json:"to"`
	Cost float64 `json:"cost"`
	// Short is where the unit stands with this figure one step before To, which is
	// ShortFigure, and all others moved: the goal is missed there. Neither is given where the
	// goal is out of reach.
	ShortFigure float64  `json:"short_figure,omitzero"`
	Short       Position `json:"short,omitzero"`
}

// Levers are levers of all raw figures of a unit, each of which may move by a share of
// itself, 0.1 being a tenth: to the side on which the unit's score rises, in steps of the
// last decimal that the column has (and at most a million of them), at a cost of 1 for the
// whole of the figure, so that the cost of a way is the sum of the shares by which its
// figures move. Figures of 0, and those that raise the score on neither side, have none.
func (c Case) Levers(unit string, share float64) ([]Lever, error) {
	now, row, err := c.open(unit)
	if err != nil {
		return nil, err
	}
	if !(share > 0 && share <= 1) {
		return nil, basis.Errorf("%w: a share of %v is not above 0 and at most 1", basis.ErrValue, share)
	}
	var out []Lever
	for _, in := range c.columns(row) {
		from := c.Result.Raw.Column(in.Code).At(row)
		if from == 0 {
			continue
		}
		l := Lever{Code: in.Code, Step: c.step(in.Code, math.Abs(share*from)), Cost: 1 / math.Abs(from)}
		steps := math.Floor(math.Abs(share*from)/l.Step + 1e-9)
		best := now.raw
		for _, sign := range []float64{1, -1} {
			to := moved(from, l.Step, sign*steps)
			if t, err := c.try(unit, indicators.Change{Unit: unit, Indicator: in.Code, Is: to}); err == nil && t.raw > best {
				best, l.To = t.raw, to
			}
		}
		if best > now.raw && steps >= 1 {
			out = append(out, l)
		}
	}
	return out, nil
}

// moved is a figure after k steps: the float64 nearest to the decimal.
func moved(from, step, k float64) float64 {
	return exact.Sum(exact.Of(from), exact.Product(exact.Of(step), exact.Of(k))).Float()
}

// step is one unit of the last decimal of a column, or the power of ten that makes at most a
// million steps of a way.
func (c Case) step(code string, way float64) float64 {
	decimals := 0
	for _, x := range c.Result.Raw.Column(code).All() {
		if _, after, ok := strings.Cut(strconv.FormatFloat(x, 'f', -1, 64), "."); ok {
			decimals = max(decimals, len(after))
		}
	}
	return max(math.Pow10(-decimals), math.Pow10(int(math.Ceil(math.Log10(way/1e6)))))
}

// Cheapest finds the cheapest change of the levers with which a unit, by code, reaches a
// goal. Each figure that it names was put into the raw table and the engine run on all of
// it, and so was each figure one step before, with which the goal is missed.
//
// Where the score is a sum of straight lines and others' scores stand still, no other change
// is cheaper by more than a step of each lever: the levers that gain most for their cost are
// moved first, to their ends. Elsewhere (bent scales, scales and weights that follow the
// data) it is the cheapest that was found: levers are filled by what a part of each gains
// where the others stand, each is then drawn back as far as the goal allows, and each is
// exchanged for any other as long as that is cheaper.
//
// A goal that asks for nothing, names no grade or pool, or a lever that cannot move is an
// error that wraps [basis.ErrValue] or [basis.ErrUnknown].
func (c Case) Cheapest(unit string, g Goal, levers ...Lever) (Way, error) {
	s, err := c.search(unit, g, levers)
	if err != nil {
		return Way{}, err
	}
	return s.cheapest()
}

// Singly finds the least change of each lever alone, in their order.
func (c Case) Singly(unit string, g Goal, levers ...Lever) ([]Way, error) {
	if _, err := c.search(unit, g, levers); err != nil {
		return nil, err
	}
	out, errs := make([]Way, len(levers)), make([]error, len(levers))
	basis.Each(len(levers), basis.Large, func(i int) {
		out[i], errs[i] = c.Cheapest(unit, g, levers[i])
	})
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// check refuses a goal that cannot be looked for.
func (g Goal) check(c Case, now trial) error {
	switch {
	case g == Goal{}, g.Rank < 0, g.Pool == "" && g.Award != 0, g.Award-g.Award != 0:
		return basis.Errorf("%w: a goal of rank %d, grade %q and %v of pool %q", basis.ErrValue, g.Rank, g.Grade, g.Award, g.Pool)
	case g.Grade != "" && !slices.Contains(now.ranking.Grades, g.Grade):
		return basis.Errorf("%w: no grade %q", basis.ErrUnknown, g.Grade)
	case g.Pool != "" && !slices.ContainsFunc(c.Plans, func(p incentive.Plan) bool { return p.Pool.Name == g.Pool }):
		return basis.Errorf("%w: no pool %q", basis.ErrUnknown, g.Pool)
	}
	return nil
}

// reached reports whether a position is as wanted.
func (g Goal) reached(t trial) bool {
	if g.Rank > 0 && t.Rank > g.Rank {
		return false
	}
	if at := slices.Index(t.ranking.Grades, t.Grade); g.Grade != "" && (at < 0 || at > slices.Index(t.ranking.Grades, g.Grade)) {
		return false
	}
	if g.Pool == "" {
		return true
	}
	at := slices.IndexFunc(t.Awards, func(a PoolAward) bool { return a.Pool == g.Pool })
	want := exact.Of(g.Award).Rat()
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(t.Awards[at].Measure.Digits)), nil)
	return t.Awards[at].Amount.Rat().Cmp(want.Mul(want, new(big.Rat).SetInt(unit))) >= 0
}

// margin is how much the unit's score is above that of whoever holds the place that it
// wants, and above nothing where the goal is no place.
func (g Goal) margin(unit string, t trial) float64 {
	place := g.Rank
	if place == 0 && g.Grade != "" {
		for _, p := range t.ranking.Places { // the last that has the grade or a better one
			if at := slices.Index(t.ranking.Grades, p.Grade); at >= 0 && at <= slices.Index(t.ranking.Grades, g.Grade) {
				place = max(place, p.Rank)
			}
		}
	}
	own, _ := t.ranking.Find(unit)
	above := 0
	for _, p := range t.ranking.Places {
		if p.Rank == 0 || p.Unit.Code == unit || t.ranking.Own && p.Unit.Class != own.Unit.Class {
			continue
		}
		if above++; above == place {
			return t.raw - p.Score
		}
	}
	return t.raw
}

// overtaken lists those who stood above or level, and now stand below.
func overtaken(unit string, before, after evaluation.Ranking) []indicators.Unit {
	own, _ := before.Find(unit)
	now, _ := after.Find(unit)
	var out []indicators.Unit
	for _, p := range before.Places {
		q, ok := after.Find(p.Unit.Code)
		same := !before.Own || p.Unit.Class == own.Unit.Class
		if ok && same && p.Unit.Code != unit && p.Rank > 0 && p.Rank <= own.Rank && q.Rank > now.Rank {
			out = append(out, p.Unit)
		}
	}
	return out
}
