package incentive

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Grouping tells the group of a place: [RegionOf], [ClassOf], [GradeOf], a
// [TagOf], or a function of one's own.
type Grouping func(evaluation.Place) string

// RegionOf groups by region, such as the prefecture.
func RegionOf(p evaluation.Place) string { return p.Unit.Region }

// ClassOf groups by class.
func ClassOf(p evaluation.Place) string { return p.Unit.Class }

// GradeOf groups by grade.
func GradeOf(p evaluation.Place) string { return p.Grade }

// TagOf groups by a tag of the unit: basin, axis, functional zone.
func TagOf(tag string) Grouping {
	return func(p evaluation.Place) string { return p.Unit.Tags.Get(tag) }
}

// A SumRow is one line of a [SumTable].
type SumRow struct {
	Keys     []string // one a grouping
	Counties int
	Eligible int // of them, in at least one tranche
	Awarded  int // of them, with an award above 0
	Amount   Amount
}

// A SumTable is the awards summed by group, as a document that passes a quota
// down (下达文件) lists them by prefecture.
type SumTable struct {
	Measure   Measure
	Rows      []SumRow // in the order in which the ranking first names the groups
	Total     SumRow   // without keys
	Remainder Amount
	Reserve   Amount
	Pool      Amount
}

// Sums adds the awards up by one grouping or by several at once (prefecture, then
// class). Rows sum to the total, and total, remainder and reserve to the pool; an
// allocation of which this is not true is an error that wraps [ErrCheck]. No
// grouping gives one row; a nil one wraps [basis.ErrMissing].
func (a *Allocation) Sums(by ...Grouping) (SumTable, error) {
	t := SumTable{Measure: a.Pool.Measure, Remainder: a.Remainder, Reserve: a.Pool.Reserve, Pool: a.Pool.Amount}
	if slices.ContainsFunc(by, func(g Grouping) bool { return g == nil }) {
		return SumTable{}, basis.Errorf("%w: a grouping is nil", basis.ErrMissing)
	}
	in, index, all := a.eligible(), map[string]int{}, new(big.Int)
	for _, w := range a.Awards {
		keys := make([]string, len(by))
		for k, g := range by {
			keys[k] = g(w.Place)
		}
		id := fmt.Sprintf("%q", keys)
		at, there := index[id]
		if !there {
			at = len(t.Rows)
			index[id] = at
			t.Rows = append(t.Rows, SumRow{Keys: keys})
		}
		t.Rows[at].add(w, in[w.Place.Unit.Code])
		t.Total.add(w, in[w.Place.Unit.Code])
		all.Add(all, big.NewInt(int64(w.Amount)))
	}
	for _, x := range []Amount{t.Remainder, t.Reserve} {
		all.Add(all, big.NewInt(int64(x)))
	}
	if all.Cmp(big.NewInt(int64(t.Pool))) != 0 {
		return SumTable{}, basis.Errorf("%w: awards, remainder and reserve sum to %s smallest units, the pool has %d", ErrCheck, all, int64(t.Pool))
	}
	return t, nil
}

// add counts an award in.
func (r *SumRow) add(w Award, in bool) {
	r.Counties++
	if in {
		r.Eligible++
	}
	if w.Amount > 0 {
		r.Awarded++
	}
	r.Amount += w.Amount
}

// Write writes the table as CSV in "en" or "zh", under the names of the groupings
// as headings: the rows, then the lines total, remainder, reserve and pool. A
// number of names that is not that of the groupings is an error that wraps
// [basis.ErrMissing].
func (t SumTable) Write(w io.Writer, lang string, names ...string) error {
	words, err := wordsOf(lang)
	if err != nil {
		return err
	}
	head, foot := []string{"counties", "eligible", "awarded", "amount"}, []string{words.total, "remainder", "reserve", "pool"}
	if words.chinese {
		head, foot = []string{"县（市、区）数", "符合条件数", "获奖励数", "奖励量"}, []string{words.total, "结余", "预留", "奖励总量"}
	}
	if t.Measure.Name != "" {
		head[3] += " (" + t.Measure.Name + ")"
		if words.chinese {
			head[3] = "奖励量（" + t.Measure.Name + "）"
		}
	}
	width := max(len(names), 1)
	out := csv.NewWriter(w)
	row := func(keys []string, r *SumRow, a Amount) error {
		cells := make([]string, width, width+len(head))
		for k := range keys {
			cells[k] = indicators.Guard(keys[k])
		}
		counts := []string{"", "", ""}
		if r != nil {
			counts = []string{strconv.Itoa(r.Counties), strconv.Itoa(r.Eligible), strconv.Itoa(r.Awarded)}
		}
		return out.Write(append(append(cells, counts...), t.Measure.Format(a)))
	}
	if len(names) == 0 {
		head = slices.Insert(head, 0, "")
	}
	if err := out.Write(slices.Concat(names, head)); err != nil {
		return err
	}
	for _, r := range t.Rows {
		if len(r.Keys) != len(names) {
			return basis.Errorf("%w: %d names for %d groupings (%s)", basis.ErrMissing, len(names), len(r.Keys), strings.Join(r.Keys, ", "))
		}
		if err := row(r.Keys, &r, r.Amount); err != nil {
			return err
		}
	}
	for k, a := range []Amount{t.Total.Amount, t.Remainder, t.Reserve, t.Pool} {
		var counts *SumRow
		if k == 0 {
			counts = &t.Total
		}
		if err := row(foot[k:k+1], counts, a); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// A TheilGroup is one group of a [Decomposition].
type TheilGroup struct {
	Key            string
	N              int
	Total          Amount
	TheilT, TheilL float64 // inside the group; 0 where it has nothing
}

// A Decomposition splits the Theil indices into what lies between groups and what
// lies within them:
//
//	T = sum_g s_g ln(m_g/m) + sum_g s_g T_g      s_g the share of the total
//	L = sum_g p_g ln(m/m_g) + sum_g p_g L_g      p_g the share of the counties
//
// with m_g the mean of group g; the first sum is between, the second within. A
// group that has nothing adds 0 to T and makes the part of L between groups +Inf;
// inside a group a county without anything makes L within +Inf.
//
// Source: A. F. Shorrocks (1980), The class of additively decomposable inequality
// measures, Econometrica 48, 613-625.
type Decomposition struct {
	Groups            []TheilGroup // in the order in which the ranking first names them
	TheilT, TheilL    float64      // of all counties
	BetweenT, WithinT float64
	BetweenL, WithinL float64
	ShareBetweenT     float64 // BetweenT / TheilT; 0 if all have the same
}

// TheilBy decomposes the inequality of the awards by group, such as the
// prefecture: how much of it lies between prefectures. The errors are those of
// [Allocation.Inequality], and a nil grouping wraps [basis.ErrMissing].
func (a *Allocation) TheilBy(who Who, by Grouping) (Decomposition, error) {
	if by == nil {
		return Decomposition{}, basis.Errorf("%w: no grouping", basis.ErrMissing)
	}
	awards, err := a.over(who)
	if err != nil {
		return Decomposition{}, err
	}
	q, err := InequalityOf(amounts(awards))
	if err != nil {
		return Decomposition{}, err
	}
	d := Decomposition{TheilT: q.TheilT, TheilL: q.TheilL}
	index, members := map[string]int{}, [][]Amount{}
	for _, w := range awards {
		key := by(w.Place)
		at, there := index[key]
		if !there {
			at = len(d.Groups)
			index[key] = at
			d.Groups, members = append(d.Groups, TheilGroup{Key: key}), append(members, nil)
		}
		members[at] = append(members[at], w.Amount)
	}
	for g := range d.Groups {
		d.add(&d.Groups[g], members[g], q)
	}
	if d.TheilT > 0 {
		d.ShareBetweenT = d.BetweenT / d.TheilT
	}
	return d, nil
}

// add measures a group and adds its parts to those of all.
func (d *Decomposition) add(g *TheilGroup, x []Amount, all Inequality) {
	g.N = len(x)
	p := float64(g.N) / float64(all.N)
	q, err := InequalityOf(x)
	if err != nil { // all have 0: equal inside, nothing outside
		d.BetweenL = math.Inf(1)
		return
	}
	g.Total, g.TheilT, g.TheilL = q.Total, q.TheilT, q.TheilL
	s := float64(q.Total) / float64(all.Total)
	r := math.Log(q.mean / all.mean)
	d.BetweenT += s * r
	d.WithinT += s * g.TheilT
	d.BetweenL -= p * r
	d.WithinL += p * g.TheilL
}
