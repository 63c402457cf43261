package fill

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Measure is what amounts are counted in, and how its amounts are printed: {"mu", 2}
// counts hundredths of a mu. The zero Measure counts whole units without a name.
type Measure struct {
	Name   string `json:"name"`
	Digits int    `json:"digits"` // decimals, 0 to 18
}

// maxDigits is the largest number of decimals; 10^19 does not fit into an Amount.
const maxDigits = 18

// Check refuses decimals that an Amount cannot count; the error wraps
// [ErrMeasure].
func (m Measure) Check() error {
	if m.Digits < 0 || m.Digits > maxDigits {
		return basis.Errorf("%w: %q has %d digits, not 0 to %d", ErrMeasure, m.Name, m.Digits, maxDigits)
	}
	return nil
}

// Parse reads a plain decimal number: with {"mu", 2}, "12.5" is 1250. It reads
// nothing else: no sign but a leading minus, no separators, spaces or exponents,
// no bare point. More decimals than the measure has are an error that wraps
// [basis.ErrNumber], even if they are zeros; a number that does not fit wraps
// [ErrOverflow].
func (m Measure) Parse(s string) (Amount, error) {
	if err := m.Check(); err != nil {
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

// Value is x smallest units in the unit of the measure: with {"mu", 2}, 1250 is
// 25/2.
func (m Measure) Value(x *big.Rat) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(min(max(m.Digits, 0), maxDigits))), nil)
	return new(big.Rat).SetFrac(x.Num(), scale.Mul(scale, x.Denom()))
}

// Text prints an exact number of smallest units for people: in the unit of the
// measure, with commas between thousands, all decimals of the measure, and two
// more if it is no whole number of smallest units. The last of these is rounded
// half away from zero.
func (m Measure) Text(x *big.Rat) string {
	d := min(max(m.Digits, 0), maxDigits)
	if !x.IsInt() {
		d += 2
	}
	return thousands(m.Value(x).FloatString(d))
}

// NamedText is Text with the name of the measure behind it: "1,234.50 mu".
func (m Measure) NamedText(x *big.Rat) string {
	if m.Name == "" {
		return m.Text(x)
	}
	return m.Text(x) + " " + m.Name
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

// Number prints a weight or another number without unit for people: at most 6
// decimals, no trailing zeros, commas between thousands.
func Number(x *big.Rat) string {
	s := x.FloatString(6)
	s = strings.TrimRight(s, "0")
	s = strings.TrimSuffix(s, ".")
	if s == "-0" {
		s = "0"
	}
	return thousands(s)
}
