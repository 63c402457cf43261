package indicators

import "github.com/countyeval/countyeval/indicators/basis"

// kind checks the kind of a value.
func (fr *frameworkReader) kind(object *jsonValue, key string, v *jsonValue, want jsonKind) bool {
	if v.kind == want {
		return true
	}
	of := key
	if v.at != object.find(key).value.at {
		of = "each of the " + key
	}
	fr.fail(object, key, v.at, basis.Errorf("%w: %s must be %s, not %s", basis.ErrValue, of, want, v.kind))
	return false
}

// text reads a text; null is none where that is allowed.
func (fr *frameworkReader) text(object *jsonValue, m *jsonMember, null bool) string {
	if null && m.value.kind == jsonNull || !fr.kind(object, m.key, &m.value, jsonString) {
		return ""
	}
	return m.value.text
}

// number reads a number that belongs to a key of the indicator.
func (fr *frameworkReader) number(object *jsonValue, key string, v *jsonValue) float64 {
	if v.kind != jsonNumber {
		fr.fail(object, key, v.at, basis.Errorf("%w: %s must be %s, not %s", basis.ErrValue, key, jsonNumber, v.kind))
		return 0
	}
	x, err := parseFloat(v.text)
	if err != nil {
		fr.fail(object, key, v.at, err)
		return 0
	}
	return x
}

// span reads a range; nil if it is not one.
func (fr *frameworkReader) span(object *jsonValue, m *jsonMember) *Range {
	if !fr.kind(object, m.key, &m.value, jsonObject) {
		return nil
	}
	v := &m.value
	ends := map[string]float64{}
	for i := range v.members {
		end := &v.members[i]
		switch first := v.find(end.key); {
		case first != end:
			fr.fail(object, m.key, end.at, basis.Errorf("%w %s is there twice, first on line %d", ErrKey, quote(end.key), fr.src.line(first.at)))
		case end.key == "lo" || end.key == "hi":
			ends[end.key] = fr.number(object, m.key, &end.value)
		default:
			fr.fail(object, m.key, end.at, basis.Errorf("%w %s is unknown; a range has lo and hi", ErrKey, quote(end.key)))
		}
	}
	if _, lo := ends["lo"]; !fr.bad[spot{object, m.key}] && (!lo || len(ends) < 2) {
		fr.fail(object, m.key, v.at, basis.Errorf("%w: %s needs both ends, lo and hi", ErrRange, m.key))
	}
	if fr.bad[spot{object, m.key}] {
		return nil
	}
	return &Range{Lo: ends["lo"], Hi: ends["hi"]}
}
