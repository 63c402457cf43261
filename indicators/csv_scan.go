package indicators

import (
	"errors"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

var errUnclosed = basis.Errorf("%w: the quote that opens here is never closed", ErrSyntax)

// csvField is a field of a record: where it begins (its quote included), what it
// holds, and what is wrong with the way it is written.
type csvField struct {
	at   int
	text string
	err  error
	open bool // its quote is never closed, so it took the rest of the file
}

// csvScanner takes records by RFC 4180 and, unlike package encoding/csv, goes on
// after a fault, keeps line ends inside quotes as they are, and knows where every
// field begins.
type csvScanner struct {
	text  string
	pos   int
	comma string
}

// record takes the next record, of at least one field; ok is false at the end of
// the text. Fields are appended to dst.
func (s *csvScanner) record(dst []csvField) (fields []csvField, ok bool) {
	if s.pos >= len(s.text) {
		return dst, false
	}
	for {
		dst = append(dst, s.field())
		if !s.skipComma() {
			break
		}
	}
	s.skipLineEnd()
	return dst, true
}

// field takes one field and stops before what ends it.
func (s *csvScanner) field() csvField {
	f := csvField{at: s.pos}
	if s.pos < len(s.text) && s.text[s.pos] == '"' {
		f.text, f.err = s.quoted()
		f.open = errors.Is(f.err, errUnclosed)
		return f
	}
	f.text = s.plain()
	switch {
	case strings.Contains(f.text, `"`):
		f.err = basis.Errorf("%w: %s has a quote, but does not begin with one; put the field in quotes and double the quote inside", ErrSyntax, quote(f.text))
	case strings.Contains(f.text, "\r"):
		f.err = basis.Errorf("%w: %s has a carriage return (CR) that is not followed by a line feed", ErrSyntax, quote(f.text))
	}
	return f
}

// plain takes everything up to a separator or a line end.
func (s *csvScanner) plain() string {
	from := s.pos
	for s.pos < len(s.text) {
		switch c := s.text[s.pos]; {
		case c == s.comma[0] && s.atComma(), (c == '\n' || c == '\r') && s.atLineEnd() > 0:
			return s.text[from:s.pos]
		}
		s.pos++
	}
	return s.text[from:s.pos]
}

// quoted takes a field in quotes, with what wrongly follows the closing quote.
func (s *csvScanner) quoted() (string, error) {
	s.pos++
	var b strings.Builder
	for {
		end := strings.IndexByte(s.text[s.pos:], '"')
		if end < 0 {
			b.WriteString(s.text[s.pos:])
			s.pos = len(s.text)
			return b.String(), errUnclosed
		}
		b.WriteString(s.text[s.pos : s.pos+end])
		s.pos += end + 1
		if s.pos >= len(s.text) || s.text[s.pos] != '"' {
			break
		}
		b.WriteByte('"')
		s.pos++
	}
	if rest := s.plain(); rest != "" {
		return b.String() + rest, basis.Errorf("%w: %s follows the closing quote", ErrSyntax, quote(rest))
	}
	return b.String(), nil
}

// atComma reports whether a separator stands here.
func (s *csvScanner) atComma() bool { return strings.HasPrefix(s.text[s.pos:], s.comma) }

// atLineEnd is the number of bytes of a line end here, 0 if there is none. A CR
// that ends the file counts.
func (s *csvScanner) atLineEnd() int {
	rest := s.text[s.pos:]
	switch {
	case rest[0] == '\n', rest == "\r":
		return 1
	case strings.HasPrefix(rest, "\r\n"):
		return 2
	}
	return 0
}

func (s *csvScanner) skipComma() bool {
	if !s.atComma() {
		return false
	}
	s.pos += len(s.comma)
	return true
}

func (s *csvScanner) skipLineEnd() {
	if s.pos < len(s.text) {
		s.pos += s.atLineEnd()
	}
}
