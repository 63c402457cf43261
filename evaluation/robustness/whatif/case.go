package whatif

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Case is an evaluation as it was carried out, with the pools that hang on it: what is a
// point worth to one unit ([Case.Slopes]), and which is its cheapest way up
// ([Case.Cheapest])? Every answer comes from the engine, run again from the raw table, with
// other figures of that unit alone: others' figures are held as they are. Where the scale,
// the weights or an imputation follow the data, others' scores move with it.
type Case struct {
	Result   *evaluation.Result  `json:"result"`
	Decision evaluation.Decision `json:"decision"`

	// Plans are the pools that hang on the ranking, with the figures of the year. Follow
	// names the lists of Figures that are columns of the raw table ([incentive.FromColumn])
	// and are taken from it anew, such as the enterprises that a cap counts.
	Plans   []incentive.Plan  `json:"plans,omitzero"`
	Figures incentive.Figures `json:"figures,omitzero"`
	Follow  []string          `json:"follow,omitzero"`
}

// Position is where a unit stands.
type Position struct {
	Score  float64     `json:"score"` // as the decision ranks by it
	Rank   int         `json:"rank"`
	Grade  string      `json:"grade,omitzero"`
	Awards []PoolAward `json:"awards,omitzero"` // one a plan
}

// PoolAward is what a pool gives to a unit.
type PoolAward struct {
	Pool    string            `json:"pool"`
	Measure incentive.Measure `json:"measure" unit:"of"`
	Amount  incentive.Amount  `json:"amount"`
}

// trial is one run of the engine.
type trial struct {
	Position
	raw     float64 // score before it is rounded
	ranking evaluation.Ranking
}

// try carries the evaluation out with other figures of a unit.
func (c Case) try(unit string, changes ...indicators.Change) (trial, error) {
	t, err := c.Result.Raw.With(indicators.Reported, changes...)
	if err != nil {
		return trial{}, err
	}
	got, err := rerun.Evaluate(c.Result, t, c.Result.Model, c.Result.Rulings)
	if err != nil {
		return trial{}, err
	}
	ranking, err := c.Decision.Rank(got)
	if err != nil {
		return trial{}, err
	}
	p, ok := ranking.Find(unit)
	raw, scored := got.Score(unit, c.Decision.Code)
	if !ok || p.Rank == 0 || !scored || math.IsNaN(raw) {
		return trial{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: it is not ranked", basis.ErrUnknown)}
	}
	out := trial{Position: Position{Score: p.Score, Rank: p.Rank, Grade: p.Grade}, raw: raw, ranking: ranking}
	figures, err := c.follow(t)
	if err != nil {
		return trial{}, err
	}
	for _, plan := range c.Plans {
		a, err := plan.Allocate(ranking, figures)
		if err != nil {
			return trial{}, basis.Errorf("pool %s: %w", plan.Pool.Name, err)
		}
		award, _ := a.Find(unit)
		out.Awards = append(out.Awards, PoolAward{Pool: plan.Pool.Name, Measure: plan.Pool.Measure, Amount: award.Amount})
	}
	return out, nil
}

// follow takes the lists of the figures that are columns of the table from it.
func (c Case) follow(t *indicators.Table) (incentive.Figures, error) {
	out := c.Figures
	out.Decimals = nil
	left := map[string]bool{}
	for _, name := range c.Follow {
		left[name] = true
	}
	for _, list := range c.Figures.Decimals {
		if left[list.Name] {
			column, err := incentive.FromColumn(t, list.Name)
			if err != nil {
				return incentive.Figures{}, err
			}
			list.Of = column.Of
			delete(left, list.Name)
		}
		out.Decimals = append(out.Decimals, list)
	}
	var errs []error
	for _, name := range c.Follow {
		if left[name] {
			errs = append(errs, basis.Errorf("%w: the figures have no list %q that could follow the table", basis.ErrUnknown, name))
		}
	}
	return out, basis.JoinErrors(errs...)
}

// open runs the engine as things are, and finds the unit's row in the raw table.
func (c Case) open(unit string) (now trial, row int, err error) {
	if c.Result == nil {
		return trial{}, 0, basis.Errorf("%w: there is no result", basis.ErrEmpty)
	}
	row, ok := c.Result.Raw.Row(unit)
	if !ok {
		return trial{}, 0, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	now, err = c.try(unit)
	return now, row, err
}

// columns are the raw figures of a unit, measured and auxiliary, that are not computed.
func (c Case) columns(row int) []indicators.Indicator {
	f := c.Result.Raw.Framework()
	var out []indicators.Indicator
	for _, list := range [][]indicators.Indicator{f.Measured(), f.Aux()} {
		for _, in := range list {
			if !in.Computed && c.Result.Raw.Has(in.Code) && !math.IsNaN(c.Result.Raw.Column(in.Code).At(row)) {
				out = append(out, in)
			}
		}
	}
	return out
}

// spread is how far the figures of a column lie apart.
func (c Case) spread(code string) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, x := range c.Result.Raw.Column(code).All() {
		if !math.IsNaN(x) {
			lo, hi = min(lo, x), max(hi, x)
		}
	}
	return lo, hi
}
