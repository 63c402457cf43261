package profile

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Components are the principal components of the correlation matrix of k columns,
// the largest first.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 4
// and tables 7 to 9.
type Components struct {
	Codes       []string    `json:"codes,omitzero"`
	N           int         `json:"n"`                    // units with a value on every column
	Eigenvalues []float64   `json:"eigenvalues,omitzero"` // k, from the largest; they sum to k
	Loadings    [][]float64 `json:"loadings,omitzero"`    // Loadings[p][j]: correlation of component p with column j
}

// Components returns the principal components of the columns, standardized over
// the units that have all values. Loadings are eigenvectors times the root of the
// eigenvalue; of their two possible signs, the one for which a component's
// loadings have a sum of at least 0. It needs two columns and three units; constant
// columns are errors.
func (c Columns) Components() (Components, error) {
	z, err := c.standardized(2, 3, true)
	if err != nil {
		return Components{}, basis.Errorf("components: %w", err)
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(correlations(z), true) {
		return Components{}, basis.Errorf("components: %w", stats.ErrConvergence)
	}
	k := len(z)
	out := Components{Codes: slices.Clone(c.Codes), N: len(z[0]), Eigenvalues: eigen.Values(nil)}
	slices.Reverse(out.Eigenvalues)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	for p, value := range out.Eigenvalues {
		value = max(value, 0) // a zero may be a last bit below
		out.Eigenvalues[p] = value
		loading := mat.Col(nil, k-1-p, &vectors)
		var sum float64
		for _, v := range loading {
			sum += v
		}
		scale := math.Copysign(math.Sqrt(value), sum)
		for j := range loading {
			loading[j] *= scale
		}
		out.Loadings = append(out.Loadings, loading)
	}
	return out, nil
}

// Explained returns the share of the total variance that each component has; the
// shares sum to 1.
func (p Components) Explained() []float64 {
	out := slices.Clone(p.Eigenvalues)
	for i := range out {
		out[i] /= float64(len(out))
	}
	return out
}

// Kaiser returns how many components have an eigenvalue above 1, that is, say more
// than a single column does. (H. F. Kaiser (1960), The Application of Electronic
// Computers to Factor Analysis, Educational and Psychological Measurement 20,
// 141-151.)
func (p Components) Kaiser() int {
	keep := 0
	for _, v := range p.Eigenvalues {
		if v > 1 {
			keep++
		}
	}
	return keep
}
