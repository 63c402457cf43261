package robustness

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/ranks"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// judge is a decision laid out for one table: who competes with whom, by what.
type judge struct {
	at      int // the node that is ranked by
	ties    evaluation.Ties
	digits  int
	rounded bool
	keys    []key
	fields  [][]int // rows that are ranked together, in the order of the ranking: all, or those of one class each
	field   []int   // of each row; -1: not ranked
	rank    []int   // of each row, 0: not ranked
	base    evaluation.Ranking

	places  []int // the row of each place of base
	placeOf []int // of each row, its place
	apart   []int // the rows of those that stand apart

	unranked []bool // of each row: a ruling keeps it from being ranked
	order    []int  // of each row: where its class stands in the ranking
}

// key is a further key: a column of raw figures, or the score of a node.
type key struct {
	at     int       // node; -1: raw
	raw    []float64 // by row, as they are compared
	lowest bool      // lowest first
}

// newJudge ranks the result once, so that who is ranked, and with whom, is the
// decision's own answer.
func newJudge(l *layout, r *evaluation.Result, d evaluation.Decision) (*judge, error) {
	at, err := l.find(d.Code)
	if err != nil {
		return nil, err
	}
	d.Grader = nil
	j := &judge{at: at, ties: d.Ties, field: make([]int, len(l.class)), rank: make([]int, len(l.class))}
	if j.base, err = d.Rank(r); err != nil {
		return nil, err
	}
	if j.digits, j.rounded, err = d.Ties.Published(); err != nil {
		return nil, err
	}
	for _, k := range d.Ties.Break {
		made := key{at: -1, lowest: k.Order == evaluation.LowestFirst}
		if k.Raw {
			made.raw = r.Prepared.Compared(k.Code).Copy()
		} else if made.at, err = l.find(k.Code); err != nil {
			return nil, basis.Errorf("a key that breaks ties: %w", err)
		}
		j.keys = append(j.keys, made)
	}
	for row := range j.field {
		j.field[row] = -1
	}
	j.placeOf, j.unranked, j.order = make([]int, len(l.class)), make([]bool, len(l.class)), make([]int, len(l.class))
	for _, ruling := range r.Rulings {
		if row, ok := r.Prepared.Row(ruling.Unit); ok && ruling.Effect == evaluation.NotRanked {
			j.unranked[row] = true
		}
	}
	if d.Own {
		classes := map[string]int{}
		for row, u := range r.Prepared.Units() {
			if _, ok := classes[u.Class]; !ok {
				classes[u.Class] = len(classes)
			}
			j.order[row] = classes[u.Class]
		}
	}
	for _, p := range j.base.Apart {
		row, _ := r.Prepared.Row(p.Unit.Code)
		j.apart = append(j.apart, row)
	}
	fields := map[string]int{}
	for k, p := range j.base.Places {
		row, _ := r.Prepared.Row(p.Unit.Code) // a ranking has no others
		j.places = append(j.places, row)
		j.placeOf[row] = k
		if p.Rank == 0 {
			continue
		}
		name := ""
		if d.Own {
			name = p.Unit.Class
		}
		f, ok := fields[name]
		if !ok {
			f = len(j.fields)
			fields[name] = f
			j.fields = append(j.fields, nil)
		}
		j.field[row], j.rank[row] = f, p.Rank
		j.fields[f] = append(j.fields[f], row)
	}
	return j, nil
}

// round is a score as it is published.
func (j *judge) round(x float64) float64 {
	if j.rounded {
		return stats.Round(x, j.digits)
	}
	return x
}

// compared is a score as it is compared: as it is published, or where it is not, 12
// significant digits of it, as [evaluation.Ties] has it.
func (j *judge) compared(x float64) float64 {
	if j.rounded {
		return stats.Round(x, j.digits)
	}
	return stats.RoundSignificant(x, indicators.ComparedDigits)
}

// same reports whether two scores, as they are published, compare as equal. Most scores
// that are not published need no rounding for it: numbers that are a unit of the 12th
// digit apart do not round alike.
func (j *judge) same(x, y float64) bool {
	if j.rounded || x == y {
		return x == y
	}
	const apart = 2e-11 // two units at least
	if math.Abs(x-y) > apart*max(math.Abs(x), math.Abs(y)) {
		return false
	}
	return j.compared(x) == j.compared(y)
}

// board is what one worker ranks on.
type board struct {
	*judge
	entries [][]entry         // of each field, in the order of the last draw of the same choices
	all     map[int][][]entry // of all choices
}

// entry is a published score and the row it belongs to.
type entry struct {
	score float64
	row   int
}

func (j *judge) board() board { return board{judge: j, all: map[int][][]entry{}} }

// choose takes the entries of other choices, for which another order is nearly right.
func (b *board) choose(choices int) {
	var ok bool
	if b.entries, ok = b.all[choices]; ok {
		return
	}
	for _, rows := range b.fields {
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
			entries[i].score = b.round(w.out[entries[i].row])
		}
		b.sort(entries, w)
		ranks.Number(len(entries), ranks.Rule(b.ties.Rule),
			func(i int) bool { return b.compare(entries[i-1], entries[i], w) == 0 },
			func(i, rank, _, _ int) { dst[entries[i].row] = rank })
	}
}

// sort orders entries. Those of the draw before are nearly in order, so that few
// insertions do it; where they are not, a sort of the library goes on.
func (b *board) sort(entries []entry, w *Worker) {
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

// before reports whether a stands before b in the order of the table's ranking.
func (b *board) before(x, y entry, w *Worker) bool {
	if !b.same(x.score, y.score) {
		return x.score > y.score
	}
	if len(b.keys) > 0 {
		if c := b.compare(x, y, w); c != 0 {
			return c < 0
		}
	}
	return x.row < y.row
}

// compare is below 0 if x is the better one, by score and then by the further keys.
func (b *board) compare(x, y entry, w *Worker) int {
	if !b.same(x.score, y.score) {
		if x.score > y.score {
			return -1
		}
		return 1
	}
	for _, k := range b.keys {
		if c := k.compare(b.value(k, x.row, w), b.value(k, y.row, w)); c != 0 {
			return c
		}
	}
	return 0
}

// value is the figure of a key for a row, as it is compared.
func (b *board) value(k key, row int, w *Worker) float64 {
	if k.at < 0 {
		return k.raw[row]
	}
	x := w.scores[w.e.class[row]][k.at][w.e.within[row]]
	if k.at == 0 && w.e.points != nil {
		x += w.e.points[row]
	}
	return b.compared(x)
}

// compare is below 0 if x comes first; a figure that is missing comes last.
func (k key) compare(x, y float64) int {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		switch {
		case math.IsNaN(x) && math.IsNaN(y):
			return 0
		case math.IsNaN(x):
			return 1
		}
		return -1
	case x == y:
		return 0
	case (x > y) != k.lowest:
		return -1
	}
	return 1
}
