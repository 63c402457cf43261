package profile

import (
	"math"
	"strings"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Adequacy says whether a factor analysis of k columns makes sense.
//
// The Kaiser-Meyer-Olkin measure compares correlations r with partial ones q,
// given all other columns, from the inverse S of the correlation matrix R:
//
//	q_ij = -s_ij / sqrt(s_ii s_jj)
//	KMO  = sum_{i != j} r_ij^2 / (sum_{i != j} r_ij^2 + sum_{i != j} q_ij^2)
//
// over all pairs, or over those of one column (MSA). Below 0.5 is called
// unacceptable, above 0.8 good. Two columns always have 0.5.
//
// Bartlett's test is of R being the identity, that is, of no relation at all:
//
//	ChiSquare = -(n - 1 - (2k+5)/6) ln det R,  DF = k(k-1)/2
//
// Source: H. F. Kaiser (1970), A Second Generation Little Jiffy, Psychometrika
// 35(4), 401-415, with the measure of Kaiser and Rice (1974); M. S. Bartlett (1951),
// The Effect of Standardization on a Chi-square Approximation in Factor Analysis,
// Biometrika 38, 337-344.
type Adequacy struct {
	N   int            `json:"n"` // units with a value on every column
	KMO float64        `json:"kmo"`
	MSA []AdequacyItem `json:"msa,omitzero"` // of each column

	ChiSquare float64 `json:"chi_square"`
	DF        int     `json:"df"`
	P         float64 `json:"p"`
}

// AdequacyItem is the measure of sampling adequacy of one column.
type AdequacyItem struct {
	Code string  `json:"code"`
	MSA  float64 `json:"msa"`
}

// Adequacy returns KMO and Bartlett's test, over the units that have all values.
// It needs two columns and more units than columns. If a column is made up of
// others, or nearly so (an eigenvalue below 1e-10), neither has a value: the error
// wraps [ErrSingular] and names the columns.
func (c Columns) Adequacy() (Adequacy, error) {
	z, err := c.standardized(2, max(3, len(c.X)+1), true)
	if err != nil {
		return Adequacy{}, basis.Errorf("adequacy: %w", err)
	}
	k, n := len(z), len(z[0])
	r := correlations(z)
	var eigen mat.EigenSym
	if !eigen.Factorize(r, true) {
		return Adequacy{}, basis.Errorf("adequacy: %w", stats.ErrConvergence)
	}
	values := eigen.Values(nil)
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	if values[0] < 1e-10 {
		return Adequacy{}, basis.Errorf("adequacy: %w: %s", ErrSingular, strings.Join(c.involved(&vectors), ", "))
	}
	var logDet float64
	inverse := mat.NewSymDense(k, nil)
	for p, v := range values {
		logDet += math.Log(v)
		inverse.SymRankOne(inverse, 1/v, vectors.ColView(p))
	}
	out := Adequacy{N: n, DF: k * (k - 1) / 2}
	var allR, allQ float64
	for i := range k {
		var rr, qq float64
		for j := range k {
			if i == j {
				continue
			}
			q := inverse.At(i, j) * inverse.At(i, j) / (inverse.At(i, i) * inverse.At(j, j))
			rr += r.At(i, j) * r.At(i, j)
			qq += q
		}
		allR, allQ = allR+rr, allQ+qq
		out.MSA = append(out.MSA, AdequacyItem{Code: c.Codes[i], MSA: share(rr, qq)})
	}
	out.KMO = share(allR, allQ)
	out.ChiSquare = -(float64(n-1) - float64(2*k+5)/6) * logDet
	out.P = chiSquareP(out.ChiSquare, out.DF)
	return out, nil
}

// share of a in a + b; columns without any relation have 0.5, as the limit from
// small relations has.
func share(a, b float64) float64 {
	if a+b == 0 {
		return 0.5
	}
	return a / (a + b)
}

// involved names the columns that make the smallest eigenvalue vanish.
func (c Columns) involved(vectors *mat.Dense) []string {
	v := mat.Col(nil, 0, vectors)
	largest := floats.Norm(v, math.Inf(1))
	var out []string
	for j, x := range v {
		if math.Abs(x) > 1e-3*largest {
			out = append(out, c.Codes[j])
		}
	}
	return out
}

// chiSquareP is the probability of a chi-square of at least x.
func chiSquareP(x float64, df int) float64 {
	return mathext.GammaIncRegComp(float64(df)/2, max(x, 0)/2)
}
