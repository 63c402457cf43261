package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style sheets, the script and the page
	"encoding/base64"
	"html/template"
	"io"
	"sync"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// What the page is made of. None of it has a value of a document in it.
var (
	//go:embed page.tmpl
	pageText string
	//go:embed colors.css
	colors string
	//go:embed figures.css
	figures string
	//go:embed page.css
	styles string
	//go:embed page.js
	script string
)

// pages are the templates, read once.
var pages = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(template.FuncMap{"n": num}).Parse(svg + pageText))
})

// policy forbids the page to load anything, and to run any script but its own.
var policy = sync.OnceValue(func() string {
	sum := sha256.Sum256([]byte(script))
	return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
})

// The page as the template is given it: words in one language.
type (
	htmlPage struct {
		Lang, Title, Lead, Audience   string
		Skip, Contents, Filter, Print string
		Policy                        string
		Styles                        template.CSS
		Script                        template.JS
		Sections                      []htmlSection
		Version                       string
	}
	htmlSection struct {
		ID, Title string
		Blocks    []htmlBlock
	}
	htmlBlock struct {
		Heading, Text string
		List          []string
		Figure        *htmlFigure
		Table         *htmlTable
		Cards         []htmlSection
		Open          bool // of cards: the only one
		Beside        [][]htmlBlock
	}
	htmlFigure struct {
		Title, Unit, Source, Numbers string
		Drawing                      drawing
		Table                        *htmlTable
	}
	htmlTable struct {
		Title        string
		Folded, Wide bool
		Many         bool // columns, so that names have less room on paper
		Open         string
		Heads        []htmlCell
		Rows, Foot   []htmlRow
		Notes        []string
		Columns      int
	}
	htmlRow struct {
		Cells  []htmlCell
		Bar    []barPart
		HasBar bool
		Cut    string
	}
	htmlCell struct {
		Text, Class, Link string
		Key               bool
	}
	barPart struct{ Class, Path string }
)

// WriteHTML writes the report as one file that needs no other: style sheets, script and
// figures are in it, and it loads nothing. It is complete and readable without script.
func (d Document) WriteHTML(w io.Writer, v View) error {
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
	say := v.say
	p := htmlPage{
		Lang:  map[basis.Language]string{basis.English: "en", basis.Chinese: "zh-CN"}[v.Language],
		Title: say(d.title()), Lead: say(tables.Sentence(textLead, s.Ranking.Ranked())), Audience: say(audienceText[d.Audience]),
		Skip: say(wordSkip), Contents: say(wordContents), Filter: say(wordFilter),
		Policy: policy(), Styles: template.CSS(colors + figures + styles), Script: template.JS(script), //nolint:gosec // ours, without a value in them
		Version: say(tables.Sentence(textMade, tables.Same(basis.Version))),
	}
	for _, sec := range sections {
		blocks, err := v.blocks(sec.Blocks)
		if err != nil {
			return err
		}
		p.Sections = append(p.Sections, htmlSection{sec.ID, say(sec.Title), blocks})
	}
	var out bytes.Buffer
	if err := pages().ExecuteTemplate(&out, "document", p); err != nil {
		return basis.Errorf("%w: %w", basis.ErrValue, err)
	}
	_, err = w.Write(out.Bytes())
	return err
}

// blocks are blocks in the words of the view.
func (v View) blocks(of []block) ([]htmlBlock, error) {
	var out []htmlBlock
	for _, b := range of {
		h := htmlBlock{Heading: v.say(b.Heading), Text: v.say(b.Text)}
		for _, t := range b.List {
			h.List = append(h.List, v.say(t))
		}
		if b.Figure != nil {
			f, err := v.figure(b.Figure)
			if err != nil {
				return nil, err
			}
			h.Figure = f
		}
		if b.Sheet != nil {
			t, err := v.table(*b.Sheet, b.Rows)
			if err != nil {
				return nil, err
			}
			t.Folded, t.Wide = b.Folded, b.Wide
			if t.Folded || t.Wide { // what opens it, or the heading, says it
				t.Title = ""
			}
			h.Table = t
		}
		for _, c := range b.Cards {
			blocks, err := v.blocks(c.Blocks)
			if err != nil {
				return nil, err
			}
			h.Cards = append(h.Cards, htmlSection{c.ID, v.say(c.Title), blocks})
		}
		h.Open = len(b.Cards) == 1
		for _, x := range b.Beside {
			blocks, err := v.blocks(x)
			if err != nil {
				return nil, err
			}
			h.Beside = append(h.Beside, blocks)
		}
		out = append(out, h)
	}
	return out, nil
}

func (v View) figure(f Figure) (*htmlFigure, error) {
	p, d, err := draw(f, v)
	if err != nil {
		return nil, err
	}
	h := &htmlFigure{Title: v.say(p.Title), Unit: v.say(p.Unit), Source: v.say(p.Source), Numbers: v.say(wordNumbers), Drawing: d}
	if _, ok := f.(bare); !ok {
		p.Numbers.Title = tables.Text{}
		h.Table, err = v.table(p.Numbers, nil)
	}
	return h, err
}
