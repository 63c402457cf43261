package evaluationtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// normalizerRule is one thing that a normalizer must keep. check says how it breaks
// it on the sample, or "".
type normalizerRule struct {
	name  string
	check func(f fitting) string
	whole bool // the sample is not made smaller
}

func normalizerRules(o NormalizerOptions) []normalizerRule {
	onGood := func(name string, check func(f fitting, base fitted) string) normalizerRule {
		return normalizerRule{name: name, check: func(f fitting) string {
			if base, ok := f.base(); ok {
				return check(f, base)
			}
			return ""
		}}
	}
	rules := []normalizerRule{
		{name: "ordinary data", whole: true, check: func(f fitting) string {
			if out := f.fit(f.s); out.err != nil {
				return fmt.Sprintf("plain values give the error %q", out.err)
			}
			return ""
		}},
		{name: "no panic", check: func(f fitting) string {
			if out := f.fit(f.s); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		{name: "finite", check: func(f fitting) string {
			if out := f.fit(f.s); out.err == nil && out.panic == nil {
				return out.fault()
			}
			return ""
		}},
		onGood("direction", inDirection),
		{name: "tells apart", whole: true, check: tellsApart},
		onGood("missing value", missingScore),
		{name: "input unchanged", check: sampleUnchanged},
		{name: "same answer twice", check: func(f fitting) string {
			first, second := f.fit(f.s), f.fit(f.s)
			if first.same(second) {
				return ""
			}
			return fmt.Sprintf("first %v, then %v", first, second)
		}},
		onGood("concurrent use", fitConcurrently),
		onGood("nothing is kept", sampleNotKept),
		{name: "names within", check: func(f fitting) string { return basis.Untold(f.n) }},
		onGood("order of units", sampleOrder),
		onGood("bulk", bulk),
		onGood("record", func(_ fitting, base fitted) string {
			if base.words == "" {
				return "the scale has no words"
			}
			return ""
		}),
	}
	rules = append(rules, degenerateSamples()...)
	add := func(promised bool, name string, check func(f fitting, base fitted) string) {
		if promised {
			rules = append(rules, onGood(name, check))
		}
	}
	add(o.Within != indicators.Range{}, "range of scores", scoresInRange)
	add(o.Strict, "strict", strict)
	add(o.UnitFree, "unit free", func(f fitting, base fitted) string {
		return f.unmoved(base, "times 8", func(x float64) float64 { return 8 * x })
	})
	add(o.ZeroFree, "zero free", func(f fitting, base fitted) string {
		return f.unmoved(base, "plus 64", func(x float64) float64 { return x + 64 })
	})
	return rules
}

// worth is how good a value is: the greater the better.
func worth(in indicators.Indicator, x float64) float64 {
	switch in.Direction {
	case indicators.Lower:
		return -x
	case indicators.Target:
		return -max(in.Target.Lo-x, x-in.Target.Hi, 0)
	}
	return x
}

// oneSide reports whether two values lie on one side of a target. The two sides
// cannot be compared: a value just above may be worse than one far below.
func oneSide(in indicators.Indicator, x, y float64) bool {
	if in.Direction != indicators.Target {
		return true
	}
	return max(x, y) <= in.Target.Hi || min(x, y) >= in.Target.Lo
}

// inDirection looks at the values of the sample, at those between, and beyond, though
// not beyond 0.
func inDirection(f fitting, base fitted) string {
	x := slices.Sorted(slices.Values(f.s.X))
	for i := len(x) - 1; i > 0; i-- {
		x = append(x, (x[i]+x[i-1])/2)
	}
	below, above := f.o.Lo-0.1*(f.o.Hi-f.o.Lo), f.o.Hi+0.1*(f.o.Hi-f.o.Lo)
	if f.o.Lo > 0 {
		below = max(below, f.o.Lo/2)
	}
	if f.o.Hi < 0 {
		above = min(above, f.o.Hi/2)
	}
	x = append(x, below, above)
	for _, class := range slices.Compact(slices.Sorted(slices.Values(f.s.Class))) {
		out := base.scored(x, slices.Repeat([]string{class}, len(x)))
		if out.panic != nil {
			return out.String()
		}
		if why := f.ordered(out, class, false); why != "" {
			return why
		}
	}
	return ""
}

// ordered compares every two values of one class.
func (f fitting) ordered(a fitted, class string, strict bool) string {
	in := f.s.Indicator
	for i, x := range a.x {
		for j, y := range a.x {
			if !(worth(in, x) > worth(in, y)) || !oneSide(in, x, y) {
				continue
			}
			if p, q := a.score[i], a.score[j]; p < q && !f.near(p, q) || strict && p <= q {
				return fmt.Sprintf("%v is better than %v, but has %v and not more than %v (class %q)", x, y, p, q, class)
			}
		}
	}
	return ""
}

func strict(f fitting, base fitted) string {
	for _, class := range slices.Compact(slices.Sorted(slices.Values(f.s.Class))) {
		part := fitted{}
		for i, c := range base.class {
			if c == class {
				part.x, part.score = append(part.x, base.x[i]), append(part.score, base.score[i])
			}
		}
		if why := f.ordered(part, class, true); why != "" {
			return why
		}
	}
	return ""
}

func tellsApart(f fitting) string {
	base, ok := f.base()
	if !ok || slices.ContainsFunc(base.score, func(s float64) bool { return s != base.score[0] }) {
		return ""
	}
	return fmt.Sprintf("every value has the score %v", base.score[0])
}

func missingScore(f fitting, base fitted) string {
	for _, class := range f.s.Class {
		out := base.scored([]float64{math.NaN()}, []string{class})
		switch {
		case out.panic != nil:
			return out.String()
		case !f.o.Missing && !math.IsNaN(out.score[0]):
			return fmt.Sprintf("a missing value has the score %v, not NaN", out.score[0])
		case f.o.Missing && out.fault() != "":
			return fmt.Sprintf("a missing value has the score %v, and a finite one is promised", out.score[0])
		}
	}
	return ""
}

func sampleUnchanged(f fitting) string {
	s := cloneSample(f.s)
	f.ask(s, nil, nil)
	if !slices.Equal(s.X, f.s.X) {
		return "the values of the sample are changed"
	}
	if !slices.Equal(s.Class, f.s.Class) {
		return "the classes of the sample are changed"
	}
	return ""
}

func fitConcurrently(f fitting, base fitted) string {
	const times = 10
	other := f.o.sample(f.s.Indicator.Direction, 1<<32)
	wrong, ok := kit.Concurrently(times, func(another bool) func() fitted {
		if !another {
			return func() fitted { return f.fit(f.s) }
		}
		return func() fitted { // and uses the scale
			base.scored(f.s.X, f.s.Class)
			return f.fit(other)
		}
	}, base.same)
	if !ok {
		return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", base, kit.Goroutines, wrong)
	}
	return ""
}

func sampleNotKept(f fitting, base fitted) string {
	s := cloneSample(f.s)
	first := f.ask(s, f.s.X, f.s.Class)
	if !first.same(base) {
		return fmt.Sprintf("first %v, then %v", base, first)
	}
	for i := range s.X { // what the caller does with its own data is its own affair
		s.X[i], s.Class[i] = -1, "another"
	}
	if again := first.scored(f.s.X, f.s.Class); !base.same(again) {
		return fmt.Sprintf("first %v, then %v on the same scale, when the caller had written over the sample", base, again)
	}
	f.fit(f.o.sample(f.s.Indicator.Direction, 1<<33))
	if again := first.scored(f.s.X, f.s.Class); !base.same(again) {
		return fmt.Sprintf("first %v, then %v on the same scale, when another sample had been fitted", base, again)
	}
	if again := f.fit(f.s); !base.same(again) {
		return fmt.Sprintf("first %v, after fitting another sample %v", base, again)
	}
	return ""
}

func sampleOrder(f fitting, base fitted) string {
	for _, order := range orders(len(f.s.X), f.o.Seed) {
		if why := f.differs(base, f.ask(reordered(f.s, order), f.s.X, f.s.Class), "with the units in another order"); why != "" {
			return why
		}
	}
	return ""
}

// differs compares scores with those that they should be.
func (f fitting) differs(want, got fitted, when string) string {
	if !got.good() {
		return fmt.Sprintf("%s: %v", when, got)
	}
	for i, s := range got.score {
		if !f.near(want.score[i], s) {
			return fmt.Sprintf("%v has %v, and %v %s", want.x[i], want.score[i], s, when)
		}
	}
	return ""
}

func bulk(f fitting, base fitted) (why string) {
	apply, ok := base.scale.(normalize.Applier)
	if !ok {
		return ""
	}
	defer func() {
		if p := recover(); p != nil {
			why = fmt.Sprintf("panic: %v", p)
		}
	}()
	x, class := append(slices.Clone(f.s.X), math.NaN()), append(slices.Clone(f.s.Class), f.s.Class[0])
	dst, inPlace := make([]float64, len(x)), slices.Clone(x)
	was := slices.Clone(x)
	apply.Apply(dst, x, class)
	if !slices.Equal(x[:len(f.s.X)], was[:len(f.s.X)]) {
		return "Apply changes the values"
	}
	apply.Apply(inPlace, inPlace, class)
	for i, v := range was {
		at := base.scale.At(v, class[i])
		if math.IsNaN(at) && math.IsNaN(dst[i]) && math.IsNaN(inPlace[i]) {
			continue
		}
		if math.Float64bits(at) != math.Float64bits(dst[i]) || math.Float64bits(at) != math.Float64bits(inPlace[i]) {
			return fmt.Sprintf("At gives %v for %v, Apply %v, in place %v", at, v, dst[i], inPlace[i])
		}
	}
	return ""
}

func scoresInRange(f fitting, base fitted) string {
	r := f.o.Within
	for i, s := range base.score {
		if (s < r.Lo || s > r.Hi) && !f.near(s, r.Lo) && !f.near(s, r.Hi) {
			return fmt.Sprintf("%v has %v, and scores from %v to %v are promised", base.x[i], s, r.Lo, r.Hi)
		}
	}
	return ""
}

// unmoved changes all values alike, with what the indicator says of them.
func (f fitting) unmoved(base fitted, what string, by func(x float64) float64) string {
	s := cloneSample(f.s)
	for i, x := range s.X {
		s.X[i] = by(x)
	}
	moved := func(r *indicators.Range) *indicators.Range {
		if r == nil {
			return nil
		}
		return &indicators.Range{Lo: by(r.Lo), Hi: by(r.Hi)}
	}
	s.Indicator.Bounds, s.Indicator.Target = moved(s.Indicator.Bounds), moved(s.Indicator.Target)
	if s.Indicator.Base != 0 {
		s.Indicator.Base = by(s.Indicator.Base)
	}
	return f.differs(base, f.fit(s), "when all values are taken "+what)
}

// degenerateSamples are the rules on samples at the edge: an error is as good as
// scores.
func degenerateSamples() []normalizerRule {
	edge := func(name string, change func(s normalize.Sample) normalize.Sample) normalizerRule {
		return normalizerRule{name: name, check: func(f fitting) string {
			if base := f.fit(f.s); base.err == nil && !base.good() {
				return "" // another rule says so
			}
			out := f.fit(change(cloneSample(f.s)))
			if out.panic != nil {
				return out.String()
			}
			if out.err != nil {
				return ""
			}
			for i, x := range out.x {
				if math.IsInf(x, 0) {
					out.score[i] = 0
				}
			}
			return out.fault()
		}}
	}
	all := func(name string, v func(x float64) float64) normalizerRule {
		return edge(name, func(s normalize.Sample) normalize.Sample {
			for i, x := range s.X {
				s.X[i] = v(x)
			}
			return s
		})
	}
	return []normalizerRule{
		edge("no value", func(s normalize.Sample) normalize.Sample { s.X, s.Class = nil, nil; return s }),
		edge("one value", func(s normalize.Sample) normalize.Sample { s.X, s.Class = s.X[:1], s.Class[:1]; return s }),
		all("equal values", func(float64) float64 { return 7 }),
		all("zeros", func(float64) float64 { return 0 }),
		all("negative values", func(x float64) float64 { return -1 - math.Abs(x) }),
		edge("infinite value", func(s normalize.Sample) normalize.Sample { s.X[0] = math.Inf(1); return s }),
		{name: "unknown class", check: func(f fitting) string {
			base, ok := f.base()
			if !ok {
				return ""
			}
			out := base.scored(f.s.X, slices.Repeat([]string{"a class that nobody has"}, len(f.s.X)))
			if out.panic != nil {
				return out.String()
			}
			for i, s := range out.score {
				if math.IsInf(s, 0) {
					return fmt.Sprintf("the score of %v is %v", f.s.X[i], s)
				}
			}
			return ""
		}},
	}
}
