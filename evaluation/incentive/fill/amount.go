package fill

import (
	"math"
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Amount counts whole smallest units of a [Measure]: 0.01 mu, 1 kg, 1 yuan. There
// are no floats in land or money. It is written as a decimal in the unit of its measure,
// so that an amount alone, without a measure, refuses to be written.
type Amount int64

// NoCap is the cap of a line that has none.
const NoCap Amount = math.MaxInt64

// ErrAlone is an amount, or an exact figure, that is to be written or read without the
// measure that it is counted in.
const ErrAlone = basis.Sentinel("an amount alone does not know its measure")

var (
	_ basis.UnitMarshaler   = Amount(0)
	_ basis.UnitUnmarshaler = (*Amount)(nil)
)

// MarshalIn gives the decimal text in a measure, and null for [NoCap]: amounts are
// written inside records that have their measure, by [basis.Marshal].
func (a Amount) MarshalIn(u basis.Unit) (any, error) {
	m, ok := u.(Measure)
	switch {
	case !ok:
		return nil, ErrAlone
	case a == NoCap:
		return nil, nil
	}
	return m.Format(a), nil
}

// UnmarshalIn reads what MarshalIn gives; the text is read as by [Measure.Parse].
func (a *Amount) UnmarshalIn(u basis.Unit, read func(into any) error) error {
	m, ok := u.(Measure)
	if !ok {
		return ErrAlone
	}
	var text *string
	if err := read(&text); err != nil {
		return err
	}
	if text == nil {
		*a = NoCap
		return nil
	}
	x, err := m.Parse(*text)
	*a = x
	return err
}

// MarshalJSON refuses: an amount alone does not know its measure.
func (a Amount) MarshalJSON() ([]byte, error) { return nil, ErrAlone }

// UnmarshalJSON refuses as MarshalJSON does.
func (a *Amount) UnmarshalJSON([]byte) error { return ErrAlone }

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
	var room [32]byte
	text := strconv.AppendFloat(room[:0], x, 'f', -1, 64)
	if r, ok := short(text); ok {
		return r, nil
	}
	r, ok := new(big.Rat).SetString(string(text))
	if !ok {
		return nil, basis.Errorf("%w: %v", basis.ErrNumber, x)
	}
	return r, nil
}

// short is the number of a plain decimal text of which numerator and denominator fit into 64
// bits, as nearly all figures do.
func short(text []byte) (r *big.Rat, ok bool) {
	const most = 18 // digits that an int64 has at least
	if len(text) > most {
		return nil, false
	}
	var num, den int64 = 0, 1
	negative, point := false, false
	for i, b := range text {
		switch {
		case b == '-' && i == 0:
			negative = true
		case b == '.' && !point:
			point = true
		case b >= '0' && b <= '9':
			if num = 10*num + int64(b-'0'); point {
				den *= 10
			}
		default:
			return nil, false
		}
	}
	if negative {
		num = -num
	}
	return big.NewRat(num, den), true
}
