package prepare_test

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// column is a column of a golden file; null and "NaN" are missing values.
type column []float64

func (c *column) UnmarshalJSON(b []byte) error {
	var cells []any
	if err := json.Unmarshal(b, &cells); err != nil {
		return err
	}
	*c = make(column, len(cells))
	for i, v := range cells {
		(*c)[i] = math.NaN()
		if x, ok := v.(float64); ok {
			(*c)[i] = x
		}
	}
	return nil
}

func golden(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/golden/" + file + ".json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, into))
}

// filled applies a step to a table of one column and returns the column.
func filled(t *testing.T, step indicators.Step, x column, class []string) []float64 {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "x"})
	require.NoError(t, err)
	units := make([]indicators.Unit, len(x))
	for i := range units {
		units[i].Code = strconv.Itoa(i + 1)
		if class != nil {
			units[i].Class = class[i]
		}
	}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x})
	require.NoError(t, err)
	stage, err := step.Apply(tab)
	require.NoError(t, err)
	return stage.Table.Column("x")
}

func TestImputeAgainstCOINr(t *testing.T) {
	for _, file := range []string{"coinr/impute_vector", "coinr/impute_vector_b"} {
		var g struct {
			Input struct {
				X     column
				Group []string
			}
			Output map[string]column
		}
		golden(t, file, &g)
		for name, step := range map[string]indicators.Step{
			"mean": prepare.Mean{}, "median": prepare.Median{},
			"mean_group": prepare.Mean{WithinClass: true}, "median_group": prepare.Median{WithinClass: true},
		} {
			require.Len(t, g.Output[name], 12)
			assert.InDeltaSlice(t, []float64(g.Output[name]), filled(t, step, g.Input.X, g.Input.Group), 1e-12, "%s %s", file, name)
		}
	}
	for _, file := range []string{"coinr/impute_dataframe", "coinr/impute_dataframe_b"} {
		var g struct {
			Input  struct{ X map[string]column }
			Output map[string]map[string]column
		}
		golden(t, file, &g)
		require.Len(t, g.Input.X, 4)
		for code, x := range g.Input.X {
			assert.InDeltaSlice(t, []float64(g.Output["column_mean"][code]), filled(t, prepare.Mean{}, x, nil), 1e-12, "%s %s", file, code)
			assert.InDeltaSlice(t, []float64(g.Output["column_median"][code]), filled(t, prepare.Median{}, x, nil), 1e-12, "%s %s", file, code)
		}
	}
}

func TestImputeAgainstScikitCriteria(t *testing.T) {
	var g struct {
		Input  struct{ Matrix []column }
		Output map[string][]column
	}
	golden(t, "scikit-criteria/impute_simple", &g)
	for name, step := range map[string]indicators.Step{"mean": prepare.Mean{}, "median": prepare.Median{}} {
		require.Len(t, g.Output[name], 9)
		for j := range g.Input.Matrix[0] {
			var x, want column
			for i := range g.Input.Matrix {
				x, want = append(x, g.Input.Matrix[i][j]), append(want, g.Output[name][i][j])
			}
			assert.InDeltaSlice(t, []float64(want), filled(t, step, x, nil), 1e-12, "%s of column %d", name, j+1)
		}
	}
}

func TestRatioAgainstCOINr(t *testing.T) {
	var g struct {
		Input  struct{ IData map[string]json.RawMessage }
		Output map[string]json.RawMessage
	}
	golden(t, "coinr/denominate_scale_factor", &g)
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "r1", Computed: true}, {Code: "r4", Computed: true},
	}}, indicators.Indicator{Code: "i1"}, indicators.Indicator{Code: "i4"}, indicators.Indicator{Code: "gdp"}, indicators.Indicator{Code: "pop"})
	require.NoError(t, err)
	values := make(map[string][]float64)
	for _, code := range []string{"i1", "i4", "gdp", "pop"} {
		var c column
		require.NoError(t, json.Unmarshal(g.Input.IData[code], &c))
		values[code] = c
	}
	units := make([]indicators.Unit, len(values["gdp"]))
	for i := range units {
		units[i].Code = strconv.Itoa(i + 1)
	}
	tab, err := indicators.NewTable(f, units, values)
	require.NoError(t, err)
	for of, step := range map[string]prepare.Ratio{
		"i1": {Code: "r1", Of: "i1", By: "gdp", Factor: 1000},
		"i4": {Code: "r4", Of: "i4", By: "pop"},
	} {
		var want column
		require.NoError(t, json.Unmarshal(g.Output[of], &want))
		stage, err := step.Apply(tab)
		require.NoError(t, err)
		assert.InEpsilonSlice(t, []float64(want), stage.Table.Column(step.Code), 1e-12, of)
	}
}
