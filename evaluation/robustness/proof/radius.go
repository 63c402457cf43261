package proof

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// First returns the radius of the set of the first n, whoever stands where within it.
// It stands as long as each of them surely stands above each of the others, which are
// all ranked units of a rank above n; a tie with one of these ends it. (Under dense
// ranks these may still get other numbers, as ties above them fall apart.) Where classes
// have places of their own, it is the first n of every class.
func (p *Proof) First(n int) (Radius, error) {
	if n < 1 {
		return Radius{}, basis.Errorf("%w: the first %d", basis.ErrValue, n)
	}
	out := Radius{Radius: 1}
	s := p.search()
	for _, rows := range p.e.judge.Fields {
		cut := slices.IndexFunc(rows, func(row int) bool { return p.e.judge.Rank[row] > n })
		if cut >= 0 {
			s.apart(&out, rows[:cut], rows[cut:])
		}
	}
	return out, nil
}

// apart lowers out to the radius up to which all of above surely stand above all of
// below, both in the order of the ranking. Pairs that stand at the radius of those
// before them are done with one look.
func (s searcher) apart(out *Radius, above, below []int) {
	s.move(out.Radius)
	s.forget()
	for _, i := range slices.Backward(above) {
		for _, j := range below {
			if s.surely(i, j) {
				continue
			}
			r := s.largest(out.Radius, func() bool { return s.surely(i, j) }, i, j)
			t := s.result.Prepared
			*out = Radius{Radius: r, Above: t.Unit(i), Below: t.Unit(j)}
			s.move(r)
			s.forget()
		}
	}
}

// Order returns the radius of the whole order: up to it every unit keeps its rank. It
// stands as long as each unit surely stands above the next; units that are equal now
// would have to be equal whatever the weights.
func (p *Proof) Order() Radius {
	out := Radius{Radius: 1}
	s := p.search()
	for _, rows := range p.e.judge.Fields {
		for k := 1; k < len(rows); k++ {
			i, j := rows[k-1], rows[k]
			if p.e.judge.Rank[i] < p.e.judge.Rank[j] {
				s.apart(&out, rows[k-1:k], rows[k:k+1])
			} else if s.move(out.Radius); out.Radius > 0 && s.relate(i, j) != level {
				t := s.result.Prepared
				out = Radius{Above: t.Unit(i), Below: t.Unit(j)}
			}
		}
	}
	return out
}

// Grade returns the radius of the lower border of a grade: up to it the same units have
// this grade or a better one, as the quotas or thresholds cut them. Under
// [evaluation.Quotas] it stands as long as each of them surely stands above each of the
// others; under [evaluation.Thresholds] as long as no published score crosses the
// threshold. Graders that look at more are refused by name; draws carry them out.
func (p *Proof) Grade(grade string) (Radius, error) {
	at := slices.Index(p.graded.Grades, grade)
	if at < 0 {
		return Radius{}, basis.Errorf("%w: %q is none of the grades %v", basis.ErrUnknown, grade, p.graded.Grades)
	}
	in := map[int]bool{} // rows that are ranked and take places, and whether above the border
	for _, place := range p.graded.Places {
		row, ok := p.e.result.Prepared.Row(place.Unit.Code)
		if ok && place.Rank > 0 && !place.Outside {
			in[row] = slices.Index(p.graded.Grades, place.ByQuota()) <= at
		}
	}
	out := Radius{Radius: 1}
	s := p.search()
	switch g := p.grader.(type) {
	case evaluation.Quotas:
		for _, rows := range p.e.judge.Fields {
			var above, below []int
			for _, row := range rows {
				if is, ok := in[row]; ok && is {
					above = append(above, row)
				} else if ok {
					below = append(below, row)
				}
			}
			s.apart(&out, above, below)
		}
	case evaluation.Thresholds:
		for _, rows := range p.e.judge.Fields {
			for _, row := range rows {
				if is, ok := in[row]; ok {
					s.border(&out, row, is, g[at])
				}
			}
		}
	default:
		return Radius{}, basis.Errorf("%w: the borders of %T hang on more than the order or a score", basis.ErrValue, p.grader)
	}
	return out, nil
}

// border lowers out to the radius up to which a unit stays on its side of a threshold.
func (s searcher) border(out *Radius, row int, above bool, t evaluation.Threshold) {
	if t.Rest {
		return // everybody is above it
	}
	at := s.judge.At
	stays := func() bool {
		if above {
			return s.judge.Compared(s.lowest(row, at)) >= t.AtLeast
		}
		return s.judge.Compared(s.highest(row, at)) < t.AtLeast
	}
	s.move(out.Radius, row)
	if stays() {
		return
	}
	r := s.largest(out.Radius, stays, row)
	unit := s.result.Prepared.Unit(row)
	*out = Radius{Radius: r, Above: unit}
	if !above {
		out.Above, out.Below = indicators.Unit{}, unit
	}
}
