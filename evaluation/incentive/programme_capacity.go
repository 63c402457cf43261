package incentive

import (
	"errors"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Capacity is the yearly quota of one pollutant, or of energy: a pool in tonnes,
// the headroom of each county, ceilings of basins and regions, and who is barred
// from this pool alone. Which pollutants there are is data: one Capacity each.
type Capacity struct {
	Pool     Pool
	Headroom Per               // what the environment of each county can still take: a cap
	Basins   []fill.Ceiling    // common ceilings; nested ones keep every promise
	Barred   map[string]string // 区域限批: reasons by code; such a county may still win land and funds
	Clauses  []Clause          // who, and how much each counts: grades, scores
	Rounding fill.Rounder      // nil: fill.Down{}
}

// Plan is the notice: who is barred, then the clauses, then headroom and basins.
func (c Capacity) Plan() Plan {
	var clauses []Clause
	if len(c.Barred) > 0 {
		clauses = append(clauses, Veto{Reasons: c.Barred})
	}
	clauses = append(clauses, c.Clauses...)
	clauses = append(clauses, CapAt{Name: "headroom", Per: c.Headroom})
	for _, b := range c.Basins {
		clauses = append(clauses, Under{Ceiling: b})
	}
	return Plan{Pool: c.Pool, Clauses: clauses, Rounding: c.Rounding}
}

// AllocateAll carries out one plan after the other on one ranking: COD, NH3-N,
// NOx, SO2, VOCs, energy. Everything that is wrong is reported at once, with the
// name of the pool.
func AllocateAll(r evaluation.Ranking, plans ...Plan) ([]*Allocation, error) {
	all := make([]*Allocation, len(plans))
	var errs []error
	for k, p := range plans {
		a, err := p.Allocate(r)
		if err != nil {
			errs = append(errs, basis.Errorf("%s: %w", p.Pool.Name, err))
		}
		all[k] = a
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return all, nil
}

// TierPools is a plan with a pool of its own for each grade, by parts: 60 for A, 30
// for B, 10 for C. The clauses hold in each. What the counties of a grade cannot
// take moves on to the next one.
//
// Where a grade is crowded, its counties can get less than those of the next
// lower one; weights by grade ([ByGrade]) cannot do that.
func TierPools(p Pool, tiers []Tier, clauses ...Clause) Plan {
	plan := Plan{Pool: p, Clauses: clauses}
	for _, t := range tiers {
		plan.Tranches = append(plan.Tranches, Tranche{Name: t.Grade, Parts: t.Parts, Clauses: []Clause{Grades{t.Grade}}})
	}
	return plan
}

// Tier is the pool of a grade.
type Tier struct {
	Grade string
	Parts int64
}
