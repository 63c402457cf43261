package returns

import (
	"encoding/csv"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// byteOrderMark is that without which Excel takes UTF-8 for something else.
const byteOrderMark = "\uFEFF"

// WriteCSV writes a form in a language, blank but for the figures given, as comma-separated
// values in UTF-8 with a byte order mark. Texts that a spreadsheet would run as a formula are
// guarded ([indicators.Guard]).
func (f Form) WriteCSV(w io.Writer, lang basis.Language, filled ...indicators.Reading) error {
	rows, err := f.Rows(lang, filled...)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	for i, row := range rows {
		for j, text := range row {
			if i <= lineHead || j != colFigure { // a figure is never run
				row[j] = indicators.Guard(text)
			}
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// ReadCSV reads a form as it came back, for [Read]; from is who sent it, "" if nobody knows.
func ReadCSV(r io.Reader, name, from string) (File, error) {
	rows, err := readRows(r, name)
	if err != nil {
		return File{}, err
	}
	return File{Name: name, From: from, Rows: rows}, nil
}

// readRows reads comma-separated values in UTF-8, with their places.
func readRows(r io.Reader, name string) ([][]indicators.Field, error) {
	fail := func(err error) ([][]indicators.Field, error) {
		return nil, &indicators.InputError{File: name, Err: err}
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return fail(err)
	}
	if err := indicators.CheckFormat(data[:min(len(data), indicators.HeadBytes)], name); err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return fail(indicators.ErrEncoding)
	}
	in := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), byteOrderMark)))
	in.FieldsPerRecord = -1
	var rows [][]indicators.Field
	for {
		record, err := in.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return fail(basis.Errorf("%w: %w", indicators.ErrRow, err))
		}
		fields := make([]indicators.Field, len(record))
		for j, text := range record {
			line, column := in.FieldPos(j)
			fields[j] = indicators.Field{Text: unguard(text), Line: line, Column: column}
		}
		rows = append(rows, fields)
	}
}

// unguard undoes [indicators.Guard].
func unguard(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && indicators.Guard(rest) == text {
		return rest
	}
	return text
}
