package scrutiny_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestPricesGolden(t *testing.T) {
	for _, name := range []string{"price_linear", "price_capped"} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[struct {
				Pool   json.Number    `json:"pool"`
				Scores []float64      `json:"scores"`
				Caps   []*json.Number `json:"caps"`
				County int            `json:"county"`
			}](t, g.Input)
			by := decode[struct {
				Base  float64 `json:"base"`
				Gamma float64 `json:"gamma"`
			}](t, g.Params)
			want := decode[[]string](t, g.OutputExact)
			caps := map[string]float64{}
			for i, c := range in.Caps {
				caps[code(i)] = incentive.None()
				if c != nil {
					caps[code(i)] = number(t, *c)
				}
			}
			p := incentive.Plan{
				Pool:    pool(t, in.Pool),
				Clauses: []incentive.Clause{incentive.ByScore{Base: by.Base, Gamma: by.Gamma}, incentive.CapAt{Figure: "caps"}},
			}
			f := lists(map[string]map[string]float64{"caps": caps})
			r := rankingOf(in.Scores...)
			effects, err := scrutiny.EffectsOf(p, r, f, code(in.County))
			require.NoError(t, err)
			got := make([]*big.Rat, len(want))
			for i := range got {
				got[i] = effects[code(i)]
			}
			equalRats(t, want, got, 3)
			prices, err := scrutiny.PricesOf(p, r, f)
			require.NoError(t, err)
			equalRats(t, want[in.County:in.County+1], []*big.Rat{prices.Rows[in.County].Own}, 3)
		})
	}
}

func TestPrices(t *testing.T) {
	r := rankingOf(90, 80, 70, 60, 50, 40)
	f := lists(map[string]map[string]float64{"caps": row(100, incentive.None(), incentive.None(), incentive.None()), "size": row(2, 1, 1, 1, 1, 1)})
	prices := func(t *testing.T, clauses ...incentive.Clause) scrutiny.Prices {
		t.Helper()
		p, err := scrutiny.PricesOf(incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: clauses}, r, f)
		require.NoError(t, err)
		return p
	}
	t.Run("who has none", func(t *testing.T) {
		p := prices(t, incentive.Top{N: 4}, incentive.ByScore{Base: 60}, incentive.CapAt{Figure: "caps"})
		assert.Equal(t, 3, p.None)
		assert.InDelta(t, 0.5, p.Share(), 1e-15)
		assert.Zero(t, p.Rows[0].Own.Sign(), "at its cap")
		assert.Equal(t, fill.BoundCap, p.Rows[0].Bound)
		// 900 for 20 + 10 parts: 30 a part
		assert.Equal(t, []string{"10", "20", "30"}, []string{p.Rows[1].Own.RatString(), p.Rows[2].Own.RatString(), p.Rows[3].Own.RatString()})
		assert.True(t, p.Rows[4].Out && p.Rows[5].Out && !p.Rows[3].Out)
	})
	t.Run("a score without weight", func(t *testing.T) {
		assert.Equal(t, 6, prices(t).None)
		assert.Equal(t, 6, prices(t, incentive.ByRank{Schedule: []float64{3, 2, 1}}).None)
		assert.InDelta(t, 1, prices(t).Share(), 0)
		assert.Zero(t, scrutiny.Prices{}.Share())
	})
	t.Run("several clauses and a power", func(t *testing.T) {
		// w = (s-30)^2 (s-20) k: the slope is w (2/(s-30) + 1/(s-20))
		k := incentive.Times{Figure: "size"}
		p := prices(t, incentive.ByScore{Base: 30, Gamma: 2}, &incentive.ByScore{Base: 20}, k)
		w := func(i int, s int64) *big.Rat {
			x := (s - 30) * (s - 30) * (s - 20)
			if i == 0 {
				x *= 2
			}
			return big.NewRat(x, 1)
		}
		all := new(big.Rat)
		for i := range int64(6) {
			all.Add(all, w(int(i), 90-10*i))
		}
		for i := range int64(6) {
			s := 90 - 10*i
			level := new(big.Rat).Quo(big.NewRat(1000, 1), all)
			slope := new(big.Rat).Mul(w(int(i), s), new(big.Rat).Add(big.NewRat(2, s-30), big.NewRat(1, s-20)))
			part := new(big.Rat).Quo(w(int(i), s), all)
			want := level.Mul(level, slope)
			want.Mul(want, part.Sub(big.NewRat(1, 1), part))
			assert.Equal(t, want.RatString(), p.Rows[i].Own.RatString())
		}
	})
	t.Run("the zero point", func(t *testing.T) {
		p := prices(t, incentive.ByScore{Base: 50, Gamma: 2})
		assert.Zero(t, p.Rows[4].Own.Sign())
		assert.Zero(t, p.Rows[5].Own.Sign(), "below it")
		_, err := scrutiny.PricesOf(incentive.Plan{Clauses: []incentive.Clause{incentive.ByScore{Base: 50, Gamma: 0.5}}}, r, f)
		require.ErrorIs(t, err, basis.ErrNumber)
	})
	t.Run("refusals", func(t *testing.T) {
		p := incentive.Plan{Pool: incentive.Pool{Amount: 10}}
		_, err := scrutiny.EffectsOf(p, r, incentive.Figures{}, "nobody")
		require.ErrorIs(t, err, incentive.ErrUnit)
		_, err = scrutiny.EffectsOf(p, evaluation.Ranking{}, incentive.Figures{}, "000")
		require.ErrorIs(t, err, incentive.ErrUnpublished)
		_, err = scrutiny.PricesOf(p, evaluation.Ranking{}, incentive.Figures{})
		require.ErrorIs(t, err, incentive.ErrUnpublished)
		p.Tranches = []incentive.Tranche{{Name: "odd", Parts: 1, Rule: allToFirst{}}}
		_, err = scrutiny.PricesOf(p, r, incentive.Figures{})
		require.ErrorIs(t, err, fill.ErrRule)
		assert.ErrorContains(t, err, "odd")
	})
	t.Run("a clause that doubles weights", func(t *testing.T) {
		double := incentive.ClauseFunc{Name: "double", Func: func(s *incentive.Sheet) error {
			return s.Each(func(i int) error {
				s.Scale(i, big.NewRat(2, 1))
				return nil
			})
		}}
		plain, doubled := prices(t, incentive.ByScore{Base: 30}), prices(t, incentive.ByScore{Base: 30}, double)
		for i := range plain.Rows {
			assert.Equal(t, plain.Rows[i].Own.RatString(), doubled.Rows[i].Own.RatString())
		}
	})
	t.Run("not ranked", func(t *testing.T) {
		r := rankingOf(90, 80)
		r.Places[1].Rank, r.Places[1].Out = 0, basis.Textf("made up for this test")
		p, err := scrutiny.PricesOf(incentive.Plan{Clauses: []incentive.Clause{incentive.ByScore{}}}, r, incentive.Figures{})
		require.NoError(t, err)
		assert.Len(t, p.Rows, 1)
	})
}

// allToFirst is a rule of one's own: everything to the first line.
type allToFirst struct{}

func (allToFirst) Divide(amount *big.Rat, lines []fill.Line, _ []fill.Ceiling) (fill.Shares, error) {
	s := fill.Shares{Level: new(big.Rat)}
	for i := range lines {
		x := new(big.Rat)
		if i == 0 {
			x = amount
		}
		s.Exact, s.Bound = append(s.Exact, x), append(s.Bound, "")
	}
	return s, nil
}

func (allToFirst) String() string { return "first" }
