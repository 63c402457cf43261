package scheme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

const overYears = `round:
  notice_days: 5
  decide_days: 10
  unanswered: count as missing
  may_miss: [energy]
  priority: [department]
years:
  events:
    - {name: first running, name_zh: 连续第一, rule: {first: 1, m: 2, n: 2}}
    - {name: new in A, rule: {grades: [A]}, first_time: true}
  paces:
    - {code: growth, wanted: 0.5, change: 0.1}
`

// TestRoundAndYears: what a scheme says of rounds and years is read, written back, and used.
func TestRoundAndYears(t *testing.T) {
	f := smallFile(t, small+overYears)
	again, err := scheme.Marshal(f.Scheme)
	require.NoError(t, err)
	s, err := scheme.Read(again, "again.yaml")
	require.NoError(t, err)
	assert.Equal(t, f.Scheme.Round, s.Round)
	assert.Equal(t, f.Scheme.Years, s.Years)

	c, err := f.Call()
	require.NoError(t, err)
	assert.Equal(t, []int{5, 10}, []int{c.NoticeDays, c.DecideDays})
	assert.Equal(t, procedure.CountMissing, c.Unanswered)
	assert.Equal(t, []string{"energy"}, c.MayMiss)
	assert.Equal(t, procedure.SchemeOf(c.Scheme.Name, string(f.Text)), c.Scheme)
	assert.Equal(t, "overall", c.Framework.Code())
	bare, err := smallFile(t, small).Call()
	require.NoError(t, err)
	assert.Zero(t, bare.NoticeDays)

	var history []years.Published
	for year, grades := range []string{"AB", "BA", "BA"} {
		r := evaluation.Ranking{Grades: []string{"A", "B"}}
		for i, g := range grades {
			r.Places = append(r.Places, evaluation.Place{Unit: indicators.Unit{Code: string(rune('1' + i))}, Rank: map[rune]int{'A': 1, 'B': 2}[g], Grade: string(g)})
		}
		history = append(history, years.Published{Year: 2023 + year, Ranking: r})
	}
	found, err := f.Scheme.Years.Happened(history[:2]...)
	require.NoError(t, err)
	require.Len(t, found, 2)
	assert.Empty(t, found[0].Units, "another is the first each year")
	require.Len(t, found[1].Units, 1)
	assert.Equal(t, "2", found[1].Units[0].Unit.Code)
	found, err = f.Scheme.Years.Happened(history...)
	require.NoError(t, err)
	require.Len(t, found[0].Units, 1)
	assert.Equal(t, "2", found[0].Units[0].Unit.Code)
	assert.Empty(t, found[1].Units, "it had A the year before, too")
	_, err = f.Scheme.Years.Happened(history[:1]...)
	require.ErrorContains(t, err, "first running: ")

	_, table := opened(t, nil)
	x := table.Column("growth").Copy()
	for i := range x {
		x[i] += []float64{1, 0, -1, 0.3, 2}[i]
	}
	later, err := table.WithColumn("growth", x, indicators.MarkAll(x, indicators.Reported))
	require.NoError(t, err)
	panel, err := indicators.NewPanel(map[int]*indicators.Table{2023: table, 2024: later})
	require.NoError(t, err)
	trends, err := f.Scheme.Years.Trends(panel, 2023, 2024)
	require.NoError(t, err)
	var got []years.Status
	for _, x := range trends {
		got = append(got, x.Status)
	}
	assert.Equal(t, []years.Status{years.OnTrack, years.Stalled, years.Falling, years.Slow, years.OnTrack}, got)
}

// TestRoundAndYearsFaults: each at its line.
func TestRoundAndYearsFaults(t *testing.T) {
	_, err := scheme.Read([]byte(with(t, "plans:\n", "round: {notice_days: five, may_miss: [enery]}\nyears: {paces: [{code: growht, wanted: 1, change: 0.1}], event: []}\nplans:\n")), "s.yaml")
	require.Error(t, err)
	for _, want := range []string{"notice_days", "\"enery\"", "\"growht\"", "did you mean", "key \"event\" is unknown"} {
		assert.ErrorContains(t, err, want)
	}
}
