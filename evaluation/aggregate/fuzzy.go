package aggregate

import (
	"iter"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Composition is how fuzzy comprehensive evaluation joins the memberships r_jg of
// the children j in a grade g with the weights. The zero value is ComposeMean.
type Composition int

// The customary compositions.
const (
	ComposeMean       Composition = iota // 加权平均型 M(·,+): b_g = sum_j w_j r_jg
	ComposeMaxMin                        // 主因素决定型 M(∧,∨): b_g = max_j min(w_j, r_jg)
	ComposeMaxProduct                    // 主因素突出型 M(·,∨): b_g = max_j w_j r_jg
	ComposeBoundedSum                    // 取小上界和型 M(∧,⊕): b_g = min(1, sum_j min(w_j, r_jg))
)

// FuzzyEvaluation is fuzzy comprehensive evaluation (模糊综合评价): each score belongs
// to neighboring grades in part, the memberships are joined over the children, and
// the grades are valued:
//
//	r_jg(s) = 1 at level g, falling in a straight line to 0 at the levels beside it;
//	          all scores beyond the first or last level belong to that grade in full
//	b_g     = composition of r_1g ... r_kg with w_1 ... w_k
//	score   = sum_g b_g p_g / sum_g b_g
//
// Levels are the scores that belong to one grade in full, worst grade first; By has
// those of single children by code, as many. nil Levels are 0, 25, 50, 75, 100, for
// scores of 0 to 100. Points are the values p_g of the grades, worst first; nil:
// Levels. Both must ascend.
//
// With ComposeMean and Points nil the score is just the weighted arithmetic mean of
// the scores, cut to the range of the levels: the memberships ([FuzzyEvaluation.Solve])
// are then what the method adds.
//
// The score is made of the unit's own scores alone, compares between groups, and no
// other unit can reverse an order. A constant child and a single unit need no rule.
// With ComposeMean a higher score never lowers it; with the others it can: a
// membership that leaves a grade above the unit's average, and finds the next one
// taken by a larger, lowers the average. Missing scores are refused. Options that do
// not fit are an error that wraps [basis.ErrValue]; so is, in an evaluation, a code
// in By that is no indicator of the framework.
//
// Source: L. A. Zadeh, Fuzzy sets, Information and Control 8 (1965) 338-353; Wang
// Peizhuang (汪培庄), 模糊集合论及其应用 (1983), comprehensive evaluation.
type FuzzyEvaluation struct {
	Levels  []float64            `json:"levels"`
	By      map[string][]float64 `json:"by,omitzero" names:"node"`
	Points  []float64            `json:"points,omitzero"`
	Compose Composition          `json:"compose,omitzero"`
}

var _ basis.Naming = FuzzyEvaluation{}

// Names implements [basis.Naming]: the children of By.
func (f FuzzyEvaluation) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.AnyIndicator, f.By) }

// FuzzySolution is how far each unit belongs to each grade.
type FuzzySolution struct {
	Grades  weights.Columns `json:"grades,omitzero"`  // one column of n memberships b_g a grade, worst first
	Largest []int           `json:"largest,omitzero"` // of each unit, the grade it belongs to most, 0 the worst; of equal ones the lower
	Score   []float64       `json:"score,omitzero"`
}

// Aggregate implements [Aggregator].
func (f FuzzyEvaluation) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := f.Solve(g, w)
	if err != nil {
		return err
	}
	return give(dst, s.Score)
}

// Solve gives the memberships behind the scores.
func (f FuzzyEvaluation) Solve(g weights.Group, w []float64) (FuzzySolution, error) {
	s, err := siblingsOf(g, w)
	if err != nil {
		return FuzzySolution{}, err
	}
	levels, points, err := f.options(&s)
	if err != nil {
		return FuzzySolution{}, err
	}
	out := FuzzySolution{Grades: make(weights.Columns, len(points)), Largest: make([]int, s.n), Score: make([]float64, s.n)}
	for c := range out.Grades {
		out.Grades[c] = make([]float64, s.n)
	}
	for i := range s.n {
		for j := range s.x {
			at, share := membership(s.x[j][i], levels[j])
			f.join(&out.Grades[at][i], s.w[j], share)
			if share < 1 {
				f.join(&out.Grades[at+1][i], s.w[j], 1-share)
			}
		}
		var sum float64
		for c, p := range points {
			b := &out.Grades[c][i]
			*b = min(*b, 1)
			sum += *b
			out.Score[i] += float64(*b * p)
			if *b > out.Grades[out.Largest[i]][i] {
				out.Largest[i] = c
			}
		}
		out.Score[i] /= sum
	}
	return out, nil
}

// join adds the membership of one child to that of a unit.
func (f FuzzyEvaluation) join(b *float64, w, r float64) {
	switch f.Compose {
	case ComposeMaxMin:
		*b = max(*b, min(w, r))
	case ComposeMaxProduct:
		*b = max(*b, float64(w*r))
	case ComposeBoundedSum:
		*b += min(w, r)
	default:
		*b += float64(w * r)
	}
}

// membership returns a grade and how far a score belongs to it; the rest belongs
// to the next.
func membership(x float64, levels []float64) (grade int, share float64) {
	at, exact := slices.BinarySearch(levels, x)
	switch {
	case exact || at == 0:
		return at, 1
	case at == len(levels):
		return at - 1, 1
	}
	return at - 1, (levels[at] - x) / (levels[at] - levels[at-1])
}

// options gives the levels of each child and the points of the grades, checked.
func (f FuzzyEvaluation) options(s *siblings) (levels [][]float64, points []float64, err error) {
	common := f.Levels
	if common == nil {
		common = []float64{0, 25, 50, 75, 100}
	}
	points = f.Points
	if points == nil {
		points = common
	}
	errs := []error{ascending(basis.Textf("points of the grades"), points, len(points))}
	if f.Compose < ComposeMean || f.Compose > ComposeBoundedSum {
		errs = append(errs, basis.Errorf("%w: no composition %d", basis.ErrValue, int(f.Compose)))
	}
	levels = make([][]float64, len(s.x))
	for j, code := range s.codes {
		l, ok := f.By[code]
		if !ok {
			l = common
		}
		levels[j] = l
		errs = append(errs, ascending(basis.Textf("levels of %s", code), l, len(points)))
	}
	return levels, points, basis.JoinErrors(errs...)
}

// ascending refuses values that are not n, at least two, that ascend.
func ascending(what basis.Text, x []float64, n int) error {
	if len(x) != n || n < 2 {
		return basis.Errorf("%w: %v: %d for %d grades, which must be 2 or more", basis.ErrValue, what, len(x), n)
	}
	for i, v := range x {
		if math.IsNaN(v) || math.IsInf(v, 0) || i > 0 && !(v > x[i-1]) {
			return basis.Errorf("%w: %v: %v do not ascend", basis.ErrValue, what, x)
		}
	}
	return nil
}
