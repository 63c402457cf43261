package prepare

import (
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Screen takes units out of the evaluation: those that have too few figures, too
// many zeros, or both, and those named in Out. Over the columns looked at, a unit
// leaves if
//
//	figures / columns < Available     or     figures that are not 0 / figures < NonZero
//
// Shares are from 0 to 1; with 0, the zero value, a share is not looked at. A cell
// that an earlier step imputed is no figure, so that it does not matter whether
// units are screened before or after an imputation; but a unit that leaves after it
// has had a part in the figures of others, and the stage warns ([ErrOrder]). Cells
// marked [indicators.NotApplicable] are not counted as columns.
//
// In keeps units whatever their shares, with a warning if they fall short. Both In
// and Out have the reason for each unit by code; it goes into the record, and should
// be given. Each unit that leaves is a [indicators.Departure] with its shares or the
// reason.
//
// A share outside of [0, 1], a unit that the table does not have or that is in both
// lists, and a column that it does not have are errors, all reported at once; that
// no unit is left is an error as well. A unit that the table had and that left it
// before is a warning ([basis.ErrIdle]). The zero Screen keeps all.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3;
// shares as in COINr (W. Becker et al. 2022, Journal of Open Source Software 7(78),
// 4567), unit screening.
type Screen struct {
	Columns   []string          `json:"columns,omitzero" names:"column"` // none: all measured indicators
	Available float64           `json:"available,omitzero"`
	NonZero   float64           `json:"non_zero,omitzero"`
	In        map[string]string `json:"in,omitzero"`
	Out       map[string]string `json:"out,omitzero"`
}

var _ indicators.Step = Screen{}

// String gives "units with figures for at least 65 % of all measured indicators".
func (s Screen) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Screen) Text() basis.Text {
	out := basis.Textf("units screened on %v", ofColumns(s.Columns))
	if s.Available > 0 {
		out = basis.Textf("%v, at least %s with figures", out, percent(s.Available))
	}
	if s.NonZero > 0 {
		out = basis.Textf("%v, at least %s of these not 0", out, percent(s.NonZero))
	}
	if n := len(s.In); n > 0 {
		out = basis.Textf("%v, %d kept by name", out, n)
	}
	if n := len(s.Out); n > 0 {
		out = basis.Textf("%v, %d left out by name", out, n)
	}
	return out
}

// percent writes a share of 1 as a percentage.
func percent(x float64) string { return fmt.Sprintf("%.4g %%", 100*x) }

// Apply implements [indicators.Step].
func (s Screen) Apply(t *indicators.Table) (indicators.Stage, error) {
	stage := indicators.Stage{Name: s.Text()}
	gone, err := s.check(t)
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	stage.Warnings = gone
	counts := s.count(t)
	leaves := make(map[string]bool)
	for i, u := range t.Units() {
		why := s.why(counts[i])
		reason, out := s.Out[u.Code]
		kept, in := s.In[u.Code]
		switch {
		case out:
			why = named(basis.Textf("left out by name"), reason)
		case why.IsZero():
			continue
		case in:
			stage.Warnings = append(stage.Warnings, fault(u.Code, "", basis.Errorf("%w: %v; %v", basis.ErrFew, why, named(basis.Textf("kept by name"), kept))))
			continue
		}
		leaves[u.Code] = true
		stage.Left = append(stage.Left, indicators.Departure{Unit: u.Code, Why: why})
	}
	if n := len(leaves); n > 0 {
		stage.Warnings = append(stage.Warnings, imputedBefore(t, n)...)
	}
	if stage.Table, err = t.Select(func(u indicators.Unit) bool { return !leaves[u.Code] }); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	return stage, nil
}

func named(what basis.Text, reason string) basis.Text {
	if reason == "" {
		return what
	}
	return basis.Textf("%v: %s", what, reason)
}

// check refuses what does not go, and warns of units that had left before.
func (s Screen) check(t *indicators.Table) (gone []error, err error) {
	errs := []error{known(t, s.Columns)}
	for _, x := range []float64{s.Available, s.NonZero} {
		if !(x >= 0 && x <= 1) {
			errs = append(errs, basis.Errorf("%w: a share of %v", basis.ErrValue, x))
		}
	}
	for _, list := range []map[string]string{s.In, s.Out} {
		for _, unit := range slices.Sorted(maps.Keys(list)) {
			if _, ok := t.Row(unit); ok {
				continue
			}
			if slices.ContainsFunc(slices.Collect(t.Departed()), func(u indicators.Unit) bool { return u.Code == unit }) {
				gone = append(gone, fault(unit, "", basis.Errorf("%w: the unit has left before", basis.ErrIdle)))
				continue
			}
			var known []string
			for _, u := range t.Units() {
				known = append(known, u.Code)
			}
			errs = append(errs, fault(unit, "", basis.Errorf("%w: the table has no such unit%v", basis.ErrUnknown, basis.Meant(unit, known))))
		}
	}
	for _, unit := range slices.Sorted(maps.Keys(s.In)) {
		if _, both := s.Out[unit]; both {
			errs = append(errs, fault(unit, "", basis.Errorf("%w: named to stay and to leave", basis.ErrValue)))
		}
	}
	return gone, basis.JoinErrors(errs...)
}

// counted is what a unit has on the columns looked at.
type counted struct{ columns, figures, zeros int }

func (s Screen) count(t *indicators.Table) []counted {
	out := make([]counted, t.Len())
	for _, code := range columns(t, s.Columns) {
		x, marks := t.Column(code), t.Marks(code)
		for i := range out {
			if marks.At(i) == indicators.NotApplicable {
				continue
			}
			out[i].columns++
			if given(x.At(i), marks.At(i)) {
				out[i].figures++
				if x.At(i) == 0 {
					out[i].zeros++
				}
			}
		}
	}
	return out
}

// why says why a unit with these counts leaves; "" if it does not.
func (s Screen) why(c counted) basis.Text {
	share := func(a, b int) float64 { return float64(a) / float64(b) } // NaN for 0 of 0: below nothing
	var out basis.Text
	if share(c.figures, c.columns) < s.Available {
		out = basis.Textf("figures for %d of %d indicators, below %s", c.figures, c.columns, percent(s.Available))
	}
	if share(c.figures-c.zeros, c.figures) < s.NonZero {
		out = listed(out, basis.Textf("%d of %d figures are not 0, below %s", c.figures-c.zeros, c.figures, percent(s.NonZero)))
	}
	return out
}

// imputedBefore warns that units leave after an imputation.
func imputedBefore(t *indicators.Table, leave int) []error {
	n := 0
	for _, code := range columns(t, nil) {
		for i, m := range t.Marks(code).All() {
			if m == indicators.Imputed && !math.IsNaN(t.Column(code).At(i)) {
				n++
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []error{basis.Errorf("%w: %v leave after %v filled in, in part from theirs; screen first", ErrOrder, count(leave, "%d unit", "%d units"), count(n, "%d value", "%d values"))}
}
