package indicators

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// indicatorKeys are the keys of an indicator in a file; the root may also have
// "aux".
var indicatorKeys = [...]string{
	"code", "name", "name_zh", "weight", "unit", "direction", "target", "bounds", "base",
	"computed", "confidential", "definition", "period", "department", "source", "children",
}

// ReadFramework reads a framework from a JSON document; file is its name for
// messages. The document is one object, the root indicator:
//
//	{"code": "overall", "name": "...", "name_zh": "...",
//	 "children": [
//	   {"code": "va", "weight": 60, "unit": "100 million yuan", "period": "2022"},
//	   {"code": "energy", "weight": 40, "direction": "lower", "bounds": {"lo": 0, "hi": 2}}],
//	 "aux": [{"code": "area", "unit": "mu"}]}
//
// The keys of an indicator are code, name, name_zh, weight, unit, direction,
// target, bounds, base, computed, confidential, definition, period, department,
// source and children, each as in [Indicator]. The root alone may have aux, an array of
// auxiliary columns.
//
// Nothing is guessed. Keys that are unknown, spelled in another way, or there
// twice are errors, as is all that [NewFramework] refuses. Null is the same as
// no key for texts that may be absent (all but the code and the direction), and
// an error elsewhere. Numbers must be finite float64 numbers, and one that is
// not 0 must not become 0. A range has both ends. The array of children must not
// be empty. The weight is given for all children of an indicator or for none
// (then they count as equal); an explicit 0 is given, and then not all weights
// of the group may be 0. Comments, a second document, and more than 5000 levels
// are refused. The text is UTF-8; a byte order mark at the start is skipped.
//
// All faults are reported at once, joined, in the order of the file, each an
// [*InputError] with file, line, column and the code of the indicator. Text that
// is not UTF-8 or not JSON is one fault, at the byte where that begins.
func ReadFramework(r io.Reader, file string) (*Framework, error) {
	text, err := readText(r, file)
	if err != nil {
		return nil, err
	}
	if at, err := damage(text); err != nil {
		return nil, &InputError{File: file, Line: strings.Count(text[:at], "\n") + 1, Column: at - strings.LastIndexByte(text[:at], '\n'), Err: err}
	}
	doc, err := basis.ParseJSON([]byte(text))
	if fault, ok := errors.AsType[*basis.DataError](err); ok {
		why := fault.Err
		if errors.Is(why, basis.ErrValue) {
			why = basis.Errorf("%w: more than %d levels", basis.ErrValue, maxDepth)
		}
		return nil, &InputError{File: file, Line: fault.Line, Column: fault.Column, Err: why}
	}
	return FrameworkFrom(doc, file)
}

// FrameworkFrom reads a framework from a document that is parsed already, in
// whatever format, by the rules of [ReadFramework].
func FrameworkFrom(doc *basis.Node, file string) (*Framework, error) {
	fr := &frameworkReader{file: file, bad: map[spot]bool{}}
	if doc.Kind != basis.NodeRecord {
		return nil, fr.fault(placeOf(doc), "", basis.Errorf("%w: a framework is one object, its root indicator, not %v", basis.ErrValue, kindName(doc.Kind)))
	}
	root := fr.indicator(doc, rootRole)
	f, faults := build(root, fr.auxiliary(doc))
	fr.place(faults)
	if len(fr.faults) > 0 {
		return nil, joinFaults(fr.faults)
	}
	return f, nil
}

// UnmarshalJSON reads a framework that stands inside another document, by the
// rules of [ReadFramework]; lines and columns count from its opening brace. It
// fills a zero Framework and refuses any other, for a framework never changes.
func (f *Framework) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil // as package encoding/json asks
	}
	if len(f.nodes) > 0 {
		return &InputError{Err: basis.Errorf("%w: a framework that is in use cannot be read again", basis.ErrValue)}
	}
	read, err := ReadFramework(bytes.NewReader(data), "")
	if err != nil {
		return err
	}
	*f = *read
	return nil
}

// role of an object in the document.
type role int

const (
	rootRole role = iota
	childRole
	auxRole
)

// spot is a key of an object, given or not.
type spot struct {
	object *basis.Node
	key    string
}

// frameworkReader turns objects into indicators and remembers which node each
// became, so that what is wrong with a node can be placed.
type frameworkReader struct {
	file   string
	nodes  []*basis.Node // in pre-order
	aux    []*basis.Node // auxiliary columns
	bad    map[spot]bool // already reported; what follows from them is not
	faults []*InputError
}

// fail reports what is wrong with a key of an indicator.
func (fr *frameworkReader) fail(object *basis.Node, key string, at place, err error) {
	fr.bad[spot{object, key}] = true
	fr.faults = append(fr.faults, fr.fault(at, codeOf(object), err))
}

func (fr *frameworkReader) fault(at place, code string, err error) *InputError {
	return &InputError{File: fr.file, Line: at.line, Column: at.column, Indicator: code, Err: err}
}

// codeOf is the code in an object, if it is a text.
func codeOf(object *basis.Node) string {
	if m := object.Find("code"); m != nil && m.Value.Kind == basis.NodeText {
		return visible(m.Value.Text)
	}
	return ""
}

// place reports the faults that build found, save those that follow from what
// is reported already.
func (fr *frameworkReader) place(faults []fault) {
	objects := slices.Concat(fr.nodes, fr.aux)
	at := func(node int, key string) place {
		if m := objects[node].Find(key); m != nil {
			return placeOf(&m.Value)
		}
		return placeOf(objects[node])
	}
	for _, x := range faults {
		object := objects[x.node]
		if fr.bad[spot{object, x.key}] {
			continue
		}
		if x.key == "code" && codeOf(object) == "" {
			x.err = nameless(object, x.err)
		}
		if x.also >= 0 {
			x.err = basis.Errorf("%w, first on line %d", x.err, at(x.also, "code").line)
		}
		fr.faults = append(fr.faults, fr.fault(at(x.node, x.key), codeOf(object), x.err))
	}
}

// nameless adds to a fault of an indicator without a code by what people may
// know it.
func nameless(object *basis.Node, err error) error {
	for _, key := range []string{"name", "name_zh"} {
		if m := object.Find(key); m != nil && m.Value.Kind == basis.NodeText && m.Value.Text != "" {
			return basis.Errorf("%w (%s %s)", err, key, quote(m.Value.Text))
		}
	}
	return err
}

// indicator reads an object and all below it.
func (fr *frameworkReader) indicator(object *basis.Node, as role) Indicator {
	if as == auxRole {
		fr.aux = append(fr.aux, object)
	} else {
		fr.nodes = append(fr.nodes, object)
	}
	var in Indicator
	var children *basis.Member
	for i := range object.Members {
		m := &object.Members[i]
		if !fr.known(object, m, as) {
			continue
		}
		switch m.Key {
		case "code":
			in.Code = fr.text(object, m, false)
		case "name":
			in.Name = fr.text(object, m, true)
		case "name_zh":
			in.NameZH = fr.text(object, m, true)
		case "weight":
			in.Weight = fr.number(object, m.Key, &m.Value)
			if as == auxRole && in.Weight == 0 && !fr.bad[spot{object, m.Key}] {
				fr.fail(object, m.Key, placeOf(&m.Value), basis.Errorf("%w: an auxiliary column is not weighted", basis.ErrWeights))
			}
		case "unit":
			in.Unit = fr.text(object, m, true)
		case "direction":
			if text := fr.text(object, m, false); !fr.bad[spot{object, m.Key}] {
				if err := in.Direction.UnmarshalText([]byte(text)); err != nil {
					fr.fail(object, m.Key, placeOf(&m.Value), err)
				}
			}
		case "target":
			in.Target = fr.span(object, m)
		case "bounds":
			in.Bounds = fr.span(object, m)
		case "base":
			in.Base = fr.number(object, m.Key, &m.Value)
		case "computed":
			if fr.kind(object, m.Key, &m.Value, basis.NodeBool) {
				in.Computed = m.Value.Text == "true"
			}
		case "confidential":
			if fr.kind(object, m.Key, &m.Value, basis.NodeBool) {
				in.Confidential = m.Value.Text == "true"
			}
		case "definition":
			in.Definition = fr.text(object, m, true)
		case "period":
			in.Period = fr.text(object, m, true)
		case "department":
			in.Department = fr.text(object, m, true)
		case "source":
			in.Source = fr.text(object, m, true)
		case "children":
			children = m
		}
	}
	// A direction or target that could not be read is reported; the other of the two is not wrong for it.
	if fr.bad[spot{object, "direction"}] && in.Target != nil {
		in.Direction = Target
	}
	if fr.bad[spot{object, "target"}] && in.Direction == Target {
		in.Target = &Range{}
	}
	if children != nil {
		in.Children = fr.children(object, children, as)
	}
	return in
}

// known reports whether a key is one of an indicator and there for the first
// time.
func (fr *frameworkReader) known(object *basis.Node, m *basis.Member, as role) bool {
	if first := object.Find(m.Key); first != m {
		fr.fail(object, m.Key, keyPlace(m), basis.Errorf("%w %s is there twice, first on line %d", basis.ErrKey, quote(m.Key), first.Line))
		return false
	}
	switch {
	case slices.Contains(indicatorKeys[:], m.Key):
		return true
	case m.Key == "aux" && as == rootRole:
		return false // read by auxiliary
	case m.Key == "aux":
		fr.fail(object, m.Key, keyPlace(m), basis.Errorf("%w \"aux\" is for the root indicator alone", basis.ErrKey))
		return false
	}
	fr.fail(object, m.Key, keyPlace(m), basis.Errorf("%w %s is unknown%v", basis.ErrKey, quote(m.Key), basis.Meant(m.Key, indicatorKeys[:])))
	if meant := basis.Nearest(m.Key, indicatorKeys[:]); meant != "" && object.Find(meant) == nil {
		fr.bad[spot{object, meant}] = true // it is mistyped, not lacking
	}
	return false
}

// children reads the array of children and compares their weights.
func (fr *frameworkReader) children(object *basis.Node, m *basis.Member, as role) []Indicator {
	switch {
	case !fr.kind(object, m.Key, &m.Value, basis.NodeList):
		return nil
	case len(m.Value.Items) == 0:
		fr.fail(object, m.Key, placeOf(&m.Value), basis.Errorf("%w: no children; leave the key out for a measured indicator", basis.ErrEmpty))
		return nil
	case as == auxRole:
		fr.fail(object, m.Key, placeOf(&m.Value), basis.Errorf("%w: an auxiliary column has no children", basis.ErrValue))
		return nil
	}
	var kids []Indicator
	var objects []*basis.Node
	for i := range m.Value.Items {
		item := &m.Value.Items[i]
		if fr.kind(object, m.Key, item, basis.NodeRecord) {
			kids = append(kids, fr.indicator(item, childRole))
			objects = append(objects, item)
		}
	}
	fr.weights(object, objects, kids)
	return kids
}

// weights reports siblings of which some have a weight and some have none, and
// weights that are all 0, once for the group.
func (fr *frameworkReader) weights(parent *basis.Node, objects []*basis.Node, kids []Indicator) {
	var lacking basis.Text
	var lack, has *basis.Node
	zero := len(objects) > 0
	for i, o := range objects {
		bad := fr.bad[spot{o, "weight"}]
		zero = zero && !bad && kids[i].Weight == 0
		switch {
		case o.Find("weight") != nil || bad:
			has = o
		default:
			if lack == nil {
				lack, lacking = o, basis.Textf("%s (line %d)", quote(codeOf(o)), o.Line)
				continue
			}
			lacking = basis.Textf("%v, %s (line %d)", lacking, quote(codeOf(o)), o.Line)
		}
	}
	switch {
	case has != nil && lack != nil:
		fr.fail(lack, "weight", placeOf(lack), basis.Errorf("%w: some children of %s have a weight, but not %v; give all of them one, or none",
			basis.ErrWeights, quote(codeOf(parent)), lacking))
	case has != nil && zero:
		at := placeOf(parent)
		if m := parent.Find("code"); m != nil {
			at = placeOf(&m.Value)
		}
		fr.fail(parent, "children", at, basis.Errorf("%w of its children are all 0; leave them out if they count as equal", basis.ErrWeights))
	}
}

// auxiliary reads the array of auxiliary columns of the root.
func (fr *frameworkReader) auxiliary(root *basis.Node) []Indicator {
	m := root.Find("aux")
	if m == nil || !fr.kind(root, m.Key, &m.Value, basis.NodeList) {
		return nil
	}
	var aux []Indicator
	for i := range m.Value.Items {
		if item := &m.Value.Items[i]; fr.kind(root, m.Key, item, basis.NodeRecord) {
			aux = append(aux, fr.indicator(item, auxRole))
		}
	}
	return aux
}
