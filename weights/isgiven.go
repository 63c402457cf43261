package weights

// Given is a scheme that may weigh without a look at the scores. Given reports whether
// it does for the group, of which it sees all but the scores.
//
// What such a scheme gives weight 0 is known not to count before there are scores, so
// that an evaluation neither fits a scale to it nor asks for its figures. A scheme
// without the method is one from the data.
type Given interface {
	Scheme
	Given(g Group) bool
}

// IsGiven reports whether the weights of a group do not depend on its scores: they are
// declared, fixed, equal or judged by people, or combined of such alone. A nil scheme is
// [Declared].
func IsGiven(s Scheme, g Group) bool {
	if s == nil {
		return true
	}
	given, ok := s.(Given)
	return ok && given.Given(g)
}

var (
	_ Given = Equal{}
	_ Given = Declared{}
	_ Given = Fixed{}
	_ Given = AHP{}
	_ Given = GroupAHP{}
	_ Given = BWM{}
	_ Given = BudgetAllocation{}
	_ Given = RankOrder{}
	_ Given = PerGroup{}
	_ Given = PerClass{}
	_ Given = Mix{}
	_ Given = Product{}
	_ Given = MinInformation{}
	_ Given = GameTheory{}
	_ Given = Clamp{}
	_ Given = Perturb{}
)

// Given reports true.
func (Equal) Given(Group) bool { return true }

// Given reports true.
func (Declared) Given(Group) bool { return true }

// Given reports true.
func (Fixed) Given(Group) bool { return true }

// Given reports true.
func (AHP) Given(Group) bool { return true }

// Given reports true.
func (GroupAHP) Given(Group) bool { return true }

// Given reports true.
func (BWM) Given(Group) bool { return true }

// Given reports true.
func (BudgetAllocation) Given(Group) bool { return true }

// Given reports true.
func (RankOrder) Given(Group) bool { return true }

// Given is that of the scheme of the group's Parent.
func (p PerGroup) Given(g Group) bool { return IsGiven(choose(p.By, g.Parent, p.Default), g) }

// Given is that of the scheme of the group's Class.
func (p PerClass) Given(g Group) bool { return IsGiven(choose(p.By, g.Class, p.Default), g) }

// Given reports whether all parts with a share are.
func (m Mix) Given(g Group) bool { return allGiven(g, schemesOf(m.Parts)) }

// Given reports whether all parts with a share are.
func (p Product) Given(g Group) bool { return allGiven(g, schemesOf(p.Parts)) }

// Given reports whether all parts with a share are.
func (m MinInformation) Given(g Group) bool { return allGiven(g, schemesOf(m.Parts)) }

// Given reports whether all schemes are.
func (c GameTheory) Given(g Group) bool { return allGiven(g, c.Of) }

// Given is that of Of.
func (c Clamp) Given(g Group) bool { return IsGiven(c.Of, g) }

// Given is that of Of.
func (p Perturb) Given(g Group) bool { return IsGiven(p.Of, g) }

func allGiven(g Group, schemes []Scheme) bool {
	for _, s := range schemes {
		if !IsGiven(s, g) {
			return false
		}
	}
	return true
}
