package evaluation

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
)

// RulingEffect is what one ruling changed.
type RulingEffect struct {
	Ruling  Ruling `json:"ruling"`
	With    Place  `json:"with"`    // the unit's place as it is; no rank and Out if it was not evaluated
	Without Place  `json:"without"` // its place if this ruling alone is taken back
	Moved   int    `json:"moved"`   // how many other units have another rank without it
}

// RulingEffects takes each ruling of a result back alone, evaluates the raw table
// again, and says what the ruling changed in the ranking that the decision makes. The
// result must come from [Model.Evaluate].
func (d Decision) RulingEffects(r *Result) ([]RulingEffect, error) {
	with, err := d.Rank(r)
	if err != nil {
		return nil, err
	}
	now := placesByCode(with)
	out := make([]RulingEffect, 0, len(r.Rulings))
	for i, ruling := range r.Rulings {
		fault := func(err error) error { return &indicators.InputError{Unit: ruling.Unit, Err: err} }
		res, err := r.Model.Evaluate(r.Raw, slices.Concat(r.Rulings[:i], r.Rulings[i+1:]))
		if err != nil {
			return nil, fault(err)
		}
		without, err := d.Rank(res)
		if err != nil {
			return nil, fault(err)
		}
		e := RulingEffect{Ruling: ruling}
		then := placesByCode(without)
		e.Without = then[ruling.Unit]
		e.With = Place{Unit: e.Without.Unit, Out: r.left(ruling.Unit)}
		if p, ok := now[ruling.Unit]; ok {
			e.With = p
		}
		for code, p := range then {
			if q, ok := now[code]; ok && code != ruling.Unit && q.Rank != p.Rank {
				e.Moved++
			}
		}
		out = append(out, e)
	}
	return out, nil
}
