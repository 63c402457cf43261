package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestCountyFigures puts every figure of the page of one county into the table by hand.
func TestCountyFigures(t *testing.T) {
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	c, _, err := newCase(in)
	require.NoError(t, err)
	require.Equal(t, []string{data.LandColumn}, c.Follow)
	table, f := c.Result.Raw, c.Result.Raw.Framework()
	for _, unit := range []string{"410782", "410883"} { // Huixian and Mengzhou
		one, err := newCounty(in, unit)
		require.NoError(t, err)
		with := func(to map[string]float64) (evaluation.Place, float64, int64) {
			changed := table
			for code, v := range to {
				column, marks := changed.Column(code).Copy(), changed.Marks(code).Copy()
				row, _ := changed.Row(unit)
				column[row] = v
				changed, err = changed.WithColumn(code, column, marks)
				require.NoError(t, err)
			}
			r, err := c.Result.Model.Evaluate(changed, nil)
			require.NoError(t, err)
			now, err := c.Decision.Rank(r)
			require.NoError(t, err)
			figures, err := data.Figures(changed, data.LandColumn)
			require.NoError(t, err)
			a, err := data.Land().Allocate(now, figures)
			require.NoError(t, err)
			p, _ := now.Find(unit)
			w, _ := a.Find(unit)
			score, _ := r.Score(unit, "")
			return p, score, int64(w.Amount)
		}
		_, before, _ := with(nil)
		worth := cells(t, one.worth())
		require.Len(t, worth, shown)
		gain := math.Inf(1)
		for _, row := range worth {
			k := slices.IndexFunc(one.slopes.Rows, func(s whatif.Slope) bool {
				in, _ := f.Find(s.Indicator.Code)
				return in.Name == row[0]
			})
			require.GreaterOrEqual(t, k, 0, row[0])
			code := one.slopes.Rows[k].Indicator.Code
			lo, hi := math.Inf(1), math.Inf(-1)
			for _, v := range table.Column(code).All() {
				if !math.IsNaN(v) {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
			v, _ := table.Value(unit, code)
			p, score, award := with(map[string]float64{code: v + (hi-lo)/100})
			assert.Equal(t, fmt.Sprintf("%.2f", score-before), row[3], row[0])
			assert.Equal(t, strconv.Itoa(p.Rank), row[4], row[0])
			assert.Equal(t, strconv.FormatInt(award, 10), row[5], row[0])
			assert.LessOrEqual(t, math.Abs(score-before), gain+1e-9, "the largest first")
			gain = math.Abs(score - before)
		}

		to := map[string]float64{}
		way := cells(t, one.wayUp())
		require.Len(t, way, len(one.way.Moves))
		for i, m := range one.way.Moves {
			to[m.Code] = m.To
			from, _ := table.Value(unit, m.Code)
			assert.InDelta(t, from, number(t, way[i][1]), 0)
			assert.InDelta(t, m.To, number(t, way[i][2]), 0)
			assert.Equal(t, fmt.Sprintf("%.2f", 100*(m.To-from)/from), way[i][3])
		}
		p, _, award := with(to)
		assert.Equal(t, []any{p.Score, p.Rank, p.Grade, award}, []any{one.way.After.Score, one.way.After.Rank, one.way.After.Grade, int64(one.way.After.Awards[0].Amount)})
		reached := func(p evaluation.Place) bool {
			return one.goal.Grade != "" && p.Grade == one.goal.Grade || one.goal.Rank > 0 && p.Rank <= one.goal.Rank
		}
		assert.True(t, reached(p))
		for i, m := range one.way.Moves {
			step := math.Pow10(-4)
			if m.Code == "enterprises" {
				step = 1
			}
			to[m.Code] = m.To - step
			short, _, _ := with(to)
			assert.False(t, reached(short), "%s one step before", m.Code)
			assert.Equal(t, fmt.Sprintf("rank %d, grade %s", short.Rank, short.Grade), way[i][4])
			to[m.Code] = m.To
		}
	}
	_, err = newCounty(in, "nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
}
