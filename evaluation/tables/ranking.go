package tables

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// placed is a row of a ranking.
type placed struct {
	evaluation.Place
	apart, left bool
}

// Ranking is the ranking as it is published: places, grades, ties, then the units that
// stand apart, and those that left with the reason. Class, region and grade have a column
// if any unit has one.
func Ranking(r evaluation.Ranking) Sheet {
	var rows []placed
	var class, region, cut, why, state bool
	for _, p := range r.Places {
		rows = append(rows, placed{Place: p})
	}
	for _, p := range r.Apart {
		rows = append(rows, placed{Place: p, apart: true})
	}
	for _, p := range rows {
		class, region, cut = class || p.Unit.Class != "", region || p.Unit.Region != "", cut || p.Cut != ""
	}
	for _, d := range r.Left {
		rows = append(rows, placed{Place: evaluation.Place{Unit: indicators.Unit{Code: d.Unit}, Out: d.Why}, left: true})
	}
	for _, p := range rows {
		why, state = why || p.why() != (Text{}), state || p.state() != (Text{})
	}
	fields := append([]Field[placed]{Of(right(headRank), func(p placed) Cell { return Rank(p.Rank) }).Keyed()},
		unitFields(func(p placed) indicators.Unit { return p.Unit })...)
	fields = append(fields,
		Of(left(headClass), func(p placed) Cell { return Words(ClassName(p.Unit)) }).When(class),
		Of(left(headPlace), func(p placed) Cell { return Words(RegionName(p.Unit)) }).When(region),
		Of(point(headScore), func(p placed) Cell { return p.score(r.Ties) }),
		Of(left(headGrade), func(p placed) Cell { return Data(p.Grade) }).When(r.Grades != nil),
		Of(left(headCut), func(p placed) Cell { return Data(p.Cut) }).When(cut),
		Of(left(headState), func(p placed) Cell { return words(p.state()) }).When(state),
		Of(left(headWhy), func(p placed) Cell { return words(p.why()) }).When(why),
	)
	s := SheetOf(titleRanking, rows, fields...)
	if !r.Published() {
		s.Note(noteRaw)
	}
	if note := notePrinted[r.Ties.Print.Of]; note != (Text{}) {
		s.Note(note)
	}
	if r.Ties.Rule == evaluation.Ordinal {
		s.Note(noteOrdinal)
	}
	if r.Own {
		s.Note(noteOwn)
	}
	s.Note(saidAll(r.Warnings)...)
	return s
}

// score is the score with its published digits.
func (p placed) score(t evaluation.Ties) Cell {
	if p.left {
		return Missing(Text{})
	}
	return score(p.Score, t)
}

// score is a score with its published digits, or with 4.
func score(x float64, t evaluation.Ties) Cell {
	if digits, ok, err := t.Published(); ok && err == nil {
		return Decimal(x, digits)
	}
	return Decimal(x, 4)
}

// state is what is to be said of a place.
func (p placed) state() Text {
	var out []Text
	switch {
	case p.left:
		out = append(out, wordLeft)
	case p.apart:
		out = append(out, wordApart)
	case p.Rank == 0:
		out = append(out, wordUnranked)
	case !p.Out.IsZero():
		out = append(out, wordNoAward)
	}
	if p.Tied {
		out = append(out, wordTied)
	}
	if p.Outside {
		out = append(out, wordOutside)
	}
	return join(out...)
}

// why is the reason of the state, as it was given.
func (p placed) why() Text {
	if p.apart {
		return Text{}
	}
	return Kept(p.Out)
}
