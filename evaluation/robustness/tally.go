package robustness

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
)

// tally counts the draws of one goroutine.
type tally struct {
	*drawer
	factor float64 // 10^digits of recorded scores
	first  []int
	base   []int

	ranks    []int
	graded   evaluation.Ranking // of the draw, if it is graded
	pools    []poolTally
	draws    int
	failed   []Failure // the first ones by number of draw
	failures int
	byRank   [][]uint32 // unit, rank-1
	values   []values   // unit
	above    [][]uint32 // unit, unit; nil unless asked for
	grades   [][]uint32 // unit, grade; nil unless there are any
	names    []string   // of grades
	central  [][]int64  // unit, node; nil unless asked for
	shift    uint64
	stays    []uint64
}

// kept is how many failures a report keeps with their errors.
const kept = 100

func newTally(p *plan, o Options, digits int) *tally {
	n := p.e.Len()
	t := newMeasure(p, o)
	t.factor, t.first = math.Pow10(digits), o.First
	t.byRank, t.values, t.stays = matrix(n, n), make([]values, n), make([]uint64, len(o.First))
	if o.Pairs {
		t.above = matrix(n, n)
	}
	if o.Central {
		t.central = make([][]int64, n)
		for i := range t.central {
			t.central[i] = make([]int64, len(p.e.l.Codes))
		}
	}
	return t
}

// newMeasure is one that ranks and awards draws and counts nothing.
func newMeasure(p *plan, o Options) *tally {
	n := p.e.Len()
	t := &tally{drawer: p.drawer(), base: p.e.judge.Rank, ranks: make([]int, n)}
	for k, base := range p.awards {
		pool := poolTally{base: base, now: make([]incentive.Amount, n), awards: make([]values, n)}
		if o.Twin && !p.study.varies(Plans{Pool: p.study.Plans[k].Pool.Name}) {
			if twin, ok := p.twin(p.study.Plans[k], p.ranking); ok {
				pool.twin = twin
			}
		}
		t.pools = append(t.pools, pool)
	}
	return t
}

func matrix(n, m int) [][]uint32 {
	block, out := make([]uint32, n*m), make([][]uint32, n)
	for i := range out {
		out[i] = block[i*m : (i+1)*m : (i+1)*m]
	}
	return out
}

// draw scores a draw and counts it.
func (t *tally) draw(d int) {
	t.draws++
	err := t.drawer.draw(d)
	w := t.d.w
	if err == nil {
		err = t.decide()
	}
	if err != nil {
		t.failures++
		t.failed = keepFirst(append(t.failed, Failure{d, err}))
		return
	}
	if t.graded.Places != nil {
		t.grade()
	}
	for k := range t.pools {
		t.pools[k].count()
	}
	for i, rank := range t.ranks {
		if rank == 0 {
			continue
		}
		t.byRank[i][rank-1]++
		t.shift += uint64(max(rank-t.base[i], t.base[i]-rank))
	}
	for _, rows := range w.board.entries {
		for _, e := range rows { // as they are published
			t.values[e.row].add(int64(math.Round(e.score * t.factor)))
		}
	}
	if t.central != nil {
		t.win()
	}
	for k, n := range t.first {
		for i, rank := range t.ranks {
			if rank > 0 && rank <= n && t.base[i] <= n {
				t.stays[k]++
			}
		}
	}
	if t.above == nil {
		return
	}
	for _, rows := range w.board.entries {
		for a, e := range rows {
			to := t.above[e.row]
			for _, f := range rows[a+1:] {
				if t.ranks[e.row] < t.ranks[f.row] {
					to[f.row]++
				}
			}
		}
	}
}

// billionth is the unit in which central weights are summed.
const billionth = 1e9

// win sums the weights of a draw for those that are first.
func (t *tally) win() {
	for i, rank := range t.ranks {
		if rank != 1 {
			continue
		}
		imp := t.d.imp[t.e.l.Class[i]] // of the base's own tree: see [Options.Central]
		for _, at := range t.e.l.Order {
			var sum float64
			for _, child := range t.e.l.Children[at] {
				sum += imp[child]
			}
			for _, child := range t.e.l.Children[at] {
				t.central[i][child] += int64(math.Round(imp[child] / sum * billionth))
			}
		}
	}
}

// decide ranks a draw, cuts it into grades and makes the awards.
func (t *tally) decide() error {
	w := t.d.w
	w.Rank(t.ranks)
	t.graded = evaluation.Ranking{}
	if t.d.grader == nil && t.pools == nil {
		return nil
	}
	ranking := w.ranking()
	if t.d.grader != nil {
		graded, err := ranking.Grade(t.d.grader, w.e.result)
		if err != nil {
			return err
		}
		ranking, t.graded = graded, graded
	}
	return t.award(ranking)
}

// grade counts the grades of those that are ranked.
func (t *tally) grade() {
	if t.grades == nil {
		t.names, t.grades = t.graded.Grades, matrix(t.e.Len(), len(t.graded.Grades))
	}
	for _, p := range t.graded.Places {
		if at := slices.Index(t.names, p.Grade); at >= 0 && p.Rank > 0 {
			row, _ := t.e.result.Prepared.Row(p.Unit.Code)
			t.grades[row][at]++
		}
	}
}

// keepFirst keeps the failures of the smallest numbers.
func keepFirst(f []Failure) []Failure {
	slices.SortFunc(f, func(a, b Failure) int { return a.Draw - b.Draw })
	return f[:min(len(f), kept)]
}
