package profile_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func TestAvailability(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "scale", Children: []indicators.Indicator{{Code: "va"}, {Code: "tax"}}},
		{Code: "sea", Children: []indicators.Indicator{{Code: "ports"}}},
		{Code: "rd"},
	}})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "u"}, {Code: "v"}, {Code: "w"}}, map[string][]float64{
		"va": {1, nan, 3}, "tax": {1, nan, 3}, "ports": {1, nan, 2}, "rd": {1, 2, nan},
	}, map[string][]indicators.Mark{
		"ports": {indicators.Reported, indicators.NotApplicable, indicators.Reported},
		"tax":   {indicators.Reported, indicators.Missing, indicators.Imputed},
	})
	require.NoError(t, err)
	a := profile.AvailabilityOf(tab)
	assert.Equal(t, profile.Availability{
		Units: []string{"u", "v", "w"}, Groups: []string{"all", "scale", "sea"},
		Cells: [][]profile.Available{
			{{Asked: 4, There: 4}, {Asked: 2, There: 2}, {Asked: 1, There: 1}},
			{{Asked: 3, There: 1}, {Asked: 2}, {}},
			{{Asked: 4, There: 2, Imputed: 1}, {Asked: 2, There: 1, Imputed: 1}, {Asked: 1, There: 1}},
		},
	}, a)
	gaps, err := a.Below(0.6)
	require.NoError(t, err)
	assert.Equal(t, []profile.Gap{
		{Unit: "v", Group: "all", Cells: profile.Available{Asked: 3, There: 1}},
		{Unit: "v", Group: "scale", Cells: profile.Available{Asked: 2}},
		{Unit: "w", Group: "all", Cells: profile.Available{Asked: 4, There: 2, Imputed: 1}},
		{Unit: "w", Group: "scale", Cells: profile.Available{Asked: 2, There: 1, Imputed: 1}},
	}, gaps)
	none, err := a.Below(0)
	require.NoError(t, err)
	assert.Empty(t, none)
	for _, share := range []float64{-0.1, 1.1, math.NaN()} {
		_, err = a.Below(share)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	cells, ok := a.At("w", "scale")
	assert.True(t, ok)
	assert.InDelta(t, 0.5, cells.Share(), 0)
	cells, ok = a.At("v", "")
	assert.True(t, ok)
	assert.InDelta(t, 1.0/3, cells.Share(), 1e-15)
	cells, ok = a.At("v", "sea")
	assert.True(t, ok)
	assert.True(t, math.IsNaN(cells.Share()), "nothing is asked")
	_, ok = a.At("x", "")
	assert.False(t, ok)
	_, ok = a.At("u", "va")
	assert.False(t, ok)
	_, ok = profile.Availability{}.At("u", "")
	assert.False(t, ok)
}
