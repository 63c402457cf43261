package rerun

import "github.com/countyeval/countyeval/indicators"

// Worse is a figure by which those of an indicator are ordered: smaller is better.
func Worse(in indicators.Indicator, v float64) float64 {
	switch in.Direction {
	case indicators.Lower:
		return v
	case indicators.Target:
		return max(in.Target.Lo-v, v-in.Target.Hi, 0)
	default:
		return -v
	}
}
