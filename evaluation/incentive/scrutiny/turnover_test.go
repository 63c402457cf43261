package scrutiny_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestTurnoverGolden(t *testing.T) {
	g := readGolden(t, ofIncentive+"turnover_weight_shift")
	in := decode[struct {
		Pool       json.Number     `json:"pool"`
		Indicators [][]json.Number `json:"indicators"`
		V0         []json.Number   `json:"v0"`
		V1         []json.Number   `json:"v1"`
	}](t, g.Input)
	want := decode[struct {
		Turnover string `json:"turnover"`
	}](t, g.OutputExact)
	with := func(v []json.Number) *incentive.Allocation {
		scores := make([]float64, len(in.Indicators))
		for i, row := range in.Indicators {
			s := new(big.Rat)
			for k, x := range row {
				s.Add(s, new(big.Rat).Mul(rat(x.String()), rat(v[k].String())))
			}
			scores[i], _ = s.Float64()
		}
		return allocated(t, incentive.Plan{Pool: pool(t, in.Pool), Clauses: []incentive.Clause{incentive.ByScore{}}}, scores...)
	}
	a, b := with(in.V0), with(in.V1)
	c, err := scrutiny.TurnoverOf(a, b)
	require.NoError(t, err)
	equalRats(t, []string{want.Turnover}, []*big.Rat{c.Exact}, 3)
	assert.Equal(t, len(in.Indicators), c.Gainers+c.Losers+c.Same)
	ordered := c.Ordered()
	assert.Equal(t, c.Largest, ordered[0])
	for k := 1; k < len(ordered); k++ {
		assert.LessOrEqual(t, ordered[k-1].Delta(), ordered[k].Delta())
	}
}

func TestTurnover(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.ByScore{}}}
	a := allocated(t, plan, 50, 30, 20) // 50, 30, 20
	b := allocated(t, plan, 30, 60, 10) // 30, 60, 10
	c, err := scrutiny.TurnoverOf(a, b)
	require.NoError(t, err)
	assert.Equal(t, "30", c.Amount.RatString())
	assert.Equal(t, "30", c.Exact.RatString())
	assert.Equal(t, []int{1, 2, 0}, []int{c.Gainers, c.Losers, c.Same})
	assert.Equal(t, "000", c.Largest.Unit.Code)
	assert.Equal(t, incentive.Amount(-20), c.Largest.Delta())
	assert.Equal(t, "002", c.Steepest.Unit.Code, "it loses half, the other two fifths")
	assert.Equal(t, []int{1, 2}, []int{c.Largest.RankBefore, c.Largest.RankAfter})

	t.Run("a county that comes and one that goes", func(t *testing.T) {
		b := allocated(t, plan, 50, 50)
		c, err := scrutiny.TurnoverOf(a, b)
		require.NoError(t, err)
		require.Len(t, c.Moves, 3)
		assert.Equal(t, scrutiny.Move{Unit: c.Moves[2].Unit, RankBefore: 3, Before: 20}, c.Moves[2])
		back, err := scrutiny.TurnoverOf(b, a)
		require.NoError(t, err)
		assert.Equal(t, 0, c.Amount.Cmp(back.Amount))
		assert.Equal(t, incentive.Amount(20), back.Moves[2].Delta())
	})
	t.Run("refusals", func(t *testing.T) {
		_, err := scrutiny.TurnoverOf(a, nil)
		require.ErrorIs(t, err, basis.ErrMissing)
		other := plan
		other.Pool.Measure.Digits = 2
		_, err = scrutiny.TurnoverOf(a, allocated(t, other, 1))
		require.ErrorIs(t, err, incentive.ErrPool)
		broken := *b
		broken.Awards = append([]incentive.Award(nil), b.Awards...)
		broken.Awards[1].Exact = nil
		_, err = scrutiny.TurnoverOf(a, &broken)
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.ErrorContains(t, err, "001")
	})
	t.Run("nonsense does not panic", func(t *testing.T) {
		broken := *b
		broken.Awards = append([]incentive.Award(nil), b.Awards...)
		broken.Awards[0].Amount = -5
		_, err := scrutiny.TurnoverOf(&incentive.Allocation{}, &broken)
		require.NoError(t, err)
	})
}

// TestTurnoverProperties: turnover is a distance, and with equal totals no more
// than the total.
func TestTurnoverProperties(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{}}}
	draw := rapid.SliceOfN(rapid.IntRange(1, 99), 4, 4)
	rapid.Check(t, func(t *rapid.T) {
		var as []*incentive.Allocation
		for range 3 {
			var scores []float64
			for _, s := range draw.Draw(t, "scores") {
				scores = append(scores, float64(s))
			}
			as = append(as, allocated(t, plan, scores...))
		}
		turn := func(i, j int) *big.Rat {
			c, err := scrutiny.TurnoverOf(as[i], as[j])
			require.NoError(t, err)
			return c.Exact
		}
		assert.Zero(t, turn(0, 0).Sign())
		assert.Zero(t, turn(0, 1).Cmp(turn(1, 0)))
		assert.LessOrEqual(t, turn(0, 2).Cmp(new(big.Rat).Add(turn(0, 1), turn(1, 2))), 0)
		assert.LessOrEqual(t, turn(0, 1).Cmp(big.NewRat(1000, 1)), 0)
	})
}
