package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// Award is what one county gets, and why. It is written in its allocation, which knows the
// measure.
type Award struct {
	Place  evaluation.Place `json:"place"`
	Amount Amount           `json:"amount"`
	Exact  *big.Rat         `json:"exact" unit:"in"` // before rounding, in smallest units
	Bound  string           `json:"bound"`           // what bound its share in the last tranche in which it was in: "", fill.BoundFloor, fill.BoundCap, a ceiling
	Ledger []Entry          `json:"ledger"`
}

// Division is a tranche as it was divided: the question to its rule, and the
// answer. All in smallest units. It is written in its allocation.
type Division struct {
	Name     string         `json:"name"` // of the tranche
	NameZH   string         `json:"name_zh,omitzero"`
	Parts    int64          `json:"parts"` // of the sum of all divisions' parts
	Amount   *big.Rat       `json:"amount" unit:"in"`
	Lines    []fill.Line    `json:"lines"` // in the order of their IDs
	Ceilings []fill.Ceiling `json:"ceilings,omitzero"`
	Rule     fill.Rule      `json:"rule"`
	Shares   fill.Shares    `json:"shares"`
}

// Left is what the rule did not place; it moves on to the next tranche.
func (d Division) Left() *big.Rat {
	left := fill.SumOf(d.Shares.Exact...)
	return left.Sub(orZero(d.Amount), left)
}

// totals are the totals of the lines after this division.
func (d Division) totals() []*big.Rat {
	t := make([]*big.Rat, len(d.Lines))
	for i, l := range d.Lines {
		t[i] = d.Shares.Exact[i]
		if l.Won != nil {
			t[i] = new(big.Rat).Add(t[i], l.Won)
		}
	}
	return t
}

// Allocation is a pool as it was divided: awards, remainder, and all that is
// needed to check them without the program that made them. It is data: written as JSON,
// amounts are decimals in the unit of the measure ("12.50"; fill.NoCap is null), exact
// figures are decimals or fractions in it ("7/3"), and the allocation read back checks and
// explains itself as before. Rules and roundings of one's own need kinds; see
// [ReadAllocation].
type Allocation struct {
	Pool      Estate          `json:"pool" unit:"of"`
	Code      string          `json:"code"`         // of the ranking
	Ties      evaluation.Ties `json:"ties"`         // of the ranking
	Own       bool            `json:"own,omitzero"` // in the ranking each class has places of its own
	Articles  []Article       `json:"articles"`
	Awards    []Award         `json:"awards"` // one a place, in the order of the ranking
	Divisions []Division      `json:"divisions"`
	Rounding  fill.Rounder    `json:"rounding"`
	Remainder Amount          `json:"remainder"`         // not given: 结余
	Warnings  []error         `json:"warnings,omitzero"` // what a reader should know; first of all [ErrUndivided]
	Version   string          `json:"version"`           // of the library that made it, [basis.Version]
}

// List makes the awards a list of figures in the unit of the measure, to be the cap of
// another pool, or the base of next year's. Amounts of up to 15 digits are exact.
func (a *Allocation) List(name string) Decimals {
	d := Decimals{Name: name, Of: make(map[string]float64, len(a.Awards))}
	for _, w := range a.Awards {
		d.Of[w.Place.Unit.Code] = smallest(a.Pool.Measure, w.Amount)
	}
	return d
}

// orders are those that the rule serves one after the other; nil if it has none.
func (d Division) orders() []string {
	if rule, ok := d.Rule.(fill.Ordering); ok {
		return rule.ServesOrders()
	}
	return nil
}

// byFill reports whether the rule is the weighted fill.
func (d Division) byFill() bool {
	_, ok := d.Rule.(fill.Weighted)
	return ok
}

// Total is the sum of the awards.
func (a *Allocation) Total() Amount { return a.Pool.Amount - a.Pool.Reserve - a.Remainder }

// Find returns the award of the unit with that code or, if no code matches, that
// name; ok is false if there is none, or if several units have the name.
func (a *Allocation) Find(unit string) (w Award, ok bool) {
	r := evaluation.Ranking{Places: make([]evaluation.Place, len(a.Awards))}
	for i, w := range a.Awards {
		r.Places[i] = w.Place
	}
	p, ok := r.Find(unit)
	if !ok {
		return Award{}, false
	}
	for _, w := range a.Awards {
		if w.Place.Unit.Code == p.Unit.Code {
			return w, true
		}
	}
	return Award{}, false
}

// bound is what bound line i in the last division in which it was in.
func (a *Allocation) bound(i int) string {
	for k := len(a.Divisions) - 1; k >= 0; k-- {
		if d := a.Divisions[k]; d.Lines[i].Out.IsZero() {
			return d.Shares.Bound[i]
		}
	}
	return ""
}

// Eligible says which counties, by code, at least one tranche admits, with or without
// an award.
func (a *Allocation) Eligible() map[string]bool {
	in := make(map[string]bool, len(a.Awards))
	for _, d := range a.Divisions {
		for _, l := range d.Lines {
			if l.Out.IsZero() {
				in[l.ID] = true
			}
		}
	}
	return in
}
