package robustness

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/ranks"
)

// tally counts the draws of one goroutine.
type tally struct {
	*drawer
	factor float64 // 10^digits of recorded scores
	first  []int
	base   []int

	ranks    []int
	places   evaluation.Ranking // whose places are filled in draw by draw, for grades
	outside  map[int]bool
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
	t := &tally{
		drawer: p.drawer(), factor: math.Pow10(digits), first: o.First, base: p.e.judge.rank, ranks: make([]int, n),
		byRank: matrix(n, n), values: make([]values, n), stays: make([]uint64, len(o.First)),
	}
	if o.Pairs {
		t.above = matrix(n, n)
	}
	if o.Central {
		t.central = make([][]int64, n)
		for i := range t.central {
			t.central[i] = make([]int64, len(p.e.codes))
		}
	}
	if p.study.Decision.Grader != nil {
		t.places = evaluation.Ranking{Code: p.e.judge.base.Code, Ties: p.e.judge.ties, Own: p.study.Decision.Own}
		t.outside = map[int]bool{}
		for _, place := range p.e.judge.base.Places {
			if row, ok := p.e.result.Prepared.Row(place.Unit.Code); ok && place.Outside {
				t.outside[row] = true
			}
		}
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
		w.Rank(t.ranks)
		err = t.grade()
	}
	if err != nil {
		t.failures++
		t.failed = keepFirst(append(t.failed, Failure{d, err.Error()}))
		return
	}
	for i, rank := range t.ranks {
		if rank == 0 {
			continue
		}
		t.byRank[i][rank-1]++
		t.values[i].add(int64(math.Round(w.e.judge.round(w.out[i]) * t.factor)))
		t.shift += uint64(max(rank-t.base[i], t.base[i]-rank))
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
		imp := t.d.imp[t.e.class[i]] // of the base's own tree: see [Options.Central]
		for _, at := range t.e.order {
			var sum float64
			for _, child := range t.e.children[at] {
				sum += imp[child]
			}
			for _, child := range t.e.children[at] {
				t.central[i][child] += int64(math.Round(imp[child] / sum * billionth))
			}
		}
	}
}

// grade cuts the ranking of a draw into grades, with the rulings of the base.
func (t *tally) grade() error {
	if t.outside == nil {
		return nil
	}
	t.places.Places = t.places.Places[:0]
	var rows []int
	for _, field := range t.d.w.board.entries {
		ranks.Number(len(field), ranks.Rule(t.e.judge.ties.Rule),
			func(i int) bool { return t.d.w.board.compare(field[i-1], field[i], t.d.w) == 0 },
			func(i, rank, size, first int) {
				row := field[i].row
				place := evaluation.Place{Rank: rank, Unit: t.e.result.Prepared.Unit(row), Score: field[i].score, Tied: size > 1, Outside: t.outside[row]}
				if place.Tied && t.e.judge.ties.Rule == evaluation.Ordinal {
					place.TiedFrom = first
				}
				t.places.Places = append(t.places.Places, place)
				rows = append(rows, row)
			})
	}
	graded, err := t.places.Grade(t.d.grader, t.d.w.e.result)
	if err != nil {
		return err
	}
	if t.grades == nil {
		t.names, t.grades = graded.Grades, matrix(t.e.Len(), len(graded.Grades))
	}
	for k, row := range rows {
		if at := slices.Index(t.names, graded.Places[k].Grade); at >= 0 {
			t.grades[row][at]++
		}
	}
	return nil
}

// keepFirst keeps the failures of the smallest numbers.
func keepFirst(f []Failure) []Failure {
	slices.SortFunc(f, func(a, b Failure) int { return a.Draw - b.Draw })
	return f[:min(len(f), kept)]
}

// values counts how often each recorded score came: in a slice where they lie near each
// other, as they do, and in a map beyond.
type values struct {
	from int64
	near []uint32
	far  map[int64]uint32
}

// wide is how far the slice may reach.
const wide = 1 << 14

func (v *values) add(x int64) {
	if at := x - v.from; at >= 0 && at < int64(len(v.near)) {
		v.near[at]++
		return
	}
	if v.near == nil {
		v.from, v.near = x-32, make([]uint32, 64)
		v.near[32]++
		return
	}
	lo, hi := min(v.from, x), max(v.from+int64(len(v.near)), x+1)
	if hi-lo > wide || hi-lo < 0 {
		if v.far == nil {
			v.far = map[int64]uint32{}
		}
		v.far[x]++
		return
	}
	if grown := 2 * int64(len(v.near)); x < v.from {
		lo = min(lo, hi-grown)
	} else {
		hi = max(hi, lo+grown)
	}
	near := make([]uint32, hi-lo)
	copy(near[v.from-lo:], v.near)
	v.from, v.near = lo, near
	v.near[x-lo]++
}

// counts lists the values in order.
func (v *values) counts() []Count {
	different := 0
	for _, n := range v.near {
		if n > 0 {
			different++
		}
	}
	near := make([]Count, 0, different)
	for at, n := range v.near {
		if n > 0 {
			near = append(near, Count{v.from + int64(at), n})
		}
	}
	if len(v.far) == 0 {
		return near
	}
	far := make([]Count, 0, len(v.far))
	for x, n := range v.far {
		far = append(far, Count{x, n})
	}
	slices.SortFunc(far, func(a, b Count) int { return cmp.Compare(a.Value, b.Value) })
	return addCounts(near, far)
}
