package years_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

func trendPanel(t *testing.T, earlier, later int) *indicators.Panel {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "x", Children: []indicators.Indicator{
		{Code: "up"}, {Code: "down", Direction: indicators.Lower}, {Code: "mid", Direction: indicators.Target, Target: &indicators.Range{Lo: 1, Hi: 2}},
	}})
	require.NoError(t, err)
	at := func(up, down []float64) *indicators.Table {
		var units []indicators.Unit
		for _, c := range []string{"a", "b", "c", "d", "e"} {
			units = append(units, indicators.Unit{Code: c})
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"up": up, "down": down, "mid": {1, 1, 1, 1, 1}}, nil)
		require.NoError(t, err)
		return tab
	}
	p, err := indicators.NewPanel(map[int]*indicators.Table{
		earlier: at([]float64{0.1, 1, 1, 1, math.NaN()}, []float64{9, 9, 9, 9, 9}),
		later:   at([]float64{0.7, 1.5, 1.1, 0.8, 1}, []float64{8.4, 8.5, 9.1, 9.2, 9}),
	})
	require.NoError(t, err)
	return p
}

func TestTrends(t *testing.T) {
	pace := map[string]years.Pace{"up": {Wanted: 0.3, Change: 0.1}, "down": {Wanted: 0.3, Change: 0.1}}
	got, err := years.Trends(trendPanel(t, 2021, 2023), 2021, 2023, pace)
	require.NoError(t, err)
	status := map[string]years.Status{}
	for _, x := range got {
		status[x.Unit.Code+x.Indicator] = x.Status
	}
	assert.Equal(t, map[string]years.Status{
		"aup": years.OnTrack, // (0.7 - 0.1)/2 is 0.3 on paper, less in float64
		"bup": years.Slow, "cup": years.Stalled, "dup": years.Falling,
		"adown": years.OnTrack, "bdown": years.Slow, "cdown": years.Stalled, "ddown": years.Falling, "edown": years.Stalled,
	}, status)
	assert.InDelta(t, 0.3, got[1].Better, 0)

	// The same in half-years is twice as fast a year.
	got, err = years.Trends(trendPanel(t, 20221, 20231), 20221, 20231, pace)
	require.NoError(t, err)
	assert.InDelta(t, 0.6, got[1].Better, 0)
}

func TestTrendsRefuse(t *testing.T) {
	p := trendPanel(t, 2021, 2023)
	for name, pace := range map[string]map[string]years.Pace{
		"none": {"up": {}}, "order": {"up": {Wanted: 1, Change: 2}}, "unknown": {"z": {Wanted: 1, Change: 1}}, "node": {"x": {Wanted: 1, Change: 1}},
		"best value": {"mid": {Wanted: 1, Change: 1}}, "infinite": {"up": {Wanted: math.Inf(1), Change: 1}},
	} {
		_, err := years.Trends(p, 2021, 2023, pace)
		require.ErrorIs(t, err, years.ErrTrend, name)
	}
	_, err := years.Trends(p, 2023, 2021, nil)
	require.ErrorIs(t, err, years.ErrTrend)
	_, err = years.Trends(p, 2021, 2022, nil)
	require.ErrorIs(t, err, years.ErrTrend)
}
