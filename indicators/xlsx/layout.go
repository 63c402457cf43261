package xlsx

import (
	"cmp"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// layout is a sheet whose headings are found. It gives its rows to [indicators.RowReader].
type layout struct {
	reader    Reader
	book      *workbook
	name      string
	sheet     *sheet
	framework *indicators.Framework

	head      int // row of the headings, the lowest
	headRows  int
	headings  []indicators.Field
	columns   []int    // of the sheet, under each heading
	names     []string // ours, "" of a column that is not read
	units     []string // of measurement, of the indicators
	kinds     []columnKind
	code      int // column of the code and that of the name, -1 if there is none
	label     int
	next      int // row of sheet.rows that comes next; the headings before it
	begun     bool
	fields    []indicators.Field
	faults    []*indicators.InputError
	warnings  []error
	asText    []place // figures that are held as text
	scaled    []place // figures that are shown in thousands
	hiddenRow []int
}

// place is a cell.
type place struct{ row, column int }

// columnKind says what a column is read as.
type columnKind int

const (
	unreadColumn columnKind = iota
	codeColumn
	labelColumn
	figureColumn
)

const maxHeadRows = 3

// layout finds the headings of a sheet.
func (r Reader) layout(b *workbook, name string, s *sheet, f *indicators.Framework) (*layout, error) {
	switch {
	case r.Head < 0 || r.HeadRows < 0 || r.HeadRows > maxHeadRows || r.Last < 0:
		return nil, r.fault(name, basis.Errorf("%w: Head %d, HeadRows %d and Last %d are not rows of a sheet, %d of headings at most", basis.ErrValue, r.Head, r.HeadRows, r.Last, maxHeadRows))
	case r.Percent < PercentByUnit || r.Percent > PercentStored:
		return nil, r.fault(name, basis.Errorf("%w: there is no rule for percent cells %d", basis.ErrValue, int(r.Percent)))
	}
	l := &layout{reader: r, book: b, name: name, sheet: s, framework: f, code: -1, label: -1}
	if r.Last > 0 {
		end, _ := slices.BinarySearchFunc(s.rows, r.Last+1, func(x row, n int) int { return cmp.Compare(x.number, n) })
		l.sheet = &sheet{rows: s.rows[:end], merged: s.merged, hidden: s.hidden}
	}
	if err := l.find(); err != nil {
		return nil, err
	}
	if err := l.lay(); err != nil {
		return nil, err
	}
	return l, nil
}

// find finds the rows with the headings: the first that have all of the framework, or
// else those that have most of them, about which the reader of rows then says what lacks.
func (l *layout) find() error {
	rows, most := l.reader.rows(l.name), -1
	for i := range l.sheet.rows[:min(len(l.sheet.rows), MaxHead)] {
		if l.reader.Head > 0 {
			at, ok := slices.BinarySearchFunc(l.sheet.rows, l.reader.Head, func(x row, n int) int { return cmp.Compare(x.number, n) })
			if !ok {
				return l.reader.fault(l.name, basis.Errorf("%w: row %d, which is to have the headings, holds nothing", indicators.ErrHeader, l.reader.Head))
			}
			i = at
		}
		head := l.sheet.rows[i].number
		for n := 1; n <= min(maxHeadRows, head); n++ {
			if l.reader.HeadRows > 0 && n != l.reader.HeadRows || n > 1 && l.reader.HeadRows == 0 && l.row(head-n+1) == nil {
				continue
			}
			headings, _ := l.headingsOf(head, n)
			names, err := rows.Names(headings, l.framework)
			if err != nil {
				return err
			}
			known := 0
			for _, name := range names {
				if name != "" {
					known++
				}
			}
			fits := rows.CheckHeadings(headings, l.framework) == nil
			if fits || known > most {
				most, l.head, l.headRows = known, head, n
			}
			if fits {
				return nil
			}
		}
		if l.reader.Head > 0 {
			break
		}
	}
	return nil
}

// lay lays out the columns below the headings.
func (l *layout) lay() error {
	l.headings, l.columns = l.headingsOf(l.head, l.headRows)
	l.next, _ = slices.BinarySearchFunc(l.sheet.rows, l.head+1, func(x row, n int) int { return cmp.Compare(x.number, n) })
	have := make(map[int]bool, len(l.columns))
	for _, c := range l.columns {
		have[c] = true
	}
	for _, row := range l.sheet.rows[l.next:] {
		for _, c := range row.cells {
			if !have[c.column] && strings.TrimSpace(c.text) != "" { // figures without a heading
				have[c.column] = true
				at, _ := slices.BinarySearch(l.columns, c.column)
				l.columns = slices.Insert(l.columns, at, c.column)
				l.headings = slices.Insert(l.headings, at, indicators.Field{Line: l.head, Column: c.column})
			}
		}
	}
	var err error
	if l.names, err = l.reader.rows(l.name).Names(l.headings, l.framework); err != nil {
		return err
	}
	l.kinds, l.units = make([]columnKind, len(l.names)), make([]string, len(l.names))
	for j, name := range l.names {
		in, figure := l.framework.Find(name)
		switch {
		case name == "":
		case figure:
			l.kinds[j], l.units[j] = figureColumn, in.Unit
		case name == "code":
			l.kinds[j], l.code = codeColumn, j
		default:
			if l.kinds[j] = labelColumn; name == "name" {
				l.label = j
			}
		}
	}
	return nil
}

// row is the row of a number, nil if it holds nothing.
func (l *layout) row(number int) *row {
	i, ok := slices.BinarySearchFunc(l.sheet.rows, number, func(x row, n int) int { return cmp.Compare(x.number, n) })
	if !ok {
		return nil
	}
	return &l.sheet.rows[i]
}

// headingsOf are the headings that stand in so many rows, with their columns: of each
// column what stands lowest in them. Where that is there twice, or Columns has it so, what
// stands above it comes before it: "2023/GDP". A merged cell stands in all that it covers.
func (l *layout) headingsOf(head, n int) ([]indicators.Field, []int) {
	paths := map[int][]indicators.Field{}
	for at := head - n + 1; at <= head; at++ {
		texts := l.merged(at, head-n+1)
		if r := l.row(at); r != nil {
			for i := range r.cells {
				if text := l.heading(&r.cells[i]); text != "" {
					texts[r.cells[i].column] = indicators.Field{Text: text, Line: at, Column: r.cells[i].column}
				}
			}
		}
		for c, f := range texts {
			if p := paths[c]; f.Text != "" && (len(p) == 0 || p[len(p)-1] != f) {
				paths[c] = append(p, f)
			}
		}
	}
	var columns []int
	count := map[string]int{}
	for c, p := range paths {
		columns = append(columns, c)
		count[p[len(p)-1].Text]++
	}
	slices.Sort(columns)
	headings := make([]indicators.Field, len(columns))
	for i, c := range columns {
		p := paths[c]
		h := p[len(p)-1]
		var all []string
		for _, f := range p {
			all = append(all, f.Text)
		}
		path := strings.Join(all, "/")
		if _, mapped := l.reader.Columns[path]; mapped || count[h.Text] > 1 {
			h.Text = path
		}
		headings[i] = h
	}
	return headings, columns
}

// merged are the texts of the merged areas that cover a row and begin in row first or
// below, by column.
func (l *layout) merged(at, first int) map[int]indicators.Field {
	texts := map[int]indicators.Field{}
	for _, m := range l.sheet.merged {
		if _, twice := texts[m.left]; twice || m.top > at || m.bottom < at || m.top < first {
			continue
		}
		f := indicators.Field{Text: l.text(m.top, m.left), Line: m.top, Column: m.left}
		for c := m.left; c <= min(m.right, MaxColumns); c++ {
			texts[c] = f
		}
	}
	return texts
}

// text is what stands in a cell, without white space around it.
func (l *layout) text(number, column int) string {
	r := l.row(number)
	if r == nil {
		return ""
	}
	for i := range r.cells {
		if r.cells[i].column == column {
			return l.heading(&r.cells[i])
		}
	}
	return ""
}

// heading is a cell as a text.
func (l *layout) heading(c *cell) string {
	text, err := l.labelOf(c)
	if err != nil {
		return strings.TrimSpace(c.text)
	}
	return strings.TrimSpace(text)
}
