package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/stats"
)

// byteOrderMark begins every file, without which spreadsheets take UTF-8 for
// something else.
const byteOrderMark = "\ufeff"

// write writes the results into a folder, which is made if it is not there, and
// returns the number of files. All counties are in them, whatever their grade.
//
//	scores.csv           every unit, every indicator, 0 to 100
//	ranking.csv          rank, score and grade, and the ranks under other weightings
//	awards.csv           what each ranked county gets
//	ledger-*.csv         how each award came about, entry by entry
//	certificate-*.csv    the proof that the shares are right, to be checked in a spreadsheet
func (s *study) write(folder string, w *words) (n int, err error) {
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return 0, fmt.Errorf("cannot make the folder: %w", err)
	}
	file := func(name string, fill func(io.Writer) error) {
		if err != nil {
			return
		}
		b := bytes.NewBufferString(byteOrderMark)
		if err = fill(b); err != nil {
			err = fmt.Errorf("%s: %w", name, err)
			return
		}
		if err = os.WriteFile(filepath.Join(folder, name), b.Bytes(), 0o600); err != nil {
			err = fmt.Errorf("cannot write the file: %w", err)
			return
		}
		n++
	}
	file("scores.csv", func(out io.Writer) error { return writeRows(out, s.scoreRows(w)) })
	file("ranking.csv", func(out io.Writer) error { return writeRows(out, s.rankRows(w)) })
	file("awards.csv", func(out io.Writer) error { return writeRows(out, s.awardRows(w)) })
	for _, a := range s.awards {
		if a.allocation == nil {
			continue
		}
		shown := w.allocation(a.allocation)
		file("ledger-"+a.key+".csv", func(out io.Writer) error { return writeSheet(out, tables.Ledger(shown), w.lang) })
		file("certificate-"+a.key+".csv", func(out io.Writer) error { return writeSheet(out, tables.Certificate(shown), w.lang) })
	}
	return n, err
}

// writeSheet writes a table of the library as CSV.
func writeSheet(out io.Writer, s tables.Sheet, lang string) error {
	var o tables.CSVOptions
	if err := o.Language.UnmarshalText([]byte(lang)); err != nil {
		return err
	}
	return tables.WriteCSV(out, s, o)
}

// writeRows writes rows as CSV, texts guarded against being run as formulas.
func writeRows(out io.Writer, rows [][]string) error {
	c := csv.NewWriter(out)
	for _, row := range rows {
		for j, text := range row {
			if _, err := strconv.ParseFloat(text, 64); err != nil {
				row[j] = indicators.Guard(text)
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// unitHead and unitCells describe the unit of a row.
func unitHead(w *words) []string {
	return []string{w.files.code, w.table.unit, w.files.class, w.table.region}
}

func unitCells(p evaluation.Place, w *words) []string {
	return []string{p.Unit.Code, w.name(p.Unit), p.Unit.Class, w.region(p.Unit)}
}

// scoreRows are the scores of all units on all nodes, the total as published.
func (s *study) scoreRows(w *words) [][]string {
	nodes := s.framework.Nodes()
	head := unitHead(w)
	for _, in := range nodes {
		head = append(head, w.indicator(in))
	}
	rows := [][]string{head}
	for _, p := range s.whole().Places {
		row := append(unitCells(p, w), fixed(p.Score, 2))
		for _, in := range nodes[1:] {
			x, _ := s.result.Score(p.Unit.Code, in.Code)
			row = append(row, strconv.FormatFloat(stats.Round(x, 6), 'f', -1, 64))
		}
		rows = append(rows, row)
	}
	return rows
}

// rankRows are ranks and grades; units that are not ranked stand at the end.
func (s *study) rankRows(w *words) [][]string {
	head := append([]string{w.table.rank}, unitHead(w)...)
	head = append(head, w.table.score, w.table.grade)
	for _, r := range s.rivals {
		head = append(head, w.table.schemes[r.name])
	}
	rows := [][]string{append(head, w.files.out)}
	for _, p := range s.whole().Places {
		rank := ""
		if p.Rank > 0 {
			rank = strconv.Itoa(p.Rank)
		}
		row := append([]string{rank}, unitCells(p, w)...)
		row = append(row, fixed(p.Score, 2), p.Grade)
		for _, r := range s.rivals {
			other := ""
			if q, ok := r.ranking.Find(p.Unit.Code); ok {
				other = strconv.Itoa(q.Rank)
			}
			row = append(row, other)
		}
		out := p.Out
		if s.decision.Apart.Of(p) {
			out = w.award.notRanked
		}
		rows = append(rows, append(row, out))
	}
	return rows
}

// awardRows are the awards of the ranked counties; a blank is an award that is
// not open to the county's grade.
func (s *study) awardRows(w *words) [][]string {
	head := append([]string{w.table.rank}, unitHead(w)...)
	head = append(head, w.table.grade)
	for _, a := range s.awards {
		head = append(head, w.table.awards[a.key])
	}
	rows := [][]string{head}
	for _, p := range s.ranking.Places {
		row := append([]string{strconv.Itoa(p.Rank)}, unitCells(p, w)...)
		row = append(row, p.Grade)
		for _, a := range s.awards {
			text := ""
			if x, ok := a.by[p.Unit.Code]; ok && a.admits(p.Grade) {
				text = w.measure(a).Format(x.Amount)
			}
			row = append(row, text)
		}
		rows = append(rows, row)
	}
	return rows
}
