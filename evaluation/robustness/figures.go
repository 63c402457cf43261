package robustness

import (
	"maps"
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Shape is a distribution of errors around 0. The zero value is Normal.
type Shape int

// The shapes, with what the size of an [Error] is of each.
const (
	Normal     Shape = iota // standard deviation
	Uniform                 // half width: rounding to d decimals is uniform of half a unit
	Triangular              // half width, most likely 0
)

var shapes = basis.Words{"normal", "uniform", "triangular"}

// String gives normal, uniform or triangular.
func (s Shape) String() string { return basis.Name(shapes, "Shape", s) }

// MarshalText gives the word.
func (s Shape) MarshalText() ([]byte, error) { return basis.MarshalWord(shapes, "shape of errors", s) }

// UnmarshalText accepts exactly the words of String.
func (s *Shape) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(shapes, "shape of errors", s, text)
}

// quantile of the distribution of size 1.
func (s Shape) quantile(u float64) float64 {
	switch s {
	case Uniform:
		return 2*u - 1
	case Triangular:
		if u < 0.5 {
			return math.Sqrt(2*u) - 1
		}
		return 1 - math.Sqrt(2*(1-u))
	default:
		return mathext.NormalQuantile(u)
	}
}

// Error is by how much a figure may be wrong:
//
//	x + Size z,  or, if Relative,  x (1 + Size z)
//
// with z of the shape, for each figure on its own.
type Error struct {
	Shape    Shape   `json:"shape,omitzero"`
	Size     float64 `json:"size"`
	Relative bool    `json:"relative,omitzero"`
}

// off is a figure with the error that a uniform number gives.
func (e Error) off(x, u float64) float64 {
	if e.Size == 0 {
		return x
	}
	z := float64(e.Size * e.Shape.quantile(u))
	if e.Relative {
		z = float64(z * x)
	}
	return x + z
}

// Figures are figures of the prepared table that may be wrong: of each indicator by its
// error, and of single cells, by unit and indicator, by one of their own. Missing figures
// stay missing. Scales that are fitted to the data follow the drawn figures; a figure
// that the normalizer refuses makes a draw that fails.
//
// Where measurement error is all that is uncertain, a study is about a sample of what
// might have been measured, and the word significant has its place.
type Figures struct {
	By    map[string]Error            `json:"by,omitzero" names:"column"` // by code of the indicator
	Cells map[string]map[string]Error `json:"cells,omitzero"`             // by unit, then by indicator
}

var _ Factor = Figures{}

// Label is "figures".
func (Figures) Label() basis.Text { return basis.Textf("figures") }
func (Figures) touches() []string { return []string{"figures"} }

// codes lists the indicators with errors, in order.
func (f Figures) codes() []string {
	seen := map[string]bool{}
	for code := range f.By {
		seen[code] = true
	}
	for _, cells := range f.Cells {
		for code := range cells {
			seen[code] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

func (f Figures) check(l *layout.Layout) error {
	var errs []error
	bad := func(unit, code string, e Error) {
		at, ok := l.Index[code]
		switch {
		case !ok || !slices.Contains(l.Leaves, at):
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: it is no measured indicator that could be wrong", basis.ErrUnknown)})
		case !(e.Size >= 0) || math.IsInf(e.Size, 0) || e.Shape < Normal || e.Shape > Triangular:
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%w: an error of size %v and shape %d", basis.ErrValue, e.Size, int(e.Shape))})
		}
	}
	for _, code := range slices.Sorted(maps.Keys(f.By)) {
		bad("", code, f.By[code])
	}
	for _, unit := range slices.Sorted(maps.Keys(f.Cells)) {
		if !slices.Contains(l.Units, unit) {
			errs = append(errs, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown})
		}
		for _, code := range slices.Sorted(maps.Keys(f.Cells[unit])) {
			bad(unit, code, f.Cells[unit][code])
		}
	}
	return basis.JoinErrors(errs...)
}

// numbers is one a unit for each indicator with errors.
func (f Figures) numbers(l *layout.Layout) int { return len(f.codes()) * len(l.Units) }

func (Figures) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }

func (f Figures) set(d *drawing, u []float64) error {
	t := d.table
	for _, code := range f.codes() {
		if _, ok := t.Framework().Find(code); !ok { // left out
			u = u[t.Len():]
			continue
		}
		x, marks := t.Column(code).Copy(), t.Marks(code).Copy()
		for i := range x {
			e := f.By[code]
			if own, ok := f.Cells[t.Unit(i).Code][code]; ok {
				e = own
			}
			x[i] = e.off(x[i], u[i])
		}
		u = u[len(x):]
		var err error
		if d.table, err = d.table.WithColumn(code, x, marks); err != nil {
			return err
		}
	}
	return nil
}
