package scheme

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"github.com/countyeval/countyeval/indicators/basis"
)

// lineWidth is the number of columns up to which a record or list stands on one line.
const lineWidth = 100

// yamlWriter writes nodes as YAML. Whatever it is given, it writes one form.
type yamlWriter struct{ strings.Builder }

// section writes a key with its value, the key at the start of a line.
func (w *yamlWriter) section(key string, v *basis.Node) { w.member(key, v, 0, false) }

// member writes a key with its value at an indent, on one line if it fits.
func (w *yamlWriter) member(key string, v *basis.Node, indent int, short bool) {
	w.WriteString(yamlText(key, false) + ":")
	line, ok := flow(v)
	switch {
	case ok && (scalar(v) || len(v.Items)+len(v.Members) == 0 || short && indent+columns(key)+2+columns(line) <= lineWidth):
		w.WriteString(" " + line + "\n")
	case v.Kind == basis.NodeList:
		w.WriteString("\n")
		w.list(v, indent+2)
	default:
		w.WriteString("\n")
		w.record(v, indent+2, indent+2)
	}
}

// record writes the members of a record, the first one after so many blanks.
func (w *yamlWriter) record(v *basis.Node, first, indent int) {
	for i := range v.Members {
		blanks := indent
		if i == 0 {
			blanks = first
		}
		w.WriteString(strings.Repeat(" ", blanks))
		w.member(v.Members[i].Key, &v.Members[i].Value, indent, true)
	}
}

func (w *yamlWriter) list(v *basis.Node, indent int) {
	for i := range v.Items {
		item := &v.Items[i]
		w.WriteString(strings.Repeat(" ", indent) + "-")
		line, ok := flow(item)
		switch {
		case item.Kind == basis.NodeRecord && len(item.Members) == 1: // a method with its options
			w.record(item, 1, indent+2)
		case ok && (scalar(item) || len(item.Items)+len(item.Members) == 0 || indent+2+columns(line) <= lineWidth):
			w.WriteString(" " + line + "\n")
		case item.Kind == basis.NodeList:
			w.WriteString("\n")
			w.list(item, indent+2)
		default:
			w.record(item, 1, indent+2)
		}
	}
}

func scalar(v *basis.Node) bool { return v.Kind != basis.NodeList && v.Kind != basis.NodeRecord }

// flow is a value on one line; ok is false for what is nested deeper than a person reads
// on one.
func flow(v *basis.Node) (line string, ok bool) { return flowIn(v, 0) }

func flowIn(v *basis.Node, depth int) (string, bool) {
	const deepest = 3
	switch v.Kind {
	case basis.NodeText:
		return yamlText(v.Text, depth > 0), true
	case basis.NodeList, basis.NodeRecord:
	default:
		return v.Text, true
	}
	if depth == deepest {
		return "", false
	}
	var parts []string
	for i := range v.Items {
		part, ok := flowIn(&v.Items[i], depth+1)
		if !ok {
			return "", false
		}
		parts = append(parts, part)
	}
	for i := range v.Members {
		part, ok := flowIn(&v.Members[i].Value, depth+1)
		if !ok {
			return "", false
		}
		parts = append(parts, yamlText(v.Members[i].Key, true)+": "+part)
	}
	all := strings.Join(parts, ", ")
	if v.Kind == basis.NodeList {
		return "[" + all + "]", true
	}
	return "{" + all + "}", true
}

// inline is a value on one line, however deep.
func inline(v *basis.Node) string {
	line, _ := flowIn(v, -MaxDepth)
	return line
}

// columns is how wide a text is on a terminal.
func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
			n++
		}
	}
	return n
}

// yamlText writes a text, without quotes where no reader of YAML could take it for
// something else.
func yamlText(text string, inFlow bool) string {
	if plain(text, inFlow) {
		return text
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r >= 0xfff0 && r <= 0xffff:
			const hex = "0123456789ABCDEF"
			b.WriteString(`\u` + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]}))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// plain reports whether a text needs no quotes: it begins with a letter, is no word that
// YAML knows, and has no sign that means something.
func plain(text string, inFlow bool) bool {
	first, _ := utf8.DecodeRuneInString(text)
	begins := unicode.IsLetter(first)
	if unicode.IsDigit(first) && !strings.Contains(text, ":") { // no number and no date has a blank and a letter
		begins = strings.Contains(text, " ") && strings.ContainsFunc(text, unicode.IsLetter)
	}
	if !begins || special(text) || strings.HasSuffix(text, " ") || strings.HasSuffix(text, ":") {
		return false
	}
	signs := " _-./()%+&*'、，。；：（）·…×÷？！《》〔〕“”³²±–—→"
	if !inFlow {
		signs += ",;=!?"
	}
	before := ' '
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), strings.ContainsRune(signs, r):
		case r == ':' && !inFlow: // must not have a blank behind it
		default:
			return false
		}
		if before == ':' && r == ' ' {
			return false
		}
		before = r
	}
	return true
}
