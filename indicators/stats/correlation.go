package stats

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Spearman returns the rank correlation of x and y, the Pearson correlation of
// their mid-ranks ([MidRanks]), which is right with ties, too:
//
//	rho = sum (r_i - m)(s_i - m) / sqrt(sum (r_i - m)^2 sum (s_i - m)^2),  m = (n+1)/2
//
// It is exactly 1 for equal rankings and exactly -1 for opposite ones. Slices of
// different lengths are [ErrLength], empty ones [basis.ErrEmpty], a value that is not
// finite [basis.ErrNumber], a constant slice (so also n = 1) [basis.ErrConstant].
//
// Source: M. G. Kendall (1970), Rank Correlation Methods, 4th ed., section 3.8.
func Spearman(x, y []float64) (float64, error) {
	if err := checkPair(x, y); err != nil {
		return 0, err
	}
	r, err := MidRanks(nil, x)
	if err != nil {
		return 0, err
	}
	s, err := MidRanks(nil, y)
	if err != nil {
		return 0, err
	}
	// Twice the deviations are whole numbers, so the sums are exact up to some
	// hundred thousand values, whatever the order of summation.
	var rs, rr, ss float64
	n1 := float64(len(x) + 1)
	for i := range r {
		a, b := 2*r[i]-n1, 2*s[i]-n1
		rs += float64(a * b)
		rr += float64(a * a)
		ss += float64(b * b)
	}
	if rr == 0 || ss == 0 {
		return 0, constant(rr == 0)
	}
	return cut(rs / math.Sqrt(float64(rr*ss))), nil
}

// KendallTauB returns Kendall's rank correlation with correction for ties:
//
//	tau_b = (C - D) / sqrt((n0 - n1)(n0 - n2)),  n0 = n(n-1)/2
//
// C and D are the numbers of concordant and discordant pairs, n1 and n2 those of
// the pairs tied in x and in y. They are counted exactly in O(n log n), by a
// merge sort that counts exchanges. The result is exactly 1 for equal rankings
// and exactly -1 for opposite ones.
//
// Slices of different lengths are [ErrLength], empty ones [basis.ErrEmpty], a value
// that is not finite [basis.ErrNumber], a constant slice (so also n = 1)
// [basis.ErrConstant].
//
// Source: M. G. Kendall (1945), The Treatment of Ties in Ranking Problems,
// Biometrika 33(3), 239-251; W. R. Knight (1966), A Computer Method for
// Calculating Kendall's Tau with Ungrouped Data, Journal of the American
// Statistical Association 61(314), 436-439.
func KendallTauB(x, y []float64) (float64, error) {
	p, err := countPairs(x, y)
	if err != nil {
		return 0, err
	}
	inX, inY := p.all-p.tiedX, p.all-p.tiedY
	return cut(float64(p.concordant-p.discordant) / math.Sqrt(float64(float64(inX)*float64(inY)))), nil
}

// byBoth is the order of the units by x, those tied in it by y, and y in that order.
func byBoth(x, y []float64) (order []int, v []float64) {
	order, v = make([]int, len(x)), make([]float64, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		case y[a] < y[b]:
			return -1
		case y[a] > y[b]:
			return 1
		}
		return 0
	})
	for i, at := range order {
		v[i] = y[at]
	}
	return order, v
}

// tiedPairs counts the pairs within runs of equal neighbors; same says whether
// item i equals the one before it.
func tiedPairs(n int, same func(i int) bool) int64 {
	var pairs, run int64
	for i := 1; i < n; i++ {
		if same(i) {
			run++
			pairs += run
		} else {
			run = 0
		}
	}
	return pairs
}

// exchanges sorts v and returns how many exchanges of neighbors that takes: the
// number of pairs i < j with v[i] > v[j].
func exchanges(v, scratch []float64) int64 {
	if len(v) < 2 {
		return 0
	}
	mid := len(v) / 2
	count := exchanges(v[:mid], scratch[:mid]) + exchanges(v[mid:], scratch[mid:])
	copy(scratch, v)
	left, right := scratch[:mid], scratch[mid:]
	for k := range v {
		switch {
		case len(left) == 0 || len(right) > 0 && right[0] < left[0]:
			v[k] = right[0]
			right = right[1:]
			count += int64(len(left))
		default:
			v[k] = left[0]
			left = left[1:]
		}
	}
	return count
}

func constant(first bool) error {
	if first {
		return basis.Errorf("first slice: %w", basis.ErrConstant)
	}
	return basis.Errorf("second slice: %w", basis.ErrConstant)
}

// cut keeps a correlation in [-1, 1] when its last digit was rounded outwards.
func cut(r float64) float64 { return min(max(r, -1), 1) }
