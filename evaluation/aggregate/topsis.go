package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Distance is how far apart two rows of weighted scores are. The zero value is
// Euclidean.
type Distance int

// The distances of x and y: the root of sum (x-y)^2, and sum |x-y|.
const (
	Euclidean Distance = iota
	CityBlock
)

// TOPSIS (technique for order preference by similarity to an ideal solution,
// 优劣解距离法) scores a unit by its closeness to the best, away from the worst:
//
//	v_ij   = w_j * s_ij
//	v+_j   = max_i v_ij,  v-_j = min_i v_ij
//	D+_i   = sqrt( sum_j (v_ij - v+_j)^2 ),  D-_i = sqrt( sum_j (v_ij - v-_j)^2 )
//	C_i    = D-_i / (D+_i + D-_i)
//
// C lies in [0, 1], 1 for a unit that is best on every child. The scores are taken
// as they are: the paper's normalization (vector norm) is the model's Normalize,
// and costs have been turned there. A common factor on all scores changes
// nothing, so that min-max to 0..100 and to 0..1 give the same C. With
// CityBlock the distances are sum |v_ij - v±_j|; their sum is then the same for
// all units, and C ranks as the weighted mean of the scores does.
//
// The zero value has Euclidean distances to the best and worst of the group.
// With Ideal given, its Hi is the best and its Lo the worst score of every child
// (such as 0 and 100 for scores with goalposts), scores outside are refused
// ([basis.ErrDomain]), and closeness compares between groups and years.
//
// A child on which all units are equal adds 0 to both distances. Units that are
// all equal, such as a single one, have no best and no worst: an error that wraps
// [basis.ErrConstant], unless Ideal is given. Missing scores are refused.
//
// A higher score on a child never lowers the unit's closeness nor its rank. But
// another unit that comes, goes or changes can move the best or worst and so
// reverse the order of two others, unless Ideal is given or the distance is
// CityBlock.
//
// Source: C.-L. Hwang and K. Yoon, Multiple Attribute Decision Making (1981),
// steps 2 to 6 of TOPSIS; G.-H. Tzeng and J.-J. Huang, Multiple Attribute Decision
// Making: Methods and Applications (2011).
type TOPSIS struct {
	Distance Distance         `json:"distance,omitzero"`
	Ideal    indicators.Range `json:"ideal,omitzero"`
}

var _ Relative = TOPSIS{}

// RelativeToGroup implements [Relative]: true unless Ideal is given.
func (t TOPSIS) RelativeToGroup() bool { return t.Ideal == indicators.Range{} }

// Aggregate implements [Aggregator].
func (t TOPSIS) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := t.prepare(g, w)
	if err != nil {
		return err
	}
	if err := s.fits(dst); err != nil {
		return err
	}
	const block = 1024
	basis.Each((s.n+block-1)/block, s.n*len(s.x), func(b int) {
		var plus, minus [block]float64
		from := b * block
		to := min(from+block, s.n)
		t.distances(plus[:to-from], minus[:to-from], &s, from)
		for i := range to - from {
			dst[from+i] = minus[i] / (plus[i] + minus[i])
		}
	})
	return nil
}

// TOPSISSolution is what [TOPSIS] finds on the way to its scores.
type TOPSISSolution struct {
	Codes     []string  `json:"codes,omitzero"` // the children that count
	Best      []float64 `json:"best,omitzero"`  // their best and worst score, not weighted
	Worst     []float64 `json:"worst,omitzero"`
	ToBest    []float64 `json:"to_best,omitzero"` // D+ and D- of each unit
	ToWorst   []float64 `json:"to_worst,omitzero"`
	Closeness []float64 `json:"closeness,omitzero"` // of each unit: the score
}

// Solve gives the distances behind the scores.
func (t TOPSIS) Solve(g weights.Group, w []float64) (TOPSISSolution, error) {
	s, err := t.prepare(g, w)
	if err != nil {
		return TOPSISSolution{}, err
	}
	out := TOPSISSolution{Codes: s.codes, Best: s.hi, Worst: s.lo, ToBest: make([]float64, s.n), ToWorst: make([]float64, s.n), Closeness: make([]float64, s.n)}
	t.distances(out.ToBest, out.ToWorst, &s, 0)
	for i := range out.Closeness {
		out.Closeness[i] = out.ToWorst[i] / (out.ToBest[i] + out.ToWorst[i])
	}
	return out, nil
}

// prepare checks the group; lo and hi of its siblings are the worst and the best.
func (t TOPSIS) prepare(g weights.Group, w []float64) (siblings, error) {
	if t.Distance != Euclidean && t.Distance != CityBlock {
		return siblings{}, basis.Errorf("%w: TOPSIS has no distance %d", basis.ErrValue, int(t.Distance))
	}
	s, err := siblingsOf(g, w)
	if err != nil {
		return s, err
	}
	if t.RelativeToGroup() {
		err = s.differ()
	} else {
		err = s.fix(t.Ideal)
	}
	return s, err
}

// fix replaces the extremes of the group by those of an interval, and refuses
// scores outside.
func (s *siblings) fix(ideal indicators.Range) error {
	if !(ideal.Lo < ideal.Hi) || math.IsInf(ideal.Hi-ideal.Lo, 0) {
		return basis.Errorf("%w: ideal scores from %v to %v are no interval", basis.ErrValue, ideal.Lo, ideal.Hi)
	}
	errs := make([]error, len(s.x))
	for j := range s.x {
		errs[j] = s.within(j, ideal.Lo, ideal.Hi, basis.Textf("lies outside the ideal interval from %v to %v", ideal.Lo, ideal.Hi))
		s.lo[j], s.hi[j] = ideal.Lo, ideal.Hi
	}
	return basis.JoinErrors(errs...)
}

// distances writes D+ and D- of the rows from the given one on.
func (t TOPSIS) distances(plus, minus []float64, s *siblings, from int) {
	widest := 0.0
	for j, w := range s.w {
		widest = max(widest, float64(w*(s.hi[j]-s.lo[j])))
	}
	// A power of two keeps squares of very large and very small distances in
	// range and changes no digit.
	_, exp := math.Frexp(widest)
	unit := math.Ldexp(1, exp)
	for j, col := range s.x {
		w, lo, hi := math.Ldexp(s.w[j], -exp), s.lo[j], s.hi[j]
		col = col[from : from+len(plus)]
		minus := minus[:len(col)]
		plus := plus[:len(col)]
		if t.Distance == CityBlock {
			for i, x := range col {
				plus[i] += math.Abs(float64(w * (hi - x)))
				minus[i] += math.Abs(float64(w * (x - lo)))
			}
			continue
		}
		for i, x := range col {
			p, m := float64(w*(hi-x)), float64(w*(x-lo))
			plus[i] += float64(p * p)
			minus[i] += float64(m * m)
		}
	}
	for i, p := range plus {
		m := minus[i]
		if t.Distance == Euclidean {
			p, m = math.Sqrt(p), math.Sqrt(m)
		}
		plus[i], minus[i] = float64(p*unit), float64(m*unit)
	}
}
