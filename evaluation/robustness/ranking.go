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
	out := evaluation.Ranking{Code: j.base.Code, Ties: j.base.Ties, Own: j.base.Own, Places: slices.Clone(j.base.Places), Left: j.base.Left}
	at := make([][]int, len(j.fields)) // places of each field
	for k := range out.Places {
		row := j.places[k]
		if f := j.field[row]; f >= 0 {
			at[f] = append(at[f], k)
		} else {
			out.Places[k].Score = j.round(w.out[row])
		}
	}
	for f, entries := range w.board.entries {
		ranks.Number(len(entries), ranks.Rule(j.ties.Rule),
			func(i int) bool { return w.board.compare(entries[i-1], entries[i], w) == 0 },
			func(i, rank, size, first int) {
				p := j.base.Places[j.placeOf[entries[i].row]]
				p.Rank, p.Score, p.Tied, p.TiedFrom = rank, entries[i].score, size > 1, 0
				if p.Tied && j.ties.Rule == evaluation.Ordinal {
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
	if len(j.apart) == 0 {
		return nil
	}
	entries := make([]entry, len(j.apart))
	for k, row := range j.apart {
		entries[k] = entry{j.round(w.out[row]), row}
	}
	last := func(e entry) bool { return math.IsNaN(e.score) || j.unranked[e.row] }
	slices.SortFunc(entries, func(x, y entry) int {
		switch {
		case j.order[x.row] != j.order[y.row]:
			return j.order[x.row] - j.order[y.row]
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
		p := j.base.Apart[slices.Index(j.apart, e.row)]
		p.Score = e.score
		out = append(out, p)
	}
	return out
}
