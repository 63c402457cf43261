package scrutiny_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestSums(t *testing.T) {
	r := inRegions([]float64{60, 30, 10, 5}, "EWEW", "ccdd")
	r.Places[0].Unit.Tags = indicators.NewTags(map[string]string{"basin": "north"})
	r.Places[0].Grade = "A"
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Measure: incentive.Measure{Name: "mu", Digits: 1}, Amount: 11.1, Reserve: 1},
		Clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.ByScore{}},
	}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	s, err := scrutiny.Sums(a, "region")
	require.NoError(t, err)
	assert.Equal(t, []scrutiny.SumRow{
		{Keys: []string{"E"}, Counties: 2, Eligible: 2, Awarded: 2, Amount: 70},
		{Keys: []string{"W"}, Counties: 2, Eligible: 1, Awarded: 1, Amount: 30},
	}, s.Rows)
	assert.Equal(t, scrutiny.SumRow{Counties: 4, Eligible: 3, Awarded: 3, Amount: 100}, s.Total)
	assert.Equal(t, []incentive.Amount{1, 10, 111}, []incentive.Amount{s.Remainder, s.Reserve, s.Pool})

	both, err := scrutiny.Sums(a, "region", "class")
	require.NoError(t, err)
	require.Len(t, both.Rows, 4)
	assert.Equal(t, []string{"E", "d"}, both.Rows[2].Keys)
	for by, keys := range map[string][]string{"tag:basin": {"north", ""}, "grade": {"A", ""}} {
		s, err := scrutiny.Sums(a, by)
		require.NoError(t, err)
		assert.Equal(t, keys, slices.Concat(s.Rows[0].Keys, s.Rows[1].Keys))
	}
	none, err := scrutiny.Sums(a)
	require.NoError(t, err)
	require.Len(t, none.Rows, 1)
	assert.Equal(t, incentive.Amount(100), none.Rows[0].Amount)
	_, err = scrutiny.Sums(a, "")
	require.ErrorIs(t, err, basis.ErrMissing)
	a.Awards[1].Amount++
	_, err = scrutiny.Sums(a, "region")
	require.ErrorIs(t, err, incentive.ErrCheck)
}
