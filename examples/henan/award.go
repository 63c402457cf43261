package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// provinceQuota is Henan's plan of new construction land of 2017, in mu.
const provinceQuota = 313_700

// award is one pool and what became of it.
type award struct {
	key        string      // in file names
	head       tables.Text // at the head of a column
	column     string      // the column that its caps come from; "" if it needs none
	plan       incentive.Plan
	allocation *incentive.Allocation // nil if it cannot be given, and why says why not
	why        error
}

// awards are the notices of the three awards, which package data defines.
func awards() []award {
	return []award{
		{key: "land", head: columnLand, column: data.LandColumn, plan: data.Land()},
		{key: "cod", head: columnCOD, column: data.CODColumn, plan: data.COD()},
		{key: "funds", head: columnFunds, plan: data.Funds()},
	}
}

// allocate divides the three pools among the graded counties, with caps by the figures
// as they were read.
func (s *study) allocate() {
	for _, a := range awards() {
		var columns []string
		if a.column != "" {
			columns = []string{a.column}
		}
		figures, err := data.Figures(s.Table, columns...)
		if a.why = err; err == nil {
			a.allocation, a.why = a.plan.Allocate(s.ranking, figures)
		}
		s.awards = append(s.awards, a)
	}
}

// name is the name of the pool.
func (a award) name() tables.Text { return both(a.plan.Pool.Name, a.plan.Pool.NameZH) }

// of is what a county gets; ok is false if the award is not open to its grade.
func (a award) of(p evaluation.Place) (w incentive.Award, ok bool) {
	if a.allocation == nil || !a.admits(p.Grade) {
		return w, false
	}
	return a.allocation.Find(p.Unit.Code)
}

// given is what the counties of a grade get together.
func (a award) given(grade string) incentive.Amount {
	var sum incentive.Amount
	for _, w := range a.allocation.Awards {
		if w.Place.Grade == grade {
			sum += w.Amount
		}
	}
	return sum
}

// capped counts the counties that get less because of a cap.
func (a award) capped() int {
	n := 0
	for _, w := range a.allocation.Awards {
		if w.Bound == fill.BoundCap {
			n++
		}
	}
	return n
}

// admits reports whether the award is open to a grade.
func (a award) admits(grade string) bool {
	for _, c := range a.plan.Clauses {
		if g, ok := c.(incentive.Grades); ok {
			return slices.Contains(g, grade)
		}
	}
	return true
}

// perPart is what one part of weight gets, in a measure of the pool: the level of the
// fill.
func (a award) perPart(m incentive.Measure) float64 {
	if len(a.allocation.Divisions) == 0 || a.allocation.Divisions[0].Shares.Level == nil {
		return 0
	}
	x, _ := m.Value(a.allocation.Divisions[0].Shares.Level).Float64()
	return x
}
