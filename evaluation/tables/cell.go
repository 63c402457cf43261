package tables

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// CellKind says what stands in a cell. The zero value is a blank one.
type CellKind int

// The kinds of cell.
const (
	BlankCell    CellKind = iota // nothing belongs here
	WordsCell                    // Text
	MissingCell                  // a figure that there is not; Text is the reason in a word or two
	IntegerCell                  // a whole number without commas: a rank, a count, a year
	DecimalCell                  // a number with Digits decimals
	AmountCell                   // whole smallest units of Measure, all decimals of it
	ExactCell                    // an exact number of smallest units of Measure
	NumberCell                   // an exact number without a unit, such as a weight
	FractionCell                 // an exact number, printed as a fraction: 7/3
)

var cellKinds = basis.Words{"blank", "words", "missing", "integer", "decimal", "amount", "exact", "number", "fraction"}

// String gives the word: blank, words, missing and so on.
func (k CellKind) String() string { return basis.Name(cellKinds, "CellKind", k) }

// MarshalText gives the word.
func (k CellKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(cellKinds, "kind of cell", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *CellKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(cellKinds, "kind of cell", k, text)
}

// Cell is a cell of a [Sheet]. The zero value is blank; the others are best made by the
// functions of their kind. Numbers are kept exactly and never changed.
type Cell struct {
	Kind    CellKind      `json:"kind,omitempty"`
	Text    Text          `json:"text,omitzero"`
	Value   *big.Rat      `json:"value,omitempty"`   // as a text like "7/3"
	Digits  int           `json:"digits,omitempty"`  // decimals of a DecimalCell
	Measure *fill.Measure `json:"measure,omitempty"` // of an AmountCell or ExactCell; nil: whole units without a name

	// How text and Markdown print it; files have the number alone.
	Signed bool   `json:"signed,omitempty"` // + before a number above 0
	Before string `json:"before,omitempty"` // a mark: ▲592
	After  string `json:"after,omitempty"`  // a mark: 8.20+, 甲县†
	Indent int    `json:"indent,omitempty"` // depth of a heading in a tree
}

// Words is a cell of text.
func Words(t Text) Cell { return Cell{Kind: WordsCell, Text: t} }

// Data is a cell of text that is the same in both languages: a name, a code.
func Data(s string) Cell { return Words(Same(s)) }

// Missing is a cell without its figure, for a reason of a word or two. Without a reason
// it is a dash.
func Missing(reason Text) Cell { return Cell{Kind: MissingCell, Text: reason} }

// Integer is a whole number without commas.
func Integer(n int) Cell { return Cell{Kind: IntegerCell, Value: new(big.Rat).SetInt64(int64(n))} }

// Decimal is a number with so many decimals, 0 to 12, rounded as [stats.Round] does. NaN
// is [Missing], and an infinite number the words ∞ or -∞.
func Decimal(x float64, digits int) Cell {
	digits = min(max(digits, 0), 12)
	switch {
	case math.IsNaN(x):
		return Missing(Text{})
	case math.IsInf(x, 1):
		return Data("∞")
	case math.IsInf(x, -1):
		return Data("-∞")
	}
	value, _ := new(big.Rat).SetString(strconv.FormatFloat(stats.Round(x, digits), 'f', -1, 64))
	return Cell{Kind: DecimalCell, Value: value, Digits: digits}
}

// Figure is a number with the decimals that it has, of which at most so many that there
// are 8 significant digits; the whole part has all of its digits.
func Figure(x float64) Cell {
	const most = 8
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Decimal(x, 0)
	}
	whole, decimals, _ := strings.Cut(strings.TrimPrefix(strconv.FormatFloat(x, 'f', -1, 64), "-"), ".")
	digits := len(decimals)
	if whole == "0" {
		zeros := len(decimals) - len(strings.TrimLeft(decimals, "0"))
		digits = min(digits, zeros+most)
	} else {
		digits = min(digits, max(most-len(whole), 0))
	}
	c := Decimal(x, digits)
	for c.Digits > 0 && strings.HasSuffix(c.Value.FloatString(c.Digits), "0") {
		c.Digits--
	}
	return c
}

// Rounded is a number with so many decimals at most, 0 to 12, without zeros at their end
// and with commas between thousands. Text and Markdown print up to 6 of them.
func Rounded(x float64, digits int) Cell { return Number(Decimal(x, digits).Value) }

// Short is a number with as many decimals as say something: none from 1000, 4 below 1,
// otherwise 2; see [Rounded].
func Short(x float64) Cell {
	switch a := max(x, -x); {
	case a >= 1000:
		return Rounded(x, 0)
	case a > 0 && a < 1:
		return Rounded(x, 4)
	}
	return Rounded(x, 2)
}

// Quantity is a figure with its unit, [Short]: 25.29%, 613.51 亿元. A unit that begins
// with a number stands in brackets: 31.08 (100 million yuan).
func Quantity(x float64, unit Text) Text {
	behind := Text{English: behind(unit.In(basis.English, nil)), Chinese: behind(unit.In(basis.Chinese, own))}
	return Sentence(Same("%s%s"), Short(x), behind)
}

// behind is a unit as it stands behind a number.
func behind(unit string) string {
	switch {
	case unit == "" || unit == "%" || unit == "‰":
		return unit
	case unit[0] >= '0' && unit[0] <= '9':
		return " (" + unit + ")"
	}
	return " " + unit
}

// Amount is an amount in its measure, with commas between thousands.
func Amount(a fill.Amount, m fill.Measure) Cell {
	return Cell{Kind: AmountCell, Value: a.Rat(), Measure: &m}
}

// Exact is an exact number of smallest units: printed in the measure, with two more
// decimals than it has unless they are whole, and with up to 12 in a file. nil is blank.
func Exact(x *big.Rat, m fill.Measure) Cell {
	if x == nil {
		return Cell{}
	}
	return Cell{Kind: ExactCell, Value: x, Measure: &m}
}

// Number is an exact number without a unit: printed with up to 6 decimals and commas
// between thousands, with up to 12 in a file. nil is blank.
func Number(x *big.Rat) Cell {
	if x == nil {
		return Cell{}
	}
	return Cell{Kind: NumberCell, Value: x}
}

// Fraction is an exact number as a fraction. nil is blank.
func Fraction(x *big.Rat) Cell {
	if x == nil {
		return Cell{}
	}
	return Cell{Kind: FractionCell, Value: x}
}

// Plus is the cell with a + before a number above 0.
func (c Cell) Plus() Cell {
	c.Signed = true
	return c
}

// check refuses a number that is not there, and digits and measures that there are not.
func (c Cell) check() error {
	switch {
	case c.Kind < BlankCell || c.Kind > FractionCell:
		return basis.Errorf("%w: there is no kind of cell %d", basis.ErrValue, int(c.Kind))
	case c.Kind >= IntegerCell && c.Value == nil:
		return basis.Errorf("%w: a cell of kind %s has no number", basis.ErrValue, c.Kind)
	case c.Digits < 0 || c.Digits > 12:
		return basis.Errorf("%w: %d decimals are not from 0 to 12", basis.ErrValue, c.Digits)
	case c.Indent < 0:
		return basis.Errorf("%w: an indent of %d", basis.ErrValue, c.Indent)
	case c.Measure != nil:
		return c.Measure.Check()
	}
	return nil
}

// measure is the measure as texts of a language have it.
func (c Cell) measure(lang basis.Language) fill.Measure {
	if c.Measure == nil || c.Measure.Check() != nil { // the writers refuse it
		return fill.Measure{}
	}
	return c.Measure.In(lang)
}

// plain prints a cell for a file: numbers without commas, signs and marks.
func (c Cell) plain(lang basis.Language, texts basis.Texts) string {
	switch c.Kind {
	case BlankCell:
		return ""
	case WordsCell, MissingCell:
		return c.Text.In(lang, texts)
	case IntegerCell:
		return c.Value.RatString()
	case DecimalCell:
		return c.Value.FloatString(c.Digits)
	case AmountCell:
		m := c.measure(lang)
		return m.Value(c.Value).FloatString(m.Digits)
	case ExactCell:
		return shortest(c.measure(lang).Value(c.Value))
	case NumberCell:
		return shortest(c.Value)
	}
	return c.Value.RatString()
}

// Shown is the cell as text and Markdown print it: with commas, signs and marks. texts are the
// Chinese of texts that have none of their own; those of this package ([OwnTexts]) belong to
// them.
func (c Cell) Shown(lang basis.Language, texts basis.Texts) string {
	var s string
	switch c.Kind {
	case MissingCell:
		if s = c.Text.In(lang, texts); s == "" {
			s = "–"
		}
	case AmountCell, ExactCell:
		s = c.measure(lang).Text(c.Value)
	case NumberCell:
		s = fill.Number(c.Value)
	default:
		s = c.plain(lang, texts)
	}
	if c.Signed && c.number() && c.Value.Sign() > 0 {
		s = "+" + s
	}
	return c.Before + s + c.After
}

// number reports whether the cell holds a number.
func (c Cell) number() bool { return c.Kind >= IntegerCell }

// shortest prints a number for a spreadsheet: no separators, up to 12 decimals.
func shortest(x *big.Rat) string {
	s := x.FloatString(12)
	if s = strings.TrimSuffix(strings.TrimRight(s, "0"), "."); s == "-0" {
		return "0"
	}
	return s
}
