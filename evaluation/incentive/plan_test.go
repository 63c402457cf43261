package incentive_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// amounts are the awards in the order of rankingOf.
func amounts(a *incentive.Allocation) []incentive.Amount {
	xs := make([]incentive.Amount, len(a.Awards))
	for i := range xs {
		xs[i] = awards(a)[code(i)]
	}
	return xs
}

func TestPencil(t *testing.T) {
	// 81.3 - 60 is 21.3 and 92.4 - 60 is 32.4, as a person has it: 53.7 parts of
	// 537 units give 213 and 324. With floats the first would be 212.
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 537}, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}}}.Allocate(rankingOf(92.4, 81.3), incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, []incentive.Amount{324, 213}, amounts(a))
	assert.Zero(t, a.Remainder)
	assert.Equal(t, incentive.Amount(537), a.Total())
}

func TestReserveLotRemainder(t *testing.T) {
	a, err := incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: mu, Amount: 1000, Reserve: 100, Lot: 10},
	}.Allocate(flatRanking(7), incentive.Figures{}) // 128.57 each
	require.NoError(t, err)
	for _, x := range amounts(a) {
		assert.Equal(t, incentive.Amount(120_00), x)
	}
	assert.Equal(t, incentive.Amount(60_00), a.Remainder)
	assert.Empty(t, a.Warnings)
	summary, err := a.Summary(basis.Chinese)
	require.NoError(t, err)
	assert.Equal(t, "land：奖励总量 1,000.00 mu = 奖励 840.00 + 结余 60.00 + 预留 100.00", summary)
	summary, err = a.Summary(basis.English)
	require.NoError(t, err)
	assert.Equal(t, "land: 1,000.00 mu = awards 840.00 + remainder 60.00 + reserve 100.00", summary)
	_, err = a.Summary(basis.Language(7))
	require.ErrorIs(t, err, basis.ErrUnknown)
}

func TestLotsOfLimits(t *testing.T) {
	plan := incentive.Plan{
		Pool: incentive.Pool{Measure: mu, Amount: 1000.05, Reserve: 0.01, Lot: 10},
		Clauses: []incentive.Clause{
			incentive.CapAt{Figure: "request"},
			incentive.FloorAt{Figure: "last year"},
		},
	}
	a, err := plan.Allocate(flatRanking(3), figures(decimals("request", row(25.99, none, none)), decimals("last year", row(10, 0, 600.01))))
	require.NoError(t, err)
	assert.Equal(t, []incentive.Amount{20_00, 370_00, 610_00}, amounts(a))
	assert.Len(t, a.Warnings, 2, "amount and reserve are not in whole lots")
	w, _ := a.Find("000")
	assert.Equal(t, incentive.Cap, w.Ledger[2].Kind)
	assert.Zero(t, w.Ledger[2].Article, "cut down by no article")
	assert.Equal(t, "2000", w.Ledger[2].To.RatString())
	assert.Equal(t, "cap", w.Bound)

	// A cap that is cut below a floor is an error, not fixed.
	_, err = plan.Allocate(flatRanking(3), figures(decimals("request", row(19.99, 5, none)), decimals("last year", row(11, 5, 0))))
	require.ErrorIs(t, err, fill.ErrLimits)
	assert.ErrorContains(t, err, "unit 000: limits: cap 10.00 is below the floor 20.00")
	assert.ErrorContains(t, err, "unit 001: limits: cap 0.00 is below the floor 10.00")

	plan.Clauses = []incentive.Clause{own(func(s *incentive.Sheet) { s.Raise(0, fill.NoCap-1) })}
	_, err = plan.Allocate(flatRanking(3), incentive.Figures{})
	require.ErrorIs(t, err, fill.ErrOverflow)
}

func TestTranches(t *testing.T) {
	lists := figures(decimals("request", row(30, none, none)), decimals("f", row(30, 5, 40)), decimals("low", row(10, none, none)))
	plan := incentive.Plan{
		Pool:    incentive.Pool{Amount: 100},
		Clauses: []incentive.Clause{incentive.CapAt{Figure: "request"}},
		Tranches: []incentive.Tranche{
			{Name: "one", Parts: 1, Clauses: []incentive.Clause{incentive.Top{N: 1}}},
			{Name: "two", Parts: 1, Clauses: []incentive.Clause{incentive.FloorAt{Figure: "f"}}},
			{Name: "rest", Parts: 0, Clauses: []incentive.Clause{incentive.Top{N: 2}}},
		},
	}
	a, err := plan.Allocate(rankingOf(9, 8, 7), lists)
	require.NoError(t, err)
	// one: 50 for the first, capped at 30, 20 move on; two: 70, of which the first
	// may have nothing more, the third has at least 40; rest: nothing is left
	assert.Equal(t, []incentive.Amount{30, 30, 40}, amounts(a))
	require.Len(t, a.Divisions, 3)
	assert.Equal(t, "20", a.Divisions[0].Left().RatString())
	assert.Equal(t, "70", a.Divisions[1].Amount.RatString())
	assert.Equal(t, "0", a.Divisions[2].Amount.RatString())
	w, _ := a.Find("002")
	assert.Equal(t, "floor", w.Bound, "bound in the last tranche in which it was in")
	columns := map[string]string{}
	for _, c := range a.Columns() {
		columns[c.Tranche+" "+c.Kind.String()] = c.Sum.RatString()
	}
	assert.Equal(t, map[string]string{
		"one share": "50", "one limited": "-20", "one redistribution": "0",
		"two share": "70", "two limited": "-20/3", "two redistribution": "20/3",
		"rest share": "0", "rest limited": "0", "rest redistribution": "0", " rounding": "0",
	}, columns)

	// What no tranche can place is the remainder.
	plan.Tranches = []incentive.Tranche{{Name: "one", Parts: 1, Clauses: []incentive.Clause{incentive.Top{N: 1}}}}
	a, err = plan.Allocate(rankingOf(9, 8, 7), lists)
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(70), a.Remainder)

	// A cap of a tranche that is below what was won takes nothing back.
	plan.Clauses = nil
	plan.Tranches = []incentive.Tranche{
		{Name: "one", Parts: 1},
		{Name: "two", Parts: 1, Clauses: []incentive.Clause{incentive.CapAt{Figure: "low"}}},
	}
	a, err = plan.Allocate(rankingOf(9, 8, 7), lists)
	require.NoError(t, err)
	assert.Equal(t, []incentive.Amount{16, 41, 41}, amounts(a))
}

// TestPlanErrors: everything wrong comes at once, each with its place.
func TestPlanErrors(t *testing.T) {
	good := rankingOf(9, 8, 8)
	with := func(change func(r *evaluation.Ranking)) evaluation.Ranking {
		r := rankingOf(9, 8, 8)
		change(&r)
		return r
	}
	pool := incentive.Pool{Measure: mu, Amount: 1}
	for name, c := range map[string]struct {
		plan    incentive.Plan
		ranking evaluation.Ranking
		want    error
		text    string
	}{
		"not published":     {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Ties.Digits = nil }), incentive.ErrUnpublished, "no Ties.Digits"},
		"bad digits":        {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Ties.Digits = new(13) }), incentive.ErrUnpublished, "scores are not published ones: rule for ties: 13 published digits"},
		"too many digits":   {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[0].Score = 9.001 }), incentive.ErrUnpublished, "unit 000: scores are not published ones: score 9.001 has more than 2 decimals"},
		"code twice":        {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[0].Unit.Code = "001" }), fill.ErrDuplicate, "unit 001"},
		"no code":           {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[0].Unit = indicators.Unit{Name: "甲县"} }), basis.ErrMissing, "place 1 (甲县) has no code"},
		"rank and score":    {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[1].Score = 9.5 }), incentive.ErrRank, "unit 001"},
		"one rank, scores":  {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[1].Score = 8.5 }), incentive.ErrRank, "rank 2 with score 8, as 001 with 8.5"},
		"rank below 0":      {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[1].Rank = -1 }), incentive.ErrRank, "rank -1"},
		"score NaN":         {incentive.Plan{Pool: pool}, with(func(r *evaluation.Ranking) { r.Places[1].Score = math.NaN() }), basis.ErrNumber, "unit 001"},
		"amount below 0":    {incentive.Plan{Pool: incentive.Pool{Amount: -1}}, good, incentive.ErrPool, "pool: amount -1 is negative"},
		"amount endless":    {incentive.Plan{Pool: incentive.Pool{Amount: none}}, good, incentive.ErrPool, "pool: amount: not a finite number"},
		"reserve below 0":   {incentive.Plan{Pool: incentive.Pool{Reserve: -1}}, good, incentive.ErrPool, "reserve -1"},
		"reserve too large": {incentive.Plan{Pool: incentive.Pool{Amount: 5, Reserve: 6}}, good, incentive.ErrPool, "reserve 6 is more than the amount 5"},
		"lot below 0":       {incentive.Plan{Pool: incentive.Pool{Lot: -1}}, good, incentive.ErrPool, "lot -1"},
		"too fine":          {incentive.Plan{Pool: incentive.Pool{Name: "land", Measure: mu, Amount: 1.001}}, good, incentive.ErrPool, `pool land: amount: value: "1.001" has more than 2 decimals`},
		"too large":         {incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 1e18}}, good, fill.ErrOverflow, "pool: amount"},
		"lot too fine":      {incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 1, Lot: 0.001}}, good, incentive.ErrPool, "pool: lot"},
		"digits":            {incentive.Plan{Pool: incentive.Pool{Measure: incentive.Measure{Digits: 19}}}, good, incentive.ErrPool, "19 digits"},
		"no parts":          {incentive.Plan{Pool: pool, Tranches: []incentive.Tranche{{}}}, good, incentive.ErrTranches, "no parts"},
		"parts below 0":     {incentive.Plan{Pool: pool, Tranches: []incentive.Tranche{{Parts: -1}}}, good, incentive.ErrTranches, "-1 parts"},
		"no name":           {incentive.Plan{Pool: pool, Tranches: []incentive.Tranche{{Name: "a", Parts: 1}, {Parts: 1}}}, good, incentive.ErrTranches, "tranche 2 has no name"},
		"name twice":        {incentive.Plan{Pool: pool, Tranches: []incentive.Tranche{{Name: "a", Parts: 1}, {Name: "a", Parts: 1}}}, good, fill.ErrDuplicate, "tranches: there twice: a"},
		"floors":            {incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.FloorAt{Each: new(0.34)}}}, good, fill.ErrFloors, "pool: need 1.02 mu, have 1.00 mu, 0.02 mu short (000, 001, 002)"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := c.plan.Allocate(c.ranking, incentive.Figures{})
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, c.text)
		})
	}

	_, err := incentive.Plan{
		Pool:     incentive.Pool{Amount: -1, Lot: -1},
		Clauses:  []incentive.Clause{incentive.ByScore{Base: math.NaN()}, incentive.CapAt{Figure: "request"}},
		Tranches: []incentive.Tranche{{Name: "a", Parts: -1}, {Name: "b", Parts: 1, Clauses: []incentive.Clause{nil, incentive.Times{Figure: "k"}}}},
	}.Allocate(good, figures(decimals("request", row(1)), decimals("k", numbers{})))
	for _, want := range []string{
		"amount -1 is negative", "lot -1 is negative", "a has -1 parts",
		"article 1 (weight: score above NaN): zero point", "article 2 (cap: request): unit 001", "article 2 (cap: request): unit 002",
		"tranche b: article 3: clause", "tranche b: article 4 (weight times k): unit 000",
	} {
		assert.ErrorContains(t, err, want)
	}
}

func TestRankZero(t *testing.T) {
	r := rankingOf(9, 8)
	r.Places = append(r.Places,
		evaluation.Place{Unit: indicators.Unit{Code: "900", Name: "庚县"}, Score: math.NaN(), Out: basis.Textf("not evaluated")},
		evaluation.Place{Unit: indicators.Unit{Code: "901"}, Score: 99.123},
	)
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{incentive.ByScore{}, incentive.Claim{Figure: "c"}}}.Allocate(r, figures(decimals("c", numbers{"000": 4, "001": 1, "900": 9})))
	require.NoError(t, err, "no claim is needed of one that is not ranked")
	w, ok := a.Find("庚县")
	require.True(t, ok)
	assert.Zero(t, w.Amount)
	require.Len(t, w.Ledger, 1)
	assert.Equal(t, "not evaluated", w.Ledger[0].Why.String())
	w, _ = a.Find("901")
	assert.Equal(t, "not ranked", w.Ledger[0].Why.String())
	_, ok = a.Find("nobody")
	assert.False(t, ok)

	a, err = incentive.Plan{Pool: incentive.Pool{Amount: 10}}.Allocate(evaluation.Ranking{Ties: evaluation.Ties{Digits: new(0)}}, incentive.Figures{})
	require.NoError(t, err, "nobody to give to is a result")
	assert.Equal(t, incentive.Amount(10), a.Remainder)
}

func TestWarnings(t *testing.T) {
	plan := incentive.Plan{
		Pool: incentive.Pool{Name: "COD", Measure: incentive.Measure{Name: "t"}, Amount: 100},
		Clauses: []incentive.Clause{
			under("city", 10),
			under("basin", 10),
		},
	}
	r := ruled(rankingOf(9, 8, 8), evaluation.Ordinal, 1, 2, 3)
	lists := figures(belongs("city", r, "000", "001"), belongs("basin", r, "001", "002"))
	a, err := plan.Allocate(r, lists)
	require.NoError(t, err)
	require.Len(t, a.Warnings, 2)
	require.ErrorIs(t, a.Warnings[0], fill.ErrTie)
	assert.EqualError(t, a.Warnings[1], "limits: ceilings city and basin cross; 85 t left undivided")
	assert.Equal(t, []incentive.Amount{5, 5, 5}, amounts(a))

	named := plan
	city, ok := plan.Clauses[0].(incentive.Under)
	require.True(t, ok)
	river, ok := plan.Clauses[1].(incentive.Under)
	require.True(t, ok)
	city.NameZH, river.NameZH = "市", "流域"
	named.Clauses = []incentive.Clause{city, river}
	b, err := named.Allocate(r, lists)
	require.NoError(t, err)
	assert.Contains(t, basis.Say(b.Warnings[1], basis.Chinese, incentive.Texts()), "合计上限 市 与 流域 交叉")

	plan.Clauses[1] = under("basin", 12)
	lists.Words[1] = belongs("basin", r, "001", "002", "000")
	for range 2 { // the smaller one first, then last
		a, err = plan.Allocate(rankingOf(9, 8, 8), lists)
		require.NoError(t, err)
		assert.Empty(t, a.Warnings, "nested")
		plan.Clauses[0], plan.Clauses[1] = plan.Clauses[1], plan.Clauses[0]
	}
}

func TestNothingIsChanged(t *testing.T) {
	r := rankingOf(9, 8, 8)
	lists := func() incentive.Figures {
		return figures(decimals("c", row(4, 3, 9)), belongs("g", rankingOf(9, 8, 8), "000", "001"))
	}
	f := lists()
	plan := incentive.Plan{
		Pool:    incentive.Pool{Amount: 10},
		Clauses: []incentive.Clause{incentive.CapAt{Figure: "c"}, under("g", 6)},
	}
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	assert.Equal(t, rankingOf(9, 8, 8), r)
	assert.Equal(t, lists(), f)
	r.Places[0].Unit.Code, f.Decimals[0].Of["000"], f.Words[0].Of["000"] = "x", 1, "not"
	*r.Ties.Digits = 0
	require.NoError(t, a.Check())
	assert.Equal(t, "000", a.Awards[0].Place.Unit.Code)
	assert.Equal(t, new(2), a.Ties.Digits)
}

// halves is a rule of one's own: half of the amount, by weight.
type halves struct {
	Wrong bool `json:"wrong,omitzero"`
}

func (halves) String() string { return "halves" }

func (h halves) Divide(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
	s, err := fill.Weighted{}.Divide(new(big.Rat).Mul(amount, big.NewRat(1, 2)), lines, ceilings)
	if h.Wrong {
		s.Exact[0].Add(s.Exact[0], amount)
	}
	return s, err
}

// nobodys is a rounding of one's own: the same for all, whatever they should have.
type nobodys struct {
	Amount incentive.Amount `json:"amount,omitzero"`
}

func (nobodys) String() string { return "nobody's" }

func (n nobodys) Round(t fill.Totals) ([]incentive.Amount, error) {
	x := make([]incentive.Amount, len(t.Lines))
	for i := range x {
		x[i] = n.Amount
	}
	return x, nil
}

func TestOwnRuleAndRounding(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Tranches: []incentive.Tranche{{Parts: 1, Rule: halves{}}}, Rounding: nobodys{}}
	a, err := plan.Allocate(rankingOf(9, 8), incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(100), a.Remainder)
	require.NoError(t, a.Check())
	_, err = json.Marshal(a)
	require.ErrorContains(t, err, "incentive_test.halves has no kind as a fill.Rule", "it must be given one")
	own := incentive.Kinds().With(basis.Kind[fill.Rule]("halves", halves{}), basis.Kind[fill.Rounder]("nobodys", nobodys{}))
	text, err := basis.Marshal(a, own)
	require.NoError(t, err)
	_, err = incentive.ReadAllocation(bytes.NewReader(text), "land.json")
	require.ErrorIs(t, err, basis.ErrUnknown)
	b, err := incentive.ReadAllocation(bytes.NewReader(text), "land.json", own)
	require.NoError(t, err)
	second, err := basis.Marshal(b, own)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(second))
	require.NoError(t, b.Check())
	b.Rounding = nobodys{Amount: 1}
	require.ErrorIs(t, b.Check(), incentive.ErrCheck)

	plan.Tranches[0].Rule = halves{Wrong: true}
	_, err = plan.Allocate(rankingOf(9, 8), incentive.Figures{})
	require.ErrorIs(t, err, incentive.ErrCheck)

	plan.Tranches[0].Rule = nil
	for _, amount := range []incentive.Amount{51, -1, math.MaxInt64} { // more than there is, less than nothing, far too much
		plan.Rounding = nobodys{Amount: amount}
		_, err = plan.Allocate(rankingOf(9, 8), incentive.Figures{})
		require.Error(t, err, "%d", amount)
	}
}

// spy rounds down and keeps what it was asked.
type spy struct{ asked *fill.Totals }

func (spy) String() string { return "spy" }

func (s spy) Round(t fill.Totals) ([]incentive.Amount, error) {
	*s.asked = t
	return fill.Down{}.Round(t)
}

// TestTotals: what limits hold for totals of several tranches.
func TestTotals(t *testing.T) {
	all := rankingOf(9, 8)
	var asked fill.Totals
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Amount: 100, Reserve: 10, Lot: 2},
		Clauses: []incentive.Clause{under("always", 60)},
		Tranches: []incentive.Tranche{
			{Name: "one", Parts: 1, Clauses: []incentive.Clause{under("at first", 5), incentive.FloorAt{Figure: "floor"}, incentive.CapAt{Each: new(70.0)}}},
			{Name: "two", Parts: 1, Clauses: []incentive.Clause{incentive.CapAt{Each: new(50.0)}}},
			{Name: "three", Parts: 0, Clauses: []incentive.Clause{incentive.Top{N: 0}}},
		},
		Rounding: spy{&asked},
	}.Allocate(all, figures(decimals("floor", row(0, 20)), belongs("always", all, "000"), belongs("at first", all, "000")))
	require.NoError(t, err)
	assert.Equal(t, []incentive.Amount{40, 50}, amounts(a))
	assert.Equal(t, incentive.Amount(90), asked.Amount)
	assert.Equal(t, incentive.Amount(2), asked.Lot)
	require.Len(t, asked.Lines, 2)
	assert.Equal(t, incentive.Amount(70), asked.Lines[1].Cap, "the highest of the tranches")
	assert.Equal(t, incentive.Amount(20), asked.Lines[1].Floor)
	assert.Empty(t, asked.Lines[1].Out, "it was in twice")
	for _, c := range asked.Ceilings {
		assert.Equal(t, "always", c.Name, "the other was passed later")
	}
	require.NoError(t, a.Check())
}

// TestTopHalf and its neighbors show what some rules cannot promise.
func TestTopHalf(t *testing.T) {
	// A newcomer to "the first half" raises the number of places, and so an award
	// other than its own.
	half := func(scores ...float64) *incentive.Allocation {
		a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.Top{N: len(scores) / 2}, incentive.ByScore{}}}.Allocate(rankingOf(scores...), incentive.Figures{})
		require.NoError(t, err)
		return a
	}
	before, after := half(90, 80, 70, 60, 50), half(90, 80, 70, 60, 50, 10)
	assert.Zero(t, awards(before)["002"])
	assert.Positive(t, awards(after)["002"])
}

func TestTexts(t *testing.T) {
	assert.Equal(t, "together, by listing, refuse, Tiebreak(9)", fmt.Sprint(strings.Join([]string{fill.Together.String(), fill.ByListing.String(), fill.Refuse.String(), fill.Tiebreak(9).String()}, ", ")))
	assert.Equal(t, "fill", fill.Weighted{}.String())
	assert.Equal(t, "down", fill.Down{}.String())
	f := &fill.Fault{Tranche: "t", Article: 2, Clause: basis.Textf("c"), Unit: "u", Name: "n", Err: fill.ErrTie}
	assert.Equal(t, "tranche t: article 2 (c): unit u (n): tie at the border", f.Error())
	require.ErrorIs(t, f, fill.ErrTie)
}
