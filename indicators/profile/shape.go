package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Shape flags columns by their [Summary]. A column has
//
//   - [RuleAvailability] if the share of units with a value is below Available,
//   - [RuleZeros] if the share of values that are not 0 is below NonZero,
//   - [RuleTies] if the share of different values is below Unique,
//   - [RuleShape] if |skewness| is above Skewness and kurtosis above Kurtosis, the
//     customary sign that outliers should be treated.
//
// Shares are of all units for availability, of the values for the other two. A
// limit that is 0 has the value given beside it, that of COINr's get_stats. A
// limit cannot be switched off but by a value that nothing reaches, e.g. Unique:
// 1e-9.
//
// Source: W. Becker et al. (2022), COINr: An R package for developing composite
// indicators, Journal of Open Source Software 7(78), 4567; the limits of skewness
// and kurtosis are those of the JRC: OECD/JRC, Handbook on Constructing Composite
// Indicators (2008), step 5.
type Shape struct {
	Columns   []string `json:"columns,omitzero"`   // nil: all measured indicators
	Available float64  `json:"available,omitzero"` // 0: 0.65
	NonZero   float64  `json:"non_zero,omitzero"`  // 0: 0.5
	Unique    float64  `json:"unique,omitzero"`    // 0: 0.5
	Skewness  float64  `json:"skewness,omitzero"`  // 0: 2
	Kurtosis  float64  `json:"kurtosis,omitzero"`  // 0: 3.5
}

var _ Check = Shape{}

// Find implements [Check]. A column without any value, or too few for skewness
// and kurtosis, gives a finding with Err.
func (c Shape) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.Available, c.NonZero, c.Unique, c.Skewness, c.Kurtosis); err != nil {
		return nil, basis.Errorf("shape: %w", err)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("shape: %w", err)
	}
	all, err := Describe(t, codes...)
	if err != nil {
		return nil, err
	}
	return c.Of(all), nil
}

// Of applies the limits to summaries that are there already.
func (c Shape) Of(all []Summary) []Finding {
	var out []Finding
	for _, s := range all {
		low := func(rule, text string, count, of int, limit float64) {
			if share := float64(count) / float64(of); share < limit {
				out = append(out, Finding{
					Rule: rule, Indicator: s.Code, Figure: share, Limit: limit,
					Text: basis.Textf(text, count, of, percent(share), percent(limit)),
				})
			}
		}
		low(RuleAvailability, "%d of %d units have a value, %s, below %s", s.Available, s.N, or(c.Available, 0.65))
		if s.Available > 0 {
			low(RuleZeros, "%d of %d values are not 0, %s, below %s", s.Available-s.Zeros, s.Available, or(c.NonZero, 0.5))
			low(RuleTies, "%d of %d values are different ones, %s, below %s", s.Unique, s.Available, or(c.Unique, 0.5))
		}
		skew, kurt := or(c.Skewness, 2), or(c.Kurtosis, 3.5)
		switch {
		case math.IsNaN(s.Skewness) || math.IsNaN(s.Kurtosis):
			out = append(out, open(RuleShape, "", s.Code, nil, s.Undefined[len(s.Undefined)-1]))
		case math.Abs(s.Skewness) > skew && s.Kurtosis > kurt:
			out = append(out, Finding{
				Rule: RuleShape, Indicator: s.Code, Figure: s.Skewness, Limit: math.Copysign(skew, s.Skewness),
				Text: basis.Textf("skewness %s beyond %s and kurtosis %s above %s", number(s.Skewness), number(math.Copysign(skew, s.Skewness)), number(s.Kurtosis), number(kurt)),
			})
		}
	}
	return out
}
