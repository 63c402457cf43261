package scrutiny_test

import (
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
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
			q, err := scrutiny.InequalityAmong(amounts)
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
	q, err := scrutiny.InequalityAmong([]incentive.Amount{0, 30, 10})
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
	_, err = scrutiny.Inequality{}.Atkinson(1)
	require.ErrorIs(t, err, basis.ErrNumber)
	assert.Zero(t, scrutiny.Inequality{}.TopShare(1))
	assert.InDelta(t, 1, q.TopShare(7), 0)
	assert.Zero(t, q.TopShare(0))
	assert.Zero(t, q.TopShare(-1))

	one, err := scrutiny.InequalityAmong([]incentive.Amount{7})
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
		_, err := scrutiny.InequalityAmong(c.x)
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
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{}}}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	eligible, err := scrutiny.InequalityOf(a, scrutiny.Eligible)
	require.NoError(t, err)
	all, err := scrutiny.InequalityOf(a, scrutiny.Everyone)
	require.NoError(t, err)
	assert.Equal(t, []int{3, 0, 4, 1}, []int{eligible.N, eligible.Zeros, all.N, all.Zeros})
	assert.InDelta(t, 1.0/3, eligible.Gini, 1e-15) // (-2*10 + 0 + 2*60)/300
	assert.Greater(t, all.Gini, eligible.Gini)
	_, err = scrutiny.InequalityOf(a, 2)
	require.ErrorIs(t, err, basis.ErrNumber)
	assert.Equal(t, []string{"eligible", "everyone", "Who(2)"}, []string{scrutiny.Eligible.String(), scrutiny.Everyone.String(), scrutiny.Who(2).String()})

	d, err := scrutiny.TheilBy(a, scrutiny.Everyone, "region")
	require.NoError(t, err)
	require.Len(t, d.Groups, 2)
	assert.Equal(t, scrutiny.TheilGroup{Key: "E", N: 2, Total: 70, TheilT: d.Groups[0].TheilT, TheilL: d.Groups[0].TheilL}, d.Groups[0])
	assert.InDelta(t, 0.7*math.Log(35.0/25)+0.3*math.Log(15.0/25), d.BetweenT, 1e-12)
	assert.InDelta(t, d.TheilT, d.BetweenT+d.WithinT, 1e-12)
	assert.InDelta(t, d.BetweenT/d.TheilT, d.ShareBetweenT, 1e-15)
	assert.True(t, math.IsInf(d.WithinL, 1), "a county without anything")
	for i := range a.Awards {
		a.Awards[i].Place.Unit.Level = code(i)
	}
	alone, err := scrutiny.TheilBy(a, scrutiny.Everyone, "level")
	require.NoError(t, err)
	assert.True(t, math.IsInf(alone.BetweenL, 1), "a group without anything")
	assert.InDelta(t, 0, alone.WithinT, 0)
	_, err = scrutiny.TheilBy(a, scrutiny.Everyone, "")
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = scrutiny.TheilBy(a, scrutiny.Everyone, "prefecture")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = scrutiny.TheilBy(a, scrutiny.Everyone, "code")
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = scrutiny.TheilBy(a, 7, "region")
	require.ErrorIs(t, err, basis.ErrNumber)
	_, err = scrutiny.TheilBy(&incentive.Allocation{}, scrutiny.Everyone, "region")
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
		q, err := scrutiny.InequalityAmong(plain)
		require.NoError(t, err)
		at := func(q scrutiny.Inequality) []float64 {
			half, err := q.Atkinson(0.5)
			require.NoError(t, err)
			two, err := q.Atkinson(2)
			require.NoError(t, err)
			return []float64{q.Gini, q.TheilT, q.TheilL, q.Jain, half, two}
		}
		for _, other := range [][]incentive.Amount{scaled, twice} {
			o, err := scrutiny.InequalityAmong(other)
			require.NoError(t, err)
			assert.InDeltaSlice(t, at(q), at(o), 1e-9, "neither scale nor replication matters")
		}
		n := float64(len(x))
		assert.True(t, q.Gini >= 0 && q.Gini <= 1-1/n+1e-12)
		assert.True(t, q.Jain >= 1/n-1e-12 && q.Jain <= 1)
		assert.LessOrEqual(t, q.TheilT, math.Log(n)+1e-12)
		d, err := scrutiny.TheilBy(a, scrutiny.Everyone, "region")
		require.NoError(t, err)
		assert.InDelta(t, q.TheilT, d.BetweenT+d.WithinT, 1e-9)
		assert.InDelta(t, q.TheilL, d.BetweenL+d.WithinL, 1e-9)
		assert.GreaterOrEqual(t, d.BetweenT, -1e-12)
	})
}
