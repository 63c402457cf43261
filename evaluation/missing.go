package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// missing says what is wrong with a score that is none.
func missing(x float64) error {
	if math.IsNaN(x) {
		return basis.ErrMissing
	}
	if math.IsInf(x, 0) {
		return basis.Errorf("%w: %v", basis.ErrDomain, x)
	}
	return nil
}
