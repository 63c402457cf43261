package aggregate

import (
	"cmp"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// ObstacleDegrees say what holds each unit back (障碍度).
type ObstacleDegrees struct {
	Codes  []string        `json:"codes,omitzero"`  // the k children that count
	Gap    weights.Columns `json:"gap,omitzero"`    // k columns: w_j (1 - u_ij), what is missing from the best score
	Degree weights.Columns `json:"degree,omitzero"` // k columns: the part of each in the sum of the unit's gaps
}

// Worst returns the children, as places in Codes, by the gap that unit i has on them,
// the worst first. Those that are alike to 12 digits keep their order.
func (d ObstacleDegrees) Worst(i int) []int {
	at := make([]int, len(d.Gap))
	for j := range at {
		at[j] = j
	}
	slices.SortStableFunc(at, func(a, b int) int {
		return cmp.Compare(settled(d.Gap[b][i]), settled(d.Gap[a][i])) // last bits decide nothing
	})
	return at
}

// Obstacles reads the obstacle degrees off the children of a group that count:
//
//	u_ij = (score_ij - Lo) / (Hi - Lo)
//	I_ij = 1 - u_ij                         (deviation)
//	O_ij = w_j I_ij / sum_j (w_j I_ij)      (obstacle degree)
//
// Lo and Hi are the ends of the scale of the scores; the zero Range is 0 to 100. The
// degrees of a unit sum to 1; a unit that has the best score everywhere has no gap,
// and all its degrees are 0. They say where points are to be had under an arithmetic
// mean; under another aggregator they are a hint.
//
// Scores outside of Lo to Hi and missing ones are refused, each cell named
// ([basis.ErrDomain], [basis.ErrMissing]).
//
// Source: the obstacle degree model (障碍度模型), common in Chinese evaluations of land
// use and ecological security, with factor contribution w, deviation I and obstacle
// degree O.
func Obstacles(g weights.Group, w []float64, scale indicators.Range) (ObstacleDegrees, error) {
	unit, err := unitScale(scale)
	if err != nil {
		return ObstacleDegrees{}, err
	}
	n, _ := g.Scores.Dims()
	sum := make([]float64, n)
	c, err := count(sum, g, w, func(x float64) error {
		_, err := unit(x)
		return err
	})
	if err != nil {
		return ObstacleDegrees{}, err
	}
	out := ObstacleDegrees{Codes: c.codes}
	for j, col := range c.x {
		gap := make([]float64, n)
		for i, x := range col {
			u, _ := unit(x) // checked above
			gap[i] = float64(c.w[j] * (1 - u))
			sum[i] += gap[i]
		}
		out.Gap = append(out.Gap, gap)
	}
	for _, gap := range out.Gap {
		degree := make([]float64, n)
		for i, x := range gap {
			if sum[i] > 0 {
				degree[i] = x / sum[i]
			}
		}
		out.Degree = append(out.Degree, degree)
	}
	return out, nil
}
