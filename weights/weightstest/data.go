package weightstest

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/countyeval/countyeval/weights"
)

// group makes up an ordinary group: k siblings on n units with scores from Lo to
// Hi, columns of different shape that are correlated with each other, and
// declared weights from 1 to 40. Scores have few digits, so that they can be read
// in a report.
func (o Options) group(k int, stream uint64) weights.Group {
	rng := rand.New(rand.NewPCG(o.Seed^0x636f756e7479, stream))
	g := weights.Group{Parent: o.Parent, Class: o.Class, Codes: o.codes(k)}
	common := make([]float64, o.N)
	for i := range common {
		common[i] = rng.Float64()
	}
	for range k {
		g.Declared = append(g.Declared, float64(1+rng.IntN(40)))
		power := 0.5 + 2*rng.Float64()
		share := 0.7 * rng.Float64()
		x := make([]float64, o.N)
		for i := range x {
			u := share*common[i] + (1-share)*math.Pow(rng.Float64(), power)
			x[i] = o.Lo + math.Round(1000*u)/1000*(o.Hi-o.Lo)
		}
		g.Scores = append(g.Scores, x)
	}
	return g
}

// permuted returns a copy of the group with its siblings in another order:
// sibling j of the copy is sibling order[j] of g.
func permuted(g weights.Group, order []int) weights.Group {
	p := clone(g)
	for j, from := range order {
		p.Codes[j] = g.Codes[from]
		if len(g.Declared) == len(g.Codes) {
			p.Declared[j] = g.Declared[from]
		}
		p.Scores[j] = slices.Clone(g.Scores[from])
	}
	return p
}

// reordered returns a copy of the group with its units in another order.
func reordered(g weights.Group, order []int) weights.Group {
	p := clone(g)
	for j, x := range g.Scores {
		for i, from := range order {
			p.Scores[j][i] = x[from]
		}
	}
	return p
}

// orders returns orders of n things that between them move every one: the
// reverse, a turn by one, and a shuffle.
func orders(n int, seed uint64) [][]int {
	back, turn := make([]int, n), make([]int, n)
	for i := range n {
		back[i] = n - 1 - i
		turn[i] = (i + 1) % n
	}
	return [][]int{back, turn, rand.New(rand.NewPCG(seed, uint64(n))).Perm(n)}
}

// withColumn returns a copy of the group in which the scores of one sibling are
// f of the old ones.
func withColumn(g weights.Group, j int, f func(i int, x float64) float64) weights.Group {
	p := clone(g)
	for i, x := range p.Scores[j] {
		p.Scores[j][i] = f(i, x)
	}
	return p
}
