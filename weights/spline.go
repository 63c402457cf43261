package weights

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

const (
	segments   = 20  // of a spline, at most
	perSegment = 4   // different scores for each segment, at least
	smoothest  = 1e6 // penalties, relative to the data, from 1/smoothest to smoothest
	perDecade  = 4   // penalties in each power of ten
)

// explained returns what share of the variance of y the best smooth curve in x
// explains, and its degrees of freedom. y has mean 0 and sum of squares 1; linear
// is the share that the straight line explains, which is the curve under infinite
// penalty. x is not constant.
//
// With B the n by m matrix of the B-splines, P = D'D for second differences D and
// a penalty p, the curve is B c with
//
//	(B'B + p P) c = B'y
//
// its degrees of freedom are f = tr((B'B + p P)^-1 B'B), and the p taken has the
// least generalized cross-validation n RSS / (n - f)^2 of those with f at most
// n/2. In the basis in which both B'B and B'B + P are diagonal (of Demmler and
// Reinsch), with g_i from 0 to 1 for B'B, 1 - g_i for P and q_i for B'y,
//
//	d_i = g_i + p (1 - g_i),  f = sum g_i/d_i,  |B c|^2 = sum g_i q_i^2/d_i^2
func explained(x, y []float64, linear float64) (share, freedom float64) {
	n := float64(len(x))
	share, freedom = linear, 2
	g, q, ok := splineBasis(x, y)
	if !ok {
		return share, freedom
	}
	best := (1 - linear) / ((n - 2) * (n - 2))
	steps := 2 * perDecade * int(math.Round(math.Log10(smoothest)))
	for step := range steps + 1 { // the smoothest first, so that it wins a tie
		p := smoothest * math.Pow(10, -float64(step)/perDecade)
		var f, fitted, rss float64
		for i := range g {
			d := g[i] + p*(1-g[i])
			f += g[i] / d
			fitted += g[i] * q[i] * q[i] / (d * d)
			rss += q[i] * q[i] / d
		}
		rss = max(0, 1-2*rss+fitted)
		if !(f <= n/2) {
			break
		}
		if gcv := rss / ((n - f) * (n - f)); gcv < best {
			best, share, freedom = gcv, min(max(fitted, 0), 1), f
		}
	}
	return share, freedom
}

// splineBasis returns g and q for penalties as multiples of tr B'B / tr P. It
// fails only if the decompositions do.
func splineBasis(x, y []float64) (g, q []float64, ok bool) {
	gram, rhs := splineMoments(x, y)
	m := len(rhs)
	penalty := secondDifferences(m)
	scale := mat.Trace(gram) / mat.Trace(penalty)
	sum := mat.NewSymDense(m, nil)
	for i := range m {
		for j := i; j < m; j++ {
			sum.SetSym(i, j, gram.At(i, j)+scale*penalty.At(i, j))
		}
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(sum) {
		return nil, nil, false
	}
	// With sum = L L', B'B becomes inv(L) B'B inv(L)'.
	var lower, inverse mat.TriDense
	cholesky.LTo(&lower)
	if inverse.InverseTri(&lower) != nil {
		return nil, nil, false
	}
	var half, whole mat.Dense
	half.Mul(&inverse, gram)
	whole.Mul(&half, inverse.T())
	symmetric := mat.NewSymDense(m, nil)
	for i := range m {
		for j := i; j < m; j++ {
			symmetric.SetSym(i, j, (whole.At(i, j)+whole.At(j, i))/2)
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(symmetric, true) {
		return nil, nil, false
	}
	var u mat.Dense
	var b, turned mat.VecDense
	eigen.VectorsTo(&u)
	b.MulVec(&inverse, mat.NewVecDense(m, rhs))
	turned.MulVec(u.T(), &b)
	g = eigen.Values(nil)
	for i := range g {
		g[i] = min(max(g[i], 0), 1)
	}
	g[m-2], g[m-1] = 1, 1 // straight lines, which no penalty touches
	return g, turned.RawVector().Data, true
}

// splineMoments returns B'B and B'y for the cubic B-splines on equal segments of
// the range of x. Each unit touches four of them.
func splineMoments(x, y []float64) (gram *mat.SymDense, rhs []float64) {
	count := max(distinct(x, segments*perSegment)/perSegment, 1)
	m := count + 3
	lo, hi := slices.Min(x), slices.Max(x)
	upper := make([]float64, m*4) // B'B by diagonals: upper[4 i + d] is at i, i+d
	rhs = make([]float64, m)
	for i, v := range x {
		at := (v/2 - lo/2) / (hi/2 - lo/2) * float64(count)
		first := min(int(at), count-1)
		values := cubic(at - float64(first))
		for a, va := range values {
			rhs[first+a] += va * y[i]
			for d, vb := range values[a:] {
				upper[4*(first+a)+d] += va * vb
			}
		}
	}
	gram = mat.NewSymDense(m, nil)
	for i := range m {
		for d := range min(4, m-i) {
			gram.SetSym(i, i+d, upper[4*i+d])
		}
	}
	return gram, rhs
}

// cubic returns the four cubic B-splines on unit segments that are not 0 at u, from
// 0 to 1 in its segment.
func cubic(u float64) [4]float64 {
	v := 1 - u
	return [4]float64{
		v * v * v / 6,
		(3*u*u*u - 6*u*u + 4) / 6,
		(3*v*v*v - 6*v*v + 4) / 6,
		u * u * u / 6,
	}
}

// secondDifferences returns D'D, m by m, for the m-2 differences c_i - 2 c_(i+1) +
// c_(i+2).
func secondDifferences(m int) *mat.SymDense {
	p := mat.NewSymDense(m, nil)
	d := [3]float64{1, -2, 1}
	for i := range m - 2 {
		for a, va := range d {
			for b := a; b < 3; b++ {
				p.SetSym(i+a, i+b, p.At(i+a, i+b)+va*d[b])
			}
		}
	}
	return p
}

// distinct counts the different values of x, up to most.
func distinct(x []float64, most int) int {
	seen := make([]float64, 0, most)
	for _, v := range x {
		at, found := slices.BinarySearch(seen, v)
		if found {
			continue
		}
		if seen = slices.Insert(seen, at, v); len(seen) == most {
			break
		}
	}
	return len(seen)
}
