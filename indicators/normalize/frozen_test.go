package normalize_test

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// lastYear has a scale of every kind.
func lastYear() normalize.Frozen {
	linear := normalize.LinearScale{From: 0.1, To: 5, Lo: 0, Hi: 100}
	z := normalize.ZScoreScale{Direction: indicators.Lower, Mean: 3, SD: 2, NewMean: 50, NewSD: 10}
	return normalize.Frozen{
		"va":     linear,
		"ph":     normalize.TargetScale{Target: indicators.Range{Lo: 6, Hi: 8}, Bounds: indicators.Range{Lo: 3, Hi: 9}, Lo: 0, Hi: 1},
		"so2":    z,
		"water":  normalize.ZScoreScale{Direction: indicators.Target, Target: rng(1, 2), Mean: 3, SD: 2, NewSD: 1},
		"rd":     normalize.RankScale{Sorted: []float64{1, 1, 4}},
		"near":   normalize.RankScale{Direction: indicators.Target, Target: rng(1, 2), Sorted: []float64{0, 7}},
		"jobs":   normalize.ClassScale{By: map[string]normalize.Scale{"county": linear, "district": normalize.ClipScale{Of: z, Lo: 1, Hi: 9}}},
		"cut":    normalize.ClipScale{Of: linear, Lo: 10, Hi: 90},
		"power":  normalize.ExponentialScale{Of: linear, Lo: 60, Hi: 100},
		"ratio":  normalize.RatioScale{Direction: indicators.Lower, Base: 26.01, Points: 30, Cost: normalize.Mirror, Floor: new(0.0)},
		"share":  normalize.RatioScale{Base: 1e5, Points: 1, Cap: new(0.5)},
		"pure":   normalize.RatioScale{Direction: indicators.Target, Target: rng(1, 2), Points: 100},
		"goal":   normalize.CompletionScale{Base: 25, Target: 15, AtBase: 1, AtTarget: 20, Over: 0.5, Cap: new(30.0)},
		"dense":  normalize.RankScale{Direction: indicators.Lower, Ties: normalize.DenseTies, Sorted: []float64{1, 4}},
		"share2": normalize.PercentileScale{Rank: normalize.RankScale{Sorted: []float64{1, 4}, Ties: normalize.LowestTies}, OfAll: true, Points: 1},
		"votes":  normalize.BordaScale{Rank: normalize.RankScale{Sorted: []float64{1, 4}}},
		"peers":  normalize.PeerScale{Of: normalize.ClassScale{By: map[string]normalize.Scale{"county": linear, "district": z}}, Mean: map[string]float64{"county": 40, "": 7}},
		"fixed":  normalize.PointsScale{Of: linear, Missing: -3, ZeroToo: true},
		"nil":    normalize.PointsScale{Of: z},
		"log":    normalize.LogScale{Of: z},
		"bands":  normalize.BandScale{Of: linear, Below: -1, Bands: []normalize.Band{{From: 10, Points: 5}, {From: 50, Points: 7}}},
		"both":   normalize.ClipScale{Of: normalize.ClassScale{By: map[string]normalize.Scale{"county": linear}}, Lo: 0, Hi: 1},
	}
}

func TestFrozenWrittenAndRead(t *testing.T) {
	b, err := json.Marshal(lastYear())
	require.NoError(t, err)
	assert.Contains(t, string(b), `"va":{"kind":"min_max","from":0.1,"to":5,"lo":0,"hi":100}`)
	assert.Contains(t, string(b), `"so2":{"kind":"z_score","direction":"lower","mean":3,"sd":2,"new_mean":50,"new_sd":10}`)
	var back normalize.Frozen
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, lastYear(), back)
	for code, s := range lastYear() {
		for _, x := range []float64{-1, 0.5, 3, 99} {
			assert.Equal(t, math.Float64bits(s.At(x, "district")), math.Float64bits(back[code].At(x, "district")), code)
		}
	}
}

func TestFrozen(t *testing.T) {
	f := lastYear()
	for code, want := range f {
		s := normalize.Sample{Indicator: indicators.Indicator{Code: code}, X: []float64{1e6}, Class: []string{"county"}}
		assert.Equal(t, want, fit(t, f, s), "the values of this year change nothing")
	}
	s := normalize.Sample{Indicator: indicators.Indicator{Code: "jobs"}, X: []float64{1, 2, 3, 4}, Class: []string{"city", "county", "zone", "city"}}
	_, err := f.Fit(s)
	require.ErrorIs(t, err, normalize.ErrFrozen)
	assert.EqualError(t, err, `indicator jobs: no frozen scale of class "city"`+"\n"+`indicator jobs: no frozen scale of class "zone"`)
	s.Indicator.Code = "both"
	_, err = f.Fit(s)
	require.ErrorIs(t, err, normalize.ErrFrozen)
	s.Indicator.Code = "peers"
	_, err = f.Fit(s)
	require.ErrorIs(t, err, normalize.ErrFrozen)
	s.Indicator.Code = "other"
	_, err = f.Fit(s)
	assert.EqualError(t, err, "indicator other: no frozen scale")
}

type ownScale struct{}

func (ownScale) At(x float64, _ string) float64 { return x }
func (ownScale) String() string                 { return "as it is" }

func TestFrozenOfOnesOwn(t *testing.T) {
	f := normalize.Frozen{"va": ownScale{}}
	assert.Equal(t, ownScale{}, fit(t, f, sample(indicators.Indicator{Code: "va"}, 1)))
	_, err := json.Marshal(f)
	require.ErrorContains(t, err, "normalize_test.ownScale has no kind as a normalize.Scale")
	mine := basis.Kind[normalize.Scale]("as_it_is", ownScale{})
	b, err := basis.Marshal(f, normalize.Kinds().With(mine))
	require.NoError(t, err)
	assert.JSONEq(t, `{"va":{"kind":"as_it_is"}}`, string(b))
	back, err := normalize.ReadFrozen(bytes.NewReader(b), "scales.json", mine)
	require.NoError(t, err)
	assert.Equal(t, f, back)
	_, err = normalize.ReadFrozen(bytes.NewReader(b), "scales.json")
	assert.ErrorContains(t, err, "scales.json:1:15: va.kind: unknown")
}

func TestNotAScale(t *testing.T) {
	good := normalize.LinearScale{From: 0, To: 1, Lo: 0, Hi: 1}
	for name, c := range map[string]struct {
		s    normalize.Scale
		want error
	}{
		"nil":                {nil, basis.ErrValue},
		"linear":             {normalize.LinearScale{From: 1, To: 1, Hi: 1}, indicators.ErrRange},
		"linear, scores":     {normalize.LinearScale{From: 1, To: 2}, indicators.ErrRange},
		"linear, NaN":        {normalize.LinearScale{From: nan, To: 2, Hi: 1}, indicators.ErrRange},
		"target":             {normalize.TargetScale{Target: *rng(2, 1), Bounds: *rng(0, 9), Hi: 1}, indicators.ErrRange},
		"target, bounds":     {normalize.TargetScale{Target: *rng(1, 2), Bounds: *rng(9, 0), Hi: 1}, indicators.ErrRange},
		"target, scores":     {normalize.TargetScale{Target: *rng(1, 2), Bounds: *rng(0, 9)}, indicators.ErrRange},
		"z-score":            {normalize.ZScoreScale{NewSD: 1}, basis.ErrValue},
		"z-score, target":    {normalize.ZScoreScale{Direction: indicators.Target, SD: 1, NewSD: 1}, indicators.ErrDirection},
		"rank":               {normalize.RankScale{}, basis.ErrValue},
		"rank, order":        {normalize.RankScale{Sorted: []float64{2, 1}}, basis.ErrValue},
		"rank, direction":    {normalize.RankScale{Sorted: []float64{1}, Direction: 7}, indicators.ErrDirection},
		"no class":           {normalize.ClassScale{}, basis.ErrValue},
		"bad class":          {normalize.ClassScale{By: map[string]normalize.Scale{"a": good, "b": nil}}, basis.ErrValue},
		"clip":               {normalize.ClipScale{Of: good, Lo: 1, Hi: 0}, indicators.ErrRange},
		"clip of nil":        {normalize.ClipScale{Hi: 1}, basis.ErrValue},
		"exponential":        {normalize.ExponentialScale{Of: good, Lo: -1, Hi: 1}, indicators.ErrRange},
		"exponential, nil":   {normalize.ExponentialScale{Lo: 1, Hi: 2}, basis.ErrValue},
		"exponential, of":    {normalize.ExponentialScale{Of: normalize.LinearScale{}, Lo: 1, Hi: 2}, indicators.ErrRange},
		"ratio":              {normalize.RatioScale{Points: 1}, basis.ErrValue},
		"ratio, points":      {normalize.RatioScale{Base: 1}, basis.ErrValue},
		"ratio, cost":        {normalize.RatioScale{Base: 1, Points: 1, Cost: 7}, basis.ErrValue},
		"ratio, direction":   {normalize.RatioScale{Direction: 4, Base: 1, Points: 1}, indicators.ErrDirection},
		"ratio, overflow":    {normalize.RatioScale{Base: 1e300, Points: 1e300}, basis.ErrValue},
		"ratio, limits":      {normalize.RatioScale{Base: 1, Points: 1, Cap: new(1.0), Floor: new(2.0)}, indicators.ErrRange},
		"completion":         {normalize.CompletionScale{Base: 1, Target: 1, AtTarget: 1}, indicators.ErrRange},
		"completion, over":   {normalize.CompletionScale{Target: 1, AtTarget: 1, Over: -1}, basis.ErrValue},
		"completion, at 0":   {normalize.CompletionScale{Base: -1, AtTarget: 1, Over: 1}, basis.ErrValue},
		"rank, ties":         {normalize.RankScale{Sorted: []float64{1}, Ties: 4}, basis.ErrValue},
		"rank, dense":        {normalize.RankScale{Sorted: []float64{1, 1}, Ties: normalize.DenseTies}, basis.ErrValue},
		"percentile":         {normalize.PercentileScale{Points: 1}, basis.ErrValue},
		"percentile, one":    {normalize.PercentileScale{Rank: normalize.RankScale{Sorted: []float64{1}}, Points: 1}, basis.ErrValue},
		"percentile, points": {normalize.PercentileScale{Rank: normalize.RankScale{Sorted: []float64{1, 2}}}, basis.ErrValue},
		"borda":              {normalize.BordaScale{}, basis.ErrValue},
		"peers":              {normalize.PeerScale{}, basis.ErrValue},
		"peers, mean":        {normalize.PeerScale{Of: good, Mean: map[string]float64{"a": nan}}, basis.ErrValue},
		"points":             {normalize.PointsScale{}, basis.ErrValue},
		"points, infinite":   {normalize.PointsScale{Of: good, Missing: math.Inf(1)}, basis.ErrValue},
		"log":                {normalize.LogScale{}, basis.ErrValue},
		"bands, nil":         {normalize.BandScale{}, basis.ErrValue},
		"bands":              {normalize.BandScale{Of: good}, indicators.ErrRange},
		"clip of nothing":    {normalize.ClipScale{Of: good}, indicators.ErrRange},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := normalize.Frozen{"va": c.s}.Fit(sample(indicators.Indicator{Code: "va"}, 1))
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, "indicator va: ")
		})
	}
}

func TestReadFrozenRefusals(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"no object":        {`[]`, "a list stands where a record should"},
		"scale no object":  {`{"va":3}`, "va: value: 3 stands where a record should"},
		"no kind":          {`{"va":{"from":1,"to":2}}`, `va: missing value: the key "kind"`},
		"null":             {`{"va":null}`, "indicator va: value: there is no scale"},
		"unknown kind":     {`{"va":{"kind":"magic"}}`, `va.kind: unknown: "magic" is no kind of normalize.Scale`},
		"unknown key":      {`{"va":{"kind":"min_max","form":1}}`, `key "form" is unknown (did you mean "from"?)`},
		"text for number":  {`{"va":{"kind":"rank","direction":"higher","sorted":["1"]}}`, `va.sorted[0]: value: the text "1" stands where a number should`},
		"not a scale":      {`{"va":{"kind":"min_max","from":1,"to":1,"lo":0,"hi":1}}`, "indicator va: range: goalposts 1 and 1"},
		"all at once":      {`{"b":{"kind":"rank","direction":"higher","sorted":[]},"a":{"kind":"log","of":null}}`, "indicator b"},
		"inside of class":  {`{"va":{"kind":"class","by":{"x":{"kind":"min_max","from":0,"to":0,"lo":0,"hi":0}}}}`, `class "x": range`},
		"key of a log":     {`{"va":{"kind":"log","base":2,"of":{"kind":"min_max","from":0,"to":1,"lo":0,"hi":1}}}`, `key "base" is unknown`},
		"class in a power": {`{"va":{"kind":"exponential","lo":1,"hi":2,"of":{"kind":"class","by":{}}}}`, "there is no class"},
		"of, not around":   {`{"va":{"kind":"min_max","from":0,"to":1,"lo":0,"hi":1,"of":{}}}`, `key "of" is unknown`},
		"unknown option":   {`{"va":{"kind":"ratio","direction":"lower","base":1,"points":1,"cost":"inverse"}}`, `"inverse" is no form of costs`},
		"inside of a clip": {`{"va":{"kind":"clip","lo":0,"hi":1,"of":{"kind":"what"}}}`, `va.of.kind: unknown: "what" is no kind of normalize.Scale`},
		"target direction": {`{"va":{"kind":"z_score","direction":"up"}}`, "up"},
	} {
		t.Run(name, func(t *testing.T) {
			f := normalize.Frozen{"kept": ownScale{}}
			err := json.Unmarshal([]byte(c.in), &f)
			assert.ErrorContains(t, err, c.want)
			assert.Equal(t, normalize.Frozen{"kept": ownScale{}}, f)
		})
	}
}

// FuzzFrozen: whatever is read can be used, and written and read again.
func FuzzFrozen(f *testing.F) {
	b, err := json.Marshal(lastYear())
	require.NoError(f, err)
	f.Add(b)
	f.Add([]byte(`{"va":{"kind":"min_max","from":25,"to":0,"lo":0,"hi":100}}`))
	f.Add([]byte(`{"va":{"kind":"clip","of":null}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var in normalize.Frozen
		if json.Unmarshal(b, &in) != nil {
			return
		}
		for code := range in {
			scale, err := in.Fit(sample(indicators.Indicator{Code: code}))
			require.NoError(t, err)
			_, _ = scale.At(1, ""), scale.String()
		}
		out, err := json.Marshal(in)
		require.NoError(t, err)
		var again normalize.Frozen
		require.NoError(t, json.Unmarshal(out, &again))
		require.Equal(t, in, again)
	})
}
