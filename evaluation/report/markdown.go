package report

import (
	"bytes"
	"io"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// WriteMarkdown writes the report as Markdown: its sentences and tables. Of a figure it has
// the text alternative, and its numbers where no other table has them.
func (d Document) WriteMarkdown(w io.Writer, v View) error {
	v, err := v.check()
	if err != nil {
		return err
	}
	s, err := prepared(d, v)
	if err != nil {
		return err
	}
	sections, err := s.sections()
	if err != nil {
		return err
	}
	m := markdown{View: v}
	m.heading(1, d.title())
	m.text(audienceText[d.Audience])
	for _, sec := range sections {
		m.heading(2, sec.Title)
		if err := m.blocks(sec.Blocks); err != nil {
			return err
		}
	}
	_, err = w.Write(m.out.Bytes())
	return err
}

// markdown is a report as it is written.
type markdown struct {
	View
	out bytes.Buffer
}

func (m *markdown) heading(level int, t tables.Text) {
	m.line(strings.Repeat("#", level)+" ", t)
}

func (m *markdown) text(t tables.Text) { m.line("", t) }

// line writes a paragraph; what Markdown would take for its own is escaped.
func (m *markdown) line(before string, t tables.Text) {
	text := m.say(t)
	if text == "" {
		return
	}
	if m.out.Len() > 0 {
		m.out.WriteByte('\n')
	}
	m.out.WriteString(before + tables.EscapeMarkdown(text) + "\n")
}

func (m *markdown) blocks(of []block) error {
	for _, b := range of {
		m.heading(3, b.Heading)
		m.text(b.Text)
		for _, t := range b.List {
			m.line("- ", t)
		}
		if b.Figure != nil {
			p, err := b.Figure.Draw(m.View)
			if err != nil {
				return err
			}
			m.heading(3, p.Title)
			m.text(tables.Same(m.alt(p)))
			if _, ok := b.Figure.(bare); !ok {
				p.Numbers.Title = tables.Text{}
				if err := m.sheet(p.Numbers); err != nil {
					return err
				}
			}
		}
		if b.Sheet != nil {
			if err := m.sheet(*b.Sheet); err != nil {
				return err
			}
		}
		for _, x := range b.Beside {
			if err := m.blocks(x); err != nil {
				return err
			}
		}
		for _, c := range b.Cards {
			m.heading(3, c.Title)
			if err := m.blocks(c.Blocks); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *markdown) sheet(s tables.Sheet) error {
	m.out.WriteByte('\n')
	return tables.WriteMarkdown(&m.out, s, tables.MarkdownOptions{Language: m.Language, Texts: m.Texts, Level: 3})
}
