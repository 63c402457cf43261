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

// column is a column of the table on the page, whose rows are counties.
type column = tables.Field[evaluation.Place]

// dash is a figure that a county does not have.
func dash() tables.Cell { return tables.Missing(tables.Same("-")) }

// texts and numbers are columns of one alignment.
func texts(head tables.Text, cell func(evaluation.Place) tables.Cell) column {
	return tables.Of(tables.Column{Head: head}, cell)
}

func numbers(head tables.Text, cell func(evaluation.Place) tables.Cell) column {
	return tables.Of(tables.Column{Head: head, Align: tables.Right}, cell)
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

// dimensionColumn has the scores of a dimension.
func (s *study) dimensionColumn(d indicators.Indicator) column {
	return tables.Of(tables.Column{Head: label(d), Align: tables.Right, Most: 12}, func(p evaluation.Place) tables.Cell {
		x, _ := s.result.Score(p.Unit.Code, d.Code)
		return tables.Decimal(x, 1)
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
