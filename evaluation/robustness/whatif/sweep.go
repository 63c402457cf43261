package whatif

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sweep is the ranks and the scores over a grid of one parameter.
type Sweep struct {
	Units  []indicators.Unit `json:"units"` // in the order of the prepared table
	Points []SweepPoint      `json:"points"`
}

// SweepPoint is one value of the parameter. A point that failed has its error, and neither
// scores nor ranks.
type SweepPoint struct {
	At     float64   `json:"at"`
	Scores []float64 `json:"scores,omitzero"` // one a unit, as the decision ranks by them
	Ranks  []int     `json:"ranks,omitzero"`  // one a unit, 0: not ranked
	Err    error     `json:"err,omitzero"`
}

// SweepWeight gives one indicator each of the shares of grid, from 0 to 1, among its
// siblings, and its siblings what is left, in the proportions that they have:
//
//	w_j = x,   w_k = (1 - x) d_k / (1 - d_j)
//
// d being the weights that the result was made with. All other weights stay. Where classes
// are weighed alone it is done in each. An indicator that has all the weight, so that its
// siblings have no proportions, or that has no siblings, is refused.
func SweepWeight(r *evaluation.Result, d evaluation.Decision, code string, grid []float64) (Sweep, error) {
	e, err := robustness.NewEvaluator(r, d, robustness.Choices{})
	if err != nil {
		return Sweep{}, err
	}
	l, err := layout.New(r)
	if err != nil {
		return Sweep{}, err
	}
	parent, at := -1, slices.Index(l.Codes, code)
	for _, node := range l.Order {
		if slices.Contains(l.Children[node], at) {
			parent = node
		}
	}
	if parent < 0 {
		return Sweep{}, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: no indicator of that code is weighed", basis.ErrUnknown)}
	}
	base := l.Weights(r)
	for c := range base {
		if base[c][at] >= 1 {
			return Sweep{}, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it has all the weight, and its siblings have no proportions", basis.ErrWeights)}
		}
	}
	for _, x := range grid {
		if !(x >= 0 && x <= 1) {
			return Sweep{}, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a share of %v is not from 0 to 1", basis.ErrWeights, x)}
		}
	}
	out := Sweep{Units: r.Prepared.AppendUnits(nil), Points: make([]SweepPoint, len(grid))}
	basis.EachWith(len(grid), basis.Large, func() func(int) {
		w := e.Worker()
		return func(i int) {
			p := &out.Points[i]
			p.At = grid[i]
			for c := range base {
				by := slices.Clone(base[c])
				for _, child := range l.Children[parent] {
					by[child] = (1 - p.At) * base[c][child] / (1 - base[c][at])
				}
				by[at] = p.At
				p.Err = basis.JoinErrors(p.Err, w.SetClassWeights(l.Classes[c], by))
			}
			if p.Err = basis.JoinErrors(p.Err, w.Score()); p.Err == nil {
				p.Scores, p.Ranks = w.Scores(nil), w.Rank(nil)
			}
		}
	})
	return out, nil
}

// SweepModel evaluates the raw table again for each value of grid, with the model that set
// makes of a copy of the result's: a goalpost, an exponent, a cap of a step. set is called
// from several goroutines and must not change what the model points to.
func SweepModel(r *evaluation.Result, d evaluation.Decision, grid []float64, set func(m *evaluation.Model, x float64)) (Sweep, error) {
	d.Grader = nil
	if _, err := d.Rank(r); err != nil {
		return Sweep{}, err
	}
	out := Sweep{Units: r.Prepared.AppendUnits(nil), Points: make([]SweepPoint, len(grid))}
	basis.Each(len(grid), basis.Large, func(i int) {
		p := &out.Points[i]
		p.At = grid[i]
		m := r.Model
		set(&m, p.At)
		got, err := rerun.Evaluate(r, r.Raw, m, r.Rulings)
		if err != nil {
			p.Err = err
			return
		}
		ranking, err := d.Rank(got)
		if err != nil {
			p.Err = err
			return
		}
		score := got.Score
		if d.Ties.Print.Of != evaluation.TotalOnly {
			parts, err := got.Printed(d.Ties)
			if err != nil {
				p.Err = err
				return
			}
			score = parts.Score
		}
		p.Scores, p.Ranks = make([]float64, len(out.Units)), make([]int, len(out.Units))
		for k, u := range out.Units { // a step may drop others than before
			p.Scores[k] = math.NaN()
			if x, ok := score(u.Code, d.Code); ok {
				p.Scores[k] = x
			}
			if place, ok := ranking.Find(u.Code); ok {
				p.Ranks[k] = place.Rank
			}
		}
	})
	return out, nil
}

// Changes lists, for a unit by code, the points from which on it has another rank than at
// the point before, with both ranks; points that failed are passed over.
func (s Sweep) Changes(unit string) []RankChange {
	k := slices.IndexFunc(s.Units, func(u indicators.Unit) bool { return u.Code == unit })
	if k < 0 {
		return nil
	}
	var out []RankChange
	before := -1
	for i, p := range s.Points {
		if p.Err != nil {
			continue
		}
		if before >= 0 && s.Points[before].Ranks[k] != p.Ranks[k] {
			out = append(out, RankChange{Before: s.Points[before].At, At: p.At, From: s.Points[before].Ranks[k], To: p.Ranks[k]})
		}
		before = i
	}
	return out
}

// RankChange is where a rank changes within a sweep: between two neighboring points.
type RankChange struct {
	Before float64 `json:"before"`
	At     float64 `json:"at"`
	From   int     `json:"from"`
	To     int     `json:"to"`
}
