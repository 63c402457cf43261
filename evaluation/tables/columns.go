package tables

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Field is a column of a sheet whose rows are made of values of one type, for [SheetOf].
type Field[T any] struct {
	Column
	cell func(T) Cell
	key  bool
	off  bool // not in this sheet
}

// Of makes a column of a function that gives the cell of a row.
func Of[T any](c Column, cell func(T) Cell) Field[T] { return Field[T]{Column: c, cell: cell} }

// Keyed makes it one of the first, which say what a row is about.
func (f Field[T]) Keyed() Field[T] {
	f.key = true
	return f
}

// When leaves the column out if it has nothing to say.
func (f Field[T]) When(has bool) Field[T] {
	f.off = !has
	return f
}

// SheetOf makes a sheet of values, a row each. The sheets of this package are made by it,
// and programs may make theirs:
//
//	tables.SheetOf(title, ranking.Places,
//		tables.Of(tables.Column{Head: unit}, func(p evaluation.Place) tables.Cell { return tables.Words(tables.UnitName(p.Unit)) }),
//		tables.Of(tables.Column{Head: score, Align: tables.Point}, func(p evaluation.Place) tables.Cell { return tables.Decimal(p.Score, 2) }))
func SheetOf[T any](title Text, rows []T, fields ...Field[T]) Sheet {
	s := Sheet{Title: title, Rows: make([][]Cell, len(rows))}
	for _, f := range fields {
		if f.off {
			continue
		}
		s.Columns = append(s.Columns, f.Column)
		if f.key {
			s.Keys++
		}
		for i, row := range rows {
			s.Rows[i] = append(s.Rows[i], f.cell(row))
		}
	}
	return s
}

// unitFields are the code and the name of the unit of a row.
func unitFields[T any](unit func(T) indicators.Unit) []Field[T] {
	return []Field[T]{
		Of(detail(headCode), func(x T) Cell { return Data(unit(x).Code) }).Keyed(),
		Of(left(headName), func(x T) Cell { return Words(UnitName(unit(x))) }).Keyed(),
	}
}

// Rank is a rank, or a dash for 0.
func Rank(k int) Cell {
	if k == 0 {
		return Missing(Text{})
	}
	return Integer(k)
}

// words is a cell of words, blank without any.
func words(t Text) Cell {
	if t == (Text{}) {
		return Cell{}
	}
	return Words(t)
}

// unitOf is the name of a measure, for a heading.
func unitOf(m fill.Measure) Text { return Text{English: m.English().Name, Chinese: m.Chinese().Name} }

// Sentence is a text with values in it, by the verbs of package fmt; a Text among the
// values stands in its language (%s), and a Cell as it is printed (%s).
func Sentence(t Text, args ...any) Text {
	in := func(format string, lang basis.Language) string {
		values := make([]any, len(args))
		for i, a := range args {
			switch a := a.(type) {
			case Text:
				values[i] = a.In(lang, own)
			case Cell:
				values[i] = a.Shown(lang, own)
			default:
				values[i] = a
			}
		}
		return fmt.Sprintf(format, values...)
	}
	return Text{English: in(t.English, basis.English), Chinese: in(t.Chinese, basis.Chinese)}
}
