package tables

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// Dominance is who is ahead of whom whatever the weights: for each unit, in their order
// in the columns, how many others it dominates and how many dominate it, and by name
// those that dominate it. Units that lack a value are compared with none and have a dash.
func Dominance(d profile.Dominance, units []indicators.Unit) (Sheet, error) {
	if len(units) != len(d.Over) || len(units) != len(d.By) {
		return Sheet{}, basis.Errorf("%w: %d units, dominance among %d", indicators.ErrRow, len(units), len(d.Over))
	}
	rows := make([]int, len(units))
	incomplete := make([]bool, len(units))
	for i := range rows {
		rows[i] = i
		for _, k := range append(append([]int(nil), d.Over[i]...), d.By[i]...) {
			if k < 0 || k >= len(units) {
				return Sheet{}, basis.Errorf("%w: %d units, dominance among %d", indicators.ErrRow, len(units), k+1)
			}
		}
	}
	for _, i := range d.Incomplete {
		if i < 0 || i >= len(units) {
			return Sheet{}, basis.Errorf("%w: %d units, dominance among %d", indicators.ErrRow, len(units), i+1)
		}
		incomplete[i] = true
	}
	count := func(n func(i int) int) func(i int) Cell {
		return func(i int) Cell {
			if incomplete[i] {
				return Missing(Text{})
			}
			return Integer(n(i))
		}
	}
	fields := unitFields(func(i int) indicators.Unit { return units[i] })
	fields = append(fields,
		Of(right(headOver), count(func(i int) int { return len(d.Over[i]) })),
		Of(right(headBy), count(func(i int) int { return len(d.By[i]) })),
		Of(left(headDominators), func(i int) Cell {
			if len(d.By[i]) == 0 {
				return Cell{}
			}
			return Words(ListOf(d.By[i], func(k int) Text { return UnitName(units[k]) }))
		}),
	)
	s := SheetOf(titleDominance, rows, fields...)
	dominated, all := d.Pairs()
	s.Note(Sentence(noteDominance, dominated, all, len(d.Undominated())))
	if len(d.Incomplete) > 0 {
		s.Note(Sentence(noteIncomplete, len(d.Incomplete)))
	}
	return s, nil
}
