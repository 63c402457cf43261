package proof

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Certificate is what is proved of a ranking for all weights of a set.
type Certificate struct {
	Set       Box        `json:"set"`
	Standings []Standing `json:"standings"`      // of the ranked units, in the order of the ranking
	Sure      int        `json:"sure"`           // pairs of which one surely stands above the other, or that are surely equal
	Open      int        `json:"open"`           // pairs that some weights of the set may turn, or make equal
	Rough     int        `json:"rough,omitzero"` // pairs of these two whose bounds are not sharp: see [Pair.Sharp]

	rows   []int       // of Standings
	index  map[int]int // place in Standings of a row
	pairs  []outcomes  // of Standings i and j, at i*len+j
	found  [][2]found  // of each of Standings, the best and the worst seen
	prover func() *prover
	table  *indicators.Table
}

// Standing is what is proved of one unit. Best and Worst are bounds: no weights of the
// set give it a better or a worse rank. They need not be reached, since the weights
// that are best against one rival are others than those against the next; BestSeen and
// WorstSeen are ranks that weights of the set do give it ([Certificate.Witness]), so
// that the truth lies between.
type Standing struct {
	Unit      indicators.Unit `json:"unit"`
	Rank      int             `json:"rank"`
	Best      int             `json:"best"`
	Worst     int             `json:"worst"`
	BestSeen  int             `json:"best_seen"`
	WorstSeen int             `json:"worst_seen"`
	Low       float64         `json:"low"`  // smallest score, as it is published
	High      float64         `json:"high"` // largest score
}

// Certify proves, for each pair of units that are ranked together, whether one stands
// above the other for every admissible weight, and from that bounds of each unit's
// rank. It answers "does this county keep its place if the weights were a little
// different?" without a draw:
//
//	best rank  >= 1 + number of units surely above it
//	worst rank <= 1 + number of units that may stand above it
//
// The score of every node must be an arithmetic mean of its children's scores
// ([aggregate.Arithmetic], [aggregate.Present] of it); rulings stay as they are. For a
// pair the extreme of S_i - S_j over the set is then exact. Bounds of geometric and
// harmonic means hold and are marked as not sharp; any other aggregator is an error
// that wraps [ErrNotAdditive] and names the node, and so is a node that does not apply to
// some unit ([evaluation.Result.Applies]).
//
// Above means on the published digits: i is surely above j if it is so after rounding
// whatever the weights, by one published unit at least, or by a border of rounding that
// always lies between the two. Where scores can be equal, the keys of the decision
// decide, as far as they are sure. Where no digits are published, 12 significant ones are
// compared ([evaluation.Ties]): scores are surely apart from one unit of the last of
// these on, at the size of the largest score.
//
// An extreme within 1e-9 of a decision is computed again in rationals. Weights that are
// no weights at all (all of a node 0) are in no set, nor are those under which a
// [aggregate.Present] finds too few children.
//
// A decision that prints parts and ranks by their sums ([evaluation.Printing]) is refused
// by name ([evaluation.ErrPrinting]): what is proved here knows the rounding of the total
// alone.
//
// Sources: the tree as a fractional-linear program, [Box]; ranks from pairs: A. Salo,
// R. P. Hamalainen (1992), Preference assessment by imprecise ratio statements,
// Operations Research 40(6), 1053-1061; and A. Salo, A. Punkka (2011), Ranking
// intervals and dominance relations for ratio-based efficiency analysis, Management
// Science 57(1), 200-214.
func Certify(r *evaluation.Result, d evaluation.Decision, set Box) (*Certificate, error) {
	e, err := newGround(r, d)
	if err != nil {
		return nil, err
	}
	b, err := newBounds(e, set)
	if err != nil {
		return nil, err
	}
	c := &Certificate{Set: set, table: r.Prepared, index: map[int]int{}, prover: func() *prover { return b.copyFor(set).prover(e.judge) }}
	for _, p := range e.judge.Base.Places {
		row, ok := r.Prepared.Row(p.Unit.Code)
		if p.Rank == 0 || !ok {
			continue
		}
		c.index[row] = len(c.rows)
		c.rows = append(c.rows, row)
		c.Standings = append(c.Standings, Standing{Unit: p.Unit, Rank: p.Rank})
	}
	c.prove(e.judge, set.still(e.Layout))
	c.bound(e.judge)
	c.look(e, b)
	return c, nil
}

// prove decides all pairs, on all cores.
func (c *Certificate) prove(j *layout.Judge, still bool) {
	n := len(c.rows)
	c.pairs = make([]outcomes, n*n)
	rough := make([]int, n)
	basis.EachWith(n, n*n, func() func(int) {
		p := c.prover()
		return func(a int) {
			i := c.rows[a]
			s := &c.Standings[a]
			s.Low, s.High = p.lowest(i, j.At), p.highest(i, j.At)
			for b := a + 1; b < n; b++ {
				k := c.rows[b]
				if j.Field[i] != j.Field[k] {
					continue
				}
				var out outcomes
				if still { // one point: the ranking itself
					out = ahead
					if s.Rank == c.Standings[b].Rank {
						out = level
					}
				} else if out = p.relate(i, k); !p.sharp {
					rough[a]++
				}
				c.pairs[a*n+b], c.pairs[b*n+a] = out, out.mirrored()
			}
		}
	})
	for a := range n {
		c.Rough += rough[a]
		for b := a + 1; b < n; b++ {
			switch c.pairs[a*n+b] {
			case 0:
			case ahead, level, behind:
				c.Sure++
			default:
				c.Open++
			}
		}
	}
}

// bound counts, for each unit, those that surely or perhaps stand above it. Under dense
// ranks equal units above count once: at the best those that stand above each other in
// a chain, at the worst all but those that are surely equal to another.
func (c *Certificate) bound(j *layout.Judge) {
	n := len(c.rows)
	dense := j.Ties.Rule == evaluation.Dense
	chain, twin := make([]int, n), make([]bool, n) // longest chain that ends at a unit; surely equal to one before it
	for a := range n {
		for b := range a {
			twin[a] = twin[a] || c.pairs[b*n+a] == level
		}
	}
	for a := range n {
		best, worst := 0, 0
		for b := range n {
			out := c.pairs[b*n+a]
			if out == ahead {
				best++
				chain[a] = max(chain[a], chain[b])
			}
			if out&ahead != 0 && (!dense || !twin[b]) {
				worst++
			}
		}
		chain[a]++
		if dense {
			best = chain[a] - 1
		}
		c.Standings[a].Best, c.Standings[a].Worst = best+1, worst+1
	}
}

// look searches weights of the set that give each unit a good and a bad rank.
func (c *Certificate) look(e *ground, b *bounds) {
	n := len(c.rows)
	c.found = make([][2]found, n)
	basis.EachWith(n, n*n, func() func(int) {
		s := newSeeker(e, b)
		return func(a int) {
			at := &c.Standings[a]
			var rivals []int
			for k, out := range c.pairs[a*n : (a+1)*n] {
				if out&(out-1) != 0 {
					rivals = append(rivals, c.rows[k])
				}
			}
			best := s.seek(c.rows[a], at.Rank, at.Best, rivals, 1)
			worst := s.seek(c.rows[a], at.Rank, at.Worst, rivals, -1)
			at.BestSeen, at.WorstSeen = best.rank, worst.rank
			c.found[a] = [2]found{best, worst}
		}
	})
}
