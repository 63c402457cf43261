package aggregate_test

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// number reads "NaN", too.
type number float64

func (x *number) UnmarshalJSON(b []byte) error {
	if string(b) == `"NaN"` {
		*x = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(x))
}

func floats(x []number) []float64 {
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = float64(v)
	}
	return out
}

// edges reads what a peer's methods do with degenerate matrices: by the name of
// the matrix and of the method. Values come as a list, or as an object of lists.
func edges(t *testing.T, peer string) (in map[string]peerCase, out map[string]map[string][]float64, failed map[string]map[string]bool) {
	t.Helper()
	b, err := os.ReadFile("testdata/golden/" + peer + "/edge_cases.json")
	require.NoError(t, err)
	var doc struct {
		Input  map[string]json.RawMessage
		Output map[string]map[string]struct {
			Value json.RawMessage
			Error string
		}
	}
	require.NoError(t, json.Unmarshal(b, &doc))
	var common peerCase
	require.NoError(t, json.Unmarshal(b, &struct{ Input *peerCase }{&common}))
	in, out, failed = map[string]peerCase{}, map[string]map[string][]float64{}, map[string]map[string]bool{}
	for name, of := range doc.Output {
		c := common
		var rows [][]number
		require.NoError(t, json.Unmarshal(doc.Input[name], &rows))
		c.Matrix = nil
		for _, row := range rows {
			c.Matrix = append(c.Matrix, floats(row))
		}
		in[name], out[name], failed[name] = c, map[string][]float64{}, map[string]bool{}
		for method, r := range of {
			var list []number
			var object map[string]json.RawMessage
			switch {
			case r.Error != "":
				failed[name][method] = true
				continue
			case json.Unmarshal(r.Value, &list) == nil:
			case json.Unmarshal(r.Value, &object) == nil:
				for _, key := range []string{"similarity", "score", "q_k"} {
					if object[key] != nil {
						require.NoError(t, json.Unmarshal(object[key], &list))
					}
				}
			}
			out[name][method] = floats(list)
		}
	}
	return in, out, failed
}

// constantMinMax is min-max with 1 for a column that is constant: any value does,
// as it adds the same to all.
func constantMinMax(x []float64, cost bool) []float64 {
	if lo, hi := extremes(x); lo == hi {
		return mapped(x, func(float64) float64 { return 1 })
	}
	return minMax(x, cost)
}

// TestEdgesPymcdm holds the row of pymcdm in the table of the package
// documentation, and ours beside it.
func TestEdgesPymcdm(t *testing.T) {
	in, out, failed := edges(t, "pymcdm")
	same := func(name, method string, a aggregate.Aggregator, p prepared) {
		t.Helper()
		g, w := in[name].group(p)
		require.NotEmpty(t, out[name][method])
		near(t, out[name][method], scored(t, a, g, w), 0.1, name, method)
	}
	refused := func(name string, a aggregate.Aggregator, p prepared, kind error) {
		t.Helper()
		g, w := in[name].group(p)
		require.ErrorIs(t, a.Aggregate(make([]float64, len(in[name].Matrix)), g, w), kind, "%s %T", name, a)
	}
	// A constant column is inert in the methods that do not divide by its spread.
	same("constant_column", "method_topsis", aggregate.TOPSIS{}, constantMinMax)
	same("constant_column", "method_edas", aggregate.EDAS{}, mirrored)
	same("constant_column", "method_codas", aggregate.CODAS{}, toBest)
	same("constant_column", "method_marcos", aggregate.MARCOS{}, toBest)
	same("constant_column", "method_waspas", aggregate.WASPAS{}, toBest)
	same("constant_column", "method_moora", aggregate.Arithmetic{}, vectorNegated)
	assert.True(t, failed["constant_column"]["method_vikor"])
	refused("constant_column", aggregate.VIKOR{}, negated, basis.ErrConstant)
	// A zero is a number: pymcdm's ratio to the best refuses it, ours does not; a
	// product cannot take it.
	same("one_zero", "method_topsis", aggregate.TOPSIS{}, minMax)
	same("one_zero", "method_vikor", qOf{}, negated)
	same("one_zero", "method_edas", aggregate.EDAS{}, mirrored)
	same("one_zero", "method_marcos", aggregate.MARCOS{}, toBest)
	assert.True(t, failed["one_zero"]["method_codas"])
	g, w := in["one_zero"].group(toBest)
	scored(t, aggregate.CODAS{}, g, w)
	assert.True(t, failed["one_zero"]["method_waspas"])
	refused("one_zero", aggregate.WASPAS{}, toBest, aggregate.ErrZero)
	// A missing value becomes NaN for all units, and in EDAS a zero for one child;
	// ours name the cell.
	for _, method := range []string{"topsis", "vikor", "codas", "marcos", "waspas", "copras"} {
		assert.True(t, math.IsNaN(out["nan"]["method_"+method][0]), method)
	}
	assert.False(t, math.IsNaN(out["nan"]["method_edas"][0]))
	for _, a := range []aggregate.Aggregator{aggregate.TOPSIS{}, aggregate.VIKOR{}, aggregate.EDAS{}, aggregate.CODAS{}, aggregate.MARCOS{}, aggregate.WASPAS{}, aggregate.COPRAS{}} {
		refused("nan", a, negated, basis.ErrMissing)
	}
	// Units that are all equal are 0/0.
	for _, method := range []string{"topsis", "edas"} {
		assert.True(t, math.IsNaN(out["identical_units"]["method_"+method][0]), method)
	}
	refused("identical_units", aggregate.TOPSIS{}, negated, basis.ErrConstant)
	refused("identical_units", aggregate.EDAS{}, mirrored, basis.ErrConstant)
	refused("identical_units", aggregate.VIKOR{}, negated, basis.ErrConstant)
	same("identical_units", "method_codas", aggregate.CODAS{}, toBest)
	same("identical_units", "method_marcos", aggregate.MARCOS{}, toBest)
	same("identical_units", "method_waspas", aggregate.WASPAS{}, toBest)
}

// qOf is 1 less VIKOR's score.
type qOf struct{}

func (qOf) Aggregate(dst []float64, g weights.Group, w []float64) error {
	err := aggregate.VIKOR{}.Aggregate(dst, g, w)
	for i, x := range dst {
		dst[i] = 1 - x
	}
	return err
}

func TestEdgesScikitCriteria(t *testing.T) {
	in, out, failed := edges(t, "scikit-criteria")
	// VIKOR leaves a constant column out with a warning, and of units that are all
	// equal makes Q 0; ours name the column.
	g, w := in["constant_column"].group(negated)
	_, err := aggregate.VIKOR{}.Solve(g, w)
	require.ErrorIs(t, err, basis.ErrConstant)
	assert.Equal(t, []string{"c1/-1"}, cells(err))
	left := w[1] + w[2] + w[3] + w[4]
	rest := weights.Group{Parent: "p", Codes: g.Codes[1:], Scores: g.Scores[1:]}
	near(t, out["constant_column"]["method_vikor"], scored(t, qOf{}, rest, mapped(w[1:], func(x float64) float64 { return x / left })), 0.1, "what is left without it")
	for _, q := range out["identical_units"]["method_vikor"] {
		assert.Zero(t, q)
	}
	// TOPSIS and EDAS end in a rank error for a missing value, VIKOR leaves the
	// column out without a word; EDAS has 0.5 for units that are all equal.
	assert.True(t, failed["nan"]["method_topsis"])
	assert.True(t, failed["nan"]["method_edas"])
	assert.False(t, math.IsNaN(out["nan"]["method_vikor"][0]))
	for _, a := range []aggregate.Aggregator{aggregate.TOPSIS{}, aggregate.VIKOR{}, aggregate.EDAS{}} {
		g, w := in["nan"].group(negated)
		err := a.Aggregate(make([]float64, len(in["nan"].Matrix)), g, w)
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.NotEmpty(t, cells(err))
	}
	assert.InDelta(t, 0.5, out["identical_units"]["method_edas"][0], 0)
	// What is not degenerate agrees.
	for name, p := range map[string]prepared{"constant_column": mirrored, "one_zero_cost": mirrored} {
		g, w := in[name].group(p)
		near(t, out[name]["method_edas"], scored(t, aggregate.EDAS{}, g, w), 0.1, name)
	}
	g, w = in["constant_column"].group(negated)
	near(t, out["constant_column"]["method_topsis"], scored(t, aggregate.TOPSIS{}, g, w), 0.1, "no scaler before it")
}

func TestEdgesPyDecision(t *testing.T) {
	in, out, _ := edges(t, "pydecision")
	for _, name := range []string{"constant_column", "one_zero"} {
		g, w := in[name].group(vectorNegated)
		near(t, out[name]["topsis"], scored(t, aggregate.TOPSIS{}, g, w), 0.1, name)
		g, w = in[name].group(mirrored)
		near(t, out[name]["edas"], scored(t, aggregate.EDAS{}, g, w), 0.1, name)
	}
	n := float64(len(in["one_zero"].Matrix))
	g, w := in["one_zero"].group(minMax)
	near(t, mapped(out["one_zero"]["gra"], func(x float64) float64 { return x * n }), scored(t, aggregate.GreyRelational{}, g, w), 0)
	// A constant column is 0 after its min-max, the farthest from the reference:
	// every unit gets 1/3 there. Ours is 1 for all, the same order.
	g, w = in["constant_column"].group(constantMinMax)
	got := scored(t, aggregate.GreyRelational{}, g, w)
	assert.Equal(t, placeOf(out["constant_column"]["gra"]), placeOf(got))
	assert.InDelta(t, w[0]*2/3, got[0]-n*out["constant_column"]["gra"][0], 1e-12)
	// A single unit, and units that are all equal, are NaN in TOPSIS and EDAS; the
	// grey grade is 1/3, which would be the worst there is.
	for _, name := range []string{"one_unit", "identical_units"} {
		g, w := in[name].group(constantMinMax)
		for method, a := range map[string]aggregate.Aggregator{"topsis": aggregate.TOPSIS{}, "edas": aggregate.EDAS{}, "gra": aggregate.GreyRelational{}} {
			assert.True(t, math.IsNaN(out[name][method][0]) || method == "gra")
			require.ErrorIs(t, a.Aggregate(make([]float64, len(in[name].Matrix)), g, w), basis.ErrConstant)
		}
	}
	for _, x := range out["nan"]["topsis"] {
		assert.True(t, math.IsNaN(x))
	}
}
