package procedure

import (
	"slices"
	"time"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrDate is a date that is none, that the calendar does not cover, or that is too early
// or too late for what is done on it.
const ErrDate = basis.Sentinel("date")

// Calendar says which days are working days: Monday to Friday but for days off, and the
// Saturdays and Sundays that are worked in exchange (调休上班日). Both lists come from the
// notice of the State Council for the year, so nothing is known of other years, and a date
// in one is refused. Dates are written 2025-04-27.
type Calendar struct {
	Years []int    `json:"years"`         // whose lists are complete below
	Off   []string `json:"off,omitzero"`  // days off; Saturdays and Sundays need not be named
	Work  []string `json:"work,omitzero"` // Saturdays and Sundays that are working days
}

// Check refuses a calendar without years, dates that are none or in other years, the same
// day off and worked, and a day that is worked anyhow. It reports all at once.
func (c Calendar) Check() error {
	var errs []error
	if len(c.Years) == 0 {
		errs = append(errs, basis.Errorf("%w: the calendar has no years", basis.ErrEmpty))
	}
	for _, d := range c.Off {
		_, err := c.day(d)
		errs = append(errs, err)
	}
	for _, d := range c.Work {
		t, err := c.day(d)
		switch {
		case err != nil:
			errs = append(errs, err)
		case slices.Contains(c.Off, d):
			errs = append(errs, basis.Errorf("%w: %s is both off and worked", ErrDate, d))
		case !weekend(t):
			errs = append(errs, basis.Errorf("%w: %s is neither Saturday nor Sunday, and worked anyhow", ErrDate, d))
		}
	}
	return basis.JoinErrors(errs...)
}

// Covers refuses what is no date and a date outside the years of the calendar.
func (c Calendar) Covers(date string) error {
	_, err := c.day(date)
	return err
}

// Working reports whether a date is a working day.
func (c Calendar) Working(date string) (bool, error) {
	t, err := c.day(date)
	return err == nil && c.working(t), err
}

// After is the n-th working day after a date, which does not count itself; n is at least
// 1. A day that the years of the calendar no longer have is refused.
func (c Calendar) After(date string, n int) (string, error) {
	t, err := c.day(date)
	if err != nil {
		return "", err
	}
	if n < 1 {
		return "", basis.Errorf("%w: %d working days", basis.ErrValue, n)
	}
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if !slices.Contains(c.Years, t.Year()) {
			return "", basis.Errorf("%w: the calendar does not have the year %d", ErrDate, t.Year())
		}
		if c.working(t) {
			n--
		}
	}
	return t.Format(time.DateOnly), nil
}

// Between counts the working days from one date to another, both included; 0 if the
// second is before the first.
func (c Calendar) Between(from, to string) (int, error) {
	a, err := c.day(from)
	b, err2 := c.day(to)
	if err := basis.JoinErrors(err, err2); err != nil {
		return 0, err
	}
	n := 0
	for t := a; !t.After(b); t = t.AddDate(0, 0, 1) {
		if !slices.Contains(c.Years, t.Year()) {
			return 0, basis.Errorf("%w: the calendar does not have the year %d", ErrDate, t.Year())
		}
		if c.working(t) {
			n++
		}
	}
	return n, nil
}

func (c Calendar) day(date string) (time.Time, error) {
	t, err := time.Parse(time.DateOnly, date)
	switch {
	case err != nil:
		return t, basis.Errorf("%w: %q is not of the form 2026-03-31", ErrDate, date)
	case !slices.Contains(c.Years, t.Year()):
		return t, basis.Errorf("%w: the calendar does not have the year of %s", ErrDate, date)
	}
	return t, nil
}

func (c Calendar) working(t time.Time) bool {
	d := t.Format(time.DateOnly)
	return slices.Contains(c.Work, d) || !weekend(t) && !slices.Contains(c.Off, d)
}

func weekend(t time.Time) bool {
	return t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
}

// daysLate counts the days of any kind by which a date is past another; 0 if it is not.
func daysLate(due, date string) int {
	if due == "" || date <= due {
		return 0
	}
	a, err := time.Parse(time.DateOnly, due)
	b, err2 := time.Parse(time.DateOnly, date)
	if err != nil || err2 != nil {
		return 0
	}
	return int(b.Sub(a).Hours() / 24)
}
