package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// candidate is one way of weighting.
type candidate struct {
	key    string // for the words
	scheme weights.Scheme
}

// The groups of candidates, which is their order.
const (
	given     = "given"     // people say how much each counts
	judged    = "judged"    // from judgements, made up here
	fromData  = "data"      // from the scores alone
	combining = "combining" // from both
)

// candidates are all schemes of package weights, each weighing the children of
// every node of the framework; what a scheme needs beyond the scores comes from
// the declared weights, in the way that the page tells.
func candidates(f *indicators.Framework) map[string][]candidate {
	ranks := declaredRanks(f)
	order := func(r weights.RankRule) weights.Scheme { return weights.RankOrder{Ranks: ranks, Rule: r} }
	rescaled := func(s weights.Scheme) weights.Scheme { return weights.Rescaled{Of: s, Lo: 20, Hi: 100} }
	halves := []weights.Part{{Scheme: weights.Declared{}, Share: 0.5}, {Scheme: weights.Entropy{}, Share: 0.5}}
	return map[string][]candidate{
		given: {
			{"declared", weights.Declared{}},
			{"equal", weights.Equal{}},
			{"roc", order(weights.ROC)},
			{"ranksum", order(weights.RankSum)},
			{"reciprocal", order(weights.RankReciprocal)},
			{"rancom", order(weights.RANCOM)},
		},
		judged: {
			{"budget", panel(f)},
			{"ahp", weights.AHP{Judgements: judgements(f, byOne)}},
			{"groupahp", weights.GroupAHP{Judges: []weights.Judge{
				{Name: "one", Judgements: judgements(f, byOne)},
				{Name: "two", Judgements: judgements(f, doubling)},
			}}},
			{"bwm", bestWorst(f)},
		},
		fromData: {
			{"entropy", weights.Entropy{}},
			{"entropy20", rescaled(weights.Entropy{})},
			{"stddev", weights.StdDev{}},
			{"variance", weights.Variance{}},
			{"cv", weights.CV{}},
			{"gini", weights.Gini{}},
			{"angular", weights.Angular{}},
			{"mpsi", weights.MPSI{}},
			{"critic", weights.CRITIC{}},
			{"lopcow", weights.LOPCOW{}},
			{"merec", weights.MEREC{}},
			{"merec20", rescaled(weights.MEREC{})},
			{"cilos", weights.CILOS{}},
			{"cilos20", rescaled(weights.CILOS{})},
			{"idocriw", weights.IDOCRIW{}},
			{"idocriw20", rescaled(weights.IDOCRIW{})},
			{"pca", weights.PCA{}},
			{"factors", weights.Factors{}},
		},
		combining: {
			{"balance", weights.Balance{}},
			{"nearest", weights.Balance{Nearest: true}},
			{"mix", weights.Mix{Parts: halves}},
			{"product", weights.Product{Parts: []weights.Part{{Scheme: weights.Declared{}, Share: 1}, {Scheme: weights.Entropy{}, Share: 1}}}},
			{"mininfo", weights.MinInformation{Parts: halves}},
			{"game", weights.GameTheory{Of: []weights.Scheme{weights.Declared{}, weights.Entropy{}}}},
			{"improved", weights.GameTheory{Of: []weights.Scheme{weights.Declared{}, weights.Entropy{}}, Improved: true}},
			{"clamp", weights.Clamp{Of: weights.Entropy{}, Lo: 0.15, Hi: 0.6}},
			{"pergroup", weights.PerGroup{Default: weights.Entropy{}, By: map[string]weights.Scheme{f.Root().Code: weights.Declared{}}}},
			{"perturb", weights.Perturb{Of: weights.Declared{}, Spread: 0.25, Seed: 1}},
		},
	}
}

// families are the groups in the order of the page.
func families() []string { return []string{given, judged, fromData, combining} }

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
		heaviest := slices.MaxFunc(d.Children, func(a, b indicators.Indicator) int { return cmp.Compare(a.Weight, b.Weight) })
		e.Points[heaviest.Code] *= 2
		out.Experts = append(out.Experts, e)
	}
	return out
}
