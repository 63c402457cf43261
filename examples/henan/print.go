package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// pageWidth is the number of columns to which running text is wrapped.
const pageWidth = 108

// page writes the results for a reader.
type page struct {
	*study
	tables.Page
	all bool // name the counties of all grades
}

// newPage is an empty page in a language.
func newPage(s *study, lang basis.Language, all bool) *page {
	labels := 11
	if lang == basis.Chinese {
		labels = 6
	}
	return &page{study: s, all: all, Page: tables.Page{Language: lang, Texts: basis.JoinTexts(classNames, unitNames), Width: pageWidth, Labels: labels}}
}

// oneLine is the text of an error, which may be several joined, on one line.
func (p *page) oneLine(err error) string {
	said := basis.Say(err, p.Language, basis.JoinTexts(tables.Texts(), complaints))
	return tables.Printable(p.Clauses(strings.Split(said, "\n")))
}

// named is the name of a county, as far as a page names it: unless all are to be
// named, a ranked county below the best grade is "one county of grade C". Of one's own
// data all are named.
func (p *page) named(place evaluation.Place) tables.Text {
	if p.hides(place) {
		return tables.Sentence(wordOneOf, place.Grade)
	}
	return tables.UnitName(place.Unit)
}

// hides reports whether the page does not name a county.
func (p *page) hides(place evaluation.Place) bool {
	return p.BuiltIn && !p.all && place.Rank > 0 && place.Grade != p.bestGrade()
}

// label is the short name of an indicator, if it has one.
func label(in indicators.Indicator) tables.Text {
	if t, ok := shortNames[in.Code]; ok {
		return t
	}
	return tables.IndicatorName(in)
}

// quantity is a value with its unit.
func quantity(x float64, unit string) tables.Text {
	return tables.Quantity(x, tables.Text{English: unit, Chinese: unitNames[unit]})
}
