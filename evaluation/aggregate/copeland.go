package aggregate

import (
	"github.com/countyeval/countyeval/weights"
)

// Copeland scores a unit by its duels: against each other unit it wins if the
// children on which it scores higher weigh more than those on which it scores
// lower,
//
//	m(a,b) = sum_j w_j sign(s_aj - s_bj)
//	C_a    = #{b: m(a,b) > 0} - #{b: m(a,b) < 0}
//
// Only the order of the scores counts, not their distance: nothing is made up for
// by a large lead elsewhere. C is a whole number from -(n-1) to n-1. A margin
// within 1e-12 of 0 is a draw, so that children weighing 0.1 and 0.2 draw with one
// weighing 0.3, and scores within 1e-12 of the largest are equal: last bits decide
// no duel.
//
// A child on which all units are equal decides no duel. A single unit has score 0.
// Missing scores are refused. Time is n^2 k/2: 158 units and 28 children take
// about a millisecond, 10,000 units some seconds.
//
// A higher score on a child never lowers the unit's score nor its rank. A duel
// hangs on its two units alone, but the count of duels does not: units that come
// or go can reverse the order of others.
//
// Source: A. H. Copeland, A reasonable social welfare function (1951); OECD/JRC,
// Handbook on Constructing Composite Indicators (2008), step 6,
// non-compensatory multi-criteria approach (the outranking matrix); COINr's a_copeland.
type Copeland struct{}

var _ Relative = Copeland{}

// RelativeToGroup implements [Relative]: always.
func (Copeland) RelativeToGroup() bool { return true }

// CopelandSolution is the outcome of all duels.
type CopelandSolution struct {
	Wins   []int     `json:"wins,omitzero"` // of each unit
	Losses []int     `json:"losses,omitzero"`
	Draws  []int     `json:"draws,omitzero"`
	Score  []float64 `json:"score,omitzero"` // wins less losses

	// Outranking has, for the units of row and column, the weight of the children
	// on which the first scores higher, plus half the weight of those on which
	// they are equal; 0 on the diagonal. Above 0.5 the first wins.
	Outranking [][]float64 `json:"outranking,omitzero"`
}

// Aggregate implements [Aggregator].
func (Copeland) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	clear(dst)
	s.tie()
	s.duels(func(a, b int, margin float64) {
		switch {
		case margin > equalUpTo:
			dst[a]++
			dst[b]--
		case margin < -equalUpTo:
			dst[a]--
			dst[b]++
		}
	})
	return nil
}

// Solve gives the outcome of all duels, and the outranking matrix.
func (Copeland) Solve(g weights.Group, w []float64) (CopelandSolution, error) {
	s, err := siblingsOf(g, w)
	if err != nil {
		return CopelandSolution{}, err
	}
	out := CopelandSolution{
		Wins: make([]int, s.n), Losses: make([]int, s.n), Draws: make([]int, s.n),
		Score: make([]float64, s.n), Outranking: make([][]float64, s.n),
	}
	for i := range out.Outranking {
		out.Outranking[i] = make([]float64, s.n)
	}
	s.tie()
	s.duels(func(a, b int, margin float64) {
		out.Outranking[a][b], out.Outranking[b][a] = (1+margin)/2, (1-margin)/2
		switch {
		case margin > equalUpTo:
			out.Wins[a]++
			out.Losses[b]++
		case margin < -equalUpTo:
			out.Wins[b]++
			out.Losses[a]++
		default:
			out.Draws[a]++
			out.Draws[b]++
		}
	})
	for i := range out.Score {
		out.Score[i] = float64(out.Wins[i] - out.Losses[i])
	}
	return out, nil
}

// duels calls f for every pair of rows a < b with the margin of a over b.
func (s *siblings) duels(f func(a, b int, margin float64)) {
	margins := make([]float64, s.n)
	for a := range s.n {
		m := margins[:s.n-a-1]
		clear(m)
		for j, col := range s.x {
			x, w := col[a], s.w[j]
			others := col[a+1:]
			others = others[:len(m)]
			signs := [3]float64{-w, 0, w}
			for b, y := range others {
				m[b] += signs[1+above(x, y)-above(y, x)]
			}
		}
		for b, margin := range m {
			f(a, a+1+b, margin)
		}
	}
}

// above is 1 if x is greater than y, otherwise 0; compiled without a branch, as
// the outcome of a duel cannot be predicted.
func above(x, y float64) int {
	if x > y {
		return 1
	}
	return 0
}
