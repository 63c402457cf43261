package evaluation

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Check refuses every name in the options of the model that stands for nothing in a raw
// table, each a [basis.NameError] with the nearest right name, and warns of those that
// are right and that nothing bears at present ([basis.ErrIdle]): an indicator that is
// not scored, a class without units. [Model.Prepare] refuses the same.
//
// A code is right if the framework has it, auxiliary columns and what a study left out
// included ([indicators.Table.Role]). A class, region, level or tag is right if a unit
// of the table has it or had it ([indicators.Table.Words]), and a class if a step gives
// it. Behind a step that does not say what it names, such as an [indicators.StepFunc],
// units may have got other classes; then labels are asked for once it has been applied.
func (m Model) Check(t *indicators.Table) (warnings []error, err error) {
	if err := m.check(t, nil); err != nil {
		return nil, err
	}
	n := m.names(t)
	return append(n.warnings, n.later...), n.err()
}

// namer asks the parts of a model for the names in their options ([basis.Naming]).
type namer struct {
	model Model
	table *indicators.Table
	raw   bool // the steps are still to come
	open  int  // how many steps come before units can have labels that nobody named

	words    map[string]map[string]bool // by heading, as [indicators.Table.Words]
	faults   []error
	warnings []error // of the steps
	later    []error // warnings that come again once the prepared table is scored
}

// use is what a part of a model does with what it names.
type use int

const (
	reads  use = iota // columns, scored or not
	scores            // measured indicators
	weighs            // the children of composed ones
)

// names asks all parts of a model for what they name in a raw table.
func (m Model) names(t *indicators.Table) *namer {
	n := &namer{model: m, table: t, raw: true, open: len(m.Steps)}
	if at := slices.IndexFunc(m.Steps, func(s indicators.Step) bool { _, ok := s.(basis.Naming); return !ok }); at >= 0 {
		n.open = at + 1
	}
	for i, s := range m.Steps {
		n.warnings = append(n.warnings, n.ask(reads, basis.Textf("step %d", i+1), basis.NamesOf(s), i < n.open)...)
	}
	n.parts(n.open == len(m.Steps))
	return n
}

// scoring asks the parts of a model that score a prepared table.
func (m Model) scoring(t *indicators.Table) *namer {
	n := &namer{model: m, table: t}
	n.parts(true)
	return n
}

func (n *namer) parts(labels bool) {
	n.later = append(n.later, n.ask(scores, basis.Textf("the normalizer"), basis.NamesOf(n.model.Normalize), labels)...)
	n.later = append(n.later, n.ask(weighs, basis.Textf("the weights"), basis.NamesOf(n.model.Weigh), labels)...)
	n.later = append(n.later, n.ask(weighs, basis.Textf("the aggregator"), basis.NamesOf(n.model.Aggregate), labels)...)
}

// apply carries out a step, which is asked for labels now if it could not be before.
func (n *namer) apply(i int, s indicators.Step, t *indicators.Table) (indicators.Stage, error) {
	if i >= n.open {
		late := &namer{model: n.model, table: t, raw: true}
		n.warnings = append(n.warnings, late.ask(reads, basis.Textf("step %d", i+1), basis.NamesOf(s), true)...)
		if err := late.err(); err != nil {
			return indicators.Stage{}, err
		}
	}
	return s.Apply(t)
}

func (n *namer) err() error { return basis.JoinErrors(n.faults...) }

// ask looks at what a part of the model names, at labels of units only if labels is
// true, and gives the warnings.
func (n *namer) ask(as use, by basis.Text, names iter.Seq[basis.Mention], labels bool) (warnings []error) {
	var bad []basis.Mention
	for x := range names {
		label := x.Sort == basis.Attribute
		if x.Given || label && !labels || x.Name == "" && !label {
			continue
		}
		if why, _ := n.look(as, x); !why.IsZero() {
			bad = append(bad, x)
		}
	}
	slices.SortFunc(bad, func(a, b basis.Mention) int {
		return cmp.Or(cmp.Compare(a.Heading, b.Heading), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Sort, b.Sort))
	})
	for _, x := range slices.Compact(bad) {
		why, fault := n.look(as, x)
		if fault {
			n.faults = append(n.faults, n.fault(x, by, why))
		} else {
			warnings = append(warnings, &basis.NameError{Mention: x, By: by, Idle: true, Why: why})
		}
	}
	return warnings
}

// look says what is wrong with a name, and whether that is a fault. Grades are the
// business of who gives them.
func (n *namer) look(as use, x basis.Mention) (why basis.Text, fault bool) {
	switch x.Sort {
	case basis.AnyIndicator, basis.MeasuredIndicator, basis.ComposedIndicator:
		return n.indicator(as, x)
	case basis.Attribute:
		return n.label(as, x)
	}
	return basis.Text{}, false
}

func (n *namer) indicator(as use, x basis.Mention) (why basis.Text, fault bool) {
	root := n.table.Framework().Code()
	switch is := n.table.Role(x.Name); {
	case is == indicators.NoRole:
		return basis.Textf("the framework has no such indicator"), true
	case is == indicators.LeftOut:
		return basis.Textf("it is left out"), false
	case x.Sort == basis.MeasuredIndicator && is == indicators.Composed:
		return basis.Textf("it is composed of others and has no figures"), true
	case x.Sort == basis.ComposedIndicator && is != indicators.Composed:
		return basis.Textf("it is no composed indicator"), true
	case x.Sort == basis.ComposedIndicator && n.model.Flat && x.Name != root:
		return basis.Textf("the model is flat and composes the root alone"), true
	case as == scores && is == indicators.Auxiliary:
		return basis.Textf("it is an auxiliary column and is not scored"), false
	case as != weighs || x.Sort == basis.ComposedIndicator:
		return basis.Text{}, false
	case is == indicators.Auxiliary, x.Name == root, n.model.Flat && is == indicators.Composed:
		return basis.Textf("it is in no group that is weighed"), false
	}
	return basis.Text{}, false
}

func (n *namer) label(as use, x basis.Mention) (why basis.Text, fault bool) {
	if as == weighs && x.Heading == "class" && !n.model.ByClass {
		return basis.Textf("the model does not weigh by class"), true
	}
	words := n.wordsOf(x.Heading)
	has, known := words[x.Name]
	switch {
	case x.Name == "" && len(words) > 0, has:
		return basis.Text{}, false
	case known:
		return basis.Textf("no unit has it at present"), false
	}
	return basis.Textf("no unit has it"), true
}

// wordsOf are the words under a heading, and whether they are borne. Of a raw table a
// class that a step gives counts as borne.
func (n *namer) wordsOf(heading string) map[string]bool {
	words, ok := n.words[heading]
	if ok {
		return words
	}
	words = n.table.Words(heading)
	for _, class := range n.model.given(heading) {
		words[class] = words[class] || n.raw
	}
	if n.words == nil {
		n.words = map[string]map[string]bool{}
	}
	n.words[heading] = words
	return words
}

// given lists the labels that the steps of the model give under a heading.
func (m Model) given(heading string) []string {
	var out []string
	for x := range basis.NamesOf(m.Steps...) {
		if x.Given && x.Sort == basis.Attribute && x.Heading == heading {
			out = append(out, x.Name)
		}
	}
	return out
}

// fault refuses a name, with the nearest right one.
func (n *namer) fault(x basis.Mention, by, why basis.Text) error {
	var right []string
	f := n.table.Framework()
	switch x.Sort {
	case basis.Attribute:
		right = slices.Sorted(maps.Keys(n.wordsOf(x.Heading)))
	case basis.MeasuredIndicator:
		right = codesOf(append(f.Measured(), f.Aux()...))
	case basis.ComposedIndicator:
		right = codesOf(f.Nodes())
		right = slices.DeleteFunc(right, func(code string) bool { return n.table.Role(code) != indicators.Composed })
	default:
		right = codesOf(append(f.Nodes(), f.Aux()...))
	}
	err := basis.Errorf("%w: %w", ErrModel, basis.NewNameError(x, by, why, right))
	if x.Sort == basis.Attribute {
		return err
	}
	return &indicators.InputError{Indicator: x.Name, Err: err}
}

func codesOf(list []indicators.Indicator) []string {
	out := make([]string, len(list))
	for i, in := range list {
		out[i] = in.Code
	}
	return out
}
