package incentive_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestFigureErrors: names and codes that do not fit are refused with the nearest one,
// and a figure that is missing is never 0.
func TestFigureErrors(t *testing.T) {
	request, veto := incentive.CapAt{Figure: "request"}, incentive.Veto{Reasons: "decisions"}
	linkage := incentive.Linkage{Kinds: []incentive.Stock{{Figure: "idle", Rate: 1}}, Tasks: incentive.Tasks{Lists: []string{"done"}}}
	idle := decimals("idle", row(1, 1))
	for name, c := range map[string]struct {
		clause  incentive.Clause
		figures incentive.Figures
		want    error
		text    string
	}{
		"no figures":        {request, incentive.Figures{}, basis.ErrMissing, `article 1 (cap: request): missing value: no decimals "request" are given`},
		"nearest name":      {request, figures(decimals("requests", row(1, 1))), basis.ErrMissing, `no decimals "request" are given (did you mean "requests"?)`},
		"no name":           {incentive.CapAt{}, figures(decimals("request", row(1, 1))), basis.ErrMissing, "no list of decimals is named"},
		"words, not number": {request, figures(said("request", texts{"000": "x", "001": "y"})), basis.ErrValue, `the figures "request" are no decimals`},
		"number, not words": {veto, figures(decimals("decisions", row(1, 1))), basis.ErrValue, `the figures "decisions" are no words`},
		"no words":          {veto, figures(said("decision", nil)), basis.ErrMissing, `no words "decisions" are given (did you mean "decision"?)`},
		"no flags":          {linkage, figures(idle), basis.ErrMissing, `no flags "done" are given`},
		"words, not flags":  {linkage, figures(idle, said("done", nil)), basis.ErrValue, `the figures "done" are no flags`},
		"no last year":      {incentive.Corridor{Last: "2024"}, figures(idle), basis.ErrMissing, `no allocations "2024" are given`},
		"no entry":          {request, figures(decimals("request", row(1))), basis.ErrMissing, `unit 001: missing value: no figure "request"`},
		"NaN":               {request, figures(decimals("request", row(1, math.NaN()))), basis.ErrMissing, `unit 001: missing value: no figure "request"`},
		"less than nothing": {request, figures(decimals("request", row(1, math.Inf(-1)))), basis.ErrNumber, `unit 001: figure "request": not a finite number`},
		"too fine":          {request, figures(decimals("request", row(1, 0.125))), basis.ErrValue, `unit 001: figure "request": value: "0.125" has more than 2 decimals`},
		"too fine, rate 1":  {incentive.CapAt{Figure: "request", Rate: 1}, figures(decimals("request", row(1, 0.125))), basis.ErrValue, "more than 2 decimals"},
		"too large":         {request, figures(decimals("request", row(1, 1e18))), fill.ErrOverflow, `unit 001: figure "request"`},
		"product too large": {incentive.CapAt{Figure: "request", Rate: 1e300}, figures(decimals("request", row(1, 1e18))), fill.ErrOverflow, `unit 001: figure "request"`},
		"rate below 0":      {incentive.CapAt{Figure: "request", Rate: -1}, figures(decimals("request", row(1, 1))), basis.ErrNumber, "rate -1 is negative"},
		"rate NaN":          {incentive.CapAt{Figure: "request", Rate: math.NaN()}, figures(decimals("request", row(1, 1))), basis.ErrNumber, "rate"},
		"a stranger":        {request, figures(decimals("request", numbers{"000": 1, "001": 1, "0O1": 1})), basis.ErrUnknown, `unit 0O1: unknown: the figures "request" name it (did you mean 001?)`},
		"a far stranger":    {veto, figures(said("decisions", texts{"elsewhere": "x"})), basis.ErrUnknown, `unit elsewhere: unknown: the figures "decisions" name it`},
		"strange flags":     {linkage, figures(idle, incentive.Flags{Name: "done", Of: map[string]bool{"0001": true}}), basis.ErrUnknown, `unit 0001: unknown: the figures "done" name it (did you mean 000?)`},
		"no word":           {veto, figures(said("decisions", texts{"001": ""})), basis.ErrMissing, `unit 001: missing value: it is named in "decisions" without a word`},
		"one name, two":     {request, figures(decimals("request", row(1, 1)), said("request", nil)), fill.ErrDuplicate, `the figures "request"`},
		"a name of nothing": {request, figures(decimals("request", row(1, 1)), said("", nil)), basis.ErrMissing, "a list of figures has no name"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 10}, Clauses: []incentive.Clause{c.clause}}.Allocate(rankingOf(9, 8), c.figures)
			require.ErrorIs(t, err, c.want)
			require.ErrorContains(t, err, c.text)
		})
	}
}

// TestNone: the word none is no limit; null is missing, in a file too.
func TestNone(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.CapAt{Figure: "request", Rate: 2}}}
	var f incentive.Figures
	require.NoError(t, basis.Unmarshal([]byte(`{"decimals": [{"name": "request", "of": {"000": 10, "001": "+inf"}}]}`), &f, basis.Kinds{}))
	assert.Equal(t, figures(decimals("request", row(10, none))), f)
	a, err := plan.Allocate(rankingOf(9, 8), f)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 20, "001": 80}, awards(a))
	assert.Equal(t, fill.NoCap, a.Divisions[0].Lines[1].Cap)

	f = incentive.Figures{}
	require.NoError(t, basis.Unmarshal([]byte(`{"decimals": [{"name": "request", "of": {"000": 10, "001": null}}]}`), &f, basis.Kinds{}))
	_, err = plan.Allocate(rankingOf(9, 8), f)
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorContains(t, err, "unit 001")
	for _, flags := range []string{`{"000": null}`, `{"000": "yes"}`} {
		require.Error(t, basis.Unmarshal([]byte(`{"flags": [{"name": "done", "of": `+flags+`}]}`), &f, basis.Kinds{}))
	}
}

// TestKnownCodes: units that stand apart, or left by a ruling or a step, may be named.
func TestKnownCodes(t *testing.T) {
	r := rankingOf(9, 8)
	r.Apart = []evaluation.Place{{Unit: indicators.Unit{Code: "900"}, Score: 7, Out: basis.Textf("stands apart")}}
	r.Left = []indicators.Departure{{Unit: "901", Why: basis.Textf("merged")}}
	progress := rankingOf(3)
	progress.Places[0].Unit.Code = "900"
	plan := incentive.Plan{
		Pool:     incentive.Pool{Amount: 100},
		Clauses:  []incentive.Clause{incentive.CapAt{Figure: "request"}, incentive.Veto{Reasons: "decisions"}},
		Tranches: []incentive.Tranche{{Name: "level", Parts: 1}, {Name: "progress", Parts: 1, Ranking: "progress"}},
	}
	a, err := plan.Allocate(r, figures(decimals("request", numbers{"000": 10, "001": 20, "900": 5, "901": 5}), said("decisions", texts{"901": "fraud"}),
		map[string]evaluation.Ranking{"progress": progress}))
	require.NoError(t, err)
	assert.Equal(t, given{"000": 10, "001": 20}, awards(a), "they get nothing")
	require.Len(t, a.Warnings, 1)
	require.ErrorIs(t, a.Warnings[0], incentive.ErrUndivided, "who is ranked in the list has no line")
}

// TestHistory: a list of what was before may name units that are no longer there, which
// is a warning with the nearest code; if another clause takes it for more, they are
// refused.
func TestHistory(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.FirstOnly{Before: "promoted"}}}
	f := figures(said("promoted", texts{"000": "2019", "0011": "2018", "elsewhere": "2017"}))
	a, err := plan.Allocate(rankingOf(9, 8), f)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 0, "001": 100}, awards(a))
	require.Len(t, a.Warnings, 2)
	require.ErrorIs(t, a.Warnings[0], basis.ErrUnknown)
	require.EqualError(t, a.Warnings[0], `unit 0011: unknown: the figures "promoted" name it (did you mean 001?)`)
	require.EqualError(t, a.Warnings[1], `unit elsewhere: unknown: the figures "promoted" name it`)
	for range 2 { // in either order
		plan.Clauses = append([]incentive.Clause{incentive.Veto{Reasons: "promoted"}}, plan.Clauses...)
		_, err = plan.Allocate(rankingOf(9, 8), f)
		require.ErrorIs(t, err, basis.ErrUnknown)
		plan.Clauses[0], plan.Clauses[1] = plan.Clauses[1], plan.Clauses[0]
	}
}

// TestUnread: figures that no clause reads are a warning, and are refused where none of
// several plans reads them.
func TestUnread(t *testing.T) {
	reads := incentive.Plan{Pool: incentive.Pool{Name: "land", Amount: 100}, Clauses: []incentive.Clause{incentive.CapAt{Figure: "request"}}}
	other := incentive.Plan{Pool: incentive.Pool{Name: "funds", Amount: 100}, Tranches: []incentive.Tranche{{Parts: 1, Ranking: "progress"}}}
	f := figures(decimals("request", row(70, 20)), map[string]evaluation.Ranking{"progress": rankingOf(9, 8)})
	a, err := reads.Allocate(rankingOf(9, 8), f)
	require.NoError(t, err)
	require.Len(t, a.Warnings, 1)
	require.EqualError(t, a.Warnings[0], `unknown: no clause reads the figures ["progress"]`)
	all, err := incentive.AllocateAll(rankingOf(9, 8), f, reads, other)
	require.NoError(t, err)
	assert.Empty(t, all[0].Warnings, "the other plan reads it")
	assert.Empty(t, all[1].Warnings)
	f.Words = []incentive.Words{said("decisions", texts{"nobody": "x"})}
	f.Allocations = map[string]*incentive.Allocation{"2024": a}
	_, err = incentive.AllocateAll(rankingOf(9, 8), f, reads, other)
	require.EqualError(t, err, `unknown: no clause reads the figures ["2024" "decisions"]`)
	a, err = reads.Allocate(rankingOf(9, 8), f)
	require.NoError(t, err, "codes of a list that nobody reads are not looked at")
	require.EqualError(t, a.Warnings[0], `unknown: no clause reads the figures ["decisions" "progress" "2024"]`)
}

// TestAmong: a study of some counties cuts the lists to them.
func TestAmong(t *testing.T) {
	whole := figures(decimals("request", row(10, 20, 30)), belongs("basin", rankingOf(9, 8, 7), "000"),
		incentive.Flags{Name: "done", Of: map[string]bool{"000": true, "002": false}}, map[string]evaluation.Ranking{"progress": rankingOf(1)})
	keep := func(code string) bool { return code != "002" }
	part := whole.Among(keep)
	assert.Equal(t, row(10, 20), part.Decimals[0].Of)
	assert.Equal(t, texts{"000": "in", "001": "not"}, part.Words[0].Of)
	assert.Equal(t, map[string]bool{"000": true}, part.Flags[0].Of)
	assert.Len(t, part.Rankings, 1)
	assert.Len(t, whole.Decimals[0].Of, 3, "the whole stays whole")

	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.CapAt{Figure: "request"}}}
	some := rankingOf(9, 8, 7).Among(func(u indicators.Unit) bool { return keep(u.Code) })
	_, err := plan.Allocate(some, whole)
	require.ErrorIs(t, err, basis.ErrUnknown)
	a, err := plan.Allocate(some, part)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 10, "001": 20}, awards(a))
}

// TestFromColumn: a column of the table, auxiliary ones included, is a list.
func TestFromColumn(t *testing.T) {
	f, err := indicators.NewFramework(
		indicators.Indicator{Code: "x", Name: "x", Source: "yearbook"},
		indicators.Indicator{Code: "firms", Name: "enterprises", NameZH: "企业数", Source: "register"},
	)
	require.NoError(t, err)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "000"}, {Code: "001"}}, map[string][]float64{"x": {9, 8}, "firms": {3, math.NaN()}}, nil)
	require.NoError(t, err)
	list, err := incentive.FromColumn(table, "firms")
	require.NoError(t, err)
	assert.Equal(t, "企业数", list.NameZH)
	assert.Equal(t, incentive.Origin{Source: "register"}, list.Origin)
	assert.InDelta(t, 3, list.Of["000"], 0)
	assert.Nil(t, list.Confidential)
	secret, err := table.WithConfidential("firms", []bool{true, false})
	require.NoError(t, err)
	hidden, err := incentive.FromColumn(secret, "firms")
	require.NoError(t, err)
	assert.Equal(t, []string{"000"}, hidden.Confidential)
	assert.Empty(t, figures(hidden).Among(func(code string) bool { return code != "000" }).Decimals[0].Confidential)
	plan := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 100}, Clauses: []incentive.Clause{incentive.CapAt{Figure: "firms", Rate: 1.25}}}
	_, err = plan.Allocate(rankingOf(9, 8), figures(list))
	require.ErrorContains(t, err, "unit 001: missing value", "an empty cell is missing")
	list.Of["001"] = 4
	a, err := plan.Allocate(rankingOf(9, 8), figures(list))
	require.NoError(t, err)
	assert.Equal(t, given{"000": 3_75, "001": 5_00}, awards(a))
	assert.Equal(t, quoted{"cap: 1.25 x firms", "上限：1.25×企业数"}, quote(a.Articles[0]))
	_, err = incentive.FromColumn(table, "nothing")
	require.ErrorIs(t, err, basis.ErrUnknown)
}
