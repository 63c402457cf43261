package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// BWM weighs siblings by the Best-Worst Method: the judge names the most and the
// least important one, B and W, and says how many times B counts as much as every
// other (a_Bj) and every other as much as W (a_jW), 2k-3 judgements instead of the
// k(k-1)/2 of [AHP]. The weights are those of the linear model,
//
//	minimize xi  such that  |w_B - a_Bj w_j| <= xi,  |w_j - a_jW w_W| <= xi  for all j,
//	                        sum w = 1,  w >= 0
//
// which always has one solution; it is computed exactly, without an optimizer. The
// scores are not looked at.
//
// How far the judgements contradict each other is measured on the judgements
// themselves, by the input-based consistency ratio
//
//	CR = max_j |a_Bj a_jW - a_BW| / (a_BW^2 - a_BW)
//
// If it is above MaxConsistency, they are refused with a [ConsistencyError].
// [BWM.Solve] gives this and other figures.
//
// Judgements are keyed by codes; codes that are not siblings are passed over, so
// that a judgement stays where an indicator is left out. Best among BestToOthers
// and Worst among OthersToWorst may be left out or 1; a_BW may stand in one of the
// two or in both.
//
// Errors: Best or Worst that is no sibling, or both the same, siblings without a
// judgement ([basis.ErrWeights]), judgements that are not from 1 to 1e6 ([basis.ErrDomain]),
// two that differ of the same pair ([ErrInconsistent]), all at once, each naming
// the pair.
//
// Sources: J. Rezaei (2015), Best-Worst Multi-Criteria Decision-Making Method,
// Omega 53, 49-57; J. Rezaei (2016), Best-Worst Multi-Criteria Decision-Making
// Method: Some Properties and a Linear Model, Omega 64, 126-130, model (5); F.
// Liang, M. Brunelli and J. Rezaei (2020), Consistency Issues in the Best Worst
// Method: Measurements and Thresholds, Omega 96, 102175.
type BWM struct {
	Best          string             `json:"best" names:"node"`
	Worst         string             `json:"worst" names:"node"`
	BestToOthers  map[string]float64 `json:"best_to_others" names:"node"`  // a_Bj by the code of j
	OthersToWorst map[string]float64 `json:"others_to_worst" names:"node"` // a_jW by the code of j

	// Ratios takes the model of Rezaei (2015) instead, which bounds the ratios
	// |w_B/w_j - a_Bj| and |w_j/w_W - a_jW| by xi. It can have many solutions; the
	// weights are the centers of the intervals they fill (Rezaei 2016, section 3),
	// scaled to sum 1. It is also solved exactly.
	Ratios bool `json:"ratios,omitzero"`

	// MaxConsistency is the largest CR accepted; 0: the threshold of Liang,
	// Brunelli and Rezaei (2020, table 3) for k and a_BW, BWMThreshold. A large
	// number accepts everything.
	MaxConsistency float64 `json:"max_consistency,omitzero"`
}

var _ Scheme = BWM{}

// Weigh writes the weights of the siblings; they sum to 1 up to rounding.
func (b BWM) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := b.Solve(g.Codes)
	if err != nil {
		return err
	}
	copy(dst, s.Weights)
	most := b.MaxConsistency
	if most == 0 {
		most = s.Threshold
	}
	if s.Ratio <= most+1e-12 {
		return nil
	}
	return &ConsistencyError{Ratio: s.Ratio, Max: most, Worst: s.Worst.Text()}
}

// BWMSolution is what the Best-Worst Method finds for one group.
type BWMSolution struct {
	Codes   []string  `json:"codes,omitzero"`
	Weights []float64 `json:"weights,omitzero"` // sum 1
	Xi      float64   `json:"xi"`               // xi of the linear model: 0 is consistent, near 0 is good

	Ratio     float64 `json:"ratio"`     // the input-based consistency ratio
	Threshold float64 `json:"threshold"` // BWMThreshold of k and a_BW
	Worst     Triad   `json:"worst"`     // the sibling with the largest contradiction, between best and worst; zero if there is none

	// RatioXi is xi of the model of Rezaei (2015), which bounds
	// |w_B/w_j - a_Bj| and |w_j/w_W - a_jW|; Intervals are the shares that each
	// sibling has in its solutions, and OutputRatio is its consistency ratio: xi as
	// a share of the largest that it can be for this a_BW (0.44, 1.00, 1.63, 2.30,
	// 3.00, 3.73, 4.47, 5.23 for 2 to 9), Rezaei's consistency index.
	RatioXi     float64    `json:"ratio_xi"`
	Intervals   []Interval `json:"intervals,omitzero"`
	OutputRatio float64    `json:"output_ratio"`
}

// Interval is a range of weights, both ends included.
type Interval struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// Solve draws the weights of the siblings and the consistency of the judgements,
// however inconsistent; what it refuses are the other errors of [BWM].
func (b BWM) Solve(codes []string) (BWMSolution, error) {
	k := len(codes)
	if k == 0 {
		return BWMSolution{}, basis.Errorf("%w: no siblings to compare", basis.ErrWeights)
	}
	if k == 1 {
		return BWMSolution{Codes: codes, Weights: []float64{1}, Intervals: []Interval{{1, 1}}}, nil
	}
	v, err := b.vectors(codes)
	if err != nil {
		return BWMSolution{}, err
	}
	s := BWMSolution{Codes: codes, Threshold: BWMThreshold(k, v.span)}
	s.Weights, s.Xi = v.solve()
	for j, code := range codes {
		if !v.other(j) {
			continue
		}
		if gap := math.Abs(v.product(j) - v.span); gap > 1e-12*v.span {
			ratio := gap / (v.span*v.span - v.span) // +Inf for a_BW = 1, where all must count the same
			if ratio > s.Ratio {
				s.Ratio = ratio
				s.Worst = Triad{A: b.Best, B: code, C: b.Worst, AB: v.fromBest[j], BC: v.toWorst[j], AC: v.span}
			}
		}
	}
	s.RatioXi = v.ratioXi()
	if s.RatioXi > 0 {
		s.OutputRatio = s.RatioXi / ((1 + 2*v.span - math.Sqrt(1+8*v.span)) / 2)
	}
	s.Intervals = v.intervals(s.RatioXi)
	if b.Ratios {
		for j, r := range s.Intervals {
			s.Weights[j] = (r.Lo + r.Hi) / 2
		}
		normalized(s.Weights)
	}
	return s, nil
}

// bestWorst are the judgements in the order of the siblings.
type bestWorst struct {
	best, worst       int
	fromBest, toWorst []float64 // a_Bj and a_jW
	span              float64   // a_BW
}

// product returns a_Bj a_jW, which without contradiction is a_BW.
func (v bestWorst) product(j int) float64 { return v.fromBest[j] * v.toWorst[j] }

// other reports whether j is neither the best nor the worst.
func (v bestWorst) other(j int) bool { return j != v.best && j != v.worst }

// vectors checks the judgements and puts them in order.
func (b BWM) vectors(codes []string) (bestWorst, error) {
	v := bestWorst{best: -1, worst: -1, fromBest: make([]float64, len(codes)), toWorst: make([]float64, len(codes))}
	for j, code := range codes {
		if code == b.Best {
			v.best = j
		}
		if code == b.Worst {
			v.worst = j
		}
	}
	var errs []error
	if v.best < 0 {
		errs = append(errs, basis.Errorf("%w: the best, %q, is not a sibling", basis.ErrWeights, b.Best))
	}
	if v.worst < 0 {
		errs = append(errs, basis.Errorf("%w: the worst, %q, is not a sibling", basis.ErrWeights, b.Worst))
	}
	if len(errs) == 0 && v.best == v.worst {
		errs = append(errs, basis.Errorf("%w: %s is both the best and the worst; if all count the same, Equal says so", basis.ErrWeights, b.Best))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return v, err
	}
	take := func(from map[string]float64, of string, pair func(code string) (string, string)) float64 {
		a, ok := from[of]
		x, y := pair(of)
		switch {
		case !ok:
			errs = append(errs, basis.Errorf("%w: there is no judgement of %s against %s", basis.ErrWeights, x, y))
		case !(a >= 1 && a <= maxRatio):
			errs = append(errs, basis.Errorf("%w: %s is judged %v times %s, not a number from 1 to 1e6", basis.ErrDomain, x, a, y))
		}
		return a
	}
	ofBest := func(code string) (string, string) { return b.Best, code }
	ofWorst := func(code string) (string, string) { return code, b.Worst }
	for j, code := range codes {
		if v.other(j) {
			v.fromBest[j] = take(b.BestToOthers, code, ofBest)
			v.toWorst[j] = take(b.OthersToWorst, code, ofWorst)
		}
	}
	for _, self := range []struct {
		of   map[string]float64
		code string
	}{{b.BestToOthers, b.Best}, {b.OthersToWorst, b.Worst}} {
		if a, ok := self.of[self.code]; ok && a != 1 {
			errs = append(errs, basis.Errorf("%w: %s is judged %v times itself", ErrInconsistent, self.code, a))
		}
	}
	a, ok := b.BestToOthers[b.Worst]
	c, also := b.OthersToWorst[b.Best]
	switch {
	case ok && also && a != c:
		errs = append(errs, basis.Errorf("%w: %s is judged %v times %s, and again %v times", ErrInconsistent, b.Best, a, b.Worst, c))
	case ok:
		v.span = take(b.BestToOthers, b.Worst, ofBest)
	default:
		v.span = take(b.OthersToWorst, b.Best, ofWorst)
	}
	return v, basis.JoinErrors(errs...)
}

// solve returns the solution of the linear model. With b, w and u_j the weights
// divided by xi, the model is to make their sum as large as possible under
//
//	|b - a_BW w| <= 1,  |b - a_Bj u_j| <= 1,  |u_j - a_jW w| <= 1
//
// For given b and w each u_j is best at its upper bound,
// min((b + 1)/a_Bj, a_jW w + 1), which is above its lower one if
//
//	m w - c <= b <= m w + c,  m = a_Bj a_jW, c = a_Bj + 1
//
// as it must be for a_BW itself with m = a_BW, c = 1. With two points (w, b) the
// larger w and the larger b also fulfill all of this, and the sum rises with both;
// so the solution is the point where both are largest: the largest w at which the
// highest lower line is below the lowest upper line, and b on the latter. If all m
// are equal, there is no largest point: the judgements are consistent and xi is 0.
func (v bestWorst) solve() (weights []float64, xi float64) {
	k := len(v.fromBest)
	m, c := []float64{v.span}, []float64{1.0}
	for j := range k {
		if v.other(j) {
			m, c = append(m, v.product(j)), append(c, v.fromBest[j]+1)
		}
	}
	w := math.Inf(1)
	for i := range m {
		for j := range m {
			if m[i]-m[j] > 1e-12*m[i] {
				w = min(w, (c[i]+c[j])/(m[i]-m[j]))
			}
		}
	}
	weights = make([]float64, k)
	if math.IsInf(w, 1) {
		for j := range k {
			weights[j] = 1 / v.fromBest[j]
		}
		weights[v.best], weights[v.worst] = 1, 1/v.span
		return normalized(weights), 0
	}
	b := math.Inf(1)
	for i := range m {
		b = min(b, m[i]*w+c[i])
	}
	sum := b + w
	for j := range k {
		if v.other(j) {
			weights[j] = min((b+1)/v.fromBest[j], v.toWorst[j]*w+1)
			sum += weights[j]
		}
	}
	weights[v.best], weights[v.worst] = b, w
	return normalized(weights), 1 / sum
}

// BWMThreshold returns the input-based consistency ratio up to which judgements of
// k siblings pass, if the best counts span times as much as the worst. It is the
// ratio that 95 % of random judgements which keep the order exceed, as simulated
// for 3 to 9 siblings and a span of 3 to 9; k and span outside take the nearest of
// these, other spans the nearest whole number. With a span below 2.5 only judgements without any
// contradiction pass.
//
// Source: F. Liang, M. Brunelli and J. Rezaei (2020), Consistency Issues in the
// Best Worst Method: Measurements and Thresholds, Omega 96, 102175, table 3.
func BWMThreshold(k int, span float64) float64 {
	table := [...][7]float64{
		{0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667},
		{0.1121, 0.1529, 0.1898, 0.2206, 0.2527, 0.2577, 0.2683},
		{0.1354, 0.1994, 0.2306, 0.2546, 0.2716, 0.2844, 0.2960},
		{0.1330, 0.1990, 0.2643, 0.3044, 0.3144, 0.3221, 0.3262},
		{0.1294, 0.2457, 0.2819, 0.3029, 0.3144, 0.3251, 0.3403},
		{0.1309, 0.2521, 0.2958, 0.3154, 0.3408, 0.3620, 0.3657},
		{0.1359, 0.2681, 0.3062, 0.3337, 0.3517, 0.3620, 0.3662},
	}
	if !(span >= 2.5) {
		return 0
	}
	row := int(math.Round(min(span, 9))) - 3
	return table[row][min(max(k, 3), 9)-3]
}
