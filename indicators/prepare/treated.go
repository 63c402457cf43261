package prepare

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// values are those of a column that are there, with their rows.
type values struct {
	t     *indicators.Table
	units []string // codes, by row
	code  string
	x     []float64
	rows  []int // nil: all rows of the table
}

func valuesOf(t *indicators.Table, units []string, code string) values {
	column := t.Column(code).Copy()
	v := values{t: t, units: units, code: code, x: column}
	if slices.ContainsFunc(column, math.IsNaN) {
		v.x, v.rows = make([]float64, 0, len(column)), make([]int, 0, len(column))
		for i, x := range column {
			if !math.IsNaN(x) {
				v.x, v.rows = append(v.x, x), append(v.rows, i)
			}
		}
	}
	return v
}

// row is the row of value i.
func (v values) row(i int) int {
	if v.rows == nil {
		return i
	}
	return v.rows[i]
}

// at turns the error of a curve or fence into one that names indicator and units.
func (v values) at(err error) error {
	var errs []error
	for e := range basis.All(err) {
		var one *ValueError
		if errors.As(e, &one) && one.At >= 0 && one.At < len(v.x) {
			errs = append(errs, fault(v.units[v.row(one.At)], v.code, one.Err))
			continue
		}
		errs = append(errs, fault("", v.code, e))
	}
	return basis.JoinErrors(errs...)
}

// treated is what became of the values of a column.
type treated struct {
	x         []float64 // new values; nil: as they were
	low, high []int     // values that changed, by why[0] and why[1]
	why       [2]basis.Text
	bent      bool // all of them by a curve
	warnings  []error
}

func (d treated) count() int {
	if d.bent {
		return len(d.x)
	}
	return len(d.low) + len(d.high)
}

// moved tells by row which values changed, and not by a curve.
func (d treated) moved(v values) []bool {
	out := make([]bool, v.t.Len())
	for _, i := range slices.Concat(d.low, d.high) {
		out[v.row(i)] = true
	}
	return out
}

// treat treats columns alone, on all cores, and makes the record.
func treat(t *indicators.Table, name basis.Text, codes []string, one func(v values) (treated, error)) (indicators.Stage, error) {
	codes = columns(t, codes)
	vs, ds, errs := make([]values, len(codes)), make([]treated, len(codes)), make([]error, len(codes))
	units := make([]string, t.Len())
	for i, u := range t.Units() {
		units[i] = u.Code
	}
	basis.Each(len(codes), t.Len()*len(codes), func(j int) {
		if t.Has(codes[j]) {
			vs[j] = valuesOf(t, units, codes[j])
			ds[j], errs[j] = one(vs[j])
		}
	})
	if err := each(t, codes, func(j int, _ string) error { return errs[j] }); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", name, err)
	}
	stage := indicators.Stage{Name: name, Table: t}
	from := make([]int, len(codes)+1)
	for j, d := range ds {
		from[j+1] = from[j] + d.count()
	}
	stage.Changes = make([]indicators.Change, from[len(codes)])
	marks := make([][]indicators.Mark, len(codes))
	x := make([][]float64, len(codes))
	basis.Each(len(codes), t.Len()*len(codes), func(j int) {
		if ds[j].count() > 0 {
			x[j], marks[j] = ds[j].record(vs[j], stage.Changes[from[j]:from[j+1]])
		}
	})
	for j, code := range codes {
		stage.Warnings = append(stage.Warnings, ds[j].warnings...)
		if x[j] == nil {
			continue
		}
		stage.Warnings = append(stage.Warnings, twice(t, code, ds[j].bent)...)
		out, err := stage.Table.WithColumn(code, x[j], marks[j], code)
		if err == nil && ds[j].bent {
			out, err = out.Roughen(stage.Changes[from[j]:from[j+1]]...)
		}
		if err == nil && anyHidden(t, code) { // what is moved to the end takes the figure of another unit
			out, err = out.WithConfidential(code, ds[j].moved(vs[j]))
		}
		if err != nil {
			return indicators.Stage{}, basis.Errorf("%s: %w", name, err)
		}
		stage.Table = out
	}
	return stage, nil
}

// record writes the changes, and returns the whole column with its marks.
func (d treated) record(v values, changes []indicators.Change) (x []float64, marks []indicators.Mark) {
	was := v.t.Column(v.code)
	marks = v.t.Marks(v.code).Copy()
	x = d.x
	if v.rows != nil {
		x = was.Copy()
	}
	change := func(c *indicators.Change, i int, why basis.Text) {
		row := v.row(i)
		*c = indicators.Change{Unit: v.units[row], Indicator: v.code, Was: was.At(row), Is: d.x[i], Why: why}
		x[row] = d.x[i]
		if grave(marks[row]) < grave(indicators.Treated) {
			marks[row] = indicators.Treated
		}
	}
	if d.bent {
		for i := range d.x {
			change(&changes[i], i, d.why[1])
		}
		return x, marks
	}
	for k, i := range d.low {
		change(&changes[k], i, d.why[0])
	}
	for k, i := range d.high {
		change(&changes[len(d.low)+k], i, d.why[1])
	}
	return x, marks
}

// twice warns of a column that is treated although it was before, and of figures of
// the indicator that a curve leaves behind.
func twice(t *indicators.Table, code string, bent bool) []error {
	var out []error
	if marked(t, code, indicators.Treated) > 0 {
		out = append(out, fault("", code, basis.Errorf("%w: the column was treated before", ErrOrder)))
	}
	in, _ := t.Framework().Find(code)
	if bent && (in.Bounds != nil || in.Target != nil || in.Base != 0) {
		out = append(out, fault("", code, basis.Errorf("%w: the indicator has bounds, a target or a base; they must be on the new scale", indicators.ErrRange)))
	}
	return out
}
