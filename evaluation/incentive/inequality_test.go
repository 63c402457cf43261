package incentive_test

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
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

func TestInequalityGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "inequality_*.json"))
	require.NoError(t, err)
	require.Len(t, files, 4)
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[struct {
				X []float64 `json:"x"`
			}](t, g.Input)
			want := decode[map[string]any](t, g.Output)
			var amounts []incentive.Amount
			for _, x := range in.X {
				amounts = append(amounts, incentive.Amount(math.Round(100*x)))
			}
			q, err := incentive.InequalityOf(amounts)
			require.NoError(t, err)
			half, err := q.Atkinson(0.5)
			require.NoError(t, err)
			one, err := q.Atkinson(1)
			require.NoError(t, err)
			for key, got := range map[string]float64{
				"Gini": q.Gini, "Theil_T": q.TheilT, "Theil_L": q.TheilL, "Jain": q.Jain, "Atkinson_0.5": half, "Atkinson_1": one,
			} {
				assert.InEpsilon(t, want[key], got, 1e-12, key)
			}
			lorenz := want["Lorenz_L"].([]any)
			n := len(amounts)
			for k := 1; k <= n; k++ {
				assert.InDelta(t, 1-lorenz[n-k].(float64), q.TopShare(k), 1e-12)
			}
		})
	}
}

func TestInequalityEdges(t *testing.T) {
	q, err := incentive.InequalityOf([]incentive.Amount{0, 30, 10})
	require.NoError(t, err)
	assert.Equal(t, incentive.Amount(40), q.Total)
	assert.Equal(t, []incentive.Amount{0, 30}, []incentive.Amount{q.Least, q.Most})
	assert.Equal(t, 1, q.Zeros)
	assert.InDelta(t, 0.5, q.Gini, 1e-15)
	assert.InDelta(t, 1600.0/3000, q.Jain, 1e-15)
	assert.True(t, math.IsInf(q.TheilL, 1), "a zero is not skipped")
	assert.False(t, math.IsInf(q.TheilT, 0))
	for _, eps := range []float64{1, 2} {
		a, err := q.Atkinson(eps)
		require.NoError(t, err)
		assert.InDelta(t, 1, a, 0)
	}
	a, err := q.Atkinson(0.5) // (sqrt(30)+sqrt(10))^2 / 9 of the mean 40/3
	require.NoError(t, err)
	assert.InEpsilon(t, 1-math.Pow(math.Sqrt(30)+math.Sqrt(10), 2)/9/(40.0/3), a, 1e-12)
	for _, eps := range []float64{0, -1, math.NaN(), math.Inf(1)} {
		_, err := q.Atkinson(eps)
		require.ErrorIs(t, err, basis.ErrNumber)
	}
	_, err = incentive.Inequality{}.Atkinson(1)
	require.ErrorIs(t, err, basis.ErrNumber)
	assert.Zero(t, incentive.Inequality{}.TopShare(1))
	assert.InDelta(t, 1, q.TopShare(7), 0)
	assert.Zero(t, q.TopShare(0))
	assert.Zero(t, q.TopShare(-1))

	one, err := incentive.InequalityOf([]incentive.Amount{7})
	require.NoError(t, err)
	assert.Equal(t, []float64{0, 0, 0, 1}, []float64{one.Gini, one.TheilT, one.TheilL, one.Jain})

	for name, c := range map[string]struct {
		x   []incentive.Amount
		err error
	}{
		"none":     {nil, basis.ErrNumber},
		"negative": {[]incentive.Amount{-1, 2}, basis.ErrNumber},
		"zeros":    {[]incentive.Amount{0, 0}, basis.ErrNumber},
		"too much": {[]incentive.Amount{fill.NoCap, 1}, fill.ErrOverflow},
	} {
		_, err := incentive.InequalityOf(c.x)
		require.ErrorIs(t, err, c.err, name)
	}
}

// inRegions is a ranking of counties with regions and classes.
func inRegions(scores []float64, regions, classes string) evaluation.Ranking {
	r := rankingOf(scores...)
	for i := range r.Places {
		r.Places[i].Unit.Region = regions[i : i+1]
		r.Places[i].Unit.Class = classes[i : i+1]
	}
	return r
}

func TestAllocationInequality(t *testing.T) {
	r := inRegions([]float64{60, 30, 10, 5}, "EWEW", "ccdd")
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{}}}.Allocate(r)
	require.NoError(t, err)
	eligible, err := a.Inequality(incentive.Eligible)
	require.NoError(t, err)
	all, err := a.Inequality(incentive.All)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 0, 4, 1}, []int{eligible.N, eligible.Zeros, all.N, all.Zeros})
	assert.InDelta(t, 1.0/3, eligible.Gini, 1e-15) // (-2*10 + 0 + 2*60)/300
	assert.Greater(t, all.Gini, eligible.Gini)
	_, err = a.Inequality(2)
	require.ErrorIs(t, err, basis.ErrNumber)
	assert.Equal(t, []string{"eligible", "all", "Who(2)"}, []string{incentive.Eligible.String(), incentive.All.String(), incentive.Who(2).String()})

	d, err := a.TheilBy(incentive.All, incentive.RegionOf)
	require.NoError(t, err)
	require.Len(t, d.Groups, 2)
	assert.Equal(t, incentive.TheilGroup{Key: "E", N: 2, Total: 70, TheilT: d.Groups[0].TheilT, TheilL: d.Groups[0].TheilL}, d.Groups[0])
	assert.InDelta(t, 0.7*math.Log(35.0/25)+0.3*math.Log(15.0/25), d.BetweenT, 1e-12)
	assert.InDelta(t, d.TheilT, d.BetweenT+d.WithinT, 1e-12)
	assert.InDelta(t, d.BetweenT/d.TheilT, d.ShareBetweenT, 1e-15)
	assert.True(t, math.IsInf(d.WithinL, 1), "a county without anything")
	alone, err := a.TheilBy(incentive.All, func(p evaluation.Place) string { return p.Unit.Code })
	require.NoError(t, err)
	assert.True(t, math.IsInf(alone.BetweenL, 1), "a group without anything")
	assert.InDelta(t, 0, alone.WithinT, 0)
	_, err = a.TheilBy(incentive.All, nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = a.TheilBy(7, incentive.RegionOf)
	require.ErrorIs(t, err, basis.ErrNumber)
	_, err = (&incentive.Allocation{}).TheilBy(incentive.All, incentive.RegionOf)
	require.ErrorIs(t, err, basis.ErrNumber)
}

func TestInequalityProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.SliceOfN(rapid.Int64Range(1, 1e6), 1, 8).Draw(t, "x")
		k := rapid.Int64Range(1, 9).Draw(t, "k")
		var plain, scaled, twice []incentive.Amount
		r := rankingOf(make([]float64, len(x))...)
		a := &incentive.Allocation{}
		for i, v := range x {
			plain = append(plain, incentive.Amount(v))
			scaled = append(scaled, incentive.Amount(k*v))
			twice = append(twice, incentive.Amount(v), incentive.Amount(v))
			p := r.Places[i]
			p.Unit.Region = string(rune('a' + i%3))
			a.Awards = append(a.Awards, incentive.Award{Place: p, Amount: incentive.Amount(v)})
		}
		q, err := incentive.InequalityOf(plain)
		require.NoError(t, err)
		at := func(q incentive.Inequality) []float64 {
			half, err := q.Atkinson(0.5)
			require.NoError(t, err)
			two, err := q.Atkinson(2)
			require.NoError(t, err)
			return []float64{q.Gini, q.TheilT, q.TheilL, q.Jain, half, two}
		}
		for _, other := range [][]incentive.Amount{scaled, twice} {
			o, err := incentive.InequalityOf(other)
			require.NoError(t, err)
			assert.InDeltaSlice(t, at(q), at(o), 1e-9, "neither scale nor replication matters")
		}
		n := float64(len(x))
		assert.True(t, q.Gini >= 0 && q.Gini <= 1-1/n+1e-12)
		assert.True(t, q.Jain >= 1/n-1e-12 && q.Jain <= 1)
		assert.LessOrEqual(t, q.TheilT, math.Log(n)+1e-12)
		d, err := a.TheilBy(incentive.All, incentive.RegionOf)
		require.NoError(t, err)
		assert.InDelta(t, q.TheilT, d.BetweenT+d.WithinT, 1e-9)
		assert.InDelta(t, q.TheilL, d.BetweenL+d.WithinL, 1e-9)
		assert.GreaterOrEqual(t, d.BetweenT, -1e-12)
	})
}

func TestSums(t *testing.T) {
	r := inRegions([]float64{60, 30, 10, 5}, "EWEW", "ccdd")
	r.Places[0].Unit.Tags = indicators.NewTags(map[string]string{"basin": "north"})
	r.Places[0].Grade = "A"
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Measure: incentive.Measure{Name: "mu", Digits: 1}, Amount: 111, Reserve: 10},
		Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{}},
	}.Allocate(r)
	require.NoError(t, err)
	s, err := a.Sums(incentive.RegionOf)
	require.NoError(t, err)
	assert.Equal(t, []incentive.SumRow{
		{Keys: []string{"E"}, Counties: 2, Eligible: 2, Awarded: 2, Amount: 70},
		{Keys: []string{"W"}, Counties: 2, Eligible: 1, Awarded: 1, Amount: 30},
	}, s.Rows)
	assert.Equal(t, incentive.SumRow{Counties: 4, Eligible: 3, Awarded: 3, Amount: 100}, s.Total)
	assert.Equal(t, []incentive.Amount{1, 10, 111}, []incentive.Amount{s.Remainder, s.Reserve, s.Pool})
	var en, zh bytes.Buffer
	require.NoError(t, s.Write(&en, "en", "region"))
	assert.Equal(t, "region,counties,eligible,awarded,amount (mu)\nE,2,2,2,7.0\nW,2,1,1,3.0\ntotal,4,3,3,10.0\nremainder,,,,0.1\nreserve,,,,1.0\npool,,,,11.1\n", en.String())
	require.NoError(t, s.Write(&zh, "zh", "省辖市"))
	assert.Contains(t, zh.String(), "奖励量（mu）\nE,2,2,2,7.0")
	assert.Contains(t, zh.String(), "结余,,,,0.1\n预留,,,,1.0\n奖励总量,,,,11.1\n")
	require.ErrorIs(t, s.Write(&zh, "fr", "x"), incentive.ErrLanguage)
	require.ErrorIs(t, s.Write(&zh, "en"), basis.ErrMissing)

	both, err := a.Sums(incentive.RegionOf, incentive.ClassOf)
	require.NoError(t, err)
	require.Len(t, both.Rows, 4)
	assert.Equal(t, []string{"E", "d"}, both.Rows[2].Keys)
	for by, keys := range map[string][]string{"basin": {"north", ""}, "grade": {"A", ""}} {
		g := incentive.TagOf("basin")
		if by == "grade" {
			g = incentive.GradeOf
		}
		s, err := a.Sums(g)
		require.NoError(t, err)
		assert.Equal(t, keys, slices.Concat(s.Rows[0].Keys, s.Rows[1].Keys))
	}
	none, err := a.Sums()
	require.NoError(t, err)
	require.Len(t, none.Rows, 1)
	assert.Equal(t, incentive.Amount(100), none.Rows[0].Amount)
	_, err = a.Sums(nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	a.Awards[1].Amount++
	_, err = a.Sums(incentive.RegionOf)
	require.ErrorIs(t, err, incentive.ErrCheck)
}

// TestSumsGuard: a name that a spreadsheet would run is written as text.
func TestSumsGuard(t *testing.T) {
	r := rankingOf(1)
	r.Places[0].Unit = indicators.Unit{Code: "x", Region: "=1+1"}
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1}}.Allocate(r)
	require.NoError(t, err)
	s, err := a.Sums(incentive.RegionOf)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, s.Write(&b, "en", "region"))
	assert.NotContains(t, b.String(), "\n=1+1")
}
