package main

import (
	"cmp"
	"embed"
	"html/template"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/local"
	"github.com/countyeval/countyeval/indicators/basis"
)

//go:embed page.tmpl page.css page.js
var files embed.FS

func file(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is in the program
	}
	return string(text)
}

var (
	templates = sync.OnceValue(func() *template.Template { return template.Must(template.New("").Parse(file("page.tmpl"))) })
	texts     = sync.OnceValue(func() basis.Texts { return basis.JoinTexts(scheme.Texts(), local.Texts(), complaints) })
)

// reader is for whom something is written.
type reader basis.Language

func (r reader) lang() basis.Language { return basis.Language(r) }

// say is a text in the language of the reader, with nothing in it that cannot be seen.
func (r reader) say(t tables.Text, args ...any) string {
	if len(args) > 0 {
		t = tables.Sentence(t, args...)
	}
	return tables.Printable(t.In(r.lang(), texts()))
}

func (r reader) names(places []evaluation.Place) string {
	return r.say(tables.ListOf(places, func(p evaluation.Place) tables.Text { return tables.UnitName(p.Unit) }))
}

// complain is what an error says, a line each.
func (r reader) complain(err error) []string {
	var out []string
	for line := range strings.Lines(basis.Say(err, r.lang(), texts())) {
		out = append(out, tables.Printable(strings.TrimRight(line, "\n")))
	}
	return out
}

// shown is an answer in words.
type shown struct {
	Tiles   []tile
	Changed string
	Facts   []fact
	Proved  string
	Heads   []cell
	Rows    []row
	Notes   []string
	Figures []picture
	Table   string
}

type (
	tile    struct{ Figure, Label string }
	fact    struct{ Head, Text string }
	cell    struct{ Text, Unit, Class string }
	picture struct {
		Title, Unit, Note string
		Drawing           template.HTML
	}
	row struct {
		Unit, Class string
		Cells       []cell
	}
)

// show puts an answer into words.
func (r reader) show(a *answer) (*shown, error) {
	s := &shown{Tiles: r.tiles(a), Facts: r.facts(a), Proved: r.say(a.proved()), Table: r.say(resultTable)}
	differ := 0
	for _, p := range a.now.Ranking.Places {
		if up, ok := a.up(p); ok && up != 0 {
			differ++
		}
	}
	s.Changed = r.say(resultDiffer, differ)
	if len(a.view.dials)+len(a.view.switches) == 0 {
		s.Changed = r.say(resultEqual)
	}
	r.table(s, a)
	for _, n := range a.notes() {
		s.Notes = append(s.Notes, r.say(n))
	}
	return s, r.figures(s, a)
}

// figureWidth is that of a column beside the table, and of a telephone.
const figureWidth = 360

// figures are the published order beside the one now, and who gains and loses.
func (r reader) figures(s *shown, a *answer) error {
	bump := report.RankFlow(a.first, []tables.Text{stageWas, stageNow}, a.was.Ranking, a.now.Ranking)
	bump.Width = figureWidth
	drawn, err := r.draw(bump)
	s.Figures = []picture{{Title: r.say(figureBump), Drawing: drawn}}
	if len(a.moves) == 0 || a.pool().Allocation == nil || err != nil {
		return err
	}
	bars := a.gains()
	p := picture{Title: r.say(bars.Title), Note: r.say(figureNoGains)}
	if len(bars.Rows) > 0 {
		p.Unit, p.Note = r.say(bars.Unit), r.say(bars.Source)
		p.Drawing, err = r.draw(bars)
	}
	s.Figures = append(s.Figures, p)
	return err
}

// gains are the largest changes of the award in view.
func (a *answer) gains() report.Bars {
	bars := report.Gains(a.moves[a.view.pool].Turnover, mostFirst)
	bars.Title, bars.Width = tables.Sentence(figureGains, a.pools[a.view.pool]), figureWidth
	return bars
}

func (r reader) draw(f report.Figure) (template.HTML, error) {
	var b strings.Builder
	err := report.WriteInline(&b, f, report.View{Language: r.lang(), Texts: texts()})
	return template.HTML(b.String()), err //nolint:gosec // escaped by the library
}

func (r reader) tiles(a *answer) []tile {
	out := []tile{{r.say(tables.Sentence(tables.Same("%d"), len(a.stay))), r.say(resultStay, a.first)}}
	if a.best != "" {
		out = append(out, tile{r.say(tables.Same("+%d -%d"), len(a.enter), len(a.leave)), r.say(resultGrade, a.best)})
	}
	if w := a.pool(); w.Allocation != nil {
		m, hands := w.Plan.Pool.Measure, 0.0
		if x := a.moves[a.view.pool].Amount; x != nil { // in smallest units, and perhaps half a one
			hands, _ = x.Float64()
		}
		out = append(out, tile{tables.Amount(incentive.Amount(math.Round(hands)), m).Shown(r.lang(), texts()) + " " + r.say(measure(m)), r.say(resultMoved, a.pools[a.view.pool])})
	}
	safe := "–"
	if a.unproved == nil {
		safe = "±" + a.percent().Shown(r.lang(), texts()) + " %"
	}
	return append(out, tile{safe, r.say(resultSafe)})
}

// measure is what amounts are counted in.
func measure(m incentive.Measure) tables.Text { return tables.Both(m.English().Name, m.Chinese().Name) }

// pool is the award in view, the zero one if there is none.
func (a *answer) pool() scheme.Award {
	if len(a.now.Awards) == 0 {
		return scheme.Award{}
	}
	return a.now.Awards[a.view.pool]
}

// facts are who comes and goes, if anybody does.
func (r reader) facts(a *answer) []fact {
	ranks := func(of []evaluation.Place) string {
		said := tables.ListOf(of, func(p evaluation.Place) tables.Text {
			return tables.Sentence(resultOnce, tables.UnitName(p.Unit), tables.Rank(a.ranks[p.Unit.Code].Rank), tables.Rank(p.Rank))
		})
		return cmp.Or(r.say(said), r.say(resultNone))
	}
	var out []fact
	if len(a.left)+len(a.entered) > 0 {
		out = append(out, fact{r.say(resultLeft, a.first), ranks(a.left)}, fact{r.say(resultEntered, a.first), ranks(a.entered)})
	}
	if len(a.leave)+len(a.enter) > 0 {
		out = append(out, fact{r.say(resultGradeOut, a.best), cmp.Or(r.names(a.leave), r.say(resultNone))},
			fact{r.say(resultGradeIn, a.best), cmp.Or(r.names(a.enter), r.say(resultNone))})
	}
	return out
}

// proved says how far the first are safe.
func (a *answer) proved() tables.Text {
	switch {
	case a.unproved != nil:
		return tables.Sentence(resultUnproved, a.first, tables.Said(a.unproved))
	case a.radius.Radius >= 1:
		return tables.Sentence(resultAlways, a.first)
	}
	said := tables.Sentence(resultProved, a.percent(), a.first)
	if a.radius.Above.Code == "" || a.radius.Below.Code == "" {
		return said
	}
	next := tables.Sentence(resultNext, tables.UnitName(a.radius.Below), tables.UnitName(a.radius.Above))
	return tables.Sentence(both("%s %s", "%s%s"), said, next)
}

// notes are what the table does not show.
func (a *answer) notes() []tables.Text {
	var out []tables.Text
	if n := len(a.now.Ranking.Apart); n > 0 {
		out = append(out, tables.Sentence(resultApart, n))
	}
	for i, w := range a.now.Awards {
		if w.Err != nil {
			out = append(out, tables.Sentence(notGiven, a.pools[i], tables.Said(w.Err)))
		}
	}
	return out
}

// sheet has all ranked units: ranks, scores, grades, awards, and what changes.
func (a *answer) sheet() tables.Sheet {
	places := slices.DeleteFunc(slices.Clone(a.now.Ranking.Places), func(p evaluation.Place) bool { return p.Rank == 0 })
	digits := 2
	if n := a.now.Ranking.Ties.Digits; n != nil {
		digits = *n
	}
	field := func(head tables.Text, align tables.Align, of func(p evaluation.Place) tables.Cell) tables.Field[evaluation.Place] {
		return tables.Of(tables.Column{Head: head, Align: align}, of)
	}
	fields := []tables.Field[evaluation.Place]{
		field(headRank, tables.Right, func(p evaluation.Place) tables.Cell { return tables.Rank(p.Rank) }),
		field(headUp, tables.Right, func(p evaluation.Place) tables.Cell {
			if up, ok := a.up(p); ok && up != 0 {
				return tables.Integer(up).Plus()
			}
			return tables.Cell{}
		}),
		field(headUnit, tables.Left, func(p evaluation.Place) tables.Cell { return tables.Words(tables.UnitName(p.Unit)) }),
		field(headScore, tables.Point, func(p evaluation.Place) tables.Cell { return tables.Decimal(p.Score, digits) }),
	}
	if a.best != "" {
		fields = append(fields, field(headGrade, tables.Center, func(p evaluation.Place) tables.Cell {
			if was := a.ranks[p.Unit.Code].Grade; was != p.Grade {
				return tables.Words(tables.Same(was + " → " + p.Grade))
			}
			return tables.Words(tables.Same(p.Grade))
		}))
	}
	for i, w := range a.now.Awards {
		if w.Allocation == nil {
			continue
		}
		m := w.Plan.Pool.Measure
		amount := func(x incentive.Amount) tables.Cell {
			if x == 0 {
				return tables.Cell{}
			}
			return tables.Amount(x, m)
		}
		fields = append(fields, field(a.pools[i].Of(measure(m)), tables.Point, func(p evaluation.Place) tables.Cell { return amount(a.moves[i].of[p.Unit.Code].After) }))
		if i == a.view.pool {
			fields = append(fields, field(headChange, tables.Point, func(p evaluation.Place) tables.Cell { return amount(a.moves[i].of[p.Unit.Code].Delta()).Plus() }))
		}
	}
	s := tables.SheetOf(tables.Text{}, places, fields...)
	s.Keys = 3
	return s
}

// table is the sheet in the words of the reader.
func (r reader) table(s *shown, a *answer) {
	sheet := a.sheet()
	classes := make([]string, len(sheet.Columns))
	for j, c := range sheet.Columns {
		switch c.Align {
		case tables.Left:
			classes[j] = "l"
		case tables.Center:
			classes[j] = "c"
		}
		if c.Head == headUp || c.Head == headChange {
			classes[j] = "d"
		}
		head := cell{Text: r.say(c.Head), Class: classes[j]}
		for i, w := range a.now.Awards { // a unit stands below
			if c.Head == a.pools[i].Of(measure(w.Plan.Pool.Measure)) {
				head.Text, head.Unit = r.say(a.pools[i]), r.say(measure(w.Plan.Pool.Measure))
			}
		}
		s.Heads = append(s.Heads, head)
	}
	places := a.now.Ranking.Places
	for i, cells := range sheet.Rows {
		out := row{Unit: places[i].Unit.Code}
		if places[i].Rank <= a.first && (i+1 == len(sheet.Rows) || places[i+1].Rank > a.first) {
			out.Class = "cut"
		}
		for j, c := range cells {
			text, class := tables.Printable(c.Shown(r.lang(), texts())), classes[j]
			if class == "d" && text != "" {
				class = "d up"
				if !strings.HasPrefix(text, "+") {
					class = "d down"
				}
			}
			out.Cells = append(out.Cells, cell{Text: text, Class: class})
		}
		s.Rows = append(s.Rows, out)
	}
}
