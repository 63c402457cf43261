package evaluationtest

import (
	"math"
	"math/rand/v2"
	"slices"

	"github.com/countyeval/countyeval/weights"
)

// input is a group with the weights of its children.
type input struct {
	g weights.Group
	w []float64
}

// input makes up an ordinary group: k children on n units with scores from Lo to Hi,
// columns of different shape that are correlated with each other, and weights.
// Scores have few digits, so that they can be read in a report.
func (o AggregatorOptions) input(k int, stream uint64) input {
	rng := rand.New(rand.NewPCG(o.Seed^0x636f756e7479, stream))
	in := input{g: weights.Group{Parent: o.Parent, Class: o.Class, Codes: o.codes(k)}}
	common := make([]float64, o.N)
	for i := range common {
		common[i] = rng.Float64()
	}
	for range k {
		in.g.Declared = append(in.g.Declared, float64(1+rng.IntN(40)))
		power := 0.5 + 2*rng.Float64()
		share := 0.7 * rng.Float64()
		x := make([]float64, o.N)
		for i := range x {
			u := share*common[i] + (1-share)*math.Pow(rng.Float64(), power)
			x[i] = o.Lo + math.Round(1000*u)/1000*(o.Hi-o.Lo)
		}
		in.g.Scores = append(in.g.Scores, x)
	}
	if o.EqualWeights {
		for j := range in.g.Declared {
			in.g.Declared[j] = 1
		}
	}
	in.w = shares(in.g.Declared)
	o.shape(in)
	return in
}

// shape makes each column into one that the aggregator takes.
func (o AggregatorOptions) shape(in input) {
	if o.Shape != nil {
		for _, x := range in.g.Scores {
			o.Shape(x)
		}
	}
}

// shares scales weights to sum 1.
func shares(w []float64) []float64 {
	var sum float64
	for _, x := range w {
		sum += x
	}
	out := make([]float64, len(w))
	for j, x := range w {
		out[j] = x / sum
	}
	return out
}

// clone copies the input, sharing nothing.
func (in input) clone() input {
	in.g.Codes, in.g.Declared, in.w = slices.Clone(in.g.Codes), slices.Clone(in.g.Declared), slices.Clone(in.w)
	scores := make(weights.Columns, len(in.g.Scores))
	for j, x := range in.g.Scores {
		scores[j] = slices.Clone(x)
	}
	in.g.Scores = scores
	return in
}

// each returns a copy with f of every score.
func (in input) each(f func(i, j int, x float64) float64) input {
	out := in.clone()
	for j, col := range out.g.Scores {
		for i, x := range col {
			col[i] = f(i, j, x)
		}
	}
	return out
}

// children returns a copy with the children of the given order: child j of the copy
// is child order[j].
func (in input) children(order []int) input {
	out := in.clone()
	out.g.Codes, out.g.Declared, out.g.Scores, out.w = nil, nil, nil, nil
	for _, from := range order {
		out.g.Codes = append(out.g.Codes, in.g.Codes[from])
		out.g.Declared = append(out.g.Declared, in.g.Declared[from])
		out.g.Scores = append(out.g.Scores, slices.Clone(in.g.Scores[from]))
		out.w = append(out.w, in.w[from])
	}
	return out
}

// units returns a copy with the units of the given order, which may leave some out.
func (in input) units(order []int) input {
	out := in.clone()
	for j, col := range in.g.Scores {
		out.g.Scores[j] = make([]float64, len(order))
		for i, from := range order {
			out.g.Scores[j][i] = col[from]
		}
	}
	return out
}

// n returns the number of units, k that of children.
func (in input) n() int { n, _ := in.g.Scores.Dims(); return n }
func (in input) k() int { return len(in.g.Codes) }

// orders returns orders of n things that between them move every one: the reverse,
// a turn by one, and a shuffle.
func orders(n int, seed uint64) [][]int {
	back, turn := make([]int, n), make([]int, n)
	for i := range n {
		back[i] = n - 1 - i
		turn[i] = (i + 1) % n
	}
	return [][]int{back, turn, rand.New(rand.NewPCG(seed, uint64(n))).Perm(n)}
}

// without returns 0, ..., n-1 but for some.
func without(n, from, size int) []int {
	var out []int
	for i := range n {
		if i < from || i >= from+size {
			out = append(out, i)
		}
	}
	return out
}

// shrunk makes the input of a failed trial smaller as long as it still fails: it
// drops units, then children if the options name neither codes nor numbers of them,
// and rounds scores.
func shrunk(r aggregatorRule, t trial, reason string) (trial, string) {
	if r.whole {
		return t, reason
	}
	try := func(in input) bool {
		smaller := trial{a: t.a, o: t.o, in: in}
		if why := r.check(smaller); why != "" {
			t, reason = smaller, why
			return true
		}
		return false
	}
	for size := t.in.n() / 2; size > 0; size /= 2 {
		for i := 0; t.in.n()-size >= 2 && i+size <= t.in.n(); {
			if !try(t.in.units(without(t.in.n(), i, size))) {
				i += size
			}
		}
	}
	if t.o.anyK {
		for j := 0; j < t.in.k() && t.in.k() > 1; {
			smaller := t.in.children(without(t.in.k(), j, 1))
			smaller.w = shares(smaller.w)
			if !try(smaller) {
				j++
			}
		}
	}
	for j := range t.in.k() {
		try(t.in.each(func(_, at int, x float64) float64 {
			if at == j {
				return math.Round(x)
			}
			return x
		}))
	}
	return t, reason
}
