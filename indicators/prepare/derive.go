package prepare

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// source is a column that another one is made from.
type source struct {
	code   string
	values basis.View[float64]
	exact  exact.Column
	marks  basis.View[indicators.Mark]

	confidential basis.View[bool]
}

// sourceOf is a column of a table as a source.
func sourceOf(t *indicators.Table, code string) source {
	return source{code, t.Column(code), t.Exact(code), t.Marks(code), t.Confidential(code)}
}

// sources returns the columns that the column of that code is made from, and says
// all that is wrong: code must be a Computed column without values yet, the sources
// other columns of the table that have some.
func sources(t *indicators.Table, code string, from ...string) ([]source, error) {
	var errs []error
	fail := func(code string, err error) { errs = append(errs, fault("", code, err)) }
	switch in, ok := t.Framework().Find(code); {
	case !ok || !in.Measured():
		fail(code, basis.Errorf("%w: a column to be computed is a measured indicator or an auxiliary column", basis.ErrUnknown))
	case !in.Computed:
		fail(code, basis.Errorf("%w: it is read from the data, not declared computed", basis.ErrValue))
	case !silent(t.Column(code)):
		fail(code, basis.Errorf("%w: the column has values already", basis.ErrValue))
	}
	var out []source
	for _, c := range from {
		x := t.Column(c)
		in, _ := t.Framework().Find(c)
		switch {
		case c == code:
			fail(c, basis.Errorf("%w: the column cannot be computed from itself", basis.ErrValue))
		case !t.Has(c):
			fail(c, basis.Errorf("%w: the table has no such column", basis.ErrUnknown))
		case in.Computed && silent(x):
			fail(c, basis.Errorf("%w: the column has no values yet; the step that computes it comes before that of %s", basis.ErrMissing, code))
		default:
			out = append(out, sourceOf(t, c))
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// silent reports whether a column has no value at all.
func silent(x basis.View[float64]) bool {
	for _, v := range x.All() {
		if !math.IsNaN(v) {
			return false
		}
	}
	return true
}

// derived makes the stage in which the column has the figures x, each with the mark
// that it inherits from its sources, and confidential where one of them or of more is.
func derived(t *indicators.Table, name basis.Text, code string, x []exact.Number, from []source, more ...basis.View[bool]) (indicators.Stage, error) {
	marks, confidential := inherited(x, from, more...)
	return derivedAs(t, name, code, x, marks, confidential, from)
}

// inherited are the marks of figures made from sources, and which are confidential.
func inherited(x []exact.Number, from []source, more ...basis.View[bool]) ([]indicators.Mark, []bool) {
	marks := make([]indicators.Mark, len(x))
	for i, v := range x {
		marks[i] = indicators.Derived
		none := math.IsNaN(v.Float())
		for _, s := range from {
			m := s.marks.At(i)
			if gone := grave(m) >= grave(indicators.Missing); gone && !none {
				continue // a trend has figures of other years
			}
			if grave(m) > grave(marks[i]) {
				marks[i] = m
			}
		}
		if none && grave(marks[i]) < grave(indicators.Missing) {
			marks[i] = indicators.Missing
		}
	}
	confidential := make([]bool, len(x))
	for _, s := range from {
		more = append(more, s.confidential)
	}
	for _, c := range more {
		for i, is := range c.All() {
			confidential[i] = confidential[i] || is
		}
	}
	return marks, confidential
}

// derivedAs makes the stage in which the column has these figures.
func derivedAs(t *indicators.Table, name basis.Text, code string, x []exact.Number, marks []indicators.Mark, confidential []bool, from []source) (indicators.Stage, error) {
	codes := make([]string, len(from))
	for k, s := range from {
		codes[k] = s.code
	}
	out, err := t.WithExact(code, x, marks, codes...)
	if err != nil {
		return indicators.Stage{}, err
	}
	if out, err = out.WithConfidential(code, confidential); err != nil {
		return indicators.Stage{}, err
	}
	return indicators.Stage{Name: name, Table: out, Warnings: late(code, from)}, nil
}

// late warns of sources that steps changed before the column was computed.
func late(code string, from []source) []error {
	var out []error
	for _, s := range from {
		var imputed, treated int
		for _, m := range s.marks.All() {
			switch m {
			case indicators.Imputed:
				imputed++
			case indicators.Treated:
				treated++
			}
		}
		if imputed > 0 {
			out = append(out, fault("", s.code, basis.Errorf("%w: %v of it filled in before %s is computed; compute first, then impute what is missing of %s", ErrOrder, count(imputed, "%d value", "%d values"), code, code)))
		}
		if treated > 0 {
			out = append(out, fault("", s.code, basis.Errorf("%w: %v of it treated before %s is computed; compute first, then treat %s", ErrOrder, count(treated, "%d value", "%d values"), code, code)))
		}
	}
	return out
}

// grave orders the marks that a figure made from others inherits; 0: it does not.
func grave(m indicators.Mark) int {
	switch m {
	case indicators.Treated:
		return 1
	case indicators.Imputed:
		return 2
	case indicators.Open:
		return 3
	case indicators.Missing:
		return 4
	case indicators.NotApplicable:
		return 5
	}
	return 0
}
