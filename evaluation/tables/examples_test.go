package tables_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// taken reads a table that stands in a page, without its indent: cells are what stands
// between the columns of the terminal that are blank in all lines.
func taken(lines []string) [][]string {
	grid := make([][]rune, len(lines)) // 0 is the second half of a wide character
	longest := 0
	for i, l := range lines {
		for _, r := range l {
			grid[i] = append(grid[i], r)
			if tables.TextWidth(string(r)) == 2 {
				grid[i] = append(grid[i], 0)
			}
		}
		longest = max(longest, len(grid[i]))
	}
	blank := func(c int) bool {
		for _, l := range grid {
			if c < len(l) && l[c] != ' ' {
				return false
			}
		}
		return true
	}
	out := make([][]string, len(lines))
	for from := 0; from < longest; {
		to := from
		for to < longest && !blank(to) {
			to++
		}
		if to > from {
			for i, l := range grid {
				cell := string(l[min(from, len(l)):min(to, len(l))])
				out[i] = append(out[i], strings.TrimSpace(strings.ReplaceAll(cell, "\x00", "")))
			}
		}
		from = to + 1
	}
	return out
}

var number = regexp.MustCompile(`^(▲?)(-?[0-9,]+)(\.[0-9]+)?([+*]?)$`)

// cell makes a number of a text that is one.
func cell(t *testing.T, s string) tables.Cell {
	t.Helper()
	m := number.FindStringSubmatch(s)
	if m == nil {
		return tables.Data(s)
	}
	digits := max(len(m[3])-1, 0)
	var c tables.Cell
	if strings.Contains(s, ",") {
		measure := fill.Measure{Digits: digits}
		a, err := measure.Parse(strings.ReplaceAll(m[2], ",", "") + m[3])
		require.NoError(t, err)
		c = tables.Amount(a, measure)
	} else {
		x, err := strconv.ParseFloat(m[2]+m[3], 64)
		require.NoError(t, err)
		c = tables.Decimal(x, digits)
	}
	c.Before, c.After = m[1], m[4]
	return c
}

// TestExamples: tables of the pages of the examples, copied from their golden files, come
// out of the writer as they are there, byte for byte.
func TestExamples(t *testing.T) {
	for _, c := range []struct {
		page   string
		aligns string // l, r, c, p
		head   bool
		notes  int
		o      tables.TextOptions
	}{
		{"henan", "rllrrrrrcrrrrr", true, 0, tables.TextOptions{Width: 108}},
		{"incentive", "rlrlpppp", true, 0, tables.TextOptions{Width: 110}},
		{"forms", "llllrrr", true, 1, tables.TextOptions{Width: 96, Indent: 2}},
		{"schemes", "rlrrrrlrrr", true, 0, tables.TextOptions{Width: 108}},
		{"refused", "rll", false, 0, tables.TextOptions{Width: 104}},
	} {
		t.Run(c.page, func(t *testing.T) {
			page, err := os.ReadFile(filepath.Join("testdata", "pages", c.page+".txt"))
			require.NoError(t, err)
			lines := strings.Split(strings.TrimSuffix(string(page), "\n"), "\n")
			for i := range lines {
				lines[i] = lines[i][c.o.Indent:]
			}
			var s tables.Sheet
			for _, note := range lines[len(lines)-c.notes:] {
				s.Note(tables.Same(note))
			}
			for _, head := range []string{"COD quota (t a year)", "NOx quota (t a year)", "funds (million yuan)", "land (mu)"} { // may stand above blanks alone
				lines[0] = strings.Replace(lines[0], head, strings.ReplaceAll(head, " ", tables.NoBreak), 1)
			}
			rows := taken(lines[:len(lines)-c.notes])
			if !c.head {
				for i := len(rows) - 1; i > 0; i-- { // lines that a text goes on in
					if rows[i][0] == "" {
						rows[i-1][2] += rows[i][2]
						rows = append(rows[:i], rows[i+1:]...)
					}
				}
				rows = append([][]string{{"", "", ""}}, rows...)
			}
			require.Len(t, rows[0], len(c.aligns))
			for j, head := range rows[0] {
				align := map[byte]tables.Align{'l': tables.Left, 'r': tables.Right, 'c': tables.Center, 'p': tables.Point}[c.aligns[j]]
				s.Columns = append(s.Columns, tables.Column{Head: tables.Same(head), Align: align})
			}
			for _, row := range rows[1:] {
				var cells []tables.Cell
				for j, text := range row {
					x := cell(t, text)
					if s.Columns[j].Align == tables.Point && x.After == "" {
						x.After = " " // where others have a mark
					}
					cells = append(cells, x)
				}
				s.Add(cells...)
			}
			var b strings.Builder
			c.o.Language = basis.Chinese
			require.NoError(t, tables.WriteText(&b, s, c.o))
			assert.Equal(t, string(page), b.String())
		})
	}
}
