package basis

import (
	"errors"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"strings"
)

// isFloat reports whether values of a type are written as floating point numbers.
func (f forms) isFloat(t reflect.Type) bool {
	return f.of(t).shape == scalar && (t.Kind() == reflect.Float64 || t.Kind() == reflect.Float32)
}

// scalar writes a text, a truth value or a number.
func (w *writer) scalar(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		w.text(v.String())
	case v.Kind() == reflect.Bool:
		w.out = strconv.AppendBool(w.out, v.Bool())
	case v.CanInt():
		w.out = strconv.AppendInt(w.out, v.Int(), 10)
	case v.CanUint():
		w.out = strconv.AppendUint(w.out, v.Uint(), 10)
	default:
		w.number(v.Float(), v.Type().Bits())
	}
}

// number writes a float: the shortest decimal that reads back as the same one, in
// the form of encoding/json.
func (w *writer) number(x float64, bits int) {
	switch {
	case math.IsNaN(x):
		w.raw("null")
	case math.IsInf(x, 1):
		w.raw(`"+inf"`)
	case math.IsInf(x, -1):
		w.raw(`"-inf"`)
	default:
		verb := byte('f')
		if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
			verb = 'e'
		}
		w.out = strconv.AppendFloat(w.out, x, verb, -1, bits)
		if n := len(w.out); verb == 'e' && w.out[n-4] == 'e' && w.out[n-2] == '0' { // e-09 is e-9
			w.out = append(w.out[:n-2], w.out[n-1])
		}
	}
}

// decimal is the exact text of a fraction: "81.3", or "7/3" if no decimal is exact.
func decimal(r *big.Rat) string {
	if digits, exact := r.FloatPrec(); exact {
		return r.FloatString(digits)
	}
	return r.RatString()
}

// scalar reads a text, a truth value or a number.
func (r *reader) scalar(n *Node, v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		if text, ok := r.text(n); ok {
			v.SetString(text)
		}
	case v.Kind() == reflect.Bool:
		if r.is(n, NodeBool) {
			v.SetBool(n.Text == "true")
		}
	case v.CanFloat():
		r.float(n, v)
	case n.Kind != NodeNumber:
		r.wrong(n, Textf("a whole number"))
	case v.CanInt():
		x, err := strconv.ParseInt(n.Text, 10, v.Type().Bits())
		r.whole(n, v, err)
		v.SetInt(x)
	default:
		x, err := strconv.ParseUint(n.Text, 10, v.Type().Bits())
		r.whole(n, v, err)
		v.SetUint(x)
	}
}

// whole notes what strconv says of a whole number.
func (r *reader) whole(n *Node, v reflect.Value, err error) {
	switch {
	case errors.Is(err, strconv.ErrRange):
		r.fail(n, Errorf("%w: %s does not fit %s", ErrNumber, quote(n.Text), v.Kind().String()))
	case err != nil && v.CanUint():
		r.fail(n, Errorf("%w: %s is no whole number from 0 on", ErrNumber, quote(n.Text)))
	case err != nil:
		r.fail(n, Errorf("%w: %s is no whole number", ErrNumber, quote(n.Text)))
	}
}

func (r *reader) float(n *Node, v reflect.Value) {
	switch {
	case n.Kind == NodeNull:
		v.SetFloat(math.NaN())
	case n.Kind == NodeText && n.Text == "+inf":
		v.SetFloat(math.Inf(1))
	case n.Kind == NodeText && n.Text == "-inf":
		v.SetFloat(math.Inf(-1))
	case r.is(n, NodeNumber):
		x, err := strconv.ParseFloat(n.Text, v.Type().Bits())
		mantissa, _, _ := strings.Cut(strings.ToLower(n.Text), "e")
		switch {
		case math.IsInf(x, 0):
			r.fail(n, Errorf("%w: %s is beyond the largest %s", ErrNumber, quote(n.Text), v.Kind().String()))
		case err != nil:
			r.fail(n, Errorf("%w: %s", ErrNumber, quote(n.Text)))
		case x == 0 && strings.ContainsAny(mantissa, "123456789"):
			r.fail(n, Errorf("%w: %s is not 0 but would become 0", ErrNumber, quote(n.Text)))
		}
		v.SetFloat(x)
	}
}

// isRational reports whether a text is a decimal or a fraction of whole numbers without
// leading zeros, which package big takes for octal. An exponent is refused: a few bytes
// would fill the memory.
func isRational(text string) bool {
	whole := func(s string) bool {
		return s == "0" || s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
	}
	text = strings.TrimPrefix(text, "-")
	if num, den, ok := strings.Cut(text, "/"); ok {
		return whole(num) && whole(den)
	}
	num, digits, point := strings.Cut(text, ".")
	return whole(num) && (!point || digits != "" && strings.Trim(digits, "0123456789") == "")
}

// rational reads "81.3", "7/3" or a number, all exactly.
func (r *reader) rational(n *Node, v reflect.Value) {
	if n.Kind != NodeText && n.Kind != NodeNumber {
		r.wrong(n, Textf("an exact number in a text"))
		return
	}
	x, ok := new(big.Rat), isRational(n.Text)
	if ok {
		_, ok = x.SetString(n.Text)
	}
	if !ok {
		r.fail(n, Errorf(`%w: %s; exact numbers are written "81.3" or "7/3"`, ErrNumber, quote(n.Text)))
		return
	}
	if r.exact {
		if !r.counts(n, reflect.TypeFor[*big.Rat]()) {
			return
		}
		x = r.unit.Units(x)
	}
	v.Set(reflect.ValueOf(x).Elem())
}
