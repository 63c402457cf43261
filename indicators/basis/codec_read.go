package basis

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// reader reads values from a document.
type reader struct {
	codec
	check func(what, name string) error // of DecodeNames; or nil
}

// value reads n into v, which is zero and can be set.
func (r *reader) value(n *Node, v reflect.Value) {
	defer r.leave()
	if !r.enter(n) {
		return
	}
	switch f := r.forms.of(v.Type()); f.shape {
	case refused:
		r.fail(n, f.err)
	case byUnit:
		r.inUnit(n, v)
	case byData:
		r.data(n, v, r.value)
	case byText:
		if text, ok := r.text(n); ok {
			r.word(n, v, text)
		}
	case byFields:
		r.fields(n, v)
	case rational:
		r.rational(n, v)
	case sentence:
		if s := r.sentence(n); s != nil {
			v.Set(reflect.ValueOf(*s))
		}
	case document:
		r.node(n, v)
	case anError:
		if err := r.err(n); err != nil {
			v.Set(reflect.ValueOf(err))
		}
	case anInterface:
		if n.Kind != NodeNull {
			r.held(n, v)
		}
	case pointer:
		r.pointer(n, v)
	case list:
		r.list(n, v)
	case dictionary:
		r.dictionary(n, v)
	default:
		r.scalar(n, v)
	}
}

// is reports whether n is of a kind, and notes a fault if not.
func (r *reader) is(n *Node, kind NodeKind) bool {
	if n.Kind != kind {
		r.wrong(n, kind)
	}
	return n.Kind == kind
}

// wrong notes that something else stands where a value is wanted: a [NodeKind] or a
// [Text].
func (r *reader) wrong(n *Node, wanted fmt.Stringer) {
	switch n.Kind {
	case NodeNull:
		r.fail(n, Errorf("%w: null stands where %s should", ErrMissing, wanted))
	case NodeNumber, NodeBool:
		r.fail(n, Errorf("%w: %s stands where %s should", ErrValue, n.Text, wanted))
	case NodeText:
		r.fail(n, Errorf("%w: the text %s stands where %s should", ErrValue, quote(n.Text), wanted))
	default:
		r.fail(n, Errorf("%w: %s stands where %s should", ErrValue, n.Kind, wanted))
	}
}

// names checks the names in a value: a text, the texts of a list or the keys of a
// record.
func (r *reader) names(what string, n *Node) {
	check := func(at *Node, name string) {
		if name == "" {
			return
		}
		if err := r.check(what, name); err != nil {
			r.fail(at, err)
		}
	}
	switch {
	case n.Kind == NodeText || n.Plain:
		check(n, n.Text)
	case n.Kind == NodeList:
		for i := range n.Items {
			if n.Items[i].Kind != NodeText && !n.Items[i].Plain {
				continue
			}
			r.push("", i)
			check(&n.Items[i], n.Items[i].Text)
			r.pop()
		}
	case n.Kind == NodeRecord:
		for i := range n.Members {
			m := &n.Members[i]
			r.push(m.Key, -1)
			check(&Node{Line: m.Line, Column: m.Column}, m.Key)
			r.pop()
		}
	}
}

// text returns a copy of a text, as a part of it would keep the whole document.
func (r *reader) text(n *Node) (string, bool) {
	if n.Plain {
		return strings.Clone(n.Text), true
	}
	if !r.is(n, NodeText) {
		return "", false
	}
	return strings.Clone(n.Text), true
}

// word reads a text into a value that has one.
func (r *reader) word(n *Node, v reflect.Value, text string) {
	if err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text)); err != nil { //nolint:errcheck // has it
		r.fail(n, err)
	}
}

// data reads a value with a form of its own, its data by read.
func (r *reader) data(n *Node, v reflect.Value, read func(*Node, reflect.Value)) {
	r.by(n, v.Addr().Interface().(DataUnmarshaler).UnmarshalData, read) //nolint:errcheck // has it
}

// by reads a value that asks for its data, which read reads.
func (r *reader) by(n *Node, value func(read func(into any) error) error, read func(*Node, reflect.Value)) {
	from := len(r.faults)
	err := value(func(into any) error {
		p := reflect.ValueOf(into)
		if p.Kind() != reflect.Pointer || p.IsNil() {
			return Errorf("%w: %T is no pointer to read into", ErrValue, into)
		}
		of := reflect.New(p.Type().Elem()).Elem()
		before := len(r.faults)
		read(n, of)
		if len(r.faults) > before {
			return errNoted
		}
		p.Elem().Set(of)
		return nil
	})
	if err != nil && (len(r.faults) == from || !errors.Is(err, errNoted)) {
		r.fail(n, err)
	}
}

// errNoted is what a reader of data gets if there were faults, which are noted.
const errNoted Sentinel = "the data cannot be read"

func (r *reader) fields(n *Node, v reflect.Value) {
	if !r.is(n, NodeRecord) {
		return
	}
	f := r.forms.of(v.Type())
	before := r.unitFirst(f, n, v)
	defer func() { r.counted = before }()
	first := map[string]*Member{}
	for i := range n.Members {
		m := &n.Members[i]
		if r.twice(first, m) {
			continue
		}
		x := f.find(m.Key)
		if x == nil {
			var known []string
			for _, x := range f.fields {
				known = append(known, x.key)
			}
			r.atKey(m, Errorf("%w %s is unknown%v", ErrKey, quote(m.Key), Meant(m.Key, known)))
			continue
		}
		if x.unit == "of" {
			continue // read already
		}
		r.push(x.key, -1)
		r.exact = x.unit == "in"
		faults := len(r.faults)
		r.value(&m.Value, v.FieldByIndex(x.index))
		many := m.Value.Kind == NodeList || m.Value.Kind == NodeRecord
		if x.names != "" && r.check != nil && (many || len(r.faults) == faults) {
			r.names(x.names, &m.Value)
		}
		r.pop()
	}
	for _, x := range f.fields {
		if first[x.key] == nil && !x.omitEmpty && !x.omitZero {
			r.fail(n, Errorf("%w: the key %s", ErrMissing, quote(x.key)))
		}
	}
}

// twice notes a key that was there before.
func (r *reader) twice(first map[string]*Member, m *Member) bool {
	if before := first[m.Key]; before != nil {
		err := Errorf("%w %s is there twice", ErrKey, quote(m.Key))
		if before.Line > 0 {
			err = Errorf("%w %s is there twice, first on line %d", ErrKey, quote(m.Key), before.Line)
		}
		r.atKey(m, err)
		return true
	}
	first[m.Key] = m
	return false
}

// atKey notes a fault of a key.
func (r *reader) atKey(m *Member, err error) {
	r.fail(&Node{Line: m.Line, Column: m.Column}, err)
}

func (r *reader) pointer(n *Node, v reflect.Value) {
	of := v.Type().Elem()
	switch {
	case n.Kind == NodeNull:
		return
	case n.Kind == NodeText && n.Text == "nan" && r.forms.isFloat(of):
		n = &Node{Kind: NodeNull, Line: n.Line, Column: n.Column}
	}
	p := reflect.New(of)
	r.value(n, p.Elem())
	v.Set(p)
}

func (r *reader) list(n *Node, v reflect.Value) {
	fixed := v.Kind() == reflect.Array
	if n.Kind == NodeNull && !fixed || !r.is(n, NodeList) {
		return
	}
	if fixed && len(n.Items) != v.Len() {
		r.fail(n, Errorf("%w: %d values stand where %d should", ErrValue, len(n.Items), v.Len()))
		return
	}
	if !fixed {
		v.Set(reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)))
	}
	for i := range n.Items {
		r.push("", i)
		r.value(&n.Items[i], v.Index(i))
		r.pop()
	}
	r.ownNames(n, v)
}

func (r *reader) dictionary(n *Node, v reflect.Value) {
	if n.Kind == NodeNull || !r.is(n, NodeRecord) {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Members)))
	first := map[string]*Member{}
	for i := range n.Members {
		m := &n.Members[i]
		if r.twice(first, m) {
			continue
		}
		r.push(m.Key, -1)
		at := Node{Kind: NodeText, Text: strings.Clone(m.Key), Line: m.Line, Column: m.Column}
		key, value, before := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem(), len(r.faults)
		switch {
		case has(key.Type(), textOut):
			r.word(&at, key, at.Text)
		case key.Kind() == reflect.String:
			key.SetString(at.Text)
		default:
			at.Kind = NodeNumber
			r.scalar(&at, key)
		}
		if len(r.faults) == before && v.MapIndex(key).IsValid() {
			r.fail(&at, Errorf("%w %s is there twice, spelled in two ways", ErrKey, quote(m.Key)))
		}
		r.value(&m.Value, value)
		v.SetMapIndex(key, value)
		r.pop()
	}
	r.ownNames(n, v)
}

// ownNames checks the names in a list or map whose type says what they name.
func (r *reader) ownNames(n *Node, v reflect.Value) {
	if r.check == nil {
		return
	}
	if of, ok := v.Interface().(interface{ NamesWhat() string }); ok {
		r.names(of.NamesWhat(), n)
	}
}
