package main

import (
	"context"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
)

const (
	radius = 0.05  // by which each weight may be off in the proof
	spread = 0.25  // and in the draws
	draws  = 2_000 // of weights and scales
	// The mean and standard deviation of z-scores are about those of the min-max scores, so
	// that the score from which land is given means alike under both.
	zMean, zSD = 35, 27

	border = 6 // places on either side of the border of the best grade that the short page shows
)

// study is what is proved and what is drawn of one ranking.
type study struct {
	ranking     evaluation.Ranking
	best        string // grade
	first       int    // how many have it
	proof       *proof.Proof
	certificate *proof.Certificate
	report      *robustness.Report
}

func newStudy(ctx context.Context, f *indicators.Framework, t *indicators.Table) (*study, error) {
	model := data.ModelAfter(append(data.Steps(f), prepare.Median{}), nil)
	result, err := model.Evaluate(t, nil)
	if err != nil {
		return nil, err
	}
	decision := data.DecisionFor(t)
	s := &study{best: data.Grades().Grades[0].Grade}
	if s.ranking, err = decision.Rank(result); err != nil {
		return nil, err
	}
	for _, p := range s.ranking.Places {
		if p.Grade == s.best {
			s.first++
		}
	}
	if s.proof, err = proof.New(result, decision, proof.Box{}); err != nil {
		return nil, err
	}
	if s.certificate, err = proof.Certify(result, decision, proof.Box{Radius: radius}); err != nil {
		return nil, err
	}
	drawn := robustness.Study{
		Model: model, Table: result.Prepared, Decision: decision,
		Factors: []robustness.Factor{
			robustness.Weights{Of: robustness.Within{Radius: spread}},
			robustness.Normalizers{Of: []normalize.Normalizer{model.Normalize, normalize.ZScore{Mean: zMean, SD: zSD}}},
		},
	}
	if _, has := f.Find(data.LandColumn); has { // a table of one's own may lack it
		drawn.Plans = []incentive.Plan{data.Land()}
		if drawn.Figures, err = data.Figures(t, data.LandColumn); err != nil {
			return nil, err
		}
	}
	s.report, err = robustness.Run(ctx, drawn, robustness.Options{Draws: draws, Seed: 2022, First: []int{s.first}, Twin: true})
	return s, err
}

// near tells whether a place is near the border of the best grade.
func (s *study) near(rank int) bool { return rank > s.first-border && rank <= s.first+border }
