package report

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// risk shows how sure the ranking is, as far as it was studied.
func (s *study) risk() ([]block, error) {
	var out []block
	if r := s.Risk.Report; r != nil {
		out = append(out, block{Text: tables.Kept(r.Text())}, block{Figure: s.acceptability(r)})
		for _, p := range r.Pools {
			sheet := s.atRisk(p)
			out = append(out, block{Sheet: &sheet, Folded: true})
		}
	}
	for _, f := range s.Risk.Sobol {
		out = append(out, block{Figure: f})
	}
	if c := s.Risk.Certificate; c != nil {
		sheet := tables.Sheet{Title: titleProved, Keys: 2}
		sheet.Head(tables.Right, headRank)
		sheet.Head(tables.Left, headName)
		sheet.Head(tables.Right, headBest, headWorst)
		sheet.Head(tables.Point, headFrom, headTo)
		for _, x := range c.Standings {
			sheet.Add(tables.Rank(x.Rank), tables.Words(tables.UnitName(x.Unit)), tables.Integer(x.Best), tables.Integer(x.Worst), tables.Decimal(x.Low, s.digits()), tables.Decimal(x.High, s.digits()))
		}
		sheet.Note(tables.Sentence(sureProved, c.Sure, c.Open))
		out = append(out, block{Sheet: &sheet, Folded: true})
	}
	if s.Risk.Proof != nil {
		out = append(out, block{Text: noteTurnEach})
	}
	return out, nil
}

// acceptability is how often each unit has each rank, in bands of ranks where there are
// many.
func (s *study) acceptability(r *robustness.Report) Heat {
	const most, columns = 50, 25
	units := slices.DeleteFunc(slices.Clone(r.Units), func(u robustness.UnitCounts) bool { return u.Rank == 0 })
	slices.SortStableFunc(units, func(a, b robustness.UnitCounts) int { return a.Rank - b.Rank })
	n := len(units)
	band := (n + columns - 1) / columns
	f := Heat{Caption: Caption{Title: tables.Sentence(figureAccept, min(n, most)), Unit: tables.Same("%")}, Most: 100, Digits: 1}
	for from := 1; from <= n; from += max(band, 1) {
		label := tables.Sentence(tables.Same("%d"), from)
		if to := min(from+band-1, n); to > from {
			label = tables.Sentence(tables.Same("%d–%d"), from, to)
		}
		f.Columns = append(f.Columns, label)
	}
	for _, u := range units[:min(n, most)] {
		f.Rows = append(f.Rows, tables.Sentence(tables.Same("%s %d"), tables.UnitName(u.Unit), u.Rank))
		row := make([]float64, len(f.Columns))
		for k := 1; k <= n; k++ {
			row[(k-1)/max(band, 1)] += 100 * u.At(k)
		}
		f.Values = append(f.Values, row)
	}
	return f
}

// atRisk are the awards of a pool over the draws.
func (s *study) atRisk(p robustness.PoolCounts) tables.Sheet {
	sheet := tables.Sheet{Title: tables.Sentence(titleAtRisk, tables.Same(p.Name)), Keys: 1}
	m := p.Measure
	sheet.Head(tables.Left, headName)
	sheet.Head(tables.Point, headAward, headMean, headAny)
	one := s.amount(m, fill.Amount(1).Rat())
	for _, u := range p.AtRisk() {
		sheet.Add(tables.Words(tables.UnitName(u.Unit)), tables.Amount(fill.Amount(u.Base), m), tables.Decimal(one*u.Mean(), m.Digits), tables.Decimal(100*u.Any(), 1))
	}
	return sheet
}
