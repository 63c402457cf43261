package evaluation

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// name notes in a ranking which names are right though none of its units bears them, and
// warns where those that stand apart are told by a word that nobody has.
func (d Decision) name(r *Result, out *Ranking) {
	words := map[string]map[string]bool{}
	bears := func(heading, word string) bool {
		if words[heading] == nil {
			words[heading] = map[string]bool{}
			for _, u := range r.Prepared.Units() {
				if x, ok := u.Attribute(heading); ok {
					words[heading][x] = true
				}
			}
		}
		return words[heading][word]
	}
	for _, word := range d.Apart.In {
		if !bears(d.Apart.By, word) {
			idle(out, d.Apart.By, word)
			e := basis.NewNameError(basis.Mention{Sort: basis.Attribute, Heading: d.Apart.By, Name: word}, basis.Textf("the decision"),
				basis.Textf("no unit has it at present"), slices.Sorted(maps.Keys(words[d.Apart.By])))
			e.Idle = true
			out.Warnings = append(out.Warnings, e)
		}
	}
	for _, class := range r.Model.given("class") {
		if !bears("class", class) {
			idle(out, "class", class)
		}
	}
	for u := range r.Prepared.Departed() {
		for heading, word := range u.Labels() {
			if !bears(heading, word) {
				idle(out, heading, word)
			}
		}
	}
}

// idle notes a name that is right though no unit of the ranking bears it.
func idle(r *Ranking, heading, word string) {
	if word != "" && !r.named(heading, word) {
		r.Idle = append(r.Idle, basis.Mention{Sort: basis.Attribute, Heading: heading, Name: word})
	}
}

// named reports whether a name is one of Idle.
func (r Ranking) named(heading, word string) bool {
	return slices.Contains(r.Idle, basis.Mention{Sort: basis.Attribute, Heading: heading, Name: word})
}

// retire notes the names of units that were dropped and that nobody else bears.
func retire(r *Ranking, dropped []Place) {
	r.Idle = slices.Clone(r.Idle)
	words := map[string]map[string]bool{}
	for _, p := range dropped {
		for heading, word := range p.Unit.Labels() {
			if words[heading] == nil {
				words[heading] = r.Words(heading)
			}
			if _, known := words[heading][word]; !known {
				words[heading][word] = false
				idle(r, heading, word)
			}
		}
	}
}

// Words tells what units of the ranking, ranked or standing apart, have under a heading
// (class, region, level, tag:KEY) or, under the heading grade, the grades: with true what
// one has, with false what is right though none has it (see Idle, Grades).
func (r Ranking) Words(heading string) map[string]bool {
	out := map[string]bool{}
	for _, m := range r.Idle {
		if m.Heading == heading {
			out[m.Name] = false
		}
	}
	if heading == "grade" {
		for _, g := range r.Grades {
			out[g] = false
		}
	}
	for _, list := range [][]Place{r.Places, r.Apart} {
		for _, p := range list {
			word := p.Grade
			if heading != "grade" {
				word, _ = p.Unit.Attribute(heading)
			}
			if word != "" {
				out[word] = true
			}
		}
	}
	return out
}
