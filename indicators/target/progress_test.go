package target_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/target"
)

func find(t *testing.T, code string) target.Target {
	t.Helper()
	wanted, ok := henan.Find(code)
	require.True(t, ok, code)
	return wanted
}

// All figures in these tests are made up; the targets alone are real.

type fig = target.Figure

func TestProgress(t *testing.T) {
	const none = -1
	for name, c := range map[string]struct {
		target   string
		goal     int
		base     *fig
		tol      float64
		figures  []fig
		state    target.State
		required float64 // by the last figure
	}{
		"on the path":              {"tech_smes", 2022, &fig{Year: 2019, Value: 9000}, none, []fig{{Year: 2020, Value: 10000}}, target.OnTrack, 10000},
		"short of the path":        {"tech_smes", 2022, &fig{Year: 2019, Value: 9000}, none, []fig{{Year: 2020, Value: 9999}}, target.Behind, 10000},
		"goal year met":            {"tech_smes", 2022, &fig{Year: 2019, Value: 9000}, none, []fig{{Year: 2022, Value: 12000}}, target.Met, 12000},
		"goal year missed":         {"tech_smes", 2022, nil, none, []fig{{Year: 2022, Value: 11999}}, target.Missed, 12000},
		"the last decides":         {"tech_smes", 2025, &fig{Year: 2021, Value: 11000}, none, []fig{{Year: 2022, Value: 9000}, {Year: 2023, Value: 13000}}, target.OnTrack, 13000},
		"early, without base":      {"tech_smes", 2025, nil, none, []fig{{Year: 2022, Value: 15000}}, target.OnTrack, 15000},
		"base beyond the goal":     {"tech_smes", 2025, &fig{Year: 2020, Value: 20000}, none, []fig{{Year: 2022, Value: 16000}}, target.OnTrack, 15000},
		"fallen below the goal":    {"tech_smes", 2025, &fig{Year: 2020, Value: 20000}, none, []fig{{Year: 2022, Value: 14000}}, target.Behind, 15000},
		"later year":               {"tech_smes", 2022, nil, none, []fig{{Year: 2024, Value: 12000}}, target.Met, 12000},
		"about, inside":            {"mfg_va_share", 2022, nil, 1, []fig{{Year: 2022, Value: 34}}, target.Met, 35},
		"about, outside":           {"mfg_va_share", 2022, nil, 0.5, []fig{{Year: 2022, Value: 34.4}}, target.Missed, 35},
		"about has no upper side":  {"mfg_va_share", 2022, nil, 0, []fig{{Year: 2022, Value: 60}}, target.Met, 35},
		"about on the path":        {"mfg_va_share", 2022, &fig{Year: 2020, Value: 33}, 0.5, []fig{{Year: 2021, Value: 33.5}}, target.OnTrack, 34},
		"two sides, below":         {"traditional_share", 2022, nil, 2, []fig{{Year: 2022, Value: 30.9}}, target.Missed, 33},
		"two sides, above":         {"traditional_share", 2022, nil, 2, []fig{{Year: 2022, Value: 35.1}}, target.Missed, 33},
		"two sides, border":        {"traditional_share", 2022, nil, 2, []fig{{Year: 2022, Value: 35}}, target.Met, 33},
		"two sides, on the path":   {"traditional_share", 2025, &fig{Year: 2021, Value: 40}, 1, []fig{{Year: 2023, Value: 36}}, target.OnTrack, 35},
		"two sides, behind":        {"traditional_share", 2025, &fig{Year: 2021, Value: 40}, 1, []fig{{Year: 2023, Value: 36.1}}, target.Behind, 35},
		"two sides, ahead":         {"traditional_share", 2025, &fig{Year: 2021, Value: 40}, 1, []fig{{Year: 2023, Value: 29}}, target.OnTrack, 35},
		"two sides, beyond":        {"traditional_share", 2025, &fig{Year: 2021, Value: 40}, 1, []fig{{Year: 2023, Value: 28.9}}, target.Behind, 35},
		"two sides, rising":        {"traditional_share", 2025, &fig{Year: 2021, Value: 20}, 1, []fig{{Year: 2023, Value: 30.9}}, target.OnTrack, 25},
		"two sides, without base":  {"traditional_share", 2025, nil, 1, []fig{{Year: 2023, Value: 30.5}}, target.OnTrack, 30},
		"compounds":                {"energy_intensity_change", 2022, &fig{Year: 2019, Value: 100}, none, []fig{{Year: 2021, Value: 90.25}}, target.OnTrack, 90.25},
		"a straight line is short": {"energy_intensity_change", 2022, &fig{Year: 2019, Value: 100}, none, []fig{{Year: 2021, Value: 90.3}}, target.Behind, 90.25},
		"compound goal":            {"energy_intensity_change", 2022, &fig{Year: 2019, Value: 0.8}, none, []fig{{Year: 2022, Value: 0.6859}}, target.Met, 0.6859},
		"equal up to rounding":     {"energy_intensity_change", 2022, &fig{Year: 2019, Value: 0.7}, none, []fig{{Year: 2022, Value: 0.6001625}}, target.Met, 0.6001625},
		"compound goal, later":     {"energy_intensity_change", 2022, &fig{Year: 2019, Value: 100}, none, []fig{{Year: 2023, Value: 86}}, target.Missed, 85.7375},
		"growth":                   {"tech_upgrade_investment_growth", 2025, &fig{Year: 2022, Value: 50}, none, []fig{{Year: 2024, Value: 72}}, target.OnTrack, 72},
		"each year":                {"intelligent_factories", 2022, nil, none, []fig{{Year: 2020, Value: 150}, {Year: 2021, Value: 151}, {Year: 2022, Value: 400}}, target.Met, 150},
		"each year, one is short":  {"intelligent_factories", 2022, nil, none, []fig{{Year: 2020, Value: 149}, {Year: 2021, Value: 900}, {Year: 2022, Value: 900}}, target.Missed, 150},
		"each year, not over":      {"intelligent_factories", 2025, nil, none, []fig{{Year: 2020, Value: 149}, {Year: 2021, Value: 900}}, target.Behind, 150},
		"each year, so far":        {"service_manufacturing", 2025, nil, none, []fig{{Year: 2021, Value: 31}, {Year: 2022, Value: 30}}, target.OnTrack, 30},
		"each year, after it":      {"service_manufacturing", 2022, nil, none, []fig{{Year: 2022, Value: 30}, {Year: 2023, Value: 1}}, target.Met, 30},
		"one to two":               {"leading_industries", 0, nil, none, []fig{{Year: 2023, Value: 2}}, target.Met, 1},
		"none":                     {"leading_industries", 0, nil, none, []fig{{Year: 2023, Value: 0}}, target.Behind, 1},
		"three":                    {"leading_industries", 0, nil, none, []fig{{Year: 2023, Value: 3}}, target.Behind, 2},
	} {
		t.Run(name, func(t *testing.T) {
			a := target.Assessment{Goal: c.goal, Base: c.base, Figures: c.figures}
			if c.tol != none {
				a.Tolerance = &c.tol
			}
			p, err := find(t, c.target).Progress(a)
			require.NoError(t, err)
			assert.Equal(t, c.state, p.State)
			require.Len(t, p.Points, len(c.figures))
			assert.InEpsilon(t, c.required, p.Points[len(p.Points)-1].Required, 1e-12)
			if last := c.figures[len(c.figures)-1].Year; c.goal > 0 && last > c.goal {
				require.NotEmpty(t, p.Warnings)
				assert.ErrorIs(t, p.Warnings[0], target.ErrLate)
			} else if p.Target.Class == "" {
				assert.Empty(t, p.Warnings)
			}
			if p.Target.Class != "" {
				require.NotEmpty(t, p.Warnings)
				assert.ErrorIs(t, p.Warnings[len(p.Warnings)-1], target.ErrOverlap)
			}
		})
	}
}

func TestProgressOfGrowth(t *testing.T) {
	p, err := find(t, "energy_intensity_change").Progress(target.Assessment{
		Goal: 2022, Unit: henan.ProvinceCode, Base: &fig{Year: 2019, Value: 100}, Figures: []fig{{Year: 2020, Value: 97}, {Year: 2022, Value: 85.7375}},
	})
	require.NoError(t, err)
	assert.InEpsilon(t, 85.7375, p.Aim, 1e-12)
	assert.InEpsilon(t, -3.0, p.Points[0].Rate, 1e-12)
	assert.InEpsilon(t, -5.0, p.Points[1].Rate, 1e-12)
	assert.Equal(t, target.Behind, p.Points[0].State)
	assert.Equal(t, target.Met, p.State)
}

func TestProgressOfOwnTarget(t *testing.T) {
	own := target.Target{Code: "losses", Bound: target.AtMost, UnitOf: "1", Measure: target.Count, Goals: []target.Goal{{2030, 10}}}
	for value, want := range map[float64]target.State{15: target.OnTrack, 16: target.Behind, 3: target.OnTrack} {
		p, err := own.Progress(target.Assessment{Goal: 2030, Unit: "1", Base: &fig{Year: 2020, Value: 20}, Figures: []fig{{Year: 2025, Value: value}}})
		require.NoError(t, err)
		assert.Equal(t, want, p.State)
	}
	p, err := own.Progress(target.Assessment{Goal: 2030, Base: &fig{Year: 2020, Value: 5}, Figures: []fig{{Year: 2025, Value: 9}}})
	require.NoError(t, err)
	assert.Equal(t, target.OnTrack, p.State, "no more than the goal is wanted")
}

func TestProgressErrors(t *testing.T) {
	one, minus := 1.0, -1.0
	ok := []fig{{Year: 2022, Value: 1}}
	for name, c := range map[string]struct {
		target string
		a      target.Assessment
		want   error
	}{
		"county":              {"rd_intensity", target.Assessment{Goal: 2022, Unit: "410181", Figures: ok}, target.ErrScope},
		"province":            {"leading_industries", target.Assessment{Unit: henan.ProvinceCode, Figures: ok}, target.ErrScope},
		"no goal":             {"rd_intensity", target.Assessment{Goal: 2025, Figures: ok}, target.ErrYear},
		"year for undated":    {"leading_industries", target.Assessment{Goal: 2025, Figures: ok}, target.ErrYear},
		"tolerance missing":   {"mfg_va_share", target.Assessment{Goal: 2022, Figures: ok}, target.ErrTolerance},
		"tolerance negative":  {"mfg_va_share", target.Assessment{Goal: 2022, Figures: ok, Tolerance: &minus}, target.ErrTolerance},
		"tolerance unwanted":  {"rd_intensity", target.Assessment{Goal: 2022, Figures: ok, Tolerance: &one}, target.ErrTolerance},
		"no figure":           {"rd_intensity", target.Assessment{Goal: 2022}, basis.ErrValue},
		"not finite":          {"rd_intensity", target.Assessment{Goal: 2022, Figures: []fig{{2022, math.NaN(), ""}}}, basis.ErrValue},
		"negative":            {"rd_intensity", target.Assessment{Goal: 2022, Figures: []fig{{2022, -1, ""}}}, basis.ErrValue},
		"growth from zero":    {"energy_intensity_change", target.Assessment{Goal: 2022, Base: &fig{Year: 2019}, Figures: ok}, basis.ErrValue},
		"growth, no base":     {"energy_intensity_change", target.Assessment{Goal: 2022, Figures: ok}, target.ErrBase},
		"path, no base":       {"tech_smes", target.Assessment{Goal: 2025, Figures: ok}, target.ErrBase},
		"base after goal":     {"tech_smes", target.Assessment{Goal: 2022, Base: &fig{Year: 2022, Value: 1}, Figures: []fig{{2023, 1, ""}}}, target.ErrYear},
		"figure before base":  {"tech_smes", target.Assessment{Goal: 2025, Base: &fig{Year: 2022, Value: 1}, Figures: ok}, target.ErrYear},
		"out of order":        {"tech_smes", target.Assessment{Goal: 2022, Figures: []fig{{2023, 1, ""}, {2022, 1, ""}}}, target.ErrYear},
		"a year is missing":   {"intelligent_factories", target.Assessment{Goal: 2022, Figures: []fig{{2020, 1, ""}, {2022, 1, ""}}}, target.ErrYear},
		"yearly, only later":  {"intelligent_factories", target.Assessment{Goal: 2022, Figures: []fig{{2023, 1, ""}}}, target.ErrYear},
		"not finite, as base": {"tech_smes", target.Assessment{Goal: 2025, Base: &fig{2020, math.Inf(1), ""}, Figures: ok}, basis.ErrValue},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := find(t, c.target).Progress(c.a)
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, "target "+c.target+": ")
			assert.Empty(t, p.Points)
		})
	}
	_, err := find(t, "mfg_va_share").Progress(target.Assessment{Goal: 2030, Unit: "410181"})
	for _, want := range []error{target.ErrScope, target.ErrYear, target.ErrTolerance, basis.ErrValue} {
		assert.ErrorIs(t, err, want, "all faults at once")
	}
	_, err = target.Target{Bound: target.Between, UnitOf: "1"}.Progress(target.Assessment{Figures: ok})
	assert.ErrorIs(t, err, target.ErrMeasure)
	_, err = target.Target{Goals: []target.Goal{{2022, math.NaN()}}}.Progress(target.Assessment{Goal: 2022, Figures: ok})
	assert.ErrorIs(t, err, basis.ErrValue)
}

func TestChain(t *testing.T) {
	levels, err := target.Chain(fig{Year: 2019, Value: 100}, fig{2020, -5, "x"}, fig{2021, -5, "y"}, fig{2022, 10, "z"})
	require.NoError(t, err)
	assert.Equal(t, []fig{{2020, 95, "x"}, {2021, 90.25, "y"}, {2022, 99.275, "z"}}, levels)
	for name, c := range map[string]struct {
		base  fig
		rates []fig
		want  error
	}{
		"gap":       {fig{2019, 1, ""}, []fig{{2021, 1, ""}}, target.ErrYear},
		"base":      {fig{2019, 0, ""}, nil, basis.ErrValue},
		"all gone":  {fig{2019, 1, ""}, []fig{{2020, -100, ""}}, basis.ErrValue},
		"not a num": {fig{2019, 1, ""}, []fig{{2020, math.NaN(), ""}}, basis.ErrValue},
		"too large": {fig{2019, 1e308, ""}, []fig{{2020, 1e6, ""}}, basis.ErrValue},
	} {
		_, err := target.Chain(c.base, c.rates...)
		assert.ErrorIs(t, err, c.want, name)
	}
}

// Rates that reach the target every single year reach it altogether, and a better
// figure never gives a worse state.
func TestProgressProperties(t *testing.T) {
	energy, share := find(t, "energy_intensity_change"), find(t, "emerging_share")
	rapid.Check(t, func(t *rapid.T) {
		var rates []fig
		for i, r := range rapid.SliceOfN(rapid.Float64Range(-30, -5), 1, 3).Draw(t, "rates") {
			rates = append(rates, fig{2020 + i, r, ""})
		}
		base := fig{2019, rapid.Float64Range(0.01, 1000).Draw(t, "base"), ""}
		levels, err := target.Chain(base, rates...)
		require.NoError(t, err)
		p, err := energy.Progress(target.Assessment{Goal: 2022, Base: &base, Figures: levels})
		require.NoError(t, err)
		assert.Contains(t, []target.State{target.OnTrack, target.Met}, p.State)

		from := fig{2020, rapid.Float64Range(0, 40).Draw(t, "from"), ""}
		year := rapid.IntRange(2021, 2026).Draw(t, "year")
		x := rapid.Float64Range(0, 60).Draw(t, "x")
		y := x + rapid.Float64Range(0, 10).Draw(t, "more")
		state := func(x float64) target.State {
			p, err := share.Progress(target.Assessment{Goal: 2025, Base: &from, Figures: []fig{{year, x, ""}}})
			require.NoError(t, err)
			return p.State
		}
		assert.LessOrEqual(t, state(y), state(x), "on track before behind, met before missed")
		assert.Equal(t, year >= 2025, state(x) >= target.Met)
	})
}

func TestContribution(t *testing.T) {
	share := find(t, "mfg_va_share")
	c, err := share.Contribution(target.Part{30, 60}, target.Part{300, 1000})
	require.NoError(t, err)
	assert.Equal(t, target.Contribution{Value: 3, Of: 10, Own: 50}, c)
	c, err = find(t, "tech_smes").Contribution(target.Part{Of: 40}, target.Part{Of: 800})
	require.NoError(t, err)
	assert.Equal(t, target.Contribution{Value: 40, Of: 5, Own: 40}, c)

	energy := find(t, "energy_intensity_change")
	base := target.Span{target.Part{20, 50}, target.Part{100, 200}}
	now := target.Span{target.Part{18, 50}, target.Part{90, 200}}
	c, err = energy.GrowthContribution(base, now)
	require.NoError(t, err)
	assert.InEpsilon(t, -2.0, c.Value, 1e-12) // (18 - 20)/200 of 0.5
	assert.InEpsilon(t, -10.0, c.Own, 1e-12)
	assert.Zero(t, c.Of)
	c, err = find(t, "tech_upgrade_investment_growth").GrowthContribution(
		target.Span{target.Part{Of: 10}, target.Part{Of: 100}}, target.Span{target.Part{Of: 15}, target.Part{Of: 130}})
	require.NoError(t, err)
	assert.Equal(t, 5.0, c.Value)
	assert.InEpsilon(t, 50.0, c.Own, 1e-12)

	bad := func(err, want error) {
		t.Helper()
		assert.ErrorIs(t, err, want)
	}
	_, err = energy.Contribution(target.Part{1, 1}, target.Part{1, 1})
	bad(err, target.ErrMeasure)
	_, err = share.GrowthContribution(base, now)
	bad(err, target.ErrMeasure)
	_, err = find(t, "leading_industries").Contribution(target.Part{Of: 1}, target.Part{Of: 2})
	bad(err, target.ErrMeasure)
	for name, p := range map[string][2]target.Part{
		"negative":       {{-1, 1}, {2, 2}},
		"no denominator": {{1, 0}, {2, 2}},
		"larger":         {{3, 1}, {2, 2}},
		"larger by":      {{1, 3}, {2, 2}},
		"nothing":        {{0, 1}, {0, 2}},
		"not finite":     {{math.NaN(), 1}, {1, 2}},
	} {
		_, err := share.Contribution(p[0], p[1])
		assert.ErrorIs(t, err, basis.ErrValue, name)
	}
	_, err = find(t, "tech_smes").Contribution(target.Part{1, 1}, target.Part{Of: 2})
	bad(err, basis.ErrValue)
	_, err = energy.GrowthContribution(target.Span{target.Part{0, 1}, target.Part{1, 1}}, now)
	bad(err, basis.ErrValue)
	_, err = energy.GrowthContribution(target.Span{target.Part{9, 1}, target.Part{1, 1}}, now)
	bad(err, basis.ErrValue)
}

// What the counties add sums to the figure of the province.
func TestContributionsSum(t *testing.T) {
	share, energy := find(t, "emerging_share"), find(t, "energy_intensity_change")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		draw := func(name string) (parts []target.Part, sum target.Part) {
			for range n {
				by := rapid.Float64Range(1, 100).Draw(t, name)
				p := target.Part{by * rapid.Float64Range(0.01, 1).Draw(t, name), by}
				parts = append(parts, p)
				sum.Of += p.Of
				sum.By += p.By
			}
			return parts, sum
		}
		before, all0 := draw("before")
		after, all1 := draw("after")
		var level, of, change float64
		for i := range n {
			c, err := share.Contribution(after[i], all1)
			require.NoError(t, err)
			level += c.Value
			of += c.Of
			g, err := energy.GrowthContribution(target.Span{before[i], all0}, target.Span{after[i], all1})
			require.NoError(t, err)
			change += g.Value
		}
		assert.InEpsilon(t, 100*all1.Of/all1.By, level, 1e-9)
		assert.InEpsilon(t, 100, of, 1e-9)
		assert.InDelta(t, 100*(all1.Of/all1.By/(all0.Of/all0.By)-1), change, 1e-7)
	})
}
