package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Jumps finds figures that leap from one year to the next. For amounts, a jump is
// a growth beyond a factor,
//
//	x / before > Factor  or  x / before < 1 / Factor
//
// a change of sign, or a figure that comes from or goes to 0. For shares and rates,
// with Difference, it is |x - before| > Factor, in the unit of the column.
//
// A unit that lacks one of the two figures is not looked at; one that the earlier
// table does not have gives a finding with Err.
type Jumps struct {
	Columns    []string `json:"columns,omitzero"` // nil: all measured indicators
	Factor     float64  `json:"factor,omitzero"`  // at least 1; 0: 2, a doubling or halving (with Difference there is no default)
	Difference bool     `json:"difference,omitzero"`
}

// Against compares a table with that of an earlier year, matching the units by
// code. Figure is the factor or the difference, Limit what it went beyond. For a
// change of sign, or to or from 0, Figure and Limit are the two values.
func (c Jumps) Against(t, earlier *indicators.Table) ([]Finding, error) {
	factor := c.Factor
	if !c.Difference {
		factor = or(factor, 2)
	}
	if err := limits(factor); err != nil {
		return nil, basis.Errorf("jumps: %w", err)
	}
	if factor < 1 && !c.Difference || factor == 0 {
		return nil, basis.Errorf("jumps: %w: a limit of %v", basis.ErrValue, c.Factor)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("jumps: %w", err)
	}
	if err := known(earlier, codes...); err != nil {
		return nil, basis.Errorf("jumps: earlier year: %w", err)
	}
	var out []Finding
	for _, u := range t.Units() {
		if _, ok := earlier.Row(u.Code); !ok {
			out = append(out, open(RuleJump, u.Code, "", nil, basis.Errorf("%w: the earlier table does not have the unit", basis.ErrUnknown)))
		}
	}
	for _, code := range codes {
		now, then := t.Exact(code), earlier.Exact(code)
		for i, u := range t.Units() {
			if row, ok := earlier.Row(u.Code); ok {
				if f, jump := c.compare(now.At(i), then.At(row), factor); jump {
					f.Rule, f.Unit, f.Indicator = RuleJump, u.Code, code
					out = append(out, f)
				}
			}
		}
	}
	return out, nil
}

// compare looks at one figure and the one before.
func (c Jumps) compare(now, then exact.Number, factor float64) (f Finding, jump bool) {
	x, before := now.Float(), then.Float()
	from := basis.Textf("from %s to %s", number(before), number(x))
	least := exact.Quotient(exact.Of(1), exact.Of(factor)).Float()
	switch ratio := exact.Quotient(now, then).Float(); {
	case math.IsNaN(x) || math.IsNaN(before) || x == before:
		return f, false
	case c.Difference:
		d := exact.Difference(now, then).Float()
		return Finding{Figure: d, Limit: math.Copysign(factor, d), Text: basis.Textf("%v, a difference of %s beyond %s", from, number(d), number(math.Copysign(factor, d)))}, math.Abs(d) > factor
	case x == 0 || before == 0 || (x < 0) != (before < 0):
		return Finding{Figure: x, Limit: before, Text: from}, true
	case ratio > factor:
		return Finding{Figure: ratio, Limit: factor, Text: basis.Textf("%v, %s times, above %s", from, number(ratio), number(factor))}, true
	case ratio < least:
		return Finding{Figure: ratio, Limit: least, Text: basis.Textf("%v, %s times, below %s", from, number(ratio), number(least))}, true
	}
	return f, false
}
