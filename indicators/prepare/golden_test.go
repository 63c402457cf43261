package prepare_test

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// tolerance is relative: the other programs add and multiply in another order.
const tolerance = 1e-9

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

// near compares two columns, missing for missing.
func near(t testing.TB, want, got []float64, args ...any) {
	t.Helper()
	require.Len(t, got, len(want), args...)
	for i, w := range want {
		if math.IsNaN(w) || math.Abs(w-got[i]) > tolerance*max(math.Abs(w), 1e-3) {
			require.True(t, math.IsNaN(w) && math.IsNaN(got[i]), "row %d: want %v, got %v: %v", i+1, w, got[i], args)
		}
	}
}

// ofOne is a table of the one column x; class may be nil.
func ofOne(t testing.TB, x []float64, class []string) *indicators.Table {
	t.Helper()
	return ofMany(t, []string{"x"}, map[string][]float64{"x": x}, class)
}

// ofMany is a table of measured columns, for units 1, 2, 3 ...
func ofMany(t testing.TB, codes []string, x map[string][]float64, class []string) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	for _, code := range codes {
		root.Children = append(root.Children, indicators.Indicator{Code: code})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	units := make([]indicators.Unit, len(x[codes[0]]))
	for i := range units {
		units[i].Code = strconv.Itoa(i + 1)
		if class != nil {
			units[i].Class = class[i]
		}
	}
	tab, err := indicators.NewTable(f, units, x, nil)
	require.NoError(t, err)
	return tab
}

func apply(t testing.TB, step indicators.Step, tab *indicators.Table) indicators.Stage {
	t.Helper()
	stage, err := step.Apply(tab)
	require.NoError(t, err)
	return stage
}

func TestImputeAgainstCOINr(t *testing.T) {
	for _, file := range []string{"coinr/impute_vector", "coinr/impute_vector_b"} {
		var g struct {
			Input struct {
				X     column
				Group []string
				NA    []string `json:"group_with_na"`
			}
			Output map[string]column
		}
		golden(t, file, &g)
		for name, step := range map[string]indicators.Step{
			"mean": prepare.Mean{}, "median": prepare.Median{},
			"mean_group": prepare.Mean{WithinClass: true}, "median_group": prepare.Median{WithinClass: true},
		} {
			require.Len(t, g.Output[name], 12)
			near(t, g.Output[name], apply(t, step, ofOne(t, g.Input.X, g.Input.Group)).Table.Column("x").Copy(), file, name)
		}
		// A unit without a class gives nothing to the others'.
		near(t, g.Output["mean_group_na"], apply(t, prepare.Mean{WithinClass: true}, ofOne(t, g.Input.X, g.Input.NA)).Table.Column("x").Copy(), file)
	}
	for _, file := range []string{"coinr/impute_dataframe", "coinr/impute_dataframe_b"} {
		var g struct {
			Input  struct{ X map[string]column }
			Output map[string]map[string]column
		}
		golden(t, file, &g)
		require.Len(t, g.Input.X, 4)
		for code, x := range g.Input.X {
			near(t, g.Output["column_mean"][code], apply(t, prepare.Mean{}, ofOne(t, x, nil)).Table.Column("x").Copy(), file, code)
			near(t, g.Output["column_median"][code], apply(t, prepare.Median{}, ofOne(t, x, nil)).Table.Column("x").Copy(), file, code)
		}
	}
}

func TestImputeAgainstScikitCriteria(t *testing.T) {
	of := func(file string) (tab *indicators.Table, output map[string][]column) {
		var g struct {
			Input  struct{ Matrix []column }
			Output map[string][]column
		}
		golden(t, "scikit-criteria/"+file, &g)
		codes := []string{"a", "b", "c", "d", "e"}
		x := make(map[string][]float64)
		for _, row := range g.Input.Matrix {
			require.Len(t, row, 5)
			for j, v := range row {
				x[codes[j]] = append(x[codes[j]], v)
			}
		}
		return ofMany(t, codes, x, nil), g.Output
	}
	compare := func(want []column, step indicators.Step, tab *indicators.Table) {
		require.Len(t, want, 9)
		got := apply(t, step, tab).Table
		for i, row := range want {
			for j, w := range row {
				assert.InEpsilon(t, w, got.At(i, j), tolerance, "%v: row %d, column %d", step, i+1, j+1)
			}
		}
	}
	tab, out := of("impute_simple")
	compare(out["mean"], prepare.Mean{}, tab)
	compare(out["median"], prepare.Median{}, tab)
	tab, out = of("impute_knn")
	compare(out["matrix"], prepare.Neighbors{K: 3, Unscaled: true}, tab)
}

func TestRatioAgainstCOINr(t *testing.T) {
	type dataFrame = map[string]json.RawMessage
	get := func(d dataFrame, code string) column {
		var c column
		require.NoError(t, json.Unmarshal(d[code], &c))
		return c
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "a", Computed: true}, {Code: "b", Computed: true},
	}}, indicators.Indicator{Code: "i1"}, indicators.Indicator{Code: "i3"}, indicators.Indicator{Code: "i4"}, indicators.Indicator{Code: "gdp"}, indicators.Indicator{Code: "pop"})
	require.NoError(t, err)
	for file, steps := range map[string][]prepare.Ratio{
		"denominate_scale_factor":   {{Code: "a", Of: "i1", By: "gdp", Factor: 1000}, {Code: "b", Of: "i4", By: "pop"}},
		"denominate_scale_factor_b": {{Code: "a", Of: "i1", By: "gdp", Factor: 1000}, {Code: "b", Of: "i4", By: "pop"}},
		"denominate_metadata":       {{Code: "a", Of: "i3", By: "pop"}, {Code: "b", Of: "i4", By: "gdp"}},
		"denominate_metadata_b":     {{Code: "a", Of: "i3", By: "pop"}, {Code: "b", Of: "i4", By: "gdp"}},
	} {
		var g struct {
			Input  struct{ IData dataFrame }
			Output dataFrame
		}
		golden(t, "coinr/"+file, &g)
		values := make(map[string][]float64)
		for _, code := range []string{"i1", "i3", "i4", "gdp", "pop"} {
			values[code] = get(g.Input.IData, code)
		}
		units := make([]indicators.Unit, len(values["gdp"]))
		for i := range units {
			units[i].Code = strconv.Itoa(i + 1)
		}
		tab, err := indicators.NewTable(f, units, values, nil)
		require.NoError(t, err)
		for _, step := range steps {
			near(t, get(g.Output, step.Of), apply(t, step, tab).Table.Column(step.Code).Copy(), file, step.Of)
		}
	}
}

func TestScreenAgainstCOINr(t *testing.T) {
	for _, file := range []string{"coinr/screen_units", "coinr/screen_units_b"} {
		var g struct {
			Input  struct{ X map[string]json.RawMessage }
			Output map[string]struct{ Removed []string }
		}
		golden(t, file, &g)
		var units []string
		require.NoError(t, json.Unmarshal(g.Input.X["uCode"], &units))
		delete(g.Input.X, "uCode")
		var codes []string
		x := make(map[string][]float64)
		for code, raw := range g.Input.X {
			var c column
			require.NoError(t, json.Unmarshal(raw, &c))
			x[code] = c
			codes = append(codes, code)
		}
		slices.Sort(codes)
		tab := ofMany(t, codes, x, nil) // units 1, 2, 3 ... are u1, u2, u3 ...
		for name, step := range map[string]prepare.Screen{
			"byNA":    {Available: 0.6},
			"byzeros": {NonZero: 0.2},
			"both":    {Available: 0.6, NonZero: 0.2},
			"forced":  {Available: 0.6, In: map[string]string{"4": ""}, Out: map[string]string{"1": ""}},
		} {
			want, ok := g.Output[name]
			require.True(t, ok, name)
			var left []string
			for _, d := range apply(t, step, tab).Left {
				left = append(left, "u"+d.Unit)
			}
			assert.Equal(t, want.Removed, left, "%s %s", file, name)
		}
	}
}

// years makes a panel of the column x, for units in order of appearance, and
// returns the table of each year.
func years(t testing.TB, unit []string, time []int, x []float64) map[int]*indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "x"}, {Code: "growth", Computed: true}}})
	require.NoError(t, err)
	units := map[int][]indicators.Unit{}
	values := map[int][]float64{}
	for i, u := range unit {
		units[time[i]] = append(units[time[i]], indicators.Unit{Code: u})
		values[time[i]] = append(values[time[i]], x[i])
	}
	tables := map[int]*indicators.Table{}
	for y := range units {
		tables[y], err = indicators.NewTable(f, units[y], map[string][]float64{"x": values[y]}, nil)
		require.NoError(t, err)
	}
	p, err := indicators.NewPanel(tables)
	require.NoError(t, err)
	for y := range tables {
		tables[y] = p.Table(y)
	}
	return tables
}

func TestPanelImputeAgainstCOINr(t *testing.T) {
	type frame struct {
		UCode []string
		Time  []int
		A, B  column
	}
	for _, file := range []string{"coinr/impute_panel", "coinr/impute_panel_b"} {
		var g struct {
			Input  struct{ Panel frame }
			Output map[string]frame
		}
		golden(t, file, &g)
		for name, step := range map[string]indicators.Step{
			"latest":          prepare.Carry{Columns: []string{"x"}},
			"latest_max1":     prepare.Carry{Columns: []string{"x"}, Years: 1},
			"constant":        prepare.Carry{Columns: []string{"x"}, Back: true},
			"linear_constant": prepare.Interpolate{Columns: []string{"x"}},
		} {
			want := g.Output[name]
			require.Len(t, want.UCode, 20, name)
			for _, c := range [][2]column{{g.Input.Panel.A, want.A}, {g.Input.Panel.B, want.B}} {
				tables := years(t, g.Input.Panel.UCode, g.Input.Panel.Time, c[0])
				for i, u := range want.UCode {
					got, _ := apply(t, step, tables[want.Time[i]]).Table.Value(u, "x")
					near(t, c[1][i:i+1], []float64{got}, file, name, u, want.Time[i])
				}
			}
		}
	}
}

func TestTrendsAgainstCOINr(t *testing.T) {
	var line struct {
		Input struct {
			Y map[string]column
			T []int
		}
		Output struct {
			T []int
			Y map[string]column
		}
	}
	golden(t, "coinr/trend_interpolate", &line)
	for code, y := range line.Input.Y {
		var units []string
		var x []float64
		for _, year := range line.Output.T { // all years, of which the input has some
			units, x = append(units, "u"), append(x, math.NaN())
			if i := slices.Index(line.Input.T, year); i >= 0 {
				x[len(x)-1] = y[i]
			}
		}
		tables := years(t, units, line.Output.T, x)
		for i, year := range line.Output.T {
			near(t, line.Output.Y[code][i:i+1], apply(t, prepare.Interpolate{Columns: []string{"x"}, Inside: true}, tables[year]).Table.Column("x").Copy(), code, year)
		}
	}

	for _, file := range []string{"coinr/trend_metrics", "coinr/trend_metrics_b"} {
		var g struct {
			Input struct {
				Y       column
				Missing column `json:"y_with_missing"`
				X       []int
			}
			Output map[string]float64
		}
		golden(t, file, &g)
		units := slices.Repeat([]string{"u"}, len(g.Input.X))
		growth := func(y column, form prepare.GrowthForm, until int, factor float64) float64 {
			tables := years(t, units[:until], g.Input.X[:until], y[:until])
			last := g.Input.X[until-1]
			step := prepare.Growth{Code: "growth", Of: "x", Years: last - g.Input.X[0], Form: form, Factor: factor}
			return apply(t, step, tables[last]).Table.Column("growth").At(0)
		}
		assert.InEpsilon(t, g.Output["CAGR"], growth(g.Input.Y, prepare.CAGR, 6, 1), tolerance)
		assert.InEpsilon(t, g.Output["CAGR_missing"], growth(g.Input.Missing, prepare.CAGR, 6, 1), tolerance)
		assert.InEpsilon(t, g.Output["prc"], growth(g.Input.Y, prepare.Trend, 6, 100), tolerance)
		assert.InEpsilon(t, g.Output["prc_missing"], growth(g.Input.Missing, prepare.Trend, 6, 100), tolerance)
		assert.InEpsilon(t, g.Output["prc_two"], growth(g.Input.Y, prepare.Trend, 2, 100), tolerance)
	}

	var g struct {
		Output struct {
			Trends struct {
				UCode, ICode []string
				CAGR         []float64
			}
		}
	}
	golden(t, "coinr/asem_panel_trends", &g)
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "LPI"}, {Code: "Flights"}, {Code: "Ship"}}})
	require.NoError(t, err)
	file, err := os.Open("testdata/asem_panel.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	long, err := indicators.CSV{}.ReadTable(file, f)
	require.NoError(t, err)
	require.Len(t, g.Output.Trends.CAGR, 9)
	for i, want := range g.Output.Trends.CAGR {
		var units []string
		var time []int
		var x []float64
		for r, u := range long.Units() {
			code, year := u.Code[:3], u.Code[4:]
			y, err := strconv.Atoi(year)
			require.NoError(t, err)
			if code == g.Output.Trends.UCode[i] {
				units, time, x = append(units, code), append(time, y), append(x, long.Column(g.Output.Trends.ICode[i]).At(r))
			}
		}
		tables := years(t, units, time, x)
		got := apply(t, prepare.Growth{Code: "growth", Of: "x", Years: 4, Form: prepare.CAGR}, tables[2022])
		assert.InEpsilon(t, want, got.Table.Column("growth").At(0), tolerance)
	}
}
