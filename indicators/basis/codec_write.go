package basis

import (
	"encoding"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writer writes values as JSON.
type writer struct {
	codec
	out   []byte
	short bool // of MarshalShort
}

func (w *writer) raw(text string) { w.out = append(w.out, text...) }

func (w *writer) value(v reflect.Value) {
	defer w.leave()
	if !w.enter(nil) {
		return
	}
	switch f := w.forms.of(v.Type()); f.shape {
	case refused:
		w.fail(nil, f.err)
	case byUnit:
		if data, ok := w.inUnit(v); ok && data.IsValid() {
			w.value(data)
		} else {
			w.raw("null")
		}
	case byData:
		if data, ok := w.data(v); ok && data.IsValid() {
			w.value(data)
		} else {
			w.raw("null")
		}
	case byText:
		w.text(w.word(v))
	case byFields:
		w.raw("{")
		w.fields(f, v, true)
		w.raw("}")
	case rational:
		w.rational(method(v, textOut).(*big.Rat)) //nolint:errcheck // is one
	case sentence:
		s := v.Interface().(Sentence) //nolint:errcheck // is one
		w.sentence(&s)
	case document:
		n := v.Interface().(Node) //nolint:errcheck // is one
		w.node(&n)
	case anError:
		err, _ := v.Interface().(error)
		w.err(err)
	case anInterface:
		w.held(v)
	case pointer:
		w.pointer(v)
	case list:
		w.list(v)
	case dictionary:
		w.dictionary(v)
	default:
		w.scalar(v)
	}
}

// data returns what a value with a form of its own is written as; nil is invalid.
func (w *writer) data(v reflect.Value) (reflect.Value, bool) {
	data, err := method(v, dataOut).(DataMarshaler).MarshalData() //nolint:errcheck // has it
	if err != nil {
		w.fail(nil, err)
		return v, false
	}
	return reflect.ValueOf(data), true
}

// word returns the text of a value that has one.
func (w *writer) word(v reflect.Value) string {
	text, err := method(v, textOut).(encoding.TextMarshaler).MarshalText() //nolint:errcheck // has it
	if err != nil {
		w.fail(nil, err)
	}
	return string(text)
}

// fields writes the fields of a record, the first one with a comma before it or
// without.
func (w *writer) fields(f *form, v reflect.Value, first bool) {
	before := w.within(f, v, nil)
	defer func() { w.counted = before }()
	for i := range f.fields {
		x := &f.fields[i]
		of := v.FieldByIndex(x.index)
		if x.omitted(of) {
			continue
		}
		if !first {
			w.raw(",")
		}
		first = false
		w.text(x.key)
		w.raw(":")
		w.push(x.key, -1)
		w.exact = x.unit == "in"
		w.value(of)
		w.pop()
	}
}

// pointer writes what a pointer points to. Null is the nil pointer alone.
func (w *writer) pointer(v reflect.Value) {
	if v.IsNil() {
		w.raw("null")
		return
	}
	from := len(w.out)
	w.value(v.Elem())
	if string(w.out[from:]) != "null" {
		return
	}
	if w.forms.isFloat(v.Type().Elem()) {
		w.out = append(w.out[:from], `"nan"`...)
		return
	}
	w.fail(nil, Errorf("%w: a %s to what is null cannot be told from nil", ErrValue, v.Type().String()))
}

func (w *writer) list(v reflect.Value) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		w.raw("null")
		return
	}
	w.raw("[")
	for i := range v.Len() {
		if i > 0 {
			w.raw(",")
		}
		w.push("", i)
		w.value(v.Index(i))
		w.pop()
	}
	w.raw("]")
}

func (w *writer) dictionary(v reflect.Value) {
	if v.IsNil() {
		w.raw("null")
		return
	}
	type entry struct {
		key   string
		value reflect.Value
	}
	var all []entry
	for it := v.MapRange(); it.Next(); {
		key := ""
		switch k := it.Key(); {
		case has(k.Type(), textOut):
			key = w.word(k)
		case k.Kind() == reflect.String:
			key = k.String()
		case k.CanInt():
			key = strconv.FormatInt(k.Int(), 10)
		default:
			key = strconv.FormatUint(k.Uint(), 10)
		}
		all = append(all, entry{key, it.Value()})
	}
	slices.SortFunc(all, func(a, b entry) int { return strings.Compare(a.key, b.key) })
	w.raw("{")
	for i, e := range all {
		if i > 0 {
			w.raw(",")
		}
		w.push(e.key, -1)
		if i > 0 && all[i-1].key == e.key {
			w.fail(nil, Errorf("%w: two keys of a %s have this text", ErrKey, v.Type().String()))
		}
		w.text(e.key)
		w.raw(":")
		w.value(e.value)
		w.pop()
	}
	w.raw("}")
}

// text writes a text in quotes.
func (w *writer) text(s string) {
	if !utf8.ValidString(s) {
		w.fail(nil, Errorf("%w: the text %s is not UTF-8", ErrValue, quote(s)))
	}
	w.raw(`"`)
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.raw(s[from:i])
		from = i + 1
		if at := strings.IndexByte("\"\\\n\r\t", c); at >= 0 {
			w.out = append(w.out, '\\', `"\nrt`[at])
		} else {
			w.raw(`\u00` + string("0123456789abcdef"[c>>4]) + string("0123456789abcdef"[c&15]))
		}
	}
	w.raw(s[from:])
	w.raw(`"`)
}
