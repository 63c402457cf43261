package stats

import (
	"math"
)

// GoodmanKruskalGamma returns the rank correlation of the pairs that neither x nor y ties:
//
//	gamma = (C - D) / (C + D)
//
// C and D are the numbers of concordant and discordant pairs. Pairs tied in either are
// left out, so it is never nearer to 0 than [KendallTauB], is that one without ties, and
// is 1 as soon as no pair turns round, however many are tied. They are counted exactly,
// in O(n log n).
//
// Slices of different lengths are [ErrLength], empty ones [basis.ErrEmpty], a value
// that is not finite [basis.ErrNumber], a constant slice (so also n = 1)
// [basis.ErrConstant]; in all others there is a pair to count.
//
// Source: L. A. Goodman and W. H. Kruskal (1954), Measures of Association for Cross
// Classifications, Journal of the American Statistical Association 49, 732-764.
func GoodmanKruskalGamma(x, y []float64) (float64, error) {
	p, err := countPairs(x, y)
	if err != nil {
		return 0, err
	}
	return float64(p.concordant-p.discordant) / float64(p.concordant+p.discordant), nil
}

// WeightedSpearman returns the weighted rank correlation r_w of two rankings, in which a
// difference counts the more the nearer it is to the top:
//
//	r_w = 1 - 6 sum (x_i - y_i)^2 ((N - x_i + 1) + (N - y_i + 1)) / (N^4 + N^3 - N^2 - N)
//
// x_i and y_i are the places of the N units, 1 the first, ties at their mean place. They
// are taken from the slices by [MidRanks], so x and y are places (under any rule for
// ties) or other figures of which the smallest is the first: scores come with a minus.
// It is exactly 1 for equal rankings and -1 for opposite ones without ties. The formula was
// made for rankings without ties: opposite ones with ties stay above -1 (places 1, 2, 2
// and 3, 1, 1 give -0.5), where [Spearman] gives -1.
//
// Slices of different lengths are [ErrLength], empty ones [basis.ErrEmpty], a value
// that is not finite [basis.ErrNumber], a constant slice (so also n = 1)
// [basis.ErrConstant].
//
// Source: L. Dancelli, M. Manisera and M. Vezzoli (2013), On two classes of Weighted Rank
// Correlation measures deriving from the Spearman's rho, Statistical Models for Data
// Analysis, 107-114, as the documentation of pymcdm cites and writes it.
func WeightedSpearman(x, y []float64) (float64, error) {
	r, s, err := places(x, y)
	if err != nil {
		return 0, err
	}
	// Places are halves of whole numbers: the sum is exact up to some ten thousand.
	var sum float64
	n := float64(len(x))
	for i := range r {
		d := r[i] - s[i]
		sum += float64(float64(d*d) * (float64(2*(n+1)) - r[i] - s[i]))
	}
	n2 := float64(n * n)
	return 1 - float64(6*sum)/float64(float64(n*(n+1))*(n2-1)), nil
}

// RankSimilarity returns the coefficient WS of a ranking with a reference: how far each
// unit moves, as a share of the farthest that it could move, counted by half as much with
// each place further down in the reference:
//
//	WS = 1 - sum 2^(-x_i) |x_i - y_i| / max(|1 - x_i|, |N - x_i|)
//
// x_i are the places in the reference and y_i those in the other ranking of N units, 1
// the first, ties at their mean place; they are taken from the slices by [MidRanks], as
// in [WeightedSpearman]. It is exactly 1 for equal rankings and not symmetric: it says
// what becomes of those at the top of the reference, and of hardly any below the tenth
// place.
//
// Slices of different lengths are [ErrLength], empty ones [basis.ErrEmpty], a value
// that is not finite [basis.ErrNumber], a constant slice (so also n = 1)
// [basis.ErrConstant].
//
// Source: W. Sałabun and K. Urbaniak (2020), A New Coefficient of Rankings Similarity in
// Decision-Making Problems, Computational Science - ICCS 2020, 632-645,
// doi:10.1007/978-3-030-50417-5_47.
func RankSimilarity(reference, y []float64) (float64, error) {
	r, s, err := places(reference, y)
	if err != nil {
		return 0, err
	}
	var sum float64
	n := float64(len(r))
	for i := range r {
		moved := math.Abs(r[i]-s[i]) / max(r[i]-1, n-r[i])
		sum += float64(halved(r[i]) * moved)
	}
	return 1 - sum, nil
}

// halved is 2^(-r) for a place r, which is a multiple of 1/2: correctly rounded.
func halved(r float64) float64 {
	whole := math.Floor(r)
	power := math.Ldexp(1, -int(whole))
	if r == whole {
		return power
	}
	return float64(power * math.Sqrt(0.5))
}

// places are the mid-ranks of two slices that are not constant.
func places(x, y []float64) (r, s []float64, err error) {
	if err := checkPair(x, y); err != nil {
		return nil, nil, err
	}
	if r, err = MidRanks(nil, x); err != nil {
		return nil, nil, err
	}
	if s, err = MidRanks(nil, y); err != nil {
		return nil, nil, err
	}
	for i, ranks := range [][]float64{r, s} {
		same := true
		for _, v := range ranks {
			same = same && v == ranks[0]
		}
		if same {
			return nil, nil, constant(i == 0)
		}
	}
	return r, s, nil
}

// pairCounts are the pairs of units by how two slices order them.
type pairCounts struct{ concordant, discordant, tiedX, tiedY, all int64 }

// countPairs counts them, of slices that are not constant.
func countPairs(x, y []float64) (pairCounts, error) {
	var p pairCounts
	if err := checkPair(x, y); err != nil {
		return p, err
	}
	order, v := byBoth(x, y)
	n := len(x)
	p.all = int64(n) * int64(n-1) / 2
	p.tiedX = tiedPairs(n, func(i int) bool { return x[order[i]] == x[order[i-1]] })
	tiedBoth := tiedPairs(n, func(i int) bool {
		return x[order[i]] == x[order[i-1]] && y[order[i]] == y[order[i-1]]
	})
	p.discordant = exchanges(v, make([]float64, n))
	p.tiedY = tiedPairs(n, func(i int) bool { return v[i] == v[i-1] }) // v is sorted now
	if p.all == p.tiedX || p.all == p.tiedY {
		return p, constant(p.all == p.tiedX)
	}
	p.concordant = p.all - p.tiedX - p.tiedY + tiedBoth - p.discordant
	return p, nil
}
