package stats_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/stats"
)

// pencil is the definition in exact fractions: the decimal of 15 significant
// digits, half away from zero, read back.
func pencil(x float64, digits int) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	d, ok := new(big.Rat).SetString(strconv.FormatFloat(math.Abs(x), 'e', 14, 64))
	if !ok {
		panic("not a number")
	}
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, -digits))), nil))
	if digits < 0 {
		unit.Inv(unit)
	}
	d.Mul(d, unit).Add(d, big.NewRat(1, 2))
	whole := new(big.Int).Quo(d.Num(), d.Denom())
	d.SetInt(whole).Quo(d, unit)
	r, _ := d.Float64() // the nearest
	if x < 0 && r != 0 {
		r = -r
	}
	return r
}

func TestRound(t *testing.T) {
	for name, c := range map[string]struct {
		x      float64
		digits int
		want   float64
	}{
		"1.005":                  {1.005, 2, 1.01},
		"below 1.005":            {1.0049999999999999, 2, 1.01},
		"2.675":                  {2.675, 2, 2.68},
		"77.65 is no half-even":  {77.65, 1, 77.7},
		"half down":              {-0.125, 2, -0.13},
		"half of nothing":        {-0.5, 0, -1},
		"below half of nothing":  {-0.4999, 0, 0},
		"81.3 - 60":              {81.3 - 60, 1, 21.3},
		"99.505 - 99":            {0.505, 2, 0.51},
		"0.7 of 90":              {0.7 * 90, 0, 63},
		"0.1 + 0.2":              {0.1 + 0.2, 15, 0.3},
		"0.1 + 0.2, far digits":  {0.1 + 0.2, 400, 0.3},
		"last bit below":         {math.Nextafter(92.345, 0), 2, 92.35},
		"last bit above":         {math.Nextafter(92.345, 100), 2, 92.35},
		"15th digit below":       {92.3449999999999, 2, 92.34},
		"carry":                  {99.995, 2, 100},
		"carry over all":         {0.9999999999999999, 12, 1},
		"nothing to do":          {92.35, 2, 92.35},
		"one more digit":         {92.35, 3, 92.35},
		"tens":                   {1250, -2, 1300},
		"tens down":              {-1249, -2, -1200},
		"more tens than it has":  {49, -2, 0},
		"just half the tens":     {50, -2, 100},
		"far too many tens":      {1e300, -1000, 0},
		"large":                  {123456789012345.5, 0, 123456789012346},
		"2^53":                   {9007199254740993, 0, 9007199254740990},
		"1e22 + more":            {1e22, 2, 1e22},
		"smallest":               {5e-324, 2, 0},
		"smallest kept":          {5e-324, 324, 5e-324},
		"largest stays":          {math.MaxFloat64, 2, math.MaxFloat64},
		"largest, minus":         {-math.MaxFloat64, -308, -math.MaxFloat64},
		"infinite":               {inf, 2, inf},
		"minus infinite":         {-inf, 2, -inf},
		"infinite, slow":         {inf, 99, inf},
		"zero":                   {0, 2, 0},
		"negative zero":          {math.Copysign(0, -1), 2, 0},
		"negative zero, slow":    {math.Copysign(0, -1), 99, 0},
		"small negative":         {-1e-9, 2, 0},
		"small negative, slow":   {-1e-99, 20, 0},
		"smallest int of digits": {3.7, math.MinInt, 0},
		"largest int of digits":  {0.1 + 0.2, math.MaxInt, 0.3},
	} {
		t.Run(name, func(t *testing.T) {
			got := stats.Round(c.x, c.digits)
			assert.Equal(t, math.Float64bits(c.want), math.Float64bits(got), "want %v, got %v", c.want, got)
		})
	}
	assert.True(t, math.IsNaN(stats.Round(nan, 2)))
	assert.True(t, math.IsNaN(stats.Round(nan, 99)))
}

// TestRoundIsPencil compares both paths with exact fractions, above all where
// they part: at and beside the borders.
func TestRoundIsPencil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.IntRange(-20, 25).Draw(t, "digits")
		var x float64
		switch rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			x = rapid.Float64().Draw(t, "any")
		case 1:
			x = rapid.Float64Range(-1000, 1000).Draw(t, "score")
		case 2: // a decimal that ends in 5, and its neighbors
			k := rapid.Int64Range(-1e12, 1e12).Draw(t, "k")
			x = float64(10*k+5) / math.Pow10(digits+1)
			for range rapid.IntRange(0, 70).Draw(t, "bits") {
				x = math.Nextafter(x, inf)
			}
		case 3: // a score of a calculation that is a border on paper
			k := rapid.IntRange(1, 99999).Draw(t, "k")
			x = (float64(10*k+5)/1000 - 60) + 60
			digits = 2
		}
		if math.IsInf(x, 0) {
			return
		}
		want, got := pencil(x, digits), stats.Round(x, digits)
		if math.IsInf(want, 0) {
			want = x
		}
		require.Equal(t, math.Float64bits(want), math.Float64bits(got), "Round(%v, %d): want %v, got %v", x, digits, want, got)
		require.Equal(t, math.Float64bits(got), math.Float64bits(stats.Round(got, digits)), "rounded twice")
		if x != 0 && want != 0 {
			require.Equal(t, -got, stats.Round(-x, digits), "turned round")
		}
	})
}

// TestRoundMonotone: rounding never changes the order of two scores.
func TestRoundMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Float64Range(-200, 200).Draw(t, "a")
		b := rapid.Float64Range(-200, 200).Draw(t, "b")
		if rapid.Bool().Draw(t, "close") {
			b = math.Nextafter(a, inf)
		}
		digits := rapid.IntRange(0, 6).Draw(t, "digits")
		require.LessOrEqual(t, stats.Round(min(a, b), digits), stats.Round(max(a, b), digits))
	})
}

func TestNearBorder(t *testing.T) {
	for name, c := range map[string]struct {
		x      float64
		digits int
		want   bool
	}{
		"on it":              {92.345, 2, true},
		"minus":              {-92.345, 2, true},
		"a bit above":        {92.345 * (1 + 0.9e-9), 2, true},
		"a bit below":        {92.345 * (1 - 0.9e-9), 2, true},
		"above enough":       {92.345 * (1 + 1.1e-9), 2, false},
		"below enough":       {92.345 * (1 - 1.1e-9), 2, false},
		"in the middle":      {92.34, 2, false},
		"other digits":       {92.345, 3, false},
		"tens":               {1250, -2, true},
		"not tens":           {1251, -2, false},
		"zero":               {0, 2, false},
		"zero, far":          {0, 999, false},
		"NaN":                {nan, 2, false},
		"infinite":           {inf, 2, false},
		"beyond all decimal": {math.MaxFloat64, 2, true},
		"nine digits":        {1234567890.3, 0, true},
	} {
		assert.Equal(t, c.want, stats.NearBorder(c.x, c.digits), name)
	}
}

// TestNearBorderCovers: where a relative change of 1e-10 changes the rounded
// value, the warning is given.
func TestNearBorderCovers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.IntRange(0, 4).Draw(t, "digits")
		k := rapid.Int64Range(0, 1e6).Draw(t, "k")
		x := (float64(k) + 0.5) / math.Pow10(digits) * (1 + rapid.Float64Range(-2e-9, 2e-9).Draw(t, "off"))
		if stats.Round(x*(1+1e-10), digits) != stats.Round(x*(1-1e-10), digits) {
			require.True(t, stats.NearBorder(x, digits))
		}
	})
}

func BenchmarkRound(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, 4096)
	for i := range x {
		x[i] = 100 * r.Float64()
	}
	var sum float64
	for b.Loop() {
		for _, v := range x {
			sum += stats.Round(v, 2)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x)), "ns/value")
	_ = sum
}

func TestRoundSignificant(t *testing.T) {
	for _, c := range []struct {
		x      float64
		digits int
		want   float64
	}{
		{0.1 + 0.2, 12, 0.3},
		{1234567, 2, 1200000},
		{-1.005, 3, -1.01},
		{9.9999999999996, 12, 10},
		{0.29749999999999999, 12, 0.2975},
		{2.0 / 3, 12, 0.666666666667},
		{5e-324, 3, 5e-324},
		{1.7976931348623157e308, 2, 1.7976931348623157e308},
		{0.99, 0, 1},
		{1.0 / 3, 40, 0.333333333333333},
		{0, 12, 0},
		{math.Copysign(0, -1), 12, 0},
		{inf, 12, inf},
	} {
		assert.Equal(t, c.want, stats.RoundSignificant(c.x, c.digits), "%v to %d", c.x, c.digits)
	}
	assert.True(t, math.IsNaN(stats.RoundSignificant(nan, 12)))
	assert.False(t, math.Signbit(stats.RoundSignificant(math.Copysign(0, -1), 12)))
	rapid.Check(t, func(t *rapid.T) {
		x, digits := rapid.Float64Range(-1e9, 1e9).Draw(t, "x"), rapid.IntRange(1, 15).Draw(t, "digits")
		y := stats.RoundSignificant(x, digits)
		require.InDelta(t, y, stats.RoundSignificant(y, digits), 0, "once rounded, it stays")
		require.InDelta(t, -y, stats.RoundSignificant(-x, digits), 0)
		require.LessOrEqual(t, math.Abs(y-x), 0.51*math.Pow10(1-digits)*math.Abs(x))
	})
}
