package robustness

import (
	"cmp"
	"slices"
)

// values counts how often each recorded score came: on pages of neighbors where the scores
// lie near each other, as they do, and in a map beyond. What comes is put by and counted
// batch by batch, so that the counts of one unit are looked up while they are at hand.
type values struct {
	first int64   // number of the first page
	pages []*page // nil where nothing came
	far   map[int64]uint32
	by    []int64
}

// page is the counts of as many values as it has, from a multiple of their number on.
type page [1 << pageBits]uint32

const (
	pageBits = 7
	wide     = 1 << 10 // how many pages may lie from the first to the last
	batch    = 64
)

func (v *values) add(x int64) {
	if v.by == nil {
		v.by = make([]int64, 0, batch)
	}
	if v.by = append(v.by, x); len(v.by) == batch {
		v.flush()
	}
}

// flush counts what was put by.
func (v *values) flush() {
	if len(v.by) == 0 {
		return
	}
	all := v.by
	v.by = v.by[:0]
	if !v.reach(slices.Min(all)>>pageBits, slices.Max(all)>>pageBits) {
		for _, x := range all {
			if v.reach(x>>pageBits, x>>pageBits) {
				v.count(x)
				continue
			}
			if v.far == nil {
				v.far = map[int64]uint32{}
			}
			v.far[x]++
		}
		return
	}
	for _, x := range all {
		v.count(x)
	}
}

// count counts a value for whose page there is a place.
func (v *values) count(x int64) {
	p := &v.pages[x>>pageBits-v.first]
	if *p == nil {
		*p = new(page)
	}
	(*p)[x&(1<<pageBits-1)]++
}

// reach makes places for the pages from lo to hi; it does not if they would be too many.
func (v *values) reach(lo, hi int64) bool {
	last := v.first + int64(len(v.pages)) - 1
	if len(v.pages) == 0 {
		v.first, last = lo, lo-1
	}
	from, to := min(v.first, lo), max(last, hi)
	switch {
	case to-from >= wide || to-from < 0:
		return false
	case from == v.first && to == last:
		return true
	}
	pages := make([]*page, to-from+1)
	copy(pages[v.first-from:], v.pages)
	v.first, v.pages = from, pages
	return true
}

// at is a page by its number; nil if nothing came on it.
func (v *values) at(number int64) *page {
	if k := number - v.first; k >= 0 && k < int64(len(v.pages)) {
		return v.pages[k]
	}
	return nil
}

// countsOf lists the values of all parts together, in order. Scratch is memory that is used
// again.
func countsOf(scratch []Count, parts ...*values) (counts, again []Count) {
	var numbers []int64 // of pages
	for _, v := range parts {
		v.flush()
		for k, p := range v.pages {
			if p != nil {
				numbers = append(numbers, v.first+int64(k))
			}
		}
	}
	slices.Sort(numbers)
	scratch = scratch[:0]
	var sum page
	for _, number := range slices.Compact(numbers) {
		clear(sum[:])
		for _, v := range parts {
			if p := v.at(number); p != nil {
				for i, n := range p {
					sum[i] += n
				}
			}
		}
		for i, n := range sum {
			if n > 0 {
				scratch = append(scratch, Count{number<<pageBits + int64(i), n})
			}
		}
	}
	out := slices.Clone(scratch)
	for _, v := range parts {
		if len(v.far) == 0 {
			continue
		}
		far := make([]Count, 0, len(v.far))
		for x, n := range v.far {
			far = append(far, Count{x, n})
		}
		slices.SortFunc(far, func(a, b Count) int { return cmp.Compare(a.Value, b.Value) })
		out = addCounts(out, far)
	}
	return out, scratch
}
