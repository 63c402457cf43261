package profile

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Summary tells how the values of one column are spread. Statistics are of the
// values that are there; one that has no value is NaN, and Undefined says why.
type Summary struct {
	Code      string `json:"code"`
	N         int    `json:"n"`         // units
	Available int    `json:"available"` // units with a value
	Zeros     int    `json:"zeros"`     // of these, exactly 0
	Unique    int    `json:"unique"`    // different values
	Same      int    `json:"same"`      // units that share the most frequent value
	Imputed   int    `json:"imputed"`   // values that a step filled in
	Treated   int    `json:"treated"`   // values that a step changed

	Min      float64 `json:"min"` // quartiles of type 7
	Q1       float64 `json:"q1"`
	Median   float64 `json:"median"`
	Q3       float64 `json:"q3"`
	Max      float64 `json:"max"`
	Mean     float64 `json:"mean"`
	SD       float64 `json:"sd"`       // sample (n-1)
	Skewness float64 `json:"skewness"` // G1, sample, as Excel's SKEW
	Kurtosis float64 `json:"kurtosis"` // G2, sample, excess, as Excel's KURT

	Undefined []error `json:"undefined,omitzero"` // one for each reason
}

// Describe summarizes columns, measured or auxiliary; without codes, all measured
// indicators in the order of the framework. It is an error if the table does not
// have a column. With n values x, mean m and central moments m_r = sum (x - m)^r / n:
//
//	SD       = sqrt( n m_2 / (n-1) )
//	Skewness = sqrt( n (n-1) ) / (n-2) * m_3 / m_2^(3/2)
//	Kurtosis = (n-1) / ((n-2)(n-3)) * ( (n+1) (m_4 / m_2^2 - 3) + 6 )
//
// The standard deviation needs 2 values, skewness 3, kurtosis 4, and both have no
// value if all values are equal. Nothing depends on the order of the units.
//
// Source: D. N. Joanes and C. A. Gill (1998), Comparing Measures of Sample
// Skewness and Kurtosis, The Statistician 47(1), 183-189, G1 and G2.
func Describe(t *indicators.Table, codes ...string) ([]Summary, error) {
	codes, err := columnsOf(t, codes)
	if err != nil {
		return nil, basis.Errorf("describe: %w", err)
	}
	out := make([]Summary, len(codes))
	basis.EachWith(len(codes), t.Len()*len(codes), func() func(int) {
		var b sortBuffer
		return func(j int) { out[j] = describe(t, codes[j], &b) }
	})
	return out, nil
}

func describe(t *indicators.Table, code string, b *sortBuffer) Summary {
	column := t.Column(code)
	s := Summary{Code: code, N: t.Len()}
	for _, m := range t.Marks(code).All() {
		switch m {
		case indicators.Imputed:
			s.Imputed++
		case indicators.Treated:
			s.Treated++
		}
	}
	s.of(b.sorted(column))
	return s
}

// of takes the statistics of sorted values.
func (s *Summary) of(x []float64) {
	nan := math.NaN()
	n := len(x)
	s.Available = n
	s.Min, s.Q1, s.Median, s.Q3, s.Max, s.Mean, s.SD, s.Skewness, s.Kurtosis = nan, nan, nan, nan, nan, nan, nan, nan, nan
	fail := func(text string, err error) { s.Undefined = append(s.Undefined, basis.Errorf(text, err)) }
	if n == 0 {
		fail("all statistics: %w", basis.Errorf("%w: there is none", basis.ErrMissing))
		return
	}
	run := 0
	for i, v := range x {
		if v == 0 {
			s.Zeros++
		}
		if i == 0 || v != x[i-1] {
			s.Unique++
			run = 0
		}
		run++
		s.Same = max(s.Same, run)
	}
	s.Min, s.Q1, s.Median, s.Q3, s.Max = x[0], quantile(x, 0.25), quantile(x, 0.5), quantile(x, 0.75), x[n-1]
	s.Mean = mean(x)
	m2, m3, m4 := centralMoments(x, s.Mean)
	f := float64(n)
	if n < 2 {
		fail("standard deviation, skewness and kurtosis: %w", few(n, 2))
		return
	}
	if s.Unique == 1 {
		m2 = 0 // the mean of equal values may be a last bit off
	}
	s.SD = math.Sqrt(m2 * f / (f - 1))
	switch {
	case s.Unique == 1:
		fail("skewness and kurtosis: %w", basis.ErrConstant)
		return
	case n < 3:
		fail("skewness and kurtosis: %w", few(n, 3))
		return
	case m2 == 0 || math.IsInf(m4, 0):
		fail("skewness and kurtosis: %w", basis.Errorf("%w: the values are too small or too large to be raised to the fourth power", basis.ErrNumber))
		return
	}
	s.Skewness = math.Sqrt(f*(f-1)) / (f - 2) * m3 / (m2 * math.Sqrt(m2))
	if n < 4 {
		fail("kurtosis: %w", few(n, 4))
		return
	}
	s.Kurtosis = (f - 1) / ((f - 2) * (f - 3)) * ((f+1)*(m4/(m2*m2)-3) + 6)
}

// few says how many values there are and how many are needed.
func few(n, need int) error { return basis.Errorf("%w: %d of at least %d", basis.ErrFew, n, need) }

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	if n := float64(len(x)); !math.IsInf(sum, 0) {
		return sum / n
	}
	sum = 0
	for _, v := range x {
		sum += v / float64(len(x))
	}
	return sum
}

func centralMoments(x []float64, m float64) (m2, m3, m4 float64) {
	for _, v := range x {
		d := v - m
		q := d * d
		m2 += q
		m3 += q * d
		m4 += q * q
	}
	n := float64(len(x))
	return m2 / n, m3 / n, m4 / n
}

// quantile is type 7 of values that are sorted; see [stats.Quantile].
func quantile(x []float64, p float64) float64 {
	h := float64(len(x)-1) * p
	j := int(h)
	g := h - float64(j)
	if g == 0 || x[j] == x[j+1] {
		return x[j]
	}
	return min(max((1-g)*x[j]+g*x[j+1], x[j]), x[j+1])
}

// sortBuffer is the storage of one worker for sorting column after column.
type sortBuffer struct {
	x         []float64
	key, swap []uint64
	count     [radixPasses][1 << radixWidth]int
}

// A float64 is sorted by 6 digits of 11 bits.
const radixWidth, radixPasses = 11, 6

// sorted returns the values of a column that are there, from the smallest to the
// largest. They are valid until the next call.
func (b *sortBuffer) sorted(column basis.View[float64]) []float64 {
	b.x = b.x[:0]
	for _, v := range column.All() {
		if !math.IsNaN(v) {
			b.x = append(b.x, v+0) // + 0: never -0
		}
	}
	if len(b.x) < 4096 {
		slices.Sort(b.x)
		return b.x
	}
	b.radix()
	return b.x
}

// radix sorts b.x by its bits, digit by digit from the lowest, turned so that they
// are in the order of the numbers. At 100000 x 28 values slices.Sort alone makes
// [Describe] take six times as long, 109 ms instead of 19 (BenchmarkDescribe).
func (b *sortBuffer) radix() {
	n := len(b.x)
	b.key, b.swap = slices.Grow(b.key[:0], n)[:n], slices.Grow(b.swap[:0], n)[:n]
	clear(b.count[:])
	for i, v := range b.x {
		k := math.Float64bits(v)
		if k>>63 == 1 {
			k = ^k
		} else {
			k |= 1 << 63
		}
		b.key[i] = k
		for p := range radixPasses {
			b.count[p][k>>(p*radixWidth)&(1<<radixWidth-1)]++
		}
	}
	from, to := b.key, b.swap
	for p := range radixPasses {
		c := &b.count[p]
		if slices.Max(c[:]) == n { // all have the same bits here
			continue
		}
		at := 0
		for d, k := range c {
			c[d] = at
			at += k
		}
		for _, k := range from {
			d := k >> (p * radixWidth) & (1<<radixWidth - 1)
			to[c[d]] = k
			c[d]++
		}
		from, to = to, from
	}
	for i, k := range from {
		if k>>63 == 1 {
			k ^= 1 << 63
		} else {
			k = ^k
		}
		b.x[i] = math.Float64frombits(k)
	}
}
