package encoding

import (
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrDecode is a text that is not in the encoding that it is read in.
const ErrDecode = basis.Sentinel("text in another encoding")

// Encoding says how the characters of a file are written in bytes. The zero value is
// Undeclared.
type Encoding int

// The encodings, with their text forms.
const (
	Undeclared Encoding = iota // "undeclared": the first of the others that fits, see [Reader]
	UTF8                       // "UTF-8", with a byte order mark or without
	GB18030                    // "GB18030", which contains GBK and GB2312; a byte 0x80 is the € of Windows
	UTF16                      // "UTF-16", in the order of bytes that its byte order mark says
)

var encodings = basis.Words{"undeclared", "UTF-8", "GB18030", "UTF-16"}

// String gives the text form.
func (e Encoding) String() string { return basis.Name(encodings, "Encoding", e) }

// MarshalText gives the text form.
func (e Encoding) MarshalText() ([]byte, error) { return basis.MarshalWord(encodings, "encoding", e) }

// UnmarshalText accepts exactly the words of String.
func (e *Encoding) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(encodings, "encoding", e, text)
}

// The byte order marks.
const (
	markUTF8  = "\xef\xbb\xbf"
	markLE    = "\xff\xfe"
	markBE    = "\xfe\xff"
	markGB    = "\x84\x31\x95\x33"
	replaced  = "\ufffd"
	encodedGB = "\x84\x31\xa4\x37" // the character that stands for what does not decode, itself
)

// marked is the encoding that a byte order mark declares, Undeclared without one.
func marked(data string) Encoding {
	switch {
	case strings.HasPrefix(data, markUTF8):
		return UTF8
	case strings.HasPrefix(data, markLE), strings.HasPrefix(data, markBE):
		return UTF16
	case strings.HasPrefix(data, markGB):
		return GB18030
	}
	return Undeclared
}

// Decode gives a text as UTF-8 without its byte order mark. The first byte that does not
// decode is an [*indicators.InputError] that wraps [ErrDecode], with its line and its
// column in bytes; so is a byte order mark of another encoding. The encoding must be
// declared.
func (e Encoding) Decode(data []byte, file string) (string, error) {
	text := string(data)
	fail := func(at int, err error) (string, error) {
		line, column := e.place(text, at)
		return "", &indicators.InputError{File: file, Line: line, Column: column, Err: err}
	}
	if e < UTF8 || e > UTF16 {
		return "", &indicators.InputError{File: file, Err: basis.Errorf("%w: the encoding is not declared", basis.ErrUnknown)}
	}
	switch mark := marked(text); {
	case mark != Undeclared && mark != e:
		return fail(0, basis.Errorf("%w: the file begins with the byte order mark of %s, and is declared as %s", ErrDecode, mark.String(), e.String()))
	case mark == Undeclared && e == UTF16:
		return fail(0, basis.Errorf("%w: a file in UTF-16 begins with a byte order mark, which says the order of its bytes", ErrDecode))
	}
	decoded, bad := e.decode(text)
	if bad >= 0 {
		return fail(bad, basis.Errorf("%w: byte 0x%02X is not %s", ErrDecode, text[bad], e.String()))
	}
	return decoded, nil
}

// decode decodes a text; bad is the first byte that does not decode, -1 if all do.
func (e Encoding) decode(text string) (decoded string, bad int) {
	switch e {
	case GB18030:
		decoded, bad = decodeGB18030(text)
	case UTF16:
		decoded, bad = decodeUTF16(text)
	default:
		decoded, bad = text, firstNotUTF8(text)
	}
	return strings.TrimPrefix(decoded, "\ufeff"), bad
}

// decodeGB18030 decodes by golang.org/x/text, which puts the replacement character where
// a text does not decode.
func decodeGB18030(text string) (decoded string, bad int) {
	decoded, err := simplifiedchinese.GB18030.NewDecoder().String(text)
	if err == nil && !strings.Contains(decoded, replaced) {
		return decoded, -1
	}
	at := 0
	for line := range strings.Lines(text) { // no character has a line end in it
		one, err := simplifiedchinese.GB18030.NewDecoder().String(line)
		if err != nil || strings.Contains(one, replaced) {
			if bad := firstNotGB18030(line); bad >= 0 {
				return "", at + bad
			}
		}
		at += len(line)
	}
	return decoded, -1
}

// firstNotGB18030 is the first byte of a line that does not decode; -1 if all do, and the
// replacement character stands in the text itself.
func firstNotGB18030(line string) int {
	at := 0
	for at < len(line) {
		size := sizeGB18030(line[at:])
		one, err := simplifiedchinese.GB18030.NewDecoder().String(line[at : at+size])
		if err != nil || strings.Contains(one, replaced) && line[at:at+size] != encodedGB {
			return at
		}
		at += size
	}
	return -1
}

// sizeGB18030 is the number of bytes of the character that a text begins with.
func sizeGB18030(text string) int {
	switch {
	case text[0] < 0x80 || len(text) < 2:
		return 1
	case text[1] >= '0' && text[1] <= '9':
		return min(4, len(text))
	}
	return 2
}
