package report

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// brief is what one should know.
func (s *study) brief() ([]block, error) {
	f := s.Result.Prepared.Framework()
	said := []tables.Text{
		tables.Sentence(briefWhat, s.Ranking.Ranked(), len(f.Measured()), len(s.dimensions), tables.ListOf(s.dimensions, tables.IndicatorName)),
	}
	if n := len(s.Ranking.Apart) + len(s.Ranking.Left); n > 0 {
		said = append(said, tables.Sentence(briefApart, len(s.Ranking.Apart), len(s.Ranking.Left)))
	}
	var out []block
	for _, t := range said {
		out = append(out, block{Text: t})
	}
	const first = 20
	b := Bars{Caption: Caption{Title: tables.Sentence(figureTop, min(first, s.Ranking.Ranked())), Unit: wordPoints}, Series: s.series(), Most: s.most(), Digits: s.digits()}
	cuts := s.cuts()
	for i, p := range s.Ranking.Places {
		if p.Rank > 0 && len(b.Rows) < first {
			row := s.bar(i)
			row.Label = tables.Sentence(tables.Same("%s %s"), tables.Integer(p.Rank), row.Label)
			row.Cut = cuts[p.Unit.Code]
			b.Rows = append(b.Rows, row)
		}
	}
	out = append(out, block{Figure: b})
	if len(s.Ranking.Grades) > 0 {
		out = append(out, block{Heading: briefGrades}, block{Text: tables.Grading(s.Ranking, 3)})
	}
	if len(s.Awards) > 0 {
		sheet := s.awardsAtAGlance()
		out = append(out, block{Heading: briefAwards}, block{Sheet: &sheet})
	}
	out = append(out, block{Heading: briefSure}, block{List: s.sure()}, block{Heading: briefCare}, block{List: s.care()})
	return out, nil
}

// awardsAtAGlance has a row for each pool.
func (s *study) awardsAtAGlance() tables.Sheet {
	sheet := tables.Sheet{Keys: 1}
	sheet.Head(tables.Left, headPool)
	sheet.Head(tables.Point, headAmount, headGiven)
	sheet.Head(tables.Right, headReceive)
	sheet.Head(tables.Left, headMost)
	sheet.Head(tables.Point, headAward)
	for _, a := range s.Awards {
		m, n, most := a.Pool.Measure, 0, -1
		for i, w := range a.Awards {
			if w.Amount > 0 {
				n++
			}
			if most < 0 || w.Amount > a.Awards[most].Amount {
				most = i
			}
		}
		name := poolName(a).Of(tables.Both(m.English().Name, m.Chinese().Name))
		row := []tables.Cell{tables.Words(name), tables.Amount(a.Pool.Amount, m), tables.Amount(a.Total(), m), tables.Integer(n)}
		if most >= 0 {
			row = append(row, tables.Words(tables.UnitName(a.Awards[most].Place.Unit)), tables.Amount(a.Awards[most].Amount, m))
		}
		sheet.Add(row...)
	}
	return sheet
}

// sure says how sure the places are.
func (s *study) sure() []tables.Text {
	var out []tables.Text
	if r := s.Risk.Report; r != nil {
		for _, f := range r.First {
			out = append(out, tables.Sentence(sureStay, r.Good(), f.N, tables.Decimal(100*f.Share(r.Good()), 1)))
		}
		out = append(out, tables.Sentence(sureShift, tables.Decimal(r.MeanShift(), 2)))
	}
	if c := s.Risk.Certificate; c != nil {
		out = append(out, tables.Sentence(sureProved, c.Sure, c.Open))
	}
	unknown := func(b evaluation.Border) bool { return math.IsNaN(b.Gap) } // a score was cut
	if bs := slices.DeleteFunc(s.Ranking.Borders(), unknown); len(bs) > 0 {
		narrow := slices.MinFunc(bs, func(a, b evaluation.Border) int {
			switch {
			case a.Gap < b.Gap:
				return -1
			case a.Gap > b.Gap:
				return 1
			}
			return 0
		})
		out = append(out, tables.Sentence(sureBorder, tables.UnitName(narrow.Above.Unit), tables.UnitName(narrow.Below.Unit), tables.Decimal(narrow.Gap, s.digits())))
	}
	if len(out) == 0 {
		out = append(out, sureUnknown)
	}
	return out
}

// care says what to be careful about.
func (s *study) care() []tables.Text {
	var out []tables.Text
	imputed, open, units := 0, 0, 0
	for _, n := range s.raised {
		imputed, open = imputed+n[0], open+n[1]
		if n[0] > 0 {
			units++
		}
	}
	if imputed > 0 {
		out = append(out, tables.Sentence(careImputed, imputed, units))
	}
	if open > 0 {
		out = append(out, tables.Sentence(careOpen, open))
	}
	tied := 0
	for _, p := range s.Ranking.Places {
		if p.Tied {
			tied++
		}
	}
	if tied > 0 {
		out = append(out, tables.Sentence(careTied, tied))
	}
	if !s.Ranking.Published() {
		out = append(out, careRaw)
	}
	if n := len(s.warnings()); n > 0 {
		out = append(out, tables.Sentence(careWarnings, n))
	}
	if len(out) == 0 {
		out = append(out, careNothing)
	}
	return out
}

// places is the ranking, with bars, borders, intervals and marks.
func (s *study) places() ([]block, error) {
	sheet := tables.Ranking(s.Ranking)
	x := &extras{Most: s.most()}
	cuts := s.cuts()
	s.intervals(&sheet)
	s.marked(&sheet)
	for i, p := range s.Ranking.Places {
		b := s.bar(i)
		x.Bars = append(x.Bars, b)
		x.Cuts = append(x.Cuts, cuts[p.Unit.Code])
		link := ""
		if s.has(Counties) {
			link = s.anchors[p.Unit.Code]
		}
		x.Link = append(x.Link, link)
	}
	parts := Bars{Caption: Caption{Title: figureParts, Unit: wordPoints}, Series: s.series(), Digits: s.digits()}
	for i := range s.Ranking.Places {
		parts.Rows = append(parts.Rows, s.bar(i))
	}
	numbers := parts.sheet()
	out := []block{{Text: legendText}, {Sheet: &sheet, Rows: x, Wide: true}}
	if len(s.Ranking.Grades) > 0 {
		out = append([]block{{Text: tables.Grading(s.Ranking, 0)}}, out...)
	}
	if s.additive {
		numbers.Note(noteParts)
		out = append(out, block{Sheet: &numbers, Folded: true})
	}
	return out, nil
}

// intervals adds columns of intervals of ranks, where they are known.
func (s *study) intervals(sheet *tables.Sheet) {
	add := func(head tables.Text, of func(unit string) (lo, hi int, ok bool)) {
		sheet.Columns = append(sheet.Columns, tables.Column{Head: head, Align: tables.Right})
		for i, p := range s.Ranking.Places {
			cell := tables.Cell{}
			if lo, hi, ok := of(p.Unit.Code); ok && p.Rank > 0 {
				cell = tables.Words(tables.Sentence(tables.Same("%d–%d"), lo, hi))
			}
			fillUp(&sheet.Rows[i], len(sheet.Columns)-1)
			sheet.Rows[i] = append(sheet.Rows[i], cell)
		}
	}
	if r := s.Risk.Report; r != nil {
		add(headInterval, func(unit string) (int, int, bool) {
			u, ok := r.Find(unit)
			if !ok || len(u.Ranks) == 0 {
				return 0, 0, false
			}
			return int(u.RankQuantile(0.05)), int(u.RankQuantile(0.95)), true
		})
	}
	if c := s.Risk.Certificate; c != nil {
		add(headProved, func(unit string) (int, int, bool) {
			st, err := c.Standing(unit)
			return st.Best, st.Worst, err == nil
		})
	}
}

// fillUp makes a row as long as the columns before.
func fillUp(row *[]tables.Cell, n int) {
	for len(*row) < n {
		*row = append(*row, tables.Cell{})
	}
}

// marked adds a column of what is to be known of a place, if there is anything.
func (s *study) marked(sheet *tables.Sheet) {
	said := make([]tables.Text, len(s.Ranking.Places))
	some := false
	for i, p := range s.Ranking.Places {
		var out []tables.Text
		n := s.raised[p.Unit.Code]
		if n[0] > 0 {
			out = append(out, tables.Sentence(markImputed, n[0]))
		}
		if n[1] > 0 {
			out = append(out, tables.Sentence(markOpen, n[1]))
		}
		for _, a := range s.Awards {
			if w, ok := a.Find(p.Unit.Code); ok && w.Bound == fill.BoundCap {
				out = append(out, tables.Sentence(markCap, poolName(a)))
			}
		}
		if len(out) > 0 {
			said[i], some = tables.List(out...), true
		}
	}
	if !some {
		return
	}
	sheet.Head(tables.Left, headMarks)
	for i, t := range said {
		if t != (tables.Text{}) {
			fillUp(&sheet.Rows[i], len(sheet.Columns)-1)
			sheet.Rows[i] = append(sheet.Rows[i], tables.Words(t))
		}
	}
}
