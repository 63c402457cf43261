package prepare

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Fence says beyond which two values a column has outliers. x has the n values that
// are there, at least two of which differ. It changes and keeps nothing of x, is a
// value without state, and safe for concurrent use.
type Fence interface {
	Fence(x []float64) (lo, hi float64, err error)
}

// IQR is Tukey's fence:
//
//	lo = Q1 - K (Q3 - Q1),  hi = Q3 + K (Q3 - Q1)
//
// with quartiles of type 7. The zero K is 1.5; 3 finds what is far out. A column
// half of which is one value is refused ([ErrRefused]): its quartiles are equal, and
// everything else would become the same as well.
//
// Source: J. W. Tukey (1977), Exploratory Data Analysis, section 2D.
type IQR struct {
	K float64 `json:"k,omitzero"` // 0: 1.5
}

var _ Fence = IQR{}

// String gives "1.5 interquartile ranges beyond the quartiles".
func (f IQR) String() string { return f.Text().String() }

// Text gives the words of String.
func (f IQR) Text() basis.Text {
	return basis.Textf("%v interquartile ranges beyond the quartiles", or(f.K, 1.5))
}

// Fence implements [Fence].
func (f IQR) Fence(x []float64) (lo, hi float64, err error) {
	if err := limits(f.K); err != nil {
		return 0, 0, err
	}
	q1, err := stats.Quantile(x, 0.25)
	if err != nil {
		return 0, 0, basis.Errorf("quartiles: %w", err)
	}
	q3, err := stats.Quantile(x, 0.75)
	if err != nil {
		return 0, 0, basis.Errorf("quartiles: %w", err)
	}
	if q1 == q3 {
		return 0, 0, basis.Errorf("%w: half of the values are %s, and all others would become the same", ErrRefused, figure(q1))
	}
	lo, hi = exact.Fences(slices.Sorted(slices.Values(x)), or(f.K, 1.5))
	return lo, hi, nil
}

// Quantiles is a fence at two quantiles of type 7. The zero value is 0.05 and 0.95;
// with Lo 0 or Hi 1 alone, that side has no outliers. It always finds some if the
// column is long enough, be they far from the others or not.
type Quantiles struct {
	Lo float64 `json:"lo,omitzero"`
	Hi float64 `json:"hi,omitzero"`
}

var _ Fence = Quantiles{}

func (f Quantiles) orders() (lo, hi float64) {
	if f == (Quantiles{}) {
		return 0.05, 0.95
	}
	return f.Lo, f.Hi
}

// String gives "the quantiles 0.05 and 0.95".
func (f Quantiles) String() string { return f.Text().String() }

// Text gives the words of String.
func (f Quantiles) Text() basis.Text {
	lo, hi := f.orders()
	return basis.Textf("the quantiles %v and %v", lo, hi)
}

// Fence implements [Fence].
func (f Quantiles) Fence(x []float64) (lo, hi float64, err error) {
	a, b := f.orders()
	if !(a < b) {
		return 0, 0, basis.Errorf("%w: the lower quantile, %v, is not below the upper, %v", indicators.ErrRange, a, b)
	}
	if lo, err = stats.Quantile(x, a); err != nil {
		return 0, 0, basis.Errorf("quantile: %w", err)
	}
	if hi, err = stats.Quantile(x, b); err != nil {
		return 0, 0, basis.Errorf("quantile: %w", err)
	}
	if lo == hi {
		return 0, 0, basis.Errorf("%w: both quantiles are %s, and all values would become the same", ErrRefused, figure(lo))
	}
	sorted := slices.Sorted(slices.Values(x))
	return exact.Quantile(sorted, a).Float(), exact.Quantile(sorted, b).Float(), nil
}

// SD is a fence some standard deviations (sample, n-1) from the mean, a z-score of
// K; the zero K is 3. The outliers themselves draw it outwards: of 10 values or
// fewer none can be 3 standard deviations away, so there IQR is the better choice.
// The fence is a root, and rounded to 12 significant digits.
type SD struct {
	K float64 `json:"k,omitzero"` // 0: 3
}

var _ Fence = SD{}

// String gives "3 standard deviations from the mean".
func (f SD) String() string { return f.Text().String() }

// Text gives the words of String.
func (f SD) Text() basis.Text { return basis.Textf("%v standard deviations from the mean", or(f.K, 3)) }

// Fence implements [Fence].
func (f SD) Fence(x []float64) (lo, hi float64, err error) {
	if err := limits(f.K); err != nil {
		return 0, 0, err
	}
	m := mean(x)
	var sum float64
	for _, v := range x {
		sum += float64((v - m) * (v - m))
	}
	d := or(f.K, 3) * math.Sqrt(sum/float64(len(x)-1))
	if !finite(m) || !finite(d) {
		return 0, 0, basis.Errorf("%w: the values are too large for a standard deviation", basis.ErrNumber)
	}
	return stats.RoundSignificant(m-d, indicators.ComparedDigits), stats.RoundSignificant(m+d, indicators.ComparedDigits), nil
}
