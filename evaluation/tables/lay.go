package tables

import "strings"

// lay prints a block of columns: the headings, with the last line of each above the
// rows, and the rows.
func (p *printer) lay(block []int) []string {
	w := p.widths(block)
	var out []string
	heads, height := make([][]string, len(block)), 0
	for k, j := range block {
		c := p.columns[j]
		for _, l := range p.wrap(c.head, w[k]) {
			heads[k] = append(heads[k], p.pad(l, w[k], c.align))
		}
		height = max(height, len(heads[k]))
	}
	for k := range heads { // the last lines stand beside one another
		heads[k] = append(make([]string, height-len(heads[k])), heads[k]...)
	}
	out = append(out, p.lines(heads, w, height)...)
	if len(p.columns) == 0 {
		return out
	}
	for i := range p.columns[0].cells {
		cells, height := make([][]string, len(block)), 1
		for k, j := range block {
			cells[k] = p.fold(p.columns[j], p.columns[j].cells[i], w[k])
			height = max(height, len(cells[k]))
		}
		out = append(out, p.lines(cells, w, height)...)
	}
	return out
}

// lines puts the lines of cells beside one another.
func (p *printer) lines(cells [][]string, w []int, height int) []string {
	out := make([]string, height)
	for h := range out {
		var b strings.Builder
		for k := range cells {
			if k > 0 {
				b.WriteByte(' ')
			}
			if h < len(cells[k]) {
				b.WriteString(p.pad(cells[k][h], w[k], Left))
			} else {
				b.WriteString(strings.Repeat(" ", w[k]))
			}
		}
		out[h] = b.String()
	}
	return out
}

// fold prints a cell in lines of n columns.
func (p *printer) fold(c printed, x piece, n int) []string {
	switch {
	case x.folds:
		lines := p.wrap(x.text, n-x.indent)
		for i := range lines {
			lines[i] = strings.Repeat(" ", x.indent) + lines[i]
		}
		return lines
	case x.point >= 0:
		after := p.width(x.text[x.point:])
		return []string{p.pad(ordinary(x.text)+strings.Repeat(" ", c.after-after), n, Right)}
	}
	return []string{p.pad(strings.Repeat(" ", x.indent)+ordinary(x.text), n, c.align)}
}
