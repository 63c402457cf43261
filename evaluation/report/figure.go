package report

import (
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Figure is a picture of numbers. The figures of this package are data, and [WriteSVG]
// writes one alone; a figure of one's own draws shapes and stands in a document as these
// do.
type Figure interface {
	// Draw lays the figure out for a language. Data that cannot be drawn are an error.
	Draw(v View) (Picture, error)
}

// View says for whom something is drawn or written.
type View struct {
	Language basis.Language
	Texts    basis.Texts // the Chinese of texts that have none of their own
}

// say is a text in the language of the view, with nothing in it that a reader cannot see.
func (v View) say(t tables.Text) string { return tables.Printable(t.In(v.Language, v.Texts)) }

// cell is a cell as a reader sees it.
func (v View) cell(c tables.Cell) string {
	return tables.Printable(strings.ReplaceAll(c.Shown(v.Language, v.Texts), "\n", " "))
}

// check refuses a language that there is not, and takes up the texts of the library.
func (v View) check() (View, error) {
	if v.Language != basis.English && v.Language != basis.Chinese {
		return v, basis.Errorf("%w: there is no language %d", basis.ErrUnknown, int(v.Language))
	}
	v.Texts = basis.JoinTexts(tables.OwnTexts(), v.Texts)
	return v, nil
}

// Caption says what a figure shows. A figure without words of its own for those who do not
// see it says its numbers.
type Caption struct {
	Title  tables.Text // what is to be seen
	Alt    tables.Text // the text alternative
	Unit   tables.Text // of the numbers
	Source tables.Text
}

// Picture is a figure as it is laid out, in pixels of a screen.
type Picture struct {
	Caption
	Numbers       tables.Sheet // what is drawn
	Width, Height float64
	Shapes        []Shape // in the order in which they are drawn
}

// Shape is a path, or a text if it has one. Its color is that of its class in the style
// sheet, so that it is right by day and by night.
type Shape struct {
	Class string
	Path  string  // of SVG
	X, Y  float64 // where a text begins, or as its class says ends or has its middle
	Text  string
	Hint  string // what a path is, for who points at it
}

// The classes of shapes.
const (
	classAxis   = "ax"  // thin lines of a scale
	classMark   = "mk"  // a line that is to be seen: a border, a zero point
	classLevel  = "lv"  // the line of a level
	classDot    = "dt"  // a dot of ink
	classHollow = "ho"  // a dot whose figure is doubtful
	classQuiet  = "dq"  // a dot beside the one meant
	classLine   = "ln"  // a line that joins dots
	classStrong = "ls"  // such a line of who is meant
	classLid    = "cap" // a cap
	classSpan   = "sp"  // an interval
	classLeft   = "t"   // texts: from here on
	classEnd    = "t e" // up to here
	classMiddle = "t m" // around here
	classSmall  = "t s" // small and quiet
	classTick   = "t s m"
)

// series are the classes of parts beside one another, in colors that a person who is
// color-blind tells apart; the ninth part has the color of the first.
func series(k int) string { return "c" + strconv.Itoa(k%8) }

// pen draws shapes.
type pen struct {
	View
	shapes []Shape
}

// wide is the width of a picture, in pixels: what is asked for, or that of a page.
func wide(asked float64) float64 {
	if asked == 0 {
		return 680
	}
	if asked > 300 {
		return min(asked, 2000)
	}
	return 300
}

// num is a length with one decimal.
func num(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	return strings.TrimSuffix(s, ".0")
}

// path adds a path; paths of one class without hints that follow each other are one.
func (p *pen) path(class, hint, d string) {
	if n := len(p.shapes); n > 0 && hint == "" && p.shapes[n-1].Class == class && p.shapes[n-1].Hint == "" && p.shapes[n-1].Text == "" {
		p.shapes[n-1].Path += d
		return
	}
	p.shapes = append(p.shapes, Shape{Class: class, Path: d, Hint: hint})
}

func (p *pen) rect(class, hint string, x, y, w, h float64) {
	p.path(class, hint, "M"+num(x)+" "+num(y)+"h"+num(w)+"v"+num(h)+"h"+num(-w)+"z")
}

func (p *pen) line(class string, x1, y1, x2, y2 float64) {
	p.path(class, "", "M"+num(x1)+" "+num(y1)+"L"+num(x2)+" "+num(y2))
}

// dot is a line without length and with round ends.
func (p *pen) dot(class, hint string, x, y float64) {
	p.path(class, hint, "M"+num(x)+" "+num(y)+"h0")
}

// text adds a text at the base line y.
func (p *pen) text(class string, x, y float64, text string) {
	if text != "" {
		p.shapes = append(p.shapes, Shape{Class: class, X: x, Y: y, Text: text})
	}
}

// width is how wide a text is, more or less; it is rather less.
func width(text string) float64 { return 6.4 * float64(tables.TextWidth(text)) }

// fitted is a text cut to a width.
func fitted(text string, most float64) string { return tables.Cut(text, max(int(most/6.4+0.01), 2)) }

// margin is the width that labels need, up to a most.
func (p *pen) margin(most float64, labels []string) float64 {
	w := 24.0
	for _, l := range labels {
		w = max(w, width(l)+10)
	}
	return min(w, most)
}

// svg is the one template of all figures: what it writes is escaped by where it stands.
const svg = `{{define "svg"}}<svg xmlns="http://www.w3.org/2000/svg" class="fig" role="img" viewBox="0 0 {{.W}} {{.H}}" width="{{.W}}" height="{{.H}}" aria-label="{{.Alt}}">{{.Style}}{{range .Shapes}}` +
	`{{if .Text}}<text class="{{.Class}}" x="{{n .X}}" y="{{n .Y}}">{{.Text}}</text>` +
	`{{else}}<path class="{{.Class}}" d="{{.Path}}"{{if .Hint}}><title>{{.Hint}}</title></path>{{else}}/>{{end}}{{end}}{{end}}</svg>{{end}}`

// drawing is what the template is given.
type drawing struct {
	W, H, Alt string
	Style     template.HTML
	Shapes    []Shape
}

// draw lays a figure out.
func draw(f Figure, v View) (Picture, drawing, error) {
	p, err := f.Draw(v)
	if err != nil {
		return p, drawing{}, err
	}
	if err := p.Numbers.Check(); err != nil {
		return p, drawing{}, err
	}
	return p, drawing{W: num(p.Width), H: num(p.Height), Alt: v.alt(p), Shapes: p.Shapes}, nil
}

// alt is the text alternative: that of the figure or, without one, its title and how many
// numbers it has.
func (v View) alt(p Picture) string {
	alt := p.Alt
	if alt == (tables.Text{}) {
		alt = tables.Sentence(altNumbers, p.Title, len(p.Numbers.Rows))
	}
	return v.say(alt)
}

// StyleSheet is the style sheet of figures, for a page that has several of them in it
// ([WriteInline]): their colors by day and by night are variables of its root, which other
// rules of the page can use, such as var(--ink) and var(--paper).
func StyleSheet() string { return colors + figures }

// WriteInline writes a figure as an element of a page that has [StyleSheet].
func WriteInline(w io.Writer, f Figure, v View) error {
	return write(w, f, v, "")
}

// WriteSVG writes a figure as a file of its own, with its style sheet in it: for a page by
// day or by night, as the reader has it.
func WriteSVG(w io.Writer, f Figure, v View) error {
	return write(w, f, v, template.HTML("<style>"+StyleSheet()+".fig{background:var(--paper)}</style>")) //nolint:gosec // ours, without a value in it
}

func write(w io.Writer, f Figure, v View, style template.HTML) error {
	v, err := v.check()
	if err != nil {
		return err
	}
	_, d, err := draw(f, v)
	if err != nil {
		return err
	}
	d.Style = style
	return pages().ExecuteTemplate(w, "svg", d)
}
