package prepare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// hide makes the cells of some units confidential.
func hide(t *testing.T, table *indicators.Table, code string, units ...string) *indicators.Table {
	t.Helper()
	cells := make([]bool, table.Len())
	for _, u := range units {
		i, ok := table.Row(u)
		require.True(t, ok)
		cells[i] = true
	}
	out, err := table.WithConfidential(code, cells)
	require.NoError(t, err)
	return out
}

// hidden lists the units whose cell of a column is confidential.
func hidden(t *indicators.Table, code string) []string {
	out := []string{}
	for i, u := range t.Units() {
		if t.Confidential(code).At(i) {
			out = append(out, u.Code)
		}
	}
	return out
}

// firms have an output with a gap and an outlier, staff, and a productivity and sum
// to be computed.
func firms(t *testing.T) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "output"}, {Code: "staff"}, {Code: "productivity", Computed: true},
	}}, indicators.Indicator{Code: "sum", Computed: true})
	require.NoError(t, err)
	var units []indicators.Unit
	for _, code := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		units = append(units, indicators.Unit{Code: code, Class: map[bool]string{true: "small", false: "large"}[code < "4"]})
	}
	table, err := indicators.NewTable(f, units, map[string][]float64{
		"output": {10, 11, nan, 12, 13, 14, 15, 900}, "staff": {1, 2, 2.5, 4, 5, 5.5, 7, 8},
	}, nil)
	require.NoError(t, err)
	return table
}

func TestConfidentialFiguresInSteps(t *testing.T) {
	output := []string{"output"}
	for name, c := range map[string]struct {
		step indicators.Step
		hide map[string][]string // by column
		of   string
		want []string
	}{
		"ratio, numerator":            {prepare.Ratio{Code: "productivity", Of: "output", By: "staff"}, map[string][]string{"output": {"1"}}, "productivity", []string{"1"}},
		"ratio, denominator":          {prepare.Ratio{Code: "productivity", Of: "output", By: "staff"}, map[string][]string{"staff": {"2", "3"}}, "productivity", []string{"2", "3"}},
		"sum":                         {prepare.Sum{Code: "sum", Of: []string{"output", "staff"}}, map[string][]string{"output": {"8"}, "staff": {"4"}}, "sum", []string{"4", "8"}},
		"sum of others":               {prepare.Sum{Code: "sum", Of: []string{"staff"}}, map[string][]string{"output": {"8"}}, "sum", []string{}},
		"screen":                      {prepare.Screen{Out: map[string]string{"1": ""}}, map[string][]string{"output": {"1", "2"}}, "output", []string{"2"}},
		"classify":                    {prepare.Classify{{Class: "one"}}, map[string][]string{"output": {"2"}}, "output", []string{"2"}},
		"constant":                    {prepare.Constant{By: map[string]float64{"output": 0}}, map[string][]string{"output": {"2"}}, "output", []string{"2"}},
		"constant in a hidden gap":    {prepare.Constant{By: map[string]float64{"output": 0}}, map[string][]string{"output": {"3"}}, "output", []string{"3"}},
		"median":                      {prepare.Median{Columns: output}, map[string][]string{"output": {"8"}}, "output", []string{"3", "8"}},
		"median of the class":         {prepare.Median{Columns: output, WithinClass: true}, map[string][]string{"output": {"8"}}, "output", []string{"8"}},
		"mean of the class":           {prepare.Mean{Columns: output, WithinClass: true}, map[string][]string{"output": {"1"}}, "output", []string{"1", "3"}},
		"neighbors":                   {prepare.Neighbors{Columns: output, By: []string{"staff"}, K: 1}, map[string][]string{"output": {"2"}}, "output", []string{"2", "3"}},
		"neighbors, a far one":        {prepare.Neighbors{Columns: output, By: []string{"staff"}, K: 1}, map[string][]string{"output": {"8"}}, "output", []string{"8"}},
		"neighbors, own distance":     {prepare.Neighbors{Columns: output, By: []string{"staff"}, K: 1}, map[string][]string{"staff": {"3"}}, "output", []string{"3"}},
		"neighbors, their distance":   {prepare.Neighbors{Columns: output, By: []string{"staff"}, K: 1}, map[string][]string{"staff": {"2"}}, "output", []string{"3"}},
		"regression":                  {prepare.Regression{Columns: output, By: []string{"staff"}}, map[string][]string{"output": {"8"}}, "output", []string{"3", "8"}},
		"regression, other column":    {prepare.Regression{Columns: output, By: []string{"staff"}}, map[string][]string{"staff": {"8"}}, "output", []string{"3"}},
		"winsorize":                   {prepare.Winsorize{Columns: output}, map[string][]string{"output": {"1"}}, "output", []string{"1", "8"}},
		"winsorize, another column":   {prepare.Winsorize{Columns: output}, map[string][]string{"staff": {"1"}}, "output", []string{}},
		"treat":                       {prepare.Treat{Columns: output}, map[string][]string{"output": {"7"}}, "output", []string{"7", "8"}},
		"treat, curve after the ends": {prepare.Treat{Columns: output, Points: 1, Skewness: 0.001, Kurtosis: 0.001, Combine: true, Then: prepare.Log{Form: prepare.LogPlain}}, map[string][]string{"output": {"7"}}, "output", []string{"7", "8"}},
		"transform":                   {prepare.Transform{Columns: output, By: prepare.Log{Form: prepare.LogPlain}}, map[string][]string{"output": {"1", "8"}}, "output", []string{"1", "8"}},
		"per indicator":               {prepare.PerIndicator{By: map[string]indicators.Step{"output": prepare.Median{}}}, map[string][]string{"output": {"8"}}, "output", []string{"3", "8"}},
		"off":                         {prepare.Off{Of: prepare.Median{}}, map[string][]string{"output": {"8"}}, "output", []string{"8"}},
		"a step of one's own": {indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
			x := t.Column("staff").Copy()
			out, err := t.WithColumn("productivity", x, indicators.MarkAll(x, indicators.Derived))
			return indicators.Stage{Name: basis.Textf("own"), Table: out}, err
		}), map[string][]string{"output": {"4"}, "staff": {"5"}}, "productivity", []string{"4", "5"}},
	} {
		t.Run(name, func(t *testing.T) {
			table := firms(t)
			for code, units := range c.hide {
				table = hide(t, table, code, units...)
			}
			stage, err := c.step.Apply(table)
			require.NoError(t, err)
			assert.Equal(t, c.want, hidden(stage.Table, c.of))
			for code, units := range c.hide {
				for _, u := range units {
					if _, left := stage.Table.Row(u); left {
						assert.Contains(t, hidden(stage.Table, code), u, "the bit survives")
					}
				}
			}
		})
	}
}

func TestConfidentialFiguresOfOtherYears(t *testing.T) {
	tables := years(t, []string{"a", "a", "a", "b", "b", "b"}, []int{2021, 2022, 2023, 2021, 2022, 2023}, []float64{1, nan, 4, 2, 3, 5})
	for year, table := range tables {
		if year == 2021 {
			tables[year] = hide(t, table, "x", "a")
		}
	}
	p, err := indicators.NewPanel(tables)
	require.NoError(t, err)
	x := []string{"x"}
	growth := prepare.Growth{Code: "growth", Of: "x"}
	trend := prepare.Growth{Code: "growth", Of: "x", Years: 2, Form: prepare.Trend}
	for name, c := range map[string]struct {
		step indicators.Step
		year int
		of   string
		want []string
	}{
		"growth from there":      {prepare.Growth{Code: "growth", Of: "x", Years: 2}, 2023, "growth", []string{"a"}},
		"growth from later":      {growth, 2023, "growth", []string{}},
		"trend":                  {trend, 2023, "growth", []string{"a"}},
		"trend after":            {prepare.Growth{Code: "growth", Of: "x", Years: 1, Form: prepare.Trend}, 2023, "growth", []string{}},
		"carry":                  {prepare.Carry{Columns: x}, 2022, "x", []string{"a"}},
		"interpolate":            {prepare.Interpolate{Columns: x}, 2022, "x", []string{"a"}},
		"in each year, this one": {prepare.EachYear{Of: prepare.Transform{Columns: x, By: prepare.Log{Form: prepare.LogPlain}}}, 2021, "x", []string{"a"}},
	} {
		stage, err := c.step.Apply(p.Table(c.year))
		require.NoError(t, err, name)
		assert.Equal(t, c.want, hidden(stage.Table, c.of), name)
	}
	stage, err := prepare.EachYear{Of: prepare.Median{Columns: x}}.Apply(p.Table(2022))
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, hidden(stage.Table.Earlier(1), "x"))

	between := years(t, []string{"a", "a", "a"}, []int{2021, 2022, 2023}, []float64{1, 2, 4})
	between[2022] = hide(t, between[2022], "x", "a")
	p, err = indicators.NewPanel(between)
	require.NoError(t, err)
	stage, err = trend.Apply(p.Table(2023))
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, hidden(stage.Table, "growth"), "a year between the ends of a trend")
}
