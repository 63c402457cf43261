package basis

import (
	"encoding"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Describe says in words what a method is: the word of its kind and, in brackets, its
// options that differ from zero by the keys that [Marshal] gives them,
//
//	mix (of [entropy, equal], shares [0.5, 0.5])
//
// Underscores are spaces, and options that are true stand without a value. What has a
// String method and stands inside v says itself; so do kinds of one's own. Methods of
// this library have
//
//	func (e Entropy) String() string { return basis.Describe(e, Kinds()) }
//
// The text is for people: it cannot be read back.
func Describe(v any, kinds Kinds) string {
	d := describer{kinds: kinds, forms: forms{}}
	x := reflect.ValueOf(v)
	if !x.IsValid() {
		return "none"
	}
	word := ""
	for _, e := range kinds.entries {
		if e.Type == x.Type() {
			word = e.Word
			break
		}
	}
	return d.kind(word, x)
}

type describer struct {
	kinds Kinds
	forms forms
	depth int
}

// kind describes a value by its word, or the name of its type.
func (d *describer) kind(word string, v reflect.Value) string {
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	switch word = strings.ReplaceAll(word, "_", " "); {
	case word == "" && v.Type().PkgPath() != "":
		word = strings.ToLower(v.Type().Name())
	case word == "":
		return d.plain(v)
	}
	f := d.forms.of(v.Type())
	switch f.shape {
	case byFields:
		if options := d.options(f, v); options != "" {
			return word + " (" + options + ")"
		}
		return word
	case list, dictionary, scalar:
		return word + " " + d.plain(v)
	}
	return word
}

// options lists what a record sets.
func (d *describer) options(f *form, v reflect.Value) string {
	var out []string
	for i := range f.fields {
		x := &f.fields[i]
		of := v.FieldByIndex(x.index)
		key := strings.ReplaceAll(x.key, "_", " ")
		switch {
		case x.omitted(of):
		case of.Kind() == reflect.Bool && of.Bool():
			out = append(out, key)
		default:
			out = append(out, key+" "+d.value(of))
		}
	}
	return strings.Join(out, ", ")
}

// value describes what stands inside a value.
func (d *describer) value(v reflect.Value) string {
	const deepest = 50
	if d.depth++; d.depth > deepest {
		return "..."
	}
	defer func() { d.depth-- }()
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return "none"
		}
	}
	switch x := v.Interface().(type) {
	case *big.Rat:
		return decimal(x)
	case error:
		return x.Error()
	case fmt.Stringer:
		return x.String()
	case Worded:
		return x.Text().String()
	case encoding.TextMarshaler:
		text, err := x.MarshalText()
		if err != nil {
			return err.Error()
		}
		return string(text)
	}
	switch v.Kind() {
	case reflect.Interface:
		return d.kind(d.kinds.word(v.Type(), v.Elem().Type()), v.Elem())
	case reflect.Pointer:
		return d.value(v.Elem())
	}
	return d.plain(v)
}

// plain describes a list, a dictionary, a record or a scalar.
func (d *describer) plain(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		out := make([]string, v.Len())
		for i := range out {
			out[i] = d.value(v.Index(i))
		}
		return "[" + strings.Join(out, ", ") + "]"
	case reflect.Map:
		var out []string
		for it := v.MapRange(); it.Next(); {
			out = append(out, d.value(it.Key())+": "+d.value(it.Value()))
		}
		slices.Sort(out)
		return "[" + strings.Join(out, ", ") + "]"
	case reflect.Struct:
		if f := d.forms.of(v.Type()); f.shape == byFields {
			return "(" + d.options(f, v) + ")"
		}
		return v.Type().String()
	case reflect.Func:
		return "a function"
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits())
	}
	return fmt.Sprint(v.Interface())
}
