package incentive

import (
	"errors"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Charge is the pollution charge that a province takes from its cities or
// counties and gives back to those that meet their tasks: a sum for each tonne of
// last year's emissions, by region, and a return by tasks. It divides no pool; what
// it returns can be a [Claim]. All rates are the user's.
//
// In Shandong (鲁政办字〔2019〕) the charge was 800, 600 and 400 yuan a tonne in the
// East, Center and West; 60 percent were returned where all four tasks were met,
// with 5 points more for each percent of over-fulfillment.
type Charge struct {
	Emissions map[string]float64 // tonnes of last year, all pollutants together, by code of the unit
	Region    map[string]string  // by code of the unit
	Rates     map[string]Amount  // of a region: smallest units of money for a tonne
	Return    Return
	Tasks     map[string][]float64 // by code of the unit: over-fulfillment of each task in percent; negative: missed
}

// Return is the share of its charge that a county gets back,
//
//	r = Base + Over x, x the mean over-fulfillment in percent   if no task is missed
//	r = Base - Missed m, m the number of tasks missed           otherwise
//
// but at least Least and at most Most. Shares are from 0 to 1: Base 0.6, Over 0.05,
// Most 1. A Base above Most is refused, so that a Most left out does not turn every
// return into nothing.
type Return struct {
	Base, Over, Missed, Least, Most float64
}

// Settled is what a county pays and gets back.
type Settled struct {
	Code   string
	Charge Amount   // rounded down to the smallest unit
	Rate   *big.Rat // share returned
	Return Amount   // of the charge, rounded down
}

// Settle settles with every county that has emissions, in the order of codes. A
// county without region, rate or tasks is an error that wraps [basis.ErrMissing].
func (c Charge) Settle() ([]Settled, error) {
	if err := c.Return.check(); err != nil {
		return nil, err
	}
	var all []Settled
	var errs []error
	for _, code := range codes(c.Emissions) {
		s, err := c.settle(code)
		if err != nil {
			errs = append(errs, &fill.Fault{Unit: code, Err: err})
		}
		all = append(all, s)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return all, nil
}

func (c Charge) settle(code string) (Settled, error) {
	s := Settled{Code: code}
	tonnes, err := factorOf("emissions", c.Emissions[code])
	if err != nil {
		return s, err
	}
	rate, ok := c.Rates[c.Region[code]]
	switch {
	case !ok:
		return s, basis.Errorf("%w: no rate for region %q", basis.ErrMissing, c.Region[code])
	case rate < 0 || rate == fill.NoCap:
		return s, basis.Errorf("%w: rate of region %s is negative or unlimited", fill.ErrLimits, c.Region[code])
	}
	if s.Charge, err = floorOf(tonnes.Mul(tonnes, rate.Rat())); err != nil {
		return s, err
	}
	if s.Rate, err = c.Return.rate(c.Tasks[code]); err != nil {
		return s, err
	}
	s.Return, err = floorOf(new(big.Rat).Mul(s.Rate, s.Charge.Rat()))
	return s, err
}

// check says what is wrong with the rates.
func (r Return) check() error {
	var errs []error
	for _, x := range []struct {
		name string
		of   float64
	}{{"base", r.Base}, {"over", r.Over}, {"missed", r.Missed}, {"least", r.Least}, {"most", r.Most}} {
		if _, err := factorOf(x.name, x.of); err != nil {
			errs = append(errs, err)
		}
	}
	if r.Base > r.Most {
		errs = append(errs, basis.Errorf("%w: a base of %s is more than the most, %s", fill.ErrLimits, plain(r.Base), plain(r.Most)))
	}
	if r.Most > 1 || r.Least > r.Most {
		errs = append(errs, basis.Errorf("%w: a return from %s to %s of the charge", basis.ErrNumber, plain(r.Least), plain(r.Most)))
	}
	return errors.Join(errs...)
}

// rate is the share returned for the given over-fulfillments.
func (r Return) rate(tasks []float64) (*big.Rat, error) {
	if len(tasks) == 0 {
		return nil, basis.Errorf("%w: no tasks", basis.ErrMissing)
	}
	var over fill.Sum
	missed := int64(0)
	for _, x := range tasks {
		d, err := fill.Decimal(x)
		if err != nil {
			return nil, basis.Errorf("over-fulfillment: %w", err)
		}
		if d.Sign() < 0 {
			missed++
		}
		over.Add(d)
	}
	exact := func(x float64) *big.Rat {
		d, _ := fill.Decimal(x) // checked
		return d
	}
	rate := exact(r.Base)
	if missed > 0 {
		rate.Sub(rate, new(big.Rat).Mul(exact(r.Missed), big.NewRat(missed, 1)))
	} else {
		mean := over.Rat()
		mean.Quo(mean, big.NewRat(int64(len(tasks)), 1))
		rate.Add(rate, mean.Mul(mean, exact(r.Over)))
	}
	if low := exact(r.Least); rate.Cmp(low) < 0 {
		rate = low
	}
	if high := exact(r.Most); rate.Cmp(high) > 0 {
		rate = high
	}
	return rate, nil
}
