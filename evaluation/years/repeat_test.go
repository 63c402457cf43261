package years_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

// published is a ranking of one indicator that is the score, graded A, B, D.
func published(t *testing.T, year int, scores map[string]float64) years.Published {
	t.Helper()
	e := made(t, year, keys(scores), []string{"c0", "c1"}, map[string]float64{"c0": 1, "c1": 1},
		map[string]indicators.Range{"c0": {Hi: 100}, "c1": {Hi: 100}}, func(u, c string) float64 { return scores[u] })
	e.Scheme.Decision.Grader = evaluation.Thresholds{{Grade: "A", AtLeast: 70}, {Grade: "B", AtLeast: 40}, {Grade: "D", Rest: true}}
	return years.Published{Year: year, Ranking: outcome(t, e).Ranking}
}

func keys(m map[string]float64) []string {
	var out []string
	for _, k := range []string{"u0", "u1", "u2", "u3", "u4"} {
		if _, ok := m[k]; ok {
			out = append(out, k)
		}
	}
	return out
}

func three(t *testing.T) []years.Published {
	t.Helper()
	return []years.Published{
		published(t, 2021, map[string]float64{"u0": 90, "u1": 80, "u2": 30, "u3": 20}),
		published(t, 2022, map[string]float64{"u0": 60, "u1": 60, "u2": 20, "u3": 70, "u4": 10}),
		published(t, 2023, map[string]float64{"u0": 85, "u1": 30, "u2": 30, "u3": 75, "u4": 50}),
	}
}

func named(list []years.Repeated) map[string][]int {
	out := map[string][]int{}
	for _, x := range list {
		out[x.Unit.Code] = x.Years
	}
	return out
}

func TestRepeat(t *testing.T) {
	all := three(t)
	for name, c := range map[string]struct {
		rule years.Repeat
		want map[string][]int
	}{
		"first two in two of three":    {years.Repeat{First: 2, M: 2, N: 3}, map[string][]int{"u0": {2021, 2022, 2023}, "u1": {2021, 2022}, "u3": {2022, 2023}}},
		"first one ever":               {years.Repeat{First: 1}, map[string][]int{"u0": {2021, 2023}, "u3": {2022}}},
		"first one in the last two":    {years.Repeat{First: 1, N: 2}, map[string][]int{"u0": {2023}, "u3": {2022}}},
		"grade D running":              {years.Repeat{Grades: []string{"D"}, M: 2, N: 2}, map[string][]int{"u2": {2022, 2023}}},
		"last two in two of three":     {years.Repeat{Last: 2, M: 2}, map[string][]int{"u2": {2021, 2022, 2023}}},
		"tied at the end, the last 1":  {years.Repeat{Last: 1, N: 1}, map[string][]int{}},
		"tied at the end, the last 2":  {years.Repeat{Last: 2, N: 1}, map[string][]int{"u1": {2023}, "u2": {2023}}},
		"tied at a border, first two ": {years.Repeat{First: 2, N: 2, M: 2}, map[string][]int{"u0": {2022, 2023}, "u3": {2022, 2023}}},
	} {
		got, err := c.rule.Of(all...)
		require.NoError(t, err, name)
		assert.Equal(t, c.want, named(got), name)
	}
	first, err := years.Repeat{First: 2}.FirstTime(all[0], all[1])
	require.NoError(t, err)
	assert.Equal(t, map[string][]int{"u3": {2022}}, named(first), "the others were there in 2021")
}

func TestRepeatRefuses(t *testing.T) {
	all := three(t)
	for name, r := range map[string]years.Repeat{
		"nothing": {}, "two": {First: 1, Last: 1}, "years": {First: 1, N: 4}, "m": {First: 1, M: 3, N: 2}, "grade": {Grades: []string{"E"}}, "below": {First: -1},
	} {
		_, err := r.Of(all...)
		require.ErrorIs(t, err, years.ErrRepeat, name)
		_, err = r.FirstTime()
		require.ErrorIs(t, err, years.ErrRepeat, name)
	}
	_, err := years.Repeat{First: 1}.Of(all[1], all[0])
	require.ErrorContains(t, err, "2021 comes after 2022")
}

func TestMeans(t *testing.T) {
	all := three(t)
	got, err := years.Means(all...)
	require.NoError(t, err)
	require.Len(t, got, 4, "u4 has no score of 2021")
	assert.Equal(t, "u0", got[0].Unit.Code)
	assert.Equal(t, []float64{90, 60, 85}, got[0].Scores)
	assert.InDelta(t, 235.0/3, got[0].Mean, 1e-12)
	assert.Equal(t, []int{1, 2, 3, 4}, []int{got[0].Rank, got[1].Rank, got[2].Rank, got[3].Rank})
	tie, err := years.Means(all[1])
	require.NoError(t, err)
	assert.Equal(t, []int{1, 2, 2, 4, 5}, []int{tie[0].Rank, tie[1].Rank, tie[2].Rank, tie[3].Rank, tie[4].Rank})

	_, err = years.Means()
	require.ErrorIs(t, err, years.ErrRepeat)
	other := all[2]
	other.Ranking.Ties = evaluation.Ties{}
	_, err = years.Means(all[0], other)
	require.ErrorIs(t, err, evaluation.ErrTies)
}

func TestEditions(t *testing.T) {
	from, to := pair(t, 3, 6)
	_, err := from.Edition.By(to.Edition.Scheme).Evaluate()
	require.ErrorContains(t, err, "the edition of 2022 by the scheme of 2023", "it has no c4")

	units, codes, w := []string{"u0", "u1", "u2"}, []string{"c0", "c1"}, map[string]float64{"c0": 1, "c1": 3}
	a := outcome(t, made(t, 1, units, codes, w, nil, func(u, c string) float64 { return float64(u[1]) }))
	e := made(t, 2, units, codes, w, nil, func(u, c string) float64 { return 1 + float64(u[1]) })
	z := outcome(t, e)
	frozen := outcome(t, e.OnScales(a))
	assert.Equal(t, 1, frozen.Edition.Scales)
	p, _ := z.Ranking.Find("u2")
	q, _ := frozen.Ranking.Find("u2")
	assert.InDelta(t, 100, p.Score, 0, "a new scale shows places")
	assert.InDelta(t, 150, q.Score, 0, "an old one shows progress")
	again, err := years.Beside(z.Edition.Scheme, a)
	require.NoError(t, err)
	assert.Equal(t, a.Ranking, again[0].Published)
	assert.Equal(t, [2]int{1, 2}, [2]int{again[0].Year, again[0].Scheme})
}
