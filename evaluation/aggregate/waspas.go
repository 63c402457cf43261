package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// WASPAS (weighted aggregated sum product assessment) mixes the weighted arithmetic
// and the weighted geometric mean:
//
//	Q_i = lambda * sum_j w_j s_ij + (1 - lambda) * prod_j s_ij ^ w_j
//
// lambda = Sum / (Sum + Product); the zero value is lambda = 0.5, WASPAS{Product: 1}
// is the weighted product model. The paper scores by the ratio to the best (x/max,
// min/x for costs); on such scores Q is that of the paper, and on a common multiple
// of them Q is the same multiple.
//
// Q is made of the unit's own scores alone: it compares between groups, a higher
// score never lowers it, and no other unit can reverse an order (the Normalize of
// the model may). A constant child and a single unit need no rule. Unless lambda
// is 1, a score of 0 or less is an error that wraps [ErrZero], for each cell.
// Missing scores are refused.
//
// Source: E. K. Zavadskas, Z. Turskis, J. Antucheviciene and A. Zakarevicius,
// Optimization of weighted aggregated sum product assessment, Elektronika ir
// Elektrotechnika 122 (2012) 3-6.
type WASPAS struct {
	Sum     float64 `json:"sum,omitzero"`
	Product float64 `json:"product,omitzero"`
}

var _ Aggregator = WASPAS{}

// Aggregate implements [Aggregator].
func (a WASPAS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	lambda, err := shares(basis.Textf("WASPAS: Sum, Product"), a.Sum, a.Product)
	if err != nil {
		return err
	}
	s, err := siblingsOf(g, w)
	if err == nil {
		err = s.fits(dst)
	}
	if err != nil {
		return err
	}
	clear(dst)
	if lambda < 1 {
		err := refuse(g, w, func(x float64) error {
			if x <= 0 {
				return basis.Errorf("%w: score %v", ErrZero, x)
			}
			return nil
		})
		if err != nil {
			return err
		}
		for j, col := range s.x {
			for i, x := range col {
				dst[i] += float64(s.w[j] * math.Log(x))
			}
		}
		for i, x := range dst {
			dst[i] = float64((1 - lambda) * math.Exp(x))
		}
	}
	for j, col := range s.x {
		wj := float64(lambda * s.w[j])
		for i, x := range col {
			dst[i] += float64(wj * x)
		}
	}
	return nil
}
