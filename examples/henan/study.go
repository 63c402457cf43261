package main

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// study is everything that the page says, found once and printed in any form.
type study struct {
	data.Input
	scheme     string // the headline weighting
	result     *evaluation.Result
	decision   evaluation.Decision
	ranking    evaluation.Ranking // ranked and graded; others are scored on the same goalposts and stand apart
	dimensions []indicators.Indicator
	influence  map[string]float64 // by code, the share of each dimension in the sum of squared correlations with the total, in per cent
	rivals     []rival
	imputed    []imputed
	doubts     doubts
	awards     []award
	notes      []error // what could not be shown and why, and warnings about the ranking
}

// rival is another weighting and what it would change.
type rival struct {
	name    string
	ranking evaluation.Ranking // ranked and graded; empty if it cannot be computed
	kendall float64
	leave   []evaluation.Place // of the best grade in the headline alone
	enter   []evaluation.Place // of the best grade under the rival alone, with their headline places
}

// newStudy evaluates the input under the named weighting.
func newStudy(in data.Input, scheme string) (*study, error) {
	s := &study{Input: in, scheme: scheme, decision: in.Decision(), dimensions: in.Framework.Root().Children}
	m, err := in.Model(data.SchemeOf(scheme))
	if err != nil {
		return nil, err
	}
	if s.result, err = m.Evaluate(in.Table, nil); err != nil {
		return nil, fmt.Errorf("evaluation: %w", err)
	}
	if s.ranking, err = s.decision.Rank(s.result); err != nil {
		return nil, fmt.Errorf("ranking: %w", err)
	}
	s.notes = s.ranking.Warnings
	s.influence = s.findInfluence()
	s.compare(m)
	s.findImputed()
	s.findDoubts(m)
	s.allocate()
	return s, nil
}

// whole is the ranking followed by the units that stand apart.
func (s *study) whole() evaluation.Ranking {
	out := s.ranking
	out.Places, out.Apart = slices.Concat(out.Places, out.Apart), nil
	return out
}

// grade returns the places of a grade.
func (s *study) grade(name string) []evaluation.Place {
	return slices.DeleteFunc(slices.Clone(s.ranking.Places), func(p evaluation.Place) bool { return p.Grade != name })
}

// bestGrade is the grade whose counties the page names.
func bestGrade() string { return data.Grades().Grades[0].Grade }

// findInfluence measures what the dimensions do, whatever their weights say: the
// squared Pearson correlation of each with the total over all scored units, as a
// share of their sum, in per cent. NaN stands for a dimension on which all units
// are equal.
func (s *study) findInfluence() map[string]float64 {
	total := s.result.Scores("").Copy()
	out := map[string]float64{}
	var sum float64
	for _, d := range s.dimensions {
		r := stat.Correlation(s.result.Scores(d.Code).Copy(), total, nil)
		out[d.Code] = r * r
		if !math.IsNaN(r) {
			sum += r * r
		}
	}
	for code := range out {
		out[code] *= 100 / sum
	}
	return out
}

// compare ranks the same counties under two other weightings. One that cannot be
// computed is noted and has no ranks.
func (s *study) compare(m evaluation.Model) {
	others := slices.DeleteFunc(data.SchemeNames(), func(name string) bool { return name == s.scheme })
	for _, name := range others[:2] {
		r, err := s.compareWith(name, m)
		if err != nil {
			s.notes = append(s.notes, fmt.Errorf("%s: %w", name, err))
			r = rival{}
		}
		r.name = name
		s.rivals = append(s.rivals, r)
	}
}

func (s *study) compareWith(name string, m evaluation.Model) (r rival, err error) {
	both := map[string]weights.Scheme{s.scheme: m.Weigh, name: data.SchemeOf(name)}
	c, err := evaluation.CompareSchemes(m, s.Table, nil, both, s.decision)
	if err != nil {
		return r, err
	}
	at, other := slices.Index(c.Names, name), slices.Index(c.Names, s.scheme)
	r.kendall, r.ranking = c.Kendall[at][other], c.Rankings[at]
	r.leave, r.enter = evaluation.Moves(s.ranking, r.ranking, bestGrade())
	return r, nil
}
