package normalize_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestRefusals(t *testing.T) {
	target := indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20)}
	for name, c := range map[string]struct {
		n    normalize.Normalizer
		in   indicators.Indicator
		x    []float64
		want error
		text string
	}{
		"no values":              {normalize.MinMax{}, indicators.Indicator{}, nil, basis.ErrMissing, "there is no value to take a scale from"},
		"one value":              {normalize.MinMax{}, indicators.Indicator{}, []float64{3}, basis.ErrConstant, "the only value is 3"},
		"constant":               {normalize.MinMax{}, indicators.Indicator{}, []float64{3, 3, 3}, basis.ErrConstant, "each of the 3 values is 3"},
		"constant on paper":      {normalize.MinMax{}, indicators.Indicator{}, []float64{math.Nextafter(0.3, 1), 0.3}, basis.ErrConstant, "each of the 2 values is 0.3"},
		"NaN":                    {normalize.MinMax{}, indicators.Indicator{}, []float64{1, nan}, basis.ErrNumber, "value 2 of the sample"},
		"infinite":               {normalize.MinMax{}, indicators.Indicator{Bounds: rng(0, 1)}, []float64{math.Inf(1)}, basis.ErrNumber, "value 1"},
		"lo above hi":            {normalize.MinMax{Lo: 3, Hi: 2}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 3 to 2"},
		"lo is hi":               {normalize.MinMax{Lo: 3, Hi: 3}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 3 to 3"},
		"hi NaN":                 {normalize.MinMax{Hi: nan}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "NaN"},
		"bounds turned":          {normalize.MinMax{}, indicators.Indicator{Bounds: rng(5, 1)}, []float64{1, 2}, indicators.ErrRange, "bounds from 5 to 1"},
		"bounds the same number": {normalize.MinMax{}, indicators.Indicator{Bounds: rng(0.3, math.Nextafter(0.3, 1))}, []float64{1, 2}, indicators.ErrRange, "same decimal"},
		"values too far apart":   {normalize.MinMax{}, indicators.Indicator{}, []float64{-1.7e308, 1.7e308}, indicators.ErrRange, "finite way apart"},
		"unknown direction":      {normalize.MinMax{}, indicators.Indicator{Direction: 9}, []float64{1, 2}, indicators.ErrDirection, "9"},
		"target missing":         {normalize.MinMax{}, indicators.Indicator{Direction: indicators.Target}, []float64{1, 2}, indicators.ErrDirection, "no target range"},
		"target not wanted":      {normalize.MinMax{}, indicators.Indicator{Target: rng(1, 2)}, []float64{1, 2}, indicators.ErrDirection, "needs direction target"},
		"target turned":          {normalize.MinMax{}, indicators.Indicator{Direction: indicators.Target, Target: rng(2, 1)}, []float64{1, 2}, indicators.ErrRange, "target from 2 to 1"},
		"all inside the target":  {normalize.MinMax{}, target, []float64{11, 12}, basis.ErrConstant, "all values, from 11 to 12, are inside of the target [10, 20]"},
		"bounds in the target": {
			normalize.MinMax{},
			indicators.Indicator{Direction: indicators.Target, Target: rng(10, 20), Bounds: rng(10, 20)},
			[]float64{1, 2},
			indicators.ErrRange, "leave no way down",
		},
		"z-score, no values":     {normalize.ZScore{}, indicators.Indicator{}, nil, basis.ErrMissing, "no value"},
		"z-score, one value":     {normalize.ZScore{}, indicators.Indicator{}, []float64{3}, basis.ErrConstant, "the only value is 3"},
		"z-score, constant":      {normalize.ZScore{}, indicators.Indicator{}, []float64{0.1, 0.1, 0.1}, basis.ErrConstant, "each of the 3 values is 0.1"},
		"z-score, same distance": {normalize.ZScore{}, target, []float64{8, 22}, basis.ErrConstant, "distances from the target [10, 20]"},
		"z-score, sd":            {normalize.ZScore{SD: -1}, indicators.Indicator{}, []float64{1, 2}, basis.ErrValue, "sd -1"},
		"z-score, overflow":      {normalize.ZScore{}, indicators.Indicator{}, []float64{-1.7e308, 1.7e308}, basis.ErrValue, "sd"},
		"rank, no values":        {normalize.Rank{}, indicators.Indicator{}, nil, basis.ErrMissing, "no value"},
		"rank, constant":         {normalize.Rank{}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2 values is 2"},
		"rank, ties":             {normalize.Rank{Ties: 5}, indicators.Indicator{}, []float64{1, 2}, basis.ErrValue, "there is no rule for ties 5"},
		"percentile, constant":   {normalize.Percentile{}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2"},
		"percentile, points":     {normalize.Percentile{Points: -1}, indicators.Indicator{}, []float64{1, 2}, basis.ErrValue, "-1 points for the best"},
		"borda, no values":       {normalize.Borda{}, indicators.Indicator{}, nil, basis.ErrMissing, "no value"},
		"rank, NaN":              {normalize.Rank{}, indicators.Indicator{}, []float64{2, nan}, basis.ErrNumber, "value 2"},
		"clip, range":            {normalize.Clip{Lo: 2, Hi: 1}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 2 to 1"},
		"clip of a refusal":      {normalize.Clip{}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2 values"},
		"efficacy, turned":       {normalize.Efficacy{Lo: 100, Hi: 60}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "scores from 100 to 60"},
		"efficacy, constant":     {normalize.Efficacy{Exponential: true}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2"},
		"exponential from 0":     {normalize.Efficacy{Hi: 1, Exponential: true}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "not positive"},
		"log, zero":              {normalize.Log{}, indicators.Indicator{}, []float64{1, 0}, basis.ErrValue, "value 2 of the sample is 0, which has no logarithm"},
		"log, constant":          {normalize.Log{}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2 values is 0.69"},
		"log, bounds":            {normalize.Log{}, indicators.Indicator{Bounds: rng(0, 1)}, []float64{1, 2}, basis.ErrValue, "the range [0, 1] has no logarithms"},
		"log, target":            {normalize.Log{}, indicators.Indicator{Direction: indicators.Target, Target: rng(-1, 1)}, []float64{1, 2}, basis.ErrValue, "the range [-1, 1]"},
		"log, base":              {normalize.Log{}, indicators.Indicator{Base: 1}, []float64{1, 2}, basis.ErrValue, "the base 1 has no logarithm other than 0"},
		"log, NaN":               {normalize.Log{}, indicators.Indicator{}, []float64{1, nan}, basis.ErrNumber, "value 2"},
		"bands, none":            {normalize.Bands{}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "there are no bands"},
		"bands, at Below":        {normalize.Bands{Bands: []normalize.Band{{}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 1, 0 points from 0, is not above"},
		"bands, falling":         {normalize.Bands{Bands: []normalize.Band{{1, 1}, {2, 1}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 2, 1 points from 2"},
		"bands, not ascending":   {normalize.Bands{Bands: []normalize.Band{{1, 1}, {1, 2}}}, indicators.Indicator{}, []float64{1, 2}, indicators.ErrRange, "band 2, 2 points from 1"},
		"bands, NaN":             {normalize.Bands{Below: nan, Bands: []normalize.Band{{nan, 1}}}, indicators.Indicator{}, []float64{1, 2}, basis.ErrValue, "NaN points below the bands"},
		"bands, of":              {normalize.Bands{Bands: []normalize.Band{{1, 1}}}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2"},
		"points, of":             {normalize.Points{ZeroToo: true}, indicators.Indicator{}, []float64{0, 2}, basis.ErrConstant, "the only value is 2"},
		"points, nothing left":   {normalize.Points{Of: normalize.RatioToBase{}, ZeroToo: true}, indicators.Indicator{}, []float64{0, 0}, basis.ErrMissing, "no value to take a base from"},
		"points, NaN":            {normalize.Points{Missing: nan}, indicators.Indicator{}, []float64{1, 2}, basis.ErrValue, "NaN points for a missing value"},
		"peer score, of":         {normalize.PeerScore{}, indicators.Indicator{}, []float64{2, 2}, basis.ErrConstant, "each of the 2"},
		"not frozen":             {normalize.Frozen{}, indicators.Indicator{}, []float64{2, 2}, normalize.ErrFrozen, "no frozen scale"},
	} {
		t.Run(name, func(t *testing.T) {
			c.in.Code = "va"
			scale, err := c.n.Fit(sample(c.in, c.x...))
			require.ErrorIs(t, err, c.want)
			assert.Nil(t, scale)
			assert.ErrorContains(t, err, c.text)
			var at *indicators.InputError
			require.ErrorAs(t, err, &at)
			assert.Equal(t, "va", at.Indicator)
		})
	}
}
