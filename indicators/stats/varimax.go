package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrConvergence says that an iteration did not settle.
const ErrConvergence = basis.Sentinel("no convergence")

const (
	varimaxSweeps  = 1000
	varimaxSettled = 1e-13 // relative size of what is left to gain
)

// Varimax rotates the factors of an analysis so that each indicator loads highly
// on few of them. For loadings L, k indicators by f factors, it finds the
// orthogonal matrix T for which B = L T has the largest
//
//	V = sum_p (sum_i z_ip^4 - (sum_i z_ip^2)^2 / k)
//
// with z_ip = b_ip / h_i, where h_i^2 = sum_p l_ip^2 is the communality: Kaiser's
// normalization, by which every indicator counts the same. Raw leaves it out, z =
// b. An indicator without any loading does not count.
type Varimax struct {
	Raw bool `json:"raw,omitzero"` // without Kaiser's normalization
}

// Rotate returns the rotated loadings B, k by f, and the rotation T, f by f. The
// factors keep their order; each is turned so that its loadings have a sum of at
// least 0. The communalities stay as they are.
//
// The rotation goes pair by pair of factors, each by the angle that is best for
// it (Kaiser's equation), until no pair has anything to gain, so that the result
// is the maximum to about twelve digits and not, as with programs that stop when
// V hardly rises, to four or five. One factor is not rotated.
//
// Loadings without rows or columns are [basis.ErrEmpty], ones that are not finite
// [basis.ErrNumber]. Factors that have not settled after 1000 rounds are
// [ErrConvergence].
//
// Source: H. F. Kaiser (1958), The Varimax Criterion for Analytic Rotation in
// Factor Analysis, Psychometrika 23(3), 187-200, equations 4 and 8.
func (v Varimax) Rotate(loadings mat.Matrix) (rotated, rotation *mat.Dense, err error) {
	k, f := loadings.Dims()
	if k == 0 || f == 0 {
		return nil, nil, basis.ErrEmpty
	}
	z := make([][]float64, f) // columns
	for p := range z {
		z[p] = make([]float64, k)
	}
	for i := range k {
		var h float64
		for p := range f {
			l := loadings.At(i, p)
			if math.IsNaN(l) || math.IsInf(l, 0) {
				return nil, nil, basis.Errorf("%w: loading %d of factor %d is %v", basis.ErrNumber, i+1, p+1, l)
			}
			z[p][i] = l
			h = math.Hypot(h, l)
		}
		if !v.Raw && h > 0 {
			for p := range f {
				z[p][i] /= h
			}
		}
	}
	rotation = mat.NewDense(f, f, nil)
	for p := range f {
		rotation.Set(p, p, 1)
	}
	for sweep := 0; ; sweep++ {
		if sweep == varimaxSweeps {
			return nil, nil, basis.Errorf("%w: varimax rotation of %d factors after %d rounds", ErrConvergence, f, sweep)
		}
		settled := true
		for p := range f {
			for q := p + 1; q < f; q++ {
				if phi := kaiserAngle(z[p], z[q]); phi != 0 {
					settled = false
					turn(z[p], z[q], rotation, p, q, phi)
				}
			}
		}
		if settled {
			break
		}
	}
	rotated = new(mat.Dense)
	rotated.Mul(loadings, rotation)
	for p := range f {
		if mat.Sum(rotated.ColView(p)) < 0 {
			for i := range k {
				rotated.Set(i, p, -rotated.At(i, p))
			}
			for q := range f {
				rotation.Set(q, p, -rotation.At(q, p))
			}
		}
	}
	return rotated, rotation, nil
}

// kaiserAngle returns the angle by which two factors x and y must be turned in
// their plane for the largest V (Kaiser's equation 8), or 0 if hardly anything is
// left to gain.
func kaiserAngle(x, y []float64) float64 {
	var a, b, c, d, size float64
	for i := range x {
		u, v := x[i]*x[i]-y[i]*y[i], 2*x[i]*y[i]
		a += u
		b += v
		c += u*u - v*v
		d += 2 * u * v
		size += u*u + v*v
	}
	k := float64(len(x))
	num, den := d-2*a*b/k, c-(a*a-b*b)/k
	if math.Abs(num) <= varimaxSettled*size && den >= -varimaxSettled*size {
		return 0
	}
	return math.Atan2(num, den) / 4
}

// turn rotates x and y, and columns p and q of the rotation, by phi.
func turn(x, y []float64, rotation *mat.Dense, p, q int, phi float64) {
	sin, cos := math.Sincos(phi)
	for i := range x {
		x[i], y[i] = cos*x[i]+sin*y[i], cos*y[i]-sin*x[i]
	}
	f, _ := rotation.Dims()
	for r := range f {
		u, v := rotation.At(r, p), rotation.At(r, q)
		rotation.Set(r, p, cos*u+sin*v)
		rotation.Set(r, q, cos*v-sin*u)
	}
}
