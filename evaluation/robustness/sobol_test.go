package robustness_test

import (
	"math"
	"math/bits"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestSobolPublished has the first points in three dimensions as Joe and Kuo's notes on
// generating Sobol sequences print them (2008, section 1).
func TestSobolPublished(t *testing.T) {
	s, err := robustness.NewSobol(3, robustness.Plain, 0)
	require.NoError(t, err)
	u := make([]float64, 3)
	for i, want := range [][3]float64{
		{0, 0, 0},
		{0.5, 0.5, 0.5},
		{0.75, 0.25, 0.25},
		{0.25, 0.75, 0.75},
		{0.375, 0.375, 0.625},
		{0.875, 0.875, 0.125},
		{0.625, 0.125, 0.875},
		{0.125, 0.625, 0.375},
		{0.1875, 0.3125, 0.9375},
		{0.6875, 0.8125, 0.4375},
	} {
		s.At(u, i)
		assert.Equal(t, want[:], u, i)
	}
}

// TestDirectionNumbers: every polynomial of the file is primitive, as far as its degree
// tells, none comes twice, and each m_i is odd and below 2^i.
func TestDirectionNumbers(t *testing.T) {
	text, err := os.ReadFile("joekuo.txt")
	require.NoError(t, err)
	seen := map[uint64]bool{}
	dims := 1
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		dims++
		var n []uint64
		for _, word := range strings.Fields(line) {
			x, err := strconv.ParseUint(word, 10, 64)
			require.NoError(t, err)
			n = append(n, x)
		}
		s := int(n[1])
		require.Equal(t, uint64(dims), n[0])
		require.Len(t, n, 3+s)
		for i, m := range n[3:] {
			require.True(t, m%2 == 1 && m < 2<<i, line)
		}
		poly := 1<<s | n[2]<<1 | 1
		require.False(t, seen[poly], line)
		seen[poly] = true
		require.True(t, primitive(poly, s), line)
	}
	assert.Equal(t, robustness.SobolDimensions, dims)
}

// primitive reports whether x generates all powers modulo a polynomial over GF(2).
func primitive(poly uint64, s int) bool {
	x, order := uint64(2), 1
	if s == 1 {
		return poly == 3
	}
	for ; x != 1; order++ {
		if x <<= 1; x>>s&1 == 1 {
			x ^= poly
		}
		if order > 1<<s {
			return false
		}
	}
	return order == 1<<s-1
}

// TestSobolStratifies: of the first 2^k points each interval of length 2^-k has one, in
// every dimension and under every scrambling; numbers lie between 0 and 1.
func TestSobolStratifies(t *testing.T) {
	for _, scramble := range []robustness.Scramble{robustness.Plain, robustness.DigitalShift, robustness.LinearMatrix} {
		s, err := robustness.NewSobol(robustness.SobolDimensions, scramble, 11)
		require.NoError(t, err)
		const n = 256
		seen := make([][n]bool, s.Dimensions())
		u := make([]float64, s.Dimensions())
		for i := range n {
			s.At(u, i)
			for d, x := range u {
				require.True(t, x >= 0 && x < 1 && (x > 0 || scramble == robustness.Plain))
				at := int(x * n)
				require.False(t, seen[d][at], "%s: dimension %d, interval %d", scramble, d, at)
				seen[d][at] = true
			}
		}
	}
}

// TestSobolPairs: in the first ten dimensions two coordinates of the first 2^10 points
// are a (t, 10, 2) net of t at most 5: boxes of area 2^(t-10) have 2^t points each.
func TestSobolPairs(t *testing.T) {
	const m, quality = 10, 5
	s, err := robustness.NewSobol(10, robustness.LinearMatrix, 3)
	require.NoError(t, err)
	points := make([][10]float64, 1<<m)
	for i := range points {
		s.At(points[i][:], i)
	}
	for a := range 10 {
		for b := range a {
			for cut := 0; cut <= m-quality; cut++ {
				count := map[[2]int]int{}
				for _, p := range points {
					count[[2]int{int(p[a] * float64(int(1)<<cut)), int(p[b] * float64(int(1)<<(m-quality-cut)))}]++
				}
				for _, c := range count {
					require.Equal(t, 1<<quality, c, "dimensions %d and %d", a, b)
				}
			}
		}
	}
}

// discrepancy is the L2 star discrepancy by Warnock's formula (1972).
func discrepancy(points [][]float64) float64 {
	n, d := float64(len(points)), len(points[0])
	sum := math.Pow(1.0/3, float64(d))
	for _, x := range points {
		p := 1.0
		for _, v := range x {
			p *= 1 - v*v
		}
		sum -= p * math.Pow(2, 1-float64(d)) / n
		for _, y := range points {
			q := 1.0
			for k, v := range x {
				q *= 1 - max(v, y[k])
			}
			sum += q / (n * n)
		}
	}
	return math.Sqrt(sum)
}

// TestDiscrepancy: random points have sqrt((2^-d - 3^-d) / n) in the mean; scrambled
// Sobol points lie below it, the further the fewer dimensions there are.
func TestDiscrepancy(t *testing.T) {
	const n = 512
	for _, c := range []struct {
		d     int
		bound float64
	}{{2, 0.15}, {6, 0.55}, {12, 0.95}} {
		random := math.Sqrt((math.Pow(2, -float64(c.d)) - math.Pow(3, -float64(c.d))) / n)
		for seed := range uint64(3) {
			s, err := robustness.NewSobol(c.d, robustness.LinearMatrix, seed)
			require.NoError(t, err)
			points, drawn := make([][]float64, n), make([][]float64, n)
			for i := range n {
				points[i], drawn[i] = make([]float64, c.d), make([]float64, c.d)
				s.At(points[i], i)
				robustness.NewStream(seed, i).Fill(drawn[i])
			}
			assert.Less(t, discrepancy(points), c.bound*random, "%d dimensions", c.d)
			assert.InEpsilon(t, random, discrepancy(drawn), 0.75, "%d dimensions", c.d)
		}
	}
}

// TestScramblesAreUniform: over seeds, a single scrambled point is uniform: mean 1/2 and
// variance 1/12, and no two coordinates go together.
func TestScramblesAreUniform(t *testing.T) {
	const seeds = 4000
	for _, scramble := range []robustness.Scramble{robustness.LinearMatrix, robustness.DigitalShift} {
		var mean, square, product float64
		u := make([]float64, 2)
		for seed := range uint64(seeds) {
			s, err := robustness.NewSobol(2, scramble, seed)
			require.NoError(t, err)
			s.At(u, 5)
			mean += u[0] / seeds
			square += (u[0] - 0.5) * (u[0] - 0.5) / seeds
			product += (u[0] - 0.5) * (u[1] - 0.5) / seeds
		}
		assert.InDelta(t, 0.5, mean, 0.02)
		assert.InDelta(t, 1.0/12, square, 0.005)
		assert.InDelta(t, 0, product, 0.005)
	}
}

func TestSobolRefuses(t *testing.T) {
	for _, d := range []int{0, -1, robustness.SobolDimensions + 1} {
		_, err := robustness.NewSobol(d, robustness.LinearMatrix, 1)
		require.ErrorIs(t, err, basis.ErrDomain)
	}
	_, err := robustness.NewSobol(3, robustness.Scramble(7), 1)
	require.ErrorIs(t, err, basis.ErrValue)
	for _, s := range []robustness.Scramble{robustness.LinearMatrix, robustness.DigitalShift, robustness.Plain} {
		text, err := s.MarshalText()
		require.NoError(t, err)
		var back robustness.Scramble
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, s, back)
		assert.Equal(t, string(text), s.String())
	}
}

// TestStreams: a stream depends on seed and draw alone, and neighbors have nothing in
// common: half of the bits of their first numbers differ.
func TestStreams(t *testing.T) {
	a := robustness.NewStream(7, 1000)
	first := []uint64{a.Rand().Uint64(), a.Rand().Uint64()}
	a.Reset(7, 1001)
	a.Reset(7, 1000)
	assert.Equal(t, []uint64{a.Rand().Uint64(), a.Rand().Uint64()}, first)
	differ, n := 0, 0
	for draw := range 2000 {
		for _, other := range [][2]int{{7, draw + 1}, {8, draw}} {
			x := robustness.NewStream(7, draw).Rand().Uint64()
			y := robustness.NewStream(uint64(other[0]), other[1]).Rand().Uint64()
			differ += bits.OnesCount64(x ^ y)
			n += 64
		}
	}
	assert.InDelta(t, 0.5, float64(differ)/float64(n), 0.005)
	u := make([]float64, 100_000)
	a.Fill(u)
	var mean, square float64
	for _, x := range u {
		require.True(t, x > 0 && x < 1)
		mean += x / float64(len(u))
		square += x * x / float64(len(u))
	}
	assert.InDelta(t, 0.5, mean, 0.005)
	assert.InDelta(t, 1.0/3, square, 0.005)
	assert.Zero(t, testing.AllocsPerRun(10, func() { a.Reset(1, 2); a.Fill(u[:10]) }))
}
