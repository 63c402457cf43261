package evaluation

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// base returns the scores of a node before rulings; they change the root's alone.
func (r *Result) base(at int) []float64 {
	if at == 0 && len(r.before) > 0 {
		return r.before
	}
	return r.scores[at]
}

// left says why a unit left the evaluation; no words if it did not.
func (r *Result) left(unit string) basis.Text {
	for _, s := range r.Stages {
		for _, d := range s.Left {
			if d.Unit == unit {
				return d.Why
			}
		}
	}
	return basis.Text{}
}

// explainRulings fills in what rulings did to the unit of a row.
func (r *Result) explainRulings(ex *Explanation, in Ranking, row int) error {
	unit := ex.Place.Unit.Code
	ex.Rulings = r.RulingsOn(unit)
	ex.Adjustment = Adjustment{Before: r.scores[0][row], After: r.scores[0][row]}
	if a, ok := r.Adjustment(unit); ok {
		ex.Adjustment = a
	}
	parts, err := in.Ties.parts(r)
	if err != nil {
		return err
	}
	if parts != nil {
		ex.Adjustment.Before, ex.Adjustment.After = parts.Of[0][row], parts.Totals[row]
		if parts.Given != nil {
			ex.Adjustment.Given = parts.Given[row]
		}
	}
	without, err := Decision{Ties: in.Ties, Own: in.Own}.RankBefore(r)
	if err != nil {
		return err
	}
	member := make(map[string]bool, len(in.Places))
	for _, p := range in.Places {
		member[p.Unit.Code] = true
	}
	without = without.Among(func(u indicators.Unit) bool { return member[u.Code] })
	for _, p := range without.Places {
		if p.Unit.Code == unit {
			ex.Without = p
		}
	}
	return nil
}
