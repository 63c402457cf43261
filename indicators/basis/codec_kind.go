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
	w.kinded(word, x, w.short)
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
func (w *writer) kinded(word string, v reflect.Value, short bool) {
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
	if short {
		w.shortly(word, v)
		return
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

// shortly writes a value of a kind in the short form.
func (w *writer) shortly(word string, v reflect.Value) {
	from := len(w.out)
	w.raw("{")
	w.text(word)
	w.raw(":")
	w.push(word, -1)
	at := len(w.out)
	if v.IsValid() {
		w.value(v)
	} else {
		w.raw("null")
	}
	w.pop()
	if fields := v.IsValid() && w.forms.of(v.Type()).shape == byFields; fields && string(w.out[at:]) == "{}" {
		w.out = w.out[:from]
		w.text(word)
		return
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
	of := v.Type()
	if n.Kind == NodeText && of != errType {
		r.short(n, &Node{Kind: NodeRecord, Line: n.Line, Column: n.Column}, n.Text, v)
		return
	}
	if !r.is(n, NodeRecord) {
		return
	}
	at := slices.IndexFunc(n.Members, func(m Member) bool { return m.Key == "kind" })
	if at < 0 && len(n.Members) == 1 && of != errType {
		m := &n.Members[0]
		r.push(m.Key, -1)
		r.short(&Node{Line: m.Line, Column: m.Column}, &m.Value, m.Key, v)
		r.pop()
		return
	}
	if at < 0 {
		r.fail(n, Errorf("%w: the key %q, which says what %s this is", ErrMissing, "kind", interfaceName(of)))
		return
	}
	m := &n.Members[at]
	r.push("kind", -1)
	word, ok := r.text(&m.Value)
	var t reflect.Type
	if ok {
		t, ok = r.kind(&m.Value, of, word)
	}
	r.pop()
	if !ok {
		return
	}
	rest := *n
	rest.Members = slices.Delete(slices.Clone(n.Members), at, at+1)
	r.hold(v, t, func(into reflect.Value) { r.bare(&rest, into) })
}

// short reads what an interface holds from its short form: a word, which stands at a
// place, and the value of that kind.
func (r *reader) short(at, n *Node, word string, v reflect.Value) {
	t, ok := r.kind(at, v.Type(), word)
	if !ok {
		return
	}
	r.hold(v, t, func(into reflect.Value) {
		if at.Kind == NodeText && r.forms.of(into.Type()).shape != byFields && r.forms.of(into.Type()).shape != byData {
			r.wrong(at, NodeRecord)
			return
		}
		r.value(n, into)
	})
}

// kind is the type that a word stands for where an interface is; a word that stands for
// none is noted.
func (r *reader) kind(at *Node, of reflect.Type, word string) (reflect.Type, bool) {
	t, known := r.kinds.held(of, word)
	if !known {
		words := r.kinds.wordsOf(of)
		hint := Meant(word, words)
		if hint.IsZero() {
			hint = Textf("; one of %s", strings.Join(words, ", "))
		}
		r.fail(at, Errorf("%w: %s is no kind of %s%v", ErrUnknown, quote(word), interfaceName(of), hint))
	}
	return t, known
}

// hold makes a value of a type, which read fills, and puts it where an interface is.
func (r *reader) hold(v reflect.Value, t reflect.Type, read func(into reflect.Value)) {
	x := reflect.New(t).Elem()
	into := x
	if t.Kind() == reflect.Pointer {
		x.Set(reflect.New(t.Elem()))
		into = x.Elem()
	}
	read(into)
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
