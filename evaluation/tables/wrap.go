package tables

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Characters after which a Chinese line may always end, and those that no line
// begins or ends with.
const (
	breakAfter = "，；：、。"
	notFirst   = "，；：、。）”》"
	notLast    = "（“《"
)

// NoBreak is a blank at which no line ends; [Wrap] turns it into an ordinary one.
const NoBreak = "\u00a0"

// ragged is how far from its end a line may be broken at a blank or punctuation
// rather than between two characters.
const ragged = 16

// Wrap breaks a text into lines of at most n columns of a terminal: at a blank or after
// Chinese punctuation if there is one near the end of the line, otherwise between two
// Chinese characters. A number stays with the Chinese characters around it if there is
// room for both, and only what is longer than a line is broken within.
func Wrap(s string, n int) []string { return ruler{}.wrap(s, n) }

func (r ruler) wrap(s string, n int) []string {
	var lines []string
	for r.width(s) > n {
		end := r.lineEnd(s, n)
		lines = append(lines, ordinary(strings.TrimRight(s[:end], " ")))
		s = strings.TrimLeft(s[end:], " ")
	}
	if s != "" {
		lines = append(lines, ordinary(s))
	}
	return lines
}

// ordinary has ordinary blanks alone.
func ordinary(s string) string { return strings.ReplaceAll(s, NoBreak, " ") }

// lineEnd is the byte at which a line of at most n columns ends.
func (r ruler) lineEnd(s string, n int) int {
	var strong, strongAt, weak, loose int // bytes, and the column of strong
	used := 0
	before := ' '
	depth := 0 // of brackets, in which a list is not broken
	for i, c := range s {
		switch c {
		case '（':
			depth++
		case '）':
			depth--
		}
		switch {
		case i == 0 || strings.ContainsRune(notFirst, c):
		case strings.ContainsRune(breakAfter, before) && (depth == 0 || before != '、'), c == ' ' && !glued(before, s[i+1:]):
			strong, strongAt = i, used
		case eastAsian(before) && eastAsian(c) && !strings.ContainsRune(notLast, before):
			weak = i
		case before != ' ' && eastAsian(before) != eastAsian(c) && !strings.ContainsRune(notLast, before):
			loose = i
		}
		if used += r.rune(c); used > n {
			switch {
			case strong > 0 && (strongAt >= n-ragged || weak < strong):
				return strong
			case weak > 0:
				return weak
			case loose > 0:
				return loose
			case i > 0:
				return i
			}
		}
		before = c
	}
	return len(s)
}

// glued reports whether a blank stands between a Chinese character and a number
// or letter, where no line ends.
func glued(before rune, after string) bool {
	next, _ := utf8.DecodeRuneInString(after)
	return eastAsian(before) != eastAsian(next)
}

// eastAsian reports whether a character is wide by itself.
func eastAsian(c rune) bool {
	k := width.LookupRune(c).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// unbroken is the width of the longest part of a text in which a line cannot end, but for
// the rules of punctuation.
func (r ruler) unbroken(s string) int {
	longest := 0
	for word := range strings.SplitSeq(s, " ") {
		run := 0
		for _, c := range word {
			if eastAsian(c) {
				run = 0
			}
			run += r.rune(c)
			longest = max(longest, run)
		}
	}
	return longest
}
