package proof_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func prove(t testing.TB, r *evaluation.Result, d evaluation.Decision, set proof.Box) *proof.Proof {
	t.Helper()
	p, err := proof.New(r, d, set)
	require.NoError(t, err)
	return p
}

// TestRadiusByHand: the two counties of [twoCounties] are equal at r = 5/7, and on one
// published digit A is 0.1 above up to (50 - 70 r) / (4 - 2 r) = 0.1, r = 49.6/69.8.
func TestRadiusByHand(t *testing.T) {
	r := twoCounties(t)
	got, err := prove(t, r, evaluation.Decision{}, proof.Box{}).Pair("u0001", "u0000")
	require.NoError(t, err)
	assert.Equal(t, "u0000", got.A.Code)
	assert.InDelta(t, 5.0/7, got.Above, 1e-9)
	got, err = prove(t, r, evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}, proof.Box{}).Pair("u0000", "u0001")
	require.NoError(t, err)
	// B has 60 whatever the weights. A is published as 60.1 from 60.05 on, and as 60.0
	// from 59.95 on: the borders of rounding keep the two apart, and together.
	assert.InDelta(t, 49.8/69.9, got.Above, 1e-9)
	assert.InDelta(t, 50.2/70.1, got.Equal, 1e-9)
	got, err = prove(t, r, evaluation.Decision{}, proof.Box{FixedSum: true}).Pair("u0000", "u0001")
	require.NoError(t, err)
	assert.Equal(t, 1.0, got.Above)
	swap, err := prove(t, r, evaluation.Decision{}, proof.Box{}).Swap("u0000", "u0001")
	require.NoError(t, err)
	assert.InDelta(t, 5.0/7, swap.AtLeast, 1e-9)
	assert.InDelta(t, 5.0/7, swap.Radius, 1e-9)
	assert.InDelta(t, 3.0/4*2/7, swap.Witness.Shares[""]["x"], 1e-9)
	assert.InDelta(t, 1.0/4*12/7, swap.Witness.Shares[""]["y"], 1e-9)
}

// TestRoundRadius: a radius that is a short decimal is found as that decimal, by proof.
func TestRoundRadius(t *testing.T) {
	// Two children of equal weight, A 30 ahead on one and 18 behind on the other:
	// 30 (1-r) = 18 (1+r) at r = 1/4, where both have 61.25, a border of rounding that
	// one falls below and the other does not.
	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y", Weight: 1}}}
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, root, 2, map[string][]float64{"x": {80, 50}, "y": {50, 68}}))
	got, err := prove(t, r, evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}, proof.Box{}).Pair("u0000", "u0001")
	require.NoError(t, err)
	assert.Equal(t, 0.25, got.Equal)
	cert, err := proof.Certify(r, evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}, proof.Box{Radius: 0.25})
	require.NoError(t, err)
	p, err := cert.Pair("u0000", "u0001")
	require.NoError(t, err)
	assert.False(t, p.Below, "equal at the very end of the set, which rationals alone can tell")
	assert.True(t, p.Equal)
}

// TestRadiiAgreeWithCertificates: just below a radius the statement is certified, a
// little above it is not.
func TestRadiiAgreeWithCertificates(t *testing.T) {
	for name, study := range provable(t) {
		for _, fixed := range []bool{false, true} {
			if name == "gaps" && fixed {
				continue
			}
			p := prove(t, study.r, study.d, proof.Box{FixedSum: fixed})
			at := func(r float64) *proof.Certificate {
				cert, err := proof.Certify(study.r, study.d, proof.Box{Radius: r, FixedSum: fixed})
				require.NoError(t, err)
				return cert
			}
			cert := at(0.1)
			for k := 1; k < 8; k++ {
				a, b := cert.Standings[k-1].Unit.Code, cert.Standings[k].Unit.Code
				got, err := p.Pair(a, b)
				if err != nil {
					require.ErrorIs(t, err, basis.ErrUnknown) // of different classes
					continue
				}
				label := fmt.Sprintf("%s %s %s %+v", name, a, b, got)
				if got.Above > 1e-6 {
					pair, err := at(got.Above-2e-9).Pair(got.A.Code, got.B.Code)
					require.NoError(t, err)
					require.True(t, pair.Above && pair.Sure(), label)
				}
				if got.Above < 1-1e-6 {
					pair, err := at(got.Above+1e-8).Pair(got.A.Code, got.B.Code)
					require.NoError(t, err)
					require.False(t, pair.Above && pair.Sure(), label)
				}
				if got.Equal > 1e-6 {
					pair, err := at(got.Equal-2e-9).Pair(got.A.Code, got.B.Code)
					require.NoError(t, err)
					require.False(t, pair.Below, label)
				}
				if got.Equal < 1-1e-6 {
					pair, err := at(got.Equal+1e-8).Pair(got.A.Code, got.B.Code)
					require.NoError(t, err)
					require.True(t, pair.Below, label)
				}
			}
			first, err := p.First(5)
			require.NoError(t, err)
			if first.Radius > 1e-6 && first.Radius < 1 && study.d.Ties.Rule != evaluation.Dense {
				require.Empty(t, at(first.Radius-2e-9).First(5).Perhaps, name)
				require.NotEmpty(t, at(first.Radius+1e-7).First(5).Perhaps, name)
			}
			if order := p.Order(); order.Radius > 1e-6 {
				require.Zero(t, at(order.Radius-2e-9).Open, name)
				require.NotZero(t, at(order.Radius+1e-7).Open, name)
			}
		}
	}
}

// TestSwapsReallySwap puts the witness weights into the model.
func TestSwapsReallySwap(t *testing.T) {
	for name, study := range provable(t) {
		for _, fixed := range []bool{false, true} {
			if name == "gaps" && fixed {
				continue
			}
			p := prove(t, study.r, study.d, proof.Box{FixedSum: fixed})
			ranking, err := study.d.Rank(study.r)
			require.NoError(t, err)
			swapped := 0
			for k := 1; k < 12; k++ {
				for _, far := range []int{1, 7} {
					if k+far >= ranking.Ranked() {
						continue
					}
					got, err := p.Swap(ranking.Places[k].Unit.Code, ranking.Places[k+far].Unit.Code)
					if err != nil {
						require.ErrorIs(t, err, basis.ErrUnknown)
						continue
					}
					if got.Radius == 0 {
						continue
					}
					swapped++
					label := fmt.Sprintf("%s fixed %v: %s %s at least %v, reached %v", name, fixed, got.A.Code, got.B.Code, got.AtLeast, got.Radius)
					require.GreaterOrEqual(t, got.Radius, got.AtLeast, label)
					m := study.r.Model
					m.Weigh = got.Witness.Scheme()
					r, err := m.Evaluate(study.r.Prepared, study.r.Rulings)
					require.NoError(t, err, label)
					turned, err := study.d.Rank(r)
					require.NoError(t, err)
					a, _ := turned.Find(got.A.Code)
					b, _ := turned.Find(got.B.Code)
					require.Less(t, b.Rank, a.Rank, label)
					require.Equal(t, got.Witness.Rank, b.Rank, label)
					if name == "unrounded" {
						require.InDelta(t, got.AtLeast, got.Radius, 2e-9, label)
					}
				}
			}
			assert.Positive(t, swapped, name)
		}
	}
}

// TestReach compares the best rank found with that of many draws, and puts the witness
// into the model.
func TestReach(t *testing.T) {
	closed, all := 0, 0
	for name, study := range provable(t) {
		for _, set := range []proof.Box{{Radius: 0.2}, {Radius: 0.2, FixedSum: true}, proof.Simplex(), {}} {
			if name == "gaps" && set.FixedSum {
				continue
			}
			p := prove(t, study.r, study.d, set)
			cert, err := proof.Certify(study.r, study.d, set)
			require.NoError(t, err)
			for _, s := range cert.Standings[:8] {
				best, err := p.Best(s.Unit.Code)
				require.NoError(t, err)
				worst, err := p.Worst(s.Unit.Code)
				require.NoError(t, err)
				require.LessOrEqual(t, best.Bound, best.Rank)
				require.LessOrEqual(t, best.Rank, s.BestSeen)
				require.GreaterOrEqual(t, worst.Bound, worst.Rank)
				require.GreaterOrEqual(t, worst.Rank, s.WorstSeen)
				if study.d.Ties.Rule != evaluation.Dense {
					require.Equal(t, s.Best, best.Bound)
					require.Equal(t, s.Worst, worst.Bound)
				}
				for _, reach := range []proof.Reach{best, worst} {
					all++
					if reach.Closed() {
						closed++
					}
					m := study.r.Model
					m.Weigh = reach.Witness.Scheme()
					r, err := m.Evaluate(study.r.Prepared, study.r.Rulings)
					require.NoError(t, err, name)
					ranking, err := study.d.Rank(r)
					require.NoError(t, err)
					place, _ := ranking.Find(s.Unit.Code)
					require.Equal(t, reach.Rank, place.Rank, name)
				}
			}
		}
	}
	assert.Greater(t, float64(closed)/float64(all), 0.5, "the search closes the gap more often than not")
	t.Logf("%d of %d closed", closed, all)
}

// TestGradeBorders: the border of quotas is that of the first units, of thresholds that
// of a score.
func TestGradeBorders(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 36, 3, 3))
	quotas := evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 5}, {Grade: "B", Share: 0.5}, {Grade: "C", Rest: true}}}
	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}, Grader: quotas}
	p := prove(t, r, d, proof.Box{})
	a, err := p.Grade("A")
	require.NoError(t, err)
	first, err := p.First(5)
	require.NoError(t, err)
	assert.Equal(t, first, a)
	c, err := p.Grade("C")
	require.NoError(t, err)
	assert.Equal(t, proof.Radius{Radius: 1}, c, "nobody is below")
	_, err = p.Grade("D")
	require.ErrorIs(t, err, basis.ErrUnknown)
	d.Grader = evaluation.Thresholds{{Grade: "A", AtLeast: 40}, {Grade: "B", Rest: true}}
	p = prove(t, r, d, proof.Box{})
	a, err = p.Grade("A")
	require.NoError(t, err)
	require.Positive(t, a.Radius)
	graded := func(radius float64) map[string]int {
		cert, err := proof.Certify(r, d, proof.Box{Radius: radius})
		require.NoError(t, err)
		out := map[string]int{}
		for _, s := range cert.Standings {
			switch {
			case s.Low >= 40:
				out["A"]++
			case s.High < 40:
				out["B"]++
			default:
				out["open"]++
			}
		}
		return out
	}
	assert.Zero(t, graded(a.Radius - 2e-9)["open"])
	assert.NotZero(t, graded(a.Radius + 1e-7)["open"])
	d.Grader = evaluation.TwoStage{}
	if _, err := proof.New(r, d, proof.Box{}); err == nil {
		t.Log("a second stage without stages is accepted")
	}
}

func TestProofRefuses(t *testing.T) {
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Generated(t, 12, 2, 3))
	p := prove(t, r, evaluation.Decision{Own: true}, proof.Box{})
	for _, pair := range [][2]string{{"u0000", "nobody"}, {"nobody", "u0000"}, {"u0000", "u0000"}, {"u0000", "u0001"}} {
		_, err := p.Pair(pair[0], pair[1])
		require.ErrorIs(t, err, basis.ErrUnknown)
		_, err = p.Swap(pair[0], pair[1])
		require.ErrorIs(t, err, basis.ErrUnknown)
	}
	_, err := p.First(0)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = p.Best("nobody")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = p.Grade("A")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = proof.New(robustnesstest.Evaluate(t, evaluation.Model{Aggregate: aggregate.TOPSIS{}}, robustnesstest.Generated(t, 12, 2, 3)), evaluation.Decision{}, proof.Box{})
	require.ErrorIs(t, err, proof.ErrNotAdditive)
}

// TestEqualUnits have the same figures: whatever the weights they are equal.
func TestEqualUnits(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	values := map[string][]float64{}
	for _, code := range smallLeaves {
		a, b := float64(rng.IntN(101)), float64(rng.IntN(101))
		values[code] = []float64{a, b, a, a}
	}
	r := robustnesstest.Evaluate(t, evaluation.Model{}, robustnesstest.Scored(t, small(rng), 4, values))
	for _, d := range []evaluation.Decision{{}, {Ties: evaluation.Ties{Digits: new(1)}}} {
		cert, err := proof.Certify(r, d, proof.Simplex())
		require.NoError(t, err)
		pair, err := cert.Pair("u0000", "u0003")
		require.NoError(t, err)
		assert.True(t, pair.Equal && pair.Sure())
		radius, err := prove(t, r, d, proof.Box{}).Pair("u0000", "u0002")
		require.NoError(t, err)
		assert.Zero(t, radius.Above)
		assert.Equal(t, 1.0, radius.Equal)
	}
}
