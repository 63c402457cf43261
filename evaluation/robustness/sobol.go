package robustness

import (
	_ "embed" // direction numbers
	"math/bits"
	"strconv"
	"strings"
	"sync"

	"github.com/countyeval/countyeval/indicators/basis"
)

// SobolDimensions is the number of dimensions for which there are direction numbers.
const SobolDimensions = 512

// Scramble says how Sobol points are made random. The zero value is LinearMatrix.
type Scramble int

// The scramblings. All of them keep how evenly the points lie.
const (
	LinearMatrix Scramble = iota // a random lower triangular matrix on the bits of each dimension, and a shift of its bits
	DigitalShift                 // a shift alone
	Plain                        // none: the first point is 0 in all dimensions
)

var scrambles = basis.Words{"linear matrix", "digital shift", "unscrambled"}

// String gives "linear matrix", "digital shift" or "unscrambled".
func (s Scramble) String() string { return basis.Name(scrambles, "Scramble", s) }

// MarshalText gives the words.
func (s Scramble) MarshalText() ([]byte, error) { return basis.MarshalWord(scrambles, "scrambling", s) }

// UnmarshalText accepts exactly the words of String.
func (s *Scramble) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(scrambles, "scrambling", s, text)
}

// Sobol are points of low discrepancy: they fill the unit cube more evenly than random
// ones, so that a mean over n of them misses by about 1/n where random ones miss by
// 1/sqrt(n). Point i is had directly,
//
//	x_i = v_j1 xor v_j2 xor ...,  over the bits j that are set in i xor i/2 (Gray code)
//
// with direction numbers v of 52 bits, and depends on the seed and on i alone. A power
// of two of points, from 0 on, lies most evenly: of 2^k, each interval of length 2^-k
// has one in every dimension. Scrambled points of different seeds are independent, each
// is uniform by itself, and what their means differ by is an honest error. They lie
// between 0 and 1 and are neither.
//
// Sources: I. M. Sobol (1967), On the distribution of points in a cube and the
// approximate evaluation of integrals, USSR Computational Mathematics and Mathematical
// Physics 7(4), 86-112; I. A. Antonov, V. M. Saleev (1979), An economic method of
// computing LP-tau sequences, same journal 19(1), 252-256; direction numbers: S. Joe,
// F. Y. Kuo (2008), see joekuo.txt; scrambling: J. Matousek (1998), On the L2-discrepancy
// for anchored boxes, Journal of Complexity 14, 527-556.
type Sobol struct {
	dims  [][digits52]uint64
	shift []uint64
	half  float64 // 0 for plain points
}

// digits52 is the number of binary digits of a coordinate.
const digits52 = 52

// NewSobol makes the points of a number of dimensions, up to [SobolDimensions]; any
// other is an error that wraps [basis.ErrDomain].
func NewSobol(dimensions int, scramble Scramble, seed uint64) (*Sobol, error) {
	if dimensions < 1 || dimensions > SobolDimensions {
		return nil, basis.Errorf("%w: Sobol points of %d dimensions, which is not from 1 to %d", basis.ErrDomain, dimensions, SobolDimensions)
	}
	if scramble < LinearMatrix || scramble > Plain {
		return nil, basis.Errorf("%w: no scrambling %d", basis.ErrValue, int(scramble))
	}
	s := &Sobol{dims: make([][digits52]uint64, dimensions), shift: make([]uint64, dimensions), half: 0.5}
	for d := range s.dims {
		s.dims[d] = directions()[d]
		stream := NewStream(seed, d)
		if scramble == LinearMatrix {
			var rows [digits52]uint64 // of the matrix: row k has its diagonal and what is left of it at random
			for k := range rows {
				diagonal := uint64(1) << (digits52 - 1 - k)
				rows[k] = stream.pcg.Uint64()&^(2*diagonal-1)&(1<<digits52-1) | diagonal
			}
			for j, v := range s.dims[d] {
				var out uint64
				for k, row := range rows {
					out |= uint64(bits.OnesCount64(row&v)&1) << (digits52 - 1 - k)
				}
				s.dims[d][j] = out
			}
		}
		if scramble != Plain {
			s.shift[d] = stream.pcg.Uint64() >> (64 - digits52)
		}
	}
	if scramble == Plain {
		s.half = 0
	}
	return s, nil
}

// Dimensions returns the number of dimensions.
func (s *Sobol) Dimensions() int { return len(s.dims) }

// At writes point i, from 0 on, into u: as many of its dimensions as u has room for.
func (s *Sobol) At(u []float64, i int) {
	gray := uint64(i) ^ uint64(i)>>1
	for d := range s.dims[:min(len(u), len(s.dims))] {
		x := s.shift[d]
		v := &s.dims[d]
		for g := gray; g != 0; g &= g - 1 {
			x ^= v[bits.TrailingZeros64(g)%digits52]
		}
		u[d] = (float64(x) + s.half) / (1 << digits52)
	}
}

//go:embed joekuo.txt
var joeKuo string

// directions are the direction numbers of all dimensions, the first binary digit the
// highest bit; they are made when they are first needed.
var directions = sync.OnceValue(func() [][digits52]uint64 {
	out := make([][digits52]uint64, 1, SobolDimensions)
	for j := range out[0] {
		out[0][j] = 1 << (digits52 - 1 - j)
	}
	for line := range strings.Lines(joeKuo) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var numbers []uint64 // d, s, a, m_1 to m_s
		for _, word := range strings.Fields(line) {
			n, err := strconv.ParseUint(word, 10, 64)
			if err != nil {
				return nil // cannot be: a test reads the file
			}
			numbers = append(numbers, n)
		}
		s, a, m := int(numbers[1]), numbers[2], numbers[3:]
		var v [digits52]uint64
		for j := range v {
			if j < s {
				v[j] = m[j] << (digits52 - 1 - j)
				continue
			}
			v[j] = v[j-s] ^ v[j-s]>>s // Joe and Kuo (2003), eq. 5
			for k := 1; k < s; k++ {
				v[j] ^= (a >> (s - 1 - k) & 1) * v[j-k]
			}
		}
		out = append(out, v)
	}
	return out
})
