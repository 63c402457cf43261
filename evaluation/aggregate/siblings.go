package aggregate

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// siblings are the children of a group that count, those of weight above 0, with
// the least and the greatest score of each. The methods that compare the units of
// a group work on them.
type siblings struct {
	n      int
	codes  []string
	w      []float64 // sum 1
	x      weights.Columns
	lo, hi []float64
	label  basis.Text // of the group, for messages
}

// siblingsOf checks a group and its weights and returns the children that count.
// Missing and infinite scores of these are an error for each cell.
func siblingsOf(g weights.Group, w []float64) (siblings, error) {
	s, err := listed(g, w)
	if err == nil {
		err = s.scan(g, w)
	}
	return s, err
}

// listed is siblingsOf without a look at the scores: lo and hi are not filled in.
func listed(g weights.Group, w []float64) (siblings, error) {
	if err := checkShape(g, w); err != nil {
		return siblings{}, err
	}
	s := siblings{label: basis.Textf("%s", g.Parent)}
	s.n, _ = g.Scores.Dims()
	if g.Class != "" {
		s.label = basis.Textf("%s in class %s", g.Parent, g.Class)
	}
	for j, wj := range w {
		if wj > 0 {
			s.codes, s.w, s.x = append(s.codes, g.Codes[j]), append(s.w, wj), append(s.x, g.Scores[j])
		}
	}
	return s, nil
}

// checkShape refuses columns and weights that do not fit the codes, and weights
// that are not at least 0 with sum 1.
func checkShape(g weights.Group, w []float64) error {
	if len(w) != len(g.Codes) || len(g.Scores) != len(g.Codes) {
		return basis.Errorf("%w: %d weights and %d columns of scores for %d children", basis.ErrWeights, len(w), len(g.Scores), len(g.Codes))
	}
	n, _ := g.Scores.Dims()
	var errs []error
	var sum float64
	for j, wj := range w {
		if !(wj >= 0) || math.IsInf(wj, 0) { // also NaN
			errs = append(errs, basis.Errorf("%w: %s has %v", basis.ErrWeights, g.Codes[j], wj))
			continue
		}
		if len(g.Scores[j]) != n {
			errs = append(errs, basis.Errorf("%w: %s has %d scores, %s has %d", basis.ErrWeights, g.Codes[j], len(g.Scores[j]), g.Codes[0], n))
		}
		sum += wj
	}
	if len(errs) == 0 && math.Abs(sum-1) > 1e-9 {
		errs = append(errs, basis.Errorf("%w: they sum to %v, not to 1", basis.ErrWeights, sum))
	}
	return basis.JoinErrors(errs...)
}

// scan finds the extremes of each column, and every score that is not finite.
func (s *siblings) scan(g weights.Group, w []float64) error {
	k := len(s.x)
	s.lo, s.hi = make([]float64, k), make([]float64, k)
	bad := make([]bool, k)
	basis.Each(k, s.n*k, func(j int) {
		lo, hi, check := math.Inf(1), math.Inf(-1), 0.0
		for _, x := range s.x[j] {
			check += float64(x * 0) // becomes NaN if any score is NaN or infinite
			if x < lo {
				lo = x
			}
			if x > hi {
				hi = x
			}
		}
		s.lo[j], s.hi[j], bad[j] = lo, hi, check != 0
	})
	for _, b := range bad {
		if b {
			return refuse(g, w, missing)
		}
	}
	return nil
}

// tie makes scores that are equal up to rounding equal, in columns of their own, for
// methods that go by order: a score that is above another by no more than 1e-12 of
// the largest absolute one of its column takes that other's value.
func (s *siblings) tie() {
	basis.Each(len(s.x), s.n*len(s.x), func(j int) {
		s.x[j] = tieUp(s.x[j], 1e-12*max(math.Abs(s.lo[j]), math.Abs(s.hi[j])))
	})
}

// tieUp returns x itself if no two values are different and within slack.
func tieUp(x []float64, slack float64) []float64 {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	near := false
	for i := 1; i < len(sorted); i++ {
		d := sorted[i] - sorted[i-1]
		near = near || d > 0 && d <= slack
	}
	if !near {
		return x
	}
	base := sorted[0]
	to := make(map[float64]float64, len(sorted))
	for _, v := range sorted {
		if v-base > slack {
			base = v
		}
		to[v] = base
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = to[v]
	}
	return out
}

// constant reports whether all units have the same score on child j.
func (s *siblings) constant(j int) bool { return !(s.lo[j] < s.hi[j]) }

// differ refuses a group in which no child tells any two units apart, such as a
// group of one unit: there is nothing to compare.
func (s *siblings) differ() error {
	for j := range s.x {
		if !s.constant(j) {
			return nil
		}
	}
	if s.n == 1 {
		return s.alone()
	}
	return basis.Errorf("%w: the %d units of %v have equal scores on every child, and the method compares units", basis.ErrConstant, s.n, s.label)
}

// alone is the error for a group of one unit.
func (s *siblings) alone() error {
	return basis.Errorf("%w: %v has one unit, and the method compares units", basis.ErrConstant, s.label)
}

// spread refuses each child on which all units are equal, for methods that divide
// by the spread of its scores.
func (s *siblings) spread() error {
	var errs []error
	for j, code := range s.codes {
		if s.constant(j) {
			errs = append(errs, &weights.CellError{Row: -1, Code: code, Err: basis.Errorf("%w: the method divides by their spread", basis.ErrConstant)})
		}
	}
	return basis.JoinErrors(errs...)
}

// within refuses every score outside an interval, with the reason why. Scores
// beyond an end by no more than 1e-9 of the interval's width are taken for
// rounding errors.
func (s *siblings) within(j int, lo, hi float64, why basis.Text) error {
	slack := 0.0
	if width := hi - lo; !math.IsInf(width, 0) {
		slack = 1e-9 * width
	}
	if s.lo[j] >= lo-slack && s.hi[j] <= hi+slack {
		return nil
	}
	var errs []error
	for i, x := range s.x[j] {
		if x < lo-slack || x > hi+slack {
			errs = append(errs, &weights.CellError{Row: i, Code: s.codes[j], Err: basis.Errorf("%w: score %v %v", basis.ErrDomain, x, why)})
		}
	}
	return basis.JoinErrors(errs...)
}

// positive refuses every score that is not above 0.
func (s *siblings) positive(method basis.Text) error {
	var errs []error
	for j := range s.x {
		errs = append(errs, s.within(j, math.SmallestNonzeroFloat64, math.Inf(1), basis.Textf("is not above 0, as %v needs it", method)))
	}
	return basis.JoinErrors(errs...)
}

// nonnegative refuses every score below 0.
func (s *siblings) nonnegative(method basis.Text) error {
	var errs []error
	for j := range s.x {
		errs = append(errs, s.within(j, 0, math.Inf(1), basis.Textf("is negative, and %v needs scores of at least 0", method)))
	}
	return basis.JoinErrors(errs...)
}

// notZero refuses each child on which all units have 0, with the reason why.
func (s *siblings) notZero(why basis.Text) error {
	var errs []error
	for j, code := range s.codes {
		if s.lo[j] == 0 && s.hi[j] == 0 {
			errs = append(errs, &weights.CellError{Row: -1, Code: code, Err: basis.Errorf("%w: all are 0, and %v", basis.ErrConstant, why)})
		}
	}
	return basis.JoinErrors(errs...)
}

// equalWeights reports whether all children that count have the same weight, to
// the last bits: a sum of ranks is then exact.
func (s *siblings) equalWeights() bool {
	for _, w := range s.w {
		if math.Abs(w-s.w[0]) > 1e-15 {
			return false
		}
	}
	return true
}

// fits refuses a dst that is not of the length of the columns.
func (s *siblings) fits(dst []float64) error { return fits(dst, s.n) }

func fits(dst []float64, n int) error {
	if len(dst) != n {
		return basis.Errorf("%w: room for %d scores of %d units", basis.ErrWeights, len(dst), n)
	}
	return nil
}

// give copies scores into a dst of their length.
func give(dst, scores []float64) error {
	if err := fits(dst, len(scores)); err != nil {
		return err
	}
	copy(dst, scores)
	return nil
}

// shares returns a/(a+b), and a half if neither is given, for options whose zero
// value means equal parts.
func shares(what basis.Text, a, b float64) (share float64, err error) {
	if a == 0 && b == 0 {
		return 0.5, nil
	}
	if !(a >= 0) || !(b >= 0) || math.IsInf(a+b, 0) {
		return 0, basis.Errorf("%w: %v %v and %v are not both finite and at least 0", basis.ErrValue, what, a, b)
	}
	return a / (a + b), nil
}

// Compared returns the children of a group that count, with their weights, for an
// aggregator of one's own that compares units by order: checked as the methods here check
// it (shapes, weights, missing scores), and with scores that are within 1e-12 of the
// largest of a child made equal. What it returns is the caller's; g and w stay as they are.
func Compared(g weights.Group, w []float64) (weights.Group, []float64, error) {
	s, err := siblingsOf(g, w)
	if err != nil {
		return weights.Group{}, nil, err
	}
	if s.n == 1 {
		return weights.Group{}, nil, s.alone()
	}
	s.tie()
	g.Codes, g.Scores, g.Declared, g.Out = s.codes, s.x, nil, nil
	return g, s.w, nil
}
