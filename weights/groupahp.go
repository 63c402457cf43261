package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A Judge is one member of a panel: pairwise judgements, and a share in the
// panel, on any scale. If the shares of all judges are 0, they count the same.
type Judge struct {
	Name       string      `json:"name,omitzero"`
	Share      float64     `json:"share,omitzero"`
	Judgements []Judgement `json:"judgements"`
}

// Combining says at which stage the judges of a [GroupAHP] become one.
type Combining int

// The two stages.
const (
	CombineJudgements Combining = iota // the panel decides as one, AIJ
	CombinePriorities                  // each judge is for himself, AIP
)

// GroupAHP weighs siblings by the pairwise comparisons of several judges. With
// shares s_e of the judges that sum to 1, it takes either the weighted geometric
// mean of their judgements and solves that as one [AHP] (the zero value, for a
// panel that acts as one), or that of each judge's own priorities (for judges of
// different interests), scaled to sum 1:
//
//	a_ij = prod_e a_ij(e)^s_e        CombineJudgements
//	w_i  ~ prod_e w_i(e)^s_e         CombinePriorities
//
// No other mean keeps a_ji = 1/a_ij. With [RowGeometricMean] both are the same.
//
// The consistency ratio of every judge, and of the combined judgements, must be at
// most MaxConsistency (0: 0.1), so that a judge who contradicts himself cannot
// hide in the mean. All inconsistent ones are reported at once, each a
// [ConsistencyError] with the judge's name. Other errors are those of [AHP], with
// the name of the judge, and shares that are negative or not finite, and a panel
// without judges ([basis.ErrWeights]).
//
// Sources: J. Aczél and T. L. Saaty (1983), Procedures for Synthesizing Ratio
// Judgements, Journal of Mathematical Psychology 27, 93-102; E. Forman and K.
// Peniwati (1998), Aggregating Individual Judgments and Priorities with the
// Analytic Hierarchy Process, European Journal of Operational Research 108,
// 165-169.
type GroupAHP struct {
	Judges         []Judge        `json:"judges"`
	Combine        Combining      `json:"combine,omitzero"`
	Method         PairwiseMethod `json:"method,omitzero"`
	MaxConsistency float64        `json:"max_consistency,omitzero"` // as in AHP
	RandomIndex    []float64      `json:"random_index,omitzero"`    // as in AHP
}

var _ Scheme = GroupAHP{}

// Weigh writes the group's weights; they sum to 1 up to rounding.
func (a GroupAHP) Weigh(dst []float64, g Group) error {
	if len(dst) == 1 {
		dst[0] = 1
		return nil
	}
	s, err := a.Solve(g.Codes)
	if err != nil {
		return err
	}
	var errs []error
	for e, judge := range s.Judges {
		if err := judge.check(a.name(e), a.MaxConsistency); err != nil {
			errs = append(errs, err)
		}
	}
	errs = append(errs, s.Panel.check(basis.Textf("the panel"), a.MaxConsistency))
	copy(dst, s.Weights)
	return basis.JoinErrors(errs...)
}

// GroupAHPSolution is what GroupAHP finds for one group of siblings.
type GroupAHPSolution struct {
	Weights []float64     `json:"weights,omitzero"` // sum 1
	Judges  []AHPSolution `json:"judges,omitzero"`  // each judge alone
	Panel   AHPSolution   `json:"panel"`            // of the combined judgements; zero under CombinePriorities

	// Spread is the geometric standard deviation of the judges' weights of each
	// sibling, exp of the root of the mean squared deviation of their logarithms
	// by shares: 1 if all agree, 2 if they typically differ by a factor of 2.
	Spread []float64 `json:"spread,omitzero"`
}

// Solve draws the weights and everybody's consistency, however inconsistent; what
// it refuses are the other errors of [GroupAHP].
func (a GroupAHP) Solve(codes []string) (GroupAHPSolution, error) {
	shares, err := a.shares()
	if err != nil {
		return GroupAHPSolution{}, err
	}
	s := GroupAHPSolution{Judges: make([]AHPSolution, len(a.Judges))}
	var errs []error
	for e, judge := range a.Judges {
		one := AHP{Judgements: judge.Judgements, Method: a.Method, RandomIndex: a.RandomIndex}
		if s.Judges[e], err = one.Solve(codes); err != nil {
			errs = append(errs, basis.Errorf("%v: %w", a.name(e), err))
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return GroupAHPSolution{}, err
	}
	mean := make([]float64, len(codes))
	for i := range codes {
		mean[i] = geometricMean(shares, func(e int) float64 { return s.Judges[e].Weights[i] })
	}
	s.Spread = make([]float64, len(codes))
	for i := range codes {
		var squares float64
		for e, share := range shares {
			d := math.Log(s.Judges[e].Weights[i] / mean[i])
			squares += share * d * d
		}
		s.Spread[i] = math.Exp(math.Sqrt(squares))
	}
	switch a.Combine {
	case CombinePriorities:
		s.Weights = normalized(mean)
	case CombineJudgements:
		matrix := make([][]float64, len(codes))
		for i := range matrix {
			matrix[i] = make([]float64, len(codes))
			for j := range matrix[i] {
				matrix[i][j] = geometricMean(shares, func(e int) float64 { return s.Judges[e].Matrix[i][j] })
			}
		}
		if s.Panel, err = solveAHP(codes, matrix, a.Method, a.RandomIndex); err != nil {
			return GroupAHPSolution{}, err
		}
		s.Weights = s.Panel.Weights
	default:
		return GroupAHPSolution{}, basis.Errorf("%w: unknown combining %v", basis.ErrWeights, a.Combine)
	}
	return s, nil
}

// shares returns the judges' shares, scaled to sum 1.
func (a GroupAHP) shares() ([]float64, error) {
	if len(a.Judges) == 0 {
		return nil, basis.Errorf("%w: the panel has no judges", basis.ErrWeights)
	}
	shares := make([]float64, len(a.Judges))
	var errs []error
	none := true
	for e, judge := range a.Judges {
		if err := checkWeight(basis.Textf("the share of %v", a.name(e)), judge.Share); err != nil {
			errs = append(errs, err)
		}
		none = none && judge.Share == 0
		shares[e] = judge.Share
	}
	if none {
		for e := range shares {
			shares[e] = 1
		}
	}
	return normalized(shares), basis.JoinErrors(errs...)
}

// name returns the name of judge e, or its number.
func (a GroupAHP) name(e int) basis.Text {
	if a.Judges[e].Name != "" {
		return basis.Textf("%s", a.Judges[e].Name)
	}
	return basis.Textf("judge %d", e+1)
}

// geometricMean weighs positive values by shares that sum to 1.
func geometricMean(shares []float64, value func(e int) float64) float64 {
	var sum float64
	for e, share := range shares {
		sum += share * math.Log(value(e))
	}
	return math.Exp(sum)
}
