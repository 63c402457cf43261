package main

import (
	"encoding/csv"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
)

// plain holds the ratios of a city in a year: share, per head, CO2 (negative, so that more
// is better), loans.
type plain map[string][4]float64

// raw reads the file with loops alone.
func raw(t *testing.T) (map[string]plain, map[string][2]float64) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(string(figures))).ReadAll()
	require.NoError(t, err)
	out, other := map[string]plain{}, map[string][2]float64{}
	for _, r := range rows[1:] {
		var x [6]float64
		for j := range x {
			x[j], err = strconv.ParseFloat(r[4+j], 64)
			require.NoError(t, err)
		}
		if out[r[3]] == nil {
			out[r[3]] = plain{}
		}
		gdp, sec, ter, co2, loans, people := x[0], x[1], x[2], x[3], x[4], x[5]
		out[r[3]][r[0]] = [4]float64{100 * sec / gdp, 10000 * sec / people, -co2 / gdp, 100 * loans / gdp}
		if r[3] == "2021" {
			other[r[0]] = [2]float64{10000 * gdp / people, 100 * ter / gdp}
		}
	}
	return out, other
}

var (
	earlier = [4]float64{30, 40, 30, 0}
	later   = [4]float64{25, 30, 30, 15}
)

// ends are the lowest and the highest of each ratio.
func ends(p plain) (lo, hi [4]float64) {
	for j := range lo {
		lo[j], hi[j] = math.Inf(1), math.Inf(-1)
		for _, x := range p {
			lo[j], hi[j] = min(lo[j], x[j]), max(hi[j], x[j])
		}
	}
	return lo, hi
}

func round(x float64) float64 { return math.Round(x*100) / 100 }

// scores are the published ones on a scale.
func scores(p, scale plain, w [4]float64) map[string]float64 {
	lo, hi := ends(scale)
	out := map[string]float64{}
	for code, x := range p {
		var s float64
		for j := range x {
			s += w[j] * (x[j] - lo[j]) / (hi[j] - lo[j])
		}
		out[code] = round(s)
	}
	return out
}

func rankOf(all map[string]float64, code string) int {
	rank := 1
	for _, s := range all {
		if s > all[code] {
			rank++
		}
	}
	return rank
}

func same(t *testing.T, want map[string]float64, got evaluation.Ranking) {
	t.Helper()
	require.Len(t, got.Places, len(want))
	for _, p := range got.Places {
		assert.InDelta(t, want[p.Unit.Code], p.Score, 1e-9, p.Unit.Name)
		assert.Equal(t, rankOf(want, p.Unit.Code), p.Rank, p.Unit.Name)
	}
}

func TestEveryScore(t *testing.T) {
	s, err := newStudy()
	require.NoError(t, err)
	p, _ := raw(t)
	for i, y := range []string{"2019", "2020", "2021"} {
		w := earlier
		if y == "2021" {
			w = later
		} else {
			same(t, scores(p[y], p[y], later), s.again[i].Again)
			assert.Equal(t, s.published[i].Ranking, s.again[i].Published)
		}
		same(t, scores(p[y], p[y], w), s.published[i].Ranking)
		same(t, scores(p[y], p["2019"], earlier), s.frozen[i].Ranking)
		assert.Equal(t, 2019, s.frozen[i].Edition.Scales)
	}
	gain, both := map[string]float64{}, map[string]float64{}
	now, then := scores(p["2021"], p["2019"], earlier), scores(p["2019"], p["2019"], earlier)
	for code := range now {
		gain[code] = round(now[code] - then[code])
	}
	span := func(m map[string]float64, code string) float64 {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, x := range m {
			lo, hi = min(lo, x), max(hi, x)
		}
		return 100 * (m[code] - lo) / (hi - lo)
	}
	for code := range now {
		both[code] = round((span(now, code) + span(gain, code)) / 2)
	}
	same(t, gain, s.growth[0])
	same(t, both, s.growth[1])
}

// state is the score and rank of a city where some causes are those of 2021: its own
// figures, those of the others, weights, and the indicator that came. The shares of the
// three indicators of 2020 are 30, 40 and 30 beside the 15 of the newcomer.
func state(p map[string]plain, code string, own, others, weights, came bool) (score float64, rank int) {
	figures := plain{}
	for c := range p["2020"] {
		isLater := others
		if c == code {
			isLater = own
		}
		x := p["2020"][c]
		if isLater {
			x = p["2021"][c]
		}
		x[3] = p["2021"][c][3] // of what came the figure is there in 2021 alone
		figures[c] = x
	}
	w := earlier
	if weights {
		w = [4]float64{25, 30, 30, 0}
	}
	if came {
		w[3] = 15
	}
	var sum float64
	for _, v := range w {
		sum += v
	}
	for j := range w {
		w[j] *= 100 / sum
	}
	all := scores(figures, figures, w)
	return all[code], rankOf(all, code)
}

func TestBridge(t *testing.T) {
	s, err := newStudy()
	require.NoError(t, err)
	p, _ := raw(t)
	for _, m := range s.bridge.Moves {
		was, at := state(p, m.Unit.Code, false, false, false, false)
		for i, on := range [][4]bool{{true}, {true, true}, {true, true}, {true, true}, {true, true, true}, {true, true, true, true}, {true, true, true, true}} {
			is, rank := state(p, m.Unit.Code, on[0], on[1], on[2], on[3])
			assert.InDelta(t, round(is-was), m.Score.Of[i], 1e-9, "%s, %v", m.Unit.Name, s.bridge.Steps[i])
			assert.InDelta(t, at-rank, m.Rank.Of[i], 0, "%s, %v", m.Unit.Name, s.bridge.Steps[i])
			was, at = is, rank
		}
	}
	// By Shapley over the four causes that there are: the mean over their 24 orders.
	for _, m := range s.shapley.Moves {
		var part [4]float64
		for _, order := range permutations([]int{0, 1, 2, 3}) {
			var on [4]bool
			was, _ := state(p, m.Unit.Code, false, false, false, false)
			for _, k := range order {
				on[k] = true
				is, _ := state(p, m.Unit.Code, on[0], on[1], on[2], on[3])
				part[k] += (is - was) / 24
				was = is
			}
		}
		for k, step := range []int{0, 1, 4, 5} {
			assert.InDelta(t, part[k], m.Score.Of[step], 0.0101, "%s, %v", m.Unit.Name, s.shapley.Steps[step])
		}
	}
}

func permutations(x []int) [][]int {
	if len(x) == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for i, v := range x {
		for _, rest := range permutations(slices.Delete(slices.Clone(x), i, i+1)) {
			out = append(out, append([]int{v}, rest...))
		}
	}
	return out
}

func TestLists(t *testing.T) {
	s, err := newStudy()
	require.NoError(t, err)
	p, other := raw(t)
	rank := map[string]map[string]int{}
	score := map[string]map[string]float64{}
	for y, w := range map[string][4]float64{"2019": earlier, "2020": earlier, "2021": later} {
		rank[y], score[y] = map[string]int{}, scores(p[y], p[y], w)
		for code := range score[y] {
			rank[y][code] = rankOf(score[y], code)
		}
	}
	for _, x := range s.progress.Places {
		assert.InDelta(t, rank["2020"][x.Unit.Code]-rank["2021"][x.Unit.Code], x.Score, 0)
		assert.Positive(t, x.Score)
	}
	firsts, fresh := 0, 0
	for code := range rank["2021"] {
		if max(rank["2019"][code], rank["2020"][code], rank["2021"][code]) <= 3 {
			firsts++
		}
		if rank["2021"][code] <= 6 && min(rank["2019"][code], rank["2020"][code]) > 6 {
			fresh++
		}
	}
	assert.Len(t, s.firsts, firsts)
	assert.Len(t, s.newcomers, fresh)
	for _, m := range s.means {
		assert.InDelta(t, (score["2019"][m.Unit.Code]+score["2020"][m.Unit.Code]+score["2021"][m.Unit.Code])/3, m.Mean, 1e-9)
	}
	total := map[string]float64{}
	var lo, hi = other["410100"], other["410100"]
	for _, x := range other {
		for j := range x {
			lo[j], hi[j] = min(lo[j], x[j]), max(hi[j], x[j])
		}
	}
	for code, x := range other {
		total[code] = round(0.4*score["2021"][code] + 35*(x[0]-lo[0])/(hi[0]-lo[0]) + 25*(x[1]-lo[1])/(hi[1]-lo[1]))
	}
	same(t, total, s.wider)
}
