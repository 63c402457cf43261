package tables

import (
	"io"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// MarkdownOptions say how a sheet is printed as Markdown. The zero value prints English
// under a heading of level 2.
type MarkdownOptions struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own, or another than theirs
	Level    int         // of the heading that the title is, 1 to 6; 0: 2
	Details  bool        // with the columns that are details
}

// WriteMarkdown prints a sheet as a table of GitHub Flavored Markdown, its title as a
// heading before it and each note as a paragraph below. What Markdown or HTML would take
// for its own in a text is escaped.
func WriteMarkdown(w io.Writer, s Sheet, o MarkdownOptions) error {
	if err := s.check(o.Language); err != nil {
		return err
	}
	level := o.Level
	switch {
	case level == 0:
		level = 2
	case level < 1 || level > 6:
		return basis.Errorf("%w: there is no heading of level %d", basis.ErrValue, level)
	}
	texts := basis.JoinTexts(own, o.Texts)
	var parts []string
	if title := escape(s.Title.In(o.Language, texts)); title != "" {
		parts = append(parts, strings.Repeat("#", level)+" "+title+"\n")
	}
	var table strings.Builder
	rule := map[Align]string{Left: ":--", Right: "--:", Center: ":-:", Point: "--:"}
	line := func(cell func(j int) string) {
		table.WriteByte('|')
		for j, c := range s.Columns {
			if !c.Detail || o.Details {
				table.WriteString(" " + cell(j) + " |")
			}
		}
		table.WriteByte('\n')
	}
	line(func(j int) string { return escape(s.Columns[j].Head.In(o.Language, texts)) })
	line(func(j int) string { return rule[s.Columns[j].Align] })
	for _, row := range s.all() {
		line(func(j int) string {
			if j >= len(row) {
				return ""
			}
			return strings.Repeat("&emsp;", row[j].Indent) + escape(row[j].Shown(o.Language, texts))
		})
	}
	parts = append(parts, table.String())
	for _, note := range s.Notes {
		parts = append(parts, paragraph(escape(note.In(o.Language, texts)))+"\n")
	}
	_, err := io.WriteString(w, strings.Join(parts, "\n"))
	return err
}

// EscapeMarkdown is a text as a paragraph of Markdown shows it: what Markdown or HTML would
// take for its own is escaped, within the line and where it begins.
func EscapeMarkdown(text string) string { return paragraph(escape(text)) }

// escape escapes what is markup within a line.
func escape(s string) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString("<br>")
		}
		for _, c := range strings.TrimSpace(Printable(line)) {
			if strings.ContainsRune("\\`*_[]<>|~$&", c) {
				b.WriteByte('\\')
			}
			b.WriteRune(c)
		}
	}
	return b.String()
}

// paragraph escapes what would make a heading, a list or a rule of a line.
func paragraph(s string) string {
	rest := strings.TrimLeft(s, "0123456789")
	switch {
	case s != "" && strings.ContainsRune("#+-=", rune(s[0])):
		return `\` + s
	case rest != s && rest != "" && (rest[0] == '.' || rest[0] == ')'):
		return s[:len(s)-len(rest)] + `\` + rest
	}
	return s
}
