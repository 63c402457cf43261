package scheme

import (
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// ErrFormula is a formula that cannot be computed.
const ErrFormula = basis.Sentinel("formula")

// Formula computes an indicator from other columns, by their codes:
//
//	emp_manuf + emp_mining        their sum, [prepare.Sum]
//	tax / land                    their ratio, [prepare.Ratio]
//	100 * emp_manuf / emp_total   a number times a ratio; × and ÷ do as well
//
// All else is a step of the model. The zero Formula is none. It is written as a text; a
// code that has one of these signs in it cannot stand in one.
type Formula struct {
	Of     []string // the columns of a sum, or the one that is divided
	By     string   // what it is divided by; "": it is a sum
	Factor float64  // of a ratio; 0: 1
}

// IsZero reports whether there is no formula.
func (f Formula) IsZero() bool { return len(f.Of) == 0 && f.By == "" && f.Factor == 0 }

// String gives the text.
func (f Formula) String() string {
	text := strings.Join(f.Of, " + ")
	if f.By != "" {
		text += " / " + f.By
	}
	if f.Factor != 0 {
		text = strconv.FormatFloat(f.Factor, 'f', -1, 64) + " * " + text
	}
	return text
}

// MarshalText gives the text, and refuses a formula that could not be read back.
func (f Formula) MarshalText() ([]byte, error) {
	text := f.String()
	var back Formula
	if err := back.UnmarshalText([]byte(text)); err != nil {
		return nil, err
	}
	return []byte(text), nil
}

// UnmarshalText reads a text.
func (f *Formula) UnmarshalText(text []byte) error {
	said := strings.NewReplacer("×", "*", "÷", "/").Replace(string(text))
	bad := func() error {
		return basis.Errorf("%w: %q is none of a + b, a / b and 100 * a / b, with codes of columns for a and b", ErrFormula, string(text))
	}
	var out Formula
	over, by, ratio := strings.Cut(said, "/")
	if !ratio {
		for code := range strings.SplitSeq(over, "+") {
			out.Of = append(out.Of, strings.TrimSpace(code))
		}
		if len(out.Of) < 2 {
			return bad()
		}
	} else {
		factor, of, two := strings.Cut(over, "*")
		of = strings.TrimSpace(of)
		if !two {
			of, factor = strings.TrimSpace(factor), ""
		}
		rest, behind, two := strings.Cut(by, "*")
		if two && factor != "" {
			return bad()
		}
		if two {
			factor = behind
		}
		out.Of, out.By = []string{of}, strings.TrimSpace(rest)
		if factor = strings.TrimSpace(factor); factor != "" {
			x, err := strconv.ParseFloat(factor, 64)
			if err != nil || !jsonNumber.MatchString(factor) || x == 0 || x-x != 0 {
				return bad()
			}
			out.Factor = x
		} else if two {
			return bad()
		}
		if out.By == "" {
			return bad()
		}
	}
	for _, code := range out.Codes() {
		if code == "" || strings.ContainsAny(code, "+*/") {
			return bad()
		}
		if _, err := strconv.ParseFloat(code, 64); err == nil {
			return bad()
		}
	}
	*f = out
	return nil
}

// Codes are the columns that it is made of.
func (f Formula) Codes() []string {
	if f.By == "" {
		return f.Of
	}
	return append(f.Of[:len(f.Of):len(f.Of)], f.By)
}

// step computes the indicator with that code.
func (f Formula) step(code string) indicators.Step {
	if f.By == "" {
		return prepare.Sum{Code: code, Of: f.Of}
	}
	return prepare.Ratio{Code: code, Of: f.Of[0], By: f.By, Factor: f.Factor}
}
