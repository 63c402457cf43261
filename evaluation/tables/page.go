package tables

import (
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Page is a page for a terminal in one language: running text, in lines of a width, and
// sheets between it. The zero value is an empty page in English for 80 columns.
type Page struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own
	Width    int         // columns to which running text is wrapped; 0: 80
	Labels   int         // columns for the labels at the left ([Page.Line])

	text strings.Builder
}

// Say is a text in the language of the page, with the values of its verbs as in
// [Sentence], and nothing in it that would move the cursor.
func (p *Page) Say(t Text, values ...any) string {
	if len(values) > 0 {
		t = Sentence(t, values...)
	}
	return Printable(t.In(p.Language, p.Texts))
}

// List puts things behind one another, with ", " in English and "、" in Chinese.
func (p *Page) List(items []string) string {
	return strings.Join(items, p.Say(Text{English: ", ", Chinese: "、"}))
}

// Clauses puts sentences that belong together behind one another, with "; " in English
// and "；" in Chinese.
func (p *Page) Clauses(items []string) string {
	return strings.Join(items, p.Say(Text{English: "; ", Chinese: "；"}))
}

// Line writes a text, in as many lines as it needs, behind a label.
func (p *Page) Line(label Text, text string) {
	left := p.Say(label)
	for _, l := range Wrap(text, p.width()-p.Labels) {
		p.text.WriteString(Pad(left, p.Labels, Left) + l + "\n")
		left = ""
	}
}

// Paragraph writes a text, its first line at an indent and the others two further.
func (p *Page) Paragraph(indent int, text string) {
	for i, l := range Wrap(strings.TrimSpace(text), p.width()-indent-2) {
		if i == 1 {
			indent += 2
		}
		p.text.WriteString(strings.Repeat(" ", indent) + l + "\n")
	}
}

// Print writes a line as it is, however long it is.
func (p *Page) Print(line string) { p.text.WriteString(line + "\n") }

// Sheet writes a sheet, however wide it is.
func (p *Page) Sheet(s Sheet) error {
	return WriteText(&p.text, s, TextOptions{Language: p.Language, Texts: p.Texts, Width: -1})
}

// String is what was written.
func (p *Page) String() string { return p.text.String() }

func (p *Page) width() int {
	if p.Width == 0 {
		return usual
	}
	return p.Width
}
