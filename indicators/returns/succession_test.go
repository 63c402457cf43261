package returns_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

// What became of units that do not exist: 1 and 2 merged into 2, 3 became a district, 4 was
// split.
var changes = []returns.Succession{
	{Old: "1", New: "2", Date: "2024-01-01"},
	{Old: "2", New: "2", Date: "2024-01-01"},
	{Old: "3", New: "30", Date: "2023-07-01"},
	{Old: "4", New: "41", Date: "2024-01-01", Share: 0.3},
	{Old: "4", New: "42", Date: "2024-01-01", Share: 0.7},
}

func TestFollow(t *testing.T) {
	row := func(unit, code string, x float64) indicators.Reading {
		return reported(unit, code, "2023", x, "yearbook", "")
	}
	all := []indicators.Reading{row("1", "va", 0.1), row("2", "va", 0.2), row("3", "va", 5), row("3", "rd", 2), row("4", "va", 10), row("9", "rd", 1)}
	got, err := returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	want := []indicators.Reading{row("2", "va", 0.3), row("30", "va", 5), row("30", "rd", 2), row("41", "va", 3), row("42", "va", 7), row("9", "rd", 1)}
	for _, k := range []int{0, 3, 4} {
		want[k].Mark = indicators.Derived
	}
	assert.Equal(t, want, got)

	before, err := returns.Follow([]string{"va"}, changes, "2022-12-31", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	assert.Equal(t, all, before, "nothing had changed yet")

	all[1].Value, all[1].Mark = math.NaN(), indicators.Missing
	got, err = returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	assert.True(t, math.IsNaN(got[0].Value))
	assert.Equal(t, indicators.Missing, got[0].Mark)
	own := reported("3", "va", "2023", 5, "3", "")
	got, err = returns.Follow(nil, changes, "2024-06-30", indicators.ReadingsOf(own))
	require.NoError(t, err)
	assert.Equal(t, "30", got[0].Source, "its own return is that of the new unit")
}

func TestFollowRefuses(t *testing.T) {
	row := func(unit, code string) indicators.Reading { return reported(unit, code, "2023", 1, "yearbook", "") }
	_, err := returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(
		row("1", "rd"), row("2", "rd"), row("4", "rd"), row("1", "va"), row("4", "va"), row("4", "va")))
	require.Error(t, err)
	for _, text := range []string{
		"unit 2, indicator rd: value: the indicator is not declared a total", "unit 41, indicator rd", `unit 2, indicator va: missing value: the figure of "2"`, `the figure of "4" is there 2 times`,
	} {
		assert.ErrorContains(t, err, text)
	}
	_, err = returns.Follow(nil, nil, "2024-06-30", func(yield func(indicators.Reading, error) bool) { yield(indicators.Reading{}, basis.ErrUnknown) })
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = returns.Follow([]string{"va"}, []returns.Succession{{Old: "1", New: "2", Date: "2024-01-01"}}, "2024-06-30", indicators.ReadingsOf(row("1", "va"), row("2", "va")))
	assert.ErrorContains(t, err, `the figures of "1" and "2" would be of one unit`, "2 has no line")
	for name, c := range map[string][]returns.Succession{
		"no date":     {{Old: "1", New: "2"}},
		"a chain":     {{Old: "1", New: "2", Date: "2024"}, {Old: "2", New: "3", Date: "2024"}},
		"no shares":   {{Old: "1", New: "2", Date: "2024"}, {Old: "1", New: "3", Date: "2024"}},
		"not 1":       {{Old: "1", New: "2", Date: "2024", Share: 0.5}, {Old: "1", New: "3", Date: "2024", Share: 0.4}},
		"a lone part": {{Old: "1", New: "2", Date: "2024", Share: 0.5}},
		"not finite":  {{Old: "1", New: "2", Date: "2024", Share: math.NaN()}, {Old: "1", New: "3", Date: "2024", Share: 1}},
	} {
		_, err := returns.Follow(nil, c, "2025", indicators.ReadingsOf())
		require.Error(t, err, name)
	}
}
