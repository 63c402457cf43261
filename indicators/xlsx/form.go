package xlsx

import (
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

// WriteForm writes a return form as a workbook of one sheet, blank but for the figures
// given, with the lines of [returns.Form.WriteCSV]. What is not filled in is locked (without
// a password: against slips, not against anybody), figures are asked to be numbers and
// states to be words of a list, and the unit and definition of a figure stand beside its cell
// as a note. The same form gives the same bytes.
//
// Figures with more than 15 significant digits and texts that a cell cannot hold are errors,
// as in [Writer.WriteTable].
func (x Writer) WriteForm(w io.Writer, form returns.Form, lang basis.Language, filled ...indicators.Reading) error {
	rows, err := form.Rows(lang, filled...)
	if err != nil {
		return err
	}
	name := x.Sheet
	if name == "" {
		name = "Sheet1"
	}
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it has no temporary files
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return &indicators.InputError{File: x.File, Sheet: name, Err: basis.Errorf("%w: %w", ErrSheet, err)}
	}
	out := &formWriter{table: tableWriter{writer: x, sheet: name, rows: &indicators.Rows{Headings: rows[returns.HeadLine]}}, file: f, rows: rows, lang: lang}
	if err := out.write(); err != nil {
		return err
	}
	return Save(w, f)
}

// formWriter writes the rows of a form.
type formWriter struct {
	table        tableWriter
	file         *excelize.File
	rows         [][]string
	lang         basis.Language
	locked, open int // styles
}

func (w *formWriter) write() (err error) {
	if w.locked, err = w.file.NewStyle(&excelize.Style{NumFmt: 49, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}}}); err != nil {
		return err
	}
	if w.open, err = w.file.NewStyle(&excelize.Style{Protection: &excelize.Protection{Locked: false}}); err != nil {
		return err
	}
	if w.table.text, err = w.file.NewStyle(&excelize.Style{NumFmt: 49, Protection: &excelize.Protection{Locked: false}}); err != nil {
		return err
	}
	for i, row := range w.rows {
		for j, text := range row {
			if err := w.cell(i, j, text); err != nil {
				return err
			}
		}
	}
	if len(w.table.faults) > 0 {
		return basis.JoinErrors(w.table.faults...)
	}
	return w.finish()
}

// cell writes a cell, by indexes.
func (w *formWriter) cell(i, j int, text string) error {
	at, err := excelize.CoordinatesToCellName(j+1, i+1)
	if err != nil {
		return err
	}
	figure := i > returns.HeadLine && j == returns.OpenColumn
	style, value := w.locked, any(text)
	switch {
	case figure:
		style = w.open
		if text != "" {
			value = w.table.figureCell(text, i+1, j+1)
		}
	case i > returns.HeadLine && j > returns.OpenColumn, j == 1 && slices.Contains(returns.OpenLines(), i):
		style = w.table.text
	}
	if !figure && text != "" {
		w.table.textCell(text, i+1, j+1) // says what is wrong with it
	}
	if text != "" {
		if err := w.file.SetCellValue(w.table.sheet, at, value); err != nil {
			return err
		}
	}
	return w.file.SetCellStyle(w.table.sheet, at, at, style)
}

// finish locks the sheet, and says what the open cells ask for.
func (w *formWriter) finish() error {
	sheet, head := w.table.sheet, returns.HeadLine+1 // a row of the sheet
	area := func(column int) string {
		from, _ := excelize.CoordinatesToCellName(column+1, head+1) // columns of a form are few
		to, _ := excelize.CoordinatesToCellName(column+1, len(w.rows))
		return from + ":" + to
	}
	say := func(t basis.Text) string { return t.Say(w.lang, Texts()) }
	number := excelize.NewDataValidation(true)
	number.SetSqref(area(returns.OpenColumn))
	if err := number.SetRange(-1e30, 1e30, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween); err != nil {
		return err
	}
	number.SetError(excelize.DataValidationErrorStyleStop, say(basis.Textf("figure")), say(basis.Textf("write a number, without its unit; of a figure that is not there say so in the next column")))
	marks := excelize.NewDataValidation(true)
	marks.SetSqref(area(returns.OpenColumn + 1))
	var words []string
	for _, m := range []indicators.Mark{indicators.Missing, indicators.NotApplicable, indicators.Restated, indicators.Open, indicators.Imputed} {
		words = append(words, returns.Word(m, w.lang))
	}
	yes := excelize.NewDataValidation(true)
	yes.SetSqref(area(returns.OpenColumn + 2))
	for _, x := range []struct {
		to   *excelize.DataValidation
		list []string
	}{{marks, words}, {yes, []string{say(basis.Textf("yes"))}}} {
		if err := x.to.SetDropList(x.list); err != nil {
			return err
		}
	}
	for _, v := range []*excelize.DataValidation{number, marks, yes} {
		if err := w.file.AddDataValidation(sheet, v); err != nil {
			return err
		}
	}
	if err := w.notes(); err != nil {
		return err
	}
	if err := w.file.SetColWidth(sheet, "A", "L", 16); err != nil {
		return err
	}
	return w.file.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	})
}

// notes puts what is counted, and in which unit, beside the figures.
func (w *formWriter) notes() error {
	heads := w.rows[returns.HeadLine]
	for i, row := range w.rows[returns.HeadLine+1:] {
		text := ""
		for j := range returns.OpenColumn {
			if j >= returns.NoteColumn && row[j] != "" {
				text += heads[j] + ": " + row[j] + "\n"
			}
		}
		at, err := excelize.CoordinatesToCellName(returns.OpenColumn+1, returns.HeadLine+2+i)
		if err != nil {
			return err
		}
		if text == "" {
			continue
		}
		if err := w.file.AddComment(w.table.sheet, excelize.Comment{Cell: at, Text: text}); err != nil {
			return err
		}
	}
	return nil
}

// ReadForm reads a return form as it came back in a workbook, for [returns.Read]; from is who
// sent it, "" if nobody knows. A cell that holds a formula without its value, a date where a
// figure is asked for or an error is told with its place when the form is read.
func (r Reader) ReadForm(src io.Reader, from string) (returns.File, error) {
	b, err := r.open(src)
	if err != nil {
		return returns.File{}, err
	}
	info, s, err := b.pick(r.Sheet)
	if err != nil {
		return returns.File{}, r.fault(info.name, err)
	}
	file := returns.File{Name: r.File, Sheet: info.name, From: from}
	for _, row := range s.rows {
		var fields []indicators.Field
		for i := range row.cells {
			c := &row.cells[i]
			for len(fields) < c.column-1 {
				fields = append(fields, indicators.Field{Line: row.number, Column: len(fields) + 1})
			}
			field := indicators.Field{Text: c.text, Line: row.number, Column: c.column}
			if _, shown, err := decimal(c.text); c.kind == numberCell && err == nil {
				field.Text = shown // what the spreadsheet shows of it
			}
			switch {
			case c.formula && !c.cached:
				field.Err = basis.Errorf("%w: a formula whose value is not in the file", basis.ErrValue)
			case c.kind == numberCell && b.format(c).date, c.kind == boolCell, c.kind == errorCell, c.kind == dateCell:
				field.Err = basis.Errorf("%w: the cell holds a date, a truth value or an error, and not a figure or a text", basis.ErrValue)
			case c.kind == numberCell && b.format(c).percent:
				field.Err = basis.Errorf("%w: the cell shows a percentage; write the figure in the unit of the form", basis.ErrValue)
			}
			fields = append(fields, field)
		}
		file.Rows = append(file.Rows, fields)
	}
	return file, nil
}
