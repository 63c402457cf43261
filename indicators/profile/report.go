package profile

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Report is what there is to see in a table before it is weighted.
type Report struct {
	Summaries []Summary `json:"summaries,omitzero"` // of the measured indicators
	Groups    []Group   `json:"groups,omitzero"`    // of the composed ones with at least two measured ones below, root first
	Findings  []Finding `json:"findings,omitzero"`
}

// A Group tells how the measured indicators below one node hang together, turned
// so that more is better. What has no value is nil, and Undefined says why.
type Group struct {
	Code         string        `json:"code"` // of the node
	Codes        []string      `json:"codes,omitzero"`
	Correlations []Correlation `json:"correlations,omitzero"` // Pearson, of all pairs
	Alpha        *Alpha        `json:"alpha,omitzero"`        // of the standardized columns
	Components   *Components   `json:"components,omitzero"`
	Adequacy     *Adequacy     `json:"adequacy,omitzero"`
	Undefined    []error       `json:"undefined,omitzero"`
}

// Of looks at a table, best a prepared one, whose computed indicators are there.
// Findings are those of [Shape], [Spread], [Fence], [Products] and [Parts] on the measured
// indicators, then of [Coherence], all with their usual limits, then of the checks
// in more. Coherence looks at all pairs for a high correlation, but only at pairs
// of siblings for low and negative ones.
//
// The error is that of a check in more that does not fit the table.
func Of(t *indicators.Table, more ...Check) (Report, error) {
	var r Report
	var err error
	if r.Summaries, err = Describe(t); err != nil {
		return r, err
	}
	if r.Groups, err = groups(t); err != nil {
		return r, err
	}
	r.Findings = Shape{}.Of(r.Summaries)
	found, err := Run(t, Spread{}, Fence{}, Products{}, Parts{})
	if err != nil {
		return r, err
	}
	r.Findings = append(r.Findings, found...)
	if len(r.Groups) > 0 {
		r.Findings = append(r.Findings, siblings(t.Framework(), r.Groups[0].Correlations)...)
	}
	found, err = Run(t, more...)
	r.Findings = append(r.Findings, found...)
	if err != nil {
		return r, basis.Errorf("profile: %w", err)
	}
	return r, nil
}

// groups profiles the nodes with several measured indicators below.
func groups(t *indicators.Table) ([]Group, error) {
	var out []Group
	for _, node := range t.Framework().Nodes() {
		var codes []string
		for _, in := range node.Leaves() {
			codes = append(codes, in.Code)
		}
		if node.Measured() || len(codes) < 2 {
			continue
		}
		c, err := Oriented(t, codes...)
		if err != nil {
			return nil, err
		}
		g := Group{Code: node.Code, Codes: codes}
		if g.Correlations, err = c.Correlate(Pearson); err != nil {
			return nil, err
		}
		fail := func(err error) bool {
			if err != nil {
				g.Undefined = append(g.Undefined, err)
			}
			return err != nil
		}
		if a, err := c.Alpha(false); !fail(err) {
			g.Alpha = &a
		}
		if p, err := c.Components(); !fail(err) {
			g.Components = &p
		}
		if a, err := c.Adequacy(); !fail(err) {
			g.Adequacy = &a
		}
		out = append(out, g)
	}
	return out, nil
}

// siblings applies [Coherence] to pairs with the same parent, and its rule on high
// correlations to all.
func siblings(f *indicators.Framework, all []Correlation) []Finding {
	parent := map[string]string{}
	for _, node := range f.Nodes() {
		for _, c := range node.Children {
			parent[c.Code] = node.Code
		}
	}
	var out []Finding
	for _, r := range all {
		for _, found := range (Coherence{}).Find([]Correlation{r}) {
			if found.Rule == RuleHigh || parent[r.A] == parent[r.B] {
				out = append(out, found)
			}
		}
	}
	return out
}
