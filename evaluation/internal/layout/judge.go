package layout

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Judge is a decision laid out for one table: who competes with whom, by what.
type Judge struct {
	At      int // the node that is ranked by
	Ties    evaluation.Ties
	Digits  int
	Rounded bool
	Keys    []Key
	Fields  [][]int // rows that are ranked together, in the order of the ranking: all, or those of one class each
	Field   []int   // of each row; -1: not ranked
	Rank    []int   // of each row, 0: not ranked
	Base    evaluation.Ranking

	Places  []int // the row of each place of base
	PlaceOf []int // of each row, its place
	Apart   []int // the rows of those that stand apart

	Unranked []bool // of each row: a ruling keeps it from being ranked
	Order    []int  // of each row: where its class stands in the ranking
}

// Key is a further key: a column of raw figures, or the score of a node.
type Key struct {
	At     int       // node; -1: raw
	Raw    []float64 // by row, as they are compared
	Lowest bool      // lowest first
}

// NewJudge ranks the result once, so that who is ranked, and with whom, is the
// decision's own answer.
func NewJudge(l *Layout, r *evaluation.Result, d evaluation.Decision) (*Judge, error) {
	at, err := l.Find(d.Code)
	if err != nil {
		return nil, err
	}
	d.Grader = nil
	j := &Judge{At: at, Ties: d.Ties, Field: make([]int, len(l.Class)), Rank: make([]int, len(l.Class))}
	if j.Base, err = d.Rank(r); err != nil {
		return nil, err
	}
	if j.Digits, j.Rounded, err = d.Ties.Published(); err != nil {
		return nil, err
	}
	for _, k := range d.Ties.Break {
		made := Key{At: -1, Lowest: k.Order == evaluation.LowestFirst}
		if k.Raw {
			made.Raw = r.Prepared.Compared(k.Code).Copy()
		} else if made.At, err = l.Find(k.Code); err != nil {
			return nil, basis.Errorf("a key that breaks ties: %w", err)
		}
		j.Keys = append(j.Keys, made)
	}
	for row := range j.Field {
		j.Field[row] = -1
	}
	j.PlaceOf, j.Unranked, j.Order = make([]int, len(l.Class)), make([]bool, len(l.Class)), make([]int, len(l.Class))
	for _, ruling := range r.Rulings {
		if row, ok := r.Prepared.Row(ruling.Unit); ok && ruling.Effect == evaluation.NotRanked {
			j.Unranked[row] = true
		}
	}
	if d.Own {
		classes := map[string]int{}
		for row, u := range r.Prepared.Units() {
			if _, ok := classes[u.Class]; !ok {
				classes[u.Class] = len(classes)
			}
			j.Order[row] = classes[u.Class]
		}
	}
	for _, p := range j.Base.Apart {
		row, _ := r.Prepared.Row(p.Unit.Code)
		j.Apart = append(j.Apart, row)
	}
	fields := map[string]int{}
	for k, p := range j.Base.Places {
		row, _ := r.Prepared.Row(p.Unit.Code) // a ranking has no others
		j.Places = append(j.Places, row)
		j.PlaceOf[row] = k
		if p.Rank == 0 {
			continue
		}
		name := ""
		if d.Own {
			name = p.Unit.Class
		}
		f, ok := fields[name]
		if !ok {
			f = len(j.Fields)
			fields[name] = f
			j.Fields = append(j.Fields, nil)
		}
		j.Field[row], j.Rank[row] = f, p.Rank
		j.Fields[f] = append(j.Fields[f], row)
	}
	return j, nil
}

// Round is a score as it is published.
func (j *Judge) Round(x float64) float64 {
	if j.Rounded {
		return stats.Round(x, j.Digits)
	}
	return x
}

// Compared is a score as it is compared: as it is published, or where it is not, 12
// significant digits of it, as [evaluation.Ties] has it.
func (j *Judge) Compared(x float64) float64 {
	if j.Rounded {
		return stats.Round(x, j.Digits)
	}
	return stats.RoundSignificant(x, indicators.ComparedDigits)
}

// Same reports whether two scores, as they are published, compare as equal. Most scores
// that are not published need no rounding for it: numbers that are a unit of the 12th
// digit apart do not round alike.
func (j *Judge) Same(x, y float64) bool {
	if j.Rounded || x == y {
		return x == y
	}
	const apart = 2e-11 // two units at least
	if math.Abs(x-y) > apart*max(math.Abs(x), math.Abs(y)) {
		return false
	}
	return j.Compared(x) == j.Compared(y)
}

// Compare is below 0 if x comes first; a figure that is missing comes last.
func (k Key) Compare(x, y float64) int {
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
	case (x > y) != k.Lowest:
		return -1
	}
	return 1
}
