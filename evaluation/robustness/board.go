package robustness

import (
	"cmp"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/evaluation/internal/ranks"
)

// board is what one worker ranks on.
type board struct {
	*layout.Judge
	entries [][]entry         // of each field, in the order of the last draw of the same choices
	all     map[int][][]entry // of all choices
}

// entry is a published score and the row it belongs to.
type entry struct {
	score float64
	row   int
}

func newBoard(j *layout.Judge) board { return board{Judge: j, all: map[int][][]entry{}} }

// choose takes the entries of other choices, for which another order is nearly right.
func (b *board) choose(choices int) {
	var ok bool
	if b.entries, ok = b.all[choices]; ok {
		return
	}
	for _, rows := range b.Fields {
		entries := make([]entry, len(rows))
		for i, row := range rows {
			entries[i].row = row
		}
		b.entries = append(b.entries, entries)
	}
	b.all[choices] = b.entries
}

// rank writes the ranks of the scores that a worker has.
func (b *board) rank(dst []int, w *Worker) {
	clear(dst)
	for _, entries := range b.entries {
		for i := range entries {
			entries[i].score = b.Round(w.out[entries[i].row])
		}
		b.sort(entries, w)
		ranks.Number(len(entries), ranks.Rule(b.Ties.Rule),
			func(i int) bool { return b.compare(entries[i-1], entries[i], w) == 0 },
			func(i, rank, _, _ int) { dst[entries[i].row] = rank })
	}
}

// sort orders entries. Those of the draw before are nearly in order, so that few
// insertions do it; where they are not, a sort of the library goes on.
func (b *board) sort(entries []entry, w *Worker) {
	if b.Rounded && len(b.Keys) == 0 {
		sortPublished(entries)
		return
	}
	moves := 0
	for i := 1; i < len(entries); i++ {
		e := entries[i]
		at := i
		for at > 0 && b.before(e, entries[at-1], w) {
			entries[at] = entries[at-1]
			at--
		}
		entries[at] = e
		if moves += i - at; moves > 16*len(entries) {
			slices.SortFunc(entries, func(x, y entry) int {
				if b.before(x, y, w) {
					return -1
				}
				return 1
			})
			return
		}
	}
}

// sortPublished does the same where published scores alone decide.
func sortPublished(entries []entry) {
	moves := 0
	for i := 1; i < len(entries); i++ {
		e := entries[i]
		at := i
		for at > 0 && (e.score > entries[at-1].score || e.score == entries[at-1].score && e.row < entries[at-1].row) {
			entries[at] = entries[at-1]
			at--
		}
		entries[at] = e
		if moves += i - at; moves > 16*len(entries) {
			slices.SortFunc(entries, func(x, y entry) int {
				if c := cmp.Compare(y.score, x.score); c != 0 {
					return c
				}
				return x.row - y.row
			})
			return
		}
	}
}

// before reports whether a stands before b in the order of the table's ranking.
func (b *board) before(x, y entry, w *Worker) bool {
	if !b.Same(x.score, y.score) {
		return x.score > y.score
	}
	if len(b.Keys) > 0 {
		if c := b.compare(x, y, w); c != 0 {
			return c < 0
		}
	}
	return x.row < y.row
}

// compare is below 0 if x is the better one, by score and then by the further keys.
func (b *board) compare(x, y entry, w *Worker) int {
	if !b.Same(x.score, y.score) {
		if x.score > y.score {
			return -1
		}
		return 1
	}
	for _, k := range b.Keys {
		if c := k.Compare(b.value(k, x.row, w), b.value(k, y.row, w)); c != 0 {
			return c
		}
	}
	return 0
}

// value is the figure of a key for a row, as it is compared.
func (b *board) value(k layout.Key, row int, w *Worker) float64 {
	if k.At < 0 {
		return k.Raw[row]
	}
	if w.slips != nil {
		return w.shown(k.At, w.e.l.Class[row], w.e.l.Within[row], row)
	}
	x := w.scores[w.e.l.Class[row]][k.At][w.e.l.Within[row]]
	if k.At == 0 && w.e.l.Points != nil {
		x += w.e.l.Points[row]
	}
	return b.Compared(x)
}
