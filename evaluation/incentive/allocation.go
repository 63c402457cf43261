package incentive

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Award is what one county gets, and why.
type Award struct {
	Place  evaluation.Place `json:"place"`
	Amount Amount           `json:"amount"`
	Exact  *big.Rat         `json:"exact"` // before rounding, in smallest units
	Bound  string           `json:"bound"` // what bound its share in the last tranche in which it was in: "", fill.BoundFloor, fill.BoundCap, a ceiling
	Ledger []Entry          `json:"ledger"`
}

// Division is a tranche as it was divided: the question to its rule, and the
// answer. All in smallest units.
type Division struct {
	Name     string         `json:"name"` // of the tranche
	NameZH   string         `json:"name_zh,omitzero"`
	Parts    int64          `json:"parts"` // of the sum of all divisions' parts
	Amount   *big.Rat       `json:"amount"`
	Lines    []fill.Line    `json:"lines"` // in the order of their IDs
	Ceilings []fill.Ceiling `json:"ceilings,omitzero"`
	Rule     string         `json:"rule"`
	Orders   []string       `json:"orders,omitzero"` // of fill.Priority
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
// needed to check them without the program that made them. It is data: as JSON,
// exact numbers are texts like "7/3", fill.NoCap is null, and the allocation read back
// checks and explains itself as before.
type Allocation struct {
	Pool      Estate          `json:"pool"`
	Code      string          `json:"code"`          // of the ranking
	Ties      evaluation.Ties `json:"ties"`          // of the ranking
	Own       bool            `json:"own,omitzero"` // in the ranking each class has places of its own
	Articles  []Article       `json:"articles"`
	Awards    []Award         `json:"awards"` // one a place, in the order of the ranking
	Divisions []Division      `json:"divisions"`
	Rounding  string          `json:"rounding"`
	Remainder Amount          `json:"remainder"` // not given: 结余
	Warnings  []error         `json:"-"`         // what a reader should know; texts under "warnings" in JSON
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
		if d := a.Divisions[k]; d.Lines[i].Out == "" {
			return d.Shares.Bound[i]
		}
	}
	return ""
}

// bare is an Allocation without methods, for its JSON.
type bare Allocation

// allocationJSON is the JSON form of an allocation.
type allocationJSON struct {
	*bare
	Warnings []string `json:"warnings,omitzero"`
}

// MarshalJSON writes the allocation, its warnings as texts.
func (a Allocation) MarshalJSON() ([]byte, error) {
	out := allocationJSON{bare: (*bare)(&a)}
	for _, w := range a.Warnings {
		out.Warnings = append(out.Warnings, w.Error())
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote. It checks nothing; see
// [Allocation.Check].
func (a *Allocation) UnmarshalJSON(b []byte) error {
	var fresh Allocation
	in := allocationJSON{bare: (*bare)(&fresh)}
	if err := json.Unmarshal(b, &in); err != nil {
		return basis.Errorf("allocation: %w", err)
	}
	for _, w := range in.Warnings {
		fresh.Warnings = append(fresh.Warnings, errors.New(w))
	}
	*a = fresh
	return nil
}

// placeJSON is a place whose score may be no number: null.
type placeJSON struct {
	evaluation.Place
	Score *float64 `json:"score"`
}

// awardJSON is the JSON form of an award.
type awardJSON struct {
	Place  placeJSON `json:"place"`
	Amount Amount    `json:"amount"`
	Exact  *big.Rat  `json:"exact"`
	Bound  string    `json:"bound"`
	Ledger []Entry   `json:"ledger"`
}

// MarshalJSON writes the award; the score of a unit that is not ranked may be
// null.
func (w Award) MarshalJSON() ([]byte, error) {
	out := awardJSON{Place: placeJSON{Place: w.Place}, Amount: w.Amount, Exact: w.Exact, Bound: w.Bound, Ledger: w.Ledger}
	if x := w.Place.Score; !math.IsNaN(x) && !math.IsInf(x, 0) {
		out.Place.Score = &x
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote; a score of null is NaN.
func (w *Award) UnmarshalJSON(b []byte) error {
	var in awardJSON
	if err := json.Unmarshal(b, &in); err != nil {
		return err
	}
	*w = Award{Place: in.Place.Place, Amount: in.Amount, Exact: in.Exact, Bound: in.Bound, Ledger: in.Ledger}
	w.Place.Score = math.NaN()
	if in.Place.Score != nil {
		w.Place.Score = *in.Place.Score
	}
	return nil
}

// Eligible says which counties, by code, at least one tranche admits, with or without
// an award.
func (a *Allocation) Eligible() map[string]bool {
	in := make(map[string]bool, len(a.Awards))
	for _, d := range a.Divisions {
		for _, l := range d.Lines {
			if l.Out == "" {
				in[l.ID] = true
			}
		}
	}
	return in
}
