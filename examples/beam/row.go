package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// heading is the first line of every part; the figures are those after the third.
const heading = "code,county,pool,land,tax,va,revenue,energy,jobs,rd"

func headings() []string { return strings.Split(heading, ",") }

// reported are the figures of an enterprise, in the order of the file.
func reported() []string { return headings()[3:] }

// Row is an enterprise, and where it was read.
type Row struct {
	Code, County, Pool string
	X                  []float64 // in the order of the file
	File               string
	Line               int64
}

// Bad is a line that is not counted, and why. Rows is above 1 if it stands for those after
// it as well.
type Bad struct {
	File string
	Line int64
	Rows int64
	Why  string
}

// Part is how many lines with an enterprise a file has, right or wrong.
type Part struct {
	File string
	Rows int64
}

// The causes for which a row is not counted.
const (
	badHeadings = "the headings are not " + heading
	badCells    = "a row has 10 cells"
	badQuotes   = "not a row of CSV"
	badName     = "a cell without a name"
	badCounty   = "a county that is not in the list"
	badPool     = "a pool that there is not"
	badFigure   = "not a number"
	badSign     = "a figure below 0"
	badZero     = "a denominator of 0"
	badTwice    = "a code that is used twice"
)

// reader reads parts. A part has a row a line: a quote that is not closed spoils its own
// line and no other.
type reader struct {
	Counties []string
}

// read gives each enterprise of a part to good, and each line that is none to bad.
func (r reader) read(file string, from io.Reader, good func(Row), bad func(Bad)) (Part, error) {
	lines := bufio.NewReaderSize(from, 1<<16)
	part := Part{File: file}
	fits := true
	for n := int64(1); ; n++ {
		line, err := lines.ReadString('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return part, fmt.Errorf("%s, line %d: %w", file, n, err)
		}
		text := strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
		switch {
		case n == 1:
			fits = strings.TrimPrefix(text, "\ufeff") == heading
		case text == "":
		case !fits:
			part.Rows++
		default:
			part.Rows++
			if row, why := r.parse(text); why != "" {
				bad(Bad{file, n, 1, why})
			} else {
				row.File, row.Line = file, n
				good(row)
			}
		}
		if err != nil {
			break
		}
	}
	if !fits {
		bad(Bad{file, 1, part.Rows, badHeadings})
	}
	return part, nil
}

// parse makes a row of a line, or says why it is none.
func (r reader) parse(text string) (row Row, why string) {
	cells := strings.Split(text, ",")
	if strings.Contains(text, `"`) {
		var err error
		if cells, err = csv.NewReader(strings.NewReader(text)).Read(); err != nil {
			return row, badQuotes
		}
	}
	if len(cells) != len(headings()) {
		return row, badCells
	}
	row = Row{Code: cells[0], County: cells[1], Pool: cells[2], X: make([]float64, len(cells)-3)}
	switch {
	case row.Code == "":
		return row, badName
	case !slices.Contains(r.Counties, row.County):
		return row, badCounty
	case !slices.Contains(pools(), row.Pool):
		return row, badPool
	}
	for i, cell := range cells[3:] {
		x, err := strconv.ParseFloat(strings.TrimSpace(cell), 64)
		switch {
		case err != nil || math.IsNaN(x) || math.IsInf(x, 0):
			return row, fmt.Sprintf("%s: %s", headings()[i+3], badFigure)
		case x < 0:
			return row, fmt.Sprintf("%s: %s", headings()[i+3], badSign)
		case x == 0 && slices.Contains(denominators(), headings()[i+3]):
			return row, fmt.Sprintf("%s: %s", headings()[i+3], badZero)
		}
		row.X[i] = x + 0 // no -0
	}
	return row, ""
}

// distinct splits rows whose codes are all different from those that share one: which of
// them is right is not known, and so none is counted.
func distinct(rows []Row) (good []Row, bad []Bad) {
	times := map[string]int{}
	for _, r := range rows {
		times[r.Code]++
	}
	for _, r := range rows {
		if times[r.Code] > 1 {
			bad = append(bad, Bad{r.File, r.Line, 1, badTwice})
		} else {
			good = append(good, r)
		}
	}
	return good, bad
}
