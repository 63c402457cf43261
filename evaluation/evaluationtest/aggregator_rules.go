package evaluationtest

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators/basis"
)

// aggregatorRule is one thing that an aggregator must keep. check says how it breaks
// it on the input of the trial, or "".
type aggregatorRule struct {
	name  string
	check func(t trial) string
	whole bool // the input is not made smaller: the failure may be one of size
}

// aggregatorRules are the rules for all, and those that are promised.
func aggregatorRules(o aggregatorSettings) []aggregatorRule {
	rules := []aggregatorRule{
		{name: "ordinary data", check: ordinary, whole: true},
		{name: "no panic", check: noPanic},
		{name: "finite", check: finite},
		{name: "old dst", check: oldDst},
		{name: "input unchanged", check: inputUnchanged},
		{name: "same answer twice", check: twice},
		{name: "concurrent use", check: concurrent},
		{name: "nothing is kept", check: nothingKept},
		{name: "order of children", check: childOrder},
		{name: "order of units", check: unitOrder},
		{name: "absent child", check: absentChild},
		{name: "direction", check: direction},
		{name: "other units", check: otherUnits},
		{name: "points", check: points},
		{name: "names within", check: func(t trial) string { return basis.Untold(t.a) }},
	}
	return append(append(rules, degenerate(o)...), promises(o)...)
}

func ordinary(t trial) string {
	if out := t.aggregate(t.in, 0); out.err != nil {
		return fmt.Sprintf("plain scores give the error %q", out.err)
	}
	return ""
}

func noPanic(t trial) string {
	if out := t.aggregate(t.in, 0); out.panic != nil {
		return out.String()
	}
	return ""
}

func finite(t trial) string {
	if out := t.aggregate(t.in, 0); out.err == nil && out.panic == nil {
		return out.fault()
	}
	return ""
}

func oldDst(t trial) string {
	fresh := t.aggregate(t.in, 0)
	if !fresh.same(t.aggregate(t.in, 0)) {
		return ""
	}
	for _, fill := range []float64{1, math.NaN()} {
		if used := t.aggregate(t.in, fill); !fresh.same(used) {
			return fmt.Sprintf("with a dst full of 0 the answer is %v, full of %v it is %v", fresh, fill, used)
		}
	}
	return ""
}

func inputUnchanged(t trial) string {
	in := t.in.clone()
	t.ask(in, 0)
	switch was := t.in; {
	case !slices.Equal(in.g.Codes, was.g.Codes):
		return fmt.Sprintf("the codes were %v and are %v", was.g.Codes, in.g.Codes)
	case !slices.Equal(in.g.Declared, was.g.Declared):
		return fmt.Sprintf("the declared weights were %v and are %v", was.g.Declared, in.g.Declared)
	case !slices.Equal(in.w, was.w):
		return fmt.Sprintf("the weights were %v and are %v", was.w, in.w)
	case !slices.EqualFunc(in.g.Scores, was.g.Scores, slices.Equal[[]float64]):
		return "the scores are changed"
	}
	return ""
}

func twice(t trial) string {
	first, second := t.aggregate(t.in, 0), t.aggregate(t.in, 0)
	if first.same(second) {
		return ""
	}
	return fmt.Sprintf("first %v, then %v", first, second)
}

func concurrent(t trial) string {
	const times = 10
	alone, ok := t.base()
	if !ok {
		return ""
	}
	other := t.o.input(t.in.k(), 1<<32)
	other.g.Codes = t.in.g.Codes
	wrong, ok := kit.Concurrently(times, func(another bool) func() outcome {
		in := t.in
		if another {
			in = other
		}
		return func() outcome { return t.aggregate(in, 0) }
	}, alone.same)
	if !ok {
		return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", alone, kit.Goroutines, wrong)
	}
	return ""
}

func nothingKept(t trial) string {
	if _, ok := t.base(); !ok {
		return ""
	}
	before, after := t.o.input(t.in.k(), 1<<33), t.o.input(t.in.k(), 1<<34)
	before.g.Codes, after.g.Codes = slices.Clone(t.in.g.Codes), slices.Clone(t.in.g.Codes)
	t.aggregate(before, 0)
	in := t.in.clone()
	first := t.ask(in, 0)
	was := outcome{s: slices.Clone(first.s)}
	for _, col := range in.g.Scores { // what the caller does with its own data is its own affair
		for i := range col {
			col[i] = -1
		}
	}
	if again := t.aggregate(t.in, 0); !was.same(again) {
		return fmt.Sprintf("first %v, then %v, when the caller had written over the scores that were given first", was, again)
	}
	t.aggregate(after, 0)
	if !was.same(first) {
		return fmt.Sprintf("scores %v, already given, became %v when another group was aggregated", was, first)
	}
	if again := t.aggregate(t.in, 0); !was.same(again) {
		return fmt.Sprintf("first %v, after aggregating another group %v", was, again)
	}
	return ""
}

// differs compares the scores of units with those that they should have.
func (t trial) differs(want []float64, got outcome, when string) string {
	if !got.good() {
		return fmt.Sprintf("%s: %v", when, got)
	}
	for i, s := range got.s {
		if !t.near(want[i], s) {
			return fmt.Sprintf("unit %d has %v, and %v %s", i, want[i], s, when)
		}
	}
	return ""
}

func childOrder(t trial) string {
	base, ok := t.base()
	if !ok {
		return ""
	}
	for _, order := range orders(t.in.k(), t.o.Seed) {
		if why := t.differs(base.s, t.aggregate(t.in.children(order), 0), fmt.Sprintf("with the children in the order %v", order)); why != "" {
			return why
		}
	}
	return ""
}

func unitOrder(t trial) string {
	base, ok := t.base()
	if !ok {
		return ""
	}
	for _, order := range orders(t.in.n(), t.o.Seed) {
		want := make([]float64, len(order))
		for i, from := range order {
			want[i] = base.s[from]
		}
		if why := t.differs(want, t.aggregate(t.in.units(order), 0), fmt.Sprintf("in the order %v of units", order)); why != "" {
			return why
		}
	}
	return ""
}

// absentChild adds a child of weight 0, if the aggregator takes any codes.
func absentChild(t trial) string {
	base, ok := t.base()
	if !ok || !t.o.anyK {
		return ""
	}
	for _, at := range []int{0, t.in.k()} {
		for _, x := range []float64{math.NaN(), t.o.Lo, 1e6} {
			more := t.in.clone()
			more.g.Codes = slices.Insert(more.g.Codes, at, "absent")
			more.g.Declared = slices.Insert(more.g.Declared, at, 0)
			more.g.Scores = slices.Insert(more.g.Scores, at, slices.Repeat([]float64{x}, t.in.n()))
			more.w = slices.Insert(more.w, at, 0)
			if why := t.differs(base.s, t.aggregate(more, 0), fmt.Sprintf("with another child, of weight 0, whose scores are %v", x)); why != "" {
				return why
			}
		}
	}
	return ""
}

// direction puts a unit that is best on every child before one that is worst.
func direction(t trial) string {
	in := t.in.each(func(i, _ int, x float64) float64 {
		switch i {
		case 0:
			return t.o.Hi
		case 1:
			return t.o.Lo
		}
		return x
	})
	t.o.shape(in)
	out := t.aggregate(in, 0)
	if !out.good() || out.s[0] >= out.s[1] || t.near(out.s[0], out.s[1]) {
		return ""
	}
	return fmt.Sprintf("the unit with %v on every child has %v, that with %v has %v", in.g.Scores[0][0], out.s[0], in.g.Scores[0][1], out.s[1])
}

func otherUnits(t trial) string {
	base, ok := t.base()
	if !ok || t.relative() {
		return ""
	}
	half := t.in.n() / 2
	for _, gone := range [][2]int{{0, half}, {half, t.in.n() - half}} {
		rest := without(t.in.n(), gone[0], gone[1])
		if len(rest) == 0 {
			continue
		}
		got := t.aggregate(t.in.units(rest), 0)
		if got.err != nil { // too few units for its scale
			continue
		}
		want := make([]float64, len(rest))
		for i, from := range rest {
			want[i] = base.s[from]
		}
		if why := t.differs(want, got, fmt.Sprintf("when only the units %v are there; RelativeToGroup does not say so", rest)); why != "" {
			return why
		}
	}
	return ""
}

func points(t trial) string {
	add, ok := t.a.(aggregate.Additive)
	base, good := t.base()
	if !ok || !good {
		return ""
	}
	for i, s := range base.s {
		in := t.in.clone()
		e := make([]float64, in.k())
		err := add.EffectiveWeights(e, in.g, in.w, i)
		if errors.Is(err, aggregate.ErrNotAdditive) {
			return ""
		}
		if err != nil {
			return fmt.Sprintf("the effective weights of unit %d are the error %q", i, err)
		}
		var sum float64
		for j, x := range e {
			sum += x * in.g.Scores[j][i]
		}
		if !t.near(s, sum) {
			return fmt.Sprintf("unit %d has %v, but its effective weights %v give %v", i, s, e, sum)
		}
	}
	return ""
}
