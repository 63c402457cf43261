package years

import (
	"math"
	"reflect"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// form is the scheme of some states: all but the figures.
type form struct {
	tree      tree
	framework *indicators.Framework
	model     evaluation.Model
	rulings   []evaluation.Ruling
	decision  evaluation.Decision
}

// of is the side that a cause is taken from.
func (g *game) of(mask, cause uint) *side {
	if mask&cause != 0 {
		return &g.to
	}
	return &g.from
}

// form makes the scheme of a state, once.
func (g *game) form(mask uint) (*form, error) {
	mask &= scales | weighing | inds | rules
	if f := g.forms[mask]; f != nil {
		return f, nil
	}
	s, w, i, r := g.of(mask, scales), g.of(mask, weighing), g.of(mask, inds), g.of(mask, rules)
	f := &form{tree: i.scheme, framework: i.scheme.framework, rulings: r.res.Rulings, decision: r.scheme.decision}
	f.model = w.res.Model
	f.model.Steps = nil
	f.model.Normalize = g.normalizer(s, i)
	f.model.Limits, f.model.Open = r.res.Model.Limits, r.res.Model.Open
	if s != i || w != i {
		var err error
		if f.framework, err = mixed(i.scheme, s.scheme, w.scheme); err != nil {
			return nil, err
		}
	}
	g.forms[mask] = f
	return f, nil
}

// normalizer is that of a side; an indicator that this side does not measure has that of
// the other.
func (g *game) normalizer(s, nodes *side) normalize.Normalizer {
	own, other := s.res.Model.Normalize, nodes.res.Model.Normalize
	if s == nodes || reflect.DeepEqual(own, other) || g.active&inds == 0 {
		return own
	}
	if own == nil {
		own = normalize.MinMax{}
	}
	if other == nil {
		other = normalize.MinMax{}
	}
	return normalize.Func(func(x normalize.Sample) (normalize.Scale, error) {
		if _, ok := s.scheme.measures(x.Indicator.Code); ok {
			return own.Fit(x)
		}
		return other.Fit(x)
	})
}

// table makes the figures of a state; own is the later side for the row of that unit
// alone, if its code is not "".
func (g *game) table(f *form, mask uint, alone string) (*indicators.Table, error) {
	base := g.of(mask, members).res.Prepared
	a, b := g.from.res.Prepared, g.to.res.Prepared
	type cell struct {
		side, other *side
		row, second int // second: -1 if the other side lacks the unit
	}
	rows := make([]cell, base.Len())
	units := make([]indicators.Unit, base.Len())
	for i, u := range base.Units() {
		at := g.pair[u.Code]
		switch later := mask&others != 0; {
		case at == 0 && base == b:
			rows[i] = cell{&g.to, &g.from, i, -1}
		case at == 0:
			rows[i] = cell{&g.from, &g.to, i, -1}
		default:
			if u.Code == alone {
				later = mask&own != 0
			}
			row, _ := b.Row(u.Code)
			if rows[i] = (cell{&g.from, &g.to, at - 1, row}); later {
				rows[i] = cell{&g.to, &g.from, row, at - 1}
			}
		}
		units[i] = rows[i].side.res.Prepared.Unit(rows[i].row)
	}
	values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
	rough := map[string][]exact.Number{}
	for _, code := range f.tree.columns {
		x, m := make([]float64, len(rows)), make([]indicators.Mark, len(rows))
		isRough := a.Exact(code).Rough() || b.Exact(code).Rough()
		var numbers []exact.Number
		for i, r := range rows {
			s, row := r.side, r.row
			if !s.scheme.has(code) {
				s, row = r.other, r.second
			}
			if row < 0 {
				x[i], m[i] = math.NaN(), indicators.Missing
			} else {
				x[i], m[i] = s.res.Prepared.Column(code).At(row), s.res.Prepared.Marks(code).At(row)
			}
			if isRough {
				n := exact.Of(x[i])
				if row >= 0 {
					n = s.res.Prepared.Exact(code).At(row)
				}
				numbers = append(numbers, n)
			}
		}
		values[code], marks[code] = x, m
		if isRough {
			rough[code] = numbers
		}
	}
	t, err := indicators.NewTable(f.framework, units, values, marks)
	if err != nil {
		return nil, err
	}
	for code, numbers := range rough {
		if t, err = t.WithExact(code, numbers, marks[code], code); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// evaluate finds the values of a state, once.
func (g *game) evaluate(mask uint) error {
	if g.states[mask] != nil {
		return nil
	}
	out := make([]value, len(g.units))
	switch mask {
	case 0:
		g.read(out, g.from.rank)
		g.states[mask] = out
		return nil
	case g.active:
		g.read(out, g.to.rank)
		g.states[mask] = out
		return nil
	}
	f, err := g.form(mask)
	if err != nil {
		return between(mask, err)
	}
	if own := mask&own != 0; own == (mask&others != 0) {
		t, err := g.table(f, mask, "")
		if err != nil {
			return between(mask, err)
		}
		_, r, err := f.rank(nil, t)
		if err != nil {
			return between(mask, err)
		}
		g.read(out, r)
		g.states[mask] = out
		return nil
	}
	base, err := g.table(f, mask, "")
	if err != nil {
		return between(mask, err)
	}
	faults := make([]error, len(g.units))
	basis.EachWith(len(g.units), len(g.units)*base.Len(), func() func(i int) {
		var res *evaluation.Result
		return func(i int) {
			if g.units[i].same {
				return
			}
			t, err := g.alone(f, base, mask, g.units[i])
			var r evaluation.Ranking
			if err == nil {
				res, r, err = f.rank(res, t)
			}
			if err != nil {
				faults[i] = err
				return
			}
			p, _ := r.Find(g.units[i].code)
			out[i] = g.value(p)
		}
	})
	if err := basis.JoinErrors(faults...); err != nil {
		return between(mask, err)
	}
	g.states[mask] = out
	return nil
}

// alone is the table of a state in which one unit has other figures than the others are
// due. Figures that are changed one by one are a fraction of a table.
func (g *game) alone(f *form, base *indicators.Table, mask uint, u both) (*indicators.Table, error) {
	a, b := g.from.res.Prepared, g.to.res.Prepared
	t, at := a, u.from
	if mask&own != 0 {
		t, at = b, u.to
	}
	if !reflect.DeepEqual(a.Unit(u.from), b.Unit(u.to)) {
		return g.table(f, mask, u.code)
	}
	byMark := map[indicators.Mark][]indicators.Change{}
	for _, code := range f.tree.columns {
		if !t.Has(code) || !(g.from.scheme.has(code) && g.to.scheme.has(code)) {
			continue // only one side has it
		}
		if a.Exact(code).Rough() || b.Exact(code).Rough() {
			return g.table(f, mask, u.code)
		}
		x, mark := t.Column(code).At(at), t.Marks(code).At(at)
		if was, _ := base.Value(u.code, code); was == x {
			continue
		}
		byMark[mark] = append(byMark[mark], indicators.Change{Unit: u.code, Indicator: code, Is: x})
	}
	out := base
	for mark := range indicators.Mark(8) {
		if changes := byMark[mark]; changes != nil {
			var err error
			if out, err = out.With(mark, changes...); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (f *form) rank(dst *evaluation.Result, t *indicators.Table) (*evaluation.Result, evaluation.Ranking, error) {
	r, err := f.model.Score(dst, t, f.rulings)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	ranking, err := f.decision.Rank(r)
	return r, ranking, err
}

// read takes the values out of a ranking.
func (g *game) read(out []value, r evaluation.Ranking) {
	places := make(map[string]evaluation.Place, len(r.Places))
	for _, p := range r.Places {
		places[p.Unit.Code] = p
	}
	for i, u := range g.units {
		out[i] = g.value(places[u.code])
	}
}

func (g *game) value(p evaluation.Place) value {
	return value{int64(math.Round(p.Score * math.Pow10(g.digits))), int64(p.Rank)}
}

// between says of which later causes a state was made that cannot be evaluated.
func between(mask uint, err error) error {
	var later Step
	for c := range causes {
		if mask>>c&1 == 1 {
			later = append(later, c)
		}
	}
	return basis.Errorf("between the two editions, with the later %v: %w", later, err)
}
