package incentive_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestFactorErrors(t *testing.T) {
	area := []incentive.Factor{{Figure: "area", Weight: 1}}
	for name, c := range map[string]struct {
		clause incentive.ByFactors
		area   numbers
		want   error
		text   string
	}{
		"none":     {incentive.ByFactors{}, nil, basis.ErrMissing, "no factors"},
		"missing":  {incentive.ByFactors{Factors: area}, row(1), basis.ErrMissing, `unit 001: missing value: no figure "area"`},
		"stranger": {incentive.ByFactors{Factors: area}, row(1, 1, 1), basis.ErrUnknown, "unit 002"},
		"zeros":    {incentive.ByFactors{Factors: area}, row(0, 0), basis.ErrNumber, "the factor area is 0 for all"},
		"negative": {incentive.ByFactors{Factors: area}, row(-1, 0), basis.ErrNumber, "the factor area is negative"},
		"weight":   {incentive.ByFactors{Factors: []incentive.Factor{{Figure: "area", Weight: math.NaN()}}}, row(1, 2), basis.ErrNumber, "weight of area"},
	} {
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{c.clause}}.Allocate(flatRanking(2), figures(decimals("area", c.area)))
		require.ErrorIs(t, err, c.want, name)
		require.ErrorContains(t, err, c.text, name)
	}
	two := incentive.ByFactors{Factors: []incentive.Factor{{Figure: "area", Weight: 0.6}, {Name: "tasks", Figure: "tasks of 2024", Weight: 0.4}}}
	assert.Equal(t, "weight by factors: area 0.6, tasks 0.4", two.String())
	assert.Equal(t, "按因素法计份：area 0.6、tasks 0.4", inChinese(two))
}

func TestCounting(t *testing.T) {
	unused := incentive.Counting{Figure: "unused quota"}
	lists := figures(decimals("unused quota", row(30, 0, 10)), decimals("lent", row(100, 0, 0)))
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 80}, Clauses: []incentive.Clause{unused}}.Allocate(flatRanking(3), lists)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 10, "001": 40, "002": 30}, awards(a))
	require.NoError(t, again(t, a).Check())
	text, err := a.Explain("000", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text[1], "按第 1 条（计入已有量：unused quota）：已有量为 30。")

	// those that hold more than the level get nothing; two clauses add up
	a, err = incentive.Plan{Pool: incentive.Pool{Amount: 80}, Clauses: []incentive.Clause{unused, incentive.Counting{Figure: "lent"}}}.Allocate(flatRanking(3), lists)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 0, "001": 45, "002": 35}, awards(a))
	for _, x := range []float64{-1, none} {
		_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.Counting{Figure: "x"}}}.Allocate(flatRanking(1), figures(decimals("x", row(x))))
		require.ErrorIs(t, err, fill.ErrLimits)
	}
	most := incentive.Counting{Figure: "x"}
	_, err = incentive.Plan{Clauses: []incentive.Clause{most, most}}.Allocate(flatRanking(1), figures(decimals("x", row(5e18))))
	require.ErrorIs(t, err, fill.ErrOverflow)
}

// lastYear is an allocation by score, a tenth of the pool held back.
func lastYear(t require.TestingT, amount float64, scores ...float64) *incentive.Allocation {
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: amount, Reserve: math.Trunc(amount / 10)}, Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(rankingOf(scores...), incentive.Figures{})
	require.NoError(t, err)
	return a
}

func TestCorridorRelease(t *testing.T) {
	last := lastYear(t, 1000, 50, 40, 10) // 450, 360, 90
	c := incentive.Corridor{Last: "last year", Down: 0.1, Up: 0.2}
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1800}, Clauses: []incentive.Clause{incentive.ByScore{}, c}}.Allocate(rankingOf(40, 60, 1, 30), figures(map[string]*incentive.Allocation{"last year": last}))
	require.NoError(t, err)
	limits := map[string]string{}
	for _, l := range a.Divisions[0].Lines {
		limits[l.ID] = fmt.Sprint(l.Floor, l.Cap == fill.NoCap, min(l.Cap, 9999))
	}
	assert.Equal(t, map[string]string{
		"000": "0 false 1080", // fell: no floor
		"001": "648 true 9999",
		"002": "0 false 216", // fell to rank 4
		"003": "0 true 9999", // a newcomer
	}, limits)
	require.NoError(t, again(t, a).Check())
	assert.Equal(t, "between -10% and +20% of last year's share; a better rank frees of the cap, a worse one of the floor", c.String())
	assert.Contains(t, inChinese(c), "降幅不超过 10%、增幅不超过 20%")

	other := *last
	other.Pool.Measure.Name = "t"
	empty := *last
	empty.Pool.Amount, empty.Pool.Reserve = 0, 0
	own := *last
	own.Own = true
	years := map[string]*incentive.Allocation{"last year": last, "other": &other, "empty": &empty, "own": &own, "nil": nil}
	for _, x := range []struct {
		c    incentive.Corridor
		want error
	}{
		{incentive.Corridor{}, basis.ErrMissing},
		{incentive.Corridor{Last: "nil"}, basis.ErrValue},
		{incentive.Corridor{Last: "2019"}, basis.ErrMissing},
		{incentive.Corridor{Last: "other"}, incentive.ErrPool},
		{incentive.Corridor{Last: "empty"}, incentive.ErrPool},
		{incentive.Corridor{Last: "own"}, incentive.ErrClause},
		{incentive.Corridor{Last: "last year", Down: -0.1}, basis.ErrNumber},
		{incentive.Corridor{Last: "last year", Down: 1.1}, basis.ErrNumber},
		{incentive.Corridor{Last: "last year", Up: math.Inf(1)}, basis.ErrNumber},
		{incentive.Corridor{Last: "last year", Up: 1e30}, fill.ErrOverflow},
	} {
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{x.c}}.Allocate(rankingOf(50, 40, 10), figures(years))
		require.ErrorIs(t, err, x.want)
	}
}

// TestCorridorProperties: P31. The floors can be met, who keeps its rank moves by
// no more than the corridor, and a better score of one's own is not punished.
func TestCorridorProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 6).Draw(t, "n")
		draw := func(name string) []float64 {
			s := make([]float64, n)
			for i := range s {
				s[i] = float64(rapid.IntRange(40, 100).Draw(t, name))
			}
			return s
		}
		before, now := draw("before"), draw("now")
		last := lastYear(t, float64(rapid.Int64Range(1000, 9000).Draw(t, "last pool")), before...)
		f := figures(map[string]*incentive.Allocation{"last year": last})
		width := float64(rapid.IntRange(0, 30).Draw(t, "width")) / 100
		plan := incentive.Plan{
			Pool:    incentive.Pool{Amount: float64(rapid.Int64Range(1000, 9000).Draw(t, "pool"))},
			Clauses: []incentive.Clause{incentive.ByScore{Base: 30}, incentive.Corridor{Last: "last year", Down: width, Up: width}},
		}
		a, err := plan.Allocate(rankingOf(now...), f)
		require.NoError(t, err, "a corridor is feasible")
		growth := big.NewRat(int64(a.Pool.Amount), int64(last.Pool.Amount-last.Pool.Reserve))
		x, err := fill.Decimal(width)
		require.NoError(t, err)
		for i := range n {
			old, ok := last.Find(code(i))
			require.True(t, ok)
			award, ok := a.Find(code(i))
			require.True(t, ok)
			if old.Place.Rank == award.Place.Rank && old.Amount > 0 {
				base := new(big.Rat).Mul(old.Amount.Rat(), growth)
				gap := new(big.Rat).Sub(award.Exact, base)
				room := new(big.Rat).Mul(base, x)
				require.LessOrEqual(t, gap.Abs(gap).Cmp(room.Add(room, big.NewRat(1, 1))), 0, "less than a lot beyond the corridor")
			}
		}
		i := rapid.IntRange(0, n-1).Draw(t, "i")
		better := append([]float64(nil), now...)
		better[i] += float64(rapid.IntRange(1, 20).Draw(t, "points"))
		b, err := plan.Allocate(rankingOf(better...), f)
		require.NoError(t, err)
		require.GreaterOrEqual(t, awards(b)[code(i)], awards(a)[code(i)], "own score up, own award not down")
	})
}

// TestTrancheWithList: a list of progress beside the list of level.
func TestTrancheWithList(t *testing.T) {
	level := rankingOf(90, 80, 70, 60)
	progress := evaluation.Ranking{Code: "progress", Ties: evaluation.Ties{Digits: new(1)}, Places: []evaluation.Place{
		{Rank: 1, Unit: indicators.Unit{Code: "003"}, Score: 12.5, Grade: "A"},
		{Rank: 2, Unit: indicators.Unit{Code: "001"}, Score: 7.5, Grade: "B"},
		{Rank: 0, Unit: indicators.Unit{Code: "000"}, Out: basis.Textf("too small")},
	}}
	plan := incentive.Plan{
		Pool: incentive.Pool{Amount: 1000},
		Tranches: []incentive.Tranche{
			{Name: "level", Parts: 3, Clauses: []incentive.Clause{incentive.ByScore{}}},
			{Name: "progress", Parts: 1, Ranking: "progress", Clauses: []incentive.Clause{incentive.Grades{"A", "B"}, incentive.ByScore{}}},
		},
	}
	lists := figures(map[string]evaluation.Ranking{"progress": progress})
	a, err := plan.Allocate(level, lists)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 225, "001": 200 + 93, "002": 175, "003": 150 + 156}, awards(a))
	require.NoError(t, again(t, a).Check())
	assert.Equal(t, 4, a.Awards[3].Place.Rank, "the award stands at the place of the level list")
	text, err := a.Explain("003", basis.English)
	require.NoError(t, err)
	assert.Contains(t, text, "[progress] By article 2 (rank (score) in the list progress): 1 (12.5).")
	text, err = a.Explain("000", basis.English)
	require.NoError(t, err)
	assert.Contains(t, text, "[progress] Not eligible under article 2 (rank (score) in the list progress). Reason: too small.")
	text, err = a.Explain("002", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "【progress】按第 2 条（榜单 progress 的位次（得分）），不在奖励范围。理由：不在名单。")

	progress.Ties.Rule = evaluation.Ordinal
	lists.Rankings["progress"] = progress
	a, err = plan.Allocate(level, lists)
	require.NoError(t, err)
	require.Len(t, a.Warnings, 1)
	require.ErrorContains(t, a.Warnings[0], "tranche progress")
	progress.Places[2].Unit.Code = "999"
	_, err = plan.Allocate(level, lists)
	require.ErrorIs(t, err, basis.ErrUnknown)
	progress.Ties.Digits = nil
	lists.Rankings["progress"] = progress
	_, err = plan.Allocate(level, lists)
	require.ErrorIs(t, err, incentive.ErrUnpublished)
	require.ErrorContains(t, err, "tranche progress")
	_, err = plan.Allocate(level, figures(map[string]evaluation.Ranking{"progres": progress}))
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorContains(t, err, `tranche progress: missing value: no rankings "progress" are given (did you mean "progres"?)`)
}
