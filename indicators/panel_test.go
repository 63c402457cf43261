package indicators_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// years makes a panel of output and area in 2021 and 2023, with a unit that comes
// and one that goes.
func years(t *testing.T) *indicators.Panel {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "output"}, indicators.Indicator{Code: "area"})
	require.NoError(t, err)
	table := func(codes []string, output, area []float64) *indicators.Table {
		var units []indicators.Unit
		for _, c := range codes {
			units = append(units, indicators.Unit{Code: c})
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"output": output, "area": area}, nil)
		require.NoError(t, err)
		return tab
	}
	p, err := indicators.NewPanel(map[int]*indicators.Table{
		2023: table([]string{"b", "c", "a"}, []float64{20, 30, 10}, []float64{2, 3, 1}),
		2021: table([]string{"a", "b", "d"}, []float64{5, math.NaN(), 7}, []float64{1, 2, 4}),
	})
	require.NoError(t, err)
	return p
}

func TestPanel(t *testing.T) {
	p := years(t)
	assert.Equal(t, []int{2021, 2023}, p.Years())
	assert.Nil(t, p.Table(2022))
	now := p.Table(2023)
	of, year := now.Panel()
	assert.Same(t, p, of)
	assert.Equal(t, 2023, year)

	then := now.Earlier(2)
	require.NotNil(t, then)
	assert.Equal(t, now.AppendUnits(nil), then.AppendUnits(nil))
	x, marks := then.Column("output").Copy(), then.Marks("output").Copy()
	assert.True(t, math.IsNaN(x[0]) && math.IsNaN(x[1]), "b has no figure, c is not there: %v", x)
	assert.Equal(t, 5.0, x[2])
	assert.Equal(t, []indicators.Mark{indicators.Missing, indicators.Missing, indicators.Reported}, marks)
	v, _ := then.Value("a", "area")
	assert.Equal(t, 1.0, v)
	assert.Equal(t, 30.0, now.Column("output").At(1))

	assert.Nil(t, now.Earlier(1), "there is no 2022")
	assert.Same(t, now, now.Earlier(0))
	assert.Same(t, p.Table(2021), p.Table(2021).Earlier(0))
	after := p.Table(2021).Earlier(-2)
	require.NotNil(t, after)
	assert.Equal(t, 10.0, after.Column("output").At(0))

	// What steps make of a table still knows its panel.
	few, err := now.Select(func(u indicators.Unit) bool { return u.Code == "a" })
	require.NoError(t, err)
	assert.Equal(t, []float64{5}, few.Earlier(2).Column("output").Copy())
	same, err := p.Table(2021).Select(func(indicators.Unit) bool { return true })
	require.NoError(t, err)
	assert.Equal(t, 3, same.Len())

	alone, err := indicators.NewTable(now.Framework(), now.AppendUnits(nil), map[string][]float64{"output": {1, 2, 3}, "area": {1, 1, 1}}, nil)
	require.NoError(t, err)
	assert.Nil(t, alone.Earlier(1))
	of, year = alone.Panel()
	assert.Nil(t, of)
	assert.Zero(t, year)
}

func TestPanelRefused(t *testing.T) {
	_, err := indicators.NewPanel(nil)
	require.ErrorIs(t, err, basis.ErrEmpty)
	p := years(t)
	other, err := years(t).Table(2023).Under(edited(t, func(root *indicators.Indicator, aux *[]indicators.Indicator) {
		*aux = (*aux)[:1]
		*root = indicators.Indicator{Code: "output", Direction: indicators.Lower}
	}))
	require.NoError(t, err)
	_, err = indicators.NewPanel(map[int]*indicators.Table{2021: p.Table(2021), 2022: nil, 2023: other})
	require.ErrorIs(t, err, basis.ErrEmpty)
	require.ErrorIs(t, err, indicators.ErrFramework)
	assert.ErrorContains(t, err, "2022")
	assert.ErrorContains(t, err, "2023")
	_, err = indicators.NewPanel(map[int]*indicators.Table{2021: {}})
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestWithMarks(t *testing.T) {
	tab := years(t).Table(2023)
	x, marks := []float64{1, math.NaN(), 3}, []indicators.Mark{indicators.Open, indicators.NotApplicable, indicators.Treated}
	got, err := tab.WithColumn("area", x, marks)
	require.NoError(t, err)
	x[0], marks[0] = 9, indicators.Missing
	assert.Equal(t, []indicators.Mark{indicators.Open, indicators.NotApplicable, indicators.Treated}, got.Marks("area").Copy())
	assert.Equal(t, 1.0, got.Column("area").At(0))
	assert.Equal(t, []float64{2, 3, 1}, tab.Column("area").Copy(), "the table itself stays")
	_, year := got.Panel()
	assert.Equal(t, 2023, year)

	_, err = tab.WithColumn("nowhere", x, marks)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = tab.WithColumn("area", x[:2], marks)
	require.ErrorIs(t, err, indicators.ErrRow)
	_, err = tab.WithColumn("area", x, marks[:2])
	require.ErrorIs(t, err, indicators.ErrRow)
	_, err = tab.WithColumn("area", []float64{math.Inf(1), math.NaN(), 3}, []indicators.Mark{indicators.Open, indicators.Open, 200})
	require.ErrorIs(t, err, basis.ErrNumber)
	require.ErrorIs(t, err, basis.ErrValue)
	for _, unit := range []string{"unit b", "unit c", "unit a"} {
		assert.ErrorContains(t, err, unit)
	}
	_, err = tab.WithColumn("area", []float64{1, 2, 3}, []indicators.Mark{0, indicators.Missing, 0})
	require.ErrorIs(t, err, basis.ErrValue)
}
