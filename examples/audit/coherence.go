package main

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
)

// coherence says by their scores whether the indicators of each dimension belong together,
// as the audits of the European Commission's JRC do: OECD/JRC, Handbook on Constructing
// Composite Indicators (2008), step 4.
func coherence(f *indicators.Framework, t *indicators.Table) ([]tables.Sheet, error) {
	result, err := data.ModelAfter([]indicators.Step{prepare.Median{}}, nil).Evaluate(t, nil)
	if err != nil {
		return nil, err
	}
	scores := func(codes ...string) profile.Columns {
		c := profile.Columns{Codes: codes}
		for _, code := range codes {
			c.X = append(c.X, result.Scores(code).Copy())
		}
		return c
	}
	groups := tables.Sheet{Title: tables.Both("Whether the indicators of a dimension belong together (by their scores)", "同一维度的指标是否相合（按得分）")}
	groups.Head(tables.Left, tables.Both("dimension", "维度"))
	groups.Head(tables.Point, tables.Both("indicators", "指标数"), tables.Both("Cronbach's alpha", "克隆巴赫 α"), tables.Both("KMO", "KMO"),
		tables.Both("first component, %", "首个主成分，%"), tables.Both("r with the total", "与总分 r"))
	pairs := tables.Sheet{Title: tables.Both("Pairs within a dimension that hardly belong together, or count the same twice", "同一维度内相关过弱、为负或过高的指标")}
	pairs.Head(tables.Left, tables.Both("dimension", "维度"), tables.Both("indicator", "指标"), tables.Both("with", "与"))
	pairs.Head(tables.Point, tables.Both("r", "r"))
	root := f.Root()
	for _, d := range root.Children {
		var codes []string
		for _, in := range d.Children {
			codes = append(codes, in.Code)
		}
		if len(codes) < 2 { // nothing to belong together with
			continue
		}
		x := scores(codes...)
		alpha, err := x.Alpha(false)
		if err != nil {
			return nil, err
		}
		adequacy, err := x.Adequacy()
		if err != nil {
			return nil, err
		}
		parts, err := x.Components()
		if err != nil {
			return nil, err
		}
		total, err := scores(d.Code).With(scores(root.Code), profile.Pearson)
		if err != nil {
			return nil, err
		}
		groups.Add(column(t, d.Code), tables.Integer(len(codes)), tables.Decimal(alpha.Value, 2), tables.Decimal(adequacy.KMO, 2),
			tables.Decimal(100*parts.Explained()[0], 0), tables.Decimal(total[0].R, 2))
		all, err := x.Correlate(profile.Pearson)
		if err != nil {
			return nil, err
		}
		seen := map[string]bool{} // a pair may break two limits
		for _, p := range (profile.Coherence{}).Find(all) {
			if key := p.Indicator + " " + p.With[0]; !seen[key] {
				seen[key] = true
				pairs.Add(column(t, d.Code), column(t, p.Indicator), column(t, p.With[0]), tables.Decimal(p.Figure, 2))
			}
		}
	}
	groups.Note(tables.Both("Alpha below 0.5: the score averages different things and should not be ranked alone.", "α 低于 0.5：该维度得分是不同事物的平均，不宜单独排名。"))
	pairs.Note(tables.Both("|r| below 0.3, r below 0 with p < 0.05, or |r| above 0.9.", "|r| 小于 0.3，r 为负且 p < 0.05，或 |r| 大于 0.9。"))
	return []tables.Sheet{groups, pairs}, nil
}
