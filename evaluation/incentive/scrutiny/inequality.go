package scrutiny

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Who says over which counties a figure is taken. The zero value is Eligible.
type Who int

// The two sets of counties.
const (
	Eligible Who = iota // those that at least one tranche admits, with or without an award
	Everyone            // every place of the ranking, ranked or not
)

var whos = basis.Words{"eligible", "everyone"}

// String gives eligible or everyone.
func (w Who) String() string { return basis.Name(whos, "Who", w) }

// MarshalText gives the word.
func (w Who) MarshalText() ([]byte, error) { return basis.MarshalWord(whos, "set of counties", w) }

// UnmarshalText accepts exactly the words of String.
func (w *Who) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(whos, "set of counties", w, text)
}

// Inequality says how unequally an amount is divided among n counties.
//
//	Gini   = sum_i (2i - n - 1) x_(i) / (n sum x)     x_(1) <= ... <= x_(n)
//	TheilT = mean((x/m) ln(x/m))                      m the mean
//	TheilL = mean(ln(m/x))
//	Jain   = (sum x)^2 / (n sum x^2)
//
// All are population figures with natural logarithms. Equal shares give 0, 0, 0
// and 1. Gini and Jain are computed exactly and rounded once. A county that gets
// nothing counts: it adds 0 to TheilT, makes TheilL +Inf, and makes the Atkinson
// index of a parameter of at least 1 equal 1.
//
// Sources: C. Gini (1912), Variabilità e mutabilità; H. Theil (1967), Economics and
// Information Theory, chapter 4; R. Jain, D. Chiu and W. Hawe (1984), A
// Quantitative Measure of Fairness, DEC-TR-301; A. B. Atkinson (1970), On the
// measurement of inequality, J. Econ. Theory 2, 244-263.
type Inequality struct {
	Measure incentive.Measure `json:"measure" unit:"of"` // of the amounts; zero: they are smallest units
	N       int               `json:"n"`                 // counties, and how many of them have nothing
	Zeros   int               `json:"zeros"`
	Total   incentive.Amount  `json:"total"`
	Least   incentive.Amount  `json:"least"`
	Most    incentive.Amount  `json:"most"`
	Gini    float64           `json:"gini"`
	TheilT  float64           `json:"theil_t"`
	TheilL  float64           `json:"theil_l"`
	Jain    float64           `json:"jain"`

	Sorted []incentive.Amount `json:"sorted"` // all amounts, ascending
}

// InequalityAmong measures amounts. None, a negative one, or only zeros are an
// error that wraps [basis.ErrNumber]; a sum that is no Amount wraps [fill.ErrOverflow].
func InequalityAmong(amounts []incentive.Amount) (Inequality, error) {
	q := Inequality{N: len(amounts), Sorted: slices.Clone(amounts)}
	slices.Sort(q.Sorted)
	if q.N == 0 {
		return Inequality{}, basis.Errorf("%w: inequality among no counties", basis.ErrNumber)
	}
	q.Least, q.Most = q.Sorted[0], q.Sorted[q.N-1]
	switch {
	case q.Least < 0:
		return Inequality{}, basis.Errorf("%w: inequality with the negative amount %d", basis.ErrNumber, q.Least)
	case q.Most == 0:
		return Inequality{}, basis.Errorf("%w: inequality where nobody has anything", basis.ErrNumber)
	}
	all, squares, ranked, term := new(big.Int), new(big.Int), new(big.Int), new(big.Int)
	n := int64(q.N)
	for i, x := range q.Sorted {
		if x == 0 {
			q.Zeros++
		}
		v := big.NewInt(int64(x))
		all.Add(all, v)
		squares.Add(squares, term.Mul(v, v))
		ranked.Add(ranked, term.Mul(v, big.NewInt(2*int64(i+1)-n-1)))
	}
	if !all.IsInt64() {
		return Inequality{}, basis.Errorf("%w: sum of the amounts", fill.ErrOverflow)
	}
	q.Total = incentive.Amount(all.Int64())
	of := big.NewInt(n)
	q.Gini, _ = new(big.Rat).SetFrac(ranked, new(big.Int).Mul(of, all)).Float64()
	q.Jain, _ = new(big.Rat).SetFrac(term.Mul(all, all), squares.Mul(of, squares)).Float64()
	mean := q.mean()
	for _, x := range q.Sorted {
		r := float64(x) / mean
		if r > 0 {
			q.TheilT += r * math.Log(r)
		}
		q.TheilL -= math.Log(r) // of 0: -Inf
	}
	q.TheilT = max(q.TheilT/float64(n), 0)
	q.TheilL = max(q.TheilL/float64(n), 0)
	return q, nil
}

// mean is what each has on average.
func (q Inequality) mean() float64 { return float64(q.Total) / float64(q.N) }

// Atkinson is the Atkinson index with aversion eps > 0:
//
//	A = 1 - mean((x/m)^(1-eps))^(1/(1-eps)),  A(1) = 1 - exp(mean ln(x/m))
//
// It is the share of the total that equal division would need less for the same
// welfare. With a zero among the amounts it is 1 from eps = 1 on. An eps that is
// not a positive finite number is an error that wraps [basis.ErrNumber].
func (q Inequality) Atkinson(eps float64) (float64, error) {
	if math.IsNaN(eps) || math.IsInf(eps, 0) || eps <= 0 {
		return 0, basis.Errorf("%w: inequality aversion %v is not positive and finite", basis.ErrNumber, eps)
	}
	if q.N == 0 {
		return 0, basis.Errorf("%w: inequality among no counties", basis.ErrNumber)
	}
	if eps >= 1 && q.Zeros > 0 {
		return 1, nil
	}
	if eps == 1 {
		return -math.Expm1(-q.TheilL), nil
	}
	var s float64
	mean := q.mean()
	for _, x := range q.Sorted {
		s += math.Pow(float64(x)/mean, 1-eps)
	}
	return min(max(1-math.Pow(s/float64(q.N), 1/(1-eps)), 0), 1), nil
}

// TopShare is the share of the k counties that have most, 1 if there are no more
// than k, and 0 for a k below 1.
func (q Inequality) TopShare(k int) float64 {
	var top incentive.Amount
	for _, x := range q.Sorted[min(max(len(q.Sorted)-k, 0), len(q.Sorted)):] {
		top += x
	}
	if q.Total == 0 {
		return 0
	}
	return float64(top) / float64(q.Total)
}

// InequalityOf measures the awards, over the eligible counties or over all. The
// errors are those of [InequalityAmong].
func InequalityOf(a *incentive.Allocation, who Who) (Inequality, error) {
	awards, err := over(a, who)
	if err != nil {
		return Inequality{}, err
	}
	q, err := InequalityAmong(amounts(awards))
	if err != nil {
		return Inequality{}, err
	}
	q.Measure = a.Pool.Measure
	return q, nil
}

// over lists the awards of the counties meant.
func over(a *incentive.Allocation, who Who) ([]incentive.Award, error) {
	switch who {
	case Everyone:
		return a.Awards, nil
	case Eligible:
		in := a.Eligible()
		var out []incentive.Award
		for _, w := range a.Awards {
			if in[w.Place.Unit.Code] {
				out = append(out, w)
			}
		}
		return out, nil
	}
	return nil, basis.Errorf("%w: %v", basis.ErrNumber, who)
}

func amounts(awards []incentive.Award) []incentive.Amount {
	out := make([]incentive.Amount, len(awards))
	for i, w := range awards {
		out[i] = w.Amount
	}
	return out
}
