package robustness

import (
	"slices"
)

// Draw is one draw of a study, whole.
type Draw struct {
	Draw      int         `json:"draw"`
	Numbers   []float64   `json:"numbers"`   // uniform, factor after factor
	Normalize int         `json:"normalize"` // which alternative of the study, from 0
	Aggregate int         `json:"aggregate"`
	Steps     int         `json:"steps"`            // which alternative of [Steps], from 0
	Without   string      `json:"without,omitzero"` // the indicator that is left out
	Scores    []float64   `json:"scores"`           // of the indicator that is ranked by, in the order of the table
	Ranks     []int       `json:"ranks"`
	Shares    [][]float64 `json:"shares,omitzero"` // importances that were drawn, by class and node of the base; none if weights came from a scheme
	Err       error       `json:"err,omitzero"`    // why it failed
}

// Draw gives any draw again.
func (s Study) Draw(o Options, d int) (Draw, error) {
	p, err := s.plan(o)
	if err != nil {
		return Draw{}, err
	}
	w := p.drawer()
	out := Draw{Draw: d}
	out.Err = w.draw(d)
	out.Numbers, out.Normalize, out.Aggregate = slices.Clone(w.u), w.d.normalize, w.d.aggregate
	at := p.stages[w.stage()]
	out.Steps, out.Without = at.steps, at.without
	if w.d.w.scheme == nil {
		out.Shares = w.shares()
	}
	if out.Err == nil {
		out.Scores, out.Ranks = w.d.w.Scores(nil), w.d.w.Rank(nil)
	}
	return out, nil
}
