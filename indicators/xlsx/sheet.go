package xlsx

import (
	"encoding/xml"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// cellKind says what a cell holds.
type cellKind int

const (
	numberCell cellKind = iota
	textCell
	boolCell
	errorCell
	dateCell // as a text of ISO 8601, which few programs write
)

// cell is a cell that holds something.
type cell struct {
	column  int
	kind    cellKind
	style   int
	formula bool
	cached  bool   // a formula has its value
	text    string // what it holds
}

// row is a row that holds something, its cells from left to right.
type row struct {
	number int
	hidden bool
	cells  []cell
}

// area is a merged area.
type area struct{ top, left, bottom, right int }

// sheet is a sheet as it stands in the file.
type sheet struct {
	rows   []row
	merged []area
	hidden []area // columns; top and bottom are 0
}

// readSheet reads a sheet.
func (b *workbook) readSheet(part string) (*sheet, error) {
	r := &sheetReader{book: b, sheet: &sheet{}}
	err := b.archive.scan(part, r.begin)
	if err != nil {
		return nil, err
	}
	return r.sheet, nil
}

// sheetReader reads the XML of a sheet.
type sheetReader struct {
	book  *workbook
	sheet *sheet
	row   row
	cell  cell
	kind  string // of the cell, as it is written
	has   bool   // the cell has a value
	text  []byte
	last  int // column that holds something
}

// begin reads the beginning of an element.
func (r *sheetReader) begin(s *scanner, e xml.StartElement) error {
	if s.ended == nil {
		s.ended = func(name string) error { return r.end(s, name) }
		s.said = func(text []byte) { r.say(s, text) }
	}
	switch e.Name.Local {
	case "col":
		if left, right := number(attr(e, "min"), lastColumn), number(attr(e, "max"), lastColumn); left > 0 && right > 0 && isTrue(e, "hidden") {
			if len(r.sheet.hidden) == lastColumn {
				return basis.Errorf("%w: the sheet has more than %d columns", ErrWorkbook, lastColumn)
			}
			r.sheet.hidden = append(r.sheet.hidden, area{left: left, right: right})
		}
	case "row":
		return r.beginRow(e)
	case "c":
		return r.beginCell(s, e)
	case "f":
		r.cell.formula = true
	case "v", "is":
		r.has = true
	case "mergeCell":
		return r.merge(attr(e, "ref"))
	}
	return nil
}

// beginRow begins a row; one that does not say its number follows the one before.
func (r *sheetReader) beginRow(e xml.StartElement) error {
	n := r.row.number + 1
	if ref := attr(e, "r"); ref != "" {
		n = number(ref, lastRow)
	}
	if n <= r.row.number || n > lastRow {
		return basis.Errorf("%w: a row of number %q stands behind row %d", ErrWorkbook, attr(e, "r"), r.row.number)
	}
	r.row = row{number: n, hidden: isTrue(e, "hidden")}
	r.cell = cell{}
	return nil
}

// beginCell begins a cell; one that does not say where it stands follows the one before.
func (r *sheetReader) beginCell(s *scanner, e xml.StartElement) error {
	if !s.within("sheetData") {
		return nil
	}
	column := r.cell.column + 1
	if ref := attr(e, "r"); ref != "" {
		var at int
		if at, column = position(ref); at != r.row.number {
			return basis.Errorf("%w: a cell %q stands in row %d", ErrWorkbook, ref, r.row.number)
		}
	}
	if column <= r.cell.column || column > lastColumn {
		return basis.Errorf("%w: cell %q of row %d stands behind a cell of column %d", ErrWorkbook, attr(e, "r"), r.row.number, r.cell.column)
	}
	style, _ := strconv.Atoi(attr(e, "s")) // 0 of a text that is no number
	r.cell = cell{column: column, style: style}
	r.kind, r.has, r.text = attr(e, "t"), false, r.text[:0]
	return nil
}

// say takes text of a value.
func (r *sheetReader) say(s *scanner, text []byte) {
	if len(s.open) == 0 || !s.within("c") {
		return
	}
	if s.open[len(s.open)-1] == "v" || s.within("is") && s.inText() {
		r.text = append(r.text, text...)
	}
}

// end reads the end of an element.
func (r *sheetReader) end(s *scanner, name string) error {
	switch {
	case name == "c" && s.within("sheetData"):
		return r.endCell()
	case name == "row" && len(r.row.cells) > 0:
		if len(r.sheet.rows) == MaxRows {
			return basis.Errorf("%w: the sheet has more than %d rows that hold something", ErrLimit, MaxRows)
		}
		if r.last = max(r.last, r.row.cells[len(r.row.cells)-1].column); r.last > MaxColumns {
			return basis.Errorf("%w: row %d has something beyond column %d", ErrLimit, r.row.number, MaxColumns)
		}
		if r.sheet.rows = append(r.sheet.rows, r.row); len(r.sheet.rows)*r.last > MaxCells {
			return basis.Errorf("%w: the sheet has more than %d cells", ErrLimit, MaxCells)
		}
	}
	return nil
}

// endCell keeps a cell that holds something.
func (r *sheetReader) endCell() error {
	c := &r.cell
	c.text, c.cached = string(r.text), r.has
	switch r.kind {
	case "s":
		c.kind = textCell
		if c.text == "" {
			break
		}
		i, err := strconv.Atoi(strings.TrimSpace(c.text))
		if err != nil || i < 0 || i >= len(r.book.strings) {
			return basis.Errorf("%w: row %d, column %d: the file has no shared text %q", ErrWorkbook, r.row.number, c.column, c.text)
		}
		c.text = r.book.strings[i]
	case "str", "inlineStr":
		c.kind, c.text = textCell, unescape(c.text)
	case "b":
		c.kind = boolCell
	case "e":
		c.kind = errorCell
	case "d":
		c.kind = dateCell
	default:
		c.text = strings.TrimSpace(c.text)
		c.cached = c.text != ""
	}
	if c.formula || c.text != "" {
		r.row.cells = append(r.row.cells, *c)
	}
	return nil
}

// merge keeps a merged area of more than one cell.
func (r *sheetReader) merge(ref string) error {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return nil
	}
	var m area
	m.top, m.left = position(from)
	m.bottom, m.right = position(to)
	if m.top == 0 || m.bottom == 0 {
		return basis.Errorf("%w: cells %q cannot be merged", ErrWorkbook, ref)
	}
	m.top, m.bottom = min(m.top, m.bottom), max(m.top, m.bottom)
	m.left, m.right = min(m.left, m.right), max(m.left, m.right)
	if m.top == m.bottom && m.left == m.right {
		return nil
	}
	if len(r.sheet.merged) == MaxMerged {
		return basis.Errorf("%w: the sheet has more than %d merged areas", ErrLimit, MaxMerged)
	}
	r.sheet.merged = append(r.sheet.merged, m)
	return nil
}
