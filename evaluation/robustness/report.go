package robustness

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Report is what was counted over the draws of a study, or of a part of it. All of it is
// whole numbers, so that reports of parts merge into that of the whole.
type Report struct {
	Study    string     `json:"study"` // tells it from other studies
	Parts    [][2]int   `json:"parts"` // the draws: from the first number to before the second
	Draws    int        `json:"draws"`
	Failed   int        `json:"failed,omitzero"`   // of these; they count in nothing else
	Failures []Failure  `json:"failures,omitzero"` // the first 100
	Stopped  basis.Text `json:"stopped,omitzero"`  // by the stop rule: when and why

	Digits int          `json:"digits"` // of recorded scores
	Units  []UnitCounts `json:"units"`  // in the order of the table; those that are not ranked too
	Grades []string     `json:"grades,omitzero"`
	Shift  uint64       `json:"shift"` // sum over draws and units of how many ranks a unit moved
	First  []Stay       `json:"first,omitzero"`
	Pools  []PoolCounts `json:"pools,omitzero"` // awards at risk
}

// Failure is a draw that has no scores.
type Failure struct {
	Draw int   `json:"draw"`
	Err  error `json:"err"`
}

// Count is how often a recorded score, in units of its last digit, came.
type Count struct {
	Value int64  `json:"value"`
	N     uint32 `json:"n"`
}

// Stay counts who of the first N of the base stays among the first N.
type Stay struct {
	N     int    `json:"n"`
	Of    int    `json:"of"`    // units of rank N or better in the base
	Stays uint64 `json:"stays"` // sum over draws
}

// UnitCounts are the counts of one unit.
type UnitCounts struct {
	Unit   indicators.Unit `json:"unit"`
	Rank   int             `json:"rank"`            // in the base; 0: not ranked
	Ranks  []uint32        `json:"ranks,omitzero"`  // draws at rank 1, 2, ..., to the last that came
	Scores []Count         `json:"scores,omitzero"` // rising
	Above  []uint32        `json:"above,omitzero"`  // draws in which it stands above each unit
	Grades []uint32        `json:"grades,omitzero"` // draws in each grade

	// Central are sums, over the draws in which it is first, of the weight of each node
	// among its siblings, in billionths.
	Central []int64 `json:"central,omitzero"`
}

// Text says what the report is of; failed draws come first.
func (r *Report) Text() basis.Text {
	out := basis.Textf("%d draws", r.Draws)
	if r.Failed > 0 {
		out = basis.Textf("%d of %d draws failed, the first (%d): %v", r.Failed, r.Draws, r.Failures[0].Draw, r.Failures[0].Err)
	}
	if !r.Stopped.IsZero() {
		out = basis.Textf("%v; %v", out, r.Stopped)
	}
	return out
}

// String is Text in English.
func (r *Report) String() string { return r.Text().String() }

// Good is the number of draws that did not fail.
func (r *Report) Good() int { return r.Draws - r.Failed }

// Find returns the counts of a unit, by code.
func (r *Report) Find(unit string) (UnitCounts, bool) {
	for _, u := range r.Units {
		if u.Unit.Code == unit {
			return u, true
		}
	}
	return UnitCounts{}, false
}

// MeanShift is by how many ranks a ranked unit moves in the mean; NaN without a draw.
func (r *Report) MeanShift() float64 {
	ranked := 0
	for _, u := range r.Units {
		if u.Rank > 0 {
			ranked++
		}
	}
	return float64(r.Shift) / float64(r.Good()) / float64(ranked)
}

// Share is the share of the first N of the base that stays, in the mean over draws.
func (s Stay) Share(draws int) float64 { return float64(s.Stays) / float64(draws) / float64(s.Of) }

// At is the share of draws in which the unit has a rank: its rank acceptability index.
func (u UnitCounts) At(rank int) float64 {
	if rank < 1 || rank > len(u.Ranks) {
		return 0
	}
	return float64(u.Ranks[rank-1]) / float64(u.draws())
}

// Within is the share of draws in which the unit is among the first n.
func (u UnitCounts) Within(n int) float64 {
	var sum uint64
	for _, x := range u.Ranks[:min(max(n, 0), len(u.Ranks))] {
		sum += uint64(x)
	}
	return float64(sum) / float64(u.draws())
}

// CentralWeights is the winning-weight profile of a unit: the mean weights, of each node
// among its siblings in the order of [evaluation.Result.Codes], of the draws in which it
// is first. They say what one must hold dear to have it first, and are known as its
// central weights (Lahdelma and Salminen 2001). ok is false if it never is first, or if
// Options.Central was not set.
func (u UnitCounts) CentralWeights() (shares []float64, ok bool) {
	if len(u.Central) == 0 || len(u.Ranks) == 0 || u.Ranks[0] == 0 {
		return nil, false
	}
	for _, x := range u.Central {
		shares = append(shares, float64(x)/billionth/float64(u.Ranks[0]))
	}
	return shares, true
}

func (u UnitCounts) draws() (n uint64) {
	for _, x := range u.Ranks {
		n += uint64(x)
	}
	return n
}

// byRank are the ranks as counts.
func (u UnitCounts) byRank() []Count {
	var out []Count
	for i, n := range u.Ranks {
		if n > 0 {
			out = append(out, Count{int64(i + 1), n})
		}
	}
	return out
}

// MeanRank is the mean of its ranks, and MeanScore that of its recorded scores; NaN if
// it has none.
func (u UnitCounts) MeanRank() float64 { return meanOf(u.byRank(), 0) }

// MeanScore is the mean of the recorded scores.
func (u UnitCounts) MeanScore(r *Report) float64 { return meanOf(u.Scores, r.Digits) }

// RankQuantile is the quantile of order p, from 0 to 1, of its ranks (type 7, as
// [stats.Quantile]); 0.5 is the median. NaN if it has none.
func (u UnitCounts) RankQuantile(p float64) float64 { return quantile(u.byRank(), p, 0) }

// ScoreQuantile is that of its recorded scores.
func (u UnitCounts) ScoreQuantile(r *Report, p float64) float64 {
	return quantile(u.Scores, p, r.Digits)
}

// meanOf is the float64 nearest to the mean of counted values.
func meanOf(counts []Count, digits int) float64 {
	sum, n := new(big.Int), new(big.Int)
	for _, c := range counts {
		k := big.NewInt(int64(c.N))
		n.Add(n, k)
		sum.Add(sum, k.Mul(k, big.NewInt(c.Value)))
	}
	if n.Sign() == 0 {
		return math.NaN()
	}
	x, _ := new(big.Rat).SetFrac(sum, n.Mul(n, power(digits))).Float64()
	return x
}

// squares is the sum of squared distances from the mean, over n.
func squares(counts []Count) float64 {
	sum, square, all := new(big.Int), new(big.Int), new(big.Int)
	for _, c := range counts {
		v, k := big.NewInt(c.Value), big.NewInt(int64(c.N))
		all.Add(all, k)
		k.Mul(k, v)
		sum.Add(sum, k)
		square.Add(square, v.Mul(v, k))
	}
	if all.Sign() == 0 {
		return math.NaN()
	}
	square.Mul(square, all).Sub(square, sum.Mul(sum, sum))
	variance, _ := new(big.Rat).SetFrac(square, all.Mul(all, all)).Float64()
	return variance
}

func quantile(counts []Count, p float64, digits int) float64 {
	var n uint64
	for _, c := range counts {
		n += uint64(c.N)
	}
	if n == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	h := float64(n-1) * p
	j := uint64(h)
	at := func(k uint64) float64 { // the value number k, from 0
		for _, c := range counts {
			if k < uint64(c.N) {
				x, _ := new(big.Rat).SetFrac(big.NewInt(c.Value), power(digits)).Float64()
				return x
			}
			k -= uint64(c.N)
		}
		return math.NaN() // cannot be
	}
	lo, g := at(j), h-float64(j)
	if g == 0 {
		return lo
	}
	return float64((1-g)*lo) + float64(g*at(j+1))
}

func power(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}
