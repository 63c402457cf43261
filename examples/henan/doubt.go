package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

// doubts are the units whose figures may count more than the unit, found by rule:
// secondary value added per enterprise and the share of residents from elsewhere
// are both far out of the ordinary, as they are where a development zone is
// counted in. Both must lie beyond the outer fence, the upper quartile and three
// times the distance of the quartiles (J. W. Tukey, Exploratory Data Analysis,
// 1977, section 2E; quartiles of type 7).
type doubts struct {
	list   []doubt
	others int // ranked units that are not in doubt
	moved  int // of these, how many change rank if those in doubt are left out; unknown if it cannot be found
	fitted int // the same with goalposts from the data
}

// unknown is a number that could not be found.
const unknown = -1

// doubt is one unit, with the two ranks that do not fit together.
type doubt struct {
	unit            indicators.Unit
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
	for _, code := range slices.Concat(fenced(), ordered()) {
		if _, ok := present(t.Column(code)); !ok {
			return
		}
	}
	beyond := make([]int, t.Len())
	for _, code := range fenced() {
		column := t.Column(code)
		fence, err := outerFence(column)
		if err != nil {
			s.notes = append(s.notes, fmt.Errorf("fence of %s: %w", code, err))
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
			s.doubts.list = append(s.doubts.list, doubt{u, rankOf(va, i), rankOf(enterprises, i)})
			out[u.Code] = true
		}
	}
	if len(out) == 0 || len(out) == t.Len() {
		return
	}
	s.doubts.moved, s.doubts.others = s.without(m, out)
	s.doubts.fitted, _ = s.without(fromData(m), out)
}

// without evaluates the raw table with and without some units and counts the
// others, and those of them whose rank among themselves changes; moved is unknown
// if either evaluation fails, which is noted.
func (s *study) without(m evaluation.Model, out map[string]bool) (moved, others int) {
	keep := func(u indicators.Unit) bool { return !out[u.Code] }
	with, err := s.rankOthers(m, s.Table, keep)
	if err == nil {
		var rest *indicators.Table
		var alone evaluation.Ranking
		if rest, err = s.Table.Select(keep); err == nil {
			alone, err = s.rankOthers(m, rest, keep)
		}
		moved = changed(with, alone)
	}
	if err != nil {
		s.notes = append(s.notes, fmt.Errorf("leaving out units in doubt: %w", err))
		return unknown, 0
	}
	return moved, len(with.Places)
}

// rankOthers ranks the units that keep accepts among themselves.
func (s *study) rankOthers(m evaluation.Model, t *indicators.Table, keep func(indicators.Unit) bool) (evaluation.Ranking, error) {
	r, err := m.Evaluate(t, nil)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	ranking, err := s.decision.Rank(r)
	return ranking.Among(keep), err
}

// changed counts the units that have another rank in b than in a.
func changed(a, b evaluation.Ranking) int {
	n := 0
	for _, p := range a.Places {
		if q, ok := b.Find(p.Unit.Code); ok && q.Rank != p.Rank {
			n++
		}
	}
	return n
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
	return slices.ContainsFunc(s.doubts.list, func(d doubt) bool { return d.unit.Code == unit })
}

// present returns the values of a column; ok is false if there are none.
func present(column basis.View[float64]) (x []float64, ok bool) {
	for _, v := range column.All() {
		if !math.IsNaN(v) {
			x = append(x, v)
		}
	}
	return x, len(x) > 0
}

// outerFence is Q3 + 3 (Q3 - Q1).
func outerFence(column basis.View[float64]) (float64, error) {
	x, _ := present(column)
	q1, err := stats.Quantile(x, 0.25)
	if err != nil {
		return 0, err
	}
	q3, err := stats.Quantile(x, 0.75)
	if err != nil {
		return 0, err
	}
	return q3 + 3*(q3-q1), nil
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
