package profile

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mathext"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Method is a coefficient of correlation. The zero value is Pearson.
type Method int

// The three coefficients, with their text forms.
const (
	Pearson  Method = iota // "pearson": of the values
	Spearman               // "spearman": of the ranks, ties at their mid-rank
	Kendall                // "kendall": tau-b
)

var methodWords = basis.Words{"pearson", "spearman", "kendall"}

// String gives the text form.
func (m Method) String() string { return basis.Name(methodWords, "Method", m) }

// MarshalText gives the text form; a value that does not exist is an error.
func (m Method) MarshalText() ([]byte, error) {
	return basis.MarshalWord(methodWords, "method of correlation", m)
}

// UnmarshalText accepts the text forms and nothing else.
func (m *Method) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(methodWords, "method of correlation", m, text)
}

// A Correlation is that of two columns, over the N units that have a value on
// both.
type Correlation struct {
	A      string  `json:"a"`
	B      string  `json:"b"`
	Method Method  `json:"method"`
	N      int     `json:"n"`
	R      float64 `json:"r"`            // from -1 to 1; NaN if it has no value
	P      float64 `json:"p"`            // probability of an |R| as large if there is no relation, two-sided; NaN if it has no value
	Err    error   `json:"err,omitzero"` // why R has no value: fewer than 3 units, or a constant column
}

// Correlate returns the correlations of all k(k-1)/2 pairs of columns: first with
// second, first with third and so on. Each is taken over the units that have both
// values. p values are two-sided:
//
//	Pearson, Spearman: t = R sqrt((N-2) / (1-R^2)) has Student's distribution with N-2 degrees of freedom
//	Kendall: S / sqrt(v) is standard normal, S = concordant - discordant pairs, v its variance corrected for ties
//
// These are the approximations of R's cor.test(exact = FALSE); Pearson's is exact
// for normal values. The error is for columns of different lengths and for
// infinite values; a pair without a correlation says so in its Err.
//
// Source: M. G. Kendall (1970), Rank Correlation Methods, 4th ed., sections 4.4 and
// 5.5 to 5.9.
func (c Columns) Correlate(m Method) ([]Correlation, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	k := len(c.X)
	var out []Correlation
	var at [][2]int
	for a := range k {
		for b := a + 1; b < k; b++ {
			out = append(out, Correlation{A: c.Codes[a], B: c.Codes[b], Method: m})
			at = append(at, [2]int{a, b})
		}
	}
	p := prepare(c.X, m)
	basis.EachWith(len(out), cells(c.X, len(out)), func() func(int) {
		var b pairBuffer
		return func(i int) { out[i].take(p[at[i][0]], p[at[i][1]], &b) }
	})
	return out, nil
}

// With returns the correlations of every column with every column of o: those of
// indicators with the node above them, or of scores with population, area and
// other variables from outside the framework (step 9 of the OECD/JRC handbook:
// links to other indicators). The first column of c comes first, with all of o.
// Values, p values and errors are as with [Columns.Correlate].
func (c Columns) With(o Columns, m Method) ([]Correlation, error) {
	all := Columns{Codes: slices.Concat(c.Codes, o.Codes), X: slices.Concat(c.X, o.X)}
	if err := all.check(); err != nil {
		return nil, err
	}
	out := make([]Correlation, 0, len(c.X)*len(o.X))
	for _, a := range c.Codes {
		for _, b := range o.Codes {
			out = append(out, Correlation{A: a, B: b, Method: m})
		}
	}
	p := prepare(all.X, m)
	basis.EachWith(len(out), cells(all.X, len(out)), func() func(int) {
		var b pairBuffer
		return func(i int) { out[i].take(p[i/len(o.X)], p[len(c.X)+i%len(o.X)], &b) }
	})
	return out, nil
}

// prepared is a column with what all its pairs need: for complete columns the
// centered values or ranks.
type prepared struct {
	x        []float64
	complete bool
	centered []float64 // of norm 1; nil if not complete or constant
}

func prepare(x [][]float64, m Method) []prepared {
	out := make([]prepared, len(x))
	basis.Each(len(x), cells(x, len(x)), func(j int) {
		p := prepared{x: x[j], complete: !slices.ContainsFunc(x[j], math.IsNaN)}
		if p.complete && m != Kendall && len(p.x) > 0 {
			p.centered = unitVector(slices.Clone(p.x), m)
		}
		out[j] = p
	})
	return out
}

// cells is the work of so many passes over a column.
func cells(x [][]float64, passes int) int {
	if len(x) == 0 {
		return 0
	}
	return passes * len(x[0])
}

// unitVector centers x, or its ranks, in place, and gives it norm 1; nil if all
// values are equal or it cannot be squared.
func unitVector(x []float64, m Method) []float64 {
	if m == Spearman {
		var err error
		if x, err = stats.MidRanks(x, x); err != nil {
			return nil
		}
	}
	norm, err := center(x)
	if err != nil {
		return nil
	}
	floats.Scale(1/norm, x)
	return x
}

// pairBuffer is the storage of one worker for the values that two columns have
// both.
type pairBuffer struct{ x, y []float64 }

// take computes the correlation of two columns.
func (c *Correlation) take(a, b prepared, buffer *pairBuffer) {
	c.R, c.P = math.NaN(), math.NaN()
	x, y := a.x, b.x
	both := a.complete && b.complete
	if !both {
		x, y = buffer.x[:0], buffer.y[:0]
		for i, v := range a.x {
			if w := b.x[i]; !math.IsNaN(v) && !math.IsNaN(w) {
				x, y = append(x, v), append(y, w)
			}
		}
		buffer.x, buffer.y = x, y
	}
	c.N = len(x)
	if c.N < 3 {
		c.Err = few(c.N, 3)
		return
	}
	for _, side := range []struct {
		code string
		x    []float64
	}{{c.A, x}, {c.B, y}} {
		if !slices.ContainsFunc(side.x, func(v float64) bool { return v != side.x[0] }) {
			c.Err = &indicators.InputError{Indicator: side.code, Err: basis.ErrConstant}
			return
		}
	}
	if c.Method == Kendall {
		c.kendall(x, y)
		return
	}
	u, v := a.centered, b.centered
	if !both {
		u, v = unitVector(x, c.Method), unitVector(y, c.Method)
	}
	if u == nil || v == nil {
		c.Err = basis.Errorf("%w: values are too large to be squared", basis.ErrNumber)
		return
	}
	c.R = min(max(floats.Dot(u, v), -1), 1)
	c.P = studentP(c.R, c.N)
}

// studentP is the two-sided p value of a correlation of n pairs. With t as above,
// (n-2) / (n-2+t^2) = 1 - r^2, and the tails of Student's distribution are the
// incomplete beta function there (Abramowitz and Stegun, 26.7.1).
func studentP(r float64, n int) float64 {
	return mathext.RegIncBeta(float64(n-2)/2, 0.5, (1-r)*(1+r))
}

func (c *Correlation) kendall(x, y []float64) {
	tau, err := stats.KendallTauB(x, y)
	if err != nil {
		c.Err = err
		return
	}
	c.R = tau
	n := float64(len(x))
	tx, ty := ties(x), ties(y)
	pairs := n * (n - 1) / 2
	s := tau * math.Sqrt((pairs-tx.two/2)*(pairs-ty.two/2))
	v := (n*(n-1)*(2*n+5)-tx.five-ty.five)/18 +
		tx.two*ty.two/(2*n*(n-1)) +
		tx.three*ty.three/(9*n*(n-1)*(n-2))
	c.P = math.Erfc(math.Abs(s) / math.Sqrt(2*v))
}

// tieSums are sums over the groups of t equal values.
type tieSums struct {
	two   float64 // t(t-1)
	three float64 // t(t-1)(t-2)
	five  float64 // t(t-1)(2t+5)
}

func ties(x []float64) (s tieSums) {
	x = slices.Clone(x)
	slices.Sort(x)
	run := 1.0
	for i := 1; i <= len(x); i++ {
		if i < len(x) && x[i] == x[i-1] {
			run++
			continue
		}
		s.two += run * (run - 1)
		s.three += run * (run - 1) * (run - 2)
		s.five += run * (run - 1) * (2*run + 5)
		run = 1
	}
	return s
}
