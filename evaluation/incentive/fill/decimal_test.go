package fill_test

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// TestDecimalOfAnyFloat: the number is that of the shortest decimal text, however long it is.
func TestDecimalOfAnyFloat(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		x := rapid.OneOf(
			rapid.Float64(),
			rapid.Map(rapid.Int64Range(-1_000_000_000, 1_000_000_000), func(n int64) float64 { return float64(n) / 1000 }),
			rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 0.1, 1e17, 1e18, 123456789012345678, 1e-17, 1e-18, -0.5, 9007199254740993, 5e-324, math.MaxFloat64}),
		).Draw(rt, "x")
		got, err := fill.Decimal(x)
		require.NoError(rt, err)
		want, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
		require.True(rt, ok)
		assert.Equal(rt, want.RatString(), got.RatString())
	})
}
