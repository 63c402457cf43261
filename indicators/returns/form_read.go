package returns

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// File is a form as it came back.
type File struct {
	Name  string               // for messages
	Sheet string               // of a workbook, for messages
	From  string               // who sent it; "": only the form itself says so
	Rows  [][]indicators.Field // as [ReadCSV] gives them
}

// Read reads forms that came back filled. A line that has nothing filled in is no reading; a
// figure that does not exist is one if its mark says so (missing, not applicable).
//
// Everything wrong in any of the files is reported at once, each with file, line and column:
// a form that nobody was asked for, or that somebody else sent; one of another period or of
// an older version; cells that were locked and are not as they went out, such as those of a
// column that was shifted; a figure that is none; a date that is none; and two forms of one
// office.
func Read(forms []Form, files ...File) ([]indicators.Reading, error) {
	var out []indicators.Reading
	var errs []error
	first := map[string]string{} // file by who reports
	for _, file := range files {
		r := formReader{file: file}
		readings, from := r.read(forms)
		if was, twice := first[from]; twice && from != "" {
			r.fail(lineFrom, 1, basis.Errorf("%w: the form of %q is also in %s", indicators.ErrCode, from, was))
		} else if file.From == "" || file.From == from { // a form that went astray is none of its office
			first[from] = file.Name
		}
		errs = append(errs, r.errs...)
		out = append(out, readings...)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// formReader reads one file.
type formReader struct {
	file File
	lang basis.Language
	errs []error
}

// fail reports what is wrong with a cell, by indexes; one that is not there has the line of
// the last that is.
func (r *formReader) fail(row, column int, err error) {
	r.failOf(row, column, "", "", err)
}

func (r *formReader) failOf(row, column int, unit, code string, err error) {
	e := &indicators.InputError{File: r.file.Name, Sheet: r.file.Sheet, Unit: unit, Indicator: code, Err: err}
	if n := len(r.file.Rows); n > 0 {
		fields := r.file.Rows[min(row, n-1)]
		if len(fields) > 0 {
			at := fields[min(column, len(fields)-1)]
			e.Line, e.Column = at.Line, at.Column
		}
	}
	r.errs = append(r.errs, e)
}

// cell is the text of a cell, without white space around it.
func (r *formReader) cell(row, column int) string { return strings.TrimSpace(r.whole(row, column)) }

// whole is the text of a cell; "" of one that is not there.
func (r *formReader) whole(row, column int) string {
	if row >= len(r.file.Rows) || column >= len(r.file.Rows[row]) {
		return ""
	}
	return r.file.Rows[row][column].Text
}

// read reads the file by that of the forms which it says it is, and says whose that is.
func (r *formReader) read(forms []Form) (out []indicators.Reading, from string) {
	for i, fields := range r.file.Rows {
		for j, f := range fields {
			if f.Err != nil {
				r.fail(i, j, f.Err)
			}
		}
	}
	switch r.cell(lineTitle, 0) {
	case title(basis.English):
		r.lang = basis.English
	case title(basis.Chinese):
		r.lang = basis.Chinese
	default:
		r.fail(lineTitle, 0, basis.Errorf("%w: the file is no return form; its first cell is %q", indicators.ErrHeader, r.cell(lineTitle, 0)))
		return nil, ""
	}
	from = r.cell(lineFrom, 1)
	at := slices.IndexFunc(forms, func(f Form) bool { return f.From == from })
	if at < 0 {
		r.fail(lineFrom, 1, basis.Errorf("%w: no form of %q went out", basis.ErrUnknown, from))
		return nil, ""
	}
	f, before := forms[at], len(r.errs)
	if r.file.From != "" && r.file.From != from {
		r.fail(lineFrom, 1, basis.Errorf("%w: the form is that of %q, and %q sent it", basis.ErrValue, from, r.file.From))
	}
	if err := f.check(); err != nil {
		r.fail(lineTitle, 0, err)
		return nil, from
	}
	if version := r.cell(lineVersion, 1); version != f.Version() {
		r.fail(lineVersion, 1, basis.Errorf("%w: the form has the version %q, and the one that went out %q", basis.ErrValue, version, f.Version()))
	}
	if s, err := ParseSpan(r.cell(linePeriod, 1)); err != nil {
		r.fail(linePeriod, 1, err)
	} else if s != f.Period {
		r.fail(linePeriod, 1, basis.Errorf("%w: the form is of %v, and %v is asked for", basis.ErrValue, s, f.Period))
	}
	if len(r.errs) > before { // it is another form
		return nil, from
	}
	return r.lines(f), from
}

// lines reads the lines of a form that is the right one.
func (r *formReader) lines(f Form) []indicators.Reading {
	date, state := r.cell(lineDate, 1), indicators.AsReported
	if err := checkDate(date); date != "" && err != nil {
		r.fail(lineDate, 1, err)
	}
	if r.yes(lineSigned, 1, "", "") {
		state = indicators.Signed
	}
	r.locked(lineHead, headings(r.lang), "", "")
	var out []indicators.Reading
	row := lineHead
	for _, u := range f.Units {
		for _, code := range f.Columns {
			row++
			if !r.locked(row, f.locked(r.lang, u, code), u.Code, code) {
				continue
			}
			if x, ok := r.line(row, f.reading(u.Code, code, date, state)); ok {
				check := x
				check.Period, check.Date = "", ""
				for err := range basis.All(check.Check(f.Framework)) {
					if e, ok := err.(*indicators.InputError); ok { //nolint:errorlint // those of Check, as they are
						err = e.Err
					}
					r.failOf(row, colFigure, u.Code, code, err)
				}
				out = append(out, x)
			}
		}
	}
	for row++; row < len(r.file.Rows); row++ {
		for j := range r.file.Rows[row] {
			if r.cell(row, j) != "" {
				r.fail(row, j, basis.Errorf("%w: the form ends above; this line is not of it", indicators.ErrRow))
				break
			}
		}
	}
	return out
}

// locked compares the cells of a line that are not filled in, reports the first that is not
// as it went out, and any beyond the last column.
func (r *formReader) locked(row int, want []string, unit, code string) bool {
	for j, text := range want {
		if got := r.cell(row, j); got != strings.TrimSpace(text) {
			r.failOf(row, j, unit, code, basis.Errorf("%w: the cell has %q, and the form that went out %q", indicators.ErrHeader, got, text))
			return false
		}
	}
	if row < len(r.file.Rows) {
		for j := colCount; j < len(r.file.Rows[row]); j++ {
			if r.cell(row, j) != "" {
				r.failOf(row, j, unit, code, basis.Errorf("%w: the form has no column here, and the cell has %q", indicators.ErrRow, r.cell(row, j)))
				return false
			}
		}
	}
	return true
}

// line reads what is filled in on a line; ok is false if that is nothing.
func (r *formReader) line(row int, x indicators.Reading) (out indicators.Reading, ok bool) {
	text, mark := r.cell(row, colFigure), r.cell(row, colMark)
	x.Note = r.whole(row, colNote)
	x.Confidential = r.yes(row, colConfidential, x.Unit, x.Indicator)
	if text == "" && mark == "" {
		if x.Confidential || x.Note != "" {
			r.failOf(row, colFigure, x.Unit, x.Indicator, basis.Errorf("%w: the line has a note, and neither a figure nor a mark that says there is none", basis.ErrMissing))
		}
		return x, false
	}
	if x.Value = math.NaN(); text != "" {
		v, err := indicators.ParseFigure(text)
		if err != nil {
			r.failOf(row, colFigure, x.Unit, x.Indicator, err)
			return x, false
		}
		x.Value = v
	}
	if mark != "" && !readMark(mark, &x.Mark) {
		r.failOf(row, colMark, x.Unit, x.Indicator, basis.Errorf("%w: %q is no state of a figure", basis.ErrValue, mark))
		return x, false
	}
	return x, true
}

// yes reads a cell that says yes, or nothing.
func (r *formReader) yes(row, column int, unit, code string) bool {
	text := r.cell(row, column)
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		if text == in(lang, basis.Textf("yes")) {
			return true
		}
	}
	if text != "" {
		r.failOf(row, column, unit, code, basis.Errorf("%w: the cell says %q; write yes (是), or leave it empty", basis.ErrValue, text))
	}
	return false
}

// readMark reads the word of a mark in any language.
func readMark(text string, mark *indicators.Mark) bool {
	for m := indicators.Reported; m <= indicators.Derived; m++ {
		for _, lang := range []basis.Language{basis.English, basis.Chinese} {
			if text == Word(m, lang) {
				*mark = m
				return true
			}
		}
	}
	return false
}
