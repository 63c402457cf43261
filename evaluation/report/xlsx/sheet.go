package xlsx

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// The rows above those of a sheet: its title and its headings.
const (
	titleRow = 1
	headRow  = 2
)

// write writes a page: the title, the headings, the rows and those of the foot, and below
// a blank row the notes.
func (b *book) write(p *Page, tab string) error {
	if err := b.layOut(p, tab); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(tab)
	if err != nil {
		return err
	}
	if err := b.columns(p, out); err != nil {
		return err
	}
	title, err := b.words(p.Sheet.Title, style{head: true, title: true})
	if err != nil {
		return err
	}
	if err := out.SetRow("A1", []any{title}, excelize.RowOpts{Height: 24}); err != nil {
		return err
	}
	heads := make([]any, len(p.Sheet.Columns))
	for j, c := range p.Sheet.Columns {
		if heads[j], err = b.words(c.Head, style{head: true, border: true, wrap: true, align: tables.Center}); err != nil {
			return err
		}
	}
	if err := out.SetRow(fmt.Sprintf("A%d", headRow), heads); err != nil {
		return err
	}
	if err := b.rows(p, out); err != nil {
		return err
	}
	for i, note := range p.Sheet.Notes {
		cell, err := b.words(note, style{})
		if err != nil {
			return err
		}
		if err := out.SetRow(fmt.Sprintf("A%d", headRow+p.height()+2+i), []any{cell}); err != nil {
			return err
		}
	}
	return out.Flush()
}

// rows writes the rows and those of the foot.
func (b *book) rows(p *Page, out *excelize.StreamWriter) error {
	formulas := map[[2]int]*Formula{}
	for i := range p.Formulas {
		f := &p.Formulas[i]
		formulas[[2]int{f.Row, f.Column}] = f
	}
	cells := make([]any, len(p.Sheet.Columns))
	for i := range p.height() {
		for j := range cells {
			cell, err := b.cell(p, i, j)
			if err != nil {
				return basis.Errorf("row %d, column %d: %w", i+1, j+1, err)
			}
			if f := formulas[[2]int{i, j}]; f != nil {
				cell.Formula = b.formula(f)
			}
			cells[j] = cell
		}
		if err := out.SetRow(fmt.Sprintf("A%d", headRow+1+i), cells); err != nil {
			return err
		}
	}
	return nil
}

// formula is a formula with the names of its cells.
func (b *book) formula(f *Formula) string {
	refs := make([]any, len(f.Refs))
	for i, r := range f.Refs {
		name, _ := excelize.CoordinatesToCellName(r.Column+1, headRow+1+r.Row, r.Fixed) // it is checked
		if r.Page != "" {
			name = "'" + b.tabs[r.Page] + "'!" + name
		}
		refs[i] = name
	}
	return fmt.Sprintf(f.Text, refs...)
}

// words is a cell of text, as it is.
func (b *book) words(t tables.Text, s style) (excelize.Cell, error) {
	s.format = textFormat
	return b.say(b.text(t), s)
}

// say is a cell of text: text, whatever it looks like. A character that a workbook
// cannot hold is shown by its number.
func (b *book) say(text string, s style) (excelize.Cell, error) {
	if err := xlsx.CheckText(text); err != nil {
		if text = tables.Printable(text); xlsx.CheckText(text) != nil {
			return excelize.Cell{}, err
		}
	}
	id, err := b.style(s)
	if err != nil || text == "" {
		return excelize.Cell{StyleID: id}, err
	}
	return excelize.Cell{StyleID: id, Value: text}, nil
}

// layOut says how a sheet is printed: on A4 across, as wide as the page, or as several
// where a person could not read it, with title, headings and the first columns on each.
func (b *book) layOut(p *Page, tab string) error {
	if err := b.file.SetSheetProps(tab, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	const a4 = 9
	if err := b.file.SetPageLayout(tab, &excelize.PageLayoutOptions{Size: new(a4), Orientation: new("landscape"), FitToWidth: new(b.across(p)), FitToHeight: new(0)}); err != nil {
		return err
	}
	if err := b.file.SetHeaderFooter(tab, &excelize.HeaderFooterOptions{OddFooter: "&C&P / &N"}); err != nil {
		return err
	}
	titles := fmt.Sprintf("'%s'!$%d:$%d", tab, titleRow, headRow)
	if p.Sheet.Keys > 0 {
		last, err := excelize.ColumnNumberToName(p.Sheet.Keys)
		if err != nil {
			return err
		}
		titles = fmt.Sprintf("'%s'!$A:$%s,%s", tab, last, titles)
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: titles, Scope: tab})
}

// across is how many pages a sheet is wide, so that it is printed at about 60 % at least.
func (b *book) across(p *Page) int {
	const readable = 220 // characters on a page at that size
	keys, others := 0.0, 0.0
	for j := range p.Sheet.Columns {
		if w := b.width(p, j); j < p.Sheet.Keys {
			keys += w
		} else {
			others += w
		}
	}
	return max(1, int(math.Ceil(others/max(readable-keys, readable/2))))
}

// columns sets the widths, and keeps the headings and the columns that say what a row is
// about in sight.
func (b *book) columns(p *Page, out *excelize.StreamWriter) error {
	for j := range p.Sheet.Columns {
		if err := out.SetColWidth(j+1, j+1, b.width(p, j)); err != nil {
			return err
		}
	}
	keys := 0
	if p.Sheet.Keys < len(p.Sheet.Columns) {
		keys = p.Sheet.Keys
	}
	corner, err := excelize.CoordinatesToCellName(keys+1, headRow+1)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if keys > 0 {
		pane = "bottomRight"
	}
	return out.SetPanes(&excelize.Panes{Freeze: true, XSplit: keys, YSplit: headRow, TopLeftCell: corner, ActivePane: pane})
}

// width is the width of a column: of its longest text, within what a person reads.
func (b *book) width(p *Page, j int) float64 {
	const least, most, margin = 6, 40, 2
	width := least
	for line := range strings.Lines(b.text(p.Sheet.Columns[j].Head)) {
		width = max(width, min(tables.TextWidth(line), 16)) // longer headings are wrapped
	}
	for i := range p.height() {
		width = max(width, tables.TextWidth(b.shown(p, p.cell(i, j))))
	}
	return float64(min(width, most) + margin)
}
