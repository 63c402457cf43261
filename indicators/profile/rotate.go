package profile

import (
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Rotated are loadings of the first components after a varimax rotation.
type Rotated struct {
	Codes       []string    `json:"codes,omitzero"`
	Loadings    [][]float64 `json:"loadings,omitzero"`    // Loadings[p][j]: factor p, column j
	Variance    []float64   `json:"variance,omitzero"`    // explained by each factor: the sum of its squared loadings
	Communality []float64   `json:"communality,omitzero"` // of each column: the share of its variance that the factors explain
}

// Rotate turns the first keep components by varimax with Kaiser's normalization
// ([stats.Varimax]), so that each column loads on few of them. The factors stay in
// the order of the components that they came from. keep must be from 1 to the
// number of columns.
func (p Components) Rotate(keep int) (Rotated, error) {
	k := len(p.Codes)
	if keep < 1 || keep > k {
		return Rotated{}, basis.Errorf("rotate: %w: %d of %d components", ErrUnfit, keep, k)
	}
	loadings := mat.NewDense(k, keep, nil)
	for f := range keep {
		loadings.SetCol(f, p.Loadings[f])
	}
	turned, _, err := stats.Varimax{}.Rotate(loadings)
	if err != nil {
		return Rotated{}, basis.Errorf("rotate: %w", err)
	}
	out := Rotated{Codes: slices.Clone(p.Codes), Variance: make([]float64, keep), Communality: make([]float64, k)}
	for f := range keep {
		column := mat.Col(nil, f, turned)
		for j, v := range column {
			out.Variance[f] += v * v
			out.Communality[j] += v * v
		}
		out.Loadings = append(out.Loadings, column)
	}
	return out, nil
}
