package weights_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize/convex/lp"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/weights"
)

// simplex solves the linear model with gonum's general solver: the variables are
// the weights, xi and a slack for each of 4k inequalities.
func simplex(t testingT, b weights.BWM, codes []string) (w []float64, xi float64) {
	t.Helper()
	k := len(codes)
	best, worst := slices.Index(codes, b.Best), slices.Index(codes, b.Worst)
	var rows [][]float64
	bound := func(i, j int, a float64) { // |w_i - a w_j| <= xi
		if i == j {
			return
		}
		for _, sign := range []float64{1, -1} {
			row := make([]float64, k+1)
			row[i], row[j], row[k] = sign, -sign*a, -1
			rows = append(rows, row)
		}
	}
	for j, code := range codes {
		bound(best, j, b.BestToOthers[code])
		if j != best {
			bound(j, worst, b.OthersToWorst[code])
		}
	}
	n := k + 1 + len(rows)
	a := mat.NewDense(len(rows)+1, n, nil)
	for i, row := range rows {
		for j, v := range row {
			a.Set(i, j, v)
		}
		a.Set(i, k+1+i, 1)
	}
	for j := range k {
		a.Set(len(rows), j, 1)
	}
	right := make([]float64, len(rows)+1)
	right[len(rows)] = 1
	cost := make([]float64, n)
	cost[k] = 1
	_, x, err := lp.Simplex(cost, a, right, 1e-12, nil)
	require.NoError(t, err)
	return x[:k], x[k]
}

// The closed form against the general solver, on any judgements.
func TestBWMAgainstSimplex(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 7).Draw(t, "k")
		b := drawBWM(t, k)
		codes := letters(k)
		s := solveBWM(t, b, codes)
		w, xi := simplex(t, b, codes)
		if math.Abs(xi-s.Xi) > 1e-9 {
			t.Fatalf("xi %v, the simplex method finds %v", s.Xi, xi)
		}
		for j := range w {
			if math.Abs(w[j]-s.Weights[j]) > 1e-8 {
				t.Fatalf("weights %v, the simplex method finds %v", s.Weights, w)
			}
		}
	})
}

// The ratio model is linear for a given xi, so that the general solver can say
// whether there are weights, and how large and small each can be.
func TestBWMRatiosAgainstSimplex(t *testing.T) {
	// xi of two siblings that contradict each other more than a_BW, by hand:
	// (2 - xi)(4 - xi) <= t <= (2 + xi)(2 + xi) meet at xi = 4/10.
	across := bestWorst([]float64{1, 2, 2, 6}, []float64{6, 2, 4, 1})
	s := solveBWM(t, across, letters(4))
	assert.InDelta(t, 0.4, s.RatioXi, 1e-15)
	assert.InDelta(t, 2.4*2.4, s.Intervals[0].Lo/s.Intervals[3].Lo, 1e-12)

	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(3, 6).Draw(t, "k")
		b := drawBWM(t, k)
		if rapid.Bool().Draw(t, "across") {
			b, k = across, 4
		}
		codes := letters(k)
		s := solveBWM(t, b, codes)
		if _, err := ratioSimplex(b, codes, 0.999*s.RatioXi-1e-6, 0, 1); err == nil {
			t.Fatalf("there are weights for less than xi = %v", s.RatioXi)
		}
		for j, r := range s.Intervals {
			for _, end := range []struct{ sign, share float64 }{{1, r.Lo}, {-1, r.Hi}} {
				got, err := ratioSimplex(b, codes, s.RatioXi+1e-8, j, end.sign)
				if err != nil {
					t.Fatalf("no weights for xi = %v: %v", s.RatioXi, err)
				}
				if math.Abs(got-end.share) > 1e-6 {
					t.Fatalf("%s has at an end %v, the simplex method finds %v", codes[j], end.share, got)
				}
			}
		}
	})
}

// ratioSimplex returns the least (sign 1) or largest (sign -1) share of sibling j in
// the weights that keep all ratios within xi.
func ratioSimplex(b weights.BWM, codes []string, xi float64, j int, sign float64) (float64, error) {
	k := len(codes)
	best, worst := slices.Index(codes, b.Best), slices.Index(codes, b.Worst)
	var rows [][]float64
	bound := func(i, j int, a float64) { // |w_i - a w_j| <= xi w_j
		for _, s := range []float64{1, -1} {
			row := make([]float64, k)
			row[i], row[j] = s, -s*a-xi
			rows = append(rows, row)
		}
	}
	for j, code := range codes {
		if j != best {
			bound(best, j, b.BestToOthers[code])
		}
		if j != best && j != worst {
			bound(j, worst, b.OthersToWorst[code])
		}
	}
	a := mat.NewDense(len(rows)+1, k+len(rows), nil)
	for i, row := range rows {
		for j, v := range row {
			a.Set(i, j, v)
		}
		a.Set(i, k+i, 1)
	}
	for j := range k {
		a.Set(len(rows), j, 1)
	}
	right := make([]float64, len(rows)+1)
	right[len(rows)] = 1
	cost := make([]float64, k+len(rows))
	cost[j] = sign
	_, x, err := lp.Simplex(cost, a, right, 1e-12, nil)
	if err != nil {
		return 0, err
	}
	return x[j], nil
}
