package prepare

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
)

// ErrDivision is a denominator of zero.
var ErrDivision = errors.New("division by zero")

// Ratio makes a computed indicator from two columns, either of which may be
// auxiliary:
//
//	code = of * factor / by
//
// Factor sets the unit, e.g. 100 for a percentage; 0 stands for 1. Where either
// column has no value the ratio has none; nothing is imputed. A zero in By is an
// error that names the unit; all are reported at once, with columns that the
// table does not have. The indicator must be declared Computed. Cells with a
// value are marked [indicators.Derived].
//
// The product of Of and Factor is taken first, so that 100 * 3 / 6 is exactly 50.
type Ratio struct {
	Code   string  // the computed indicator
	Of, By string  // numerator and denominator
	Factor float64 // 0: 1
}

var _ indicators.Step = Ratio{}

// String gives the formula: "tax_per_mu = tax / land * 10000".
func (s Ratio) String() string {
	out := s.Code + " = " + s.Of + " / " + s.By
	if f := s.factor(); f != 1 {
		out += " * " + strconv.FormatFloat(f, 'g', -1, 64)
	}
	return out
}

func (s Ratio) factor() float64 {
	if s.Factor == 0 {
		return 1
	}
	return s.Factor
}

// Apply implements [indicators.Step].
func (s Ratio) Apply(t *indicators.Table) (indicators.Stage, error) {
	f := s.factor()
	errs := []error{computed(t, s.Code), column(t, s.Of), column(t, s.By)}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		errs = append(errs, &indicators.InputError{Indicator: s.Code, Err: fmt.Errorf("%w: factor %v is not finite", indicators.ErrValue, f)})
	}
	if err := errors.Join(errs...); err != nil {
		return indicators.Stage{}, fmt.Errorf("ratio %s: %w", s, err)
	}
	of, by := t.RawColumn(s.Of), t.RawColumn(s.By)
	x := make([]float64, t.Len())
	errs = errs[:0]
	for i := range x {
		if by[i] == 0 {
			errs = append(errs, &indicators.InputError{Unit: t.RawUnits()[i].Code, Indicator: s.Code, Err: fmt.Errorf("%w: %s is 0", ErrDivision, s.By)})
			continue
		}
		x[i] = float64(of[i]*f) / by[i]
	}
	if err := errors.Join(errs...); err != nil {
		return indicators.Stage{}, fmt.Errorf("ratio %s: %w", s, err)
	}
	out, err := t.WithColumn(s.Code, x, indicators.Derived)
	if err != nil {
		return indicators.Stage{}, fmt.Errorf("ratio %s: %w", s, err)
	}
	return indicators.Stage{Name: s.String(), Table: out}, nil
}

// Sum makes a computed indicator, often an auxiliary one for a later [Ratio], as
// the sum of columns:
//
//	code = of[0] + of[1] + ...
//
// in that order. Where any of them has no value the sum has none. The indicator
// must be declared Computed; columns that the table does not have, and an empty
// Of, are errors. Cells with a value are marked [indicators.Derived].
type Sum struct {
	Code string
	Of   []string
}

var _ indicators.Step = Sum{}

// String gives the formula: "industry = mining + manufacturing".
func (s Sum) String() string { return s.Code + " = " + strings.Join(s.Of, " + ") }

// Apply implements [indicators.Step].
func (s Sum) Apply(t *indicators.Table) (indicators.Stage, error) {
	errs := []error{computed(t, s.Code)}
	if len(s.Of) == 0 {
		errs = append(errs, &indicators.InputError{Indicator: s.Code, Err: fmt.Errorf("%w: nothing to sum", indicators.ErrEmpty)})
	}
	for _, code := range s.Of {
		errs = append(errs, column(t, code))
	}
	if err := errors.Join(errs...); err != nil {
		return indicators.Stage{}, fmt.Errorf("sum %s: %w", s, err)
	}
	x := t.Column(s.Of[0])
	for _, code := range s.Of[1:] {
		for i, v := range t.RawColumn(code) {
			x[i] += v
		}
	}
	out, err := t.WithColumn(s.Code, x, indicators.Derived)
	if err != nil {
		return indicators.Stage{}, fmt.Errorf("sum %s: %w", s, err)
	}
	return indicators.Stage{Name: s.String(), Table: out}, nil
}

// computed refuses a column that is not declared to be made by a step.
func computed(t *indicators.Table, code string) error {
	in, ok := t.Framework().Find(code)
	switch {
	case !ok || !in.Measured():
		return column(t, code)
	case !in.Computed:
		return &indicators.InputError{Indicator: code, Err: fmt.Errorf("%w: it is read from the data, not declared computed", indicators.ErrValue)}
	}
	return nil
}

// column refuses a code that the table has no column for.
func column(t *indicators.Table, code string) error {
	if t.RawColumn(code) == nil {
		return &indicators.InputError{Indicator: code, Err: fmt.Errorf("%w: the table has no such column", indicators.ErrUnknown)}
	}
	return nil
}
