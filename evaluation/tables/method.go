package tables

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Method says what a result and its ranking were made by: steps, normalization, weights,
// aggregation, ties, grades, and the articles of awards, a row each.
func Method(r *evaluation.Result, d evaluation.Decision, awards ...*incentive.Allocation) Sheet {
	s := Sheet{Title: titleMethod, Keys: 1}
	s.Head(Left, headMethodStep, headMethodHow)
	say := func(what Text, how any) { s.Add(Words(what), Words(worded(how))) }
	m := r.Model
	for i, step := range m.Steps {
		say(Sentence(methodStep, i+1), step)
	}
	say(methodNormalize, or(m.Normalize, normalize.Normalizer(normalize.MinMax{})))
	say(methodWeigh, or(m.Weigh, weights.Scheme(weights.Declared{})))
	say(methodAggregate, or(m.Aggregate, aggregate.Aggregator(aggregate.Arithmetic{})))
	if m.Flat {
		say(methodShape, methodFlat)
	}
	if m.ByClass {
		say(methodShape, methodByClass)
	}
	if digits, ok, err := d.Ties.Published(); ok && err == nil {
		say(methodDigits, Sentence(Same("%d"), digits))
	} else {
		say(methodDigits, methodRaw)
	}
	say(methodTies, d.Ties.Rule)
	if d.Apart.By != "" {
		say(methodApart, Sentence(methodMembers, told(d.Apart.By), List(same(d.Apart.In)...)))
	}
	if d.Grader != nil {
		say(methodGrades, d.Grader)
	}
	for _, a := range awards {
		for _, note := range Allocation(a).Notes[:len(a.Articles)] {
			say(awardName(a), note)
		}
	}
	say(methodVersion, Same(r.Version))
	return s
}

func or[T comparable](x, otherwise T) T {
	var none T
	if x == none {
		return otherwise
	}
	return x
}

// same are names.
func same(names []string) []Text {
	var out []Text
	for _, name := range names {
		out = append(out, Same(name))
	}
	return out
}

// worded is what a method says of itself.
func worded(how any) Text {
	switch how := how.(type) {
	case Text:
		return how
	case basis.Worded:
		return Kept(how.Text())
	case fmt.Stringer:
		return told(how.String())
	}
	return told(fmt.Sprintf("%T", how))
}

// awardName is the name of a pool.
func awardName(a *incentive.Allocation) Text {
	if a.Pool.Name == "" && a.Pool.NameZH == "" {
		return titleAward
	}
	return Text{English: a.Pool.Name, Chinese: a.Pool.NameZH}
}

// Warnings lists warnings, of a result, a ranking and awards, each once.
func Warnings(lists ...[]error) Sheet {
	var rows []Text
	seen := map[Text]bool{}
	for _, list := range lists {
		for _, said := range saidAll(list) {
			if !seen[said] {
				seen[said] = true
				rows = append(rows, said)
			}
		}
	}
	n := 0
	s := SheetOf(titleWarnings, rows,
		Of(right(headNumber), func(Text) Cell { n++; return Integer(n) }).Keyed(),
		Of(left(headWarning), Words))
	if len(rows) == 0 {
		s.Note(noteNone)
	}
	return s
}
