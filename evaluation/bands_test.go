package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestPowerIndexBands grades the manufacturing-power index of the Chinese Academy
// of Engineering by its bands (above 130, 100 to 130, 60 to 100). For 2014 they
// give what was published: the US first, Germany and Japan second, China third. For
// 2019 they do not: China has 110.84 and was still called third, so its bands are
// not thresholds alone.
func TestPowerIndexBands(t *testing.T) {
	bands := evaluation.Thresholds{{Grade: "first", AtLeast: 130.01}, {Grade: "second", AtLeast: 100}, {Grade: "third", AtLeast: 60}, {Grade: "none", Rest: true}}
	grade := func(scores map[string]float64) map[string]string {
		f := framework(t, indicators.Indicator{Code: "index", Bounds: &indicators.Range{Lo: 0, Hi: 100}})
		var units []indicators.Unit
		var x []float64
		for code, s := range scores {
			units, x = append(units, indicators.Unit{Code: code}), append(x, s)
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"index": x}, nil)
		require.NoError(t, err)
		out, err := rank(t, evaluate(t, evaluation.Model{}, tab), "", evaluation.Ties{Digits: new(2)}).Grade(bands, nil)
		require.NoError(t, err)
		got := map[string]string{}
		for _, p := range out.Places {
			assert.InDelta(t, scores[p.Unit.Code], p.Score, 0)
			got[p.Unit.Code] = p.Grade
		}
		return got
	}
	assert.Equal(t, map[string]string{"US": "first", "DE": "second", "JP": "second", "CN": "third"},
		grade(map[string]float64{"US": 161.05, "DE": 123.59, "JP": 122.23, "CN": 96.36}))
	assert.Equal(t, map[string]string{"US": "first", "DE": "second", "JP": "second", "CN": "second", "KR": "third", "FR": "third", "UK": "third"},
		grade(map[string]float64{"US": 168.71, "DE": 125.65, "JP": 117.16, "CN": 110.84, "KR": 73.95, "FR": 70.07, "UK": 63.03}))
}

// TestWanjiangWeights: the two columns of weights of the Wanjiang belt's evaluation
// (targets and results) each sum to 100.
func TestWanjiangWeights(t *testing.T) {
	targets := []float64{10, 12, 8, 8, 10, 8, 8, 8, 9, 9, 10}
	results := []float64{6, 7, 5, 5, 6, 5, 5, 5, 5, 5, 4, 4, 4, 6, 5, 5, 6, 4, 4, 4}
	for name, column := range map[string][]float64{"targets": targets, "results": results} {
		root := indicators.Indicator{Code: name}
		for i, w := range column {
			root.Children = append(root.Children, indicators.Indicator{Code: string(rune('a' + i)), Weight: w})
		}
		f := framework(t, root)
		require.NoError(t, f.CheckWeights(100), name)
		require.ErrorIs(t, f.CheckWeights(99), basis.ErrWeights, name)
	}
}
