package aggregate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// promised is an aggregator with what its documentation promises.
type promised struct {
	a          aggregate.Aggregator
	lo, hi     int  // scores that it takes
	equal      bool // it takes no weights
	rises      bool // a higher score on a child never lowers the unit's own
	between    bool // the score lies between the lowest and the highest child
	idempotent bool // equal children give their score
	factor     bool // a factor on all scores is one on the result
	shift      bool // a number added to all scores is added to the result
	alone      bool // the scores of other units do not matter
}

var promises = map[string]promised{
	"arithmetic":       {aggregate.Arithmetic{}, -50, 100, false, true, true, true, true, true, true},
	"geometric":        {aggregate.Geometric{}, 1, 100, false, true, true, true, true, false, true},
	"harmonic":         {aggregate.Harmonic{}, 1, 100, false, true, true, true, true, false, true},
	"power 3":          {aggregate.Power{P: 3}, 0, 100, false, true, true, true, true, false, true},
	"power 0.3":        {aggregate.Power{P: 0.3}, 0, 100, false, true, true, true, true, false, true},
	"power -2":         {aggregate.Power{P: -2}, 1, 100, false, true, true, true, true, false, true},
	"power +Inf":       {aggregate.Power{P: math.Inf(1)}, -50, 100, false, true, true, true, true, true, true},
	"min":              {aggregate.Min{}, -50, 100, true, true, true, true, true, true, true},
	"present":          {aggregate.Present{MinShare: 1}, -50, 100, false, true, true, true, true, true, true},
	"present harmonic": {aggregate.Present{Of: aggregate.Harmonic{}}, 1, 100, false, true, true, true, true, false, true},
	"mean-min":         {aggregate.MeanMin{}, -50, 100, false, true, true, true, true, true, true},
	"mean-min beta":    {aggregate.MeanMin{Mean: 1, Min: 4, Beta: 7}, -50, 100, false, true, true, true, false, true, true},
	"AMPI":             {aggregate.AMPI{}, 70, 130, false, false, true, true, false, false, true},
	"OWA":              {aggregate.OWA{Orness: 0.3}, -50, 100, false, true, true, true, true, true, true},
	"OWA optimist":     {aggregate.OWA{Orness: 0.8}, -50, 100, false, true, true, true, true, true, true},
	"OWA order":        {aggregate.OWA{Order: []float64{0, 1, 2}}, -50, 100, true, true, true, true, true, true, true},
	"BOD":              {aggregate.BenefitOfDoubt{}, 1, 100, true, true, false, false, false, false, false},
	"BOD weights":      {aggregate.BenefitOfDoubt{Weight: indicators.Range{Lo: 0.2, Hi: 0.5}}, 1, 100, true, true, false, false, false, false, false},
	"BOD shares":       {aggregate.BenefitOfDoubt{Share: indicators.Range{Lo: 0.2, Hi: 0.5}}, 1, 100, true, true, false, false, false, false, false},
	"BOD common":       {aggregate.BenefitOfDoubt{Common: true}, 1, 100, true, false, false, false, false, false, false},
}

// draw makes up n units with three children that tell some units apart.
func (p promised) draw(rt *rapid.T) (weights.Group, []float64) {
	n := rapid.IntRange(2, 6).Draw(rt, "n")
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}}
	w := []float64{1, 1, 1}
	for j := range g.Codes {
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(rapid.IntRange(p.lo, p.hi).Draw(rt, "score"))
		}
		if slices.Max(x) == slices.Min(x) && !p.alone {
			x[0] += 0.5
		}
		g.Scores = append(g.Scores, x)
		if !p.equal {
			w[j] = float64(rapid.IntRange(1, 9).Draw(rt, "weight"))
		}
	}
	return g, sharesOf(3, w)
}

func (p promised) scores(rt *rapid.T, g weights.Group, w []float64) []float64 {
	dst := make([]float64, len(g.Scores[0]))
	require.NoError(rt, p.a.Aggregate(dst, g, w))
	return dst
}

// changed copies a group with f of its scores.
func changed(g weights.Group, f func(i, j int, x float64) float64) weights.Group {
	out := g
	out.Scores = make(weights.Columns, len(g.Scores))
	for j, col := range g.Scores {
		out.Scores[j] = make([]float64, len(col))
		for i, x := range col {
			out.Scores[j][i] = f(i, j, x)
		}
	}
	return out
}

// TestAggregatorsKeepPromises: what the documentation promises holds on drawn
// groups.
func TestAggregatorsKeepPromises(t *testing.T) {
	near := func(rt *rapid.T, want, got float64, msg string) {
		require.InDelta(rt, want, got, 1e-9*max(1, math.Abs(want)), msg)
	}
	for name, p := range promises {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				g, w := p.draw(rt)
				got := p.scores(rt, g, w)
				i := rapid.IntRange(0, len(got)-1).Draw(rt, "unit")
				j := rapid.IntRange(0, 2).Draw(rt, "child")
				by := float64(rapid.IntRange(1, 40).Draw(rt, "by"))
				if p.between {
					row := []float64{g.Scores[0][i], g.Scores[1][i], g.Scores[2][i]}
					require.GreaterOrEqual(rt, got[i], slices.Min(row)-1e-9*100)
					require.LessOrEqual(rt, got[i], slices.Max(row)+1e-9*100)
				}
				if p.idempotent {
					same := p.scores(rt, changed(g, func(i, _ int, _ float64) float64 { return g.Scores[0][i] }), w)
					for i, s := range same {
						near(rt, g.Scores[0][i], s, "equal children")
					}
				}
				if p.rises {
					better := p.scores(rt, changed(g, func(l, r int, x float64) float64 {
						if l == i && r == j {
							return x + by + 0.25 // so that no child becomes constant
						}
						return x
					}), w)
					require.GreaterOrEqual(rt, better[i], got[i]-1e-9*max(1, math.Abs(got[i])))
					for l := range better {
						if l != i && !p.alone {
							require.LessOrEqual(rt, better[l], got[l]+1e-9, "no other gains")
						}
					}
				}
				if p.factor {
					for i, s := range p.scores(rt, changed(g, func(_, _ int, x float64) float64 { return x * by }), w) {
						near(rt, got[i]*by, s, "factor")
					}
				}
				if p.shift {
					for i, s := range p.scores(rt, changed(g, func(_, _ int, x float64) float64 { return x - by }), w) {
						near(rt, got[i]-by, s, "shift")
					}
				}
				if p.alone {
					one := changed(g, func(_, _ int, x float64) float64 { return x })
					for j, col := range one.Scores {
						one.Scores[j] = col[i : i+1]
					}
					near(rt, got[i], p.scores(rt, one, w)[0], "other units")
				}
				if add, ok := p.a.(aggregate.Additive); ok {
					e := []float64{9, 9, 9}
					err := add.EffectiveWeights(e, g, w, i)
					if name == "present harmonic" {
						require.ErrorIs(rt, err, aggregate.ErrNotAdditive)
						return
					}
					require.NoError(rt, err)
					near(rt, got[i], e[0]*g.Scores[0][i]+e[1]*g.Scores[1][i]+e[2]*g.Scores[2][i], "points")
				}
			})
		})
	}
}

// TestAggregatorsRefuseWeights: weights that are none are refused by all, and those
// that differ by the methods that take none.
func TestAggregatorsRefuseWeights(t *testing.T) {
	for name, p := range promises {
		if name == "arithmetic" || name == "geometric" {
			continue // an evaluation has checked them
		}
		g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{80, 81}, {90, 82}, {100, 83}}}
		dst := make([]float64, 2)
		for _, w := range [][]float64{{1, 1, 1}, {0.5, 0.6, -0.1}, {math.NaN(), 1, 0}, {0.5, 0.5}} {
			require.ErrorIs(t, p.a.Aggregate(dst, g, w), basis.ErrWeights, name)
		}
		require.ErrorIs(t, p.a.Aggregate(dst[:1], g, sharesOf(3, nil)), basis.ErrWeights, name)
		err := p.a.Aggregate(dst, g, []float64{0.5, 0.25, 0.25})
		if p.equal {
			require.ErrorIs(t, err, basis.ErrWeights, name)
			require.ErrorContains(t, err, "takes no weights, but a has 0.5 and b 0.25", name)
		} else {
			require.NoError(t, err, name)
		}
	}
}
