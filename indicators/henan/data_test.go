package henan_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/target"
)

func find(t *testing.T, code string) target.Target {
	t.Helper()
	target, ok := henan.Find(code)
	require.True(t, ok, code)
	return target
}

func TestTargets(t *testing.T) {
	all := henan.Targets()
	require.Len(t, all, 24)
	lines := map[string]string{"": ""}
	for _, l := range henan.ActionLines() {
		lines[l.Code] = l.Section
	}
	measures, seen := map[target.Measure]int{}, map[string]bool{}
	var twoSided, county, undated []string
	for _, x := range all {
		assert.False(t, seen[x.Code], x.Code)
		seen[x.Code] = true
		measures[x.Measure]++
		for _, text := range []string{x.Code, x.Name, x.NameZH, x.Unit, x.Quote, x.Section} {
			assert.NotEmpty(t, text, x.Code)
		}
		section, known := lines[x.Line]
		assert.True(t, known && strings.HasPrefix(x.Section, section), x.Code)
		if x.Bound == target.AboutEither {
			twoSided = append(twoSided, x.Code)
		}
		if !x.OfProvince() {
			county = append(county, x.Code)
		} else {
			assert.Equal(t, henan.ProvinceCode, x.UnitOf)
		}
		if len(x.Goals) == 0 {
			undated = append(undated, x.Code)
		}
		for _, g := range x.Goals {
			assert.Contains(t, []int{2022, 2025}, g.Year)
		}
		assert.Equal(t, x.Bound == target.Between, x.Range != nil, x.Code)
	}
	assert.Equal(t, []string{"traditional_share"}, twoSided)
	assert.Equal(t, []string{"leading_industries"}, county)
	assert.Equal(t, []string{"leading_industries"}, undated)
	assert.Equal(t, map[target.Measure]int{target.Share: 4, target.Ratio: 1, target.Level: 6, target.Count: 9, target.Yearly: 2, target.Growth: 2}, measures)

	// The figures of the text stand in the sentences that are quoted.
	for code, want := range map[string]struct {
		goals []target.Goal
		says  []string
	}{
		"mfg_va_share":            {[]target.Goal{{Year: 2022, Value: 35}}, []string{"about 35%"}},
		"energy_intensity_change": {[]target.Goal{{Year: 2022, Value: -5}}, []string{"reduced by 5% annually"}},
		"advantageous_share":      {[]target.Goal{{Year: 2022, Value: 47}, {Year: 2025, Value: 50}}, []string{"47% and 50%"}},
		"scale_biomedicine":       {[]target.Goal{{Year: 2022, Value: 300}, {Year: 2025, Value: 500}}, []string{"300 billion yuan and 500 billion yuan"}},
		"cloud_enterprises":       {[]target.Goal{{Year: 2022, Value: 150000}, {Year: 2025, Value: 200000}}, []string{"150,000 and 200,000"}},
		"clusters_100bn":          {[]target.Goal{{Year: 2022, Value: 20}}, []string{"20 or so"}},
		"leading_industries":      {nil, []string{"(cities, districts)", "1-2 characteristics"}},
	} {
		x := find(t, code)
		assert.Equal(t, want.goals, x.Goals, code)
		for _, s := range want.says {
			assert.Contains(t, x.Quote, s, code)
		}
	}
	assert.Equal(t, &indicators.Range{Lo: 1, Hi: 2}, find(t, "leading_industries").Range)
	_, ok := henan.Find("profit")
	assert.False(t, ok)
	_, ok = find(t, "mfg_va_share").Goal(2025)
	assert.False(t, ok, "the program says nothing for 2025")

	all[0].Goals[0].Value = 99
	assert.Equal(t, 35.0, find(t, "mfg_va_share").Goals[0].Value, "each call gives a copy")

	text, err := json.Marshal(all[1])
	require.NoError(t, err)
	var again target.Target
	require.NoError(t, json.Unmarshal(text, &again))
	assert.Equal(t, all[1], again)
}

func TestNames(t *testing.T) {
	assert.Equal(t, "growth", target.Growth.String())
	assert.Equal(t, "Measure(9)", target.Measure(9).String())
	assert.Equal(t, "about, either side", target.AboutEither.String())
	assert.Equal(t, "Bound(-1)", target.Bound(-1).String())
	assert.Equal(t, "missed", target.Missed.String())
	assert.Equal(t, "no state", target.State(0).String())
}

func TestIndustries(t *testing.T) {
	count := map[henan.Class]int{}
	classOf := map[string]henan.Class{}
	for _, x := range henan.Industries() {
		count[x.Class]++
		assert.NotContains(t, classOf, x.Code)
		classOf[x.Code] = x.Class
		assert.NotEmpty(t, x.NameZH)
	}
	assert.Equal(t, map[henan.Class]int{henan.Advantageous: 5, henan.Traditional: 5, henan.Emerging: 6}, count)
	for _, x := range henan.Industries() {
		if x.Within != "" {
			assert.Equal(t, henan.Emerging, x.Class)
			assert.Equal(t, henan.Advantageous, classOf[x.Within])
		}
		if x.Class == henan.Emerging { // each has a target of scale
			target := find(t, "scale_"+x.Code)
			assert.Equal(t, "Scale of "+strings.ToLower(x.Name[:1])+x.Name[1:], target.Name)
		}
	}
}

func TestActionLines(t *testing.T) {
	lines := henan.ActionLines()
	require.Len(t, lines, 6)
	tasks := 0
	for _, l := range lines {
		tasks += len(l.Tasks)
		assert.NotEmpty(t, l.NameZH)
	}
	assert.Equal(t, 15, tasks)
}

func TestOverlaps(t *testing.T) {
	assert.Equal(t, []henan.Overlap{
		{2022, map[henan.Class]float64{henan.Advantageous: 47, henan.Traditional: 33, henan.Emerging: 22}, 102},
		{2025, map[henan.Class]float64{henan.Advantageous: 50, henan.Traditional: 30, henan.Emerging: 25}, 105},
	}, henan.Overlaps())
}

func TestDivisions(t *testing.T) {
	all := henan.Divisions()
	require.Len(t, all, 160)
	seen := map[string]bool{}
	levels := map[string]int{}
	for i, d := range all {
		assert.Regexp(t, `^41\d{4}$`, d.Code)
		assert.False(t, seen[d.Code])
		seen[d.Code] = true
		assert.Equal(t, d.Code[:4], d.PrefectureCode[:4])
		assert.True(t, d.Census2020 || d.Codes2023)
		assert.Equal(t, d.Codes2023, d.Successor == "")
		if i > 0 {
			assert.Less(t, all[i-1].Code, d.Code)
		}
	}
	for _, d := range henan.Counties2020() {
		levels[d.Level]++
	}
	assert.Equal(t, map[string]int{"district": 53, "county-level city": 22, "county": 83}, levels)
	assert.Len(t, henan.Counties2020(), 158)
	assert.Len(t, henan.Counties2023(), 157)

	changes := henan.Changes()
	require.Len(t, changes, 2)
	assert.Equal(t, []string{"410306", "410322"}, changes[0].From)
	assert.Equal(t, "410308", changes[0].To)
	assert.Equal(t, []string{"410381"}, changes[1].From)
	assert.Equal(t, "410307", changes[1].To)
	for _, c := range changes {
		assert.Equal(t, 2021, c.Year)
		assert.NotEmpty(t, c.Note)
		for _, d := range henan.Counties2023() {
			assert.NotContains(t, c.From, d.Code)
		}
	}

	prefectures := henan.Prefectures()
	require.Len(t, prefectures, 18)
	assert.Equal(t, henan.Prefecture{"410100", "郑州市"}, prefectures[0])
	assert.Equal(t, henan.Prefecture{"419000", "济源市"}, prefectures[17])

	units := make([]indicators.Unit, 0, 157)
	for _, d := range henan.Counties2023() {
		units = append(units, d.Unit())
	}
	assert.Equal(t, indicators.Unit{Code: "410102", Name: "中原区", Class: "district", Region: "郑州市", Level: "district"}, units[0])
	assert.Equal(t, indicators.Unit{Code: "419001", Name: "济源市", Class: "county", Region: "济源市", Level: "county-level city"}, units[156])
	f, err := indicators.NewFramework(indicators.Indicator{Code: "x"})
	require.NoError(t, err)
	_, err = indicators.NewTable(f, units, map[string][]float64{"x": make([]float64, 157)}, nil)
	assert.NoError(t, err)
}

func TestFramework(t *testing.T) {
	f := henan.Framework()
	assert.Len(t, f.Measured(), 23)
	assert.Len(t, f.Root().Children, 9)
	require.Len(t, f.Aux(), 1)
	assert.Equal(t, "traditional_share", f.Aux()[0].Code)
	assert.Empty(t, f.Warnings())
	for _, in := range f.Nodes() {
		assert.Zero(t, in.Weight, "the program names no weights")
		assert.NotEmpty(t, in.Name, in.Code)
		assert.NotEmpty(t, in.NameZH, in.Code)
		assert.Nil(t, in.Bounds, "a target of the province is no goalpost of a county")
		switch in.Code {
		case "energy_intensity_change":
			assert.Equal(t, indicators.Lower, in.Direction)
		case "leading_industries":
			assert.Equal(t, indicators.Target, in.Direction)
			assert.Equal(t, &indicators.Range{Lo: 1, Hi: 2}, in.Target)
		default:
			assert.Equal(t, indicators.Higher, in.Direction, in.Code)
			assert.Nil(t, in.Target, in.Code)
		}
	}
	for _, target := range henan.Targets() {
		in, ok := f.Find(target.Code)
		assert.True(t, ok, target.Code)
		assert.Contains(t, in.Definition, target.Quote)
	}
	var b strings.Builder
	require.NoError(t, f.WriteJSON(&b))
	again, err := indicators.ReadFramework(strings.NewReader(b.String()), "program.json")
	require.NoError(t, err)
	assert.Equal(t, f.Root(), again.Root())
}
