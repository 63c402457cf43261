package main

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
)

// study is all that the page shows.
type study struct {
	published []years.Outcome // by the scheme of each year
	again     []years.Recomputed
	frozen    []years.Outcome // the first scheme on the scales of the first year
	bridge    years.Bridge
	shapley   years.Bridge
	progress  evaluation.List
	growth    []evaluation.Ranking // scores gained on frozen scales, and half level, half growth
	firsts    []years.Repeated
	newcomers []years.Repeated
	means     []years.Mean
	wider     evaluation.Ranking
}

func newStudy() (study, error) {
	var s study
	all, err := editions()
	if err != nil {
		return s, err
	}
	var history []years.Published
	for _, e := range all {
		o, err := e.Evaluate()
		if err != nil {
			return s, err
		}
		s.published = append(s.published, o)
		history = append(history, years.Published{Year: e.Year, Ranking: o.Ranking})
	}
	before, now := s.published[1], s.published[2]
	if s.again, err = years.Beside(now.Edition.Scheme, s.published[:2]...); err != nil {
		return s, err
	}
	for _, e := range all {
		o, err := e.By(all[0].Scheme).OnScales(s.published[0]).Evaluate()
		if err != nil {
			return s, err
		}
		s.frozen = append(s.frozen, o)
	}
	if s.bridge, err = (years.Bridging{}).Between(before, now); err != nil {
		return s, err
	}
	if s.shapley, err = (years.Bridging{Way: years.Shapley}).Between(before, now); err != nil {
		return s, err
	}
	gain, err := evaluation.Progress(now.Ranking, before.Ranking, evaluation.RankGain)
	if err != nil {
		return s, err
	}
	zero := 0.0
	lists, err := evaluation.Lists{{Name: "progress", From: "gain", Places: 3, Above: &zero}}.Pick(map[string]evaluation.Ranking{"gain": gain})
	if err != nil {
		return s, err
	}
	s.progress = lists[0]
	if s.growth, err = growth(s.frozen); err != nil {
		return s, err
	}
	if s.firsts, err = (years.Repeat{First: 3, M: 3, N: 3}).Of(history...); err != nil {
		return s, err
	}
	if s.newcomers, err = (years.Repeat{First: 6}).FirstTime(history...); err != nil {
		return s, err
	}
	if s.means, err = years.Means(history...); err != nil {
		return s, err
	}
	s.wider, err = wider(now.Edition.Table, now.Ranking)
	return s, err
}

// growth ranks by the points gained since the first year on its scales.
func growth(frozen []years.Outcome) ([]evaluation.Ranking, error) {
	points, err := evaluation.Progress(frozen[2].Ranking, frozen[0].Ranking, evaluation.ScoreGain)
	if err != nil {
		return nil, err
	}
	both, err := halves(frozen[2], points)
	return []evaluation.Ranking{points, both}, err
}
