package indicators

import (
	"io"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A part is what was read from rows that follow each other. It keeps no text of
// the file but codes and labels, each of its own.
type part struct {
	table        *tableReader
	units        []Unit
	codes        []place           // where they stand; line 0 if the code is at fault itself
	values       [][]float64       // by column of the file, one a unit; nil if it has no figures
	marks        []cellMark        // that the file gives
	confidential []cellMark        // cells that the file says are
	silent       []*InputError     // units without a figure
	labels       map[string]string // texts that units have in common
	total        int               // rows
	faults       []*InputError
	lengths      []*InputError // rows of a wrong length
	wrong        map[int]bool  // their lengths
}

// cellMark is a mark that stands in the file.
type cellMark struct {
	column, row int // in values
	mark        Mark
}

// part makes a part for about n rows.
func (t *tableReader) part(n int) *part {
	p := &part{table: t, labels: map[string]string{}, wrong: map[int]bool{}}
	p.units, p.codes = make([]Unit, 0, n), make([]place, 0, n)
	p.values = make([][]float64, len(t.columns))
	for i, c := range t.columns {
		if c.kind == figureColumn {
			p.values[i] = make([]float64, 0, n)
		}
	}
	return p
}

// read reads rows until there are no more.
func (p *part) read(rows RowSource) error {
	for {
		fields, err := nextRow(rows)
		switch {
		case err == io.EOF: //nolint:errorlint // the end; what wraps it is a fault
			p.fit()
			return nil
		case err != nil:
			return err
		}
		p.total++
		p.row(fields)
	}
}

// fit gives back memory that was made ready for more rows than came.
func (p *part) fit() {
	if cap(p.units) <= 2*len(p.units) {
		return
	}
	p.units, p.codes = slices.Clone(p.units), slices.Clone(p.codes)
	for i, x := range p.values {
		p.values[i] = slices.Clone(x)
	}
}

// row reads one unit and its figures.
func (p *part) row(fields []Field) {
	var u Unit
	if p.table.code < len(fields) {
		u.Code = strings.Clone(p.label(fields[p.table.code].Text))
	}
	damaged := false
	for i := range fields {
		if f := &fields[i]; f.Err != nil {
			damaged = true
			p.fail(f, u.Code, i, f.Err)
		}
	}
	if damaged {
		return // what a stray quote did to the other fields is not known
	}
	if len(fields) != len(p.table.columns) {
		p.wrong[len(fields)] = true
		f := &fields[0]
		if len(fields) > len(p.table.columns) {
			f = &fields[len(p.table.columns)]
		}
		p.lengths = append(p.lengths, p.table.fault(f, visible(u.Code), "", basis.Errorf("%w: %d fields for %d headings", ErrRow, len(fields), len(p.table.columns))))
		return
	}
	p.unit(u, fields)
}

// unit reads a row of the right length.
func (p *part) unit(u Unit, fields []Field) {
	before, figures, marks := len(p.faults), 0, false
	var at place
	for i := range p.table.columns {
		c, f := &p.table.columns[i], &fields[i]
		var err error
		switch c.kind {
		case ignoredColumn:
		case figureColumn:
			var x float64
			if x, err = p.figure(f.Text); !math.IsNaN(x) {
				figures++
			}
			p.values[i] = append(p.values[i], x)
		case markColumn:
			marks = true
		case codeColumn:
			if err = checkCode(u.Code); err == nil {
				at = place{f.Line, f.Column}
			}
		case nameColumn:
			u.Name = strings.Clone(p.table.unguard(f.Text))
			err = checkName(u.Name)
		default:
			err = p.common(&u, c, f.Text)
		}
		if err != nil {
			p.fail(f, u.Code, i, err)
		}
	}
	if marks {
		p.markings(u.Code, fields)
	}
	p.units, p.codes = append(p.units, u), append(p.codes, at)
	switch {
	case len(p.faults) > before:
		p.named(u, p.faults[before:])
	case figures == 0:
		p.silent = append(p.silent, p.table.fault(&fields[0], u.Code, "", basis.Errorf("%w: the unit has no value at all", basis.ErrMissing)))
	}
}

// named adds the name of a unit to its faults if that is all that tells people
// whose row it is.
func (p *part) named(u Unit, faults []*InputError) {
	if name := visible(u.Name); visible(u.Code) == "" && name != "" {
		for _, e := range faults {
			e.Err = basis.Errorf("%w (name %s)", e.Err, quote(name))
		}
	}
}

// figure reads the figure of a cell: NaN if it is missing, and infinite if it is
// at fault.
func (p *part) figure(text string) (float64, error) {
	text = trim(text)
	if text == "" {
		return math.NaN(), nil
	}
	for _, m := range p.table.missing {
		if text == m {
			return math.NaN(), nil
		}
	}
	if x, ok := plainDecimal(text); ok {
		return x, nil
	}
	x, err := parseNumber(text, p.table.format())
	if err != nil {
		return math.Inf(1), err
	}
	return x, nil
}

// common reads a text that many units have in common: class, region, level, tag.
func (p *part) common(u *Unit, c *tableColumn, text string) (err error) {
	text = p.label(text)
	if kept, ok := p.labels[text]; ok {
		text = kept
	} else if err = checkLabel(c.name, text); err == nil {
		text = strings.Clone(text)
		p.labels[text] = text
	}
	switch c.kind {
	case classColumn:
		u.Class = text
	case regionColumn:
		u.Region = text
	case levelColumn:
		u.Level = text
	default:
		u.Tags = u.Tags.with(strings.TrimPrefix(c.name, tagPrefix), text)
	}
	return err
}

// label reads a text without the white space around it.
func (p *part) label(text string) string {
	return trim(p.table.unguard(trim(text)))
}

// fail reports a fault of column i in a row.
func (p *part) fail(f *Field, code string, i int, err error) {
	indicator := ""
	if i < len(p.table.columns) {
		indicator = indicatorOf(p.table.columns[i].kind, p.table.columns[i].name)
	}
	p.faults = append(p.faults, p.table.fault(f, visible(code), indicator, err))
}

// trim is strings.TrimSpace, quick where nothing is to be done.
func trim(text string) string {
	if n := len(text); n == 0 || text[0]-'!' <= '~'-'!' && text[n-1]-'!' <= '~'-'!' {
		return text
	}
	return strings.TrimSpace(text)
}
