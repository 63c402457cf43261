package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// neighbors are the two places above a county and the two below, with the points between
// and, if there is a proof, how far weights may move until the two turn.
func (s *study) neighbors(i int) (block, error) {
	const near = 2
	of := s.Ranking.Places[i]
	type row struct {
		evaluation.Place
		proved float64
	}
	var rows []row
	for j := max(0, i-near); j < min(len(s.Ranking.Places), i+near+1); j++ {
		p := s.Ranking.Places[j]
		if j == i || p.Rank == 0 || s.Ranking.Own && p.Unit.Class != of.Unit.Class {
			continue
		}
		x := row{p, math.NaN()}
		if s.Risk.Proof != nil {
			above, below := of, p
			if j < i {
				above, below = p, of
			}
			pair, err := s.Risk.Proof.Pair(above.Unit.Code, below.Unit.Code)
			if err != nil {
				return block{}, err
			}
			x.proved = 100 * pair.Above
		}
		rows = append(rows, x)
	}
	if of.Rank == 0 || len(rows) == 0 {
		return block{}, nil
	}
	sheet := tables.SheetOf(titleNeighbors, rows,
		tables.Of(tables.Column{Head: headRank, Align: tables.Right}, func(x row) tables.Cell { return tables.Rank(x.Rank) }).Keyed(),
		tables.Of(tables.Column{Head: headName}, func(x row) tables.Cell { return tables.Words(tables.UnitName(x.Unit)) }).Keyed(),
		tables.Of(tables.Column{Head: headScore, Align: tables.Point}, func(x row) tables.Cell { return s.score(x.Place) }),
		tables.Of(tables.Column{Head: headApart, Align: tables.Point}, func(x row) tables.Cell {
			return tables.Decimal(x.Score-of.Score, s.digits()).Plus()
		}),
		tables.Of(tables.Column{Head: headTurn, Align: tables.Point}, func(x row) tables.Cell { return tables.Decimal(x.proved, 2) }).When(s.Risk.Proof != nil))
	if s.Risk.Proof != nil && s.only != "" { // otherwise it is said once
		sheet.Note(noteTurn)
	}
	return block{Sheet: &sheet}, nil
}

// standing says which ranks are proved for a county, and which it had in most draws.
func (s *study) standing(p evaluation.Place) []block {
	var out []block
	if c := s.Risk.Certificate; c != nil {
		if x, err := c.Standing(p.Unit.Code); err == nil {
			said := tables.Sentence(cardProvedSet, x.Best, x.Worst)
			if len(c.Set.By) == 0 && !c.Set.FixedSum {
				said = tables.Sentence(cardProved, tables.Short(100*c.Set.Radius), x.Best, x.Worst)
			}
			out = append(out, block{Text: said})
		}
	}
	if r := s.Risk.Report; r != nil {
		if u, ok := r.Find(p.Unit.Code); ok && len(u.Ranks) > 0 {
			out = append(out, block{Text: tables.Sentence(cardDrawn, int(u.RankQuantile(0.05)), int(u.RankQuantile(0.95)))})
		}
	}
	return out
}

// cliffs say what the next place or grade would bring a county from a pool.
func (s *study) cliffs(a *incentive.Allocation, unit string) []tables.Text {
	var out []tables.Text
	for _, c := range s.Cliffs[a.Pool.Name] {
		if c.Unit.Code != unit || c.After == c.Before {
			continue
		}
		to := tables.Sentence(cliffRank, c.TargetRank)
		if c.TargetGrade != c.Grade {
			to = tables.Sentence(cliffGrade, c.TargetRank, c.TargetGrade)
		}
		out = append(out, tables.Sentence(cardCliff, tables.Number(c.Gap), to, tables.Amount(c.Before, c.Measure), tables.Amount(c.After, c.Measure), measure(a)))
	}
	return out
}

// ways are the cheapest ways up that were found for a county.
func (s *study) ways(unit string) ([]block, error) {
	var out []block
	for _, w := range s.Risk.Ways {
		if w.Unit.Code != unit {
			continue
		}
		if err := s.shown(w); err != nil {
			return nil, err
		}
		f := s.Result.Prepared.Framework()
		sheet := tables.SheetOf(titleWay, w.Moves,
			tables.Of(tables.Column{Head: headIndicator}, func(m whatif.Moved) tables.Cell {
				in, _ := f.Find(m.Code)
				return tables.Words(tables.IndicatorName(in).Of(s.unit(in)))
			}).Keyed(),
			tables.Of(tables.Column{Head: headNow, Align: tables.Point}, func(m whatif.Moved) tables.Cell { return tables.Figure(m.From) }),
			tables.Of(tables.Column{Head: headThen, Align: tables.Point}, func(m whatif.Moved) tables.Cell { return tables.Figure(m.To) }),
			tables.Of(tables.Column{Head: headCost, Align: tables.Point}, func(m whatif.Moved) tables.Cell { return tables.Rounded(m.Cost, 6) }))
		said := wayReached
		if !w.Reached {
			said = wayMissed
		}
		sheet.Note(tables.Sentence(said, tables.Rounded(w.Cost, 6), w.Before.Rank, tables.Decimal(w.Before.Score, s.digits()), w.After.Rank, tables.Decimal(w.After.Score, s.digits())))
		out = append(out, block{Sheet: &sheet})
	}
	return out, nil
}

// shown refuses a way with a figure that the result of a public report does not have.
func (s *study) shown(w whatif.Way) error {
	if s.Audience != evaluation.Public {
		return nil
	}
	for _, m := range w.Moves {
		if x, _ := s.Result.Raw.Value(w.Unit.Code, m.Code); math.IsNaN(x) {
			return basis.Errorf("%w: the way up of %s moves a figure of %q that is left out for the public", evaluation.ErrConfidential, w.Unit.Code, m.Code)
		}
	}
	return nil
}
