package xlsx

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Page is a sheet of a workbook.
type Page struct {
	Name     tables.Text // of the tab; what a tab cannot have is replaced
	Sheet    tables.Sheet
	Formulas []Formula

	// Digits is how many decimals are shown of cells that have more, so that formulas can
	// compute with all of them; nil shows what the cells have.
	Digits *int
}

// Formula is the formula of a cell that has its value.
type Formula struct {
	Row, Column int    // of the rows and, behind them, those of the foot, from 0
	Text        string // with a verb %s for each reference: SUM(%s:%s)
	Refs        []Ref
}

// Ref is a reference to a cell.
type Ref struct {
	Page        string // English name of the page; "": that of the formula
	Row, Column int    // as in Formula
	Fixed       bool   // $A$1, for a reader who copies the formula
}

// here are references to cells of a column of the same page.
func here(column int, rows ...int) []Ref {
	refs := make([]Ref, len(rows))
	for i, row := range rows {
		refs[i] = Ref{Row: row, Column: column}
	}
	return refs
}

// height is the number of rows that can have formulas.
func (p *Page) height() int { return len(p.Sheet.Rows) + len(p.Sheet.Foot) }

// cell is a cell of the rows or of the foot.
func (p *Page) cell(row, column int) tables.Cell {
	if n := len(p.Sheet.Rows); row >= n {
		if foot := p.Sheet.Foot[row-n]; column < len(foot) {
			return foot[column]
		}
		return tables.Cell{}
	}
	return p.Sheet.Cell(row, column)
}

// column is the column under a heading, -1 if there is none.
func (p *Page) column(english string) int {
	for j, c := range p.Sheet.Columns {
		if c.Head.English == english {
			return j
		}
	}
	return -1
}

// check refuses formulas where no number stands, and references to nothing.
func (p *Page) check(pages map[string]*Page) error {
	if err := p.Sheet.Check(); err != nil {
		return err
	}
	for _, f := range p.Formulas {
		if f.Row < 0 || f.Row >= p.height() || f.Column < 0 || f.Column >= len(p.Sheet.Columns) || p.cell(f.Row, f.Column).Value == nil {
			return basis.Errorf("%w: the formula of row %d, column %d stands where there is no number", basis.ErrValue, f.Row+1, f.Column+1)
		}
		for _, r := range f.Refs {
			of, ok := p, true
			if r.Page != "" {
				of, ok = pages[r.Page]
			}
			if !ok || r.Row < 0 || r.Row >= of.height() || r.Column < 0 || r.Column >= len(of.Sheet.Columns) {
				return basis.Errorf("%w: the formula of row %d, column %d refers to a cell that there is not", basis.ErrUnknown, f.Row+1, f.Column+1)
			}
		}
	}
	return nil
}
