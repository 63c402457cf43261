package robustness

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// report adds up the tallies of all goroutines.
func report(states []*tally, p *plan, o Options, digits, draws int) *Report {
	out := &Report{Study: p.fingerprint(), Parts: [][2]int{{o.From, o.From + draws}}, Digits: digits}
	for row, rank := range p.e.judge.Rank {
		out.Units = append(out.Units, UnitCounts{Unit: p.e.result.Prepared.Unit(row), Rank: rank})
	}
	for _, n := range o.First {
		s := Stay{N: n}
		for _, rank := range p.e.judge.Rank {
			if rank > 0 && rank <= n {
				s.Of++
			}
		}
		out.First = append(out.First, s)
	}
	for _, t := range states {
		out.Draws += t.draws
		out.Failed += t.failures
		out.Failures = keepFirst(append(out.Failures, t.failed...))
		out.Shift += t.shift
		for k, n := range t.stays {
			out.First[k].Stays += n
		}
		if t.names != nil {
			out.Grades = t.names
		}
		for i := range out.Units {
			u := &out.Units[i]
			u.Ranks = addTo(u.Ranks, trimmed(t.byRank[i]))
			if t.above != nil {
				u.Above = addTo(u.Above, t.above[i])
			}
			if t.central != nil {
				u.Central = addTo(u.Central, t.central[i])
			}
			if t.grades != nil {
				u.Grades = addTo(u.Grades, t.grades[i])
			}
		}
	}
	return out
}

// full is the report with the counts of scores and awards, which the stop rule does without.
func full(states []*tally, p *plan, o Options, digits, draws int) *Report {
	out := report(states, p, o, digits, draws)
	basis.EachWith(len(out.Units), len(out.Units)*draws, func() func(int) {
		parts, scratch := make([]*values, len(states)), []Count(nil)
		return func(i int) {
			for s, t := range states {
				parts[s] = &t.values[i]
			}
			out.Units[i].Scores, scratch = countsOf(scratch, parts...)
		}
	})
	out.Pools = pools(states, p)
	return out
}

// trimmed leaves out zeros at the end.
func trimmed(x []uint32) []uint32 {
	for len(x) > 0 && x[len(x)-1] == 0 {
		x = x[:len(x)-1]
	}
	return x
}

// addTo adds counts, the longer of the two deciding the length.
func addTo[T uint32 | int64](dst, x []T) []T {
	if len(x) > len(dst) {
		dst = append(dst, make([]T, len(x)-len(dst))...)
	}
	for i, n := range x {
		dst[i] += n
	}
	return dst
}

// addCounts merges two lists in rising order into a new one.
func addCounts(a, b []Count) []Count {
	if len(a) == 0 || len(b) == 0 {
		return append(slices.Clone(a), b...)
	}
	out := make([]Count, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Value < b[0].Value:
			out, a = append(out, a[0]), a[1:]
		case a[0].Value > b[0].Value:
			out, b = append(out, b[0]), b[1:]
		default:
			out = append(out, Count{a[0].Value, a[0].N + b[0].N})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// Merge returns the report of the draws of both, which is that of one run over all of
// them, bit for bit. Reports of different studies, seeds or options, and parts that have
// draws in common, are errors that wrap [ErrStudy].
func (r *Report) Merge(o *Report) (*Report, error) {
	if r.Study != o.Study || r.Digits != o.Digits || len(r.Units) != len(o.Units) || len(r.First) != len(o.First) {
		return nil, basis.Errorf("%w: the reports are of different studies, seeds or options", ErrStudy)
	}
	out := *r
	out.Parts = slices.Concat(r.Parts, o.Parts)
	slices.SortFunc(out.Parts, func(a, b [2]int) int { return a[0] - b[0] })
	parts := out.Parts[:0]
	for _, p := range out.Parts {
		if k := len(parts) - 1; k >= 0 && p[0] < parts[k][1] {
			return nil, basis.Errorf("%w: both reports have draw %d", ErrStudy, p[0])
		} else if k >= 0 && p[0] == parts[k][1] {
			parts[k][1] = p[1]
			continue
		}
		parts = append(parts, p)
	}
	out.Parts = parts
	out.Draws, out.Failed, out.Shift, out.Stopped = r.Draws+o.Draws, r.Failed+o.Failed, r.Shift+o.Shift, basis.Text{}
	out.Failures = keepFirst(slices.Concat(r.Failures, o.Failures))
	out.First = slices.Clone(r.First)
	for k := range out.First {
		if out.First[k].N != o.First[k].N {
			return nil, basis.Errorf("%w: the reports count different firsts", ErrStudy)
		}
		out.First[k].Stays += o.First[k].Stays
	}
	var err error
	if out.Pools, err = mergePools(r.Pools, o.Pools); err != nil {
		return nil, err
	}
	if out.Grades == nil {
		out.Grades = o.Grades
	}
	out.Units = slices.Clone(r.Units)
	for i := range out.Units {
		u, v := &out.Units[i], o.Units[i]
		if len(u.Above) != len(v.Above) || len(u.Central) != len(v.Central) {
			return nil, basis.Errorf("%w: one report alone counts pairs or central weights", ErrStudy)
		}
		u.Ranks = addTo(slices.Clone(u.Ranks), v.Ranks)
		u.Scores = addCounts(u.Scores, v.Scores)
		u.Above = addTo(slices.Clone(u.Above), v.Above)
		u.Grades = addTo(slices.Clone(u.Grades), v.Grades)
		u.Central = addTo(slices.Clone(u.Central), v.Central)
	}
	return &out, nil
}
