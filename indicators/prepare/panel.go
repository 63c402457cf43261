package prepare

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Carry fills each missing value with the unit's own last figure of the column
// before, from a table of a [indicators.Panel]:
//
//	x(year) = x(the latest year before that has a figure)
//
// not further back than Years; 0 is any number (in a panel of half-years, quarters or
// months, years are years all the same). With Back, a gap before the first
// figure gets the first figure after, within the same limit.
//
// The rules by the number of a unit's figures (in other years; cells that a step
// imputed are none): with none the gap stays and the stage warns
// ([basis.ErrMissing]), with one or more the nearest in the direction is taken,
// and if there is none in the direction or within the limit the gap stays and the
// stage warns. Each filled cell is recorded with the year of its figure and marked
// [indicators.Imputed]; cells marked [indicators.NotApplicable] stay as they are.
//
// The other years are as the panel has them; a column that is computed must be made
// in all of them first, by [EachYear]. A table that is of no panel is an error, as
// are columns that the table does not have.
//
// The zero Carry carries the last figure of all measured indicators, however old.
type Carry struct {
	Columns []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	Years   int      `json:"years,omitzero"`                  // the oldest figure that counts; 0: any
	Back    bool     `json:"back,omitzero"`                   // also the first figure after
}

var _ Columnwise = Carry{}

// On gives the step for these columns alone.
func (s Carry) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "last figures of rd carried forward, at most 2 years".
func (s Carry) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Carry) Text() basis.Text {
	out := basis.Textf("last figures of %v carried forward", ofColumns(s.Columns))
	if s.Back {
		out = basis.Textf("%v, first ones back", out)
	}
	if s.Years > 0 {
		out = basis.Textf("%v, at most %v", out, count(s.Years, "%d year", "%d years"))
	}
	return out
}

// Apply implements [indicators.Step].
func (s Carry) Apply(t *indicators.Table) (indicators.Stage, error) {
	if s.Years < 0 {
		return indicators.Stage{}, basis.Errorf("%s: %w: %d years", s, basis.ErrValue, s.Years)
	}
	oldest := math.MaxInt
	if p, _ := t.Panel(); p != nil && s.Years > 0 {
		oldest = s.Years * p.Period().InYear()
	}
	return fromYears(t, s.Text(), s.Columns, func(before, after *seen) (float64, basis.Text, bool) {
		switch {
		case before != nil && before.away <= oldest:
			return before.x, basis.Textf("figure of %d carried forward", before.year), true
		case s.Back && before == nil && after != nil && after.away <= oldest:
			return after.x, basis.Textf("figure of %d carried back", after.year), true
		}
		return 0, basis.Text{}, false
	})
}

// Interpolate fills each missing value on the straight line between the unit's own
// nearest figures before and after, from a table of a [indicators.Panel]:
//
//	x(t) = x(t0) + (x(t1) - x(t0)) (t - t0) / (t1 - t0)     t0 < t < t1
//
// The rules by the number of a unit's figures (in other years; cells that a step
// imputed are none): with none the gap stays and the stage warns
// ([basis.ErrMissing]); with one, and with two or more outside of them, the
// nearest figure is taken; with two or more between them, the line. Inside leaves
// gaps outside of the figures (so also with one) as they are and warns.
//
// Each filled cell is recorded with the years of its figures and marked
// [indicators.Imputed]; cells marked [indicators.NotApplicable] stay as they are.
// Everything else is as with [Carry].
//
// The zero Interpolate fills all measured indicators.
type Interpolate struct {
	Columns []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	Inside  bool     `json:"inside,omitzero"`                 // only between figures
}

var _ Columnwise = Interpolate{}

// On gives the step for these columns alone.
func (s Interpolate) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "interpolation of rd between years".
func (s Interpolate) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Interpolate) Text() basis.Text {
	out := basis.Textf("interpolation of %v between years", ofColumns(s.Columns))
	if !s.Inside {
		out = basis.Textf("%v, nearest figure outside", out)
	}
	return out
}

// Apply implements [indicators.Step].
func (s Interpolate) Apply(t *indicators.Table) (indicators.Stage, error) {
	return fromYears(t, s.Text(), s.Columns, func(before, after *seen) (float64, basis.Text, bool) {
		switch {
		case before != nil && after != nil:
			return onLine(before, after), basis.Textf("on the line between %d and %d", before.year, after.year), true
		case s.Inside:
		case before != nil:
			return before.x, basis.Textf("figure of %d, the last there is", before.year), true
		case after != nil:
			return after.x, basis.Textf("figure of %d, the first there is", after.year), true
		}
		return 0, basis.Text{}, false
	})
}

// seen is a unit's figure in another year.
type seen struct {
	x            float64
	year         int
	away         int // periods of the panel
	confidential bool
}

// fromYears fills gaps from the unit's nearest figures before and after.
func fromYears(t *indicators.Table, name basis.Text, codes []string, of func(before, after *seen) (x float64, why basis.Text, ok bool)) (indicators.Stage, error) {
	p, year := t.Panel()
	if p == nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", name, errNoPanel)
	}
	others := make(map[int]*indicators.Table)
	for _, y := range p.Years() {
		if y != year {
			others[y] = t.Earlier(p.Between(y, year))
		}
	}
	return impute(t, name, codes, func(code string) (out filled, err error) {
		x, marks := t.Column(code), t.Marks(code)
		before, after := make([]*seen, t.Len()), make([]*seen, t.Len())
		for _, y := range p.Years() {
			o := others[y]
			if o == nil {
				continue
			}
			ox, om, confidential := o.Column(code), o.Marks(code), o.Confidential(code)
			for i, v := range x.All() {
				switch {
				case !gap(v, marks.At(i)) || !given(ox.At(i), om.At(i)):
				case y < year: // years are in order: the last one seen is the nearest
					before[i] = &seen{ox.At(i), y, p.Between(y, year), confidential.At(i)}
				case after[i] == nil:
					after[i] = &seen{ox.At(i), y, p.Between(year, y), confidential.At(i)}
				}
			}
		}
		for i, u := range t.Units() {
			if !gap(x.At(i), marks.At(i)) {
				continue
			}
			v, why, ok := of(before[i], after[i])
			if !ok {
				out.warnings = append(out.warnings, fault(u.Code, code, basis.Errorf("%w: no other year has a figure to take", basis.ErrMissing)))
				continue
			}
			hidden := before[i] != nil && before[i].confidential || after[i] != nil && after[i].confidential
			out.add(indicators.Change{Unit: u.Code, Indicator: code, Was: x.At(i), Is: v, Why: why}, hidden)
		}
		return out, nil
	})
}

var errNoPanel = basis.Errorf("%w: the table is of no panel, so there are no other years", basis.ErrMissing)

// EachYear applies another step to the table of every year of a panel, so that
// later steps find in the other years what they find in this one: a ratio whose
// growth is wanted is made in each year first.
//
//	prepare.EachYear{Of: prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}}
//	prepare.Growth{Code: "tax_per_mu_growth", Of: "tax_per_mu"}
//
// The stage has the changes of the table's own year; warnings of other years begin
// with the year. The step must not fail in any year; all faults are reported at
// once. A table that is of no panel is an error.
type EachYear struct {
	Of indicators.Step `json:"of"`
}

var _ indicators.Step = EachYear{}

// String gives "in each year: tax_per_mu = tax / land".
func (s EachYear) String() string { return s.Text().String() }

// Text gives the words of String.
func (s EachYear) Text() basis.Text {
	if s.Of == nil {
		return basis.Textf("in each year")
	}
	return basis.Textf("in each year: %v", nameOf(s.Of))
}

// Apply implements [indicators.Step].
func (s EachYear) Apply(t *indicators.Table) (indicators.Stage, error) {
	p, year := t.Panel()
	if p == nil || s.Of == nil {
		err := errNoPanel
		if s.Of == nil {
			err = basis.Errorf("%w: there is no step", basis.ErrEmpty)
		}
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	var out indicators.Stage
	var warnings, errs []error
	tables := make(map[int]*indicators.Table)
	for _, y := range p.Years() {
		of := p.Table(y)
		if y == year {
			of = t
		}
		stage, err := s.Of.Apply(of)
		if err != nil {
			errs = append(errs, basis.Errorf("%d: %w", y, err))
			continue
		}
		tables[y] = stage.Table
		if y == year {
			out = stage
			continue
		}
		for _, w := range stage.Warnings {
			warnings = append(warnings, basis.Errorf("%d: %w", y, w))
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("in each year: %w", err)
	}
	made, err := indicators.NewPanel(tables)
	if err == nil {
		made, err = made.Per(p.Period())
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("in each year: %w", err)
	}
	out.Name, out.Table = basis.Textf("in each year: %v", out.Name), made.Table(year)
	out.Warnings = append(out.Warnings, warnings...)
	return out, nil
}

// finite tells whether a figure can be computed with.
func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
