package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators/basis"
)

// write writes the results into a folder, which is made if it is not there and must be
// empty, and says how many files. All counties are in them, whatever their grade.
//
//	scores.csv           every unit, every indicator, 0 to 100
//	ranking.csv          rank, score and grade, and the ranks under other weightings
//	awards.csv           what each ranked county gets
//	ledger-*.csv         how each award came about, entry by entry
//	certificate-*.csv    the proof that the shares are right, to be checked in a spreadsheet
func (p *page) write(folder string) error {
	if err := command.EmptyFolder(folder); err != nil {
		return err
	}
	files := map[string]tables.Sheet{"scores.csv": p.scoreSheet(), "ranking.csv": p.rankSheet(), "awards.csv": p.awardSheet()}
	for _, a := range p.awards {
		if a.Allocation != nil {
			files["ledger-"+a.key+".csv"] = tables.Ledger(a.Allocation)
			files["certificate-"+a.key+".csv"] = tables.Certificate(a.Allocation)
		}
	}
	for name, sheet := range files {
		var b bytes.Buffer // with a byte order mark, without which spreadsheets take UTF-8 for something else
		if err := tables.WriteCSV(&b, sheet, tables.CSVOptions{Language: p.Language, BOM: true}); err != nil {
			return basis.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), b.Bytes(), 0o600); err != nil {
			return basis.Errorf("cannot write the file: %w", err)
		}
	}
	p.Print(p.Say(usageWrote, len(files), folder))
	return nil
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
