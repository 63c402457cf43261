package weights

import (
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// correlations returns the Pearson correlations of the siblings and the sample
// standard deviation (n-1) of each, of at least three units, with fewer of which
// correlations say nothing.
func (g Group) correlations() (r *mat.SymDense, sd []float64, err error) {
	if err := g.Check(); err != nil {
		return nil, nil, err
	}
	if err := g.needUnits(basis.Textf("the analysis of correlations"), 3); err != nil {
		return nil, nil, err
	}
	lo, hi, err := g.ranges()
	if err != nil {
		return nil, nil, err
	}
	rows, sd := g.pearson(lo, hi)
	for j := range sd {
		sd[j] *= hi[j] - lo[j]
	}
	return mat.NewSymDense(len(sd), rows), sd, nil
}
