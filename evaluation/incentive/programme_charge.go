package incentive

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
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
	Emissions string             `json:"emissions"` // list: tonnes of last year, all pollutants together
	Measure   Measure            `json:"measure"`   // of the money
	Rates     map[string]float64 `json:"rates"`     // of a region of the unit: money for a tonne, in the unit of the measure
	Return    Return             `json:"return"`
	Tasks     []string           `json:"tasks,omitzero"` // lists, one a task: over-fulfillment in percent; negative: missed
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
	Base   float64 `json:"base"`
	Over   float64 `json:"over,omitzero"`
	Missed float64 `json:"missed,omitzero"`
	Least  float64 `json:"least,omitzero"`
	Most   float64 `json:"most"`
}

// Settled is what a county pays and gets back.
type Settled struct {
	Code    string   `json:"code"`
	Measure Measure  `json:"measure" unit:"of"` // of the money
	Charge  Amount   `json:"charge"`            // rounded down to the smallest unit
	Rate    *big.Rat `json:"rate"`              // share returned
	Return  Amount   `json:"return"`            // of the charge, rounded down
}

// Settle settles with every unit that the list of emissions names, in the order of the
// units. A unit without figure, region, rate or tasks is an error that wraps
// [basis.ErrMissing]; one that a list of tasks does not name has no such task. A rate of a
// region that none of the units has is an error that wraps [basis.ErrUnknown].
func (c Charge) Settle(units []indicators.Unit, f Figures) ([]Settled, error) {
	if err := basis.JoinErrors(c.Return.check(), c.Measure.Check(), f.check()); err != nil {
		return nil, err
	}
	d := newDesk(f, evaluation.Ranking{})
	for _, u := range units {
		d.known[u.Code] = true
	}
	emissions, err := d.decimals(c.Emissions)
	errs := []error{err}
	tasks := make([]Decimals, len(c.Tasks))
	for k, name := range c.Tasks {
		tasks[k], err = d.decimals(name)
		errs = append(errs, err)
	}
	_, err = d.strangers()
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return nil, err
	}
	errs = slices.Collect(basis.All(c.regions(units)))
	var all []Settled
	for _, u := range units {
		tonnes, ok := emissions.Of[u.Code]
		if !ok {
			continue
		}
		var over []float64
		for _, t := range tasks {
			if x, ok := t.Of[u.Code]; ok {
				over = append(over, x)
			}
		}
		s, err := c.settle(u, tonnes, over)
		if err != nil {
			errs = append(errs, &fill.Fault{Unit: u.Code, Name: u.Name, Err: err})
		}
		all = append(all, s)
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return all, nil
}

// regions refuses rates of regions that no unit has.
func (c Charge) regions(units []indicators.Unit) error {
	known := map[string]bool{}
	for _, u := range units {
		known[u.Region] = true
	}
	var errs []error
	for _, region := range codes(c.Rates) {
		if !known[region] {
			m := basis.Mention{Sort: basis.Attribute, Heading: "region", Name: region}
			errs = append(errs, basis.NewNameError(m, basis.Textf("the rates"), basis.Textf("no unit has it"), codes(known)))
		}
	}
	return basis.JoinErrors(errs...)
}

func (c Charge) settle(u indicators.Unit, emitted float64, over []float64) (Settled, error) {
	s := Settled{Code: u.Code, Measure: c.Measure}
	if math.IsNaN(emitted) {
		return s, basis.Errorf("%w: no figure %q", basis.ErrMissing, c.Emissions)
	}
	tonnes, err := factorOf(basis.Textf("emissions"), emitted)
	if err != nil {
		return s, err
	}
	x, ok := c.Rates[u.Region]
	if !ok {
		return s, basis.Errorf("%w: no rate for region %q", basis.ErrMissing, u.Region)
	}
	rate, err := factorOf(basis.Textf("rate of region %s", u.Region), x)
	if err != nil {
		return s, basis.Errorf("%w: %w", fill.ErrLimits, err)
	}
	if s.Charge, err = wholeOf(c.Measure.Units(tonnes.Mul(tonnes, rate)), false); err != nil {
		return s, err
	}
	if s.Rate, err = c.Return.rate(over); err != nil {
		return s, err
	}
	s.Return, err = wholeOf(new(big.Rat).Mul(s.Rate, s.Charge.Rat()), false)
	return s, err
}

// check says what is wrong with the rates.
func (r Return) check() error {
	var errs []error
	for _, x := range []struct {
		name basis.Text
		of   float64
	}{
		{basis.Textf("base rate"), r.Base},
		{basis.Textf("over"), r.Over},
		{basis.Textf("rate when missed"), r.Missed},
		{basis.Textf("least"), r.Least},
		{basis.Textf("most"), r.Most},
	} {
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
	return basis.JoinErrors(errs...)
}

// rate is the share returned for the given over-fulfillments.
func (r Return) rate(tasks []float64) (*big.Rat, error) {
	if len(tasks) == 0 {
		return nil, basis.Errorf("%w: no tasks", basis.ErrMissing)
	}
	var over fill.Sum
	missed := int64(0)
	for _, x := range tasks {
		if math.IsNaN(x) {
			return nil, basis.Errorf("over-fulfillment: %w", basis.ErrMissing)
		}
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
