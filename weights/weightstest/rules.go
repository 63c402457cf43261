package weightstest

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// rule is one thing that every scheme must keep. check says how the scheme
// breaks it on the group of the trial, or "".
type rule struct {
	name  string
	check func(t *trial) string
	whole bool // the group is not made smaller: the failure may be one of size
}

func rules(o Options) []rule {
	return slices.Concat([]rule{
		{name: "ordinary data", check: ordinary, whole: true},
		{name: "no panic", check: noPanic},
		{name: "finite", check: single(func(w float64) bool { return math.IsNaN(w) || math.IsInf(w, 0) }, "is not finite")},
		{name: "not negative", check: single(func(w float64) bool { return w < 0 }, "is below 0")},
		{name: "not all zero", check: notAllZero},
		{name: "old dst", check: oldDst},
		{name: "input unchanged", check: inputUnchanged},
		{name: "same answer twice", check: twice},
		{name: "concurrent use", check: concurrent},
		{name: "nothing is kept", check: nothingKept},
		{name: "order of siblings", check: siblingOrder},
		{name: "order of units", check: unitOrder},
		{name: "names within", check: func(t *trial) string { return basis.Untold(t.s) }},
	}, promised(o), degenerate())
}

func ordinary(t *trial) string {
	if out := t.weigh(t.group, 0); out.err != nil {
		return fmt.Sprintf("plain scores give the error %q", out.err)
	}
	return ""
}

func noPanic(t *trial) string {
	if out := t.weigh(t.group, 0); out.panic != nil {
		return out.String()
	}
	return ""
}

// single makes a rule about every weight by itself.
func single(bad func(w float64) bool, is string) func(t *trial) string {
	return func(t *trial) string {
		out := t.weigh(t.group, 0)
		if out.err != nil || out.panic != nil {
			return ""
		}
		for j, w := range out.w {
			if bad(w) {
				return fmt.Sprintf("the weight %v of %s %s", w, t.group.Codes[j], is)
			}
		}
		return ""
	}
}

func notAllZero(t *trial) string {
	out := t.weigh(t.group, 0)
	if out.err != nil || out.panic != nil || slices.ContainsFunc(out.w, func(w float64) bool { return w != 0 }) {
		return ""
	}
	return "all weights are 0"
}

func oldDst(t *trial) string {
	fresh, stable := t.base()
	if !stable {
		return ""
	}
	for _, fill := range []float64{1, math.NaN()} {
		if used := t.weigh(t.group, fill); !fresh.same(used) {
			return fmt.Sprintf("with a dst full of 0 the answer is %v, full of %v it is %v", fresh, fill, used)
		}
	}
	return ""
}

func inputUnchanged(t *trial) string {
	g := clone(t.group)
	t.ask(g, 0)
	switch was := t.group; {
	case !slices.Equal(g.Codes, was.Codes):
		return fmt.Sprintf("the codes were %v and are %v", was.Codes, g.Codes)
	case !slices.Equal(g.Declared, was.Declared):
		return fmt.Sprintf("the declared weights were %v and are %v", was.Declared, g.Declared)
	case !slices.EqualFunc(g.Scores, was.Scores, slices.Equal[[]float64]):
		return "the scores are changed"
	}
	return ""
}

// base is the answer to the trial's group; stable is false if a second call gives
// another one, so that it is no use to compare further.
func (t *trial) base() (out outcome, stable bool) {
	out = t.weigh(t.group, 0)
	return out, out.same(t.weigh(t.group, 0))
}

func twice(t *trial) string {
	first, second := t.weigh(t.group, 0), t.weigh(t.group, 0)
	if first.same(second) {
		return ""
	}
	return fmt.Sprintf("first %v, then %v", first, second)
}

func concurrent(t *trial) string {
	const workers, calls = 8, 20
	alone, stable := t.base()
	if !stable {
		return ""
	}
	other := t.o.group(len(t.group.Codes), 1<<32)
	other.Codes = t.group.Codes
	start := make(chan struct{})
	answers := make([]outcome, workers)
	var wg sync.WaitGroup
	for i := range workers {
		wg.Go(func() {
			g := clone(t.group)
			if i%2 == 1 { // half of them weigh something else meanwhile
				g = clone(other)
			}
			<-start
			for range calls {
				if answers[i] = t.ask(g, 0); i%2 == 0 && !alone.same(answers[i]) {
					return
				}
			}
		})
	}
	close(start)
	wg.Wait()
	for i := 0; i < workers; i += 2 {
		if !alone.same(answers[i]) {
			return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", alone, workers, answers[i])
		}
	}
	return ""
}

func nothingKept(t *trial) string {
	if _, stable := t.base(); !stable {
		return ""
	}
	k := len(t.group.Codes)
	before, after := t.o.group(k, 1<<33), t.o.group(k, 1<<34)
	before.Codes, after.Codes = slices.Clone(t.group.Codes), slices.Clone(t.group.Codes)
	t.weigh(before, 0)
	g := clone(t.group)
	first := t.ask(g, 0)
	was := slices.Clone(first.w)
	for j := range g.Scores { // what the caller does with its own data is its own affair
		for i := range g.Scores[j] {
			g.Scores[j][i] = -1
		}
	}
	if again := t.weigh(t.group, 0); !first.same(again) {
		return fmt.Sprintf("first %v, then %v, when the caller had written over the scores that were given first", first, again)
	}
	t.weigh(after, 0)
	if !slices.EqualFunc(first.w, was, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }) {
		return fmt.Sprintf("weights %v, already given, became %v when another group was weighed", was, first.w)
	}
	if again := t.weigh(t.group, 0); !first.same(again) {
		return fmt.Sprintf("first %v, after weighing another group %v", first, again)
	}
	return ""
}

func siblingOrder(t *trial) string {
	base, stable := t.base()
	if !stable || !base.good() {
		return ""
	}
	w := base.shares()
	for _, order := range orders(len(w), t.o.Seed) {
		out := t.weigh(permuted(t.group, order), 0)
		if !out.good() {
			return fmt.Sprintf("in the order %v of siblings: %v", order, out)
		}
		for j, v := range out.shares() {
			if math.Abs(v-w[order[j]]) > t.o.Tolerance {
				return fmt.Sprintf("%s has weight %v, and %v when the siblings stand in the order %v", t.group.Codes[order[j]], w[order[j]], v, order)
			}
		}
	}
	return ""
}

func unitOrder(t *trial) string {
	base, stable := t.base()
	n, _ := t.group.Scores.Dims()
	if !stable || !base.good() {
		return ""
	}
	w := base.shares()
	for _, order := range orders(n, t.o.Seed) {
		out := t.weigh(reordered(t.group, order), 0)
		if !out.good() {
			return fmt.Sprintf("with the units in another order: %v", out)
		}
		for j, v := range out.shares() {
			if math.Abs(v-w[j]) > t.o.Tolerance {
				return fmt.Sprintf("%s has weight %v, and %v with the units in the order %v", t.group.Codes[j], w[j], v, order)
			}
		}
	}
	return ""
}

// promised are the rules that the options add.
func promised(o Options) (out []rule) {
	other := func(name, what string, change func(x float64) float64) {
		out = append(out, rule{name: name, check: func(t *trial) string {
			base := t.weigh(t.group, 0)
			if !base.good() {
				return ""
			}
			w := base.shares()
			for changed := range t.group.Codes {
				out := t.weigh(withColumn(t.group, changed, func(_ int, x float64) float64 { return change(x) }), 0)
				if !out.good() {
					return fmt.Sprintf("with the scores of %s %s: %v", t.group.Codes[changed], what, out)
				}
				for j, v := range out.shares() {
					if math.Abs(v-w[j]) > max(t.o.Tolerance, 1e-9) {
						return fmt.Sprintf("%s has weight %v, and %v with the scores of %s %s", t.group.Codes[j], w[j], v, t.group.Codes[changed], what)
					}
				}
			}
			return ""
		}})
	}
	if o.IgnoresScores {
		other("ignores scores", "squared", func(x float64) float64 { return x * x })
	}
	if o.ScaleFree {
		other("scale of a column", "times 3.7", func(x float64) float64 { return 3.7 * x })
	}
	if o.ShiftFree {
		other("shift of a column", "plus 41", func(x float64) float64 { return x + 41 })
	}
	return out
}

// degenerate are the rules on input at the edge: an error is as good as weights.
func degenerate() []rule {
	edge := func(name string, change func(g weights.Group, j int) weights.Group) rule {
		return rule{name: name, check: func(t *trial) string {
			if base := t.weigh(t.group, 0); base.err == nil && !base.good() {
				return "" // another rule says so
			}
			for _, j := range []int{0, len(t.group.Codes) - 1} {
				in := change(clone(t.group), j)
				out := t.weigh(in, 0)
				if out.err == nil && !out.good() {
					t.in = in
					if out.panic != nil {
						return out.String()
					}
					return out.fault()
				}
			}
			return ""
		}}
	}
	column := func(name string, f func(i int, x, first float64) float64) rule {
		return edge(name, func(g weights.Group, j int) weights.Group {
			return withColumn(g, j, func(i int, x float64) float64 { return f(i, x, g.Scores[j][0]) })
		})
	}
	return []rule{
		edge("nothing declared", func(g weights.Group, j int) weights.Group {
			if g.Declared = nil; j > 0 {
				g.Declared = make([]float64, len(g.Codes))
			}
			return g
		}),
		edge("one unit", func(g weights.Group, _ int) weights.Group {
			for j := range g.Scores {
				g.Scores[j] = g.Scores[j][:1]
			}
			return g
		}),
		column("constant column", func(_ int, _, first float64) float64 { return first }),
		edge("constant columns", func(g weights.Group, _ int) weights.Group {
			for j := range g.Scores {
				g = withColumn(g, j, func(int, float64) float64 { return g.Scores[j][0] })
			}
			return g
		}),
		column("zero column", func(int, float64, float64) float64 { return 0 }),
		column("tied column", func(i int, _, first float64) float64 { return first + float64(i%2) }),
		edge("equal columns", func(g weights.Group, j int) weights.Group {
			other := (j + 1) % len(g.Codes)
			return withColumn(g, j, func(i int, _ float64) float64 { return g.Scores[other][i] })
		}),
		column("missing value", func(i int, x, _ float64) float64 {
			if i == 0 {
				return math.NaN()
			}
			return x
		}),
		column("infinite value", func(i int, x, _ float64) float64 {
			if i == 0 {
				return math.Inf(1)
			}
			return x
		}),
	}
}
