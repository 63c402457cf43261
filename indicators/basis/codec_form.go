package basis

import (
	"encoding"
	"math"
	"math/big"
	"reflect"
	"strings"
)

// shape is the way in which the values of a type are written.
type shape uint8

const (
	refused shape = iota
	byUnit        // MarshalIn
	byData        // MarshalData
	byText        // MarshalText
	byFields
	rational
	sentence
	document // a Node
	anError  // the interface
	anInterface
	pointer
	list // slice or array
	dictionary
	scalar // text, bool or number
)

// form is how the values of a type are written and read.
type form struct {
	shape  shape
	fields []field // byFields
	err    error   // refused
}

// field is a key of a record.
type field struct {
	key                 string
	unit                string // "of", "in" or ""
	names               string // what a text in it names, or ""
	index               []int
	omitEmpty, omitZero bool
}

// forms are the forms of the types seen so far.
type forms map[reflect.Type]*form

var (
	dataOut  = reflect.TypeFor[DataMarshaler]()
	dataIn   = reflect.TypeFor[DataUnmarshaler]()
	textOut  = reflect.TypeFor[encoding.TextMarshaler]()
	textIn   = reflect.TypeFor[encoding.TextUnmarshaler]()
	zeroType = reflect.TypeFor[interface{ IsZero() bool }]()
	errType  = reflect.TypeFor[error]()
)

func (f forms) of(t reflect.Type) *form {
	known, ok := f[t]
	if !ok {
		known = formOf(t)
		f[t] = known
	}
	return known
}

func formOf(t reflect.Type) *form {
	no := func(text string, args ...any) *form { return refuse(t, text, args...) }
	switch t.Kind() {
	case reflect.Interface:
		if t == errType {
			return &form{shape: anError}
		}
		return &form{shape: anInterface}
	case reflect.Pointer:
		return &form{shape: pointer}
	case reflect.Func:
		return no("is a function and cannot be written")
	}
	switch t {
	case reflect.TypeFor[big.Rat]():
		return &form{shape: rational}
	case reflect.TypeFor[Sentence]():
		return &form{shape: sentence}
	case reflect.TypeFor[Node]():
		return &form{shape: document}
	}
	for _, own := range []struct {
		shape       shape
		out, in     reflect.Type
		write, read string
	}{
		{byUnit, unitOut, unitIn, "MarshalIn", "UnmarshalIn"},
		{byData, dataOut, dataIn, "MarshalData", "UnmarshalData"},
		{byText, textOut, textIn, "MarshalText", "UnmarshalText"},
	} {
		out, in := has(t, own.out), has(t, own.in)
		switch inner := embeds(t, own.out); {
		case !out && !in:
			continue
		case !out:
			return no("can be read but not be written: it has no %s", own.write)
		case !in:
			return no("could not be read back: its pointer has no %s", own.read)
		case inner != "":
			return no("embeds %s, whose %s would hide the other fields; give the field a name", inner, own.write)
		}
		return &form{shape: own.shape}
	}
	switch t.Kind() {
	case reflect.Struct:
		return fieldsOf(t)
	case reflect.Slice, reflect.Array:
		return &form{shape: list}
	case reflect.Map:
		switch k := t.Key(); {
		case has(k, textOut) && has(k, textIn) && k.Kind() != reflect.Interface, k.Kind() == reflect.String,
			k.Kind() >= reflect.Int && k.Kind() <= reflect.Uint64:
			return &form{shape: dictionary}
		}
		return no("has keys that are no texts and no whole numbers")
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &form{shape: scalar}
	}
	return no("cannot be written")
}

// refuse is the form of a type whose values cannot be written.
func refuse(t reflect.Type, text string, args ...any) *form {
	return &form{shape: refused, err: Errorf("%w: %s "+text, append([]any{ErrValue, t.String()}, args...)...)}
}

// has reports whether values of a type, or pointers to them, have a method.
func has(t, method reflect.Type) bool {
	return t.Implements(method) || reflect.PointerTo(t).Implements(method)
}

// method returns a value as something that has the method of which has speaks.
func method(v reflect.Value, with reflect.Type) any {
	if v.Type().Implements(with) {
		return v.Interface()
	}
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.Interface()
}

// embeds names the embedded field of a struct that has a method, or "".
func embeds(t, with reflect.Type) string {
	if t.Kind() != reflect.Struct {
		return ""
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous && has(f.Type, with) {
			return f.Type.String()
		}
	}
	return ""
}

// fieldsOf lists the fields of a struct, those of embedded structs among them.
func fieldsOf(t reflect.Type) *form {
	f := &form{shape: byFields}
	hidden := 0
	no := func(text string, args ...any) *form { return refuse(t, text, args...) }
	for i := range t.NumField() {
		s := t.Field(i)
		tag := s.Tag.Get("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		of := s.Type
		if s.Anonymous && name == "" && of.Kind() == reflect.Pointer && of.Elem().Kind() == reflect.Struct {
			return no("embeds the pointer %s; give the field a name", of.String())
		}
		if s.Anonymous && name == "" && of.Kind() == reflect.Struct {
			inner := formOf(of)
			if inner.shape == refused {
				return inner
			}
			if inner.shape != byFields {
				return no("embeds %s, which is no record; give the field a name", of.String())
			}
			for _, x := range inner.fields {
				x.index = append([]int{i}, x.index...)
				f.fields = append(f.fields, x)
			}
			continue
		}
		if !s.IsExported() {
			hidden++
			continue
		}
		x := field{key: name, unit: s.Tag.Get("unit"), names: s.Tag.Get("names"), index: s.Index}
		if name == "" {
			x.key = s.Name
		}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "":
			case "omitempty":
				x.omitEmpty = true
			case "omitzero":
				x.omitZero = true
			default:
				return no("has the option %q in the tag of %s, which is not supported", option, s.Name)
			}
		}
		f.fields = append(f.fields, x)
	}
	seen := map[string]bool{}
	for _, x := range f.fields {
		if seen[x.key] {
			return no("has two fields for the key %q", x.key)
		}
		seen[x.key] = true
	}
	if len(f.fields) == 0 && hidden > 0 {
		return no("keeps its parts to itself; it needs MarshalData and UnmarshalData, or those for a text")
	}
	return f
}

// find returns the field with a key, or nil.
func (f *form) find(key string) *field {
	for i := range f.fields {
		if f.fields[i].key == key {
			return &f.fields[i]
		}
	}
	return nil
}

// omitted reports whether a field is left out, as encoding/json has it, save that -0
// is written.
func (x *field) omitted(v reflect.Value) bool {
	if x.omitEmpty {
		switch v.Kind() {
		case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
			if v.Len() == 0 {
				return true
			}
		case reflect.Struct:
		default:
			if zero(v) {
				return true
			}
		}
	}
	if x.omitZero && has(v.Type(), zeroType) {
		none := (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil()
		return none || method(v, zeroType).(interface{ IsZero() bool }).IsZero() //nolint:errcheck // has it
	}
	return x.omitZero && zero(v)
}

// zero reports whether a value is the zero one of its type; -0 is not.
func zero(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		return math.Float64bits(v.Float()) == 0
	case reflect.Struct:
		for i := range v.NumField() {
			if !zero(v.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Array:
		for i := range v.Len() {
			if !zero(v.Index(i)) {
				return false
			}
		}
		return true
	}
	return v.IsZero()
}
