package returns

import (
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// The columns of a table of successions.
const (
	colOld = iota
	colNew
	colDate
	colShare
	successionColumns
)

// successionHeads are their headings, in English and in Chinese.
var successionHeads = map[string]int{
	"old": colOld, "new": colNew, "date": colDate, "share": colShare,
	"旧代码": colOld, "新代码": colNew, "日期": colDate, "占比": colShare,
}

// ReadSuccessions reads a table of old and new codes with dates for [Follow], as
// comma-separated values in UTF-8: the headings old, new, date and, where units were split,
// share (旧代码, 新代码, 日期, 占比), in any order and among others, and a row for each line.
// The name is that of the file. What is wrong with a cell or a row is reported with its line
// and column, all at once; what lines say together, such as shares that do not sum to 1, is
// checked by Follow, which knows the day.
func ReadSuccessions(r io.Reader, name string) ([]Succession, error) {
	rows, err := readRows(r, name)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, &indicators.InputError{File: name, Err: basis.Errorf("%w: the file has no headings", basis.ErrEmpty)}
	}
	t := successionReader{name: name}
	t.headings(rows[0])
	if err := basis.JoinErrors(t.errs...); err != nil {
		return nil, err
	}
	var out []Succession
	for _, row := range rows[1:] {
		if c, ok := t.line(row); ok {
			out = append(out, c)
		}
	}
	if err := basis.JoinErrors(t.errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// successionReader reads a table, and keeps what is wrong.
type successionReader struct {
	name  string
	at    [successionColumns]int // which field of a row; -1: none
	width int
	errs  []error
}

// fail keeps what is wrong with a field.
func (t *successionReader) fail(f indicators.Field, err error) {
	t.errs = append(t.errs, &indicators.InputError{File: t.name, Line: f.Line, Column: f.Column, Err: err})
}

// headings finds the columns.
func (t *successionReader) headings(row []indicators.Field) {
	t.width = len(row)
	for k := range t.at {
		t.at[k] = -1
	}
	for j, f := range row {
		k, ok := successionHeads[strings.TrimSpace(f.Text)]
		switch {
		case !ok:
		case t.at[k] >= 0:
			t.fail(f, basis.Errorf("%w: %q is there twice", indicators.ErrHeader, strings.TrimSpace(f.Text)))
		default:
			t.at[k] = j
		}
	}
	if t.at[colOld] < 0 || t.at[colNew] < 0 || t.at[colDate] < 0 {
		t.fail(row[0], basis.Errorf("%w: a table of old and new codes with dates has the columns old, new and date", indicators.ErrHeader))
	}
}

// line reads a row; ok is false of one that is blank or wrong.
func (t *successionReader) line(row []indicators.Field) (c Succession, ok bool) {
	if strings.TrimSpace(joined(row)) == "" {
		return c, false
	}
	if len(row) != t.width {
		t.fail(row[0], basis.Errorf("%w: %d fields for %d headings", indicators.ErrRow, len(row), t.width))
		return c, false
	}
	before := len(t.errs)
	for _, x := range []struct {
		at int
		to *string
	}{{colOld, &c.Old}, {colNew, &c.New}, {colDate, &c.Date}} {
		f := row[t.at[x.at]]
		*x.to = strings.TrimSpace(f.Text)
		switch {
		case *x.to == "":
			t.fail(f, basis.Errorf("%w: a change of codes has an old code, a new one and a date", basis.ErrMissing))
		case x.at == colDate:
			if err := checkDate(c.Date); err != nil {
				t.fail(f, err)
			}
		default:
			for _, r := range *x.to {
				if !unicode.IsPrint(r) {
					t.fail(f, basis.Errorf("%w %s has the invisible character %U", indicators.ErrCode, strconv.Quote(*x.to), r))
					break
				}
			}
		}
	}
	if t.at[colShare] >= 0 {
		t.share(row[t.at[colShare]], &c)
	}
	return c, len(t.errs) == before
}

// share reads the share of a split; a cell without one is of no split.
func (t *successionReader) share(f indicators.Field, c *Succession) {
	if strings.TrimSpace(f.Text) == "" {
		return
	}
	x, err := indicators.ParseFigure(f.Text)
	if err == nil && !(x > 0 && x < 1) {
		err = basis.Errorf("%w: a share of %v; a part of a total is between 0 and 1", basis.ErrValue, x)
	}
	if err != nil {
		t.fail(f, err)
		return
	}
	c.Share = x
}

// joined are the texts of a row.
func joined(row []indicators.Field) string {
	var b strings.Builder
	for _, f := range row {
		b.WriteString(f.Text)
	}
	return b.String()
}
