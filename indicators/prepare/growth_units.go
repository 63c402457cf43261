package prepare

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// periods is how many periods of the panel the growth takes.
func (s Growth) periods(p *indicators.Panel) int {
	if s.Periods != 0 || p == nil {
		return or(s.Periods, 1)
	}
	return or(s.Years, 1) * p.Period().InYear()
}

// silentBefore says why the column has no figures in the year from which it grows: there
// are none, or no unit of now was there.
func (s Growth) silentBefore(t *indicators.Table, periods int) error {
	p, now := t.Panel()
	year := p.Before(now, periods)
	if o := p.Table(year); o == nil || silent(o.Column(s.Of)) {
		return fault("", s.Of, basis.Errorf("%w: the column has no values in %d; a computed one is made there by the step for each year", basis.ErrMissing, year))
	}
	turnover := p.Compare(year, now)
	switch {
	case turnover.Stayed > 0:
		return fault("", s.Of, basis.Errorf("%w: no unit of %d has a value in %d", basis.ErrMissing, now, year))
	case len(turnover.Alike) == 0:
		return fault("", s.Of, basis.Errorf("%w: no code of %d is one of %d", basis.ErrMissing, now, year))
	}
	pair := turnover.Alike[0]
	return fault("", s.Of, basis.Errorf("%w: no code of %d is one of %d, but %d units look alike (%s is now %s: %v); a table of old and new codes joins them",
		basis.ErrMissing, now, year, len(turnover.Alike), pair.Old.Code, pair.New.Code, pair.Why))
}

// newcomers says of units that the other year does not have why they have no growth.
func (s Growth) newcomers(stage indicators.Stage, periods int) (indicators.Stage, error) {
	t := stage.Table
	p, now := t.Panel()
	year := p.Before(now, periods)
	before := p.Table(year)
	was := make(map[string]indicators.Pair)
	for _, x := range p.Compare(year, now).Alike {
		was[x.New.Code] = x
	}
	why := make(map[string]basis.Text)
	x, of := t.Column(s.Code), t.Column(s.Of)
	for i, u := range t.Units() {
		if _, ok := before.Row(u.Code); ok || !math.IsNaN(x.At(i)) || math.IsNaN(of.At(i)) {
			continue
		}
		why[u.Code] = basis.Textf("no unit of this code in %d", year)
		err := basis.Errorf("%w: %d has no unit of this code, so it has no growth", basis.ErrMissing, year)
		if pair, ok := was[u.Code]; ok {
			err = basis.Errorf("%w: %d has no unit of this code, so it has no growth; %s there looks like it (%v)", basis.ErrMissing, year, pair.Old.Code, pair.Why)
		}
		stage.Warnings = append(stage.Warnings, fault(u.Code, s.Code, err))
	}
	if len(why) == 0 {
		return stage, nil
	}
	var err error
	stage.Table, err = t.WithLacks(s.Code, why)
	return stage, err
}
