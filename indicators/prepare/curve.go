package prepare

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Curve turns the values of a column into others that are spread more evenly, and
// keeps their order. Bend writes into dst what it makes of the n values x, none of
// which is missing, and returns the formula with its numbers, as it should stand in
// a record. It changes and keeps nothing of x, is a value without state, and safe
// for concurrent use. A value it cannot take is a [ValueError].
type Curve interface {
	Bend(dst, x []float64) (formula string, err error)
}

// ValueError says which of the values a [Curve] cannot take; several are joined.
type ValueError struct {
	At  int   `json:"at"` // index in x
	Err error `json:"err"`
}

// Error gives "value 3: not positive".
func (e *ValueError) Error() string { return e.Say(basis.English, nil) }

// Say gives the error in a language.
func (e *ValueError) Say(lang basis.Language, texts basis.Texts) string {
	return basis.Textf("value %d: %v", e.At+1, e.Err).Say(lang, texts)
}

// Unwrap returns Err.
func (e *ValueError) Unwrap() error { return e.Err }

// LogForm is a form of logarithm. The zero value is LogRange.
type LogForm int

// The forms, with their text forms, min and max of the values, f the Factor, and ln to base e.
const (
	LogRange LogForm = iota // "range": ln(x - min + 0.01 (max - min)): does not depend on unit or zero point but by a constant; COINr's log_CT
	LogTail                 // "tail": LogRange if the skewness is above 0, else -ln(max - x + 0.01 (max - min)): draws in the long tail, be it above or below; log_CT_plus
	LogOne                  // "one": ln(x - min + 1): depends on the unit; log_CT_orig
	LogGII                  // "gii": ln((max f - 1) (x - min) / (max - min) + 1): from 0 to ln(max f); Global Innovation Index
	LogPlain                // "plain": ln(x), for values above 0
)

var logFormWords = basis.Words{"range", "tail", "one", "gii", "plain"}

// String gives the text form.
func (f LogForm) String() string { return basis.Name(logFormWords, "LogForm", f) }

// MarshalText gives the text form; a value that does not exist is an error.
func (f LogForm) MarshalText() ([]byte, error) {
	return basis.MarshalWord(logFormWords, "form of log", f)
}

// UnmarshalText accepts the text forms and nothing else.
func (f *LogForm) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(logFormWords, "form of log", f, text)
}

// Log is a curve that draws in a long tail of large values: a natural logarithm in
// one of the forms of [LogForm]. Factor is that of LogGII, which needs max * Factor
// above 1 (with less it would turn the values round, so that is refused); 0 stands
// for 1.
//
// Equal values are refused by all forms but LogPlain ([basis.ErrConstant]), and
// values of 0 or less by LogPlain ([basis.ErrValue]); a Factor of another form
// than LogGII is refused as well. The zero Log is COINr's customary log.
//
// Source: W. Becker et al. (2022), COINr: An R package for developing composite
// indicators, Journal of Open Source Software 7(78), 4567, outlier treatment;
// LogGII: WIPO, Global Innovation Index 2020, appendix IV, technical notes.
type Log struct {
	Form   LogForm `json:"form,omitzero"`
	Factor float64 `json:"factor,omitzero"` // 0: 1
}

var _ Curve = Log{}

// String gives "log".
func (c Log) String() string { return c.Text().String() }

// Text gives the words of String.
func (c Log) Text() basis.Text {
	switch c.Form {
	case LogTail:
		return basis.Textf("log of the long tail")
	case LogOne:
		return basis.Textf("log from 1")
	case LogGII:
		return basis.Textf("log of the Global Innovation Index")
	case LogPlain:
		return basis.Textf("plain log")
	}
	return basis.Textf("log")
}

// Bend implements [Curve].
func (c Log) Bend(dst, x []float64) (formula string, err error) {
	f := or(c.Factor, 1)
	switch {
	case c.Form < LogRange || c.Form > LogPlain:
		return "", basis.Errorf("%w: there is no form of log %d", basis.ErrValue, int(c.Form))
	case c.Factor != 0 && c.Form != LogGII:
		return "", basis.Errorf("%w: only the log of the Global Innovation Index has a factor", basis.ErrValue)
	case !(f > 0) || !finite(f):
		return "", basis.Errorf("%w: factor %v", basis.ErrValue, f)
	case len(x) == 0:
		return "", basis.ErrMissing
	}
	if c.Form == LogPlain {
		return logPlain(dst, x)
	}
	lo, hi := extremes(x)
	if lo == hi {
		return "", basis.ErrConstant
	}
	part := 0.01 * (hi - lo)
	form := c.Form
	if form == LogTail {
		skew, _, err := stats.Shape(x)
		if err != nil {
			return "", basis.Errorf("skewness: %w", err)
		}
		if skew > 0 {
			form = LogRange
		}
	}
	switch form {
	case LogTail:
		for i, v := range x {
			dst[i] = -math.Log(hi - v + part)
		}
		return fmt.Sprintf("-ln(%v - x + %v)", hi, part), nil
	case LogOne:
		for i, v := range x {
			dst[i] = math.Log(v - lo + 1)
		}
		return fmt.Sprintf("ln(x - %v + 1)", lo), nil
	case LogGII:
		if !(hi*f > 1) {
			return "", basis.Errorf("%w: the largest value, %v, times %v is not above 1, and the log would turn the values round; give a larger Factor", basis.ErrValue, hi, f)
		}
		for i, v := range x {
			dst[i] = math.Log((hi*f-1)*(v-lo)/(hi-lo) + 1)
		}
		return fmt.Sprintf("ln((%v * %v - 1) (x - %v) / (%v - %v) + 1)", hi, f, lo, hi, lo), nil
	}
	for i, v := range x {
		dst[i] = math.Log(v - lo + part)
	}
	return fmt.Sprintf("ln(x - %v + %v)", lo, part), nil
}

func logPlain(dst, x []float64) (string, error) {
	if err := positive(x); err != nil {
		return "", err
	}
	for i, v := range x {
		dst[i] = math.Log(v)
	}
	return "ln(x)", nil
}

// positive refuses values that have no logarithm.
func positive(x []float64) error {
	var errs []error
	for i, v := range x {
		if v <= 0 {
			errs = append(errs, &ValueError{i, basis.Errorf("%w: %v is not above 0", basis.ErrValue, v)})
		}
	}
	return basis.JoinErrors(errs...)
}

// NoCurve leaves values as they are: with it, [Treat] winsorizes and no more.
type NoCurve struct{}

var _ Curve = NoCurve{}

// String gives "no curve".
func (c NoCurve) String() string { return c.Text().String() }

// Text gives the words of String.
func (NoCurve) Text() basis.Text { return basis.Textf("no curve") }

// Bend implements [Curve].
func (NoCurve) Bend(dst, x []float64) (formula string, err error) {
	copy(dst, x)
	return "x", nil
}
