package evaluation

import "github.com/countyeval/countyeval/indicators"

// base returns the scores of a node before rulings; they change the root's alone.
func (r *Result) base(at int) []float64 {
	if at == 0 && len(r.before) > 0 {
		return r.before
	}
	return r.scores[at]
}

// left says why a unit left the evaluation; "" if it did not.
func (r *Result) left(unit string) string {
	for _, s := range r.Stages {
		for _, d := range s.Left {
			if d.Unit == unit {
				return d.Why
			}
		}
	}
	return ""
}

// explainRulings fills in what rulings did to the unit of a row.
func (r *Result) explainRulings(ex *Explanation, in Ranking, row int) error {
	unit := ex.Place.Unit.Code
	ex.Rulings = r.Rulings(unit)
	ex.Adjustment = Adjustment{Before: r.scores[0][row], After: r.scores[0][row]}
	if a, ok := r.Adjustment(unit); ok {
		ex.Adjustment = a
	}
	without, err := r.RankBefore(in.Ties)
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

// RankBefore orders the units by the root's score before rulings added points, as
// [Result.Rank] orders them by the score after. Rulings that keep a unit from being
// ranked hold.
func (r *Result) RankBefore(ties Ties) (Ranking, error) {
	return r.rankScores(0, r.base(0), ties, nil)
}

// RulingEffect is what one ruling changed.
type RulingEffect struct {
	Ruling  Ruling
	With    Place // the unit's place as it is; no rank and Out if it was not evaluated
	Without Place // its place if this ruling alone is taken back
	Moved   int   // how many other units have another rank without it
}

// RulingEffects takes each ruling back alone, evaluates the raw table again, and
// says what the ruling changed. rank makes the ranking that counts from a result,
// with its class, ties and grades. The result must come from [Model.Evaluate].
func (r *Result) RulingEffects(rank func(*Result) (Ranking, error)) ([]RulingEffect, error) {
	with, err := rank(r)
	if err != nil {
		return nil, err
	}
	now := placesByCode(with)
	out := make([]RulingEffect, 0, len(r.Model.Rulings))
	for i, d := range r.Model.Rulings {
		m := r.Model
		m.Rulings = append(append([]Ruling(nil), r.Model.Rulings[:i]...), r.Model.Rulings[i+1:]...)
		res, err := m.Evaluate(r.Raw)
		if err != nil {
			return nil, &indicators.InputError{Unit: d.Unit, Err: err}
		}
		without, err := rank(res)
		if err != nil {
			return nil, &indicators.InputError{Unit: d.Unit, Err: err}
		}
		e := RulingEffect{Ruling: d}
		then := placesByCode(without)
		e.Without = then[d.Unit]
		e.With = Place{Unit: e.Without.Unit, Out: r.left(d.Unit)}
		if p, ok := now[d.Unit]; ok {
			e.With = p
		}
		for code, p := range then {
			if q, ok := now[code]; ok && code != d.Unit && q.Rank != p.Rank {
				e.Moved++
			}
		}
		out = append(out, e)
	}
	return out, nil
}

func placesByCode(r Ranking) map[string]Place {
	out := make(map[string]Place, len(r.Places))
	for _, p := range r.Places {
		out[p.Unit.Code] = p
	}
	return out
}
