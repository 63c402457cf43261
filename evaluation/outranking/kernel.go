package outranking

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// kernel is the kernel of the graph in which units that reach each other are one, and
// those sets of more than one unit, each ascending.
func kernel(over [][]int) (in []int, circles [][]int) {
	sets, of := components(over)
	// A set comes after all that it reaches, so that from the last one on, all that
	// outrank a set have been looked at before it.
	beaten := make([]bool, len(sets))
	for c := len(sets) - 1; c >= 0; c-- {
		if !beaten[c] {
			in = append(in, sets[c]...)
			for _, i := range sets[c] {
				for _, k := range over[i] {
					if of[k] != c {
						beaten[of[k]] = true
					}
				}
			}
		}
		if len(sets[c]) > 1 {
			slices.Sort(sets[c])
			circles = append(circles, sets[c])
		}
	}
	slices.Sort(in)
	slices.SortFunc(circles, func(a, b []int) int { return a[0] - b[0] })
	return in, circles
}

// components are the strongly connected components of a graph, each after those that it
// reaches, and which one each vertex is of (Tarjan's algorithm, without recursion).
func components(over [][]int) (sets [][]int, of []int) {
	n := len(over)
	of = make([]int, n)
	seen, low, next := make([]int, n), make([]int, n), make([]int, n) // seen 0: not yet
	onStack := make([]bool, n)
	var stack, path []int
	count := 0
	for root := range n {
		if seen[root] > 0 {
			continue
		}
		path = append(path[:0], root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if seen[v] == 0 {
				count++
				seen[v], low[v] = count, count
				stack, onStack[v] = append(stack, v), true
			}
			if next[v] < len(over[v]) {
				u := over[v][next[v]]
				next[v]++
				switch {
				case seen[u] == 0:
					path = append(path, u)
				case onStack[u]:
					low[v] = min(low[v], seen[u])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				up := path[len(path)-1]
				low[up] = min(low[up], low[v])
			}
			if low[v] < seen[v] {
				continue
			}
			var set []int
			for {
				u := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				onStack[u], of[u] = false, len(sets)
				set = append(set, u)
				if u == v {
					break
				}
			}
			sets = append(sets, set)
		}
	}
	return sets, of
}

// round keeps 12 decimals: what differs by less is rounding.
func round(x float64) float64 { return math.Round(x*1e12) / 1e12 }

func square(n int) [][]float64 {
	out, all := make([][]float64, n), make([]float64, n*n)
	for i := range out {
		out[i] = all[i*n : (i+1)*n : (i+1)*n]
	}
	return out
}

func room(dst []float64, n int) error {
	if len(dst) != n {
		return basis.Errorf("%w: room for %d scores of %d units", basis.ErrWeights, len(dst), n)
	}
	return nil
}
