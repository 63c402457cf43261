package scheme

import (
	"iter"
	"maps"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Framework is the table of indicators as an annex to a notice has it, 指标体系表: the
// indicators of the first level with those under them, and the columns that are read but
// not scored.
type Framework struct {
	// Code of the whole; "": overall. Its names are the title of the scheme, unless given.
	Code   string `json:"code,omitzero"`
	Name   string `json:"name,omitzero"`
	NameZH string `json:"name_zh,omitzero"`

	// Sum is what the weights of the first level sum to; 0: not said, and not checked.
	Sum float64 `json:"sum,omitzero"`
	// GroupSum is what the weights in each group below sum to; 0: the weight of the group.
	GroupSum float64 `json:"group_sum,omitzero"`

	Indicators []Indicator `json:"indicators"`
	// Aux are columns that are read, or computed, but not scored.
	Aux []Indicator `json:"aux,omitzero"`
}

// Indicator is a row of the annex: [indicators.Indicator] in the words of one. A figure
// at the zero point has the score 0, one at the full point 100 (or what the normalizer
// makes of them); if the zero point is the larger, less is better.
type Indicator struct {
	Code   string   `json:"code"`
	Name   string   `json:"name,omitzero"`
	NameZH string   `json:"name_zh,omitzero"`
	Weight *float64 `json:"weight,omitzero"` // given for all of a group or for none
	Unit   string   `json:"unit,omitzero"`
	UnitZH string   `json:"unit_zh,omitzero"`

	// Zero is the zero point, 零分值, and Full the full point, 满分值; neither: taken from
	// the data.
	Zero *float64 `json:"zero,omitzero"`
	Full *float64 `json:"full,omitzero"`
	// Direction is for an indicator whose points do not tell it; "": higher.
	Direction indicators.Direction `json:"direction,omitzero"`
	// Target has the best values, for direction target, and Bounds where its scores are 0.
	Target *indicators.Range `json:"target,omitzero"`
	Bounds *indicators.Range `json:"bounds,omitzero"`
	// Base is the base value of ratio scores, 基准值; 0: taken from the data.
	Base float64 `json:"base,omitzero"`

	// Formula computes the indicator from columns, 计算公式.
	Formula Formula `json:"formula,omitzero"`
	// Computed is for an indicator that a step of the model makes.
	Computed     bool `json:"computed,omitzero"`
	Confidential bool `json:"confidential,omitzero"`

	// Department is who reports the figures, 数据来源单位, and Definition what is counted,
	// 口径.
	Department string `json:"department,omitzero"`
	Period     string `json:"period,omitzero"` // data year
	Definition string `json:"definition,omitzero"`
	Source     string `json:"source,omitzero"`

	// Indicators of the group, if this is one.
	Indicators []Indicator `json:"indicators,omitzero"`
}

// Rows ranges over all indicators, a group before those under it, then the auxiliary
// columns.
func (f Framework) Rows() iter.Seq[Indicator] {
	return func(yield func(Indicator) bool) {
		_ = below(f.Indicators, yield) && below(f.Aux, yield)
	}
}

func below(all []Indicator, yield func(Indicator) bool) bool {
	for _, in := range all {
		if !yield(in) || !below(in.Indicators, yield) {
			return false
		}
	}
	return true
}

// code is that of the root.
func (f Framework) code() string {
	if f.Code == "" {
		return "overall"
	}
	return f.Code
}

// Tree is the framework as tables need it. Everything that is wrong with it is reported
// at once; sums of weights are for [Read] to check, so that a scheme can be tried out with
// one weight changed.
func (s Scheme) Tree() (*indicators.Framework, error) {
	text, err := basis.Marshal(s.Framework, ours())
	if err != nil {
		return nil, err
	}
	n, err := basis.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	unplace(n)
	return s.tree(n, "")
}

// unplace takes the places out of a node that was written only to be read.
func unplace(n *basis.Node) {
	n.Line, n.Column = 0, 0
	for i := range n.Items {
		unplace(&n.Items[i])
	}
	for i := range n.Members {
		n.Members[i].Line, n.Members[i].Column = 0, 0
		unplace(&n.Members[i].Value)
	}
}

// tree is Tree from the node in which the framework stands in a file.
func (s Scheme) tree(n *basis.Node, file string) (*indicators.Framework, error) {
	t := translator{file: file}
	root := t.root(n, s)
	f, err := indicators.FrameworkFrom(&root, file)
	if err := basis.JoinErrors(t.join(), err); err != nil {
		return nil, err
	}
	return f, s.cycles(n, file)
}

// steps compute the formulas: an indicator after those that it is made of.
func (f Framework) steps() []indicators.Step {
	rows := slices.Collect(f.Rows())
	at := map[string]int{}
	for i, in := range rows {
		if _, twice := at[in.Code]; !twice && !in.Formula.IsZero() {
			at[in.Code] = i
		}
	}
	var out []indicators.Step
	done := map[string]bool{}
	var add func(in Indicator)
	add = func(in Indicator) {
		if done[in.Code] {
			return
		}
		done[in.Code] = true
		for _, code := range in.Formula.Codes() {
			if i, ok := at[code]; ok {
				add(rows[i])
			}
		}
		out = append(out, in.Formula.step(in.Code))
	}
	for _, in := range rows {
		if !in.Formula.IsZero() {
			add(in)
		}
	}
	return out
}

// cycles refuses formulas that need each other.
func (s Scheme) cycles(n *basis.Node, file string) error {
	places := map[string]*basis.Node{}
	formulasIn(n, func(code string, at *basis.Node) { places[code] = at })
	of := map[string]Formula{}
	for in := range s.Framework.Rows() {
		of[in.Code] = in.Formula
	}
	const (
		entered = 1
		left    = 2
	)
	state := map[string]int{}
	var errs []error
	var visit func(code string)
	visit = func(code string) {
		state[code] = entered
		for _, c := range of[code].Codes() {
			switch state[c] {
			case entered:
				e := &indicators.InputError{File: file, Indicator: code, Err: basis.Errorf("%w: it is made of %s, which is made of it", ErrFormula, c)}
				if at := places[code]; at != nil {
					e.Line, e.Column = at.Line, at.Column
				}
				errs = append(errs, e)
			case 0:
				visit(c)
			}
		}
		state[code] = left
	}
	for _, code := range slices.Sorted(maps.Keys(of)) {
		if state[code] == 0 {
			visit(code)
		}
	}
	return basis.JoinErrors(errs...)
}

// sums refuses weights that do not sum to what the framework says, each at the place of
// its group.
func (f Framework) sums(n *basis.Node, file string) []error {
	var errs []error
	check := func(all []Indicator, want float64, name string, at *basis.Node) {
		sum, given := new(big.Rat), false
		for _, in := range all {
			if in.Weight != nil {
				sum.Add(sum, exact.Of(*in.Weight).Rat())
				given = true
			}
		}
		if given && sum.Cmp(exact.Of(want).Rat()) == 0 {
			return
		}
		is, _ := sum.Float64()
		e := &basis.DataError{File: file, Line: at.Line, Column: at.Column, Err: basis.Errorf("%w in %s sum to %v, not %v", basis.ErrWeights, name, is, want)}
		errs = append(errs, e)
	}
	var walk func(all []Indicator, n *basis.Node)
	walk = func(all []Indicator, n *basis.Node) {
		for i, in := range all {
			if len(in.Indicators) == 0 || n == nil || i >= len(n.Items) {
				continue
			}
			of, at := &n.Items[i], n.Items[i]
			var below *basis.Node
			if m := of.Find("indicators"); m != nil {
				below, at = &m.Value, basis.Node{Line: m.Line, Column: m.Column}
			}
			want := f.GroupSum
			if want == 0 && in.Weight != nil {
				want = *in.Weight
			}
			check(in.Indicators, want, in.Code, &at)
			walk(in.Indicators, below)
		}
	}
	if f.Sum == 0 {
		return nil
	}
	m := n.Find("indicators")
	if m == nil {
		return nil
	}
	check(f.Indicators, f.Sum, f.code(), &basis.Node{Line: m.Line, Column: m.Column})
	walk(f.Indicators, &m.Value)
	return errs
}
