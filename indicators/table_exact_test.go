package indicators_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// thirds is a table of units a, b and c with the column x of 1/3, 2/3 and nothing,
// computed, and the column y of 1, 2 and 3.
func thirds(t *testing.T) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Computed: true}, {Code: "y"}}})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "a"}, {Code: "b"}, {Code: "c"}}, map[string][]float64{"y": {1, 2, 3}}, nil)
	require.NoError(t, err)
	three := exact.Of(3)
	x := []exact.Number{exact.Quotient(exact.Of(1), three), exact.Quotient(exact.Of(2), three), exact.Of(math.NaN())}
	tab, err = tab.WithExact("x", x, []indicators.Mark{indicators.Derived, indicators.Derived, indicators.Missing})
	require.NoError(t, err)
	return tab
}

// isThirds says which cells of x are thirds still, by three of them.
func isThirds(tab *indicators.Table) []bool {
	out := make([]bool, tab.Len())
	for i := range out {
		x := tab.Exact("x").At(i)
		out[i] = !math.IsNaN(x.Float()) && x.Rat().Denom().Int64() == 3
	}
	return out
}

// TestExactStays: a computed figure stays what it is wherever its cell goes, until its
// value is another.
func TestExactStays(t *testing.T) {
	tab := thirds(t)
	assert.Equal(t, []bool{true, true, false}, isThirds(tab))
	assert.InDelta(t, 1.0/3, tab.Column("x").At(0), 0)
	assert.True(t, tab.Exact("y").At(0).IsRaw())
	assert.Zero(t, tab.Exact("nowhere").Len())

	changed, err := tab.With(indicators.Restated, indicators.Change{Unit: "a", Indicator: "x", Is: 0.5})
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, isThirds(changed))
	assert.InDelta(t, 0.5, changed.Exact("x").At(0).Float(), 0)
	same, err := tab.With(indicators.Restated, indicators.Change{Unit: "a", Indicator: "x", Is: 1.0 / 3})
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, isThirds(same), "who restates it has a decimal for it")
	assert.Equal(t, []bool{true, true, false}, isThirds(tab), "the table itself is not changed")

	column, err := tab.WithColumn("x", []float64{1.0 / 3, 0.7, 1}, indicators.MarkAll([]float64{1, 1, 1}, indicators.Derived))
	require.NoError(t, err)
	assert.Equal(t, []bool{true, false, false}, isThirds(column))
	raw, err := tab.WithExact("x", []exact.Number{exact.Of(1), exact.Of(2), exact.Of(3)}, indicators.MarkAll([]float64{1, 1, 1}, indicators.Derived))
	require.NoError(t, err)
	assert.Equal(t, []bool{false, false, false}, isThirds(raw))
	_, err = tab.WithExact("x", []exact.Number{exact.Of(math.Inf(1))}, nil)
	require.ErrorIs(t, err, indicators.ErrRow)

	selected, err := tab.Select(func(u indicators.Unit) bool { return u.Code != "a" })
	require.NoError(t, err)
	assert.Equal(t, []bool{true, false}, isThirds(selected))

	other, err := selected.Reclass(func(indicators.Unit) string { return "I" })
	require.NoError(t, err)
	p, err := indicators.NewPanel(map[int]*indicators.Table{2023: other, 2024: tab})
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, isThirds(p.Table(2024).Earlier(1)), "by unit, where units differ")
	under, err := tab.Under(tab.Framework())
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false}, isThirds(under))
}

// TestCompared: figures without a decimal are compared to 12 digits, others as they are.
func TestCompared(t *testing.T) {
	tab := thirds(t)
	assert.Equal(t, tab.Column("x").At(0), tab.Compared("x").At(0))
	rough, err := tab.Roughen(indicators.Change{Unit: "b", Indicator: "x"}, indicators.Change{Unit: "c", Indicator: "x"})
	require.NoError(t, err)
	assert.Equal(t, []float64{1.0 / 3, 0.666666666667}, rough.Compared("x").Copy()[:2])
	assert.InDelta(t, 2.0/3, rough.Column("x").At(1), 0, "the figure itself stays")
	assert.True(t, math.IsNaN(rough.Compared("x").At(2)))
	assert.True(t, rough.Exact("x").Rough())
	assert.False(t, tab.Exact("x").Rough())
	assert.Zero(t, tab.Compared("nowhere").Len())

	_, err = tab.Roughen(indicators.Change{Unit: "z", Indicator: "x"}, indicators.Change{Unit: "a", Indicator: "z"})
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.Len(t, basis.Find[*indicators.InputError](err), 2)
}
