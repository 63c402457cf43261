package scheme_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// opened is the small scheme, changed by pairs of texts, with its table.
func opened(t *testing.T, files map[string]string, replace ...string) (*scheme.File, *indicators.Table) {
	t.Helper()
	f := read(t, files, replace...)
	table, err := f.ReadTable(strings.NewReader(zones), "zones.csv")
	require.NoError(t, err)
	return f, table
}

func read(t *testing.T, files map[string]string, replace ...string) *scheme.File {
	t.Helper()
	text := small
	for i := 0; i < len(replace); i += 2 {
		require.Contains(t, text, replace[i])
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	in := fstest.MapFS{"scheme.yaml": {Data: []byte(text)}}
	for name, text := range files {
		in[name] = &fstest.MapFile{Data: []byte(text)}
	}
	f, err := scheme.Open(in, "scheme.yaml")
	require.NoError(t, err)
	return f
}

// TestRun: by hand, 乙 has tax 10, growth 6, energy 0.8: 40*10/20 + 20*6/10 + 40*(2-0.8)/1.5 = 64.
func TestRun(t *testing.T) {
	f, table := opened(t, nil)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	got := map[string]float64{}
	for _, p := range o.Ranking.Places {
		got[p.Unit.Name] = p.Score
	}
	assert.Equal(t, map[string]float64{"甲": 42.67, "乙": 64, "丙": 41.33, "丁": 46, "戊": 45.33}, got)
	assert.Equal(t, "乙", o.Ranking.Places[0].Unit.Name)
	require.Len(t, o.Awards, 1)
	land := o.Awards[0].Allocation
	assert.EqualValues(t, 4, land.Awards[0].Amount, "half of 9 mu, in whole mu")
	assert.EqualValues(t, 3, land.Awards[1].Amount, "丁 of grade A, half of 6 mu")
	assert.EqualValues(t, 0, land.Awards[2].Amount, "of grade B")
	assert.Equal(t, "land", o.Awards[0].Figures.Decimals[0].Name, "from the column")
	_, _, ok := f.Study(o)
	assert.False(t, ok)
}

// TestRunSame: the file says the same as the Go program that it stands for.
func TestRunSame(t *testing.T) {
	f, table := opened(t, nil)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	tree, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "Zones", NameZH: "开发区", Children: []indicators.Indicator{
		{Code: "output", Weight: 60, Children: []indicators.Indicator{
			{Code: "tax", Name: "Tax per mu", NameZH: "亩均税收", Weight: 40, Bounds: &indicators.Range{Hi: 20}, Computed: true},
			{Code: "growth", Weight: 20, Bounds: &indicators.Range{Hi: 10}},
		}},
		{Code: "energy", Name: "Energy", Weight: 40, Direction: indicators.Lower, Bounds: &indicators.Range{Lo: 0.5, Hi: 2}},
	}}, indicators.Indicator{Code: "levy", Period: "2023"}, indicators.Indicator{Code: "land", Unit: "mu"})
	require.NoError(t, err)
	own, err := indicators.CSV{File: "zones.csv"}.ReadTable(strings.NewReader(zones), tree)
	require.NoError(t, err)
	m := f.Scheme.Model
	m.Steps = []indicators.Step{prepare.Ratio{Code: "tax", Of: "levy", By: "land"}}
	assert.Equal(t, m, f.Scheme.Whole())
	res, err := m.Evaluate(own, nil)
	require.NoError(t, err)
	a, err := res.Digest()
	require.NoError(t, err)
	b, err := o.Result.Digest()
	require.NoError(t, err)
	assert.Equal(t, a, b)
}

func TestRunFiles(t *testing.T) {
	last, table := opened(t, nil, "figure: land, rate: 0.5", "each: 50")
	o, err := scheme.Run(last, table)
	require.NoError(t, err)
	figures := incentive.Figures{
		Decimals:    []incentive.Decimals{{Name: "requests", Of: map[string]float64{"1": 1, "2": 2, "3": incentive.None(), "4": 4, "5": 5}}},
		Words:       []incentive.Words{{Name: "barred", Of: map[string]string{"5": "regional limit"}}},
		Flags:       []incentive.Flags{{Name: "unread", Of: map[string]bool{}}},
		Rankings:    map[string]evaluation.Ranking{"2023": o.Ranking},
		Allocations: map[string]*incentive.Allocation{"Land 2023": o.Awards[0].Allocation},
	}
	given, err := scheme.MarshalYAML(figures)
	require.NoError(t, err)
	f, table := opened(t, map[string]string{"figures.yaml": string(given), "rulings.yaml": "[{unit: 1, effect: not evaluated, reason: x, document: y}]\n"},
		"figure: land, rate: 0.5", "figure: requests}\n      - veto: {reasons: barred}\n      - corridor: {last: Land 2023, down: 1, up: 9",
		"plans:", `rankings:
  growth: {decision: {code: growth, ties: {digits: 0}, grader: {thresholds: [{grade: A, at_least: 60}, {grade: B, at_least: 0, rest: true}]}}}
  progress: {since: "2023", by: points}
lists:
  - {name: strong, from: main, places: 1}
  - {name: fast, from: growth, places: 2, no_repeat: true}
  - {name: gained, from: progress, places: 1, above: -1}
rulings: {file: rulings.yaml}
figures: [figures.yaml]
study:
  factors: [{weights: {of: {within: {radius: 0.1}}}}]
  draws: 100
plans:
  - pool: {name: Fast, measure: {name: mu}, amount: 10}
    tranches: [{parts: 1, ranking: growth, clauses: [{grades: [A]}]}]`)
	o, err = scheme.Run(f, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	require.Len(t, o.Ranking.Places, 4, "one was not evaluated")
	require.Len(t, o.Lists, 3)
	assert.Equal(t, "乙", o.Lists[0].Places[0].Unit.Name)
	assert.Equal(t, "丙", o.Lists[1].Places[0].Unit.Name)
	assert.Equal(t, "戊", o.Lists[1].Places[1].Unit.Name)
	require.Len(t, o.Awards, 2)
	assert.NotNil(t, o.Awards[0].Figures.Rankings["growth"].Places)
	assert.Empty(t, o.Awards[0].Figures.Decimals)
	assert.Len(t, o.Awards[0].Figures.Flags, 1, "asked for by no plan that says so")
	assert.Len(t, o.Awards[1].Figures.Allocations, 1)

	study, options, ok := f.Study(o)
	require.True(t, ok)
	assert.Len(t, study.Plans, 2)
	report, err := robustness.Run(context.Background(), study, options)
	require.NoError(t, err)
	assert.Equal(t, 100, report.Good())
}

// TestRunFaults: what cannot be carried out says why; an award that cannot be given does
// not keep the others back.
func TestRunFaults(t *testing.T) {
	f, table := opened(t, nil, "plans:", "plans:\n  - pool: {name: None, measure: {name: mu}, amount: 1}\n    clauses: [{cap_at: {figure: energy}}]")
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.ErrorContains(t, o.Err(), "None: 4 faults, in short:\n  4 times, first at article 1 (cap: energy): unit 2 (乙): figure …")
	assert.Nil(t, o.Awards[0].Allocation)
	assert.NotNil(t, o.Awards[1].Allocation)

	for name, c := range map[string]struct{ old, changed, want string }{
		"a model that cannot be run": {"normalize: min_max", "normalize: {log: {of: min_max}}", "has no logarithms"},
		"a decision without sense":   {"ties: {digits: 2}", "ties: {digits: 99}", "99 published digits"},
		"a list of no ranking":       {"plans:", "lists: [{name: x, from: main}]\nplans:", "needs either places"},
		"a name that is taken":       {"plans:", "rankings: {main: {decision: {}}}\nplans:", "the name is that of the ranking by the decision"},
		"neither decision nor since": {"plans:", "rankings: {x: {}}\nplans:", "either a decision or an earlier ranking"},
		"a decision of no digits":    {"plans:", "rankings: {x: {decision: {ties: {digits: -1}}}}\nplans:", "ranking x"},
	} {
		t.Run(name, func(t *testing.T) {
			f, table := opened(t, nil, c.old, c.changed)
			_, err := scheme.Run(f, table)
			require.ErrorContains(t, err, c.want)
		})
	}
	other, err := indicators.NewFramework(indicators.Indicator{Code: "x", Children: []indicators.Indicator{{Code: "tax"}}})
	require.NoError(t, err)
	strange, err := indicators.CSV{}.ReadTable(strings.NewReader("code,tax\n1,2\n"), other)
	require.NoError(t, err)
	_, err = scheme.Run(f, strange)
	require.ErrorIs(t, err, indicators.ErrHeader)
	f.Scheme.Framework.Indicators = nil
	_, err = scheme.Run(f, table)
	require.Error(t, err)
	_, err = scheme.Formulas{}.Apply(table)
	require.ErrorIs(t, err, scheme.ErrFormula)
	assert.Equal(t, "formulas", scheme.Formulas{}.String())
}

// TestProgressFaults: progress from a ranking that does not compare with this year's, and
// to one that is itself progress.
func TestProgressFaults(t *testing.T) {
	text, err := basis.Marshal(evaluation.Ranking{}, evaluation.Kinds())
	require.NoError(t, err)
	figures := map[string]string{"f.yaml": "rankings: {y: " + string(text) + "}"}
	f, table := opened(t, figures, "plans:", "rankings: {x: {since: y, by: points}, z: {since: y, to: x}}\nfigures: [f.yaml]\nplans:")
	_, err = scheme.Run(f, table)
	said := lines(err)
	require.Len(t, said, 2)
	assert.Contains(t, said[0], "ranking x: ")
	assert.Contains(t, said[1], "ranking z: ")
	delete(f.Figures.Rankings, "y")
	_, err = scheme.Run(f, table)
	require.ErrorContains(t, err, `it is of the progress from "y" to "", and one of the two is no ranking`)
}

// TestRunWithout: the others have the scores, ranks and awards of a table that never had the
// unit, and a ruling on it does not get in the way.
func TestRunWithout(t *testing.T) {
	f, table := opened(t, nil)
	second := table.Unit(1)
	f.Rulings = []evaluation.Ruling{{Unit: second.Code, Effect: evaluation.NotRanked, Reason: "closed", Document: "1"}}
	gone := func(u indicators.Unit) bool { return u.Code == second.Code }
	o, err := scheme.RunWithout(f, table, gone)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	assert.Len(t, f.Rulings, 1, "the file given is as it was")

	rest, err := table.Select(func(u indicators.Unit) bool { return !gone(u) })
	require.NoError(t, err)
	bare, _ := opened(t, nil)
	want, err := scheme.Run(bare, rest)
	require.NoError(t, err)
	assert.Equal(t, want.Ranking.Places, o.Ranking.Places)
	assert.Equal(t, want.Awards[0].Allocation.Awards, o.Awards[0].Allocation.Awards)
	_, err = scheme.RunWithout(f, table, func(indicators.Unit) bool { return true })
	require.Error(t, err, "nobody is left")
}
