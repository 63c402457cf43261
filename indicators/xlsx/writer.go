package xlsx

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Writer writes tables as workbooks of one sheet, which [Reader] reads back. The zero
// value writes the sheet "Sheet1".
type Writer struct {
	File    string            // name of the file, for messages
	Sheet   string            // name of the sheet; "": Sheet1
	Missing []string          // the first is what stands for a missing figure; none: an empty cell
	Columns map[string]string // heading in the file -> our name
	Keep    []string          // units whose code or name reads like a total or a note
}

// WriteTable writes a table so that [Reader], with the same Missing, Columns, Keep and framework,
// reads the same units and figures: the columns are those of [indicators.CSV], the
// headings stand in the first row and stay in sight. The same table gives the same bytes. Codes and names are texts, also those
// that look like formulas or numbers.
//
// It is an error if a figure has more than 15 significant digits, of which a sheet keeps no
// more, or if a text has more than 32,767 characters or one that a workbook cannot hold.
func (x Writer) WriteTable(w io.Writer, t *indicators.Table) error {
	name := x.Sheet
	if name == "" {
		name = "Sheet1"
	}
	rows, err := indicators.RowReader{File: x.File, Sheet: name, Missing: x.Missing, Columns: x.Columns, Keep: x.Keep}.LayOut(t)
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it has no temporary files
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return &indicators.InputError{File: x.File, Sheet: name, Err: basis.Errorf("%w: %w", ErrSheet, err)}
	}
	out := &tableWriter{writer: x, sheet: name, rows: rows}
	if err := out.write(f); err != nil {
		return err
	}
	return Save(w, f)
}

// tableWriter writes the rows of a sheet.
type tableWriter struct {
	writer Writer
	sheet  string
	rows   *indicators.Rows
	text   int // style of texts
	faults []error
}

// write writes headings and rows.
func (w *tableWriter) write(f *excelize.File) (err error) {
	if w.text, err = f.NewStyle(&excelize.Style{NumFmt: 49}); err != nil { // as text, also if somebody edits it
		return err
	}
	out, err := f.NewStreamWriter(w.sheet)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	headings := make([]any, len(w.rows.Headings))
	for j, h := range w.rows.Headings {
		headings[j] = w.textCell(h, 1, j+1)
	}
	if err := out.SetRow("A1", headings); err != nil {
		return err
	}
	var texts []string
	for i := range w.rows.Len() {
		texts = w.rows.AppendRow(texts[:0], i)
		cells := make([]any, len(texts))
		for j, text := range texts {
			if w.rows.Figures[j] {
				cells[j] = w.figureCell(text, i+2, j+1)
			} else {
				cells[j] = w.textCell(text, i+2, j+1)
			}
		}
		if err := out.SetRow("A"+strconv.Itoa(i+2), cells); err != nil {
			return err
		}
	}
	if len(w.faults) > 0 {
		return basis.JoinErrors(w.faults...)
	}
	return out.Flush()
}

// textCell is a text.
func (w *tableWriter) textCell(text string, row, column int) any {
	if text == "" {
		return nil
	}
	if err := CheckText(text); err != nil {
		w.faults = append(w.faults, &indicators.InputError{File: w.writer.File, Sheet: w.sheet, Line: row, Column: column, Err: err})
	}
	return excelize.Cell{StyleID: w.text, Value: text}
}

// figureCell is a figure, or what stands for a missing one.
func (w *tableWriter) figureCell(text string, row, column int) any {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return w.textCell(text, row, column)
	}
	if near, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64); near != x {
		w.faults = append(w.faults, &indicators.InputError{
			File: w.writer.File, Sheet: w.sheet, Line: row, Column: column, Indicator: w.rows.Headings[column-1],
			Err: basis.Errorf("%w: %s has more than 15 significant digits, of which a sheet keeps no more", basis.ErrNumber, text),
		})
	}
	return x
}

// CheckText refuses a text that a cell cannot hold: of more than 32,767 characters (as
// UTF-16 counts them), or with a character that a workbook cannot have.
func CheckText(text string) error {
	n := 0
	for _, c := range text {
		if n += utf16.RuneLen(c); c < ' ' && !strings.ContainsRune("\t\n\r", c) || c == '\ufffe' || c == '\uffff' {
			return basis.Errorf("%w: a workbook cannot hold the character %U", basis.ErrValue, c)
		}
	}
	if n > excelize.TotalCellChars {
		return basis.Errorf("%w: a text of %d characters, of which a cell holds %d", basis.ErrValue, n, excelize.TotalCellChars)
	}
	return nil
}
