package terminal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wide are the blocks whose characters take two columns in a terminal (East
// Asian Width W and F, Unicode Standard Annex 11), as far as Chinese text needs
// them. Characters of ambiguous width (· ° † ▲ →) count as one column, as
// terminals show them unless told otherwise.
var wide = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x1100, Hi: 0x115F, Stride: 1}, // Hangul initials
		{Lo: 0x2E80, Hi: 0x303E, Stride: 1}, // radicals, CJK punctuation
		{Lo: 0x3041, Hi: 0x33FF, Stride: 1}, // kana, CJK symbols
		{Lo: 0x3400, Hi: 0x4DBF, Stride: 1}, // CJK extension A
		{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1}, // CJK
		{Lo: 0xA000, Hi: 0xA4CF, Stride: 1}, // Yi
		{Lo: 0xAC00, Hi: 0xD7A3, Stride: 1}, // Hangul
		{Lo: 0xF900, Hi: 0xFAFF, Stride: 1}, // CJK compatibility
		{Lo: 0xFE30, Hi: 0xFE6F, Stride: 1}, // CJK compatibility forms
		{Lo: 0xFF00, Hi: 0xFF60, Stride: 1}, // full-width forms
		{Lo: 0xFFE0, Hi: 0xFFE6, Stride: 1}, // full-width signs
	},
	R32: []unicode.Range32{
		{Lo: 0x1F300, Hi: 0x1FAFF, Stride: 1}, // pictographs
		{Lo: 0x20000, Hi: 0x3FFFD, Stride: 1}, // CJK extensions B and later
	},
}

// runeWidth is the number of terminal columns of a character: 2, 1, or 0 for
// one that is put on top of the character before it.
func runeWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case unicode.Is(wide, r):
		return 2
	}
	return 1
}

// Width is the number of terminal columns of a text.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// Align says on which side of a cell its text stands.
type Align int

// The sides.
const (
	Left Align = iota
	Right
	Center
)

// Pad fills a text with blanks to n columns.
func Pad(s string, n int, a Align) string {
	blanks := max(n-Width(s), 0)
	switch a {
	case Right:
		return strings.Repeat(" ", blanks) + s
	case Center:
		return strings.Repeat(" ", blanks/2) + s + strings.Repeat(" ", blanks-blanks/2)
	}
	return s + strings.Repeat(" ", blanks)
}

// Cut shortens a text to n columns, with an ellipsis if anything is lost.
func Cut(s string, n int) string {
	if Width(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used+runeWidth(r) > n-1 {
			return s[:i] + "…"
		}
		used += runeWidth(r)
	}
	return s
}

// Printable replaces what would move the cursor or end the line, so that a name
// in somebody's file cannot disturb the page.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return '�'
		}
		return r
	}, s)
}

// Characters after which a Chinese line may always end, and those that no line
// begins or ends with.
const (
	breakAfter = "，；：、。"
	notFirst   = "，；：、。）”》"
	notLast    = "（“《"
)

// NoBreak is a blank at which no line ends; wrap turns it into an ordinary one.
const NoBreak = "\u00a0"

// ragged is how far from its end a line may be broken at a blank or punctuation
// rather than between two characters.
const ragged = 16

// Wrap breaks a text into lines of at most n columns: at a blank or after Chinese
// punctuation if there is one near the end of the line, otherwise between two
// Chinese characters. A number stays with the Chinese characters around it.
func Wrap(s string, n int) []string {
	var lines []string
	for Width(s) > n {
		end := lineEnd(s, n)
		lines = append(lines, strings.ReplaceAll(strings.TrimRight(s[:end], " "), NoBreak, " "))
		s = strings.TrimLeft(s[end:], " ")
	}
	if s != "" {
		lines = append(lines, strings.ReplaceAll(s, NoBreak, " "))
	}
	return lines
}

// lineEnd is the byte at which a line of at most n columns ends.
func lineEnd(s string, n int) int {
	var strong, strongAt, weak int // bytes, and the column of strong
	used := 0
	before := ' '
	depth := 0 // of brackets, in which a list is not broken
	for i, r := range s {
		switch r {
		case '（':
			depth++
		case '）':
			depth--
		}
		switch {
		case i == 0 || strings.ContainsRune(notFirst, r):
		case strings.ContainsRune(breakAfter, before) && (depth == 0 || before != '、'), r == ' ' && !glued(before, s[i+1:]):
			strong, strongAt = i, used
		case unicode.Is(wide, before) && unicode.Is(wide, r) && !strings.ContainsRune(notLast, before):
			weak = i
		}
		if used += runeWidth(r); used > n {
			switch {
			case strong > 0 && (strongAt >= n-ragged || weak < strong):
				return strong
			case weak > 0:
				return weak
			case i > 0:
				return i
			}
		}
		before = r
	}
	return len(s)
}

// glued reports whether a blank stands between a Chinese character and a number
// or letter, where no line ends.
func glued(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.Is(wide, before) != unicode.Is(wide, next)
}
