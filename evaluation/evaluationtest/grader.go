package evaluationtest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// GraderOptions say on what rankings a grader is tested, and what it promises. The zero
// value is one that grades any ranking, and promises nothing but the rules for all.
type GraderOptions struct {
	// Result is what is ranked, for graders that ask for keys or nodes of their own; nil:
	// one of N units with the dimensions "strength", of the indicators a and b, and
	// "progress", of c and d, in two classes.
	Result   *evaluation.Result
	N        int                 // number of units; 0: 24
	Decision evaluation.Decision // how it is ranked, but for the Grader; zero: by whole points

	// What the grader promises.
	Names        []string // the grades, best first; nil promises no names
	InOrder      bool     // nobody has a better grade than one who stands before
	TiesTogether bool     // tied places have one grade

	// Seed gives other data.
	Seed uint64
}

// TestGrader returns nil if the grader keeps all the rules of [evaluation.Grader] and
// the promises that the options make for it, and otherwise every rule that it breaks,
// joined, each a [Failure]. With no options it is tested under the zero
// [GraderOptions], with several under each of them in turn; impossible options are an
// error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      there are grades, not an error, for a plain ranking
//	no panic           whatever the cut
//	a grade for each   as many grades as places, each one of the names
//	the names          none is empty or there twice, and other units and classes change none
//	missed             who missed a condition is one of the cut
//	its input kept     places are left as they were
//	same answer twice  the same grades, misses and warnings
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    grading another cut in between, or writing over an answer, changes nothing
//	names within       of a grader that holds others: it names what they name ([basis.Naming])
//
// each allowing an error that wraps [evaluation.ErrGrades], but neither a panic nor
// places without a grade:
//
//	no place           nobody is ranked
//	one place          one unit is
//	all tied           all have one score
//	no result          a ranking of one's own, without the result behind it
//	not published      scores are not rounded
//
// and those that the options promise: promised names, order, ties together.
func TestGrader(g evaluation.Grader, o ...GraderOptions) error {
	if g == nil {
		return errors.New("evaluationtest: no grader (a nil Grader gives no grades)")
	}
	return kit.Each(o, func(o GraderOptions) error {
		cut, err := o.cut()
		if err != nil {
			return err
		}
		return testGrader(g, o, cut)
	})
}

func testGrader(g evaluation.Grader, o GraderOptions, cut evaluation.Entrants) error {
	var errs []error
	for _, r := range graderRules(o) {
		if reason := r.check(grading{g, o, cut}); reason != "" {
			errs = append(errs, &Failure{Rule: r.name, Reason: reason, Entrants: cut})
		}
	}
	return errors.Join(errs...)
}

// cut makes up what is graded, or says what is wrong with the options.
func (o GraderOptions) cut() (evaluation.Entrants, error) {
	if o.N == 0 {
		o.N = 24
	}
	if o.N < 2 {
		return evaluation.Entrants{}, basis.Errorf("options: %d units, at least 2 are needed", o.N)
	}
	res := o.Result
	if res == nil {
		f, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{
			{Code: "strength", Weight: 60, Children: []indicators.Indicator{{Code: "a"}, {Code: "b", Direction: indicators.Lower}}},
			{Code: "progress", Weight: 40, Children: []indicators.Indicator{{Code: "c"}, {Code: "d"}}},
		}})
		if err != nil {
			return evaluation.Entrants{}, err
		}
		t, err := StepOptions{Framework: f, N: o.N, Lo: 1, Hi: 1001, Complete: true, Seed: o.Seed}.table()
		if err == nil {
			res, err = evaluation.Model{}.Evaluate(t, nil)
		}
		if err != nil {
			return evaluation.Entrants{}, err
		}
	}
	d := o.Decision
	if d.Grader = nil; d.Ties.Digits == nil {
		d.Ties.Digits = new(0)
	}
	r, err := d.Rank(res)
	if err != nil {
		return evaluation.Entrants{}, basis.Errorf("options: %w", err)
	}
	c := evaluation.Entrants{All: len(r.Places), Ties: r.Ties, Result: res}
	for _, p := range r.Places {
		if p.Rank > 0 && !p.Outside {
			c.Places = append(c.Places, p)
		}
	}
	if len(c.Places) < 2 {
		return c, basis.Errorf("options: %d units are ranked, at least 2 are needed", len(c.Places))
	}
	return c, nil
}

// grading is one grader before one cut.
type grading struct {
	g   evaluation.Grader
	o   GraderOptions
	cut evaluation.Entrants
}

// grades is what a grader makes of a cut.
type grades struct {
	evaluation.Graded
	err   error
	panic any
}

// copied is the cut with places of its own.
func copied(c evaluation.Entrants) evaluation.Entrants {
	c.Places = slices.Clone(c.Places)
	return c
}

// of asks the grader, on a copy of the cut.
func (t grading) of(c evaluation.Entrants) grades { return t.ask(copied(c)) }

// ask is of without the copy.
func (t grading) ask(c evaluation.Entrants) (out grades) {
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	out.Graded, out.err = t.g.Grade(c)
	return out
}

// good reports whether there are grades, one a place.
func (a grades) good(c evaluation.Entrants) bool {
	return a.panic == nil && a.err == nil && a.fault(c) == ""
}

// fault says what is wrong with grades, "" if nothing is.
func (a grades) fault(c evaluation.Entrants) string {
	if len(a.Of) != len(c.Places) {
		return fmt.Sprintf("there are %d grades for %d places; Graded.Of has one for each of Entrants.Places, in their order", len(a.Of), len(c.Places))
	}
	for i, grade := range a.Of {
		if grade == "" || !slices.Contains(a.Names, grade) {
			return fmt.Sprintf("%s has the grade %q, which is none of %q; Graded.Names has all grades, best first, whether anybody has them or not", c.Places[i].Unit.Code, grade, a.Names)
		}
	}
	return ""
}

// String shows the answer.
func (a grades) String() string {
	switch {
	case a.panic != nil:
		return fmt.Sprintf("panic: %v", a.panic)
	case a.err != nil:
		return fmt.Sprintf("error: %v", a.err)
	}
	return fmt.Sprintf("%q of %q, missed %+v, warnings %v", a.Of, a.Names, a.Missed, a.Warnings)
}
