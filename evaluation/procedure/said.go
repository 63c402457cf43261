package procedure

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// naming gives the name of what has a code: a unit, a department, an indicator.
type naming func(code string) basis.Text

// coded calls everything by its code.
func coded(code string) basis.Text { return basis.Textf("%s", code) }

// Says tells in a sentence what an entry of the trail did, with the names of the round.
func (r *Round) Says(e Entry) basis.Text { return e.Action.said(r.Name) }

// Name is the name of a unit, a department or an indicator of the round, by its code; a
// code that is none of them is its own name.
func (r *Round) Name(code string) basis.Text { return r.call.name(code) }

func (c Call) name(code string) basis.Text {
	for _, d := range c.Departments {
		if d.Code == code && !d.Name.IsZero() {
			return d.Name
		}
	}
	for _, u := range c.Units {
		if u.Code == code && u.Name != "" {
			en := u.Tags.Get("name_en")
			if en == "" {
				en = u.Name
			}
			return basis.Named(en, u.Name)
		}
	}
	if c.Framework != nil {
		if in, ok := c.Framework.Find(code); ok && in.Name+in.NameZH != "" {
			return basis.Named(in.Name, in.NameZH)
		}
	}
	return coded(code)
}

// number is a figure in words.
func number(x float64) basis.Text {
	if math.IsNaN(x) {
		return basis.Textf("no figure")
	}
	return basis.Textf("%v", x)
}

func (c Call) said(naming) basis.Text {
	return basis.Textf("called: %v, %d units, to be reported by %s and verified by %s", c.Name, len(c.Units), c.ReportBy, c.VerifyBy)
}

func (a Return) said(name naming) basis.Text {
	return basis.Textf("%v reported %d figures", name(a.From), len(a.Readings))
}

func (a Sign) said(name naming) basis.Text { return basis.Textf("%v signed", name(a.From)) }

func (a Ask) said(naming) basis.Text {
	n := 0
	for _, f := range a.Findings {
		if f.Err == nil {
			n++
		}
	}
	return basis.Textf("%d queries, to be answered by %s", n, a.Due)
}

func (a Answer) said(name naming) basis.Text {
	switch {
	case a.Kind == Correct && a.Note != "":
		return basis.Textf("query %d, %v: %v, %v; %s", a.Query, name(a.From), a.Kind, number(a.Value), a.Note)
	case a.Kind == Correct:
		return basis.Textf("query %d, %v: %v, %v", a.Query, name(a.From), a.Kind, number(a.Value))
	case a.Note != "":
		return basis.Textf("query %d, %v: %v; %s", a.Query, name(a.From), a.Kind, a.Note)
	}
	return basis.Textf("query %d, %v: %v", a.Query, name(a.From), a.Kind)
}

func (Verify) said(naming) basis.Text { return basis.Textf("all figures verified") }

func (a Graded) said(naming) basis.Text {
	return basis.Textf("provisional result: %d units ranked", a.Outcome.Ranking.Ranked())
}

func (Publish) said(naming) basis.Text   { return basis.Textf("provisional result put on notice") }
func (EndNotice) said(naming) basis.Text { return basis.Textf("notice ended") }

func (a Object) said(name naming) basis.Text {
	if a.Ruling > 0 {
		return basis.Textf("%v objects to ruling %d: %s", name(a.By), a.Ruling, a.Reason)
	}
	return basis.Textf("%v objects to %v of %v, which should be %v: %s", name(a.By), name(a.Indicator), name(a.Unit), a.Claimed, a.Reason)
}

func (a Decide) said(naming) basis.Text {
	if a.Verdict == InPart && a.Ruling == nil {
		return basis.Textf("objection %d %v, the figure is %v: %s", a.Objection, a.Verdict, a.Value, a.Reason)
	}
	return basis.Textf("objection %d %v: %s", a.Objection, a.Verdict, a.Reason)
}

func (a Finalized) said(naming) basis.Text {
	return basis.Textf("final result: %d units ranked, %d decisions carried out", a.Outcome.Ranking.Ranked(), len(a.Causes))
}

// String says the action in words.
func (c Call) String() string { return c.said(coded).String() }

// String says the action in words.
func (a Return) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Sign) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Ask) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Answer) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Verify) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Graded) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Publish) String() string { return a.said(coded).String() }

// String says the action in words.
func (a EndNotice) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Object) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Decide) String() string { return a.said(coded).String() }

// String says the action in words.
func (a Finalized) String() string { return a.said(coded).String() }

// findUnit is the unit of a code.
func (c Call) findUnit(code string) (indicators.Unit, bool) {
	for _, u := range c.Units {
		if u.Code == code {
			return u, true
		}
	}
	return indicators.Unit{Code: code}, false
}
