package encoding

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// firstNotUTF8 is the first byte that is not UTF-8, -1 if all are.
func firstNotUTF8(text string) int {
	if utf8.ValidString(text) {
		return -1
	}
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return -1
}

// decodeUTF16 decodes a text that begins with a byte order mark; half a character, and
// one of a pair without the other, do not decode.
func decodeUTF16(text string) (decoded string, bad int) {
	var out strings.Builder
	out.Grow(len(text))
	for at := 0; at < len(text); {
		if at+1 == len(text) {
			return "", at
		}
		r, size := rune(unitUTF16(text, at)), 2
		if utf16.IsSurrogate(r) {
			if at+3 >= len(text) {
				return "", at
			}
			if r = utf16.DecodeRune(r, rune(unitUTF16(text, at+2))); r == utf8.RuneError {
				return "", at
			}
			size = 4
		}
		out.WriteRune(r)
		at += size
	}
	return out.String(), -1
}

// unitUTF16 is the unit of two bytes that stands at a byte.
func unitUTF16(text string, at int) uint16 {
	if strings.HasPrefix(text, markBE) {
		return uint16(text[at])<<8 | uint16(text[at+1])
	}
	return uint16(text[at+1])<<8 | uint16(text[at])
}

// place is the line of a byte and its column in bytes, both from 1. In UTF-16 a line end
// is a unit of two bytes.
func (e Encoding) place(text string, at int) (line, column int) {
	if e != UTF16 || marked(text) != UTF16 {
		before := text[:at]
		return 1 + strings.Count(before, "\n"), at - strings.LastIndexByte(before, '\n')
	}
	line, start := 1, 0
	for i := 0; i+1 < at; i += 2 {
		if unitUTF16(text, i) == '\n' {
			line, start = line+1, i+2
		}
	}
	return line, at - start + 1
}
