package terminal

import "strings"

// Column is a column of a text table.
type Column struct {
	Head  string
	Align Align
}

// Grid is a table of text that stands in a terminal.
type Grid struct {
	Columns []Column
	rows    [][]string
}

// Add appends a row; cells that are left out are blank.
func (g *Grid) Add(cells ...string) { g.rows = append(g.rows, cells) }

// Lines lays the table out, the headings first, each column as wide as its
// widest cell and one blank between columns.
func (g *Grid) Lines() []string {
	w := make([]int, len(g.Columns))
	head := make([]string, len(g.Columns))
	for j, c := range g.Columns {
		head[j] = c.Head
		w[j] = Width(c.Head)
	}
	for _, row := range g.rows {
		for j, cell := range row {
			w[j] = max(w[j], Width(cell))
		}
	}
	out := make([]string, 0, len(g.rows)+1)
	for _, row := range append([][]string{head}, g.rows...) {
		var b strings.Builder
		for j, c := range g.Columns {
			cell := ""
			if j < len(row) {
				cell = row[j]
			}
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(Pad(cell, w[j], c.Align))
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}
