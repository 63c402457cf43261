package main

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/stats"
)

// extreme is the largest weighted mean over a tree of what leaves have, for all weights within
// a radius of their own: at each node some children stand at the upper end and all others at
// the lower one, and every split of the sorted children is tried.
func extreme(in indicators.Indicator, radius float64, leaf func(code string) float64) float64 {
	if in.Measured() {
		return leaf(in.Code)
	}
	type child struct{ w, x float64 }
	var all []child
	for _, c := range in.Children {
		all = append(all, child{c.Weight, extreme(c, radius, leaf)})
	}
	slices.SortFunc(all, func(a, b child) int { return int(math.Copysign(1, b.x-a.x)) })
	best := math.Inf(-1)
	for split := range len(all) + 1 {
		var sum, of float64
		for i, c := range all {
			w := c.w * (1 - radius)
			if i < split {
				w = c.w * (1 + radius)
			}
			sum, of = sum+w*c.x, of+w
		}
		best = max(best, sum/of)
	}
	return best
}

// TestProvedFigures proves everything again, by trying all splits of weights into ends.
func TestProvedFigures(t *testing.T) {
	s, c := asked(t)
	root := c.Result.Prepared.Framework().Root()
	for i := range root.Children { // declared weights, of whatever scale
		require.Positive(t, root.Children[i].Weight)
	}
	ranking, err := c.Decision.Rank(c.Result)
	require.NoError(t, err)
	var places []evaluation.Place
	for _, p := range ranking.Places {
		if p.Rank > 0 {
			places = append(places, p)
		}
	}
	x := map[string]map[string]float64{}
	for _, p := range places {
		x[p.Unit.Code] = map[string]float64{}
		for _, in := range c.Result.Prepared.Framework().Measured() {
			x[p.Unit.Code][in.Code], _ = c.Result.Score(p.Unit.Code, in.Code)
		}
	}
	largest := func(a, b string, r float64) float64 { // of S_a - S_b
		return extreme(root, r, func(code string) float64 { return x[a][code] - x[b][code] })
	}
	high := func(a string, r float64) float64 {
		return stats.Round(extreme(root, r, func(code string) float64 { return x[a][code] }), 2)
	}
	low := func(a string, r float64) float64 {
		return stats.Round(-extreme(root, r, func(code string) float64 { return -x[a][code] }), 2)
	}
	surely := func(a, b string, r float64) bool { // above, as it is published
		return largest(b, a, r) <= -0.01 || low(a, r) > high(b, r)
	}
	radiusOf := func(holds func(r float64) bool) float64 {
		lo, hi := 0.0, 1.0
		if holds(hi) {
			return hi
		}
		for hi-lo > 1e-7 {
			if mid := (lo + hi) / 2; holds(mid) {
				lo = mid
			} else {
				hi = mid
			}
		}
		return lo
	}
	apart := func(n int) func(r float64) bool {
		return func(r float64) bool {
			for _, a := range places[:n] {
				for _, b := range places[n:] {
					if !surely(a.Unit.Code, b.Unit.Code, r) {
						return false
					}
				}
			}
			return true
		}
	}
	rows := cells(t, s.statements())
	order := radiusOf(func(r float64) bool {
		for k := range places[1:] {
			if !surely(places[k].Unit.Code, places[k+1].Unit.Code, r) {
				return false
			}
		}
		return true
	})
	assert.InDelta(t, 100*order, number(t, rows[0][1]), 0.005+1e-4)
	assert.InDelta(t, 100*radiusOf(apart(s.first)), number(t, rows[1][1]), 0.005+1e-4)
	assert.InDelta(t, 100*radiusOf(apart(1)), number(t, rows[2][1]), 0.005+1e-4)

	counties := cells(t, s.counties(true))
	sure, open, in, perhaps := 0, 0, 0, 0
	for i, a := range places {
		best, worst := 1, 1
		for j, b := range places {
			if i == j {
				continue
			}
			above, below := surely(b.Unit.Code, a.Unit.Code, radius), surely(a.Unit.Code, b.Unit.Code, radius)
			can := !below && (largest(b.Unit.Code, a.Unit.Code, radius) > 0 && high(b.Unit.Code, radius) > low(a.Unit.Code, radius))
			if above {
				best++
			}
			if above || can {
				worst++
			}
			if j < i {
				if above || below {
					sure++
				} else {
					open++
				}
			}
		}
		assert.Equal(t, []string{strconv.Itoa(best), strconv.Itoa(worst)}, counties[i][2:4], a.Unit.Name)
		switch {
		case worst <= s.first:
			in++
		case best <= s.first:
			perhaps++
		}
	}
	assert.Equal(t, []string{strconv.Itoa(in), strconv.Itoa(perhaps - s.first + in), strconv.Itoa(sure), strconv.Itoa(open)},
		[]string{rows[3][1], rows[4][1], rows[5][1], rows[6][1]})
}
