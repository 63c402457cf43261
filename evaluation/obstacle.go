package evaluation

import (
	"cmp"
	"errors"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ObstacleDegrees say what holds each unit back (障碍度).
type ObstacleDegrees struct {
	Codes  []string        // the k children that count
	Gap    weights.Columns // k columns: w_j (1 - u_ij), what is missing from the best score
	Degree weights.Columns // k columns: the part of each in the sum of the unit's gaps
}

// Obstacles reads the obstacle degrees off the children of a group that count:
//
//	u_ij = (score_ij - Lo) / (Hi - Lo)
//	I_ij = 1 - u_ij                         (deviation)
//	O_ij = w_j I_ij / sum_j (w_j I_ij)      (obstacle degree)
//
// Lo and Hi are the ends of the scale of the scores; the zero Range is 0 to 100. The
// degrees of a unit sum to 1; a unit that has the best score everywhere has no gap,
// and all its degrees are 0. They say where points are to be had under an arithmetic
// mean; under another aggregator they are a hint.
//
// Scores outside of Lo to Hi and missing ones are refused, each cell named
// ([basis.ErrDomain], [basis.ErrMissing]).
//
// Source: the obstacle degree model (障碍度模型), common in Chinese evaluations of land
// use and ecological security, with factor contribution w, deviation I and obstacle
// degree O.
func Obstacles(g weights.Group, w []float64, scale indicators.Range) (ObstacleDegrees, error) {
	unit, err := unitScale(scale)
	if err != nil {
		return ObstacleDegrees{}, err
	}
	n, _ := g.Scores.Dims()
	sum := make([]float64, n)
	c, err := count(sum, g, w, func(x float64) error {
		_, err := unit(x)
		return err
	})
	if err != nil {
		return ObstacleDegrees{}, err
	}
	out := ObstacleDegrees{Codes: c.codes}
	for j, col := range c.x {
		gap := make([]float64, n)
		for i, x := range col {
			u, _ := unit(x) // checked above
			gap[i] = float64(c.w[j] * (1 - u))
			sum[i] += gap[i]
		}
		out.Gap = append(out.Gap, gap)
	}
	for _, gap := range out.Gap {
		degree := make([]float64, n)
		for i, x := range gap {
			if sum[i] > 0 {
				degree[i] = x / sum[i]
			}
		}
		out.Degree = append(out.Degree, degree)
	}
	return out, nil
}

// Obstacle is one measured indicator that holds a unit back.
type Obstacle struct {
	Code   string
	Weight float64 // in the node asked for
	Score  float64
	Gap    float64 // Weight times what is missing from the best score, of 1
	Degree float64 // its part in all gaps of the unit
}

// Obstacles lists the measured indicators below the node with that code, "" being
// the root, by what they take from the unit's score, the worst first; those that
// take alike stand in the order of the framework. The weight of each is its share in
// the node. See the function [Obstacles].
func (r *Result) Obstacles(unit, code string, scale indicators.Range) ([]Obstacle, error) {
	at, ok := r.node(code)
	if !ok {
		return nil, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	row, ok := r.Prepared.Row(unit)
	if !ok {
		return nil, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	of := r.local[r.class(row)*len(r.tree.nodes) : (r.class(row)+1)*len(r.tree.nodes)]
	g := weights.Group{Parent: r.tree.names[at]}
	var w []float64
	var total float64
	for _, leaf := range r.tree.leaves {
		share := 1.0
		up := leaf
		for ; up > at; up = r.tree.parent[up] {
			share *= of[up]
		}
		if up == at {
			g.Codes, g.Scores, w = append(g.Codes, r.tree.names[leaf]), append(g.Scores, []float64{r.scores[leaf][row]}), append(w, share)
			total += share
		}
	}
	if total == 0 {
		return nil, &indicators.InputError{Indicator: g.Parent, Err: basis.Errorf("%w: the node has no weight", basis.ErrWeights)}
	}
	for j := range w {
		w[j] /= total
	}
	d, err := Obstacles(g, w, scale)
	if err != nil {
		var errs []error
		for _, c := range basis.Find[*weights.CellError](err) {
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: c.Code, Err: basis.Errorf("obstacles of %s: %w", g.Parent, c.Err)})
		}
		if errs == nil {
			errs = []error{&indicators.InputError{Indicator: g.Parent, Err: err}}
		}
		return nil, errors.Join(errs...)
	}
	out := make([]Obstacle, 0, len(d.Codes))
	for j, leaf := range g.Codes {
		if w[j] == 0 {
			continue
		}
		k := len(out)
		out = append(out, Obstacle{Code: leaf, Weight: w[j], Score: g.Scores[j][0], Gap: d.Gap[k][0], Degree: d.Degree[k][0]})
	}
	slices.SortStableFunc(out, func(a, b Obstacle) int {
		return cmp.Compare(settled(b.Gap), settled(a.Gap)) // last bits decide nothing
	})
	return out, nil
}
