package weights

import (
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// ErrSkewed is the kind of a warning: one skewed sibling takes over the weights.
const ErrSkewed = basis.Sentinel("one skewed indicator dominates")

// ErrOffset is the kind of a warning: the scores begin above 0, and the scheme goes by
// shares of their total.
const ErrOffset = basis.Sentinel("the scores begin above 0")

// Warner is a scheme that can say what a reader of its weights should know. w are
// the weights it gave for the group, scaled to sum 1.
type Warner interface {
	Scheme
	Warnings(g Group, w []float64) []error
}

// Warnings returns what a reader of the weights w of the group should know: what
// the scheme itself says if it is a [Warner], else nothing. Schemes that hold
// others pass on the warnings of those. A nil scheme is [Declared].
//
// The schemes from the data warn, with an error that wraps [ErrSkewed], of every
// sibling whose scores have a skewness of more than 2 in size and which has more
// than twice its equal share 1/k of the weight: a few units far out then decide
// how much an indicator counts for all. Skewness is the adjusted one of a sample,
//
//	G1 = n / ((n-1)(n-2)) sum_i ((x_i - mean)/s)^3,  s with n-1
//
// the same as in spreadsheets. [Entropy], [CV], [Gini] and [IDOCRIW], which go by shares of
// a total and so by where zero is, also warn ([ErrOffset]) of siblings whose scores all
// begin at the same number above 0, at least a tenth of the largest, as efficacy
// coefficients do at 60: the shares are nearly equal then, and weights follow the offset. The way out is [Rescaled].
//
// Of skewed siblings the way out is a treatment of outliers before
// weighing, a cap ([Clamp]), or weights that people give.
func Warnings(s Scheme, g Group, w []float64) []error {
	if warner, ok := s.(Warner); ok {
		return warner.Warnings(g, w)
	}
	return nil
}

// skewed are the warnings of a scheme from the data.
func skewed(g Group, w []float64) (warnings []error) {
	k := len(w)
	if k < 2 || len(g.Scores) != k {
		return nil
	}
	for j, x := range g.Scores {
		if float64(k)*w[j] <= 2 || len(x) < 3 {
			continue
		}
		if skewness := stat.Skew(x, nil); math.Abs(skewness) > 2 {
			warnings = append(warnings, basis.Errorf("%w: %s has %.1f%% of the weight among the %d children of %s, and its skewness is %.2f",
				ErrSkewed, g.Codes[j], 100*w[j], k, g.Parent, skewness))
		}
	}
	return warnings
}

// offset warns of siblings that differ and whose scores all begin at the same number, at
// least a tenth of the largest score.
func offset(g Group) []error {
	if len(g.Scores) < 2 {
		return nil
	}
	from, top, differ := 0.0, 0.0, false
	for _, x := range g.Scores {
		if len(x) == 0 || constant(x) {
			continue
		}
		low := stats.RoundSignificant(slices.Min(x), 12)
		if differ && low != from {
			return nil
		}
		from, top, differ = low, max(top, slices.Max(x)), true
	}
	if !(from > 0) || from < stats.RoundSignificant(top/10, 12) {
		return nil
	}
	return []error{basis.Errorf("%w: all at %v, so that their shares of a total are nearly equal, and the weights follow that more than the figures; Rescaled weighs them from 0 to 1",
		ErrOffset, from)}
}

// partWarnings are the warnings of the parts of a combination, each for the
// weights it gives by itself.
func partWarnings(g Group, schemes ...Scheme) (warnings []error) {
	for _, s := range schemes {
		if _, ok := s.(Warner); !ok {
			continue
		}
		if w, err := Of(nil, s, g); err == nil {
			warnings = append(warnings, Warnings(s, g, w)...)
		}
	}
	return warnings
}

var (
	_ Warner = Entropy{}
	_ Warner = StdDev{}
	_ Warner = Variance{}
	_ Warner = CV{}
	_ Warner = Gini{}
	_ Warner = Angular{}
	_ Warner = MPSI{}
	_ Warner = CRITIC{}
	_ Warner = MEREC{}
	_ Warner = LOPCOW{}
	_ Warner = CILOS{}
	_ Warner = IDOCRIW{}
	_ Warner = PCA{}
	_ Warner = Factors{}
	_ Warner = Balance{}
	_ Warner = Rescaled{}
	_ Warner = Mix{}
	_ Warner = PerGroup{}
	_ Warner = PerClass{}
)

// Warnings says if a skewed sibling dominates, or scores begin above 0; see [Warnings].
func (Entropy) Warnings(g Group, w []float64) []error { return append(skewed(g, w), offset(g)...) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (StdDev) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (Variance) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates, or scores begin above 0; see [Warnings].
func (CV) Warnings(g Group, w []float64) []error { return append(skewed(g, w), offset(g)...) }

// Warnings says if a skewed sibling dominates, or scores begin above 0; see [Warnings].
func (Gini) Warnings(g Group, w []float64) []error { return append(skewed(g, w), offset(g)...) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (Angular) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (MPSI) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (CRITIC) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (MEREC) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (LOPCOW) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (CILOS) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates, or scores begin above 0; see [Warnings].
func (IDOCRIW) Warnings(g Group, w []float64) []error { return append(skewed(g, w), offset(g)...) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (PCA) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (Factors) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings says if a skewed sibling dominates; see [Warnings].
func (Balance) Warnings(g Group, w []float64) []error { return skewed(g, w) }

// Warnings passes on what Of says, but for where scores begin: the skewness does not depend
// on the scale, and the range of the scores is chosen.
func (r Rescaled) Warnings(g Group, w []float64) []error {
	return slices.DeleteFunc(Warnings(r.Of, g, w), func(err error) bool { return errors.Is(err, ErrOffset) })
}

// Warnings passes on what the parts say of the weights that each gives.
func (m Mix) Warnings(g Group, _ []float64) []error { return partWarnings(g, schemesOf(m.Parts)...) }

// Warnings passes on what the scheme of the group's Parent says.
func (p PerGroup) Warnings(g Group, w []float64) []error {
	return Warnings(choose(p.By, g.Parent, p.Default), g, w)
}

// Warnings passes on what the scheme of the group's Class says.
func (p PerClass) Warnings(g Group, w []float64) []error {
	return Warnings(choose(p.By, g.Class, p.Default), g, w)
}

// schemesOf returns the schemes of the parts that have a share.
func schemesOf(parts []Part) (out []Scheme) {
	for _, p := range parts {
		if p.Share != 0 {
			out = append(out, p.Scheme)
		}
	}
	return out
}
