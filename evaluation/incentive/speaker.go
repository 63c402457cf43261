package incentive

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// speaker says texts in a language.
type speaker struct{ lang basis.Language }

// speakerOf speaks a language that there is.
func speakerOf(lang basis.Language) (speaker, error) {
	if lang != basis.English && lang != basis.Chinese {
		return speaker{}, basis.Errorf("%w: there is no language %d", basis.ErrUnknown, int(lang))
	}
	return speaker{lang}, nil
}

// text says a text of [Texts].
func (t speaker) text(text string, args ...any) string {
	return basis.Textf(text, args...).Say(t.lang, sayings())
}

// rounded is the word for a rounding.
func (t speaker) rounded(r fill.Rounder) string {
	if _, down := r.(fill.Down); down || r == nil {
		return t.spoken(fill.Down{})
	}
	return t.text("by %s", t.spoken(r))
}

// saying is what a rule is called.
func (t speaker) saying(r fill.Rule) string {
	if r == nil {
		return t.text("none")
	}
	return t.spoken(r)
}

// spoken is what a rule or a rounding is called; one of the caller's that is not
// [basis.Worded] has one name.
func (t speaker) spoken(r fmt.Stringer) string {
	if w, ok := r.(basis.Worded); ok {
		return w.Text().Say(t.lang, sayings())
	}
	return r.String()
}

// sayings are the texts of this package and of those below.
var sayings = sync.OnceValue(Texts)

// class is the name of a class before a rank: Y 类, 重点类.
func (t speaker) class(name string) string {
	switch {
	case t.lang == basis.English || strings.HasSuffix(name, "类"):
		return name
	case name != "" && name[len(name)-1] < utf8.RuneSelf:
		return name + " 类"
	}
	return name + "类"
}

// measure is the measure as texts of the language have it.
func (t speaker) measure(m Measure) Measure {
	if t.lang == basis.Chinese {
		return m.Chinese()
	}
	return m.English()
}

// name is a name in the language.
func (t speaker) name(en, zh string) string {
	if t.lang == basis.Chinese {
		return or(zh, en)
	}
	return en
}

// trancheOf is the name of a tranche of an allocation in the language.
func (t speaker) trancheOf(a *Allocation, name string) string {
	for _, d := range a.Divisions {
		if d.Name == name {
			return t.name(name, d.NameZH)
		}
	}
	return name
}

// ceilingOf is the name of a ceiling of an allocation in the language.
func (t speaker) ceilingOf(a *Allocation, name string) string {
	for _, d := range a.Divisions {
		for _, c := range d.Ceilings {
			if c.Name == name {
				return t.name(name, c.NameZH)
			}
		}
	}
	return name
}
