package basis

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Marshal writes a value as JSON, and [Unmarshal] reads it back. They are what
// encoding/json is not: an interface keeps the type of what it holds, NaN is not an
// error and not 0, and nothing is lost in silence, neither on the way out nor in.
//
//	struct         record of its exported fields in their order, with the json tags
//	               of encoding/json: name, "-", omitempty, omitzero; embedded
//	               structs are flattened. A field without one of the two latter
//	               options is always written and must be there to be read; one
//	               that was left out reads as zero. Unexported fields are not data.
//	interface      {"kind": "entropy", ...} with the fields of the record that it
//	               holds, {"kind": "grades", "value": ...} if that is no record, or
//	               null. The word is that of kinds; see [Kind]. The short forms that
//	               [MarshalShort] writes are read too.
//	error          text, sentence or kind; see below
//	float64        shortest decimal, null for NaN, "+inf" and "-inf"
//	int, uint      whole number
//	big.Rat        text, "81.3" or "7/3"
//	text           types with MarshalText and UnmarshalText, such as enumerations
//	slice, map     list, record with sorted keys; null if nil, [] or {} if empty.
//	               Keys are texts, types with a text, or whole numbers. Bytes are
//	               numbers.
//	pointer        null if nil, otherwise what it points to; a pointer to NaN is
//	               "nan". Other pointers to what is null are refused.
//	Node           the value that it stands for
//	own form       see [DataMarshaler]
//	amount         see [Unit]
//
// The methods MarshalJSON and UnmarshalJSON are never called: the codec writes what
// is inside a value by its fields, so that the kinds travel down, and so that
//
//	func (m Model) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }
//
// is all that a document needs to be written by encoding/json with the kinds that
// are built in. The value itself has no kind, as it stands in no interface; to
// write one with its kind, take a pointer to the interface: Marshal(&scheme, kinds).
//
// In an interface of type error a [Sentinel] is a text, a [Sentence] a record
//
//	{"text": "%w: unit %s has %v", "args": [{"error": "missing value"}, "411", 3.5]}
//
// in which whole numbers have no point and others have one, NaN and the infinities
// are {"float": null} and {"float": "+inf"}, and what was printed when the sentence
// was made is {"printed": "7/3"}. Joined errors are a list; types with a kind stand
// as everywhere. Any other error is its text and reads back as the Sentinel of that
// text: what it wraps is lost.
//
// Functions, channels, complex numbers, interfaces that hold a type without a kind,
// structs with no exported field but others, and more than 10000 values in each
// other (a pointer to itself) are refused, all at once, each as a [*DataError].
func Marshal(v any, kinds Kinds) ([]byte, error) {
	return marshal(v, writer{codec: codec{kinds: kinds, forms: forms{}}})
}

// MarshalShort is [Marshal] for documents that people edit. What an interface holds
// (other than error) is a record with the word of its kind as the one key, and what is
// written without fields the bare word:
//
//	{"clip": {"of": "min_max"}}   instead of   {"kind": "clip", "of": {"kind": "min_max"}}
//	{"grades": ["A", "B"]}        instead of   {"kind": "grades", "value": ["A", "B"]}
func MarshalShort(v any, kinds Kinds) ([]byte, error) {
	return marshal(v, writer{codec: codec{kinds: kinds, forms: forms{}}, short: true})
}

func marshal(v any, w writer) ([]byte, error) {
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	if !r.IsValid() {
		return nil, Errorf("%w: nil cannot be written", ErrValue)
	}
	w.value(r)
	if err := w.joined(); err != nil {
		return nil, err
	}
	return w.out, nil
}

// Unmarshal reads what [Marshal] writes into v, a pointer. It is strict. Keys that
// are unknown, there twice or lacking, values of another type, null where only a
// float64, slice, map, pointer or interface has one, words without a kind, numbers
// that are not of the type, and text after the document are faults; all of them are
// reported at once, joined, in the order of the document, each a [*DataError] with
// its place. With a fault, v stays as it was; without, nothing of what v held
// before remains.
func Unmarshal(data []byte, v any, kinds Kinds) error {
	n, err := ParseJSON(data)
	if err != nil {
		return err
	}
	return Decode(n, v, kinds)
}

// Decode is [Unmarshal] from a document that is parsed already.
func Decode(n *Node, v any, kinds Kinds) error { return DecodeNames(n, v, kinds, nil) }

// DecodeNames is [Decode] of a document whose texts name things that stand elsewhere,
// such as indicators. What a text names is said by the tag names of its field:
//
//	Of    string            `json:"of" names:"column"`
//	Codes []string          `json:"codes" names:"node"`  // each text of the list
//	By    map[string]Scheme `json:"by" names:"group"`    // each key
//
// and by a method NamesWhat() string of the type of a list or map. check is called with the tag and the name, in the order of the document; its error is
// a fault at the place of the name, reported with all others. Names that are empty, and
// a text that is wrong itself, are not checked.
func DecodeNames(n *Node, v any, kinds Kinds, check func(what, name string) error) error {
	p := reflect.ValueOf(v)
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return Errorf("%w: %T is no pointer to read into", ErrValue, v)
	}
	r := reader{codec: codec{kinds: kinds, forms: forms{}}, check: check}
	into := reflect.New(p.Type().Elem()).Elem()
	r.value(n, into)
	if err := r.joined(); err != nil {
		return err
	}
	p.Elem().Set(into)
	return nil
}

// A DataMarshaler is written as another value, its data: a type whose exported
// fields do not say all converts to one whose fields do. Its pointer is a
// [DataUnmarshaler].
type DataMarshaler interface {
	MarshalData() (any, error)
}

// A DataUnmarshaler is read from data. It is handed a function that reads them as
// [Unmarshal] does, with its kinds, into what the argument points to:
//
//	func (t *Table) UnmarshalData(read func(into any) error) error {
//		var d tableData
//		if err := read(&d); err != nil {
//			return err
//		}
//		...
//	}
//
// Its own error is reported at the place of the value. A type that is read by its
// fields and then checked reads into (*plain)(v), where plain is a type of the same
// fields without methods, and has a MarshalData that returns plain(v).
type DataUnmarshaler interface {
	UnmarshalData(read func(into any) error) error
}

// codec is what writer and reader share.
type codec struct {
	counted
	kinds  Kinds
	forms  forms
	path   []step
	depth  int
	deep   bool // too deep
	faults []*DataError
}

// step is a key of a record or, without one, an index of a list.
type step struct {
	key   string
	index int
}

func (c *codec) push(key string, index int) { c.path = append(c.path, step{key, index}) }
func (c *codec) pop()                       { c.path = c.path[:len(c.path)-1] }

// enter is called for every value inside another one, and leave after it. Once it
// has failed it fails for good: a value that holds itself twice has no end.
func (c *codec) enter(n *Node) bool {
	c.depth++
	if c.depth > maxDepth && !c.deep {
		c.deep = true
		c.fail(n, Errorf("%w: more than %d values stand in each other", ErrValue, maxDepth))
	}
	return !c.deep
}

func (c *codec) leave() { c.depth-- }

// fail notes a fault at the current path; n is where it stands, if in a document.
func (c *codec) fail(n *Node, err error) {
	e := &DataError{Path: c.where(), Err: err}
	if n != nil {
		e.Line, e.Column = n.Line, n.Column
	}
	c.faults = append(c.faults, e)
}

// joined joins the faults in the order of the document.
func (c *codec) joined() error {
	slices.SortStableFunc(c.faults, func(a, b *DataError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	out := make([]error, len(c.faults))
	for i, f := range c.faults {
		out[i] = f
	}
	return JoinErrors(out...)
}

// where is the current path as a text.
func (c *codec) where() string {
	var b strings.Builder
	word := func(r rune) bool { return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) }
	for i, s := range c.path {
		switch {
		case s.index >= 0:
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
		case s.key == "" || strings.ContainsFunc(s.key, func(r rune) bool { return !word(r) }):
			b.WriteString("[" + quote(s.key) + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.key)
		}
	}
	return b.String()
}
