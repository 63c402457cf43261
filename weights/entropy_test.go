package weights_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// Two programs that nobody here wrote, on raw matrices. Both take costs as they
// stand.
func TestEntropyGolden(t *testing.T) {
	for _, peer := range []string{"pymcdm", "scikit-criteria"} {
		for name, c := range golden(t, peer+"/weights_entropy") {
			inDelta(t, c.Want, of(t, weights.Entropy{}, c.plain()), 1e-9, peer, name)
		}
	}
}

// pyDecision turns costs into 1/x first and adds 1e-9 in logarithms and
// divisions: it comes near to the method on reciprocal scores, not to 1e-9.
func TestEntropyDeparture(t *testing.T) {
	for name, c := range golden(t, "pydecision/weights_entropy") {
		w := of(t, weights.Entropy{}, c.turned(reciprocal))
		inDelta(t, c.Want, w, 1e-5, name)
		var off float64
		for j := range w {
			off = max(off, math.Abs(w[j]-c.Want[j])/w[j])
		}
		assert.Greater(t, off, 1e-9, name)
	}
}

// By hand. Of four units, a has shares 3/4, 1/4, 0, 0: its entropy is 0.811278
// bits of 2 possible; b has 1/2, 1/2, 0, 0: 1 bit; c has everything in one unit: 0 bits.
func TestEntropyByHand(t *testing.T) {
	h := 0.75*math.Log2(4./3) + 0.25*math.Log2(4)
	assert.InDelta(t, 0.811278, h, 5e-7)
	g := columns([]float64{75, 25, 0, 0}, []float64{0, 8, 8, 0}, []float64{0, 0, 0, 0.1}, []float64{7, 7, 7, 7})
	dst := make([]float64, 4)
	require.NoError(t, weights.Entropy{}.Weigh(dst, g))
	inDelta(t, []float64{1 - h/2, 0.5, 1, 0}, dst, 1e-14)
	assert.Zero(t, dst[3], "a constant column gets exactly 0")
}

// A constant column whose mean is not exactly its value gets exactly 0 as well.
func TestEntropyConstant(t *testing.T) {
	tenth := []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}
	assert.NotEqual(t, 0.1, sum(tenth)/10)
	w := of(t, weights.Entropy{}, columns(tenth, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 0}))
	assert.Equal(t, []float64{0, 1}, w)
}

func TestEntropyErrors(t *testing.T) {
	weigh := func(x ...[]float64) error {
		_, err := weights.Of(nil, weights.Entropy{}, columns(x...))
		return err
	}
	// The z-scores of four counties on value added (800, 600, 200, 400) and R&D
	// (1, 3, 2, 4): the cells below the mean are named, all at once.
	a, b := 0.7745966692414834/2, 1.161895003862225
	err := weigh([]float64{b, a, -b, -a}, []float64{-b, a, -a, b})
	require.ErrorIs(t, err, basis.ErrDomain)
	var cells []weights.CellError
	for _, e := range flatten(err) {
		var cell *weights.CellError
		require.ErrorAs(t, e, &cell)
		cells = append(cells, weights.CellError{Row: cell.Row, Code: cell.Code})
	}
	assert.Equal(t, []weights.CellError{{Row: 2, Code: "a"}, {Row: 3, Code: "a"}, {Row: 0, Code: "b"}, {Row: 2, Code: "b"}}, cells)

	tests := map[string]struct {
		err     error
		is      error
		message string
	}{
		"missing":      {weigh([]float64{1, math.NaN()}, []float64{1, 2}), basis.ErrMissing, "weights of the children of p: a, row 2: missing value"},
		"infinite":     {weigh([]float64{1, 2}, []float64{1, math.Inf(1)}), basis.ErrDomain, "b, row 2"},
		"all zero":     {weigh([]float64{1, 2}, []float64{0, 0}), basis.ErrConstant, "b: all values are equal: all scores are zero"},
		"all constant": {weigh([]float64{3, 3}, []float64{2, 2}), basis.ErrConstant, "in every sibling"},
		"one unit":     {weigh([]float64{3}, []float64{2}), basis.ErrDomain, "entropy needs at least 2 units, there are 1"},
		"no units":     {weigh(nil, nil), basis.ErrDomain, "there are 0"},
		"overflow":     {weigh([]float64{1e308, 1.5e308}, []float64{1, 2}), basis.ErrDomain, "a: value outside the domain of the method: the sum of the scores overflows"},
		"shape":        {weigh([]float64{1, 2}, []float64{1}), basis.ErrWeights, "b has 1 scores"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			require.ErrorIs(t, test.err, test.is)
			assert.ErrorContains(t, test.err, test.message)
		})
	}
	assert.NoError(t, weigh([]float64{-3}), "a single child takes everything")
}

// flatten returns the errors that errors.Join put together.
func flatten(err error) (out []error) {
	switch e := err.(type) { //nolint:errorlint // it is the tree of wrapped errors that is walked
	case interface{ Unwrap() []error }:
		for _, inner := range e.Unwrap() {
			out = append(out, flatten(inner)...)
		}
		return out
	case interface{ Unwrap() error }:
		if inner := flatten(e.Unwrap()); len(inner) > 1 {
			return inner
		}
	}
	return []error{err}
}

func TestEntropyRules(t *testing.T) {
	assert.NoError(t, weightstest.TestScheme(weights.Entropy{}, weightstest.Options{}, weightstest.Options{Lo: 20, Hi: 100}))
}

// drawGroup draws k siblings on n units with scores from lo to hi.
func drawGroup(t *rapid.T, lo, hi float64) weights.Group {
	k, n := rapid.IntRange(2, 6).Draw(t, "k"), rapid.IntRange(3, 12).Draw(t, "n")
	g := weights.Group{Parent: "p"}
	for j := range k {
		x := rapid.SliceOfN(rapid.Float64Range(lo, hi), n, n).Draw(t, "x")
		worst := rapid.IntRange(0, n-1).Draw(t, "worst")
		best := (worst + rapid.IntRange(1, n-1).Draw(t, "best")) % n
		x[worst], x[best] = lo, hi // never constant
		g.Codes = append(g.Codes, string(rune('a'+j)))
		g.Declared = append(g.Declared, rapid.Float64Range(0.1, 10).Draw(t, "declared"))
		g.Scores = append(g.Scores, x)
	}
	return g
}

// scaledColumn returns the group with a column replaced by a + b x.
func scaledColumn(g weights.Group, j int, a, b float64) weights.Group {
	out := g
	out.Scores = append(weights.Columns(nil), g.Scores...)
	x := make([]float64, len(g.Scores[j]))
	for i, v := range g.Scores[j] {
		x[i] = a + b*v
	}
	out.Scores[j] = x
	return out
}

// The scale of a column does not matter, its zero does: adding a constant takes
// weight away.
func TestEntropyInvariance(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := drawGroup(rt, 0, 100)
		w := of(rt, weights.Entropy{}, g)
		j := rapid.IntRange(0, len(w)-1).Draw(rt, "j")
		factor := rapid.Float64Range(1e-3, 1e3).Draw(rt, "factor")
		inDelta(rt, w, of(rt, weights.Entropy{}, scaledColumn(g, j, 0, factor)), 1e-9)
		lifted := of(rt, weights.Entropy{}, scaledColumn(g, j, 50, 1))
		assert.Less(rt, lifted[j], w[j])
	})
}

// A column that hardly varies: the textbook's 1 - E loses all digits there. With
// x = 1 +- d for half of the units each, 1 - E = d^2/2 / ln n to first order.
func TestEntropyNearlyConstant(t *testing.T) {
	const d = 1e-7
	g := columns([]float64{1 + d, 1 - d, 1 + d, 1 - d}, []float64{1, 2, 3, 4})
	dst := make([]float64, 2)
	require.NoError(t, weights.Entropy{}.Weigh(dst, g))
	inDelta(t, []float64{d * d / 2 / math.Log(4)}, dst[:1], 1e-6)
}

// A large group is weighed on all cores, to the same bits as column by column.
func TestEntropyLarge(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	g := weights.Group{Parent: "p"}
	want := make([]float64, 28)
	for j := range want {
		x := make([]float64, 3000)
		for i := range x {
			x[i] = rng.ExpFloat64()
		}
		pair := columns(x, []float64(nil))
		pair.Scores[1] = x
		both := make([]float64, 2)
		require.NoError(t, weights.Entropy{}.Weigh(both, pair))
		want[j] = both[0]
		g.Codes, g.Scores = append(g.Codes, string(rune('a'+j))), append(g.Scores, x)
	}
	got := make([]float64, 28)
	require.NoError(t, weights.Entropy{}.Weigh(got, g))
	assert.Equal(t, want, got)
}

// Scores near the end of the range of float64.
func TestEntropyRange(t *testing.T) {
	want := of(t, weights.Entropy{}, columns([]float64{3, 1, 0}, []float64{1, 2, 3}))
	for _, unit := range []float64{1e-305, 1e-100, 1e100, 1e305} {
		inDelta(t, want, of(t, weights.Entropy{}, columns([]float64{3 * unit, unit, 0}, []float64{1, 2, 3})), 1e-9, unit)
	}
}
