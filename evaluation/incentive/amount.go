package incentive

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Amount counts whole smallest units of a [Measure]: 0.01 mu, 1 kg, 1 yuan. There
// are no floats in land or money.
type Amount int64

// NoCap is the cap of a county that has none.
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

// Measure is what a pool is counted in, and how its amounts are printed: {"mu", 2}
// counts hundredths of a mu. The zero Measure counts whole units without a name.
type Measure struct {
	Name   string `json:"name"`
	Digits int    `json:"digits"` // decimals, 0 to 18
}

// maxDigits is the largest number of decimals; 10^19 does not fit into an Amount.
const maxDigits = 18

func (m Measure) check() error {
	if m.Digits < 0 || m.Digits > maxDigits {
		return basis.Errorf("%w: measure %q has %d digits, not 0 to %d", ErrPool, m.Name, m.Digits, maxDigits)
	}
	return nil
}

// Parse reads a plain decimal number: with {"mu", 2}, "12.5" is 1250. It reads
// nothing else: no sign but a leading minus, no separators, spaces or exponents,
// no bare point. More decimals than the measure has are an error that wraps
// [basis.ErrNumber], even if they are zeros; a number that does not fit wraps
// [ErrOverflow].
func (m Measure) Parse(s string) (Amount, error) {
	if err := m.check(); err != nil {
		return 0, err
	}
	digits, negative := strings.CutPrefix(s, "-")
	whole, decimals, point := strings.Cut(digits, ".")
	if whole == "" || point && decimals == "" || !allDigits(whole) || !allDigits(decimals) {
		return 0, basis.Errorf("%w: %q", basis.ErrNumber, s)
	}
	if len(decimals) > m.Digits {
		return 0, basis.Errorf("%w: %q has more than %d decimals, the smallest unit of the measure %s", basis.ErrNumber, s, m.Digits, m.Name)
	}
	digits = strings.TrimLeft(whole+decimals+strings.Repeat("0", m.Digits-len(decimals)), "0")
	if digits == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || Amount(n) == NoCap {
		return 0, basis.Errorf("%w: %q", ErrOverflow, s)
	}
	if negative {
		n = -n
	}
	return Amount(n), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Format prints an amount with all decimals of the measure and without its name:
// with {"mu", 2}, 1250 is "12.50". Parse reads it back.
func (m Measure) Format(a Amount) string {
	d := min(max(m.Digits, 0), maxDigits)
	s := strconv.FormatInt(int64(a), 10)
	s, negative := strings.CutPrefix(s, "-")
	if len(s) <= d {
		s = strings.Repeat("0", d-len(s)+1) + s
	}
	if d > 0 {
		s = s[:len(s)-d] + "." + s[len(s)-d:]
	}
	if negative {
		s = "-" + s
	}
	return s
}

// decimal prints an exact number of smallest units in the measure: all decimals
// of the measure, and two more if it is no whole number of smallest units. The
// last of these is rounded half away from zero.
func (m Measure) decimal(x *big.Rat) string {
	d := min(max(m.Digits, 0), maxDigits)
	y := new(big.Rat).SetFrac(x.Num(), new(big.Int).Mul(x.Denom(), power10(d)))
	if x.IsInt() {
		return y.FloatString(d)
	}
	return y.FloatString(d + 2)
}

// text is decimal with commas between thousands.
func (m Measure) text(x *big.Rat) string { return thousands(m.decimal(x)) }

// with is text with the name of the measure.
func (m Measure) with(x *big.Rat) string {
	if m.Name == "" {
		return m.text(x)
	}
	return m.text(x) + " " + m.Name
}

func power10(d int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d)), nil)
}

// thousands puts commas into the whole part of a plain decimal number.
func thousands(s string) string {
	s, negative := strings.CutPrefix(s, "-")
	whole, decimals, point := strings.Cut(s, ".")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteByte('.')
		b.WriteString(decimals)
	}
	return b.String()
}

// Decimal returns the rational number that a person reads when x is printed: the
// one of its shortest decimal text. So 92.4 is 462/5, and 81.3 less 60 is 21.3,
// not 21.299999999999997. All floats enter an award in this way. NaN and
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

// number prints a rational without trailing zeros, with at most 6 decimals.
func number(x *big.Rat) string {
	s := x.FloatString(6)
	s = strings.TrimRight(s, "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		s = "0"
	}
	return thousands(s)
}

// orZero is x, or a new zero if x is nil.
func orZero(x *big.Rat) *big.Rat {
	if x == nil {
		return new(big.Rat)
	}
	return x
}

// ofAmount is a as a rational number.
func ofAmount(a Amount) *big.Rat { return new(big.Rat).SetInt64(int64(a)) }
