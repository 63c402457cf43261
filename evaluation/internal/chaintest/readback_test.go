package chaintest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// readBack writes x, reads it into an empty value of its type, and writes that: the bytes
// are the same. It returns what was read.
func readBack[T any](t *testing.T, x *T) *T {
	t.Helper()
	kinds := incentive.Kinds()
	once, err := basis.Marshal(x, kinds)
	require.NoError(t, err)
	again := new(T)
	require.NoError(t, basis.Unmarshal(once, again, kinds), string(once))
	twice, err := basis.Marshal(again, kinds)
	require.NoError(t, err)
	require.Equal(t, string(once), string(twice), "%T reads back to the same", x)
	return again
}

// text writes x.
func text(t *testing.T, x any) string {
	t.Helper()
	out, err := basis.Marshal(x, incentive.Kinds())
	require.NoError(t, err)
	return string(out)
}
