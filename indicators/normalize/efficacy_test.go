package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestEfficacy(t *testing.T) {
	middle := 60 * math.Sqrt(5.0/3) // 77.4597
	for name, c := range map[string]struct {
		n          normalize.Efficacy
		in         indicators.Indicator
		x          []float64
		at, scores []float64
		formula    string
	}{
		"linear": {
			x: []float64{2, 8}, at: []float64{2, 5, 8}, scores: []float64{60, 80, 100},
			formula: "min-max [2, 8] to [60, 100]",
		},
		"linear, lower, Bounds": {
			in: indicators.Indicator{Direction: indicators.Lower, Bounds: rng(0, 10)},
			at: []float64{0, 5, 10, 20}, scores: []float64{100, 80, 60, 20},
			formula: "min-max [0, 10] to [100, 60]",
		},
		"linear from 0": {
			n: normalize.Efficacy{Hi: 50}, x: []float64{2, 8}, at: []float64{2, 5, 8}, scores: []float64{0, 25, 50},
			formula: "min-max [2, 8] to [0, 50]",
		},
		"exponential": {
			n: normalize.Efficacy{Exponential: true},
			x: []float64{2, 8}, at: []float64{2, 5, 8}, scores: []float64{60, middle, 100},
			formula: "60 (100 / 60)^t, t: min-max [2, 8] to [0, 1]",
		},
		"exponential, lower": {
			n: normalize.Efficacy{Exponential: true}, in: indicators.Indicator{Direction: indicators.Lower},
			x: []float64{2, 8}, at: []float64{8, 5, 2}, scores: []float64{60, middle, 100},
			formula: "60 (100 / 60)^t, t: min-max [2, 8] to [1, 0]",
		},
		"exponential, target, another range": {
			n: normalize.Efficacy{Lo: 1, Hi: 4, Exponential: true}, in: indicators.Indicator{Direction: indicators.Target, Target: rng(6, 8)},
			x: []float64{4, 7, 9}, at: []float64{4, 5, 6, 7, 8, 9, 10, 12}, scores: []float64{1, 2, 4, 4, 4, 2, 1, 0.25},
			formula: "1 (4 / 1)^t, t: target [6, 8]: 1 inside, falling to 0 at a distance of 2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			scale := fit(t, c.n, sample(c.in, c.x...))
			for i, x := range c.at {
				assert.InDelta(t, c.scores[i], scale.At(x, "any"), 1e-12, "the score of %v", x)
			}
			assert.Equal(t, c.formula, scale.String())
			assert.True(t, math.IsNaN(scale.At(nan, "")))
		})
	}
	ends := fit(t, normalize.Efficacy{Lo: 7, Hi: 29, Exponential: true}, sample(indicators.Indicator{}, 3, 9))
	assert.Equal(t, 7.0, ends.At(3, ""), "exactly Lo")
	assert.Equal(t, 29.0, ends.At(9, ""), "exactly Hi: 7 * (29 / 7) is not")
}

// TestEfficacyFourFirms: a printed table, d = 60 + 40 t with the extremes of the
// four firms, and the geometric mean of each firm's four d. The printed figures
// have slips in the last digit of up to 0.002.
func TestEfficacyFourFirms(t *testing.T) {
	var firms []struct {
		Firm             string
		X, D             []float64
		Mean, Arithmetic float64
		Weighted         float64
		Place            int
	}
	readJSON(t, "efficacy_firms.json", &firms)
	require.Len(t, firms, 4)
	d := make([][]float64, len(firms))
	for j := range firms[0].X {
		var x []float64
		for _, f := range firms {
			x = append(x, f.X[j])
		}
		scale := fit(t, normalize.Efficacy{}, sample(indicators.Indicator{}, x...))
		for i, f := range firms {
			d[i] = append(d[i], scale.At(f.X[j], ""))
			assert.InDelta(t, f.D[j], d[i][j], 0.005, "firm %s, indicator %d", f.Firm, j+1)
		}
	}
	means := make([]float64, len(firms))
	for i, f := range firms {
		means[i] = math.Pow(d[i][0]*d[i][1]*d[i][2]*d[i][3], 0.25)
		assert.InDelta(t, f.Mean, means[i], 0.005, "geometric mean of firm %s", f.Firm)
		assert.InDelta(t, f.Arithmetic, (d[i][0]+d[i][1]+d[i][2]+d[i][3])/4, 0.0005)
		assert.InDelta(t, f.Weighted, math.Pow(d[i][0]*d[i][3], 0.3)*math.Pow(d[i][1]*d[i][2], 0.2), 0.0005)
	}
	for i, f := range firms {
		place := 1
		for _, m := range means {
			if m > means[i] {
				place++
			}
		}
		assert.Equal(t, f.Place, place, "firm %s", f.Firm)
	}
}
