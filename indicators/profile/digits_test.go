package profile_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

func TestFirstDigit(t *testing.T) {
	var ref reference
	readJSON(t, "reference.json", &ref)
	var x []float64
	for d, k := range ref.First.Observed { // across four orders of magnitude, with signs
		for i := range int(k) {
			x = append(x, math.Copysign((float64(d+1)+0.5)*math.Pow10(i%4-1), float64(i%2)-0.5))
		}
	}
	x = append(x, 0, nan)
	got := find(t, profile.FirstDigit{}, one(t, x...))
	require.Len(t, got, 1)
	assert.Equal(t, profile.RuleFirstDigit, got[0].Rule)
	assert.InEpsilon(t, ref.First.P, got[0].Figure, 1e-9)
	assert.Equal(t, 0.01, got[0].Limit)
	assert.Equal(t, "chi-square 30.0586 of 225 digits, p = 0.000206392 below 0.01; the most striking is 5: 40 times where 17.8 are expected", got[0].Text.String())
	assert.Empty(t, find(t, profile.FirstDigit{Level: 1e-4}, one(t, x...)))

	// Products of many factors follow the law; a range of one order cannot.
	r := rand.New(rand.NewPCG(9, 10))
	honest, narrow := make([]float64, 400), make([]float64, 400)
	for i := range honest {
		honest[i] = math.Exp(4 * r.NormFloat64())
		narrow[i] = 100 + 50*r.Float64()
	}
	assert.Empty(t, find(t, profile.FirstDigit{}, one(t, honest...)))
	open := find(t, profile.FirstDigit{}, one(t, narrow...))
	require.Len(t, open, 1)
	require.ErrorIs(t, open[0].Err, profile.ErrUnfit)
	open = find(t, profile.FirstDigit{}, one(t, honest[:109]...))
	require.Len(t, open, 1)
	require.ErrorIs(t, open[0].Err, basis.ErrFew)
	_, err := profile.FirstDigit{Level: -1}.Find(one(t, 1))
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = profile.FirstDigit{Columns: []string{"y"}}.Find(one(t, 1))
	require.ErrorIs(t, err, basis.ErrUnknown)
}

func TestLastDigit(t *testing.T) {
	var ref reference
	readJSON(t, "reference.json", &ref)
	var whole, decimal []float64
	for d, k := range ref.Last.Observed {
		for i := range int(k) {
			whole = append(whole, float64(1000+10*i+d))
			decimal = append(decimal, -float64(1000+10*i+d)/100) // digits 0 are not written out
		}
	}
	whole = append(whole, 7, 12, 0, nan) // of fewer than three digits, or none
	decimal = append(decimal, 0.05, 0.99, 0, nan)
	for _, x := range [][]float64{whole, decimal} {
		got := find(t, profile.LastDigit{}, one(t, x...))
		require.Len(t, got, 1)
		assert.InEpsilon(t, ref.Last.P, got[0].Figure, 1e-9)
		assert.Contains(t, got[0].Text.String(), "of 140 digits")
		assert.Contains(t, got[0].Text.String(), "the most striking is 0: 40 times where 14 are expected")
	}
	even := make([]float64, 100)
	for i := range even {
		even[i] = float64(100 + i)
	}
	assert.Empty(t, find(t, profile.LastDigit{}, one(t, even...)))
	open := find(t, profile.LastDigit{}, one(t, even[:49]...))
	require.Len(t, open, 1)
	require.ErrorIs(t, open[0].Err, basis.ErrFew)
	computed := make([]float64, 100)
	for i := range computed {
		computed[i] = float64(i+1) / 7
	}
	open = find(t, profile.LastDigit{}, one(t, computed...))
	require.Len(t, open, 1)
	require.ErrorIs(t, open[0].Err, profile.ErrUnfit)
	// Derived figures are left out.
	tab := one(t, even...)
	tab, err := tab.WithColumn("x", even, indicators.MarkAll(even, indicators.Derived))
	require.NoError(t, err)
	open = find(t, profile.LastDigit{}, tab)
	require.Len(t, open, 1)
	require.ErrorIs(t, open[0].Err, basis.ErrFew)
}
