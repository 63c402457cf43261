package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// mostDimensions is the number of dimensions that the table has room for.
const mostDimensions = 8

// print writes the whole page.
func (p *page) print() error {
	p.header()
	p.Print("")
	if err := p.Sheet(p.table()); err != nil {
		return err
	}
	p.Line(footMarks, p.Say(footMarksText))
	p.Print("")
	if p.all && p.BuiltIn {
		if err := p.Sheet(p.zones()); err != nil {
			return err
		}
		p.Print("")
	}
	p.footer()
	p.awarded()
	p.ending()
	return nil
}

// table has the ranked counties, those of the best grade or all, and under them what
// each grade gets.
func (p *page) table() tables.Sheet {
	regions := slices.ContainsFunc(p.Table.AppendUnits(nil), func(u indicators.Unit) bool { return u.Region != "" })
	county, region := columnCounty, columnPrefecture
	if !p.BuiltIn {
		county, region = columnUnit, columnRegion
	}
	columns := []column{
		numbers(columnRank, func(x evaluation.Place) tables.Cell { return tables.Rank(x.Rank) }),
		p.markedColumn(county),
		texts(region, func(x evaluation.Place) tables.Cell { return tables.Words(tables.RegionName(x.Unit)) }).When(regions),
		numbers(columnScore, func(x evaluation.Place) tables.Cell { return tables.Decimal(x.Score, 2) }),
	}
	for _, d := range p.dimensions[:min(len(p.dimensions), mostDimensions)] {
		columns = append(columns, p.dimensionColumn(d))
	}
	grades := tables.Of(tables.Column{Head: columnGrade, Align: tables.Center}, func(x evaluation.Place) tables.Cell { return tables.Data(x.Grade) })
	columns = slices.Concat(columns, []column{grades}, p.rivalColumns(), p.awardColumns())
	places := p.ranking.Places
	if !p.all {
		places = p.grade(p.bestGrade())
	}
	sheet := tables.SheetOf(tables.Text{}, places, columns...)
	for _, grade := range p.ranking.Grades {
		if row, ok := p.subtotal(grade, len(sheet.Columns)); ok {
			sheet.Foot = append(sheet.Foot, row)
		}
	}
	return sheet
}

// subtotal is what a grade gets together; ok is false if it can get nothing.
func (s *study) subtotal(grade string, columns int) (row []tables.Cell, ok bool) {
	row = make([]tables.Cell, columns)
	n := len(s.grade(grade))
	row[1] = tables.Words(tables.Sentence(columnSubtotal, grade, n))
	for i, a := range s.awards {
		cell := &row[columns-len(s.awards)+i]
		*cell = dash()
		if a.Allocation != nil && a.admits(grade) {
			ok = true
			*cell = tables.Amount(a.given(grade), a.Plan.Pool.Measure)
		}
	}
	return row, ok && n > 0
}

// ending tells what could not be shown, the warnings about one's own data, and
// what else there is.
func (p *page) ending() {
	notes := p.notes
	if !p.BuiltIn {
		notes = slices.Concat(notes, p.result.Warnings)
	}
	const most = 6
	label := footNotes
	for _, err := range notes[:min(most, len(notes))] {
		p.Line(label, p.oneLine(err))
		label = tables.Text{}
	}
	if len(notes) > most {
		p.Line(label, p.Say(wordMore, len(notes)-most))
	}
	p.Line(footMore, p.Say(footMoreText))
}
