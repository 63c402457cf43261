package indicators

import (
	"io"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

var errUnclosed = basis.Errorf("%w: the quote that opens here is never closed", basis.ErrSyntax)

// csvScanner takes records by RFC 4180 from a text that begins with a record.
// Unlike package encoding/csv it goes on after a fault, keeps line ends inside
// quotes as they are, and knows where every field begins.
type csvScanner struct {
	text   string
	pos    int
	comma  string
	line   int // the line of pos, from 1
	start  int // first byte of that line
	fields []Field
	ends   [256]bool // bytes that may end a field without quotes, or are a fault in it
}

var _ RowSource = (*csvScanner)(nil)

// newCSVScanner scans a block of a file.
func newCSVScanner(b csvBlock, comma string) *csvScanner {
	s := &csvScanner{text: b.text, pos: b.mark, comma: comma, line: b.line}
	for _, c := range []byte{comma[0], '\n', '\r', '"'} {
		s.ends[c] = true
	}
	return s
}

// Next takes the next record.
func (s *csvScanner) Next() ([]Field, error) {
	if s.pos >= len(s.text) {
		return nil, io.EOF
	}
	s.fields = s.fields[:0]
	for {
		if s.plainFields() {
			return s.fields, nil
		}
		s.fields = append(s.fields, s.field())
		if !s.skipComma() {
			break
		}
	}
	s.skipLineEnd()
	return s.fields, nil
}

// plainFields takes fields as long as they have no quotes and end in a comma of
// one byte or in a line feed, which is what almost all do. It reports whether the
// record is complete.
func (s *csvScanner) plainFields() bool {
	text, pos, comma := s.text, s.pos, s.comma[0]
	if len(s.comma) > 1 {
		return false
	}
	for {
		from := pos
		for pos < len(text) && !s.ends[text[pos]] {
			pos++
		}
		if pos == len(text) || text[pos] != comma && text[pos] != '\n' {
			s.pos = from
			return false
		}
		s.fields = append(s.fields, Field{Text: text[from:pos], Line: s.line, Column: from - s.start + 1})
		pos++
		if text[pos-1] == '\n' {
			s.pos, s.start = pos, pos
			s.line++
			return true
		}
	}
}

// field takes one field and stops before what ends it.
func (s *csvScanner) field() Field {
	f := Field{Line: s.line, Column: s.pos - s.start + 1}
	if s.pos < len(s.text) && s.text[s.pos] == '"' {
		f.Text, f.Err = s.quoted()
		return f
	}
	f.Text = s.plain()
	switch {
	case strings.Contains(f.Text, `"`):
		f.Err = basis.Errorf("%w: %s has a quote, but does not begin with one; put the field in quotes and double the quote inside", basis.ErrSyntax, quote(f.Text))
	case strings.Contains(f.Text, "\r"):
		f.Err = basis.Errorf("%w: %s has a carriage return (CR) that is not followed by a line feed", basis.ErrSyntax, quote(f.Text))
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
	from := s.pos
	end, closed := closingQuote(s.text, from)
	s.pos = end
	if n := strings.Count(s.text[from:end], "\n"); n > 0 {
		s.line += n
		s.start = from + strings.LastIndexByte(s.text[from:end], '\n') + 1
	}
	if !closed {
		return strings.ReplaceAll(s.text[from+1:end], `""`, `"`), errUnclosed
	}
	text := strings.ReplaceAll(s.text[from+1:end-1], `""`, `"`)
	if rest := s.plain(); rest != "" {
		return text + rest, basis.Errorf("%w: %s follows the closing quote", basis.ErrSyntax, quote(rest))
	}
	return text, nil
}

// closingQuote is the first byte after the field in quotes that begins at from, or
// the end of the text if its quote is never closed.
func closingQuote(text string, from int) (end int, closed bool) {
	for pos := from + 1; ; {
		i := strings.IndexByte(text[pos:], '"')
		if i < 0 {
			return len(text), false
		}
		pos += i + 1
		if pos >= len(text) || text[pos] != '"' {
			return pos, true
		}
		pos++
	}
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
		s.line, s.start = s.line+1, s.pos
	}
}
