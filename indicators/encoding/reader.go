package encoding

import (
	"errors"
	"io"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Reader reads tables from text files. The zero value finds encoding and separator by
// the headings of the framework.
//
// An encoding that is left open is that of the byte order mark; without one it is UTF-8
// if every byte of the file is, else GB18030 if every byte is. A separator that is left
// open is the comma, the tab or the semicolon. They are taken if the headings of the file
// are those of the framework ([indicators.CSV.CheckHeadings]), in this order, and the
// table warns unless they are UTF-8 and the comma. If they fit in no way, the error says
// what does not fit in the likeliest one.
//
// A text in UTF-8 without a byte order mark that could as well be Chinese in GB18030,
// which happens with few and short words, warns too.
type Reader struct {
	indicators.CSV          // how cells and headings are read; a Comma that is zero is left open
	Encoding       Encoding // Undeclared: left open
}

// ReadTable reads a table on the columns of f, one row a unit, as [indicators.CSV] does.
// Lines are those of the file. Columns of cells count the bytes of the decoded text, in
// UTF-8; those of bytes that do not decode count the bytes of the file.
func (r Reader) ReadTable(src io.Reader, f *indicators.Framework) (*indicators.Table, error) {
	text, csv, warnings, err := r.read(src, f)
	if err != nil {
		return nil, err
	}
	t, err := csv.ReadTable(strings.NewReader(text), f)
	if err != nil {
		return nil, err
	}
	return t.Warn(warnings...), nil
}

// ReadPanel reads a file with a row for each unit and year, as [indicators.CSV.ReadPanel]
// does.
func (r Reader) ReadPanel(src io.Reader, f *indicators.Framework, period string) (*indicators.Panel, error) {
	text, csv, warnings, err := r.read(src, f)
	if err != nil {
		return nil, err
	}
	p, err := csv.ReadPanel(strings.NewReader(text), f, period)
	if err != nil {
		return nil, err
	}
	return p.Warn(warnings...), nil
}

// read reads the whole file and says how its text is to be read.
func (r Reader) read(src io.Reader, f *indicators.Framework) (string, indicators.CSV, []error, error) {
	data, err := io.ReadAll(src)
	if err != nil {
		return "", r.CSV, nil, &indicators.InputError{File: r.File, Err: err}
	}
	if err := indicators.CheckFormat(data, r.File); err != nil {
		return "", r.CSV, nil, err
	}
	return r.settle(data, f)
}

// commas are the separators that are tried.
var commas = []rune{',', '\t', ';'}

// settle says how a file is to be read: its text in UTF-8, and its separator.
func (r Reader) settle(data []byte, f *indicators.Framework) (string, indicators.CSV, []error, error) {
	encoding, text := r.Encoding, ""
	var err error
	if encoding == Undeclared {
		encoding, text, err = r.open(string(data))
	} else {
		text, err = encoding.Decode(data, r.File)
	}
	if err != nil {
		return "", r.CSV, nil, err
	}
	csv := r.CSV
	if csv.Comma == 0 {
		csv.Comma = r.comma(text, f)
	}
	open := r.Encoding == Undeclared && encoding != UTF8
	if open || r.Comma == 0 && csv.Comma != ',' { // taken only if the headings fit
		if err := csv.CheckHeadings(strings.NewReader(text), f); err != nil {
			return "", csv, nil, r.unfit(err, encoding)
		}
	}
	var warnings []error
	warn := func(err error) { warnings = append(warnings, &indicators.InputError{File: r.File, Err: err}) }
	switch {
	case open:
		warn(basis.Errorf("%s was taken for the encoding of the file, since every byte decodes and the headings fit; it reads %q", encoding.String(), sample(text)))
	case encoding == UTF8 && r.Encoding == Undeclared && marked(string(data)) == Undeclared && twin(text):
		chinese, _ := GB18030.decode(text)
		warn(basis.Errorf("UTF-8 was taken for the encoding of the file, in which it reads %q; in GB18030 it would read %q: declare which it is", sample(text), sample(chinese)))
	}
	if r.Comma == 0 && csv.Comma != ',' {
		warn(basis.Errorf("%v were taken for what separates the fields, since the headings fit", separator(csv.Comma)))
	}
	return text, csv, warnings, nil
}

// open finds the encoding of a text that nobody declared.
func (r Reader) open(data string) (Encoding, string, error) {
	if mark := marked(data); mark != Undeclared {
		text, err := mark.Decode([]byte(data), r.File)
		return mark, text, err
	}
	text, bad := UTF8.decode(data)
	if bad < 0 || strings.HasPrefix(data, "\x00") || strings.IndexByte(data, 0) == 1 {
		return UTF8, text, nil // and what looks like UTF-16 without a mark, which the reader refuses
	}
	if text, bad := GB18030.decode(data); bad < 0 {
		return GB18030, text, nil
	}
	if mostlyUTF8(data) {
		return UTF8, data, nil // the reader names each cell with a damaged byte
	}
	_, err := GB18030.Decode([]byte(data), r.File)
	var at *indicators.InputError
	if errors.As(err, &at) {
		at.Err = basis.Errorf("%w: every byte should be UTF-8 or GB18030, and byte 0x%02X here is neither", ErrDecode, data[offset(data, at)])
	}
	return Undeclared, "", err
}

// offset is the byte at a place.
func offset(data string, at *indicators.InputError) int {
	from := 0
	for range at.Line - 1 {
		from += strings.IndexByte(data[from:], '\n') + 1
	}
	return from + at.Column - 1
}

// mostlyUTF8 reports whether more characters of several bytes are UTF-8 than bytes are not.
func mostlyUTF8(data string) bool {
	good, bad := 0, 0
	for _, c := range data { // a byte that does not decode is a replacement character
		switch {
		case c == '\ufffd':
			bad++
		case c >= 0x80:
			good++
		}
	}
	return good > bad
}

// comma is the separator by which the headings fit; if they fit by none, the one that
// the first line has most of.
func (r Reader) comma(text string, f *indicators.Framework) rune {
	for _, c := range commas {
		csv := r.CSV
		csv.Comma = c
		if csv.CheckHeadings(strings.NewReader(text), f) == nil {
			return c
		}
	}
	head, _, _ := strings.Cut(strings.TrimLeft(text, " \t\r\n"), "\n")
	best := commas[0]
	for _, c := range commas {
		if strings.Count(head, string(c)) > strings.Count(head, string(best)) {
			best = c
		}
	}
	return best
}

// unfit says that the encoding was not taken, since the headings do not fit.
func (r Reader) unfit(err error, e Encoding) error {
	if r.Encoding != Undeclared || e == UTF8 {
		return err
	}
	first := &indicators.InputError{File: r.File, Err: basis.Errorf("%w: the file is not UTF-8; every byte decodes as %s, but the headings do not fit then, so it was not taken; declare the encoding", ErrDecode, e.String())}
	return basis.JoinErrors(first, err)
}

// separator is what a separator is called.
func separator(c rune) basis.Text {
	if c == ';' {
		return basis.Textf("semicolons")
	}
	return basis.Textf("tabs")
}
