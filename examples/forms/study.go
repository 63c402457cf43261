package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// study is what the program finds.
type study struct {
	now     *evaluation.Result
	ranking evaluation.Ranking        // graded, each class with places of its own
	gains   evaluation.Ranking        // by ranks gained since last year
	effects []evaluation.RulingEffect // in the order of the rulings
	lists   []evaluation.List
	leaving []evaluation.Leaving
}

func newStudy() (*study, error) {
	f, err := framework()
	if err != nil {
		return nil, err
	}
	_, before, err := ranked(f, 2024, nil)
	if err != nil {
		return nil, err
	}
	s := &study{}
	if s.now, s.ranking, err = ranked(f, 2025, rulings()); err != nil {
		return nil, err
	}
	if s.gains, err = evaluation.Progress(s.ranking, before, evaluation.RankGain); err != nil {
		return nil, err
	}
	if s.effects, err = decision().RulingEffects(s.now); err != nil {
		return nil, err
	}
	if s.leaving, err = decision().Leaving(s.now); err != nil {
		return nil, err
	}
	s.lists, err = lists().Pick(map[string]evaluation.Ranking{"score": s.ranking, "gain": s.gains})
	return s, err
}

// ranked evaluates and ranks the figures of one year.
func ranked(f *indicators.Framework, year int, rulings []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, error) {
	t, err := table(f, year)
	if err != nil {
		return nil, evaluation.Ranking{}, fmt.Errorf("figures of %d: %w", year, err)
	}
	res, err := model().Evaluate(t, rulings)
	if err != nil {
		return nil, evaluation.Ranking{}, fmt.Errorf("evaluation of %d: %w", year, err)
	}
	ranking, err := decision().Rank(res)
	return res, ranking, err
}
