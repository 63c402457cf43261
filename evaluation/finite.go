package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// finite refuses infinite scores of a measured indicator, which a scale can give to a
// figure far beyond its bounds; an indicator of weight 0 would carry them to the pages.
func (r *Result) finite(code string, x []float64) error {
	var all float64
	for _, v := range x {
		all += float64(v * 0)
	}
	if all == 0 {
		return nil
	}
	var errs []error
	for i, v := range x {
		if math.IsInf(v, 0) {
			errs = append(errs, &indicators.InputError{Unit: r.Prepared.Unit(i).Code, Indicator: code, Err: basis.Errorf("%w: the figure %v has no finite score on the scale", basis.ErrDomain, r.Prepared.Column(code).At(i))})
		}
	}
	return basis.JoinErrors(errs...)
}
