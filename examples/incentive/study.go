package main

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// study is the ranking, the pools, and what is found about them.
type study struct {
	result  *evaluation.Result
	ranking evaluation.Ranking // graded, units named in the language of the page
	figures incentive.Figures
	pools   []*pool

	landPrices scrutiny.Prices
	landCliffs []scrutiny.Cliff // to the next grade, by code and pool in step with fundCliffs
	fundCliffs []scrutiny.Cliff
	appeal     appeal
}

// pool is one pool, its awards, and the awards if it were cut by a tenth.
type pool struct {
	key        string
	plan       incentive.Plan
	allocation *incentive.Allocation
	cut        *incentive.Allocation
	change     scrutiny.Turnover
}

// appeal is the question of the first county that misses the best grade.
type appeal struct {
	place  evaluation.Place
	want   incentive.Amount // what the county before it has
	target scrutiny.Target
}

// newStudy ranks the counties and divides the pools. Counties below grade A are
// named only if all is set.
func newStudy(w words, all bool) (*study, error) {
	s := &study{}
	if err := s.rank(w, all); err != nil {
		return nil, err
	}
	s.pools = plans(regions(s.ranking))
	var notices, cut []incentive.Plan
	for _, p := range s.pools {
		less := p.plan
		less.Pool.Amount -= less.Pool.Amount / 10
		notices, cut = append(notices, p.plan), append(cut, less)
	}
	full, err := incentive.AllocateAll(s.ranking, s.figures, notices...)
	if err != nil {
		return nil, err
	}
	smaller, err := incentive.AllocateAll(s.ranking, s.figures, cut...)
	if err != nil {
		return nil, fmt.Errorf("cut: %w", err)
	}
	for k, p := range s.pools {
		p.allocation, p.cut = full[k], smaller[k]
		if p.change, err = scrutiny.TurnoverOf(p.allocation, p.cut); err != nil {
			return nil, fmt.Errorf("%s, cut: %w", p.key, err)
		}
	}
	return s, nil
}

// rank scores the counties as the example of Henan does, and names them in the
// language of the page: those of grade A, and the others by their rank unless
// named is set.
func (s *study) rank(w words, named bool) error {
	_, table, err := data.Read()
	if err != nil {
		return err
	}
	if s.figures, err = figures(table); err != nil {
		return fmt.Errorf("figures: %w", err)
	}
	if s.result, err = data.Model(nil).Evaluate(table, nil); err != nil {
		return fmt.Errorf("scores: %w", err)
	}
	if s.ranking, err = data.Decision().Rank(s.result); err != nil {
		return fmt.Errorf("ranking: %w", err)
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
		u.Name = w.t(u.Name, u.Tags.Get("name_en"))
	}
	return nil
}

// named is the name that the page has for a unit.
func (s *study) named(u indicators.Unit) string {
	p, _ := s.ranking.Find(u.Code)
	return p.Unit.Name
}

// figures are what the plans ask for: two columns, and what stands in for revitalized
// stock.
func figures(t *indicators.Table) (incentive.Figures, error) {
	f, err := data.Figures(t, enterprises, secondary)
	if err != nil {
		return f, err
	}
	area := incentive.Decimals{Name: stock, Of: map[string]float64{}}
	for code, n := range f.Decimals[0].Of {
		area.Of[code] = stockPerEnterprise * n
	}
	f.Decimals = append(f.Decimals, area)
	return f, nil
}

// look finds prices, cliffs and the answer to the appeal.
func (s *study) look() error {
	land, _ := s.pool(landKey)
	funds, _ := s.pool(fundsKey)
	var err error
	if s.landPrices, err = scrutiny.PricesOf(land.plan, s.ranking, s.figures); err != nil {
		return fmt.Errorf("prices: %w", err)
	}
	for _, x := range []struct {
		p   *pool
		out *[]scrutiny.Cliff
	}{{land, &s.landCliffs}, {funds, &s.fundCliffs}} {
		cliffs, err := s.whatIf(x.p).Cliffs()
		if err != nil {
			return fmt.Errorf("cliffs: %w", err)
		}
		*x.out = slices.DeleteFunc(cliffs, func(c scrutiny.Cliff) bool { return c.Kind != scrutiny.NextGrade })
	}
	return s.ask(land)
}

// whatIf asks about a pool what another score would bring.
func (s *study) whatIf(p *pool) scrutiny.WhatIf {
	return scrutiny.WhatIf{Plan: p.plan, Figures: s.figures, Result: s.result, Decision: data.Decision()}
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
	s.appeal.target, err = s.whatIf(land).Least(s.appeal.place.Unit.Code, s.appeal.want, s.appeal.place.Score, 100)
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
