package scrutiny_test

import (
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

// byScore makes a clause of one's own of what it does with the score of a line.
func byScore(text string, edit func(s *incentive.Sheet, i int, score *big.Rat)) incentive.ClauseFunc {
	return incentive.ClauseFunc{Name: text, Func: func(s *incentive.Sheet) error {
		return s.Each(func(i int) error {
			score, err := fill.Decimal(s.Place(i).Score)
			if err == nil {
				edit(s, i, score)
			}
			return err
		})
	}}
}

// unsloped is a clause of one's own that follows scores and does not say how.
var unsloped = byScore("the score", func(s *incentive.Sheet, i int, score *big.Rat) { s.Scale(i, score) })

// cubic is a clause of one's own that says its slope: the weight is the score to the
// power of 3.
type cubic struct{}

var _ incentive.Sloped = cubic{}

func (cubic) String() string { return "the cube of the score" }

func (c cubic) Edit(s *incentive.Sheet) error {
	return byScore("", func(s *incentive.Sheet, i int, score *big.Rat) {
		factor, _, _ := c.Slope(score)
		s.Scale(i, factor)
	}).Edit(s)
}

func (cubic) Slope(score *big.Rat) (factor, slope *big.Rat, err error) {
	square := new(big.Rat).Mul(score, score)
	return new(big.Rat).Mul(square, score), square.Mul(square, big.NewRat(3, 1)), nil
}

// wrong says a slope of a factor that is not its own, or none.
type wrong struct {
	cubic
	none bool
}

func (w wrong) Slope(score *big.Rat) (factor, slope *big.Rat, err error) {
	if w.none {
		return nil, nil, nil
	}
	return big.NewRat(1, 1), new(big.Rat), nil
}

// TestPricesUnknown: where a clause without a slope follows scores, the price is
// unknown, and never 0.
func TestPricesUnknown(t *testing.T) {
	all := []string{"unknown", "unknown", "unknown", "unknown"}
	r := rankingOf(80, 70, 70, 50)
	difference := incentive.ClauseFunc{Name: "the range of scores", Func: func(s *incentive.Sheet) error {
		low, high := r.Places[0].Score, 0.0
		for i := range s.Len() {
			low, high = min(low, s.Place(i).Score), max(high, s.Place(i).Score)
		}
		return s.Each(func(i int) error {
			if i == 0 {
				s.Scale(i, new(big.Rat).Sub(new(big.Rat).SetFloat64(high), new(big.Rat).SetFloat64(low)))
			}
			return nil
		})
	}}
	oneMore := incentive.ClauseFunc{Name: "one more", Func: func(s *incentive.Sheet) error {
		return s.Each(func(i int) error {
			w := s.Line(i).Weight
			s.Scale(i, new(big.Rat).Quo(new(big.Rat).Add(w, big.NewRat(1, 1)), w))
			return nil
		})
	}}
	capped := byScore("a cap", func(s *incentive.Sheet, i int, score *big.Rat) {
		if i == 3 {
			s.Limit(i, incentive.Amount(1e15*(s.Place(i).Score-49)))
		}
	})
	out := byScore("out", func(s *incentive.Sheet, i int, score *big.Rat) {
		if !score.IsInt() && i == 3 {
			s.Exclude(i, basis.Textf("made up for this test"))
		}
	})
	ceiling := incentive.ClauseFunc{Name: "a ceiling", Func: func(s *incentive.Sheet) error {
		s.Ceil(fill.Ceiling{Name: "x", Members: []string{"000"}, Amount: incentive.Amount(1e15 * (s.Place(0).Score - 79))})
		return nil
	}}
	refuses := byScore("refuses", func(s *incentive.Sheet, i int, score *big.Rat) {
		if !score.IsInt() {
			s.Scale(i, nil)
		}
	})
	for name, c := range map[string]struct {
		clauses []incentive.Clause
		want    []string
	}{
		"a score":                {[]incentive.Clause{unsloped}, all},
		"a score besides ours":   {[]incentive.Clause{unsloped, incentive.ByScore{}}, all},
		"a range":                {[]incentive.Clause{difference}, []string{"unknown", "0.0", "0.0", "unknown"}},
		"its weight and 1":       {[]incentive.Clause{incentive.ByScore{}, oneMore}, all},
		"a cap of one":           {[]incentive.Clause{capped}, []string{"0.0", "0.0", "0.0", "unknown"}},
		"one that leaves":        {[]incentive.Clause{out}, []string{"0.0", "0.0", "0.0", "unknown"}},
		"a ceiling":              {[]incentive.Clause{ceiling}, []string{"unknown", "0.0", "0.0", "0.0"}},
		"a clause that fails":    {[]incentive.Clause{refuses}, all},
		"a slope that is not so": {[]incentive.Clause{wrong{}}, all},
		"no slope":               {[]incentive.Clause{wrong{none: true}}, all},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := scrutiny.PricesOf(incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: c.clauses}, r, incentive.Figures{})
			require.NoError(t, err)
			var got []string
			unknown := 0
			for _, row := range p.Rows {
				got = append(got, row.Text(1))
				if assert.Equal(t, row.Own == nil, row.Unknown != nil); !row.Known() {
					unknown++
					require.ErrorIs(t, row.Unknown, incentive.ErrClause)
					require.ErrorContains(t, row.Unknown, "unknown")
					_, err := scrutiny.EffectsOf(incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: c.clauses}, r, incentive.Figures{}, row.Unit.Code)
					require.ErrorIs(t, err, incentive.ErrClause)
				}
			}
			assert.Equal(t, c.want, got)
			assert.Equal(t, []int{unknown, 4 - unknown}, []int{p.Unknown, p.None})
		})
	}
}

// TestPricesWithManyDigits: with 12 published digits, and with scores of thousands,
// the rise still finds room; where it does not, no price is known.
func TestPricesWithManyDigits(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{}}}
	r := rankingOf(80, 70)
	r.Ties.Digits = new(12)
	p, err := scrutiny.PricesOf(plan, r, incentive.Figures{})
	require.NoError(t, err)
	assert.Zero(t, p.Unknown)
	p, err = scrutiny.PricesOf(plan, rankingOf(98765.43, 12345.67), incentive.Figures{})
	require.NoError(t, err)
	assert.Zero(t, p.Unknown)
	r.Places[1].Score = 79.999999999999
	p, err = scrutiny.PricesOf(plan, r, incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, 1, p.Unknown, "there is room for the better alone")
	p, err = scrutiny.PricesOf(plan, rankingOf(1e15, 1e14), incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, 2, p.Unknown)
}

// TestPricesInClasses: in a ranking with places of each class's own, a class alone has
// prices by score, and scores of others have none.
func TestPricesInClasses(t *testing.T) {
	r := rankingOf(90, 80, 95, 80)
	r.Own = true
	for i, class := range []string{"K", "K", "L", "L"} {
		r.Places[i].Unit.Class = class
		r.Places[i].Rank = 1 + i%2
	}
	p, err := scrutiny.PricesOf(incentive.Plan{
		Pool:    incentive.Pool{Amount: 1000},
		Clauses: []incentive.Clause{incentive.Only{Members: evaluation.Members{By: "class", In: []string{"K"}}}, incentive.ByScore{Base: 70}},
	}, r, incentive.Figures{})
	require.NoError(t, err)
	// 1000 x/(x+y) has the slopes 1000 y/30^2 and 1000 x/30^2
	assert.Equal(t, []string{"100/9", "200/9", "0", "0"}, []string{p.Rows[0].Own.RatString(), p.Rows[1].Own.RatString(), p.Rows[2].Own.RatString(), p.Rows[3].Own.RatString()})
}

// TestSlope: what ByScore says of itself.
func TestSlope(t *testing.T) {
	for name, c := range map[string]struct {
		clause        incentive.ByScore
		score         string
		factor, slope string
	}{
		"linear":         {incentive.ByScore{Base: 60}, "81.3", "213/10", "1"},
		"at the base":    {incentive.ByScore{Base: 60}, "60", "0", "1"},
		"below it":       {incentive.ByScore{Base: 60}, "59", "0", "0"},
		"squared":        {incentive.ByScore{Base: 60, Gamma: 2}, "63", "9", "6"},
		"squared, at it": {incentive.ByScore{Base: 60, Gamma: 2}, "60", "0", "0"},
		"root":           {incentive.ByScore{Gamma: 0.5}, "16", "4", "1/8"},
	} {
		factor, slope, err := c.clause.Slope(rat(c.score))
		require.NoError(t, err, name)
		assert.Equal(t, []string{c.factor, c.slope}, []string{factor.RatString(), slope.RatString()}, name)
	}
	_, _, err := incentive.ByScore{Gamma: 0.5}.Slope(new(big.Rat))
	require.ErrorIs(t, err, basis.ErrNumber)
}
