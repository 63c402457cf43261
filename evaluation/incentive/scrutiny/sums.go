package scrutiny

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A SumRow is one line of a [SumTable].
type SumRow struct {
	Keys     []string // one an attribute
	Counties int
	Eligible int // of them, in at least one tranche
	Awarded  int // of them, with an award above 0
	Amount   incentive.Amount
}

// A SumTable is the awards summed by group, as a document that passes a quota
// down (下达文件) lists them by prefecture.
type SumTable struct {
	Measure   incentive.Measure
	Rows      []SumRow // in the order in which the ranking first names the groups
	Total     SumRow   // without keys
	Remainder incentive.Amount
	Reserve   incentive.Amount
	Pool      incentive.Amount
}

// Sums adds the awards up by one attribute or by several at once (prefecture, then
// class): region, class, level, tag:KEY, or grade, as in [evaluation.Members]. Rows sum
// to the total, and total, remainder and reserve to the pool; an allocation of which
// this is not true is an error that wraps [incentive.ErrCheck]. No attribute gives one
// row; one that there is not wraps [basis.ErrUnknown], and "" [basis.ErrMissing].
func Sums(a *incentive.Allocation, by ...string) (SumTable, error) {
	t := SumTable{Measure: a.Pool.Measure, Remainder: a.Remainder, Reserve: a.Pool.Reserve, Pool: a.Pool.Amount}
	var errs []error
	for _, attribute := range by {
		errs = append(errs, checkAttribute(attribute))
	}
	if err := errors.Join(errs...); err != nil {
		return SumTable{}, err
	}
	in, index, all := a.Eligible(), map[string]int{}, new(big.Int)
	for _, w := range a.Awards {
		keys := make([]string, len(by))
		for k, g := range by {
			keys[k] = attributeOf(w.Place, g)
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
	for _, x := range []incentive.Amount{t.Remainder, t.Reserve} {
		all.Add(all, big.NewInt(int64(x)))
	}
	if all.Cmp(big.NewInt(int64(t.Pool))) != 0 {
		return SumTable{}, basis.Errorf("%w: awards, remainder and reserve sum to %s smallest units, the pool has %d", incentive.ErrCheck, all, int64(t.Pool))
	}
	return t, nil
}

// add counts an award in.
func (r *SumRow) add(w incentive.Award, in bool) {
	r.Counties++
	if in {
		r.Eligible++
	}
	if w.Amount > 0 {
		r.Awarded++
	}
	r.Amount += w.Amount
}

// Write writes the table as CSV in "en" or "zh", under the names of the attributes
// as headings: the rows, then the lines total, remainder, reserve and pool. Amounts are
// in the unit in which the language counts. A number of names that is not that of the
// attributes is an error that wraps [basis.ErrMissing].
func (t SumTable) Write(w io.Writer, lang string, names ...string) error {
	m := t.Measure
	var head, foot []string
	switch lang {
	case "en":
		m = m.English()
		head, foot = []string{"counties", "eligible", "awarded", "amount"}, []string{"total", "remainder", "reserve", "pool"}
		if m.Name != "" {
			head[3] += " (" + m.Name + ")"
		}
	case "zh":
		m = m.Chinese()
		head, foot = []string{"县（市、区）数", "符合条件数", "获奖励数", "奖励量"}, []string{"合计", "结余", "预留", "奖励总量"}
		if m.Name != "" {
			head[3] += "（" + m.Name + "）"
		}
	default:
		return basis.Errorf("%w: %q", incentive.ErrLanguage, lang)
	}
	width := max(len(names), 1)
	out := csv.NewWriter(w)
	row := func(keys []string, r *SumRow, a incentive.Amount) error {
		cells := make([]string, width, width+len(head))
		for k := range keys {
			cells[k] = indicators.Guard(keys[k])
		}
		counts := []string{"", "", ""}
		if r != nil {
			counts = []string{strconv.Itoa(r.Counties), strconv.Itoa(r.Eligible), strconv.Itoa(r.Awarded)}
		}
		return out.Write(append(append(cells, counts...), m.Format(a)))
	}
	if len(names) == 0 {
		head = slices.Insert(head, 0, "")
	}
	if err := out.Write(slices.Concat(names, head)); err != nil {
		return err
	}
	for _, r := range t.Rows {
		if len(r.Keys) != len(names) {
			return basis.Errorf("%w: %d names for %d attributes (%s)", basis.ErrMissing, len(names), len(r.Keys), strings.Join(r.Keys, ", "))
		}
		if err := row(r.Keys, &r, r.Amount); err != nil {
			return err
		}
	}
	for k, a := range []incentive.Amount{t.Total.Amount, t.Remainder, t.Reserve, t.Pool} {
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

// checkAttribute refuses what is no attribute that units have in common.
func checkAttribute(by string) error {
	if by == "" {
		return basis.Errorf("%w: it is not said by which attribute", basis.ErrMissing)
	}
	return evaluation.Members{By: by, In: []string{""}}.Check()
}

// attributeOf is the word that a place has for an attribute; "" if it has none.
func attributeOf(p evaluation.Place, by string) string {
	if by == "grade" {
		return p.Grade
	}
	word, _ := p.Unit.Attribute(by)
	return word
}
