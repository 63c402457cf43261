package weights

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// RankRule says how an order of importance becomes weights. The zero value is
// ROC.
type RankRule int

// The rules, with what the i-th of k siblings in the order gets before scaling to
// sum 1, and the weights of four siblings.
const (
	ROC            RankRule = iota // rank order centroid, sum of 1/l for l from i to k: 0.521, 0.271, 0.146, 0.063
	RankSum                        // k+1-i: 0.4, 0.3, 0.2, 0.1
	RankReciprocal                 // 1/i: 0.48, 0.24, 0.16, 0.12
	RANCOM                         // ranking comparison, 1 for each one that comes after and half for itself: 0.438, 0.313, 0.188, 0.063
)

// RankOrder makes weights of an order of importance alone, when experts will
// rank the siblings but not weigh them. Ranks holds a rank by code, 1 for the
// most important; only their order within a group matters, so that one map serves
// a whole tree. Siblings of equal rank share the mean of the weights of the
// places they take together.
//
// ROC weights are the mean of all weights that agree with the order. Errors wrap
// [basis.ErrWeights] and name all siblings without a rank; so is a rule that does not
// exist.
//
// Sources: W. G. Stillwell, D. A. Seaver, W. Edwards (1981), A comparison of
// weight approximation techniques in multiattribute utility decision making,
// Organizational Behavior and Human Performance 28, 62-77 (rank sum, reciprocal);
// F. H. Barron, B. E. Barrett (1996), Decision quality using ranked attribute
// weights, Management Science 42, 1515-1523 (ROC); J. Więckowski et al. (2023),
// RANCOM: A novel approach to identifying criteria relevance, Engineering
// Applications of Artificial Intelligence 122, 106114.
type RankOrder struct {
	Ranks map[string]int `json:"ranks" names:"node"`
	Rule  RankRule       `json:"rule,omitzero"`
}

var _ Scheme = RankOrder{}

// Weigh writes the weight of each sibling's place in the order.
func (r RankOrder) Weigh(dst []float64, g Group) error {
	if r.Rule < ROC || r.Rule > RANCOM {
		return basis.Errorf("%w: there is no rank rule %d", basis.ErrWeights, int(r.Rule))
	}
	var errs []error
	for _, code := range g.Codes {
		if _, ok := r.Ranks[code]; !ok {
			errs = append(errs, basis.Errorf("%w: no rank is given for %s", basis.ErrWeights, code))
		}
	}
	if len(errs) > 0 {
		return basis.JoinErrors(errs...)
	}
	places := r.places(len(g.Codes))
	for j, code := range g.Codes {
		before, same := 0, 0
		for _, other := range g.Codes {
			switch {
			case r.Ranks[other] < r.Ranks[code]:
				before++
			case r.Ranks[other] == r.Ranks[code]:
				same++
			}
		}
		var sum float64
		for _, w := range places[before : before+same] {
			sum += w
		}
		dst[j] = sum / float64(same)
	}
	return nil
}

// places returns the weights of the places 1 to k.
func (r RankOrder) places(k int) []float64 {
	w := make([]float64, k)
	var tail float64
	for i := k; i >= 1; i-- {
		tail += 1 / float64(i)
		switch r.Rule {
		case ROC:
			w[i-1] = tail
		case RankSum:
			w[i-1] = float64(k + 1 - i)
		case RankReciprocal:
			w[i-1] = 1 / float64(i)
		case RANCOM:
			w[i-1] = float64(2*(k-i) + 1)
		}
	}
	return w
}
