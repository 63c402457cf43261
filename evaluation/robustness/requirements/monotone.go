package requirements

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Monotone asks that a better raw figure never lowers the score of its unit, on the node
// that the decision ranks by. It is probed on the real table, every figure of every unit
// by itself: it is raised (lowered, where less is better) to the next better figure of
// another unit, and to one that is a tenth of the range of all beyond the best; where a
// target is best, to the next nearer figure and into the target. Each time the model is
// run anew from the raw table, steps, scales and weights included: weights from the data
// and data-dependent scales are where schemes break this. Scores are compared to 12
// significant digits.
//
// A probe is no proof: between and beyond the probes a score may still fall. Indicators
// that are computed from other columns, and figures that are missing, are not probed.
// Where the model refuses a figure beyond the best, such as a percentage above 100, the
// probe is left out; where it refuses another unit's figure, nothing can be checked.
type Monotone struct{}

var _ Requirement = Monotone{}

// Text says it in words.
func (Monotone) Text() basis.Text { return basis.Textf("a better figure never lowers a score") }

// probe is one figure that is bettered.
type probe struct {
	row    int
	code   string
	to     float64
	beyond bool
}

// Check implements [Requirement]; there is a breach for each indicator, with its units,
// the largest fall of a score first, and that fall (below 0) as its figure.
func (r Monotone) Check(c Candidate) error {
	raw := c.Result.Raw
	var probes []probe
	for _, in := range raw.Framework().Measured() {
		if !in.Computed {
			probes = append(probes, probesOf(raw, in)...)
		}
	}
	falls, errs := make([]float64, len(probes)), make([]error, len(probes))
	basis.Each(len(probes), basis.Large, func(i int) {
		falls[i], errs[i] = c.gain(probes[i])
	})
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	var out []error
	for from := 0; from < len(probes); {
		past := from
		var bad []int
		for ; past < len(probes) && probes[past].code == probes[from].code; past++ {
			if falls[past] < 0 {
				bad = append(bad, past)
			}
		}
		slices.SortStableFunc(bad, func(a, b int) int { return cmp.Compare(falls[a], falls[b]) })
		if len(bad) > 0 {
			b := &Breach{Requirement: r.Text(), Found: falls[bad[0]], Indicators: []string{probes[from].code}}
			for _, i := range bad {
				if code := raw.Unit(probes[i].row).Code; !slices.Contains(b.Units, code) {
					b.Units = append(b.Units, code)
				}
			}
			out = append(out, b)
		}
		from = past
	}
	return basis.JoinErrors(out...)
}

// gain is by how much the score of a unit rises with a better figure.
func (c Candidate) gain(p probe) (float64, error) {
	unit := c.Result.Raw.Unit(p.row).Code
	was, ok := c.Result.Score(unit, c.Decision.Code)
	if !ok || math.IsNaN(was) {
		return 0, nil // it left, or has no score
	}
	at := func(err error) error { return &indicators.InputError{Unit: unit, Indicator: p.code, Err: err} }
	t, err := c.Result.Raw.With(indicators.Reported, indicators.Change{Unit: unit, Indicator: p.code, Is: p.to})
	if err != nil {
		return 0, at(err)
	}
	got, err := rerun.Evaluate(c.Result, t, c.Result.Model, c.Result.Rulings)
	if err != nil {
		if p.beyond {
			return 0, nil
		}
		return 0, at(basis.Errorf("with %v: %w", p.to, err))
	}
	is, ok := got.Score(unit, c.Decision.Code)
	if !ok || math.IsNaN(is) {
		return 0, at(basis.Errorf("%w: with %v it has no score", basis.ErrMissing, p.to))
	}
	if stats.RoundSignificant(is, indicators.ComparedDigits) == stats.RoundSignificant(was, indicators.ComparedDigits) {
		return 0, nil
	}
	return is - was, nil
}

// probesOf lists what one indicator is probed with, unit after unit.
func probesOf(t *indicators.Table, in indicators.Indicator) []probe {
	x := t.Column(in.Code)
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, v := range x.All() {
		if !math.IsNaN(v) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	if lo > hi {
		return nil
	}
	bad := func(v float64) float64 { return rerun.Worse(in, v) }
	beyond := hi + (hi-lo)/10
	switch in.Direction {
	case indicators.Lower:
		beyond = lo - (hi-lo)/10
	case indicators.Target:
		beyond = in.Target.Lo + (in.Target.Hi-in.Target.Lo)/2
	}
	sorted := x.Copy()
	sorted = slices.DeleteFunc(sorted, math.IsNaN)
	slices.SortFunc(sorted, func(a, b float64) int { return cmp.Compare(bad(a), bad(b)) })
	var out []probe
	for row, v := range x.All() {
		if math.IsNaN(v) {
			continue
		}
		if k, _ := slices.BinarySearchFunc(sorted, bad(v), func(a, to float64) int { return cmp.Compare(bad(a), to) }); k > 0 {
			out = append(out, probe{row: row, code: in.Code, to: sorted[k-1]})
		}
		if bad(beyond) < bad(v) {
			out = append(out, probe{row: row, code: in.Code, to: beyond, beyond: true})
		}
	}
	return out
}
