package evaluation

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// Shift is how far one unit moves between two rankings.
type Shift struct {
	Unit indicators.Unit `json:"unit"`
	From int             `json:"from"` // ranks
	To   int             `json:"to"`
	Up   int             `json:"up"` // From - To: positive for a better rank
}

// Comparison says how two rankings of the same units differ.
type Comparison struct {
	N         int               `json:"n"`          // units ranked in both
	Spearman  float64           `json:"spearman"`   // rank correlation, ties at their mid-rank
	Kendall   float64           `json:"kendall"`    // tau-b
	Gamma     float64           `json:"gamma"`      // Goodman and Kruskal's: of the pairs that neither ties
	Weighted  float64           `json:"weighted"`   // Spearman's, weighted to the top ([stats.WeightedSpearman])
	WS        float64           `json:"ws"`         // of b with a as the reference ([stats.RankSimilarity])
	MeanShift float64           `json:"mean_shift"` // mean of |Up|
	MaxShift  int               `json:"max_shift"`  // largest |Up|
	Shifts    []Shift           `json:"shifts"`     // in the order of the first ranking
	OnlyA     []indicators.Unit `json:"only_a,omitzero"`
	OnlyB     []indicators.Unit `json:"only_b,omitzero"`
}

// Moved counts the units whose rank differs.
func (c Comparison) Moved() int {
	n := 0
	for _, x := range c.Shifts {
		if x.Up != 0 {
			n++
		}
	}
	return n
}

// Compare compares the units that both rankings rank, by their ranks among
// these, so that newcomers and those who left move nobody. Units that one of them
// lacks, or does not rank, are listed. With fewer than two units in
// common, or one ranking that ties them all, no correlation is defined and an
// error is returned. Where classes have places of their own, ranks of two classes do
// not compare: one class is compared at a time ([Ranking.Class]).
func Compare(a, b Ranking) (Comparison, error) {
	var c Comparison
	if a.Own != b.Own {
		return c, basis.Errorf("%w: classes have places of their own in one of the two rankings alone", ErrClass)
	}
	if a.Own && (len(a.Classes()) > 1 || len(b.Classes()) > 1) {
		return c, basis.Errorf("%w: classes have places of their own; compare them one by one (Ranking.Class)", ErrClass)
	}
	inA, inB := map[string]Place{}, map[string]Place{}
	both := func(u indicators.Unit) bool { return inA[u.Code].Rank > 0 && inB[u.Code].Rank > 0 }
	for _, x := range []struct {
		r  Ranking
		by map[string]Place
	}{{a, inA}, {b, inB}} {
		for _, p := range x.r.Places {
			x.by[p.Unit.Code] = p
		}
	}
	among := placesByCode(b.Among(both))
	var ra, rb []float64
	var sum int
	for _, p := range a.Places {
		if p.Rank > 0 && !both(p.Unit) {
			c.OnlyA = append(c.OnlyA, p.Unit)
		}
	}
	for _, p := range a.Among(both).Places {
		q := among[p.Unit.Code]
		up := p.Rank - q.Rank
		c.Shifts = append(c.Shifts, Shift{p.Unit, p.Rank, q.Rank, up})
		ra, rb = append(ra, float64(p.Rank)), append(rb, float64(q.Rank))
		sum += abs(up)
		c.MaxShift = max(c.MaxShift, abs(up))
	}
	for _, p := range b.Places {
		if p.Rank > 0 && !both(p.Unit) {
			c.OnlyB = append(c.OnlyB, p.Unit)
		}
	}
	c.N = len(c.Shifts)
	if c.N > 0 {
		c.MeanShift = float64(sum) / float64(c.N)
	}
	// All five are undefined for the same reasons, so the first tells them.
	var err error
	if c.Spearman, err = stats.Spearman(ra, rb); err != nil {
		return c, basis.Errorf("compare two rankings: %w", err)
	}
	c.Kendall, err = stats.KendallTauB(ra, rb)
	errs := []error{err}
	c.Gamma, err = stats.GoodmanKruskalGamma(ra, rb)
	errs = append(errs, err)
	c.Weighted, err = stats.WeightedSpearman(ra, rb)
	errs = append(errs, err)
	c.WS, err = stats.RankSimilarity(ra, rb)
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return c, basis.Errorf("compare two rankings: %w", err)
	}
	return c, nil
}

// Refusal is a weighting scheme that gave no ranking, and why.
type Refusal struct {
	Name string `json:"name"`
	Err  error  `json:"err"`
}

// SchemeComparison is one model under several weighting schemes.
type SchemeComparison struct {
	Names    []string  `json:"names"` // of those that gave a ranking, sorted
	Results  []*Result `json:"results"`
	Rankings []Ranking `json:"rankings"`
	// Spearman[i][j] and the others compare the rankings i and j as a [Comparison] does;
	// WS[i][j] has i as the reference.
	Spearman [][]float64 `json:"spearman"`
	Kendall  [][]float64 `json:"kendall"`
	Gamma    [][]float64 `json:"gamma"`
	Weighted [][]float64 `json:"weighted"`
	WS       [][]float64 `json:"ws"`
	// Refused are the schemes that gave no ranking, sorted by name: no zero stands for them.
	Refused []Refusal `json:"refused,omitzero"`
}

// CompareSchemes evaluates the model once with each scheme in the place of
// m.Weigh, on the same prepared data with the same rulings, and compares the rankings
// that the decision makes. A scheme that refuses the scores, or whose scores the decision
// does not rank, is left out and stands in Refused with its reasons; only if all
// refuse, the reasons are the error.
func CompareSchemes(m Model, t *indicators.Table, rulings []Ruling, schemes map[string]weights.Scheme, d Decision) (SchemeComparison, error) {
	var out SchemeComparison
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(schemes)) {
		m.Weigh = schemes[name]
		res, err := m.Evaluate(t, rulings)
		var rank Ranking
		if err == nil {
			rank, err = d.Rank(res)
		}
		if err != nil {
			out.Refused = append(out.Refused, Refusal{name, err})
			errs = append(errs, basis.Errorf("scheme %s: %w", name, err))
			continue
		}
		out.Names = append(out.Names, name)
		out.Results = append(out.Results, res)
		out.Rankings = append(out.Rankings, rank)
	}
	if len(out.Names) == 0 {
		return SchemeComparison{}, basis.JoinErrors(errs...)
	}
	measures := []*[][]float64{&out.Spearman, &out.Kendall, &out.Gamma, &out.Weighted, &out.WS}
	for _, m := range measures {
		*m = make([][]float64, len(out.Names))
		for i := range *m {
			(*m)[i] = make([]float64, len(out.Names))
		}
	}
	for i := range out.Names {
		for _, m := range measures {
			(*m)[i][i] = 1
		}
		for j := range i {
			c, err := Compare(out.Rankings[i], out.Rankings[j])
			if err != nil {
				return SchemeComparison{}, basis.Errorf("schemes %s and %s: %w", out.Names[i], out.Names[j], err)
			}
			for k, v := range []float64{c.Spearman, c.Kendall, c.Gamma, c.Weighted} {
				(*measures[k])[i][j], (*measures[k])[j][i] = v, v
			}
			out.WS[i][j] = c.WS
			back, err := Compare(out.Rankings[j], out.Rankings[i])
			if err != nil {
				return SchemeComparison{}, basis.Errorf("schemes %s and %s: %w", out.Names[j], out.Names[i], err)
			}
			out.WS[j][i] = back.WS
		}
	}
	return out, nil
}
