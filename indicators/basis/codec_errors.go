package basis

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// err writes what an interface of type error holds.
func (w *writer) err(err error) {
	defer w.leave()
	if !w.enter(nil) {
		return
	}
	v := reflect.ValueOf(err)
	switch e := err.(type) { //nolint:errorlint // this one, not what it wraps
	case nil:
		w.raw("null")
		return
	case Sentinel:
		w.text(string(e))
		return
	case label:
		w.label(e)
		return
	case *Sentence:
		if e != nil {
			w.sentence(e)
			return
		}
	default:
		if parts, ok := joinedIn(err); ok && w.kinds.word(errType, v.Type()) == "" && len(parts) > 0 {
			w.list(reflect.ValueOf(parts))
			return
		}
	}
	switch word := w.kinds.word(errType, v.Type()); {
	case v.Kind() == reflect.Pointer && v.IsNil():
		w.fail(nil, Errorf("%w: a nil %s cannot be written", ErrMissing, v.Type().String()))
	case word != "":
		w.kinded(word, v, false)
	default:
		w.text(err.Error())
	}
}

// label writes a name: {"en": "request", "zh": "申请量"}.
func (w *writer) label(l label) {
	w.raw(`{"en":`)
	w.text(l.english)
	if l.chinese != "" {
		w.raw(`,"zh":`)
		w.text(l.chinese)
	}
	w.raw("}")
}

// sentence writes a sentence.
func (w *writer) sentence(s *Sentence) {
	s = &Sentence{Text: s.Text, Args: slices.Clone(s.Args)}
	s.print(0)
	verbs := verbs(s.Text)
	w.raw(`{"text":`)
	w.text(s.Text)
	for i, a := range s.Args {
		verb := "%v"
		if i < len(verbs) {
			verb = strings.ReplaceAll(verbs[i], "%w", "%v")
		}
		w.raw([]string{`,"args":[`, ","}[min(i, 1)])
		w.push("args", -1)
		w.push("", i)
		w.arg(verb, a)
		w.pop()
		w.pop()
	}
	if len(s.Args) > 0 {
		w.raw("]")
	}
	w.raw("}")
}

// arg writes an argument that stands under a verb.
func (w *writer) arg(verb string, a any) {
	tagged := func(tag string, write func()) {
		w.raw(`{"` + tag + `":`)
		write()
		w.raw("}")
	}
	switch x := a.(type) {
	case nil:
		w.raw("null")
		return
	case string:
		w.text(x)
		return
	case bool:
		w.out = strconv.AppendBool(w.out, x)
		return
	case error:
		tagged("error", func() { w.err(x) })
		return
	case float64:
		from := len(w.out)
		switch w.number(x, 64); {
		case math.IsNaN(x) || math.IsInf(x, 0):
			w.out = w.out[:from]
			tagged("float", func() { w.number(x, 64) })
		case !strings.ContainsAny(string(w.out[from:]), ".e"):
			w.raw(".0")
		}
		return
	case int, int64, uint64, rune, byte:
		text := fmt.Sprint(x)
		if same, err := integer(text); err == nil && fmt.Sprintf(verb, x) == fmt.Sprintf(verb, same) {
			w.raw(text)
			return
		}
	}
	tagged("printed", func() { w.text(fmt.Sprintf(verb, a)) })
}

// integer reads a whole number as an int, or the type of package fmt's choice that
// it fits: int64 or uint64.
func integer(text string) (any, error) {
	if x, err := strconv.Atoi(text); err == nil {
		return x, nil
	}
	if x, err := strconv.ParseInt(text, 10, 64); err == nil {
		return x, nil
	}
	return strconv.ParseUint(text, 10, 64)
}

// err reads an error, or null.
func (r *reader) err(n *Node) error {
	defer r.leave()
	if !r.enter(n) {
		return nil
	}
	switch {
	case n.Kind == NodeNull:
	case n.Kind == NodeText:
		return Sentinel(strings.Clone(n.Text))
	case n.Kind == NodeList:
		var parts []error
		if len(n.Items) == 0 {
			r.fail(n, Errorf("%w: the list has no errors", ErrEmpty))
		}
		for i := range n.Items {
			r.push("", i)
			if n.Items[i].Kind == NodeNull {
				r.wrong(&n.Items[i], Textf("an error"))
			}
			parts = append(parts, r.err(&n.Items[i]))
			r.pop()
		}
		if len(parts) == 0 {
			return nil
		}
		return &Errors{parts}
	case n.Kind == NodeRecord && hasKey(n, "kind"):
		var err error
		r.held(n, reflect.ValueOf(&err).Elem())
		return err
	case n.Kind == NodeRecord && hasKey(n, "en"):
		return r.label(n)
	case n.Kind == NodeRecord:
		if s := r.sentence(n); s != nil {
			return s
		}
	default:
		r.wrong(n, Textf("an error"))
	}
	return nil
}

func hasKey(n *Node, key string) bool {
	return slices.ContainsFunc(n.Members, func(m Member) bool { return m.Key == key })
}

// label reads a name.
func (r *reader) label(n *Node) label {
	var l label
	first := map[string]*Member{}
	for i := range n.Members {
		m := &n.Members[i]
		into := map[string]*string{"en": &l.english, "zh": &l.chinese}[m.Key]
		switch {
		case r.twice(first, m):
			continue
		case into == nil:
			r.atKey(m, Errorf("%w %s is unknown; a name has en and zh", ErrKey, quote(m.Key)))
			continue
		}
		r.push(m.Key, -1)
		if text, ok := r.text(&m.Value); ok {
			*into = text
		}
		r.pop()
	}
	return l
}

// sentence reads a sentence, or notes what is wrong with it and returns nil.
func (r *reader) sentence(n *Node) *Sentence {
	if !r.is(n, NodeRecord) {
		return nil
	}
	s, before, first := &Sentence{}, len(r.faults), map[string]*Member{}
	for i := range n.Members {
		m := &n.Members[i]
		if r.twice(first, m) {
			continue
		}
		if m.Key != "text" && m.Key != "args" {
			r.atKey(m, Errorf("%w %s is unknown; an error has kind, or text and args, or en and zh", ErrKey, quote(m.Key)))
			continue
		}
		r.push(m.Key, -1)
		switch {
		case m.Key == "text":
			s.Text, _ = r.text(&m.Value)
		case r.is(&m.Value, NodeList):
			for i := range m.Value.Items {
				r.push("", i)
				s.Args = append(s.Args, r.arg(&m.Value.Items[i]))
				r.pop()
			}
		}
		r.pop()
	}
	if first["text"] == nil {
		r.fail(n, Errorf("%w: the key %q", ErrMissing, "text"))
	}
	if len(r.faults) > before {
		return nil
	}
	return s
}

// arg reads an argument of a sentence.
func (r *reader) arg(n *Node) any {
	switch {
	case n.Kind == NodeText:
		return strings.Clone(n.Text)
	case n.Kind == NodeBool:
		return n.Text == "true"
	case n.Kind == NodeNumber && !strings.ContainsAny(n.Text, ".eE"):
		x, err := integer(n.Text)
		if err != nil {
			r.fail(n, Errorf("%w: %s does not fit uint64", ErrNumber, quote(n.Text)))
		}
		return x
	case n.Kind == NodeNumber:
		var x float64
		r.float(n, reflect.ValueOf(&x).Elem())
		return x
	case n.Kind == NodeRecord && len(n.Members) == 1:
		m := &n.Members[0]
		r.push(m.Key, -1)
		defer r.pop()
		switch m.Key {
		case "error":
			return r.err(&m.Value)
		case "printed":
			text, _ := r.text(&m.Value)
			return printed(text)
		case "float":
			var x float64
			r.float(&m.Value, reflect.ValueOf(&x).Elem())
			return x
		}
	}
	if n.Kind != NodeNull {
		r.fail(n, Errorf(`%w: an argument is a text, a number, true, false, null or a record with the one key "error", "printed" or "float"`, ErrValue))
	}
	return nil
}
