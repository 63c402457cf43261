package report

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// many columns are more than the page of a county has room for beside long names.
const many = 9

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
	t.Columns, t.Many = len(t.Heads), len(t.Heads) > many
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
