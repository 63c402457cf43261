package incentive_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

var wan = incentive.Measure{Name: "10^4 yuan"}

// TestLinkage: the rule of 2018 and of 2020, paid in full.
func TestLinkage(t *testing.T) {
	for name, kinds := range map[string]map[string]float64{
		"linkage_2018": {"plan_mu": 1},
		"linkage_2020": {"old_mu": 0.5, "new_mu": 0.3, "idle_mu": 0.5},
	} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[map[string]json.RawMessage](t, g.Input)
			l := incentive.Linkage{Name: "stock", Tasks: incentive.Tasks{Met: 1.1, Missed: 0.8}}
			var f incentive.Figures
			n := len(decode[[]json.Number](t, g.Output))
			for key, raw := range in {
				if rate, ok := kinds[key]; ok {
					l.Kinds = append(l.Kinds, incentive.Stock{Rate: rate, Figure: key})
					f.Decimals = append(f.Decimals, decimals(key, row(decode[[]float64](t, raw)...)))
					continue
				}
				done := incentive.Flags{Name: key, Of: map[string]bool{}}
				for i, yes := range decode[[]bool](t, raw) {
					done.Of[code(i)] = yes
				}
				l.Tasks.Lists = append(l.Tasks.Lists, key)
				f.Flags = append(f.Flags, done)
			}
			claims, all, err := l.Claims(mu, flatRanking(n), f)
			require.NoError(t, err)
			a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: all}, Clauses: []incentive.Clause{l}}.Allocate(flatRanking(n), f)
			require.NoError(t, err)
			assert.Zero(t, a.Remainder)
			assert.Equal(t, claims.Of, a.List("").Of)
			for i, want := range decode[[]json.Number](t, g.Output) {
				assert.Equal(t, rat(want.String()).FloatString(2), mu.Format(awards(a)[code(i)]), "county %d", i)
			}
			require.NoError(t, again(t, a).Check())
		})
	}
	// Quanzhou's task of 2021, if all of it were approved before 2018 and disposed of
	quanzhou := incentive.Linkage{Name: "stock", Kinds: []incentive.Stock{{Figure: "approved to 2017", Rate: 0.5}, {Figure: "idle", Rate: 0.5}}}
	claims, all, err := quanzhou.Claims(mu, flatRanking(1), figures(decimals("approved to 2017", row(10_430)), decimals("idle", row(3_621))))
	require.NoError(t, err)
	assert.Equal(t, incentive.Decimals{Name: "stock", Of: row(7025.5)}, claims)
	assert.InDelta(t, 7025.5, all, 0)
	assert.Equal(t, "claim: stock at 0.5 of approved to 2017, 0.5 of idle", quanzhou.String())
	quanzhou.Tasks.Lists = []string{"done"}
	assert.Equal(t, "按存量盘活量计应奖数：stock，0.5×approved to 2017、0.5×idle；任务完成系数 0，未完成系数 0", inChinese(quanzhou))

	bad := incentive.Linkage{Name: "stock", Kinds: []incentive.Stock{{Figure: "idle", Rate: 0.5}, {Figure: "old", Rate: 1}}}
	lists := figures(decimals("idle", numbers{"000": -1, "001": 4, "009": 4}), decimals("old", row(1)))
	_, err = incentive.Plan{Clauses: []incentive.Clause{bad}}.Allocate(flatRanking(2), lists)
	for _, want := range []error{fill.ErrLimits, basis.ErrUnknown, basis.ErrMissing} {
		require.ErrorIs(t, err, want)
	}
	_, _, err = bad.Claims(mu, flatRanking(2), figures(decimals("idle", row(1, 1)), decimals("old", row(1, 1, 1))))
	require.ErrorIs(t, err, basis.ErrUnknown, "Claims knows the units of the ranking, as Allocate does")
	bad.Kinds[0].Rate, bad.Tasks.Met = math.NaN(), -1
	_, _, err = bad.Claims(mu, flatRanking(2), lists)
	require.ErrorContains(t, err, "rate of idle")
	require.ErrorContains(t, err, "factor of tasks")
	_, _, err = incentive.Linkage{}.Claims(mu, flatRanking(2), lists)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.Linkage{}}}.Allocate(flatRanking(2), incentive.Figures{})
	require.ErrorIs(t, err, basis.ErrMissing)
}

// TestStateCouncil: V8, 16 places, 2,000 mu a city and 1,000 mu a county.
func TestStateCouncil(t *testing.T) {
	const places = 16
	r := flatRanking(places + 2)
	need := numbers{}
	for i := range r.Places {
		r.Places[i].Unit.Level, need[code(i)] = "county", none
	}
	r.Places[0].Unit.Level, r.Places[1].Unit.Level = "city", "city" // 三明, 宜昌
	need[code(16)] = 0                                              // praise only
	table := incentive.PrizeTable{Name: "land", Rows: []incentive.Prize{{Level: "city", Amount: 2_000}, {Level: "county", Amount: 1_000}}}
	a, err := incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: mu, Amount: 18_000},
		Clauses: []incentive.Clause{
			incentive.FirstOnly{Before: "rewarded"},
			incentive.NeedOnly{Name: "land", Figure: "need"},
			table,
		},
	}.Allocate(r, figures(said("rewarded", texts{code(17): "rewarded in 2019", "elsewhere": "2018"}), decimals("need", need)))
	require.NoError(t, err)
	require.Len(t, a.Warnings, 1)
	require.EqualError(t, a.Warnings[0], `unit elsewhere: unknown: the figures "rewarded" name it`)
	assert.Zero(t, a.Remainder)
	assert.Equal(t, incentive.Amount(18_000_00), a.Total())
	assert.Equal(t, incentive.Amount(2_000_00), awards(a)[code(0)])
	assert.Equal(t, incentive.Amount(1_000_00), awards(a)[code(15)])
	text, err := a.Explain(code(16), basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "按第 2 条（不需要的不安排：land），不在奖励范围。")
	text, err = a.Explain(code(17), basis.English)
	require.NoError(t, err)
	assert.Contains(t, text, "Not eligible under article 1 (first promotion only). Reason: rewarded in 2019.")
	require.NoError(t, again(t, a).Check())
}

func TestPrizeTable(t *testing.T) {
	r := graded(rankingOf(90, 80, 70, 60), "AABB")
	for i, class := range []string{"urban", "farm", "urban", "farm"} {
		r.Places[i].Unit.Class = class
	}
	table := incentive.PrizeTable{Name: "funds", Rows: []incentive.Prize{
		{Class: "urban", Grade: "A", Amount: 500}, {First: 2, Last: 2, Amount: 300}, {Grade: "B", Class: "urban", First: 1, Last: 3, Amount: 200},
	}}
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 500}, Clauses: []incentive.Clause{table}}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, given{"000": 250, "001": 150, "002": 100, "003": 0}, awards(a), "half of every prize")
	assert.Equal(t, "prizes by table: funds", table.String())
	for name, change := range map[string]func(*incentive.PrizeTable){
		"no level":    func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Level: "city", Amount: 1}} },
		"negative":    func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Amount: -1}} },
		"no rows":     func(p *incentive.PrizeTable) { p.Rows = nil },
		"without end": func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Amount: none}} },
		"too fine":    func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Amount: 0.5}} },
		"rank":        func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{First: -1, Amount: 1}} },
	} {
		bad := table
		change(&bad)
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 500}, Clauses: []incentive.Clause{bad}}.Allocate(r, incentive.Figures{})
		require.Error(t, err, name)
	}
	r.Places[2].Unit.Class = ""
	_, err = incentive.Plan{Pool: incentive.Pool{Amount: 500}, Clauses: []incentive.Clause{table}}.Allocate(r, incentive.Figures{})
	require.ErrorContains(t, err, "unit 002: missing value: no class")
}

// TestLadder: V8, 1,000, 900, ..., 300 is 5,200; the excluded give way; ties share.
func TestLadder(t *testing.T) {
	ladder, err := incentive.EvenLadder("pollutants", 1000, 100, 300)
	require.NoError(t, err)
	total, err := ladder.Total()
	require.NoError(t, err)
	assert.InDelta(t, 5200, total, 0)
	assert.Equal(t, "ladder of 8 prizes, 1000 to 300: pollutants", ladder.String())
	assert.Equal(t, "按名次定额奖励，共 8 名，1000 至 300：pollutants", inChinese(ladder))

	plan := incentive.Plan{
		Pool: incentive.Pool{Name: "funds", Measure: wan, Amount: total},
		Clauses: []incentive.Clause{
			incentive.Veto{Reasons: "decisions"},
			ladder,
		},
	}
	lists := figures(said("decisions", texts{"001": "a task was missed"}))
	a, err := plan.Allocate(rankingOf(99, 98, 97, 97, 95, 94, 93, 92, 91, 90, 90), lists)
	require.NoError(t, err)
	got := make([]incentive.Amount, 11)
	for i := range got {
		got[i] = awards(a)[code(i)]
	}
	assert.Equal(t, "[1000 0 850 850 700 600 500 400 300 0 0]", fmt.Sprint(got))
	assert.Zero(t, a.Remainder)
	a, err = plan.Allocate(rankingOf(99, 98, 97, 96, 95, 94, 93, 92, 91, 91, 91), lists)
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(100), awards(a)["010"], "three share the last prize")
	require.NoError(t, again(t, a).Check())

	tenths, err := incentive.EvenLadder("", 0.5, 0.1, 0.2)
	require.NoError(t, err)
	assert.Equal(t, []float64{0.5, 0.4, 0.3, 0.2}, tenths.Prizes, "decimals are exact")
	for _, x := range [][3]float64{{1, 0, 1}, {1, 1, 2}, {5, 1, -1}, {none, 1, 1}, {1 << 40, 1, 0}, {1, math.NaN(), 1}} {
		_, err := incentive.EvenLadder("", x[0], x[1], x[2])
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	for _, l := range []incentive.Ladder{{}, {Prizes: []float64{-1}}, {Prizes: []float64{0.5}}} {
		_, err := incentive.Plan{Clauses: []incentive.Clause{l}}.Allocate(flatRanking(2), incentive.Figures{})
		require.Error(t, err)
	}
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.FirstOnly{Before: "before"}}}.Allocate(flatRanking(2), figures(said("before", texts{"000": ""})))
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.NeedOnly{Figure: "need"}}}.Allocate(flatRanking(1), figures(decimals("need", row(-1))))
	require.ErrorIs(t, err, fill.ErrLimits)
}

func TestCharge(t *testing.T) {
	units := []indicators.Unit{{Code: "a", Region: "east"}, {Code: "b", Region: "center"}, {Code: "c", Region: "west"}}
	c := incentive.Charge{
		Emissions: "emissions",
		Rates:     map[string]float64{"east": 800, "center": 600, "west": 400},
		Return:    incentive.Return{Base: 0.6, Over: 0.05, Missed: 0.05, Most: 1},
		Tasks:     []string{"air", "water", "soil", "waste"},
	}
	emissions := decimals("emissions", numbers{"a": 1000.5, "b": 100, "c": 10})
	tasks := func(a, b, c []float64) incentive.Figures {
		f := figures(emissions)
		for k, name := range []string{"air", "water", "soil", "waste"} {
			of := numbers{}
			for unit, xs := range map[string][]float64{"a": a, "b": b, "c": c} {
				if k < len(xs) {
					of[unit] = xs[k]
				}
			}
			f.Decimals = append(f.Decimals, decimals(name, of))
		}
		return f
	}
	settled, err := c.Settle(units, tasks([]float64{0, 0, 0, 0}, []float64{1, 3, 2, 2}, []float64{-1, -2, 5, 5}))
	require.NoError(t, err)
	assert.Equal(t, []string{"a 800400 0.60 480240", "b 60000 0.70 42000", "c 4000 0.50 2000"}, lines(settled))
	c.Return.Least = 0.55
	settled, err = c.Settle(units, tasks([]float64{0}, []float64{100}, []float64{-1, -2}))
	require.NoError(t, err)
	assert.Equal(t, settled[1].Charge, settled[1].Return, "no more than all of it")
	assert.Equal(t, incentive.Amount(2200), settled[2].Return, "no less than the least")

	// a measure with decimals; a unit without emissions pays nothing
	c.Measure = incentive.Measure{Name: "yuan", Digits: 2}
	emissions.Of = numbers{"b": 0.125}
	settled, err = c.Settle(units, tasks(nil, []float64{0}, nil))
	require.NoError(t, err)
	assert.Equal(t, []string{"b 7500 0.60 4500"}, lines(settled))

	emissions.Of = numbers{"a": 1000.5, "b": 100, "c": 10, "d": -1, "e": 1, "f": math.NaN()}
	units[0].Region, c.Rates["north"] = "south", -1
	units = append(units, indicators.Unit{Code: "d", Region: "west"}, indicators.Unit{Code: "e", Region: "north"}, indicators.Unit{Code: "f", Region: "west"})
	_, err = c.Settle(units, tasks([]float64{1}, nil, []float64{math.NaN()}))
	for _, part := range []string{`unit a: missing value: no rate for region "south"`, "unit b: missing value: no tasks", "unit c: over-fulfillment", "unit d", "unit e: limits", "unit f: missing value"} {
		require.ErrorContains(t, err, part)
	}
	emissions.Of = numbers{"z": 1}
	_, err = c.Settle(units, tasks(nil, nil, nil))
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = c.Settle(units, figures(emissions))
	require.ErrorContains(t, err, `no decimals "waste" are given`)
	c.Return.Most = 2
	_, err = c.Settle(units, incentive.Figures{})
	require.ErrorIs(t, err, basis.ErrNumber)
	c.Return.Most, c.Return.Base = 1, -1
	_, err = c.Settle(units, incentive.Figures{})
	require.ErrorContains(t, err, "base rate -1 is negative")
}

// lines prints settlements.
func lines(all []incentive.Settled) []string {
	out := make([]string, len(all))
	for k, s := range all {
		out[k] = fmt.Sprintf("%s %d %s %d", s.Code, s.Charge, s.Rate.FloatString(2), s.Return)
	}
	return out
}

func TestCapacity(t *testing.T) {
	r := graded(rankingOf(90, 80, 70, 60), "AABB")
	tonnes := incentive.Measure{Name: "t", Digits: 1}
	quota := func(name string, amount float64) incentive.Plan {
		return incentive.Capacity{
			Pool: incentive.Pool{Name: name, Measure: tonnes, Amount: amount}, Headroom: "headroom " + name,
			Basins: []incentive.Under{under("Huai", 50).(incentive.Under), under("upper Huai", 15).(incentive.Under)},
			Barred: "barred", Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
		}.Plan()
	}
	cod, nox := quota("COD", 90), quota("NOx", 30)
	lists := figures(
		decimals("headroom COD", row(45, 40, 1, 100)), decimals("headroom NOx", row(45, 40, 1, 2)), said("barred", texts{"002": "regional limit"}),
		belongs("Huai", r, "000", "001"), belongs("upper Huai", r, "001"),
	)
	both, err := incentive.AllocateAll(r, lists, cod, nox)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 350, "001": 150, "002": 0, "003": 400}, awards(both[0]))
	assert.Equal(t, given{"000": 160, "001": 120, "002": 0, "003": 20}, awards(both[1]))
	assert.Empty(t, both[0].Warnings, "nested")

	// land needs quota won: 2 mu a tonne; the county that is barred from quota
	// keeps its land
	won := both[0].List("COD won")
	won.Of["002"] = none
	land, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 200},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}, incentive.CapAt{Figure: "COD won", Rate: 2}},
	}.Allocate(r, figures(won))
	require.NoError(t, err)
	assert.Equal(t, given{"000": 70_00, "001": 30_00, "002": 66_66, "003": 33_33}, awards(land))
	assert.Equal(t, "cap: 2 x COD won", land.Articles[1].Text.String())

	delete(lists.Decimals[1].Of, "003")
	cod.Pool.Amount = -1
	_, err = incentive.AllocateAll(r, lists, cod, nox)
	require.ErrorContains(t, err, "COD: pool COD")
	require.ErrorContains(t, err, "NOx: article 3 (cap: headroom NOx): unit 003")
}

func TestSeveralYears(t *testing.T) {
	r := rankingOf(90, 80, 70)
	last, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 10},
		Clauses: []incentive.Clause{incentive.CapAt{Figure: "request"}},
	}.Allocate(r, figures(decimals("request", row(3, 3.5, 2))))
	require.NoError(t, err)
	require.Equal(t, incentive.Amount(150), last.Remainder)

	p, err := incentive.CarryOver(incentive.Pool{Name: "land", Measure: mu, Amount: 5}, last)
	require.NoError(t, err)
	assert.InDelta(t, 6.5, p.Amount, 0)
	unused, err := last.Unused(decimals("used", row(3, 2.5, 0)))
	require.NoError(t, err)
	assert.Equal(t, decimals("unused land", row(0, 1, 2)), unused)
	a, err := incentive.Plan{Pool: p, Clauses: []incentive.Clause{incentive.Counting{Figure: "unused land"}}}.Allocate(r, figures(unused))
	require.NoError(t, err)
	assert.Equal(t, given{"000": 316, "001": 216, "002": 116}, awards(a))

	back, all, err := incentive.Clawback(mu, unused, 0.333)
	require.NoError(t, err)
	assert.Equal(t, row(0, 0.34, 0.67), back.Of)
	assert.InDelta(t, 1.01, all, 0)

	for want, rule := range map[string]fill.Rule{"176 205 117": nil, "183 233 83": fill.EqualLosses{}, "175 225 100": fill.Talmud{}} {
		a, err := incentive.Curtail(incentive.Pool{Name: "land", Measure: mu, Amount: 10, Reserve: 1}, "promised", 5, rule).Allocate(r, figures(last.List("promised")))
		require.NoError(t, err)
		assert.Equal(t, want, fmt.Sprint(awards(a)["000"], awards(a)["001"], awards(a)["002"]))
	}

	_, err = incentive.CarryOver(incentive.Pool{}, last)
	require.ErrorIs(t, err, incentive.ErrPool)
	large := *last
	large.Remainder = 1 << 61
	_, err = incentive.CarryOver(incentive.Pool{Measure: mu, Amount: 92_233_720_368_547_000}, &large)
	require.ErrorIs(t, err, fill.ErrOverflow)
	_, err = incentive.CarryOver(incentive.Pool{Measure: mu, Amount: 20_000_000_000_000_000}, last)
	require.ErrorIs(t, err, fill.ErrOverflow)
	_, err = incentive.CarryOver(incentive.Pool{Measure: mu, Amount: 0.001}, last)
	require.ErrorIs(t, err, incentive.ErrPool)
	_, err = last.Unused(decimals("used", row(3.01, 0.01)))
	require.ErrorContains(t, err, "used 3.01 of 3.00")
	require.ErrorContains(t, err, "unit 002: missing")
	_, err = last.Unused(decimals("used", numbers{"000": math.NaN(), "001": none, "002": 0, "9": 1}))
	require.ErrorContains(t, err, "unit 000: missing value")
	require.ErrorContains(t, err, "unit 001")
	require.ErrorContains(t, err, "unit 9: unknown")
	for _, x := range []struct {
		share float64
		of    numbers
	}{{1.5, unused.Of}, {-1, unused.Of}, {0.5, numbers{"a": -1}}, {0.5, numbers{"a": math.NaN()}}, {0.5, numbers{"a": 0.001}}} {
		_, _, err = incentive.Clawback(mu, decimals("unused", x.of), x.share)
		require.Error(t, err)
	}
}

func TestTierPools(t *testing.T) {
	r := graded(rankingOf(90, 89, 88, 87, 60), "AAAAB")
	a, err := incentive.TierPools(incentive.Pool{Amount: 100}, []incentive.Tier{{"A", 60}, {"B", 40}}, incentive.CapAt{Each: new(30.0)}).Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, given{"000": 15, "001": 15, "002": 15, "003": 15, "004": 30}, awards(a), "a B county gets more than any A county")
	assert.Equal(t, incentive.Amount(10), a.Remainder)
}
