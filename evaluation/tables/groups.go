package tables

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// Group is a group of units under a name: a zone of a province, the units with a tag.
// Groups may overlap.
type Group struct {
	Name Text
	Has  func(indicators.Unit) bool
}

// Groups are what the ranking and the awards say of groups of units: how many of each are
// ranked, the best rank and the median one (the better of the two in the middle), how many
// have each grade, and what they get together. The foot has all ranked units, each once; a
// note says how many units are in several groups or in none.
func Groups(r evaluation.Ranking, awards []*incentive.Allocation, groups ...Group) Sheet {
	ranked := slices.DeleteFunc(slices.Clone(r.Places), func(p evaluation.Place) bool { return p.Rank == 0 })
	var several, none int
	for _, p := range ranked {
		n := 0
		for _, g := range groups {
			if g.Has(p.Unit) {
				n++
			}
		}
		switch n {
		case 0:
			none++
		case 1:
		default:
			several++
		}
	}
	type row struct {
		Group
		of []evaluation.Place
	}
	whole := row{Group{Name: wordAll, Has: func(indicators.Unit) bool { return true }}, ranked}
	var rows []row
	for _, g := range groups {
		rows = append(rows, row{g, slices.DeleteFunc(slices.Clone(ranked), func(p evaluation.Place) bool { return !g.Has(p.Unit) })})
	}
	fields := []Field[row]{
		Of(left(headGroup), func(g row) Cell { return Words(g.Name) }).Keyed(),
		Of(right(headRanked), func(g row) Cell { return Integer(len(g.of)) }),
	}
	middle := func(head Text, at func(n int) int) Field[row] {
		return Of(right(head), func(g row) Cell {
			if len(g.of) == 0 {
				return Missing(Text{})
			}
			ranks := make([]int, len(g.of))
			for i, p := range g.of {
				ranks[i] = p.Rank
			}
			slices.Sort(ranks)
			return Rank(ranks[at(len(ranks))])
		}).When(!r.Own)
	}
	fields = append(fields, middle(headBest, func(int) int { return 0 }), middle(headMiddle, func(n int) int { return (n - 1) / 2 }))
	for _, grade := range r.Grades {
		fields = append(fields, Of(right(Same(grade)), func(g row) Cell {
			n := 0
			for _, p := range g.of {
				if p.Grade == grade {
					n++
				}
			}
			return Integer(n)
		}))
	}
	for _, a := range awards {
		fields = append(fields, Of(point(awardName(a).Of(unitOf(a.Pool.Measure))), func(g row) Cell {
			var sum incentive.Amount
			for _, w := range a.Awards {
				if g.Has(w.Place.Unit) {
					sum += w.Amount
				}
			}
			return Amount(sum, a.Pool.Measure)
		}))
	}
	s := SheetOf(titleGroups, append(rows, whole), fields...)
	last := len(s.Rows) - 1
	s.Rows, s.Foot = s.Rows[:last], s.Rows[last:]
	if several > 0 {
		s.Note(Sentence(noteSeveral, several))
	}
	if none > 0 {
		s.Note(Sentence(noteInNone, none))
	}
	return s
}
