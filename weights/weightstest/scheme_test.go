package weightstest_test

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// rulesOf returns the names of the rules that an error of TestScheme reports.
func rulesOf(err error) (rules []string) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		var f *weightstest.Failure
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

// spread is a plain scheme from the data: the range of each column plus 1.
func spread(dst []float64, g weights.Group) error {
	for j, x := range g.Scores {
		lo, hi := math.Inf(1), math.Inf(-1)
		for _, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return &weights.CellError{Code: g.Codes[j], Err: basis.ErrMissing}
			}
			lo, hi = min(lo, v), max(hi, v)
		}
		dst[j] = hi - lo + 1
	}
	return nil
}

func TestGoodSchemes(t *testing.T) {
	fixed := weights.Fixed{"a": 3, "b": 2, "c": 0}
	tests := map[string]struct {
		scheme  weights.Scheme
		options []weightstest.Options
	}{
		"equal":         {scheme: weights.Equal{}},
		"declared":      {scheme: weights.Declared{}},
		"entropy":       {scheme: weights.Entropy{}},
		"own":           {scheme: weights.Func(spread)},
		"fixed":         {scheme: fixed, options: []weightstest.Options{{Codes: []string{"a", "b", "c"}}, {Codes: []string{"b", "a", "c"}, K: []int{1, 2}}}},
		"other data":    {scheme: weights.Entropy{}, options: []weightstest.Options{{Lo: 20, Hi: 100, Seed: 7, N: 3}}},
		"positive only": {scheme: positiveOnly, options: []weightstest.Options{{Lo: 20, Hi: 100}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, weightstest.TestScheme(test.scheme, test.options...))
		})
	}
}

var positiveOnly = weights.Func(func(dst []float64, g weights.Group) error {
	for _, x := range g.Scores {
		for _, v := range x {
			if !(v > 0) {
				return basis.ErrDomain
			}
		}
	}
	return spread(dst, g)
})

// a scheme that writes into the dst of an earlier call is found out too.
func TestKeptDst(t *testing.T) {
	var mu sync.Mutex
	var kept [][]float64
	var last string
	err := weightstest.TestScheme(weights.Func(func(dst []float64, g weights.Group) error {
		mu.Lock()
		defer mu.Unlock()
		if inConcurrent() { // there it would be a data race
			return spread(dst, g)
		}
		key := fmt.Sprint(g.Scores)
		if key != last {
			for _, old := range kept {
				old[0] = 77
			}
		}
		kept, last = append(kept, dst), key
		return spread(dst, g)
	}))
	assert.Contains(t, rulesOf(err), "nothing is kept")
	assert.ErrorContains(t, err, "already given, became [77")
}

// a scheme whose answer drifts towards the group it weighed before is found out.
func TestSmoothing(t *testing.T) {
	var mu sync.Mutex
	var now, before string
	err := weightstest.TestScheme(weights.Func(func(dst []float64, g weights.Group) error {
		mu.Lock()
		defer mu.Unlock()
		if key := fmt.Sprint(g.Scores); key != now {
			now, before = key, now
		}
		if err := spread(dst, g); err != nil {
			return err
		}
		for i, c := range before {
			dst[0] += 1e-3 * float64(int(c)*(i%7))
		}
		return nil
	}))
	assert.Contains(t, rulesOf(err), "nothing is kept")
	assert.ErrorContains(t, err, "after weighing another group")
}

// what the options promise is tested as well.
func TestPromises(t *testing.T) {
	all := weightstest.Options{IgnoresScores: true, ScaleFree: true, ShiftFree: true}
	assert.NoError(t, weightstest.TestScheme(weights.Declared{}, all))
	assert.Equal(t, []string{"ignores scores", "shift of a column"}, rulesOf(weightstest.TestScheme(weights.Entropy{}, all)))
	err := weightstest.TestScheme(weights.Func(spread), all)
	assert.Equal(t, []string{"ignores scores", "scale of a column"}, rulesOf(err))
	assert.ErrorContains(t, err, "with the scores of c01 times 3.7")
	err = weightstest.TestScheme(weights.Func(func(dst []float64, g weights.Group) error {
		for _, x := range g.Scores {
			for _, v := range x {
				if v > 100 {
					return basis.ErrDomain
				}
			}
		}
		return spread(dst, g)
	}), weightstest.Options{ShiftFree: true})
	assert.ErrorContains(t, err, "plus 41: error: value outside")
}

// the group that shows a failure is small, and can be had from the error.
func TestFailure(t *testing.T) {
	err := weightstest.TestScheme(weights.Func(func(dst []float64, g weights.Group) error {
		for j := range dst {
			dst[j] = float64(j) + 1
		}
		return nil
	}))
	var f *weightstest.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, "order of siblings", f.Rule)
	assert.Len(t, f.Group.Codes, 2)
	assert.Equal(t, []float64{1, 1}, f.Group.Declared)
	n, k := f.Group.Scores.Dims()
	assert.Equal(t, [2]int{2, 2}, [2]int{n, k})
	assert.ErrorContains(t, err, "when the siblings stand in the order [1 0]")
}

// with codes or numbers of siblings given, groups have exactly these.
func TestOptions(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]bool{}
	s := weights.Func(func(dst []float64, g weights.Group) error {
		mu.Lock()
		defer mu.Unlock()
		n, k := g.Scores.Dims()
		seen[fmt.Sprintln(g.Parent, g.Class, n, k)] = true
		return weights.Equal{}.Weigh(dst, g)
	})
	require.NoError(t, weightstest.TestScheme(s, weightstest.Options{
		K: []int{3, 2}, Codes: []string{"x", "y", "z"}, Parent: "p", Class: "A", N: 6, Lo: 20, Hi: 30,
	}))
	assert.Equal(t, map[string]bool{"p A 6 2\n": true, "p A 6 3\n": true, "p A 1 2\n": true, "p A 1 3\n": true}, seen)

	impossible := map[string]weightstest.Options{
		"K is empty":     {K: []int{}},
		"only 1 codes":   {K: []int{2}, Codes: []string{"a"}},
		"at least 2 are": {N: 1},
		"from 5 to 5":    {Lo: 5, Hi: 5},
		"0 siblings":     {Codes: []string{}},
	}
	for message, o := range impossible {
		assert.ErrorContains(t, weightstest.TestScheme(weights.Equal{}, o), message)
	}
	assert.ErrorContains(t, weightstest.TestScheme(nil), "no scheme")
	err := weightstest.TestScheme(weights.Equal{}, weightstest.Options{}, weightstest.Options{K: []int{-1}})
	assert.ErrorContains(t, err, "options 2: ")
}

// the same options give the same groups, another seed others.
func TestDeterministic(t *testing.T) {
	collect := func(seed uint64) (sums []float64) {
		s := weights.Func(func(dst []float64, g weights.Group) error {
			if len(sums) == 0 {
				for _, x := range g.Scores {
					sums = append(sums, x...)
				}
			}
			return errors.New("enough")
		})
		_ = weightstest.TestScheme(s, weightstest.Options{K: []int{4}, Seed: seed})
		return sums
	}
	first := collect(1)
	assert.Len(t, first, 160)
	assert.Equal(t, first, collect(1))
	assert.NotEqual(t, first, collect(2))
	for _, v := range first {
		assert.True(t, v >= 0 && v <= 100, v)
	}
}
