package robustness

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/ranks"
)

// Ranking is the ranking by the scores of the last [Worker.Score], as the decision makes it
// but for grades, which [evaluation.Ranking.Grade] cuts, and without warnings about single
// scores. It has who is not ranked, who stands apart and what rulings say of each, so that
// awards can be made of it.
func (w *Worker) Ranking() evaluation.Ranking {
	w.board.rank(make([]int, len(w.out)), w)
	return w.ranking()
}

// ranking is the same after the board has ranked.
func (w *Worker) ranking() evaluation.Ranking {
	j := w.e.judge
	out := evaluation.Ranking{Code: j.Base.Code, Ties: j.Base.Ties, Own: j.Base.Own, Places: slices.Clone(j.Base.Places), Left: j.Base.Left, Idle: j.Base.Idle}
	at := make([][]int, len(j.Fields)) // places of each field
	for k := range out.Places {
		row := j.Places[k]
		if f := j.Field[row]; f >= 0 {
			at[f] = append(at[f], k)
		} else {
			out.Places[k].Score = j.Round(w.out[row])
		}
	}
	for f, entries := range w.board.entries {
		ranks.Number(len(entries), ranks.Rule(j.Ties.Rule),
			func(i int) bool { return w.board.compare(entries[i-1], entries[i], w) == 0 },
			func(i, rank, size, first int) {
				p := j.Base.Places[j.PlaceOf[entries[i].row]]
				p.Rank, p.Score, p.Tied, p.TiedFrom = rank, entries[i].score, size > 1, 0
				if p.Tied && j.Ties.Rule == evaluation.Ordinal {
					p.TiedFrom = first
				}
				out.Places[at[f][i]] = p
			})
	}
	out.Apart = w.apart()
	return out
}

// apart are those that stand apart, in the order of their scores.
func (w *Worker) apart() []evaluation.Place {
	j := w.e.judge
	if len(j.Apart) == 0 {
		return nil
	}
	entries := make([]entry, len(j.Apart))
	for k, row := range j.Apart {
		entries[k] = entry{j.Round(w.out[row]), row}
	}
	last := func(e entry) bool { return math.IsNaN(e.score) || j.Unranked[e.row] }
	slices.SortFunc(entries, func(x, y entry) int {
		switch {
		case j.Order[x.row] != j.Order[y.row]:
			return j.Order[x.row] - j.Order[y.row]
		case last(x) != last(y):
			if last(y) {
				return -1
			}
			return 1
		case last(x) || !w.board.before(x, y, w) && !w.board.before(y, x, w):
			return x.row - y.row
		case w.board.before(x, y, w):
			return -1
		}
		return 1
	})
	var out []evaluation.Place
	for _, e := range entries {
		p := j.Base.Apart[slices.Index(j.Apart, e.row)]
		p.Score = e.score
		out = append(out, p)
	}
	return out
}
