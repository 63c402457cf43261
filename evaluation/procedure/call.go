package procedure

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Call is what a round is called with: who is evaluated by what, who reports, and until
// when. It is the first entry of the trail and never changes.
type Call struct {
	Name        basis.Text            `json:"name"`                 // of the evaluation ([basis.Named])
	Period      string                `json:"period,omitzero"`      // that is evaluated
	Scheme      Scheme                `json:"scheme"`               // by which it is
	Framework   *indicators.Framework `json:"framework"`            // who reports an indicator is its Department, and without one the county
	Units       []indicators.Unit     `json:"units"`                //
	Departments []Department          `json:"departments,omitzero"` // their names for readers; a department without is called by its code

	Calendar   Calendar `json:"calendar"`
	ReportBy   string   `json:"report_by"`   // last day for returns
	VerifyBy   string   `json:"verify_by"`   // last day for verification
	NoticeDays int      `json:"notice_days"` // working days of the notice, from the day after it is published
	DecideDays int      `json:"decide_days"` // working days in which an objection is to be decided

	Unanswered Unanswered `json:"unanswered,omitzero"` // what becomes of a figure that nobody answers for in time
	MayMiss    []string   `json:"may_miss,omitzero"`   // codes of indicators that may be missing after ReportBy: the method says what follows; of all others every figure must be there
	Priority   []string   `json:"priority,omitzero"`   // who holds if a county and a department report different figures, the first of all; otherwise the second is refused

	Rulings []evaluation.Ruling `json:"rulings,omitzero"` // of the year
}

// Rules are what a scheme may say of every round, whatever the year: the fields of a [Call]
// that are no dates. The zero value refuses figures that nobody answers for, lets nothing be
// missing, and has no days of notice, which a call refuses.
type Rules struct {
	NoticeDays int        `json:"notice_days,omitzero"` // working days of the notice
	DecideDays int        `json:"decide_days,omitzero"` // working days in which an objection is to be decided
	Unanswered Unanswered `json:"unanswered,omitzero"`  // what becomes of a figure that nobody answers for in time
	MayMiss    []string   `json:"may_miss,omitzero" names:"column"`
	Priority   []string   `json:"priority,omitzero"` // who holds if two report different figures, the first of all
}

// Call gives a call these rules in the place of its own.
func (r Rules) Call(c Call) Call {
	c.NoticeDays, c.DecideDays, c.Unanswered, c.MayMiss, c.Priority = r.NoticeDays, r.DecideDays, r.Unanswered, r.MayMiss, r.Priority
	return c
}

// Scheme is the method of a round as a text, with its SHA-256 in hexadecimal digits, which
// is checked. The text is that of a scheme file or of a stored model and decision.
type Scheme struct {
	Name   basis.Text `json:"name"`
	Text   string     `json:"text"`
	Digest string     `json:"digest"`
}

// SchemeOf is a scheme with its digest.
func SchemeOf(name basis.Text, text string) Scheme {
	return Scheme{Name: name, Text: text, Digest: digestOf([]byte(text))}
}

func digestOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Department is an office that reports, with its name.
type Department struct {
	Code string     `json:"code"` // as indicators have it
	Name basis.Text `json:"name"`
}

// Unanswered says what becomes of a figure whose query is not answered in time. The zero
// value is Refuse.
type Unanswered int

// The rules for queries that nobody answers.
const (
	Refuse       Unanswered = iota // "refuse the step": the round waits
	CountMissing                   // "count as missing": the figure is taken out; Call.MayMiss must allow that
	KeepMarked                     // "keep with mark": the figure counts, and is marked open
)

var unansweredWords = basis.Words{"refuse the step", "count as missing", "keep with mark"}

// String gives the word of the rule.
func (u Unanswered) String() string { return basis.Name(unansweredWords, "Unanswered", u) }

// MarshalText gives the word; a rule that does not exist is an error.
func (u Unanswered) MarshalText() ([]byte, error) {
	return basis.MarshalWord(unansweredWords, "rule for what is not answered", u)
}

// UnmarshalText accepts exactly the words of String.
func (u *Unanswered) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(unansweredWords, "rule for what is not answered", u, text)
}

// check lists all that is wrong with a call.
func (c Call) check() error {
	var errs []error
	bad := func(text string, args ...any) { errs = append(errs, basis.Errorf(text, args...)) }
	if c.Name.IsZero() {
		bad("%w: the round has no name", basis.ErrMissing)
	}
	if strings.TrimSpace(c.Scheme.Text) == "" {
		bad("%w: the round has no scheme", basis.ErrMissing)
	} else if is := digestOf([]byte(c.Scheme.Text)); c.Scheme.Digest != is {
		bad("%w: the digest of the scheme is said to be %q, and is %q", basis.ErrValue, c.Scheme.Digest, is)
	}
	if c.Framework == nil {
		bad("%w: the round has no framework", basis.ErrMissing)
	} else {
		errs = append(errs, c.checkUnits())
	}
	err := c.Calendar.Check()
	errs = append(errs, err)
	if err == nil {
		report, verify := c.Calendar.Covers(c.ReportBy), c.Calendar.Covers(c.VerifyBy)
		errs = append(errs, report, verify)
		if report == nil && verify == nil && c.VerifyBy < c.ReportBy {
			bad("%w: figures are verified by %s and reported by %s", ErrDate, c.VerifyBy, c.ReportBy)
		}
	}
	if c.NoticeDays < 1 || c.DecideDays < 1 {
		bad("%w: %d working days of notice and %d to decide are not at least 1 each", basis.ErrValue, c.NoticeDays, c.DecideDays)
	}
	if c.Unanswered < Refuse || c.Unanswered > KeepMarked {
		bad("%w: there is no rule %v", basis.ErrValue, c.Unanswered)
	}
	return basis.JoinErrors(errs...)
}

// checkUnits checks what hangs on the framework.
func (c Call) checkUnits() error {
	_, err := indicators.TableFromReadings(c.Framework, c.Units, indicators.ReadingsOf())
	errs := []error{err}
	columns := c.Framework.Reported()
	for _, code := range c.MayMiss {
		if !slices.ContainsFunc(columns, func(in indicators.Indicator) bool { return in.Code == code }) {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it may be missing, but nobody reports it", basis.ErrUnknown)})
		}
	}
	for _, code := range c.Priority {
		department := slices.ContainsFunc(columns, func(in indicators.Indicator) bool { return in.Department == code })
		if _, unit := c.findUnit(code); !department && !unit {
			errs = append(errs, basis.Errorf("%w: %q, which has priority, reports nothing", basis.ErrUnknown, code))
		}
	}
	for _, d := range c.Departments {
		if !slices.ContainsFunc(columns, func(in indicators.Indicator) bool { return in.Department == d.Code }) {
			errs = append(errs, basis.Errorf("%w: the department %q reports nothing", basis.ErrUnknown, d.Code))
		}
	}
	for i, u := range c.Units {
		for _, in := range columns {
			if in.Department == u.Code {
				errs = append(errs, basis.Errorf("%w: %q is the code of a unit (row %d) and of a department", indicators.ErrCode, u.Code, i+1))
				break
			}
		}
	}
	for _, d := range c.Rulings {
		if !slices.ContainsFunc(c.Units, func(u indicators.Unit) bool { return u.Code == d.Unit }) {
			errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %v: %w", evaluation.ErrRuling, d, basis.ErrUnknown)})
		}
	}
	return basis.JoinErrors(errs...)
}

// reporter is who reports a figure: the department of the indicator, or the county.
func reporter(in indicators.Indicator, unit string) string {
	if in.Department != "" {
		return in.Department
	}
	return unit
}

// mayMiss reports whether figures of an indicator may be missing.
func (c Call) mayMiss(code string) bool { return slices.Contains(c.MayMiss, code) }
