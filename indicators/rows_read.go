package indicators

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A part is what was read from rows that follow each other. It keeps no text of
// the file but codes and labels, each of its own.
type part struct {
	table        *tableReader
	number       int64 // of the part in the file, from 0
	units        []Unit
	codes        []place           // where they stand; line 0 if the code is at fault itself
	periods      []int32           // of a panel, one a unit
	values       [][]float64       // by column of the file, one a unit; nil if it has no figures
	years        [][]int32         // by column of the file, one a unit; nil if it is read or has anything but years
	marks        []cellMark        // that the file gives
	confidential []cellMark        // cells that the file says are
	silent       []silentRow       // units without a figure
	wide         []int             // units whose codes are not all ASCII
	labels       map[string]string // texts that units have in common
	skipped      map[string]bool   // rows left out, by what stands in the option Skip
	total        int               // rows
	faults       faultLog
	lengths      faultLog     // rows of a wrong length
	wrong        map[int]bool // their lengths
}

// silentRow is the warning of a unit without a figure.
type silentRow struct {
	row   int
	fault *InputError
}

// cellMark is a mark that stands in the file.
type cellMark struct {
	column, row int // in values
	mark        Mark
}

// part makes a part for about n rows.
func (t *tableReader) part(n int) *part {
	p := &part{table: t, labels: map[string]string{}, wrong: map[int]bool{}, skipped: map[string]bool{}}
	p.units, p.codes = make([]Unit, 0, n), make([]place, 0, n)
	p.values, p.years = make([][]float64, len(t.columns)), make([][]int32, len(t.columns))
	for i, c := range t.columns {
		switch {
		case c.kind == figureColumn:
			p.values[i] = make([]float64, 0, n)
		case c.kind == ignoredColumn && t.period == "":
			p.years[i] = []int32{}
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
	t := p.table
	var code, name string
	if t.code >= 0 && t.code < len(fields) {
		code = p.label(fields[t.code].Text)
	}
	if t.name >= 0 && t.name < len(fields) {
		name = trim(fields[t.name].Text)
	}
	switch kind, by := t.kindOf(code, name, fields); kind {
	case unitRow:
	case skippedRow:
		p.skipped[by] = true
		return
	default:
		p.faults.add(p.keeps(), t.noUnit(fields, kind, by))
		return
	}
	p.total++
	u := Unit{Code: strings.Clone(code)}
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
	if len(fields) != len(t.columns) {
		p.length(u, fields)
		return
	}
	if t.code < 0 {
		var err error
		if u, err = p.listed(fields, name); err != nil {
			p.fail(&fields[t.name], "", t.name, err)
			return
		}
	}
	p.unit(u, fields)
}

// listed is the unit of the code list that a row names.
func (p *part) listed(fields []Field, name string) (Unit, error) {
	t := p.table
	region := ""
	if t.region >= 0 && t.region < len(fields) {
		region = p.label(fields[t.region].Text)
	}
	return t.list.find(t.unguard(name), region)
}

// wholeRow stands for the length of a row that is one field in quotes.
const wholeRow = -1

// length reports a row of a wrong length.
func (p *part) length(u Unit, fields []Field) {
	t := p.table
	f, fieldsFound := &fields[0], len(fields)
	err := basis.Errorf("%w: %d fields for %d headings", ErrRow, len(fields), len(t.columns))
	switch {
	case len(fields) > len(t.columns):
		f = &fields[len(t.columns)]
	case len(fields) == 1 && strings.Count(f.Text, ",")+1 == len(t.columns):
		u.Code, fieldsFound = "", wholeRow
		err = basis.Errorf("%w: the whole row is one field in quotes, with %d commas inside; take away the quotes around it", ErrRow, len(t.columns)-1)
	}
	p.wrong[fieldsFound] = true
	p.lengths.add(p.keeps(), t.fault(f, visible(u.Code), "", err))
}

// keeps reports whether faults are still kept with their places.
func (p *part) keeps() bool { return p.number <= p.table.beyond.Load() }

// unit reads a row of the right length.
func (p *part) unit(u Unit, fields []Field) {
	before, kept, figures, marks := p.faults.n, len(p.faults.kept), 0, false
	var at place
	lost := false // the period, so that nobody knows whether the code is there twice
	columns := p.table.columns
	fields = fields[:len(columns)]
	for i := range columns {
		c, f := &columns[i], &fields[i]
		var err error
		switch c.kind {
		case ignoredColumn:
			if p.years[i] != nil {
				p.year(i, f.Text)
			}
		case periodColumn:
			var period int32
			period, err = readPeriod(p.label(f.Text))
			p.periods = append(p.periods, period)
			lost = err != nil
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
				if wide(u.Code) {
					p.wide = append(p.wide, len(p.units))
				}
			}
		case nameColumn:
			if p.table.code < 0 {
				at = place{f.Line, f.Column} // the name stands for the code, and the list has both
				continue
			}
			u.Name = strings.Clone(p.table.unguard(f.Text))
			err = checkName(u.Name)
		default:
			err = p.common(&u, c, f.Text)
		}
		if err != nil {
			p.fail(f, u.Code, i, err)
		}
	}
	if lost {
		at.line = 0
	}
	if marks {
		p.markings(u.Code, fields)
	}
	p.units, p.codes = append(p.units, u), append(p.codes, at)
	switch {
	case p.faults.n > before:
		p.named(u, p.faults.kept[kept:])
	case figures == 0:
		p.silent = append(p.silent, silentRow{len(p.units) - 1, p.table.fault(&fields[0], u.Code, "", basis.Errorf("%w: the unit has no value at all", basis.ErrMissing))})
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
	x, err := parseNumber(text)
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
		u.Class = cmp.Or(text, u.Class)
	case regionColumn:
		u.Region = cmp.Or(text, u.Region)
	case levelColumn:
		u.Level = cmp.Or(text, u.Level)
	case tagColumn:
		if text == "" {
			break
		}
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
	p.faults.add(p.keeps(), p.table.fault(f, visible(code), indicator, err))
}

// trim is strings.TrimSpace, quick where nothing is to be done.
func trim(text string) string {
	n := len(text)
	if n == 0 || text[0]-'!' <= '~'-'!' && text[n-1]-'!' <= '~'-'!' {
		return text
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	if unicode.IsSpace(first) || unicode.IsSpace(last) {
		return strings.TrimSpace(text)
	}
	return text
}
