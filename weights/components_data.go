package weights

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// componentsData are Components as JSON has them, matrices by row.
type componentsData struct {
	Codes       []string    `json:"codes,omitzero"`
	Correlation [][]float64 `json:"correlation,omitzero"`
	Eigenvalues []float64   `json:"eigenvalues,omitzero"`
	Vectors     [][]float64 `json:"vectors,omitzero"`
}

// factorData is a FactorSolution as JSON has it.
type factorData struct {
	Components  Components  `json:"components"`
	Loadings    [][]float64 `json:"loadings,omitzero"`
	Rotated     [][]float64 `json:"rotated,omitzero"`
	Explained   []float64   `json:"explained,omitzero"`
	Scaled      [][]float64 `json:"scaled,omitzero"`
	Communality []float64   `json:"communality,omitzero"`
	Factor      []int       `json:"factor,omitzero"`
	Weights     []float64   `json:"weights,omitzero"`
	Warnings    []error     `json:"warnings,omitzero"`
}

var (
	_ basis.DataMarshaler   = Components{}
	_ basis.DataUnmarshaler = (*Components)(nil)
	_ basis.DataMarshaler   = FactorSolution{}
	_ basis.DataUnmarshaler = (*FactorSolution)(nil)
)

// MarshalData gives the matrices by row, for [basis.Marshal].
func (c Components) MarshalData() (any, error) {
	d := componentsData{Codes: c.Codes, Eigenvalues: c.Eigenvalues, Vectors: rowsOf(c.Vectors)}
	if c.Correlation != nil {
		var full mat.Dense
		full.CloneFrom(c.Correlation)
		d.Correlation = rowsOf(&full)
	}
	return d, nil
}

// UnmarshalData reads them, for [basis.Unmarshal].
func (c *Components) UnmarshalData(read func(into any) error) error {
	var d componentsData
	if err := read(&d); err != nil {
		return err
	}
	own, err := d.components()
	if err != nil {
		return err
	}
	*c = own
	return nil
}

// MarshalData gives the matrices by row, for [basis.Marshal].
func (f FactorSolution) MarshalData() (any, error) {
	return factorData{
		Components: f.Components, Loadings: rowsOf(f.Loadings), Rotated: rowsOf(f.Rotated), Explained: f.Explained, Scaled: rowsOf(f.Scaled),
		Communality: f.Communality, Factor: f.Factor, Weights: f.Weights, Warnings: f.Warnings,
	}, nil
}

// UnmarshalData reads them, for [basis.Unmarshal].
func (f *FactorSolution) UnmarshalData(read func(into any) error) error {
	var d factorData
	if err := read(&d); err != nil {
		return err
	}
	own := FactorSolution{Components: d.Components, Explained: d.Explained, Communality: d.Communality, Factor: d.Factor, Weights: d.Weights, Warnings: d.Warnings}
	for _, x := range []struct {
		rows [][]float64
		to   **mat.Dense
	}{{d.Loadings, &own.Loadings}, {d.Rotated, &own.Rotated}, {d.Scaled, &own.Scaled}} {
		m, err := matrixOf(x.rows)
		if err != nil {
			return err
		}
		*x.to = m
	}
	*f = own
	return nil
}

func (d componentsData) components() (Components, error) {
	c := Components{Codes: d.Codes, Eigenvalues: d.Eigenvalues}
	full, err := matrixOf(d.Correlation)
	if err != nil {
		return c, err
	}
	if full != nil {
		n, k := full.Dims()
		if n != k {
			return c, basis.Errorf("%w: a correlation matrix of %d rows and %d columns", basis.ErrValue, n, k)
		}
		for i := range n {
			for j := range i {
				if x, y := full.At(i, j), full.At(j, i); x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
					return c, basis.Errorf("%w: a correlation matrix with %v and %v for the same two", basis.ErrValue, x, y)
				}
			}
		}
		c.Correlation = mat.NewSymDense(n, full.RawMatrix().Data)
	}
	c.Vectors, err = matrixOf(d.Vectors)
	return c, err
}

// rowsOf copies a matrix; nil if there is none.
func rowsOf(m *mat.Dense) [][]float64 {
	if m == nil {
		return nil
	}
	n, _ := m.Dims()
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = mat.Row(nil, i, m)
	}
	return rows
}

// matrixOf is the matrix of these rows; nil if there are none.
func matrixOf(rows [][]float64) (*mat.Dense, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	k := len(rows[0])
	var all []float64
	for i, r := range rows {
		if len(r) != k || k == 0 {
			return nil, basis.Errorf("%w: row %d of a matrix has %d values, the first %d", basis.ErrValue, i+1, len(r), k)
		}
		all = append(all, r...)
	}
	return mat.NewDense(len(rows), k, all), nil
}
