package incentive

import (
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Amount counts whole smallest units of a [Measure]; see [fill.Amount].
type Amount = fill.Amount

// Measure is what a pool is counted in; see [fill.Measure].
type Measure = fill.Measure

// Pool is what a plan gives away, as people read it: so much of one thing (land quota,
// tonnes of a pollutant, yuan) in the unit of its measure, of which a part may be held
// back. Amounts are taken as their shortest decimals; one with more digits than the
// measure has is refused.
type Pool struct {
	Name    string  `json:"name"`
	NameZH  string  `json:"name_zh,omitzero"`
	Measure Measure `json:"measure" unit:"of"`
	Amount  float64 `json:"amount"`           // all of it
	Reserve float64 `json:"reserve,omitzero"` // held back first, 预留
	Lot     float64 `json:"lot,omitzero"`     // smallest award; awards are multiples of it; 0 means one smallest unit
}

// Estate is a pool in whole smallest units of its measure, as it is divided and kept
// on record. (The literature on claims calls what is divided the estate.)
type Estate struct {
	Name    string  `json:"name"`
	NameZH  string  `json:"name_zh,omitzero"`
	Measure Measure `json:"measure" unit:"of"`
	Amount  Amount  `json:"amount"`
	Reserve Amount  `json:"reserve"`
	Lot     Amount  `json:"lot"` // at least 1
}

// Estate converts the pool to whole smallest units. Everything that is wrong with it
// is reported at once, wrapping [ErrPool].
func (p Pool) Estate() (Estate, error) {
	e := Estate{Name: p.Name, NameZH: p.NameZH, Measure: p.Measure, Lot: 1}
	if err := p.Measure.Check(); err != nil {
		return e, basis.Errorf("%w: %w", ErrPool, err)
	}
	var errs []error
	for _, x := range []struct {
		name basis.Text
		from float64
		to   *Amount
	}{
		{basis.Textf("amount"), p.Amount, &e.Amount},
		{basis.Textf("reserve"), p.Reserve, &e.Reserve},
		{basis.Textf("lot"), p.Lot, &e.Lot},
	} {
		if x.to == &e.Lot && x.from == 0 {
			continue
		}
		a, err := p.Measure.Amount(x.from)
		switch {
		case err != nil:
			errs = append(errs, p.about(basis.Errorf("%s: %w", x.name, err)))
		case a < 0:
			errs = append(errs, p.about(basis.Errorf("%s %s is negative", x.name, p.Measure.Format(a))))
		default:
			*x.to = a
		}
	}
	if len(errs) == 0 && e.Reserve > e.Amount {
		errs = append(errs, p.about(basis.Errorf("reserve %s is more than the amount %s", p.Measure.Format(e.Reserve), p.Measure.Format(e.Amount))))
	}
	return e, basis.JoinErrors(errs...)
}

// check lists what is wrong with an estate that was read.
func (e Estate) check() error {
	var errs []error
	bad := func(text string, a Amount) {
		errs = append(errs, Pool{Name: e.Name}.about(basis.Errorf(text, e.Measure.Format(a))))
	}
	if err := e.Measure.Check(); err != nil {
		errs = append(errs, basis.Errorf("%w: %w", ErrPool, err))
	}
	if e.Amount < 0 || e.Amount == fill.NoCap {
		bad("amount %s is negative or not given", e.Amount)
	}
	if e.Reserve < 0 || e.Reserve > e.Amount {
		bad("reserve %s is negative or more than the amount", e.Reserve)
	}
	if e.Lot < 1 {
		bad("lot %s is not at least one smallest unit", e.Lot)
	}
	return basis.JoinErrors(errs...)
}

// about is an error of the pool.
func (p Pool) about(err error) error {
	if p.Name == "" {
		return basis.Errorf("%w: %w", ErrPool, err)
	}
	return basis.Errorf("%w %s: %w", ErrPool, p.Name, err)
}

// warnings are what a reader of the pool should know.
func (e Estate) warnings() []error {
	var out []error
	for _, x := range []struct {
		name basis.Text
		of   Amount
	}{{basis.Textf("amount"), e.Amount}, {basis.Textf("reserve"), e.Reserve}} {
		if x.of%e.Lot != 0 {
			out = append(out, Pool{Name: e.Name}.about(basis.Errorf("%s %s is no multiple of the lot %s", x.name, e.Measure.Format(x.of), e.Measure.Format(e.Lot))))
		}
	}
	return out
}
