package basis

import (
	"errors"
	"io"
	"reflect"
	"strconv"
)

// Read reads what [Marshal] writes from r into v, as [Unmarshal] does. file is the
// name of the document, which stands in every fault.
func Read(r io.Reader, file string, v any, kinds Kinds) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return Errorf("%s: %w", file, err)
	}
	err = Unmarshal(data, v, kinds)
	for e := range All(err) {
		if fault, ok := errors.AsType[*DataError](e); ok {
			fault.File = file
		}
	}
	return err
}

// node writes a document that is parsed already.
func (w *writer) node(n *Node) {
	defer w.leave()
	if !w.enter(nil) {
		return
	}
	switch n.Kind {
	case NodeNull:
		w.raw("null")
	case NodeBool:
		w.out = strconv.AppendBool(w.out, n.Text == "true")
	case NodeNumber:
		if of, err := ParseJSON([]byte(n.Text)); err != nil || of.Kind != NodeNumber {
			w.fail(nil, Errorf("%w: %s is no number in JSON", ErrValue, quote(n.Text)))
		}
		w.raw(n.Text)
	case NodeText:
		w.text(n.Text)
	case NodeList:
		w.raw("[")
		for i := range n.Items {
			if i > 0 {
				w.raw(",")
			}
			w.push("", i)
			w.node(&n.Items[i])
			w.pop()
		}
		w.raw("]")
	case NodeRecord:
		w.raw("{")
		for i := range n.Members {
			if i > 0 {
				w.raw(",")
			}
			m := &n.Members[i]
			w.push(m.Key, -1)
			w.text(m.Key)
			w.raw(":")
			w.node(&m.Value)
			w.pop()
		}
		w.raw("}")
	default:
		w.fail(nil, Errorf("%w: there is no %s", ErrValue, n.Kind))
	}
}

// node reads a value as it stands.
func (r *reader) node(n *Node, v reflect.Value) { v.Set(reflect.ValueOf(*n)) }
