package fill

import (
	"bytes"
	"math"
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Amount counts whole smallest units of a [Measure]: 0.01 mu, 1 kg, 1 yuan. There
// are no floats in land or money.
type Amount int64

// NoCap is the cap of a line that has none.
const NoCap Amount = math.MaxInt64

// MarshalJSON gives a number, and null for [NoCap].
func (a Amount) MarshalJSON() ([]byte, error) {
	if a == NoCap {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(a), 10), nil
}

// UnmarshalJSON reads a whole number, or null for [NoCap].
func (a *Amount) UnmarshalJSON(b []byte) error {
	if bytes.Equal(b, []byte("null")) {
		*a = NoCap
		return nil
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil || Amount(n) == NoCap {
		return basis.Errorf("%w: %s is not a whole number of smallest units", basis.ErrNumber, b)
	}
	*a = Amount(n)
	return nil
}

// Rat is the amount as a rational number. [NoCap] is no number; ask before.
func (a Amount) Rat() *big.Rat { return new(big.Rat).SetInt64(int64(a)) }

// Net is the amount less what was won, but at least 0; a nil won is 0.
func (a Amount) Net(won *big.Rat) *big.Rat {
	r := a.Rat()
	if won == nil || won.Sign() == 0 {
		return r
	}
	if r.Sub(r, won); r.Sign() < 0 {
		r.SetInt64(0)
	}
	return r
}

// Decimal returns the rational number that a person reads when x is printed: the
// one of its shortest decimal text. So 92.4 is 462/5, and 81.3 less 60 is 21.3,
// not 21.299999999999997. All floats enter a division in this way. NaN and
// infinities are an error that wraps [basis.ErrNumber].
func Decimal(x float64) (*big.Rat, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil, basis.Errorf("%w: %v", basis.ErrNumber, x)
	}
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
	if !ok {
		return nil, basis.Errorf("%w: %v", basis.ErrNumber, x)
	}
	return r, nil
}
