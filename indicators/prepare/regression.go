package prepare

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Regression fills each missing value with what a linear regression on the other
// columns expects, round after round, since they may have gaps, too:
//
//  1. every gap starts at the mean of its column;
//  2. each column with gaps, the one with the fewest first, is regressed on all
//     other columns over the units that have a value of it, and its gaps get the
//     fitted values;
//  3. until no filled value moves by more than 1e-6 standard deviations of its
//     column, at most Rounds times.
//
// A fit over n units has an intercept a and a slope b_j for each of p columns,
//
//	(Z'Z + Ridge diag(Z'Z)) b = Z'(y - mean y)
//
// where Z has the deviations of the columns from their means over these units; the
// small ridge keeps columns apart that nearly say the same. It needs n >= p + 2,
// else the fit is no evidence ([basis.ErrFew] as an error): name fewer columns in By.
// Constant columns do not count.
//
// By has the columns to regress on, which may be any of the table; those with gaps
// must be among Columns, and none may have a cell marked [indicators.NotApplicable].
// Cells that an earlier step imputed are filled anew only if they are gaps: they
// count as values in By, but not in the fit of their own column.
//
// Each filled cell is recorded with the fit (R squared is over the units that have
// a value) and marked [indicators.Imputed]; cells marked NotApplicable stay as they
// are. The stage warns of a value outside of all that its column has
// ([ErrOutliers]), of rounds that did not settle ([ErrUnsettled]), and of a column
// that was treated before ([ErrOrder]).
//
// Fitted values lie closer together than real ones do, so variances and with them
// data-driven weights change; where that matters, impute by several methods and
// compare the ranks.
//
// The zero Regression fills all measured indicators by all others, in at most 100
// rounds.
//
// What is filled in has no exact decimal, so that it is compared with others, and with
// limits, to 12 significant digits ([indicators.Table.Compared]).
//
// Source: S. van Buuren (2018), Flexible Imputation of Missing Data, 2nd ed.,
// sections 3.2.1 (prediction), 3.2.2 (ridge) and 4.5.2 (chained equations).
type Regression struct {
	Columns []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	By      []string `json:"by,omitzero" names:"column"`      // none: the same as Columns
	Rounds  int      `json:"rounds,omitzero"`                 // 0: 100
	Ridge   float64  `json:"ridge,omitzero"`                  // 0: 1e-5
}

var _ indicators.Step = Regression{}

// String gives "imputation of rd by regression on revenue, staff".
func (s Regression) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Regression) Text() basis.Text {
	out := basis.Textf("imputation of %v by regression", ofColumns(s.Columns))
	if len(s.By) > 0 {
		out = basis.Textf("%v on %s", out, strings.Join(s.By, ", "))
	}
	return out
}

// Apply implements [indicators.Step].
func (s Regression) Apply(t *indicators.Table) (indicators.Stage, error) {
	codes := columns(t, s.Columns)
	by := s.By
	if len(by) == 0 {
		by = codes
	}
	c, err := s.chain(t, codes, by)
	if err == nil {
		err = c.run(or(s.Rounds, 100))
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	stage, err := impute(t, s.Text(), codes, func(code string) (filled, error) {
		out := c.changes(t, c.at[code])
		if anyHidden(t, code) || anyHidden(t, by...) { // the fit is of all of them
			out.confidential = slices.Repeat([]bool{true}, len(out.changes))
		}
		return out, nil
	})
	if err == nil {
		stage.Table, err = stage.Table.Roughen(stage.Changes...)
	}
	if err == nil && !c.settled {
		stage.Warnings = append(stage.Warnings, basis.Errorf("%w: filled values still moved in round %d", ErrUnsettled, or(s.Rounds, 100)))
	}
	return stage, err
}

// chain sets up the columns, and says all that is wrong.
func (s Regression) chain(t *indicators.Table, codes, by []string) (*chain, error) {
	c := &chain{at: make(map[string]int), ridge: or(s.Ridge, 1e-5)}
	errs := []error{limits(s.Ridge)}
	if s.Rounds < 0 {
		errs = append(errs, basis.Errorf("%w: %d rounds", basis.ErrValue, s.Rounds))
	}
	errs = append(errs, known(t, codes), known(t, by))
	for _, code := range slices.Concat(codes, by) {
		if _, twice := c.at[code]; twice || !t.Has(code) {
			continue
		}
		col, absent := newChained(t, code)
		c.at[code] = len(c.columns)
		if slices.Contains(by, code) {
			c.by = append(c.by, len(c.columns))
			for _, i := range absent {
				errs = append(errs, fault(t.Unit(i).Code, code, basis.Errorf("%w: not applicable, so the column cannot be regressed on; leave it out of By", basis.ErrMissing)))
			}
			if len(col.gaps) > 0 && !slices.Contains(codes, code) {
				errs = append(errs, fault("", code, basis.Errorf("%w: the column has %v and is not filled itself; name it in Columns or leave it out of By", basis.ErrMissing, count(len(col.gaps), "%d gap", "%d gaps"))))
			}
		}
		if len(col.gaps) > 0 && len(col.donors) == 0 {
			errs = append(errs, fault("", code, basis.Errorf("%w: there is no value to fit", basis.ErrMissing)))
		}
		c.columns = append(c.columns, col)
	}
	for _, code := range codes {
		if j, ok := c.at[code]; ok && len(c.columns[j].gaps) > 0 {
			c.order = append(c.order, j)
		}
	}
	slices.SortStableFunc(c.order, func(a, b int) int { return len(c.columns[a].gaps) - len(c.columns[b].gaps) })
	for _, j := range c.order {
		p := len(c.predictors(j))
		if n := len(c.columns[j].donors); n > 0 && n < p+2 {
			errs = append(errs, fault("", c.columns[j].code, basis.Errorf("%w: %d units have a value, a regression on %d columns needs %d", basis.ErrFew, n, p, p+2)))
		}
	}
	return c, basis.JoinErrors(errs...)
}
