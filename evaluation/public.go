package evaluation

import (
	"maps"
	"math"
	"reflect"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// ErrConfidential is something that cannot be published without giving away a
// confidential figure ([indicators.Table.Confidential]).
const ErrConfidential = basis.Sentinel("confidential")

// Cut lists what a public version of a result leaves out ([Result.Public]).
type Cut struct {
	Cells  []CutCell `json:"cells,omitzero"`  // confidential figures, in the raw table or in one that a step made
	Scores []CutCell `json:"scores,omitzero"` // of units on nodes
	Scales []string  `json:"scales,omitzero"` // of the indicators whose goalposts confidential figures set
	Totals []string  `json:"totals,omitzero"` // units whose total is among the scores
}

// CutCell is a figure or score that is left out.
type CutCell struct {
	Unit string `json:"unit"`
	Code string `json:"code"`
}

// Empty reports whether nothing was confidential, so that nothing is left out.
func (c Cut) Empty() bool { return len(c.Cells)+len(c.Scores)+len(c.Scales) == 0 }

// Ranking is a ranking of the whole result without the scores that the cut leaves out: such
// a unit keeps rank and grade, and its score is NaN. Rank and grade say between which
// scores the missing one lies, and a unit that is tied has that of the others; who may not
// publish that leaves the place out.
func (c Cut) Ranking(r Ranking) Ranking {
	if c.Empty() {
		return r
	}
	hidden := map[string]bool{}
	for _, x := range c.Scores {
		hidden[x.Unit] = hidden[x.Unit] || x.Code == r.Code
	}
	blank := func(places []Place) []Place {
		out := slices.Clone(places)
		for i := range out {
			if hidden[out[i].Unit.Code] {
				out[i].Score = math.NaN()
			}
		}
		return out
	}
	r.Places, r.Apart = blank(r.Places), blank(r.Apart)
	r.Warnings = c.warnings(r.Warnings)
	return r
}

// warnings are those that are about no unit and no indicator of which something is left out.
func (c Cut) warnings(list []error) []error {
	return slices.DeleteFunc(slices.Clone(list), func(err error) bool {
		return slices.ContainsFunc(basis.Find[*indicators.InputError](err), func(in *indicators.InputError) bool {
			return slices.ContainsFunc(slices.Concat(c.Cells, c.Scores), func(x CutCell) bool { return x.Unit == in.Unit || x.Code == in.Indicator })
		})
	})
}

// Public is the result without confidential figures and without what gives them away, and
// says what that is. Tables of words, workbooks and reports that are made of it can be
// handed to anybody. It leaves out
//
//   - the cells themselves, in the raw table and in all that steps made of it, the
//     changes that steps record of them, and warnings about their units and indicators;
//   - the scores of these cells;
//   - scales that differ without the cells, such as goalposts that one of them sets, with
//     all scores of the indicator, from which the scale could be found;
//   - scores of nodes, up to the total, from which a score or a scale that is left out
//     follows: those with one unknown figure of the unit below them, and those with none that
//     hang on a scale that is left out. A node with two or more stays. A figure that sets a
//     goalpost is no unknown: that its scale is left out tells that its score is the best or
//     the worst.
//
// Weights that come from the scores of a group in which something is left out are refused,
// wrapping [ErrConfidential], since the other totals would give it away, and so is a table
// of a panel. What a step takes from a whole column, such as the parameter of a curve,
// stays. A result without confidential figures is returned as it is.
//
// A score that is left out can still be placed in an interval: four of equal weights whose
// sum is known, and known to be high, are each high. [Withholding] states how wide it is at
// least.
func (r *Result) Public() (*Result, Cut, error) { return r.public(Withholding{}) }

func (r *Result) public(w Withholding) (*Result, Cut, error) {
	if !(w.Width >= 0) || math.IsInf(w.Width, 0) {
		return nil, Cut{}, basis.Errorf("%w: width %v", basis.ErrValue, w.Width)
	}
	var c Cut
	hidden := map[CutCell]bool{}
	tables := []*indicators.Table{r.Raw}
	for _, s := range r.Stages {
		tables = append(tables, s.Table)
	}
	tables = append(tables, r.Prepared)
	for _, t := range tables {
		for _, x := range confidentialCells(t) {
			if !hidden[x] {
				hidden[x] = true
				c.Cells = append(c.Cells, x)
			}
		}
	}
	if c.Empty() {
		return r, c, nil
	}
	if p, _ := r.Raw.Panel(); p != nil {
		return nil, c, basis.Errorf("%w: the table is one of a panel, whose other years would be published too", ErrConfidential)
	}
	out := new(Result)
	*out = *r
	if err := out.withhold(hidden); err != nil {
		return nil, c, err
	}
	if err := out.cutScores(r, &c, w); err != nil {
		return nil, c, err
	}
	out.Warnings = c.warnings(r.Warnings)
	for i := range out.Stages {
		out.Stages[i].Warnings = c.warnings(out.Stages[i].Warnings)
	}
	return out, c, nil
}

// confidentialCells are those of a table, column by column.
func confidentialCells(t *indicators.Table) []CutCell {
	var out []CutCell
	for _, in := range slices.Concat(t.Framework().Measured(), t.Framework().Aux()) {
		for row, is := range t.Confidential(in.Code).All() {
			if is {
				out = append(out, CutCell{t.Unit(row).Code, in.Code})
			}
		}
	}
	return out
}

// withhold leaves cells out of all tables and out of what steps say they changed.
func (r *Result) withhold(hidden map[CutCell]bool) error {
	done := map[*indicators.Table]*indicators.Table{}
	without := func(t *indicators.Table) (*indicators.Table, error) {
		if out, ok := done[t]; ok {
			return out, nil
		}
		var changes []indicators.Change
		for x := range hidden {
			if _, ok := t.Row(x.Unit); ok && t.Has(x.Code) {
				changes = append(changes, indicators.Change{Unit: x.Unit, Indicator: x.Code, Is: math.NaN()})
			}
		}
		out, err := t.With(indicators.Missing, changes...)
		done[t] = out
		return out, err
	}
	var err error
	if r.Raw, err = without(r.Raw); err != nil {
		return err
	}
	r.Stages = slices.Clone(r.Stages)
	for i := range r.Stages {
		s := &r.Stages[i]
		if s.Table, err = without(s.Table); err != nil {
			return err
		}
		s.Changes = slices.DeleteFunc(slices.Clone(s.Changes), func(x indicators.Change) bool { return hidden[CutCell{x.Unit, x.Indicator}] })
	}
	r.Prepared, err = without(r.Prepared)
	return err
}

// cutScores leaves scores and scales out of a copy of a result whose tables are cut.
func (r *Result) cutScores(whole *Result, c *Cut, w Withholding) error {
	q, n := len(r.tree.nodes), r.Prepared.Len()
	r.block = slices.Clone(whole.block)
	r.scores = make([][]float64, q)
	for at := range r.scores {
		r.scores[at] = r.block[at*n : (at+1)*n : (at+1)*n]
	}
	r.Scales, r.before = maps.Clone(whole.Scales), slices.Clone(whole.before)
	h := hiding{unknown: make([][]bool, q), own: make([][]bool, q)}
	for _, at := range r.tree.leaves {
		code := r.tree.names[at]
		own := whole.Prepared.Confidential(code).Copy()
		if !slices.Contains(own, true) {
			continue
		}
		h.own[at], h.unknown[at] = own, slices.Clone(own)
		if scale, ok := r.Scales[code]; ok && !r.refits(at, scale) {
			delete(r.Scales, code)
			c.Scales = append(c.Scales, code)
			h.unknown[at] = slices.Repeat([]bool{true}, n)
			unpin(own, whole.scores[at])
		}
		if err := r.checkGiven(at); err != nil {
			return err
		}
	}
	for row := range n {
		local, _ := whole.Weights(r.unitOf[row])
		r.solves(0, row, local, h)
		if w.Width > 0 {
			if err := r.widen(row, local, h, whole, w.Width); err != nil {
				return err
			}
		}
	}
	for row := range n {
		for at := range q {
			if !h.hides(at, row) {
				continue
			}
			r.scores[at][row] = math.NaN()
			c.Scores = append(c.Scores, CutCell{r.unitOf[row], r.tree.names[at]})
			if at == 0 {
				c.Totals = append(c.Totals, r.unitOf[row])
				if len(r.before) > 0 {
					r.before[row] = math.NaN()
				}
			}
		}
	}
	return nil
}

// refits reports whether the figures that are left make the same scale.
func (r *Result) refits(at int, was normalize.Scale) bool {
	probe := *r
	probe.scores = slices.Clone(r.scores)
	probe.scores[at] = nil
	probe.nodeWarnings = make([][]error, len(r.tree.nodes))
	probe.out = slices.Clone(r.out)
	probe.out[at] = nil
	norm := r.Model.Normalize
	if norm == nil {
		norm = normalize.MinMax{}
	}
	scale, err := probe.normalizeLeaf(norm, at)
	return err == nil && reflect.DeepEqual(scale, was)
}

// hiding is what is left out of the scores, by node and row.
type hiding struct {
	unknown [][]bool // left out
	own     [][]bool // of leaves: left out since its own figure is confidential, and not to be guessed
}

func (h hiding) hides(at, row int) bool { return len(h.unknown[at]) > 0 && h.unknown[at][row] }
func (h hiding) owns(at, row int) bool  { return len(h.own[at]) > 0 && h.own[at][row] }

func (h hiding) hide(at, row, n int) {
	if h.unknown[at] == nil {
		h.unknown[at] = make([]bool, n)
	}
	h.unknown[at][row] = true
}

// unpin takes out the confidential figures that have the best or the worst score of all:
// that their scale is left out tells that one of them sets it, and so its score.
func unpin(own []bool, scores []float64) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, s := range scores {
		if !math.IsNaN(s) {
			lo, hi = min(lo, s), max(hi, s)
		}
	}
	for i, s := range scores {
		own[i] = own[i] && s != lo && s != hi
	}
}

// solves marks the nodes above scores of a unit that are left out from which one of them
// follows, or the scale that is left out: who sees scores of many units that hang on figures
// that are known, and on a scale or two that are not, finds the scales. It counts the
// unknowns at a node that are the unit's own, and says whether there are scales among them.
func (r *Result) solves(at, row int, local []float64, h hiding) (own int, scale bool) {
	children := r.tree.children[at]
	if len(children) == 0 {
		if h.owns(at, row) {
			return 1, false
		}
		return 0, h.hides(at, row)
	}
	for _, child := range children {
		if k, s := r.solves(child, row, local, h); local[child] > 0 {
			own += k
			scale = scale || s
		}
	}
	if own > 1 || own == 0 && !scale {
		return 0, false // with two, the node is the one thing that is known of them
	}
	h.hide(at, row, len(r.unitOf))
	return own, scale
}

// checkGiven refuses weights that are made of the scores of a leaf, or of what they go into.
func (r *Result) checkGiven(leaf int) error {
	for at := r.tree.parent[leaf]; at >= 0; at = r.tree.parent[at] {
		for _, class := range r.classes {
			g := weights.Group{Parent: r.tree.names[at], Class: class, Codes: r.tree.codes[at], Declared: r.tree.declared[at]}
			if r.Model.Flat {
				g.Parent, g.Codes, g.Declared = r.tree.names[0], r.tree.leafCodes, r.tree.leafShares
			}
			if !weights.IsGiven(r.Model.Weigh, g) {
				return &indicators.InputError{Indicator: r.tree.names[leaf], Err: basis.Errorf("%w: the weights in %s are made of its scores, so that all totals tell of it", ErrConfidential, g.Parent)}
			}
		}
	}
	return nil
}
