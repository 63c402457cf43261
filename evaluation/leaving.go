package evaluation

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// Leaving is what happens to the order when one unit leaves.
type Leaving struct {
	Unit     indicators.Unit `json:"unit"`
	Moved    int             `json:"moved"`           // how many of the other units then have another rank among them
	MaxShift int             `json:"max_shift"`       // by how many ranks at most
	Shifts   []Shift         `json:"shifts,omitzero"` // of those that moved, From and To among the others
}

// Leaving says, for each ranked unit, how many ranks of the others move when it
// leaves: where scales come from the data, each unit of a small class makes those of
// the others. If classes have places of their own, the others are those of its class,
// and the only one of a class is left out. The prepared data are scored again without
// the unit; steps are not repeated, and a class that becomes smaller than
// [normalize.WithinClass] wants is scaled all the same.
func (d Decision) Leaving(r *Result) ([]Leaving, error) {
	d.Grader = nil
	now, err := d.Rank(r)
	if err != nil {
		return nil, err
	}
	var out []Leaving
	var res *Result
	m := r.Model
	m.Normalize = normalize.AnyClassSize(m.Normalize)
	of := func(in Ranking, class string) Ranking {
		if !d.Own {
			return in
		}
		return in.Class(class)
	}
	for _, p := range now.Places {
		here := of(now, p.Unit.Class)
		if p.Rank == 0 || here.Ranked() == 1 {
			continue
		}
		others := func(u indicators.Unit) bool { return u.Code != p.Unit.Code }
		part, err := r.Prepared.Select(others)
		if err != nil {
			return nil, err
		}
		if res, err = m.Score(res, part, without(r.Rulings, p.Unit.Code)); err != nil {
			return nil, basis.Errorf("without %s: %w", p.Unit.Code, err)
		}
		then, err := d.Rank(res)
		if err != nil {
			return nil, basis.Errorf("without %s: %w", p.Unit.Code, err)
		}
		was := placesByCode(here.Among(others))
		l := Leaving{Unit: p.Unit}
		for _, q := range of(then, p.Unit.Class).Places {
			if from := was[q.Unit.Code].Rank; q.Rank > 0 && from != q.Rank {
				l.Moved++
				l.MaxShift = max(l.MaxShift, abs(from-q.Rank))
				l.Shifts = append(l.Shifts, Shift{q.Unit, from, q.Rank, from - q.Rank})
			}
		}
		out = append(out, l)
	}
	return out, nil
}

// without are the rulings about other units.
func without(rulings []Ruling, unit string) []Ruling {
	var out []Ruling
	for _, d := range rulings {
		if d.Unit != unit {
			out = append(out, d)
		}
	}
	return out
}
