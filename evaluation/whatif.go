package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CompareWithout evaluates a table with and without some units and compares the two
// rankings, each of the other units among themselves: what those that are in doubt do to
// the rest through medians, extremes of the data and weights. That nobody is left, and
// whatever [Compare] refuses, is an error.
func CompareWithout(m Model, t *indicators.Table, rulings []Ruling, d Decision, out func(indicators.Unit) bool) (Comparison, error) {
	rest, err := t.Select(func(u indicators.Unit) bool { return !out(u) })
	if err != nil {
		return Comparison{}, err
	}
	var still []Ruling // a ruling on a unit that the table lacks is an error
	for _, r := range rulings {
		if _, ok := rest.Row(r.Unit); ok {
			still = append(still, r)
		}
	}
	with, err := m.rank(t, rulings, d)
	if err != nil {
		return Comparison{}, err
	}
	without, err := m.rank(rest, still, d)
	if err != nil {
		return Comparison{}, err
	}
	return Compare(with, without)
}

// rank evaluates a table and ranks it.
func (m Model) rank(t *indicators.Table, rulings []Ruling, d Decision) (Ranking, error) {
	r, err := m.Evaluate(t, rulings)
	if err != nil {
		return Ranking{}, err
	}
	return d.Rank(r)
}

// RankRange is the best and the worst rank of a unit if one of its prepared figures were
// another, everything else as it is: how much an imputed figure can matter. The figures
// tried are those given, or else the ends between which the scores of a linear scale lie:
// the goalposts of the indicator or, without any, the extremes of its column, and the
// lower end of its target if it has one. A unit that is not ranked is an error that wraps
// [basis.ErrUnknown].
func (d Decision) RankRange(r *Result, unit, indicator string, figures ...float64) (best, worst int, err error) {
	if len(figures) == 0 {
		figures = r.ends(indicator)
	}
	var scored *Result
	for _, x := range figures {
		cell := indicators.Change{Unit: unit, Indicator: indicator, Is: x}
		t, err := r.Prepared.With(indicators.Imputed, cell)
		if err != nil {
			return 0, 0, err
		}
		if scored, err = r.Model.Score(scored, t, r.Rulings); err != nil {
			return 0, 0, err
		}
		ranking, err := d.Rank(scored)
		if err != nil {
			return 0, 0, err
		}
		p, ok := ranking.Find(unit)
		if !ok || p.Rank == 0 {
			return 0, 0, basis.Errorf("%w: unit %s is not ranked", basis.ErrUnknown, unit)
		}
		if best == 0 {
			best, worst = p.Rank, p.Rank
		}
		best, worst = min(best, p.Rank), max(worst, p.Rank)
	}
	return best, worst, nil
}

// ends are the figures with the lowest and the highest score on an indicator.
func (r *Result) ends(code string) []float64 {
	in, _ := r.Prepared.Framework().Find(code)
	var out []float64
	if in.Target != nil {
		out = append(out, in.Target.Lo)
	}
	if in.Bounds != nil {
		return append(out, in.Bounds.Lo, in.Bounds.Hi)
	}
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, x := range r.Prepared.Column(code).All() {
		if !math.IsNaN(x) {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	return append(out, lo, hi)
}

// Moves are the places that a grade loses and gains from one ranking to another, in the
// order of the first and with its places: the units that have the grade in a alone, and
// those that have it in b alone. Units that one of the two lacks are left out.
func Moves(a, b Ranking, grade string) (leave, enter []Place) {
	in := placesByCode(b)
	for _, p := range a.Places {
		q, ok := in[p.Unit.Code]
		switch {
		case !ok:
		case p.Grade == grade && q.Grade != grade:
			leave = append(leave, p)
		case p.Grade != grade && q.Grade == grade:
			enter = append(enter, p)
		}
	}
	return leave, enter
}
