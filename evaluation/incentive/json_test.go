package incentive_test

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// lowest is a clause of one's own, written with a kind: so much for each at least.
type lowest struct {
	Each float64 `json:"each"`
}

func (c lowest) Edit(s *incentive.Sheet) error {
	a, err := s.Estate().Measure.Amount(c.Each)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		s.Raise(i, a)
		return nil
	})
}

func (lowest) String() string { return "lowest" }

func TestPlanWrittenAndRead(t *testing.T) {
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 1000.5, Reserve: 100},
		Clauses: []incentive.Clause{incentive.Grades{"A", "B"}, lowest{Each: 1.5}, incentive.CapAt{Figure: "request", Rate: 0.5}},
		Tranches: []incentive.Tranche{
			{Name: "base", Parts: 2}, {Name: "merit", Parts: 8, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}, Rule: fill.Dual{Of: fill.Priority{Orders: []string{"A"}}}},
		},
		Rounding: fill.Divisor{Method: fill.Hill},
	}
	_, err := json.Marshal(plan)
	require.ErrorContains(t, err, "clauses[1]: unknown: incentive_test.lowest has no kind as a incentive.Clause")
	own := basis.Kind[incentive.Clause]("lowest", lowest{})
	doc, err := basis.Marshal(plan, incentive.Kinds().With(own))
	require.NoError(t, err)
	assert.JSONEq(t, `{"pool": {"name": "land", "measure": {"name": "mu", "digits": 2}, "amount": 1000.5, "reserve": 100},
		"clauses": [{"kind": "grades", "value": ["A", "B"]}, {"kind": "lowest", "each": 1.5}, {"kind": "cap_at", "figure": "request", "rate": 0.5}],
		"tranches": [{"name": "base", "parts": 2},
			{"name": "merit", "parts": 8, "clauses": [{"kind": "by_score", "base": 60}],
			"rule": {"kind": "dual", "of": {"kind": "priority", "orders": ["A"]}}}],
		"rounding": {"kind": "divisor", "method": "hill"}}`, string(doc))
	back, err := incentive.ReadPlan(strings.NewReader(string(doc)), "plan.json", own)
	require.NoError(t, err)
	assert.Equal(t, plan, back)
	_, err = incentive.ReadPlan(strings.NewReader(`{"pool":{"name":"x","measure":{"digits":99},"amount":1}}`), "plan.json")
	require.ErrorIs(t, err, fill.ErrMeasure)

	assert.Equal(t, "plan (pool (name land, measure (name mu, digits 2), amount 1000.5, reserve 100), "+
		"clauses [grades A, B only, lowest, cap: 0.5 x request], "+
		"tranches [(name base, parts 2, rule fill), (name merit, parts 8, clauses [weight: score above 60], rule dual of priority)], "+
		"rounding divisor hill, ties together)", fmt.Sprint(plan))

	plan.Clauses = []incentive.Clause{incentive.ClauseFunc{Name: "a word"}}
	_, err = json.Marshal(plan)
	require.ErrorContains(t, err, "clauses[0]: value: incentive.ClauseFunc is a function and cannot be written")
}

func TestFiguresWrittenAndRead(t *testing.T) {
	last, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 7}, Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(rankingOf(9, 8.5), incentive.Figures{})
	require.NoError(t, err)
	f := figures(
		decimals("request", numbers{"000": 2.5, "001": none, "002": math.NaN()}), said("veto", texts{"000": "made up"}),
		incentive.Flags{Name: "task", Of: map[string]bool{"000": true}, Origin: incentive.Origin{Document: "No. 1"}},
		map[string]evaluation.Ranking{"progress": rankingOf(5, 4)}, map[string]*incentive.Allocation{"last": last},
	)
	doc, err := json.Marshal(f)
	require.NoError(t, err)
	assert.Contains(t, string(doc), `"of":{"000":2.5,"001":"none","002":null}`)
	assert.Contains(t, string(doc), `"amount":"7.00","reserve":"0.00","lot":"0.01"`)
	back, err := incentive.ReadFigures(strings.NewReader(string(doc)), "figures.json")
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	assert.Equal(t, string(doc), string(again))
	assert.True(t, math.IsInf(back.Decimals[0].Of["001"], 1))
	assert.True(t, math.IsNaN(back.Decimals[0].Of["002"]))
	require.NoError(t, back.Allocations["last"].Check())
	_, err = incentive.ReadFigures(strings.NewReader(`{"decimals":[{"name":"request","of":{"000":"nothing"}}]}`), "figures.json")
	require.EqualError(t, err, `figures.json:1:44: decimals[0].of.000: value: the text "nothing" stands where a number should`)
}

// An allocation speaks in the unit of its measure: amounts are decimals, exact figures
// fractions, weights as they are.
func TestAllocationInItsUnit(t *testing.T) {
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 1},
		Clauses: []incentive.Clause{incentive.Times{Figure: "size"}, incentive.CapAt{Each: new(0.5)}},
	}.Allocate(rankingOf(9, 8.5), figures(decimals("size", row(1, 2))))
	require.NoError(t, err)
	doc, err := json.Marshal(a)
	require.NoError(t, err)
	for _, want := range []string{
		`"pool":{"name":"land","measure":{"name":"mu","digits":2},"amount":"1.00","reserve":"0.00","lot":"0.01"}`,
		`"amount":"0.50","exact":"0.5","bound":""`,
		`{"kind":"weight","article":1,"clause":"weight times size","from":"1","to":"2","delta":"0"}`,
		`{"kind":"cap","article":2,"clause":"cap: 0.5","to":"0.5","delta":"0"}`,
		`{"kind":"share","from":"0","to":"1/3","delta":"1/3"}`,
		`{"id":"000","weight":"1","cap":"0.50"}`,
		`"rule":{"kind":"weighted"},"shares":{"exact":["0.5","0.5"],"level":"0.5","bound":["","cap"]}`,
		`"rounding":{"kind":"down"},"remainder":"0.00"`,
		`"version":"` + basis.Version + `"`,
	} {
		assert.Contains(t, string(doc), want)
	}
	back := again(t, a)
	require.NoError(t, back.Check())
	assert.Equal(t, awards(a), awards(back))
	for _, alone := range []any{a.Awards[0], a.Divisions[0], a.Awards[0].Ledger[0], a.Awards[0].Amount} {
		_, err := json.Marshal(alone)
		require.Error(t, err, "%T", alone)
	}
}
