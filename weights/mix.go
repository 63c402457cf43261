package weights

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Part is one scheme of a combination and its share. A nil Scheme is [Declared].
type Part struct {
	Scheme Scheme  `json:"scheme,omitzero"`
	Share  float64 `json:"share"`
}

// Mix adds the weights of several schemes by shares:
//
//	w_j = sum_p s_p w_pj / sum_p s_p
//
// Each part's weights are first scaled to sum 1, so that the scale on which a
// part answers does not matter. Shares may have any scale: 60 and 40 are the same
// as 0.6 and 0.4. A part with share 0 is left out and not asked.
//
// The usual combination of subjective and objective weights is
//
//	weights.Mix{Parts: []weights.Part{
//		{Scheme: weights.Declared{}, Share: 0.6},
//		{Scheme: weights.Entropy{}, Share: 0.4},
//	}}
//
// Errors: shares that are negative, not finite, or all zero, and no parts at all
// (each wraps [basis.ErrWeights]); the errors of the parts, all of them, with the
// number of the part.
type Mix struct {
	Parts []Part `json:"parts"`
}

var _ Scheme = Mix{}

// Weigh writes the mixed weights; they sum to 1 up to rounding.
func (m Mix) Weigh(dst []float64, g Group) error {
	total, err := checkShares(basis.Textf("mix"), m.Parts)
	if err != nil {
		return err
	}
	w := make([]float64, len(dst))
	clear(dst)
	return eachPart(basis.Textf("mix"), m.Parts, w, g, func(share float64) {
		share /= total
		for j := range dst {
			dst[j] += float64(share * w[j])
		}
	})
}

// checkShares returns the sum of the shares, which must be positive.
func checkShares(what basis.Text, parts []Part) (float64, error) {
	var errs []error
	var total float64
	for p, part := range parts {
		if err := checkWeight(basis.Textf("the share of part %d of the %v", p+1, what), part.Share); err != nil {
			errs = append(errs, err)
		}
		total += part.Share
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return 0, err
	}
	if !(total > 0) {
		return 0, basis.Errorf("%w: the %v has no part with a share above 0", basis.ErrWeights, what)
	}
	return total, checkWeight(basis.Textf("the sum of the shares of the %v", what), total)
}

// eachPart puts the weights of each part, scaled to sum 1, into w and calls f
// with its share, in order; parts of share 0 are left out.
func eachPart(what basis.Text, parts []Part, w []float64, g Group, f func(share float64)) error {
	var errs []error
	for p, part := range parts {
		if part.Share == 0 {
			continue
		}
		if err := scaled(w, part.Scheme, g); err != nil {
			errs = append(errs, basis.Errorf("part %d of the %v: %w", p+1, what, err))
			continue
		}
		f(part.Share)
	}
	return basis.JoinErrors(errs...)
}
