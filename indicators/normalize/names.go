package normalize

import (
	"iter"

	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	_ basis.Naming = PerIndicator{}
	_ basis.Naming = Distance{}
	_ basis.Naming = Frozen{}
	_ basis.Naming = WithinClass{}
	_ basis.Naming = PeerScore{}
	_ basis.Naming = Points{}
	_ basis.Naming = Clip{}
	_ basis.Naming = Log{}
	_ basis.Naming = Bands{}
)

// Names implements [basis.Naming]: the indicators of By, and what the normalizers name.
func (n PerIndicator) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Keys(basis.MeasuredIndicator, n.By), basis.NamesOf(n.Default), basis.NamesIn(n.By))
}

// Names implements [basis.Naming]: the indicators that have a reference.
func (n Distance) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.MeasuredIndicator, n.To) }

// Names implements [basis.Naming]: the indicators that have a scale. The classes of a
// [ClassScale] were found in the data, and are none that anybody wrote.
func (n Frozen) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.MeasuredIndicator, n) }

// Names implements [basis.Naming]: what Of names.
func (n WithinClass) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }

// Names implements [basis.Naming]: what Of names.
func (n PeerScore) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }

// Names implements [basis.Naming]: what Of names.
func (n Points) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }

// Names implements [basis.Naming]: what Of names.
func (n Clip) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }

// Names implements [basis.Naming]: what Of names.
func (n Log) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }

// Names implements [basis.Naming]: what Of names.
func (n Bands) Names() iter.Seq[basis.Mention] { return basis.NamesOf(n.Of) }
