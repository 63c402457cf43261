package main

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// study is the ranking, the pools, and what is found about them.
type study struct {
	table   *indicators.Table
	ranking evaluation.Ranking // graded, units named in the language of the page
	pools   []*pool

	landPrices incentive.Prices
	landCliffs []incentive.Cliff // to the next grade, by code and pool in step with fundCliffs
	fundCliffs []incentive.Cliff
	appeal     appeal
}

// pool is one pool, its awards, and the awards if it were cut by a tenth.
type pool struct {
	key        string
	plan       incentive.Plan
	allocation *incentive.Allocation
	cut        *incentive.Allocation
	change     *incentive.Change
}

// appeal is the question of the first county that misses the best grade.
type appeal struct {
	place  evaluation.Place
	want   incentive.Amount // what the county before it has
	target incentive.Target
}

// newStudy ranks the counties and divides the pools. Counties below grade A are
// named only if all is set.
func newStudy(w words, all bool) (*study, error) {
	s := &study{}
	if err := s.rank(w, all); err != nil {
		return nil, err
	}
	plans, err := s.plans(w)
	if err != nil {
		return nil, err
	}
	for _, p := range plans {
		if p.allocation, err = p.plan.Allocate(s.ranking); err != nil {
			return nil, fmt.Errorf("%s: %w", p.key, err)
		}
		less := p.plan
		less.Pool.Amount -= less.Pool.Amount / 10
		if p.cut, err = less.Allocate(s.ranking); err != nil {
			return nil, fmt.Errorf("%s, cut: %w", p.key, err)
		}
		if p.change, err = incentive.Compare(p.allocation, p.cut); err != nil {
			return nil, fmt.Errorf("%s, cut: %w", p.key, err)
		}
		s.pools = append(s.pools, p)
	}
	return s, nil
}

// rank scores the counties as the example of Henan does, and names them in the
// language of the page: those of grade A, and the others by their rank unless
// named is set.
func (s *study) rank(w words, named bool) error {
	f, table, err := data.Read()
	if err != nil {
		return err
	}
	s.table = table
	result, err := data.Model(f, nil).Evaluate(table)
	if err != nil {
		return fmt.Errorf("scores: %w", err)
	}
	all, err := result.Rank("", data.Ties())
	if err != nil {
		return fmt.Errorf("ranking: %w", err)
	}
	if s.ranking, err = data.Grading().Grade(all.Among(data.Ranked)); err != nil {
		return fmt.Errorf("grades: %w", err)
	}
	best := s.ranking.Places[0].Grade
	for i := range s.ranking.Places {
		p := &s.ranking.Places[i]
		u := &p.Unit
		if !named && p.Grade != best {
			place := fmt.Sprintf(w.t("第 %d 名", "rank %d"), p.Rank)
			if p.Tied {
				place += w.t("之一", " (tied)")
			}
			u.Name, u.Tags = place, indicators.NewTags(map[string]string{"name_en": place, "region_en": u.Tags.Get("region_en")})
		}
		u.Name, u.Region = w.t(u.Name, u.Tags.Get("name_en")), w.t(u.Region, u.Tags.Get("region_en"))
	}
	return nil
}

// look finds prices, cliffs and the answer to the appeal.
func (s *study) look() error {
	land, _ := s.pool(landKey)
	funds, _ := s.pool(fundsKey)
	var err error
	if s.landPrices, err = land.plan.Prices(s.ranking); err != nil {
		return fmt.Errorf("prices: %w", err)
	}
	for _, x := range []struct {
		p   *pool
		out *[]incentive.Cliff
	}{{land, &s.landCliffs}, {funds, &s.fundCliffs}} {
		cliffs, err := incentive.WhatIf{Plan: x.p.plan, Ranking: s.ranking, Grading: data.Grading()}.Cliffs()
		if err != nil {
			return fmt.Errorf("cliffs: %w", err)
		}
		*x.out = slices.DeleteFunc(cliffs, func(c incentive.Cliff) bool { return c.Kind != incentive.NextGrade })
	}
	return s.ask(land)
}

// ask takes the first county that misses the best grade, and asks which score
// brings it the land that the county before it has.
func (s *study) ask(land *pool) error {
	best := s.ranking.Places[0].Grade
	at := slices.IndexFunc(s.ranking.Places, func(p evaluation.Place) bool { return p.Grade != best })
	if at < 1 {
		return nil
	}
	s.appeal.place = s.ranking.Places[at]
	before, _ := land.allocation.Find(s.ranking.Places[at-1].Unit.Code)
	s.appeal.want = before.Amount
	var err error
	s.appeal.target, err = incentive.WhatIf{Plan: land.plan, Ranking: s.ranking, Grading: data.Grading()}.
		Least(s.appeal.place.Unit.Code, s.appeal.want, s.appeal.place.Score, 100)
	if err != nil {
		return fmt.Errorf("appeal: %w", err)
	}
	return nil
}

// pool finds a pool.
func (s *study) pool(key string) (*pool, bool) {
	for _, p := range s.pools {
		if p.key == key {
			return p, true
		}
	}
	return nil, false
}
