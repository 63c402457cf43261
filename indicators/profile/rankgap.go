package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// RankGap finds units whose amount does not fit the count of those who make it:
// second in output, but 54th in enterprises. With the ranks of both columns over
// the n units that have both (1 is the largest, ties at their mid-rank) it is a
// finding if
//
//	|rank of Amount - rank of Count| > Limit * n
//
// Fewer than 5 units give a finding with Err.
type RankGap struct {
	Amount string  `json:"amount"`
	Count  string  `json:"count"`
	Limit  float64 `json:"limit,omitzero"` // share of the units, up to 1; 0: a third
}

var _ Check = RankGap{}

// Find implements [Check]. Figure is the rank of the amount minus that of the
// count, so that it is below 0 for an amount that is large for its count; Limit is
// in ranks.
func (c RankGap) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.Limit); err != nil {
		return nil, basis.Errorf("rank gap: %w", err)
	}
	if err := known(t, c.Amount, c.Count); err != nil {
		return nil, basis.Errorf("rank gap: %w", err)
	}
	with := []string{c.Count}
	var units []indicators.Unit
	var amount, count []float64
	a, b := t.Column(c.Amount), t.Column(c.Count)
	for i, u := range t.Units() {
		if !math.IsNaN(a.At(i)) && !math.IsNaN(b.At(i)) { // the largest gets rank 1
			units, amount, count = append(units, u), append(amount, -a.At(i)), append(count, -b.At(i))
		}
	}
	n := len(units)
	if n < 5 {
		return []Finding{open(RuleRankGap, "", c.Amount, with, few(n, 5))}, nil
	}
	ra, err := stats.MidRanks(nil, amount)
	if err != nil {
		return nil, basis.Errorf("rank gap: %w", err)
	}
	rb, err := stats.MidRanks(nil, count)
	if err != nil {
		return nil, basis.Errorf("rank gap: %w", err)
	}
	limit := or(c.Limit, 1.0/3) * float64(n)
	var out []Finding
	for i, u := range units {
		if gap := ra[i] - rb[i]; math.Abs(gap) > limit {
			out = append(out, Finding{
				Rule: RuleRankGap, Unit: u.Code, Indicator: c.Amount, With: with, Figure: gap, Limit: math.Copysign(limit, gap),
				Text: basis.Textf("rank %s by %s, but %s by %s, of %d", number(ra[i]), c.Amount, number(rb[i]), c.Count, n),
			})
		}
	}
	return out, nil
}
