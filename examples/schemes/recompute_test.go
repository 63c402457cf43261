package main

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// This file computes ranks, land and tau anew, by a straightforward program that
// uses nothing of the library: it reads the two files and goes on with float64.

type plainIndicator struct {
	Code      string
	Weight    float64
	Direction string
	Bounds    struct{ Lo, Hi float64 }
	Children  []plainIndicator
}

type plainCounty struct {
	code, class string
	raw         map[string]float64
	score       map[string]float64
}

// formulas make the ratios.
func formulas() map[string]func(v map[string]float64) float64 {
	type row = map[string]float64
	return map[string]func(row) float64{
		"manuf_emp_share":         func(v row) float64 { return 100 * v["emp_manuf"] / v["emp_total"] },
		"sec_share":               func(v row) float64 { return 100 * v["sec_va"] / v["gdp"] },
		"mining_dependence":       func(v row) float64 { return 100 * v["emp_mining"] / (v["emp_mining"] + v["emp_manuf"]) },
		"sec_va_per_resident":     func(v row) float64 { return 1e8 * v["sec_va"] / v["residents"] },
		"sec_va_per_km2":          func(v row) float64 { return 1e4 * v["sec_va"] / v["area"] },
		"fiscal_self_sufficiency": func(v row) float64 { return 100 * v["fiscal_revenue"] / v["fiscal_expenditure"] },
		"loans_to_gdp":            func(v row) float64 { return 100 * v["loans"] / v["gdp"] },
		"prof_tech_share":         func(v row) float64 { return 100 * v["occ_prof_tech"] / v["occ_total"] },
		"tertiary_edu_share":      func(v row) float64 { return 100 * v["edu_tertiary"] / v["edu_total"] },
		"nonlocal_share":          func(v row) float64 { return 100 * v["nonlocal"] / v["residents"] },
		"sci_tech_emp":            func(v row) float64 { return 1000 * v["emp_sci_tech"] / v["emp_total"] },
	}
}

// plainScores reads everything and scores the measured indicators.
func plainScores(t *testing.T) (root plainIndicator, counties []plainCounty) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(data.FrameworkText()), &root))
	rows, err := csv.NewReader(strings.NewReader(data.TableText())).ReadAll()
	require.NoError(t, err)
	for _, cells := range rows[1:] {
		c := plainCounty{raw: map[string]float64{}, score: map[string]float64{}}
		for j, cell := range cells {
			switch x, err := strconv.ParseFloat(cell, 64); {
			case rows[0][j] == "code":
				c.code = cell
			case rows[0][j] == "class":
				c.class = cell
			case cell == "":
				c.raw[rows[0][j]] = math.NaN()
			case err == nil:
				c.raw[rows[0][j]] = x
			}
		}
		counties = append(counties, c)
	}
	for _, d := range root.Children {
		for _, in := range d.Children {
			var known []float64
			x := make([]float64, len(counties))
			for i, c := range counties {
				x[i] = c.raw[in.Code]
				if f := formulas()[in.Code]; f != nil {
					x[i] = f(c.raw)
				}
				if !math.IsNaN(x[i]) {
					known = append(known, x[i])
				}
			}
			sort.Float64s(known)
			middle := (known[(len(known)-1)/2] + known[len(known)/2]) / 2
			for i, v := range x {
				if math.IsNaN(v) {
					v = middle
				}
				s := 100 * (v - in.Bounds.Lo) / (in.Bounds.Hi - in.Bounds.Lo)
				if in.Direction == "lower" {
					s = 100 - s
				}
				counties[i].score[in.Code] = math.Max(0, math.Min(100, s))
			}
		}
	}
	return root, counties
}

// plainOutcome is what weights of the measured indicators lead to, by code.
type plainOutcome struct {
	rank map[string]int
	land map[string]int
}

// outcome ranks the counties by their scores in hundredths and pours the land over
// the first 20, at one level for each point above 40, up to the caps.
func outcome(counties []plainCounty, weight map[string]float64) plainOutcome {
	cents := map[string]int{}
	enterprises := map[string]float64{}
	for _, c := range counties {
		if c.class != "county" {
			continue
		}
		var sum float64
		for code, s := range c.score {
			sum += weight[code] * s
		}
		cents[c.code] = int(math.Round(100 * sum))
		enterprises[c.code] = c.raw["enterprises"]
	}
	out := plainOutcome{map[string]int{}, map[string]int{}}
	for a, x := range cents {
		out.rank[a] = 1
		for _, y := range cents {
			if y > x {
				out.rank[a]++
			}
		}
	}
	share := func(code string, level float64) float64 {
		if out.rank[code] > len(cents)/5 {
			return 0
		}
		return math.Min(math.Min(1000, 4*enterprises[code]), level*math.Max(0, float64(cents[code]-4000)/100))
	}
	lo, hi := 0., 1e6
	for range 200 {
		var sum float64
		for code := range cents {
			sum += share(code, (lo+hi)/2)
		}
		if sum > 10000-500 {
			hi = (lo + hi) / 2
		} else {
			lo = (lo + hi) / 2
		}
	}
	for code := range cents {
		out.land[code] = int(math.Floor(share(code, lo) + 1e-7))
	}
	return out
}

// tauB is Kendall's tau-b by its definition.
func tauB(a, b map[string]int) float64 {
	var codes []string
	for code := range a {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var both, inA, inB float64 // concordant less discordant pairs; pairs that are not tied
	for i, x := range codes {
		for _, y := range codes[:i] {
			p, q := a[x]-a[y], b[x]-b[y]
			if p != 0 {
				inA++
			}
			if q != 0 {
				inB++
			}
			switch {
			case p*q > 0:
				both++
			case p*q < 0:
				both--
			}
		}
	}
	return both / math.Sqrt(inA*inB)
}

// plainEntropy are the entropy weights of columns of scores.
func plainEntropy(columns [][]float64) []float64 {
	out := make([]float64, len(columns))
	var all float64
	for j, x := range columns {
		var sum, e float64
		for _, v := range x {
			sum += v
		}
		for _, v := range x {
			if v > 0 {
				e -= v / sum * math.Log(v/sum)
			}
		}
		out[j] = 1 - e/math.Log(float64(len(x)))
		all += out[j]
	}
	for j := range out {
		out[j] /= all
	}
	return out
}

// entropyWeights are those of the measured indicators in the total, level by level.
func entropyWeights(root plainIndicator, counties []plainCounty) map[string]float64 {
	out := map[string]float64{}
	dimensions := make([][]float64, len(root.Children))
	local := make([][]float64, len(root.Children))
	for k, d := range root.Children {
		columns := make([][]float64, len(d.Children))
		for j, in := range d.Children {
			for _, c := range counties {
				columns[j] = append(columns[j], c.score[in.Code])
			}
		}
		local[k] = plainEntropy(columns)
		for i := range counties {
			var s float64
			for j := range columns {
				s += local[k][j] * columns[j][i]
			}
			dimensions[k] = append(dimensions[k], s)
		}
	}
	for k, w := range plainEntropy(dimensions) {
		for j, in := range root.Children[k].Children {
			out[in.Code] = w * local[k][j]
		}
	}
	return out
}

// TestRecomputed: land that changes hands, who enters and leaves, and every tau are
// those of the straightforward program, and so are the weights where it has them.
func TestRecomputed(t *testing.T) {
	root, counties := plainScores(t)
	require.Len(t, counties, 110)
	c, changes := compared(t)

	own := map[string]map[string]float64{"declared": {}, "equal": {}, "entropy": entropyWeights(root, counties)}
	for _, d := range root.Children {
		for _, in := range d.Children {
			own["declared"][in.Code] = in.Weight / 100
			own["equal"][in.Code] = 1 / float64(len(root.Children)*len(d.Children))
		}
	}
	outcomes := map[string]plainOutcome{}
	for _, x := range changes {
		r := c.Results[slices.Index(c.Names, x.name)]
		weight := map[string]float64{}
		_, global := r.Weights(x.ranking.Places[0].Unit.Code)
		for i, code := range r.Codes() {
			weight[code] = global[i]
		}
		if w, ok := own[x.name]; ok {
			for code, want := range w {
				assert.InDelta(t, want, weight[code], 1e-9, "%s of %s", x.name, code)
			}
			weight = w
			delete(own, x.name)
		}
		now, base := outcome(counties, weight), outcomes[declared]
		if base.rank == nil {
			base = now
		}
		outcomes[x.name] = now
		moved, shift := 0, 0
		leave, enter := []string{}, []string{}
		for code, mu := range now.land {
			moved += max(mu-base.land[code], base.land[code]-mu)
			shift = max(shift, now.rank[code]-base.rank[code], base.rank[code]-now.rank[code])
			is, was := now.rank[code] <= 20, base.rank[code] <= 20
			if was && !is {
				leave = append(leave, code)
			}
			if is && !was {
				enter = append(enter, code)
			}
		}
		assert.Zero(t, x.moved.Cmp(big.NewRat(int64(moved), 2)), x.name)
		assert.Equal(t, shift, x.comparison.MaxShift, x.name)
		assert.InDelta(t, tauB(now.rank, base.rank), x.comparison.Kendall, 1e-12, x.name)
		assert.ElementsMatch(t, leave, codes(x.leave), x.name)
		assert.ElementsMatch(t, enter, codes(x.enter), x.name)
	}
	assert.Empty(t, own, "all were looked at")
	for i, a := range c.Names {
		for j, b := range c.Names[:i] {
			assert.InDelta(t, tauB(outcomes[a].rank, outcomes[b].rank), c.Kendall[i][j], 1e-12, "%s and %s", a, b)
		}
	}
}

// codes are those of the counties.
func codes(places []evaluation.Place) []string {
	out := make([]string, len(places))
	for i, p := range places {
		out[i] = p.Unit.Code
	}
	return out
}
