package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// MPI is the Mazziotta-Pareto index: the mean of the children less a penalty for
// being unbalanced, the variance over the mean:
//
//	M_i     = sum_j w_j z_ij
//	S_i^2   = sum_j w_j (z_ij - M_i)^2
//	score_i = M_i - S_i^2 / M_i
//
// The z are scores standardized to mean 100 and standard deviation 10:
// normalize.ZScore{Mean: 100, SD: 10}. MPI refuses every child that is not on that
// scale ([basis.ErrDomain]), one whose scores have another mean or another
// standard deviation, of the sample (n - 1) or of the population (n), by more than
// 1e-6: an index of other scores would weigh the penalty differently. So it fits
// measured children, all units together; [AMPI] can do more.
//
// S is the standard deviation of the population (over k, not k - 1), as in the
// paper, which gives all children the same weight; here the weights count in M and
// S alike. Where all children are equal the score is theirs. Below a mean of 0 it
// is not defined ([basis.ErrDomain], the unit is named).
//
// A higher score on a child raises the unit's score as long as the child is not
// above the mean by more than half of it: z_ij - M <= (M + S^2/M) / 2. On this
// scale that breaks only for a child at some 1.5 times the unit's mean, about five
// standard deviations above it.
// Missing scores are refused.
//
// Source: M. Mazziotta and A. Pareto, On a generalized non-compensatory composite
// index for measuring socio-economic phenomena, Social Indicators Research 127
// (2016) 983-1003; the index with a penalty downwards (MPI-), for phenomena of
// which more is better.
type MPI struct{}

// AMPI is the adjusted Mazziotta-Pareto index, which compares units over years:
//
//	score_i = M_i - S_i^2 / M_i,  M and S as in [MPI]
//
// Its scores are those of goalposts on which a reference value (such as the mean
// of all units in a base year) has 100, and the way from 70 to 130 is the range
// over all years:
//
//	r_ij = 70 + 60 (x_ij - lo_j) / (hi_j - lo_j)
//	lo_j = reference - (max - min) / 2,  hi_j = reference + (max - min) / 2
//
// which is normalize.MinMax{Lo: 70, Hi: 130} with these Bounds in the framework.
// A value far from the reference can be outside of 70 to 130, though never of 40
// to 160 if the reference lies between min and max: a score out there is not on
// the scale, and an error for each cell ([basis.ErrDomain]). An index of other
// scores would weigh the penalty differently.
//
// The penalty can cost a unit more than a child brings: at 70 elsewhere, a child at
// 130 is too far above the mean. The score lies between the lowest and the highest
// score of the children if the highest is at most twice the mean. Missing scores
// are refused.
//
// Source: M. Mazziotta and A. Pareto (2016), as for [MPI], equations of the
// adjusted index. Compind 3.4 rounds it to 3 decimals.
type AMPI struct{}

var (
	_ Aggregator = MPI{}
	_ Aggregator = AMPI{}
	_ onScale    = MPI{}
	_ onScale    = AMPI{}
)

// Aggregate implements [Aggregator].
func (m MPI) Aggregate(dst []float64, g weights.Group, w []float64) error {
	if _, err := count(dst, g, w, missing); err != nil {
		return err
	}
	if err := m.checkScale(g, w); err != nil {
		return err
	}
	return m.aggregate(dst, g, w)
}

// Aggregate implements [Aggregator].
func (a AMPI) Aggregate(dst []float64, g weights.Group, w []float64) error {
	if _, err := count(dst, g, w, missing); err != nil {
		return err
	}
	if err := a.checkScale(g, w); err != nil {
		return err
	}
	return a.aggregate(dst, g, w)
}

func (MPI) aggregate(dst []float64, g weights.Group, w []float64) error {
	return penalized(dst, g, w)
}

func (AMPI) aggregate(dst []float64, g weights.Group, w []float64) error {
	return penalized(dst, g, w)
}

// checkScale refuses children that are not standardized to mean 100 and standard
// deviation 10.
func (MPI) checkScale(g weights.Group, w []float64) error {
	var errs []error
	for j, col := range g.Scores {
		if w[j] == 0 {
			continue
		}
		var n, sum, squares float64
		for _, x := range col {
			if !math.IsNaN(x) {
				n, sum = n+1, sum+x
			}
		}
		if n == 1 {
			errs = append(errs, &weights.CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf(
				"%w: one unit has no spread, and the Mazziotta-Pareto index is for scores of mean 100 and standard deviation 10", basis.ErrDomain)})
			continue
		}
		mean := sum / n
		for _, x := range col {
			if !math.IsNaN(x) {
				squares += float64((x - mean) * (x - mean))
			}
		}
		near := func(x, want float64) bool { return math.Abs(x-want) <= 1e-6*want }
		if !near(mean, 100) || !near(math.Sqrt(squares/n), 10) && !near(math.Sqrt(squares/(n-1)), 10) {
			errs = append(errs, &weights.CellError{Row: -1, Code: g.Codes[j], Err: basis.Errorf(
				"%w: scores of mean %.6g and standard deviation %.6g are not on the scale of the Mazziotta-Pareto index, mean 100 and standard deviation 10",
				basis.ErrDomain, mean, math.Sqrt(squares/(n-1)))})
		}
	}
	return basis.JoinErrors(errs...)
}

// checkScale refuses scores far outside of 70 to 130.
func (AMPI) checkScale(g weights.Group, w []float64) error {
	return refuse(g, w, func(x float64) error {
		if x < 40-1e-6 || x > 160+1e-6 {
			return basis.Errorf("%w: score %v is not on the scale of the adjusted Mazziotta-Pareto index, 70 to 130 about a reference of 100", basis.ErrDomain, x)
		}
		return nil
	})
}

// penalized writes M - S^2/M.
func penalized(dst []float64, g weights.Group, w []float64) error {
	clear(dst)
	for j, col := range g.Scores {
		if w[j] == 0 {
			continue
		}
		for i, x := range col {
			dst[i] += float64(w[j] * x)
		}
	}
	variance := make([]float64, len(dst))
	for j, col := range g.Scores {
		if w[j] == 0 {
			continue
		}
		for i, x := range col {
			d := x - dst[i]
			variance[i] += float64(w[j] * float64(d*d))
		}
	}
	var errs []error
	for i, m := range dst {
		if !(m > 0) {
			errs = append(errs, &weights.CellError{Row: i, Code: g.Parent, Err: basis.Errorf("%w: the mean of its scores is %v, and the penalty divides by it", basis.ErrDomain, m)})
			continue
		}
		dst[i] = m - variance[i]/m
	}
	return basis.JoinErrors(errs...)
}
