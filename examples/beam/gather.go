package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators"
)

// summary is what is written beside the county table.
type summary struct {
	Borders []Border `json:"borders"`
	Parts   []Part   `json:"parts"`
	Bad     []Bad    `json:"bad"` // the first of them
	BadRows int64    `json:"bad_rows"`
	Counted int64    `json:"counted"`
}

// most is how many bad rows the summary names; bad.csv has all.
const most = 1000

// gatherFn makes the county table and the summary, and refuses if a row is lost.
type gatherFn struct {
	Counties []string
}

// ProcessElement sees all that is small.
func (f *gatherFn) ProcessElement(_ int, figures func(*County) bool, bad func(*Bad) bool, parts func(*Part) bool, ends func(*Border) bool, file func(string, []byte)) error {
	s := summary{Borders: collect(ends), Parts: collect(parts), Bad: collect(bad)}
	sortBorders(s.Borders)
	slices.SortFunc(s.Parts, func(a, b Part) int { return cmp.Compare(a.File, b.File) })
	sortBad(s.Bad)
	table, err := assemble(f.Counties, collect(figures))
	if err != nil {
		return err
	}
	var read int64
	for _, p := range s.Parts {
		read += p.Rows
	}
	for _, b := range s.Bad {
		s.BadRows += b.Rows
	}
	for i := range f.Counties {
		s.Counted += int64(table.Column("enterprises").At(i))
	}
	if read != s.BadRows+s.Counted {
		return fmt.Errorf("%d rows were read, %d are counted and %d are bad: rows are lost", read, s.Counted, s.BadRows)
	}
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	_ = w.Write([]string{"file", "line", "rows", "why"})
	for _, b := range s.Bad {
		_ = w.Write([]string{b.File, strconv.FormatInt(b.Line, 10), strconv.FormatInt(b.Rows, 10), b.Why})
	}
	w.Flush()
	file("bad.csv", bytes.Clone(out.Bytes()))
	s.Bad = s.Bad[:min(most, len(s.Bad))]
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	file("summary.json", text)
	out.Reset()
	if err := (indicators.CSV{}).WriteTable(&out, table); err != nil {
		return err
	}
	file("counties.csv", bytes.Clone(out.Bytes()))
	if text, err = json.Marshal(table); err != nil {
		return err
	}
	file("counties.json", text)
	return nil
}

func sortBorders(b []Border) {
	slices.SortFunc(b, func(a, b Border) int { return cmp.Or(cmp.Compare(a.Pool, b.Pool), cmp.Compare(a.Code, b.Code)) })
}

func sortBad(bad []Bad) {
	slices.SortFunc(bad, func(a, b Bad) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
}

// assemble makes the table of the counties of a frame from rows, in whatever order.
func assemble(frame []string, rows []County) (*indicators.Table, error) {
	empty, by := County{}, map[string]County{}
	for _, c := range rows {
		if c.Code == nobody {
			empty = c
			continue
		}
		if _, twice := by[c.Code]; twice {
			return nil, fmt.Errorf("county %s was rolled up twice", c.Code)
		}
		by[c.Code] = c
	}
	t, err := countyTable(frame)
	if err != nil {
		return nil, err
	}
	for k, col := range columns() {
		x, marks := make([]float64, len(frame)), make([]indicators.Mark, len(frame))
		for i, code := range frame {
			c, ok := by[code]
			if !ok {
				c = empty
			}
			x[i], marks[i] = c.X[k], indicators.Mark(c.Marks[k])
		}
		if t, err = t.WithColumn(col.Code, x, marks); err != nil {
			return nil, err
		}
	}
	return t, nil
}
