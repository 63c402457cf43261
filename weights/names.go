package weights

import (
	"iter"

	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	_ basis.Naming = PerGroup{}
	_ basis.Naming = PerClass{}
	_ basis.Naming = Clamp{}
	_ basis.Naming = Fixed{}
	_ basis.Naming = RankOrder{}
	_ basis.Naming = BudgetAllocation{}
	_ basis.Naming = AHP{}
	_ basis.Naming = GroupAHP{}
	_ basis.Naming = BWM{}
	_ basis.Naming = Mix{}
	_ basis.Naming = Product{}
	_ basis.Naming = MinInformation{}
	_ basis.Naming = GameTheory{}
	_ basis.Naming = Rescaled{}
	_ basis.Naming = Perturb{}
	_ basis.Naming = IDOCRIW{}
)

// Names implements [basis.Naming]: the parents of By, and what the schemes name.
func (p PerGroup) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Keys(basis.ComposedIndicator, p.By), basis.NamesOf(p.Default), basis.NamesIn(p.By))
}

// Names implements [basis.Naming]: the classes of By, and what the schemes name. The
// class "" is that of units that have none.
func (p PerClass) Names() iter.Seq[basis.Mention] {
	classes := func(yield func(basis.Mention) bool) {
		for class := range p.By {
			if class != "" && !yield(basis.Mention{Sort: basis.Attribute, Heading: "class", Name: class}) {
				return
			}
		}
	}
	return basis.AllNames(classes, basis.NamesOf(p.Default), basis.NamesIn(p.By))
}

// Names implements [basis.Naming]: the siblings of By, and what Of names.
func (c Clamp) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Keys(basis.AnyIndicator, c.By), basis.NamesOf(c.Of))
}

// Names implements [basis.Naming].
func (f Fixed) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.AnyIndicator, f) }

// Names implements [basis.Naming]: the codes of Ranks.
func (r RankOrder) Names() iter.Seq[basis.Mention] {
	return basis.Keys(basis.AnyIndicator, r.Ranks)
}

// Names implements [basis.Naming]: the codes that have points of an expert.
func (b BudgetAllocation) Names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, e := range b.Experts {
			for m := range basis.Keys(basis.AnyIndicator, e.Points) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Names implements [basis.Naming]: the codes that are judged.
func (a AHP) Names() iter.Seq[basis.Mention] { return judged(a.Judgements) }

// Names implements [basis.Naming]: the codes that a judge judges.
func (a GroupAHP) Names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, j := range a.Judges {
			for m := range judged(j.Judgements) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

func judged(judgements []Judgement) iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, j := range judgements {
			for m := range basis.Mentions(basis.AnyIndicator, j.A, j.B) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Names implements [basis.Naming]: Best, Worst and the codes that are judged.
func (b BWM) Names() iter.Seq[basis.Mention] {
	return basis.AllNames(basis.Mentions(basis.AnyIndicator, b.Best, b.Worst),
		basis.Keys(basis.AnyIndicator, b.BestToOthers), basis.Keys(basis.AnyIndicator, b.OthersToWorst))
}

// Names implements [basis.Naming]: what the parts name.
func (m Mix) Names() iter.Seq[basis.Mention] { return namesOfParts(m.Parts) }

// Names implements [basis.Naming]: what the parts name.
func (p Product) Names() iter.Seq[basis.Mention] { return namesOfParts(p.Parts) }

// Names implements [basis.Naming]: what the parts name.
func (m MinInformation) Names() iter.Seq[basis.Mention] { return namesOfParts(m.Parts) }

func namesOfParts(parts []Part) iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, p := range parts {
			for m := range basis.NamesOf(p.Scheme) {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Names implements [basis.Naming]: what the schemes name.
func (c GameTheory) Names() iter.Seq[basis.Mention] { return basis.NamesOf(c.Of...) }

// Names implements [basis.Naming]: what Of names.
func (r Rescaled) Names() iter.Seq[basis.Mention] { return basis.NamesOf(r.Of) }

// Names implements [basis.Naming]: what Of names.
func (p Perturb) Names() iter.Seq[basis.Mention] { return basis.NamesOf(p.Of) }

// Names implements [basis.Naming]: the siblings that are costs.
func (i IDOCRIW) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.AnyIndicator, i.Costs...)
}
