package main

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestAddress: a view is what its address says, and nothing is lost on the way.
func TestAddress(t *testing.T) {
	e := henan(t)
	rapid.Check(t, func(t *rapid.T) {
		v := state{dials: map[string]float64{}, switches: map[string]string{}}
		for _, d := range e.dials {
			x := float64(rapid.IntRange(0, 1_000_000).Draw(t, d.Key)) / 100
			if rapid.Bool().Draw(t, "moved") && x != d.Value {
				v.dials[d.Key] = x
			}
			if d.Code != "" && rapid.Bool().Draw(t, "pinned") {
				v.pinned = append(v.pinned, d.Code)
			}
		}
		for _, l := range e.switches {
			if at := rapid.SampledFrom(l.Options).Draw(t, l.Key).Key; at != l.Published {
				v.switches[l.Key] = at
			}
		}
		v.pool = rapid.IntRange(0, len(e.pools)-1).Draw(t, "pool")
		q, err := url.ParseQuery(v.encode(basis.Chinese))
		require.NoError(t, err)
		back, err := e.decode(q)
		require.NoError(t, err)
		assert.Equal(t, v, back)
	})
}

// TestApply: a view changes nothing of the published scheme itself, and no view changes nothing.
func TestApply(t *testing.T) {
	e := henan(t)
	before, err := scheme.Marshal(e.in.Scheme.Scheme)
	require.NoError(t, err)
	q, err := url.ParseQuery("w.sec_va=5&w.enterprises=20&normalize=percentile&impute=left_out&base.1.2=45&cap.1.3=700&cap.1.4=2&amount.3=45000")
	require.NoError(t, err)
	v, err := e.decode(q)
	require.NoError(t, err)
	changed, err := scheme.Marshal(e.apply(e.in.Scheme.Scheme, v))
	require.NoError(t, err)
	after, err := scheme.Marshal(e.in.Scheme.Scheme)
	require.NoError(t, err)
	same, err := scheme.Marshal(published(e))
	require.NoError(t, err)
	assert.NotEqual(t, string(before), string(changed))
	assert.Equal(t, string(before), string(after))
	assert.Equal(t, string(before), string(same))
}

// FuzzDecode: no query ends the program, and one that is accepted says the same when it is
// written again.
func FuzzDecode(f *testing.F) {
	e := henan(f)
	for _, seed := range []string{
		"", "lang=zh", "w.scale=30&w.talent=15", "normalize=percentile&pool=2&pin=scale&pin=talent", "amount.1=0&base.1.2=-1", "%zz", "w.scale=1e309&w.scale=NaN",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		v, err := e.decode(q)
		if err != nil {
			require.NotEmpty(t, reader(basis.Chinese).complain(err))
			return
		}
		again, err := url.ParseQuery(v.encode(basis.English))
		require.NoError(t, err)
		back, err := e.decode(again)
		require.NoError(t, err)
		require.Equal(t, v, back)
	})
}
