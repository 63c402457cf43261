package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
)

// study is what the program finds.
type study struct {
	now     *evaluation.Result
	classes map[string]evaluation.Ranking // graded
	effects []evaluation.RulingEffect     // in the order of the rulings
	lists   []evaluation.List
	gains   map[string]evaluation.Place // by unit
	leaving map[string][]evaluation.Leaving
}

func newStudy() (*study, error) {
	f, err := framework()
	if err != nil {
		return nil, err
	}
	results := map[int]*evaluation.Result{}
	for year, ruled := range map[int][]evaluation.Ruling{2024: nil, 2025: rulings()} {
		t, err := table(f, year)
		if err != nil {
			return nil, fmt.Errorf("figures of %d: %w", year, err)
		}
		if results[year], err = model(f, ruled).Evaluate(t); err != nil {
			return nil, fmt.Errorf("evaluation of %d: %w", year, err)
		}
	}
	s := &study{now: results[2025], classes: map[string]evaluation.Ranking{}, gains: map[string]evaluation.Place{}, leaving: map[string][]evaluation.Leaving{}}
	var scores, gains evaluation.Ranking
	for _, class := range []string{county, district} {
		now, err := ranked(s.now, class)
		if err != nil {
			return nil, err
		}
		before, err := results[2024].RankClass("", class, published)
		if err != nil {
			return nil, err
		}
		gain, err := evaluation.Progress(now, before, evaluation.RankGain)
		if err != nil {
			return nil, err
		}
		s.classes[class] = now
		for _, p := range gain.Places {
			s.gains[p.Unit.Code] = p
		}
		if s.leaving[class], err = s.now.Leaving(class, published); err != nil {
			return nil, err
		}
		scores.Places = append(scores.Places, now.Places...)
		gains.Places = append(gains.Places, gain.Places...)
	}
	if s.effects, err = s.now.RulingEffects(bothClasses); err != nil {
		return nil, err
	}
	s.lists, err = lists().Pick(map[string]evaluation.Ranking{"score": scores, "gain": gains})
	return s, err
}

// ranked is the graded ranking of one class.
func ranked(r *evaluation.Result, class string) (evaluation.Ranking, error) {
	out, err := r.RankClass("", class, published)
	if err != nil {
		return out, err
	}
	// Rulings on grades of the other class name units that are not here; they do
	// nothing.
	return grading().Grade(out)
}

// bothClasses has the places of both classes, each with its ranks.
func bothClasses(r *evaluation.Result) (evaluation.Ranking, error) {
	var out evaluation.Ranking
	for _, class := range []string{county, district} {
		one, err := ranked(r, class)
		if err != nil {
			return out, err
		}
		out.Places = append(out.Places, one.Places...)
	}
	return out, nil
}
