package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// pageWidth is the number of columns to which running text is wrapped.
const pageWidth = 108

// page writes the results for a reader.
type page struct {
	*study
	lang basis.Language
	all  bool // name the counties of all grades
	out  strings.Builder
}

// say is a text in the language of the page, with the values of its verbs.
func (p *page) say(t tables.Text, values ...any) string {
	if len(values) > 0 {
		t = tables.Sentence(t, values...)
	}
	return tables.Printable(t.In(p.lang, nil))
}

// list puts the items of a list behind one another, and sentences that belong together.
func (p *page) list(items []string) string      { return strings.Join(items, p.say(inList)) }
func (p *page) sentences(items []string) string { return strings.Join(items, p.say(inText)) }

// line writes one or more lines of text under a label at the left of the page.
func (p *page) line(label tables.Text, text string) {
	indent := 11
	if p.lang == basis.Chinese {
		indent = 6
	}
	left := p.say(label)
	for _, l := range tables.Wrap(text, pageWidth-indent) {
		p.out.WriteString(tables.Pad(left, indent, tables.Left) + l + "\n")
		left = ""
	}
}

// oneLine is the text of an error, which may be several joined, on one line.
func (p *page) oneLine(err error) string {
	return tables.Printable(strings.ReplaceAll(err.Error(), "\n", p.say(inText)))
}

// named is the name of a county, as far as a page names it: unless all are to be
// named, a ranked county below the best grade is "one county of grade C".
func (p *page) named(place evaluation.Place) string {
	if p.all || place.Rank == 0 || place.Grade == bestGrade() {
		return p.say(tables.UnitName(place.Unit))
	}
	return p.say(wordOneOf, place.Grade)
}

// label is the short name of an indicator, if it has one.
func label(in indicators.Indicator) tables.Text {
	if t, ok := shortNames[in.Code]; ok {
		return t
	}
	return tables.IndicatorName(in)
}

// measure is what the language counts an award in.
func (p *page) measure(a award) incentive.Measure {
	if p.lang == basis.Chinese {
		return a.plan.Pool.Measure.Chinese()
	}
	return a.plan.Pool.Measure.English()
}

// quantity is a value with its unit: 25.29%, 613.51 亿元.
func quantity(x float64, unit string) tables.Text {
	zh, ok := unitNames[unit]
	if !ok {
		zh = unit
	}
	return tables.Sentence(both("%s%s", "%s%s"), figure(x), both(behind(unit), behind(zh)))
}

// behind is a unit as it stands behind a number.
func behind(unit string) string {
	switch {
	case unit == "" || unit == "%" || unit == "‰":
		return unit
	case unit[0] >= '0' && unit[0] <= '9': // 31.08 (100 million yuan)
		return " (" + unit + ")"
	}
	return " " + unit
}

// figure is a value with as many decimals as say something.
func figure(x float64) tables.Cell {
	switch a := max(x, -x); {
	case a >= 1000:
		return rounded(x, 0)
	case a > 0 && a < 1:
		return rounded(x, 4)
	}
	return rounded(x, 2)
}

// plain is a value with all its digits.
func plain(x float64) tables.Cell { return rounded(x, 12) }

// points is a weight in points of 100.
func points(x float64) tables.Cell { return rounded(x, 1) }

// rounded is a value with so many decimals at most and commas between thousands.
func rounded(x float64, digits int) tables.Cell {
	return tables.Number(tables.Decimal(x, digits).Value)
}
