package enterprise_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// perMu is an evaluation of enterprises within the county that is their class: scales of
// the county, or bases that are declared.
type perMu struct {
	model    evaluation.Model
	decision evaluation.Decision
	table    *indicators.Table
}

func drawn(t *rapid.T) perMu {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "tax", Weight: float64(rapid.IntRange(1, 9).Draw(t, "weight")), Base: 5}, {Code: "va", Weight: 3, Base: 4},
	}})
	require.NoError(t, err)
	var units []indicators.Unit
	values := map[string][]float64{}
	for _, county := range []string{"East", "West", "North"}[:rapid.IntRange(1, 3).Draw(t, "counties")] {
		// The two ends are held by enterprises that stay, so that no column is constant.
		for i := range rapid.IntRange(3, 12).Draw(t, "n") {
			units = append(units, indicators.Unit{Code: county + "-" + strconv.Itoa(i), Class: county})
			for _, code := range []string{"tax", "va"} {
				x := float64(rapid.IntRange(0, 100).Draw(t, code)) / 10
				if i < 2 {
					x = float64(10 * i)
				}
				values[code] = append(values[code], x)
			}
		}
	}
	table, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	share := func(name string) float64 { return float64(rapid.IntRange(0, 40).Draw(t, name)) / 100 }
	rounding := rapid.SampledFrom([]evaluation.Rounding{evaluation.Floor, evaluation.Ceil, evaluation.Nearest})
	return perMu{
		evaluation.Model{Normalize: rapid.SampledFrom([]normalize.Normalizer{normalize.RatioToBase{}, normalize.RatioToBase{Cap: new(150.0)}, normalize.WithinClass{Of: normalize.MinMax{}, Least: 3}}).Draw(t, "normalizer")},
		evaluation.Decision{Own: true, Ties: evaluation.Ties{Digits: new(1)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{
			{Grade: "A", Share: share("A"), Rounding: rounding.Draw(t, "rounding A")}, {Grade: "B", Share: share("B"), Rounding: rounding.Draw(t, "rounding B")},
			{Grade: "C", Rest: true}, {Grade: "D", Share: share("D") / 4, Rounding: rounding.Draw(t, "rounding D")},
		}}},
		table,
	}
}

// grades are those of all enterprises.
func (p perMu) grades(t require.TestingT, table *indicators.Table) map[string]evaluation.Place {
	result, err := p.model.Evaluate(table, nil)
	require.NoError(t, err)
	r, err := p.decision.Rank(result)
	require.NoError(t, err)
	out := map[string]evaluation.Place{}
	for _, x := range r.Places {
		out[x.Unit.Code] = x
	}
	return out
}

// TestCountiesApart: the grades of a county are unmoved by the enterprises of others,
// whatever these report, and whether they are there at all.
func TestCountiesApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		all := p.grades(t, p.table)
		county := rapid.SampledFrom(slices.Collect(units(p.table))).Draw(t, "county").Class
		alone, err := p.table.Select(func(u indicators.Unit) bool { return u.Class == county })
		require.NoError(t, err)
		var changes []indicators.Change
		for u := range units(p.table) {
			if u.Class != county && !ends(u) {
				changes = append(changes, indicators.Change{Unit: u.Code, Indicator: "tax", Is: float64(rapid.IntRange(0, 10).Draw(t, "other"))})
			}
		}
		moved := p.table
		if len(changes) > 0 {
			moved, err = p.table.With(indicators.Restated, changes...)
			require.NoError(t, err)
		}
		for _, table := range []*indicators.Table{alone, moved} {
			for code, x := range p.grades(t, table) {
				if was := all[code]; was.Unit.Class == county {
					assert.Equal(t, was, x)
				}
			}
		}
	})
}

// TestMoreIsNeverWorse: an enterprise that raises one of its figures never gets a worse
// grade or rank for it.
func TestMoreIsNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		unit := rapid.SampledFrom(slices.Collect(units(p.table))).Draw(t, "unit")
		code := rapid.SampledFrom([]string{"tax", "va"}).Draw(t, "code")
		if ends(unit) {
			t.Skip("it keeps a column from being constant")
		}
		was, _ := p.table.Value(unit.Code, code)
		more, err := p.table.With(indicators.Restated, indicators.Change{Unit: unit.Code, Indicator: code, Is: was + float64(rapid.IntRange(1, 12).Draw(t, "more"))})
		require.NoError(t, err)
		before, after := p.grades(t, p.table), p.grades(t, more)
		assert.LessOrEqual(t, after[unit.Code].Rank, before[unit.Code].Rank)
		for _, grades := range []map[string]evaluation.Place{before, after} {
			for _, x := range grades {
				if x.Tied && x.Unit.Class == unit.Class {
					return // see TestTieCosts
				}
			}
		}
		assert.LessOrEqual(t, after[unit.Code].Grade, before[unit.Code].Grade)
	})
}

// TestTieCosts: who rises to a tie at a border is one of a group that does not fit, and may
// lose a grade by it, with the other; a key that breaks ties keeps both from it.
func TestTieCosts(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "tax", Base: 100}}}, indicators.Indicator{Code: "land"})
	require.NoError(t, err)
	grade := func(second float64, keys ...evaluation.Key) string {
		table, err := indicators.NewTable(f, []indicators.Unit{{Code: "a"}, {Code: "b"}, {Code: "c"}}, map[string][]float64{"tax": {90, second, 70}, "land": {3, 2, 1}}, nil)
		require.NoError(t, err)
		p := perMu{evaluation.Model{Normalize: normalize.RatioToBase{}}, evaluation.Decision{
			Ties:   evaluation.Ties{Digits: new(1), Break: keys},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 1}, {Grade: "B", Places: 1}, {Grade: "C", Rest: true}}},
		}, table}
		g := p.grades(t, table)
		return g["a"].Grade + g["b"].Grade + g["c"].Grade
	}
	assert.Equal(t, "ABC", grade(80))
	assert.Equal(t, "CCC", grade(90), "two for one place of A, and then two for one place of B")
	assert.Equal(t, "ABC", grade(90, evaluation.Key{Code: "land", Raw: true, Order: evaluation.HighestFirst}))
	assert.Equal(t, "BAC", grade(91))
}

// ends are the two of each county that keep a column from being constant.
func ends(u indicators.Unit) bool {
	return strings.HasSuffix(u.Code, "-0") || strings.HasSuffix(u.Code, "-1")
}

func units(t *indicators.Table) func(yield func(indicators.Unit) bool) {
	return func(yield func(indicators.Unit) bool) {
		for _, u := range t.Units() {
			if !yield(u) {
				return
			}
		}
	}
}
