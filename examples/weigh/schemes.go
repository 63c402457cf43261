package main

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// named is a scheme with its name.
type named struct {
	name   tables.Text
	scheme weights.Scheme
	scale  normalize.Normalizer // nil: from 0 to 100 between goalposts, cut
}

// schemes weigh the children of every node among themselves.
func schemes() []named {
	return []named{
		{name: tables.Both("declared", "方案权重"), scheme: weights.Declared{}},
		{name: tables.Both("equal", "等权"), scheme: weights.Equal{}},
		{name: tables.Both("AHP*", "层次分析*"), scheme: only(weights.AHP{Judgements: []weights.Judgement{
			{A: "efficiency", B: "scale", Ratio: 2},
			{A: "efficiency", B: "structure", Ratio: 2},
			{A: "efficiency", B: "talent", Ratio: 3},
			{A: "scale", B: "structure", Ratio: 1},
			{A: "scale", B: "talent", Ratio: 2},
			{A: "structure", B: "talent", Ratio: 2},
		}})},
		{name: tables.Both("best-worst*", "最优最劣*"), scheme: only(weights.BWM{
			Best: "efficiency", Worst: "talent",
			BestToOthers:  map[string]float64{"scale": 2, "structure": 2, "talent": 4},
			OthersToWorst: map[string]float64{"scale": 2, "structure": 2},
		})},
		{name: tables.Both("entropy", "熵权"), scheme: weights.Entropy{}},
		{name: tables.Both("CRITIC", "CRITIC"), scheme: weights.CRITIC{}},
		{name: tables.Both("mix 60:40", "组合 60:40"), scheme: weights.Mix{Parts: []weights.Part{
			{Scheme: weights.Declared{}, Share: 60}, {Scheme: weights.Entropy{}, Share: 40},
		}}},
		{name: tables.Both("own: talent doubled", "自编：人才加倍"), scheme: own},
		{name: tables.Both("entropy of ratios", "熵权，比率分"), scheme: weights.Entropy{}, scale: normalize.RatioToBase{}}, // nothing is cut
		{name: tables.Both("MEREC", "MEREC"), scheme: weights.MEREC{}},
	}
}

// own is a scheme of one's own: talent counts twice as much as any sibling.
var own = weights.Func(func(dst []float64, g weights.Group) error {
	for i, code := range g.Codes {
		dst[i] = map[bool]float64{false: 1, true: 2}[code == "talent"]
	}
	return nil
})

// only weighs the dimensions by a scheme; below them the weights stay as declared.
func only(s weights.Scheme) weights.Scheme {
	return weights.PerGroup{Default: weights.Declared{}, By: map[string]weights.Scheme{"overall": s}}
}
