package scheme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
)

// TestVerifyEarlier: a bundle of another version verifies if it gives the same numbers, and
// otherwise the change of numbers that concerns its scheme is named, and no other.
func TestVerifyEarlier(t *testing.T) {
	b := published(t, nil)
	minMax := scheme.NumberChange{Version: "0.0.2", From: []string{"0.0.1"}, What: "wider scales", Kinds: []string{"min_max"}}
	require.NoError(t, scheme.VerifyAgainst(b.OfVersion(t, "0.0.1", "", ""), minMax))
	other := b.OfVersion(t, "0.0.1", "1,42.6667,", "1,42.6668,")
	err := scheme.VerifyAgainst(other, minMax)
	require.ErrorIs(t, err, scheme.ErrBundle)
	assert.ErrorContains(t, err, "made by version 0.0.1")
	assert.ErrorContains(t, err, "of the listed changes of numbers, wider scales of version 0.0.2 concerns the scheme")
	all := scheme.NumberChange{Version: "0.0.3", From: []string{"0.0.1"}, What: "another default"}
	assert.ErrorContains(t, scheme.VerifyAgainst(other, all), "another default of version 0.0.3")
	for _, c := range []scheme.NumberChange{
		{Version: "0.0.2", From: []string{"0.0.1"}, What: "roots", Kinds: []string{"topsis"}},
		{Version: "0.0.1", From: []string{"0.0.0"}, What: "earlier", Kinds: []string{"min_max"}},
	} {
		assert.ErrorContains(t, scheme.VerifyAgainst(other, c), "no listed change of numbers concerns the scheme")
	}
}
