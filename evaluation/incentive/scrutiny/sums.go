package scrutiny

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A SumRow is one line of a [SumTable].
type SumRow struct {
	Keys     []string         `json:"keys,omitzero"` // one an attribute
	Counties int              `json:"counties"`
	Eligible int              `json:"eligible"` // of them, in at least one tranche
	Awarded  int              `json:"awarded"`  // of them, with an award above 0
	Amount   incentive.Amount `json:"amount"`
}

// A SumTable is the awards summed by group, as a document that passes a quota
// down (下达文件) lists them by prefecture.
type SumTable struct {
	Measure   incentive.Measure `json:"measure" unit:"of"`
	Rows      []SumRow          `json:"rows"`  // in the order in which the ranking first names the groups
	Total     SumRow            `json:"total"` // without keys
	Remainder incentive.Amount  `json:"remainder"`
	Reserve   incentive.Amount  `json:"reserve"`
	Pool      incentive.Amount  `json:"pool"`
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
	if err := basis.JoinErrors(errs...); err != nil {
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
