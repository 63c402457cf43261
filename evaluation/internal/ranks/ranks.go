// Package ranks numbers things that stand in order, with ties: the one place where
// it is done.
package ranks

// Rule says which ranks equal things get.
type Rule int

// The rules, with the ranks that they give to 90, 80, 80, 70.
const (
	Competition Rule = iota // 1, 2, 2, 4
	Dense                   // 1, 2, 2, 3
	Ordinal                 // 1, 2, 3, 4
)

// Number calls give for each of n things in order, with its rank from 1, how many are
// equal to it, itself included, and the place from 1 at which their group begins. equal
// reports whether thing i, from 1 on, is equal to the one before it.
func Number(n int, rule Rule, equal func(i int) bool, give func(i, rank, size, first int)) {
	rank, dense := 0, 0
	for first := 0; first < n; {
		past := first + 1
		for past < n && equal(past) {
			past++
		}
		dense++
		for i := first; i < past; i++ {
			switch rule {
			case Dense:
				rank = dense
			case Ordinal:
				rank = i + 1
			default:
				rank = first + 1
			}
			give(i, rank, past-first, first+1)
		}
		first = past
	}
}

// Groups numbers the groups of equal things among n in order, from 0.
func Groups(n int, equal func(i int) bool) []int {
	out := make([]int, n)
	for i := 1; i < n; i++ {
		out[i] = out[i-1]
		if !equal(i) {
			out[i]++
		}
	}
	return out
}
