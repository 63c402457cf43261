package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// study is everything that the page says, found once and printed in any form.
type study struct {
	data.Input
	weighting  string         // that of the headline
	declared   weights.Scheme // of the scheme; nil: the declared weights
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
func newStudy(in data.Input, weighting string) (*study, error) {
	s := &study{Input: in, weighting: weighting, declared: in.Scheme.Scheme.Model.Weigh}
	s.Scheme.Scheme.Model.Weigh = s.weigh(weighting)
	o, err := scheme.Run(s.Scheme, s.Table)
	if err != nil {
		return nil, err
	}
	s.result, s.decision, s.ranking = o.Result, s.Scheme.Scheme.Decision, o.Ranking
	s.dimensions = s.framework().Root().Children
	s.notes = s.ranking.Warnings
	s.influence = s.findInfluence()
	m := s.Scheme.Scheme.Whole()
	s.compare(m)
	s.findImputed()
	s.findDoubts(m)
	s.take(o.Awards)
	return s, nil
}

// framework is that of the scheme.
func (s *study) framework() *indicators.Framework { return s.result.Raw.Framework() }

// weigh is the weighting of that name: the declared one is that of the scheme.
func (s *study) weigh(name string) weights.Scheme {
	if name == data.ByDeclared && s.declared != nil {
		return s.declared
	}
	return data.SchemeOf(name)
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

// bestGrade is the grade whose counties the page names; "" without grades.
func (s *study) bestGrade() string {
	if len(s.ranking.Grades) == 0 {
		return ""
	}
	return s.ranking.Grades[0]
}

// findInfluence measures what the dimensions do, whatever their weights say: the squared
// Pearson correlation of each with the total over all scored units, as a share of their
// sum, in per cent; none of a dimension on which all units are equal.
func (s *study) findInfluence() map[string]float64 {
	out := map[string]float64{}
	g, w, err := s.result.Group("", "")
	if err != nil {
		return out
	}
	of, err := weights.Importance(g, w, s.result.Scores("").Copy())
	for _, x := range of {
		if err == nil && x.Correlation != 0 {
			out[x.Code] = 100 * x.LinearShare
		}
	}
	return out
}

// compare ranks the same counties under two other weightings. One that cannot be
// computed is noted and has no ranks.
func (s *study) compare(m evaluation.Model) {
	others := slices.DeleteFunc(data.SchemeNames(), func(name string) bool { return name == s.weighting })
	for _, name := range others[:2] {
		r, err := s.compareWith(name, m)
		if err != nil {
			s.notes = append(s.notes, basis.Errorf("%s: %w", name, err))
			r = rival{}
		}
		r.name = name
		s.rivals = append(s.rivals, r)
	}
}

func (s *study) compareWith(name string, m evaluation.Model) (r rival, err error) {
	both := map[string]weights.Scheme{s.weighting: m.Weigh, name: s.weigh(name)}
	c, err := evaluation.CompareSchemes(m, s.Table, s.Scheme.Rulings, both, s.decision)
	if err != nil {
		return r, err
	}
	if len(c.Refused) > 0 {
		return r, c.Refused[0].Err
	}
	at, other := slices.Index(c.Names, name), slices.Index(c.Names, s.weighting)
	r.kendall, r.ranking = c.Kendall[at][other], c.Rankings[at]
	r.leave, r.enter = evaluation.Moves(s.ranking, r.ranking, s.bestGrade())
	return r, nil
}
