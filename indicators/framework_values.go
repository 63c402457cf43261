package indicators

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators/basis"
)

// placeOf is where a value stands.
func placeOf(n *basis.Node) place { return place{n.Line, n.Column} }

// keyPlace is where a key stands.
func keyPlace(m *basis.Member) place { return place{m.Line, m.Column} }

// kindName is a kind in the words of JSON.
func kindName(k basis.NodeKind) fmt.Stringer {
	switch k {
	case basis.NodeList:
		return basis.Textf("an array")
	case basis.NodeRecord:
		return basis.Textf("an object")
	}
	return k
}

// kind checks the kind of a value.
func (fr *frameworkReader) kind(object *basis.Node, key string, v *basis.Node, want basis.NodeKind) bool {
	if v.Kind == want {
		return true
	}
	of := basis.Textf("%s", key)
	if v != &object.Find(key).Value {
		of = basis.Textf("each of the %s", key)
	}
	fr.fail(object, key, placeOf(v), basis.Errorf("%w: %s must be %v, not %v", basis.ErrValue, of, kindName(want), kindName(v.Kind)))
	return false
}

// text reads a text; null is none where that is allowed.
func (fr *frameworkReader) text(object *basis.Node, m *basis.Member, null bool) string {
	if null && m.Value.Kind == basis.NodeNull || !fr.kind(object, m.Key, &m.Value, basis.NodeText) {
		return ""
	}
	return m.Value.Text
}

// number reads a number that belongs to a key of the indicator.
func (fr *frameworkReader) number(object *basis.Node, key string, v *basis.Node) float64 {
	if v.Kind != basis.NodeNumber {
		fr.fail(object, key, placeOf(v), basis.Errorf("%w: %s must be %v, not %v", basis.ErrValue, key, kindName(basis.NodeNumber), kindName(v.Kind)))
		return 0
	}
	x, err := parseFloat(v.Text)
	if err != nil {
		fr.fail(object, key, placeOf(v), err)
		return 0
	}
	return x
}

// span reads a range; nil if it is not one.
func (fr *frameworkReader) span(object *basis.Node, m *basis.Member) *Range {
	if !fr.kind(object, m.Key, &m.Value, basis.NodeRecord) {
		return nil
	}
	v := &m.Value
	ends := map[string]float64{}
	for i := range v.Members {
		end := &v.Members[i]
		switch first := v.Find(end.Key); {
		case first != end:
			fr.fail(object, m.Key, keyPlace(end), basis.Errorf("%w %s is there twice, first on line %d", basis.ErrKey, quote(end.Key), first.Line))
		case end.Key == "lo" || end.Key == "hi":
			ends[end.Key] = fr.number(object, m.Key, &end.Value)
		default:
			fr.fail(object, m.Key, keyPlace(end), basis.Errorf("%w %s is unknown; a range has lo and hi", basis.ErrKey, quote(end.Key)))
		}
	}
	if _, lo := ends["lo"]; !fr.bad[spot{object, m.Key}] && (!lo || len(ends) < 2) {
		fr.fail(object, m.Key, placeOf(v), basis.Errorf("%w: %s needs both ends, lo and hi", ErrRange, m.Key))
	}
	if fr.bad[spot{object, m.Key}] {
		return nil
	}
	return &Range{Lo: ends["lo"], Hi: ends["hi"]}
}
