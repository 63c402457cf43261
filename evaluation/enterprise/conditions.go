package enterprise

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Among holds for the units that Who tells: those of some grades, size pools (class),
// counties (region), industries, classes of tax credit (tag:KEY). What a unit has not
// under the heading is no word of it, and the condition fails.
type Among struct {
	Who    evaluation.Members `json:"who"`
	Name   string             `json:"name,omitzero"` // of the heading, for reasons; "": the heading itself
	NameZH string             `json:"name_zh,omitzero"`
}

// Figure holds for the units whose figure is in a range.
type Figure struct {
	Of      string   `json:"of" names:"column"`
	AtLeast *float64 `json:"at_least,omitzero"` // nil: no limit
	AtMost  *float64 `json:"at_most,omitzero"`  // nil: no limit
}

// Reached holds for the units whose figure has reached that of another column:
//
//	of >= times * to         or, with AtMost,  of <= times * to
//
// such as revenue that is 1.1 times last year's, or the tax per mu that the agreement
// on the land promised. The product is that of the decimals, exactly. An energy use that
// an agreement limits has AtMost.
//
// A unit without a figure in To, such as one without an agreement, is unknown; [Any] of
// this and a condition on who has an agreement says what it means.
type Reached struct {
	Of     string  `json:"of" names:"column"`
	To     string  `json:"to" names:"column"`
	Times  float64 `json:"times,omitzero"` // 0: 1
	AtMost bool    `json:"at_most,omitzero"`
}

// All holds if all of its conditions do, and fails if one does.
type All struct {
	Of []Condition `json:"of"`
}

// Any holds if one of its conditions does, and fails if all do.
type Any struct {
	Of []Condition `json:"of"`
}

// Not holds if its condition fails: not among those listed for dishonesty.
type Not struct {
	Of Condition `json:"of"`
}

var (
	_ Condition    = Among{}
	_ Condition    = Figure{}
	_ Condition    = Reached{}
	_ Condition    = All{}
	_ Condition    = Any{}
	_ Condition    = Not{}
	_ basis.Naming = Among{}
	_ basis.Naming = Figure{}
	_ basis.Naming = Reached{}
	_ basis.Naming = All{}
	_ basis.Naming = Any{}
	_ basis.Naming = Not{}
)

// Judge implements [Condition].
func (c Among) Judge(s Subject) Finding {
	has := s.Attribute(c.Who.By)
	if has == "" {
		return Finding{Fails, basis.Textf("it has no %v", c.heading())}
	}
	if c.Who.Of(s.Place) {
		return Finding{Holds, basis.Textf("%v is %s", c.heading(), has)}
	}
	if len(c.Who.In) == 1 {
		return Finding{Fails, basis.Textf("%v is %s, not %s", c.heading(), has, c.Who.In[0])}
	}
	return Finding{Fails, basis.Textf("%v is %s, not one of %v", c.heading(), has, words(c.Who.In))}
}

// Judge implements [Condition].
func (c Figure) Judge(s Subject) Finding {
	x := s.Value(c.Of)
	switch {
	case math.IsNaN(x):
		return s.missing(c.Of)
	case c.AtLeast != nil && !(x >= *c.AtLeast):
		return Finding{Fails, basis.Textf("%v is %v, below %v", s.name(c.Of), x, *c.AtLeast)}
	case c.AtMost != nil && !(x <= *c.AtMost):
		return Finding{Fails, basis.Textf("%v is %v, above %v", s.name(c.Of), x, *c.AtMost)}
	}
	return Finding{Holds, basis.Textf("%v is %v", s.name(c.Of), x)}
}

// Judge implements [Condition].
func (c Reached) Judge(s Subject) Finding {
	x, to := s.Value(c.Of), s.Value(c.To)
	switch {
	case math.IsNaN(x):
		return s.missing(c.Of)
	case math.IsNaN(to):
		return s.missing(c.To)
	}
	limit := exact.Of(to)
	if c.Times != 0 {
		limit = exact.Product(exact.Of(c.Times), limit)
	}
	over := exact.Difference(exact.Of(x), limit).Float()
	switch {
	case c.AtMost && over > 0:
		return Finding{Fails, basis.Textf("%v is %v, above the %v allowed by %v", s.name(c.Of), x, limit.Float(), s.name(c.To))}
	case !c.AtMost && over < 0:
		return Finding{Fails, basis.Textf("%v is %v, below the %v required by %v", s.name(c.Of), x, limit.Float(), s.name(c.To))}
	case math.IsNaN(over):
		return Finding{Unknown, basis.Textf("%v and %v do not compare", s.name(c.Of), s.name(c.To))}
	}
	return Finding{Holds, basis.Textf("%v is %v, against the %v required by %v", s.name(c.Of), x, limit.Float(), s.name(c.To))}
}

func (s Subject) missing(code string) Finding {
	return Finding{Unknown, basis.Textf("no figure of %v", s.name(code))}
}

// name is what people call a column, its code if it has no name.
func (s Subject) name(code string) basis.Text {
	if s.table != nil && s.table.table != nil {
		if in, ok := s.table.table.Framework().Find(code); ok && in.Name+in.NameZH != "" {
			return basis.Named(in.Name, in.NameZH)
		}
	}
	return basis.Textf("%s", code)
}

// heading is what people call the heading.
func (c Among) heading() basis.Text {
	if c.Name+c.NameZH != "" {
		return basis.Named(c.Name, c.NameZH)
	}
	if c.Who.By == gradeHeading {
		return basis.Textf("grade")
	}
	return basis.Textf("%s", c.Who.By)
}

// Judge implements [Condition].
func (c All) Judge(s Subject) Finding { return joined(c.Of, s, Fails, Holds) }

// Judge implements [Condition].
func (c Any) Judge(s Subject) Finding { return joined(c.Of, s, Holds, Fails) }

// joined is the verdict of several conditions: one is enough for the first, all are
// needed for the other. Reasons are those of the verdict.
func joined(of []Condition, s Subject, one, all Verdict) Finding {
	out := all
	why := map[Verdict]basis.Text{}
	for _, c := range of {
		f := c.Judge(s)
		if had := why[f.Verdict]; had.IsZero() {
			why[f.Verdict] = f.Why
		} else {
			why[f.Verdict] = basis.Textf("%v; %v", had, f.Why)
		}
		if f.Verdict == one || f.Verdict == Unknown && out == all {
			out = f.Verdict
		}
	}
	return Finding{out, why[out]}
}

// Judge implements [Condition].
func (c Not) Judge(s Subject) Finding {
	f := c.Of.Judge(s)
	switch f.Verdict {
	case Holds:
		f.Verdict = Fails
	case Fails:
		f.Verdict = Holds
	}
	return f
}

// Names implements [basis.Naming]: the words, or the heading.
func (c Among) Names() iter.Seq[basis.Mention] { return c.Who.Names() }

// Names implements [basis.Naming]: the column.
func (c Figure) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.MeasuredIndicator, c.Of)
}

// Names implements [basis.Naming]: both columns.
func (c Reached) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.MeasuredIndicator, c.Of, c.To)
}

// Names implements [basis.Naming]: what its conditions name.
func (c All) Names() iter.Seq[basis.Mention] { return basis.NamesOf(c.Of...) }

// Names implements [basis.Naming]: what its conditions name.
func (c Any) Names() iter.Seq[basis.Mention] { return basis.NamesOf(c.Of...) }

// Names implements [basis.Naming]: what its condition names.
func (c Not) Names() iter.Seq[basis.Mention] { return basis.NamesOf(c.Of) }
