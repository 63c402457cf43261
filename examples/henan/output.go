package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/publication"
)

// write publishes the results into a folder, a bundle that -verify checks, and says how many
// files. All counties are in them, whatever their grade. Beside what every bundle has are
//
//	results.xlsx         all of it as a workbook
//	scores.csv           every unit, every indicator, 0 to 100
//	ranking.csv          rank, score and grade, and the ranks under other weightings
//	awards.csv           what each ranked county gets
//	ledger-*.csv         how each award came about, entry by entry
//	report.html          all of it with figures, to look at and to print
//	certificate-*.csv    the proof that the shares are right, to be checked in a spreadsheet
func (p *page) write(o *options) error {
	file, err := p.Scheme, error(nil)
	if o.weights != data.ByDeclared { // the file says other weights
		if file, err = file.With(file.Scheme); err != nil {
			return err
		}
	}
	wrote, err := publication.Write(scheme.Publication{File: file, Data: p.Text, Attach: func(of *scheme.Outcome) ([]scheme.Part, error) { return p.attached(of, o.audience) }}, o.audience, o.key, o.out, o.force)
	p.Print(p.Say(wrote))
	return err
}

// attached are the files for people, of an outcome that may be cut for the public.
func (p *page) attached(o *scheme.Outcome, audience string) ([]scheme.Part, error) {
	p.result, p.ranking = o.Result, o.Ranking
	p.take(o.Awards)
	sheets := map[string]tables.Sheet{"scores.csv": p.scoreSheet(), "ranking.csv": p.rankSheet(), "awards.csv": p.awardSheet()}
	for _, a := range p.awards {
		if a.Allocation != nil {
			sheets["ledger-"+a.key+".csv"] = tables.Ledger(a.Allocation)
			sheets["certificate-"+a.key+".csv"] = tables.Certificate(a.Allocation)
		}
	}
	files, err := publication.CSV(sheets, p.Language)
	if err != nil {
		return nil, err
	}
	book, err := publication.Workbook(p.Scheme.Scheme, o, p.Language)
	if err != nil {
		return nil, err
	}
	sight, err := p.report(audience)
	return append(files, book, sight), err
}

// scoreSheet has the scores of all units on all nodes, the total as published.
func (s *study) scoreSheet() tables.Sheet {
	nodes := s.framework().Nodes()
	columns := append(unitColumns(), scoreColumn(tables.IndicatorName(nodes[0])))
	for _, in := range nodes[1:] {
		columns = append(columns, s.nodeColumn(in, tables.Column{Head: tables.IndicatorName(in)},
			func(x float64) tables.Cell { return tables.Rounded(x, 6) }))
	}
	return tables.SheetOf(tables.Text{}, s.whole().Places, columns...)
}

// rankSheet has ranks and grades; units that are not ranked stand at the end.
func (s *study) rankSheet() tables.Sheet {
	out := texts(columnOut, func(p evaluation.Place) tables.Cell {
		if s.decision.Apart.Of(p) {
			return tables.Words(wordNotRanked)
		}
		return tables.Words(tables.Kept(p.Out))
	})
	columns := slices.Concat([]column{rankColumn()}, unitColumns(), []column{scoreColumn(columnScore), gradeColumn()}, s.rivalColumns(), []column{out})
	return tables.SheetOf(tables.Text{}, s.whole().Places, columns...)
}

// awardSheet has the awards of the ranked counties; a blank is an award that is not
// open to the county's grade.
func (s *study) awardSheet() tables.Sheet {
	columns := slices.Concat([]column{rankColumn()}, unitColumns(), []column{gradeColumn()}, s.awardColumns())
	return tables.SheetOf(tables.Text{}, s.ranking.Places, columns...)
}
