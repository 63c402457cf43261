package aggregate_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestPresentOfCOINr: its means leave missing children out and rescale; where a
// row has none, it gives NA and ours is an error that names the unit.
func TestPresentOfCOINr(t *testing.T) {
	for name, a := range map[string]aggregate.Aggregator{"amean": nil, "gmean": aggregate.Geometric{}, "hmean": aggregate.Harmonic{}} {
		for _, data := range []string{"", "_b"} {
			in, _, out := golden[coinrMeans, any, struct {
				Missing figures `json:"X_with_missing"`
			}](t, "coinr/agg_"+name+data)
			g, w := groupOf(in.Missing), sharesOf(len(in.W), in.W)
			p := aggregate.Present{Of: a}
			dst := make([]float64, len(out.Missing))
			err := p.Aggregate(dst, g, w)
			require.ErrorIs(t, err, basis.ErrMissing)
			require.Equal(t, []string{"parent/4"}, places(err), "the one empty row")
			for j := range g.Scores {
				g.Scores[j] = slices.Delete(g.Scores[j], 4, 5)
			}
			equalTo(t, slices.Delete(out.Missing, 4, 5), aggregated(t, p, g, w), name)
		}
	}
}

// TestPresentBelowShare: COINr's thresholds on a tree with missing values. It
// counts children, ours weighs them; it hands a missing parent up, ours is an error
// for the unit, so that such units are taken out here.
func TestPresentBelowShare(t *testing.T) {
	type answer map[string]any
	for _, c := range []struct {
		file     string
		share    float64
		refused  []string // unit and parent
		differs  []int    // units that COINr refuses because it counts
		deferred []int    // units without a score at COINr
	}{
		{"coinr/agg_missing_threshold_0", 0, []string{"p1/1"}, nil, nil},
		{"coinr/agg_missing_threshold_50", 0.5, []string{"p1/1", "p3/2"}, nil, nil},
		{"coinr/agg_missing_threshold_70", 0.7, []string{"p1/1", "p2/4", "p3/2"}, []int{7}, []int{1, 2, 4, 7}},
	} {
		in, params, out := golden[struct{ Normalised map[string]any }, struct {
			Thresh float64 `json:"dat_thresh"`
		}, answer](t, c.file)
		require.Equal(t, c.share, params.Thresh)
		column := func(from map[string]any, code string) []float64 {
			var x []float64
			for _, v := range from[code].([]any) {
				if f, ok := v.(float64); ok {
					x = append(x, f)
				} else {
					x = append(x, math.NaN())
				}
			}
			return x
		}
		scores := map[string][]float64{}
		p := aggregate.Present{MinShare: c.share}
		var refused []string
		node := func(code string, w []float64, children ...string) {
			g := weights.Group{Parent: code, Codes: children}
			for _, child := range children {
				x := scores[child]
				if x == nil {
					x = column(in.Normalised, child)
				}
				g.Scores = append(g.Scores, x)
			}
			dst := make([]float64, len(g.Scores[0]))
			err := p.Aggregate(dst, g, sharesOf(len(w), w))
			for _, at := range places(err) {
				refused = append(refused, at)
				dst[at[len(at)-1]-'0'] = math.NaN() // as COINr does, to go on
			}
			scores[code] = dst
			for i, want := range column(out, code) {
				switch {
				case !math.IsNaN(want):
					assert.InDelta(t, want, dst[i], 1e-9*want, "%s %s %d", c.file, code, i)
				case !slices.Contains(c.differs, i):
					assert.True(t, math.IsNaN(dst[i]), "%s %s %d", c.file, code, i)
				}
			}
		}
		node("p1", []float64{1, 1, 2}, "i1", "i2", "i3")
		node("p2", []float64{1, 1}, "i4", "i5")
		node("p3", []float64{0.5, 1, 3}, "i6", "i7", "i8")
		slices.Sort(refused)
		assert.Equal(t, c.refused, refused, c.file)
		for i, x := range column(out, "index") {
			assert.Equal(t, slices.Contains(c.deferred, i), math.IsNaN(x))
		}
		if c.share < 0.6 { // above that COINr leaves s1 or s2 out too, which is no threshold on weights
			node("s1", []float64{1, 2}, "p1", "p2")
			node("s2", []float64{1}, "p3")
			node("index", []float64{1, 1}, "s1", "s2")
		}
	}
}

// TestPresentOfProMCDA: its weighted sum counts a missing value as 0, weights not
// rescaled, AS THIS VERSION COMPUTES IT; ours rescales, or refuses.
func TestPresentOfProMCDA(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b", "c"}, Scores: weights.Columns{{0.8, 0.2}, {math.NaN(), 0.4}, {0.5, 0.6}}}
	w := []float64{0.25, 0.5, 0.25}
	err := aggregate.Arithmetic{}.Aggregate(make([]float64, 2), g, w)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, []string{"b/0"}, places(err))
	assert.InDeltaSlice(t, []float64{(0.8 + 0.5) / 2, 0.4}, aggregated(t, aggregate.Present{}, g, w), 1e-15)
	assert.InDeltaSlice(t, []float64{0.5, 0.2}, aggregated(t, aggregate.Present{Of: aggregate.Power{P: math.Inf(-1)}}, g, w), 1e-15)
}

// rowless is an additive aggregator that fails, without a cell.
type rowless struct{ aggregate.Arithmetic }

func (rowless) Aggregate([]float64, weights.Group, []float64) error { return basis.ErrValue }
func (rowless) EffectiveWeights([]float64, weights.Group, []float64, int) error {
	return basis.ErrValue
}

func TestPresentRefuses(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Declared: []float64{1, 1}, Scores: weights.Columns{{-1, math.NaN(), 3}, {1, 2, 0}}}
	w := []float64{0.5, 0.5}
	dst := make([]float64, 3)
	for name, p := range map[string]aggregate.Present{
		"per node":  {Of: aggregate.PerNode{}},
		"relative":  {Of: aggregate.TOPSIS{}},
		"share":     {MinShare: 1.5},
		"share NaN": {MinShare: math.NaN()},
	} {
		require.ErrorIs(t, p.Aggregate(dst, g, w), basis.ErrValue, name)
		require.ErrorIs(t, p.EffectiveWeights(dst[:2], g, w, 0), basis.ErrValue, name)
	}
	err := aggregate.Present{Of: aggregate.Harmonic{}}.Aggregate(dst, g, w)
	require.ErrorIs(t, err, aggregate.ErrZero)
	assert.Equal(t, []string{"a/0", "b/2"}, places(err), "rows of the whole group")
	err = aggregate.Present{Of: rowless{}}.Aggregate(dst, g, w)
	require.ErrorIs(t, err, basis.ErrValue)
	assert.Equal(t, []string{"p/0", "p/1", "p/2"}, places(err))
	require.ErrorIs(t, aggregate.Present{Of: rowless{}}.EffectiveWeights(dst[:2], g, w, 0), basis.ErrValue)
	require.ErrorIs(t, aggregate.Present{Of: aggregate.Harmonic{}}.EffectiveWeights(dst[:2], g, w, 0), aggregate.ErrNotAdditive)
	g.Scores[1][2] = math.Inf(1)
	err = aggregate.Present{}.Aggregate(dst, g, w)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Equal(t, []string{"b/2"}, places(err))
	require.ErrorIs(t, aggregate.Present{}.Aggregate(dst, g, []float64{1, 1}), basis.ErrWeights)
}

// TestPresentGain: a low score is worth less than none, as the documentation warns.
func TestPresentGain(t *testing.T) {
	g := weights.Group{Parent: "p", Codes: []string{"a", "b"}, Scores: weights.Columns{{80, 80}, {10, math.NaN()}}}
	assert.Equal(t, []float64{45, 80}, aggregated(t, aggregate.Present{}, g, []float64{0.5, 0.5}))
}

// TestPresentWhole: where nothing is missing, Present is Of to the last bit; and
// a unit's score is the one it has among units with other gaps.
func TestPresentWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, k := rapid.IntRange(1, 6).Draw(rt, "n"), rapid.IntRange(1, 5).Draw(rt, "k")
		g := weights.Group{Parent: "p"}
		w := make([]float64, k)
		for j := range k {
			g.Codes = append(g.Codes, string(rune('a'+j)))
			g.Scores = append(g.Scores, rapid.SliceOfN(rapid.Float64Range(1, 100), n, n).Draw(rt, "x"))
			w[j] = float64(rapid.IntRange(1, 9).Draw(rt, "w"))
		}
		w = sharesOf(k, w)
		for _, of := range []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.Harmonic{}, aggregate.Power{P: 3}} {
			want := aggregated(t, of, g, w)
			require.Equal(rt, want, aggregated(t, aggregate.Present{Of: of, MinShare: 1}, g, w))
			if k == 1 || n == 1 {
				continue
			}
			gone, from := rapid.IntRange(0, n-1).Draw(rt, "unit"), rapid.IntRange(0, k-1).Draw(rt, "child")
			had := g.Scores[from][gone]
			g.Scores[from][gone] = math.NaN()
			got := aggregated(t, aggregate.Present{Of: of}, g, w)
			e := make([]float64, k)
			if err := (aggregate.Present{Of: of}).EffectiveWeights(e, g, w, gone); err == nil {
				require.Zero(rt, e[from])
				var sum, score float64
				for j := range e {
					sum += e[j]
					if j != from {
						score += e[j] * g.Scores[j][gone]
					}
				}
				require.InDelta(rt, 1, sum, 1e-12)
				require.InDelta(rt, got[gone], score, 1e-9)
			}
			g.Scores[from][gone] = had
			for i := range got {
				if i != gone {
					require.InDelta(rt, want[i], got[i], 1e-12*want[i])
				}
			}
		}
	})
}
