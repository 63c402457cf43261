package weights

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A FuzzyJudgement says that A counts about Ratio times as much as B, and from Low to High
// times as much: a triangular fuzzy number. A and B are codes.
type FuzzyJudgement struct {
	A     string  `json:"a" names:"node"`
	B     string  `json:"b" names:"node"`
	Low   float64 `json:"low"`
	Ratio float64 `json:"ratio"`
	High  float64 `json:"high"`
}

// FuzzyAHP weighs siblings by pairwise comparisons of which each is a range (模糊层次分析法),
// by the geometric mean of the rows. With a_ij = (l, m, u) and its reciprocal
// (1/u, 1/m, 1/l),
//
//	r_i = ( (prod_j l_ij)^(1/k), (prod_j m_ij)^(1/k), (prod_j u_ij)^(1/k) )
//	w_i = r_i / sum r = ( l_i / sum u, m_i / sum m, u_i / sum l )
//	weight_i ~ (l_i + m_i + u_i) / 3 of w_i, scaled to sum 1
//
// Judgements without a range give the weights of [AHP] with [RowGeometricMean]. The range
// of a weight ([FuzzyAHP.Solve]) is wider than any weights that sum to 1 can make it,
// since the extremes of different siblings are divided by each other; it says how vague
// the judges are and is no confidence interval.
//
// The extent analysis of D.-Y. Chang (1996, European Journal of Operational Research 95(3),
// 649-655), which programs also call fuzzy AHP, is not offered: it draws weights from how
// far ranges overlap, so that a sibling whose range lies below that of another one gets
// weight 0, although its judges said that it counts.
//
// Consistency is that of the middle ratios, as in [AHP]: a CR above MaxConsistency is refused
// with a [ConsistencyError]. Judgements are keyed by codes as there, each pair of siblings
// judged once, in either order. Scores are not looked at.
//
// Errors: as in [AHP], and a range that is not ascending ([basis.ErrDomain]).
//
// Source: the fuzzy geometric mean that goes by the name of Buckley, as function
// fuzzy_ahp_method of pyDecision has it, with the center of area.
type FuzzyAHP struct {
	Judgements     []FuzzyJudgement `json:"judgements"`
	MaxConsistency float64          `json:"max_consistency,omitzero"` // as in AHP
	RandomIndex    []float64        `json:"random_index,omitzero"`    // as in AHP
}

var (
	_ Scheme       = FuzzyAHP{}
	_ Given        = FuzzyAHP{}
	_ basis.Naming = FuzzyAHP{}
)

// Given reports true.
func (FuzzyAHP) Given(Group) bool { return true }

// Names implements [basis.Naming]: what is judged.
func (a FuzzyAHP) Names() iter.Seq[basis.Mention] { return judged(a.middle()) }

// middle are the judgements without their ranges.
func (a FuzzyAHP) middle() []Judgement {
	out := make([]Judgement, len(a.Judgements))
	for i, v := range a.Judgements {
		out[i] = Judgement{A: v.A, B: v.B, Ratio: v.Ratio}
	}
	return out
}

// Weigh writes the weights of the siblings; they sum to 1 up to rounding.
func (a FuzzyAHP) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := a.Solve(g.Codes)
	if err != nil {
		return err
	}
	copy(dst, s.Weights)
	return s.Middle.check(basis.Text{}, a.MaxConsistency)
}

// FuzzyAHPSolution is what FuzzyAHP finds for one group.
type FuzzyAHPSolution struct {
	Codes   []string    `json:"codes,omitzero"`
	Low     []float64   `json:"low,omitzero"`     // l_i / sum u
	High    []float64   `json:"high,omitzero"`    // u_i / sum l
	Weights []float64   `json:"weights,omitzero"` // sum 1
	Middle  AHPSolution `json:"middle"`           // of the middle ratios: m_i / sum m, and their consistency
}

// Solve draws the weights of the siblings, their ranges and the consistency of the middle
// ratios, however inconsistent; what it refuses are the other errors of [FuzzyAHP].
func (a FuzzyAHP) Solve(codes []string) (FuzzyAHPSolution, error) {
	var errs []error
	middle, err := AHP{Judgements: a.middle(), Method: RowGeometricMean, RandomIndex: a.RandomIndex}.Solve(codes)
	if err != nil {
		errs = append(errs, err)
	}
	at := make(map[string]int, len(codes))
	for i, code := range codes {
		at[code] = i
	}
	k := float64(len(codes))
	low, high := make([]float64, len(codes)), make([]float64, len(codes)) // logarithms
	for _, v := range a.Judgements {
		i, known := at[v.A]
		j, alsoKnown := at[v.B]
		if !known || !alsoKnown {
			continue
		}
		if !(v.Low >= 1/maxRatio && v.Low <= v.Ratio && v.Ratio <= v.High && v.High <= maxRatio) {
			errs = append(errs, basis.Errorf("%w: %s is judged %v, %v and %v times %s, which is not ascending from 1e-6 to 1e6", basis.ErrDomain, v.A, v.Low, v.Ratio, v.High, v.B))
			continue
		}
		l, h := math.Log(v.Low)/k, math.Log(v.High)/k
		low[i], high[i] = low[i]+l, high[i]+h
		low[j], high[j] = low[j]-h, high[j]-l
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return FuzzyAHPSolution{}, err
	}
	var lows, highs float64
	for i := range low {
		low[i], high[i] = math.Exp(low[i]), math.Exp(high[i])
		lows, highs = lows+low[i], highs+high[i]
	}
	s := FuzzyAHPSolution{Codes: codes, Low: low, High: high, Weights: make([]float64, len(codes)), Middle: middle}
	for i := range low {
		low[i], high[i] = low[i]/highs, high[i]/lows
		s.Weights[i] = (low[i] + middle.Weights[i] + high[i]) / 3
	}
	normalized(s.Weights)
	return s, nil
}
