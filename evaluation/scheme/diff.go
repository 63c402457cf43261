package scheme

import (
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Change is one difference between two versions of a scheme.
type Change struct {
	Path string      // where, as in messages; lists by code, name or grade
	What tables.Text // the same in words: weight of Tax per mu
	Was  tables.Text // none if it was not there
	Is   tables.Text

	edit edit
}

// Text says the change in a sentence, "weight of Tax per mu: 30 -> 25".
func (c Change) Text() tables.Text {
	return tables.Sentence(tables.Both("%s: %s -> %s", "%s：%s → %s"), c.What, c.Was, c.Is)
}

// Diff lists how a scheme differs from an earlier version, in the order of the file. Rows
// of lists are the same if they have the same code, name, grade or method. An article of
// a plan is one difference, in its own words, and so is a method that another takes the
// place of; all else is told value by value. Methods of one's own need their kinds.
func Diff(was, is Scheme, kinds ...basis.Kinds) ([]Change, error) {
	a, err := tree(was, kinds)
	if err != nil {
		return nil, err
	}
	b, err := tree(is, kinds)
	if err != nil {
		return nil, err
	}
	d := differ{words: newWords(joinedKinds(kinds), was, is)}
	d.record(a, b, nil)
	return d.out, nil
}

// tree is a scheme as a node, in short forms.
func tree(s Scheme, kinds []basis.Kinds) (*basis.Node, error) {
	if s.Version == 0 {
		s.Version = Version
	}
	text, err := basis.MarshalShort(s, joinedKinds(kinds))
	if err != nil {
		return nil, err
	}
	return basis.ParseJSON(text)
}

// at is a step to a value in a tree: a key, or the name of an item of a list.
type at struct {
	name string
	item bool
}

// edit changes one tree towards the other.
type edit struct {
	path  []at        // of the value
	to    *basis.Node // nil: it is taken out
	after string      // name of the item behind which a new one stands; "": the first
	order []string    // names of the items of a list in their new order; or nil
	clear bool        // a list from which the last item is taken out goes too
}

type differ struct {
	words words
	out   []Change
}

func (d *differ) add(path []at, was, is *basis.Node, e edit) {
	e.path, e.to = slices.Clone(path), is
	d.out = append(d.out, Change{
		Path: pathText(path), What: d.words.of(path), Was: d.words.value(path, was), Is: d.words.value(path, is), edit: e,
	})
}

func (d *differ) value(a, b *basis.Node, path []at) {
	switch {
	case same(a, b):
	case article(path):
		d.add(path, a, b, edit{})
	case a.Kind == basis.NodeRecord && b.Kind == basis.NodeRecord && !exchanged(a, b):
		d.record(a, b, path)
	case a.Kind == basis.NodeList && b.Kind == basis.NodeList && d.tellable(a) && d.tellable(b):
		d.list(a, b, path)
	default:
		d.add(path, a, b, edit{})
	}
}

func (d *differ) record(a, b *basis.Node, path []at) {
	for i := range a.Members {
		m := &a.Members[i]
		here := slices.Concat(path, []at{{name: m.Key}})
		if o := b.Find(m.Key); o != nil {
			d.value(&m.Value, &o.Value, here)
		} else {
			d.gone(&m.Value, here, false)
		}
	}
	for i := range b.Members {
		m := &b.Members[i]
		if a.Find(m.Key) == nil {
			d.gone(&m.Value, slices.Concat(path, []at{{name: m.Key}}), true)
		}
	}
}

// gone tells a value that is there in one of the two alone; lists of plans and lists are
// told item by item.
func (d *differ) gone(n *basis.Node, path []at, come bool) {
	empty := &basis.Node{Kind: basis.NodeList}
	switch listed := n.Kind == basis.NodeList && len(path) == 1 && d.tellable(n) && len(n.Items) > 0; {
	case listed && come:
		d.list(empty, n, path)
	case listed:
		from := len(d.out)
		d.list(n, empty, path)
		for i := range d.out[from:] {
			d.out[from+i].edit.clear = true
		}
	case come:
		d.add(path, nil, n, edit{})
	default:
		d.add(path, n, nil, edit{})
	}
}

func (d *differ) list(a, b *basis.Node, path []at) {
	namesA, namesB := itemNames(a), itemNames(b)
	var common []string
	for i, name := range namesA {
		here := slices.Concat(path, []at{{name, true}})
		if j := slices.Index(namesB, name); j >= 0 {
			common = append(common, name)
			d.value(&a.Items[i], &b.Items[j], here)
		} else {
			d.add(here, &a.Items[i], nil, edit{})
		}
	}
	order := slices.DeleteFunc(slices.Clone(namesB), func(name string) bool { return !slices.Contains(common, name) })
	if !slices.Equal(common, order) {
		d.out = append(d.out, Change{
			Path: pathText(path), What: tables.Sentence(tables.Both("order of %s", "%s的次序"), d.words.of(path)),
			Was: tables.Same(strings.Join(common, ", ")), Is: tables.Same(strings.Join(order, ", ")),
			edit: edit{path: slices.Clone(path), order: order},
		})
	}
	after := ""
	for j, name := range namesB {
		if !slices.Contains(common, name) {
			d.add(slices.Concat(path, []at{{name, true}}), nil, &b.Items[j], edit{after: after})
		}
		after = name
	}
}

// same reports whether two values say the same.
func same(a, b *basis.Node) bool {
	if a.Kind != b.Kind || a.Text != b.Text || len(a.Items) != len(b.Items) || len(a.Members) != len(b.Members) {
		return false
	}
	for i := range a.Items {
		if !same(&a.Items[i], &b.Items[i]) {
			return false
		}
	}
	for i := range a.Members {
		if m := b.Find(a.Members[i].Key); m == nil || !same(&a.Members[i].Value, &m.Value) {
			return false
		}
	}
	return true
}

// exchanged reports whether two records are two methods, each a record with the word of
// its kind as the one key.
func exchanged(a, b *basis.Node) bool {
	return len(a.Members) == 1 && len(b.Members) == 1 && a.Members[0].Key != b.Members[0].Key
}

// tellable reports whether the items of a list are told by names.
func (d *differ) tellable(n *basis.Node) bool {
	for i := range n.Items {
		if itemName(&n.Items[i]) == "" || n.Items[i].Kind == basis.NodeText && !d.method(n.Items[i].Text) {
			return false
		}
	}
	return true
}

// method reports whether a text is the word of a kind, and no value of its own.
func (d *differ) method(text string) bool {
	for e := range d.words.kinds.All() {
		if e.Word == text {
			return true
		}
	}
	return false
}

// itemName is what tells an item of a list from others: its code, name, grade, that of
// its pool, or the word of its kind.
func itemName(n *basis.Node) string {
	if n.Kind == basis.NodeText {
		return n.Text
	}
	if pool := n.Find("pool"); pool != nil {
		if name := itemName(&pool.Value); name != "" {
			return name
		}
	}
	for _, key := range []string{"code", "name", "grade"} {
		if m := n.Find(key); m != nil && m.Value.Kind == basis.NodeText {
			return m.Value.Text
		}
	}
	if len(n.Members) == 1 {
		return n.Members[0].Key
	}
	return ""
}

// itemNames are those of all items; one that is there again has a number behind it.
func itemNames(n *basis.Node) []string {
	out := make([]string, len(n.Items))
	count := map[string]int{}
	for i := range n.Items {
		name := itemName(&n.Items[i])
		if count[name]++; count[name] > 1 {
			name += " " + strconv.Itoa(count[name])
		}
		out[i] = name
	}
	return out
}

// article reports whether a path leads to an article of a plan or tranche.
func article(path []at) bool {
	n := len(path)
	return n >= 4 && path[0].name == "plans" && path[n-1].item && path[n-2].name == "clauses"
}

// pathText is a path as a text that [Set] takes too.
func pathText(path []at) string {
	var b strings.Builder
	for i, p := range path {
		switch {
		case p.item:
			b.WriteString("[" + p.name + "]")
		case i > 0:
			b.WriteString("." + p.name)
		default:
			b.WriteString(p.name)
		}
	}
	return b.String()
}
