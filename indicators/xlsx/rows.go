package xlsx

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

var _ indicators.RowSource = (*layout)(nil)

// Next gives the headings, and then row after row. What is wrong with a cell as it
// stands in the workbook is kept, and the cell left blank.
func (l *layout) Next() ([]indicators.Field, error) {
	if !l.begun {
		if l.begun = true; len(l.headings) == 0 {
			return nil, io.EOF
		}
		return l.headings, nil
	}
	if l.next == len(l.sheet.rows) {
		return nil, io.EOF
	}
	r := &l.sheet.rows[l.next]
	l.next++
	if !l.reader.rows(l.name).IsUnit(l.cellText(r, l.code), l.cellText(r, l.label)) {
		return l.plain(r), nil
	}
	if r.hidden {
		l.hiddenRow = append(l.hiddenRow, r.number)
	}
	return l.read(r), nil
}

// plain lays out a row that is no unit: what stands in its cells, without what would be
// wrong with them.
func (l *layout) plain(r *row) []indicators.Field {
	l.fields = l.fields[:0]
	for j, column := range l.columns {
		l.fields = append(l.fields, indicators.Field{Text: l.cellText(r, j), Line: r.number, Column: column})
	}
	return l.fields
}

// read lays out a row.
func (l *layout) read(r *row) []indicators.Field {
	l.fields = l.fields[:0]
	cells := r.cells
	for j, column := range l.columns {
		for len(cells) > 0 && cells[0].column < column {
			cells = cells[1:]
		}
		f := indicators.Field{Line: r.number, Column: column}
		if len(cells) > 0 && cells[0].column == column {
			text, err := l.value(&cells[0], j, place{r.number, column})
			if err != nil {
				l.fail(r, j, err)
			}
			f.Text = text
		}
		l.fields = append(l.fields, f)
	}
	return l.fields
}

// value is what a cell says, under a heading.
func (l *layout) value(c *cell, j int, at place) (string, error) {
	switch l.kinds[j] {
	case unreadColumn:
		return c.text, nil
	case figureColumn:
		return l.figure(c, j, at)
	case codeColumn:
		if f := l.book.format(c); c.kind == numberCell && f.date {
			return "", basis.Errorf("%w: the cell holds a date, %s", indicators.ErrCode, l.heading(c))
		}
	}
	return l.labelOf(c)
}

// figure is the figure of a cell as a decimal.
func (l *layout) figure(c *cell, j int, at place) (string, error) {
	if err := c.fault(); err != nil {
		return "", err
	}
	format := l.book.format(c)
	switch c.kind {
	case textCell:
		if _, err := strconv.ParseFloat(strings.TrimSpace(c.text), 64); err == nil {
			l.asText = append(l.asText, at)
		}
		return c.text, nil
	case boolCell:
		return l.labelOf(c)
	}
	if c.kind == dateCell || c.text != "" && format.date {
		return "", basis.Errorf("%w: the cell holds a date, %s", basis.ErrNumber, l.heading(c))
	}
	if c.text == "" {
		return "", nil
	}
	_, shown, err := decimal(c.text)
	switch {
	case err != nil:
		return "", err
	case format.percent:
		return l.reader.Percent.of(shown, l.units[j])
	case format.scaled:
		l.scaled = append(l.scaled, at)
	}
	return shown, nil
}

// fault is what is wrong with a cell, whatever it is read as.
func (c *cell) fault() error {
	switch {
	case c.kind == errorCell:
		return basis.Errorf("%w: the cell holds the error %s", basis.ErrValue, clip(c.text))
	case c.formula && !c.cached:
		return basis.Errorf("%w: the cell has a formula without its value; open the file in a spreadsheet program and save it", basis.ErrMissing)
	}
	return nil
}

// labelOf is a cell as a text: a code, a name.
func (l *layout) labelOf(c *cell) (string, error) {
	if err := c.fault(); err != nil {
		return "", err
	}
	switch {
	case c.kind == boolCell && c.text == "1":
		return "TRUE", nil
	case c.kind == boolCell:
		return "FALSE", nil
	case c.kind != numberCell || c.text == "":
		return c.text, nil
	}
	x, shown, err := decimal(c.text)
	if err != nil {
		return "", err
	}
	format := l.book.format(c)
	if day, ok := l.book.day(x); ok && format.date {
		return day, nil
	}
	if x >= 1e15 || x <= -1e15 {
		return "", basis.Errorf("%w: the cell holds the number %s, of which a spreadsheet keeps 15 digits; store it as text", basis.ErrValue, shown)
	}
	if n := format.zeros - len(shown); n > 0 && strings.Trim(shown, "0123456789") == "" {
		shown = strings.Repeat("0", n) + shown // 010181 is shown, 10181 is held
	}
	return shown, nil
}

// fail keeps what is wrong with a cell of a row.
func (l *layout) fail(r *row, j int, err error) {
	e := &indicators.InputError{File: l.reader.File, Sheet: l.name, Line: r.number, Column: l.columns[j], Err: err}
	if l.kinds[j] == figureColumn {
		e.Indicator = l.names[j]
	}
	if j != l.code {
		e.Unit = l.cellText(r, l.code)
	}
	l.faults = append(l.faults, e)
}

// cellText is what stands in a row under a heading, "" if nothing does.
func (l *layout) cellText(r *row, j int) string {
	if j < 0 {
		return ""
	}
	for i := range r.cells {
		if r.cells[i].column == l.columns[j] {
			return l.heading(&r.cells[i])
		}
	}
	return ""
}

// join joins what the reader of rows found and what is wrong with cells of the workbook,
// in the order of the sheet.
func (l *layout) join(err error) error {
	wrong := make(map[place]bool, len(l.faults))
	for _, f := range l.faults {
		wrong[place{f.Line, f.Column}] = true
	}
	all, rest := slices.Clone(l.faults), []error(nil)
	for e := range basis.All(err) {
		at, ok := e.(*indicators.InputError) //nolint:errorlint // each one as it is
		switch {
		case !ok:
			rest = append(rest, e)
		case !wrong[place{at.Line, at.Column}]: // else it is what a wrong cell seems to be besides
			all = append(all, at)
		}
	}
	slices.SortStableFunc(all, func(a, b *indicators.InputError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, len(all))
	for i, e := range all {
		errs[i] = e
	}
	return basis.JoinErrors(slices.Concat(errs, rest)...)
}
