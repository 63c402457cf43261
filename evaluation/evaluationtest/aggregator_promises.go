package evaluationtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// degenerate are the rules on input at the edge: an error is as good as scores.
func degenerate(o aggregatorSettings) []aggregatorRule {
	edge := func(name string, change func(in input, j int) input) aggregatorRule {
		return aggregatorRule{name: name, check: func(t trial) string {
			if base := t.aggregate(t.in, 0); base.err == nil && !base.good() {
				return "" // another rule says so
			}
			for _, j := range []int{0, t.in.k() - 1} {
				out := t.aggregate(change(t.in.clone(), j), 0)
				if out.panic != nil {
					return out.String()
				}
				if why := out.fault(); out.err == nil && why != "" {
					return why
				}
			}
			return ""
		}}
	}
	child := func(name string, f func(i int, x, first float64) float64) aggregatorRule {
		return edge(name, func(in input, j int) input {
			first := in.g.Scores[j][0]
			return in.each(func(i, at int, x float64) float64 {
				if at == j {
					return f(i, x, first)
				}
				return x
			})
		})
	}
	at0 := func(v float64) func(i int, x, first float64) float64 {
		return func(i int, x, _ float64) float64 {
			if i == 0 {
				return v
			}
			return x
		}
	}
	rules := []aggregatorRule{
		child("infinite value", at0(math.Inf(1))),
		edge("one unit", func(in input, _ int) input { return in.units([]int{0}) }),
		edge("equal units", func(in input, _ int) input {
			return in.each(func(_, j int, _ float64) float64 { return in.g.Scores[j][0] })
		}),
		child("constant child", func(_ int, _, first float64) float64 { return first }),
		child("zero child", func(int, float64, float64) float64 { return 0 }),
		edge("equal children", func(in input, j int) input {
			copy(in.g.Scores[j], in.g.Scores[(j+1)%in.k()])
			return in
		}),
	}
	if o.Missing {
		return append(rules, edge("missing values", func(in input, j int) input {
			in.g.Scores[j][0], in.g.Scores[0][in.n()-1] = math.NaN(), math.NaN()
			return in
		}))
	}
	return append(rules, aggregatorRule{name: "missing value", check: missingValue})
}

// missingValue asks for an error that names the cell.
func missingValue(t trial) string {
	if !t.aggregate(t.in, 0).good() {
		return ""
	}
	for _, j := range []int{0, t.in.k() - 1} {
		in := t.in.clone()
		row := t.in.n() - 1
		in.g.Scores[j][row] = math.NaN()
		out := t.aggregate(in, 0)
		switch {
		case out.panic != nil:
			return out.String()
		case out.err == nil:
			return fmt.Sprintf("a missing score gives %v, not an error", out)
		case !names(out.err, row, in.g.Codes[j]):
			return fmt.Sprintf("the error %q holds no weights.CellError for row %d of %s", out.err, row, in.g.Codes[j])
		}
	}
	return ""
}

// names reports whether an error holds a CellError for a cell.
func names(err error, row int, code string) bool {
	return slices.ContainsFunc(basis.Find[*weights.CellError](err), func(e *weights.CellError) bool { return e.Row == row && e.Code == code })
}

// promises are the rules that the options ask for.
func promises(o aggregatorSettings) []aggregatorRule {
	var rules []aggregatorRule
	add := func(promised bool, name string, check func(t trial, base outcome) string) {
		if promised {
			rules = append(rules, aggregatorRule{name: name, check: func(t trial) string {
				if base, ok := t.base(); ok {
					return check(t, base)
				}
				return ""
			}})
		}
	}
	add(o.Rises, "rises", func(t trial, base outcome) string { return rises(t, base, false) })
	add(o.RankRises, "rank rises", func(t trial, base outcome) string { return rises(t, base, true) })
	add(o.Between, "between", between)
	add(o.Idempotent, "equal children give their score", idempotent)
	add(o.Within != indicators.Range{}, "range of scores", inRange)
	add(o.Factor != NoPromise, "factor", func(t trial, base outcome) string {
		return responds(t, base, t.o.Factor, "times 0.5", func(x float64) float64 { return x * 0.5 })
	})
	add(o.Shift != NoPromise, "shift", func(t trial, base outcome) string {
		return responds(t, base, t.o.Shift, "plus 7", func(x float64) float64 { return x + 7 })
	})
	return rules
}

// rises improves single scores, by a little and as far as they go.
func rises(t trial, base outcome, rank bool) string {
	for i := range t.in.n() {
		for j := range t.in.k() {
			for _, part := range []float64{0.1, 1} {
				was := t.in.g.Scores[j][i]
				is := was + part*(t.o.Hi-was)
				if !(is > was) {
					continue
				}
				out := t.aggregate(t.in.each(func(l, r int, x float64) float64 {
					if l == i && r == j {
						return is
					}
					return x
				}), 0)
				what := fmt.Sprintf("when unit %d goes from %v to %v on %s, ", i, was, is, t.in.g.Codes[j])
				if !out.good() {
					return what + out.String()
				}
				if !rank {
					if out.s[i] < base.s[i] && !t.near(out.s[i], base.s[i]) {
						return what + fmt.Sprintf("its score goes from %v to %v", base.s[i], out.s[i])
					}
					continue
				}
				for l, s := range out.s {
					if base.s[i] >= base.s[l] && out.s[i] < s && !t.near(out.s[i], s) {
						return what + fmt.Sprintf("unit %d passes it: %v and %v before, %v and %v after", l, base.s[i], base.s[l], out.s[i], s)
					}
				}
			}
		}
	}
	return ""
}

func between(t trial, base outcome) string {
	for i, s := range base.s {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, col := range t.in.g.Scores {
			lo, hi = min(lo, col[i]), max(hi, col[i])
		}
		if (s < lo || s > hi) && !t.near(s, lo) && !t.near(s, hi) {
			return fmt.Sprintf("unit %d has %v, its children lie between %v and %v", i, s, lo, hi)
		}
	}
	return ""
}

func idempotent(t trial, _ outcome) string {
	in := t.in.each(func(i, _ int, _ float64) float64 { return t.in.g.Scores[0][i] })
	return t.differs(in.g.Scores[0], t.aggregate(in, 0), "although every child has that score")
}

func inRange(t trial, base outcome) string {
	r := t.o.Within
	for i, s := range base.s {
		if (s < r.Lo || s > r.Hi) && !t.near(s, r.Lo) && !t.near(s, r.Hi) {
			return fmt.Sprintf("unit %d has %v, and scores from %v to %v are promised", i, s, r.Lo, r.Hi)
		}
	}
	return ""
}

// responds changes all scores alike.
func responds(t trial, base outcome, r Response, what string, f func(x float64) float64) string {
	out := t.aggregate(t.in.each(func(_, _ int, x float64) float64 { return f(x) }), 0)
	what = "when all scores are taken " + what
	want := slices.Clone(base.s)
	switch r {
	case Follows:
		for i, s := range want {
			want[i] = f(s)
		}
		return t.differs(want, out, what)
	case Unchanged:
		return t.differs(want, out, what)
	}
	if !out.good() {
		return fmt.Sprintf("%s: %v", what, out)
	}
	for a := range want {
		for b := range want {
			if want[a] > want[b] && out.s[a] < out.s[b] && !t.near(want[a], want[b]) && !t.near(out.s[a], out.s[b]) {
				return fmt.Sprintf("units %d and %d change places %s: %v and %v, then %v and %v", a, b, what, want[a], want[b], out.s[a], out.s[b])
			}
		}
	}
	return ""
}
