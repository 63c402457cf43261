package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// MeanMin lowers the mean of the children toward their minimum, smoothly:
//
//	M_i     = sum_j w_j s_ij,  m_i = min_j s_ij
//	score_i = M_i - alpha ( sqrt( (M_i - m_i)^2 + beta^2 ) - beta )
//
// alpha = Min / (Mean + Min), from 0 (the mean alone, [Arithmetic]) to 1, says how
// much of the way to the minimum a unit loses; the zero value is alpha = 0.5.
// Beta, in points of score, spares small differences: with 0, the zero value, each
// point below the mean costs alpha; differences much smaller than Beta cost nearly
// nothing.
//
// The score lies between the minimum and the mean, is that of the children where
// all are equal, and rises with each of them (for alpha = 1 and beta = 0 with the
// worst alone). Any finite scores will do, and a number added to all is added to
// the score; with Beta, their scale counts. Missing scores are refused, and options
// below 0 or not finite are an error that wraps [basis.ErrValue].
//
// Source: E. Casadio Tarabusi and G. Guarini, An unbalance adjustment method for
// development indicators, Social Indicators Research 112 (2013) 19-45, the
// mean-min function. There the scores are standardized, and all weights equal.
type MeanMin struct {
	Mean float64 `json:"mean,omitzero"`
	Min  float64 `json:"min,omitzero"`
	Beta float64 `json:"beta,omitzero"`
}

var _ Aggregator = MeanMin{}

// Aggregate implements [Aggregator].
func (a MeanMin) Aggregate(dst []float64, g weights.Group, w []float64) error {
	alpha := 0.5
	if a.Mean != 0 || a.Min != 0 {
		alpha = a.Min / (a.Mean + a.Min)
	}
	if !(a.Mean >= 0 && a.Min >= 0 && a.Beta >= 0) || math.IsInf(a.Mean+a.Min+a.Beta, 0) {
		return basis.Errorf("%w: MeanMin with Mean %v, Min %v and Beta %v, which are not all finite and at least 0", basis.ErrValue, a.Mean, a.Min, a.Beta)
	}
	c, err := count(dst, g, w, missing)
	if err != nil {
		return err
	}
	lowest := make([]float64, len(dst))
	c.least(lowest)
	c.mean(dst)
	for i, m := range dst {
		// sqrt(d^2 + beta^2) - beta, without the difference of near numbers.
		d := max(m-lowest[i], 0)
		way := d
		if a.Beta > 0 {
			way = d * (d / (math.Hypot(d, a.Beta) + a.Beta))
		}
		dst[i] = m - float64(alpha*way)
	}
	return nil
}
