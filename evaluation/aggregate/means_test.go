package aggregate_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// figures are numbers of another program; null and "NaN" are missing.
type figures []float64

// UnmarshalJSON reads an array of numbers, nulls and the words NaN, Inf and -Inf.
func (f *figures) UnmarshalJSON(b []byte) error {
	var cells []any
	if err := json.Unmarshal(b, &cells); err != nil {
		return err
	}
	*f = make(figures, len(cells))
	words := map[any]float64{nil: math.NaN(), "NaN": math.NaN(), "Inf": math.Inf(1), "-Inf": math.Inf(-1)}
	for i, c := range cells {
		x, ok := c.(float64)
		if !ok {
			if x, ok = words[c]; !ok {
				return fmt.Errorf("cell %d is %v", i, c)
			}
		}
		(*f)[i] = x
	}
	return nil
}

// frame is a data frame of another program.
type frame map[string]figures

// golden reads input and output of another program's run.
func golden[In, Params, Out any](t *testing.T, file string) (in In, params Params, out Out) {
	t.Helper()
	b, err := os.ReadFile("testdata/golden/" + file + ".json")
	require.NoError(t, err)
	doc := struct {
		Input  *In     `json:"input"`
		Params *Params `json:"params"`
		Output *Out    `json:"output"`
	}{&in, &params, &out}
	require.NoError(t, json.Unmarshal(b, &doc))
	return in, params, out
}

// groupOf makes a group of the columns of a frame in the order of their names.
func groupOf(f frame) weights.Group {
	g := weights.Group{Parent: "parent", Codes: slices.Sorted(maps.Keys(f))}
	for _, code := range g.Codes {
		g.Scores = append(g.Scores, slices.Clone(f[code]))
	}
	return g
}

// sharesOf scales weights to sum 1; nil stands for k equal ones.
func sharesOf(k int, w []float64) []float64 {
	out := make([]float64, k)
	var sum float64
	for j := range out {
		out[j] = 1
		if w != nil {
			out[j] = w[j]
		}
		sum += out[j]
	}
	for j := range out {
		out[j] /= sum
	}
	return out
}

// scaled returns the scores of an indicator's values.
func scaled(t testing.TB, n normalize.Normalizer, in indicators.Indicator, x []float64) []float64 {
	t.Helper()
	scale, err := n.Fit(normalize.Sample{Indicator: in, X: x})
	require.NoError(t, err)
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = scale.At(v, "")
	}
	return out
}

// aggregated returns the scores or stops the test. What stands in dst before must
// not matter.
func aggregated(t testing.TB, a aggregate.Aggregator, g weights.Group, w []float64) []float64 {
	t.Helper()
	n, _ := g.Scores.Dims()
	dst := slices.Repeat([]float64{math.NaN()}, n)
	require.NoError(t, a.Aggregate(dst, g, w))
	return dst
}

// equalTo compares to 1e-9 relative.
func equalTo(t testing.TB, want, got []float64, msg ...any) {
	t.Helper()
	if assert.Len(t, got, len(want), msg...) {
		for i := range want {
			assert.InDelta(t, want[i], got[i], 1e-9*math.Abs(want[i]), msg...)
		}
	}
}

// places lists the cells that an error names, as code/row in order.
func places(err error) []string {
	var out []string
	for _, e := range basis.Find[*weights.CellError](err) {
		out = append(out, fmt.Sprintf("%s/%d", e.Code, e.Row))
	}
	slices.Sort(out)
	return out
}

type coinrMeans struct {
	X       frame   `json:"X"`
	Missing frame   `json:"X_with_missing"`
	W       figures `json:"w"`
}

// TestMeansOfCOINr: weighted means of whole rows, and by Present of rows with
// gaps; a row without any value is an error where COINr gives NA.
func TestMeansOfCOINr(t *testing.T) {
	type answer struct {
		X       figures `json:"X"`
		Missing figures `json:"X_with_missing"`
	}
	for name, a := range map[string]aggregate.Aggregator{
		"amean": aggregate.Arithmetic{},
		"gmean": aggregate.Geometric{},
		"hmean": aggregate.Harmonic{},
	} {
		for _, data := range []string{"", "_b"} {
			in, _, out := golden[coinrMeans, any, answer](t, "coinr/agg_"+name+data)
			w := sharesOf(len(in.W), in.W)
			equalTo(t, out.X, aggregated(t, a, groupOf(in.X), w), name)
		}
	}
}

func TestPowerMeanOfCOINr(t *testing.T) {
	for _, data := range []string{"", "_b"} {
		in, params, out := golden[coinrMeans, struct{ P []float64 }, struct{ X frame }](t, "coinr/agg_generalised_mean"+data)
		w := sharesOf(len(in.W), in.W)
		require.NotEmpty(t, params.P)
		for _, p := range params.P {
			equalTo(t, out.X[fmt.Sprintf("p=%v", p)], aggregated(t, aggregate.Power{P: p}, groupOf(in.X), w), p)
		}
	}
}

// TestMeansOfProMCDA: its scores from 0.1 to 1 by four means.
func TestMeansOfProMCDA(t *testing.T) {
	in, _, out := golden[struct {
		Normalised [][]float64
		Weights    []float64
	}, any, frame](t, "promcda/aggregation")
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c", "d", "e"}, Scores: make(weights.Columns, 5)}
	for _, row := range in.Normalised {
		for j, x := range row {
			g.Scores[j] = append(g.Scores[j], x)
		}
	}
	equalTo(t, out["weighted_sum"], aggregated(t, aggregate.Arithmetic{}, g, in.Weights))
	equalTo(t, out["geometric"], aggregated(t, aggregate.Geometric{}, g, in.Weights))
	equalTo(t, out["harmonic"], aggregated(t, aggregate.Harmonic{}, g, in.Weights))
	equalTo(t, out["minimum"], aggregated(t, aggregate.Min{}, g, sharesOf(5, nil)))

	// It says nothing of the weights that its minimum does not use; ours does.
	err := aggregate.Min{}.Aggregate(make([]float64, len(in.Normalised)), g, in.Weights)
	require.ErrorIs(t, err, basis.ErrWeights)
	assert.ErrorContains(t, err, "the minimum takes no weights, but a has 0.1337 and b 0.2154")
}

// TestPowerMeanOfCompind: mean of powers DIVIDED BY p AS THIS VERSION COMPUTES IT,
// a slip of precedence; ours is the p-th root. By default it even gives 1.
func TestPowerMeanOfCompind(t *testing.T) {
	in, _, out := golden[struct{ X frame }, any, struct {
		Slip    struct{ Value figures } `json:"na.rm_false_p2"`
		Default struct{ Value figures } `json:"default_p2"`
	}](t, "compind/edge_generalised_mean")
	got := aggregated(t, aggregate.Power{P: 2}, groupOf(in.X), sharesOf(4, nil))
	squares := make([]float64, len(got))
	for i, m := range got {
		squares[i] = m * m / 2
	}
	equalTo(t, out.Slip.Value, squares)
	assert.Equal(t, figures{1}, out.Default.Value)

	geo, _, want := golden[struct{ X frame }, any, figures](t, "compind/geometric_equal")
	equalTo(t, want, aggregated(t, aggregate.Power{}, groupOf(geo.X), sharesOf(4, nil)))
}

// TestMeansAtTheEdge sets what COINr's means do with zeros and weights that are
// none against ours: an error with a name each time, never NaN.
func TestMeansAtTheEdge(t *testing.T) {
	in, _, _ := golden[map[string]struct{ X, W figures }, any, any](t, "coinr/edge_aggregation")
	all := map[string]aggregate.Aggregator{
		"harmonic": aggregate.Harmonic{}, "min": aggregate.Min{}, "power 0": aggregate.Power{}, "power 1": aggregate.Power{P: 1},
		"power 2": aggregate.Power{P: 2}, "power -1": aggregate.Power{P: -1}, "power inf": aggregate.Power{P: math.Inf(1)},
	}
	ask := func(name, of string) ([]float64, error) {
		x := in[name].X
		g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}[:len(x)]}
		for _, v := range x {
			g.Scores = append(g.Scores, []float64{v})
		}
		dst := make([]float64, 1)
		w := in[name].W
		if name == "with_zero" || name == "all_missing" {
			w = sharesOf(len(x), w)
		}
		return dst, all[of].Aggregate(dst, g, w)
	}
	for of := range all {
		_, err := ask("amean_zero_weights", of)
		require.ErrorIs(t, err, basis.ErrWeights, of)
		_, err = ask("weight_missing", of)
		require.ErrorIs(t, err, basis.ErrWeights, of)
		_, err = ask("all_missing", of)
		require.ErrorIs(t, err, basis.ErrMissing, of)
		assert.Equal(t, []string{"a/0", "b/0"}, places(err), of)
	}
	for of, want := range map[string]float64{"min": 0, "power 1": 5. / 3, "power 2": math.Sqrt(13. / 3), "power inf": 3} {
		got, err := ask("with_zero", of)
		require.NoError(t, err, of)
		assert.InDelta(t, want, got[0], 1e-12, of)
	}
	for _, of := range []string{"harmonic", "power 0", "power -1"} {
		_, err := ask("with_zero", of)
		require.ErrorIs(t, err, aggregate.ErrZero, of)
		assert.Equal(t, []string{"a/0"}, places(err), of)
	}
}

// TestPowerMeanGrows: the mean rises with the exponent, from the lowest score to
// the highest, and keeps its digits next to 0 and far out.
func TestPowerMeanGrows(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{2, 90}, {32, 1e-3}, {8, 40}}}
	w := []float64{0.25, 0.25, 0.5}
	last := []float64{0, 0}
	for _, p := range []float64{math.Inf(-1), -1e9, -700, -3, -1, -0.5, -1e-9, 0, 1e-9, 0.5, 1, 2, 5, 700, 1e9, math.Inf(1)} {
		got := aggregated(t, aggregate.Power{P: p}, g, w)
		for i := range got {
			assert.GreaterOrEqual(t, got[i], last[i]*(1-1e-12), p)
		}
		last = got
	}
	assert.Equal(t, []float64{32, 90}, last)
	assert.Equal(t, []float64{2, 1e-3}, aggregated(t, aggregate.Power{P: math.Inf(-1)}, g, w))
	geometric := aggregated(t, aggregate.Geometric{}, g, w)
	assert.InDelta(t, 8, geometric[0], 1e-12)
	for _, p := range []float64{0, 1e-300, -1e-14, 1e-14} {
		equalTo(t, geometric, aggregated(t, aggregate.Power{P: p}, g, w), p)
	}
	// To the first order the mean of a small exponent is G * exp(p * v / 2), v the
	// weighted variance of the logarithms (base e) of 2, 32, 8: 2 ln(2)^2.
	small := aggregated(t, aggregate.Power{P: 1e-7}, g, w)
	assert.InDelta(t, 1e-7*math.Ln2*math.Ln2, small[0]/geometric[0]-1, 1e-13)
	// Squares of these overflow, and the root of a weight of 1e-18 does not vanish.
	big := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{3e200}, {4e200}}}
	assert.InEpsilon(t, math.Sqrt(12.5)*1e200, aggregated(t, aggregate.Power{P: 2}, big, []float64{0.5, 0.5})[0], 1e-12)
	rare := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{1e12}, {1}}}
	assert.InEpsilon(t, math.Sqrt(1e6+1), aggregated(t, aggregate.Power{P: 2}, rare, []float64{1e-18, 1})[0], 1e-9)
	assert.Equal(t, []float64{0}, aggregated(t, aggregate.Power{P: 0.5}, weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{{0}}}, []float64{1}))
}

// TestMeansRefuse: what each mean cannot take is named, all cells at once.
func TestMeansRefuse(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "absent"}, Scores: weights.Columns{{0, -1, nan, 4}, {1, 2, 3, inf}, {nan, nan, nan, nan}}}
	w := []float64{0.5, 0.5, 0}
	dst := make([]float64, 4)
	for name, c := range map[string]struct {
		a    aggregate.Aggregator
		err  error
		want []string
	}{
		"harmonic": {aggregate.Harmonic{}, aggregate.ErrZero, []string{"a/0", "a/1", "a/2", "b/3"}},
		"power -2": {aggregate.Power{P: -2}, aggregate.ErrZero, []string{"a/0", "a/1", "a/2", "b/3"}},
		"power 0":  {aggregate.Power{}, aggregate.ErrZero, []string{"a/0", "a/1", "a/2", "b/3"}},
		"power 2":  {aggregate.Power{P: 2}, basis.ErrDomain, []string{"a/1", "a/2", "b/3"}},
		"power 1":  {aggregate.Power{P: 1}, basis.ErrMissing, []string{"a/2", "b/3"}},
		"power up": {aggregate.Power{P: inf}, basis.ErrMissing, []string{"a/2", "b/3"}},
		"min":      {aggregate.Min{}, basis.ErrMissing, []string{"a/2", "b/3"}},
	} {
		err := c.a.Aggregate(dst, g, w)
		require.ErrorIs(t, err, c.err, name)
		require.ErrorIs(t, err, basis.ErrMissing, name)
		assert.Equal(t, c.want, places(err), name)
	}
	require.ErrorIs(t, aggregate.Power{P: nan}.Aggregate(dst, g, w), basis.ErrValue)
}

// TestMinPoints: all points come from the worst child, and weights of 0 mean
// absence.
func TestMinPoints(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{-5, 3}, {-7, 2}, {-9, 2}}}
	w := []float64{0.5, 0.5, 0}
	assert.Equal(t, []float64{-7, 2}, aggregated(t, aggregate.Min{}, g, w))
	e := []float64{7, 7, 7}
	require.NoError(t, aggregate.Min{}.EffectiveWeights(e, g, w, 0))
	assert.Equal(t, []float64{0, 1, 0}, e)
	require.NoError(t, aggregate.Min{}.EffectiveWeights(e, g, sharesOf(3, nil), 1))
	assert.Equal(t, []float64{0, 1, 0}, e, "the first of two worst")
}
