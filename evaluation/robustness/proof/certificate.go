package proof

import (
	"iter"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Pair is what is proved of two units: whether the first can stand above the second,
// be equal to it, or stand below it, for some weights of the set. Where only one of the
// three is left, it holds for all weights. That one is left is not always proof that
// weights reach it on the published digits; that one is ruled out is always proof.
type Pair struct {
	A      indicators.Unit `json:"a"`
	B      indicators.Unit `json:"b"`
	Above  bool            `json:"above"`
	Equal  bool            `json:"equal"`
	Below  bool            `json:"below"`
	Lowest float64         `json:"lowest"` // extremes of S_A - S_B, not rounded
	Most   float64         `json:"most"`
	Sharp  bool            `json:"sharp"` // weights of the set reach the two extremes; otherwise these are bounds
}

// Sure reports whether one thing alone can be.
func (p Pair) Sure() bool {
	n := 0
	for _, can := range []bool{p.Above, p.Equal, p.Below} {
		if can {
			n++
		}
	}
	return n == 1
}

// Pair returns what is proved of two units, by code. Units that there are not, or that
// are not ranked together, are errors that wrap [basis.ErrUnknown].
func (c *Certificate) Pair(a, b string) (Pair, error) {
	i, err := c.find(a)
	if err != nil {
		return Pair{}, err
	}
	j, err := c.find(b)
	if err != nil {
		return Pair{}, err
	}
	if c.outcomes(i, j) == 0 {
		return Pair{}, basis.Errorf("%w: %s and %s are not ranked with each other", basis.ErrUnknown, a, b)
	}
	return c.pair(c.prover(), i, j), nil
}

// Pairs ranges over all pairs of units that are ranked together, the one that the
// ranking has above first.
func (c *Certificate) Pairs() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		p := c.prover()
		for i := range c.Standings {
			for j := i + 1; j < len(c.Standings); j++ {
				if c.outcomes(i, j) != 0 && !yield(c.pair(p, i, j)) {
					return
				}
			}
		}
	}
}

// outcomes is 0 of units that are not ranked together.
func (c *Certificate) outcomes(i, j int) outcomes { return c.pairs[i*len(c.Standings)+j] }

func (c *Certificate) pair(p *prover, i, j int) Pair {
	p.relate(c.rows[i], c.rows[j])
	at, out := p.judge.At, c.outcomes(i, j)
	given := p.given(c.rows[i], at) - p.given(c.rows[j], at)
	return Pair{
		A: c.Standings[i].Unit, B: c.Standings[j].Unit,
		Above: out&ahead != 0, Equal: out&level != 0, Below: out&behind != 0,
		Lowest: -p.down.v[at] + given, Most: p.up.v[at] + given, Sharp: p.sharp,
	}
}

// find finds a ranked unit.
func (c *Certificate) find(unit string) (int, error) {
	row, ok := c.table.Row(unit)
	at, ranked := c.index[row]
	if !ok || !ranked {
		return 0, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: it is not ranked", basis.ErrUnknown)}
	}
	return at, nil
}

// First is who is among the first N.
type First struct {
	N       int               `json:"n"`
	Surely  []indicators.Unit `json:"surely"`  // for all weights of the set
	Perhaps []indicators.Unit `json:"perhaps"` // neither is proved
	Not     []indicators.Unit `json:"not"`     // for no weights of the set
}

// First tells, in the order of the ranking, who is surely among the first n, who surely
// not, and of whom neither is proved. Where classes have places of their own, it is the
// first n of each.
func (c *Certificate) First(n int) First {
	out := First{N: n}
	for _, s := range c.Standings {
		switch {
		case s.Worst <= n:
			out.Surely = append(out.Surely, s.Unit)
		case s.Best > n:
			out.Not = append(out.Not, s.Unit)
		default:
			out.Perhaps = append(out.Perhaps, s.Unit)
		}
	}
	return out
}

// Standing returns what is proved of a unit, by code. A unit that is not ranked is an
// error that wraps [basis.ErrUnknown].
func (c *Certificate) Standing(unit string) (Standing, error) {
	at, err := c.find(unit)
	if err != nil {
		return Standing{}, err
	}
	return c.Standings[at], nil
}

// Witness returns weights of the set that give the unit its BestSeen or its WorstSeen.
func (c *Certificate) Witness(unit string) (best, worst Witness, err error) {
	at, err := c.find(unit)
	if err != nil {
		return Witness{}, Witness{}, err
	}
	g := c.prover().ground
	return g.witness(c.found[at][0]), g.witness(c.found[at][1]), nil
}
