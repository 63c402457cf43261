package indicators

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

const byteOrderMark = "\ufeff"

// place is where something stands in a file, from 1.
type place struct{ line, column int }

// readText reads all of r, which must be UTF-8 as a whole; single damaged bytes are
// left to those who know what they stand in.
func readText(r io.Reader, file string) (string, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return "", &InputError{File: file, Err: err}
	}
	text := string(data)
	if looksUTF16(text) {
		return "", utf16Fault(file)
	}
	all := surveyText(text, 1)
	if fault := all.fault(file); fault != nil {
		return "", fault
	}
	return text, nil
}

// looksUTF16 reports whether a file begins like UTF-16.
func looksUTF16(t string) bool {
	return strings.HasPrefix(t, "\xff\xfe") || strings.HasPrefix(t, "\xfe\xff") || len(t) >= 4 && (t[0] == 0) != (t[1] == 0)
}

func utf16Fault(file string) *InputError {
	return &InputError{File: file, Line: 1, Column: 1, Err: basis.Errorf("%w: the file looks like UTF-16 (what Excel calls Unicode text); save it as UTF-8", ErrEncoding)}
}

// survey is what is to be known of a text before it is called UTF-8. The survey of
// a text is the sum of those of its pieces if each piece ends in a line end.
type survey struct {
	written      bool // something is not white space
	bad, good    int  // bytes that are not UTF-8, characters of several bytes that are
	line, column int  // of the first bad byte
	first        byte // which it is
	notGB18030   bool
}

// surveyText surveys a piece of a text that begins with that line.
func surveyText(t string, line int) survey {
	s := survey{written: strings.TrimSpace(strings.TrimPrefix(t, byteOrderMark)) != ""}
	if utf8.ValidString(t) {
		for i := range len(t) {
			if t[i] >= utf8.RuneSelf && utf8.RuneStart(t[i]) {
				s.good++
			}
		}
	} else {
		s.damage(t, line)
	}
	s.notGB18030 = s.good+s.bad > 0 && !maybeGB18030(t)
	return s
}

// damage surveys a text that is not UTF-8 everywhere.
func (s *survey) damage(t string, line int) {
	for i := 0; i < len(t); {
		r, size := utf8.DecodeRuneInString(t[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			if s.bad++; s.bad == 1 {
				s.line = line + strings.Count(t[:i], "\n")
				s.column, s.first = i-strings.LastIndexByte(t[:i], '\n'), t[i]
			}
		case size > 1:
			s.good++
		}
		i += size
	}
}

// add adds the survey of the piece that follows.
func (s *survey) add(next survey) {
	if s.bad == 0 {
		s.line, s.column, s.first = next.line, next.column, next.first
	}
	s.written = s.written || next.written
	s.bad, s.good = s.bad+next.bad, s.good+next.good
	s.notGB18030 = s.notGB18030 || next.notGB18030
}

// fault reports a file that is empty or has, as a whole, another encoding than
// UTF-8, once and where that shows first.
func (s *survey) fault(file string) *InputError {
	e := &InputError{File: file, Line: s.line, Column: s.column}
	switch {
	case !s.written:
		return &InputError{File: file, Err: basis.Errorf("%w: the file has no text", basis.ErrEmpty)}
	case s.bad > s.good && !s.notGB18030:
		e.Err = basis.Errorf("%w: the file may be GB18030 (GBK), as Chinese Excel saves plain CSV; save it as UTF-8", ErrEncoding)
	case s.bad > 1 && s.good == 0:
		e.Err = basis.Errorf("%w: the file has another encoding (first seen at byte 0x%02X); save it as UTF-8", ErrEncoding, s.first)
	default:
		return nil
	}
	return e
}

// damage finds the first byte of a text that is not UTF-8.
func damage(text string) (at int, err error) {
	if utf8.ValidString(text) {
		return 0, nil
	}
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
			return strconv.Quote(text[:i]) + "..."
		}
	}
	return strconv.Quote(text)
}
