package evaluationtest_test

import (
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// rulesOf returns the names of the rules that an error reports.
func rulesOf(err error) (rules []string) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		var f *evaluationtest.Failure
		if errors.As(err, &f) {
			rules = append(rules, f.Rule)
		}
		return rules
	}
	for _, e := range joined.Unwrap() {
		rules = append(rules, rulesOf(e)...)
	}
	return rules
}

// own is an aggregator made of a function.
type own func(dst []float64, g weights.Group, w []float64) error

func (f own) Aggregate(dst []float64, g weights.Group, w []float64) error { return f(dst, g, w) }

// after is the weighted mean with something done to its scores.
func after(f func(dst []float64, g weights.Group, w []float64)) own {
	return func(dst []float64, g weights.Group, w []float64) error {
		if err := mean.Aggregate(dst, g, w); err != nil {
			return err
		}
		f(dst, g, w)
		return nil
	}
}

// relativeOwn is an aggregator that says it compares the units of a group.
type relativeOwn struct{ own }

func (relativeOwn) RelativeToGroup() bool { return true }

// overstated are means with points that do not sum to the score.
type overstated struct{ own }

func (overstated) EffectiveWeights(dst []float64, _ weights.Group, w []float64, _ int) error {
	for j, x := range w {
		dst[j] = 1.01 * x
	}
	return nil
}

type failing struct{ own }

func (failing) EffectiveWeights([]float64, weights.Group, []float64, int) error {
	return errors.New("no idea")
}

type wrong struct {
	a aggregate.Aggregator
	o evaluationtest.AggregatorOptions
}

// plain reports whether a group is one of ordinary scores, not of the rules of
// degenerate input.
func plain(g weights.Group) bool {
	n, _ := g.Scores.Dims()
	for j, x := range g.Scores {
		if n < 2 || slices.Max(x) == slices.Min(x) || j > 0 && slices.Equal(x, g.Scores[j-1]) {
			return false
		}
	}
	return true
}

func keyOf(g weights.Group) string { return fmt.Sprint(g.Codes, g.Scores) }

// broken are aggregators that break one rule each.
func broken() map[string]wrong {
	type options = evaluationtest.AggregatorOptions
	var mu sync.Mutex
	var calls int
	var lastKey, memoKey, scratch string
	var memo weights.Columns
	edge := func(is func(g weights.Group) bool) own {
		return after(func(dst []float64, g weights.Group, _ []float64) {
			if is(g) {
				dst[0] = math.NaN()
			}
		})
	}
	constant := func(x []float64) bool { return slices.Max(x) == slices.Min(x) }
	k28 := func(g weights.Group) bool { return slices.Contains(g.Codes, "c28") }
	return map[string]wrong{
		"ordinary data": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			if len(w) == 5 {
				return errors.New("five is not my number")
			}
			return mean.Aggregate(dst, g, w)
		})},
		"no panic": {a: after(func(_ []float64, g weights.Group, w []float64) {
			if len(w) == 28 && plain(g) {
				panic("twenty-eight")
			}
		})},
		"finite": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			if k28(g) && plain(g) {
				dst[0] = math.Inf(1)
			}
		})},
		"old dst": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			old := dst[0]
			if err := mean.Aggregate(dst, g, w); err != nil {
				return err
			}
			if old != 0 {
				dst[0]++
			}
			return nil
		})},
		"input unchanged": {a: after(func(_ []float64, g weights.Group, _ []float64) {
			if len(g.Declared) > 0 {
				g.Declared[0]++
			}
		})},
		"input unchanged/codes":   {a: after(func(_ []float64, g weights.Group, _ []float64) { g.Codes[0] = "x" })},
		"input unchanged/weights": {a: after(func(_ []float64, _ weights.Group, w []float64) { w[0] /= 2 })},
		"input unchanged/scores":  {a: after(func(_ []float64, g weights.Group, _ []float64) { slices.Sort(g.Scores[0]) })},
		"same answer twice": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			mu.Lock()
			defer mu.Unlock()
			if key := keyOf(g); key == lastKey {
				calls++
				dst[0] += float64(calls) * 1e-13 * dst[0]
			} else {
				lastKey = key
			}
		})},
		"concurrent use": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			mu.Lock()
			scratch = keyOf(g)
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != keyOf(g) {
				dst[0] += 5
			}
		})},
		"nothing is kept": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			mu.Lock() // a cache that holds the caller's own columns
			defer mu.Unlock()
			if key := keyOf(g); key != memoKey {
				memoKey, memo = key, g.Scores
			}
			g.Scores = memo
			return mean.Aggregate(dst, g, w)
		})},
		"order of children": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			for i := range dst {
				dst[i] += 0.01 * g.Scores[0][i]
			}
		}), o: options{Codes: []string{"a", "b", "c"}}},
		"order of units": {a: relativeOwn{after(func(dst []float64, _ weights.Group, _ []float64) { dst[len(dst)-1] += 0.001 })}},
		"absent child": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			for i := range dst {
				dst[i] /= float64(len(g.Codes))
			}
		})},
		"direction": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			for i := range dst {
				dst[i] = -dst[i]
			}
		})},
		"other units": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			top := slices.Max(dst)
			for i := range dst {
				dst[i] -= top
			}
		})},
		"points":       {a: overstated{after(func([]float64, weights.Group, []float64) {})}},
		"points/error": {a: failing{after(func([]float64, weights.Group, []float64) {})}},
		"missing value": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			filled := weights.Group{Parent: g.Parent, Codes: g.Codes}
			for _, x := range g.Scores {
				x = slices.Clone(x)
				for i, v := range x {
					if math.IsNaN(v) {
						x[i] = 50
					}
				}
				filled.Scores = append(filled.Scores, x)
			}
			return mean.Aggregate(dst, filled, w)
		})},
		"missing value/no cell": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			if err := mean.Aggregate(dst, g, w); err != nil {
				return errors.New("something is missing")
			}
			return nil
		})},
		"missing values": {o: options{Missing: true}, a: own(func(dst []float64, g weights.Group, w []float64) error {
			clear(dst)
			for j, x := range g.Scores {
				for i, v := range x {
					if w[j] > 0 {
						dst[i] += w[j] * v
					}
					if math.IsInf(v, 0) {
						return basis.ErrDomain
					}
				}
			}
			return nil
		})},
		"infinite value": {a: own(func(dst []float64, g weights.Group, w []float64) error {
			for _, x := range g.Scores {
				if slices.ContainsFunc(x, func(v float64) bool { return math.IsInf(v, 0) }) {
					dst[0] = math.Inf(1)
					return nil
				}
			}
			return mean.Aggregate(dst, g, w)
		})},
		"one unit": {a: edge(func(g weights.Group) bool { return len(g.Scores[0]) == 1 })},
		"equal units": {a: edge(func(g weights.Group) bool {
			return len(g.Codes) > 1 && len(g.Scores[0]) > 1 && !slices.ContainsFunc(g.Scores, func(x []float64) bool { return !constant(x) })
		}), o: options{K: []int{2}}},
		"constant child": {a: edge(func(g weights.Group) bool {
			return len(g.Codes) > 1 && len(g.Scores[0]) > 1 && constant(g.Scores[0]) && g.Scores[0][0] != 0 && !constant(g.Scores[1])
		}), o: options{Codes: []string{"a", "b"}}},
		"zero child": {a: edge(func(g weights.Group) bool {
			return len(g.Scores[0]) > 1 && constant(g.Scores[0]) && g.Scores[0][0] == 0
		}), o: options{Codes: []string{"a", "b"}}},
		"equal children": {a: edge(func(g weights.Group) bool {
			return len(g.Codes) > 1 && len(g.Scores[0]) > 2 && slices.Equal(g.Scores[0], g.Scores[1]) && !constant(g.Scores[0])
		})},
		"rises": {a: after(func(dst []float64, g weights.Group, _ []float64) {
			for i := range dst { // an extreme child costs
				for _, x := range g.Scores {
					if x[i] == 100 && dst[i] < 99 {
						dst[i] /= 2
					}
				}
			}
		}), o: options{Rises: true, Within: indicators.Range{Lo: 0, Hi: 100}}},
		"rank rises": {a: relativeOwn{after(func(dst []float64, g weights.Group, _ []float64) {
			bonus := 0.0
			for _, x := range g.Scores {
				if v := slices.Max(x); v == 100 {
					bonus = 50 // to the last, once anybody is perfect
				}
			}
			dst[slices.Index(dst, slices.Min(dst))] += bonus
		})}, o: options{RankRises: true, K: []int{2}, N: 5}},
		"between": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			for i := range dst {
				dst[i] *= 2
			}
		}), o: options{Between: true, Factor: evaluationtest.Follows}},
		"equal children give their score": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			for i := range dst {
				dst[i] *= 2
			}
		}), o: options{Idempotent: true, Shift: evaluationtest.KeepsOrder}},
		"range of scores": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			for i := range dst {
				dst[i] += 50
			}
		}), o: options{Within: indicators.Range{Lo: 0, Hi: 100}, Shift: evaluationtest.Follows}},
		"factor": {a: after(func(dst []float64, _ weights.Group, _ []float64) {
			for i := range dst {
				dst[i] += 3
			}
		}), o: options{Factor: evaluationtest.Follows}},
		"factor/unchanged": {a: mean, o: options{Factor: evaluationtest.Unchanged}},
		"shift":            {a: aggregate.Power{P: 2}, o: options{Shift: evaluationtest.Follows}},
		"shift/order":      {a: aggregate.Geometric{}, o: options{Shift: evaluationtest.KeepsOrder, Lo: 1, Hi: 100}},
	}
}

// each broken aggregator is found out, for its own rule and for no other.
func TestBrokenAggregators(t *testing.T) {
	for name, c := range broken() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := evaluationtest.TestAggregator(c.a, c.o)
			require.Error(t, err)
			assert.Equal(t, []string{rule}, rulesOf(err), "%.2000v", err)
			assert.Contains(t, err.Error(), rule+": ")
		})
	}
}

// the input that shows a failure is small, and can be had from the error.
func TestFailure(t *testing.T) {
	first := after(func(dst []float64, g weights.Group, _ []float64) { copy(dst, g.Scores[0]) })
	err := evaluationtest.TestAggregator(first)
	var f *evaluationtest.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "order of children", f.Rule)
	assert.Len(t, f.Group.Codes, 2)
	assert.Len(t, f.Weights, 2)
	n, k := f.Group.Scores.Dims()
	assert.Equal(t, [2]int{2, 2}, [2]int{n, k})
	assert.Equal(t, math.Round(f.Group.Scores[0][0]), f.Group.Scores[0][0])
	assert.ErrorContains(t, err, "with the children in the order [1 0] (k = 2, n = 2, codes [c")

	err = evaluationtest.TestAggregator(after(func(dst []float64, g weights.Group, _ []float64) {
		if len(g.Codes) == 28 && len(dst) == 12 {
			dst[0] = math.NaN()
		}
	}))
	require.ErrorAs(t, err, &f)
	assert.NotContains(t, err.Error(), "scores [", "too many to print")
}

// with codes or numbers of children given, groups have exactly these.
func TestAggregatorOptions(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{}
	a := own(func(dst []float64, g weights.Group, w []float64) error {
		mu.Lock()
		defer mu.Unlock()
		n, k := g.Scores.Dims()
		seen[fmt.Sprintln(g.Parent, g.Class, n, k)] = true
		for j, x := range w {
			assert.InDelta(t, 1/float64(k), x, 1e-15)
			assert.InDelta(t, 1.0, g.Declared[j], 0)
		}
		return mean.Aggregate(dst, g, w)
	})
	require.NoError(t, evaluationtest.TestAggregator(a, evaluationtest.AggregatorOptions{
		K: []int{3, 2}, Codes: []string{"x", "y", "z"}, Parent: "p", Class: "A", N: 6, Lo: 20, Hi: 30, EqualWeights: true,
	}))
	want := map[string]bool{}
	for _, n := range []int{6, 3, 1} { // all, half of them, one
		for _, k := range []int{2, 3} {
			want[fmt.Sprintln("p", "A", n, k)] = true
		}
	}
	assert.Equal(t, want, seen)

	type options = evaluationtest.AggregatorOptions
	for message, o := range map[string]options{
		"K is empty":                     {K: []int{}},
		"only 1 codes":                   {K: []int{2}, Codes: []string{"a"}},
		"at least 2 are":                 {N: 1},
		"scores from 5 to 5":             {Lo: 5, Hi: 5},
		"0 children":                     {Codes: []string{}},
		"promised scores from 2 to 1":    {Within: indicators.Range{Lo: 2, Hi: 1}},
		"there is no response 9":         {Factor: 9},
		"there is no response -1":        {Shift: -1},
		"options: -1 children\noptions:": {K: []int{-1}, N: -4},
	} {
		assert.ErrorContains(t, evaluationtest.TestAggregator(mean, o), message)
	}
	assert.ErrorContains(t, evaluationtest.TestAggregator(nil), "no aggregator")
	err := evaluationtest.TestAggregator(mean, options{}, options{K: []int{-1}})
	assert.ErrorContains(t, err, "options 2: ")
	assert.NotContains(t, err.Error(), "options 1: ")
	for r, text := range map[evaluationtest.Response]string{0: "no promise", 1: "follows", 2: "unchanged", 3: "keeps order", 4: "Response(4)"} {
		assert.Equal(t, text, r.String())
	}
}

// an answer that drifts toward the group before is found out, as is one that writes
// into the scores it gave before.
func TestAggregatorKeeps(t *testing.T) {
	var mu sync.Mutex
	var now, before string
	err := evaluationtest.TestAggregator(after(func(dst []float64, g weights.Group, _ []float64) {
		mu.Lock()
		defer mu.Unlock()
		if key := keyOf(g); key != now {
			now, before = key, now
		}
		dst[0] += 1e-3 * float64(len(before))
	}))
	assert.Contains(t, rulesOf(err), "nothing is kept")

	var kept [][]float64
	var last string
	err = evaluationtest.TestAggregator(after(func(dst []float64, g weights.Group, _ []float64) {
		mu.Lock()
		defer mu.Unlock()
		if strings.Contains(string(debug.Stack()), "concurrent") { // there it would be a data race
			return
		}
		key := keyOf(g)
		if key != last {
			for _, old := range kept {
				old[0] = 77
			}
		}
		kept, last = append(kept, dst), key
	}), evaluationtest.AggregatorOptions{N: 2, K: []int{2}})
	assert.Contains(t, rulesOf(err), "nothing is kept")
	assert.ErrorContains(t, err, "already given, became [77")
}
