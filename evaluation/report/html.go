package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the style sheets, the script and the page
	"encoding/base64"
	"html/template"
	"io"
	"strings"
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
	}
	htmlFigure struct {
		Title, Unit, Source, Numbers string
		Drawing                      drawing
		Table                        *htmlTable
	}
	htmlTable struct {
		Title        string
		Folded, Wide bool
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

// table is a sheet in the words of the view, without the columns for files.
func (v View) table(s tables.Sheet, x *extras) (*htmlTable, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	t := &htmlTable{Title: v.say(s.Title), Open: v.say(s.Title)}
	if t.Open == "" {
		t.Open = v.say(wordNumbers)
	}
	decimals := points(s, v)
	classes := v.classes(s)
	for j, c := range s.Columns {
		if !c.Detail {
			t.Heads = append(t.Heads, htmlCell{Text: v.say(c.Head), Class: classes[j]})
		}
	}
	if x != nil {
		t.Heads = append(t.Heads, htmlCell{Text: v.say(headBar), Class: "l"})
	}
	t.Columns = len(t.Heads)
	row := func(cells []tables.Cell, foot bool) htmlRow {
		r := htmlRow{}
		for j, c := range s.Columns {
			if c.Detail {
				continue
			}
			cell := tables.Cell{}
			if j < len(cells) {
				cell = cells[j]
			}
			h := htmlCell{Text: v.cell(cell), Class: classes[j], Key: j < max(s.Keys, 1) && j == keyColumn(s) && !foot}
			if c.Align == tables.Point && cell.Kind >= tables.IntegerCell {
				h.Text += pad(h.Text, decimals[j])
			}
			if cell.Indent > 0 {
				h.Class += " i" + num(float64(min(cell.Indent, 4)))
			}
			r.Cells = append(r.Cells, h)
		}
		return r
	}
	for i, cells := range s.Rows {
		r := row(cells, false)
		if x != nil {
			x.put(&r, i, v)
		}
		t.Rows = append(t.Rows, r)
	}
	for _, cells := range s.Foot {
		t.Foot = append(t.Foot, row(cells, true))
	}
	for _, n := range s.Notes {
		t.Notes = append(t.Notes, v.say(n))
	}
	return t, nil
}

// keyColumn is the column that says what a row is about: the last of the first ones.
func keyColumn(s tables.Sheet) int { return max(s.Keys, 1) - 1 }

// put adds what stands beside a row.
func (x *extras) put(r *htmlRow, i int, v View) {
	r.HasBar = true
	if i >= len(x.Bars) {
		return
	}
	for k := range r.Cells {
		if r.Cells[k].Key {
			r.Cells[k].Link = x.Link[i]
		}
	}
	at := 0.0
	for k, part := range x.Bars[i].Parts {
		if part > 0 && x.Most > 0 {
			w := 100 * part / x.Most
			r.Bar = append(r.Bar, barPart{series(k), "M" + num(at) + " 0h" + num(w) + "v8h" + num(-w) + "z"})
			at += w
		}
	}
	r.Cut = v.say(x.Cuts[i])
}

func alignment(a tables.Align) string {
	switch a {
	case tables.Left:
		return "l"
	case tables.Center:
		return "c"
	}
	return ""
}

// classes are those of the columns; a column of long texts has room for them.
func (v View) classes(s tables.Sheet) []string {
	const long = 22
	out := make([]string, len(s.Columns))
	for j, c := range s.Columns {
		if out[j] = alignment(c.Align); c.Align != tables.Left {
			continue
		}
		most := 0
		for _, row := range s.Rows {
			if j < len(row) && row[j].Kind == tables.WordsCell {
				most = max(most, tables.TextWidth(row[j].Text.In(v.Language, v.Texts))+2*row[j].Indent)
			}
		}
		if most > long {
			out[j] += " w"
		}
	}
	return out
}

// points are the most decimals of each column whose points stand under one another.
func points(s tables.Sheet, v View) []int {
	out := make([]int, len(s.Columns))
	for j, c := range s.Columns {
		out[j] = -1
		if c.Align != tables.Point || c.Detail {
			continue
		}
		for _, rows := range [][][]tables.Cell{s.Rows, s.Foot} {
			for _, row := range rows {
				if j < len(row) && row[j].Kind >= tables.IntegerCell {
					out[j] = max(out[j], decimals(v.cell(row[j])))
				}
			}
		}
	}
	return out
}

// decimals counts what stands from the point on, the point with it.
func decimals(text string) int {
	if at := strings.LastIndexByte(text, '.'); at >= 0 {
		return len([]rune(text[at:]))
	}
	return 0
}

// pad is the room of the decimals that a number has less than others: blanks as wide as a
// digit and as a point.
func pad(text string, most int) string {
	n := most - decimals(text)
	switch {
	case n <= 0:
		return ""
	case decimals(text) == 0:
		return "\u2008" + strings.Repeat("\u2007", n-1)
	}
	return strings.Repeat("\u2007", n)
}
