package indicators

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

// jsonKind is one of the kinds of JSON values.
type jsonKind int

const (
	jsonNull jsonKind = iota
	jsonBool
	jsonNumber
	jsonString
	jsonArray
	jsonObject
)

var jsonKindNames = [...]string{"null", "true or false", "a number", "a text", "an array", "an object"}

// String gives the kind with its article.
func (k jsonKind) String() string { return jsonKindNames[k] }

// jsonValue is a parsed JSON value that knows where it stands. Unlike package
// encoding/json it keeps the order of members, all of equal keys, and the
// digits of numbers.
type jsonValue struct {
	kind    jsonKind
	at      int          // its first byte
	text    string       // decoded text; the literal of a number, true or false
	items   []jsonValue  // of an array
	members []jsonMember // of an object, in order
}

type jsonMember struct {
	key   string
	at    int // the quote that opens the key
	value jsonValue
}

// find returns the first member with that key, or nil.
func (v *jsonValue) find(key string) *jsonMember {
	for i := range v.members {
		if v.members[i].key == key {
			return &v.members[i]
		}
	}
	return nil
}

// jsonParser parses one document by the grammar of RFC 8259.
type jsonParser struct {
	src   *source
	s     string
	pos   int
	limit int // arrays and objects inside each other
}

// parseJSON parses the whole text of src as one JSON value. What is wrong is
// reported once, at the byte where the text stops being JSON.
func parseJSON(src *source, limit int) (*jsonValue, *InputError) {
	p := &jsonParser{src: src, s: src.text, pos: src.start(), limit: limit}
	p.space()
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	p.space()
	if p.pos < len(p.s) {
		return nil, p.fail(p.pos, "the document ends before %s", p.found())
	}
	return &v, nil
}

func (p *jsonParser) fail(at int, format string, args ...any) *InputError {
	return p.src.fault(at, "", "", basis.Errorf("%w: %s", ErrSyntax, fmt.Sprintf(format, args...)))
}

// found describes what stands at the current byte.
func (p *jsonParser) found() string {
	rest := p.s[p.pos:]
	switch {
	case rest == "":
		return "the end of the file"
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "/*"), rest[0] == '#':
		return "a comment (JSON has none)"
	}
	end := strings.IndexAny(rest, " \t\r\n,:{}[]")
	switch end {
	case -1:
		end = len(rest)
	case 0:
		_, end = utf8.DecodeRuneInString(rest)
	}
	return quote(strings.Trim(rest[:end], `"`))
}

// space skips white space.
func (p *jsonParser) space() {
	for p.pos < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.pos]) >= 0 {
		p.pos++
	}
}

// next reports whether the next byte is c, and skips it if so.
func (p *jsonParser) next(c byte) bool {
	if p.pos < len(p.s) && p.s[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// value parses the value at the current byte, inside so many arrays and objects.
func (p *jsonParser) value(depth int) (jsonValue, *InputError) {
	v := jsonValue{at: p.pos}
	var c byte
	if p.pos < len(p.s) {
		c = p.s[p.pos]
	}
	var err *InputError
	switch {
	case (c == '{' || c == '[') && depth >= p.limit:
		err = p.src.fault(p.pos, "", "", basis.Errorf("%w: more than %d levels", basis.ErrValue, p.limit/2))
	case c == '{':
		v.kind = jsonObject
		v.members, err = p.object(depth + 1)
	case c == '[':
		v.kind = jsonArray
		v.items, err = p.array(depth + 1)
	case c == '"':
		v.kind = jsonString
		v.text, err = p.str()
	case c == '-' || c >= '0' && c <= '9':
		v.kind = jsonNumber
		v.text, err = p.number()
	default:
		for word, kind := range map[string]jsonKind{"true": jsonBool, "false": jsonBool, "null": jsonNull} {
			if strings.HasPrefix(p.s[p.pos:], word) {
				v.kind, v.text = kind, word
				p.pos += len(word)
				return v, nil
			}
		}
		err = p.fail(p.pos, "a value should stand here, not %s", p.found())
	}
	return v, err
}

func (p *jsonParser) object(depth int) ([]jsonMember, *InputError) {
	var members []jsonMember
	p.pos++
	p.space()
	if p.next('}') {
		return nil, nil
	}
	for {
		p.space()
		m := jsonMember{at: p.pos}
		if p.pos >= len(p.s) || p.s[p.pos] != '"' {
			return nil, p.fail(p.pos, "a key in double quotes should stand here, not %s", p.found())
		}
		var err *InputError
		if m.key, err = p.str(); err != nil {
			return nil, err
		}
		p.space()
		if !p.next(':') {
			return nil, p.fail(p.pos, "a colon should follow the key %s, not %s", quote(m.key), p.found())
		}
		p.space()
		if m.value, err = p.value(depth); err != nil {
			return nil, err
		}
		members = append(members, m)
		p.space()
		if p.next('}') {
			return members, nil
		}
		if !p.next(',') {
			return nil, p.fail(p.pos, "a comma or a closing brace should stand here, not %s", p.found())
		}
		if p.space(); p.pos < len(p.s) && p.s[p.pos] == '}' {
			return nil, p.fail(p.pos, "the comma before this closing brace is one too many")
		}
	}
}

func (p *jsonParser) array(depth int) ([]jsonValue, *InputError) {
	var items []jsonValue
	p.pos++
	p.space()
	if p.next(']') {
		return nil, nil
	}
	for {
		p.space()
		v, err := p.value(depth)
		if err != nil {
			return nil, err
		}
		items = append(items, v)
		p.space()
		if p.next(']') {
			return items, nil
		}
		if !p.next(',') {
			return nil, p.fail(p.pos, "a comma or a closing bracket should stand here, not %s", p.found())
		}
		if p.space(); p.pos < len(p.s) && p.s[p.pos] == ']' {
			return nil, p.fail(p.pos, "the comma before this closing bracket is one too many")
		}
	}
}

// number takes the literal of a number; whether a float64 can hold it is not
// asked here.
func (p *jsonParser) number() (string, *InputError) {
	from := p.pos
	p.next('-')
	if !p.next('0') && !p.digits() {
		return "", p.fail(p.pos, "a digit should stand here, not %s", p.found())
	}
	if p.next('.') && !p.digits() {
		return "", p.fail(p.pos, "a digit should follow the point, not %s", p.found())
	}
	if p.next('e') || p.next('E') {
		if !p.next('+') {
			p.next('-')
		}
		if !p.digits() {
			return "", p.fail(p.pos, "a digit should stand in the exponent, not %s", p.found())
		}
	}
	return p.s[from:p.pos], nil
}

// digits skips digits and reports whether there was one.
func (p *jsonParser) digits() bool {
	from := p.pos
	for p.pos < len(p.s) && p.s[p.pos] >= '0' && p.s[p.pos] <= '9' {
		p.pos++
	}
	return p.pos > from
}

// str takes a text in quotes and decodes its escapes.
func (p *jsonParser) str() (string, *InputError) {
	p.pos++
	from := p.pos
	var b strings.Builder
	for p.pos < len(p.s) {
		switch c := p.s[p.pos]; {
		case c == '"':
			b.WriteString(p.s[from:p.pos])
			p.pos++
			return b.String(), nil
		case c < ' ':
			return "", p.fail(p.pos, "a text has the control character %U; it must be escaped, or a closing quote is lacking", rune(c))
		case c == '\\':
			b.WriteString(p.s[from:p.pos])
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
			from = p.pos
		default:
			p.pos++
		}
	}
	return "", p.fail(p.pos, "the file ends inside a text")
}

// escape takes one escape; two halves of a surrogate pair are one.
func (p *jsonParser) escape() (rune, *InputError) {
	at := p.pos
	p.pos++
	if p.pos < len(p.s) {
		const names, values = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
		if i := strings.IndexByte(names, p.s[p.pos]); i >= 0 {
			p.pos++
			return rune(values[i]), nil
		}
	}
	p.pos = at
	r, ok := p.hex()
	if !ok {
		return 0, p.fail(at, "%s is no escape", quote(p.s[at:min(at+2, len(p.s))]))
	}
	if !utf16.IsSurrogate(r) {
		return r, nil
	}
	if low, ok := p.hex(); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, nil
		}
	}
	return 0, p.fail(at, "\\u%04x is half of a surrogate pair, which is no character", r)
}

// hex takes \uXXXX.
func (p *jsonParser) hex() (rune, bool) {
	if !strings.HasPrefix(p.s[p.pos:], `\u`) || p.pos+6 > len(p.s) {
		return 0, false
	}
	var r rune
	for _, c := range []byte(p.s[p.pos+2 : p.pos+6]) {
		d, err := strconv.ParseUint(string(c), 16, 8)
		if err != nil {
			return 0, false
		}
		r = r<<4 | rune(d)
	}
	p.pos += 6
	return r, true
}
