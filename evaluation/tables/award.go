package tables

import (
	"errors"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// Allocation is the awards in the order of the ranking, with what bounds them and why a
// unit is not eligible; below them the total, the remainder, the reserve and the pool. The
// articles and the warnings are notes, and the first ones say why something is left
// undivided ([incentive.ErrUndivided]).
func Allocation(a *incentive.Allocation) Sheet {
	m := a.Pool.Measure
	out := reasons(a)
	unit := unitOf(m)
	grade, bound := false, false
	for _, w := range a.Awards {
		grade, bound = grade || w.Place.Grade != "", bound || w.Bound != ""
	}
	fields := append([]Field[incentive.Award]{Of(right(headRank), func(w incentive.Award) Cell { return Rank(w.Place.Rank) }).Keyed()},
		unitFields(func(w incentive.Award) indicators.Unit { return w.Place.Unit })...)
	fields = append(fields,
		Of(point(headScore), func(w incentive.Award) Cell { return score(w.Place.Score, a.Ties) }),
		Of(left(headGrade), func(w incentive.Award) Cell { return Data(w.Place.Grade) }).When(grade),
		Of(point(headAward.Of(unit)), func(w incentive.Award) Cell { return Amount(w.Amount, m) }),
		Of(Column{Head: headExact.Of(unit), Align: Point, Detail: true}, func(w incentive.Award) Cell { return Exact(w.Exact, m) }),
		Of(left(headBound), func(w incentive.Award) Cell { return words(boundName(a, w.Bound)) }).When(bound),
		Of(left(headState), func(w incentive.Award) Cell {
			if _, ok := out[w.Place.Unit.Code]; ok {
				return Words(wordOut)
			}
			return Cell{}
		}).When(len(out) > 0),
		Of(left(headWhy), func(w incentive.Award) Cell { return words(out[w.Place.Unit.Code]) }).When(len(out) > 0),
	)
	s := SheetOf(awardName(a), a.Awards, fields...)
	s.foot(m, a.Total(), a.Remainder, a.Pool.Reserve, a.Pool.Amount)
	undivided := func(err error) bool { return errors.Is(err, incentive.ErrUndivided) }
	for _, err := range a.Warnings {
		if undivided(err) {
			s.Note(Said(err))
		}
	}
	for i, x := range a.Articles {
		text := Kept(x.Text)
		if x.Tranche == "" {
			s.Note(Sentence(noteArticle, i+1, text))
		} else {
			s.Note(Sentence(noteTranche, i+1, trancheName(a, x.Tranche), text))
		}
	}
	s.Note(saidAll(slices.DeleteFunc(slices.Clone(a.Warnings), undivided))...)
	return s
}

// foot puts the sums below the columns of names and of the award.
func (s *Sheet) foot(m incentive.Measure, total, remainder, reserve, pool incentive.Amount) {
	name, amount := -1, -1
	for j, c := range s.Columns {
		switch {
		case c.Head == headName:
			name = j
		case c.Head == headAward.Of(unitOf(m)):
			amount = j
		}
	}
	for k, x := range []incentive.Amount{total, remainder, reserve, pool} {
		row := make([]Cell, amount+1)
		row[name], row[amount] = Words([]Text{wordTotal, wordRemainder, wordReserve, wordPool}[k]), Amount(x, m)
		s.Foot = append(s.Foot, row)
	}
}

// reasons are why units are in none of the tranches, by code.
func reasons(a *incentive.Allocation) map[string]Text {
	in, out := a.Eligible(), map[string]Text{}
	for _, d := range a.Divisions {
		for _, l := range d.Lines {
			if in[l.ID] {
				continue
			}
			out[l.ID] = Kept(l.Out)
		}
	}
	return out
}

// trancheName is the name of a tranche of an allocation.
func trancheName(a *incentive.Allocation, name string) Text {
	for _, d := range a.Divisions {
		if d.Name == name {
			return Text{English: name, Chinese: d.NameZH}
		}
	}
	return Same(name)
}

// ceilingName is the name of a ceiling of an allocation.
func ceilingName(a *incentive.Allocation, name string) Text {
	for _, d := range a.Divisions {
		for _, c := range d.Ceilings {
			if c.Name == name {
				return Text{English: name, Chinese: c.NameZH}
			}
		}
	}
	return Same(name)
}

// boundName is the word for what bounds a share.
func boundName(a *incentive.Allocation, bound string) Text {
	switch bound {
	case fill.BoundCap:
		return wordCap
	case fill.BoundFloor:
		return wordFloor
	case fill.BoundHalf:
		return wordHalf
	}
	return ceilingName(a, bound)
}
