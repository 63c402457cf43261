package tables

import (
	"io"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// TextOptions say how a sheet is printed for a terminal. The zero value prints English
// for 80 columns.
type TextOptions struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own, or another than theirs, such as reasons that people wrote
	Width    int         // columns of the terminal ([Width]); 0: 80, below 0: any
	Indent   int         // blanks before the table and its notes
	Details  bool        // with the columns that are details
	Wide     bool        // characters of ambiguous width take two columns, as in terminals that are told so
	Padded   bool        // lines keep the blanks at their ends, so that all of a block are equally wide
}

// usual is the width of a terminal of which nothing is known.
const usual = 80

// unlimited is wider than any table.
const unlimited = 1 << 30

// WriteText prints a sheet as text for a terminal: its title, the headings and rows with
// one blank between columns, the notes below. Chinese characters take two columns, and
// columns of alignment [Point] have their decimal points under one another.
//
// A table that is wider than the terminal gives way in this order: texts that stand to
// the left, and headings, go on in the lines below; then the columns behind the first
// [Sheet.Keys] are printed in several blocks, each with these before it. A number is
// never broken or cut, so that a line may be too long where keys and one column are.
func WriteText(w io.Writer, s Sheet, o TextOptions) error {
	if err := s.check(o.Language); err != nil {
		return err
	}
	limit := o.Width
	switch {
	case limit == 0:
		limit = usual
	case limit < 0:
		limit = unlimited
	}
	p := printer{ruler: ruler{wide: o.Wide}, sheet: s, options: o, texts: basis.JoinTexts(own, o.Texts), limit: max(limit-o.Indent, 1)}
	lines := p.wrapped(s.Title, limit)
	indent := strings.Repeat(" ", max(o.Indent, 0))
	add := func(l string) {
		if l = indent + l; !o.Padded {
			l = strings.TrimRight(l, " ")
		}
		lines = append(lines, l)
	}
	p.print()
	for k, block := range p.blocks() {
		if k > 0 {
			add("")
		}
		for _, l := range p.lay(block) {
			add(l)
		}
	}
	for _, note := range s.Notes {
		for _, l := range p.wrapped(note, p.limit) {
			lines = append(lines, strings.TrimRight(indent+l, " "))
		}
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

// wrapped are the lines of a text outside the table.
func (p *printer) wrapped(t Text, n int) []string {
	var out []string
	for line := range strings.SplitSeq(t.In(p.options.Language, p.texts), "\n") {
		out = append(out, p.wrap(Printable(line), n)...)
	}
	return out
}

// printer lays a sheet out.
type printer struct {
	ruler
	sheet   Sheet
	options TextOptions
	texts   basis.Texts
	limit   int
	columns []printed
}

// printed is a column as it is printed.
type printed struct {
	head  string
	align Align
	key   bool
	cells []piece // of all rows

	before, after int // widest part before and after the end of the whole number, with Point
	natural       int // width without a limit
	least         int // width at which something would be broken that must not be
}

// piece is a cell as it is printed.
type piece struct {
	text   string
	indent int
	point  int // byte at which the whole part of a number ends; -1: no number
	folds  bool
}

// print prints the cells of all columns that are shown.
func (p *printer) print() {
	rows := p.sheet.all()
	for j, c := range p.sheet.Columns {
		if c.Detail && !p.options.Details {
			continue
		}
		out := printed{align: c.Align, key: j < p.sheet.Keys, cells: make([]piece, len(rows))}
		out.head = p.most(Printable(c.Head.In(p.options.Language, p.texts)), c.Most)
		for i, row := range rows {
			if j < len(row) {
				out.cells[i] = p.cell(row[j], c)
			} else {
				out.cells[i].point = -1
			}
		}
		p.measure(&out)
		p.columns = append(p.columns, out)
	}
}

func (p *printer) most(s string, n int) string {
	if n > 0 {
		return p.cut(s, n)
	}
	return s
}

// cell prints a cell of a column.
func (p *printer) cell(c Cell, in Column) piece {
	text := p.most(Printable(strings.ReplaceAll(c.Shown(p.options.Language, p.texts), "\n", " ")), in.Most)
	out := piece{text: text, indent: 2 * c.Indent, point: -1, folds: in.Align == Left && !c.number()}
	if in.Align == Point && (c.number() || numeric(text)) {
		out.point = wholePart(text)
	}
	return out
}

// numeric reports whether a text is a number with a sign and commas.
func numeric(s string) bool {
	digits := strings.Trim(s, "0123456789.,+-−")
	return digits == "" && strings.ContainsAny(s, "0123456789")
}

// wholePart is the byte at which the whole part of the first number in a text ends.
func wholePart(s string) int {
	from := strings.IndexAny(s, "0123456789")
	if from < 0 {
		return len(s)
	}
	for i, c := range s[from:] {
		if (c < '0' || c > '9') && c != ',' {
			return from + i
		}
	}
	return len(s)
}

// measure finds out how wide a column is, and how narrow it may be.
func (p *printer) measure(c *printed) {
	words := p.width(c.head)
	least := p.leastOf(c.head)
	for _, x := range c.cells {
		switch {
		case x.point >= 0:
			c.before = max(c.before, p.width(x.text[:x.point]))
			c.after = max(c.after, p.width(x.text[x.point:]))
		case x.folds:
			words = max(words, x.indent+p.width(x.text))
			least = max(least, x.indent+p.leastOf(x.text))
		default:
			words = max(words, x.indent+p.width(x.text))
			least = max(least, x.indent+p.width(x.text))
		}
	}
	c.natural = max(words, c.before+c.after)
	c.least = max(least, c.before+c.after)
}

// leastOf is the least width of a text that may go on in the next line: that of its
// longest word, and of a few characters.
func (p *printer) leastOf(s string) int {
	const few, longest = 8, 24
	return min(p.width(s), max(few, min(p.unbroken(s), longest)))
}

// blocks divides the columns into parts that fit beside one another, each with the keys.
func (p *printer) blocks() [][]int {
	var keys []int
	room := p.limit
	for j, c := range p.columns {
		if c.key {
			keys = append(keys, j)
			room -= c.least + 1
		}
	}
	var out [][]int
	used := 0
	for j, c := range p.columns {
		if c.key {
			continue
		}
		if len(out) == 0 || used+c.least > room {
			out = append(out, slices.Clone(keys))
			used = 0
		}
		out[len(out)-1] = append(out[len(out)-1], j)
		used += c.least + 1
	}
	if len(out) == 0 {
		out = append(out, keys)
	}
	return out
}

// widths are the widths of the columns of a block: as wide as needed, or narrowed, the
// one that can give most first, until the block fits.
func (p *printer) widths(block []int) []int {
	out := make([]int, len(block))
	all := len(block) - 1
	for k, j := range block {
		out[k] = p.columns[j].natural
		all += out[k]
	}
	for ; all > p.limit; all-- {
		widest := -1
		for k, j := range block {
			if out[k] > p.columns[j].least && (widest < 0 || out[k] > out[widest]) {
				widest = k
			}
		}
		if widest < 0 {
			break
		}
		out[widest]--
	}
	return out
}
