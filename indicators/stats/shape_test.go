package stats_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

func TestShapeAgainstCOINr(t *testing.T) {
	for _, file := range []string{"treat_skew_kurt", "treat_skew_kurt_b"} {
		var g struct {
			Input  map[string][]*float64
			Output map[string]struct{ Skew, Kurt float64 }
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		require.Len(t, g.Output, 6)
		for name, want := range g.Output {
			var x []float64
			for _, v := range g.Input[name] {
				if v != nil {
					x = append(x, *v)
				}
			}
			skew, kurt, err := stats.Shape(x)
			require.NoError(t, err)
			assertNear(t, want.Skew, skew, file+" skewness of "+name)
			assertNear(t, want.Kurt, kurt, file+" kurtosis of "+name)
		}
	}
}

// TestShapeByHand: 0, 0, 0, 1 has m = 1/4, m2 = 3/16, m3 = 3/32, m4 = 21/256, so
// that G1 = sqrt(12)/2 * 2/sqrt(3) = 2 and G2 = 3/2 * (5 (7/3 - 3) + 6) = 4.
func TestShapeByHand(t *testing.T) {
	skew, kurt, err := stats.Shape([]float64{0, 0, 0, 1})
	require.NoError(t, err)
	assertNear(t, 2, skew, "skewness")
	assertNear(t, 4, kurt, "kurtosis")
	skew, kurt, err = stats.Shape([]float64{1, 2, 3, 4, 5})
	require.NoError(t, err)
	assertNear(t, 0, skew, "skewness of symmetric values")
	assertNear(t, -1.2, kurt, "kurtosis of 1 to 5, as KURT gives it")
}

func TestShapeUndefined(t *testing.T) {
	for name, c := range map[string]struct {
		x    []float64
		want error
	}{
		"empty":          {nil, basis.ErrEmpty},
		"three":          {[]float64{1, 2, 3}, basis.ErrFew},
		"missing, few":   {[]float64{1, math.NaN()}, basis.ErrNumber},
		"missing":        {[]float64{1, 2, math.NaN(), 4, 5}, basis.ErrNumber},
		"infinite":       {[]float64{1, 2, 3, math.Inf(1)}, basis.ErrNumber},
		"constant":       {[]float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, basis.ErrConstant},
		"sum overflows":  {[]float64{math.MaxFloat64, math.MaxFloat64, 1, 2}, basis.ErrNumber},
		"powers vanish":  {[]float64{1e-100, 2e-100, 3e-100, 5e-100}, basis.ErrNumber},
		"powers too big": {[]float64{1e100, 2e100, 3e100, 5e100}, basis.ErrNumber},
	} {
		_, _, err := stats.Shape(c.x)
		require.ErrorIs(t, err, c.want, name)
	}
}

// TestShapeProperties: neither unit nor zero point matters, and turning the values
// round turns the skewness.
func TestShapeProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := rapid.SliceOfN(rapid.Float64Range(-100, 100), 4, 40).Draw(rt, "x")
		skew, kurt, err := stats.Shape(x)
		if err != nil || math.Abs(skew) > 1e3 {
			return
		}
		spread := 0.0
		for _, v := range x {
			spread = max(spread, math.Abs(v-x[0]))
		}
		if spread < 1e-3 {
			return
		}
		by := rapid.Float64Range(0.01, 100).Draw(rt, "by")
		moved, turned := make([]float64, len(x)), make([]float64, len(x))
		for i, v := range x {
			moved[i], turned[i] = by*v+7, -v
		}
		s, k, err := stats.Shape(moved)
		require.NoError(rt, err)
		assert.InDelta(rt, skew, s, 1e-6)
		assert.InDelta(rt, kurt, k, 1e-6)
		s, k, err = stats.Shape(turned)
		require.NoError(rt, err)
		assert.InDelta(rt, -skew, s, 1e-9)
		assert.InDelta(rt, kurt, k, 1e-9)
	})
}
