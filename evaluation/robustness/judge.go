package robustness

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
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
