package prepare

import (
	"fmt"
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// What callers tell apart with [errors.Is], besides the sentinels of package
// indicators. basis.ErrFew and ErrOrder are mostly warnings of a stage.
const (
	ErrDivision  = basis.Sentinel("division by zero")            // a denominator, or an earlier value, is 0
	ErrOrder     = basis.Sentinel("steps in an unusual order")   // computed, imputed and treated in another order than the package says
	ErrOutliers  = basis.Sentinel("outliers are left")           // a treatment did not reach its aim
	ErrPrices    = basis.Sentinel("current prices")              // growth that has the change of prices in it
	ErrRefused   = basis.Sentinel("cannot be done as asked for") // a forced option that the data do not allow
	ErrUnsettled = basis.Sentinel("has not settled")             // rounds that were to go on until nothing moves
)

// columns returns the codes that a step is about: all measured indicators if none
// are named.
func columns(t *indicators.Table, codes []string) []string {
	if len(codes) == 0 {
		for _, in := range t.Framework().Measured() {
			codes = append(codes, in.Code)
		}
	}
	return codes
}

// each calls do for each of the codes, and joins its errors with one for each code
// that the table does not have or that is named twice.
func each(t *indicators.Table, codes []string, do func(j int, code string) error) error {
	var errs []error
	seen := make(map[string]bool, len(codes))
	for j, code := range codes {
		err := column(t, code)
		switch {
		case seen[code]:
			err = fault("", code, basis.Errorf("%w: the column is named twice", indicators.ErrCode))
		case err == nil:
			err = do(j, code)
		}
		seen[code] = true
		errs = append(errs, err)
	}
	return basis.JoinErrors(errs...)
}

// known is each with nothing to do.
func known(t *indicators.Table, codes []string) error {
	return each(t, codes, func(int, string) error { return nil })
}

// column refuses a code that the table has no column for.
func column(t *indicators.Table, code string) error {
	if !t.Has(code) {
		return fault("", code, basis.Errorf("%w: the table has no such column%v", basis.ErrUnknown, t.Meant(code)))
	}
	return nil
}

// ofColumns names columns for the name of a stage.
func ofColumns(codes []string) basis.Text {
	if len(codes) == 0 {
		return basis.Textf("all measured indicators")
	}
	return basis.Textf("%s", strings.Join(codes, ", "))
}

func fault(unit, indicator string, err error) *indicators.InputError {
	return &indicators.InputError{Unit: unit, Indicator: indicator, Err: err}
}

// given tells whether a cell has a figure that others may be taken from: one that
// no step filled in.
func given(x float64, m indicators.Mark) bool { return !math.IsNaN(x) && m != indicators.Imputed }

// gap tells whether a cell is to be filled in: it has no figure, but can have one.
func gap(x float64, m indicators.Mark) bool { return math.IsNaN(x) && m != indicators.NotApplicable }

// marked counts the cells of a column that have a mark.
func marked(t *indicators.Table, code string, mark indicators.Mark) int {
	n := 0
	for _, m := range t.Marks(code).All() {
		if m == mark {
			n++
		}
	}
	return n
}

// count gives "1 value" or "3 values", by the texts for one and for more.
func count(n int, one, more string) basis.Text {
	if n == 1 {
		return basis.Textf(one, n)
	}
	return basis.Textf(more, n)
}

// figure writes a number with at most six significant digits, for reasons that
// people read.
func figure(x float64) string { return fmt.Sprintf("%.6g", x) }

// or is the meaning of a zero value: x, or what it stands for if it is 0.
func or[T int | float64](x, zero T) T {
	if x == 0 {
		return zero
	}
	return x
}

// limits refuses settings that are negative or not finite.
func limits(x ...float64) error {
	for _, v := range x {
		if !(v >= 0) || math.IsInf(v, 0) {
			return basis.Errorf("%w: a limit of %v", basis.ErrValue, v)
		}
	}
	return nil
}
