package normalize_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// edges are the answers of a program to degenerate tables.
type edges struct {
	Input struct {
		Constant matrix `json:"constant_column"`
		ZeroCost matrix `json:"one_zero_cost"`
		Zero     matrix `json:"one_zero"`
		NaN      matrix `json:"nan"`
		OneUnit  matrix `json:"one_unit"`
	}
	Output struct {
		Constant map[string]edge `json:"constant_column"`
		ZeroCost map[string]edge `json:"one_zero_cost"`
		Zero     map[string]edge `json:"one_zero"`
		NaN      map[string]edge `json:"nan"`
		OneUnit  map[string]edge `json:"one_unit"`
	}
}

// edge is a matrix or, where a program ranks or aggregates, something else that is
// not looked at here.
type edge struct {
	Value looseMatrix
	Error string
}

type looseMatrix struct{ matrix }

func (m *looseMatrix) UnmarshalJSON(b []byte) error {
	if len(b) > 1 && b[0] == '[' && b[1] == '[' {
		return json.Unmarshal(b, &m.matrix)
	}
	return nil
}

func refused(t *testing.T, n normalize.Normalizer, in indicators.Indicator, x column, want error) {
	t.Helper()
	_, err := n.Fit(sampleOf(in, x))
	require.ErrorIs(t, err, want)
}

// all reports whether every value of a column is v.
func all(x []float64, v float64) bool {
	for _, y := range x {
		if y != v && !(math.IsNaN(y) && math.IsNaN(v)) {
			return false
		}
	}
	return true
}

// TestConstantColumn: the same column of equal values has 0, 1, 0.1 or NaN in
// other programs. Where a scale needs differences ours refuses it; where it does
// not, the scores are theirs.
func TestConstantColumn(t *testing.T) {
	nan := math.NaN()
	shares := normalize.RatioToBase{Of: normalize.SumBase, Points: 1}
	for program, methods := range map[string]map[string]struct {
		theirs float64
		n      normalize.Normalizer
		want   error
	}{
		"pymcdm": {
			"norm_minmax":            {1, normalize.MinMax{}, basis.ErrConstant},
			"norm_enhanced_accuracy": {nan, nil, nil},
			"norm_max":               {1, normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, nil},
			"norm_sum":               {0.125, shares, nil},
			"norm_linear":            {1, normalize.RatioToBase{Of: normalize.BestBase, Points: 1}, nil},
			"norm_vector":            {1 / math.Sqrt(8), normalize.RatioToBase{Of: normalize.NormBase, Points: 1}, nil},
			"norm_logarithmic":       {0.125, normalize.Log{Of: shares}, nil},
		},
		"scikit-criteria": {
			"scale_minmax":   {0, normalize.MinMax{}, basis.ErrConstant},
			"scale_cenit":    {nan, normalize.MinMax{}, basis.ErrConstant},
			"invert_minmax":  {0, normalize.MinMax{}, basis.ErrConstant},
			"scale_standard": {0, normalize.ZScore{}, basis.ErrConstant},
			"scale_sum":      {1.0 / 9, shares, nil},
		},
		"promcda": {
			"minmax_01":                 {0, normalize.MinMax{}, basis.ErrConstant},
			"minmax_without_zero":       {0.1, normalize.MinMax{Lo: 0.1, Hi: 1}, basis.ErrConstant},
			"standardized_any":          {0, normalize.ZScore{}, basis.ErrConstant},
			"rank":                      {5, normalize.Rank{}, basis.ErrConstant},
			"target_01":                 {1, normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, nil},
			"standardized_without_zero": {0.1, normalize.ZScore{}, basis.ErrConstant},
		},
	} {
		var g edges
		readJSON(t, "golden/"+program+"/edge_cases.json", &g)
		x := g.Input.Constant.column(0)
		for method, c := range methods {
			t.Run(program+" "+method, func(t *testing.T) {
				theirs := g.Output.Constant[method].Value.values(0)
				for _, v := range theirs {
					if math.IsNaN(c.theirs) {
						require.True(t, math.IsNaN(v))
					} else {
						near(t, c.theirs, v)
					}
				}
				switch {
				case c.want != nil:
					refused(t, c.n, indicators.Indicator{}, x, c.want)
				case c.n != nil:
					compare(t, c.n, indicators.Indicator{}, x, g.Output.Constant[method].Value.column(0))
				}
			})
		}
	}
	t.Run("Compind", func(t *testing.T) {
		var g struct {
			Input  struct{ Constant map[string]column }
			Output struct {
				Constant struct {
					MinMax struct{ Value column }
					ZScore struct{ Value column }
				}
			}
		}
		readJSON(t, "golden/compind/edge_cases.json", &g)
		x := g.Input.Constant["i1"]
		require.True(t, math.IsNaN(float64(*g.Output.Constant.MinMax.Value[0])))
		require.True(t, math.IsNaN(float64(*g.Output.Constant.ZScore.Value[0])))
		refused(t, normalize.MinMax{}, indicators.Indicator{}, x, basis.ErrConstant)
		refused(t, normalize.ZScore{}, indicators.Indicator{}, x, basis.ErrConstant)
	})
}

// TestZeroInARatio: scikit-criteria scores every unit 0 if one cost is 0, the best
// included, and pymcdm refuses zeros of benefits too, whose share is simply 0.
func TestZeroInARatio(t *testing.T) {
	best := normalize.RatioToBase{Of: normalize.BestBase, Points: 1}
	var g edges
	readJSON(t, "golden/scikit-criteria/edge_cases.json", &g)
	require.True(t, all(g.Output.ZeroCost["invert_benefit_cost"].Value.values(1), 0))
	_, err := best.Fit(sampleOf(indicator("x", -1), g.Input.ZeroCost.column(1)))
	assert.EqualError(t, err, "indicator x: value: value 2 of the sample is 0; b / x needs positive values, or a Cap for a zero")

	g = edges{}
	readJSON(t, "golden/pymcdm/edge_cases.json", &g)
	assert.Contains(t, g.Output.Zero["norm_sum"].Error, "requires all positive values")
	assert.Contains(t, g.Output.Zero["norm_linear"].Error, "cannot handle zero values")
	x := g.Input.Zero.values(2)
	for _, n := range []normalize.Normalizer{best, normalize.RatioToBase{Of: normalize.SumBase, Points: 1}} {
		scale := fit(t, n, sample(indicators.Indicator{}, x...))
		assert.Zero(t, scale.At(x[1], ""))
		assert.Positive(t, scale.At(x[0], ""))
	}
	assert.Contains(t, g.Output.Zero["norm_logarithmic"].Error, "requires all positive values")
	refused(t, normalize.Log{}, indicators.Indicator{}, g.Input.Zero.column(2), basis.ErrValue)
	compare(t, normalize.RatioToBase{Of: normalize.NormBase, Points: 1}, indicators.Indicator{}, g.Input.Zero.column(2), g.Output.Zero["norm_vector"].Value.column(2))
}

// TestMissingCell: in other programs one missing value makes a whole column NaN or
// even 0; in ours its own score alone is missing.
func TestMissingCell(t *testing.T) {
	for _, c := range []struct {
		program, method string
		column          int
		theirs          float64
		n               normalize.Normalizer
	}{
		{"pymcdm", "norm_minmax", 1, math.NaN(), normalize.MinMax{}},
		{"pymcdm", "norm_sum", 1, math.NaN(), normalize.RatioToBase{Of: normalize.SumBase}},
		{"scikit-criteria", "invert_minmax", 1, 0, normalize.MinMax{}},
		{"scikit-criteria", "scale_vector", 1, math.NaN(), normalize.RatioToBase{Of: normalize.NormBase}},
		{"promcda", "minmax_01", 1, math.NaN(), normalize.MinMax{}},
	} {
		t.Run(c.program+" "+c.method, func(t *testing.T) {
			var g edges
			readJSON(t, "golden/"+c.program+"/edge_cases.json", &g)
			require.True(t, all(g.Output.NaN[c.method].Value.values(c.column), c.theirs))
			x, missing := g.Input.NaN.column(c.column), 0
			scale, err := c.n.Fit(sampleOf(indicator("x", -1), x))
			require.NoError(t, err)
			for _, v := range x {
				if math.IsNaN(scale.At(float64(*v), "")) {
					missing++
				}
			}
			assert.Equal(t, 1, missing)
		})
	}
	// Where they keep the cell alone the other scores are ours.
	var g edges
	readJSON(t, "golden/scikit-criteria/edge_cases.json", &g)
	compare(t, normalize.MinMax{Hi: 1}, indicators.Indicator{}, g.Input.NaN.column(1), g.Output.NaN["scale_minmax"].Value.column(1))
	g = edges{}
	readJSON(t, "golden/promcda/edge_cases.json", &g)
	compare(t, normalize.Rank{}, indicator("x", -1), g.Input.NaN.column(1), g.Output.NaN["rank"].Value.column(1))
	assert.Contains(t, g.Output.NaN["standardized_any"].Error, "NaN")
}

// TestOneUnit: ProMCDA gives 0 or NaN by the sign of the indicator.
func TestOneUnit(t *testing.T) {
	var g edges
	readJSON(t, "golden/promcda/edge_cases.json", &g)
	theirs := g.Output.OneUnit["minmax_01"].Value.matrix
	assert.Zero(t, float64(theirs[0][0]))
	assert.True(t, math.IsNaN(float64(theirs[0][1])))
	for _, sign := range []int{1, -1} {
		refused(t, normalize.MinMax{}, indicator("x", sign), g.Input.OneUnit.column(0), basis.ErrConstant)
	}
}
