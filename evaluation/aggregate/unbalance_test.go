package aggregate_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// TestMPIOfCompind: the row variance over k - 1 AS THIS VERSION COMPUTES IT; the
// published index, and ours, has it over k. The factor k/(k-1) is all that differs.
func TestMPIOfCompind(t *testing.T) {
	for file, sign := range map[string]float64{"pos": -1, "neg": 1} {
		in, _, out := golden[struct{ Z frame }, any, figures](t, "compind/mpi_"+file)
		g, w := groupOf(in.Z), sharesOf(4, nil)
		got, means := aggregated(t, aggregate.MPI{}, g, w), aggregated(t, aggregate.Arithmetic{}, g, w)
		for i := range got {
			penalty := (means[i] - got[i]) * 4 / 3
			assert.InDelta(t, out[i], means[i]+sign*penalty, 1e-9*100)
		}
	}
}

// TestAMPIOfCompind goes through a model: goalposts about the reference, three
// years of five units as fifteen units, one indicator of which less is better. The
// peer rounds to 3 decimals AS THIS VERSION COMPUTES IT; its penalties are not
// rounded.
func TestAMPIOfCompind(t *testing.T) {
	type years map[string]figures
	in, _, out := golden[struct {
		X        frame
		GP       []float64
		Polarity []string
	}, any, struct {
		AMPI    years
		Penalty map[string]figures
		Norm    map[string]frame
	}](t, "compind/ampi_panel")
	g := weights.Group{Parent: "ampi", Codes: []string{"i1", "i2", "i3", "i4"}}
	w := sharesOf(4, nil)
	for j, code := range g.Codes {
		half := (slices.Max(in.X[code]) - slices.Min(in.X[code])) / 2
		leaf := indicators.Indicator{Code: code, Bounds: &indicators.Range{Lo: in.GP[j] - half, Hi: in.GP[j] + half}}
		if in.Polarity[j] == "NEG" {
			leaf.Direction = indicators.Lower
		}
		g.Scores = append(g.Scores, scaled(t, normalize.MinMax{Lo: 70, Hi: 130}, leaf, in.X[code]))
	}
	scores := aggregated(t, aggregate.AMPI{}, g, w)
	means := aggregated(t, aggregate.Arithmetic{}, g, w)
	for y, year := range []string{"2018", "2019", "2020"} {
		for i := range 5 {
			at := 5*y + i
			assert.InDelta(t, out.AMPI[year][i], scores[at], 0.0005+1e-9)
			assert.InDelta(t, out.Penalty[fmt.Sprintf("V%d", y+1)][i], means[at]-scores[at], 1e-9*100)
			for j, code := range g.Codes {
				assert.InDelta(t, out.Norm[year][code][i], g.Scores[j][at], 1e-9*100)
			}
		}
	}
}

// TestMPIRefusesOtherScales: each index takes scores of its own scale alone.
func TestMPIRefusesOtherScales(t *testing.T) {
	raw := lognormal(40, 4)
	run := func(n normalize.Normalizer, a aggregate.Aggregator) error {
		g := weights.Group{Parent: "p", Codes: raw.Codes}
		for j, x := range raw.Scores {
			g.Scores = append(g.Scores, scaled(t, n, indicators.Indicator{Code: raw.Codes[j]}, x))
		}
		return a.Aggregate(make([]float64, 40), g, sharesOf(4, nil))
	}
	require.NoError(t, run(normalize.ZScore{Mean: 100, SD: 10}, aggregate.MPI{}))
	require.NoError(t, run(normalize.MinMax{Lo: 70, Hi: 130}, aggregate.AMPI{}))
	for _, n := range []normalize.Normalizer{normalize.MinMax{}, normalize.ZScore{}, normalize.MinMax{Lo: 70, Hi: 130}, normalize.ZScore{Mean: 100, SD: 9.99}} {
		err := run(n, aggregate.MPI{})
		require.ErrorIs(t, err, basis.ErrDomain)
		assert.Len(t, places(err), 4, "each child")
	}
	for _, n := range []normalize.Normalizer{normalize.MinMax{}, normalize.ZScore{}, normalize.MinMax{Lo: 0.7, Hi: 1.3}} {
		require.ErrorIs(t, run(n, aggregate.AMPI{}), basis.ErrDomain)
	}

	// The standard deviation of the population (n) is as good.
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{90, 110}, {110, 90}}}
	assert.Equal(t, []float64{99, 99}, aggregated(t, aggregate.MPI{}, g, []float64{0.5, 0.5}))
	g.Scores[0][1] = math.NaN()
	err := aggregate.MPI{}.Aggregate(make([]float64, 2), g, []float64{0.5, 0.5})
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"a/1"}, places(err))
	require.ErrorIs(t, aggregate.AMPI{}.Aggregate(make([]float64, 2), g, []float64{0.5, 0.5}), basis.ErrMissing)

	// A child of weight 0 may have any scale. The weights count in mean and variance.
	g = weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{70, 130}, {110, 130}, {-1, math.NaN()}}}
	assert.InDeltaSlice(t, []float64{100 - 300./100, 130}, aggregated(t, aggregate.AMPI{}, g, []float64{0.25, 0.75, 0}), 1e-12)

	// A hundred units that are alike and one far below: its mean is negative.
	low := make([]float64, 1000)
	low[0] = -1
	z := slices.Clone(low)
	mean, sd := -0.001, math.Sqrt(0.001-0.000001)
	for i := range z {
		z[i] = 100 + 10*(low[i]-mean)/sd
	}
	err = aggregate.MPI{}.Aggregate(low, weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{z}}, []float64{1})
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"p/0"}, places(err))
}

// TestMPIPresent: the scale is looked at over all units, not over those that have
// the same children.
func TestMPIPresent(t *testing.T) {
	x := []float64{3, 1, 4, 1, 5, 9, 2, 6}
	scale := func(x []float64) []float64 {
		s, err := normalize.ZScore{Mean: 100, SD: 10}.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "x"}, X: x})
		require.NoError(t, err)
		out := make([]float64, len(x))
		for i, v := range x {
			out[i] = s.At(v, "")
		}
		return out
	}
	a, b := scale(x), append([]float64{math.NaN()}, scale(x[1:])...)
	g, w := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{a, b}}, []float64{0.5, 0.5}
	got := aggregated(t, aggregate.Present{Of: aggregate.MPI{}}, g, w)
	assert.InDelta(t, a[0], got[0], 1e-12, "the child it has")
	m := (a[3] + b[3]) / 2
	assert.InDelta(t, m-(a[3]-b[3])*(a[3]-b[3])/4/m, got[3], 1e-12)
	g.Scores[1] = append([]float64{math.NaN()}, x[1:]...)
	err := aggregate.Present{Of: aggregate.MPI{}}.Aggregate(got, g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"b/-1"}, places(err))
}

// TestAMPILosesPlace: raising a child far above a unit's mean can cost it score
// and place, as the documentation says.
func TestAMPILosesPlace(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c", "d", "e", "f"}, Scores: weights.Columns{{115, 130}, {70, 70}, {70, 70}, {70, 70}, {70, 70}, {70, 70}}}
	got := aggregated(t, aggregate.AMPI{}, g, sharesOf(6, nil))
	assert.Greater(t, got[0], got[1]+0.1)
}

// TestMeanMinOfCompind: the column means recycled down the rows AS THIS VERSION
// COMPUTES IT make other standardized scores; on these the function is ours.
func TestMeanMinOfCompind(t *testing.T) {
	in, params, out := golden[struct{ X frame }, struct{ Alpha, Beta float64 }, figures](t, "compind/mean_min")
	g := groupOf(in.X)
	k, n := 4, len(out)
	mean, sd := make([]float64, k), make([]float64, k)
	for j, x := range g.Scores {
		var sum, squares float64
		for _, v := range x {
			sum += v
		}
		mean[j] = sum / float64(n)
		for _, v := range x {
			squares += (v - mean[j]) * (v - mean[j])
		}
		sd[j] = math.Sqrt(squares / float64(n-1))
	}
	right := weights.Group{Parent: "p", Codes: g.Codes}
	for j, x := range g.Scores {
		z := make([]float64, n)
		for i, v := range x {
			z[i] = 100 + 10*(v-mean[j])/sd[j]
			at := (i + n*j) % k
			x[i] = 100 + 10*(v-mean[at])/sd[at]
		}
		right.Scores = append(right.Scores, z)
	}
	a := aggregate.MeanMin{Mean: 1 - params.Alpha, Min: params.Alpha, Beta: params.Beta}
	equalTo(t, out, aggregated(t, a, g, sharesOf(k, nil)))
	rho, err := stats.Spearman(out, aggregated(t, a, right, sharesOf(k, nil)))
	require.NoError(t, err)
	assert.Less(t, rho, 0.9, "the slip changes the order")
}

// TestMeanMin by hand, and its ends.
func TestMeanMin(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{90, 50}, {30, 50}, {1, math.NaN()}}}
	w := []float64{0.5, 0.5, 0}
	for name, c := range map[string]struct {
		a    aggregate.MeanMin
		want float64
	}{
		"zero value":  {aggregate.MeanMin{}, 45},
		"mean":        {aggregate.MeanMin{Mean: 7}, 60},
		"min":         {aggregate.MeanMin{Min: 7}, 30},
		"beta":        {aggregate.MeanMin{Min: 1, Beta: 40}, 60 - (50 - 40)},
		"quarter":     {aggregate.MeanMin{Mean: 3, Min: 1, Beta: 40}, 57.5},
		"large beta":  {aggregate.MeanMin{Min: 1, Beta: 1e12}, 60 - 900/2e12},
		"huge beta":   {aggregate.MeanMin{Min: 1, Beta: 1e300}, 60},
		"little beta": {aggregate.MeanMin{Min: 1, Beta: 1e-300}, 30},
	} {
		got := aggregated(t, c.a, g, w)
		assert.InDelta(t, c.want, got[0], 1e-12*60, name)
		assert.Equal(t, 50.0, got[1], name)
	}
	dst := make([]float64, 2)
	for _, a := range []aggregate.MeanMin{{Mean: -1, Min: 1}, {Min: math.NaN()}, {Beta: -1}, {Beta: math.Inf(1)}} {
		require.ErrorIs(t, a.Aggregate(dst, g, w), basis.ErrValue)
	}
	err := aggregate.MeanMin{}.Aggregate(dst, g, sharesOf(3, nil))
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"c/1"}, places(err))
}

// TestOWAOfCompind: means of the j best and of the j worst. Its vectors of weights
// go from the worst to the best; ours go from the best.
func TestOWAOfCompind(t *testing.T) {
	for _, file := range []string{"compind/owa_2", "compind/owa_3"} {
		in, _, out := golden[struct{ X frame }, any, struct {
			Worst figures `json:"CI_OWA_n"`
			Best  figures `json:"CI_OWA_p"`
			WN    []float64
			WP    []float64
		}](t, file)
		slices.Reverse(out.WN)
		slices.Reverse(out.WP)
		equalTo(t, out.Best, aggregated(t, aggregate.OWA{Order: out.WP}, groupOf(in.X), sharesOf(4, nil)))
		equalTo(t, out.Worst, aggregated(t, aggregate.OWA{Order: out.WN}, groupOf(in.X), sharesOf(4, nil)))
	}
}

// TestOWAOrness: the ends and the middle of orness, and Yager's quantifier with
// weights by hand: scores 9, 6, 3 of weights 0.2, 0.3, 0.5 and Q(t) = t^2 (orness
// 1/3) give 0.04, 0.25 - 0.04 and 0.75.
func TestOWAOrness(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "z", "b", "c"}, Scores: weights.Columns{{6, 4}, {99, math.NaN()}, {9, 4}, {3, 4}}}
	w := []float64{0.3, 0, 0.2, 0.5}
	for orness, want := range map[float64]float64{0: 3, 0.5: 5.1, 1: 9, 1. / 3: 0.04*9 + 0.21*6 + 0.75*3} {
		got := aggregated(t, aggregate.OWA{Orness: orness}, g, w)
		assert.InDelta(t, want, got[0], 1e-12, orness)
		assert.InDelta(t, 4, got[1], 1e-12, orness)
		e := []float64{1, 1, 1, 1}
		require.NoError(t, aggregate.OWA{Orness: orness}.EffectiveWeights(e, g, w, 0))
		assert.InDelta(t, want, e[0]*6+e[2]*9+e[3]*3, 1e-12, orness)
		assert.InDelta(t, 1, e[0]+e[2]+e[3], 1e-12, orness)
		assert.Zero(t, e[1])
	}
	e := make([]float64, 4)
	require.NoError(t, aggregate.OWA{Orness: 1. / 3}.EffectiveWeights(e, g, w, 0))
	assert.InDeltaSlice(t, []float64{0.21, 0, 0.04, 0.75}, e, 1e-12)
	require.NoError(t, aggregate.OWA{Order: []float64{3, 1, 0}}.EffectiveWeights(e, g, []float64{1. / 3, 0, 1. / 3, 1. / 3}, 0))
	assert.Equal(t, []float64{0.25, 0, 0.75, 0}, e)
}

func TestOWARefuses(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{6, 4}, {9, 4}}}
	w := []float64{0.5, 0.5}
	dst := make([]float64, 2)
	for name, c := range map[string]struct {
		a   aggregate.OWA
		err error
	}{
		"orness":       {aggregate.OWA{Orness: 1.1}, basis.ErrValue},
		"orness NaN":   {aggregate.OWA{Orness: math.NaN()}, basis.ErrValue},
		"both":         {aggregate.OWA{Orness: 0.2, Order: []float64{1, 0}}, basis.ErrValue},
		"length":       {aggregate.OWA{Order: []float64{1, 0, 0}}, basis.ErrWeights},
		"empty":        {aggregate.OWA{Order: []float64{}}, basis.ErrWeights},
		"negative":     {aggregate.OWA{Order: []float64{1, -1}}, basis.ErrWeights},
		"NaN":          {aggregate.OWA{Order: []float64{1, math.NaN()}}, basis.ErrWeights},
		"zeros":        {aggregate.OWA{Order: []float64{0, 0}}, basis.ErrWeights},
		"sum overflow": {aggregate.OWA{Order: []float64{1e308, 1e308}}, basis.ErrWeights},
	} {
		require.ErrorIs(t, c.a.Aggregate(dst, g, w), c.err, name)
		require.ErrorIs(t, c.a.EffectiveWeights(dst, g, w, 0), c.err, name)
	}
	err := aggregate.OWA{Order: []float64{1, 1}}.Aggregate(dst, g, []float64{0.4, 0.6})
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.ErrorContains(t, err, "takes no weights")
	g.Scores[1][0] = math.NaN()
	require.ErrorIs(t, aggregate.OWA{}.Aggregate(dst, g, w), basis.ErrMissing)
	require.ErrorIs(t, aggregate.OWA{}.EffectiveWeights(dst, g, w, 0), basis.ErrMissing)
}

// TestMPIOfOneUnit says that there is no spread, where it said "standard deviation NaN".
func TestMPIOfOneUnit(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{100}, {100}}}
	err := aggregate.MPI{}.Aggregate(make([]float64, 1), g, []float64{0.5, 0.5})
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.ErrorContains(t, err, "one unit has no spread")
	assert.NotContains(t, err.Error(), "NaN")
}
