package tables

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// TextWidth is the number of columns that a text takes in a terminal: two for a wide or
// full-width character (East Asian Width W and F, Unicode Standard Annex 11), none for
// one that is put on top of the one before it, and one for all others. Characters of
// ambiguous width (· ° † ▲ → “ ”) count as one, as terminals show them unless told
// otherwise; [TextOptions.Wide] counts them as two.
func TextWidth(s string) int { return ruler{}.width(s) }

// ruler measures texts.
type ruler struct {
	wide bool // characters of ambiguous width take two columns
}

func (r ruler) rune(c rune) int {
	if c < 0x7f {
		return 1
	}
	if unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(c).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	case width.EastAsianAmbiguous:
		if r.wide {
			return 2
		}
	}
	return 1
}

func (r ruler) width(s string) int {
	n := 0
	for _, c := range s {
		n += r.rune(c)
	}
	return n
}

// Pad fills a text with blanks to n columns of a terminal; [Point] is as [Right].
func Pad(s string, n int, a Align) string { return ruler{}.pad(s, n, a) }

func (r ruler) pad(s string, n int, a Align) string {
	blanks := max(n-r.width(s), 0)
	switch a {
	case Right, Point:
		return strings.Repeat(" ", blanks) + s
	case Center:
		return strings.Repeat(" ", blanks/2) + s + strings.Repeat(" ", blanks-blanks/2)
	}
	return s + strings.Repeat(" ", blanks)
}

// Cut shortens a text to n columns of a terminal; if anything is lost it ends in an
// ellipsis.
func Cut(s string, n int) string { return ruler{}.cut(s, n) }

func (r ruler) cut(s string, n int) string {
	const dots = "…"
	if r.width(s) <= n {
		return s
	}
	room := n - r.width(dots)
	used := 0
	for i, c := range s {
		if used += r.rune(c); used > room {
			return s[:i] + dots
		}
	}
	return s
}

// Printable replaces what would move the cursor, end the line or turn the text around,
// so that a name in somebody's file cannot disturb the page.
func Printable(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Bidi_Control, c), c == '\u2028', c == '\u2029':
			return '\ufffd'
		}
		return c
	}, s)
}
