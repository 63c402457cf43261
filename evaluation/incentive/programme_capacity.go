package incentive

import "github.com/countyeval/countyeval/evaluation/incentive/fill"

// Capacity is the yearly quota of one pollutant, or of energy: a pool in tonnes,
// the headroom of each county, ceilings of basins and regions, and who is barred
// from this pool alone. Which pollutants there are is data: one Capacity each.
type Capacity struct {
	Pool     Pool         `json:"pool"`
	Headroom string       `json:"headroom"`          // list of what the environment of each county can still take: a cap
	Basins   []Under      `json:"basins,omitzero"`   // common ceilings; nested ones keep every promise
	Barred   string       `json:"barred,omitzero"`   // 区域限批: list of reasons; such a county may still win land and funds. "": nobody
	Clauses  []Clause     `json:"clauses,omitzero"`  // who, and how much each counts: grades, scores
	Rounding fill.Rounder `json:"rounding,omitzero"` // nil: fill.Down{}
}

// Plan is the notice: who is barred, then the clauses, then headroom and basins.
func (c Capacity) Plan() Plan {
	var clauses []Clause
	if c.Barred != "" {
		clauses = append(clauses, Veto{Reasons: c.Barred})
	}
	clauses = append(clauses, c.Clauses...)
	clauses = append(clauses, CapAt{Figure: c.Headroom})
	for _, b := range c.Basins {
		clauses = append(clauses, b)
	}
	return Plan{Pool: c.Pool, Clauses: clauses, Rounding: c.Rounding}
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
	Grade string `json:"grade"`
	Parts int64  `json:"parts"`
}
