package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// provinceQuota is Henan's plan of new construction land of 2017, in mu.
const provinceQuota = 313_700

// award is one pool and what became of it.
type award struct {
	head tables.Text // at the head of a column
	scheme.Award
}

// take takes over what became of the plans of the scheme.
func (s *study) take(awards []scheme.Award) {
	s.awards = nil
	for _, a := range awards {
		pool := a.Plan.Pool
		head, ok := awardHeads[pool.Name]
		if !ok {
			head = both(pool.Name+" "+pool.Measure.Name, pool.NameZH+pool.Measure.NameZH)
		}
		s.awards = append(s.awards, award{head: head, Award: a})
	}
}

// name is the name of the pool.
func (a award) name() tables.Text { return both(a.Plan.Pool.Name, a.Plan.Pool.NameZH) }

// of is what a county gets; ok is false if the award is not open to its grade.
func (a award) of(p evaluation.Place) (w incentive.Award, ok bool) {
	if a.Allocation == nil || !a.admits(p.Grade) {
		return w, false
	}
	return a.Allocation.Find(p.Unit.Code)
}

// given is what the counties of a grade get together.
func (a award) given(grade string) incentive.Amount {
	var sum incentive.Amount
	for _, w := range a.Allocation.Awards {
		if w.Place.Grade == grade {
			sum += w.Amount
		}
	}
	return sum
}

// capped counts the counties that get less because of a cap.
func (a award) capped() int {
	n := 0
	for _, w := range a.Allocation.Awards {
		if w.Bound == fill.BoundCap {
			n++
		}
	}
	return n
}

// admits reports whether the award is open to a grade.
func (a award) admits(grade string) bool {
	for _, c := range a.Plan.Clauses {
		if g, ok := c.(incentive.Grades); ok {
			return slices.Contains(g, grade)
		}
	}
	return true
}

// partText is what one part gets, with enough digits that it is not more than a county of
// one part is awarded but for what is rounded away: 2.4793 million yuan, not 2.48.
func (a award) partText(m incentive.Measure) tables.Cell {
	x := a.perPart(m)
	if x < 10 {
		return tables.Decimal(x, 4)
	}
	return tables.Decimal(x, 2)
}

// perPart is what one part of weight gets, in a measure of the pool: the level of the
// fill.
func (a award) perPart(m incentive.Measure) float64 {
	if len(a.Allocation.Divisions) == 0 || a.Allocation.Divisions[0].Shares.Level == nil {
		return 0
	}
	x, _ := m.Value(a.Allocation.Divisions[0].Shares.Level).Float64()
	return x
}
