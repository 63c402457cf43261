package report

import (
	"cmp"
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// RankFlow is how ranks flow from one ranking to the next, under the names of the stages: of the
// units that are among the first n of one of them, or not more than half of n behind. Units
// that come among the first n or leave them, and those that move by more than two ranks,
// stand out.
func RankFlow(n int, stages []tables.Text, rankings ...evaluation.Ranking) Bump {
	f := Bump{Caption: Caption{Title: figureFirst, Unit: headRank}, Stages: stages, Last: n + n/2}
	at := map[string]int{}
	for k, r := range rankings {
		for _, p := range r.Places {
			i, known := at[p.Unit.Code]
			if !known {
				i = len(f.Lines)
				at[p.Unit.Code] = i
				f.Lines = append(f.Lines, BumpLine{Label: tables.UnitName(p.Unit), Ranks: make([]int, len(rankings))})
			}
			f.Lines[i].Ranks[k] = p.Rank
		}
	}
	last := 0
	for _, l := range f.Lines {
		last = max(last, slices.Max(l.Ranks))
	}
	f.Last = min(f.Last, max(last, 1))
	f.Lines = slices.DeleteFunc(f.Lines, func(l BumpLine) bool {
		return !slices.ContainsFunc(l.Ranks, func(rank int) bool { return rank > 0 && rank <= f.Last })
	})
	for i := range f.Lines {
		l := &f.Lines[i]
		for k := range l.Ranks[1:] {
			from, to := l.Ranks[k], l.Ranks[k+1]
			if from > 0 && to > 0 && ((from <= n) != (to <= n) || from-to > 2 || to-from > 2) {
				l.Strong = true
			}
		}
	}
	return f
}

// Gains are who gets more and who gets less of an award than before, from the largest gain to
// the largest loss; of more than most changes, the largest ones, and the source says so. There
// are no rows where nothing changes.
func Gains(t scrutiny.Turnover, most int) Bars {
	b := Bars{Caption: Caption{Title: figureGains, Unit: measureName(t.Measure)}, Series: []tables.Text{wordMore, wordLess}, Digits: t.Measure.Digits}
	moves := slices.DeleteFunc(slices.Clone(t.Moves), func(m scrutiny.Move) bool { return m.Delta() == 0 })
	size := func(x incentive.Amount) float64 {
		f, _ := t.Measure.Value(new(big.Rat).SetInt64(int64(x))).Float64()
		return f
	}
	all := len(moves)
	slices.SortStableFunc(moves, func(x, y scrutiny.Move) int {
		return cmp.Compare(max(y.Delta(), -y.Delta()), max(x.Delta(), -x.Delta()))
	})
	if moves = moves[:min(most, all)]; len(moves) < all {
		b.Source = tables.Sentence(figureLargest, len(moves), all)
	}
	slices.SortStableFunc(moves, func(x, y scrutiny.Move) int { return cmp.Compare(y.Delta(), x.Delta()) })
	for _, m := range moves {
		row := Bar{Label: tables.UnitName(m.Unit), Parts: []float64{size(m.Delta()), math.NaN()}, Total: tables.Amount(m.Delta(), t.Measure).Plus()}
		if m.Delta() < 0 {
			slices.Reverse(row.Parts)
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// measureName is what amounts are counted in.
func measureName(m incentive.Measure) tables.Text {
	return tables.Both(m.English().Name, m.Chinese().Name)
}
