package prepare

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
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
// Units without a class are a class of their own; where others have one and such a
// unit is filled, the stage warns. It also warns of fewer than 3 values, of fewer
// values than they fill cells ([basis.ErrFew]), and of a column that was treated before
// ([ErrOrder]).
//
// A column without any value to take the median of, in all or in the class, is an
// error that names it, as is a column that the table does not have or that is
// named twice; all are reported at once. The zero Median fills all measured
// indicators from all units.
//
// Filling in the median pulls a unit to the middle; see how far its place depends
// on it before the place is published.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3,
// unconditional median imputation.
type Median struct {
	Columns     []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	WithinClass bool     `json:"within_class,omitzero"`
}

var _ Columnwise = Median{}

// On gives the step for these columns alone.
func (s Median) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "median imputation of rd, within classes".
func (s Median) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Median) Text() basis.Text { return describe(basis.Textf("median"), s.Columns, s.WithinClass) }

// Apply implements [indicators.Step].
func (s Median) Apply(t *indicators.Table) (indicators.Stage, error) {
	return location(t, s.Text(), basis.Textf("median"), s.Columns, s.WithinClass, exactMedian)
}

// exactMedian is [stats.Median], with the mean of two values rounded once.
func exactMedian(x []float64) (float64, error) {
	m, err := stats.Median(x)
	if n := len(x); err == nil && n%2 == 0 {
		sorted := slices.Sorted(slices.Values(x))
		if middle := exactMean(sorted[n/2-1 : n/2+1]); finite(middle) {
			m = middle
		}
	}
	return m, err
}

// Mean fills each missing value with the arithmetic mean of the values that the
// same column has, over all units or over those of the unit's class. Everything
// else is as with [Median]. A few large counties pull a mean up, so the median is
// mostly the better choice for figures that depend on size.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3,
// unconditional mean imputation.
type Mean struct {
	Columns     []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	WithinClass bool     `json:"within_class,omitzero"`
}

var _ Columnwise = Mean{}

// On gives the step for these columns alone.
func (s Mean) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "mean imputation of rd, within classes".
func (s Mean) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Mean) Text() basis.Text { return describe(basis.Textf("mean"), s.Columns, s.WithinClass) }

// Apply implements [indicators.Step].
func (s Mean) Apply(t *indicators.Table) (indicators.Stage, error) {
	return location(t, s.Text(), basis.Textf("mean"), s.Columns, s.WithinClass, func(x []float64) (float64, error) {
		if len(x) == 0 {
			return 0, basis.ErrEmpty
		}
		return exactMean(x), nil
	})
}

// exactMean is the mean of figures, each its shortest decimal, rounded once.
func exactMean(x []float64) float64 {
	terms := make([]exact.Number, len(x))
	for i, v := range x {
		terms[i] = exact.Of(v)
	}
	return exact.Quotient(exact.Sum(terms...), exact.Of(float64(len(x)))).Float()
}

// mean sums in row order: the same on every machine.
func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

func describe(what basis.Text, codes []string, withinClass bool) basis.Text {
	if withinClass {
		return basis.Textf("%v imputation of %v, within classes", what, ofColumns(codes))
	}
	return basis.Textf("%v imputation of %v", what, ofColumns(codes))
}

// location fills the gaps of columns with a location of the donors.
func location(t *indicators.Table, name, what basis.Text, codes []string, withinClass bool, of func([]float64) (float64, error)) (indicators.Stage, error) {
	return impute(t, name, codes, func(code string) (filled, error) {
		return fromClass(t, code, what, withinClass, of)
	})
}

// filled is how the gaps of a column are filled.
type filled struct {
	changes      []indicators.Change
	confidential []bool // by change: a figure that it is taken from is; nil: none
	warnings     []error
}

// add adds a cell.
func (f *filled) add(c indicators.Change, confidential bool) {
	f.changes, f.confidential = append(f.changes, c), append(f.confidential, confidential)
}

// impute fills the gaps of columns, one after the other. fill lists the cells of a
// column that are to be filled, and warnings.
func impute(t *indicators.Table, name basis.Text, codes []string, fill func(code string) (filled, error)) (indicators.Stage, error) {
	stage := indicators.Stage{Name: name}
	hidden := make(map[string][]bool)
	err := each(t, columns(t, codes), func(_ int, code string) error {
		f, err := fill(code)
		for k := range f.changes {
			if c := &f.changes[k]; !t.Lack(c.Unit, code).IsZero() {
				c.Why = basis.Textf("%v (%v)", c.Why, t.Lack(c.Unit, code))
			}
		}
		stage.Changes = append(stage.Changes, f.changes...)
		stage.Warnings = append(stage.Warnings, f.warnings...)
		if len(f.changes) > 0 {
			stage.Warnings = append(stage.Warnings, treatedBefore(t, code)...)
		}
		if slices.Contains(f.confidential, true) {
			cells := make([]bool, t.Len())
			for k, c := range f.changes {
				i, _ := t.Row(c.Unit)
				cells[i] = f.confidential[k]
			}
			hidden[code] = cells
		}
		return err
	})
	if err == nil {
		stage.Table, err = t.With(indicators.Imputed, stage.Changes...)
	}
	for code, cells := range hidden {
		if err == nil {
			stage.Table, err = stage.Table.WithConfidential(code, cells)
		}
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", name, err)
	}
	return stage, nil
}

// treatedBefore warns of a column that is imputed after it was treated.
func treatedBefore(t *indicators.Table, code string) []error {
	treated := marked(t, code, indicators.Treated)
	if treated == 0 {
		return nil
	}
	return []error{fault("", code, basis.Errorf("%w: imputed after %v of it treated; impute first", ErrOrder, count(treated, "%d value", "%d values")))}
}

// group is the units of one class, or all, on one column.
type group struct {
	donors []float64
	gaps   []int // rows

	confidential bool // one of the donors is
}

// groups splits a column by class. order has the classes with a gap, by first
// appearance; labels tells whether any unit has a class.
func groups(t *indicators.Table, code string, withinClass bool) (by map[string]*group, order []string, labels bool) {
	marks, confidential := t.Marks(code), t.Confidential(code)
	by = make(map[string]*group)
	for i, v := range t.Column(code).All() {
		class := ""
		if withinClass {
			class = t.Unit(i).Class
			labels = labels || class != ""
		}
		g := by[class]
		if g == nil {
			g = &group{}
			by[class] = g
		}
		switch {
		case gap(v, marks.At(i)):
			if g.gaps == nil {
				order = append(order, class)
			}
			g.gaps = append(g.gaps, i)
		case given(v, marks.At(i)):
			g.donors = append(g.donors, v)
			g.confidential = g.confidential || confidential.At(i)
		}
	}
	return by, order, labels
}

// fromClass lists the cells of one column that are to be filled with a location of
// the class.
func fromClass(t *indicators.Table, code string, what basis.Text, withinClass bool, location func([]float64) (float64, error)) (out filled, err error) {
	by, order, labels := groups(t, code, withinClass)
	var errs []error
	for _, class := range order {
		g := by[class]
		of := basis.Textf("%v of %d values", what, len(g.donors))
		if withinClass {
			of = basis.Textf("%v of %d values in class %q", what, len(g.donors), class)
		}
		if len(g.donors) == 0 {
			err := basis.Errorf("%w: there is no value to take the %v of", basis.ErrMissing, what)
			if withinClass {
				err = basis.Errorf("%w: there is no value in class %q to take the %v of", basis.ErrMissing, class, what)
			}
			if in, _ := t.Framework().Find(code); in.Computed {
				err = basis.Errorf("%w; is the step that computes the column there, and before?", err)
			}
			errs = append(errs, fault("", code, err))
			continue
		}
		fill, err := location(g.donors)
		if err != nil {
			errs = append(errs, fault("", code, basis.Errorf("%v: %w", of, err)))
			continue
		}
		switch {
		case len(g.donors) < fewDonors:
			out.warnings = append(out.warnings, fault("", code, basis.Errorf("%w: imputed by the %v alone", basis.ErrFew, of)))
		case len(g.donors) < len(g.gaps):
			out.warnings = append(out.warnings, fault("", code, basis.Errorf("%w: the %v stands for %v", basis.ErrFew, of, count(len(g.gaps), "%d unit", "%d units"))))
		}
		if class == "" && labels {
			for _, i := range g.gaps {
				out.warnings = append(out.warnings, fault(t.Unit(i).Code, code, basis.Errorf("%w: the unit has no class, and is filled from others without one", basis.ErrMissing)))
			}
		}
		for _, i := range g.gaps {
			out.add(indicators.Change{Unit: t.Unit(i).Code, Indicator: code, Was: t.Column(code).At(i), Is: fill, Why: of}, g.confidential)
		}
	}
	return out, basis.JoinErrors(errs...)
}
