package incentive

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	_ basis.Naming = Grades{}
	_ basis.Naming = ByGrade{}
	_ basis.Naming = PrizeTable{}
	_ basis.Naming = Only{}
	_ basis.Naming = Under{}
	_ basis.Naming = ByPriority{}
)

// Names implements [basis.Naming].
func (c Grades) Names() iter.Seq[basis.Mention] { return basis.Mentions(basis.GradeName, c...) }

// Names implements [basis.Naming]: the grades that have a weight.
func (c ByGrade) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.GradeName, c.Weights) }

// Names implements [basis.Naming]: levels, classes and grades of the rows.
func (c PrizeTable) Names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, p := range c.Rows {
			for _, m := range []basis.Mention{
				{Sort: basis.Attribute, Heading: "level", Name: p.Level},
				{Sort: basis.Attribute, Heading: "class", Name: p.Class},
				{Sort: basis.GradeName, Name: p.Grade},
			} {
				if m.Name != "" && !yield(m) {
					return
				}
			}
		}
	}
}

// Names implements [basis.Naming]: the words of Members.
func (c Only) Names() iter.Seq[basis.Mention] { return c.Members.Names() }

// Names implements [basis.Naming]: the words of Members.
func (c Under) Names() iter.Seq[basis.Mention] { return c.Members.Names() }

// Names implements [basis.Naming]: the heading of By.
func (c ByPriority) Names() iter.Seq[basis.Mention] { return evaluation.Members{By: c.By}.Names() }

// ask looks at names in the options of a clause or rule. One that stands for nothing is a
// fault; one that is right and that nothing bears is a warning of the plan.
func (s *Sheet) ask(by basis.Text, names iter.Seq[basis.Mention]) (errs []error) {
	var bad []basis.Mention
	for m := range names {
		if fault, idle := s.look(m); fault || idle {
			bad = append(bad, m)
		}
	}
	slices.SortFunc(bad, func(a, b basis.Mention) int {
		return cmp.Or(cmp.Compare(a.Heading, b.Heading), cmp.Compare(a.Name, b.Name))
	})
	for _, m := range slices.Compact(bad) {
		why := basis.Textf("no unit has it")
		fault, _ := s.look(m)
		switch {
		case !fault:
			why = basis.Textf("no unit has it at present")
		case m.Sort == basis.GradeName && len(s.words(m)) == 0:
			errs = append(errs, basis.Errorf("%w: the ranking has no grades", basis.ErrMissing))
			return errs
		case m.Sort == basis.GradeName:
			why = basis.Textf("the ranking has no such grade")
		}
		e := basis.NewNameError(m, by, why, codes(s.words(m)))
		if fault {
			errs = append(errs, e)
			continue
		}
		e.Idle = true
		if s.number > 0 {
			e.By = basis.Textf("article %d", s.number)
		}
		same := func(o *basis.NameError) bool { return o.Mention == m }
		if !slices.ContainsFunc(s.desk.idle, same) {
			s.desk.idle = append(s.desk.idle, e)
		}
	}
	return errs
}

// look says whether a name stands for nothing, or for what nothing bears at present.
func (s *Sheet) look(m basis.Mention) (fault, idle bool) {
	if m.Given || m.Sort != basis.Attribute && m.Sort != basis.GradeName {
		return false, false
	}
	words := s.words(m)
	has, known := words[m.Name]
	if list, ok := strings.CutPrefix(m.Heading, ofList); ok { // its words are figures of the year; that it is not given is said elsewhere
		return false, slices.Contains(s.desk.figures.names(), list) && m.Name != "" && !has
	}
	if m.Name == "" {
		return len(words) == 0, false
	}
	return !known, known && !has
}

// words are those that units have where a name is one, as [evaluation.Ranking.Words] has
// them, or those of a list of figures. In a tranche with a list of its own the words of
// the plan's ranking are right too, but for grades.
func (s *Sheet) words(m basis.Mention) map[string]bool {
	if m.Sort == basis.GradeName {
		return s.ranking.Words("grade")
	}
	if list, ok := strings.CutPrefix(m.Heading, ofList); ok {
		out := map[string]bool{}
		for _, l := range s.desk.figures.Words {
			for _, word := range l.Of {
				out[word] = out[word] || l.Name == list
			}
		}
		maps.DeleteFunc(out, func(_ string, has bool) bool { return !has })
		return out
	}
	out := s.ranking.Words(m.Heading)
	if s.list != "" {
		for word := range s.desk.whole.Words(m.Heading) {
			out[word] = out[word] || false
		}
	}
	return out
}

// orders are the names in the orders of a rule of priority, which are the words that the
// last clause of priority goes by.
func orders(rule fill.Rule, clauses []Clause) iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		p, ok := rule.(fill.Priority)
		if !ok {
			return
		}
		for k := len(clauses) - 1; k >= 0; k-- {
			by, ok := clauses[k].(ByPriority)
			if !ok {
				continue
			}
			for m := range (evaluation.Members{By: by.By, In: p.Orders}).Names() {
				if !yield(m) {
					return
				}
			}
			return
		}
	}
}
