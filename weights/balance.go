package weights

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Balance makes the declared importance of the siblings the one that they really
// have: with its weights, the correlations of the siblings with the parent stand
// to each other as the declared weights do. The parent is taken as the weighted
// arithmetic mean of the scores. With the correlation matrix R of the siblings,
// their standard deviations s and declared weights t,
//
//	corr(x_j, sum_l w_l x_l) ~ t_j  for all j   if and only if   R (s w) ~ t
//
// which is a linear system, solved exactly; COINr's get_opt_weights searches for
// the same weights step by step. With nothing declared, all siblings become
// equally correlated with the parent. A sibling with declared weight 0 is left
// out.
//
// Correlated siblings need not allow it: then the solution has a negative weight,
// and none but negative weights would do. That is an error that wraps [basis.ErrDomain]
// and names the siblings. Nearest takes the weights of at least 0 that come
// nearest instead, those with the smallest angle between the correlations and the
// declared weights:
//
//	minimize |R (s w) - t|^2 over w >= 0
//
// [Balance.Solve] says what is achieved.
//
// Multiplying or shifting the scores of a sibling does not change its part in the
// parent: the weight changes by the reciprocal factor. Hence siblings should be on
// one scale. Errors: as in [PrincipalComponents]; siblings that are exact or near
// combinations of others, so that there is more than one solution ([basis.ErrDomain]);
// wrong declared weights ([basis.ErrWeights]).
//
// Sources: W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele (2017), Weights
// and Importance in Composite Indicators: Closing the Gap, Ecological Indicators
// 80, 12-22, sections 2 and 4; C. L. Lawson and R. J. Hanson (1974), Solving Least
// Squares Problems, Prentice-Hall, chapter 23 (for Nearest).
type Balance struct {
	Nearest bool `json:"nearest,omitzero"`
}

var _ Scheme = Balance{}

// Weigh writes the balanced weights; they sum to 1 up to rounding.
func (b Balance) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := b.Solve(g)
	if err != nil {
		return err
	}
	copy(dst, s.Weights)
	return nil
}

// BalanceSolution is what Balance finds for one group.
type BalanceSolution struct {
	Codes       []string  `json:"codes,omitzero"`
	Target      []float64 `json:"target,omitzero"`      // the declared weights, sum 1
	Correlation []float64 `json:"correlation,omitzero"` // of each sibling with the parent under these weights
	Achieved    []float64 `json:"achieved,omitzero"`    // the correlations, scaled to sum 1 over the siblings with a target
	Weights     []float64 `json:"weights,omitzero"`     // sum 1
	Exact       bool      `json:"exact"`                // Achieved is Target, up to rounding
}

// Solve returns the weights of a group and what they achieve.
func (b Balance) Solve(g Group) (BalanceSolution, error) {
	s := BalanceSolution{Codes: slices.Clone(g.Codes), Target: make([]float64, len(g.Codes))}
	if err := scaled(s.Target, Declared{}, g); err != nil {
		return BalanceSolution{}, err
	}
	r, sd, err := g.correlations()
	if err != nil {
		return BalanceSolution{}, err
	}
	var in []int // siblings with a target
	for j, t := range s.Target {
		if t > 0 {
			in = append(in, j)
		}
	}
	u, err := b.solve(r, s.Target, in, g.Codes)
	if err != nil {
		return BalanceSolution{}, err
	}
	k := len(g.Codes)
	s.Weights = make([]float64, k)
	for j := range k {
		s.Weights[j] = u[j] / sd[j]
	}
	normalized(s.Weights)
	s.Correlation, s.Achieved = make([]float64, k), make([]float64, k)
	direction := mat.NewVecDense(k, u)
	var ru mat.VecDense
	ru.MulVec(r, direction)
	length := math.Sqrt(mat.Dot(direction, &ru))
	var sum float64
	for j := range k {
		s.Correlation[j] = min(max(ru.AtVec(j)/length, -1), 1)
	}
	for _, j := range in {
		sum += s.Correlation[j]
	}
	s.Exact = true
	for j := range k {
		s.Achieved[j] = s.Correlation[j] / sum
	}
	for _, j := range in {
		s.Exact = s.Exact && math.Abs(s.Achieved[j]-s.Target[j]) <= 1e-9
	}
	return s, nil
}

// solve returns s w for all siblings, 0 for those outside of in.
func (b Balance) solve(r *mat.SymDense, target []float64, in []int, codes []string) ([]float64, error) {
	m := len(in)
	part, t := mat.NewSymDense(m, nil), mat.NewVecDense(m, nil)
	for a, j := range in {
		t.SetVec(a, target[j])
		for c, l := range in[:a+1] {
			part.SetSym(a, c, r.At(j, l))
		}
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(part) || cholesky.Cond() > 1e10 {
		return nil, dependent()
	}
	var v mat.VecDense
	if err := cholesky.SolveVecTo(&v, t); err != nil {
		return nil, dependent()
	}
	slack := 1e-12 * mat.Norm(&v, math.Inf(1))
	var errs []error
	for a, j := range in {
		if x := v.AtVec(a); x < -slack {
			errs = append(errs, &CellError{
				Row: -1, Code: codes[j],
				Err: basis.Errorf("%w: it would need a negative weight for its share of %.3g of the correlations", basis.ErrDomain, target[j]),
			})
		} else if x < 0 {
			v.SetVec(a, 0)
		}
	}
	if len(errs) > 0 {
		if !b.Nearest {
			return nil, basis.JoinErrors(errs...)
		}
		nearest, err := nonnegativeLeastSquares(part, t)
		if err != nil {
			return nil, err
		}
		v.CopyVec(nearest)
	}
	u := make([]float64, len(target))
	for a, j := range in {
		u[j] = v.AtVec(a)
	}
	return u, nil
}

// nonnegativeLeastSquares minimizes |A x - b| over x >= 0 by the active set method
// of Lawson and Hanson (algorithm NNLS). A is square and not singular, so that
// there is one solution.
func nonnegativeLeastSquares(a mat.Matrix, b *mat.VecDense) (*mat.VecDense, error) {
	_, k := a.Dims()
	x := mat.NewVecDense(k, nil)
	free := make([]bool, k)
	var residual, gradient mat.VecDense
	for range 10 * k {
		residual.MulVec(a, x)
		residual.SubVec(b, &residual)
		gradient.MulVec(a.T(), &residual)
		next, steepest := -1, 1e-12
		for j := range k {
			if !free[j] && gradient.AtVec(j) > steepest {
				next, steepest = j, gradient.AtVec(j)
			}
		}
		if next < 0 {
			return x, nil
		}
		free[next] = true
		for {
			z, err := freeLeastSquares(a, b, free)
			if err != nil {
				return nil, err
			}
			step, at := 1.0, -1
			for j := range k {
				if free[j] && z.AtVec(j) <= 0 {
					if s := x.AtVec(j) / (x.AtVec(j) - z.AtVec(j)); s < step {
						step, at = s, j
					}
				}
			}
			for j := range k {
				x.SetVec(j, x.AtVec(j)+step*(z.AtVec(j)-x.AtVec(j)))
			}
			if at < 0 {
				break
			}
			free[at] = false
			x.SetVec(at, 0)
		}
	}
	return nil, basis.Errorf("%w: the nearest weights were not found in %d steps", basis.ErrDomain, 10*k)
}

// freeLeastSquares minimizes |A z - b| over the free entries; the others are 0.
func freeLeastSquares(a mat.Matrix, b *mat.VecDense, free []bool) (*mat.VecDense, error) {
	rows, k := a.Dims()
	var in []int
	for j := range k {
		if free[j] {
			in = append(in, j)
		}
	}
	part := mat.NewDense(rows, len(in), nil)
	for c, j := range in {
		for i := range rows {
			part.Set(i, c, a.At(i, j))
		}
	}
	var s mat.VecDense
	if err := s.SolveVec(part, b); err != nil {
		return nil, dependent()
	}
	z := mat.NewVecDense(k, nil)
	for c, j := range in {
		z.SetVec(j, s.AtVec(c))
	}
	return z, nil
}

// dependent refuses siblings whose equations have no certain solution.
func dependent() error {
	return basis.Errorf("%w: some siblings are combinations of others, so that many weights give the same correlations", basis.ErrDomain)
}
