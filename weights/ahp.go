package weights

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// PairwiseMethod says how [AHP] draws priorities from a matrix of pairwise
// comparisons a_ij. On a consistent matrix all three agree.
type PairwiseMethod int

// The methods.
const (
	Eigenvector      PairwiseMethod = iota // A w = lambda_max w, Saaty's own
	RowGeometricMean                       // w_i ~ (prod_j a_ij)^(1/k), the logarithmic least squares of Crawford and Williams
	ColumnMean                             // w_i = mean over j of a_ij / sum_i a_ij
)

// AHP weighs siblings by one judge's pairwise comparisons, the analytic hierarchy
// process (层次分析法). With a_ij the ratio of the importance of i to that of j, the
// weights are the principal eigenvector of the matrix,
//
//	A w = lambda_max w,  sum w = 1
//
// and the judgements are as consistent as lambda_max is near k:
//
//	CI = (lambda_max - k) / (k - 1)
//	CR = CI / RI_k
//
// where RI_k is the mean CI of random matrices ([RandomIndex]). A CR above
// MaxConsistency is refused with a [ConsistencyError] that names the most
// inconsistent triad. [AHP.Solve] gives all these figures.
//
// The zero value of Method is [Eigenvector]. For the other methods lambda_max is
// estimated as the mean of (A w)_i / w_i. Scores are not looked at. A consistent
// matrix returns the weights it was made of.
//
// Judgements are keyed by codes, and those of several groups can stand in one
// list: a judgement counts where both its codes are siblings. Every pair of
// siblings must be judged once, in either order. With two siblings there is
// nothing to contradict, and CR is 0.
//
// Errors: pairs without a judgement, pairs judged twice and a sibling judged
// against itself ([basis.ErrWeights]), pairs judged twice and differently
// ([ErrInconsistent]), ratios that are not from 1e-6 to 1e6 ([basis.ErrDomain]), all at
// once, each naming the pair.
//
// Sources: T. L. Saaty (1980), The Analytic Hierarchy Process, McGraw-Hill,
// chapters 1 and 3; G. Crawford and C. Williams (1985), A Note on the Analysis of
// Subjective Judgment Matrices, Journal of Mathematical Psychology 29, 387-405.
type AHP struct {
	Judgements []Judgement    `json:"judgements"`
	Method     PairwiseMethod `json:"method,omitzero"`

	// MaxConsistency is the largest CR accepted; 0: 0.1, Saaty's. A large number
	// accepts everything.
	MaxConsistency float64 `json:"max_consistency,omitzero"`

	// RandomIndex has RI_k for k siblings at place k-1; nil: those of the function
	// RandomIndex.
	RandomIndex []float64 `json:"random_index,omitzero"`
}

var _ Scheme = AHP{}

// Weigh writes the priorities of the siblings; they sum to 1 up to rounding.
func (a AHP) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := a.Solve(g.Codes)
	if err != nil {
		return err
	}
	copy(dst, s.Weights)
	return s.check(basis.Text{}, a.MaxConsistency)
}

// AHPSolution is what AHP finds for one group.
type AHPSolution struct {
	Codes       []string    `json:"codes,omitzero"`
	Matrix      [][]float64 `json:"matrix,omitzero"`  // k by k, a_ij
	Weights     []float64   `json:"weights,omitzero"` // sum 1
	Lambda      float64     `json:"lambda"`           // lambda_max
	Index       float64     `json:"index"`            // CI
	RandomIndex float64     `json:"random_index"`     // RI; 0 for fewer than three siblings
	Ratio       float64     `json:"ratio"`            // CR
	Worst       Triad       `json:"worst"`            // the most inconsistent
}

// Solve draws the weights of the siblings and the consistency of the judgements,
// however inconsistent; what it refuses are the other errors of [AHP].
func (a AHP) Solve(codes []string) (AHPSolution, error) {
	if len(codes) == 0 {
		return AHPSolution{}, basis.Errorf("%w: no siblings to compare", basis.ErrWeights)
	}
	matrix, err := comparisons(codes, a.Judgements)
	if err != nil {
		return AHPSolution{}, err
	}
	return solveAHP(codes, matrix, a.Method, a.RandomIndex)
}

func solveAHP(codes []string, matrix [][]float64, method PairwiseMethod, table []float64) (AHPSolution, error) {
	k := len(codes)
	s := AHPSolution{Codes: codes, Matrix: matrix, Worst: worstTriad(codes, matrix)}
	var err error
	switch method {
	case Eigenvector:
		s.Weights, s.Lambda, err = principal(matrix)
	case RowGeometricMean:
		s.Weights = normalized(rowGeometricMeans(matrix))
		s.Lambda = meanRatio(matrix, s.Weights)
	case ColumnMean:
		s.Weights = columnMeans(matrix)
		s.Lambda = meanRatio(matrix, s.Weights)
	default:
		err = basis.Errorf("%w: unknown method %v", basis.ErrWeights, method)
	}
	if err != nil {
		return AHPSolution{}, err
	}
	if k < 3 {
		return s, nil
	}
	s.RandomIndex = RandomIndex(k)
	if table != nil {
		if len(table) < k || !(table[k-1] > 0) {
			return AHPSolution{}, basis.Errorf("%w: the table of random indices has none above 0 for %d siblings", basis.ErrDomain, k)
		}
		s.RandomIndex = table[k-1]
	}
	s.Index = math.Max(0, (s.Lambda-float64(k))/float64(k-1))
	s.Ratio = s.Index / s.RandomIndex
	return s, nil
}

// check refuses a ratio above most, or above 0.1 if most is 0.
func (s AHPSolution) check(judge basis.Text, most float64) error {
	if most == 0 {
		most = 0.1
	}
	if s.Ratio <= most {
		return nil
	}
	return &ConsistencyError{Judge: judge, Ratio: s.Ratio, Max: most, Worst: s.Worst.Text()}
}

// RandomIndex returns the mean consistency index of random matrices of k
// siblings, of which a consistency index is a multiple. It is 0 for k below 3. To
// k = 15 it is the simulation of Alonso and Lamata with 500,000 matrices each,
// beyond that their line through the mean of lambda_max, which fits their figures
// to 0.005 from k = 8 on:
//
//	RI_k = (1.7699 k - 4.3513) / (k - 1)
//
// Saaty's own indices (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49 for k = 3 to
// 10) come from 500 matrices each and differ by 10 % at k = 3 and by less than 3 %
// above; whoever wants them puts them into AHP.RandomIndex.
//
// Source: J. A. Alonso and M. T. Lamata (2006), Consistency in the Analytic
// Hierarchy Process: A New Approach, International Journal of Uncertainty,
// Fuzziness and Knowledge-Based Systems 14(4), 445-459.
func RandomIndex(k int) float64 {
	table := [...]float64{0, 0, 0, 0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.5140, 1.5365, 1.5551, 1.5713, 1.5838}
	if k < len(table) {
		return table[max(k, 0)]
	}
	return (1.7699*float64(k) - 4.3513) / float64(k-1)
}

// principal returns the eigenvector of the largest eigenvalue, scaled to sum 1.
// The matrix is first scaled to b_ij = a_ij g_j / g_i with the geometric means g of
// the rows, which has the same eigenvalues, and the eigenvector w/g. If a is
// consistent, b is all ones, so that nothing is lost whatever the size of the
// ratios.
func principal(a [][]float64) (w []float64, lambda float64, err error) {
	k := len(a)
	g := rowGeometricMeans(a)
	b := mat.NewDense(k, k, nil)
	for i := range k {
		for j := range k {
			b.Set(i, j, a[i][j]*(g[j]/g[i]))
		}
	}
	var eigen mat.Eigen
	if !eigen.Factorize(b, mat.EigenRight) {
		return nil, 0, basis.Errorf("%w: the eigenvalues of the comparisons cannot be computed", basis.ErrDomain)
	}
	values := eigen.Values(nil)
	top := 0 // the Perron root is real and larger than all real parts
	for i, v := range values {
		if real(v) > real(values[top]) {
			top = i
		}
	}
	var vectors mat.CDense
	eigen.VectorsTo(&vectors)
	w = make([]float64, k)
	for i := range w {
		for j := range k { // one step of the power method, after which no weight is 0
			w[i] += b.At(i, j) * math.Abs(real(vectors.At(j, top)))
		}
		w[i] *= g[i]
	}
	return normalized(w), real(values[top]), nil
}

// rowGeometricMeans returns the geometric mean of each row, as multiples of the
// largest.
func rowGeometricMeans(a [][]float64) []float64 {
	g := make([]float64, len(a))
	top := math.Inf(-1)
	for i, row := range a {
		for _, v := range row {
			g[i] += math.Log(v) / float64(len(row))
		}
		top = math.Max(top, g[i])
	}
	for i := range g {
		g[i] = math.Exp(g[i] - top)
	}
	return g
}

func columnMeans(a [][]float64) []float64 {
	w := make([]float64, len(a))
	for j := range a {
		var total float64
		for i := range a {
			total += a[i][j]
		}
		for i := range a {
			w[i] += a[i][j] / total / float64(len(a))
		}
	}
	return w
}

// meanRatio estimates lambda_max as the mean of (A w)_i / w_i.
func meanRatio(a [][]float64, w []float64) float64 {
	var lambda float64
	for i, row := range a {
		var aw float64
		for j, v := range row {
			aw += v * w[j]
		}
		lambda += aw / w[i] / float64(len(a))
	}
	return lambda
}

// normalized scales w, in place, to sum 1.
func normalized(w []float64) []float64 {
	var sum float64
	for _, v := range w {
		sum += v
	}
	for j := range w {
		w[j] /= sum
	}
	return w
}
