package tables

import (
	"encoding/csv"
	"io"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CSVOptions say how a sheet is written as CSV. The zero value writes English with
// commas and no byte order mark.
type CSVOptions struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own, or another than theirs
	BOM      bool        // begin with a byte order mark, which Excel needs for Chinese
	Comma    rune        // 0: ','
	Reasons  bool        // write the reason of a missing figure instead of an empty field
}

// WriteCSV writes the headings, rows and foot of a sheet as CSV in UTF-8, with the columns
// that are details, and without title, notes and marks. Numbers have a decimal point and
// no commas; exact ones up to 12 decimals. A text that a spreadsheet would take for a
// formula begins with an apostrophe ([indicators.Guard]). Lines end in LF.
func WriteCSV(w io.Writer, s Sheet, o CSVOptions) error {
	if err := s.check(o.Language); err != nil {
		return err
	}
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	texts := basis.JoinTexts(own, o.Texts)
	out := csv.NewWriter(w)
	if o.Comma != 0 {
		out.Comma = o.Comma
	}
	record := make([]string, len(s.Columns))
	for j, c := range s.Columns {
		record[j] = indicators.Guard(c.Head.In(o.Language, texts))
	}
	write := func() error {
		if len(record) == 1 && record[0] == "" { // an empty line would be no row
			out.Flush()
			_, err := io.WriteString(w, "\"\"\n")
			return err
		}
		return out.Write(record)
	}
	if err := write(); err != nil {
		return err
	}
	for _, row := range s.all() {
		for j := range record {
			record[j] = ""
			switch {
			case j >= len(row) || row[j].Kind == MissingCell && !o.Reasons:
			case row[j].number():
				record[j] = row[j].plain(o.Language, texts)
			default:
				record[j] = indicators.Guard(row[j].plain(o.Language, texts))
			}
		}
		if err := write(); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
