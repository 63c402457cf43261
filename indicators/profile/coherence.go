package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Coherence flags correlations of indicators that are meant to belong together,
// turned so that more is better ([Oriented], or scores):
//
//   - [RuleHigh] if |R| is above High: the two count the same thing twice (strong
//     negative ones are seen as well);
//   - [RuleNegative] if R is below 0 with a p value below Level: one is bought at
//     the price of the other, and an average hides both;
//   - [RuleLow] if |R| is below Low: they hardly have anything in common. Of an
//     indicator and the node above it, it says that the indicator hardly counts.
//
// The zero limits are those that the JRC's audits use: 0.9 and 0.3 (COINr's
// plot_corr has the same), and 0.05 for the p value.
//
// Source: W. Becker et al. (2017), Weights and importance in composite indicators:
// Closing the gap, Ecological Indicators 80, 12-22; OECD/JRC, Handbook on
// Constructing Composite Indicators (2008), step 4.
type Coherence struct {
	High  float64 `json:"high,omitzero"`  // 0: 0.9
	Low   float64 `json:"low,omitzero"`   // 0: 0.3
	Level float64 `json:"level,omitzero"` // 0: 0.05
}

// Find applies the limits. Pairs without a correlation give a finding with Err and
// the rule low correlation.
func (c Coherence) Find(all []Correlation) []Finding {
	var out []Finding
	for _, r := range all {
		with := []string{r.B}
		if r.Err != nil {
			out = append(out, open(RuleLow, "", r.A, with, r.Err))
			continue
		}
		add := func(rule string, text basis.Text, limit float64) {
			out = append(out, Finding{
				Rule: rule, Indicator: r.A, With: with, Figure: r.R, Limit: limit,
				Text: basis.Textf("%v correlation of %s with %s, %v", r.Method, number(r.R), r.B, text),
			})
		}
		high, low, level := or(c.High, 0.9), or(c.Low, 0.3), or(c.Level, 0.05)
		abs := math.Abs(r.R)
		if abs > high {
			add(RuleHigh, basis.Textf("beyond %s: they count nearly the same", number(high)), math.Copysign(high, r.R))
		}
		if r.R < 0 && r.P < level {
			add(RuleNegative, basis.Textf("p = %s: more of one goes with less of the other", number(r.P)), 0)
		}
		if abs < low {
			add(RuleLow, basis.Textf("less than %s: they have little in common", number(low)), low)
		}
	}
	return out
}

// Size flags a score, or an indicator, that follows the size of the units: |R|
// above Limit with a population, an area, or another denominator. Such a score
// ranks large counties before good ones, or the other way round. Correlations
// come from [Columns.With]; rank correlations are better here, since sizes are
// skewed.
type Size struct {
	Limit float64 `json:"limit,omitzero"` // 0: 0.6, COINr's limit for denominators
}

// Find applies the limit. Pairs without a correlation give a finding with Err.
func (c Size) Find(all []Correlation) []Finding {
	var out []Finding
	limit := or(c.Limit, 0.6)
	for _, r := range all {
		with := []string{r.B}
		switch {
		case r.Err != nil:
			out = append(out, open(RuleSize, "", r.A, with, r.Err))
		case math.Abs(r.R) > limit:
			out = append(out, Finding{
				Rule: RuleSize, Indicator: r.A, With: with, Figure: r.R, Limit: math.Copysign(limit, r.R),
				Text: basis.Textf("%v correlation of %s with %s, beyond %s", r.Method, number(r.R), r.B, number(limit)),
			})
		}
	}
	return out
}
