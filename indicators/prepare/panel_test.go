package prepare_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// observed makes a panel of five years, 2019 to 2023, with a unit for each case.
func observed(t *testing.T, cases map[string][5]float64) map[int]*indicators.Table {
	t.Helper()
	var units []string
	var time []int
	var x []float64
	for _, name := range []string{"none", "one before", "one after", "two around", "two before", "two after"} {
		for y, v := range cases[name] {
			units, time, x = append(units, name), append(time, 2019+y), append(x, v)
		}
	}
	return years(t, units, time, x)
}

// TestObservations states what each step does with 0, 1 and 2 figures of other years.
func TestObservations(t *testing.T) {
	tables := observed(t, map[string][5]float64{
		"none":       {nan, nan, nan, nan, nan},
		"one before": {4, nan, nan, nan, nan},
		"one after":  {nan, nan, nan, nan, 8},
		"two around": {4, nan, nan, 10, nan},
		"two before": {4, 6, nan, nan, nan},
		"two after":  {nan, nan, nan, 8, 9},
	})
	x := []string{"x"}
	for _, c := range []struct {
		step indicators.Step
		name string
		want []float64 // in 2021
		why  []string
	}{
		{
			prepare.Carry{Columns: x},
			"last figures of x carried forward",
			[]float64{nan, 4, nan, 4, 6, nan},
			[]string{"figure of 2019 carried forward", "figure of 2019 carried forward", "figure of 2020 carried forward"},
		},
		{
			prepare.Carry{Columns: x, Years: 1},
			"last figures of x carried forward, at most 1 year",
			[]float64{nan, nan, nan, nan, 6, nan},
			[]string{"figure of 2020 carried forward"},
		},
		{
			prepare.Carry{Columns: x, Back: true},
			"last figures of x carried forward, first ones back",
			[]float64{nan, 4, 8, 4, 6, 8},
			[]string{"figure of 2019 carried forward", "figure of 2023 carried back", "figure of 2019 carried forward", "figure of 2020 carried forward", "figure of 2022 carried back"},
		},
		{
			prepare.Carry{Columns: x, Back: true, Years: 1},
			"last figures of x carried forward, first ones back, at most 1 year",
			[]float64{nan, nan, nan, nan, 6, 8},
			[]string{"figure of 2020 carried forward", "figure of 2022 carried back"},
		},
		{
			prepare.Interpolate{Columns: x},
			"interpolation of x between years, nearest figure outside",
			[]float64{nan, 4, 8, 8, 6, 8},
			[]string{"figure of 2019, the last there is", "figure of 2023, the first there is", "on the line between 2019 and 2022", "figure of 2020, the last there is", "figure of 2022, the first there is"},
		},
		{
			prepare.Interpolate{Columns: x, Inside: true},
			"interpolation of x between years",
			[]float64{nan, nan, nan, 8, nan, nan},
			[]string{"on the line between 2019 and 2022"},
		},
	} {
		stage := apply(t, c.step, tables[2021])
		assert.Equal(t, c.name, stage.Name.String())
		equal(t, c.want, stage.Table.Column("x").Copy())
		var why []string
		for _, ch := range stage.Changes {
			why = append(why, ch.Why.String())
			_, mark := stage.Table.Value(ch.Unit, "x")
			assert.Equal(t, indicators.Imputed, mark)
		}
		assert.Equal(t, c.why, why, c.name)
		require.Len(t, stage.Warnings, 6-len(why), "%s: every gap that stays is named", c.name)
		for _, w := range stage.Warnings {
			require.ErrorIs(t, w, basis.ErrMissing)
		}
		assert.Equal(t, [][2]string{{"none", "x"}}, places(stage.Warnings[0]))
	}

	// Imputed figures of other years are no observations, and a cell that cannot have
	// a figure is no gap.
	before, err := tables[2020].With(indicators.Imputed, indicators.Change{Unit: "two before", Indicator: "x", Was: 6, Is: 600})
	require.NoError(t, err)
	now, err := tables[2021].With(indicators.NotApplicable, indicators.Change{Unit: "one before", Indicator: "x", Was: nan, Is: nan})
	require.NoError(t, err)
	p, err := indicators.NewPanel(map[int]*indicators.Table{2019: tables[2019], 2020: before, 2021: now})
	require.NoError(t, err)
	equal(t, []float64{nan, nan, nan, 4, 4, nan}, apply(t, prepare.Carry{Columns: x}, p.Table(2021)).Table.Column("x").Copy())
}

func TestPanelStepsRefused(t *testing.T) {
	alone := counties(t)
	for _, s := range []indicators.Step{
		prepare.Carry{}, prepare.Interpolate{}, prepare.EachYear{Of: prepare.Mean{}}, prepare.Growth{Code: "share", Of: "rd"},
	} {
		_, err := s.Apply(alone)
		require.ErrorIs(t, err, basis.ErrMissing, "%v", s)
		assert.ErrorContains(t, err, "no panel", "%v", s)
	}
	_, err := prepare.Carry{Years: -1}.Apply(alone)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = prepare.EachYear{}.Apply(alone)
	require.ErrorIs(t, err, basis.ErrEmpty)
	empty := [5]float64{nan, nan, nan, nan, nan}
	tables := observed(t, map[string][5]float64{"none": empty, "one before": empty, "one after": empty, "two around": empty, "two before": empty, "two after": empty})
	_, err = prepare.Interpolate{Columns: []string{"x", "u"}}.Apply(tables[2020])
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = prepare.EachYear{Of: prepare.Mean{Columns: []string{"x"}}}.Apply(tables[2020])
	require.ErrorIs(t, err, basis.ErrMissing)
	for y := 2019; y <= 2023; y++ {
		assert.ErrorContains(t, err, fmt.Sprint(y, ": "), "a fault of every year")
	}
}

// land makes a panel in which tax per mu is computed, 2021 and 2023.
func land(t *testing.T) (then, now *indicators.Table) {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "tax_per_mu", Computed: true}, {Code: "growth", Computed: true},
	}}, indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	require.NoError(t, err)
	table := func(tax, land []float64) *indicators.Table {
		tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "a"}, {Code: "b"}, {Code: "c"}}, map[string][]float64{"tax": tax, "land": land}, nil)
		require.NoError(t, err)
		return tab
	}
	p, err := indicators.NewPanel(map[int]*indicators.Table{
		2021: table([]float64{10, 20, nan}, []float64{1, 4, 2}),
		2023: table([]float64{30, 20, 8}, []float64{2, -2, 2}),
	})
	require.NoError(t, err)
	return p.Table(2021), p.Table(2023)
}

func TestEachYear(t *testing.T) {
	_, now := land(t)
	ratio := prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}
	growth := prepare.Growth{Code: "growth", Of: "tax_per_mu", Years: 2, Form: prepare.Difference}
	_, err := growth.Apply(apply(t, ratio, now).Table)
	require.ErrorIs(t, err, basis.ErrMissing, "in 2021 the ratio was not made")
	assert.ErrorContains(t, err, "made there by the step for each year")

	stage := apply(t, prepare.EachYear{Of: ratio}, now)
	assert.Equal(t, "in each year: tax_per_mu = tax / land", stage.Name.String())
	assert.Len(t, stage.Warnings, 1, "the negative land of 2023")
	equal(t, []float64{15, -10, 4}, stage.Table.Column("tax_per_mu").Copy())
	equal(t, []float64{10, 5, nan}, stage.Table.Earlier(2).Column("tax_per_mu").Copy())
	equal(t, []float64{5, -15, nan}, apply(t, growth, stage.Table).Table.Column("growth").Copy())

	// Warnings of other years say which. The table's own changes since are kept.
	then, _ := land(t)
	few, err := then.Select(func(u indicators.Unit) bool { return u.Code != "c" })
	require.NoError(t, err)
	other := apply(t, prepare.EachYear{Of: ratio}, few)
	assert.Equal(t, 2, other.Table.Len())
	require.Len(t, other.Warnings, 1)
	assert.Contains(t, other.Warnings[0].Error(), "2023: unit b, indicator tax_per_mu")
}

func TestGrowth(t *testing.T) {
	unit := []string{"a", "b", "c", "d", "a", "b", "c", "d"}
	time := []int{2021, 2021, 2021, 2021, 2023, 2023, 2023, 2023}
	now := years(t, unit, time, []float64{100, 50, nan, 10, 121, 40, 7, nan})[2023]
	for _, c := range []struct {
		step prepare.Growth
		name string
		want []float64
	}{
		{prepare.Growth{}, "growth = growth of x over 2 years", []float64{121.0/100 - 1, 40.0/50 - 1, nan, nan}},
		{prepare.Growth{Factor: 100}, "growth = growth of x over 2 years * 100", []float64{100 * (121.0/100 - 1), 100 * (40.0/50 - 1), nan, nan}},
		{prepare.Growth{Form: prepare.Difference}, "growth = difference of x over 2 years", []float64{21, -10, nan, nan}},
		{prepare.Growth{Form: prepare.CAGR}, "growth = yearly growth (CAGR) of x over 2 years", []float64{0.1, 0.894427190999916 - 1, nan, nan}},
		{prepare.Growth{Form: prepare.Trend}, "growth = yearly growth (trend) of x over 2 years", []float64{0.105, -0.1, nan, nan}},
		{prepare.Growth{Deflator: 1.1}, "growth = growth of x over 2 years, deflated by 1.1", []float64{0.1, 40/1.1/50 - 1, nan, nan}},
		{prepare.Growth{Deflator: 1.1, CurrentPrices: true}, "growth = growth of x over 2 years, deflated by 1.1", []float64{0.1, 40/1.1/50 - 1, nan, nan}},
	} {
		c.step.Code, c.step.Of, c.step.Years = "growth", "x", 2
		stage := apply(t, c.step, now)
		assert.Equal(t, c.name, stage.Name.String())
		near(t, c.want, stage.Table.Column("growth").Copy(), c.name)
		assert.Empty(t, stage.Warnings)
		assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Derived, indicators.Missing, indicators.Missing}, stage.Table.Marks("growth").Copy())
	}

	prices := apply(t, prepare.Growth{Code: "growth", Of: "x", Years: 2, CurrentPrices: true}, now)
	assert.Equal(t, "growth = growth of x over 2 years, at current prices", prices.Name.String())
	require.Len(t, prices.Warnings, 1)
	require.ErrorIs(t, prices.Warnings[0], prepare.ErrPrices)

	// A figure of then that is under query makes the growth so, too.
	then, err := now.Earlier(2).WithColumn("x", []float64{100, 50, nan, 10}, []indicators.Mark{indicators.Open, 0, indicators.NotApplicable, 0})
	require.NoError(t, err)
	p, err := indicators.NewPanel(map[int]*indicators.Table{2021: then, 2023: now})
	require.NoError(t, err)
	marked := apply(t, prepare.Growth{Code: "growth", Of: "x", Years: 2}, p.Table(2023))
	assert.Equal(t, []indicators.Mark{indicators.Open, indicators.Derived, indicators.NotApplicable, indicators.Missing}, marked.Table.Marks("growth").Copy())
}

// TestTrendOverGaps: a line needs two figures, whichever they are.
func TestTrendOverGaps(t *testing.T) {
	unit := []string{"a", "b", "a", "b", "a", "b"}
	time := []int{2021, 2021, 2022, 2022, 2023, 2023}
	now := years(t, unit, time, []float64{10, nan, 12, 20, nan, 30})[2023]
	stage := apply(t, prepare.Growth{Code: "growth", Of: "x", Years: 2, Form: prepare.Trend}, now)
	near(t, []float64{0.2, 0.5}, stage.Table.Column("growth").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Derived}, stage.Table.Marks("growth").Copy())
}

func TestGrowthRefused(t *testing.T) {
	unit := []string{"a", "b", "c", "a", "b", "c"}
	now := years(t, unit, []int{2022, 2022, 2022, 2023, 2023, 2023}, []float64{0, -4, 5, 1, 2, -3})[2023]
	both := [][2]string{{"a", "growth"}, {"b", "growth"}}
	for name, c := range map[string]struct {
		step  prepare.Growth
		want  error
		where [][2]string
	}{
		"rate":           {prepare.Growth{}, prepare.ErrDivision, both},
		"yearly":         {prepare.Growth{Form: prepare.CAGR}, prepare.ErrDivision, [][2]string{{"a", "growth"}, {"b", "growth"}, {"c", "growth"}}},
		"trend":          {prepare.Growth{Form: prepare.Trend}, basis.ErrValue, both},
		"form":           {prepare.Growth{Form: 9}, basis.ErrValue, [][2]string{{"", "growth"}}},
		"trend deflated": {prepare.Growth{Form: prepare.Trend, Deflator: 1.1}, basis.ErrValue, [][2]string{{"", "growth"}}},
		"deflator":       {prepare.Growth{Deflator: -1}, basis.ErrValue, [][2]string{{"", "growth"}}},
		"factor":         {prepare.Growth{Factor: nan}, basis.ErrValue, [][2]string{{"", "growth"}}},
		"no such year":   {prepare.Growth{Years: 3}, basis.ErrMissing, [][2]string{{"", "growth"}}},
		"backwards":      {prepare.Growth{Years: -1}, basis.ErrValue, [][2]string{{"", "growth"}, {"", "growth"}}},
	} {
		c.step.Code, c.step.Of = "growth", "x"
		_, err := c.step.Apply(now)
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, c.where, places(err), name)
		require.Error(t, err, c.step.String())
	}
	equal(t, []float64{1, 6, -8}, apply(t, prepare.Growth{Code: "growth", Of: "x", Form: prepare.Difference}, now).Table.Column("growth").Copy())
	_, err := prepare.Growth{Code: "x", Of: "growth"}.Apply(now)
	assert.Equal(t, [][2]string{{"", "x"}, {"", "growth"}}, places(err))
}

func TestScreen(t *testing.T) {
	x := map[string][]float64{
		"a": {1, nan, 0, nan, 5},
		"b": {2, nan, 0, 0, 6},
		"c": {3, 4, 0, nan, 7},
		"d": {4, nan, 1, nan, nan},
	}
	tab := ofMany(t, []string{"a", "b", "c", "d"}, x, nil)
	stage := apply(t, prepare.Screen{Available: 0.5, NonZero: 0.5, Out: map[string]string{"5": "merged into another county"}}, tab)
	assert.Equal(t, "units screened on all measured indicators, at least 50 % with figures, at least 50 % of these not 0, 1 left out by name", stage.Name.String())
	assert.Equal(t, []string{
		"2: figures for 1 of 4 indicators, below 50 %",
		"3: 1 of 4 figures are not 0, below 50 %",
		"4: figures for 1 of 4 indicators, below 50 %; 0 of 1 figures are not 0, below 50 %",
		"5: left out by name: merged into another county",
	}, left(stage))
	assert.Equal(t, 1, stage.Table.Len())
	assert.Empty(t, stage.Warnings)

	kept := apply(t, prepare.Screen{Available: 0.5, In: map[string]string{"2": "figures are on their way", "1": ""}, Out: map[string]string{"3": ""}}, tab)
	assert.Equal(t, "unit 2: too few values: figures for 1 of 4 indicators, below 50 %; kept by name: figures are on their way", text(kept.Warnings))
	assert.Equal(t, []string{"3: left out by name", "4: figures for 1 of 4 indicators, below 50 %"}, left(kept))

	some := apply(t, prepare.Screen{Columns: []string{"b", "c"}, Available: 0.5}, tab)
	assert.Empty(t, some.Left)
	assert.Equal(t, 5, apply(t, prepare.Screen{}, tab).Table.Len())

	// Imputed cells are no figures, so the order does not matter; but it is said.
	filled := apply(t, prepare.Mean{}, tab).Table
	late := apply(t, prepare.Screen{Available: 0.5}, filled)
	assert.Equal(t, apply(t, prepare.Screen{Available: 0.5}, tab).Left, late.Left)
	require.Len(t, late.Warnings, 1)
	require.ErrorIs(t, late.Warnings[0], prepare.ErrOrder)

	// A cell that cannot have a figure is no column.
	na, err := tab.With(indicators.NotApplicable, indicators.Change{Unit: "2", Indicator: "a", Was: nan, Is: nan}, indicators.Change{Unit: "2", Indicator: "b", Was: nan, Is: nan})
	require.NoError(t, err)
	assert.Equal(t, []string{"4: figures for 1 of 4 indicators, below 50 %"}, left(apply(t, prepare.Screen{Available: 0.5}, na)))

	for name, c := range map[string]struct {
		step prepare.Screen
		want error
	}{
		"share":       {prepare.Screen{Available: 1.1}, basis.ErrValue},
		"negative":    {prepare.Screen{NonZero: -0.1}, basis.ErrValue},
		"not a share": {prepare.Screen{NonZero: nan}, basis.ErrValue},
		"unit":        {prepare.Screen{In: map[string]string{"9": ""}}, basis.ErrUnknown},
		"both":        {prepare.Screen{In: map[string]string{"1": ""}, Out: map[string]string{"1": ""}}, basis.ErrValue},
		"column":      {prepare.Screen{Columns: []string{"u"}}, basis.ErrUnknown},
		"none left":   {prepare.Screen{Out: map[string]string{"1": "", "2": "", "3": "", "4": "", "5": ""}}, basis.ErrEmpty},
	} {
		_, err := c.step.Apply(tab)
		require.ErrorIs(t, err, c.want, name)
	}
}

// left says which units left, and why.
func left(s indicators.Stage) []string {
	var out []string
	for _, d := range s.Left {
		out = append(out, d.Unit+": "+d.Why.String())
	}
	return out
}
