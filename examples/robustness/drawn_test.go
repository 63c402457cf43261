package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// cells are those of a sheet as they are printed, without its head.
func cells(t *testing.T, s tables.Sheet) [][]string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, tables.WriteCSV(&out, s, tables.CSVOptions{}))
	rows, err := csv.NewReader(&out).ReadAll()
	require.NoError(t, err)
	return rows[1:]
}

// carried is one draw carried out by the model, the decision and the plan.
type carried struct {
	ranks  map[string]int
	awards map[string]int64
}

// carry carries out a draw of the study from its uniform numbers: weights of the children of
// each node, the last node first, and then the scale.
func carry(t *testing.T, c whatif.Case, u []float64) carried {
	t.Helper()
	m := c.Result.Model
	fixed, used := weights.Fixed{}, 0
	for _, in := range slices.Backward(c.Result.Prepared.Framework().Nodes()) {
		for _, child := range in.Children {
			fixed[child.Code] = child.Weight * (1 + 0.25*(2*u[used]-1))
			used++
		}
	}
	m.Weigh = fixed
	if u[used] >= 0.5 {
		m.Normalize = normalize.ZScore{Mean: 35, SD: 27}
	}
	r, err := m.Score(nil, c.Result.Prepared, nil)
	require.NoError(t, err)
	ranking, err := c.Decision.Rank(r)
	require.NoError(t, err)
	a, err := c.Plans[0].Allocate(ranking, c.Figures)
	require.NoError(t, err)
	out := carried{map[string]int{}, map[string]int64{}}
	for _, p := range ranking.Places {
		out.ranks[p.Unit.Code] = p.Rank
	}
	for _, w := range a.Awards {
		out.awards[w.Place.Unit.Code] = int64(w.Amount)
	}
	return out
}

// shift is the mean shift of ranks of a draw, and what changes hands.
func (d carried) shift(base carried) (places, hands float64) {
	n := 0.0
	for code, rank := range base.ranks {
		if rank > 0 {
			n++
			places += math.Abs(float64(d.ranks[code] - rank))
		}
		hands += math.Abs(float64(d.awards[code]-base.awards[code])) / 2
	}
	return places / n, hands
}

// quantile is that of type 7.
func quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	lo := int(h)
	if lo+1 == len(sorted) {
		return sorted[lo]
	}
	return sorted[lo] + (h-float64(lo))*(sorted[lo+1]-sorted[lo])
}

// TestDrawnFigures draws everything again, one by one, and counts by itself.
func TestDrawnFigures(t *testing.T) {
	s, c := asked(t)
	const draws = 2000
	drawn := robustness.Study{
		Model: c.Result.Model, Table: c.Result.Prepared, Decision: c.Decision,
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: 0.25}},
			robustness.Normalizers{Of: []normalize.Normalizer{c.Result.Model.Normalize, normalize.ZScore{Mean: 35, SD: 27}}},
		},
	}
	numbers := 1
	for _, in := range c.Result.Prepared.Framework().Nodes() {
		numbers += len(in.Children)
	}
	even := make([]float64, numbers) // no weight is off, and the scale is the first
	for i := range even[:numbers-1] {
		even[i] = 0.5
	}
	base := carry(t, c, even)
	all := make([]carried, draws)
	for d := range all { // the numbers are those of the draw's own stream
		u := make([]float64, numbers)
		robustness.NewStream(2022, d).Fill(u)
		if d < 3 {
			draw, err := drawn.Draw(robustness.Options{Seed: 2022}, d)
			require.NoError(t, err)
			require.Equal(t, draw.Numbers, u)
		}
		all[d] = carry(t, c, u)
	}
	var places, hands float64
	for _, d := range all {
		p, h := d.shift(base)
		places, hands = places+p/draws, hands+h/draws
	}
	statements := cells(t, s.statements())
	assert.Equal(t, fmt.Sprintf("%.2f", stats.Round(places, 2)), statements[len(statements)-2][1])
	assert.Equal(t, fmt.Sprintf("%.0f", stats.Round(hands, 0)), statements[len(statements)-1][1])

	ranking, err := c.Decision.Rank(c.Result)
	require.NoError(t, err)
	var codes []string
	for _, p := range ranking.Places {
		if p.Rank > 0 {
			codes = append(codes, p.Unit.Code)
		}
	}
	rows := cells(t, s.counties(true))
	require.Len(t, rows, len(codes))
	for k, code := range codes {
		var ranks []float64
		within, some := 0.0, 0.0
		for _, d := range all {
			ranks = append(ranks, float64(d.ranks[code]))
			if d.ranks[code] <= s.first {
				within++
			}
			if d.awards[code] > 0 {
				some++
			}
		}
		slices.Sort(ranks)
		row := rows[k]
		assert.Equal(t, strconv.Itoa(base.ranks[code]), row[0])
		assert.Equal(t, fmt.Sprintf("%.0f", stats.Round(quantile(ranks, 0.05), 0)), row[4], row[1])
		assert.Equal(t, fmt.Sprintf("%.0f", stats.Round(quantile(ranks, 0.95), 0)), row[5], row[1])
		assert.Equal(t, fmt.Sprintf("%.1f", stats.Round(100*within/draws, 1)), row[6], row[1])
		full := 0
		for range row[7] {
			full++
		}
		assert.InDelta(t, narrow*within/draws, float64(full), 0.5+1e-9, row[1])
		assert.Equal(t, strconv.FormatInt(base.awards[code], 10), row[9], row[1])
		assert.InDelta(t, 100*some/draws, number(t, row[10]), 0.1+1e-9, row[1]) // within one lot of the exact award, 0 or not
	}

	// Groups: two that share a letter keep their order in less than told of the draws, two that
	// share none in as many at least.
	share := map[[2]string]bool{}
	groups, err := s.report.Groups(told)
	require.NoError(t, err)
	for _, g := range groups {
		for _, a := range g.Units {
			for _, b := range g.Units {
				share[[2]string{a.Code, b.Code}] = true
			}
		}
	}
	for i, a := range codes {
		for _, b := range codes[:i] {
			above, below := 0.0, 0.0
			for _, d := range all {
				switch {
				case d.ranks[a] < d.ranks[b]:
					above++
				case d.ranks[a] > d.ranks[b]:
					below++
				}
			}
			require.Equal(t, max(above, below)/draws < told, share[[2]string{a, b}], "%s and %s", a, b)
		}
	}

	// Influence: the same numbers, carried out again.
	sampler, err := robustness.Design{N: design, Numbers: []int{numbers - 1, 1}, Seed: 2022}.Sampler()
	require.NoError(t, err)
	influence := cells(t, s.influence())
	for k := range 2 {
		y, err := sampler.Run(func() func(u []float64) (float64, error) {
			return func(u []float64) (float64, error) {
				places, hands := carry(t, c, u).shift(base)
				return []float64{places, hands}[k], nil
			}
		})
		require.NoError(t, err)
		n, mean := float64(design), 0.0
		for d := range design {
			mean += (y.A[d] + y.B[d]) / (2 * n)
		}
		variance := 0.0
		for d := range design {
			variance += ((y.A[d]-mean)*(y.A[d]-mean) + (y.B[d]-mean)*(y.B[d]-mean)) / (2*n - 1)
		}
		for i, ab := range y.AB {
			first, total := 0.0, 0.0
			for d := range design {
				first += (y.B[d] - mean) * (ab[d] - y.A[d]) / n / variance
				total += (ab[d] - y.A[d]) * (ab[d] - y.A[d]) / (2 * n) / variance
			}
			row := influence[2*k+i]
			assert.InDelta(t, 100*first, number(t, row[2]), 0.5+0.5*float64(k), row) // awards of the page are within a lot
			assert.InDelta(t, 100*total, number(t, row[3]), 0.5+0.5*float64(k), row)
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return x
}
