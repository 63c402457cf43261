// Package chaintest_test fuzzes the whole way from a table to awards: random trees,
// tables, steps, methods, rulings, rankings, plans and figures, of which many are sound.
package chaintest_test

import (
	"math/rand/v2"
)

// choice makes choices by the bytes of a fuzzer, and by numbers that follow from them
// once they are used up, so that every input says a whole chain.
type choice struct {
	bytes []byte
	rng   *rand.Rand
}

func newChoice(data []byte) *choice {
	seed := uint64(len(data))
	for _, b := range data {
		seed = seed*1099511628211 + uint64(b)
	}
	return &choice{data, rand.New(rand.NewPCG(seed, 7))}
}

// n is one of 0, ..., k-1.
func (c *choice) n(k int) int {
	if len(c.bytes) == 0 {
		return c.rng.IntN(k)
	}
	b := c.bytes[0]
	c.bytes = c.bytes[1:]
	return int(b) % k
}

// yes is true once in k times.
func (c *choice) yes(k int) bool { return c.n(k) == 0 }

// of is one of several things.
func of[T any](c *choice, xs ...T) T { return xs[c.n(len(xs))] }

// figure is a number as tables have them, or in a wild table one at the edge.
func (c *choice) figure(wild bool) float64 {
	k := c.n(8)
	if !wild {
		k = 7
	}
	switch k {
	case 0:
		return of(c, 0.0, 0, 1, -1, 100, 1e-9, 1e15, -0.1, 0.3)
	case 1:
		return float64(c.n(5))
	case 2:
		return float64(c.n(200))/10 - 5
	}
	return float64(1+c.n(100)) * of(c, 1, 0.1, 7, 12.5)
}
