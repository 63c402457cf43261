package evaluation

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Coupling reads the degrees of coupling coordination off the children of the node
// with that code, "" being the root, for the units in the order of the table; see
// [aggregate.Coupling]. Errors name the units.
func (r *Result) Coupling(code string, scale indicators.Range) (aggregate.CouplingDegrees, error) {
	n := len(r.classOf)
	out := aggregate.CouplingDegrees{Coupling: make([]float64, n), Development: make([]float64, n), Coordination: make([]float64, n)}
	var errs []error
	for c, class := range r.classes {
		g, w, err := r.Group(code, class)
		if err != nil {
			return aggregate.CouplingDegrees{}, err
		}
		d, err := aggregate.Coupling(g, w, scale)
		if err != nil {
			errs = append(errs, r.place(err, basis.Textf("coupling of the children of %s: ", g.Parent), g.Parent, c))
			continue
		}
		for i := range d.Coupling {
			row := i
			if r.rows != nil {
				row = r.rows[c][i]
			}
			out.Coupling[row], out.Development[row], out.Coordination[row] = d.Coupling[i], d.Development[i], d.Coordination[i]
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return aggregate.CouplingDegrees{}, err
	}
	return out, nil
}

// Obstacle is one measured indicator that holds a unit back.
type Obstacle struct {
	Code   string  `json:"code"`
	Weight float64 `json:"weight"` // in the node asked for
	Score  float64 `json:"score"`
	Gap    float64 `json:"gap"`    // Weight times what is missing from the best score, of 1
	Degree float64 `json:"degree"` // its part in all gaps of the unit

	Confidential bool `json:"confidential,omitzero"` // the figure behind the score is
}

// Obstacles lists the measured indicators below the node with that code, "" being
// the root, by what they take from the unit's score, the worst first; those that
// take alike stand in the order of the framework. The weight of each is its share in
// the node; what has no score for the unit has none. See [aggregate.Obstacles].
func (r *Result) Obstacles(unit, code string, scale indicators.Range) ([]Obstacle, error) {
	at, ok := r.node(code)
	if !ok {
		return nil, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	row, ok := r.Prepared.Row(unit)
	if !ok {
		return nil, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	of, _ := r.Weights(unit)
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
	d, err := aggregate.Obstacles(g, w, scale)
	if err != nil {
		var errs []error
		for _, c := range basis.Find[*weights.CellError](err) {
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: c.Code, Err: basis.Errorf("obstacles of %s: %w", g.Parent, c.Err)})
		}
		if errs == nil {
			errs = []error{&indicators.InputError{Indicator: g.Parent, Err: err}}
		}
		return nil, basis.JoinErrors(errs...)
	}
	out := make([]Obstacle, 0, len(d.Codes))
	for _, k := range d.Worst(0) {
		j := slices.Index(g.Codes, d.Codes[k])
		out = append(out, Obstacle{Code: g.Codes[j], Weight: w[j], Score: g.Scores[j][0], Gap: d.Gap[k][0], Degree: d.Degree[k][0], Confidential: r.confidential(unit, g.Codes[j])})
	}
	return out, nil
}
