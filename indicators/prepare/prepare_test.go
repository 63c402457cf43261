package prepare_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/stats"
)

var nan = math.NaN()

// counties is a table with a computed ratio, a computed auxiliary sum and gaps.
func counties(t testing.TB) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "share", Computed: true}, {Code: "rd"},
	}}, indicators.Indicator{Code: "mining"}, indicators.Indicator{Code: "manufacturing"}, indicators.Indicator{Code: "industry", Computed: true})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "1", Class: "county"}, {Code: "2", Class: "county"}, {Code: "3", Class: "district"}, {Code: "4", Class: "district"}, {Code: "5", Class: "district"}},
		map[string][]float64{"rd": {1, nan, 10, 30, nan}, "mining": {3, 0, nan, 1, 2}, "manufacturing": {6, 0, 5, 3, nan}}, nil)
	require.NoError(t, err)
	return tab
}

func equal(t testing.TB, want, got []float64) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		if math.IsNaN(want[i]) {
			assert.True(t, math.IsNaN(got[i]), "row %d: %v", i, got[i])
			continue
		}
		assert.InDelta(t, want[i], got[i], 0, "row %d", i)
	}
}

func places(err error) [][2]string {
	var out [][2]string
	for _, e := range basis.Find[*indicators.InputError](err) {
		out = append(out, [2]string{e.Unit, e.Indicator})
	}
	return out
}

func TestSumAndRatio(t *testing.T) {
	tab := counties(t)
	sum, err := prepare.Sum{Code: "industry", Of: []string{"mining", "manufacturing"}}.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, "industry = mining + manufacturing", sum.Name.String())
	equal(t, []float64{9, 0, nan, 4, nan}, sum.Table.Column("industry").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Derived, indicators.Missing, indicators.Derived, indicators.Missing}, sum.Table.Marks("industry").Copy())
	equal(t, []float64{nan, nan, nan, nan, nan}, tab.Column("industry").Copy())

	_, err = prepare.Ratio{Code: "share", Of: "mining", By: "industry", Factor: 100}.Apply(sum.Table)
	require.ErrorIs(t, err, prepare.ErrDivision)
	assert.Equal(t, [][2]string{{"2", "share"}}, places(err))

	few, err := sum.Table.Select(func(u indicators.Unit) bool { return u.Code != "2" })
	require.NoError(t, err)
	ratio, err := prepare.Ratio{Code: "share", Of: "mining", By: "industry", Factor: 100}.Apply(few)
	require.NoError(t, err)
	assert.Equal(t, "share = mining / industry * 100", ratio.Name.String())
	equal(t, []float64{300.0 / 9, nan, 25, nan}, ratio.Table.Column("share").Copy())
	assert.Empty(t, ratio.Changes)
	plain, err := prepare.Ratio{Code: "share", Of: "mining", By: "industry"}.Apply(few)
	require.NoError(t, err)
	assert.Equal(t, "share = mining / industry", plain.Name.String())
	equal(t, []float64{3.0 / 9, nan, 0.25, nan}, plain.Table.Column("share").Copy())
}

func TestComputeRefused(t *testing.T) {
	tab := counties(t)
	for name, c := range map[string]struct {
		step indicators.Step
		want [][2]string
	}{
		"not declared computed": {prepare.Ratio{Code: "rd", Of: "mining", By: "manufacturing"}, [][2]string{{"", "rd"}}},
		"unknown columns":       {prepare.Ratio{Code: "x", Of: "y", By: "z"}, [][2]string{{"", "x"}, {"", "y"}, {"", "z"}}},
		"a dimension":           {prepare.Ratio{Code: "all", Of: "mining", By: "manufacturing"}, [][2]string{{"", "all"}}},
		"factor":                {prepare.Ratio{Code: "share", Of: "mining", By: "rd", Factor: math.Inf(1)}, [][2]string{{"", "share"}}},
		"nothing to sum":        {prepare.Sum{Code: "industry"}, [][2]string{{"", "industry"}}},
		"sum of unknown":        {prepare.Sum{Code: "rd", Of: []string{"mining", "u", "v"}}, [][2]string{{"", "rd"}, {"", "u"}, {"", "v"}}},
	} {
		_, err := c.step.Apply(tab)
		require.Error(t, err, name)
		assert.Equal(t, c.want, places(err), name)
	}
	_, err := prepare.Ratio{Code: "share", Of: "mining", By: "rd", Factor: 1e308}.Apply(func() *indicators.Table {
		big, err := tab.With(indicators.Restated, indicators.Change{Unit: "1", Indicator: "mining", Was: 3, Is: 1e10})
		require.NoError(t, err)
		return big
	}())
	require.ErrorIs(t, err, basis.ErrNumber, "an overflow is no value")
	_, err = prepare.Sum{Code: "industry", Of: []string{"mining", "mining"}}.Apply(func() *indicators.Table {
		big, err := tab.With(indicators.Restated, indicators.Change{Unit: "1", Indicator: "mining", Was: 3, Is: math.MaxFloat64})
		require.NoError(t, err)
		return big
	}())
	require.ErrorIs(t, err, basis.ErrNumber)
}

func TestImpute(t *testing.T) {
	tab := counties(t)
	for _, c := range []struct {
		step     indicators.Step
		name     string
		want     []float64
		why      []string
		warnings int
	}{
		{prepare.Median{Columns: []string{"rd"}}, "median imputation of rd", []float64{1, 10, 10, 30, 10}, []string{"median of 3 values", "median of 3 values"}, 0},
		{prepare.Mean{Columns: []string{"rd"}}, "mean imputation of rd", []float64{1, 41.0 / 3, 10, 30, 41.0 / 3}, []string{"mean of 3 values", "mean of 3 values"}, 0},
		{prepare.Median{Columns: []string{"rd"}, WithinClass: true}, "median imputation of rd, within classes", []float64{1, 1, 10, 30, 20}, []string{`median of 1 values in class "county"`, `median of 2 values in class "district"`}, 2},
		{prepare.Mean{Columns: []string{"rd"}, WithinClass: true}, "mean imputation of rd, within classes", []float64{1, 1, 10, 30, 20}, []string{`mean of 1 values in class "county"`, `mean of 2 values in class "district"`}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := c.step.Apply(tab)
			require.NoError(t, err)
			assert.Equal(t, c.name, got.Name.String())
			equal(t, c.want, got.Table.Column("rd").Copy())
			assert.Len(t, got.Warnings, c.warnings)
			require.Len(t, got.Changes, 2)
			for i, ch := range got.Changes {
				assert.Equal(t, []string{"2", "5"}[i], ch.Unit)
				assert.Equal(t, c.why[i], ch.Why.String())
				assert.True(t, math.IsNaN(ch.Was))
				v, mark := got.Table.Value(ch.Unit, "rd")
				assert.InDelta(t, ch.Is, v, 0)
				assert.Equal(t, indicators.Imputed, mark)
			}
			again, err := c.step.Apply(got.Table)
			require.NoError(t, err)
			assert.Empty(t, again.Changes, "a second time there is nothing to fill")
		})
	}
	_, err := prepare.Median{}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrMissing, "share has no value at all")
	assert.Equal(t, [][2]string{{"", "share"}}, places(err))
	_, err = prepare.Mean{Columns: []string{"u", "share", "v"}}.Apply(tab)
	assert.Equal(t, [][2]string{{"", "u"}, {"", "share"}, {"", "v"}}, places(err))
	assert.Equal(t, "median imputation of all measured indicators", prepare.Median{}.String())
}

// TestImputeKeeps: not applicable is not missing, and imputed cells are no donors.
func TestImputeKeeps(t *testing.T) {
	tab := counties(t)
	tab, err := tab.With(indicators.NotApplicable, indicators.Change{Unit: "5", Indicator: "rd", Was: nan, Is: nan})
	require.NoError(t, err)
	tab, err = tab.With(indicators.Imputed, indicators.Change{Unit: "4", Indicator: "rd", Was: 30, Is: 1000})
	require.NoError(t, err)
	got, err := prepare.Mean{Columns: []string{"rd"}}.Apply(tab)
	require.NoError(t, err)
	equal(t, []float64{1, 5.5, 10, 1000, nan}, got.Table.Column("rd").Copy())
}

// TestImputeProperties: what is there stays, what is filled is the location of
// what is there, and the order of the units does not matter.
func TestImputeProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(2, 30).Draw(rt, "n")
		x := make([]float64, n)
		var given []float64
		for i := range x {
			x[i] = nan
			if i == 0 || rapid.Bool().Draw(rt, "given") {
				x[i] = float64(rapid.IntRange(-50, 50).Draw(rt, "x"))
				given = append(given, x[i])
			}
		}
		f, err := indicators.NewFramework(indicators.Indicator{Code: "x"})
		require.NoError(rt, err)
		units := make([]indicators.Unit, n)
		for i := range units {
			units[i].Code = fmt.Sprint(i)
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x}, nil)
		require.NoError(rt, err)
		got, err := prepare.Median{}.Apply(tab)
		require.NoError(rt, err)
		median, err := stats.Median(given)
		require.NoError(rt, err)
		for i, v := range got.Table.Column("x").All() {
			if math.IsNaN(x[i]) {
				assert.InDelta(rt, median, v, 0)
			} else {
				assert.InDelta(rt, x[i], v, 0)
			}
		}
		back := slices.Clone(x)
		slices.Reverse(back)
		other, err := indicators.NewTable(f, units, map[string][]float64{"x": back}, nil)
		require.NoError(rt, err)
		reversed, err := prepare.Median{}.Apply(other)
		require.NoError(rt, err)
		column := reversed.Table.Column("x").Copy()
		slices.Reverse(column)
		assert.Equal(rt, got.Table.Column("x").Copy(), column)
	})
}
