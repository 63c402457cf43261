package indicators

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

const byteOrderMark = "\ufeff"

// source is the text of a file with the means to say where in it something
// stands.
type source struct {
	file  string
	text  string
	lines []int // first byte of each line
}

// readSource reads all of r. It judges nothing; see encoding.
func readSource(r io.Reader, file string) (*source, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, &InputError{File: file, Err: err}
	}
	s := &source{file: file, text: string(data), lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s, nil
}

// start is the first byte after a byte order mark.
func (s *source) start() int {
	if strings.HasPrefix(s.text, byteOrderMark) {
		return len(byteOrderMark)
	}
	return 0
}

// place gives line and column of the byte at, both from 1. A byte order mark
// counts as three bytes of the first line.
func (s *source) place(at int) (line, column int) {
	i, exact := slices.BinarySearch(s.lines, at)
	if !exact {
		i--
	}
	return i + 1, at - s.lines[i] + 1
}

// line is the first half of place.
func (s *source) line(at int) int {
	line, _ := s.place(at)
	return line
}

// fault is an error at the byte at; a negative at means the file as a whole.
func (s *source) fault(at int, unit, indicator string, err error) *InputError {
	e := &InputError{File: s.file, Unit: unit, Indicator: indicator, Err: err}
	if at >= 0 {
		e.Line, e.Column = s.place(at)
	}
	return e
}

// encoding reports a file that is empty or has, as a whole, another encoding than
// UTF-8, once and where that shows first. Single damaged bytes in a file that is
// UTF-8 elsewhere are left to those who know the field they stand in.
func (s *source) encoding() *InputError {
	t := s.text
	switch {
	case strings.TrimSpace(t[s.start():]) == "":
		return s.fault(-1, "", "", basis.Errorf("%w: the file has no text", basis.ErrEmpty))
	case strings.HasPrefix(t, "\xff\xfe"), strings.HasPrefix(t, "\xfe\xff"),
		len(t) >= 4 && (t[0] == 0) != (t[1] == 0):
		return s.fault(0, "", "", basis.Errorf("%w: the file looks like UTF-16 (what Excel calls Unicode text); save it as UTF-8", ErrEncoding))
	}
	bad, good, first := 0, 0, -1 // bytes that are not UTF-8, characters of several bytes that are
	for i := 0; i < len(t); {
		r, size := utf8.DecodeRuneInString(t[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
			if first < 0 {
				first = i
			}
		case size > 1:
			good++
		}
		i += size
	}
	switch {
	case bad > good && maybeGB18030(t):
		return s.fault(first, "", "", basis.Errorf("%w: the file may be GB18030 (GBK), as Chinese Excel saves plain CSV; save it as UTF-8", ErrEncoding))
	case bad > 1 && good == 0:
		return s.fault(first, "", "", basis.Errorf("%w: the file has another encoding (first seen at byte 0x%02X); save it as UTF-8", ErrEncoding, t[first]))
	}
	return nil
}

// damage finds the first byte of a text that is not UTF-8.
func damage(text string) (at int, err error) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i, basis.Errorf("%w: damaged text at byte 0x%02X", ErrEncoding, text[i])
		}
		i += size
	}
	return 0, nil
}

// maybeGB18030 reports whether every byte above 0x7F belongs to a well-formed
// sequence of GB18030: two bytes (81-FE, then 40-7E or 80-FE) or four (81-FE,
// 30-39, 81-FE, 30-39).
func maybeGB18030(t string) bool {
	lead := func(c byte) bool { return c >= 0x81 && c <= 0xFE }
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	for i := 0; i < len(t); {
		switch {
		case t[i] < 0x80:
			i++
		case !lead(t[i]) || i+1 >= len(t):
			return false
		case t[i+1] >= 0x40 && t[i+1] <= 0xFE && t[i+1] != 0x7F:
			i += 2
		case i+3 < len(t) && digit(t[i+1]) && lead(t[i+2]) && digit(t[i+3]):
			i += 4
		default:
			return false
		}
	}
	return true
}

// quote quotes a text for a message and cuts what is longer than a person reads.
func quote(text string) string {
	const most = 40
	n := 0
	for i := range text {
		if n++; n > most {
			return fmt.Sprintf("%q...", text[:i])
		}
	}
	return fmt.Sprintf("%q", text)
}
