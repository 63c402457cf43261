package weights_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// bestWorst makes a BWM of two vectors in the order of letters; the best and the
// worst are those judged 1.
func bestWorst(bestToOthers, othersToWorst []float64) weights.BWM {
	b := weights.BWM{BestToOthers: map[string]float64{}, OthersToWorst: map[string]float64{}}
	codes := letters(len(bestToOthers))
	for j, code := range codes {
		b.BestToOthers[code], b.OthersToWorst[code] = bestToOthers[j], othersToWorst[j]
		if bestToOthers[j] == 1 && b.Best == "" {
			b.Best = code
		}
		if othersToWorst[j] == 1 {
			b.Worst = code
		}
	}
	return b
}

func solveBWM(t testingT, b weights.BWM, codes []string) weights.BWMSolution {
	t.Helper()
	s, err := b.Solve(codes)
	require.NoError(t, err)
	return s
}

// The judgements of the golden file. Its own weights come from a local search that
// is right to about 0.01, and from a closed form that is another method; the exact
// solution in fractions, by hand from the derivation in the code: xi = 2/183.
func TestBWMAgainstPyDecision(t *testing.T) {
	var file struct {
		Input map[string]struct {
			BestToOthers  []float64 `json:"best_to_others"`
			OthersToWorst []float64 `json:"others_to_worst"`
		}
		Output map[string]struct {
			Optimizer []float64 `json:"bwm_weights_optimiser"`
		}
	}
	readTestdata(t, "golden/pydecision/bwm.json", &file)
	exact := map[string][]float64{
		"a":          {21 / 91.5, 41 / 91.5, 10.5 / 91.5, 14 / 91.5, 5 / 91.5},
		"consistent": {8. / 15, 4. / 15, 2. / 15, 1. / 15},
	}
	xi := map[string]float64{"a": 1 / 91.5, "consistent": 0}
	require.Len(t, file.Input, 2)
	for name, in := range file.Input {
		t.Run(name, func(t *testing.T) {
			b := bestWorst(in.BestToOthers, in.OthersToWorst)
			codes := letters(len(in.BestToOthers))
			s := solveBWM(t, b, codes)
			inDelta(t, exact[name], s.Weights, 1e-12)
			assert.InDelta(t, xi[name], s.Xi, 1e-15)
			assert.InDeltaSlice(t, file.Output[name].Optimizer, s.Weights, 0.01)
			w, least := simplex(t, b, codes)
			assert.InDeltaSlice(t, w, s.Weights, 1e-9)
			assert.InDelta(t, least, s.Xi, 1e-9)
			inDelta(t, s.Weights, of(t, b, weights.Group{Codes: codes}), 1e-15)
		})
	}
}

// J. Rezaei (2015), Best-Worst Multi-Criteria Decision-Making Method, Omega 53,
// 49-57, example 1: a car by quality, price and style, printed with three digits:
// weights of the ratio model 0.071, 0.338, 0.589, xi 0.26, consistency ratio 0.058.
func TestBWMCar(t *testing.T) {
	codes := letters(3)
	b := bestWorst([]float64{8, 2, 1}, []float64{1, 5, 8})
	s := solveBWM(t, b, codes)
	// The only other sibling is judged 2 below the best and 5 above the worst,
	// which makes 10 of 8: (2 - xi)(5 - xi) = 8 + xi.
	assert.InDelta(t, 4-math.Sqrt(14), s.RatioXi, 1e-12)
	assert.InDelta(t, (4-math.Sqrt(14))/((17-math.Sqrt(65))/2), s.OutputRatio, 1e-12)
	assert.InDelta(t, 0.058, s.OutputRatio, 0.0005)
	assert.InDelta(t, (10.-8)/(64-8), s.Ratio, 1e-15)
	assert.Equal(t, 0.1309, s.Threshold)
	assert.Equal(t, weights.Triad{A: "c", B: "b", C: "a", AB: 2, BC: 5, AC: 8}, s.Worst)

	// Linear: m = 8 with c = 1 and m = 10 with c = 3 meet at w = 4/2 = 2, b = 17.
	inDelta(t, []float64{2. / 28, 9. / 28, 17. / 28}, s.Weights, 1e-12)
	assert.InDelta(t, 1./28, s.Xi, 1e-15)

	b.Ratios = true
	s = solveBWM(t, b, codes)
	assert.InDeltaSlice(t, []float64{0.071, 0.338, 0.589}, s.Weights, 0.001)
	for j, r := range s.Intervals { // three siblings have one solution
		assert.InDelta(t, r.Lo, r.Hi, 1e-12)
		assert.InDelta(t, s.Weights[j], r.Lo, 1e-12)
	}
	best, other, worst := s.Weights[2], s.Weights[1], s.Weights[0]
	assert.InDelta(t, s.RatioXi, math.Abs(best/other-2), 1e-12)
	assert.InDelta(t, s.RatioXi, math.Abs(other/worst-5), 1e-12)
	assert.InDelta(t, s.RatioXi, math.Abs(best/worst-8), 1e-12)
}

// Rezaei (2015), table 1: the consistency index is xi if all are judged a_BW below
// the best and above the worst.
func TestBWMConsistencyIndex(t *testing.T) {
	for i, want := range []float64{0.44, 1.00, 1.63, 2.30, 3.00, 3.73, 4.47, 5.23} {
		span := float64(i + 2)
		s := solveBWM(t, bestWorst([]float64{1, span, span}, []float64{span, span, 1}), letters(3))
		assert.InDelta(t, want, s.RatioXi, 0.0051, "%v", span) // two digits, not all well rounded
		assert.InDelta(t, 1, s.OutputRatio, 1e-12)
		assert.InDelta(t, 1, s.Ratio, 1e-12)
	}
}

func TestBWMEdges(t *testing.T) {
	assert.Equal(t, []float64{1}, of(t, weights.BWM{}, weights.Group{Codes: []string{"a"}}))
	s := solveBWM(t, weights.BWM{}, []string{"a"})
	assert.Equal(t, []float64{1}, s.Weights)
	assert.Equal(t, []weights.Interval{{Lo: 1, Hi: 1}}, s.Intervals)
	_, err := weights.BWM{}.Solve(nil)
	require.ErrorIs(t, err, basis.ErrWeights)

	// Two siblings: one judgement, in either map, is all there is.
	for _, b := range []weights.BWM{
		{Best: "a", Worst: "b", BestToOthers: map[string]float64{"b": 3}},
		{Best: "a", Worst: "b", OthersToWorst: map[string]float64{"a": 3}},
		{Best: "a", Worst: "b", Ratios: true, BestToOthers: map[string]float64{"a": 1, "b": 3, "x": -7}, OthersToWorst: map[string]float64{"a": 3, "b": 1}},
	} {
		s := solveBWM(t, b, []string{"a", "b"})
		inDelta(t, []float64{0.75, 0.25}, s.Weights, 1e-15)
		assert.Zero(t, s.Xi)
		assert.Zero(t, s.Ratio)
		assert.Equal(t, "none", s.Worst.String())
	}

	// All count the same.
	s = solveBWM(t, weights.BWM{
		Best: "a", Worst: "c",
		BestToOthers: map[string]float64{"b": 1, "c": 1}, OthersToWorst: map[string]float64{"b": 1},
	}, letters(3))
	inDelta(t, []float64{1. / 3, 1. / 3, 1. / 3}, s.Weights, 1e-15)
	assert.Zero(t, s.Ratio)
	assert.Zero(t, s.OutputRatio)

	// The best counts as much as the worst, but not as much as one between.
	b := weights.BWM{
		Best: "a", Worst: "c",
		BestToOthers: map[string]float64{"b": 2, "c": 1}, OthersToWorst: map[string]float64{"b": 1},
	}
	_, err = weights.Of(nil, b, weights.Group{Codes: letters(3)})
	require.ErrorIs(t, err, weights.ErrInconsistent)
}

func TestBWMRefusal(t *testing.T) {
	b := bestWorst([]float64{1, 4, 2, 8}, []float64{8, 6, 4, 1})
	codes := letters(4)
	s := solveBWM(t, b, codes)
	assert.InDelta(t, (24.-8)/56, s.Ratio, 1e-15)
	_, err := weights.Of(nil, b, weights.Group{Parent: "p", Codes: codes})
	require.ErrorIs(t, err, weights.ErrInconsistent)
	require.EqualError(t, err, "weights of the children of p: judgements contradict each other: the consistency ratio is 0.286, at most 0.252 is accepted; "+
		"worst: a is judged 4 times b and b 6 times d, which makes a 24 times d, but a is judged 8 times d")
	b.MaxConsistency = 0.3
	inDelta(t, s.Weights, of(t, b, weights.Group{Codes: codes}), 1e-15)
	b.MaxConsistency = 0.2
	require.Error(t, b.Weigh(make([]float64, 4), weights.Group{Codes: codes}))
}

func TestBWMThreshold(t *testing.T) {
	assert.Equal(t, 0.1121, weights.BWMThreshold(3, 4))
	assert.Equal(t, 0.3662, weights.BWMThreshold(9, 9))
	assert.Equal(t, 0.3662, weights.BWMThreshold(28, 15))
	assert.Equal(t, 0.3154, weights.BWMThreshold(6, 7.9))
	assert.Equal(t, 0.1667, weights.BWMThreshold(2, 2.5))
	assert.Equal(t, 0.3657, weights.BWMThreshold(9, 8))
	var total float64 // of the 49 figures of the table
	for k := 3; k <= 9; k++ {
		for span := 3.0; span <= 9; span++ {
			total += weights.BWMThreshold(k, span)
		}
	}
	assert.InDelta(t, 12.2826, total, 1e-9)
	assert.Zero(t, weights.BWMThreshold(5, 2))
	assert.Zero(t, weights.BWMThreshold(5, math.NaN()))
}

func TestBWMErrors(t *testing.T) {
	good := func() weights.BWM {
		return weights.BWM{
			Best: "a", Worst: "c",
			BestToOthers: map[string]float64{"b": 2, "c": 8}, OthersToWorst: map[string]float64{"b": 4},
		}
	}
	inDelta(t, []float64{8. / 13, 4. / 13, 1. / 13}, solveBWM(t, good(), letters(3)).Weights, 1e-14)
	for name, c := range map[string]struct {
		change func(b *weights.BWM)
		kind   error
		want   []string
	}{
		"best and worst": {func(b *weights.BWM) { b.Best, b.Worst = "x", "" }, basis.ErrWeights, []string{
			`weights: the best, "x", is not a sibling`, `weights: the worst, "", is not a sibling`,
		}},
		"the same": {func(b *weights.BWM) { b.Worst = "a" }, basis.ErrWeights, []string{
			"weights: a is both the best and the worst; if all count the same, Equal says so",
		}},
		"lacking": {func(b *weights.BWM) { b.BestToOthers, b.OthersToWorst = nil, nil }, basis.ErrWeights, []string{
			"weights: there is no judgement of a against b",
			"weights: there is no judgement of b against c",
			"weights: there is no judgement of a against c",
		}},
		"domain": {func(b *weights.BWM) {
			b.BestToOthers["b"], b.OthersToWorst["b"], b.BestToOthers["c"] = 0.5, math.Inf(1), math.NaN()
		}, basis.ErrDomain, []string{
			"value outside the domain of the method: a is judged 0.5 times b, not a number from 1 to 1e6",
			"value outside the domain of the method: b is judged +Inf times c, not a number from 1 to 1e6",
			"value outside the domain of the method: a is judged NaN times c, not a number from 1 to 1e6",
		}},
		"itself": {func(b *weights.BWM) { b.BestToOthers["a"], b.OthersToWorst["c"] = 2, 3 }, weights.ErrInconsistent, []string{
			"judgements contradict each other: a is judged 2 times itself",
			"judgements contradict each other: c is judged 3 times itself",
		}},
		"twice": {func(b *weights.BWM) { b.OthersToWorst["a"] = 7 }, weights.ErrInconsistent, []string{
			"judgements contradict each other: a is judged 8 times c, and again 7 times",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := good()
			c.change(&b)
			_, err := b.Solve(letters(3))
			require.ErrorIs(t, err, c.kind)
			assert.Equal(t, c.want, lines(err))
			require.Error(t, b.Weigh(make([]float64, 3), weights.Group{Codes: letters(3)}))
		})
	}
}

// drawBWM makes judgements of 1 to 9 on k siblings a, b, c ...
func drawBWM(t *rapid.T, k int) weights.BWM {
	draw := func() float64 { return float64(rapid.IntRange(1, 9).Draw(t, "judgement")) }
	best := rapid.IntRange(0, k-1).Draw(t, "best")
	worst := (best + rapid.IntRange(1, k-1).Draw(t, "worst")) % k
	codes := letters(k)
	b := weights.BWM{Best: codes[best], Worst: codes[worst], BestToOthers: map[string]float64{}, OthersToWorst: map[string]float64{}}
	for _, code := range codes {
		b.BestToOthers[code], b.OthersToWorst[code] = draw(), draw()
	}
	b.BestToOthers[b.Best], b.OthersToWorst[b.Worst] = 1, 1
	b.OthersToWorst[b.Best] = b.BestToOthers[b.Worst]
	return b
}

func TestBWMProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 7).Draw(t, "k")
		b := drawBWM(t, k)
		b.Ratios = rapid.Bool().Draw(t, "ratios")
		codes := letters(k)
		s := solveBWM(t, b, codes)
		if math.Abs(sum(s.Weights)-1) > 1e-13 || slices.Min(s.Weights) <= 0 || s.Xi < 0 || s.RatioXi < 0 {
			t.Fatalf("%+v", s)
		}
		best, worst := slices.Index(codes, b.Best), slices.Index(codes, b.Worst)
		for j, code := range codes {
			// The weights of the linear model are within xi of every judgement.
			if !b.Ratios {
				far := math.Max(math.Abs(s.Weights[best]-b.BestToOthers[code]*s.Weights[j]), math.Abs(s.Weights[j]-b.OthersToWorst[code]*s.Weights[worst]))
				if j != best && far > s.Xi+1e-12 {
					t.Fatalf("%s is %v off, xi is %v", code, far, s.Xi)
				}
			}
			if r := s.Intervals[j]; !(0 < r.Lo && r.Lo <= r.Hi+1e-12 && r.Hi < 1) {
				t.Fatalf("interval of %s: %v", code, r)
			}
		}
		// Reordering the siblings reorders the weights.
		order := rapid.Permutation(codes).Draw(t, "order")
		moved := solveBWM(t, b, order)
		for i, code := range order {
			if j := int(code[0] - 'a'); math.Abs(moved.Weights[i]-s.Weights[j]) > 1e-12 {
				t.Fatalf("weight of %s is %v, and %v in the order %v", code, s.Weights[j], moved.Weights[i], order)
			}
		}

		// Consistent judgements return the weights they are made of.
		w := rapid.SliceOfN(rapid.Float64Range(1, 100), k, k).Draw(t, "w")
		if slices.Max(w) == slices.Min(w) {
			return
		}
		exact := weights.BWM{
			Best: codes[slices.Index(w, slices.Max(w))], Worst: codes[slices.Index(w, slices.Min(w))],
			BestToOthers: map[string]float64{}, OthersToWorst: map[string]float64{}, Ratios: b.Ratios,
		}
		for j, code := range codes {
			exact.BestToOthers[code], exact.OthersToWorst[code] = slices.Max(w)/w[j], w[j]/slices.Min(w)
		}
		s = solveBWM(t, exact, codes)
		for j := range w {
			if want := w[j] / sum(w); math.Abs(s.Weights[j]-want) > 1e-12*want {
				t.Fatalf("weight of %s is %v, want %v", codes[j], s.Weights[j], want)
			}
		}
		if s.Ratio > 1e-12 || s.Xi > 1e-12 || s.OutputRatio > 1e-12 {
			t.Fatalf("%+v", s)
		}
	})
}

func TestBWMRules(t *testing.T) {
	b := bestWorst([]float64{2, 1, 4, 3, 8}, []float64{4, 8, 2, 3, 1})
	for _, b.Ratios = range []bool{false, true} {
		require.NoError(t, weightstest.TestScheme(b, weightstest.Options{Codes: letters(5)}), fmt.Sprint(b.Ratios))
	}
}
