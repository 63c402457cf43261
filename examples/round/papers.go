package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// paper is a paper of the round, of one or more sheets.
type paper struct {
	name   string
	sheets []tables.Sheet
}

// keep keeps a paper to be written.
func (s *story) keep(name string, sheets ...tables.Sheet) {
	if s.err == nil {
		s.kept = append(s.kept, paper{name, sheets})
	}
}

// write writes every paper as text and its sheets as CSV, and the trail.
func (s *story) write(dir string) error {
	book, err := procedure.Book(s.round, s.date)
	if err != nil {
		return err
	}
	papers := append(slices.Clone(s.kept), paper{filepath.Join("internal", "book"), book})
	for _, u := range s.round.Call().Units {
		sheets, err := procedure.Feedback(s.round, u.Code)
		if err != nil {
			return err
		}
		papers = append(papers, paper{filepath.Join("feedback", u.Code), sheets})
	}
	for _, p := range papers {
		if err := s.writePaper(filepath.Join(dir, p.name), p.sheets); err != nil {
			return err
		}
	}
	for _, to := range []evaluation.Audience{evaluation.Public, evaluation.Internal} {
		name := "report.html"
		if to == evaluation.Internal {
			name = filepath.Join("internal", name)
		}
		text, err := s.report(to)
		if err != nil {
			return err
		}
		if err := file(filepath.Join(dir, name), text); err != nil {
			return err
		}
	}
	var trail bytes.Buffer
	if _, err := s.round.WriteTo(&trail); err != nil {
		return err
	}
	return file(filepath.Join(dir, "internal", "trail.jsonl"), trail.Bytes())
}

// report is the report of the final result for an audience. The public list has the totals,
// from which and from the other scores a confidential one would follow: the report for the
// public has the framework, the round and the method, and no score but those of the list.
func (s *story) report(to evaluation.Audience) ([]byte, error) {
	o, _ := s.round.Final()
	parts, err := report.RoundSections(s.round, to, s.date)
	if err != nil {
		return nil, err
	}
	d := report.Document{Audience: to, Result: o.Result, Decision: method().Decision, Ranking: o.Ranking, Awards: o.Awards, Plans: method().Plans, Sections: parts}
	if to == evaluation.Public {
		var cut evaluation.Cut
		if d.Result, cut, err = o.Result.Public(); err != nil {
			return nil, err
		}
		d.Ranking, d.Awards, d.Plans = cut.Ranking(o.Ranking), nil, nil
		d.Parts = []report.Part{report.Background}
	}
	var out bytes.Buffer
	err = d.WriteHTML(&out, report.View{Language: s.page.Language})
	return out.Bytes(), err
}

// writePaper writes a paper as text, and each of its sheets as CSV.
func (s *story) writePaper(path string, sheets []tables.Sheet) error {
	var text bytes.Buffer
	for i, x := range sheets {
		if err := tables.WriteText(&text, x, tables.TextOptions{Language: s.page.Language, Width: -1}); err != nil {
			return err
		}
		text.WriteByte('\n')
		var csv bytes.Buffer
		if err := tables.WriteCSV(&csv, x, tables.CSVOptions{Language: s.page.Language, BOM: true}); err != nil {
			return err
		}
		name := path + ".csv"
		if len(sheets) > 1 {
			name = path + "-" + strconv.Itoa(i+1) + ".csv"
		}
		if err := file(name, csv.Bytes()); err != nil {
			return err
		}
	}
	return file(path+".txt", text.Bytes())
}

// file writes a file, and makes its folder.
func file(name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}
