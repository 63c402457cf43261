package weights

import (
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// GameTheory combines the weights of several schemes, in most cases a subjective
// and an objective one, as the equilibrium of a game in which every scheme wants
// the combination to be as near to its own weights as possible (博弈论组合赋权). The
// combination is w = sum_p a_p w_p; the first-order conditions of
//
//	min over a of |sum_p a_p w_p - w_q|^2,  for each q
//
// are a system of linear equations, whose solution is scaled to sum 1:
//
//	sum_p (w_q . w_p) a_p = w_q . w_q,  for each q
//
// The system can have negative solutions, above all where one scheme is nearly
// equal weights, and then is refused with the coefficients; some authors take
// their absolute values, which is no equilibrium of anything. Improved is the
// variant that bounds the coefficients to be positive and has sum a_p^2 = 1, with
// the solution
//
//	a_p = sum_q w_p . w_q,  scaled to sum 1
//
// Schemes with the same weights share their coefficient evenly. A nil scheme is
// [Declared].
//
// Errors: no schemes ([basis.ErrWeights]), coefficients that are negative or not
// determined ([basis.ErrDomain]); the errors of the schemes, all of them, with the number
// of the scheme.
//
// Sources: 陈加良 (2003), 基于博弈论的综合集成赋权法研究, 福建电脑 9, 15-16; improved: 路遥,
// 徐林荣, 陈舒阳, 王永威 (2014), 基于博弈论组合赋权的泥石流危险度评价, 灾害学 29(1), 194-200.
type GameTheory struct {
	Of       []Scheme `json:"of"`
	Improved bool     `json:"improved,omitzero"`
}

var _ Scheme = GameTheory{}

// Weigh writes the combined weights; they sum to 1 up to rounding.
func (c GameTheory) Weigh(dst []float64, g Group) error {
	w, err := vectors(basis.Textf("game"), c.Of, g)
	if err != nil {
		return err
	}
	a, err := c.coefficients(w)
	if err != nil {
		return err
	}
	clear(dst)
	for p, share := range a {
		for j := range dst {
			dst[j] += float64(share * w[p][j])
		}
	}
	return nil
}

// coefficients returns the share of each vector in the combination.
func (c GameTheory) coefficients(w [][]float64) ([]float64, error) {
	m := len(w)
	gram := mat.NewDense(m, m, nil)
	for p := range m {
		for q := range m {
			var dot float64
			for j := range w[p] {
				dot += w[p][j] * w[q][j]
			}
			gram.Set(p, q, dot)
		}
	}
	a := make([]float64, m)
	if c.Improved {
		for p := range m {
			for q := range m {
				a[p] += gram.At(p, q)
			}
		}
	} else if err := equilibrium(a, gram); err != nil {
		return nil, err
	}
	var sum float64
	for p := range a {
		if a[p] < 0 && a[p] > -1e-9 {
			a[p] = 0 // rounding
		}
		sum += a[p]
	}
	for p := range a {
		if a[p] < 0 || !(sum > 0) {
			return nil, basis.Errorf("%w: the game gives the schemes the coefficients %.3g; Improved keeps them positive", basis.ErrDomain, a)
		}
		a[p] /= sum
	}
	return a, nil
}

// equilibrium solves gram a = diagonal of gram, with the shortest a if vectors are
// linearly dependent.
func equilibrium(a []float64, gram *mat.Dense) error {
	m := len(a)
	d := mat.NewVecDense(m, nil)
	for p := range m {
		d.SetVec(p, gram.At(p, p))
	}
	var svd mat.SVD
	if !svd.Factorize(gram, mat.SVDFull) {
		return basis.Errorf("%w: the equations of the game cannot be solved", basis.ErrDomain)
	}
	var x, residual mat.VecDense
	svd.SolveVecTo(&x, d, svd.Rank(1e-10))
	residual.MulVec(gram, &x)
	residual.SubVec(&residual, d)
	if mat.Norm(&residual, 2) > 1e-8*mat.Norm(d, 2) {
		return basis.Errorf("%w: the weights of the schemes are linearly dependent, so that the game has no equilibrium; Improved has one", basis.ErrDomain)
	}
	copy(a, x.RawVector().Data)
	return nil
}
