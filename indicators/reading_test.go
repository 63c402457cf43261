package indicators_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func readingFramework(t require.TestingT) *indicators.Framework {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Department: "statistics", Period: "2025"}, {Code: "rd", Department: "science"}, {Code: "rate", Computed: true},
	}}, indicators.Indicator{Code: "area", Department: "land", Confidential: true})
	require.NoError(t, err)
	return f
}

var readingUnits = []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}}

func read(unit, code string, x float64) indicators.Reading {
	r := indicators.Reading{Unit: unit, Indicator: code, Value: x, Source: "a", Department: "statistics", State: indicators.Signed, Date: "2026-03-01"}
	if math.IsNaN(x) {
		r.Mark = indicators.Missing
	}
	return r
}

func TestTableFromReadings(t *testing.T) {
	f := readingFramework(t)
	doubt := read("2", "va", 9)
	doubt.State = indicators.InDoubt
	secret := read("1", "rd", 2.5)
	secret.Confidential = true
	table, err := indicators.TableFromReadings(f, readingUnits, indicators.ReadingsOf(read("1", "va", 7), doubt, secret, read("2", "rd", math.NaN()), read("1", "area", 30)))
	require.NoError(t, err)
	for _, c := range []struct {
		unit, code string
		x          float64
		mark       indicators.Mark
	}{
		{"1", "va", 7, indicators.Reported},
		{"2", "va", 9, indicators.Open},
		{"1", "rd", 2.5, indicators.Reported},
		{"2", "rd", math.NaN(), indicators.Missing},
		{"1", "area", 30, indicators.Reported},
		{"2", "area", math.NaN(), indicators.Missing},
	} {
		x, mark := table.Value(c.unit, c.code)
		assert.Equal(t, fmt.Sprint(c.x, c.mark), fmt.Sprint(x, mark), c)
	}
	assert.Equal(t, []bool{true, false}, table.Confidential("rd").Copy())
	assert.Equal(t, []bool{true, true}, table.Confidential("area").Copy())
}

// TestBadReadings: everything wrong is told at once, with the number of the reading.
func TestBadReadings(t *testing.T) {
	f := readingFramework(t)
	late := read("1", "va", 1)
	late.Period, late.Date = "2024", "2026-3-1"
	wrong := read("1", "rd", 1)
	wrong.Mark, wrong.State = indicators.Missing, indicators.NotReported
	first, second := read("2", "rd", 3), read("2", "rd", 3)
	first.Period, second.Period = "2024", "2025"
	all := []indicators.Reading{read("3", "va", 1), read("1", "aera", 1), read("1", "rate", 1), late, wrong, read("1", "va", math.Inf(1)), first, second, read("", "va", 1)}
	_, err := indicators.TableFromReadings(f, readingUnits, func(yield func(indicators.Reading, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
		yield(indicators.Reading{}, errors.New("the line is down"))
	})
	require.Error(t, err)
	var got []string
	for e := range basis.All(err) {
		got = append(got, e.Error())
	}
	assert.Equal(t, []string{
		"reading 1: unit 3, indicator va: unknown: there is no such unit",
		`reading 2: unit 1, indicator aera: unknown: the framework has no measured indicator or auxiliary column of that code (did you mean "area"?)`,
		"reading 3: unit 1, indicator rate: unknown: the indicator is computed, not reported",
		"reading 4: unit 1, indicator va: value: the figure is of 2024, and the indicator of 2025",
		`reading 4: unit 1, indicator va: value: the date "2026-3-1" is not of the form 2026-03-31`,
		"reading 5: unit 1, indicator rd: value: 1 cannot be marked missing",
		"reading 5: unit 1, indicator rd: value: no reading has the state not reported",
		"reading 6: unit 1, indicator va: not a finite number: +Inf",
		"reading 8: unit 2, indicator rd: value: the figure is of 2025, others of 2024",
		"reading 9: indicator va: missing value: a reading of no unit",
		"reading 10: the line is down",
	}, got)
	_, err = indicators.TableFromReadings(nil, readingUnits, indicators.ReadingsOf())
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = indicators.TableFromReadings(f, nil, indicators.ReadingsOf())
	require.ErrorIs(t, err, basis.ErrEmpty)
}

// TestConflicts: the same figure twice is one, two different ones are an error with both
// places and figures, and a priority keeps the one that lost on record.
func TestConflicts(t *testing.T) {
	f := readingFramework(t)
	ours, theirs := read("1", "va", 12.30), read("1", "va", 12.3)
	theirs.Source, theirs.Department = "b", ""
	table, err := indicators.TableFromReadings(f, readingUnits, indicators.ReadingsOf(ours, theirs))
	require.NoError(t, err)
	x, _ := table.Value("1", "va")
	assert.InDelta(t, 12.3, x, 0)

	theirs.Value = 12.4
	_, err = indicators.TableFromReadings(f, readingUnits, indicators.ReadingsOf(theirs, ours))
	require.ErrorIs(t, err, indicators.ErrConflict)
	require.EqualError(t, err, "unit 1, indicator va: two different figures: 12.3 in a (statistics), 12.4 in b")
	assert.Equal(t, "单位 1，指标 va：同一数据有两个不同数值：a（statistics） 为 12.3，b 为 12.4", basis.Say(err, basis.Chinese, indicators.Texts()))

	none := read("1", "va", math.NaN())
	none.Source, none.Department = "", "science"
	restated := read("1", "va", 12.3)
	restated.Source, restated.Department, restated.Mark = "", "", indicators.Restated
	_, err = indicators.TableFromReadings(f, readingUnits, indicators.ReadingsOf(ours, none, restated))
	require.ErrorContains(t, err, "missing in science")
	require.ErrorContains(t, err, "12.3 (restated) in a reading without a source")

	m, err := indicators.Merge{Priority: []string{"b"}}.Readings(f, readingUnits, indicators.ReadingsOf(ours, theirs))
	require.NoError(t, err)
	x, _ = m.Table.Value("1", "va")
	assert.InDelta(t, 12.4, x, 0)
	assert.Equal(t, []indicators.Lost{{Kept: theirs, Lost: ours}}, m.Lost)
}

func TestReadingAsData(t *testing.T) {
	r := read("1", "rd", math.NaN())
	text, err := json.Marshal(indicators.Lost{Kept: r, Lost: read("1", "rd", 2)})
	require.NoError(t, err)
	assert.Contains(t, string(text), `"value":null,"mark":"missing"`)
	var back indicators.Lost
	require.NoError(t, json.Unmarshal(text, &back))
	assert.True(t, back.Kept.Same(r))
	assert.Equal(t, read("1", "rd", 2), back.Lost)
	require.Error(t, json.Unmarshal([]byte(`{"unit": "1", "indicator": "va", "value": 1, "state": "lost"}`), new(indicators.Reading)))
}

func TestCoverage(t *testing.T) {
	f := readingFramework(t)
	doubt, plain, checked := read("2", "va", 9), read("1", "rd", 1), read("2", "rd", 1)
	doubt.State, plain.State, checked.State = indicators.InDoubt, indicators.AsReported, indicators.Verified
	c, err := indicators.CoverageOf(f, readingUnits, indicators.ReadingsOf(read("1", "va", math.NaN()), doubt, plain, checked, read("2", "va", 9), plain))
	require.NoError(t, err)
	assert.Equal(t, []indicators.DepartmentCoverage{
		{Department: "statistics", Expected: 2, Signed: 1, InDoubt: 1, Missing: 1},
		{Department: "science", Expected: 2, Reported: 1, Verified: 1},
		{Department: "land", Expected: 2, NotReported: 2},
	}, c.Departments)
	assert.Equal(t, "1/2", c.Departments[0].Share(c.Departments[0].Signed).RatString())
	assert.Equal(t, "0", indicators.DepartmentCoverage{}.Share(0).RatString())
	assert.Equal(t, indicators.InDoubt, c.Find("2", "va"))
	assert.Equal(t, indicators.NotReported, c.Find("1", "area"))
	assert.Equal(t, indicators.NotReported, c.Find("3", "va"))
	_, err = indicators.CoverageOf(f, readingUnits, indicators.ReadingsOf(read("3", "va", 1)))
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestMergeOrder: readings in any order give the same table, or the same refusal.
func TestMergeOrder(t *testing.T) {
	f := readingFramework(t)
	rapid.Check(t, func(t *rapid.T) {
		var all []indicators.Reading
		for range rapid.IntRange(0, 12).Draw(t, "readings") {
			r := read(rapid.SampledFrom([]string{"1", "2"}).Draw(t, "unit"), rapid.SampledFrom([]string{"va", "rd", "area"}).Draw(t, "column"),
				rapid.SampledFrom([]float64{1, 2, math.NaN()}).Draw(t, "value"))
			r.Source = rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "source")
			r.State = rapid.SampledFrom([]indicators.State{indicators.AsReported, indicators.Signed, indicators.InDoubt}).Draw(t, "state")
			r.Confidential = rapid.Bool().Draw(t, "confidential")
			all = append(all, r)
		}
		m := indicators.Merge{Priority: []string{"c", "a"}[:rapid.IntRange(0, 2).Draw(t, "priorities")]}
		made := func(all []indicators.Reading) string {
			x, err := m.Readings(f, readingUnits, indicators.ReadingsOf(all...))
			if err != nil {
				return err.Error()
			}
			text, err := basis.Marshal(x, indicators.Kinds())
			require.NoError(t, err)
			return string(text)
		}
		shuffled := slices.Clone(all)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] }) //nolint:gosec // a shuffle
		assert.Equal(t, made(all), made(shuffled))
	})
}

// BenchmarkReadings makes a table of 3,000 counties and 28 indicators.
func BenchmarkReadings(b *testing.B) {
	root := indicators.Indicator{Code: "all"}
	for j := range 28 {
		root.Children = append(root.Children, indicators.Indicator{Code: fmt.Sprintf("i%d", j), Department: fmt.Sprint(j % 5)})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(b, err)
	units := make([]indicators.Unit, 3000)
	for i := range units {
		units[i].Code = fmt.Sprint(410000 + i)
	}
	var all iter.Seq2[indicators.Reading, error] = func(yield func(indicators.Reading, error) bool) {
		for _, in := range root.Children {
			for i, u := range units {
				if !yield(indicators.Reading{Unit: u.Code, Indicator: in.Code, Value: float64(i), Date: "2026-03-01"}, nil) {
					return
				}
			}
		}
	}
	for b.Loop() {
		_, err := indicators.TableFromReadings(f, units, all)
		require.NoError(b, err)
	}
}
