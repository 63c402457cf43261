package main

import (
	"context"
	"errors"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/henan/data"
)

const (
	radius = 0.05 // by which each weight may be off in the proof
	design = 256  // draws A and B that the influence of each choice is estimated from
	told   = 0.95 // share of draws that keep the order of two that can be told apart
	border = 6    // places on either side of the border of the best grade that the short page shows
)

// study is what is proved and what is drawn of one ranking. What is uncertain in the draws
// is said in the scheme; the award at risk is that of its first plan.
type study struct {
	data.Input
	ranking     evaluation.Ranking
	best        string // grade
	first       int    // how many have it
	proof       *proof.Proof
	certificate *proof.Certificate
	factors     []robustness.Factor
	report      *robustness.Report
	groups      map[string]string // letters by code
	influences  []robustness.Influence
	designed    int   // draws of these
	why         error // why the first plan could not be carried out
}

func newStudy(ctx context.Context, in data.Input, progress func(done, total int)) (*study, error) {
	o, err := scheme.Run(in.Scheme, in.Table)
	if err != nil {
		return nil, err
	}
	s := &study{Input: in, ranking: o.Ranking}
	if len(s.ranking.Grades) > 0 {
		s.best = s.ranking.Grades[0]
	}
	for _, p := range s.ranking.Places {
		if p.Rank > 0 && p.Grade == s.best {
			s.first++
		}
	}
	decision := in.Scheme.Scheme.Decision
	if s.proof, err = proof.New(o.Result, decision, proof.Box{}); err != nil {
		return nil, err
	}
	if s.certificate, err = proof.Certify(o.Result, decision, proof.Box{Radius: radius}); err != nil {
		return nil, err
	}
	drawn, options, ok := in.Scheme.Study(&scheme.Outcome{Result: o.Result, Awards: o.Awards[:min(1, len(o.Awards))]})
	if !ok {
		return nil, errStudy
	}
	for _, a := range o.Awards[:min(1, len(o.Awards))] {
		s.why = a.Err
	}
	s.factors, s.designed = drawn.Factors, design*(len(drawn.Factors)+2)
	of := func(before int) func(done, total int) {
		return func(done, _ int) { progress(before+done, options.Draws+s.designed) }
	}
	options.First, options.Pairs, options.Progress = []int{s.first}, true, of(0)
	if s.report, err = robustness.Run(ctx, drawn, options); err != nil {
		return nil, err
	}
	if s.groups, err = letters(s.report); err != nil {
		return nil, err
	}
	outputs := []robustness.Output{{Kind: robustness.MeanShift}}
	for _, p := range drawn.Plans {
		outputs = append(outputs, robustness.Output{Kind: robustness.Turnover, Pool: p.Pool.Name})
	}
	s.influences, err = drawn.Indices(ctx, robustness.DesignOptions{N: design, Seed: options.Seed, Twin: options.Twin, Progress: of(options.Draws)}, outputs...)
	return s, err
}

// letters are those of the groups that each unit is in: who shares one with another cannot be
// told from it. A run of letters is written by its ends.
func letters(r *robustness.Report) (map[string]string, error) {
	groups, err := r.Groups(told)
	if err != nil {
		return nil, err
	}
	first, last := map[string]string{}, map[string]string{}
	for _, g := range groups {
		for _, u := range g.Units {
			if first[u.Code] == "" {
				first[u.Code] = g.Letter
			}
			last[u.Code] = g.Letter
		}
	}
	for code, from := range first {
		if to := last[code]; to != from {
			first[code] = from + "–" + to
		}
	}
	return first, nil
}

// errStudy is a scheme of one's own that says nothing of what is uncertain.
var errStudy = errors.New("the scheme has no study, which says what is uncertain 方案没有 study 一节")

// near tells whether a place is near the border of the best grade.
func (s *study) near(rank int) bool { return rank > s.first-border && rank <= s.first+border }
