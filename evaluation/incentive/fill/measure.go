package fill

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Measure is what amounts are counted in, and how they are printed: {Name: "mu",
// NameZH: "亩", Digits: 2} counts hundredths of a mu. The zero Measure counts whole
// units without a name.
type Measure struct {
	Name   string `json:"name,omitzero"`
	NameZH string `json:"name_zh,omitzero"` // "": Name
	Digits int    `json:"digits,omitzero"`  // decimals, 0 to 18

	// Power says that English counts otherwise: in 10^Power of the unit in which
	// amounts are given. Where these are 万元 and English prints million yuan, it is
	// 2, Name is "million yuan" and NameZH 万元. Only printing uses it.
	Power int `json:"power,omitzero"`
}

var _ basis.Unit = Measure{}

// maxDigits is the largest number of decimals; 10^19 does not fit into an Amount.
const maxDigits = 18

// Check refuses decimals that an Amount cannot count; the error wraps
// [ErrMeasure].
func (m Measure) Check() error {
	if m.Digits < 0 || m.Digits > maxDigits {
		return basis.Errorf("%w: %q has %d digits, not 0 to %d", ErrMeasure, m.Name, m.Digits, maxDigits)
	}
	if m.Power < 0 || m.Power > maxDigits-m.Digits {
		return basis.Errorf("%w: %q is counted in 10^%d in English, not 10^0 to 10^%d", ErrMeasure, m.Name, m.Power, maxDigits-m.Digits)
	}
	if m.Power > 0 && m.NameZH == "" {
		return basis.Errorf("%w: %q is counted in 10^%d in English, so that Chinese needs a name of its own", ErrMeasure, m.Name, m.Power)
	}
	return nil
}

// Amount is a number in the unit of the measure, taken as its shortest decimal, in
// whole smallest units. More decimals than the measure has are an error that wraps
// [basis.ErrNumber], a number that does not fit one that wraps [ErrOverflow].
func (m Measure) Amount(x float64) (Amount, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0, basis.Errorf("%w: %v", basis.ErrNumber, x)
	}
	return m.Parse(strconv.FormatFloat(x, 'f', -1, 64))
}

// Units is a number in the unit of the measure as an exact number of smallest units.
func (m Measure) Units(x *big.Rat) *big.Rat {
	return new(big.Rat).Mul(x, m.scale())
}

// Parse reads a plain decimal number: with {"mu", 2}, "12.5" is 1250. It reads
// nothing else: no sign but a leading minus, no separators, spaces or exponents,
// no bare point. More decimals than the measure has are an error that wraps
// [basis.ErrValue], even if they are zeros; a number that does not fit wraps
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
		return 0, basis.Errorf("%w: %q has more than %d decimals, the smallest unit of the measure %s", basis.ErrValue, s, m.Digits, m.Name)
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

// scale is how many smallest units are one of the measure.
func (m Measure) scale() *big.Rat {
	ten := big.NewInt(10)
	return new(big.Rat).SetInt(ten.Exp(ten, big.NewInt(int64(max(m.Digits, 0))), nil))
}

// Value is x smallest units in the unit of the measure: with {"mu", 2}, 1250 is
// 25/2.
func (m Measure) Value(x *big.Rat) *big.Rat {
	return new(big.Rat).Quo(x, m.scale())
}

// Text prints an exact number of smallest units for people: in the unit of the
// measure, with commas between thousands, all decimals of the measure, and two
// more if it is no whole number of smallest units. The last of these is rounded
// half away from zero.
//
// It is in the unit in which English counts (Power); [Measure.Chinese] prints that in
// which Chinese does.
func (m Measure) Text(x *big.Rat) string {
	d := min(max(m.Digits, 0), maxDigits)
	if !x.IsInt() {
		d += 2
	}
	e := m.English()
	return thousands(e.Value(x).FloatString(d + e.Digits - m.Digits))
}

// English is the measure as English texts have it: in the unit in which English
// counts. Amounts stay what they are: 991 of 10 thousand yuan are 9.91 million yuan,
// and both are the Amount 991.
func (m Measure) English() Measure {
	return Measure{Name: m.Name, Digits: m.Digits + max(m.Power, 0)}
}

// Chinese is the measure as Chinese texts have it: with its Chinese name, in the unit
// in which amounts are given.
func (m Measure) Chinese() Measure {
	if m.NameZH == "" {
		m.NameZH = m.Name
	}
	return Measure{Name: m.NameZH, Digits: m.Digits}
}

// In is the measure as texts of a language have it: [Measure.Chinese] or
// [Measure.English].
func (m Measure) In(lang basis.Language) Measure {
	if lang == basis.Chinese {
		return m.Chinese()
	}
	return m.English()
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
