package encoding

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sample is the beginning of the first text that is not in ASCII, by which a person sees
// whether the encoding is right.
func sample(text string) string {
	const most = 12
	from := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if from < 0 {
		return ""
	}
	text = text[from:]
	n := 0
	for at, c := range text {
		if n++; n > most || c < ' ' || strings.ContainsRune(",;\"", c) {
			return text[:at]
		}
	}
	return text
}

// twin reports whether a text in UTF-8 could as well be Chinese in GB18030: what is not
// ASCII would be other letters than Chinese ones in UTF-8, and Chinese ones in GB18030,
// two of them in a row at least once.
func twin(text string) bool {
	for _, c := range text {
		if c >= 0x800 { // no pair of bytes in GB18030 reads as one of these
			return false
		}
	}
	chinese, bad := GB18030.decode(text)
	if bad >= 0 {
		return false
	}
	pair, before := false, false
	for _, c := range chinese {
		han := unicode.Is(unicode.Han, c)
		if c >= utf8.RuneSelf && !han {
			return false
		}
		pair, before = pair || han && before, han
	}
	return pair
}
