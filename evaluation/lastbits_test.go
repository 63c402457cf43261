package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/target"
	"github.com/countyeval/countyeval/weights"
)

// below is the float64 under x, where a person finds x.
func below(x float64) float64 { return math.Nextafter(x, math.Inf(-1)) }

// perMu has tax per mu of 0.3/0.1, 3/1, 1/1 and 0.5/1, and the same scores for all.
func perMu(t *testing.T, model evaluation.Model) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "perMu", Computed: true}, indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	tab := table(t, f, "code,tax,land\na,0.3,0.1\nb,3,1\nc,1,1\nd,0.5,1\n")
	model.Steps = append([]indicators.Step{prepare.Ratio{Code: "perMu", Of: "tax", By: "land"}}, model.Steps...)
	return evaluate(t, model, tab)
}

// growing has figures of two years, and growth in percent over the years between.
func growing(t *testing.T, form prepare.GrowthForm, then, now []float64) *indicators.Table {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "growth", Computed: true}, indicators.Indicator{Code: "x"})
	tables := map[int]*indicators.Table{}
	for year, x := range map[int][]float64{2022: then, 2024: now} {
		units := make([]indicators.Unit, len(x))
		for i := range units {
			units[i].Code = string(rune('a' + i))
		}
		tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x}, nil)
		require.NoError(t, err)
		tables[year] = tab
	}
	p, err := indicators.NewPanel(tables)
	require.NoError(t, err)
	stage, err := prepare.Growth{Code: "growth", Of: "x", Years: 2, Factor: 100, Form: form}.Apply(p.Table(2024))
	require.NoError(t, err)
	return stage.Table
}

// scored has these scores, as they are, for units a, b, c ...
func scored(t *testing.T, x ...float64) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Weight: 1, Bounds: &indicators.Range{Lo: 0, Hi: 100}}}})
	units := make([]indicators.Unit, len(x))
	for i := range units {
		units[i].Code = string(rune('a' + i))
	}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"x": x}, nil)
	require.NoError(t, err)
	return evaluate(t, evaluation.Model{Normalize: itself{}, Weigh: weights.Declared{}}, tab)
}

// itself is the scale on which a figure is its own score.
type itself struct{}

func (itself) Fit(normalize.Sample) (normalize.Scale, error) { return itself{}, nil }
func (itself) At(x float64, _ string) float64                { return x }
func (itself) String() string                                { return "x" }

func classOf(t *testing.T, tab *indicators.Table, code string, atLeast float64) string {
	t.Helper()
	stage, err := prepare.Classify{{Class: "A", Code: code, AtLeast: &atLeast}, {Class: "B"}}.Apply(tab)
	require.NoError(t, err)
	out := ""
	for _, u := range stage.Table.Units() {
		out += u.Class
	}
	return out
}

func gradeEach(t *testing.T, r *evaluation.Result, g evaluation.Grader) string {
	t.Helper()
	out := ""
	ranking, err := evaluation.Decision{Grader: g}.Rank(r)
	require.NoError(t, err)
	grades := map[string]string{}
	for _, p := range ranking.Places {
		grades[p.Unit.Code] = p.Grade
	}
	for _, u := range r.Prepared.Units() {
		out += grades[u.Code]
	}
	return out
}

// leading reports whether an industry x leads in a unit that has an amount of it and of
// the rest, as the reference area has.
func leading(t *testing.T, rule industry.Leading, x, rest, usual, usualRest float64) bool {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "x"}, {Code: "rest"}}})
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "a"}}, map[string][]float64{"x": {x}, "rest": {rest}}, nil)
	require.NoError(t, err)
	s, err := industry.New(tab, industry.Options{Reference: map[string]float64{"x": usual, "rest": usualRest}})
	require.NoError(t, err)
	choices, err := rule.Pick(s)
	require.NoError(t, err)
	return len(choices[0].Leading) > 0 && choices[0].Leading[0] == "x"
}

// figures is a table of columns x, y and z of one unit.
func figures(t *testing.T, x, y, z float64) *indicators.Table {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}, {Code: "z"}}})
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "a", Region: "r"}}, map[string][]float64{"x": {x}, "y": {y}, "z": {z}}, nil)
	require.NoError(t, err)
	return tab
}

func quiet(t *testing.T, found []profile.Finding, err error) bool {
	t.Helper()
	require.NoError(t, err)
	return len(found) == 0
}

// TestLastBitsDecideNothing is the list of places where a computed figure, or a score,
// meets a limit or another figure, each with a case in which plain float64s decide
// otherwise than a person does.
//
// Not in it, because no last bit is in play or the comparison says its own slack:
// raw figures among themselves; counts over counts (Screen, quotas), which one
// division of whole numbers rounds rightly; awards, which are exact throughout
// (package incentive); printed figures against sums of printed figures, whose
// tolerance the caller declares (profile.Identity, profile.Totals, profile.Products);
// ranking methods among siblings, which take scores within 1e-12 of the largest for
// equal, group by group and without a chain (aggregate: Borda, Copeland, PROMETHEE,
// RSR, VIKOR); checks of an input's domain (a score just beyond its scale), which
// clamp; and the ends of iterations.
func TestLastBitsDecideNothing(t *testing.T) {
	same := func(of normalize.Normalizer) func(*testing.T) bool {
		return func(t *testing.T) bool {
			t.Helper()
			s := perMu(t, evaluation.Model{Normalize: of}).Scores("perMu")
			return s.At(0) == s.At(1)
		}
	}
	third := []float64{119.0 / 400, below(119.0 / 400), 0.1}
	key := evaluation.Key{Code: "perMu", Raw: true, Order: evaluation.HighestFirst}
	yearly := evaluation.Key{Code: "growth", Raw: true, Order: evaluation.HighestFirst}
	for _, place := range []struct {
		name  string
		holds func(t *testing.T) bool
	}{
		{"prepare.Ratio", func(t *testing.T) bool {
			t.Helper()
			x := perMu(t, evaluation.Model{}).Prepared.Column("perMu")
			return x.At(0) == 3 && x.At(1) == 3
		}},
		{"prepare.Classify, a ratio", func(t *testing.T) bool {
			t.Helper()
			return classOf(t, perMu(t, evaluation.Model{}).Prepared, "perMu", 3) == "AABB"
		}},
		{"prepare.Classify, a growth rate", func(t *testing.T) bool {
			t.Helper()
			return classOf(t, growing(t, prepare.Rate, []float64{10, 100, 10}, []float64{12, 120, 11.9}), "growth", 20) == "AAB"
		}},
		{"prepare.Classify, a root", func(t *testing.T) bool {
			t.Helper()
			return classOf(t, growing(t, prepare.CAGR, []float64{100, 1, 100}, []float64{246.49, 2.4649, 246}), "growth", 57) == "AAB"
		}},
		{"prepare.IQR", func(t *testing.T) bool {
			t.Helper()
			lo, hi, err := prepare.IQR{}.Fence([]float64{0.1, 0.2, 0.3, 0.4, 0.7})
			require.NoError(t, err)
			return lo == -0.1 && hi == 0.7
		}},
		{"prepare.Quantiles", func(t *testing.T) bool {
			t.Helper()
			lo, hi, err := prepare.Quantiles{Lo: 0.3, Hi: 0.7}.Fence([]float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7})
			require.NoError(t, err)
			return lo == 0.28 && hi == 0.52
		}},
		{"prepare.SD", func(t *testing.T) bool {
			t.Helper()
			lo, hi, err := prepare.SD{K: 1}.Fence([]float64{0.1, 0.2, 0.3})
			require.NoError(t, err)
			return lo == 0.1 && hi == 0.3
		}},
		{"industry.Leading.MinQuotient", func(t *testing.T) bool {
			t.Helper()
			return leading(t, industry.Leading{MinQuotient: 1.5}, 15, 85, 100, 900)
		}},
		{"industry.Leading, above 1", func(t *testing.T) bool {
			t.Helper()
			return !leading(t, industry.Leading{}, 0.6, 0.1, 6, 1) && leading(t, industry.Leading{}, 1000000001, 999999999, 1, 1)
		}},
		{"industry.Leading.MinShare", func(t *testing.T) bool {
			t.Helper()
			for _, share := range []float64{29, 57, 58} {
				if !leading(t, industry.Leading{MinShare: share}, share, 100-share, 1, 99) {
					return false
				}
			}
			return true
		}},
		{"normalize.Rank", same(normalize.Rank{})},
		{"normalize.Percentile", same(normalize.Percentile{})},
		{"normalize.Borda", same(normalize.Borda{})},
		{"normalize.Rank, a root", func(t *testing.T) bool {
			t.Helper()
			tab := growing(t, prepare.CAGR, []float64{7, 9, 100}, []float64{8.47, 10.89, 120})
			s := evaluate(t, evaluation.Model{Normalize: normalize.Rank{}, Steps: []indicators.Step{made{tab}}}, tab.Earlier(0)).Scores("growth")
			return s.At(0) == s.At(1) && s.At(2) == 1
		}},
		{"normalize.Rank, distances from a target", func(t *testing.T) bool {
			t.Helper()
			in := indicators.Indicator{Code: "x", Direction: indicators.Target, Target: &indicators.Range{Lo: 1, Hi: 1}}
			scale, err := normalize.Rank{}.Fit(normalize.Sample{Indicator: in, X: []float64{2. / 3, 4. / 3, 2}})
			require.NoError(t, err)
			return scale.At(2./3, "") == scale.At(4./3, "")
		}},
		{"normalize.Bands", func(t *testing.T) bool {
			t.Helper()
			scale, err := normalize.Bands{Of: itself{}, Bands: []normalize.Band{{From: 0.8, Points: 1}}}.Fit(normalize.Sample{})
			require.NoError(t, err)
			return scale.At(below(0.8), "") == 1 && scale.At(0.79999, "") == 0
		}},
		{"evaluation.Decision without digits", func(t *testing.T) bool {
			t.Helper()
			r := rank(t, scored(t, third...), "", evaluation.Ties{})
			return ranks(r)["a"] == 1 && ranks(r)["b"] == 1 && ranks(r)["c"] == 3 && r.Places[1].Score == third[1]
		}},
		{"evaluation.Ranking.Among, ordinal", func(t *testing.T) bool {
			t.Helper()
			r := rank(t, scored(t, third...), "", evaluation.Ties{Rule: evaluation.Ordinal})
			part := r.Among(func(u indicators.Unit) bool { return u.Code != "c" })
			return part.Places[0].Tied && part.Places[1].Tied
		}},
		{"evaluation.Ties.Break, a score", func(t *testing.T) bool {
			t.Helper()
			r := rank(t, scored(t, 0.5, below(0.5)), "", evaluation.Ties{Digits: new(0), Break: []evaluation.Key{{Code: "x"}}})
			q := rank(t, scored(t, third...), "", evaluation.Ties{Break: []evaluation.Key{{Code: "x"}}})
			return ranks(r)["b"] == 1 && ranks(q)["b"] == 1
		}},
		{"evaluation.Ties.Break, a ratio", func(t *testing.T) bool {
			t.Helper()
			r := rank(t, perMu(t, evaluation.Model{Normalize: itself{}}), "", evaluation.Ties{Break: []evaluation.Key{key}})
			return ranks(r)["a"] == 1 && ranks(r)["b"] == 1
		}},
		{"evaluation.Ties.Break, a root", func(t *testing.T) bool {
			t.Helper()
			tab := growing(t, prepare.CAGR, []float64{7, 9}, []float64{8.47, 10.89})
			r := rank(t, evaluate(t, evaluation.Model{Normalize: itself{}, Steps: []indicators.Step{made{tab}}}, tab.Earlier(0)), "", evaluation.Ties{Break: []evaluation.Key{yearly}})
			return ranks(r)["a"] == 1 && ranks(r)["b"] == 1
		}},
		{"evaluation.TwoStage", func(t *testing.T) bool {
			t.Helper()
			g := evaluation.TwoStage{
				Upper: 1, Middle: "B", Worst: evaluation.Stage2{Grade: "C", Key: key},
				Best: evaluation.Stage2{Grade: "A", Share: 0.25, Rounding: evaluation.Ceil, Key: key},
			}
			return gradeEach(t, perMu(t, evaluation.Model{Normalize: itself{}}), g) == "AABB"
		}},
		{"evaluation.Thresholds", func(t *testing.T) bool {
			t.Helper()
			return gradeEach(t, scored(t, third...), evaluation.Thresholds{{Grade: "A", AtLeast: 0.2975}, {Grade: "B", Rest: true}}) == "AAB"
		}},
		{"evaluation.Conditional", func(t *testing.T) bool {
			t.Helper()
			of := evaluation.Thresholds{{Grade: "A", AtLeast: 0}, {Grade: "B", Rest: true}}
			return gradeEach(t, scored(t, third...), evaluation.Conditional{Of: of, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 0.2975}}}) == "AAB"
		}},
		{"evaluation.ListRule.Above", func(t *testing.T) bool {
			t.Helper()
			above := 0.3
			r := rank(t, scored(t, math.Nextafter(0.3, 1), 0.4), "", evaluation.Ties{})
			lists, err := evaluation.Lists{{Name: "l", From: "r", Places: 2, Above: &above}}.Pick(map[string]evaluation.Ranking{"r": r})
			require.NoError(t, err)
			return names(lists[0]) == "b"
		}},
		{"evaluation.Progress", func(t *testing.T) bool {
			t.Helper()
			earlier := rank(t, scored(t, 0.1, 0.7), "", evaluation.Ties{})
			now := rank(t, scored(t, 0.3, 0.9), "", evaluation.Ties{})
			gain, err := evaluation.Progress(now, earlier, evaluation.ScoreGain)
			require.NoError(t, err)
			return gain.Places[0].Tied && gain.Places[0].Score == 0.2
		}},
		{"aggregate.CoordinationLevelOf", func(*testing.T) bool {
			return aggregate.CoordinationLevelOf(below(0.6)) == 6 && aggregate.CoordinationLevelOf(0.59999) == 5
		}},
		{"target.Target.Progress", func(t *testing.T) bool {
			t.Helper()
			wanted := target.Target{Code: "x", Measure: target.Level, Bound: target.AtLeast, Goals: []target.Goal{{Year: 2026, Value: 0.4}}}
			p, err := wanted.Progress(target.Assessment{Goal: 2026, Base: &target.Figure{Year: 2023, Value: 0.1}, Figures: []target.Figure{{Year: 2025, Value: 0.3}}})
			require.NoError(t, err)
			return p.State == target.OnTrack && p.Points[0].Required == 0.3
		}},
		{"profile.Jumps", func(t *testing.T) bool {
			t.Helper()
			found, err := profile.Jumps{Columns: []string{"x"}, Factor: 1.1}.Against(figures(t, 3.3, 0, 0), figures(t, 3, 0, 0))
			less, err2 := profile.Jumps{Columns: []string{"x"}, Factor: 0.3, Difference: true}.Against(figures(t, 0.4, 0, 0), figures(t, 0.1, 0, 0))
			return quiet(t, found, err) && quiet(t, less, err2)
		}},
		{"profile.Identity", func(t *testing.T) bool {
			t.Helper()
			rule := profile.Identity{Left: []profile.Term{{Column: "x"}, {Column: "y"}}, Right: []profile.Term{{Column: "z"}}, Relation: profile.LessThan}
			found, err := rule.Find(figures(t, 0.7, 0.1, 0.8)) // equal, so not less
			return !quiet(t, found, err)
		}},
	} {
		t.Run(place.name, func(t *testing.T) { assert.True(t, place.holds(t)) })
	}
}

// made is the step that gave a table.
type made struct{ table *indicators.Table }

func (s made) Apply(*indicators.Table) (indicators.Stage, error) {
	return indicators.Stage{Name: basis.Textf("made before"), Table: s.table}, nil
}
