package scheme

import (
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Years are the rules of a scheme over years: events that count in several of them, such as
// the first three for three years running or two years in the last grade, and the pace at
// which an indicator is to get better.
type Years struct {
	Events []Event `json:"events,omitzero"`
	Paces  []Pace  `json:"paces,omitzero"`
}

// Event is an event over years under a name.
type Event struct {
	Name   string       `json:"name"`
	NameZH string       `json:"name_zh,omitzero"`
	Rule   years.Repeat `json:"rule"`
	// First lists those that had the event in no year before the last.
	First bool `json:"first_time,omitzero"`
}

// Pace is what counts as a change for the better of an indicator, a year, in its unit.
type Pace struct {
	Code   string  `json:"code" names:"column"`
	Wanted float64 `json:"wanted"` // at least this much better a year is on track
	Change float64 `json:"change"` // less than this either way is stalled
}

// Happened is an event with the units that it names.
type Happened struct {
	Event Event
	Units []years.Repeated
}

// Happened are the events of the scheme in the published rankings of years, in their order.
func (y Years) Happened(history ...years.Published) ([]Happened, error) {
	var out []Happened
	var errs []error
	for _, e := range y.Events {
		units, err := e.Rule.Of(history...)
		if e.First {
			units, err = e.Rule.FirstTime(history...)
		}
		if err != nil {
			errs = append(errs, basis.Errorf("%s: %w", e.Name, err))
			continue
		}
		out = append(out, Happened{e, units})
	}
	return out, basis.JoinErrors(errs...)
}

// Trends are those of the indicators for which the scheme states a pace ([years.Trends]).
func (y Years) Trends(p *indicators.Panel, from, to int) ([]years.Trend, error) {
	paces := map[string]years.Pace{}
	for _, x := range y.Paces {
		paces[x.Code] = years.Pace{Wanted: x.Wanted, Change: x.Change}
	}
	return years.Trends(p, from, to, paces)
}

// Call is what a round is called with as far as the scheme says it: the scheme with its text
// and digest, the framework, and the rules of every round. The rest is the caller's: name,
// period, units, departments, calendar and dates, and the rulings of the year.
func (f *File) Call() (procedure.Call, error) {
	tree, err := f.Scheme.Tree()
	if err != nil {
		return procedure.Call{}, err
	}
	c := procedure.Call{Scheme: procedure.SchemeOf(basis.Named(f.Scheme.Title.English, f.Scheme.Title.Chinese), string(f.Text)), Framework: tree}
	if f.Scheme.Round != nil {
		c = f.Scheme.Round.Call(c)
	}
	return c, nil
}
