package main

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// scores are columns of scores.
func (a *audit) scores(codes ...string) profile.Columns {
	c := profile.Columns{Codes: codes}
	for _, code := range codes {
		c.X = append(c.X, a.result.Scores(code).Copy())
	}
	return c
}

// cohere looks at how the indicators hang together, by their scores.
func (a *audit) cohere() error {
	root := a.result.Prepared.Framework().Root()
	dimension := map[string]string{}
	var leaves, dims []string
	for _, d := range root.Children {
		g := group{code: d.Code}
		for _, c := range d.Children {
			g.codes = append(g.codes, c.Code)
			dimension[c.Code] = d.Code
		}
		x := a.scores(g.codes...)
		var err error
		if g.alpha, err = x.Alpha(false); err != nil {
			return err
		}
		if g.adequacy, err = x.Adequacy(); err != nil {
			return err
		}
		if g.parts, err = x.Components(); err != nil {
			return err
		}
		leaves, dims = append(leaves, g.codes...), append(dims, d.Code)
		a.groups = append(a.groups, g)
	}
	all, err := a.scores(leaves...).Correlate(profile.Pearson)
	if err != nil {
		return err
	}
	for _, f := range (profile.Coherence{}).Find(all) {
		switch {
		case dimension[f.Indicator] == dimension[f.With[0]]:
			a.pairs = append(a.pairs, f)
		case f.Rule == profile.RuleHigh:
			a.across = append(a.across, f)
		}
	}
	a.dimensions, err = a.scores(dims...).Correlate(profile.Pearson)
	return err
}

// weigh sets the weight of each indicator against its importance: the part of the
// variance of the total that a smooth curve in it explains.
func (a *audit) weigh() error {
	root := a.result.Prepared.Framework().Root().Code
	codes := a.result.Codes()
	_, global := a.result.Weights(a.ranking.Places[0].Unit.Code)
	weight := func(code string) float64 { return global[slices.Index(codes, code)] }
	total := a.scores(root)
	leaves := weights.Group{Parent: root}
	var w []float64
	for k := range a.groups {
		g := &a.groups[k]
		g.weight = weight(g.code)
		with, err := a.scores(g.code).With(total, profile.Pearson)
		if err != nil {
			return err
		}
		g.total = with[0]
		for _, code := range g.codes {
			r := a.row(code)
			with, err := a.scores(code).With(a.scores(g.code, root), profile.Pearson)
			if err != nil {
				return err
			}
			r.weight, r.node, r.total = weight(code), with[0].R, with[1].R
			leaves.Codes, leaves.Scores, w = append(leaves.Codes, code), append(leaves.Scores, a.result.Scores(code).Copy()), append(w, r.weight)
		}
	}
	importance, err := weights.Importance(leaves, w, total.X[0])
	if err != nil {
		return err
	}
	for _, c := range importance {
		r := a.row(c.Code)
		r.share, r.linear = c.Share, c.LinearShare
	}
	return nil
}

func (a *audit) row(code string) *row {
	return &a.indicators[slices.IndexFunc(a.indicators, func(r row) bool { return r.code == code })]
}

// link sets the scores against the size of the units and against variables that
// are not scored, by ranks.
func (a *audit) link() error {
	scores := a.scores(a.result.Prepared.Framework().Root().Code)
	for _, g := range a.groups {
		c := a.scores(g.code)
		scores.Codes, scores.X = append(scores.Codes, c.Codes...), append(scores.X, c.X...)
	}
	size, err := profile.Raw(a.figures, "residents", "area", "gdp")
	if err != nil {
		return err
	}
	outside, err := profile.Raw(a.figures, "primary_share")
	if err != nil {
		return err
	}
	for _, code := range []string{"gdp", "fiscal_revenue"} {
		x := a.figures.Column(code).Copy()
		for i, n := range a.figures.Column("residents").All() {
			x[i] /= n
		}
		outside.Codes, outside.X = append(outside.Codes, code+"_per_resident"), append(outside.X, x)
	}
	bySize, err := scores.With(size, profile.Spearman)
	if err != nil {
		return err
	}
	a.size = profile.Size{}.Find(bySize)
	byOther, err := scores.With(outside, profile.Spearman)
	a.links = slices.Concat(bySize, byOther)
	return err
}

// leaveOut ranks the counties without one indicator after the other, whose weight
// then goes to the others of its dimension.
func (a *audit) leaveOut(f *indicators.Framework, t *indicators.Table) error {
	declared := weights.Fixed{}
	for _, n := range f.Nodes() {
		declared[n.Code] = n.Weight
	}
	for i := range a.indicators {
		r := &a.indicators[i]
		w := declared[r.code]
		declared[r.code] = 0
		result, err := data.Model(declared).Evaluate(t, nil)
		if err != nil {
			return fmt.Errorf("without %s: %w", r.code, err)
		}
		declared[r.code] = w
		without, err := data.Decision().Rank(result)
		if err != nil {
			return fmt.Errorf("without %s: %w", r.code, err)
		}
		c, err := evaluation.Compare(a.ranking, without)
		if err != nil {
			return fmt.Errorf("without %s: %w", r.code, err)
		}
		r.tau, r.shift = c.Kendall, c.MaxShift
		for _, s := range c.Shifts {
			if s.From <= first && s.To > first {
				r.replaced++
			}
		}
	}
	return nil
}

// ratio of importance to weight, as published.
func (r row) ratio() float64 { return stats.Round(r.share/r.weight, 2) }

// identities counts the accounting rules and those that were broken.
func (a *audit) identities() (rules, broken int) {
	for _, r := range a.rules {
		if r.rule == profile.RuleIdentity {
			rules++
			broken += len(r.found)
		}
	}
	return rules, broken
}

// extreme returns the indicators with the smallest and the largest figure.
func (a *audit) extreme(of func(r row) float64) (least, most row) {
	least, most = a.indicators[0], a.indicators[0]
	for _, r := range a.indicators {
		if of(r) < of(least) {
			least = r
		}
		if of(r) > of(most) {
			most = r
		}
	}
	return least, most
}

// codesIf lists the indicators for which a test holds.
func (a *audit) codesIf(test func(r row) bool) []string {
	var out []string
	for _, r := range a.indicators {
		if test(r) {
			out = append(out, r.code)
		}
	}
	return out
}

// share of the variance that the first component has.
func (g group) first() float64 { return g.parts.Explained()[0] }
