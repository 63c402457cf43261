package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Spread finds columns whose values hardly differ:
//
//	(max - min) / max(|min|, |max|) <= Limit
//
// min-max and z-scores stretch whatever spread there is over the same points, so that of
// 99.98, 99.99 and 100 they make 0, 50 and 100. A column whose values are all equal is
// found, too, as is one of zeros alone. Fewer than 2 values give a finding with Err.
//
// Source: the spread relative to the level, as the coefficient of variation has it; the
// usual limit is that of the warning of package normalize ([normalize.Nearly], there).
type Spread struct {
	Columns []string `json:"columns,omitzero"` // nil: all measured indicators
	Limit   float64  `json:"limit,omitzero"`   // share of the largest absolute value; 0: 0.01
}

var _ Check = Spread{}

// Find implements [Check]. Figure is the spread as a share of the level.
func (c Spread) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.Limit); err != nil {
		return nil, basis.Errorf("spread: %w", err)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("spread: %w", err)
	}
	limit := or(c.Limit, 0.01)
	var out []Finding
	for _, code := range codes {
		n, low, high := 0, math.Inf(1), math.Inf(-1)
		for _, x := range t.Column(code).All() {
			if !math.IsNaN(x) {
				n, low, high = n+1, min(low, x), max(high, x)
			}
		}
		if n < 2 {
			out = append(out, open(RuleSpread, "", code, nil, few(n, 2)))
			continue
		}
		level := max(math.Abs(low), math.Abs(high))
		spread := exact.Difference(exact.Of(high), exact.Of(low))
		share := 0.0 // of zeros alone
		if level > 0 {
			share = exact.Quotient(spread, exact.Of(level)).Float()
		}
		if share <= limit {
			out = append(out, Finding{
				Rule: RuleSpread, Indicator: code, Figure: share, Limit: limit,
				Text: basis.Textf("%d values from %s to %s: a spread of %s at a level of %s, %s, not above %s",
					n, figure(low), figure(high), figure(spread.Float()), figure(level), percent(share), percent(limit)),
			})
		}
	}
	return out, nil
}
