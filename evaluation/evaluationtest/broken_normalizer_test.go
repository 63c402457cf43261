package evaluationtest_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// line is min-max to 0..1 with something done to its scores and its words.
type line struct {
	normalize.LinearScale
	at    func(x float64, class string, score float64) float64
	words func() string
}

func (l line) At(x float64, class string) float64 {
	s := l.LinearScale.At(x, class)
	if l.at != nil {
		s = l.at(x, class, s)
	}
	return s
}

// Apply is At for every value; the class is ignored.
func (l line) Apply(dst, x []float64, _ []string) {
	for i, v := range x {
		dst[i] = l.At(v, "")
	}
}

func (l line) String() string {
	if l.words != nil {
		return l.words()
	}
	return l.LinearScale.String()
}

// slow is a line without Apply.
type slow struct{ l line }

func (s slow) At(x float64, class string) float64 { return s.l.At(x, class) }
func (s slow) String() string                     { return s.l.String() }

// handed is a line whose Apply is one's own.
type handed struct {
	slow
	apply func(dst, x []float64)
}

func (h handed) Apply(dst, x []float64, _ []string) { h.apply(dst, x) }

// lines is a normalizer of min-max to 0..1 with something done to its scale.
func lines(f func(s normalize.Sample, l line) (normalize.Scale, error)) normalize.Normalizer {
	return normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		scale, err := normalize.MinMax{Lo: 0, Hi: 1}.Fit(s)
		if err != nil {
			return nil, err
		}
		return f(s, line{LinearScale: scale.(normalize.LinearScale)})
	})
}

// scores is a normalizer of min-max to 0..1 with something done to its scores.
func scores(at func(x float64, class string, score float64) float64) normalize.Normalizer {
	return lines(func(_ normalize.Sample, l line) (normalize.Scale, error) { l.at = at; return slow{l}, nil })
}

type wrongNormalizer struct {
	n normalize.Normalizer
	o evaluationtest.NormalizerOptions
}

// brokenNormalizers break one rule each.
func brokenNormalizers() map[string]wrongNormalizer {
	type options = evaluationtest.NormalizerOptions
	var mu sync.Mutex
	var last string
	var busy int
	// degenerate makes a scale of NaN for samples of some kind, which MinMax would
	// refuse, and else min-max.
	degenerate := func(is func(x []float64) bool) normalize.Normalizer {
		return normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			if is(s.X) {
				return slow{line{LinearScale: normalize.LinearScale{Lo: 0, Hi: 1}, at: func(float64, string, float64) float64 { return math.NaN() }}}, nil
			}
			return normalize.MinMax{}.Fit(s)
		})
	}
	return map[string]wrongNormalizer{
		"ordinary data": {n: normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			if s.Indicator.Direction == indicators.Lower {
				return nil, errors.New("I know nothing of costs")
			}
			return normalize.MinMax{}.Fit(s)
		})},
		"ordinary data/no scale": {n: normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return nil, nil })},
		"no panic": {n: normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			if len(s.X) > 20 && slices.Min(s.X) == 1 {
				panic("too many")
			}
			return normalize.MinMax{}.Fit(s)
		})},
		"finite": {n: scores(func(x float64, _ string, s float64) float64 {
			if x == 1001 {
				return math.Inf(1)
			}
			return s
		})},
		"direction":        {n: scores(func(_ float64, _ string, s float64) float64 { return -s })},
		"direction/beyond": {n: scores(func(x float64, _ string, s float64) float64 { return s - 10*max(x-1001, 0) })},
		"direction/between": {n: scores(func(x float64, _ string, s float64) float64 {
			if x != math.Round(x) {
				return s - 100
			}
			return s
		})},
		"direction/class": {n: scores(func(_ float64, class string, s float64) float64 {
			if class == "B" {
				return -s
			}
			return s
		})},
		"tells apart": {n: scores(func(x float64, _ string, _ float64) float64 { return 5 + 0*x })},
		"missing value": {n: scores(func(x float64, _ string, s float64) float64 {
			if math.IsNaN(x) {
				return 0
			}
			return s
		})},
		"missing value/promised": {n: normalize.MinMax{}, o: options{Missing: true}},
		"input unchanged": {n: normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			slices.Sort(s.X)
			return normalize.MinMax{}.Fit(s)
		})},
		"input unchanged/class": {n: normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			if len(s.Class) > 0 {
				s.Class[0] = "C"
			}
			return normalize.MinMax{}.Fit(s)
		})},
		"same answer twice": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			var calls int
			words := l.String()
			mu.Lock()
			defer mu.Unlock()
			if words == last {
				busy++
			}
			last, calls = words, busy
			l.words = func() string { return fmt.Sprint(words, " no. ", calls) }
			return slow{l}, nil
		})},
		"nothing is kept": {n: lines(func(s normalize.Sample, l line) (normalize.Scale, error) {
			l.at = func(x float64, _ string, score float64) float64 {
				if slices.Contains(s.Class, "another") {
					return score + 0.5
				}
				return score
			}
			return slow{l}, nil
		})},
		"order of units": {n: lines(func(s normalize.Sample, l line) (normalize.Scale, error) {
			first := s.X[0]
			l.at = func(_ float64, _ string, score float64) float64 { return score + first }
			return slow{l}, nil
		})},
		"bulk": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			return handed{slow{l}, func(dst, x []float64) {
				for i, v := range x {
					dst[i] = l.At(v, "") + 1e-12
				}
			}}, nil
		})},
		"bulk/in place": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			return handed{slow{l}, func(dst, x []float64) {
				clear(dst)
				for i, v := range x {
					dst[i] += l.At(v, "")
				}
			}}, nil
		})},
		"bulk/values": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			return handed{slow{l}, func(dst, x []float64) {
				for i, v := range x {
					x[i] = 0
					dst[i] = l.At(v, "")
				}
			}}, nil
		})},
		"bulk/panic": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			return handed{slow{l}, func([]float64, []float64) { panic("no bulk") }}, nil
		})},
		"record": {n: lines(func(_ normalize.Sample, l line) (normalize.Scale, error) {
			l.words = func() string { return "" }
			return slow{l}, nil
		})},
		"no value":  {n: normalize.Func(func(s normalize.Sample) (normalize.Scale, error) { _ = s.X[0]; return normalize.MinMax{}.Fit(s) })},
		"one value": {n: degenerate(func(x []float64) bool { return len(x) == 1 })},
		"equal values": {n: degenerate(func(x []float64) bool {
			return len(x) > 1 && x[0] == 7 && slices.Max(x) == slices.Min(x)
		})},
		"zeros":           {n: degenerate(func(x []float64) bool { return len(x) > 1 && slices.Max(x) == 0 })},
		"negative values": {n: degenerate(func(x []float64) bool { return len(x) > 1 && slices.Max(x) < 0 })},
		"infinite value": {n: degenerate(func(x []float64) bool {
			return slices.ContainsFunc(x, func(v float64) bool { return math.IsInf(v, 0) })
		})},
		"unknown class": {n: scores(func(_ float64, class string, s float64) float64 {
			if class != "A" && class != "B" {
				panic("who is that?")
			}
			return s
		})},
		"unknown class/infinite": {n: scores(func(_ float64, class string, s float64) float64 {
			if class != "A" && class != "B" {
				return math.Inf(1)
			}
			return s
		})},
		"range of scores": {n: normalize.ZScore{}, o: options{Within: indicators.Range{Lo: 0, Hi: 100}}},
		"strict":          {n: scores(func(_ float64, _ string, s float64) float64 { return max(s, 0.1) }), o: options{Strict: true}},
		"unit free":       {n: scores(func(x float64, _ string, s float64) float64 { return s + x/1000 }), o: options{UnitFree: true}},
		"zero free":       {n: normalize.Func(share), o: options{ZeroFree: true, UnitFree: true, Directions: []indicators.Direction{indicators.Higher}}},
	}
}

// each broken normalizer is found out, for its own rule and for no other.
func TestBrokenNormalizers(t *testing.T) {
	for name, c := range brokenNormalizers() {
		t.Run(name, func(t *testing.T) {
			rule, kind, _ := strings.Cut(name, "/")
			if c.o.Directions == nil && kind != "promised" && rule != "range of scores" && rule != "ordinary data" {
				c.o.Directions = []indicators.Direction{indicators.Higher}
			}
			err := evaluationtest.TestNormalizer(c.n, c.o)
			require.Error(t, err)
			assert.Equal(t, []string{rule}, rulesOf(err), "%.2000v", err)
			assert.Contains(t, err.Error(), rule+": ")
		})
	}
}

// a normalizer with a shared place to work in is found out.
func TestNormalizerConcurrent(t *testing.T) {
	var mu sync.Mutex
	var scratch string
	err := evaluationtest.TestNormalizer(lines(func(s normalize.Sample, l line) (normalize.Scale, error) {
		key := fmt.Sprint(s.X)
		mu.Lock()
		scratch = key
		mu.Unlock()
		time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
		mu.Lock()
		defer mu.Unlock()
		if scratch != key {
			l.Hi = 2
		}
		return slow{l}, nil
	}), evaluationtest.NormalizerOptions{Directions: []indicators.Direction{indicators.Higher}})
	assert.Equal(t, []string{"concurrent use"}, rulesOf(err))
}

// for a target, each side has its order: better is nearer.
func TestTargetDirection(t *testing.T) {
	higher := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		s.Indicator.Direction, s.Indicator.Target = indicators.Higher, nil
		return normalize.MinMax{}.Fit(s)
	})
	err := evaluationtest.TestNormalizer(higher)
	require.Equal(t, []string{"direction"}, rulesOf(err), err)
	var f *evaluationtest.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, indicators.Lower, f.Sample.Indicator.Direction, "the first direction that shows it")
	assert.Len(t, f.Sample.X, 2)
	assert.ErrorContains(t, err, "(direction lower, n = 2, values [")
	err = evaluationtest.TestNormalizer(higher, evaluationtest.NormalizerOptions{Directions: []indicators.Direction{indicators.Target}})
	require.Equal(t, []string{"direction"}, rulesOf(err), err)
}

func TestNormalizerOptions(t *testing.T) {
	type options = evaluationtest.NormalizerOptions
	for message, o := range map[string]options{
		"Directions is empty":         {Directions: []indicators.Direction{}},
		"there is no direction 7":     {Directions: []indicators.Direction{7}},
		"3 units for 2 classes":       {N: 3},
		"24 units for 0 classes":      {Classes: []string{}},
		"values from 5 to 5":          {Lo: 5, Hi: 5},
		"promised scores from 2 to 1": {Within: indicators.Range{Lo: 2, Hi: 1}},
	} {
		assert.ErrorContains(t, evaluationtest.TestNormalizer(normalize.MinMax{}, o), message)
	}
	assert.ErrorContains(t, evaluationtest.TestNormalizer(nil), "no normalizer")
	err := evaluationtest.TestNormalizer(normalize.MinMax{}, options{}, options{N: -1})
	assert.ErrorContains(t, err, "options 2: ")

	var mu sync.Mutex
	seen := map[string]bool{}
	require.NoError(t, evaluationtest.TestNormalizer(normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		mu.Lock()
		defer mu.Unlock()
		for i, x := range s.X {
			if x > 5 && x < 9 {
				seen[s.Class[i]] = true
			}
		}
		assert.Equal(t, "va", s.Indicator.Code)
		return normalize.MinMax{}.Fit(s)
	}), options{Indicator: indicators.Indicator{Code: "va"}, Classes: []string{"only"}, N: 9, Lo: 5, Hi: 9, Seed: 3}))
	assert.True(t, seen["only"])
	assert.NotContains(t, seen, "A")
}

// the same options give the same data, another seed others.
func TestDeterministic(t *testing.T) {
	collect := func(seed uint64) (x []float64) {
		n := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
			if x == nil {
				x = slices.Clone(s.X)
			}
			return nil, errors.New("enough")
		})
		_ = evaluationtest.TestNormalizer(n, evaluationtest.NormalizerOptions{Seed: seed})
		return x
	}
	first := collect(1)
	assert.Len(t, first, 24)
	assert.Equal(t, first, collect(1))
	assert.NotEqual(t, first, collect(2))
}
