package report_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

func whole(x float64) string { return strconv.Itoa(int(x)) }

func percent(x float64) string { return strconv.FormatFloat(stats.Round(100*x, 1), 'f', 1, 64) }

// TestRisk: what draws found stands beside the places and in a part of its own.
func TestRisk(t *testing.T) {
	d := small(t, evaluation.Model{}, counties)
	study := robustness.Study{Table: d.Result.Raw, Model: d.Result.Model, Decision: d.Decision, Factors: []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.5}}}}
	r, err := robustness.Run(context.Background(), study, robustness.Options{Draws: 200, Seed: 1})
	require.NoError(t, err)
	d.Risk.Report = r
	d.Risk.Sobol = []report.Sobol{drawn()["sobol"].(report.Sobol)}
	page := parsed(t, written(t, d, basis.English))
	heads, got := rows(page.byID(t, "places").named("table")[0])
	interval := column(t, heads, "ranks in 90 %")
	for i, p := range d.Ranking.Places {
		u, ok := r.Find(p.Unit.Code)
		require.True(t, ok)
		lo, hi, _ := strings.Cut(got[i][interval], "–")
		assert.Equal(t, whole(u.RankQuantile(0.05)), lo)
		assert.Equal(t, whole(u.RankQuantile(0.95)), hi)
	}
	risk := page.byID(t, "robustness")
	require.Len(t, risk.named("figure"), 2)
	_, often := rows(risk.named("table")[0])
	require.Len(t, often, 5)
	first, _ := r.Find(d.Ranking.Places[0].Unit.Code)
	assert.Equal(t, percent(first.At(1)), often[0][1])
	assert.Contains(t, page.byID(t, "brief").text(), "ranks on average over the draws")
}
