package main

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// The awards beside land, which package data defines. Every amount and rate here is
// made up for the example; no Henan document has them. The yardsticks that the page prints beside them are real.
const (
	codPool, codReserve = 40_000, 4_000
	codBase             = 20
	fundsPool           = 30_000 // 10 thousand yuan

	provinceQuota = 313_700 // mu of new construction land in Henan's plan of 2017
)

// codRate is the most COD a county can get for each 100 million yuan of secondary
// value added: 0.06 t, in hundredths of a tonne.
func codRate() *big.Rat { return big.NewRat(6, 1) }

// award is one pool and what became of it.
type award struct {
	key        string // in file names
	column     string // the column that its caps come from; "" if it needs none
	plan       incentive.Plan
	allocation *incentive.Allocation // nil if it cannot be given, and why says why not
	why        error
	by         map[string]incentive.Award // by code of the unit
}

// allocate divides the three pools among the graded counties.
func (s *study) allocate(w *words) {
	for _, a := range s.plans(w) {
		if a.why == nil {
			a.allocation, a.why = a.plan.Allocate(s.inLanguage(w))
		}
		if a.why == nil {
			a.by = make(map[string]incentive.Award, len(a.allocation.Awards))
			for _, x := range a.allocation.Awards {
				a.by[x.Place.Unit.Code] = x
			}
		}
		s.awards = append(s.awards, a)
	}
}

// inLanguage is the ranking with the units named in the language of w, in which
// the allocations speak of them.
func (s *study) inLanguage(w *words) evaluation.Ranking {
	out := s.ranking
	out.Places = slices.Clone(out.Places)
	for i := range out.Places {
		out.Places[i].Unit.Name = w.name(out.Places[i].Unit)
	}
	return out
}

// plans are the notices of the three awards. Names are in the language of w,
// because clauses quote them.
func (s *study) plans(w *words) []award {
	aw := w.award
	land := award{key: "land", column: data.LandColumn}
	land.plan, land.why = data.Land(s.ranking, s.table, data.LandNames{
		Pool: aw.land, Measure: aw.mu, County: aw.capCounty, Enterprises: aw.capEnterprises,
	})

	cod := award{key: "cod", column: "sec_va"}
	codCaps, err := data.CapPer(s.ranking, s.table, cod.column, codRate())
	cod.why = err
	cod.plan = incentive.Plan{
		Pool: incentive.Pool{
			Name: aw.cod, Measure: incentive.Measure{Name: aw.tonnes, Digits: 2},
			Amount: codPool, Reserve: codReserve, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: codBase},
			incentive.CapAt{Name: aw.capSecVA, Per: codCaps},
		},
	}

	funds := award{key: "funds"}
	funds.plan = incentive.Plan{
		Pool: incentive.Pool{
			Name: aw.funds, Measure: incentive.Measure{Name: aw.yuan, Digits: aw.yuanDigits},
			Amount: fundsPool, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1}},
		},
	}
	return []award{land, cod, funds}
}

// given is what the counties of a grade get together.
func (a award) given(grade string) incentive.Amount {
	var sum incentive.Amount
	if a.allocation != nil {
		for _, x := range a.allocation.Awards {
			if x.Place.Grade == grade {
				sum += x.Amount
			}
		}
	}
	return sum
}

// total is what all counties get together.
func (a award) total() incentive.Amount {
	var sum incentive.Amount
	for _, x := range a.by {
		sum += x.Amount
	}
	return sum
}

// capped lists the counties that get less because of a cap.
func (a award) capped() []incentive.Award {
	var out []incentive.Award
	if a.allocation != nil {
		for _, x := range a.allocation.Awards {
			if x.Bound == fill.BoundCap {
				out = append(out, x)
			}
		}
	}
	return out
}

// admits reports whether the award is open to a grade.
func (a award) admits(grade string) bool {
	for _, c := range a.plan.Clauses {
		if g, ok := c.(incentive.Grades); ok {
			for _, x := range g {
				if x == grade {
					return true
				}
			}
			return false
		}
	}
	return true
}

// perPart is what one part of weight gets, in the pool's measure: the level of
// the fill.
func (a award) perPart() float64 {
	if a.allocation == nil || len(a.allocation.Divisions) == 0 {
		return 0
	}
	level := a.allocation.Divisions[0].Shares.Level
	if level == nil {
		return 0
	}
	x, _ := level.Float64()
	return x / math.Pow10(a.plan.Pool.Measure.Digits)
}
