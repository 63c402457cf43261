package weights

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ChildImportance says how much a child really counts in its parent.
type ChildImportance struct {
	Code   string  `json:"code"`
	Weight float64 `json:"weight"` // the nominal weight, as a share of the siblings' sum

	Correlation float64 `json:"correlation"` // Pearson, of child and parent
	Linear      float64 `json:"linear"`      // its square: what a straight line in the child explains of the parent's variance
	Ratio       float64 `json:"ratio"`       // the correlation ratio S: what any smooth curve explains
	Freedom     float64 `json:"freedom"`     // degrees of freedom of that curve; 2 is a straight line, 0 that there is none

	LinearShare float64 `json:"linear_share"` // Linear, scaled to sum 1 over the siblings
	Share       float64 `json:"share"`        // Ratio, scaled to sum 1 over the siblings: to be set against Weight
}

// Importance says what share of the variance of the parent each child explains,
// against its nominal weight w. Weights in a linear aggregate are exchange rates;
// what a reader takes them for, the influence of a child on the ranking, is nearer
// to the first-order sensitivity index, Pearson's correlation ratio,
//
//	S_j = V(E(y | x_j)) / V(y)
//
// the part by which the variance of the parent y would be expected to shrink if x_j were
// fixed. If E(y | x_j) is a straight line, S_j is the squared correlation.
// Children that vary much, or are correlated with others, explain more than their
// weight; the S_j need not sum to 1.
//
// E(y | x_j) is estimated by a penalized cubic spline (a P-spline: up to 20 equal
// segments over the range of x_j, at most one for four different scores, penalty
// on second differences), whose smoothness minimizes the generalized
// cross-validation over a fixed grid from nearly none to a straight line. The
// same data give the same estimate.
//
// parent holds the n scores of the parent, from whatever aggregation; nil stands
// for the weighted arithmetic mean of the scores of g. w has any scale.
//
// A child with the same score in all units explains nothing: its figures are 0.
// Errors: scores or weights that are not k by n, wrong weights ([basis.ErrWeights]),
// missing and infinite scores ([basis.ErrMissing], [basis.ErrDomain]), fewer than three units
// ([basis.ErrDomain]), a parent with the same score in all units ([basis.ErrConstant]).
//
// Sources: P. Paruolo, M. Saisana and A. Saltelli (2013), Ratings and Rankings:
// Voodoo or Science?, Journal of the Royal Statistical Society A 176(3), 609-634,
// sections 3 and 4; W. Becker, M. Saisana, P. Paruolo and I. Vandecasteele (2017),
// Weights and Importance in Composite Indicators: Closing the Gap, Ecological
// Indicators 80, 12-22 (for the spline); P. H. C. Eilers and B. D. Marx (1996),
// Flexible Smoothing with B-Splines and Penalties, Statistical Science 11(2),
// 89-121.
func Importance(g Group, w, parent []float64) ([]ChildImportance, error) {
	nominal, err := shares(g.Codes, w)
	if err != nil {
		return nil, err
	}
	if err := g.Check(); err != nil {
		return nil, err
	}
	if err := g.needUnits(basis.Textf("importance"), 3); err != nil {
		return nil, err
	}
	n, k := g.Scores.Dims()
	if parent == nil {
		parent = make([]float64, n)
		for j, x := range g.Scores {
			for i, v := range x {
				parent[i] += float64(nominal[j] * v)
			}
		}
	}
	whole := Group{Codes: []string{g.Parent}, Scores: Columns{parent}}
	switch err := whole.Check(); {
	case len(parent) != n:
		return nil, basis.Errorf("%w: %d scores of the parent for %d units", basis.ErrWeights, len(parent), n)
	case err != nil:
		return nil, err
	case constant(parent):
		return nil, &CellError{Row: -1, Code: g.Parent, Err: basis.ErrConstant}
	}
	y := standardized(parent)
	out := make([]ChildImportance, k)
	basis.Each(k, n*k, func(j int) {
		c := &out[j]
		c.Code, c.Weight = g.Codes[j], nominal[j]
		if constant(g.Scores[j]) {
			return
		}
		lo, span, mean, length := spread(g.Scores[j])
		for i, v := range g.Scores[j] {
			c.Correlation += ((v/2-lo/2)/span - mean) / length * y[i]
		}
		c.Correlation = min(max(c.Correlation, -1), 1)
		c.Linear = c.Correlation * c.Correlation
		c.Ratio, c.Freedom = explained(g.Scores[j], y, c.Linear)
	})
	var linear, ratio float64
	for _, c := range out {
		linear += c.Linear
		ratio += c.Ratio
	}
	for j := range out {
		if linear > 0 {
			out[j].LinearShare = out[j].Linear / linear
		}
		if ratio > 0 {
			out[j].Share = out[j].Ratio / ratio
		}
	}
	return out, nil
}

// spread returns the least value of x, half the range, and of (x - lo) / (2 span)
// the mean and the root of the sum of squared deviations. x must not be constant.
func spread(x []float64) (lo, span, mean, length float64) {
	lo = slices.Min(x)
	span = slices.Max(x)/2 - lo/2 // halves, so that it cannot overflow
	for _, v := range x {
		mean += (v/2 - lo/2) / span
	}
	mean /= float64(len(x))
	for _, v := range x {
		d := (v/2-lo/2)/span - mean
		length += d * d
	}
	return lo, span, mean, math.Sqrt(length)
}

// standardized returns x with mean 0 and sum of squares 1. x must not be constant.
func standardized(x []float64) []float64 {
	lo, span, mean, length := spread(x)
	z := make([]float64, len(x))
	for i, v := range x {
		z[i] = ((v/2-lo/2)/span - mean) / length
	}
	return z
}

// shares checks weights and returns them with sum 1.
func shares[S string | basis.Text](codes []S, w []float64) ([]float64, error) {
	if len(w) != len(codes) || len(w) == 0 {
		return nil, basis.Errorf("%w: %d weights for %d siblings", basis.ErrWeights, len(w), len(codes))
	}
	out := slices.Clone(w)
	var errs []error
	var sum float64
	for j, v := range w {
		if err := checkWeight(codes[j], v); err != nil {
			errs = append(errs, err)
		}
		sum += v
	}
	switch {
	case len(errs) > 0:
		return nil, basis.JoinErrors(errs...)
	case !(sum > 0 && sum <= math.MaxFloat64):
		return nil, basis.Errorf("%w: their sum is %v", basis.ErrWeights, sum)
	}
	return normalized(out), nil
}

// Similarity says how alike two weight vectors of the same siblings are: 1 if they
// are the same, 0 if no sibling has weight in both. It is the part of the weight
// that need not be moved to get from one to the other:
//
//	1 - sum_j |a_j - b_j| / 2
//
// after both are scaled to sum 1. Vectors of different or no length, and entries
// that are negative, not finite or all 0, are errors that wrap [basis.ErrWeights].
//
// Source: A. Shekhovtsov (2023), Evaluating the Performance of Subjective
// Weighting Methods for Multi-Criteria Decision-Making Using a Novel Weights
// Similarity Coefficient, Procedia Computer Science 225, 4785-4794, WSC2.
func Similarity(a, b []float64) (float64, error) {
	moved, _, err := moved(a, b)
	return 1 - moved, err
}

// SimilarityTo says how alike weights are to a reference: 1 if they are the same,
// 0 if they are as far from it as any weights can be, all on the sibling that
// counts least in the reference:
//
//	1 - sum_j |r_j - w_j| / (2 (1 - min_j r_j))
//
// after both are scaled to sum 1. It is not symmetric. A single sibling gives 1.
// Errors are those of [Similarity], whose source names it WSC.
func SimilarityTo(reference, w []float64) (float64, error) {
	moved, r, err := moved(reference, w)
	if err != nil {
		return 0, err
	}
	if most := 1 - slices.Min(r); most > 0 {
		return max(0, 1-moved/most), nil
	}
	return 1, nil
}

// moved returns half the sum of the differences of two weight vectors, scaled to
// sum 1, and the first one so scaled.
func moved(a, b []float64) (half float64, scaledA []float64, err error) {
	if len(a) != len(b) {
		return 1, nil, basis.Errorf("%w: vectors of %d and %d weights", basis.ErrWeights, len(a), len(b))
	}
	entries := make([]basis.Text, len(a))
	for j := range entries {
		entries[j] = basis.Textf("entry %d", j+1)
	}
	scaledA, err = shares(entries, a)
	if err != nil {
		return 1, nil, basis.Errorf("first vector: %w", err)
	}
	scaledB, err := shares(entries, b)
	if err != nil {
		return 1, nil, basis.Errorf("second vector: %w", err)
	}
	for j := range scaledA {
		half += math.Abs(scaledA[j]-scaledB[j]) / 2
	}
	return min(half, 1), scaledA, nil
}
