package stats

import "slices"

// MidRanks writes the ascending ranks of the n values of x into dst: 1 for the
// smallest, n for the largest; equal values share the mean of the ranks they
// take together, so 10, 20, 20, 30 have 1, 2.5, 2.5, 4. The ranks always sum to
// n(n+1)/2.
//
// dst is used if it has room for n ranks, nil allocates; x is not changed (dst
// may be x itself). An empty x is [basis.ErrEmpty], a value that is not finite
// [basis.ErrNumber].
func MidRanks(dst, x []float64) ([]float64, error) {
	if err := check(x); err != nil {
		return nil, err
	}
	order := sorted(x)
	n := len(x)
	ranks := slices.Grow(dst[:0], n)[:n]
	// All ties are found before the first rank is written, since ranks may be x.
	end := make([]int, 0, n) // end[b] is the end of the b-th block of ties
	for i := 1; i <= n; i++ {
		if i == n || x[order[i]] != x[order[i-1]] {
			end = append(end, i)
		}
	}
	start := 0
	for _, stop := range end {
		rank := float64(start+1+stop) / 2 // mean of start+1 ... stop
		for _, i := range order[start:stop] {
			ranks[i] = rank
		}
		start = stop
	}
	return ranks, nil
}

// sorted returns the indices of x from the smallest value to the largest, equal
// ones in the order of x.
func sorted(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return a - b
	})
	return order
}
