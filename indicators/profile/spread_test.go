package profile_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// TestSpread: figures that hardly differ are found with their spread and level, those
// that differ are not.
func TestSpread(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}, {Code: "energy"}}})
	require.NoError(t, err)
	file, err := os.Open("testdata/nearly_constant.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	tab, err := indicators.CSV{}.ReadTable(file, f)
	require.NoError(t, err)
	got := find(t, profile.Spread{}, tab)
	require.Len(t, got, 1)
	assert.Equal(t, profile.RuleSpread, got[0].Rule)
	assert.Equal(t, "va", got[0].Indicator)
	assert.InDelta(t, 0.0002, got[0].Figure, 1e-15)
	assert.Equal(t, 0.01, got[0].Limit)
	assert.Equal(t, "4 values from 99.98 to 100: a spread of 0.02 at a level of 100, 0.02 %, not above 1 %", got[0].Text.String())
	assert.Empty(t, find(t, profile.Spread{Limit: 0.0001}, tab))
	assert.Len(t, find(t, profile.Spread{Limit: 0.4, Columns: []string{"va", "energy"}}, tab), 2)
	report, err := profile.Of(tab)
	require.NoError(t, err)
	assert.Contains(t, report.Findings, got[0])

	for name, c := range map[string]struct {
		x    []float64
		want float64
	}{
		"equal": {[]float64{7, 7, nan, 7}, 0}, "zeros": {[]float64{0, 0, 0, 0}, 0}, "one percent, exactly": {[]float64{-9.9, -10, nan, nan}, 0.01},
	} {
		tab, err := tab.WithColumn("rd", c.x, indicators.MarkAll(c.x, indicators.Reported))
		require.NoError(t, err)
		got := find(t, profile.Spread{Columns: []string{"rd"}}, tab)
		require.Len(t, got, 1, name)
		assert.Equal(t, c.want, got[0].Figure, name)
	}
	x := []float64{nan, 3, nan, nan}
	tab, err = tab.WithColumn("rd", x, indicators.MarkAll(x, indicators.Reported))
	require.NoError(t, err)
	got = find(t, profile.Spread{Columns: []string{"rd"}}, tab)
	require.Len(t, got, 1)
	require.ErrorIs(t, got[0].Err, basis.ErrFew)

	_, err = profile.Spread{Limit: -1}.Find(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.Spread{Columns: []string{"nowhere"}}.Find(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
}
