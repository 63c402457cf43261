package xlsx

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// scanner reads XML as a stream. Names are compared without their namespaces, of which
// there are two families (transitional and strict) and any prefix.
type scanner struct {
	decoder *xml.Decoder
	open    []string // names of the elements that are open
	ended   func(name string) error
	said    func(text []byte)
}

const maxDepth = 100

// run hands every element that begins to a function, what ends to s.ended and text to
// s.said where these are set.
func (s *scanner) run(element func(s *scanner, e xml.StartElement) error) error {
	for {
		token, err := s.decoder.RawToken()
		if err != nil {
			return s.end(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if s.open = append(s.open, t.Name.Local); len(s.open) > maxDepth {
				return basis.Errorf("%w: more than %d elements in one another", ErrLimit, maxDepth)
			}
			if err := element(s, t); err != nil {
				return err
			}
		case xml.EndElement:
			if len(s.open) == 0 || s.open[len(s.open)-1] != t.Name.Local {
				return basis.Errorf("%w: the element %q ends, and did not begin", ErrWorkbook, t.Name.Local)
			}
			s.open = s.open[:len(s.open)-1]
			if s.ended != nil {
				if err := s.ended(t.Name.Local); err != nil {
					return err
				}
			}
		case xml.CharData:
			if s.said != nil {
				s.said(t)
			}
		}
	}
}

// end is what the end of a part is.
func (s *scanner) end(err error) error {
	switch {
	case !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return basis.Errorf("%w: it is damaged: %w", ErrWorkbook, err)
	case len(s.open) > 0:
		return basis.Errorf("%w: it ends inside the element %q", ErrWorkbook, s.open[len(s.open)-1])
	}
	return nil
}

// within reports whether an element of that name is open.
func (s *scanner) within(name string) bool {
	for _, o := range s.open {
		if o == name {
			return true
		}
	}
	return false
}

// attr is the text of an attribute, "" without it.
func attr(e xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}

// isTrue reads a boolean attribute.
func isTrue(e xml.StartElement, name string) bool {
	text := attr(e, name)
	return text == "1" || text == "true" || text == "on"
}

// number reads a number from 1 up to most; 0 stands for a text that is none.
func number(text string, most int) int {
	if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= most {
		return n
	}
	return 0
}

// The last row and column that a sheet can have.
const (
	lastRow    = 1_048_576
	lastColumn = 16_384
)

// position reads a reference like C7; 0, 0 stand for a text that is none.
func position(ref string) (row, column int) {
	i := 0
	for ; i < len(ref) && ref[i]|0x20 >= 'a' && ref[i]|0x20 <= 'z'; i++ {
		if column = column*26 + int(ref[i]|0x20-'a') + 1; column > lastColumn {
			return 0, 0
		}
	}
	if row = number(ref[i:], lastRow); row == 0 || column == 0 {
		return 0, 0
	}
	return row, column
}

// unescape reads what a workbook writes of characters that XML cannot have: _x000D_.
func unescape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for {
		i := strings.Index(text, "_x")
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		if len(text) >= 7 && text[6] == '_' {
			if c, err := strconv.ParseUint(text[2:6], 16, 16); err == nil {
				b.WriteRune(rune(c))
				text = text[7:]
				continue
			}
		}
		b.WriteString(text[:2])
		text = text[2:]
	}
	b.WriteString(text)
	return b.String()
}
