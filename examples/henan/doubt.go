package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// doubts are the units whose figures may count more than the unit, found by rule:
// secondary value added per enterprise and the share of residents from elsewhere
// are both far out of the ordinary, as they are where a development zone is
// counted in. Both must lie beyond the outer fence, the upper quartile and three
// times the distance of the quartiles (J. W. Tukey, Exploratory Data Analysis,
// 1977, section 2E; quartiles of type 7).
type doubts struct {
	list   []doubt
	others int             // ranked units that are not in doubt
	moved  int             // of these, how many change rank if those in doubt are left out; unknown if it cannot be found
	fitted int             // the same with goalposts from the data
	rest   *scheme.Outcome // of the others alone; nil if it cannot be found
}

// unknown is a number that could not be found.
const unknown = -1

// doubt is one unit, with the two ranks that do not fit together.
type doubt struct {
	place           evaluation.Place
	va, enterprises int // ranks over all units, 1 is the largest
}

// fenced are the columns that must both be beyond the fence; ordered are those
// whose ranks are shown.
func fenced() []string  { return []string{"sec_va_per_enterprise", "nonlocal_share"} }
func ordered() []string { return []string{"sec_va", "enterprises"} }

// findDoubts applies the rule, if the columns are there, and leaves the units out
// to see what becomes of the others. What fails is noted.
func (s *study) findDoubts(m evaluation.Model) {
	t := s.result.Prepared
	reported := func(code string) []float64 { return slices.DeleteFunc(t.Column(code).Copy(), math.IsNaN) }
	for _, code := range slices.Concat(fenced(), ordered()) {
		if len(reported(code)) == 0 {
			return
		}
	}
	beyond := make([]int, t.Len())
	for _, code := range fenced() {
		column := t.Column(code)
		_, fence, err := prepare.IQR{K: 3}.Fence(reported(code))
		if err != nil {
			s.notes = append(s.notes, basis.Errorf("fence of %s: %w", code, err))
			return
		}
		for i, x := range column.All() {
			if x > fence {
				beyond[i]++
			}
		}
	}
	va, enterprises := t.Column(ordered()[0]), t.Column(ordered()[1])
	out := map[string]bool{}
	for i, u := range t.Units() {
		if beyond[i] == len(fenced()) {
			place, _ := s.whole().Find(u.Code)
			s.doubts.list = append(s.doubts.list, doubt{place, rankOf(va, i), rankOf(enterprises, i)})
			out[u.Code] = true
		}
	}
	if len(out) == 0 || len(out) == t.Len() {
		return
	}
	s.doubts.moved, s.doubts.others = s.without(m, out)
	s.doubts.fitted, _ = s.without(fromData(m), out)
	var err error
	if s.doubts.rest, err = scheme.RunWithout(s.Scheme, s.Table, func(u indicators.Unit) bool { return out[u.Code] }); err != nil {
		s.notes = append(s.notes, fmt.Errorf("leaving out units in doubt: %w", err))
	}
}

// hangs are the clauses on what the units in doubt decide for the others: who would be in
// the best grade without them, what they hold of each award, and what the first of the
// others would get.
func (p *page) hangs() []string {
	rest := p.doubts.rest
	if rest == nil {
		return nil
	}
	var text []string
	if _, enter := evaluation.Moves(p.ranking, rest.Ranking, p.bestGrade()); len(enter) > 0 {
		text = append(text, p.Say(headEnters, p.names(enter), p.bestGrade()))
	}
	var held []tables.Text
	var then []tables.Text
	at := slices.IndexFunc(p.ranking.Places, func(x evaluation.Place) bool { return !p.doubtful(x.Unit.Code) })
	for i, a := range p.awards {
		if a.Allocation == nil || rest.Awards[i].Allocation == nil {
			continue
		}
		pool := a.Allocation.Pool
		amount := func(x incentive.Amount) tables.Cell { return tables.Amount(x, pool.Measure) }
		measure := both(pool.Measure.In(basis.English).Name, pool.Measure.In(basis.Chinese).Name)
		var sum incentive.Amount
		for _, d := range p.doubts.list {
			if w, ok := a.Allocation.Find(d.place.Unit.Code); ok {
				sum += w.Amount
			}
		}
		held = append(held, tables.Sentence(headHeldOf, amount(sum), amount(a.Allocation.Total()), measure, a.name()))
		if at < 0 {
			continue
		}
		before, ok := a.Allocation.Find(p.ranking.Places[at].Unit.Code)
		after, ok2 := rest.Awards[i].Allocation.Find(p.ranking.Places[at].Unit.Code)
		if ok && ok2 {
			then = append(then, tables.Sentence(tables.Same("%s %s→%s %s"), a.name(), amount(before.Amount), amount(after.Amount), measure))
		}
	}
	if len(held) > 0 {
		text = append(text, p.Say(headHeld, tables.List(held...)))
	}
	if len(then) > 0 {
		text = append(text, p.Say(headThen, p.named(p.ranking.Places[at]), tables.List(then...)))
	}
	return text
}

// without compares the ranking of all units with that of the raw table without some;
// what fails is noted, and moved is unknown.
func (s *study) without(m evaluation.Model, out map[string]bool) (moved, others int) {
	c, err := evaluation.CompareWithout(m, s.Table, s.Scheme.Rulings, s.decision, func(u indicators.Unit) bool { return out[u.Code] })
	if err != nil {
		s.notes = append(s.notes, basis.Errorf("leaving out units in doubt: %w", err))
		return unknown, 0
	}
	return c.Moved(), c.N
}

// fromData is the same model with goalposts from the data instead of the
// framework's, to show what that would change.
func fromData(m evaluation.Model) evaluation.Model {
	m.Normalize = normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		s.Indicator.Bounds = nil
		return normalize.MinMax{}.Fit(s)
	})
	return m
}

// doubtful reports whether a unit is in doubt.
func (s *study) doubtful(unit string) bool {
	return slices.ContainsFunc(s.doubts.list, func(d doubt) bool { return d.place.Unit.Code == unit })
}

// rankOf is the rank of row i, 1 for the largest value.
func rankOf(column basis.View[float64], i int) int {
	rank := 1
	for _, x := range column.All() {
		if x > column.At(i) {
			rank++
		}
	}
	return rank
}
