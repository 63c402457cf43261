package normalize_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// tolerance is relative: the other programs multiply in another order.
const tolerance = 1e-9

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, into))
}

// column is a column of a golden file; null is a missing value.
type column []*cell

// cell is a number as golden files write it.
type cell float64

func (c *cell) UnmarshalJSON(b []byte) error {
	switch string(b) {
	case `"NaN"`:
		*c = cell(math.NaN())
	case `"Inf"`:
		*c = cell(math.Inf(1))
	default:
		return json.Unmarshal(b, (*float64)(c))
	}
	return nil
}

// sampleOf leaves out what is missing.
func sampleOf(in indicators.Indicator, x column) normalize.Sample {
	s := normalize.Sample{Indicator: in}
	for _, v := range x {
		if v != nil && !math.IsNaN(float64(*v)) {
			s.X, s.Class = append(s.X, float64(*v)), append(s.Class, "")
		}
	}
	return s
}

// compare fits n to the values of x and compares all scores, missing for missing.
func compare(t *testing.T, n normalize.Normalizer, in indicators.Indicator, x, want column) {
	t.Helper()
	require.NotEmpty(t, x)
	require.Len(t, want, len(x))
	scale, err := n.Fit(sampleOf(in, x))
	require.NoError(t, err)
	for i, v := range x {
		if v == nil || math.IsNaN(float64(*v)) {
			if want[i] != nil {
				require.True(t, math.IsNaN(float64(*want[i])), "value %d", i+1)
			}
			continue
		}
		near(t, float64(*want[i]), scale.At(float64(*v), ""), "%s, value %d", in.Code, i+1)
	}
}

func near(t *testing.T, want, got float64, args ...any) {
	t.Helper()
	if want == 0 {
		assert.InDelta(t, want, got, 1e-12, args...)
		return
	}
	assert.InEpsilon(t, want, got, tolerance, args...)
}

// indicator makes one whose direction is a sign: 1 or -1.
func indicator(code string, sign int) indicators.Indicator {
	in := indicators.Indicator{Code: code}
	if sign < 0 {
		in.Direction = indicators.Lower
	}
	return in
}

// matrix has a row for each unit.
type matrix [][]cell

// column returns column j.
func (m matrix) column(j int) column {
	out := make(column, len(m))
	for i := range m {
		out[i] = &m[i][j]
	}
	return out
}

// values returns column j as numbers.
func (m matrix) values(j int) []float64 {
	out := make([]float64, len(m))
	for i := range m {
		out[i] = float64(m[i][j])
	}
	return out
}

// TestPublished compares with scores printed in the literature, as closely as
// they are printed.
func TestPublished(t *testing.T) {
	var cases []struct {
		Name, Method string
		Tolerance    float64
		Direction    indicators.Direction
		Target       *indicators.Range
		X, Scores    []float64
	}
	readJSON(t, "published.json", &cases)
	require.Len(t, cases, 7)
	methods := map[string]normalize.Normalizer{"min-max": normalize.MinMax{Hi: 1}, "z-score": normalize.ZScore{}, "rank": normalize.Rank{}}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			scale := fit(t, methods[c.Method], sample(indicators.Indicator{Code: "x", Direction: c.Direction, Target: c.Target}, c.X...))
			for i, x := range c.X {
				assert.InDelta(t, c.Scores[i], scale.At(x, ""), c.Tolerance, "value %d", i+1)
			}
		})
	}
}

// TestSchooling: a table of the OECD handbook that normalizes one indicator of 23
// countries in eleven ways, as closely as it is printed. Its differences to the
// mean and to the worst are the ratios less 1.
func TestSchooling(t *testing.T) {
	var table struct {
		X, Rank, Z, MinMax, ToMean, ToBest, ToWorst, DiffToMean, DiffToWorst, AboveBelow, Percentile, Categorical []float64
	}
	readJSON(t, "schooling.json", &table)
	require.Len(t, table.X, 23)
	one := func(of normalize.BaseOf) normalize.Normalizer { return normalize.RatioToBase{Of: of, Points: 1} }
	percentile := normalize.Percentile{Ties: normalize.LowestTies, OfAll: true}
	for name, c := range map[string]struct {
		n         normalize.Normalizer
		less      float64
		want      []float64
		tolerance float64
	}{
		"rank":               {normalize.Rank{Ties: normalize.LowestTies}, 0, table.Rank, 0},
		"z-score":            {normalize.ZScore{}, 0, table.Z, 0.0051},
		"min-max":            {normalize.MinMax{Hi: 1}, 0, table.MinMax, 0.0051},
		"ratio to the mean":  {one(normalize.MeanBase), 0, table.ToMean, 0.0051},
		"ratio to the best":  {one(normalize.BestBase), 0, table.ToBest, 0.0051},
		"ratio to the worst": {one(normalize.WorstBase), 0, table.ToWorst, 0.0051},
		"less the mean":      {one(normalize.MeanBase), 1, table.DiffToMean, 0.0051},
		"less the worst":     {one(normalize.WorstBase), 1, table.DiffToWorst, 0.0051},
		"percentile":         {percentile, 0, table.Percentile, 0.051},
		"above, at, below":   {normalize.Bands{Of: one(normalize.MeanBase), Below: -1, Bands: []normalize.Band{{0.8, 0}, {1.2, 1}}}, 0, table.AboveBelow, 0},
		"categorical":        {normalize.Bands{Of: percentile, Bands: []normalize.Band{{5, 20}, {15, 40}, {35, 50}, {65, 60}, {85, 80}, {95, 100}}}, 0, table.Categorical, 0},
	} {
		t.Run(name, func(t *testing.T) {
			require.Len(t, c.want, 23)
			scale := fit(t, c.n, sample(indicators.Indicator{}, table.X...))
			for i, x := range table.X {
				assert.InDelta(t, c.want[i], scale.At(x, "")-c.less, c.tolerance, "country %d", i+1)
			}
		})
	}
}
