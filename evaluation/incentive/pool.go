package incentive

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Amount and Measure are those of package fill, under the names that plans and
// allocations use.
type (
	Amount  = fill.Amount
	Measure = fill.Measure
)

// Pool is what is given away: so much of one thing (land quota, tonnes of a
// pollutant, yuan), of which a part may be held back.
type Pool struct {
	Name    string  `json:"name"`
	Measure Measure `json:"measure"`
	Amount  Amount  `json:"amount"`  // all of it
	Reserve Amount  `json:"reserve"` // held back first, 预留
	Lot     Amount  `json:"lot"`     // smallest award; awards are multiples of it; 0 means 1
}

// lot is Lot with its default.
func (p Pool) lot() Amount {
	if p.Lot == 0 {
		return 1
	}
	return p.Lot
}

// check lists what is wrong with the pool, joined, and what a reader should know.
func (p Pool) check() (warnings []error, err error) {
	var errs []error
	about := func(format string, args ...any) error {
		what := fmt.Sprintf(format, args...)
		if p.Name == "" {
			return basis.Errorf("%w: %s", ErrPool, what)
		}
		return basis.Errorf("%w %s: %s", ErrPool, p.Name, what)
	}
	bad := func(format string, args ...any) { errs = append(errs, about(format, args...)) }
	if err := p.Measure.Check(); err != nil {
		errs = append(errs, basis.Errorf("%w: %w", ErrPool, err))
	}
	switch {
	case p.Amount < 0:
		bad("amount %s is negative", p.Measure.Format(p.Amount))
	case p.Amount == fill.NoCap:
		bad("amount is not given")
	}
	switch {
	case p.Reserve < 0:
		bad("reserve %s is negative", p.Measure.Format(p.Reserve))
	case p.Reserve > p.Amount && p.Amount >= 0:
		bad("reserve %s is more than the amount %s", p.Measure.Format(p.Reserve), p.Measure.Format(p.Amount))
	}
	if p.Lot < 0 {
		bad("lot %s is negative", p.Measure.Format(p.Lot))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if p.Amount%p.lot() != 0 {
		warnings = append(warnings, about("amount %s is no multiple of the lot %s", p.Measure.Format(p.Amount), p.Measure.Format(p.lot())))
	}
	if p.Reserve%p.lot() != 0 {
		warnings = append(warnings, about("reserve %s is no multiple of the lot %s", p.Measure.Format(p.Reserve), p.Measure.Format(p.lot())))
	}
	return warnings, nil
}

// Per is an amount for each county, by the code of its unit: requests, headroom,
// stock, last year's award.
type Per map[string]Amount

// Each gives every unit of the ranking the same amount, for a cap or floor that
// is one figure for all.
func Each(r evaluation.Ranking, a Amount) Per {
	per := make(Per, len(r.Places))
	for _, p := range r.Places {
		per[p.Unit.Code] = a
	}
	return per
}

// Least gives every unit that both have the smaller amount of the two, and drops
// the others, which a clause will then report as missing.
func (p Per) Least(o Per) Per {
	least := make(Per, min(len(p), len(o)))
	for code, a := range p {
		if b, ok := o[code]; ok {
			least[code] = min(a, b)
		}
	}
	return least
}

// codes are the keys of m in order.
func codes[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// orZero is x, or a new zero if x is nil.
func orZero(x *big.Rat) *big.Rat {
	if x == nil {
		return new(big.Rat)
	}
	return x
}
