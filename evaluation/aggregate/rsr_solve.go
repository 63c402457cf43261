package aggregate

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// RSRSolution is what the method of the rank-sum ratio finds.
type RSRSolution struct {
	Codes  []string        `json:"codes,omitzero"`  // the k children that count
	Ranks  weights.Columns `json:"ranks,omitzero"`  // k columns of n ranks, 1 the worst
	RSR    []float64       `json:"rsr,omitzero"`    // of each unit
	Levels []RSRLevel      `json:"levels,omitzero"` // the distinct values of RSR, from the least
	Level  []int           `json:"level,omitzero"`  // of each unit, an index of Levels

	// The line RSR = Intercept + Slope * probit, fitted over the levels by least
	// squares, each level counting once.
	Intercept      float64 `json:"intercept"`
	Slope          float64 `json:"slope"`
	InterceptError float64 `json:"intercept_error"` // standard errors
	SlopeError     float64 `json:"slope_error"`
	ResidualError  float64 `json:"residual_error"` // standard error of the residuals
	R2             float64 `json:"r2"`
	AdjustedR2     float64 `json:"adjusted_r2"`
	F              float64 `json:"f"`
	DF             int     `json:"df"` // degrees of freedom: levels less 2

	// Normality is the correlation of RSR with the probits. The line, and grades
	// cut from it, presume that RSR is roughly normal: then it is near 1.
	Normality float64 `json:"normality"`
}

// RSRLevel is one distinct value of RSR in the distribution.
type RSRLevel struct {
	RSR      float64 `json:"rsr"`
	Count    int     `json:"count"`     // f, units that have it
	Below    int     `json:"below"`     // cumulative f: units that have it or less
	MeanRank float64 `json:"mean_rank"` // mean of the ranks of these units by RSR
	P        float64 `json:"p"`         // MeanRank / n; 1 - 1/(4n) where that would be 1
	Probit   float64 `json:"probit"`    // 5 + the standard normal quantile of P
	Fitted   float64 `json:"fitted"`    // RSR by the line
}

// Solve ranks the units on each child and fits the line of RSR on probits:
//
//	p = mean rank / n, and 1 - 1/(4n) for the last
//	probit = 5 + Phi^-1(p)
//	RSR = a + b * probit
//
// Values of RSR within 1e-12 are one level. Fewer than three levels have no line
// with an error: an error that wraps [basis.ErrConstant].
func (a RankSumRatio) Solve(g weights.Group, w []float64) (RSRSolution, error) {
	s, err := siblingsOf(g, w)
	if err != nil {
		return RSRSolution{}, err
	}
	out := RSRSolution{Codes: s.codes, Ranks: make(weights.Columns, len(s.x)), RSR: make([]float64, s.n), Level: make([]int, s.n)}
	if err := a.Aggregate(out.RSR, g, w); err != nil {
		return RSRSolution{}, err
	}
	if !a.NonInteger {
		s.tie()
	}
	for j := range s.x {
		out.Ranks[j] = make([]float64, s.n)
		if err := a.ranks(out.Ranks[j], &s, j); err != nil {
			return RSRSolution{}, err
		}
	}
	distribution(&out)
	if len(out.Levels) < 3 {
		return RSRSolution{}, basis.Errorf("%w: %v has %d different rank-sum ratios; a line takes three", basis.ErrConstant, s.label, len(out.Levels))
	}
	fit(&out)
	return out, nil
}

// distribution finds the levels.
func distribution(s *RSRSolution) {
	n := len(s.RSR)
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.RSR[a], s.RSR[b]) })
	for start := 0; start < n; {
		end := start + 1
		for end < n && s.RSR[order[end]]-s.RSR[order[start]] <= 1e-12 {
			end++
		}
		for _, i := range order[start:end] {
			s.Level[i] = len(s.Levels)
		}
		l := RSRLevel{RSR: s.RSR[order[start]], Count: end - start, Below: end, MeanRank: float64(start+1+end) / 2}
		l.P = l.MeanRank / float64(n)
		if l.P == 1 {
			l.P = 1 - 1/(4*float64(n))
		}
		l.Probit = 5 + distuv.UnitNormal.Quantile(l.P)
		s.Levels = append(s.Levels, l)
		start = end
	}
}

// fit draws the line.
func fit(s *RSRSolution) {
	n := len(s.Levels)
	x, y := make([]float64, n), make([]float64, n)
	for i, l := range s.Levels {
		x[i], y[i] = l.Probit, l.RSR
	}
	s.Intercept, s.Slope = stat.LinearRegression(x, y, nil, false)
	meanX, meanY := stat.Mean(x, nil), stat.Mean(y, nil)
	var sxx, syy, rss float64
	for i := range x {
		s.Levels[i].Fitted = s.Intercept + s.Slope*x[i]
		rss += (y[i] - s.Levels[i].Fitted) * (y[i] - s.Levels[i].Fitted)
		sxx += (x[i] - meanX) * (x[i] - meanX)
		syy += (y[i] - meanY) * (y[i] - meanY)
	}
	s.DF = n - 2
	df := float64(s.DF)
	s.ResidualError = math.Sqrt(rss / df)
	s.SlopeError = s.ResidualError / math.Sqrt(sxx)
	s.InterceptError = s.ResidualError * math.Sqrt(1/float64(n)+meanX*meanX/sxx)
	s.R2 = 1 - rss/syy
	s.AdjustedR2 = 1 - (1-s.R2)*float64(n-1)/df
	s.F = (syy - rss) / (rss / df)
	s.Normality = stat.Correlation(x, y, nil)
}

// Grade cuts the units into k grades, from 2 to 10, at evenly spaced probits
// between 2 and 8 (three standard deviations to both sides), so that under a
// normal distribution the middle grades are the largest: 4 and 6 for three
// grades (about 16, 68 and 16 % of the units), 3.5, 5 and 6.5 for four, 3.2, 4.4,
// 5.6 and 6.8 for five. Grade 1 is the best. A unit on a cut belongs to the better
// grade. cuts are the RSR at which the grades begin by the line, best first.
//
// Source: the table of customary grades (常用分档) in Tian Fengdiao,
// 秩和比法及其应用 (1993).
func (s RSRSolution) Grade(k int) (grades []int, cuts []float64, err error) {
	if k < 2 || k > 10 {
		return nil, nil, basis.Errorf("%w: %d grades, not 2 to 10", basis.ErrValue, k)
	}
	probits := make([]float64, k-1)
	for c := range probits {
		probits[c] = 8 - 6*float64(c+1)/float64(k)
		cuts = append(cuts, s.Intercept+s.Slope*probits[c])
	}
	grades = make([]int, len(s.Level))
	for i, l := range s.Level {
		grades[i] = 1
		for _, p := range probits {
			if s.Levels[l].Probit < p {
				grades[i]++
			}
		}
	}
	return grades, cuts, nil
}
