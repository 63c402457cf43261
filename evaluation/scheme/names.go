package scheme

import (
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// names are what the texts of a scheme may name, by the tags of [basis.DecodeNames]:
// those of the framework, of further rankings, and of the files.
type names struct {
	columns, nodes, groups []string
	rankings, earlier      []string
	grades                 []string // none: not known
	figures, allocations   []string
	files                  bool // figures are known
}

// learn takes the names from a document, whatever else is wrong with it.
func (k *names) learn(n *basis.Node) {
	text := func(n *basis.Node, key string) string {
		if m := n.Find(key); m != nil && m.Value.Kind != basis.NodeRecord && m.Value.Kind != basis.NodeList {
			return m.Value.Text
		}
		return ""
	}
	var walk func(n *basis.Node, key string)
	walk = func(n *basis.Node, key string) {
		m := n.Find(key)
		if m == nil {
			return
		}
		for i := range m.Value.Items {
			row := &m.Value.Items[i]
			code := text(row, "code")
			switch {
			case key == "aux":
				k.columns = append(k.columns, code)
			case row.Find("indicators") != nil:
				k.nodes, k.groups = append(k.nodes, code), append(k.groups, code)
				walk(row, "indicators")
			default:
				k.nodes, k.columns = append(k.nodes, code), append(k.columns, code)
			}
		}
	}
	if m := n.Find("framework"); m != nil {
		root := text(&m.Value, "code")
		if root == "" {
			root = Framework{}.code()
		}
		k.nodes, k.groups = append(k.nodes, root), append(k.groups, root)
		walk(&m.Value, "indicators")
		walk(&m.Value, "aux")
	}
	k.rankings = append(k.rankings, Main)
	if m := n.Find("decision"); m != nil {
		k.graded(&m.Value)
	}
	if m := n.Find("rankings"); m != nil {
		for i := range m.Value.Members {
			k.rankings = append(k.rankings, m.Value.Members[i].Key)
			k.graded(&m.Value)
		}
	}
	if n.Find("figures") == nil {
		k.files = true // there are none
	}
}

// graded takes the grades that the graders of decisions give.
func (k *names) graded(n *basis.Node) {
	for i := range n.Items {
		k.graded(&n.Items[i])
	}
	for i := range n.Members {
		m := &n.Members[i]
		if (m.Key == "grade" || m.Key == "middle") && m.Value.Text != "" {
			k.grades = append(k.grades, m.Value.Text)
		}
		if m.Key != "conditions" { // which name grades
			k.graded(&m.Value)
		}
	}
}

// give adds the names of figures.
func (k *names) give(f incentive.Figures) {
	for _, l := range f.Decimals {
		k.figures = append(k.figures, l.Name)
	}
	for _, l := range f.Words {
		k.figures = append(k.figures, l.Name)
	}
	for _, l := range f.Flags {
		k.figures = append(k.figures, l.Name)
	}
	k.earlier = append(k.earlier, slices.Sorted(maps.Keys(f.Rankings))...)
	k.allocations = append(k.allocations, slices.Sorted(maps.Keys(f.Allocations))...)
}

// listed is how a plan names a list of words where attributes of units stand too.
const listed = "list:"

// check refuses a name that stands for nothing.
func (k *names) check(what, name string) error {
	refuse := func(format string, known []string) error {
		if slices.Contains(known, name) {
			return nil
		}
		return basis.Errorf(format, basis.ErrUnknown, name, basis.Meant(name, known))
	}
	switch what {
	case "column":
		return refuse("%w: no indicator or auxiliary column has the code %q%v", k.columns)
	case "node":
		return refuse("%w: no indicator has the code %q%v", k.nodes)
	case "group":
		return refuse("%w: no group of indicators has the code %q%v", k.groups)
	case "code":
		return refuse("%w: no indicator or auxiliary column has the code %q%v", slices.Concat(k.nodes, k.columns))
	case "ranking":
		return refuse("%w: there is no ranking %q%v", slices.Concat(k.rankings, k.earlier))
	case "grade":
		if len(k.grades) == 0 {
			return nil
		}
		return refuse("%w: the decision has no grade %q%v", k.grades)
	case "attribute":
		if list, ok := strings.CutPrefix(name, listed); ok {
			return k.check("figure", list)
		}
		if _, ok := (indicators.Unit{}).Attribute(name); ok || name == "grade" {
			return nil
		}
		return refuse("%w: %q is no attribute of units: class, region, level, tag:KEY or grade%v", []string{"class", "region", "level", "grade"})
	}
	if !k.files {
		return nil
	}
	switch what {
	case "figure":
		return refuse("%w: no column and no list in the files of figures has the name %q%v", slices.Concat(k.figures, k.columns))
	case "earlier":
		return refuse("%w: the files of figures have no ranking %q%v", k.earlier)
	case "allocation":
		return refuse("%w: the files of figures have no allocation %q%v", k.allocations)
	}
	return nil
}

// formulas checks the columns that formulas name, in the node of a framework.
func (k *names) formulas(n *basis.Node) error {
	var errs []error
	formulasIn(n, func(_ string, at *basis.Node) {
		var f Formula
		if f.UnmarshalText([]byte(at.Text)) != nil {
			return // noted by the codec
		}
		for _, code := range f.Codes() {
			if err := k.check("column", code); err != nil {
				errs = append(errs, &basis.DataError{Line: at.Line, Column: at.Column, Path: "formula", Err: err})
			}
		}
	})
	return basis.JoinErrors(errs...)
}

// formulasIn calls see with the code and the formula of each row of a framework that has
// one.
func formulasIn(n *basis.Node, see func(code string, formula *basis.Node)) {
	for _, key := range []string{"indicators", "aux"} {
		m := n.Find(key)
		if m == nil {
			continue
		}
		for i := range m.Value.Items {
			row := &m.Value.Items[i]
			if x := row.Find("formula"); x != nil && x.Value.Kind == basis.NodeText {
				code := ""
				if c := row.Find("code"); c != nil {
					code = c.Value.Text
				}
				see(code, &x.Value)
			}
			formulasIn(row, see)
		}
	}
}

// asked are the names of some kinds that a plan names, in its order, each once.
func asked(p incentive.Plan, kinds basis.Kinds, what ...string) ([]string, error) {
	text, err := basis.Marshal(p, kinds)
	if err != nil {
		return nil, err
	}
	n, err := basis.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	var out []string
	into := new(incentive.Plan)
	err = basis.DecodeNames(n, into, kinds, func(is, name string) error {
		if list, ok := strings.CutPrefix(name, listed); ok && is == "attribute" {
			is, name = "figure", list
		}
		if slices.Contains(what, is) && !slices.Contains(out, name) {
			out = append(out, name)
		}
		return nil
	})
	return out, err
}
