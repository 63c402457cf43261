package procedure

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// naming gives the names of what has a code: of departments and units, and of indicators.
type naming struct{ office, indicator func(code string) basis.Text }

// coded calls everything by its code.
var coded = naming{code, code}

func code(code string) basis.Text { return basis.Textf("%s", code) }

// Says tells in a sentence what an entry of the trail did, with the names of the round.
func (r *Round) Says(e Entry) basis.Text { return e.Action.said(r.names()) }

// names are the names of the round.
func (r *Round) names() naming { return naming{r.OfficeName, r.IndicatorName} }

// OfficeName is the name of a unit or of a department of the round, by its code; a code
// that is neither is its own name.
func (r *Round) OfficeName(of string) basis.Text {
	for _, d := range r.call.Departments {
		if d.Code == of && !d.Name.IsZero() {
			return d.Name
		}
	}
	for _, u := range r.call.Units {
		if u.Code == of && u.Name != "" {
			en := u.Tags.Get("name_en")
			if en == "" {
				en = u.Name
			}
			return basis.Named(en, u.Name)
		}
	}
	return code(of)
}

// IndicatorName is the name of an indicator of the round, by its code; a code that is none
// is its own name.
func (r *Round) IndicatorName(of string) basis.Text {
	if in, ok := r.columns[of]; ok && in.Name+in.NameZH != "" {
		return basis.Named(in.Name, in.NameZH)
	}
	return code(of)
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
	if len(a.Readings) == 1 {
		return basis.Textf("%v reported a figure", name.office(a.From))
	}
	return basis.Textf("%v reported %d figures", name.office(a.From), len(a.Readings))
}

func (a Sign) said(name naming) basis.Text { return basis.Textf("%v signed", name.office(a.From)) }

func (a Ask) said(naming) basis.Text {
	n := 0
	for _, f := range a.Findings {
		if f.Err == nil {
			n++
		}
	}
	return basis.Textf("queries: %d, to be answered by %s", n, a.Due)
}

func (a Answer) said(name naming) basis.Text {
	switch {
	case a.Kind == Correct && a.Note != "":
		return basis.Textf("query %d, %v: %v, %v; %s", a.Query, name.office(a.From), a.Kind, number(a.Value), a.Note)
	case a.Kind == Correct:
		return basis.Textf("query %d, %v: %v, %v", a.Query, name.office(a.From), a.Kind, number(a.Value))
	case a.Note != "":
		return basis.Textf("query %d, %v: %v; %s", a.Query, name.office(a.From), a.Kind, a.Note)
	}
	return basis.Textf("query %d, %v: %v", a.Query, name.office(a.From), a.Kind)
}

func (Verify) said(naming) basis.Text { return basis.Textf("all figures verified") }

func (a Graded) said(naming) basis.Text {
	return basis.Textf("provisional result: %d units ranked", a.Outcome.Ranking.Ranked())
}

func (Publish) said(naming) basis.Text   { return basis.Textf("provisional result put on notice") }
func (EndNotice) said(naming) basis.Text { return basis.Textf("notice ended") }

func (a Object) said(name naming) basis.Text {
	if a.Ruling > 0 {
		return basis.Textf("%v objects to ruling %d: %s", name.office(a.By), a.Ruling, a.Reason)
	}
	if a.By == a.Unit {
		return basis.Textf("%v objects to its %v, which should be %v: %s", name.office(a.By), name.indicator(a.Indicator), a.Claimed, a.Reason)
	}
	return basis.Textf("%v objects to %v of %v, which should be %v: %s", name.office(a.By), name.indicator(a.Indicator), name.office(a.Unit), a.Claimed, a.Reason)
}

func (a Decide) said(naming) basis.Text {
	if a.Verdict == InPart && a.Ruling == nil {
		return basis.Textf("objection %d %v, the figure is %v: %s", a.Objection, a.Verdict, a.Value, a.Reason)
	}
	return basis.Textf("objection %d %v: %s", a.Objection, a.Verdict, a.Reason)
}

func (a Finalized) said(naming) basis.Text {
	return basis.Textf("final result: %d units ranked, decisions carried out: %d", a.Outcome.Ranking.Ranked(), len(a.Causes))
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
