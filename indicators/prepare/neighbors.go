package prepare

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Neighbors fills each missing value with the mean of the K units that are nearest
// to the unit among those that have a value there. With z the values of the p
// columns By divided by the standard deviation (sample, n-1) of the column, the
// distance of two units is
//
//	d(a, b) = sqrt( p/q * sum (z_aj - z_bj)^2 )     over the q columns that both have
//
// so that units with few figures in common are not near for that alone. Unscaled
// leaves the division out, which lets the column with the largest numbers decide;
// the columns should then have one unit.
//
// Cells that an earlier step imputed count neither as values nor in distances, so
// that the order of imputations and of columns does not matter. Units as near as
// the K-th (distances are compared to 12 significant digits) are taken, too, so that
// the order of units does not matter either. Each
// filled cell is recorded with the neighbors and their distances, and marked
// [indicators.Imputed]; cells marked [indicators.NotApplicable] stay as they are.
//
// A gap for which no unit with a value has a column in common is an error
// ([basis.ErrMissing]) that names the cell; fewer than K such units give a
// warning ([basis.ErrFew]), and a column that was treated before another ([ErrOrder]).
// The effort is p times the number of units, for each unit with a gap.
//
// The zero Neighbors takes the 5 nearest by all measured indicators.
//
// Source: O. Troyanskaya et al. (2001), Missing value estimation methods for DNA
// microarrays, Bioinformatics 17(6), 520-525; distance with missing values: J. K.
// Dixon (1979), Pattern Recognition with Partly Missing Data, IEEE Transactions on
// Systems, Man, and Cybernetics 9(10), 617-621.
type Neighbors struct {
	Columns  []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	By       []string `json:"by,omitzero" names:"column"`      // none: all measured indicators
	K        int      `json:"k,omitzero"`                      // 0: 5
	Unscaled bool     `json:"unscaled,omitzero"`
}

var _ Columnwise = Neighbors{}

// On gives the step for these columns alone.
func (s Neighbors) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "imputation of rd by the 5 nearest units".
func (s Neighbors) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Neighbors) Text() basis.Text {
	out := basis.Textf("imputation of %v by the %d nearest units", ofColumns(s.Columns), or(s.K, 5))
	if len(s.By) > 0 {
		out = basis.Textf("%v on %s", out, strings.Join(s.By, ", "))
	}
	if s.Unscaled {
		out = basis.Textf("%v, unscaled", out)
	}
	return out
}

// Apply implements [indicators.Step].
func (s Neighbors) Apply(t *indicators.Table) (indicators.Stage, error) {
	k := or(s.K, 5)
	by := columns(t, s.By)
	err := known(t, by)
	if k < 0 {
		err = basis.JoinErrors(err, basis.Errorf("%w: %d neighbors", basis.ErrValue, k))
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	z := make([][]float64, len(by))
	basis.Each(len(by), t.Len()*len(by), func(j int) { z[j] = scaled(t, by[j], s.Unscaled) })
	hidden := hiddenOn(t, by)
	return impute(t, s.Text(), s.Columns, func(code string) (filled, error) {
		var gaps, donors []int
		x, marks, confidential := t.Column(code), t.Marks(code), t.Confidential(code)
		for i, v := range x.All() {
			switch {
			case gap(v, marks.At(i)):
				gaps = append(gaps, i)
			case given(v, marks.At(i)):
				donors = append(donors, i)
			}
		}
		out := filled{changes: make([]indicators.Change, len(gaps)), confidential: make([]bool, len(gaps))}
		warnings, errs := make([]error, len(gaps)), make([]error, len(gaps))
		basis.Each(len(gaps), len(gaps)*len(donors)*len(by), func(g int) {
			at := gaps[g]
			unit := t.Unit(at).Code
			near := nearest(z, at, donors, k)
			if len(near) == 0 {
				errs[g] = fault(unit, code, basis.Errorf("%w: no unit with a value has another figure in common with it", basis.ErrMissing))
				return
			}
			if len(near) < k {
				warnings[g] = fault(unit, code, basis.Errorf("%w: there are only %d of %d neighbors", basis.ErrFew, len(near), k))
			}
			out.confidential[g] = hidden[at]
			for _, n := range near {
				out.confidential[g] = out.confidential[g] || hidden[n.row] || confidential.At(n.row)
			}
			out.changes[g] = indicators.Change{Unit: unit, Indicator: code, Was: x.At(at), Is: meanAt(x, near), Why: nearWhy(t, near)}
		})
		out.warnings = compact(warnings)
		return out, basis.JoinErrors(errs...)
	})
}

// hiddenOn tells by row whether a unit has a confidential cell in one of the columns.
func hiddenOn(t *indicators.Table, codes []string) []bool {
	out := make([]bool, t.Len())
	for _, code := range codes {
		for i, is := range t.Confidential(code).All() {
			out[i] = out[i] || is
		}
	}
	return out
}

// anyHidden tells whether one of the columns has a confidential cell.
func anyHidden(t *indicators.Table, codes ...string) bool {
	for _, code := range codes {
		for _, is := range t.Confidential(code).All() {
			if is {
				return true
			}
		}
	}
	return false
}

// scaled returns the given values of a column divided by their standard deviation.
func scaled(t *indicators.Table, code string, unscaled bool) []float64 {
	x, marks := t.Column(code).Copy(), t.Marks(code)
	var donors []float64
	for i, v := range x {
		if given(v, marks.At(i)) {
			donors = append(donors, v)
		} else {
			x[i] = math.NaN()
		}
	}
	if unscaled || len(donors) < 2 {
		return x
	}
	m := mean(donors)
	var sum float64
	for _, v := range donors {
		sum += (v - m) * (v - m)
	}
	sd := math.Sqrt(sum / float64(len(donors)-1))
	if sd == 0 || math.IsInf(sd, 0) {
		sd = 1 // equal values are at no distance, whatever the scale
	}
	for i := range x {
		x[i] /= sd
	}
	return x
}

// neighbor is a donor and its distance.
type neighbor struct {
	row      int
	distance float64
}

// nearest returns the k nearest of the donors, and those as near as the last.
func nearest(z [][]float64, at int, donors []int, k int) []neighbor {
	near := make([]neighbor, 0, len(donors))
	for _, row := range donors {
		var sum float64
		both := 0
		for _, c := range z {
			if d := c[at] - c[row]; !math.IsNaN(d) {
				sum += d * d
				both++
			}
		}
		if both > 0 {
			near = append(near, neighbor{row, math.Sqrt(sum * float64(len(z)) / float64(both))})
		}
	}
	slices.SortFunc(near, func(a, b neighbor) int {
		switch {
		case a.distance < b.distance:
			return -1
		case a.distance > b.distance:
			return 1
		}
		return a.row - b.row
	})
	if len(near) > k {
		end := k
		for end < len(near) && compared(near[end].distance) == compared(near[k-1].distance) {
			end++
		}
		near = near[:end]
	}
	return near
}

func meanAt(x basis.View[float64], near []neighbor) float64 {
	values := make([]float64, len(near))
	for i, n := range near {
		values[i] = x.At(n.row)
	}
	return exactMean(values)
}

// nearWhy names the neighbors: "mean of the 3 nearest: 410122, 410181, 410182, at
// distances 0.4 to 1.2".
func nearWhy(t *indicators.Table, near []neighbor) basis.Text {
	codes := make([]string, len(near))
	for i, n := range near {
		codes[i] = t.Unit(n.row).Code
	}
	return basis.Textf("mean of the %d nearest: %s, at distances %s to %s", len(near), strings.Join(codes, ", "),
		figure(near[0].distance), figure(near[len(near)-1].distance))
}

// compact drops nil errors.
func compact(errs []error) []error {
	return slices.DeleteFunc(errs, func(err error) bool { return err == nil })
}
