package incentive

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ofList begins what tells counties by the words of a list.
const ofList = "list:"

// members says which lines are meant, in or out. By is an attribute of units, the
// grade, or "list:NAME", the words of a list, which every line that is in must have.
func (s *Sheet) members(m evaluation.Members) ([]bool, error) {
	in := make([]bool, len(s.lines))
	if name, ok := strings.CutPrefix(m.By, ofList); ok {
		if len(m.In) == 0 {
			return nil, basis.Errorf("%w: members by %s need at least one word", basis.ErrEmpty, m.By)
		}
		l, err := s.desk.words(name, present)
		if err != nil {
			return nil, err
		}
		for i, line := range s.lines {
			word := l.Of[line.ID]
			in[i] = word != "" && slices.Contains(m.In, word)
		}
		return in, s.Words(name, func(int, string) error { return nil })
	}
	if m.By == "" {
		return nil, basis.Errorf("%w: it is not said who is meant", basis.ErrMissing)
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	if m.By == "grade" {
		if err := s.graded(); err != nil {
			return nil, err
		}
	}
	for i := range s.lines {
		in[i] = m.Of(s.Place(i))
	}
	return in, nil
}

// attribute calls edit with the word that each line which is in has for an attribute
// of units, the grade, or a list of words. A line without a word is an error that wraps
// [basis.ErrMissing].
func (s *Sheet) attribute(by string, edit func(i int, word string) error) error {
	if name, ok := strings.CutPrefix(by, ofList); ok {
		return s.Words(name, edit)
	}
	if err := (evaluation.Members{By: by, In: []string{""}}).Check(); err != nil || by == "" {
		return basis.JoinErrors(err, missingIf(by == "", basis.Textf("an attribute of units")))
	}
	return s.Each(func(i int) error {
		p := s.Place(i)
		word := p.Grade
		if by != "grade" {
			word, _ = p.Unit.Attribute(by)
		}
		if word == "" {
			return basis.Errorf("%w: no %s", basis.ErrMissing, by)
		}
		return edit(i, word)
	})
}

func missingIf(missing bool, what basis.Text) error {
	if !missing {
		return nil
	}
	return basis.Errorf("%w: %s", basis.ErrMissing, what)
}

// attributeName is what tells counties, as an article says it: basin of list:basin.
func attributeName(by string) string {
	for _, prefix := range []string{ofList, "tag:"} {
		if name, ok := strings.CutPrefix(by, prefix); ok {
			return name
		}
	}
	return by
}
