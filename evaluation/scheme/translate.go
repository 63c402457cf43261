package scheme

import (
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// translator turns the rows of an annex into the document that package indicators reads a
// framework from. Every value keeps its place, so that what is wrong is said at the place
// in the annex.
type translator struct {
	file   string
	faults []error
}

func (t *translator) join() error { return basis.JoinErrors(t.faults...) }

func (t *translator) fail(n *basis.Node, err error) {
	t.faults = append(t.faults, &basis.DataError{File: t.file, Line: n.Line, Column: n.Column, Err: err})
}

// root translates a framework; what is no record, or lacks, stays so and is reported by
// the reader.
func (t *translator) root(n *basis.Node, s Scheme) basis.Node {
	out := basis.Node{Kind: n.Kind, Line: n.Line, Column: n.Column, Text: n.Text, Items: n.Items}
	if n.Kind != basis.NodeRecord {
		return out
	}
	text := func(key, otherwise string) {
		m := n.Find(key)
		if m == nil {
			m = &basis.Member{Key: key, Line: n.Line, Column: n.Column, Value: basis.Node{Kind: basis.NodeText, Text: otherwise, Line: n.Line, Column: n.Column}}
		}
		if m.Value.Text != "" {
			out.Members = append(out.Members, plainText(*m))
		}
	}
	text("code", s.Framework.code())
	text("name", s.Title.English)
	text("name_zh", s.Title.Chinese)
	if m := n.Find("indicators"); m != nil {
		out.Members = append(out.Members, t.rows("children", m, false))
	}
	if m := n.Find("aux"); m != nil {
		out.Members = append(out.Members, t.rows("aux", m, true))
	}
	return out
}

func (t *translator) rows(key string, m *basis.Member, aux bool) basis.Member {
	out := basis.Member{Key: key, Line: m.Line, Column: m.Column, Value: m.Value}
	out.Value.Items = nil
	for i := range m.Value.Items {
		out.Value.Items = append(out.Value.Items, t.row(&m.Value.Items[i], aux))
	}
	return out
}

// plainText is a member whose value is a text if it may be one.
func plainText(m basis.Member) basis.Member {
	if m.Value.Plain {
		m.Value.Kind, m.Value.Plain = basis.NodeText, false
	}
	return m
}

// row translates one indicator and those below it.
func (t *translator) row(n *basis.Node, aux bool) basis.Node {
	out := *n
	if n.Kind != basis.NodeRecord {
		return out
	}
	out.Members = nil
	seen := map[string]bool{}
	for i := range n.Members {
		m := n.Members[i]
		if seen[m.Key] {
			continue // noted by the codec
		}
		seen[m.Key] = true
		switch m.Key {
		case "weight", "base", "computed", "confidential", "target", "bounds":
			out.Members = append(out.Members, m)
		case "code", "name", "name_zh", "unit", "direction", "department", "period", "definition", "source":
			out.Members = append(out.Members, plainText(m))
		case "indicators":
			out.Members = append(out.Members, t.rows("children", &m, aux))
		case "formula":
			out.Members = append(out.Members, basis.Member{Key: "computed", Line: m.Line, Column: m.Column, Value: basis.Node{Kind: basis.NodeBool, Text: "true", Line: m.Value.Line, Column: m.Value.Column}})
		}
	}
	t.points(n, &out)
	if m := n.Find("formula"); m != nil && n.Find("computed") != nil {
		t.fail(&basis.Node{Line: m.Line, Column: m.Column}, basis.Errorf("%w: an indicator with a formula is computed; only one of the two is written", ErrFormula))
		out.Members = drop(out.Members, "computed")
	}
	return out
}

// drop leaves the members with a key out.
func drop(all []basis.Member, key string) []basis.Member {
	var out []basis.Member
	for _, m := range all {
		if m.Key != key {
			out = append(out, m)
		}
	}
	return out
}

// points turns zero point and full point into bounds and direction.
func (t *translator) points(n, out *basis.Node) {
	zero, full, direction := n.Find("zero"), n.Find("full"), n.Find("direction")
	target := direction != nil && direction.Value.Text == "target"
	if bounds := n.Find("bounds"); bounds != nil && !target {
		t.fail(&basis.Node{Line: bounds.Line, Column: bounds.Column}, basis.Errorf("%w: bounds are for indicators with a target; others have a zero point and a full point", basis.ErrValue))
		out.Members = drop(out.Members, "bounds")
	}
	at := zero
	switch {
	case zero == nil && full == nil:
		return
	case zero == nil:
		at = full
	}
	key := &basis.Node{Line: at.Line, Column: at.Column}
	switch {
	case target:
		t.fail(key, basis.Errorf("%w: an indicator with a target has bounds, no zero point and no full point", basis.ErrValue))
		return
	case zero == nil || full == nil:
		t.fail(key, basis.Errorf("%w: zero point and full point are both given or neither", basis.ErrMissing))
		return
	}
	a, errA := number(&zero.Value)
	b, errB := number(&full.Value)
	if errA != nil || errB != nil {
		return // noted by the codec
	}
	said := ""
	if direction != nil {
		said = direction.Value.Text
	}
	lo, hi, word := zero.Value, full.Value, "higher"
	if a > b {
		lo, hi, word = hi, lo, "lower"
	}
	switch {
	case a == b:
		t.fail(key, basis.Errorf("%w: zero point and full point are both %v", basis.ErrValue, a))
		return
	case said != "" && said != word:
		t.fail(&direction.Value, basis.Errorf("%w: by zero point and full point the direction is %s, not %s", basis.ErrValue, word, said))
		return
	case said == "" && word == "lower":
		out.Members = append(out.Members, basis.Member{Key: "direction", Line: at.Line, Column: at.Column, Value: basis.Node{Kind: basis.NodeText, Text: word, Line: at.Line, Column: at.Column}})
	}
	lo.Plain, hi.Plain = false, false
	out.Members = append(out.Members, basis.Member{Key: "bounds", Line: at.Line, Column: at.Column, Value: basis.Node{
		Kind: basis.NodeRecord, Line: at.Line, Column: at.Column,
		Members: []basis.Member{{Key: "lo", Line: lo.Line, Column: lo.Column, Value: lo}, {Key: "hi", Line: hi.Line, Column: hi.Column, Value: hi}},
	}})
}

func number(n *basis.Node) (float64, error) {
	if n.Kind != basis.NodeNumber {
		return 0, basis.ErrValue
	}
	return strconv.ParseFloat(n.Text, 64)
}
