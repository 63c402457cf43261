package basis

import "strings"

// Nearest returns the word of known that a person most likely meant by word, or
// "" if none is near: the one with the smallest number of insertions, deletions,
// substitutions and swaps of neighbors (the optimal string alignment distance;
// L. Boytsov, Indexing methods for approximate dictionary searching, 2011), if it
// is at most 2 and less than half of the longer word. Case and the width of characters
// ([Narrow]) are ignored; the first of several as near wins.
func Nearest(word string, known []string) string {
	const longest = 64 // bytes; nobody mistypes a word of that length by two letters and needs help
	if len(word) > longest {
		return ""
	}
	best, at := "", 3
	for _, k := range known {
		if len(k) > longest {
			continue
		}
		a, b := []rune(strings.ToLower(Narrow(word))), []rune(strings.ToLower(Narrow(k)))
		if d := alignment(a, b); d < at && 2*d < max(len(a), len(b)) {
			best, at = k, d
		}
	}
	return best
}

// Narrow is a text with its full-width letters, digits and signs (U+FF01 to U+FF5E, and
// the blank U+3000) as plain ones: ４１０２２１ is 410221. Input methods for Chinese write
// the former, and people read both alike.
func Narrow(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xFF01 && r <= 0xFF5E:
			return r - 0xFF01 + '!'
		case r == 0x3000:
			return ' '
		}
		return r
	}, text)
}

// Meant is the end of a message about an unknown word: " (did you mean "weight"?)", or
// nothing if none of known is near.
func Meant(word string, known []string) Text {
	if n := Nearest(word, known); n != "" {
		return Textf(" (did you mean %s?)", quote(n))
	}
	return Text{}
}

// alignment is the optimal string alignment distance of a and b.
func alignment(a, b []rune) int {
	width := len(b) + 1
	d := make([]int, (len(a)+1)*width)
	for i := range len(a) + 1 {
		d[i*width] = i
	}
	for j := range width {
		d[j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			x := min(d[(i-1)*width+j]+1, d[i*width+j-1]+1, d[(i-1)*width+j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				x = min(x, d[(i-2)*width+j-2]+1)
			}
			d[i*width+j] = x
		}
	}
	return d[len(d)-1]
}
