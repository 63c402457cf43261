package evaluation_test

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// threeSubsystems evaluates the simulated example of technology, economy and
// ecology with the weights it prints, and returns the group of the three, scaled to
// 0 to 1 as it does before it couples them.
func threeSubsystems(t *testing.T) (tab *indicators.Table, g weights.Group, w []float64) {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "system", Children: []indicators.Indicator{
		{Code: "technology", Weight: 0.3898977, Children: []indicators.Indicator{
			{Code: "rd_intensity", Weight: 0.3215465}, {Code: "hightech_firms", Weight: 0.3414780}, {Code: "patents", Weight: 0.3369755},
		}},
		{Code: "economy", Weight: 0.2839915, Children: []indicators.Indicator{
			{Code: "gdp", Weight: 0.3098166}, {Code: "income_per_capita", Weight: 0.2481369}, {Code: "industry_upgrading", Weight: 0.4420465},
		}},
		{Code: "ecology", Weight: 0.3261108, Children: []indicators.Indicator{
			{Code: "good_air_rate", Weight: 0.3934835}, {Code: "energy_per_gdp", Weight: 0.3515999, Direction: indicators.Lower}, {Code: "green_cover", Weight: 0.2549167},
		}},
	}})
	tab = tableFile(t, f, "testdata/published/three_subsystems.csv")
	r := evaluate(t, evaluation.Model{Framework: f, Normalize: normalize.MinMax{Lo: 0.002, Hi: 0.998}}, tab)
	g, w, err := r.Group("", "")
	require.NoError(t, err)
	for j, x := range g.Scores {
		lo, hi := slices.Min(x), slices.Max(x)
		g.Scores[j] = slices.Clone(x)
		for i := range x {
			g.Scores[j][i] = (x[i] - lo) / (hi - lo)
		}
	}
	return tab, g, w
}

func tag(t *testing.T, u indicators.Unit, name string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(u.Tags[name], 64)
	require.NoError(t, err)
	return x
}

// TestCouplingExample: degrees printed with three digits, so that the tolerance is
// 0.0005. The example replaces zeros by 1e-10; ours refuses them, so that the test
// does.
func TestCouplingExample(t *testing.T) {
	tab, g, w := threeSubsystems(t)
	_, err := evaluation.Coupling(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.ErrorIs(t, err, evaluation.ErrZero)
	assert.Len(t, places(err), 3, "the worst of each subsystem")
	for _, x := range g.Scores {
		for i := range x {
			x[i] = max(x[i], 1e-10)
		}
	}
	d, err := evaluation.Coupling(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.NoError(t, err)
	seen := 0
	for i, u := range tab.Units() {
		if u.Tags["coupling"] == "" {
			continue
		}
		seen++
		assert.InDelta(t, tag(t, u, "coupling"), d.Coupling[i], 0.0005, u.Code)
		assert.InDelta(t, tag(t, u, "coordination_index"), d.Development[i], 0.0005, u.Code)
		assert.InDelta(t, tag(t, u, "coupling_coordination"), d.Coordination[i], 0.0005, u.Code)
	}
	assert.Equal(t, 10, seen)
}

// TestObstacleExample: gaps by unit within 0.0005, and their sums over the provinces
// within half a unit of the last of three digits.
func TestObstacleExample(t *testing.T) {
	tab, g, w := threeSubsystems(t)
	d, err := evaluation.Obstacles(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.NoError(t, err)
	require.Equal(t, []string{"technology", "economy", "ecology"}, d.Codes)
	sums := map[string][3]float64{}
	for i, u := range tab.Units() {
		s := sums[u.Tags["year"]]
		var total float64
		for j := range d.Codes {
			s[j] += d.Gap[j][i]
			total += d.Degree[j][i]
			if u.Tags[d.Codes[j]] != "" {
				assert.InDelta(t, tag(t, u, d.Codes[j]), d.Gap[j][i], 0.0005, u.Code)
			}
			assert.InDelta(t, d.Gap[j][i]/(d.Gap[0][i]+d.Gap[1][i]+d.Gap[2][i]), d.Degree[j][i], 1e-12)
		}
		assert.InDelta(t, 1, total, 1e-12)
		sums[u.Tags["year"]] = s
	}
	for year, want := range map[string][3]float64{
		"2015": {2.47, 1.53, 1.92}, "2016": {2.24, 1.45, 1.82}, "2017": {2.18, 1.35, 1.66}, "2018": {2.01, 1.26, 1.53}, "2019": {1.87, 1.17, 1.43},
		"2020": {1.75, 1.09, 1.31}, "2021": {1.61, 0.996, 1.17}, "2022": {1.47, 0.914, 0.981}, "2023": {1.38, 0.825, 0.933}, "2024": {1.31, 0.737, 0.804},
	} {
		for j := range want {
			assert.InDelta(t, want[j], sums[year][j], 0.005, year)
		}
	}
}

// TestCouplingResult by hand: strength 70, 65, 40 and green 60, 30, 60 of 100, with
// weights 0.6 and 0.4.
func TestCouplingResult(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for _, byClass := range []bool{false, true} {
		r := evaluate(t, evaluation.Model{Framework: f, ByClass: byClass}, tab)
		d, err := r.Coupling("", indicators.Range{})
		require.NoError(t, err)
		for i, u := range [][2]float64{{0.7, 0.6}, {0.65, 0.3}, {0.4, 0.6}} {
			c := 2 * math.Sqrt(u[0]*u[1]) / (u[0] + u[1])
			assert.InDelta(t, c, d.Coupling[i], 1e-12)
			assert.InDelta(t, 0.6*u[0]+0.4*u[1], d.Development[i], 1e-12)
			assert.InDelta(t, math.Sqrt(c*(0.6*u[0]+0.4*u[1])), d.Coordination[i], 1e-12)
		}
	}
	r := evaluate(t, evaluation.Model{Framework: f}, table(t, f, "code,va,rd,energy,water\na,0,0,50,50\nb,100,100,0,100\n"))
	_, err := r.Coupling("", indicators.Range{})
	require.ErrorIs(t, err, evaluation.ErrZero)
	found := inputErrors(err)
	require.Len(t, found, 1)
	assert.Equal(t, []string{"a", "strength"}, []string{found[0].Unit, found[0].Indicator})
	assert.ErrorContains(t, err, "coupling of the children of overall: ")
	_, err = r.Coupling("", indicators.Range{Lo: -1, Hi: 60})
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Len(t, inputErrors(err), 2)
	_, err = r.Coupling("va", indicators.Range{})
	require.ErrorIs(t, err, basis.ErrUnknown)
	for _, s := range []indicators.Range{{Lo: 1, Hi: 1}, {Lo: 5, Hi: 4}, {Lo: math.Inf(-1), Hi: 4}} {
		_, err = r.Coupling("", s)
		require.ErrorIs(t, err, evaluation.ErrModel)
	}
	d, err := r.Coupling("", indicators.Range{Lo: -1, Hi: 100})
	require.NoError(t, err)
	assert.Equal(t, 1.0, d.Coordination[1], "best everywhere")
	g, _, err := r.Group("", "")
	require.NoError(t, err)
	_, err = evaluation.Coupling(g, []float64{1, 0}, indicators.Range{Lo: -1, Hi: 100})
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.ErrorContains(t, err, "overall has 1 child that counts")
	g.Scores[0] = []float64{math.NaN(), math.Inf(1)}
	_, err = evaluation.Coupling(g, []float64{0.5, 0.5}, indicators.Range{})
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"strength/0", "strength/1"}, places(err))
}

// TestObstacleResult by hand: of 甲县, va 80, rd 40, energy 70, water 50 of 100 with
// weights 0.45, 0.15, 0.2, 0.2 are gaps 0.09, 0.09, 0.06, 0.10.
func TestObstacleResult(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	for name, m := range map[string]evaluation.Model{"tree": {Framework: f}, "flat": {Framework: f, Flat: true}, "by class": {Framework: f, ByClass: true}} {
		r := evaluate(t, m, tab)
		list, err := r.Obstacles("1", "", indicators.Range{})
		require.NoError(t, err, name)
		require.Len(t, list, 4)
		for i, want := range []evaluation.Obstacle{
			{Code: "water", Weight: 0.2, Score: 50, Gap: 0.10},
			{Code: "va", Weight: 0.45, Score: 80, Gap: 0.09},
			{Code: "rd", Weight: 0.15, Score: 40, Gap: 0.09},
			{Code: "energy", Weight: 0.2, Score: 70, Gap: 0.06},
		} {
			assert.InDelta(t, want.Weight, list[i].Weight, 1e-12, name)
			assert.InDelta(t, want.Score, list[i].Score, 1e-12)
			assert.InDelta(t, want.Gap, list[i].Gap, 1e-12)
			assert.InDelta(t, want.Gap/0.34, list[i].Degree, 1e-12)
		}
		assert.Equal(t, "water", list[0].Code)
		assert.Equal(t, "energy", list[3].Code)
		list, err = r.Obstacles("1", "green", indicators.Range{})
		require.NoError(t, err)
		require.Len(t, list, 2)
		assert.InDelta(t, 0.5, list[0].Weight, 1e-12, "in the node")
		assert.InDelta(t, 0.25, list[0].Gap, 1e-12)
		assert.InDelta(t, 0.625, list[0].Degree, 1e-12)
		list, err = r.Obstacles("1", "va", indicators.Range{})
		require.NoError(t, err)
		require.Len(t, list, 1)
		assert.InDelta(t, 1, list[0].Degree, 1e-12)

		_, err = r.Obstacles("9", "", indicators.Range{})
		require.ErrorIs(t, err, basis.ErrUnknown)
		_, err = r.Obstacles("1", "nobody", indicators.Range{})
		require.ErrorIs(t, err, basis.ErrUnknown)
		_, err = r.Obstacles("1", "", indicators.Range{Lo: 2, Hi: 1})
		require.ErrorIs(t, err, evaluation.ErrModel)
		_, err = r.Obstacles("1", "", indicators.Range{Lo: 45, Hi: 75})
		require.ErrorIs(t, err, basis.ErrDomain)
		found := inputErrors(err)
		require.Len(t, found, 2)
		assert.Equal(t, []string{"1", "va"}, []string{found[0].Unit, found[0].Indicator})
		assert.Equal(t, []string{"1", "rd"}, []string{found[1].Unit, found[1].Indicator})
	}
	r := evaluate(t, evaluation.Model{Framework: f, Weigh: weights.PerGroup{By: map[string]weights.Scheme{
		"overall": weights.Fixed{"strength": 1, "green": 0}, "strength": weights.Fixed{"va": 1, "rd": 0},
	}}}, table(t, f, "code,va,rd,energy,water\na,100,0,50,50\n"))
	list, err := r.Obstacles("a", "", indicators.Range{})
	require.NoError(t, err)
	assert.Equal(t, []evaluation.Obstacle{{Code: "va", Weight: 1, Score: 100}}, list, "no gap: no degree")
	_, err = r.Obstacles("a", "rd", indicators.Range{})
	require.NoError(t, err)
	_, err = r.Obstacles("a", "green", indicators.Range{})
	require.NoError(t, err)
	r = evaluate(t, evaluation.Model{Framework: f, Flat: true, Weigh: weights.Fixed{"va": 1, "rd": 1, "energy": 0, "water": 0}}, table(t, f, "code,va,rd,energy,water\na,100,0,50,50\n"))
	_, err = r.Obstacles("a", "green", indicators.Range{})
	require.ErrorIs(t, err, basis.ErrWeights)
}

func TestCoordinationLevels(t *testing.T) {
	for d, want := range map[float64]string{0: "极度失调", 0.0999: "极度失调", 0.1: "严重失调", 0.3: "轻度失调", 0.49: "濒临失调", 0.5: "勉强协调", 0.6: "初级协调", 0.661: "初级协调", 0.7: "中级协调", 0.9: "优质协调", 1: "优质协调"} {
		assert.Equal(t, want, evaluation.CoordinationLevelOf(d).ZH(), d)
	}
	assert.Equal(t, "primary coordination", evaluation.CoordinationLevelOf(0.661).String())
	assert.Equal(t, "CoordinationLevel(10)", evaluation.CoordinationLevel(10).String())
	assert.Equal(t, "CoordinationLevel(-1)", evaluation.CoordinationLevel(-1).ZH())
}
