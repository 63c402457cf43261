package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// candidate is one way of weighting.
type candidate struct {
	main   bool // on the page without -all
	name   tables.Text
	scheme weights.Scheme
}

// candidates are all schemes of package weights, each weighing the children of every node
// of the framework; what a scheme needs beyond the scores comes from the declared weights.
// Those with a star rest on judgements that are made up here.
func candidates(f *indicators.Framework) []candidate {
	ranks := declaredRanks(f)
	order := func(r weights.RankRule) weights.Scheme { return weights.RankOrder{Ranks: ranks, Rule: r} }
	rescaled := func(s weights.Scheme) weights.Scheme { return weights.Rescaled{Of: s, Lo: 20, Hi: 100} }
	halves := []weights.Part{{Scheme: weights.Declared{}, Share: 0.5}, {Scheme: weights.Entropy{}, Share: 0.5}}
	return []candidate{
		// people say how much each counts
		{true, tables.Both("declared", "方案权重"), weights.Declared{}},
		{true, tables.Both("equal", "等权"), weights.Equal{}},
		{true, tables.Both("rank order ROC", "序位 ROC"), order(weights.ROC)},
		{false, tables.Both("rank sum", "序位和"), order(weights.RankSum)},
		{false, tables.Both("rank reciprocal", "序位倒数"), order(weights.RankReciprocal)},
		{false, tables.Both("RANCOM", "序位 RANCOM"), order(weights.RANCOM)},
		// from judgements, made up here
		{false, tables.Both("budget*", "预算分配*"), panel(f)},
		{true, tables.Both("AHP*", "层次分析*"), weights.AHP{Judgements: judgements(f, byOne)}},
		{false, tables.Both("group AHP*", "群组 AHP*"), weights.GroupAHP{Judges: []weights.Judge{
			{Name: "one", Judgements: judgements(f, byOne)},
			{Name: "two", Judgements: judgements(f, doubling)},
		}}},
		{false, tables.Both("fuzzy AHP*", "模糊层次分析*"), weights.FuzzyAHP{Judgements: vague(judgements(f, byOne))}},
		{true, tables.Both("best-worst*", "最优最劣*"), bestWorst(f)},
		// from the scores alone
		{true, tables.Both("entropy", "熵权"), weights.Entropy{}},
		{false, tables.Both("entropy 20–100", "熵权 20–100"), rescaled(weights.Entropy{})},
		{true, tables.Both("std deviation", "标准差"), weights.StdDev{}},
		{false, tables.Both("variance", "方差"), weights.Variance{}},
		{true, tables.Both("variation CV", "变异系数"), weights.CV{}},
		{false, tables.Both("Gini", "基尼系数"), weights.Gini{}},
		{false, tables.Both("angular", "夹角"), weights.Angular{}},
		{false, tables.Both("MPSI", "MPSI"), weights.MPSI{}},
		{true, tables.Both("CRITIC", "CRITIC"), weights.CRITIC{}},
		{false, tables.Both("LOPCOW", "LOPCOW"), weights.LOPCOW{}},
		{false, tables.Both("MEREC", "MEREC"), weights.MEREC{}},
		{false, tables.Both("MEREC 20–100", "MEREC 20–100"), rescaled(weights.MEREC{})},
		{false, tables.Both("CILOS", "CILOS"), weights.CILOS{}},
		{false, tables.Both("CILOS 20–100", "CILOS 20–100"), rescaled(weights.CILOS{})},
		{false, tables.Both("IDOCRIW", "IDOCRIW"), weights.IDOCRIW{}},
		{false, tables.Both("IDOCRIW 20–100", "IDOCRIW 20–100"), rescaled(weights.IDOCRIW{})},
		{false, tables.Both("independence", "独立性权重"), weights.Independence{}},
		{false, tables.Both("PCA", "主成分"), weights.PCA{}},
		{false, tables.Both("factors", "因子分析"), weights.Factors{}},
		// from both, and around others
		{false, tables.Both("balance", "相关平衡"), weights.Balance{}},
		{false, tables.Both("near balance", "相关近平衡"), weights.Balance{Nearest: true}},
		{true, tables.Both("mix", "加法组合"), weights.Mix{Parts: halves}},
		{true, tables.Both("product", "乘法合成"), weights.Product{Parts: []weights.Part{{Scheme: weights.Declared{}, Share: 1}, {Scheme: weights.Entropy{}, Share: 1}}}},
		{false, tables.Both("min information", "最小鉴别信息"), weights.MinInformation{Parts: halves}},
		{false, tables.Both("game theory", "博弈论"), weights.GameTheory{Of: []weights.Scheme{weights.Declared{}, weights.Entropy{}}}},
		{false, tables.Both("improved game", "改进博弈论"), weights.GameTheory{Of: []weights.Scheme{weights.Declared{}, weights.Entropy{}}, Improved: true}},
		{false, tables.Both("entropy 15–60%", "熵权 15–60%"), weights.Clamp{Of: weights.Entropy{}, Lo: 0.15, Hi: 0.6}},
		{true, tables.Both("entropy below", "下级熵权"), weights.PerGroup{Default: weights.Entropy{}, By: map[string]weights.Scheme{f.Root().Code: weights.Declared{}}}},
		{false, tables.Both("declared ±25%", "方案 ±25%"), weights.Perturb{Of: weights.Declared{}, Spread: 0.25, Seed: 1}},
	}
}

// groups returns the children of every composed indicator, by its code.
func groups(in indicators.Indicator) map[string][]indicators.Indicator {
	out := map[string][]indicators.Indicator{}
	if !in.Measured() {
		out[in.Code] = in.Children
	}
	for _, c := range in.Children {
		for code, children := range groups(c) {
			out[code] = children
		}
	}
	return out
}

// declaredRanks is the order of importance that the declared weights say: 1 plus
// the number of siblings that weigh more.
func declaredRanks(f *indicators.Framework) map[string]int {
	out := map[string]int{}
	for _, siblings := range groups(f.Root()) {
		for _, a := range siblings {
			out[a.Code] = 1
			for _, b := range siblings {
				if b.Weight > a.Weight {
					out[a.Code]++
				}
			}
		}
	}
	return out
}

// byOne and doubling are two made-up ways to judge siblings that stand so many
// places apart in the order of the declared weights (equal weights share a place).
func byOne(places int) float64    { return float64(1 + places) }
func doubling(places int) float64 { return math.Ldexp(1, places) }

// places returns the place of each sibling, from 0.
func places(siblings []indicators.Indicator) []int {
	var sizes []float64
	for _, s := range siblings {
		sizes = append(sizes, s.Weight)
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	sizes = slices.Compact(sizes)
	out := make([]int, len(siblings))
	for i, s := range siblings {
		out[i] = slices.Index(sizes, s.Weight)
	}
	return out
}

// judgements are those of a made-up judge on every pair of siblings.
func judgements(f *indicators.Framework, ratio func(places int) float64) []weights.Judgement {
	var out []weights.Judgement
	for _, siblings := range groups(f.Root()) {
		at := places(siblings)
		for i, a := range siblings {
			for j, b := range siblings[:i] {
				r := weights.Judgement{A: a.Code, B: b.Code, Ratio: ratio(at[j] - at[i])}
				if at[i] > at[j] {
					r = weights.Judgement{A: b.Code, B: a.Code, Ratio: ratio(at[i] - at[j])}
				}
				out = append(out, r)
			}
		}
	}
	return out
}

// vague are judgements each of which may be off by a half of a place.
func vague(sharp []weights.Judgement) []weights.FuzzyJudgement {
	out := make([]weights.FuzzyJudgement, len(sharp))
	for i, v := range sharp {
		out[i] = weights.FuzzyJudgement{A: v.A, B: v.B, Low: max(v.Ratio-0.5, 1/(v.Ratio+0.5)), Ratio: v.Ratio, High: v.Ratio + 0.5}
	}
	return out
}

// bestWorst are the made-up judgements of the best-worst method: from place to
// place the importance halves.
func bestWorst(f *indicators.Framework) weights.Scheme {
	out := weights.PerGroup{By: map[string]weights.Scheme{}}
	for parent, siblings := range groups(f.Root()) {
		at := places(siblings)
		best, worst := slices.Index(at, 0), slices.Index(at, slices.Max(at))
		m := weights.BWM{Best: siblings[best].Code, Worst: siblings[worst].Code, BestToOthers: map[string]float64{}, OthersToWorst: map[string]float64{}}
		for i, s := range siblings {
			m.BestToOthers[s.Code] = doubling(at[i])
			m.OthersToWorst[s.Code] = doubling(at[worst] - at[i])
		}
		out.By[parent] = m
	}
	return out
}

// panel are as many made-up experts as there are dimensions; each gives one of
// them twice its declared weight, and its heaviest indicator too.
func panel(f *indicators.Framework) weights.Scheme {
	var out weights.BudgetAllocation
	for _, d := range f.Root().Children {
		e := weights.Expert{Name: d.Code, Points: map[string]float64{}}
		for _, siblings := range groups(f.Root()) {
			for _, s := range siblings {
				e.Points[s.Code] = s.Weight
			}
		}
		e.Points[d.Code] *= 2
		if len(d.Children) > 0 {
			heaviest := slices.MaxFunc(d.Children, func(a, b indicators.Indicator) int { return cmp.Compare(a.Weight, b.Weight) })
			e.Points[heaviest.Code] *= 2
		}
		out.Experts = append(out.Experts, e)
	}
	return out
}
