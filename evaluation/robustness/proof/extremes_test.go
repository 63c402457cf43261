package proof_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/indicators"
)

// program is the linear program of the largest sum of leaf shares times v over a box:
// variables are the global shares y of all nodes and, where sums are free, a scale t of
// each node (A. Charnes, W. W. Cooper 1962), with
//
//	sum over children y_k = y_node,   (1-r) d_k t <= y_k <= (1+r) d_k t,   y_root = 1
//
// and t = y_node where the sum is fixed.
type program struct {
	columns int
	rows    [][]float64
	rhs     []float64
	less    []bool
}

func (p *program) variable() int { p.columns++; return p.columns - 1 }

func (p *program) row(less bool, rhs float64, terms map[int]float64) {
	row := make([]float64, 400)
	for at, x := range terms {
		row[at] += x
	}
	p.rows, p.rhs, p.less = append(p.rows, row), append(p.rhs, rhs), append(p.less, less)
}

// add adds a node with its variable, and returns what it needs.
func (p *program) add(in indicators.Indicator, y int, set proof.Box, v map[string]float64, cost map[int]float64) {
	if len(in.Children) == 0 {
		cost[y] = v[in.Code]
		return
	}
	t := y
	if !set.FixedSum {
		t = p.variable()
	}
	var sum float64
	for _, c := range in.Children {
		sum += c.Weight
	}
	r := set.Of(in.Code)
	total := map[int]float64{y: -1}
	for _, c := range in.Children {
		k := p.variable()
		d := c.Weight / sum
		total[k] = 1
		p.row(true, 0, map[int]float64{k: 1, t: -(1 + r) * d})
		p.row(true, 0, map[int]float64{k: -1, t: (1 - r) * d})
		p.add(c, k, set, v, cost)
	}
	p.row(false, 0, total)
}

// largest solves it by gonum's simplex.
func largest(t testing.TB, root indicators.Indicator, set proof.Box, v map[string]float64) float64 {
	t.Helper()
	p := &program{}
	y, cost := p.variable(), map[int]float64{}
	p.row(false, 1, map[int]float64{y: 1})
	p.add(root, y, set, v, cost)
	for range p.rows {
		p.variable() // slacks; those of equations are not used
	}
	n := p.columns
	var kept []int
	a := mat.NewDense(len(p.rows), n, nil)
	for i, row := range p.rows {
		for j := range n {
			a.Set(i, j, row[j])
		}
		if p.less[i] {
			a.Set(i, n-len(p.rows)+i, 1)
		}
	}
	for j := range n {
		if mat.Norm(a.ColView(j), 1) > 0 {
			kept = append(kept, j)
		}
	}
	b, c := mat.NewDense(len(p.rows), len(kept), nil), make([]float64, len(kept))
	for k, j := range kept {
		for i := range p.rows {
			b.Set(i, k, a.At(i, j))
		}
		c[k] = -cost[j]
	}
	f, _, err := lp.Simplex(c, b, p.rhs, 1e-12, nil)
	require.NoError(t, err)
	return -f
}

// small is a tree with children of different depths.
func small(rng *rand.Rand) indicators.Indicator {
	w := func() float64 { return float64(1 + rng.IntN(9)) }
	leaf := func(code string) indicators.Indicator { return indicators.Indicator{Code: code, Weight: w()} }
	return indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "p", Weight: w(), Children: []indicators.Indicator{leaf("p1"), leaf("p2"), leaf("p3")}},
		{Code: "q", Weight: w(), Children: []indicators.Indicator{
			leaf("q1"), {Code: "s", Weight: w(), Children: []indicators.Indicator{leaf("s1"), leaf("s2")}},
		}},
		leaf("z"),
	}}
}

var smallLeaves = []string{"p1", "p2", "p3", "q1", "s1", "s2", "z"}

func smallTable(t testing.TB, rng *rand.Rand, n int) *evaluation.Result {
	t.Helper()
	values := map[string][]float64{}
	for _, code := range smallLeaves {
		for range n {
			values[code] = append(values[code], float64(rng.IntN(101)))
		}
	}
	return robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, small(rng), n, values))
}

// TestExtremesAreThoseOfALinearProgram solves the same by gonum's simplex.
func TestExtremesAreThoseOfALinearProgram(t *testing.T) {
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 1))
		r := smallTable(t, rng, 2)
		set := proof.Box{Radius: math.Round(100*rng.Float64()) / 100, By: map[string]float64{"q": 0.3}, FixedSum: seed%2 == 1}
		cert, err := proof.Certify(r, evaluation.Decision{}, set)
		require.NoError(t, err)
		got, err := cert.Pair("u0000", "u0001")
		require.NoError(t, err)
		v, minus := map[string]float64{}, map[string]float64{}
		for _, code := range smallLeaves {
			v[code] = r.Scores(code).At(0) - r.Scores(code).At(1)
			minus[code] = -v[code]
		}
		root := r.Prepared.Framework().Root()
		label := fmt.Sprintf("seed %d, %+v", seed, set)
		assert.InDelta(t, largest(t, root, set, v), got.Most, 1e-8, label)
		assert.InDelta(t, -largest(t, root, set, minus), got.Lowest, 1e-8, label)
	}
}

// TestExtremesAreThoseOfCorners tries all corners of a box whose sum is free: 2^10 of a
// tree of ten nodes below the root, of which the extreme is one.
func TestExtremesAreThoseOfCorners(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 2))
		r := smallTable(t, rng, 2)
		radius := rapid.Float64Range(0, 0.99).Draw(rt, "radius")
		cert, err := proof.Certify(r, evaluation.Decision{}, proof.Box{Radius: radius})
		require.NoError(rt, err)
		got, err := cert.Pair("u0000", "u0001")
		require.NoError(rt, err)
		least, most := math.Inf(1), math.Inf(-1)
		root := r.Prepared.Framework().Root()
		for corner := range 1 << 10 {
			d := difference(r, root, radius, corner)
			least, most = min(least, d), max(most, d)
		}
		require.InDelta(rt, most, got.Most, 1e-9)
		require.InDelta(rt, least, got.Lowest, 1e-9)
	})
}

// difference is S_0 - S_1 with each importance at its end by a bit of corner.
func difference(r *evaluation.Result, in indicators.Indicator, radius float64, corner int) float64 {
	bit := 0
	var of func(in indicators.Indicator) float64
	of = func(in indicators.Indicator) float64 {
		if len(in.Children) == 0 {
			return r.Scores(in.Code).At(0) - r.Scores(in.Code).At(1)
		}
		var sum, weights float64
		for _, c := range in.Children {
			w := c.Weight * (1 - radius)
			if corner>>bit&1 == 1 {
				w = c.Weight * (1 + radius)
			}
			bit++
			sum += w * of(c)
			weights += w
		}
		return sum / weights
	}
	return of(in)
}

// TestCertificateDoesNotHangOnOrder: relabelling units or indicators changes nothing.
func TestCertificateDoesNotHangOnOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	const n = 12
	values := map[string][]float64{}
	for _, code := range smallLeaves {
		for range n {
			values[code] = append(values[code], float64(rng.IntN(101)))
		}
	}
	root := small(rng)
	turned := root
	turned.Children = []indicators.Indicator{root.Children[2], root.Children[1], root.Children[0]}
	back := map[string][]float64{}
	for code, x := range values {
		for i := range x {
			back[code] = append(back[code], x[n-1-i])
		}
	}
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	certify := func(root indicators.Indicator, values map[string][]float64) *proof.Certificate {
		cert, err := proof.Certify(robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, root, n, values)), d, proof.Box{Radius: 0.2})
		require.NoError(t, err)
		return cert
	}
	a, b, c := certify(root, values), certify(turned, values), certify(root, back)
	for i := range n {
		unit, other := fmt.Sprintf("u%04d", i), fmt.Sprintf("u%04d", n-1-i)
		sa, err := a.Standing(unit)
		require.NoError(t, err)
		sb, err := b.Standing(unit)
		require.NoError(t, err)
		sc, err := c.Standing(other)
		require.NoError(t, err)
		assert.Equal(t, [2]int{sa.Best, sa.Worst}, [2]int{sb.Best, sb.Worst})
		assert.Equal(t, [2]int{sa.Best, sa.Worst}, [2]int{sc.Best, sc.Worst})
	}
}
