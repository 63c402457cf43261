package incentive

import (
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Verify says whether a plan makes this very allocation of a ranking and figures. It
// divides anew and compares all that is written of an allocation, and where that differs
// it names the first place, as the document has it, in an error that wraps [ErrCheck]:
//
//	unit 411: allocation does not check: divisions[1].lines[4].weight is 3, and made again it is 2
//
// Rankings and allocations that are handed over beside the ranking ([Figures]) are looked
// at too: the one as [Plan.Allocate] does, the other by [Allocation.Check]. Kinds are
// those of rules, roundings and errors of one's own.
//
// [Allocation.Check] needs none of this and says more about what is broken, but cannot
// know how much a slack ceiling was, what grade a county had, or what an article said that
// changed nothing. The version stands last: if it is what differs, all else is the same.
func (a *Allocation) Verify(p Plan, r evaluation.Ranking, f Figures, kinds ...basis.Kinds) error {
	var errs []error
	for _, name := range codes(f.Rankings) {
		for _, err := range flat(checkRanking(f.Rankings[name])) {
			errs = append(errs, basis.Errorf("%w: ranking %s: %w", ErrCheck, name, err))
		}
	}
	for _, name := range codes(f.Allocations) {
		if x := f.Allocations[name]; x != nil {
			for _, err := range flat(x.Check()) {
				errs = append(errs, basis.Errorf("allocation %s: %w", name, err))
			}
		}
	}
	again, unread, err := p.allocate(r, f)
	if err != nil {
		for _, err := range flat(err) {
			errs = append(errs, broken(err))
		}
		return basis.JoinErrors(errs...)
	}
	if len(unread) > 0 && len(a.Warnings) > len(again.Warnings) { // by Plan.Allocate; AllocateAll does without
		again.Warnings = append(again.Warnings, errUnread(unread))
	}
	return basis.JoinErrors(append(errs, a.compare(again, Kinds().With(kinds...)))...)
}

// compare names the first difference to an allocation that was made again.
func (a *Allocation) compare(again *Allocation, kinds basis.Kinds) error {
	has, err := written(a, kinds)
	if err != nil {
		return basis.Errorf("%w: %w", ErrCheck, err)
	}
	want, err := written(again, kinds)
	if err != nil {
		return err
	}
	d := comparison{kinds: kinds}
	if d.same("", has, want) {
		return nil
	}
	if d.unit == "" {
		return d.err
	}
	w, _ := again.Find(d.unit)
	return &fill.Fault{Unit: d.unit, Name: w.Place.Unit.Name, Err: d.err}
}

// written is an allocation as the document has it.
func written(a *Allocation, kinds basis.Kinds) (*basis.Node, error) {
	data, err := basis.Marshal(*a, kinds)
	if err != nil {
		return nil, err
	}
	return basis.ParseJSON(data)
}

// comparison looks for the first difference between two documents.
type comparison struct {
	kinds basis.Kinds
	unit  string // the code of the county that it belongs to; "": none
	err   error
}

// same compares two values at a path; nil is none.
func (c *comparison) same(path string, has, want *basis.Node) bool {
	if has == nil || want == nil || has.Kind != want.Kind || has.Text != want.Text {
		return c.differ(basis.Errorf("%w: %s is %v, and made again it is %v", ErrCheck, path, c.shown(has), c.shown(want)))
	}
	if isText(has) && isText(want) { // their parts would say less
		if part := (comparison{kinds: c.kinds}); !part.sameMembers(path, has, want) {
			return c.differ(basis.Errorf("%w: %s is %v, and made again it is %v", ErrCheck, path, c.shown(has), c.shown(want)))
		}
		return true
	}
	for i := range min(len(has.Items), len(want.Items)) {
		if !c.same(path+"["+strconv.Itoa(i)+"]", &has.Items[i], &want.Items[i]) {
			return false
		}
	}
	if len(has.Items) != len(want.Items) {
		return c.differ(basis.Errorf("%w: %s has %d values, and made again %d", ErrCheck, path, len(has.Items), len(want.Items)))
	}
	return c.sameMembers(path, has, want)
}

// sameMembers compares two records. Keys stand in the same order, but some may lack.
func (c *comparison) sameMembers(path string, has, want *basis.Node) bool {
	if path != "" {
		path += "."
	}
	for i, j := 0, 0; i < len(has.Members) || j < len(want.Members); {
		var x, y *basis.Member
		if i < len(has.Members) {
			x = &has.Members[i]
		}
		if j < len(want.Members) {
			y = &want.Members[j]
		}
		switch {
		case x != nil && y != nil && x.Key == y.Key:
			i, j = i+1, j+1
		case x != nil && (y == nil || want.Find(x.Key) == nil):
			y = nil
			i++
		default:
			x = nil
			j++
		}
		key, one, other := "", (*basis.Node)(nil), (*basis.Node)(nil)
		if x != nil {
			key, one = x.Key, &x.Value
		}
		if y != nil {
			key, other = y.Key, &y.Value
		}
		if !c.same(path+key, one, other) {
			c.belongs(want)
			return false
		}
	}
	return true
}

// differ keeps the difference.
func (c *comparison) differ(err error) bool {
	c.err = err
	return false
}

// belongs notes the county of a record: of a line its id, of an award that of its place.
func (c *comparison) belongs(n *basis.Node) {
	if c.unit != "" {
		return
	}
	for _, keys := range [][]string{{"id"}, {"place", "unit", "code"}} {
		at := n
		for _, key := range keys {
			m := at.Find(key)
			if m == nil {
				at = nil
				break
			}
			at = &m.Value
		}
		if at != nil {
			c.unit = at.Text
			return
		}
	}
}

// isText reports whether a record is a text with its parts, or a name in both languages.
func isText(n *basis.Node) bool {
	text := n.Find("text")
	return n.Find("en") != nil || text != nil && text.Value.Kind == basis.NodeText && n.Find("args") != nil
}

// shown is a value in a message: data in quotes, words as they are, and of lists and other
// records what they are.
func (c *comparison) shown(n *basis.Node) basis.Text {
	switch {
	case n == nil:
		return basis.Textf("not there")
	case n.Kind == basis.NodeText:
		return basis.Textf("%s", strconv.Quote(n.Text))
	case n.Kind == basis.NodeNumber, n.Kind == basis.NodeBool:
		return basis.Textf("%s", n.Text)
	case n.Kind == basis.NodeRecord && isText(n):
		var text basis.Text
		if basis.Decode(n, &text, c.kinds) == nil {
			return text
		}
	}
	return basis.Textf("%v", n.Kind)
}
