package aggregate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestBODOfCompind: free weights, and bounds on the shares of each unit.
func TestBODOfCompind(t *testing.T) {
	in, _, out := golden[struct{ X frame }, any, struct{ Score figures }](t, "compind/bod")
	g, w := groupOf(in.X), sharesOf(4, nil)
	assert.InDeltaSlice(t, []float64(out.Score), aggregated(t, aggregate.BenefitOfDoubt{}, g, w), 1e-9)

	type answer struct {
		Score  figures
		Shares [][]float64
	}
	bounded, params, want := golden[struct{ X frame }, struct {
		Up  float64 `json:"up_w"`
		Low float64 `json:"low_w"`
	}, answer](t, "compind/bod_constrained")
	b := aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: params.Low, Hi: params.Up}}
	g = groupOf(bounded.X)
	s, err := b.Solve(g, w)
	require.NoError(t, err)
	assert.InDeltaSlice(t, []float64(want.Score), s.Scores, 1e-9)
	assert.Equal(t, s.Scores, aggregated(t, b, g, w))
	for i, shares := range want.Shares {
		if i == 2 || i == 4 {
			continue // of score 1, which several sets of shares give
		}
		for r := range shares {
			assert.InDelta(t, shares[r], s.Shares[r][i], 1e-7, "unit %d", i)
		}
	}
}

// TestGeometricBODOfCompind: shares of benefit of the doubt as exponents of the
// ratio to a benchmark, unit 2; Solve gives what it takes.
func TestGeometricBODOfCompind(t *testing.T) {
	in, params, out := golden[struct{ X frame }, struct {
		Up    float64 `json:"up_w"`
		Low   float64 `json:"low_w"`
		Bench int
	}, struct{ Score figures }](t, "compind/geometric_bod")
	g := groupOf(in.X)
	s, err := aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: params.Low, Hi: params.Up}}.Solve(g, sharesOf(4, nil))
	require.NoError(t, err)
	for i, want := range out.Score {
		got := 1.0
		for r, col := range g.Scores {
			got *= math.Pow(col[i]/col[params.Bench-1], s.Shares[r][i])
		}
		if i == 2 || i == 4 {
			continue // of score 1, where the shares are not unique
		}
		assert.InDelta(t, want, got, 1e-6*want, "unit %d", i)
	}
}

// TestBODTies: free weights tie many units at 1, the more the more children.
func TestBODTies(t *testing.T) {
	leaders := func(b aggregate.BenefitOfDoubt, k int) (ones int) {
		g := lognormal(60, k)
		for _, s := range aggregated(t, b, g, sharesOf(k, nil)) {
			if s == 1 {
				ones++
			}
		}
		return ones
	}
	assert.Equal(t, []int{3, 30, 51}, []int{leaders(aggregate.BenefitOfDoubt{}, 3), leaders(aggregate.BenefitOfDoubt{}, 14), leaders(aggregate.BenefitOfDoubt{}, 28)})
	fewer := aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: 0.01, Hi: 0.07}}
	assert.Less(t, leaders(fewer, 28), 30)
	assert.LessOrEqual(t, leaders(aggregate.BenefitOfDoubt{Common: true}, 28), 28)
}

// lognormal are made-up scores of n units on k children.
func lognormal(n, k int) weights.Group {
	rng := rand.New(rand.NewPCG(28, 158))
	g := weights.Group{Parent: "p", Scores: make(weights.Columns, k)}
	for j := range k {
		g.Codes = append(g.Codes, fmt.Sprintf("c%02d", j))
		for range n {
			g.Scores[j] = append(g.Scores[j], math.Exp(rng.NormFloat64()))
		}
	}
	return g
}

// TestBODByHand: three units on two children. A has (4, 1), B (1, 4), C (2, 2).
//
// Free: A and B lead; for C the best is w = (1/5, 1/5), which makes all three sum to
// 1 at A and B, 4/5. Weights of half each: the same. Shares of half each: C has
// 1 / max_j mean(a_j), a_A = (2, 1/2), so 4/5; A has 1 / max(1, (1/4 + 4)/2, ...) = 8/17.
func TestBODByHand(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"x", "gone", "y"}, Scores: weights.Columns{{4, 1, 2}, {math.NaN(), 0, 0}, {1, 4, 2}}}
	w := []float64{0.5, 0, 0.5}
	half := indicators.Range{Lo: 0.5, Hi: 0.5}
	for name, c := range map[string]struct {
		b    aggregate.BenefitOfDoubt
		want []float64
	}{
		"free":            {aggregate.BenefitOfDoubt{}, []float64{1, 1, 0.8}},
		"common":          {aggregate.BenefitOfDoubt{Common: true}, []float64{1, 1, 0.8}},
		"equal weights":   {aggregate.BenefitOfDoubt{Weight: half}, []float64{1, 1, 0.8}},
		"equal shares":    {aggregate.BenefitOfDoubt{Share: half}, []float64{8. / 17, 8. / 17, 0.8}},
		"half at most":    {aggregate.BenefitOfDoubt{Share: indicators.Range{Hi: 0.5}}, []float64{8. / 17, 8. / 17, 0.8}},
		"common share":    {aggregate.BenefitOfDoubt{Share: half, Common: true}, []float64{1, 1, 0.8}},
		"lower weight":    {aggregate.BenefitOfDoubt{Weight: indicators.Range{Lo: 0.4}}, []float64{1, 1, 0.8}},
		"no bound at all": {aggregate.BenefitOfDoubt{Weight: indicators.Range{Hi: 1}}, []float64{1, 1, 0.8}},
	} {
		assert.InDeltaSlice(t, c.want, aggregated(t, c.b, g, w), 1e-12, name)
		for i, want := range c.want {
			e := []float64{1, 1, 1}
			require.NoError(t, c.b.EffectiveWeights(e, g, w, i))
			assert.InDelta(t, want, e[0]*g.Scores[0][i]+e[2]*g.Scores[2][i], 1e-12, name)
			assert.Zero(t, e[1])
		}
	}
	s, err := aggregate.BenefitOfDoubt{}.Solve(g, w)
	require.NoError(t, err)
	assert.Equal(t, []string{"x", "y"}, s.Codes)
	assert.Equal(t, []int{0, 1}, s.Peers[2])
	assert.InDeltaSlice(t, []float64{0.2, 0.2}, []float64{s.Weights[0][2], s.Weights[1][2]}, 1e-12)
	assert.InDeltaSlice(t, []float64{0.5, 0.5}, []float64{s.Shares[0][2], s.Shares[1][2]}, 1e-12)

	// A unit of zeros has the score 0.
	g.Scores = weights.Columns{{4, 1, 0}, nil, {1, 4, 0}}
	g.Scores[1] = make([]float64, 3)
	s, err = aggregate.BenefitOfDoubt{}.Solve(g, w)
	require.NoError(t, err)
	assert.Zero(t, s.Scores[2])
	assert.Zero(t, s.Shares[0][2]+s.Shares[1][2])
	assert.Empty(t, s.Peers[2])
}

// TestBODRefuses: Compind gives every unit 1 for a constant child, and uses a missing
// cell silently; ours names them.
func TestBODRefuses(t *testing.T) {
	in, _, _ := golden[map[string]frame, any, any](t, "compind/edge_cases")
	w := sharesOf(4, nil)
	ask := func(b aggregate.BenefitOfDoubt, g weights.Group, w []float64) error {
		n, _ := g.Scores.Dims()
		return b.Aggregate(make([]float64, n), g, w)
	}
	free, share := aggregate.BenefitOfDoubt{}, aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: 0.1}}
	err := ask(free, groupOf(in["constant"]), w)
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"i1/-1"}, places(err))
	err = ask(free, groupOf(in["one_na"]), w)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"i2/2"}, places(err))
	require.NoError(t, ask(free, groupOf(in["zero"]), w))
	err = ask(share, groupOf(in["zero"]), w)
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.Equal(t, []string{"i1/3"}, places(err))

	g := lognormal(5, 4)
	require.ErrorIs(t, ask(free, g, []float64{0.4, 0.2, 0.2, 0.2}), basis.ErrWeights)
	for name, b := range map[string]aggregate.BenefitOfDoubt{
		"both":     {Weight: indicators.Range{Lo: 0.1}, Share: indicators.Range{Lo: 0.1}},
		"lower":    {Weight: indicators.Range{Lo: 0.26}},
		"upper":    {Share: indicators.Range{Hi: 0.24}},
		"negative": {Weight: indicators.Range{Lo: -0.1, Hi: 0.5}},
		"over 1":   {Weight: indicators.Range{Lo: 0.1, Hi: 1.5}},
		"NaN":      {Share: indicators.Range{Lo: math.NaN(), Hi: 1}},
	} {
		require.ErrorIs(t, ask(b, g, w), basis.ErrValue, name)
		_, err := b.Solve(g, w)
		require.ErrorIs(t, err, basis.ErrValue, name)
		require.ErrorIs(t, b.EffectiveWeights(make([]float64, 4), g, w, 0), basis.ErrValue, name)
	}
	g.Scores[2][1] = -1e-3
	err = ask(free, g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"c02/1"}, places(err))
	one := lognormal(1, 4)
	require.ErrorIs(t, ask(free, one, w), basis.ErrConstant)
	assert.ErrorContains(t, ask(free, one, w), "p has one unit")
}

// TestBODKeepsBounds holds random groups to what defines the score: the weights are
// allowed, no unit is above 1 with them, and no other allowed weights do better.
func TestBODKeepsBounds(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, k := rapid.IntRange(2, 8).Draw(rt, "n"), rapid.IntRange(1, 5).Draw(rt, "k")
		g := weights.Group{Parent: "p", Scores: make(weights.Columns, k)}
		for j := range k {
			g.Codes = append(g.Codes, fmt.Sprint(j))
			for range n {
				g.Scores[j] = append(g.Scores[j], float64(rapid.IntRange(1, 20).Draw(rt, "x")))
			}
			if slices.Max(g.Scores[j]) == slices.Min(g.Scores[j]) {
				g.Scores[j][0]++
			}
		}
		lo := rapid.Float64Range(0, 1/float64(k)).Draw(rt, "lo")
		hi := rapid.Float64Range(1/float64(k), 1).Draw(rt, "hi")
		kind := rapid.IntRange(0, 2).Draw(rt, "kind")
		var b aggregate.BenefitOfDoubt
		switch kind {
		case 0:
			lo, hi = 0, 1
		case 1:
			b.Weight = indicators.Range{Lo: lo, Hi: hi}
		case 2:
			b.Share = indicators.Range{Lo: lo, Hi: hi}
		}
		s, err := b.Solve(g, sharesOf(k, nil))
		require.NoError(rt, err)
		for i, score := range s.Scores {
			var whole float64
			part := make([]float64, k)
			for j := range k {
				part[j] = s.Weights[j][i]
				if kind == 2 {
					part[j] *= g.Scores[j][i]
				}
				whole += part[j]
			}
			for j := range k {
				require.GreaterOrEqual(rt, part[j], (lo-1e-7)*whole)
				require.LessOrEqual(rt, part[j], (hi+1e-7)*whole)
			}
			best := 0.0
			for l := range n {
				var v float64
				for j := range k {
					v += s.Weights[j][i] * g.Scores[j][l]
				}
				best = max(best, v)
			}
			require.LessOrEqual(rt, best, 1+1e-9)
			require.LessOrEqual(rt, score, 1.0)
			require.Greater(rt, score, 0.0)
			for range 5 { // other weights
				other, total := make([]float64, k), 0.0
				for j := range other {
					other[j] = float64(rapid.IntRange(0, 9).Draw(rt, "w"))
					total += other[j]
				}
				if total == 0 {
					continue
				}
				allowed := true
				for j := range other {
					other[j] /= total
					allowed = allowed && other[j] >= lo && other[j] <= hi
					if kind == 2 {
						other[j] /= g.Scores[j][i]
					}
				}
				top, mine := 0.0, 0.0
				for l := range n {
					var v float64
					for j := range k {
						v += other[j] * g.Scores[j][l]
					}
					if top = max(top, v); l == i {
						mine = v
					}
				}
				if allowed {
					require.GreaterOrEqual(rt, score, mine/top-1e-9)
				}
			}
		}
	})
}

// TestBODInvariance: free weights do not see the unit of a child, and neither the
// order of units nor that of children matters.
func TestBODInvariance(t *testing.T) {
	g := lognormal(40, 5)
	w := sharesOf(5, nil)
	for name, b := range map[string]aggregate.BenefitOfDoubt{
		"free":  {},
		"share": {Share: indicators.Range{Lo: 0.05, Hi: 0.5}},
	} {
		want := aggregated(t, b, g, w)
		other := weights.Group{Parent: "p"}
		for j := 4; j >= 0; j-- {
			x := slices.Clone(g.Scores[j])
			slices.Reverse(x)
			for i := range x {
				x[i] *= math.Pow(1000, float64(j-2))
			}
			other.Codes, other.Scores = append(other.Codes, g.Codes[j]), append(other.Scores, x)
		}
		got := aggregated(t, b, other, w)
		slices.Reverse(got)
		assert.InDeltaSlice(t, want, got, 1e-11, name)
	}
}

// TestBODReverses: a newcomer can turn the order of two others round.
func TestBODReverses(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"x", "y"}, Scores: weights.Columns{{9, 1, 6, 3}, {1, 9, 3.5, 6.8}}}
	before := aggregated(t, aggregate.BenefitOfDoubt{}, g, []float64{0.5, 0.5})
	assert.InDeltaSlice(t, []float64{0.95, 0.98}, before[2:], 1e-12)
	g.Scores[0], g.Scores[1] = append(g.Scores[0], 1), append(g.Scores[1], 18)
	after := aggregated(t, aggregate.BenefitOfDoubt{}, g, []float64{0.5, 0.5})
	assert.InDeltaSlice(t, []float64{130. / 161, 105.4 / 161}, after[2:4], 1e-12)
}

// TestBODDegenerate: many ties, many zeros and scores of very different size, where
// a simplex method can go round in circles or lose its digits.
func TestBODDegenerate(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for try := range 150 {
		n, k := 2+rng.IntN(30), 1+rng.IntN(10)
		g := weights.Group{Parent: "p", Scores: make(weights.Columns, k)}
		for j := range k {
			g.Codes = append(g.Codes, fmt.Sprint(j))
			size := math.Pow(10, float64(rng.IntN(13)-6))
			if try%4 == 1 {
				size = 1 // bounds on weights want scores in one unit
			}
			for range n {
				x := float64(rng.IntN(4))
				if try%3 == 1 {
					x = math.Exp(4 * rng.NormFloat64())
				}
				g.Scores[j] = append(g.Scores[j], x*size)
			}
			g.Scores[j][0], g.Scores[j][1] = size, 2*size
		}
		b := aggregate.BenefitOfDoubt{}
		bounds := indicators.Range{Lo: rng.Float64() / float64(k), Hi: min(1, 1/float64(k)+rng.Float64()*rng.Float64())}
		switch try % 4 {
		case 1:
			b.Weight = bounds
		case 2:
			b.Share = bounds
			for _, x := range g.Scores {
				for i := range x {
					x[i] = max(x[i], 1e-5*slices.Max(x))
				}
			}
		case 3:
			b.Common = true
		}
		dst := make([]float64, n)
		require.NoError(t, b.Aggregate(dst, g, sharesOf(k, nil)), "%+v %v", b, g.Scores)
		for _, s := range dst {
			require.True(t, s >= 0 && s <= 1, s)
		}
	}
}

// TestBODTooFarApart: where a unit is some 18 orders of magnitude behind, digits can
// be lost; then the answer is an error that names it, never a wrong score.
func TestBODTooFarApart(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 243))
	g := lognormal(30, 8)
	for _, x := range g.Scores {
		size := math.Pow(10, float64(rng.IntN(13)))
		for i := range x {
			if x[i] = size * float64(rng.IntN(4)); x[i] == 0 {
				x[i] = 1e-6
			}
		}
	}
	err := aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: 0.03, Hi: 0.26}}.Aggregate(make([]float64, 30), g, sharesOf(8, nil))
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorContains(t, err, "too many orders of magnitude")
	assert.Equal(t, []string{"p/24"}, places(err))
}

func BenchmarkBOD(b *testing.B) {
	g, w := lognormal(158, 28), sharesOf(28, nil)
	dst := make([]float64, 158)
	for name, a := range map[string]aggregate.BenefitOfDoubt{
		"free":   {},
		"weight": {Weight: indicators.Range{Lo: 0.01, Hi: 0.08}},
		"share":  {Share: indicators.Range{Lo: 0.01, Hi: 0.08}},
		"common": {Common: true},
	} {
		b.Run(name+"/158x28", func(b *testing.B) {
			for b.Loop() {
				if err := a.Aggregate(dst, g, w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
