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
			l := incentive.Linkage{Name: "stock", Tasks: incentive.Tasks{Met: 1.1, Missed: 0.8, Done: map[string][]bool{}}}
			for key, raw := range in {
				if rate, ok := kinds[key]; ok {
					s := incentive.Stock{Name: key, Rate: rate, Area: incentive.Per{}}
					for i, x := range decode[[]json.Number](t, raw) {
						a, err := mu.Parse(rat(x.String()).FloatString(2))
						require.NoError(t, err)
						s.Area[code(i)] = a
					}
					l.Kinds = append(l.Kinds, s)
					continue
				}
				for i, done := range decode[[]bool](t, raw) {
					l.Tasks.Done[code(i)] = append(l.Tasks.Done[code(i)], done)
				}
			}
			claims, all, err := l.Claims()
			require.NoError(t, err)
			a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: all}, Clauses: []incentive.Clause{l}}.Allocate(flatRanking(len(claims)))
			require.NoError(t, err)
			assert.Zero(t, a.Remainder)
			assert.Equal(t, claims, a.Per())
			for i, want := range decode[[]json.Number](t, g.Output) {
				assert.Equal(t, rat(want.String()).FloatString(2), mu.Format(claims[code(i)]), "county %d", i)
			}
			require.NoError(t, again(t, a).Check())
		})
	}
	// Quanzhou's task of 2021, if all of it were approved before 2018 and disposed of
	quanzhou := incentive.Linkage{Name: "stock", Kinds: []incentive.Stock{
		{Name: "approved to 2017", Rate: 0.5, Area: incentive.Per{"1": 10_430_00}}, {Name: "idle", Rate: 0.5, Area: incentive.Per{"1": 3_621_00}},
	}}
	claims, _, err := quanzhou.Claims()
	require.NoError(t, err)
	assert.Equal(t, "7025.50", mu.Format(claims["1"]))
	assert.Equal(t, "claim: stock at 0.5 of approved to 2017, 0.5 of idle", quanzhou.String())
	quanzhou.Tasks.Done = map[string][]bool{"1": {true}}
	assert.Equal(t, "按存量盘活量计应奖数：stock，0.5×approved to 2017、0.5×idle；任务完成系数 0，未完成系数 0", quanzhou.Chinese())

	bad := incentive.Linkage{Name: "stock", Kinds: []incentive.Stock{{Name: "idle", Rate: 0.5, Area: incentive.Per{"000": -1, "009": 4}}, {Name: "old", Rate: 1, Area: incentive.Per{"000": 1}}}}
	_, err = incentive.Plan{Clauses: []incentive.Clause{bad}}.Allocate(flatRanking(2))
	for _, want := range []error{fill.ErrLimits, basis.ErrUnknown, basis.ErrMissing} {
		require.ErrorIs(t, err, want)
	}
	bad.Kinds[0].Rate, bad.Tasks.Met = math.NaN(), -1
	_, _, err = bad.Claims()
	require.ErrorContains(t, err, "rate of idle")
	require.ErrorContains(t, err, "factor of tasks")
	_, _, err = incentive.Linkage{}.Claims()
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.Linkage{}}}.Allocate(flatRanking(2))
	require.ErrorIs(t, err, basis.ErrMissing)
}

// TestStateCouncil: V8, 16 places, 2,000 mu a city and 1,000 mu a county.
func TestStateCouncil(t *testing.T) {
	const places = 16
	r := flatRanking(places + 2)
	levels, need := map[string]string{}, incentive.Per{}
	for i := range r.Places {
		levels[code(i)], need[code(i)] = "county", fill.NoCap
	}
	levels[code(0)], levels[code(1)] = "city", "city" // 三明, 宜昌
	need[code(16)] = 0                                // praise only
	table := incentive.PrizeTable{Name: "land", Levels: levels, Rows: []incentive.Prize{{Level: "city", Amount: 2_000_00}, {Level: "county", Amount: 1_000_00}}}
	a, err := incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: mu, Amount: 18_000_00},
		Clauses: []incentive.Clause{
			incentive.FirstOnly{Before: map[string]string{code(17): "rewarded in 2019", "elsewhere": "2018"}},
			incentive.NeedOnly{Name: "land", Need: need},
			table,
		},
	}.Allocate(r)
	require.NoError(t, err)
	assert.Zero(t, a.Remainder)
	assert.Equal(t, incentive.Amount(18_000_00), a.Total())
	assert.Equal(t, incentive.Amount(2_000_00), a.Per()[code(0)])
	assert.Equal(t, incentive.Amount(1_000_00), a.Per()[code(15)])
	text, err := a.Explain(code(16), "zh")
	require.NoError(t, err)
	assert.Contains(t, text, "按第 2 条（不需要的不安排：land），不在奖励范围。")
	text, err = a.Explain(code(17), "en")
	require.NoError(t, err)
	assert.Contains(t, text, "Not eligible under article 1 (first promotion only). Reason: rewarded in 2019.")
	require.NoError(t, again(t, a).Check())
}

func TestPrizeTable(t *testing.T) {
	r := graded(rankingOf(90, 80, 70, 60), "AABB")
	classes := map[string]string{"000": "urban", "001": "farm", "002": "urban", "003": "farm"}
	table := incentive.PrizeTable{Name: "funds", Classes: classes, Rows: []incentive.Prize{
		{Class: "urban", Grade: "A", Amount: 500}, {First: 2, Last: 2, Amount: 300}, {Grade: "B", Class: "urban", First: 1, Last: 3, Amount: 200},
	}}
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 500}, Clauses: []incentive.Clause{table}}.Allocate(r)
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 250, "001": 150, "002": 100, "003": 0}, a.Per(), "half of every prize")
	assert.Equal(t, "prizes by table: funds", table.String())
	for name, change := range map[string]func(*incentive.PrizeTable){
		"no class":    func(p *incentive.PrizeTable) { p.Classes = map[string]string{"000": "urban"} },
		"no level":    func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Level: "city", Amount: 1}} },
		"negative":    func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Amount: -1}} },
		"no rows":     func(p *incentive.PrizeTable) { p.Rows = nil },
		"a stranger":  func(p *incentive.PrizeTable) { p.Levels = map[string]string{"x": "city"} },
		"without end": func(p *incentive.PrizeTable) { p.Rows = []incentive.Prize{{Amount: fill.NoCap}} },
	} {
		bad := table
		change(&bad)
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 500}, Clauses: []incentive.Clause{bad}}.Allocate(r)
		require.Error(t, err, name)
	}
}

// TestLadder: V8, 1,000, 900, ..., 300 is 5,200; the excluded give way; ties share.
func TestLadder(t *testing.T) {
	ladder, err := incentive.Steps("pollutants", 1000, 100, 300)
	require.NoError(t, err)
	total, err := ladder.Total()
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(5200), total)
	assert.Equal(t, "ladder of 8 prizes, 1000 to 300: pollutants", ladder.String())
	assert.Equal(t, "按名次定额奖励，共 8 名，1000 至 300：pollutants", ladder.Chinese())

	plan := incentive.Plan{
		Pool: incentive.Pool{Name: "funds", Measure: wan, Amount: total},
		Clauses: []incentive.Clause{
			incentive.Veto{Reasons: map[string]string{"001": "a task was missed"}},
			ladder,
		},
	}
	a, err := plan.Allocate(rankingOf(99, 98, 97, 97, 95, 94, 93, 92, 91, 90, 90))
	require.NoError(t, err)
	got := make([]incentive.Amount, 11)
	for i := range got {
		got[i] = a.Per()[code(i)]
	}
	assert.Equal(t, "[1000 0 850 850 700 600 500 400 300 0 0]", fmt.Sprint(got))
	assert.Zero(t, a.Remainder)
	a, err = plan.Allocate(rankingOf(99, 98, 97, 96, 95, 94, 93, 92, 91, 91, 91))
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(100), a.Per()["010"], "three share the last prize")
	require.NoError(t, again(t, a).Check())

	for _, x := range [][3]incentive.Amount{{1, 0, 1}, {1, 1, 2}, {5, 1, -1}, {fill.NoCap, 1, 1}, {1 << 40, 1, 0}} {
		_, err := incentive.Steps("", x[0], x[1], x[2])
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	for _, l := range []incentive.Ladder{{}, {Prizes: []incentive.Amount{-1}}} {
		_, err := incentive.Plan{Clauses: []incentive.Clause{l}}.Allocate(flatRanking(2))
		require.Error(t, err)
	}
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.FirstOnly{Before: map[string]string{"000": ""}}}}.Allocate(flatRanking(2))
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = incentive.Plan{Clauses: []incentive.Clause{incentive.NeedOnly{Need: incentive.Per{"000": -1}}}}.Allocate(flatRanking(1))
	require.ErrorIs(t, err, fill.ErrLimits)
}

func TestCharge(t *testing.T) {
	c := incentive.Charge{
		Emissions: map[string]float64{"a": 1000.5, "b": 100, "c": 10},
		Region:    map[string]string{"a": "east", "b": "centre", "c": "west"},
		Rates:     map[string]incentive.Amount{"east": 800, "centre": 600, "west": 400},
		Return:    incentive.Return{Base: 0.6, Over: 0.05, Missed: 0.05, Most: 1},
		Tasks:     map[string][]float64{"a": {0, 0, 0, 0}, "b": {1, 3, 2, 2}, "c": {-1, -2, 5, 5}},
	}
	settled, err := c.Settle()
	require.NoError(t, err)
	assert.Equal(t, []string{"a 800400 0.60 480240", "b 60000 0.70 42000", "c 4000 0.50 2000"}, texts(settled))
	c.Tasks["b"] = []float64{100}
	c.Return.Least = 0.55
	settled, err = c.Settle()
	require.NoError(t, err)
	assert.Equal(t, settled[1].Charge, settled[1].Return, "no more than all of it")
	assert.Equal(t, incentive.Amount(2200), settled[2].Return, "no less than the least")

	c.Region["a"], c.Tasks["b"], c.Tasks["c"], c.Rates["north"] = "south", nil, []float64{math.NaN()}, -1
	c.Emissions["d"], c.Emissions["e"], c.Region["e"] = -1, 1, "north"
	_, err = c.Settle()
	for _, part := range []string{"unit a: missing value", "unit b: missing value: no tasks", "unit c: over-fulfillment", "unit d", "unit e: limits"} {
		require.ErrorContains(t, err, part)
	}
	c.Return.Most = 2
	_, err = c.Settle()
	require.ErrorIs(t, err, basis.ErrNumber)
	c.Return.Most, c.Return.Base = 1, -1
	_, err = c.Settle()
	require.ErrorContains(t, err, "base -1 is negative")
}

// texts prints settlements.
func texts(all []incentive.Settled) []string {
	lines := make([]string, len(all))
	for k, s := range all {
		lines[k] = fmt.Sprintf("%s %d %s %d", s.Code, s.Charge, s.Rate.FloatString(2), s.Return)
	}
	return lines
}

func TestCapacity(t *testing.T) {
	r := graded(rankingOf(90, 80, 70, 60), "AABB")
	tonnes := incentive.Measure{Name: "t", Digits: 1}
	quota := func(name string, amount incentive.Amount, headroom incentive.Per) incentive.Plan {
		return incentive.Capacity{
			Pool: incentive.Pool{Name: name, Measure: tonnes, Amount: amount}, Headroom: headroom,
			Basins: []fill.Ceiling{{Name: "Huai", Members: []string{"000", "001"}, Amount: 500}, {Name: "upper Huai", Members: []string{"001"}, Amount: 150}},
			Barred: map[string]string{"002": "regional limit"}, Clauses: []incentive.Clause{incentive.ByScore{Base: 50}},
		}.Plan()
	}
	cod := quota("COD", 900, incentive.Per{"000": 450, "001": 400, "002": 10, "003": 1000})
	nox := quota("NOx", 300, incentive.Per{"000": 450, "001": 400, "002": 10, "003": 20})
	both, err := incentive.AllocateAll(r, cod, nox)
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 350, "001": 150, "002": 0, "003": 400}, both[0].Per())
	assert.Equal(t, incentive.Per{"000": 160, "001": 120, "002": 0, "003": 20}, both[1].Per())
	assert.Empty(t, both[0].Warnings, "nested")

	// land needs quota won: 2 mu a tonne; the county that is barred from quota
	// keeps its land
	won, err := both[0].Per().Times(20)
	require.NoError(t, err)
	won["002"] = fill.NoCap
	land, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 200_00},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 50}, incentive.CapAt{Name: "2 mu a tonne of COD won", Per: won}},
	}.Allocate(r)
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 70_00, "001": 30_00, "002": 66_66, "003": 33_33}, land.Per())

	delete(nox.Clauses[2].(incentive.CapAt).Per, "003")
	cod.Pool.Amount = -1
	_, err = incentive.AllocateAll(r, cod, nox)
	require.ErrorContains(t, err, "COD: pool COD")
	require.ErrorContains(t, err, "NOx: article 3 (cap: headroom): unit 003")
}

func TestSeveralYears(t *testing.T) {
	r := rankingOf(90, 80, 70)
	last, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 1000},
		Clauses: []incentive.Clause{incentive.CapAt{Name: "request", Per: incentive.Per{"000": 300, "001": 350, "002": 200}}},
	}.Allocate(r)
	require.NoError(t, err)
	require.Equal(t, incentive.Amount(150), last.Remainder)

	p, err := incentive.CarryOver(incentive.Pool{Name: "land", Measure: mu, Amount: 500}, last)
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(650), p.Amount)
	unused, err := last.Unused(incentive.Per{"000": 300, "001": 250, "002": 0})
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 0, "001": 100, "002": 200}, unused)
	a, err := incentive.Plan{Pool: p, Clauses: []incentive.Clause{incentive.Counting{Name: "unused", Per: unused}}}.Allocate(r)
	require.NoError(t, err)
	assert.Equal(t, "316 216 116", fmt.Sprint(a.Per()["000"], a.Per()["001"], a.Per()["002"]))

	back, all, err := incentive.Clawback(unused, 0.333)
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 0, "001": 34, "002": 67}, back)
	assert.Equal(t, incentive.Amount(101), all)

	for want, rule := range map[string]fill.Rule{"176 205 117": nil, "183 233 83": fill.EqualLosses{}, "175 225 100": fill.Talmud{}} {
		a, err := incentive.Cut(last, 500, rule).Allocate(r)
		require.NoError(t, err)
		assert.Equal(t, want, fmt.Sprint(a.Per()["000"], a.Per()["001"], a.Per()["002"]))
	}

	_, err = incentive.CarryOver(incentive.Pool{}, last)
	require.ErrorIs(t, err, incentive.ErrPool)
	_, err = incentive.CarryOver(incentive.Pool{Measure: mu, Amount: fill.NoCap - 1}, last)
	require.ErrorIs(t, err, fill.ErrOverflow)
	_, err = last.Unused(incentive.Per{"000": 301, "001": 1})
	require.ErrorContains(t, err, "used 3.01 of 3.00")
	require.ErrorContains(t, err, "unit 002: missing")
	for share, per := range map[float64]incentive.Per{1.5: unused, -1: unused, 0.5: {"a": -1}} {
		_, _, err = incentive.Clawback(per, share)
		require.Error(t, err)
	}
	_, err = unused.Times(-1)
	require.ErrorIs(t, err, basis.ErrNumber)
	_, err = unused.Times(1e300)
	require.ErrorIs(t, err, fill.ErrOverflow)
	_, err = incentive.Per{"a": fill.NoCap}.Sum()
	require.ErrorIs(t, err, fill.ErrLimits)
	same, err := incentive.Per{"a": fill.NoCap}.Times(2)
	require.NoError(t, err)
	assert.Equal(t, fill.NoCap, same["a"])
}

func TestTierPools(t *testing.T) {
	r := graded(rankingOf(90, 89, 88, 87, 60), "AAAAB")
	a, err := incentive.TierPools(incentive.Pool{Amount: 100}, []incentive.Tier{{"A", 60}, {"B", 40}}, incentive.CapAt{Name: "request", Per: incentive.Each(r, 30)}).Allocate(r)
	require.NoError(t, err)
	assert.Equal(t, incentive.Per{"000": 15, "001": 15, "002": 15, "003": 15, "004": 30}, a.Per(), "a B county gets more than any A county")
	assert.Equal(t, incentive.Amount(10), a.Remainder)
}
