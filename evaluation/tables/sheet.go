package tables

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sheet is a table for people in both languages, as data: [WriteText], [WriteCSV] and
// [WriteMarkdown] print it, and as JSON it is read back as it was. The functions of this
// package make one of each result; a program may change it before it is printed (leave
// rows out, take another title, mark cells) or make its own.
type Sheet struct {
	Title   Text     `json:"title,omitzero"`
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`           // cells that are left out at the end are blank
	Foot    [][]Cell `json:"foot,omitempty"` // rows of totals, the last of the table
	Notes   []Text   `json:"notes,omitempty"`

	// Keys is the number of first columns that say what a row is about. If a table is
	// too wide for a terminal, the columns behind them are printed in several blocks,
	// and these stand in each.
	Keys int `json:"keys,omitempty"`
}

// Column is a column of a sheet.
type Column struct {
	Head   Text  `json:"head,omitzero"`
	Align  Align `json:"align,omitempty"`
	Most   int   `json:"most,omitempty"`   // columns of a terminal; longer texts are cut, and end in …; 0: any
	Detail bool  `json:"detail,omitempty"` // for files: text and Markdown have it if asked for details
}

// Align says where in a column its cells stand. The zero value is Left.
type Align int

// The alignments.
const (
	Left Align = iota
	Right
	Center
	Point // numbers with their decimal points under one another, all else to the right
)

var aligns = basis.Words{"left", "right", "center", "point"}

// String gives left, right, center or point.
func (a Align) String() string { return basis.Name(aligns, "Align", a) }

// MarshalText gives the word.
func (a Align) MarshalText() ([]byte, error) { return basis.MarshalWord(aligns, "alignment", a) }

// UnmarshalText accepts exactly the words of String.
func (a *Align) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(aligns, "alignment", a, text)
}

// Add appends a row.
func (s *Sheet) Add(cells ...Cell) { s.Rows = append(s.Rows, cells) }

// Head appends columns under these headings, all aligned alike.
func (s *Sheet) Head(a Align, heads ...Text) {
	for _, h := range heads {
		s.Columns = append(s.Columns, Column{Head: h, Align: a})
	}
}

// Note appends a note.
func (s *Sheet) Note(notes ...Text) { s.Notes = append(s.Notes, notes...) }

// Cell is a cell of the rows, blank if the row is too short for it.
func (s *Sheet) Cell(row, column int) Cell {
	if row < 0 || row >= len(s.Rows) || column < 0 || column >= len(s.Rows[row]) {
		return Cell{}
	}
	return s.Rows[row][column]
}

// Check refuses a row with more cells than there are columns, an unknown alignment, and
// cells that hold no number where they should. It wraps [basis.ErrValue].
func (s *Sheet) Check() error {
	if len(s.Columns) == 0 {
		return basis.Errorf("%w: the sheet has no columns", basis.ErrEmpty)
	}
	if s.Keys < 0 || s.Keys > len(s.Columns) {
		return basis.Errorf("%w: %d key columns of %d", basis.ErrValue, s.Keys, len(s.Columns))
	}
	for j, c := range s.Columns {
		if c.Align < Left || c.Align > Point {
			return basis.Errorf("%w: column %d has no alignment %d", basis.ErrValue, j+1, int(c.Align))
		}
	}
	for i, row := range s.all() {
		if len(row) > len(s.Columns) {
			return basis.Errorf("%w: row %d has %d cells for %d columns", basis.ErrValue, i+1, len(row), len(s.Columns))
		}
		for j, c := range row {
			if err := c.check(); err != nil {
				return basis.Errorf("row %d, column %d: %w", i+1, j+1, err)
			}
		}
	}
	return nil
}

// all are the rows and those of the foot.
func (s *Sheet) all() [][]Cell { return append(s.Rows[:len(s.Rows):len(s.Rows)], s.Foot...) }

// check refuses a sheet or a language that cannot be printed.
func (s *Sheet) check(lang basis.Language) error {
	if lang != basis.English && lang != basis.Chinese {
		return basis.Errorf("%w: there is no language %d", basis.ErrUnknown, int(lang))
	}
	return s.Check()
}

// left, right and point are columns of one alignment.
func left(head Text) Column   { return Column{Head: head} }
func right(head Text) Column  { return Column{Head: head, Align: Right} }
func point(head Text) Column  { return Column{Head: head, Align: Point} }
func detail(head Text) Column { return Column{Head: head, Detail: true} }
