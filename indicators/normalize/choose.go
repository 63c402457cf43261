package normalize

import (
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// PerIndicator chooses a normalizer by the code of the indicator, with Default
// for all others. A nil normalizer, Default or one of By, is [MinMax]. A code that is no
// measured indicator is refused by the model that scores ([basis.Naming]).
type PerIndicator struct {
	Default Normalizer            `json:"default,omitzero"`
	By      map[string]Normalizer `json:"by,omitzero" names:"column"`
}

var _ AnySize = PerIndicator{}

// Fit fits the normalizer of the indicator.
func (n PerIndicator) Fit(s Sample) (Scale, error) {
	if of, ok := n.By[s.Indicator.Code]; ok {
		return orMinMax(of).Fit(s)
	}
	return orMinMax(n.Default).Fit(s)
}

// AnyClassSize implements [AnySize].
func (n PerIndicator) AnyClassSize() Normalizer {
	n.Default, n.By = AnyClassSize(n.Default), maps.Clone(n.By)
	for code, of := range n.By {
		n.By[code] = AnyClassSize(of)
	}
	return n
}

// WithinClass fits another normalizer to each class of units alone, so that
// counties are measured against counties and districts against districts. A nil
// Of is [MinMax]. Units without a class ("") are a class of their own. Goalposts
// given as Bounds of the indicator are the same for every class.
//
// In a small class each unit makes the scale of the others: one that leaves can
// turn their order. So Fit refuses a class of fewer than Least values
// ([ErrSmallClass]), unless the indicator has Bounds; 0 stands for 10, and Least 1
// allows any class. The way out is a scale over all units, a larger class, or a
// Least that says that the class was wanted.
//
// Fit also refuses a sample without values ([basis.ErrMissing]) and what Of
// refuses for a class, such as one whose values are all equal or that has a single
// value ([basis.ErrConstant]); all such classes are reported at once, by name.
type WithinClass struct {
	Of    Normalizer `json:"of"`
	Least int        `json:"least,omitzero"`
}

// ErrSmallClass is a class of too few units to take a scale from.
const ErrSmallClass = basis.Sentinel("class too small to be normalized within itself")

var _ AnySize = WithinClass{}

// Fit gives a [ClassScale] with a scale for every class in the sample.
func (n WithinClass) Fit(s Sample) (Scale, error) {
	if len(s.X) != len(s.Class) {
		return nil, s.fail(basis.Errorf("%w: %d classes for %d values", indicators.ErrRow, len(s.Class), len(s.X)))
	}
	if len(s.X) == 0 {
		return nil, s.fail(basis.Errorf("%w: there is no value to take a scale from", basis.ErrMissing))
	}
	parts := s.byClass()
	out := ClassScale{By: make(map[string]Scale, len(parts))}
	var errs []error
	least := n.Least
	if least == 0 {
		least = 10
	}
	for _, class := range slices.Sorted(maps.Keys(parts)) {
		if have := len(parts[class].X); have < least && s.Indicator.Bounds == nil {
			errs = append(errs, s.fail(basis.Errorf("class %q: %w: %d values, fewer than %d", class, ErrSmallClass, have, least)))
			continue
		}
		scale, err := orMinMax(n.Of).Fit(*parts[class])
		if err != nil {
			errs = append(errs, s.inClass(class, err))
			continue
		}
		out.By[class] = scale
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// byClass is the sample of each class.
func (s Sample) byClass() map[string]*Sample {
	parts := make(map[string]*Sample)
	for i, class := range s.Class {
		p := parts[class]
		if p == nil {
			p = &Sample{Indicator: s.Indicator, Rough: s.Rough}
			parts[class] = p
		}
		p.X, p.Class = append(p.X, s.X[i]), append(p.Class, class)
		if i < len(s.Units) {
			p.Units = append(p.Units, s.Units[i])
		}
	}
	return parts
}

// inClass names the class in an error. Our errors name the indicator already; the class
// goes behind it.
func (s Sample) inClass(class string, err error) error {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var errs []error
		for _, e := range several.Unwrap() {
			errs = append(errs, s.inClass(class, e))
		}
		return basis.JoinErrors(errs...)
	}
	var at *indicators.InputError
	if errors.As(err, &at) && at.Indicator == s.Indicator.Code && at.Error() == err.Error() {
		return &indicators.InputError{Unit: at.Unit, Indicator: at.Indicator, Err: basis.Errorf("class %q: %w", class, at.Err)}
	}
	return s.fail(basis.Errorf("class %q: %w", class, err))
}

// AnyClassSize implements [AnySize].
func (n WithinClass) AnyClassSize() Normalizer {
	n.Of, n.Least = AnyClassSize(n.Of), 1
	return n
}

// ClassScale has a scale for each class. The score of a unit whose class has none
// is NaN; [Frozen] reports such classes when a scale is used again.
type ClassScale struct {
	By map[string]Scale `json:"by"`
}

var _ Scale = ClassScale{}

// At returns the score of x on the scale of the class.
func (s ClassScale) At(x float64, class string) float64 {
	of, ok := s.By[class]
	if !ok {
		return math.NaN()
	}
	return of.At(x, class)
}

// String gives the formula of every class, in the order of their names.
func (s ClassScale) String() string { return s.Text().String() }

// Text gives the words of String.
func (s ClassScale) Text() basis.Text {
	var out basis.Text
	for i, class := range slices.Sorted(maps.Keys(s.By)) {
		of := basis.Textf("%s: %v", class, s.By[class])
		if class == "" {
			of = basis.Textf("(no class): %v", s.By[class])
		}
		if out = basis.Textf("%v; %v", out, of); i == 0 {
			out = of
		}
	}
	return basis.Textf("within class: %v", out)
}

// Covers implements [Covering].
func (s ClassScale) Covers(class string) bool {
	of, ok := s.By[class]
	return ok && covers(of, class)
}

// Check implements [Checked].
func (s ClassScale) Check() error {
	if len(s.By) == 0 {
		return basis.Errorf("%w: there is no class", basis.ErrValue)
	}
	var errs []error
	for _, class := range slices.Sorted(maps.Keys(s.By)) {
		if err := checkScale(s.By[class]); err != nil {
			errs = append(errs, basis.Errorf("class %q: %w", class, err))
		}
	}
	return basis.JoinErrors(errs...)
}
