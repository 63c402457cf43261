package tables

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// field is a column of a sheet whose rows are made of values of one type.
type field[T any] struct {
	Column
	cell func(T) Cell
	key  bool
	off  bool // not in this sheet
}

// of makes a column of a function.
func of[T any](c Column, cell func(T) Cell) field[T] { return field[T]{Column: c, cell: cell} }

// keyed makes it one of the first, which say what a row is about.
func (f field[T]) keyed() field[T] {
	f.key = true
	return f
}

// when leaves the column out if it has nothing to say.
func (f field[T]) when(has bool) field[T] {
	f.off = !has
	return f
}

// sheetOf makes a sheet of values, a row each.
func sheetOf[T any](title Text, rows []T, fields ...field[T]) Sheet {
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
func unitFields[T any](unit func(T) indicators.Unit) []field[T] {
	return []field[T]{
		of(detail(headCode), func(x T) Cell { return Data(unit(x).Code) }).keyed(),
		of(left(headName), func(x T) Cell { return Words(UnitName(unit(x))) }).keyed(),
	}
}

// rank is a rank, or a dash.
func rank(k int) Cell {
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

// sentence is a note with values in it; a Text among them stands in its language, and a
// Cell as it is printed.
func sentence(t Text, args ...any) Text {
	in := func(format string, lang basis.Language) string {
		values := make([]any, len(args))
		for i, a := range args {
			switch a := a.(type) {
			case Text:
				values[i] = a.In(lang, Texts())
			case Cell:
				values[i] = a.shown(lang, Texts())
			default:
				values[i] = a
			}
		}
		return fmt.Sprintf(format, values...)
	}
	return Text{English: in(t.English, basis.English), Chinese: in(t.Chinese, basis.Chinese)}
}
