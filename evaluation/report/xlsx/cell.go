package xlsx

import (
	"math"
	"math/big"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// cell is a cell of a page without its formula.
func (b *book) cell(p *Page, i, j int) (excelize.Cell, error) {
	c := p.cell(i, j)
	s := style{align: p.Sheet.Columns[j].Align, border: true, indent: min(c.Indent, 15), foot: i >= len(p.Sheet.Rows)}
	value, decimals, plain := b.number(p, c)
	if !plain {
		s.format = textFormat
		text := b.shown(p, c)
		s.wrap = tables.TextWidth(text) > 40
		return b.say(text, s)
	}
	s.format = numberFormat(c, decimals)
	id, err := b.style(s)
	return excelize.Cell{StyleID: id, Value: value}, err
}

// number is the number of a cell as a workbook has it, and how many decimals are shown;
// -1 is as many as it has. plain is false if the cell holds none, or a fraction.
func (b *book) number(p *Page, c tables.Cell) (value float64, decimals int, plain bool) {
	if c.Value == nil || c.Kind < tables.IntegerCell || c.Kind == tables.FractionCell {
		return 0, 0, false
	}
	exact := c.Value
	switch c.Kind {
	case tables.DecimalCell:
		if decimals = c.Digits; p.Digits != nil {
			decimals = min(decimals, *p.Digits)
		}
	case tables.AmountCell, tables.ExactCell:
		if c.Measure != nil {
			m := c.Measure.In(b.options.Language)
			exact, decimals = m.Value(exact), m.Digits
		}
		if c.Kind == tables.ExactCell && !c.Value.IsInt() {
			decimals += 2
		}
	case tables.NumberCell:
		decimals = -1
	}
	value, _ = exact.Float64()
	return value, decimals, !math.IsInf(value, 0)
}

// shown is a cell as a reader sees it, more or less: for widths, and what stands as text.
func (b *book) shown(p *Page, c tables.Cell) string {
	text := ""
	switch value, decimals, plain := b.number(p, c); {
	case plain && decimals >= 0:
		text = new(big.Rat).SetFloat64(value).FloatString(decimals)
		text += strings.Repeat(" ", len(text)/4) // commas between thousands
	case c.Value != nil:
		text = c.Value.RatString()
		if c.Kind == tables.NumberCell {
			text = strings.TrimRight(c.Value.FloatString(6), "0")
		}
	case c.Kind == tables.MissingCell && c.Text == tables.Text{}:
		text = "–"
	default:
		text = b.text(c.Text)
	}
	return c.Before + text + c.After
}

// textFormat is the format of texts: a text stays one if somebody edits it.
const textFormat = "@"

// numberFormat is the format of a number: thousands apart in amounts, all decimals that
// the measure has, marks before and behind.
func numberFormat(c tables.Cell, decimals int) string {
	format := "0"
	switch {
	case decimals < 0:
		format = "General"
	case c.Kind == tables.AmountCell || c.Kind == tables.ExactCell:
		format = "#,##0"
	}
	if decimals > 0 {
		format += "." + strings.Repeat("0", decimals)
	}
	before, after := literal(c.Before), literal(c.After)
	if !c.Signed {
		return before + format + after
	}
	return before + "+" + format + after + ";" + before + "-" + format + after + ";" + before + format + after
}

// literal is a mark in a format.
func literal(mark string) string {
	if mark == "" {
		return ""
	}
	return `"` + strings.ReplaceAll(tables.Printable(mark), `"`, "") + `"`
}

// style is how a cell looks.
type style struct {
	format      string
	align       tables.Align
	indent      int
	head, title bool
	foot        bool
	border      bool
	wrap        bool
}

// style is the number of a style in the workbook.
func (b *book) style(s style) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	font := &excelize.Font{Family: b.options.Font, Size: 11}
	switch {
	case s.title:
		font.Family, font.Size = b.options.HeadFont, 16
	case s.head:
		font.Family = b.options.HeadFont
	}
	font.Bold = s.head || s.foot
	x := &excelize.Style{Font: font, CustomNumFmt: &s.format, Alignment: &excelize.Alignment{Vertical: "center", WrapText: s.wrap, Indent: s.indent}}
	x.Alignment.Horizontal = map[tables.Align]string{tables.Left: "left", tables.Right: "right", tables.Center: "center", tables.Point: "right"}[s.align]
	if s.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			x.Border = append(x.Border, excelize.Border{Type: side, Color: "A6A6A6", Style: 1})
		}
	}
	if s.head && !s.title {
		x.Fill = excelize.Fill{Type: "pattern", Color: []string{"E7EDF4"}, Pattern: 1}
	}
	id, err := b.file.NewStyle(x)
	if err != nil {
		return 0, basis.Errorf("%w: %w", basis.ErrValue, err)
	}
	b.styles[s] = id
	return id, nil
}
