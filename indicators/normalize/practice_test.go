package normalize_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

// TestBasesOfNotices: the declared bases and weights of printed rules. A firm at
// all bases has 100; one at the bases of a year has a little more or less under
// the bases of the next.
func TestBasesOfNotices(t *testing.T) {
	var notices []struct {
		Name                string
		Weights, Bases, Now []float64
		AtOld               float64
	}
	readJSON(t, "bases.json", &notices)
	require.Len(t, notices, 4)
	for _, c := range notices {
		t.Run(c.Name, func(t *testing.T) {
			score := func(x, bases []float64) (sum float64) {
				require.Len(t, c.Weights, len(bases))
				for j, b := range bases {
					scale := fit(t, normalize.RatioToBase{Points: c.Weights[j]}, sample(indicators.Indicator{Base: b}))
					sum += scale.At(x[j], "")
				}
				return sum
			}
			assert.Equal(t, 100.0, score(c.Bases, c.Bases))
			if c.Now != nil {
				assert.InDelta(t, c.AtOld, score(c.Bases, c.Now), 5e-7)
			}
			double := make([]float64, len(c.Bases))
			for j, b := range c.Bases {
				double[j] = 2 * b
			}
			assert.InDelta(t, 200, score(double, c.Bases), 1e-12, "no cap is visible")
		})
	}
}

// TestTwiceLastYearsMean: Huai'an 2024, weights 45, 35 and 20. The base is about
// twice last year's mean, so a firm at that mean has half the points.
func TestTwiceLastYearsMean(t *testing.T) {
	total := 0.0
	for _, c := range []struct{ weight, mean float64 }{{45, 11.7}, {35, 268.3}, {20, 2.45}} { // the means are not published
		n := normalize.RatioToBase{Times: 2, Points: c.weight}
		declared := fit(t, n, sample(indicators.Indicator{Base: c.mean}, 1, 2, 3))
		total += declared.At(c.mean, "")

		// The same from last year's values, kept as frozen scales for this year's.
		last := fit(t, n, sample(indicators.Indicator{Code: "x"}, 0, c.mean, 2*c.mean))
		frozen := fit(t, normalize.Frozen{"x": last}, sample(indicators.Indicator{Code: "x"}, 900, 1000))
		assert.InDelta(t, declared.At(c.mean, ""), frozen.At(c.mean, ""), 1e-12)
	}
	assert.InDelta(t, 50, total, 1e-12)
}

// TestMinMaxWithFloor: Jingde 2022, total = sum of w (20 + 80 (x - min) / (max -
// min)) / 100: the worst has a fifth of the weight, the best all of it.
func TestMinMaxWithFloor(t *testing.T) {
	n := normalize.MinMax{Lo: 20, Hi: 100}
	scale := fit(t, n, sample(indicators.Indicator{}, 3.5, 1.5, 11.5))
	const w = 15.0
	for x, want := range map[float64]float64{1.5: 0.2 * w, 3.5: w * (20 + 80*0.2) / 100, 11.5: w, 6.5: w * 0.6} {
		assert.InDelta(t, want, w*scale.At(x, "")/100, 1e-12)
	}
	assert.Equal(t, "min-max [1.5, 11.5] to [20, 100]", scale.String())
	_, err := n.Fit(sample(indicators.Indicator{}, 4, 4)) // of which the rule says nothing
	require.ErrorIs(t, err, basis.ErrConstant)
}

// TestCompletionRules: rules of cities for targets.
func TestCompletionRules(t *testing.T) {
	for name, c := range map[string]struct {
		n          normalize.Normalizer
		at, scores []float64
	}{
		"Jinhua 2011, value added: 20 if met, 0.5 a point over, at most 10": {
			normalize.TargetCompletion{Target: 100, AtTarget: 20, Over: 0.5, Cap: new(30.0), Floor: new(0.0)},
			[]float64{90, 100, 104, 120, 150, 0},
			[]float64{18, 20, 22, 30, 30, 0},
		},
		"Jinhua 2011, output: 15 if met, the same slope and cap": {
			normalize.TargetCompletion{Target: 500, AtTarget: 15, Over: 0.5, Cap: new(25.0), Floor: new(0.0)},
			[]float64{400, 500, 505, 600, 700},
			[]float64{12, 15, 15.5, 25, 25},
		},
		"Ningbo: growth base 15 %, target 25 %, 30 points": {
			normalize.TargetCompletion{Base: 15, Target: 25, AtTarget: 30, Floor: new(0.0)},
			[]float64{10, 15, 20, 25, 26},
			[]float64{0, 0, 15, 30, 30},
		},
		// 80 % of 10 points for last year's value 100, then 1 for each 5 % of it: the
		// 10 are reached at 110, and beyond 1 % of 110 is worth 0.22.
		"northern Jiangsu 2011: at most half the points more": {
			normalize.TargetCompletion{Base: 100, Target: 110, AtBase: 8, AtTarget: 10, Over: 0.22, Cap: new(15.0)},
			[]float64{100, 105, 110, 115, 135, 140},
			[]float64{8, 9, 10, 11, 15, 15},
		},
		"Hangzhou towns 2009, revenue: standard 90, 6 points, at most 15": {
			fixed{normalize.RatioToBase{Points: 6, Cap: new(15.0)}, 90},
			[]float64{90, 45, 180, 225, 300},
			[]float64{6, 3, 12, 15, 15},
		},
		"Hangzhou towns 2009, growth: standard 12 %, 6 points, 0 to 10": {
			fixed{normalize.RatioToBase{Points: 6, Cap: new(10.0), Floor: new(0.0)}, 12},
			[]float64{12, -4, 6, 20, 30},
			[]float64{6, 0, 3, 10, 10},
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(indicators.Indicator{}))
			for i, x := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(x, ""), 1e-12, "the score of %v", x)
			}
		})
	}
}

// fixed declares a base.
type fixed struct {
	of   normalize.Normalizer
	base float64
}

func (f fixed) Fit(s normalize.Sample) (normalize.Scale, error) {
	s.Indicator.Base = f.base
	return f.of.Fit(s)
}

// TestCostRules: a city's points for emissions, (2 - x / mean) * 2 and 0 from twice
// the mean on, and for the fall of energy intensity, x / max * 12; no data or a
// false zero costs 3 points. No names and no values are published.
func TestCostRules(t *testing.T) {
	emissions := normalize.Points{
		Of:      normalize.RatioToBase{Of: normalize.MeanBase, Points: 2, Cost: normalize.Mirror, Floor: new(0.0)},
		Missing: -3, ZeroToo: true,
	}
	cod := fit(t, emissions, sample(indicators.Indicator{Direction: indicators.Lower}, 20, 40, 0, 60)) // mean of three: 40
	for x, want := range map[float64]float64{40: 2, 20: 3, 1e-9: 4, 80: 0, 100: 0, 0: -3} {
		assert.InDelta(t, want, cod.At(x, ""), 1e-9)
	}
	assert.Equal(t, -3.0, cod.At(nan, ""))

	energy := normalize.Points{Of: normalize.RatioToBase{Of: normalize.BestBase, Points: 12}, Missing: -3, ZeroToo: true}
	fall := fit(t, energy, sample(indicators.Indicator{}, 1.5, 6, 0))
	for x, want := range map[float64]float64{6: 12, 1.5: 3, 3: 6, 0: -3} {
		assert.Equal(t, want, fall.At(x, ""))
	}
}

// TestPeersMeanScore: Huangyan 2022 gives a firm without emission data the mean
// score of its peers, which is 10 points at the mean of the values if no score is
// cut, and less if some are.
func TestPeersMeanScore(t *testing.T) {
	in := indicators.Indicator{Base: 4929.81}
	x := []float64{4929.81, 2464.905, 19719.24}
	free := fit(t, normalize.PeerScore{Of: normalize.RatioToBase{Points: 10}}, sample(in, x...))
	assert.InDelta(t, (10+5+40)/3.0, free.At(nan, ""), 1e-12)
	capped := fit(t, normalize.PeerScore{Of: normalize.RatioToBase{Points: 10, Cap: new(15.0)}}, sample(in, x...))
	assert.InDelta(t, (10+5+15)/3.0, capped.At(nan, ""), 1e-12)
}

// TestCappedRatio: a printed table of min(x / benchmark, 1) * 100. Two of its 17
// scores are slips of the source: 41.46 for 41.06, and 1.07 for 1.08.
func TestCappedRatio(t *testing.T) {
	var table []struct {
		X, Base, Printed float64
		Slip             bool
	}
	readJSON(t, "capped_ratio.json", &table)
	require.Len(t, table, 17)
	slips := 0
	for i, c := range table {
		scale := fit(t, normalize.RatioToBase{Cap: new(100.0)}, sample(indicators.Indicator{Base: c.Base}))
		score := stats.Round(scale.At(c.X, ""), 2)
		if c.Slip {
			slips++
			assert.NotEqual(t, c.Printed, score, "row %d", i+1)
			continue
		}
		assert.Equal(t, c.Printed, score, "row %d", i+1)
	}
	assert.Equal(t, 2, slips)
}
