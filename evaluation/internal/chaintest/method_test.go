package chaintest_test

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// leaves of a drawn tree.
type tree struct {
	framework *indicators.Framework
	leaves    []string
	computed  string // "" if nothing is
}

// tree draws a framework of one to three dimensions.
func (c *choice) tree() (out tree, err error) {
	weight := func() float64 { return of(c, 0.0, 1, 1, 2, 40, 0.1) }
	root := indicators.Indicator{Code: "total"}
	k := 0
	leaf := func() indicators.Indicator {
		k++
		in := indicators.Indicator{Code: fmt.Sprintf("x%d", k), Weight: weight(), Direction: of(c, indicators.Higher, indicators.Higher, indicators.Lower, indicators.Target), Confidential: c.yes(10)}
		if in.Direction == indicators.Target {
			in.Target = &indicators.Range{Lo: 2, Hi: 2 + float64(c.n(20))}
		}
		if c.yes(4) {
			in.Bounds = &indicators.Range{Lo: float64(c.n(5)), Hi: float64(10 + c.n(90))}
		}
		if c.yes(4) {
			in.Base = float64(1 + c.n(50))
		}
		if in.Computed = out.computed == "" && c.yes(5); in.Computed {
			out.computed = in.Code
		} else {
			out.leaves = append(out.leaves, in.Code)
		}
		return in
	}
	for d := range 1 + c.n(3) {
		if c.yes(4) {
			root.Children = append(root.Children, leaf())
			continue
		}
		dim := indicators.Indicator{Code: fmt.Sprintf("d%d", d+1), Weight: weight()}
		for range 1 + c.n(3) {
			dim.Children = append(dim.Children, leaf())
		}
		root.Children = append(root.Children, dim)
	}
	out.framework, err = indicators.NewFramework(root, indicators.Indicator{Code: "aux"}, indicators.Indicator{Code: "base"})
	return out, err
}

// table draws one to eight units, or a panel of two years of them.
func (c *choice) table(t tree) (*indicators.Table, error) {
	units := make([]indicators.Unit, 1+max(c.n(8), c.n(8)))
	for i := range units {
		units[i] = indicators.Unit{Code: fmt.Sprintf("u%d", i+1), Name: of(c, "", "甲县", "one"), Class: of(c, "A", "A", "B"), Region: of(c, "north", "south")}
	}
	wild, gaps := c.yes(3), c.yes(3)
	year := func() (*indicators.Table, error) {
		values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
		for _, code := range append([]string{"aux", "base"}, t.leaves...) {
			x := make([]float64, len(units))
			for i := range x {
				if x[i] = c.figure(wild); gaps && c.yes(6) {
					x[i] = math.NaN()
				}
			}
			values[code] = x
			if marks[code] = indicators.MarkAll(x, indicators.Reported); c.yes(6) {
				marks[code] = indicators.MarkAll(x, indicators.Open)
			}
		}
		return indicators.NewTable(t.framework, units, values, marks)
	}
	now, err := year()
	if err != nil || !c.yes(4) {
		return now, err
	}
	then, err := year()
	if err != nil {
		return nil, err
	}
	p, err := indicators.NewPanel(map[int]*indicators.Table{2023: then, 2024: now})
	if err != nil {
		return nil, err
	}
	return p.Table(2024), nil
}

// model draws steps and methods.
func (c *choice) model(t tree, panel bool) evaluation.Model {
	var m evaluation.Model
	if t.computed != "" {
		source := t.leaves
		if len(source) == 0 {
			source = []string{"aux"}
		}
		m.Steps = append(m.Steps, of[indicators.Step](c,
			prepare.Ratio{Code: t.computed, Of: source[0], By: "base", Factor: of(c, 0.0, 100)},
			prepare.Sum{Code: t.computed, Of: []string{source[0], "aux"}}))
		if panel && c.yes(2) {
			m.Steps[0] = prepare.Growth{Code: t.computed, Of: source[0], Form: of(c, prepare.Rate, prepare.Difference, prepare.CAGR, prepare.Trend)}
		}
	}
	if c.yes(2) {
		m.Steps = append(m.Steps, prepare.Median{})
	}
	for range c.n(3) {
		m.Steps = append(m.Steps, of[indicators.Step](c, prepare.Median{}, prepare.Mean{WithinClass: true}, prepare.Neighbors{K: 2}, prepare.Winsorize{}, prepare.Treat{},
			prepare.Transform{}, prepare.Screen{Available: 0.6}, prepare.Classify{{Class: "A", Code: "aux", AtLeast: new(20.0)}, {Class: "B"}},
			prepare.Off{Of: prepare.Treat{}}, prepare.PerIndicator{Default: prepare.Median{}}))
	}
	m.Normalize = of[normalize.Normalizer](c, nil, nil, normalize.MinMax{Lo: 60, Hi: 100}, normalize.Clip{}, normalize.ZScore{}, normalize.ZScore{Mean: 50, SD: 10},
		normalize.Rank{}, normalize.Percentile{}, normalize.Borda{}, normalize.Efficacy{}, normalize.Efficacy{Exponential: true}, normalize.RatioToBase{Of: normalize.BestBase},
		normalize.RatioToBase{}, normalize.TargetCompletion{AtTarget: 20}, normalize.Distance{}, normalize.Log{}, normalize.WithinClass{Of: normalize.MinMax{}},
		normalize.PeerScore{Of: normalize.MinMax{}}, normalize.Points{Of: normalize.MinMax{}}, normalize.AsIs{})
	m.Weigh = of[weights.Scheme](c, nil, nil, weights.Equal{}, weights.Entropy{}, weights.CRITIC{}, weights.CV{}, weights.StdDev{}, weights.Gini{}, weights.PCA{}, weights.MEREC{},
		weights.CILOS{}, weights.Mix{Parts: []weights.Part{{Scheme: weights.Equal{}, Share: 0.5}, {Scheme: weights.StdDev{}, Share: 0.5}}})
	m.Aggregate = of[aggregate.Aggregator](c, nil, nil, aggregate.Geometric{}, aggregate.Harmonic{}, aggregate.Power{P: 2}, aggregate.Min{}, aggregate.MeanMin{}, aggregate.OWA{Orness: 0.3},
		aggregate.Present{}, aggregate.Present{MinShare: 0.5}, aggregate.MPI{}, aggregate.AMPI{}, aggregate.BenefitOfDoubt{}, aggregate.TOPSIS{}, aggregate.VIKOR{}, aggregate.GreyRelational{},
		aggregate.RankSumRatio{}, aggregate.PROMETHEE{}, aggregate.Copeland{}, aggregate.Borda{}, aggregate.WASPAS{}, aggregate.EDAS{}, aggregate.MULTIMOORA{}, aggregate.CODAS{},
		aggregate.MABAC{}, aggregate.MAIRCA{}, aggregate.ARAS{}, aggregate.CoCoSo{}, aggregate.RAM{}, outranking.ELECTREIII{Thresholds: outranking.Thresholds{Indifference: 2, Preference: 5, Veto: 90}},
		aggregate.MARCOS{}, aggregate.SPOTIS{}, aggregate.FuzzyEvaluation{}, outranking.ELECTREI{})
	m.Flat, m.ByClass = c.yes(5), c.yes(6)
	return m
}

// rulings draws what authorities decided, all made up.
func (c *choice) rulings(t *indicators.Table) (out []evaluation.Ruling) {
	for range c.n(4) / 2 {
		r := evaluation.Ruling{Unit: t.Unit(c.n(t.Len())).Code, Effect: evaluation.Effect(c.n(7)), Reason: "made up", Document: "No. 0 (made up)"}
		switch r.Effect {
		case evaluation.AddPoints:
			r.Item, r.Count, r.Points = "item", 1, of(c, 0.5, -2, 3)
		case evaluation.GradeAtMost, evaluation.GradeFixed:
			r.Grade = of(c, "A", "B", "C")
		}
		out = append(out, r)
	}
	return out
}

// decision draws how the result is ranked.
func (c *choice) decision() evaluation.Decision {
	d := evaluation.Decision{Own: c.yes(5), Ties: evaluation.Ties{Digits: of(c, nil, new(0), new(1), new(1), new(2), new(2), new(2)), Rule: of(c, evaluation.Competition, evaluation.Competition, evaluation.Dense, evaluation.Ordinal)}}
	if c.yes(6) {
		d.Apart = evaluation.Members{By: "region", In: []string{"south"}}
	}
	d.Grader = of[evaluation.Grader](c, nil,
		evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.3}, {Grade: "B", Rest: true}, {Grade: "C", Share: 0.2}}},
		evaluation.Thresholds{{Grade: "A", AtLeast: 60}, {Grade: "B", AtLeast: 20}, {Grade: "C", Rest: true}},
		evaluation.Conditional{Of: evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "C", Rest: true}}, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 10}}})
	if d.Ties.Digits != nil {
		d.Ties.Print.Of = of(c, evaluation.TotalOnly, evaluation.TotalOnly, evaluation.PrintedPoints, evaluation.PrintedScores)
	}
	return d
}
