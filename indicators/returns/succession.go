package returns

import (
	"iter"
	"math"
	"math/big"
	"slices"
	"time"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Succession is one line of a table of old and new codes of units with its date: the unit Old
// has gone into New since that day. Lines with one New are a merger (also if Old is New, of a
// unit that took in others), lines with one Old a split, a single line a new code or name, as
// of a county that became a city or a district.
type Succession struct {
	Old   string  `json:"old"`
	New   string  `json:"new"`
	Date  string  `json:"date"`           // since when, "2026-03-31"
	Share float64 `json:"share,omitzero"` // of a split: what part of each total went into New; 0 of any other line
}

// Follow brings readings under the codes that hold on a day: those of units that merged by
// then are added, exactly, those of one that was split are shared out by the declared shares,
// and those that got another code have it. Only of the columns that are totals can this be
// said; a figure of any other that would have to be added or shared out is refused. A ratio
// needs no total: it is computed of its parts, which are ([prepare.Ratio]).
//
// A sum is made of the readings of one department, source and period, of all that merged: if
// one lacks there is no sum, but an error. What one unit has there twice is refused too
// ([Vintages] keeps the vintages of a figure). A day that is not of the form 2026-03-31 would
// be before or after others by its letters, and is refused. Everything wrong is reported at
// once.
//
// [prepare.Ratio]: https://pkg.go.dev/github.com/countyeval/countyeval/indicators/prepare#Ratio
func Follow(totals []string, changes []Succession, day string, readings iter.Seq2[indicators.Reading, error]) ([]indicators.Reading, error) {
	errs := []error{checkDate(day)}
	var held []Succession
	for _, c := range changes {
		if err := checkDate(c.Date); c.Date != "" && err != nil {
			errs = append(errs, &indicators.InputError{Unit: c.Old, Err: err})
		}
		if c.Date <= day {
			held = append(held, c)
		}
	}
	errs = append(errs, checkSuccessions(held))
	type key struct{ unit, indicator, period, department, source string }
	var order []key
	parts := map[key][]part{}
	for r, err := range readings {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		to := of(held, r.Unit)
		for _, c := range to {
			x := part{r, c.Share, len(to) > 1}
			k := key{c.New, r.Indicator, r.Period, r.Department, r.Source}
			if r.Source == r.Unit { // its own return
				k.source = c.New
			}
			if _, ok := parts[k]; !ok {
				order = append(order, k)
			}
			parts[k] = append(parts[k], x)
		}
	}
	var out []indicators.Reading
	for _, k := range order {
		all := parts[k]
		r := all[0].Reading
		r.Unit, r.Source = k.unit, k.source
		olds := into(held, k.unit)
		if len(olds) > 1 || all[0].split {
			if err := addable(all, olds, slices.Contains(totals, k.indicator)); err != nil {
				errs = append(errs, at(r, err))
				continue
			}
			r = added(r, all)
			out = append(out, r)
			continue
		}
		for _, x := range all { // all vintages
			if x.Unit != all[0].Unit {
				errs = append(errs, at(r, basis.Errorf("%w: the figures of %q and %q would be of one unit; of a merger each unit that went into it has a line", basis.ErrValue, all[0].Unit, x.Unit)))
				break
			}
			x.Unit, x.Source = k.unit, k.source
			out = append(out, x.Reading)
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

// checkDate refuses what is no day of the form 2026-03-31.
func checkDate(date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return basis.Errorf("%w: the date %q is not of the form 2026-03-31", basis.ErrValue, date)
	}
	return nil
}

// part is a reading as a part of another.
type part struct {
	indicators.Reading
	share float64
	split bool
}

// checkSuccessions refuses lines that say no code or date, chains, and shares of a split that
// do not sum to 1.
func checkSuccessions(changes []Succession) error {
	var errs []error
	for i, c := range changes {
		fail := func(err error) { errs = append(errs, &indicators.InputError{Unit: c.Old, Err: err}) }
		if c.Old == "" || c.New == "" || c.Date == "" {
			fail(basis.Errorf("%w: a change of codes has an old code, a new one and a date", basis.ErrMissing))
		}
		if c.Old != c.New && slices.ContainsFunc(changes, func(o Succession) bool { return o.Old == c.New && o.New != c.New }) {
			fail(basis.Errorf("%w: its new code %q has changed too; follow one change after the other", basis.ErrValue, c.New))
		}
		sum, n := new(big.Rat), 0
		first := true
		for j, o := range changes {
			if o.Old == c.Old {
				n++
				first = first && j >= i
				if !math.IsNaN(o.Share) && !math.IsInf(o.Share, 0) {
					sum.Add(sum, exact.Of(o.Share).Rat())
				}
			}
		}
		switch {
		case !first:
		case n == 1 && c.Share != 0:
			fail(basis.Errorf("%w: a share of a unit that was not split", basis.ErrValue))
		case n > 1 && sum.Cmp(big.NewRat(1, 1)) != 0:
			fail(basis.Errorf("%w: the unit was split, and its shares do not sum to 1", basis.ErrValue))
		}
		if n > 1 && !(c.Share > 0) {
			fail(basis.Errorf("%w: the unit was split, and the share of %q is not declared", basis.ErrMissing, c.New))
		}
	}
	return basis.JoinErrors(errs...)
}

// of are the changes of a unit; one into itself if there are none.
func of(changes []Succession, unit string) []Succession {
	var out []Succession
	for _, c := range changes {
		if c.Old == unit {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		out = []Succession{{Old: unit, New: unit}}
	}
	return out
}

// into are the units that went into one.
func into(changes []Succession, unit string) []string {
	var out []string
	for _, c := range changes {
		if c.New == unit && !slices.Contains(out, c.Old) {
			out = append(out, c.Old)
		}
	}
	return out
}

// addable says why parts make no figure.
func addable(all []part, olds []string, total bool) error {
	if !total {
		return basis.Errorf("%w: the indicator is not declared a total, so that figures of units that merged or were split make none", basis.ErrValue)
	}
	var errs []error
	for _, old := range olds {
		n := 0
		for _, x := range all {
			if x.Unit == old {
				n++
			}
		}
		switch {
		case n == 0:
			errs = append(errs, basis.Errorf("%w: the figure of %q, which went into it, is not there", basis.ErrMissing, old))
		case n > 1:
			errs = append(errs, basis.Errorf("%w: the figure of %q is there %d times", indicators.ErrCode, old, n))
		}
	}
	return basis.JoinErrors(errs...)
}

// added is the figure that parts make.
func added(r indicators.Reading, all []part) indicators.Reading {
	var terms []exact.Number
	for _, x := range all {
		term := exact.Of(x.Value)
		if x.split {
			term = exact.Product(term, exact.Of(x.share))
		}
		terms = append(terms, term)
		source := r.Source // that of all, or the unit's own
		r = derived(Span{}, term, r, x.Reading)
		r.Source = source
	}
	r.Period = all[0].Period
	r.Value, r.Mark = exact.Sum(terms...).Float(), indicators.Derived
	if math.IsNaN(r.Value) {
		r.Mark = indicators.Missing
	}
	return r
}
