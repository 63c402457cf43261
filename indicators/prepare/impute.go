package prepare

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/stats"
)

// fewDonors is the number of values below which an imputed value hardly says
// anything; a warning is given.
const fewDonors = 3

// Median fills each missing value with the median of the values that the same
// column has, over all units or over those of the unit's class.
//
// The median is that of [stats.Median] (quantile type 7). Cells that an earlier
// step imputed are not counted, so that the order of imputations does not matter.
// Cells marked [indicators.NotApplicable] stay as they are. Each filled cell is
// recorded with the number of values and marked [indicators.Imputed].
//
// A column without any value to take the median of, in all or in the class, is an
// error that names it; all are reported at once. Fewer than 3 values give a
// warning. The zero Median fills all measured indicators from all units.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3,
// unconditional median imputation.
type Median struct {
	Columns     []string // nil: all measured indicators
	WithinClass bool
}

var _ indicators.Step = Median{}

// String gives "median imputation of rd, within classes".
func (s Median) String() string { return describe("median", s.Columns, s.WithinClass) }

// Apply implements [indicators.Step].
func (s Median) Apply(t *indicators.Table) (indicators.Stage, error) {
	return impute(t, s.String(), "median", s.Columns, s.WithinClass, stats.Median)
}

// Mean fills each missing value with the arithmetic mean of the values that the
// same column has, over all units or over those of the unit's class. Everything
// else is as with [Median].
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3,
// unconditional mean imputation.
type Mean struct {
	Columns     []string // nil: all measured indicators
	WithinClass bool
}

var _ indicators.Step = Mean{}

// String gives "mean imputation of rd, within classes".
func (s Mean) String() string { return describe("mean", s.Columns, s.WithinClass) }

// Apply implements [indicators.Step].
func (s Mean) Apply(t *indicators.Table) (indicators.Stage, error) {
	return impute(t, s.String(), "mean", s.Columns, s.WithinClass, func(x []float64) (float64, error) {
		if len(x) == 0 {
			return 0, stats.ErrEmpty
		}
		var sum float64 // in row order: the same on every machine
		for _, v := range x {
			sum += v
		}
		return sum / float64(len(x)), nil
	})
}

func describe(what string, columns []string, withinClass bool) string {
	out := what + " imputation of "
	if columns == nil {
		out += "all measured indicators"
	} else {
		out += strings.Join(columns, ", ")
	}
	if withinClass {
		out += ", within classes"
	}
	return out
}

// impute fills the missing cells of columns with a location of the donors.
func impute(t *indicators.Table, name, what string, columns []string, withinClass bool, location func([]float64) (float64, error)) (indicators.Stage, error) {
	if columns == nil {
		for _, in := range t.Framework().Measured() {
			columns = append(columns, in.Code)
		}
	}
	stage := indicators.Stage{Name: name}
	var errs []error
	for _, code := range columns {
		if err := column(t, code); err != nil {
			errs = append(errs, err)
			continue
		}
		changes, warnings, err := imputeColumn(t, code, what, withinClass, location)
		stage.Changes = append(stage.Changes, changes...)
		stage.Warnings = append(stage.Warnings, warnings...)
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return indicators.Stage{}, fmt.Errorf("%s: %w", name, err)
	}
	out, err := t.With(indicators.Imputed, stage.Changes...)
	if err != nil {
		return indicators.Stage{}, fmt.Errorf("%s: %w", name, err)
	}
	stage.Table = out
	return stage, nil
}

// imputeColumn lists the cells of one column that are to be filled.
func imputeColumn(t *indicators.Table, code, what string, withinClass bool, location func([]float64) (float64, error)) (changes []indicators.Change, warnings []error, err error) {
	units, x, marks := t.RawUnits(), t.RawColumn(code), t.Marks(code)
	group := func(i int) string {
		if withinClass {
			return units[i].Class
		}
		return ""
	}
	donors := map[string][]float64{}
	var order []string // classes with a gap, by first appearance
	gaps := map[string][]int{}
	for i, v := range x {
		g := group(i)
		switch {
		case marks[i] == indicators.NotApplicable:
		case math.IsNaN(v):
			if gaps[g] == nil {
				order = append(order, g)
			}
			gaps[g] = append(gaps[g], i)
		case marks[i] != indicators.Imputed:
			donors[g] = append(donors[g], v)
		}
	}
	var errs []error
	for _, g := range order {
		of := fmt.Sprintf("%s of %d values", what, len(donors[g]))
		where := ""
		if withinClass {
			where = fmt.Sprintf(" in class %q", g)
		}
		if len(donors[g]) == 0 {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: fmt.Errorf("%w: there is no value%s to take the %s of", indicators.ErrMissing, where, what)})
			continue
		}
		fill, locErr := location(donors[g])
		if locErr != nil {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: fmt.Errorf("%s%s: %w", of, where, locErr)})
			continue
		}
		if len(donors[g]) < fewDonors {
			warnings = append(warnings, &indicators.InputError{Indicator: code, Err: fmt.Errorf("imputed by the %s%s alone", of, where)})
		}
		for _, i := range gaps[g] {
			changes = append(changes, indicators.Change{Unit: units[i].Code, Indicator: code, Was: x[i], Is: fill, Why: of + where})
		}
	}
	return changes, warnings, errors.Join(errs...)
}
