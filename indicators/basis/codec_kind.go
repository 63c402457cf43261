package basis

import (
	"reflect"
	"slices"
	"strings"
)

// held writes what an interface holds, with its kind.
func (w *writer) held(v reflect.Value) {
	if v.IsNil() {
		w.raw("null")
		return
	}
	of, x := v.Type(), v.Elem()
	t := x.Type()
	word := w.kinds.word(of, t)
	if word == "" {
		w.fail(nil, w.unknown(of, t))
		return
	}
	w.kinded(word, x)
}

// unknown says why a type without a kind cannot stand where an interface is.
func (w *writer) unknown(of, t reflect.Type) error {
	switch {
	case t.Kind() == reflect.Func, holdsFunction(t):
		return Errorf("%w: %s is a function and cannot be written", ErrValue, t.String())
	case t.Kind() == reflect.Pointer && w.kinds.word(of, t.Elem()) != "":
		return Errorf("%w: %s is a pointer; as a %s it is written by value, as %s", ErrValue, t.String(), of.String(), t.Elem().String())
	}
	return Errorf("%w: %s has no kind as a %s; give it one with basis.Kind", ErrUnknown, t.String(), of.String())
}

// holdsFunction reports whether a struct has a field that is a function.
func holdsFunction(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		if t.Field(i).Type.Kind() == reflect.Func {
			return true
		}
	}
	return false
}

// kinded writes a value of a kind.
func (w *writer) kinded(word string, v reflect.Value) {
	for range maxDepth {
		switch {
		case v.Kind() == reflect.Pointer && v.IsNil():
			w.fail(nil, Errorf("%w: a nil %s cannot be written", ErrMissing, v.Type().String()))
			return
		case v.Kind() == reflect.Pointer:
			v = v.Elem()
			continue
		}
		if w.forms.of(v.Type()).shape != byData {
			break
		}
		data, ok := w.data(v)
		if !ok {
			return
		}
		if v = data; !v.IsValid() {
			break
		}
	}
	w.raw(`{"kind":`)
	w.text(word)
	switch {
	case !v.IsValid():
		w.raw(`,"value":null`)
	case w.forms.of(v.Type()).shape != byFields:
		w.raw(`,"value":`)
		w.push("value", -1)
		w.value(v)
		w.pop()
	default:
		f := w.forms.of(v.Type())
		if f.find("kind") != nil {
			w.fail(nil, Errorf(`%w: %s has a field with the key "kind", which is taken`, ErrKey, v.Type().String()))
		}
		w.fields(f, v, false)
	}
	w.raw("}")
}

// interfaceName names an interface for a reader; rooms have Chinese for theirs.
func interfaceName(of reflect.Type) any {
	if of == errType {
		return Textf("error")
	}
	return printed(of.String())
}

// held reads what an interface holds, by its kind.
func (r *reader) held(n *Node, v reflect.Value) {
	if !r.is(n, NodeRecord) {
		return
	}
	of := v.Type()
	at := slices.IndexFunc(n.Members, func(m Member) bool { return m.Key == "kind" })
	if at < 0 {
		r.fail(n, Errorf("%w: the key %q, which says what %s this is", ErrMissing, "kind", interfaceName(of)))
		return
	}
	m := &n.Members[at]
	r.push("kind", -1)
	word, ok := r.text(&m.Value)
	t, known := r.kinds.held(of, word)
	if ok && !known {
		words := r.kinds.wordsOf(of)
		hint := Meant(word, words)
		if hint.IsZero() {
			hint = Textf("; one of %s", strings.Join(words, ", "))
		}
		r.fail(&m.Value, Errorf("%w: %s is no kind of %s%v", ErrUnknown, quote(word), interfaceName(of), hint))
	}
	r.pop()
	if !known {
		return
	}
	rest := *n
	rest.Members = slices.Delete(slices.Clone(n.Members), at, at+1)
	x := reflect.New(t).Elem()
	into := x
	if t.Kind() == reflect.Pointer {
		x.Set(reflect.New(t.Elem()))
		into = x.Elem()
	}
	r.bare(&rest, into)
	v.Set(x)
}

// bare reads a value of a kind from its record without the kind: by its fields,
// or from what stands under "value".
func (r *reader) bare(n *Node, v reflect.Value) {
	switch r.forms.of(v.Type()).shape {
	case byData:
		r.data(n, v, r.bare)
		return
	case byFields:
		r.fields(n, v)
		return
	}
	var value *Member
	first := map[string]*Member{}
	for i := range n.Members {
		m := &n.Members[i]
		switch {
		case r.twice(first, m):
		case m.Key == "value":
			value = m
		default:
			r.atKey(m, Errorf("%w %s is unknown; the kind has %q alone", ErrKey, quote(m.Key), "value"))
		}
	}
	if value == nil {
		r.fail(n, Errorf("%w: the key %q", ErrMissing, "value"))
		return
	}
	r.push("value", -1)
	r.value(&value.Value, v)
	r.pop()
}
