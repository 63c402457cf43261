package report

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// poolName is the name of a pool.
func poolName(a *incentive.Allocation) tables.Text {
	return tables.Both(a.Pool.Name, a.Pool.NameZH)
}

// measure is the name of what amounts of a pool are counted in.
func measure(a *incentive.Allocation) tables.Text {
	return measureName(a.Pool.Measure)
}

// pools shows each pool: awards against scores, the fill, the curve of Lorenz, and all that
// is needed to check them.
func (s *study) pools() ([]block, error) {
	var out []block
	for _, a := range s.Awards {
		sheet := tables.Allocation(a)
		sheet.Title = tables.Text{} // it is the heading
		out = append(out, block{Heading: poolName(a).Of(measure(a))}, block{Sheet: &sheet}, block{Figure: s.awardByScore(a)})
		for _, d := range a.Divisions {
			if f, ok := s.water(a, d); ok {
				out = append(out, block{Figure: f})
			}
		}
		q, err := scrutiny.InequalityOf(a, scrutiny.Eligible)
		if err == nil && q.Total > 0 { // nobody is eligible: no curve
			f := Lorenz{Caption: Caption{Title: tables.Sentence(figureLorenz, poolName(a))}, Gini: tables.Decimal(q.Gini, 3)}
			for _, x := range q.Sorted {
				f.Amounts = append(f.Amounts, float(x.Rat()))
			}
			out = append(out, block{Figure: f})
		}
		folded := []tables.Sheet{tables.Ledger(a), tables.Certificate(a)}
		if c := s.Cliffs[a.Pool.Name]; len(c) > 0 {
			folded = append([]tables.Sheet{tables.Cliffs(c, a)}, folded...)
		}
		for _, sheet := range folded {
			out = append(out, block{Sheet: &sheet, Folded: true})
		}
		out = append(out, block{Text: textCheck})
	}
	return out, nil
}

// awardByScore sets the awards of a pool against the scores.
func (s *study) awardByScore(a *incentive.Allocation) Scatter {
	m := a.Pool.Measure
	f := Scatter{Caption: Caption{Title: tables.Sentence(figureAward, poolName(a))}, X: headScore, Y: headAward.Of(measure(a))}
	eligible := a.Eligible()
	for _, w := range a.Awards {
		if !eligible[w.Place.Unit.Code] || w.Place.Rank == 0 {
			continue
		}
		f.Points = append(f.Points, ScatterPoint{
			Label: tables.UnitName(w.Place.Unit), X: w.Place.Score, Y: s.amount(m, w.Amount.Rat()),
			CX: s.score(w.Place), CY: tables.Amount(w.Amount, m), Hollow: w.Bound == fill.BoundCap,
		})
	}
	for _, p := range s.Plans {
		if p.Pool.Name != a.Pool.Name {
			continue
		}
		clauses := slices.Clone(p.Clauses)
		for _, t := range p.Tranches {
			clauses = append(clauses, t.Clauses...)
		}
		for _, c := range clauses {
			if by, ok := c.(incentive.ByScore); ok {
				f.Lines = append(f.Lines, StripLine{lineZero, by.Base, tables.Figure(by.Base)})
			}
		}
	}
	return f
}

// amount is an amount in its measure, as the language counts it.
func (s *study) amount(m incentive.Measure, x *big.Rat) float64 {
	return float(m.In(s.Language).Value(x))
}

func float(x *big.Rat) float64 {
	f, _ := x.Float64()
	return f
}

// water is the picture of a tranche that was divided by weighted fill.
func (s *study) water(a *incentive.Allocation, d incentive.Division) (Water, bool) {
	if _, ok := d.Rule.(fill.Weighted); !ok || d.Shares.Level == nil {
		return Water{}, false
	}
	m := a.Pool.Measure
	title := tables.Sentence(figureWater, poolName(a))
	if d.Name != "" {
		title = tables.Sentence(figureWaterOf, poolName(a), tables.Both(d.Name, d.NameZH))
	}
	f := Water{Caption: Caption{Title: title, Unit: measure(a)}, Level: s.amount(m, d.Shares.Level)}
	place := map[string]evaluation.Place{}
	for _, w := range a.Awards {
		place[w.Place.Unit.Code] = w.Place
	}
	for i, l := range d.Lines {
		if !l.Out.IsZero() || l.Weight == nil || l.Weight.Sign() <= 0 {
			continue
		}
		v := Vessel{Label: tables.UnitName(place[l.ID].Unit), Weight: float(l.Weight), Share: s.amount(m, d.Shares.Exact[i]), Cap: math.NaN(), Floor: math.NaN(), Cell: tables.Exact(d.Shares.Exact[i], m)}
		if high := l.High(); high != nil {
			v.Cap = s.amount(m, high)
		}
		if l.Floor > 0 {
			v.Floor = s.amount(m, l.Low())
		}
		f.Vessels = append(f.Vessels, v)
	}
	rank := func(v Vessel) float64 { return -v.Weight }
	slices.SortStableFunc(f.Vessels, func(a, b Vessel) int {
		switch x, y := rank(a), rank(b); {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	})
	return f, len(f.Vessels) > 0
}
