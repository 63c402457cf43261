package enterprise_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/rollup"
)

// published is a county evaluation made of enterprises, with what everybody may see of it.
type published struct {
	whole, public *evaluation.Result
	cut           evaluation.Cut
	sums          []rollup.Sums
}

// evaluated rolls made-up enterprises up to counties, some of which have one or two, or one
// that dominates; protects the sums that are published by prefecture; and scores the counties.
func evaluated(t *testing.T, seed uint64, width float64) published {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 18))
	firm, err := indicators.NewFramework(indicators.Indicator{Code: "firm", Children: []indicators.Indicator{{Code: "tax"}, {Code: "va"}, {Code: "energy"}}})
	require.NoError(t, err)
	var firms, counties []indicators.Unit
	columns := map[string][]float64{}
	land, air := []float64{}, []float64{}
	for c := range 9 {
		u := indicators.Unit{Code: fmt.Sprintf("c%d", c), Region: []string{"P", "Q", "R"}[c/3]}
		counties = append(counties, u)
		land, air = append(land, float64(100+r.IntN(900))), append(air, float64(20+r.IntN(60)))
		n := 4 + r.IntN(4)
		if r.IntN(4) == 0 {
			n = 1 + r.IntN(2)
		}
		for i := range n {
			firms = append(firms, indicators.Unit{Code: fmt.Sprintf("%s-%d", u.Code, i), Region: u.Code})
			size := float64(1 + r.IntN(20))
			if i == 0 && r.IntN(5) == 0 {
				size *= 40
			}
			columns["tax"] = append(columns["tax"], size*float64(10+r.IntN(9))/8)
			columns["va"] = append(columns["va"], size*float64(40+r.IntN(30))/4)
			columns["energy"] = append(columns["energy"], size*float64(5+r.IntN(9))/2)
		}
	}
	small, err := indicators.NewTable(firm, firms, columns, nil)
	require.NoError(t, err)
	score := func(code string, w float64) indicators.Indicator {
		in := indicators.Indicator{Code: code, Weight: w, Computed: true}
		if seed%3 > 0 { // goalposts that nobody sets, so that scales are published
			in.Bounds = &indicators.Range{Hi: map[string]float64{"tax_per_mu": 30, "va_per_mu": 300, "va_per_energy": 20}[code]}
		}
		return in
	}
	county, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "yield", Weight: 60, Children: []indicators.Indicator{score("tax_per_mu", 40), score("va_per_mu", 60)}},
		{Code: "green", Weight: 40, Children: []indicators.Indicator{score("va_per_energy", 50), {Code: "air", Weight: 50, Direction: indicators.Lower}}},
	}}, indicators.Indicator{Code: "tax", Computed: true}, indicators.Indicator{Code: "va", Computed: true}, indicators.Indicator{Code: "energy", Computed: true}, indicators.Indicator{Code: "land"})
	require.NoError(t, err)
	frame, err := indicators.NewTable(county, counties, map[string][]float64{"land": land, "air": air}, nil)
	require.NoError(t, err)
	rolled, err := rollup.Rollup{
		Columns:    []rollup.Column{{Code: "tax", Rule: rollup.Sum{Of: "tax"}}, {Code: "va", Rule: rollup.Sum{Of: "va"}}, {Code: "energy", Rule: rollup.Sum{Of: "energy"}}},
		Disclosure: rollup.Disclosure{Least: 3, N: 1, K: 0.8},
	}.Into(frame, small)
	require.NoError(t, err)
	table, sums, err := rollup.Secondary{}.Protect(rolled.Table, "region", "tax", "va", "energy")
	require.NoError(t, err)
	whole, err := evaluation.Model{Steps: []indicators.Step{
		prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}, prepare.Ratio{Code: "va_per_mu", Of: "va", By: "land"}, prepare.Ratio{Code: "va_per_energy", Of: "va", By: "energy"},
	}}.Evaluate(table, nil)
	require.NoError(t, err)
	public, cut, err := evaluation.Withholding{Width: width}.Public(whole)
	require.NoError(t, err)
	return published{whole, public, cut, sums}
}

// attacker has a linear system in unknowns that are 0 or more.
type attacker struct {
	names []string
	at    map[string]int
	rows  []map[int]float64
	b     []float64
}

func (a *attacker) unknown(name string) int {
	if k, ok := a.at[name]; ok {
		return k
	}
	a.at[name] = len(a.names)
	a.names = append(a.names, name)
	return len(a.names) - 1
}

// equation says that the sum of factor times unknown is b.
func (a *attacker) equation(b float64, terms map[int]float64) {
	if len(terms) > 0 {
		a.rows, a.b = append(a.rows, terms), append(a.b, b)
	}
}

// know writes down all that is published: sums, figures, scales, weights, scores.
func (p published) know() *attacker {
	a := &attacker{at: map[string]int{}}
	for _, s := range p.sums {
		for _, up := range s.Cells {
			sum, terms, leaf := 0.0, map[int]float64{}, true
			put := func(c rollup.Cell, sign float64) {
				if c.Withheld {
					terms[a.unknown(s.Column+"/"+c.Code)] = sign
				} else {
					sum -= sign * c.Value
				}
			}
			put(up, -1)
			for _, c := range s.Cells {
				if c.Parent == up.Code {
					put(c, 1)
					leaf = false
				}
			}
			if !leaf {
				a.equation(sum, terms)
			}
		}
	}
	t := p.public.Prepared
	for _, u := range t.Units() {
		local, _ := p.public.Weights(u.Code)
		weights := map[string]float64{}
		for i, code := range p.public.Codes() {
			weights[code] = local[i]
		}
		land, _ := t.Value(u.Code, "land")
		for _, leaf := range []string{"tax_per_mu", "va_per_mu", "va_per_energy", "air"} {
			if s, _ := p.public.Score(u.Code, leaf); !math.IsNaN(s) {
				continue
			}
			k := a.unknown(u.Code + "/" + leaf)
			a.equation(100, map[int]float64{k: 1, a.unknown(u.Code + "/" + leaf + "/slack"): 1}) // a score is 100 at most
			column := strings.TrimSuffix(leaf, "_per_mu")
			scale, ok := p.public.Scales[leaf].(normalize.LinearScale)
			if column == leaf || !ok {
				continue
			}
			// score = 100 (x / land - lo) / (hi - lo)
			x, _ := t.Value(u.Code, column)
			zero, one := scale.At(0, ""), scale.At(1, "")
			terms, b := map[int]float64{k: 1}, zero
			if math.IsNaN(x) {
				terms[a.unknown(column+"/"+u.Code)] = -(one - zero) / land
			} else {
				b += (one - zero) * x / land
			}
			a.equation(b, terms)
		}
		for node, children := range map[string][]string{"yield": {"tax_per_mu", "va_per_mu"}, "green": {"va_per_energy", "air"}, "total": {"yield", "green"}} {
			terms, sum := map[int]float64{}, 0.0
			put := func(code string, factor float64) {
				if s, _ := p.public.Score(u.Code, code); math.IsNaN(s) {
					terms[a.unknown(u.Code+"/"+code)] = factor
				} else {
					sum -= factor * s
				}
			}
			put(node, -1)
			for _, c := range children {
				put(c, weights[c])
			}
			a.equation(sum, terms)
		}
	}
	return a
}

// bounds solves two linear programs for an unknown.
func (a *attacker) bounds(t *testing.T, name string) (lo, hi float64) {
	t.Helper()
	m, b := a.independent()
	c := make([]float64, len(a.names))
	k, ok := a.at[name]
	require.True(t, ok, "nothing is said of %s at all", name)
	c[k] = 1
	lo, _, err := lp.Simplex(c, m, b, 1e-9, nil)
	require.NoError(t, err, name)
	c[k] = -1
	hi, _, err = lp.Simplex(c, m, b, 1e-9, nil)
	if err == lp.ErrUnbounded { //nolint:errorlint // it is returned as it is
		return lo, math.Inf(1)
	}
	require.NoError(t, err, name)
	return lo, -hi
}

// independent are the equations without those that follow from others.
func (a *attacker) independent() (*mat.Dense, []float64) {
	n := len(a.names)
	var kept, reduced [][]float64
	var b []float64
	for i, terms := range a.rows {
		row := make([]float64, n)
		for k, x := range terms {
			row[k] = x
		}
		rest := slices.Clone(row)
		for _, done := range reduced {
			lead := slices.IndexFunc(done, func(x float64) bool { return x != 0 })
			if f := rest[lead]; f != 0 {
				for k := range rest {
					if rest[k] -= f * done[k]; math.Abs(rest[k]) < 1e-11 {
						rest[k] = 0
					}
				}
			}
		}
		lead := slices.IndexFunc(rest, func(x float64) bool { return x != 0 })
		if lead < 0 {
			continue
		}
		for k, f := lead, rest[lead]; k < n; k++ {
			rest[k] /= f
		}
		reduced = append(reduced, rest)
		kept, b = append(kept, row), append(b, a.b[i])
	}
	return mat.NewDense(len(kept), n, slices.Concat(kept...)), b
}

// TestSuppressionHolds: an attacker who knows all that is published of a county evaluation
// that is made of enterprises (sums by prefecture, figures, scales, weights, scores) cannot
// compute a figure back that is confidential.
func TestSuppressionHolds(t *testing.T) {
	hidden, scored := 0, 0
	for seed := range uint64(12) {
		p := evaluated(t, seed, float64(5*(seed%2)))
		a := p.know()
		for _, s := range p.sums {
			for _, c := range s.Cells {
				if !c.Withheld || strings.HasPrefix(c.Code, "sum") {
					continue
				}
				x, _ := p.public.Prepared.Value(c.Code, s.Column)
				require.True(t, math.IsNaN(x), "%s %s is in the public table", c.Code, s.Column)
				lo, hi := a.bounds(t, s.Column+"/"+c.Code)
				assert.LessOrEqual(t, lo, c.Value*(1+1e-6)+1e-6, "the truth is possible")
				assert.GreaterOrEqual(t, hi, c.Value*(1-1e-6)-1e-6)
				assert.Greater(t, hi-lo, 0.02*c.Value, "seed %d: %s of %s is %v, and can only be from %v to %v", seed, s.Column, c.Code, c.Value, lo, hi)
				hidden++
			}
		}
		for _, x := range p.cut.Scores {
			if !p.whole.Prepared.Has(x.Code) || p.public.Scales[x.Code] == nil {
				continue // a node, or an indicator of which nothing but the weight is published
			}
			truth, _ := p.whole.Score(x.Unit, x.Code)
			lo, hi := a.bounds(t, x.Unit+"/"+x.Code)
			assert.True(t, lo <= truth+1e-6 && truth-1e-6 <= hi, "the truth is possible")
			assert.Greater(t, hi-lo, 0.02*truth, "seed %d: the score of %s in %s is %v, and can only be from %v to %v", seed, x.Unit, x.Code, truth, lo, hi)
			scored++
		}
	}
	assert.Greater(t, hidden, 100, "there was something to attack")
	assert.Greater(t, scored, 40)
}
