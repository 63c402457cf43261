package evaluation

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// resultData is a result as it is written. Tables are told by their numbers, from 0.
type resultData struct {
	Version  string            `json:"version"`
	Model    Model             `json:"model"`
	Rulings  []Ruling          `json:"rulings,omitzero"`
	Tables   indicators.Tables `json:"tables"`
	Raw      int               `json:"raw"`
	Stages   []stageData       `json:"stages,omitzero"`
	Prepared int               `json:"prepared"`
	Scales   normalize.Frozen  `json:"scales"`
	Scores   []scoresData      `json:"scores"`          // in pre-order
	Before   []float64         `json:"before,omitzero"` // of the root before rulings
	Weights  []weightsData     `json:"weights"`         // of each class that was weighed alone, or of all
	Warnings []error           `json:"warnings,omitzero"`
}

// stageData is a stage whose table is told by its number.
type stageData struct {
	Name     basis.Text             `json:"name"`
	Table    int                    `json:"table"`
	Changes  []indicators.Change    `json:"changes,omitzero"`
	Left     []indicators.Departure `json:"left,omitzero"`
	Warnings []error                `json:"warnings,omitzero"`
}

// scoresData are the scores of a node, in the order of the prepared table.
type scoresData struct {
	Code string    `json:"code"`
	Of   []float64 `json:"of"`
}

// weightsData are the weights of all nodes, in pre-order.
type weightsData struct {
	Class  string    `json:"class,omitzero"`
	Local  []float64 `json:"local"`
	Global []float64 `json:"global"`

	NotCounted []string `json:"not_counted,omitzero"` // known to count for nothing before there were scores
}

var (
	_ basis.DataMarshaler   = (*Result)(nil)
	_ basis.DataUnmarshaler = (*Result)(nil)
)

// MarshalJSON writes all of the result: model, rulings, tables with their panel and what
// each stage changed, scales, the scores of every node, weights, what the root's scores
// were before rulings, and warnings. A result of a model that holds methods of one's own
// is written by [basis.Marshal] with their kinds.
func (r *Result) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; [ReadResult] also takes kinds of one's own.
func (r *Result) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// Digest is the [basis.Digest] of what the result was made of, method and data: the model,
// the rulings, and the raw table with its panel. kinds are those of methods of one's own.
func (r *Result) Digest(kinds ...basis.Kinds) (string, error) {
	return basis.Digest(struct {
		Model   Model             `json:"model"`
		Rulings []Ruling          `json:"rulings"`
		Raw     *indicators.Table `json:"raw"`
	}{r.Model, r.Rulings, r.Raw}, Kinds().With(kinds...))
}

// MarshalData gives what MarshalJSON writes, for [basis.Marshal].
func (r *Result) MarshalData() (any, error) {
	if r.tree == nil {
		return nil, basis.Errorf("%w: there is no result", basis.ErrEmpty)
	}
	d := resultData{Version: r.Version, Model: r.Model, Rulings: r.Rulings, Scales: r.Scales, Warnings: r.Warnings}
	number := func(t *indicators.Table) int {
		at := slices.Index(d.Tables, t)
		if at < 0 {
			at = len(d.Tables)
			d.Tables = append(d.Tables, t)
		}
		return at
	}
	d.Raw = number(r.Raw)
	for _, s := range r.Stages {
		d.Stages = append(d.Stages, stageData{s.Name, number(s.Table), s.Changes, s.Left, s.Warnings})
	}
	d.Prepared = number(r.Prepared)
	for at, code := range r.tree.names {
		d.Scores = append(d.Scores, scoresData{code, r.scores[at]})
	}
	if len(r.before) > 0 {
		d.Before = r.before
	}
	q := len(r.tree.nodes)
	for c, class := range r.classes {
		w := weightsData{Class: class, Local: r.local[c*q : (c+1)*q], Global: r.global[c*q : (c+1)*q]}
		for at, idle := range r.idle[c*q : (c+1)*q] {
			if idle {
				w.NotCounted = append(w.NotCounted, r.tree.names[at])
			}
		}
		d.Weights = append(d.Weights, w)
	}
	return d, nil
}

// UnmarshalData reads it, for [basis.Unmarshal].
func (r *Result) UnmarshalData(read func(into any) error) error {
	var d resultData
	if err := read(&d); err != nil {
		return err
	}
	var errs []error
	table := func(at int) *indicators.Table {
		if at < 0 || at >= len(d.Tables) {
			errs = append(errs, basis.Errorf("%w: there is no table %d", basis.ErrMissing, at))
			return nil
		}
		return d.Tables[at]
	}
	for i, from := 0, table(d.Raw); i < len(d.Stages); i++ { // a table alone does not know what it was made from
		if of := table(d.Stages[i].Table); of != nil {
			d.Tables[d.Stages[i].Table] = of.After(from)
			from = of
		}
	}
	errs = nil
	raw, prepared := table(d.Raw), table(d.Prepared)
	var stages []indicators.Stage
	for _, s := range d.Stages {
		stages = append(stages, indicators.Stage{Name: s.Name, Table: table(s.Table), Changes: s.Changes, Left: s.Left, Warnings: s.Warnings})
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return err
	}
	own := new(Result)
	own.reset(d.Model, prepared)
	if err := own.take(d); err != nil {
		return err
	}
	own.Version, own.Raw, own.Stages, own.Rulings, own.Warnings = d.Version, raw, stages, d.Rulings, d.Warnings
	if len(own.Rulings) > 0 {
		own.standing = standings(own.Rulings)
	}
	*r = *own
	return nil
}

// findOut finds what does not apply to a unit, in a result that was read.
func (r *Result) findOut() {
	for _, at := range r.tree.leaves {
		r.setOut(at, r.scores[at])
	}
	for _, level := range r.tree.levels {
		for _, at := range level {
			if r.Model.Flat {
				r.outOfFlat(at)
				continue
			}
			for c := range r.classes {
				r.keepOut(at, c, r.ofClass(r.scores[at], c))
			}
		}
	}
}

// ofClass are the scores of the rows of one class.
func (r *Result) ofClass(scores []float64, c int) []float64 {
	if r.rows == nil {
		return scores
	}
	out := make([]float64, len(r.rows[c]))
	for i, row := range r.rows[c] {
		out[i] = scores[row]
	}
	return out
}

// take fills in scales, scores and weights, which must be those of the nodes and rows.
func (r *Result) take(d resultData) error {
	var errs []error
	bad := func(text string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+text, append([]any{basis.ErrValue}, args...)...))
	}
	n, q := len(r.classOf), len(r.tree.nodes)
	for c, w := range d.Weights {
		for _, code := range w.NotCounted {
			at, ok := r.tree.index[code]
			if c >= len(r.classes) || !ok {
				bad("%q is said not to count, and there is no such node", code)
				continue
			}
			r.idle[c*q+at] = true
		}
	}
	for _, at := range r.tree.leaves {
		if code := r.tree.names[at]; d.Scales[code] == nil && !r.idleAll(at) {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it has no scale", basis.ErrMissing)})
		}
	}
	if r.Scales = d.Scales; r.Scales == nil {
		r.Scales = normalize.Frozen{}
	}
	if len(d.Scores) != q {
		bad("there are scores of %d nodes, and the framework has %d", len(d.Scores), q)
	}
	for at, s := range d.Scores {
		switch {
		case at >= q:
		case s.Code != r.tree.names[at]:
			bad("scores of %q stand where those of %q should", s.Code, r.tree.names[at])
		case len(s.Of) != n:
			bad("%q has %d scores for %d units", s.Code, len(s.Of), n)
		default:
			copy(r.scores[at], s.Of)
		}
	}
	if d.Before != nil && len(d.Before) != n {
		bad("there are %d scores before rulings for %d units", len(d.Before), n)
	}
	r.findOut()
	r.before = d.Before
	if len(d.Weights) != len(r.classes) {
		bad("there are weights of %d classes, and %d were weighed", len(d.Weights), len(r.classes))
	}
	for c, w := range d.Weights {
		switch {
		case c >= len(r.classes):
		case w.Class != r.classes[c]:
			bad("weights of the class %q stand where those of %q should", w.Class, r.classes[c])
		case len(w.Local) != q || len(w.Global) != q:
			bad("there are %d and %d weights of %d nodes", len(w.Local), len(w.Global), q)
		default:
			copy(r.local[c*q:], w.Local)
			copy(r.global[c*q:], w.Global)
		}
	}
	return basis.JoinErrors(errs...)
}
