package profile

import (
	"math"

	"gonum.org/v1/gonum/floats"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Alpha is Cronbach's coefficient of internal consistency of k columns:
//
//	alpha = k / (k-1) * (1 - sum_j var(x_j) / var(sum_j x_j))
//
// It is high (0.7 is a customary limit) if all columns measure one thing, and can
// be negative if they contradict each other.
//
// Source: L. J. Cronbach (1951), Coefficient Alpha and the Internal Structure of
// Tests, Psychometrika 16(3), 297-334, equation 2.
type Alpha struct {
	Value float64     `json:"value"`
	N     int         `json:"n"` // units with a value on every column
	Items []AlphaItem `json:"items,omitzero"`
}

// AlphaItem is what one column does to alpha.
type AlphaItem struct {
	Code    string  `json:"code"`
	Total   float64 `json:"total"`   // Pearson correlation with the sum of the others; NaN if that sum is constant
	Without float64 `json:"without"` // alpha of the others; NaN if only one is left, or if their sum is constant
}

// Alpha returns Cronbach's alpha of the columns, over the units that have all
// values. Unless raw, columns are standardized first (sample, n-1), as they must
// be if their units differ; COINr takes them raw, after normalization. Columns
// should be turned so that more is better. It needs two columns and three units;
// constant columns, and a sum that is constant, are errors.
func (c Columns) Alpha(raw bool) (Alpha, error) {
	z, err := c.standardized(2, 3, !raw)
	if err != nil {
		return Alpha{}, basis.Errorf("alpha: %w", err)
	}
	n := len(z[0])
	sum := make([]float64, n)
	var size float64
	for _, x := range z {
		floats.Add(sum, x)
		size += floats.Dot(x, x)
	}
	out := Alpha{N: n, Value: alpha(len(z), size, floats.Dot(sum, sum))}
	if math.IsNaN(out.Value) {
		return Alpha{}, basis.Errorf("alpha: %w: the columns sum to a constant", ErrSingular)
	}
	rest := make([]float64, n)
	for j, x := range z {
		floats.SubTo(rest, sum, x)
		total, own := floats.Dot(rest, rest), floats.Dot(x, x)
		item := AlphaItem{Code: c.Codes[j], Total: math.NaN(), Without: alpha(len(z)-1, size-own, total)}
		if total > vanishing*size {
			item.Total = min(max(floats.Dot(rest, x)/math.Sqrt(total*own), -1), 1)
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// vanishing is the share of the sum of squares below which what is left is
// rounding.
const vanishing = 1e-24

// alpha of k columns with the sum of their sums of squares, and that of their sum;
// NaN if it has no value.
func alpha(k int, parts, whole float64) float64 {
	if k < 2 || whole <= vanishing*parts {
		return math.NaN()
	}
	return float64(k) / float64(k-1) * (1 - parts/whole)
}
