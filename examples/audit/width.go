package main

import (
	"strings"
	"unicode"
)

// wide are the blocks whose characters take two columns in a terminal (East
// Asian Width W and F, Unicode Standard Annex 11), as far as this page needs them.
var wide = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x2E80, Hi: 0x303E, Stride: 1}, // radicals, CJK punctuation
	{Lo: 0x3041, Hi: 0x33FF, Stride: 1},
	{Lo: 0x3400, Hi: 0x4DBF, Stride: 1},
	{Lo: 0x4E00, Hi: 0x9FFF, Stride: 1}, // CJK
	{Lo: 0xF900, Hi: 0xFAFF, Stride: 1},
	{Lo: 0xFF00, Hi: 0xFF60, Stride: 1}, // full-width forms
}}

// width is the number of terminal columns of a text.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(wide, r) {
			n++
		}
	}
	return n
}

// grid lays out rows in columns of equal width: the first at the left, all others
// at the right, two blanks between.
func grid(rows [][]string) string {
	var widths []int
	for _, r := range rows {
		for j, cell := range r {
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], width(cell))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		var line strings.Builder
		line.WriteString("  ")
		for j, cell := range r {
			blanks := strings.Repeat(" ", widths[j]-width(cell))
			if j == 0 {
				line.WriteString(cell + blanks)
			} else {
				line.WriteString("  " + blanks + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// most is the width of the page.
const most = 100

// item is a paragraph as wide as the page: a mark, then lines that are indented
// alike, broken at blanks and after Chinese punctuation.
func item(mark, text string) string {
	indent := strings.Repeat(" ", 2+width(mark))
	var b strings.Builder
	line := "  " + mark
	for _, word := range breakable(text) {
		if width(line)+width(strings.TrimRight(word, " ")) > most {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line = indent
		}
		line += word
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	return b.String()
}

// breakable cuts a text behind each place at which a line may end.
func breakable(text string) []string {
	return strings.FieldsFunc(strings.NewReplacer(" ", " \x00", "，", "，\x00", "；", "；\x00", "、", "、\x00", "：", "：\x00").Replace(text),
		func(r rune) bool { return r == 0 })
}
