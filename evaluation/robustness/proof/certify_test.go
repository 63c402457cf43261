package proof_test

import (
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// twoCounties: A has 80 and 50, B 60 and 60, at weights 3 to 1.
//
//	S_A = 72.5, S_B = 60. With importances (1-r) 3 and (1+r) 1 the difference is
//	(3 (1-r) 20 - (1+r) 10) / (3 (1-r) + 1 + r) = (50 - 70 r) / (4 - 2 r),
//
// 0 at r = 5/7. With fixed sum the weights are 3/4 - t and 1/4 + t with t at most r/4:
// 20 (3/4 - t) - 10 (1/4 + t) = 12.5 - 30 t, 0 at t = 5/12 and so never.
func twoCounties(t testing.TB) *evaluation.Result {
	t.Helper()
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Weight: 3}, {Code: "y", Weight: 1}}}
	return robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, root, 2, map[string][]float64{"x": {80, 60}, "y": {50, 60}}))
}

func TestTwoCountiesByHand(t *testing.T) {
	r := twoCounties(t)
	published := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	for _, c := range []struct {
		name  string
		set   proof.Box
		want  proof.Pair
		least float64
		most  float64
	}{
		{"point", proof.Box{}, proof.Pair{Above: true}, 12.5, 12.5},
		{"a tenth", proof.Box{Radius: 0.1}, proof.Pair{Above: true}, 43 / 3.8, 57 / 4.2},
		{"a half", proof.Box{Radius: 0.5}, proof.Pair{Above: true}, 5, 17},
		{"a tie at five sevenths", proof.Box{Radius: 5.0 / 7}, proof.Pair{Above: true, Equal: true}, 0, 100 / (4 + 10.0/7)},
		{"beyond", proof.Box{Radius: 0.75}, proof.Pair{Above: true, Equal: true, Below: true}, -2.5 / 2.5, 102.5 / 5.5},
		{"all weights", proof.Simplex(), proof.Pair{Above: true, Equal: true, Below: true}, -10, 20},
		{"held", proof.Box{Radius: 1, By: map[string]float64{"root": 0}}, proof.Pair{Above: true}, 12.5, 12.5},
		{"fixed sum", proof.Box{Radius: 1, FixedSum: true}, proof.Pair{Above: true}, 5, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			cert, err := proof.Certify(r, published, c.set)
			require.NoError(t, err)
			got, err := cert.Pair("u0000", "u0001")
			require.NoError(t, err)
			assert.Equal(t, c.want.Above, got.Above)
			assert.Equal(t, c.want.Below, got.Below)
			if c.name != "a tie at five sevenths" { // 5/7 as a decimal is a little more or less
				assert.Equal(t, c.want.Equal, got.Equal)
			}
			assert.InDelta(t, c.least, got.Lowest, 1e-12)
			assert.InDelta(t, c.most, got.Most, 1e-12)
			assert.True(t, got.Sharp)
			assert.Equal(t, got.Above && !got.Equal && !got.Below, got.Sure())
		})
	}
}

// models that a proof is for, over the same table.
func provable(t testing.TB) map[string]struct {
	r *evaluation.Result
	d evaluation.Decision
} {
	t.Helper()
	type study = struct {
		r *evaluation.Result
		d evaluation.Decision
	}
	tab := robustnesstest.Generated(t, 36, 3, 3)
	published := evaluation.Ties{Digits: new(1)}
	points := evaluation.Ruling{Unit: "u0003", Effect: evaluation.AddPoints, Item: "made up", Count: 1, Points: 2.5, Reason: "test", Document: "test"}
	out := evaluation.Ruling{Unit: "u0004", Effect: evaluation.NotRanked, Reason: "test", Document: "test"}
	keyed := evaluation.Ties{Digits: new(0), Break: []evaluation.Key{{Code: "d2"}, {Code: "d0x0", Raw: true, Order: evaluation.LowestFirst}}}
	lowest := evaluation.Ties{Digits: new(0), Rule: evaluation.Dense, Break: []evaluation.Key{{Code: "d2", Order: evaluation.LowestFirst}}}
	above := normalize.MinMax{Lo: 1, Hi: 100}
	return map[string]study{
		"published":       {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: published}},
		"whole points":    {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: evaluation.Ties{Digits: new(0), Rule: evaluation.Dense}}},
		"ordinal":         {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: evaluation.Ties{Digits: new(0), Rule: evaluation.Ordinal}}},
		"keys":            {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: keyed}},
		"lowest first":    {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: lowest}},
		"unrounded":       {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{}},
		"unrounded ranks": {robustnesstest.Evaluate(t, evaluation.Model{Normalize: normalize.Percentile{}}, tab), evaluation.Decision{}},
		"rulings":         {robustnesstest.Evaluate(t, evaluation.Model{}, tab, points, out), evaluation.Decision{Ties: published}},
		"flat":            {robustnesstest.Evaluate(t, evaluation.Model{Flat: true}, tab), evaluation.Decision{Ties: published}},
		"a dimension":     {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Code: "d1", Ties: published}},
		"by class":        {robustnesstest.Evaluate(t, evaluation.Model{ByClass: true}, tab), evaluation.Decision{Ties: published}},
		"own places":      {robustnesstest.Evaluate(t, evaluation.Model{ByClass: true}, tab), evaluation.Decision{Own: true, Ties: published}},
		"apart":           {robustnesstest.Evaluate(t, evaluation.Model{}, tab), evaluation.Decision{Ties: published, Apart: evaluation.Members{By: "class", In: []string{"C"}}}},
		"geometric":       {robustnesstest.Evaluate(t, evaluation.Model{Normalize: above, Aggregate: aggregate.Geometric{}}, tab), evaluation.Decision{Ties: published}},
		"harmonic root":   {robustnesstest.Evaluate(t, evaluation.Model{Normalize: above, Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"root": aggregate.Harmonic{}}}}, tab), evaluation.Decision{Ties: published}},
		"under topsis":    {robustnesstest.Evaluate(t, evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"root": aggregate.TOPSIS{}}}}, tab), evaluation.Decision{Code: "d1", Ties: published}},
		"gaps":            {robustnesstest.Evaluate(t, evaluation.Model{Aggregate: aggregate.Present{}}, robustnesstest.Gappy(t)), evaluation.Decision{Ties: published}},
	}
}

// TestNoDrawLeavesTheBounds draws from each set, its corners too, and looks at every
// pair and rank: 100,000 draws in all, 10 million in the long run.
func TestNoDrawLeavesTheBounds(t *testing.T) {
	draws := 100_000
	switch {
	case testing.Short():
		draws = 1000
	case os.Getenv("COUNTYEVAL_LONG") != "":
		draws = 10_000_000
	}
	for name, study := range provable(t) {
		for _, set := range []proof.Box{
			{Radius: 0.1}, {Radius: 0.5, By: map[string]float64{"root": 0.02}}, {Radius: 0.2, FixedSum: true}, {Radius: 1},
		} {
			if name == "gaps" && set.FixedSum {
				_, err := proof.Certify(study.r, study.d, set)
				require.ErrorIs(t, err, proof.ErrNotAdditive)
				continue
			}
			cert, err := proof.Certify(study.r, study.d, set)
			require.NoError(t, err, name)
			stay(t, name, study.r, study.d, set, cert, draws/(4*len(provable(t))))
		}
	}
}

// stay fails if a draw leaves what is certified.
func stay(t *testing.T, name string, r *evaluation.Result, d evaluation.Decision, set proof.Box, cert *proof.Certificate, draws int) {
	t.Helper()
	e, err := robustness.NewEvaluator(r, d, robustness.Choices{})
	require.NoError(t, err)
	base := map[string][]float64{}
	for _, u := range r.Prepared.Units() {
		class := u.Class
		if !r.Model.ByClass {
			class = ""
		}
		base[class], _ = r.Weights(u.Code)
		if r.Model.Flat {
			_, base[class] = r.Weights(u.Code)
		}
	}
	pairs := map[[2]int]proof.Pair{}
	for p := range cert.Pairs() {
		i, _ := r.Prepared.Row(p.A.Code)
		j, _ := r.Prepared.Row(p.B.Code)
		pairs[[2]int{i, j}] = p
	}
	standings := map[int]proof.Standing{}
	for _, s := range cert.Standings {
		i, _ := r.Prepared.Row(s.Unit.Code)
		standings[i] = s
		require.LessOrEqual(t, s.Best, s.BestSeen, name)
		require.LessOrEqual(t, s.BestSeen, s.Rank, name)
		require.LessOrEqual(t, s.Rank, s.WorstSeen, name)
		require.LessOrEqual(t, s.WorstSeen, s.Worst, name)
	}
	rng := rand.New(rand.NewPCG(9, 9))
	w := e.Worker()
	ranks := make([]int, e.Len())
	for range draws {
		for class, by := range base {
			require.NoError(t, w.SetClassWeights(class, inBox(rng, r, by, set)))
		}
		if err := w.Score(); err != nil {
			require.ErrorIs(t, err, basis.ErrMissing, "all weight on children that a unit does not have")
			continue
		}
		w.Rank(ranks)
		for i, s := range standings {
			if ranks[i] < s.Best || ranks[i] > s.Worst {
				t.Fatalf("%s %+v: rank %d of %s leaves %d to %d", name, set, ranks[i], s.Unit.Code, s.Best, s.Worst)
			}
		}
		for at, p := range pairs {
			a, b := ranks[at[0]], ranks[at[1]]
			if a < b && !p.Above || a == b && !p.Equal || a > b && !p.Below {
				t.Fatalf("%s %+v: %s has rank %d, %s has %d, and certified is %+v", name, set, p.A.Code, a, p.B.Code, b, p)
			}
		}
	}
}

// inBox draws importances of a set, or one of its corners.
func inBox(rng *rand.Rand, r *evaluation.Result, base []float64, set proof.Box) []float64 {
	out := append([]float64(nil), base...)
	corner := rng.IntN(2) == 0
	codes := r.Codes()
	at := map[string]int{}
	for i, code := range codes {
		at[code] = i
	}
	node := func(code string, kids []int) {
		radius := set.Of(code)
		u := make([]float64, len(kids))
		for k := range u {
			u[k] = 2*rng.Float64() - 1
			if corner {
				u[k] = float64(2*rng.IntN(2) - 1)
			}
		}
		if set.FixedSum { // moves along pairs, within the box
			for range 3 * len(kids) {
				a, b := kids[rng.IntN(len(kids))], kids[rng.IntN(len(kids))]
				room := min(base[a]*(1+radius)-out[a], out[b]-base[b]*(1-radius))
				if a == b || room <= 0 {
					continue
				}
				if !corner {
					room *= rng.Float64()
				}
				out[a] += room
				out[b] -= room
			}
			return
		}
		for k, kid := range kids {
			out[kid] = base[kid] * (1 + radius*u[k])
		}
		var sum float64
		for _, kid := range kids {
			sum += out[kid]
		}
		if sum == 0 { // no weights at all are in no set
			out[kids[rng.IntN(len(kids))]] = 1
		}
	}
	if r.Model.Flat {
		var kids []int
		for _, in := range r.Prepared.Framework().Measured() {
			kids = append(kids, at[in.Code])
		}
		node(codes[0], kids)
		return out
	}
	for _, in := range r.Prepared.Framework().Nodes() {
		var kids []int
		for _, c := range in.Children {
			kids = append(kids, at[c.Code])
		}
		if kids != nil {
			node(in.Code, kids)
		}
	}
	return out
}

// TestWitnesses puts witness weights into the model: they give the rank that they
// stand for.
func TestWitnesses(t *testing.T) {
	for name, study := range provable(t) {
		cert, err := proof.Certify(study.r, study.d, proof.Box{Radius: 0.4})
		require.NoError(t, err)
		for _, s := range cert.Standings[:12] {
			best, worst, err := cert.Witness(s.Unit.Code)
			require.NoError(t, err)
			for _, w := range []proof.Witness{best, worst} {
				m := study.r.Model
				m.Weigh = w.Scheme()
				r, err := m.Evaluate(study.r.Prepared, study.r.Rulings)
				require.NoError(t, err)
				ranking, err := study.d.Rank(r)
				require.NoError(t, err)
				p, _ := ranking.Find(s.Unit.Code)
				require.Equal(t, w.Rank, p.Rank, "%s %s", name, s.Unit.Code)
			}
			require.Equal(t, s.BestSeen, best.Rank)
			require.Equal(t, s.WorstSeen, worst.Rank)
		}
	}
}

// TestNoRadiusIsTheRanking, and bounds nest as the radius grows.
func TestBoundsNest(t *testing.T) {
	for name, study := range provable(t) {
		for _, fixed := range []bool{false, true} {
			if name == "gaps" && fixed {
				continue
			}
			var before *proof.Certificate
			for _, radius := range []float64{0, 0.01, 0.1, 0.3, 0.9, 1} {
				cert, err := proof.Certify(study.r, study.d, proof.Box{Radius: radius, FixedSum: fixed})
				require.NoError(t, err)
				if radius == 0 {
					assert.Zero(t, cert.Open, name)
					for _, s := range cert.Standings {
						assert.Equal(t, [4]int{s.Rank, s.Rank, s.Rank, s.Rank}, [4]int{s.Best, s.BestSeen, s.WorstSeen, s.Worst}, name)
					}
				} else {
					assert.LessOrEqual(t, before.Open, cert.Open)
					for i, s := range cert.Standings {
						assert.LessOrEqual(t, s.Best, before.Standings[i].Best, name)
						assert.GreaterOrEqual(t, s.Worst, before.Standings[i].Worst, name)
						assert.LessOrEqual(t, s.Low, before.Standings[i].Low, name)
						assert.GreaterOrEqual(t, s.High, before.Standings[i].High, name)
					}
				}
				before = cert
			}
		}
	}
}

// TestClassesMoveOnTheirOwn: of two classes that are weighed alone the extremes of the
// two scores go together.
func TestClassesMoveOnTheirOwn(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{ByClass: true}, robustnesstest.Generated(t, 12, 2, 3))
	cert, err := proof.Certify(r, evaluation.Decision{}, proof.Box{Radius: 0.3})
	require.NoError(t, err)
	seen := 0
	for p := range cert.Pairs() {
		a, err := cert.Standing(p.A.Code)
		require.NoError(t, err)
		b, err := cert.Standing(p.B.Code)
		require.NoError(t, err)
		if p.A.Class != p.B.Class {
			seen++
			assert.InDelta(t, a.High-b.Low, p.Most, 1e-12)
			assert.InDelta(t, a.Low-b.High, p.Lowest, 1e-12)
			assert.True(t, p.Sharp)
			continue
		}
		assert.LessOrEqual(t, p.Most, a.High-b.Low+1e-12)
	}
	assert.Positive(t, seen)
}

func TestCertifyRefuses(t *testing.T) {
	tab := robustnesstest.Generated(t, 12, 2, 3)
	r := robustnesstest.Evaluate(t, evaluation.Model{}, tab)
	for name, set := range map[string]proof.Box{
		"negative": {Radius: -0.1}, "above 1": {Radius: 1.1}, "not a number": {Radius: math.NaN()}, "by": {By: map[string]float64{"root": 2}},
	} {
		_, err := proof.Certify(r, evaluation.Decision{}, set)
		require.ErrorIs(t, err, basis.ErrWeights, name)
	}
	_, err := proof.Certify(r, evaluation.Decision{}, proof.Box{By: map[string]float64{"d0x0": 0.1}})
	require.ErrorIs(t, err, basis.ErrUnknown)
	for _, a := range []aggregate.Aggregator{aggregate.TOPSIS{}, aggregate.OWA{}, aggregate.PerNode{By: map[string]aggregate.Aggregator{"d1": aggregate.Power{P: 2}}}} {
		_, err := proof.Certify(robustnesstest.Evaluate(t, evaluation.Model{Aggregate: a}, tab), evaluation.Decision{}, proof.Box{Radius: 0.1})
		require.ErrorIs(t, err, proof.ErrNotAdditive)
		assert.ErrorContains(t, err, "is aggregated by aggregate.")
	}
	cert, err := proof.Certify(r, evaluation.Decision{Own: true}, proof.Box{Radius: 0.1})
	require.NoError(t, err)
	_, err = cert.Pair("u0000", "nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = cert.Pair("u0000", "u0001")
	require.ErrorIs(t, err, basis.ErrUnknown, "of different classes")
	_, err = cert.Standing("nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, _, err = cert.Witness("nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
}
