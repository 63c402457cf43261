package evaluation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// coast is a table of two counties on the sea and two without, with figures that are
// scores already.
func coast(t *testing.T, marks string) *indicators.Table {
	t.Helper()
	to := &indicators.Range{Hi: 100}
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Weight: 5, Bounds: to},
		{Code: "tax", Weight: 3, Bounds: to},
		{Code: "sea", Weight: 2, Children: []indicators.Indicator{{Code: "ports", Weight: 1, Bounds: to}, {Code: "fish", Weight: 3, Bounds: to}}},
	}})
	return table(t, f, "code,va,tax,ports,fish,mark:ports,mark:fish\n"+marks)
}

const inland = "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,,,not applicable,not applicable\n4,10,90,,40,not applicable,\n"

// TestGroupDoesNotApply: a county without a sea has no score for it and is not measured
// by it; one whose harbors do not apply has its fish alone.
func TestGroupDoesNotApply(t *testing.T) {
	tab := coast(t, inland)
	_, err := evaluation.Model{}.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.ErrorContains(t, err, "unit 4, indicator ports: score of sea: missing value: it does not apply to the unit, and only Present leaves it out")

	m := evaluation.Model{Aggregate: aggregate.Present{}}
	r := evaluate(t, m, tab)
	assert.InDeltaSlice(t, []float64{35, 70, math.NaN(), 40}, r.Scores("sea").Copy(), 1e-12)
	assert.InDeltaSlice(t, []float64{0.5*50 + 0.3*40 + 0.2*35, 0.5*60 + 0.3*20 + 0.2*70, (5*60 + 3*40) / 8.0, 0.5*10 + 0.3*90 + 0.2*40}, r.Scores("").Copy(), 1e-12)
	assert.False(t, r.Applies("3", "sea"))
	assert.False(t, r.Applies("3", "fish"))
	assert.True(t, r.Applies("4", "sea"))
	assert.True(t, r.Applies("3", ""))
	local, global := r.Weights("3")
	assert.InDeltaSlice(t, []float64{1, 0.625, 0.375, 0, 0.25, 0.75}, local, 1e-15)
	assert.InDeltaSlice(t, []float64{1, 0.625, 0.375, 0, 0, 0}, global, 1e-15)
	_, global = r.Weights("4")
	assert.InDeltaSlice(t, []float64{1, 0.5, 0.3, 0.2, 0, 0.2}, global, 1e-15)
	_, global, ok := r.ClassWeights("")
	assert.True(t, ok)
	assert.InDeltaSlice(t, []float64{1, 0.5, 0.3, 0.2, 0.05, 0.15}, global, 1e-15)

	ranking := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	for unit, want := range map[string][]string{
		"1": {"", "", "", "", "", ""},
		"3": {"", "", "", "does not apply to the unit", "does not apply to the unit", "does not apply to the unit"},
		"4": {"", "", "", "", "does not apply to the unit", ""},
	} {
		ex, err := r.Explain(ranking, unit)
		require.NoError(t, err)
		var points float64
		for i, p := range ex.Parts {
			assert.Equal(t, want[i], p.NotCounted.String(), "%s %s", unit, p.Indicator.Code)
			if assert.True(t, p.Additive); p.Measured {
				points += p.Points
			}
		}
		assert.InDelta(t, r.Scores("").At(int(unit[0]-'1')), points, 1e-12)
	}
	obstacles, err := r.Obstacles("3", "", indicators.Range{})
	require.NoError(t, err)
	assert.Len(t, obstacles, 2, "nobody is held back by a sea that it does not have")
	assert.Equal(t, "no score", rank(t, r, "sea", evaluation.Ties{}).Places[3].Out.String())

	// One group alone needs to say so; the sea itself is whole where it applies.
	tab = coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,,,not applicable,not applicable\n4,10,90,5,40,,\n")
	for name, sea := range map[string]aggregate.Aggregator{"mean": nil, "relative": aggregate.TOPSIS{}} {
		m = evaluation.Model{
			Weigh:     weights.PerGroup{By: map[string]weights.Scheme{"sea": weights.StdDev{}}},
			Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"all": aggregate.Present{MinShare: 0.8}, "sea": sea}},
		}
		r = evaluate(t, m, tab)
		assert.InDelta(t, 52.5, r.Scores("").At(2), 1e-12, name)
		three, err := tab.Select(func(u indicators.Unit) bool { return u.Code != "3" })
		require.NoError(t, err)
		only := evaluate(t, m, three)
		for i, row := range []int{0, 1, 3} {
			assert.Equal(t, only.Scores("sea").At(i), r.Scores("sea").At(row), "weights and scores of the sea are made by those who have one: %s", name)
		}
	}
	m.Weigh = weights.StdDev{}
	_, err = m.Evaluate(tab, nil)
	require.ErrorContains(t, err, "unit 3, indicator sea: weights of the children of all: missing value: it does not apply to the unit, and weights from the data need the scores of all")
}

// TestLeastShare: each node says how much of it must apply, and how much of that must
// have figures.
func TestLeastShare(t *testing.T) {
	present := func(all, sea aggregate.Present) evaluation.Model {
		return evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"all": all, "sea": sea}}}
	}
	share := func(x float64) aggregate.Present { return aggregate.Present{MinShare: x} }

	// Harbors are a quarter of the sea: less than the half that must apply.
	tab := coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,70,,,not applicable\n")
	r := evaluate(t, present(share(0.8), share(0.5)), tab)
	assert.True(t, math.IsNaN(r.Scores("sea").At(2)))
	assert.InDelta(t, 52.5, r.Scores("").At(2), 1e-12)
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "3")
	require.NoError(t, err)
	assert.Equal(t, "sea does not apply to the unit", ex.Parts[4].NotCounted.String(), "though it has harbors")
	assert.Zero(t, ex.Parts[4].Points)
	r = evaluate(t, present(share(0.8), share(0.25)), tab)
	assert.Equal(t, 70.0, r.Scores("sea").At(2))

	// The root cannot go without: 0.8 of it applies.
	_, err = present(share(0.81), share(0.5)).Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	require.EqualError(t, err, "unit 3, indicator all: missing value: too little applies to the unit for a score")

	// What is missing is no way out of a group that applies.
	tab = coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,70,,,\n")
	_, err = present(share(0.8), share(0.5)).Evaluate(tab, nil)
	require.ErrorContains(t, err, "unit 3, indicator sea: score of sea: missing value: no score for fish; the children with one have 0.25 of the weight, and 0.5 is needed")
	tab = coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,,,,\n")
	_, err = present(share(0), share(0)).Evaluate(tab, nil)
	require.ErrorContains(t, err, "unit 3, indicator sea: score of sea: missing value: no score for any child")
	tab = coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,,,,not applicable\n")
	_, err = present(share(0), share(0)).Evaluate(tab, nil)
	require.ErrorContains(t, err, "no score for any child", "harbors apply and are not reported")

	// And where only what does not apply may be left out, nothing else is.
	tab = coast(t, "1,50,40,80,20,,\n2,60,20,10,,,\n3,60,40,,30,not applicable,\n")
	evaluate(t, present(share(0), share(0)), tab)
	_, err = present(share(0), aggregate.Present{OnlyOut: true}).Evaluate(tab, nil)
	require.EqualError(t, err, "unit 2, indicator fish: score of sea: missing value")
}

// TestNotApplicableHasNoPoints: points for what is missing are none for what does not apply.
func TestNotApplicableHasNoPoints(t *testing.T) {
	for name, n := range map[string]normalize.Normalizer{"points": normalize.Points{Missing: 7}, "peers": normalize.PeerScore{}} {
		r := evaluate(t, evaluation.Model{Normalize: n, Aggregate: aggregate.Present{}}, coast(t, "1,50,40,80,20,,\n2,60,20,10,90,,\n3,60,40,,,,not applicable\n"))
		assert.False(t, math.IsNaN(r.Scores("ports").At(2)), name)
		assert.True(t, math.IsNaN(r.Scores("fish").At(2)), name)
		assert.Equal(t, r.Scores("ports").At(2), r.Scores("sea").At(2), name)
	}
}

// TestNoConditionOnWhatDoesNotApply: a county without a sea misses no least score for it.
func TestNoConditionOnWhatDoesNotApply(t *testing.T) {
	r := evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}}, coast(t, inland))
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Conditional{
		Of:         evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 1}, {Grade: "B", Rest: true}}},
		Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"sea"}, AtLeast: 50}},
	}}
	ranking, err := d.Rank(r)
	require.NoError(t, err)
	grades := map[string]string{}
	for _, p := range ranking.Places {
		grades[p.Unit.Code] = p.Grade
	}
	assert.Equal(t, map[string]string{"1": "B", "2": "A", "3": "A", "4": "B"}, grades)
}

// TestPrintedPartsOfWhatApplies: printed points still sum to the printed total, and printed
// scores to their means, where nodes do not apply, do not count or are missing.
func TestPrintedPartsOfWhatApplies(t *testing.T) {
	all := coast(t, "1,57,41,83,21,,\n2,63,29,17,91,,\n3,61,47,,,not applicable,not applicable\n4,13,97,45,8,,\n")
	for name, tab := range map[string]*indicators.Table{"all or nothing": all, "inland": coast(t, inland), "missing": coast(t, "1,57,41,83,21,,\n2,63,29,,91,,\n3,61,47,,,not applicable,not applicable\n4,13,97,45,,,not applicable\n")} {
		for _, m := range []evaluation.Model{
			{Aggregate: aggregate.Present{}},
			{Aggregate: aggregate.Present{MinShare: 0.5}},
			{Aggregate: aggregate.Present{}, Weigh: weights.Fixed{"va": 3, "tax": 0, "sea": 7, "ports": 1, "fish": 3}},
			{Aggregate: aggregate.PerNode{Default: aggregate.Present{}, By: map[string]aggregate.Aggregator{"sea": aggregate.Present{Of: aggregate.Min{}}}}, Weigh: weights.Equal{}},
		} {
			if name == "all or nothing" { // a group needs no Present of its own then
				m.Aggregate = aggregate.PerNode{By: map[string]aggregate.Aggregator{"all": aggregate.Present{}, "sea": aggregate.BenefitOfDoubt{}}}
				m.Weigh = weights.Equal{}
			}
			r, err := m.Evaluate(tab, nil)
			require.NoError(t, err, name)
			for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
				ties := evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: of}}
				parts, err := r.Printed(ties)
				require.NoError(t, err)
				for i, unit := range parts.Units {
					_, global := r.Weights(unit)
					var sum float64
					for at, code := range parts.Codes {
						require.Equal(t, math.IsNaN(r.Scores(code).At(i)), math.IsNaN(parts.Of[at][i]), "%s %s %s", name, unit, code)
						in, _ := tab.Framework().Find(code)
						switch x := parts.Of[at][i]; {
						case !in.Measured() || math.IsNaN(x):
						case of == evaluation.PrintedPoints:
							sum += x
						default:
							sum += global[at] * x
						}
					}
					if _, mean := m.Aggregate.(aggregate.Present); of == evaluation.PrintedPoints {
						assert.InDelta(t, parts.Totals[i], sum, 1e-9, "%s %s", name, unit)
					} else if mean { // of global weights, up to two roundings on the way
						assert.InDelta(t, parts.Totals[i], sum, 0.101, "%s %s", name, unit)
					}
				}
				_, err = r.Explain(rank(t, r, "", ties), "3")
				require.NoError(t, err)
			}
		}
	}
}

// TestMissingBranchesOfCOINr: where cells that COINr has as NA do not apply, one model is
// its index with a data availability threshold, missing branches handed up.
func TestMissingBranchesOfCOINr(t *testing.T) {
	for file, share := range map[string]float64{"0": 0, "50": 0.5} {
		data, err := os.ReadFile("aggregate/testdata/golden/coinr/agg_missing_threshold_" + file + ".json")
		require.NoError(t, err)
		var golden struct {
			Input  struct{ Normalised map[string][]any }
			Output map[string][]any
		}
		require.NoError(t, json.Unmarshal(data, &golden))
		leaf := func(code string, w float64) indicators.Indicator {
			return indicators.Indicator{Code: code, Weight: w, Bounds: &indicators.Range{Hi: 100}}
		}
		group := func(code string, w float64, children ...indicators.Indicator) indicators.Indicator {
			return indicators.Indicator{Code: code, Weight: w, Children: children}
		}
		f := framework(t, group("index", 0,
			group("s1", 1, group("p1", 1, leaf("i1", 1), leaf("i2", 1), leaf("i3", 2)), group("p2", 2, leaf("i4", 1), leaf("i5", 1))),
			group("s2", 1, group("p3", 1, leaf("i6", 0.5), leaf("i7", 1), leaf("i8", 3))),
		))
		values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
		var units []indicators.Unit
		for i := range golden.Input.Normalised["uCode"] {
			units = append(units, indicators.Unit{Code: fmt.Sprint(i)})
		}
		for _, in := range f.Measured() {
			for _, x := range golden.Input.Normalised[in.Code] {
				v, ok := x.(float64)
				mark := indicators.Reported
				if !ok {
					v, mark = math.NaN(), indicators.NotApplicable
				}
				values[in.Code], marks[in.Code] = append(values[in.Code], v), append(marks[in.Code], mark)
			}
		}
		tab, err := indicators.NewTable(f, units, values, marks)
		require.NoError(t, err)
		r := evaluate(t, evaluation.Model{Aggregate: aggregate.Present{MinShare: share}}, tab)
		for _, code := range r.Codes() {
			for i, want := range golden.Output[code] {
				if x, ok := want.(float64); ok {
					assert.InEpsilon(t, x, r.Scores(code).At(i), 1e-12, "%s %s %d", file, code, i)
				} else {
					assert.True(t, math.IsNaN(r.Scores(code).At(i)), "%s %s %d", file, code, i)
				}
			}
		}
	}
}

// TestAppliesByHand is a second implementation, unit by unit, of random trees in which
// indicators have weight 0, do not apply or are missing.
func TestAppliesByHand(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, leaves := rapid.IntRange(1, 5).Draw(rt, "units"), 0
		var grow func(depth int) indicators.Indicator
		grow = func(depth int) indicators.Indicator {
			in := indicators.Indicator{Code: fmt.Sprintf("x%d", leaves), Weight: float64(rapid.IntRange(0, 3).Draw(rt, "weight"))}
			leaves++
			if depth < 3 && (depth == 0 || rapid.Bool().Draw(rt, "composed")) {
				for range rapid.IntRange(1, 3).Draw(rt, "children") {
					in.Children = append(in.Children, grow(depth+1))
				}
				return in
			}
			in.Bounds = &indicators.Range{Hi: 100}
			return in
		}
		root := grow(0)
		f, err := indicators.NewFramework(root)
		require.NoError(rt, err)
		values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
		units := make([]indicators.Unit, n)
		for i := range units {
			units[i].Code = fmt.Sprint(i)
		}
		for _, in := range f.Measured() {
			for range n {
				x, mark := float64(rapid.IntRange(0, 100).Draw(rt, "x")), indicators.Reported
				if kind := rapid.IntRange(0, 5).Draw(rt, "mark"); kind < 2 {
					x, mark = math.NaN(), []indicators.Mark{indicators.NotApplicable, indicators.Missing}[kind]
				}
				values[in.Code], marks[in.Code] = append(values[in.Code], x), append(marks[in.Code], mark)
			}
		}
		tab, err := indicators.NewTable(f, units, values, marks)
		require.NoError(rt, err)
		share := rapid.SampledFrom([]float64{0, 0.25, 0.5, 1}).Draw(rt, "share")
		m := evaluation.Model{Aggregate: aggregate.Present{MinShare: share}}

		const out, gap = -1.0, -2.0 // does not apply, cannot be scored
		var score func(in indicators.Indicator, i int) float64
		score = func(in indicators.Indicator, i int) float64 {
			if in.Measured() {
				switch marks[in.Code][i] {
				case indicators.NotApplicable:
					return out
				case indicators.Missing:
					return gap
				}
				return values[in.Code][i]
			}
			var all float64
			for _, c := range in.Children {
				all += c.Weight
			}
			var there, applies, sum, total float64
			for _, c := range in.Children {
				w := c.Weight
				if all == 0 {
					w = 1
				}
				total += w
				if w == 0 {
					continue
				}
				s := score(c, i)
				if s == out {
					continue
				}
				applies += w
				if s == gap && c.Measured() {
					continue
				}
				if s == gap {
					return gap
				}
				there, sum = there+w, sum+w*s
			}
			switch {
			case applies == 0 || applies/total < share-1e-12:
				return out
			case there == 0 || there/total < share-1e-12:
				return gap
			}
			return sum / there
		}
		r, err := m.Evaluate(tab, nil)
		fails := false
		for i := range n {
			fails = fails || score(root, i) < 0
		}
		if fails {
			require.ErrorIs(rt, err, basis.ErrMissing)
			return
		}
		require.NoError(rt, err)
		for i := range n {
			require.InDelta(rt, score(root, i), r.Scores("").At(i), 1e-9)
		}
		doc, err := basis.Marshal(r, evaluation.Kinds())
		require.NoError(rt, err)
		back, err := evaluation.ReadResult(bytes.NewReader(doc), "result.json")
		require.NoError(rt, err)
		for i, u := range units {
			local, global := r.Weights(u.Code)
			l, g := back.Weights(u.Code)
			require.Equal(rt, local, l)
			require.Equal(rt, global, g)
			var sum float64
			for j, in := range f.Nodes() {
				require.Equal(rt, r.Applies(u.Code, in.Code), back.Applies(u.Code, in.Code))
				if in.Measured() && global[j] > 0 {
					sum += global[j] * r.Scores(in.Code).At(i)
				}
			}
			require.InDelta(rt, r.Scores("").At(i), sum, 1e-9, "with its own weights a unit's score is the mean of its indicators")
		}
	})
}
