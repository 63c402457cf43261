package incentive_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// numbers are figures by code, in the unit of the measure.
type numbers = map[string]float64

// texts are words by code.
type texts = map[string]string

// given are awards by code, in smallest units.
type given map[string]incentive.Amount

// awards are those of an allocation.
func awards(a *incentive.Allocation) given {
	g := given{}
	for _, w := range a.Awards {
		g[w.Place.Unit.Code] = w.Amount
	}
	return g
}

// inUnit are the awards and the remainder in the unit of the measure.
func inUnit(a *incentive.Allocation) map[string]string {
	m := a.Pool.Measure
	of := map[string]string{"": m.Value(a.Remainder.Rat()).RatString()}
	for _, w := range a.Awards {
		of[w.Place.Unit.Code] = m.Value(w.Amount.Rat()).RatString()
	}
	return of
}

// none is no limit.
var none = incentive.None()

// quoted is an article in both languages.
type quoted struct{ en, zh string }

func quote(a incentive.Article) quoted {
	return quoted{a.Text.String(), a.Text.Say(basis.Chinese, incentive.Texts())}
}

// inChinese is the text of a clause in Chinese.
func inChinese(w basis.Worded) string { return w.Text().Say(basis.Chinese, incentive.Texts()) }

// row gives county 000 the first number, county 001 the second ...
func row(xs ...float64) numbers {
	of := numbers{}
	for i, x := range xs {
		of[code(i)] = x
	}
	return of
}

// figures puts lists together.
func figures(lists ...any) (f incentive.Figures) {
	for _, l := range lists {
		switch l := l.(type) {
		case incentive.Decimals:
			f.Decimals = append(f.Decimals, l)
		case incentive.Words:
			f.Words = append(f.Words, l)
		case incentive.Flags:
			f.Flags = append(f.Flags, l)
		case map[string]*incentive.Allocation:
			f.Allocations = l
		case map[string]evaluation.Ranking:
			f.Rankings = l
		default:
			panic("no list")
		}
	}
	return f
}

// decimals is a list of numbers.
func decimals(name string, of numbers) incentive.Decimals {
	return incentive.Decimals{Name: name, Of: of}
}

// said is a list of words.
func said(name string, of texts) incentive.Words { return incentive.Words{Name: name, Of: of} }

// belongs is a list of words that says "in" of the members and "not" of all others.
func belongs(name string, r evaluation.Ranking, members ...string) incentive.Words {
	l := said(name, texts{})
	for _, p := range r.Places {
		if l.Of[p.Unit.Code] = "not"; slices.Contains(members, p.Unit.Code) {
			l.Of[p.Unit.Code] = "in"
		}
	}
	return l
}

// under is a ceiling for those that a list of its name says "in" of.
func under(name string, amount float64) incentive.Clause {
	return incentive.Under{Name: name, Members: evaluation.Members{By: "list:" + name, In: []string{"in"}}, Amount: amount}
}

// file is a table of an allocation as a CSV file.
func file(t *testing.T, s tables.Sheet, lang basis.Language) string {
	t.Helper()
	o := tables.CSVOptions{Language: lang}
	var b strings.Builder
	require.NoError(t, tables.WriteCSV(&b, s, o))
	return b.String()
}
