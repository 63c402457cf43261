package rollup

import (
	"iter"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Rule makes the figure of one large unit from its members. It is a value without
// state, and safe for concurrent use. A rule that has Names ([basis.Naming]) names the
// columns that it takes: members without a figure in one of them are then seen to
// before (Column.Gaps). Members are at least one.
type Rule interface {
	Figure(m Members) (exact.Number, error)
}

// Column is one figure of the large units: the computed column of their table, and
// how it is made.
type Column struct {
	Code  string   `json:"code"` // of the table of the large units, declared computed
	Rule  Rule     `json:"rule"`
	Gaps  Gaps     `json:"gaps,omitzero"`  // what a member without a figure means
	Empty *float64 `json:"empty,omitzero"` // the figure of a large unit without members; nil: 0 of sums and counts, otherwise not applicable
}

// Gaps says what it means that a member has no figure. The zero value is Refuse.
type Gaps int

// What a gap means.
const (
	Refuse   Gaps = iota // "must be there": an error
	LeaveOut             // "leave out": the figure is made of the others, and marked open
	NoFigure             // "no figure": the large unit has none either
)

var gapWords = basis.Words{"must be there", "leave out", "no figure"}

// String gives the words.
func (g Gaps) String() string { return basis.Name(gapWords, "Gaps", g) }

// MarshalText gives the words.
func (g Gaps) MarshalText() ([]byte, error) { return basis.MarshalWord(gapWords, "Gaps", g) }

// UnmarshalText accepts exactly the words of String.
func (g *Gaps) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(gapWords, "Gaps", g, text)
}

// Split says in which large units one small unit counts, and with what share. The
// shares are decimals that sum to 1 exactly.
type Split struct {
	Unit    string             `json:"unit"`             // code of the small unit
	Columns []string           `json:"columns,omitzero"` // that these shares were agreed for; none: all others, and how often it counts
	Shares  map[string]float64 `json:"shares"`           // by code of the large unit
}

// Rollup makes figures of large units from a table of small ones. The zero Rollup has
// no columns, and is refused.
type Rollup struct {
	By         string     `json:"by,omitzero"`         // heading under which a small unit has the code of its large one: region, class, tag:KEY; "": region
	Columns    []Column   `json:"columns"`             //
	Splits     []Split    `json:"splits,omitzero"`     // of units that count in several
	Distinct   string     `json:"distinct,omitzero"`   // heading under which no two small units may have the same; "": the code alone
	Outside    bool       `json:"outside,omitzero"`    // small units that the frame has no large one for are left out; otherwise an error
	Disclosure Disclosure `json:"disclosure,omitzero"` // the zero value: a figure is confidential if one that it is made of is
}

// Rolled is what a roll-up made.
type Rolled struct {
	Table    *indicators.Table `json:"table,omitzero"`    // the large units, with the columns filled
	Outside  []Outside         `json:"outside,omitzero"`  // small units that are left out
	Notes    []Note            `json:"notes,omitzero"`    // every figure that is not plainly made of all members
	Withheld []Primary         `json:"withheld,omitzero"` // figures that Disclosure makes confidential
}

// Outside is a small unit, or its share, that counts nowhere.
type Outside struct {
	Unit  string `json:"unit"`
	Large string `json:"large"` // what it has instead of a large unit of the frame
}

// Note is one figure of a large unit that has something to be said about.
type Note struct {
	Unit string          `json:"unit"` // the large one
	Code string          `json:"code"`
	Mark indicators.Mark `json:"mark"` // of the figure
	Why  basis.Text      `json:"why"`
}

// Members are the small units of a large one that have the figures that a rule takes.
type Members struct {
	t    *indicators.Table
	rows []int
	of   *frame
	in   int // the large unit
}

// Len is the number of members.
func (m Members) Len() int { return len(m.rows) }

// Units ranges over the members.
func (m Members) Units() iter.Seq2[int, indicators.Unit] {
	return func(yield func(int, indicators.Unit) bool) {
		for i, row := range m.rows {
			if !yield(i, m.t.Unit(row)) {
				return
			}
		}
	}
}

// Figure is the whole figure of a member.
func (m Members) Figure(i int, code string) exact.Number { return m.t.Exact(code).At(m.rows[i]) }

// Share is the part of a member's figure that counts in the large unit; "" is the part
// of the member itself.
func (m Members) Share(i int, code string) exact.Number { return m.of.share(m.rows[i], code, m.in) }

// Part is the figure of a member times its share.
func (m Members) Part(i int, code string) exact.Number {
	return times(m.Figure(i, code), m.Share(i, code))
}

// Parts are the parts of all members.
func (m Members) Parts(code string) []exact.Number {
	column := m.t.Exact(code)
	out := make([]exact.Number, len(m.rows))
	for i, row := range m.rows {
		out[i] = times(column.At(row), m.of.share(row, code, m.in))
	}
	return out
}

// times leaves a raw figure that counts whole as it is.
func times(x, share exact.Number) exact.Number {
	if share.IsRaw() && share.Float() == 1 {
		return x
	}
	return exact.Product(x, share)
}
