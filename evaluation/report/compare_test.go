package report_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ranked is a ranking of units in this order; those behind an empty code have no rank.
func ranked(codes ...string) evaluation.Ranking {
	var r evaluation.Ranking
	rank := 1
	for _, code := range codes {
		if code == "" {
			rank = 0
			continue
		}
		r.Places = append(r.Places, evaluation.Place{Rank: rank, Unit: indicators.Unit{Code: code, Name: code + "县"}})
		if rank > 0 {
			rank++
		}
	}
	return r
}

// TestRankFlow: who is drawn, and who stands out.
func TestRankFlow(t *testing.T) {
	f := report.RankFlow(4, []tables.Text{tables.Same("then"), tables.Same("now")},
		ranked("a", "b", "c", "d", "e", "f", "g", "h"), ranked("d", "a", "b", "e", "c", "h", "i", "", "g", "f"))
	lines := map[string][]int{}
	var strong []string
	for _, l := range f.Lines {
		lines[l.Label.English] = l.Ranks
		if l.Strong {
			strong = append(strong, l.Label.English)
		}
	}
	assert.Equal(t, map[string][]int{"a县": {1, 2}, "b县": {2, 3}, "c县": {3, 5}, "d县": {4, 1}, "e县": {5, 4}, "f县": {6, 0}, "h县": {8, 6}}, lines)
	assert.Equal(t, []string{"c县", "d县", "e县"}, strong, "c leaves, e enters, d rises by three; who loses its rank has none to cross to")
	assert.Equal(t, 6, f.Last)
	p, err := f.Draw(report.View{})
	require.NoError(t, err)
	assert.Len(t, p.Numbers.Rows, 7)
	assert.Empty(t, report.RankFlow(3, nil).Lines)
}

// TestGains: the largest changes, from gain to loss.
func TestGains(t *testing.T) {
	move := func(code string, before, after incentive.Amount) scrutiny.Move {
		return scrutiny.Move{Unit: indicators.Unit{Code: code, Name: code}, Before: before, After: after}
	}
	turnover := scrutiny.Turnover{Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 1}, Moves: []scrutiny.Move{
		move("a", 100, 90), move("b", 50, 50), move("c", 0, 35), move("d", 80, 60), move("e", 10, 15),
	}}
	b := report.Gains(turnover, 3)
	require.Len(t, b.Rows, 3)
	for i, want := range []struct {
		name, total string
		more, less  float64
	}{{"c", "+3.5", 3.5, math.NaN()}, {"a", "-1.0", math.NaN(), -1}, {"d", "-2.0", math.NaN(), -2}} {
		r := b.Rows[i]
		assert.Equal(t, want.name, r.Label.English)
		assert.Equal(t, want.total, r.Total.Shown(basis.English, nil))
		assert.True(t, len(r.Parts) == 2 && same(r.Parts[0], want.more) && same(r.Parts[1], want.less), "%s: %v", want.name, r.Parts)
	}
	assert.Equal(t, "The 3 largest changes of 4.", b.Source.English)
	assert.Equal(t, "亩", b.Unit.Chinese)
	all := report.Gains(turnover, 4)
	assert.Len(t, all.Rows, 4)
	assert.Empty(t, all.Source)
	assert.Len(t, turnover.Moves, 5, "what is handed over stays as it is")
	assert.Empty(t, report.Gains(scrutiny.Turnover{}, 3).Rows)
}

func same(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
