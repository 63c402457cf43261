package indicators

import (
	"math"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// parseFloat converts the literal of a number, in the grammar of JSON or that of
// a table, to the nearest float64. Numbers beyond float64 are errors, as is one
// that is not 0 and would become 0.
func parseFloat(literal string) (float64, error) {
	x, err := strconv.ParseFloat(literal, 64)
	if math.IsInf(x, 0) {
		return 0, basis.Errorf("%w: %s is beyond the largest number, 1.8e308", basis.ErrNumber, quote(literal))
	}
	if err != nil {
		return 0, basis.Errorf("%w: %s", basis.ErrNumber, quote(literal))
	}
	if x != 0 {
		return x, nil
	}
	if mantissa, _, _ := strings.Cut(strings.ToLower(literal), "e"); strings.ContainsAny(mantissa, "123456789") {
		return 0, basis.Errorf("%w: %s is not 0 but would become 0, being below the smallest number, 5e-324", basis.ErrNumber, quote(literal))
	}
	return x, nil
}

// parseNumber reads the text of a cell, without white space around it, as a
// number: [+-]digits[.[digits]][e[+-]digits] in ASCII, e or E, where the digits before
// the point may lack if there are some behind it.
func parseNumber(text string) (float64, error) {
	if isNumber(text) {
		return parseFloat(text)
	}
	if _, err := damage(text); err != nil {
		return 0, basis.Errorf("%w: %s: %w", basis.ErrNumber, quote(text), err)
	}
	return 0, basis.Errorf("%w: %s%v", basis.ErrNumber, quote(text), whyNot(text))
}

// plainDecimal reads [+-]digits[.[digits]] or [+-].digits if it is short and its digits make a whole
// number that a float64 holds exactly. Then one division by a power of ten, which
// is exact too, rounds once, so that the result is the nearest float64 (W. D.
// Clinger, How to read floating point numbers accurately, 1990). Any other text is
// left to [parseNumber].
func plainDecimal(text string) (x float64, ok bool) {
	const most = 1 << 53
	digits := text
	if text != "" && (text[0] == '-' || text[0] == '+') {
		digits = text[1:]
	}
	if len(digits) == 0 || len(digits) > len(powersOfTen) {
		return 0, false
	}
	var whole uint64
	point := len(digits)
	for i := range len(digits) {
		switch c := digits[i] - '0'; {
		case c <= 9:
			whole = whole*10 + uint64(c)
		case digits[i] == '.' && point == len(digits):
			point = i
		default:
			return 0, false
		}
	}
	if point == 0 && len(digits) == 1 || whole > most {
		return 0, false
	}
	x = float64(whole)
	if point < len(digits) {
		x /= powersOfTen[len(digits)-1-point]
	}
	if text[0] == '-' {
		x = -x
	}
	return x, true
}

// powersOfTen are exact, as all are up to 1e22. A text of 17 bytes has 16 digits and a
// point, and more digits hardly make an exact number.
var powersOfTen = [17]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16}

// isNumber reports whether a text has the form of a number.
func isNumber(s string) bool {
	digits := func() bool {
		n := 0
		for n < len(s) && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		s = s[n:]
		return n > 0
	}
	skip := func(set string) bool {
		if s != "" && strings.IndexByte(set, s[0]) >= 0 {
			s = s[1:]
			return true
		}
		return false
	}
	skip("+-")
	before := digits()
	if behind := skip(".") && digits(); !before && !behind {
		return false
	}
	if skip("eE") {
		skip("+-")
		if !digits() {
			return false
		}
	}
	return s == ""
}

// whyNot explains to the person who typed it why a text is not taken for a
// number, and what to do.
func whyNot(text string) basis.Text {
	return whyNotOr(text, basis.Textf("; if it stands for a missing value, name it in the option Missing"))
}

// whyNotOr is whyNot with what else to do if the text tells nothing.
func whyNotOr(text string, otherwise basis.Text) basis.Text {
	plain := strings.Map(func(r rune) rune { // full-width forms and look-alikes to ASCII
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u2212':
			return '-'
		}
		return r
	}, text)
	compact := strings.Join(strings.Fields(text), "")
	switch {
	case strings.HasPrefix(plain, "="):
		return basis.Textf(" is a formula; its value is not in the file")
	case plain != text && isNumber(plain):
		return basis.Textf(" has characters that only look like plain digits, sign or point; type them as 0-9, - and .")
	case compact != text && isNumber(compact):
		return basis.Textf(" has white space inside")
	case strings.HasSuffix(plain, "%") || strings.HasSuffix(text, "‰"):
		return basis.Textf(" has a percent sign; the unit belongs into the framework, the figure alone into the cell")
	case strings.ContainsAny(plain, ",，'’_") && strings.ContainsAny(plain, "0123456789"):
		return basis.Textf(" has a comma or another separator; write a decimal point and no thousands separators")
	case strings.ContainsAny(text, "0123456789") && isNumber(text+"0"):
		return basis.Textf(" lacks digits in the exponent")
	}
	if r, ok := invisible(text); ok {
		return basis.Textf(" has the invisible character %U", r)
	}
	switch strings.ToLower(strings.TrimLeft(plain, "+-")) {
	case "inf", "infinity":
		return basis.Textf("; a figure must be finite")
	}
	return otherwise
}

// formatNumber writes the shortest decimal that reads back as x: plain digits
// from 1e-6 to 1e21, an exponent beyond.
func formatNumber(x float64) string {
	format := byte('f')
	if abs := math.Abs(x); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	return strconv.FormatFloat(x, format, -1, 64)
}

// ParseFigure reads a figure by the rules that [CSV] states for cells; white space around it
// goes. What is none is an error that says why and what to do.
func ParseFigure(text string) (float64, error) {
	text = trim(text)
	if x, err := parseNumber(text); err == nil || isNumber(text) {
		return x, err
	}
	return 0, basis.Errorf("%w: %s%v", basis.ErrNumber, quote(text), whyNotOr(text, basis.Textf(" is not a plain decimal number")))
}

// FormatFigure writes the shortest decimal that [ParseFigure] reads back as x.
func FormatFigure(x float64) string { return formatNumber(x) }
