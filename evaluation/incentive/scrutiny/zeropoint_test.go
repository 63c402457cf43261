package scrutiny_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestZeroPoints(t *testing.T) {
	g := readGolden(t, ofIncentive+"score_zero_point")
	in := decode[struct {
		Pool   any       `json:"-"`
		Scores []float64 `json:"scores"`
	}](t, g.Input)
	bases := decode[struct {
		Base []float64 `json:"base"`
	}](t, g.Params).Base
	plan := incentive.Plan{Pool: incentive.Pool{Measure: milli, Amount: 1000}, Clauses: []incentive.Clause{&incentive.ByScore{Base: 1}}}
	tranches := incentive.Plan{Pool: plan.Pool, Tranches: []incentive.Tranche{{Parts: 1, Clauses: []incentive.Clause{incentive.ByScore{}}}}}
	for _, p := range []incentive.Plan{plan, tranches} {
		points, err := scrutiny.ZeroPoints(p, rankingOf(in.Scores...), incentive.Figures{}, bases...)
		require.NoError(t, err)
		for k, want := range decode[[][]string](t, g.OutputExact) {
			equalRats(t, want, exact(t, points[k].Allocation), 3)
			equalRats(t, []string{want[0], want[len(want)-1]}, []*big.Rat{points[k].Best, points[k].Worst}, 3)
			assert.InDelta(t, bases[k], points[k].Base, 0)
		}
		assert.Equal(t, "77/50", points[0].Ratio.RatString())  // 92.4 / 60
		assert.Equal(t, "106/25", points[1].Ratio.RatString()) // 42.4 / 10
		assert.Nil(t, points[2].Ratio, "the last gets nothing")
		assert.Greater(t, points[1].Spread.Gini, points[0].Spread.Gini)
		assert.Greater(t, points[2].Spread.Gini, points[1].Spread.Gini)
	}
	assert.Equal(t, &incentive.ByScore{Base: 1}, plan.Clauses[0], "the plan is not changed")
	none, err := scrutiny.ZeroPoints(plan, rankingOf(in.Scores...), incentive.Figures{}, 100)
	require.NoError(t, err)
	assert.Zero(t, none[0].Spread.N)
	_, err = scrutiny.ZeroPoints(plan, rankingOf(1), incentive.Figures{})
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = scrutiny.ZeroPoints(incentive.Plan{}, rankingOf(1), incentive.Figures{}, 0)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = scrutiny.ZeroPoints(plan, rankingOf(1), incentive.Figures{}, math.NaN())
	require.ErrorIs(t, err, basis.ErrNumber)
}

// above is a clause of one's own with a zero point.
type above struct{ base float64 }

var _ incentive.Based = above{}

func (a above) String() string                       { return "above " + text(a.base) }
func (a above) Edit(s *incentive.Sheet) error        { return incentive.ByScore{Base: a.base}.Edit(s) }
func (above) WithBase(base float64) incentive.Clause { return above{base} }

func TestZeroPointsOfOnesOwn(t *testing.T) {
	plan := func(c incentive.Clause) incentive.Plan {
		return incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{c}}
	}
	ours, err := scrutiny.ZeroPoints(plan(incentive.ByScore{}), rankingOf(90, 80, 70), incentive.Figures{}, 0, 60)
	require.NoError(t, err)
	own, err := scrutiny.ZeroPoints(plan(above{}), rankingOf(90, 80, 70), incentive.Figures{}, 0, 60)
	require.NoError(t, err)
	for k := range ours {
		assert.Equal(t, ours[k].Ratio.RatString(), own[k].Ratio.RatString())
	}
}
