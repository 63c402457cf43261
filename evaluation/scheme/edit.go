package scheme

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// With is a scheme with this one change made and all else as it is: what a difference
// does alone. A scheme that does not have what was changed, as the earlier version had
// it, is an error that wraps [ErrPath]. Whether weights sum to what is declared is not
// asked.
func (c Change) With(s Scheme, kinds ...basis.Kinds) (Scheme, error) {
	n, err := tree(s, kinds)
	if err != nil {
		return Scheme{}, err
	}
	changed, ok := c.edit.apply(*n, c.edit.path)
	if !ok {
		return Scheme{}, basis.Errorf("%w %q: the scheme does not have it as it was changed", ErrPath, c.Path)
	}
	var out Scheme
	err = basis.Decode(&changed, &out, joinedKinds(kinds))
	return out, err
}

// apply changes a value at the rest of a path; ok is false if there is none. Nothing of n
// is changed itself.
func (e edit) apply(n basis.Node, path []at) (out basis.Node, ok bool) {
	switch {
	case len(path) == 0 && e.order != nil:
		return e.ordered(n)
	case len(path) == 0:
		return *e.to, true
	case path[0].item:
		return e.item(n, path)
	}
	i := slices.IndexFunc(n.Members, func(m basis.Member) bool { return m.Key == path[0].name })
	n.Members = slices.Clone(n.Members)
	switch {
	case len(path) == 1 && e.to == nil && e.order == nil:
		if i < 0 {
			return n, false
		}
		n.Members = slices.Delete(n.Members, i, i+1)
		return n, true
	case i < 0:
		// A value that comes, or a list of which an item comes.
		value, ok := e.apply(basis.Node{Kind: basis.NodeList}, path[1:])
		n.Members = append(n.Members, basis.Member{Key: path[0].name, Value: value})
		return n, ok
	}
	n.Members[i].Value, ok = e.apply(n.Members[i].Value, path[1:])
	if v := &n.Members[i].Value; e.clear && v.Kind == basis.NodeList && len(v.Items) == 0 {
		n.Members = slices.Delete(n.Members, i, i+1)
	}
	return n, ok
}

// item changes an item of a list.
func (e edit) item(n basis.Node, path []at) (out basis.Node, ok bool) {
	names := itemNames(&n)
	i, last := slices.Index(names, path[0].name), len(path) == 1 && e.order == nil
	n.Items = slices.Clone(n.Items)
	switch {
	case i >= 0 && last && e.to == nil:
		n.Items = slices.Delete(n.Items, i, i+1)
		return n, true
	case i >= 0:
		n.Items[i], ok = e.apply(n.Items[i], path[1:])
		return n, ok
	case !last || e.to == nil || n.Kind != basis.NodeList:
		return n, false
	}
	n.Items = slices.Insert(n.Items, slices.Index(names, e.after)+1, *e.to)
	return n, true
}

// ordered puts the items of a list into another order; those that it does not name stay
// behind the others.
func (e edit) ordered(n basis.Node) (out basis.Node, ok bool) {
	names := itemNames(&n)
	var items []basis.Node
	for _, name := range e.order {
		i := slices.Index(names, name)
		if i < 0 {
			return n, false
		}
		items = append(items, n.Items[i])
	}
	for i, name := range names {
		if !slices.Contains(e.order, name) {
			items = append(items, n.Items[i])
		}
	}
	n.Items = items
	return n, true
}
