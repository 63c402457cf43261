package report_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	require.NoError(t, err)
	return x
}

// asked is the small report with all that may be known of single counties: neighbors with
// the proof, cliffs of the award, and the cheapest way of 丙县 to rank 2.
func asked(t *testing.T) (report.Document, proof.PairRadius, whatif.Way) {
	t.Helper()
	d := small(t, evaluation.Model{}, counties)
	var err error
	d.Risk.Proof, err = proof.New(d.Result, d.Decision, proof.Simplex())
	require.NoError(t, err)
	d.Risk.Certificate, err = proof.Certify(d.Result, d.Decision, proof.Box{Radius: 0.1})
	require.NoError(t, err)
	way, err := whatif.Case{Result: d.Result, Decision: d.Decision}.Cheapest("103", whatif.Goal{Rank: 2},
		whatif.Lever{Code: "rd", To: 3, Step: 0.1, Cost: 2}, whatif.Lever{Code: "output", To: 700, Step: 10, Cost: 1})
	require.NoError(t, err)
	require.True(t, way.Reached)
	d.Risk.Ways = []whatif.Way{way}
	cliffs, err := scrutiny.WhatIf{Plan: d.Plans[0], Result: d.Result, Decision: d.Decision}.Cliffs()
	require.NoError(t, err)
	d.Cliffs = map[string][]scrutiny.Cliff{"Land": cliffs}
	pair, err := d.Risk.Proof.Pair("104", "103")
	require.NoError(t, err)
	return d, pair, way
}

// TestCountyAsked: the page of a county has its neighbors with the radius that the proof
// gives, the ranks proved, what the next place brings, and its cheapest way up.
func TestCountyAsked(t *testing.T) {
	d, pair, way := asked(t)
	page := parsed(t, written(t, d, basis.English))
	third := page.byID(t, "u4") // 丙县 stands fourth
	tables := third.named("table")
	heads, got := rows(tables[1])
	require.Len(t, got, 3)
	assert.Equal(t, []string{"3", "丁县", "54.8", "+1.7"}, got[1][:4])
	assert.Equal(t, stats.Round(100*pair.Above, 2), number(t, got[1][column(t, heads, "order proved")]))
	_, moves := rows(tables[2])
	require.Len(t, moves, len(way.Moves))
	for i, m := range way.Moves {
		assert.InDelta(t, m.To, number(t, moves[i][2]), 1e-9)
	}
	text := third.text()
	x, err := d.Risk.Certificate.Standing("103")
	require.NoError(t, err)
	assert.Contains(t, text, "off by up to 10 % of themselves it stands between rank "+whole(float64(x.Best))+" and rank "+whole(float64(x.Worst)))
	require.NotEmpty(t, d.Cliffs["Land"])
	said := 0
	for _, c := range d.Cliffs["Land"] {
		if c.Unit.Code == "103" && c.After != c.Before {
			said++
			gap, _ := c.Gap.Float64()
			assert.Contains(t, text, strconv.FormatFloat(stats.Round(gap, 1), 'f', 1, 64)+" points more would give it")
		}
	}
	assert.Equal(t, said, strings.Count(text, "points more would give it"))
	assert.Positive(t, said)
	assert.Len(t, page.byID(t, "u1").named("table"), 2, "nobody asked for a way of the first")

	assert.Contains(t, page.byID(t, "pools").text(), "Cliffs")

	zh := parsed(t, written(t, d, basis.Chinese)).byID(t, "u4").text()
	for _, want := range []string{"前后位次", "代价最小的提升途径", "已证明", "即可升至"} {
		assert.Contains(t, zh, want)
	}
	one, err := d.County("103")
	require.NoError(t, err)
	sheet := written(t, one, basis.English)
	assert.Contains(t, sheet, "The cheapest way up")
	assert.Contains(t, sheet, "min-max", "a sheet alone says its scales")
}

// TestWayConfidential: a way up with a figure that a public report leaves out is refused.
func TestWayConfidential(t *testing.T) {
	d, _, _ := asked(t)
	raw := d.Result.Raw
	x := raw.Column("rd").Copy()
	row, _ := raw.Row("103")
	x[row] = math.NaN()
	cut, err := raw.WithColumn("rd", x, indicators.MarkAll(x, indicators.Reported))
	require.NoError(t, err)
	d.Audience = evaluation.Public
	var b strings.Builder
	require.NoError(t, d.WriteHTML(&b, report.View{}))
	res := *d.Result
	res.Raw = cut
	d.Result = &res
	require.ErrorIs(t, d.WriteHTML(&b, report.View{}), evaluation.ErrConfidential)
}
