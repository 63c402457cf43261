package returns_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

var counties = []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}}

func framework(t require.TestingT) *indicators.Framework {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va", Department: "statistics"}, {Code: "rd"}}})
	require.NoError(t, err)
	return f
}

func reported(unit, code, period string, x float64, source, date string) indicators.Reading {
	return indicators.Reading{Unit: unit, Indicator: code, Period: period, Value: x, Source: source, Date: date}
}

// census are figures of counties that do not exist, restated after a census.
func census() []indicators.Reading {
	return []indicators.Reading{
		reported("1", "va", "2022", 100, "yearbook", "2023-06-01"),
		reported("1", "va", "2023", 110, "yearbook", "2024-06-01"),
		reported("2", "va", "2022", 80, "yearbook", "2023-06-01"),
		reported("2", "va", "2023", 90, "yearbook", "2024-06-01"),
		reported("1", "rd", "2023", 2.5, "science", ""),
		reported("1", "va", "2022", 104.5, "yearbook", "2025-01-15"),
		reported("1", "va", "2023", 110, "yearbook", "2025-01-15"),
	}
}

func TestVintages(t *testing.T) {
	v, err := returns.Collect(framework(t), counties, indicators.ReadingsOf(census()...))
	require.NoError(t, err)
	assert.Equal(t, []string{"2023-06-01", "2024-06-01", "2025-01-15"}, v.Dates())
	then, err := v.AsOf("2024-12-31", indicators.Merge{})
	require.NoError(t, err)
	now, err := v.AsOf("", indicators.Merge{})
	require.NoError(t, err)
	for _, c := range []struct {
		p    *indicators.Panel
		year int
		x    float64
		mark indicators.Mark
	}{
		{then, 2022, 100, indicators.Reported},
		{now, 2022, 104.5, indicators.Restated},
		{now, 2023, 110, indicators.Reported}, // reported again, and the same
	} {
		x, mark := c.p.Table(c.year).Value("1", "va")
		assert.Equal(t, fmt.Sprint(c.x, c.mark), fmt.Sprint(x, mark))
	}
	got := v.Restated(then, now)
	assert.Equal(t, []returns.Restatement{{Period: 2022, Unit: "1", Indicator: "va", Was: 100, Is: 104.5, IsMark: indicators.Restated}}, got)

	early, err := v.AsOf("2023-12-31", indicators.Merge{})
	require.NoError(t, err)
	assert.Equal(t, []int{2022, 2023}, early.Years(), "what has no date was always known")
	came := v.Restated(early, then)
	require.Len(t, came, 2)
	assert.True(t, math.IsNaN(came[0].Was))
	text, err := came[0].MarshalJSON()
	require.NoError(t, err)
	var back returns.Restatement
	require.NoError(t, back.UnmarshalJSON(text))
	assert.Equal(t, fmt.Sprint(came[0]), fmt.Sprint(back))
	assert.Len(t, v.Restated(nil, now), 5)
}

// TestVintagesAnyOrder: the order in which readings come makes no difference.
func TestVintagesAnyOrder(t *testing.T) {
	all := census()
	var want string
	for seed := range uint64(20) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		v, err := returns.Collect(framework(t), counties, indicators.ReadingsOf(all...))
		require.NoError(t, err)
		p, err := v.AsOf("2025-01-15", indicators.Merge{})
		require.NoError(t, err)
		text, err := p.MarshalJSON()
		require.NoError(t, err)
		if want == "" {
			want = string(text)
		}
		assert.Equal(t, want, string(text))
	}
}

// TestVintagesOfSources: a source is restated by itself alone; two that differ are for the
// merge, and so are two figures of one source and day.
func TestVintagesOfSources(t *testing.T) {
	all := []indicators.Reading{
		reported("1", "va", "2022", 100, "county", "2023-06-01"), reported("1", "va", "2022", 99, "yearbook", "2023-05-01"),
	}
	v, err := returns.Collect(framework(t), counties, indicators.ReadingsOf(all...))
	require.NoError(t, err)
	_, err = v.AsOf("", indicators.Merge{})
	require.ErrorIs(t, err, indicators.ErrConflict)
	assert.ErrorContains(t, err, "period 2022")
	p, err := v.AsOf("", indicators.Merge{Priority: []string{"yearbook"}})
	require.NoError(t, err)
	x, mark := p.Table(2022).Value("1", "va")
	assert.Equal(t, "99 reported", fmt.Sprint(x, " ", mark))

	all[1].Source, all[1].Date = "county", "2023-06-01"
	v, err = returns.Collect(framework(t), counties, indicators.ReadingsOf(all...))
	require.NoError(t, err)
	_, err = v.AsOf("", indicators.Merge{})
	require.ErrorIs(t, err, indicators.ErrConflict)
	_, err = v.AsOf("2000-01-01", indicators.Merge{})
	require.ErrorIs(t, err, basis.ErrEmpty, "nothing was known")
}

// TestVintagesOfQuarters: two quarters are quarters, though half-years have the same numbers.
func TestVintagesOfQuarters(t *testing.T) {
	v, err := returns.Collect(framework(t), counties, indicators.ReadingsOf(
		reported("1", "va", "2023Q1", 1, "a", ""), reported("1", "va", "2023年二季度", 2, "a", "")))
	require.NoError(t, err)
	p, err := v.AsOf("", indicators.Merge{})
	require.NoError(t, err)
	assert.Equal(t, indicators.Quarter, p.Period())
	assert.Equal(t, []int{20231, 20232}, p.Years())
}

// TestCollectRefuses: everything wrong is told at once, with the number of the reading.
func TestCollectRefuses(t *testing.T) {
	f := framework(t)
	_, err := returns.Collect(f, counties, indicators.ReadingsOf(
		reported("1", "va", "2023", 1, "a", ""),
		reported("9", "va", "2023", 1, "a", ""),
		reported("1", "xx", "2023", 1, "a", "2023-1-1"),
		reported("1", "va", "2023Q1", 1, "a", ""),
		reported("1", "va", "2023年1-9月", 1, "a", ""),
		reported("1", "va", "", 1, "a", ""),
		reported("1", "va", "last year", 1, "a", ""),
	))
	require.Error(t, err)
	for _, text := range []string{
		"reading 2: unit 9, indicator va: unknown: there is no such unit", "reading 3: unit 1, indicator xx: unknown", "reading 3: unit 1, indicator xx: ", "reading 4: unit 1, indicator va: ",
		"others of a year", "reading 5: unit 1, indicator va: ", "2023-01/2023-09 is a cumulative figure", "neither the figure nor its indicator", `"last year" is no period`,
	} {
		assert.ErrorContains(t, err, text)
	}
	_, err = returns.Collect(nil, counties, indicators.ReadingsOf())
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = returns.Collect(f, counties, indicators.ReadingsOf())
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = returns.Collect(f, counties, func(yield func(indicators.Reading, error) bool) { yield(indicators.Reading{}, basis.ErrUnknown) })
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// many are readings of 3,000 units, 28 indicators and 12 months.
func many(t require.TestingT) (*indicators.Framework, []indicators.Unit, []indicators.Reading) {
	root := indicators.Indicator{Code: "all"}
	for j := range 28 {
		root.Children = append(root.Children, indicators.Indicator{Code: fmt.Sprintf("x%02d", j)})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	var units []indicators.Unit
	for i := range 3000 {
		units = append(units, indicators.Unit{Code: fmt.Sprintf("%06d", i), Name: fmt.Sprint("县", i)})
	}
	all := make([]indicators.Reading, 0, 12*28*3000)
	for m := range 12 {
		period := fmt.Sprintf("2023-%02d", m+1)
		for _, u := range units {
			for j := range root.Children {
				all = append(all, reported(u.Code, root.Children[j].Code, period, float64((m*7+j*13+len(all))%1000)/10, "a", "2024-01-10"))
			}
		}
	}
	return f, units, all
}

// BenchmarkPanel makes a panel of a million readings.
func BenchmarkPanel(b *testing.B) {
	f, units, all := many(b)
	readings := indicators.ReadingsOf(all...)
	for b.Loop() {
		v, err := returns.Collect(f, units, readings)
		if err == nil {
			_, err = v.AsOf("", indicators.Merge{})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkPanelFloor copies the same readings and looks at each once.
func BenchmarkPanelFloor(b *testing.B) {
	_, _, all := many(b)
	for b.Loop() {
		sum := 0.0
		for _, r := range slices.Clone(all) {
			sum += r.Value
		}
		if math.IsNaN(sum) {
			b.Fatal(sum)
		}
	}
}
