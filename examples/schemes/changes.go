package main

import (
	"errors"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// declared is the scheme that all others are held against, best the grade that gets land.
const (
	declared = "declared"
	best     = "A"
)

// change is what a scheme changes against the declared weights.
type change struct {
	name         string
	ranking      evaluation.Ranking
	comparison   evaluation.Comparison
	leave, enter []evaluation.Place    // the best grade, with their places under the declared weights
	land         *incentive.Allocation // nil where the table has no column for it
	moved        *big.Rat              // of the land
}

// changesOf holds every ranking against the one under the declared weights, which is first.
func changesOf(c evaluation.SchemeComparison, t *indicators.Table) ([]change, error) {
	figures, err := data.Figures(t, data.LandColumn)
	land := err == nil
	if err != nil && !errors.Is(err, basis.ErrUnknown) {
		return nil, err
	}
	at := slices.Index(c.Names, declared)
	order := []int{at}
	for k := range c.Names {
		if k != at {
			order = append(order, k)
		}
	}
	out := make([]change, 0, len(order))
	for _, k := range order {
		x := change{name: c.Names[k], ranking: c.Rankings[k]}
		if x.comparison, err = evaluation.Compare(c.Rankings[at], x.ranking); err != nil {
			return nil, err
		}
		for _, p := range c.Rankings[at].Places {
			q, _ := x.ranking.Find(p.Unit.Code)
			switch {
			case p.Grade == best && q.Grade != best:
				x.leave = append(x.leave, p)
			case p.Grade != best && q.Grade == best:
				x.enter = append(x.enter, p)
			}
		}
		if land {
			if x.land, err = data.Land().Allocate(x.ranking, figures); err != nil {
				return nil, err
			}
			base := x.land
			if len(out) > 0 {
				base = out[0].land
			}
			turnover, err := scrutiny.TurnoverOf(base, x.land)
			if err != nil {
				return nil, err
			}
			x.moved = turnover.Amount
		}
		out = append(out, x)
	}
	return out, nil
}
