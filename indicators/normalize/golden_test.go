package normalize_test

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
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
type column []*float64

// compare fits n to the values of x and compares all scores, missing for missing.
func compare(t *testing.T, n normalize.Normalizer, in indicators.Indicator, x, want column) {
	t.Helper()
	require.NotEmpty(t, x)
	require.Len(t, want, len(x))
	s := normalize.Sample{Indicator: in}
	for _, v := range x {
		if v != nil {
			s.X, s.Class = append(s.X, *v), append(s.Class, "")
		}
	}
	scale, err := n.Fit(s)
	require.NoError(t, err)
	for i, v := range x {
		if v == nil {
			require.Nil(t, want[i])
			continue
		}
		near(t, *want[i], scale.At(*v, ""), "%s, value %d", in.Code, i+1)
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

func TestAgainstCOINr(t *testing.T) {
	higher := indicators.Indicator{Code: "x"}
	goalposts := func(d indicators.Direction) indicators.Indicator {
		return indicators.Indicator{Code: "x", Direction: d, Bounds: &indicators.Range{Lo: 5, Hi: 30}}
	}
	for file, c := range map[string]struct {
		n  normalize.Normalizer
		in indicators.Indicator
	}{
		"norm_minmax":                {normalize.MinMax{}, higher},
		"norm_minmax_b":              {normalize.MinMax{}, higher},
		"norm_minmax_range":          {normalize.MinMax{Lo: 1, Hi: 10}, higher},
		"norm_minmax_range_b":        {normalize.MinMax{Lo: 1, Hi: 10}, higher},
		"norm_zscore":                {normalize.ZScore{}, higher},
		"norm_zscore_b":              {normalize.ZScore{}, higher},
		"norm_zscore_params":         {normalize.ZScore{Mean: 50, SD: 10}, higher},
		"norm_zscore_params_b":       {normalize.ZScore{Mean: 50, SD: 10}, higher},
		"norm_rank_average":          {normalize.Rank{}, higher},
		"norm_goalposts_free_down":   {normalize.MinMax{}, goalposts(indicators.Lower)},
		"norm_goalposts_free_down_b": {normalize.MinMax{}, goalposts(indicators.Lower)},
		"norm_goalposts_trunc":       {normalize.Clip{}, goalposts(indicators.Higher)},
		"norm_goalposts_trunc_b":     {normalize.Clip{Of: normalize.MinMax{}}, goalposts(indicators.Higher)},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct{ Input, Output map[string]column }
			readJSON(t, "golden/coinr/"+file+".json", &g)
			require.Len(t, g.Input, 5)
			for name, x := range g.Input {
				compare(t, c.n, c.in, x, g.Output[name])
			}
		})
	}
}

func TestAgainstCOINrDirections(t *testing.T) {
	var g struct {
		Input struct {
			X          map[string]column
			Directions struct {
				ICode     []string
				Direction []int
			}
		}
		Output map[string]map[string]column
	}
	readJSON(t, "golden/coinr/norm_dataframe_directions.json", &g)
	require.Len(t, g.Input.Directions.ICode, 5)
	for i, code := range g.Input.Directions.ICode {
		in := indicators.Indicator{Code: code}
		if g.Input.Directions.Direction[i] < 0 {
			in.Direction = indicators.Lower
		}
		compare(t, normalize.MinMax{}, in, g.Input.X[code], g.Output["minmax"][code])
		compare(t, normalize.ZScore{}, in, g.Input.X[code], g.Output["zscore"][code])
	}
}

// TestAgainstCOINrGoalposts: another pair of goalposts for every indicator, two
// of them less-is-better, one not cut.
func TestAgainstCOINrGoalposts(t *testing.T) {
	var g struct {
		Input struct {
			IData map[string]json.RawMessage
			IMeta struct {
				ICode     []string
				Direction []*float64
				Lower     column  `json:"goalpost_lower"`
				Upper     column  `json:"goalpost_upper"`
				Cut       []*bool `json:"goalpost_trunc2posts"`
			}
		}
		Output map[string]json.RawMessage
	}
	readJSON(t, "golden/coinr/norm_goalposts_from_metadata.json", &g)
	meta := g.Input.IMeta
	n := normalize.PerIndicator{Default: normalize.Clip{}, By: map[string]normalize.Normalizer{}}
	compared := 0
	for i, code := range meta.ICode {
		if meta.Lower[i] == nil {
			continue
		}
		in := indicators.Indicator{Code: code, Bounds: &indicators.Range{Lo: *meta.Lower[i], Hi: *meta.Upper[i]}}
		if *meta.Direction[i] < 0 {
			in.Direction = indicators.Lower
		}
		if !*meta.Cut[i] {
			n.By[code] = normalize.MinMax{}
		}
		var x, want column
		require.NoError(t, json.Unmarshal(g.Input.IData[code], &x))
		require.NoError(t, json.Unmarshal(g.Output[code], &want))
		compare(t, n, in, x, want)
		compared++
	}
	require.Equal(t, 8, compared)
	require.Len(t, n.By, 1)
}

func TestAgainstCompind(t *testing.T) {
	for file, n := range map[string]normalize.Normalizer{
		"norm_minmax": normalize.MinMax{Hi: 1},
		"norm_zscore": normalize.ZScore{},
		"norm_rank":   normalize.Rank{},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					X        map[string]column
					Polarity []string
				}
				Output map[string]column
			}
			readJSON(t, "golden/compind/"+file+".json", &g)
			require.Equal(t, []string{"POS", "NEG", "POS", "POS"}, g.Input.Polarity)
			for i, code := range slices.Sorted(maps.Keys(g.Input.X)) {
				in := indicators.Indicator{Code: code}
				if g.Input.Polarity[i] == "NEG" {
					in.Direction = indicators.Lower
				}
				compare(t, n, in, g.Input.X[code], g.Output[code])
			}
		})
	}
}

// transposed returns column j of a matrix of rows.
func transposed(rows [][]float64, j int) column {
	out := make(column, len(rows))
	for i := range rows {
		out[i] = &rows[i][j]
	}
	return out
}

func TestAgainstProMCDA(t *testing.T) {
	for file, n := range map[string]normalize.Normalizer{
		"norm_minmax_01":        normalize.MinMax{Hi: 1},
		"norm_standardized_any": normalize.ZScore{},
		"norm_rank":             normalize.Rank{},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					Matrix   [][]float64
					Polarity []string
				}
				Output [][]float64
			}
			readJSON(t, "golden/promcda/"+file+".json", &g)
			require.Len(t, g.Input.Polarity, 5)
			for j, sign := range g.Input.Polarity {
				in := indicators.Indicator{Code: "x"}
				if sign == "-" {
					in.Direction = indicators.Lower
				}
				compare(t, n, in, transposed(g.Input.Matrix, j), transposed(g.Output, j))
			}
		})
	}
}

func TestAgainstPythonMinMax(t *testing.T) {
	type matrix [][]float64
	one := func(t *testing.T, x, want matrix, types []int) {
		t.Helper()
		require.NotEmpty(t, types)
		for j, sign := range types {
			in := indicators.Indicator{Code: "x"}
			if sign < 0 {
				in.Direction = indicators.Lower
			}
			compare(t, normalize.MinMax{Hi: 1}, in, transposed(x, j), transposed(want, j))
		}
	}
	t.Run("pymcdm", func(t *testing.T) {
		var g struct {
			Input map[string]struct {
				Matrix matrix
				Types  []int
			}
			Output map[string]matrix
		}
		readJSON(t, "golden/pymcdm/norm_minmax.json", &g)
		require.Len(t, g.Input, 2)
		for name, in := range g.Input {
			one(t, in.Matrix, g.Output[name], in.Types)
		}
	})
	t.Run("scikit-criteria", func(t *testing.T) {
		var g struct {
			Input map[string]struct {
				Matrix     matrix
				Objectives []int
			}
			Output map[string]struct{ Matrix matrix }
		}
		readJSON(t, "golden/scikit-criteria/scale_cenit.json", &g)
		require.Len(t, g.Input, 2)
		for name, in := range g.Input {
			one(t, in.Matrix, g.Output[name].Matrix, in.Objectives)
		}
	})
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
			scale, err := methods[c.Method].Fit(normalize.Sample{
				Indicator: indicators.Indicator{Code: "x", Direction: c.Direction, Target: c.Target},
				X:         c.X, Class: make([]string, len(c.X)),
			})
			require.NoError(t, err)
			for i, x := range c.X {
				assert.InDelta(t, c.Scores[i], scale.At(x, ""), c.Tolerance, "value %d", i+1)
			}
		})
	}
}
