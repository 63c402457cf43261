package weights_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ownScheme is a scheme of one's own.
type ownScheme struct {
	First float64 `json:"first"`
}

func (s ownScheme) Weigh(dst []float64, _ weights.Group) error {
	for j := range dst {
		dst[j] = 1
	}
	dst[0] = s.First
	return nil
}

func TestSchemeOfOnesOwnWrittenAndRead(t *testing.T) {
	scheme := weights.Scheme(weights.PerGroup{
		Default: weights.Entropy{},
		By: map[string]weights.Scheme{"strength": weights.Mix{Parts: []weights.Part{
			{Share: 0.6},
			{Scheme: ownScheme{First: 3}, Share: 0.4},
			{Scheme: weights.Fixed{"va": 1, "rd": 0.5}, Share: 1},
		}}},
	})
	kinds := weights.Kinds().With(basis.Kind[weights.Scheme]("own", ownScheme{}))
	text, err := basis.Marshal(&scheme, kinds)
	require.NoError(t, err)
	assert.JSONEq(t, `{"kind": "per_group", "default": {"kind": "entropy"}, "by": {"strength": {"kind": "mix", "parts": [
		{"share": 0.6},
		{"scheme": {"kind": "own", "first": 3}, "share": 0.4},
		{"scheme": {"kind": "fixed", "value": {"rd": 0.5, "va": 1}}, "share": 1}]}}}`, string(text))
	var back weights.Scheme
	require.NoError(t, basis.Unmarshal(text, &back, kinds))
	assert.Equal(t, scheme, back)
	g := weights.Group{Parent: "strength", Codes: []string{"va", "rd"}, Scores: weights.Columns{{1, 2}, {3, 1}}}
	want, err := weights.Of(nil, scheme, g)
	require.NoError(t, err)
	got, err := weights.Of(nil, back, g)
	require.NoError(t, err)
	assert.Equal(t, want, got)

	_, err = basis.Marshal(&scheme, weights.Kinds())
	require.EqualError(t, err, "by.strength.parts[1].scheme: unknown: weights_test.ownScheme has no kind as a weights.Scheme; give it one with basis.Kind")
	err = basis.Unmarshal(text, &back, weights.Kinds())
	require.ErrorContains(t, err, `by.strength.parts[1].scheme.kind: unknown: "own" is no kind of weights.Scheme`)
	scheme = weights.Mix{Parts: []weights.Part{{Scheme: weights.Func(nil), Share: 1}}}
	_, err = basis.Marshal(&scheme, weights.Kinds())
	require.EqualError(t, err, "parts[0].scheme: value: weights.Func is a function and cannot be written")
}

func TestMatricesRefused(t *testing.T) {
	for text, want := range map[string]string{
		`{"correlation":[[1,0.5],[0.4,1]]}`: "a correlation matrix with 0.4 and 0.5 for the same two",
		`{"correlation":[[1,0.5]]}`:         "a correlation matrix of 1 rows and 2 columns",
		`{"vectors":[[1,0.5],[1]]}`:         "row 2 of a matrix has 1 values, the first 2",
		`{"vectors":[[]]}`:                  "row 1 of a matrix has 0 values",
	} {
		var c weights.Components
		require.ErrorContains(t, c.UnmarshalJSON([]byte(text)), want)
		var f weights.FactorSolution
		require.ErrorContains(t, f.UnmarshalJSON([]byte(`{"components":`+text+`}`)), want)
	}
	var f weights.FactorSolution
	require.ErrorContains(t, f.UnmarshalJSON([]byte(`{"components":{},"loadings":[[1],[]]}`)), "row 2 of a matrix has 0 values, the first 1")
	require.NoError(t, f.UnmarshalJSON([]byte(`{"components":{}}`)))
	assert.Nil(t, f.Components.Vectors)
}
