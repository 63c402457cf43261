package prepare

import (
	"iter"

	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	_ basis.Naming = PerIndicator{}
	_ basis.Naming = Off{}
	_ basis.Naming = EachYear{}
	_ basis.Naming = Classify{}
	_ basis.Naming = Screen{}
	_ basis.Naming = Constant{}
	_ basis.Naming = Ratio{}
	_ basis.Naming = Sum{}
	_ basis.Naming = Largest{}
	_ basis.Naming = Growth{}
	_ basis.Naming = Median{}
	_ basis.Naming = Mean{}
	_ basis.Naming = Neighbors{}
	_ basis.Naming = Regression{}
	_ basis.Naming = Carry{}
	_ basis.Naming = Interpolate{}
	_ basis.Naming = Transform{}
	_ basis.Naming = Treat{}
	_ basis.Naming = Winsorize{}
)

// Names implements [basis.Naming]: the columns of By, and what the steps name.
func (s PerIndicator) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Keys(basis.MeasuredIndicator, s.By), basis.NamesOf(s.Default), basis.NamesIn(s.By))
}

// Names implements [basis.Naming]: what Of names, though it is switched off.
func (s Off) Names() iter.Seq[basis.Mention] { return basis.NamesOf(s.Of) }

// Names implements [basis.Naming]: what Of names.
func (s EachYear) Names() iter.Seq[basis.Mention] { return basis.NamesOf(s.Of) }

// Names implements [basis.Naming]: columns, classes, levels, regions and tags that the
// rules ask for, and the classes that they give. A class is given from its rule on.
func (s Classify) Names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, r := range s {
			for m := range r.names() {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// names are those of one rule.
func (r ClassRule) names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		if r.Code != "" && !yield(basis.Mention{Sort: basis.MeasuredIndicator, Name: r.Code}) {
			return
		}
		for _, x := range [][2]string{{"class", r.Was}, {"level", r.Level}, {"region", r.Region}} {
			if x[1] != "" && !yield(basis.Mention{Sort: basis.Attribute, Heading: x[0], Name: x[1]}) {
				return
			}
		}
		for key, value := range r.Tags {
			if !yield(basis.Mention{Sort: basis.Attribute, Heading: "tag:" + key, Name: value}) {
				return
			}
		}
		if r.Class != "" {
			yield(basis.Mention{Sort: basis.Attribute, Heading: "class", Name: r.Class, Given: true})
		}
	}
}

func columnNames(lists ...[]string) iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, list := range lists {
			for m := range basis.Mentions(basis.MeasuredIndicator, list...) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Names implements [basis.Naming]: the Columns. The units of In and Out are asked for
// by Apply.
func (s Screen) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns) }

// Names implements [basis.Naming]: the columns of By.
func (s Constant) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.MeasuredIndicator, s.By) }

// Names implements [basis.Naming]: the column that is made, and those it is made of.
func (s Ratio) Names() iter.Seq[basis.Mention] { return columnNames([]string{s.Code, s.Of, s.By}) }

// Names implements [basis.Naming]: the column that is made, and those it is made of.
func (s Sum) Names() iter.Seq[basis.Mention] { return columnNames([]string{s.Code}, s.Of, s.Less) }

// Names implements [basis.Naming]: the column that is made, and those it is chosen from.
func (s Largest) Names() iter.Seq[basis.Mention] { return columnNames([]string{s.Code}, s.Of) }

// Names implements [basis.Naming]: the column that is made, and the one it is made of.
func (s Growth) Names() iter.Seq[basis.Mention] { return columnNames([]string{s.Code, s.Of}) }

// Names implements [basis.Naming]: the Columns.
func (s Median) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns) }

// Names implements [basis.Naming]: the Columns.
func (s Mean) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns) }

// Names implements [basis.Naming]: Columns and By.
func (s Neighbors) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns, s.By) }

// Names implements [basis.Naming]: Columns and By.
func (s Regression) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns, s.By) }

// Names implements [basis.Naming]: the Columns.
func (s Carry) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns) }

// Names implements [basis.Naming]: the Columns.
func (s Interpolate) Names() iter.Seq[basis.Mention] { return columnNames(s.Columns) }

// Names implements [basis.Naming]: the Columns, and what By names.
func (s Transform) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(columnNames(s.Columns), basis.NamesOf(s.By))
}

// Names implements [basis.Naming]: the Columns, and what Then names.
func (s Treat) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(columnNames(s.Columns), basis.NamesOf(s.Then))
}

// Names implements [basis.Naming]: the Columns, and what At names.
func (s Winsorize) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(columnNames(s.Columns), basis.NamesOf(s.At))
}
