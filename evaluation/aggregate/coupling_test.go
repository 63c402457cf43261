package aggregate_test

import (
	"math"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// threeSubsystems scores the simulated example of technology, economy and ecology
// with the weights it prints, and returns the group of the three, scaled to 0 to 1 as
// it does before it couples them.
func threeSubsystems(t *testing.T) (tab *indicators.Table, g weights.Group, w []float64) {
	t.Helper()
	root := indicators.Indicator{Code: "system", Children: []indicators.Indicator{
		{Code: "technology", Weight: 0.3898977, Children: []indicators.Indicator{
			{Code: "rd_intensity", Weight: 0.3215465}, {Code: "hightech_firms", Weight: 0.3414780}, {Code: "patents", Weight: 0.3369755},
		}},
		{Code: "economy", Weight: 0.2839915, Children: []indicators.Indicator{
			{Code: "gdp", Weight: 0.3098166}, {Code: "income_per_capita", Weight: 0.2481369}, {Code: "industry_upgrading", Weight: 0.4420465},
		}},
		{Code: "ecology", Weight: 0.3261108, Children: []indicators.Indicator{
			{Code: "good_air_rate", Weight: 0.3934835}, {Code: "energy_per_gdp", Weight: 0.3515999, Direction: indicators.Lower}, {Code: "green_cover", Weight: 0.2549167},
		}},
	}}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	file, err := os.Open("testdata/published/three_subsystems.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, file.Close()) }()
	tab, err = indicators.CSV{File: file.Name()}.ReadTable(file, f)
	require.NoError(t, err)
	g.Parent = root.Code
	for _, system := range root.Children {
		of := weights.Group{Parent: system.Code}
		var declared []float64
		for _, leaf := range system.Children {
			of.Codes, declared = append(of.Codes, leaf.Code), append(declared, leaf.Weight)
			of.Scores = append(of.Scores, scaled(t, normalize.MinMax{Lo: 0.002, Hi: 0.998}, leaf, tab.Column(leaf.Code).Copy()))
		}
		x := aggregated(t, aggregate.Arithmetic{}, of, sharesOf(3, declared))
		lo, hi := slices.Min(x), slices.Max(x)
		for i := range x {
			x[i] = (x[i] - lo) / (hi - lo)
		}
		g.Codes, g.Scores, w = append(g.Codes, system.Code), append(g.Scores, x), append(w, system.Weight)
	}
	return tab, g, sharesOf(3, w)
}

func tag(t *testing.T, u indicators.Unit, name string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(u.Tags.Get(name), 64)
	require.NoError(t, err)
	return x
}

// TestCouplingExample: degrees printed with three digits, so that the tolerance is
// 0.0005. The example replaces zeros by 1e-10; ours refuses them, so that the test
// does.
func TestCouplingExample(t *testing.T) {
	tab, g, w := threeSubsystems(t)
	_, err := aggregate.Coupling(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.Len(t, places(err), 3, "the worst of each subsystem")
	for _, x := range g.Scores {
		for i := range x {
			x[i] = max(x[i], 1e-10)
		}
	}
	d, err := aggregate.Coupling(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.NoError(t, err)
	seen := 0
	for i, u := range tab.Units() {
		if u.Tags.Get("coupling") == "" {
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
	d, err := aggregate.Obstacles(g, w, indicators.Range{Lo: 0, Hi: 1})
	require.NoError(t, err)
	require.Equal(t, []string{"technology", "economy", "ecology"}, d.Codes)
	sums := map[string][3]float64{}
	for i, u := range tab.Units() {
		s := sums[u.Tags.Get("year")]
		var total float64
		for j := range d.Codes {
			s[j] += d.Gap[j][i]
			total += d.Degree[j][i]
			if u.Tags.Get(d.Codes[j]) != "" {
				assert.InDelta(t, tag(t, u, d.Codes[j]), d.Gap[j][i], 0.0005, u.Code)
			}
			assert.InDelta(t, d.Gap[j][i]/(d.Gap[0][i]+d.Gap[1][i]+d.Gap[2][i]), d.Degree[j][i], 1e-12)
		}
		assert.InDelta(t, 1, total, 1e-12)
		sums[u.Tags.Get("year")] = s
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

func TestCouplingRefuses(t *testing.T) {
	g := weights.Group{Parent: "overall", Codes: []string{"strength", "green"}, Scores: weights.Columns{{0, 100}, {25, 100}}}
	_, err := aggregate.Coupling(g, []float64{1, 0}, indicators.Range{Lo: -1, Hi: 100})
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.ErrorContains(t, err, "overall has 1 child that counts")
	g.Scores[0] = []float64{math.NaN(), math.Inf(1)}
	_, err = aggregate.Coupling(g, []float64{0.5, 0.5}, indicators.Range{})
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"strength/0", "strength/1"}, places(err))
}

func TestCoordinationLevels(t *testing.T) {
	for d, want := range map[float64]string{0: "极度失调", 0.0999: "极度失调", 0.1: "严重失调", 0.3: "轻度失调", 0.49: "濒临失调", 0.5: "勉强协调", 0.6: "初级协调", 0.661: "初级协调", 0.7: "中级协调", 0.9: "优质协调", 1: "优质协调"} {
		assert.Equal(t, want, aggregate.Texts()[aggregate.CoordinationLevelOf(d).String()], d)
	}
	assert.Equal(t, "primary coordination", aggregate.CoordinationLevelOf(0.661).String())
	assert.Equal(t, "CoordinationLevel(10)", aggregate.CoordinationLevel(10).String())
}
