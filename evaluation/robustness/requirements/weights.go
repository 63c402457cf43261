package requirements

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ExplainsAtMost asks that no measured indicator explains more than Share of the variance
// of the score that is ranked by: Pearson's correlation ratio, as [weights.Importance]
// estimates it. Units are taken together, whatever their class.
type ExplainsAtMost struct {
	Share float64 `json:"share"`
}

// ImportanceWithin asks that at every node each child's share of what all explain of the
// variance ([weights.ChildImportance.Share]) is within Factor of its declared weight:
//
//	1 / Factor <= Share_j / d_j <= Factor
//
// Children with declared weight 0 are left to [NoZeroWeights]. Classes that are weighed
// alone are looked at alone. In a flat model the only node is the root.
type ImportanceWithin struct {
	Factor float64 `json:"factor"`
}

// NoZeroWeights asks that every measured indicator has a weight above 0 in the root, in
// every class that is weighed alone.
type NoZeroWeights struct{}

var (
	_ Requirement = ExplainsAtMost{}
	_ Requirement = ImportanceWithin{}
	_ Requirement = NoZeroWeights{}
)

// Text says it in words.
func (r ExplainsAtMost) Text() basis.Text {
	return basis.Textf("no indicator explains more than %s %% of the variance", figure(100*r.Share))
}

// Check implements [Requirement]; there is a breach for each indicator, the worst first.
func (r ExplainsAtMost) Check(c Candidate) error {
	if !(r.Share >= 0 && r.Share <= 1) {
		return basis.Errorf("%w: a share of %v is not from 0 to 1", basis.ErrValue, r.Share)
	}
	f := c.Result.Prepared.Framework()
	at := c.Decision.Code
	if at == "" {
		at = f.Root().Code
	}
	in, ok := f.Find(at)
	if !ok {
		return &indicators.InputError{Indicator: at, Err: basis.ErrUnknown}
	}
	g := weights.Group{Parent: at}
	var under func(in indicators.Indicator)
	under = func(in indicators.Indicator) {
		if in.Measured() {
			g.Codes, g.Scores = append(g.Codes, in.Code), append(g.Scores, c.Result.Scores(in.Code).Copy())
		}
		for _, child := range in.Children {
			under(child)
		}
	}
	under(in)
	equal := make([]float64, len(g.Codes)) // the ratio does not look at weights
	idle := c.Result.NotCounted()
	for j, code := range g.Codes {
		if !slices.Contains(idle, code) {
			equal[j] = 1
		}
	}
	g, equal = withScores(g, equal)
	all, err := weights.Importance(g, equal, c.Result.Scores(at).Copy())
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b weights.ChildImportance) int { return cmp.Compare(b.Ratio, a.Ratio) })
	var errs []error
	for _, x := range all {
		if x.Ratio > r.Share {
			errs = append(errs, &Breach{Requirement: r.Text(), Found: x.Ratio, Limit: r.Share, Indicators: []string{x.Code}})
		}
	}
	return basis.JoinErrors(errs...)
}

// Text says it in words.
func (r ImportanceWithin) Text() basis.Text {
	return basis.Textf("importance is within a factor of %s of the declared weight", figure(r.Factor))
}

// Check implements [Requirement]; there is a breach for each indicator, with the factor by
// which its importance is above its weight (above 1) or below it (below 1).
func (r ImportanceWithin) Check(c Candidate) error {
	if !(r.Factor >= 1) {
		return basis.Errorf("%w: a factor of %v is below 1", basis.ErrValue, r.Factor)
	}
	l, err := layout.New(c.Result)
	if err != nil {
		return err
	}
	var errs []error
	for _, class := range l.Classes {
		for _, at := range slices.Backward(l.Order) {
			g, w, err := c.Result.Group(l.Codes[at], class)
			if err != nil {
				return err
			}
			if l.Idle[at] {
				continue
			}
			g, w = withScores(g, w)
			declared, err := weights.Of(nil, weights.Declared{}, g)
			if err != nil {
				errs = append(errs, &indicators.InputError{Indicator: g.Parent, Err: err})
				continue
			}
			all, err := weights.Importance(g, w, c.parent(l, at, class))
			if err != nil {
				errs = append(errs, &indicators.InputError{Indicator: g.Parent, Err: err})
				continue
			}
			for j, x := range all {
				d := declared[j]
				if d == 0 || x.Share >= d/r.Factor && x.Share <= d*r.Factor {
					continue
				}
				b := &Breach{Requirement: r.Text(), Found: x.Share / d, Limit: r.Factor, Indicators: []string{x.Code}}
				if b.Found < 1 {
					b.Limit = 1 / r.Factor
				}
				if class != "" {
					b.Of = basis.Textf("class %s", class)
				}
				errs = append(errs, b)
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// withScores leaves out the siblings of weight 0 that lack scores: they count as absent.
func withScores(g weights.Group, w []float64) (weights.Group, []float64) {
	all := g
	g.Codes, g.Declared, g.Scores = nil, nil, nil
	var kept []float64
	for j, x := range all.Scores {
		if w[j] == 0 && slices.ContainsFunc(x, math.IsNaN) {
			continue
		}
		g.Codes, g.Scores, kept = append(g.Codes, all.Codes[j]), append(g.Scores, x), append(kept, w[j])
		if len(all.Declared) == len(all.Codes) {
			g.Declared = append(g.Declared, all.Declared[j])
		}
	}
	return g, kept
}

// parent are the scores of a node before rulings add points, of the units of one class.
func (c Candidate) parent(l *layout.Layout, at int, class string) []float64 {
	from := c.Result.Scores(l.Codes[at])
	if at == 0 {
		from = c.Result.Before()
	}
	var out []float64
	for row := range l.Class {
		if l.Classes[l.Class[row]] == class {
			out = append(out, from.At(row))
		}
	}
	return out
}

// Text says it in words.
func (NoZeroWeights) Text() basis.Text { return basis.Textf("no indicator has weight 0") }

// Check implements [Requirement]; a breach is of one class, with all its indicators of
// weight 0.
func (r NoZeroWeights) Check(c Candidate) error {
	l, err := layout.New(c.Result)
	if err != nil {
		return err
	}
	var errs []error
	for _, class := range l.Classes {
		_, global, _ := c.Result.ClassWeights(class)
		b := &Breach{Requirement: r.Text()}
		if class != "" {
			b.Of = basis.Textf("class %s", class)
		}
		for _, at := range l.Leaves {
			if global[at] == 0 {
				b.Indicators = append(b.Indicators, l.Codes[at])
			}
		}
		if b.Indicators != nil {
			errs = append(errs, b)
		}
	}
	return basis.JoinErrors(errs...)
}
