package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// The marks of the table.
const (
	markCapped  = "▲"
	markDoubt   = "†"
	markImputed = "°"
)

// column is a column of the tables on the page and in the files, whose rows are counties.
type column = tables.Field[evaluation.Place]

// dash is a figure that a county does not have; files leave it blank.
func dash() tables.Cell { return tables.Missing(tables.Same("-")) }

// texts and numbers are columns of one alignment.
func texts(head tables.Text, cell func(evaluation.Place) tables.Cell) column {
	return tables.Of(tables.Column{Head: head}, cell)
}

func numbers(head tables.Text, cell func(evaluation.Place) tables.Cell) column {
	return tables.Of(tables.Column{Head: head, Align: tables.Right}, cell)
}

func rankColumn() column {
	return numbers(columnRank, func(p evaluation.Place) tables.Cell { return tables.Rank(p.Rank) })
}

func scoreColumn(head tables.Text) column {
	return numbers(head, func(p evaluation.Place) tables.Cell { return tables.Decimal(p.Score, 2) })
}

func gradeColumn() column {
	return tables.Of(tables.Column{Head: columnGrade, Align: tables.Center},
		func(p evaluation.Place) tables.Cell { return tables.Data(p.Grade) })
}

func regionColumn(head tables.Text) column {
	return texts(head, func(p evaluation.Place) tables.Cell { return tables.Words(tables.RegionName(p.Unit)) })
}

// markedColumn has the names of the counties with their marks, without the region, which
// stands beside them.
func (s *study) markedColumn(head tables.Text) column {
	return texts(head, func(p evaluation.Place) tables.Cell {
		name := tables.UnitName(p.Unit)
		name.English, _, _ = strings.Cut(name.English, " (")
		name.Chinese, _, _ = strings.Cut(name.Chinese, " (")
		cell := tables.Words(name)
		if s.doubtful(p.Unit.Code) {
			cell.After += markDoubt
		}
		if len(s.imputedOf(p.Unit.Code)) > 0 {
			cell.After += markImputed
		}
		return cell
	})
}

// unitColumns describe the unit of a row of a file.
func unitColumns() []column {
	return []column{
		texts(columnCode, func(p evaluation.Place) tables.Cell { return tables.Data(p.Unit.Code) }),
		texts(columnUnit, func(p evaluation.Place) tables.Cell { return tables.Words(tables.UnitName(p.Unit)) }),
		texts(columnClass, func(p evaluation.Place) tables.Cell { return tables.Data(p.Unit.Class) }),
		regionColumn(columnRegion),
	}
}

// nodeColumn has the scores of a node.
func (s *study) nodeColumn(in indicators.Indicator, c tables.Column, number func(float64) tables.Cell) column {
	return tables.Of(c, func(p evaluation.Place) tables.Cell {
		x, _ := s.result.Score(p.Unit.Code, in.Code)
		return number(x)
	})
}

// rivalColumns are the ranks under other weightings.
func (s *study) rivalColumns() []column {
	var out []column
	for _, r := range s.rivals {
		out = append(out, numbers(schemeHeads[r.name], func(p evaluation.Place) tables.Cell {
			if q, ok := r.ranking.Find(p.Unit.Code); ok {
				return tables.Integer(q.Rank)
			}
			return dash()
		}))
	}
	return out
}

// awardColumns are what a county gets, with the mark if a cap holds it back. One that the
// award is not open to has a dash.
func (s *study) awardColumns() []column {
	var out []column
	for _, a := range s.awards {
		out = append(out, numbers(a.head, func(p evaluation.Place) tables.Cell {
			w, ok := a.of(p)
			if !ok {
				return dash()
			}
			cell := tables.Amount(w.Amount, a.Plan.Pool.Measure)
			if w.Bound == fill.BoundCap {
				cell.Before = markCapped
			}
			return cell
		}))
	}
	return out
}
