package robustness

import (
	"math/bits"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Group is units of which no two can be told apart under the stated choices. It is as
// large as it can be: everybody else can be told from one of them. Groups overlap, since
// who can be told from neither neighbor still tells these two apart.
type Group struct {
	Letter string            `json:"letter"` // a, b, ..., z, aa, ab, ...
	Units  []indicators.Unit `json:"units"`  // in the order of their mean ranks
}

// Kept is the share of draws that keep the order of two units, given by their places in
// Units: those in which the one that stands above the other in most draws does so. It
// needs Options.Pairs.
func (r *Report) Kept(i, j int) float64 {
	a, b := r.Units[i], r.Units[j]
	if j >= len(a.Above) || i >= len(b.Above) {
		return 0
	}
	return float64(max(a.Above[j], b.Above[i])) / float64(r.Good())
}

// Groups are the units that are indistinguishable under the stated choices: of two of a
// group fewer than the share of draws, usually 0.95, keep the order. Shown as letters
// beside each unit they are a compact letter display. No group says that a difference
// is significant, a word for samples.
//
// A report without pairs (Options.Pairs), and a share that is not above a half and at
// most 1, are errors that wrap [ErrStudy].
//
// Source: H.-P. Piepho (2004), An algorithm for a letter-based representation of
// all-pairwise comparisons, Journal of Computational and Graphical Statistics 13(2),
// 456-466 (insert and absorb).
func (r *Report) Groups(share float64) ([]Group, error) {
	if !(share > 0.5 && share <= 1) {
		return nil, basis.Errorf("%w: a share of %v of the draws is not above a half and at most 1", ErrStudy, share)
	}
	var order []int // units that are ranked
	means := make([]float64, len(r.Units))
	for i, u := range r.Units {
		if u.Rank == 0 {
			continue
		}
		if len(u.Above) == 0 {
			return nil, basis.Errorf("%w: pairs were not counted", ErrStudy)
		}
		order, means[i] = append(order, i), u.MeanRank()
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case means[a] < means[b]:
			return -1
		case means[a] > means[b]:
			return 1
		}
		return 0
	})
	all := newSet(len(order))
	for k := range order {
		all.add(k)
	}
	columns := []set{all}
	for a := range order {
		for b := a + 1; b < len(order); b++ {
			if r.Kept(order[a], order[b]) >= share {
				columns = split(columns, a, b)
			}
		}
	}
	slices.SortFunc(columns, func(x, y set) int { return x.compare(y) })
	out := make([]Group, len(columns))
	for at, column := range columns {
		out[at].Letter = letter(at)
		for k, i := range order {
			if column.has(k) {
				out[at].Units = append(out[at].Units, r.Units[i].Unit)
			}
		}
	}
	return out, nil
}

// split parts every column that has both a and b into one without a and one without b,
// and leaves out columns that are part of another.
func split(columns []set, a, b int) []set {
	var kept, made []set
	for _, c := range columns {
		if !c.has(a) || !c.has(b) {
			kept = append(kept, c)
			continue
		}
		for _, k := range []int{a, b} {
			part := slices.Clone(c)
			part.remove(k)
			made = append(made, part)
		}
	}
	for i, part := range made {
		within := func(c set) bool { return part.within(c) }
		if !slices.ContainsFunc(kept, within) && !slices.ContainsFunc(made[i+1:], within) {
			kept = append(kept, part)
		}
	}
	return kept
}

// letter is a, b, ..., z, aa, ab, ...
func letter(at int) string {
	s := ""
	for at++; at > 0; at = (at - 1) / 26 {
		s = string(rune('a'+(at-1)%26)) + s
	}
	return s
}

// set is a set of small numbers.
type set []uint64

func newSet(n int) set       { return make(set, (n+63)/64) }
func (s set) add(k int)      { s[k/64] |= 1 << (k % 64) }
func (s set) remove(k int)   { s[k/64] &^= 1 << (k % 64) }
func (s set) has(k int) bool { return s[k/64]>>(k%64)&1 == 1 }
func (s set) within(o set) bool {
	for i, x := range s {
		if x&^o[i] != 0 {
			return false
		}
	}
	return true
}

// compare orders sets by their first number that the other does not have.
func (s set) compare(o set) int {
	for i, x := range s {
		if d := x ^ o[i]; d != 0 {
			if x>>bits.TrailingZeros64(d)&1 == 1 {
				return -1
			}
			return 1
		}
	}
	return 0
}
