package weights

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Expert is one member of a panel and the points that he or she gives to each
// indicator, by code, usually 100 over the siblings of a group.
type Expert struct {
	Name   string             `json:"name,omitzero"`
	Points map[string]float64 `json:"points" names:"node"`
}

// BudgetAllocation takes the weights from a panel of experts who each share a
// budget of points among the siblings (budget allocation process):
//
//	s_ej = points_ej / sum_j points_ej      the share expert e gives to sibling j
//	w_j  = mean or median over e of s_ej
//
// Every expert counts the same, whatever the budget. Medians are less moved by a
// single expert; they need not sum to 1 and are scaled to. One panel serves a
// whole tree: points of codes in other groups are left aside. [BudgetAllocation.Agreement]
// says how far the experts agree, which belongs into the record.
//
// Errors wrap [basis.ErrWeights] and name expert and sibling, all at once: no experts,
// points that lack, are negative or not finite, an expert who gives 0 to all.
// No points are said with a 0. With a median, all weights can be 0, and then are
// an error of [Of].
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators,
// section 6.2, "Budget allocation process".
type BudgetAllocation struct {
	Experts []Expert `json:"experts"`
	Median  bool     `json:"median,omitzero"` // the median over the experts instead of the mean
}

var _ Scheme = BudgetAllocation{}

// Weigh writes the mean (median) share of each sibling.
func (b BudgetAllocation) Weigh(dst []float64, g Group) error {
	shares, err := b.shares(g.Codes)
	if err != nil {
		return err
	}
	for j := range dst {
		x := slices.Clone(shares[j])
		slices.Sort(x) // so that the order of the experts does not matter
		if b.Median {
			if dst[j], err = stats.Median(x); err != nil {
				return err
			}
			continue
		}
		var sum float64
		for _, s := range x {
			sum += s
		}
		dst[j] = sum / float64(len(x))
	}
	return nil
}

// shares returns the share of each expert for each code: a column a code.
func (b BudgetAllocation) shares(codes []string) ([][]float64, error) {
	if len(b.Experts) == 0 {
		return nil, basis.Errorf("%w: the panel has no experts", basis.ErrWeights)
	}
	shares := make([][]float64, len(codes))
	for j := range shares {
		shares[j] = make([]float64, len(b.Experts))
	}
	var errs []error
	for e, expert := range b.Experts {
		var sum float64
		for j, code := range codes {
			points, ok := expert.Points[code]
			if !ok {
				errs = append(errs, basis.Errorf("%w: expert %s gives no points for %s", basis.ErrWeights, expert.Name, code))
			} else if err := checkWeight(code, points); err != nil {
				errs = append(errs, basis.Errorf("expert %s: %w", expert.Name, err))
			}
			shares[j][e] = points
			sum += points
		}
		if sum == 0 && len(errs) == 0 {
			errs = append(errs, basis.Errorf("%w: expert %s gives 0 to all siblings", basis.ErrWeights, expert.Name))
		}
		for j := range codes {
			shares[j][e] /= sum
		}
	}
	return shares, basis.JoinErrors(errs...)
}

// Agreement says how far the experts of a panel agree on k siblings.
type Agreement struct {
	Codes  []string  `json:"codes,omitzero"`
	Mean   []float64 `json:"mean,omitzero"` // of the experts' shares, a sibling
	Median []float64 `json:"median,omitzero"`
	SD     []float64 `json:"sd,omitzero"` // sample standard deviation (n-1); 0 for a single expert
	Min    []float64 `json:"min,omitzero"`
	Max    []float64 `json:"max,omitzero"`

	// W is Kendall's coefficient of concordance of the experts' rankings, from 0
	// (no agreement) to 1 (the same ranking), corrected for ties. It is NaN if it
	// is not defined: one sibling, or every expert ranks all siblings alike.
	W float64 `json:"w"`
	// ChiSquare = experts (k-1) W, and P is the probability of at least that much
	// agreement by chance, by the chi-square distribution with k-1 degrees of
	// freedom (good from about 7 siblings or 8 experts on).
	ChiSquare float64 `json:"chi_square"`
	P         float64 `json:"p"`
}

// Agreement returns dispersion and concordance of the panel on these siblings.
// With m experts, k siblings, R_j the sum of the ranks of sibling j (mid-ranks)
// and t the sizes of the ties of each expert,
//
//	W = 12 sum_j (R_j - m(k+1)/2)^2 / (m^2 (k^3 - k) - m sum (t^3 - t))
//
// Errors are those of Weigh.
//
// Source: M. G. Kendall and B. Babington Smith (1939), The Problem of m Rankings,
// Annals of Mathematical Statistics 10, 275-287; ties: M. G. Kendall (1970), Rank
// Correlation Methods, 4th ed., chapter 6.
func (b BudgetAllocation) Agreement(codes []string) (Agreement, error) {
	shares, err := b.shares(codes)
	if err != nil {
		return Agreement{}, err
	}
	a := Agreement{Codes: slices.Clone(codes)}
	for _, x := range shares {
		median, err := stats.Median(x)
		if err != nil {
			return Agreement{}, err
		}
		sd := 0.0
		if len(x) > 1 {
			sd = stat.StdDev(x, nil)
		}
		a.Mean = append(a.Mean, stat.Mean(x, nil))
		a.Median = append(a.Median, median)
		a.SD = append(a.SD, sd)
		a.Min, a.Max = append(a.Min, slices.Min(x)), append(a.Max, slices.Max(x))
	}
	err = a.concordance(shares)
	return a, err
}

// concordance sets W, ChiSquare and P.
func (a *Agreement) concordance(shares [][]float64) error {
	k, m := len(shares), len(shares[0])
	sums := make([]float64, k)
	given := make([]float64, k)
	var ties float64
	for e := range m {
		for j := range k {
			given[j] = shares[j][e]
		}
		ranks, err := stats.MidRanks(nil, given)
		if err != nil {
			return err
		}
		for j, r := range ranks {
			sums[j] += r
		}
		slices.Sort(given)
		for from, to := 0, 0; from < k; from = to {
			for to = from; to < k && given[to] == given[from]; to++ {
			}
			t := float64(to - from)
			ties += t*t*t - t
		}
	}
	kf, mf := float64(k), float64(m)
	var s float64
	for _, r := range sums {
		s += (r - mf*(kf+1)/2) * (r - mf*(kf+1)/2)
	}
	a.W, a.ChiSquare, a.P = math.NaN(), math.NaN(), math.NaN()
	if d := mf*mf*(kf*kf*kf-kf) - mf*ties; d > 0 {
		a.W = 12 * s / d
		a.ChiSquare = mf * (kf - 1) * a.W
		a.P = distuv.ChiSquared{K: kf - 1}.Survival(a.ChiSquare)
	}
	return nil
}
