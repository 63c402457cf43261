package basis

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep values may stand in each other.
const maxDepth = 10000

// ParseJSON parses a text as one JSON document by the grammar of RFC 8259: UTF-8, a
// byte order mark at the start skipped, no comments, no half of a surrogate pair,
// no more than 10000 values in each other. Equal keys are all kept. What is wrong is
// one [*DataError], at the byte where the text stops being JSON; it wraps ErrSyntax,
// or ErrValue if values stand too deep.
func ParseJSON(data []byte) (*Node, error) {
	p := &scanner{s: string(data), line: 1}
	if strings.HasPrefix(p.s, "\ufeff") {
		p.pos = len("\ufeff")
	}
	if at := damage(p.s); at >= 0 {
		p.line = 1 + strings.Count(p.s[:at], "\n")
		p.start = 1 + strings.LastIndexByte(p.s[:at], '\n')
		return nil, p.fail(at, "byte 0x%02X is not UTF-8", p.s[at])
	}
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

// scanner parses one document. Line ends stand between values alone, so that the
// line is counted where white space is skipped.
type scanner struct {
	s     string
	pos   int
	line  int // of pos, from 1
	start int // first byte of that line
}

// fail is a fault of the text at a byte of the line of pos.
func (p *scanner) fail(at int, format string, args ...any) error {
	return p.fault(at, Errorf("%w: "+format, append([]any{ErrSyntax}, args...)...))
}

func (p *scanner) fault(at int, err error) error {
	return &DataError{Line: p.line, Column: at - p.start + 1, Err: err}
}

// found describes what stands at the current byte.
func (p *scanner) found() any {
	rest := p.s[p.pos:]
	switch {
	case rest == "":
		return Textf("the end of the file")
	case strings.HasPrefix(rest, "//"), strings.HasPrefix(rest, "/*"), rest[0] == '#':
		return Textf("a comment (JSON has none)")
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
func (p *scanner) space() {
	for ; p.pos < len(p.s) && strings.IndexByte(" \t\r\n", p.s[p.pos]) >= 0; p.pos++ {
		if p.s[p.pos] == '\n' {
			p.line, p.start = p.line+1, p.pos+1
		}
	}
}

// next reports whether the next byte is c, and skips it if so.
func (p *scanner) next(c byte) bool {
	if p.pos < len(p.s) && p.s[p.pos] == c {
		p.pos++
		return true
	}
	return false
}

// value parses the value at the current byte, inside so many arrays and objects.
func (p *scanner) value(depth int) (Node, error) {
	v := Node{Line: p.line, Column: p.pos - p.start + 1}
	var c byte
	if p.pos < len(p.s) {
		c = p.s[p.pos]
	}
	var err error
	switch {
	case (c == '{' || c == '[') && depth >= maxDepth:
		err = p.fault(p.pos, Errorf("%w: more than %d values stand in each other", ErrValue, maxDepth))
	case c == '{':
		v.Kind = NodeRecord
		v.Members, err = p.object(depth + 1)
	case c == '[':
		v.Kind = NodeList
		v.Items, err = p.array(depth + 1)
	case c == '"':
		v.Kind = NodeText
		v.Text, err = p.str()
	case c == '-' || c >= '0' && c <= '9':
		v.Kind = NodeNumber
		v.Text, err = p.number()
	default:
		for word, kind := range map[string]NodeKind{"true": NodeBool, "false": NodeBool, "null": NodeNull} {
			if strings.HasPrefix(p.s[p.pos:], word) {
				v.Kind, v.Text = kind, word
				p.pos += len(word)
				return v, nil
			}
		}
		err = p.fail(p.pos, "a value should stand here, not %s", p.found())
	}
	return v, err
}

func (p *scanner) object(depth int) ([]Member, error) {
	var members []Member
	p.pos++
	p.space()
	if p.next('}') {
		return nil, nil
	}
	for {
		p.space()
		m := Member{Line: p.line, Column: p.pos - p.start + 1}
		if p.pos >= len(p.s) || p.s[p.pos] != '"' {
			return nil, p.fail(p.pos, "a key in double quotes should stand here, not %s", p.found())
		}
		var err error
		if m.Key, err = p.str(); err != nil {
			return nil, err
		}
		p.space()
		if !p.next(':') {
			return nil, p.fail(p.pos, "a colon should follow the key %s, not %s", quote(m.Key), p.found())
		}
		p.space()
		if m.Value, err = p.value(depth); err != nil {
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

func (p *scanner) array(depth int) ([]Node, error) {
	var items []Node
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
func (p *scanner) number() (string, error) {
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
func (p *scanner) digits() bool {
	from := p.pos
	for p.pos < len(p.s) && p.s[p.pos] >= '0' && p.s[p.pos] <= '9' {
		p.pos++
	}
	return p.pos > from
}

// str takes a text in quotes and decodes its escapes.
func (p *scanner) str() (string, error) {
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
func (p *scanner) escape() (rune, error) {
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
func (p *scanner) hex() (rune, bool) {
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
