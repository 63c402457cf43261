package main

import "strings"

// column is a column of a text table.
type column struct {
	head  string
	align align
}

// grid is a table of text that stands in a terminal.
type grid struct {
	columns []column
	rows    [][]string
}

// add appends a row; cells that are left out are blank.
func (g *grid) add(cells ...string) { g.rows = append(g.rows, cells) }

// lines lays the table out, the headings first, each column as wide as its
// widest cell and one blank between columns.
func (g *grid) lines() []string {
	w := make([]int, len(g.columns))
	head := make([]string, len(g.columns))
	for j, c := range g.columns {
		head[j] = c.head
		w[j] = width(c.head)
	}
	for _, row := range g.rows {
		for j, cell := range row {
			w[j] = max(w[j], width(cell))
		}
	}
	out := make([]string, 0, len(g.rows)+1)
	for _, row := range append([][]string{head}, g.rows...) {
		var b strings.Builder
		for j, c := range g.columns {
			cell := ""
			if j < len(row) {
				cell = row[j]
			}
			if j > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(pad(cell, w[j], c.align))
		}
		out = append(out, strings.TrimRight(b.String(), " "))
	}
	return out
}
