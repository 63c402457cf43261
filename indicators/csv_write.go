package indicators

import (
	"encoding/csv"
	"io"
)

// WriteTable writes a table so that ReadTable, with the same CSV and framework,
// reads the same units and figures. Columns are code; name, class, region and
// level, each if a unit has one; tags in order of their keys; measured
// indicators and auxiliary columns in the order of the framework, save computed
// ones, which steps make again. Headings are those that Columns maps to our
// names, if any. A missing figure is the first text of Missing, or empty; other
// figures are the shortest decimals that read back the same. Lines end in LF.
// A column that has a mark which the figure does not have by itself, or a cell that is
// confidential though the column is not, is followed by its column of marks.
//
// It is an error, reported for all cells at once and before anything is written,
// if a figure would be read as missing because Missing has its text, if a unit would be
// read as a total, a note or not at all, if Titles promises titles, or if
// Columns gives a heading another meaning.
func (c CSV) WriteTable(w io.Writer, t *Table) error {
	rows, err := c.rows().layOut(t, c.checkComma()...)
	if err != nil {
		return err
	}
	return c.write(w, rows)
}

// write writes what is laid out.
func (c CSV) write(w io.Writer, rows *Rows) error {
	if c.BOM {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	out.Comma = c.comma()
	if err := out.Write(rows.Headings); err != nil {
		return err
	}
	var record []string
	for i := range rows.Len() {
		record = rows.AppendRow(record[:0], i)
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
