package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Products finds columns that count the same twice: two that are proportional to
// each other or one to the reciprocal of the other ([RuleSame]), and one that is
// the product or the quotient of two others ([RuleProduct]), as output an
// enterprise is of output and enterprises. In logarithms these are linear
// dependencies with coefficients of 1 and -1,
//
//	ln a = c + ln b,  ln a = c - ln b,  ln a = c + ln b + ln d,  ln a = c + ln b - ln d
//
// and one is found if, with the best c, no unit is off by more than Tolerance,
// which is a relative deviation: 0.001 is a tenth of a per cent. The factor exp(c)
// is free, so that units (yuan, 万元) do not matter. A column that is itself constant
// within the tolerance is not looked at.
//
// Units with a value of 0 or less, or none, on one of the columns are left out; a
// column for which that leaves fewer than 8 units, or fewer than half, gives a
// finding with Err.
type Products struct {
	Columns   []string `json:"columns,omitzero"`   // nil: all measured indicators
	Tolerance float64  `json:"tolerance,omitzero"` // 0: 0.001
}

var _ Check = Products{}

// Find implements [Check]. Figure is the largest deviation, Limit the tolerance.
func (c Products) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.Tolerance); err != nil {
		return nil, basis.Errorf("products: %w", err)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("products: %w", err)
	}
	tolerance := or(c.Tolerance, 0.001)
	var out []Finding
	var names []string
	var logs [][]float64
	for _, code := range codes {
		x, positive := logarithms(t.Column(code))
		switch spread, _ := deviation([][]float64{x}, []float64{1}); {
		case positive < fewest(t.Len()):
			out = append(out, open(RuleProduct, "", code, nil, basis.Errorf("%w: logarithms of %d values above 0, of at least %d", basis.ErrFew, positive, fewest(t.Len()))))
		case spread > tolerance:
			names, logs = append(names, code), append(logs, x)
		}
	}
	s := search{names: names, x: logs, tolerance: tolerance, fewest: fewest(t.Len())}
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			for _, sign := range []float64{-1, 1} {
				if off, ok := s.holds([]int{a, b}, []float64{1, sign}); ok {
					text := basis.Textf("%s is proportional to %s, %v", names[a], names[b], within(off))
					if sign > 0 {
						text = basis.Textf("%s is proportional to the reciprocal of %s, %v", names[a], names[b], within(off))
					}
					out = append(out, Finding{
						Rule: RuleSame, Indicator: names[a], With: []string{names[b]}, Figure: off, Limit: tolerance,
						Text: text,
					})
				}
			}
		}
	}
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			for d := b + 1; d < len(names); d++ {
				out = append(out, s.triple(a, b, d)...)
			}
		}
	}
	return out, nil
}

// triple looks at the four ways in which three columns can depend on each other.
// If two of them hold, one of the columns is constant.
func (s search) triple(a, b, d int) []Finding {
	n := s.names
	for _, way := range []struct {
		sign []float64
		of   string
		with []string
		how  string
	}{
		{[]float64{1, -1, -1}, n[a], []string{n[b], n[d]}, n[b] + " * " + n[d]},
		{[]float64{1, -1, 1}, n[b], []string{n[a], n[d]}, n[a] + " * " + n[d]},
		{[]float64{1, 1, -1}, n[d], []string{n[a], n[b]}, n[a] + " * " + n[b]},
		{[]float64{1, 1, 1}, n[a], []string{n[b], n[d]}, "1 / (" + n[b] + " * " + n[d] + ")"},
	} {
		if off, ok := s.holds([]int{a, b, d}, way.sign); ok {
			return []Finding{{
				Rule: RuleProduct, Indicator: way.of, With: way.with, Figure: off, Limit: s.tolerance,
				Text: basis.Textf("%s is proportional to %s, %v", way.of, way.how, within(off)),
			}}
		}
	}
	return nil
}

// logarithms of the values above 0; NaN for the others.
func logarithms(x basis.View[float64]) (logs []float64, positive int) {
	logs = make([]float64, x.Len())
	for i, v := range x.All() {
		logs[i] = math.NaN()
		if v > 0 {
			logs[i] = math.Log(v)
			positive++
		}
	}
	return logs, positive
}

// fewest is how many of n units a relation must be seen on.
func fewest(n int) int { return max(8, (n+1)/2) }

// search looks for sums of columns, with signs, that are the same for all units.
type search struct {
	names     []string
	x         [][]float64
	tolerance float64
	fewest    int
}

// holds reports whether the sum of the columns at, times their signs, stays within
// the tolerance of its middle for all units that have all values, and how far off
// it gets. Most sums fail on the first few units and cost no more.
func (s search) holds(at []int, sign []float64) (off float64, ok bool) {
	lo, hi, seen := math.Inf(1), math.Inf(-1), 0
	for i := range s.x[at[0]] {
		var sum float64
		for k, j := range at {
			sum += sign[k] * s.x[j][i]
		}
		if math.IsNaN(sum) {
			continue
		}
		seen++
		lo, hi = min(lo, sum), max(hi, sum)
		if hi-lo > 2*s.tolerance {
			return 0, false
		}
	}
	return (hi - lo) / 2, seen >= s.fewest
}

// deviation is half the range of a sum of columns; 0 if there is nothing.
func deviation(x [][]float64, sign []float64) (half, middle float64) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range x[0] {
		var sum float64
		for k := range x {
			sum += sign[k] * x[k][i]
		}
		if !math.IsNaN(sum) {
			lo, hi = min(lo, sum), max(hi, sum)
		}
	}
	if lo > hi {
		return 0, 0
	}
	return (hi - lo) / 2, lo + (hi-lo)/2
}
