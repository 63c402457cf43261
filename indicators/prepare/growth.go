package prepare

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// GrowthForm says how growth is measured. The zero value is Rate.
type GrowthForm int

// The forms of growth, with their text forms, from x0, some years k before, to x now.
const (
	Rate         GrowthForm = iota // "rate": x/x0 - 1 over the whole span
	Difference                     // "difference": x - x0 over the whole span, in the unit of the column
	CAGR                           // "cagr": (x/x0)^(1/k) - 1, the rate that every year has if all are alike
	Trend                          // "trend": slope of the least-squares line through all years of the span, as a share of the line's value at its start; a year
	SignlessRate                   // "signless rate": (x - x0)/|x0| over the whole span, which offices print where the base is a loss
)

var growthFormWords = basis.Words{"rate", "difference", "cagr", "trend", "signless rate"}

// String gives the text form.
func (f GrowthForm) String() string { return basis.Name(growthFormWords, "GrowthForm", f) }

// MarshalText gives the text form; a value that does not exist is an error.
func (f GrowthForm) MarshalText() ([]byte, error) {
	return basis.MarshalWord(growthFormWords, "form of growth", f)
}

// UnmarshalText accepts the text forms and nothing else.
func (f *GrowthForm) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(growthFormWords, "form of growth", f, text)
}

// growthPhrases say what is measured in the name of a stage.
var growthPhrases = basis.Words{"growth", "difference", "yearly growth (CAGR)", "yearly growth (trend)", "growth (over the base without its sign)"}

// Growth makes a computed indicator from one column now and some years before, from
// a table of a [indicators.Panel]:
//
//	code = (x/x0 - 1) * factor              Rate
//	code = (x - x0) * factor                Difference
//	code = ((x/x0)^(1/years) - 1) * factor  CAGR
//	code = (x - x0)/|x0| * factor           SignlessRate
//
// or [Trend]. Factor sets the unit, e.g. 100 for a percentage; 0 stands for 1.
//
// Years are years also in a panel of half-years, quarters or months: 1 there is the
// growth against the same half of the year before. Periods counts the panel's own periods
// instead: 1 is the growth of the second half over the first. Both at once are an error;
// CAGR and Trend are then by period.
//
// The figure is the float64 nearest to the exact rational of the raw figures under
// it, as with [Ratio]: from 10 to 12 and from 100 to 120 are both 20 %, and so is from
// a ratio of 10/7 to one of 12/7. CAGR over several years is a root and has no
// rational; it is compared with others, and with limits, to 12 significant digits
// ([indicators.Table.Compared]).
//
// CurrentPrices says that Of is in the prices of each year, so that the growth has
// the change of prices in it: then the name of the stage says so, and it warns
// ([ErrPrices]). Deflator takes the change out: it is the price level of now against
// that of then, e.g. 1.024, and x becomes x / Deflator, in prices of then. It is
// refused with Trend, which also looks at the years between.
//
// Where x or x0 is missing the growth is, too (Trend needs two figures in the span).
// An x0 of 0 is an error of the rates ([ErrDivision]), and so are a negative x0,
// for which a rate says the opposite of what it seems to
// ([basis.ErrValue]), and for CAGR a negative x; Difference takes all. Such
// units are named, all at once. SignlessRate takes a negative x0, as offices print the
// growth of profits: from -4 to 2 it is 150 %. It is not a rate in which years
// follow each other, so that it has to be asked for, and the stage names each unit whose
// base is below zero ([basis.ErrValue]).
//
// A unit that the other year does not have has no growth, and the stage warns of each
// ([basis.ErrMissing]), with the code under which that year may have it; the cell says so too
// ([indicators.Table.Lack]), and what fills it later. If no unit is in both years, that
// is an error: codes have changed, or a spreadsheet took their zeros
// ([indicators.Panel.Compare], [indicators.Panel.Recode]). A figure of then under query, imputed or not
// applicable marks the growth as one of now does; see [Ratio] for marks and for what
// else is refused. The other year is as the panel has it: if Of is computed, by
// [EachYear].
//
// Sources: OECD (2007), Data and Metadata Reporting and Presentation Handbook, growth
// rates; Eurostat (2014), Getting messages across using indicators, average annual
// growth rate. The line of Trend is that of ordinary least squares.
type Growth struct {
	Code          string     `json:"code" names:"column"` // the computed indicator
	Of            string     `json:"of" names:"column"`   // what grows
	Years         int        `json:"years,omitzero"`      // 0: 1
	Periods       int        `json:"periods,omitzero"`    // of the panel, in place of years; 0: Years
	Form          GrowthForm `json:"form,omitzero"`
	Factor        float64    `json:"factor,omitzero"` // 0: 1
	CurrentPrices bool       `json:"current_prices,omitzero"`
	Deflator      float64    `json:"deflator,omitzero"` // 0: 1
}

var _ indicators.Step = Growth{}

// String gives "tax_growth = growth of tax over 3 years * 100, at current prices".
func (s Growth) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Growth) Text() basis.Text {
	what := basis.Textf("%v", s.Form)
	if s.Form >= 0 && int(s.Form) < len(growthPhrases) {
		what = growthPhrases.Text(int(s.Form))
	}
	out := basis.Textf("%s = %v of %s over %v", s.Code, what, s.Of, s.span())
	if f := or(s.Factor, 1); f != 1 {
		out = basis.Textf("%v * %v", out, f)
	}
	switch {
	case s.Deflator != 0:
		out = basis.Textf("%v, deflated by %v", out, s.Deflator)
	case s.CurrentPrices:
		out = basis.Textf("%v, at current prices", out)
	}
	return out
}

// span says how long the growth takes.
func (s Growth) span() basis.Text {
	if s.Periods != 0 {
		return count(s.Periods, "%d period", "%d periods")
	}
	return count(or(s.Years, 1), "%d year", "%d years")
}

// Apply implements [indicators.Step].
func (s Growth) Apply(t *indicators.Table) (indicators.Stage, error) {
	stage, err := s.apply(t)
	if err != nil {
		return indicators.Stage{}, basis.Errorf("growth %s: %w", s, err)
	}
	if s.CurrentPrices && s.Deflator == 0 {
		stage.Warnings = append(stage.Warnings, fault("", s.Code, basis.Errorf("%w: the growth of %s has the change of prices in it; give a Deflator or figures in constant prices", ErrPrices, s.Of)))
	}
	return stage, nil
}

func (s Growth) apply(t *indicators.Table) (indicators.Stage, error) {
	f, deflator := or(s.Factor, 1), or(s.Deflator, 1)
	p, now := t.Panel()
	periods := s.periods(p)
	from, err := sources(t, s.Code, s.Of)
	errs := []error{err}
	fail := func(format string, args ...any) {
		errs = append(errs, fault("", s.Code, basis.Errorf(format, args...)))
	}
	switch {
	case s.Form < Rate || s.Form > SignlessRate:
		fail("%w: there is no form of growth %d", basis.ErrValue, int(s.Form))
	case s.Form == Trend && s.Deflator != 0:
		fail("%w: a trend cannot be deflated by one number", basis.ErrValue)
	}
	switch {
	case s.Periods != 0 && s.Years != 0:
		fail("%w: both years and periods are given", basis.ErrValue)
	case s.Periods < 0:
		fail("%w: %d periods", basis.ErrValue, s.Periods)
	case s.Years < 0:
		fail("%w: %d years", basis.ErrValue, s.Years)
	}
	if !finite(f) || !finite(deflator) || deflator <= 0 {
		fail("%w: factor %v, deflator %v", basis.ErrValue, f, deflator)
	}
	then := t.Earlier(periods)
	switch {
	case p == nil:
		errs = append(errs, errNoPanel)
	case then == nil:
		fail("%w: the panel has no %d", basis.ErrMissing, p.Before(now, periods))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, err
	}
	span := []source{sourceOf(then, s.Of), from[0]}
	if silent(span[0].values) {
		return indicators.Stage{}, s.silentBefore(t, periods)
	}
	x := make([]exact.Number, t.Len())
	var between []basis.View[bool]
	var warnings []error
	if s.Form == Trend {
		errs = s.trend(t, x, periods, f)
		for k := range periods {
			if o := t.Earlier(k); o != nil {
				between = append(between, o.Confidential(s.Of))
			}
		}
	} else {
		warnings, errs = s.growth(t, x, span, periods, f, deflator)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, err
	}
	stage, err := derived(t, s.Text(), s.Code, x, span, between...)
	if err != nil {
		return indicators.Stage{}, err
	}
	stage.Warnings = append(stage.Warnings, warnings...)
	return s.newcomers(stage, periods)
}
