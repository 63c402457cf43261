package robustness

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// PoolCounts are the awards of one pool over the draws of a study: its awards at risk. Each
// draw is ranked, graded and awarded, so that who is in, how much each counts and what
// limits hold follow the draw: by the exact engine ([incentive.Plan.Allocate]), or with
// [Options.Twin] by a plan that is prepared once for the study, where its articles allow
// it; Engine says which. Two plans for the same money are
// compared by putting both into the study: they see the same draws.
type PoolCounts struct {
	Name    string            `json:"name"`
	Measure incentive.Measure `json:"measure"`
	Engine  Engine            `json:"engine"`
	Units   []AwardCounts     `json:"units"` // in the order of the table

	// Moved counts how much awards moved from those of the base: the sum of |award - base|
	// over the units, in smallest units. Half of it changes hands.
	Moved []Count `json:"moved,omitzero"`
}

// AwardCounts are the awards of one unit from one pool.
type AwardCounts struct {
	Unit   indicators.Unit `json:"unit"`
	Base   int64           `json:"base"` // its award in the base, in smallest units
	Digits int             `json:"digits"`
	Awards []Count         `json:"awards,omitzero"` // in smallest units, rising
}

// Pool returns the counts of a pool by name.
func (r *Report) Pool(name string) (PoolCounts, bool) {
	for _, p := range r.Pools {
		if p.Name == name {
			return p, true
		}
	}
	return PoolCounts{}, false
}

// Find returns the counts of a unit, by code.
func (p PoolCounts) Find(unit string) (AwardCounts, bool) {
	for _, u := range p.Units {
		if u.Unit.Code == unit {
			return u, true
		}
	}
	return AwardCounts{}, false
}

// MeanTurnover is what changes hands against the base in the mean over the draws, in the
// unit of the measure:
//
//	turnover = 1/2 sum |award - base|
func (p PoolCounts) MeanTurnover() float64 { return meanOf(p.Moved, p.Measure.Digits) / 2 }

// TurnoverQuantile is the quantile of order q, of type 7, of what changes hands; 0.95 is what
// it hardly ever exceeds.
func (p PoolCounts) TurnoverQuantile(q float64) float64 {
	return quantile(p.Moved, q, p.Measure.Digits) / 2
}

// AtRisk lists the units that carry the risk of a pool, those whose award deviates most
// over the draws first; units whose award never moves are not listed.
func (p PoolCounts) AtRisk() []AwardCounts {
	out := slices.DeleteFunc(slices.Clone(p.Units), func(u AwardCounts) bool { return !(u.Deviation() > 0) })
	slices.SortStableFunc(out, func(a, b AwardCounts) int {
		switch x, y := a.Deviation(), b.Deviation(); {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	return out
}

// Mean is the mean award in the unit of the measure; NaN without a draw.
func (u AwardCounts) Mean() float64 { return meanOf(u.Awards, u.Digits) }

// Quantile is the quantile of order p, from 0 to 1, of its awards, of type 7.
func (u AwardCounts) Quantile(p float64) float64 { return quantile(u.Awards, p, u.Digits) }

// Deviation is the standard deviation (n) of its awards.
func (u AwardCounts) Deviation() float64 {
	return math.Sqrt(squares(u.Awards)) / math.Pow10(u.Digits)
}

// Any is the share of draws in which it gets an award at all.
func (u AwardCounts) Any() float64 { return 1 - u.share(func(a int64) bool { return a <= 0 }) }

// Below is the share of draws in which it gets less than x, in the unit of the measure.
func (u AwardCounts) Below(x float64) float64 {
	limit := exact.Of(x).Rat()
	if limit == nil { // no amount at all
		return u.share(func(int64) bool { return x > 0 })
	}
	limit.Mul(limit, new(big.Rat).SetInt(power(u.Digits)))
	return u.share(func(a int64) bool { return new(big.Rat).SetInt64(a).Cmp(limit) < 0 })
}

func (u AwardCounts) share(of func(a int64) bool) float64 {
	var some, all uint64
	for _, c := range u.Awards {
		all += uint64(c.N)
		if of(c.Value) {
			some += uint64(c.N)
		}
	}
	return float64(some) / float64(all)
}

// Plans are plans of one pool of which a draw takes one, such as the same notice with other
// zero points or caps. All have the name and the measure of the pool that is in
// [Study.Plans]. Each is tried on the base before the first draw.
type Plans struct {
	Pool    string           `json:"pool" names:"pool"`
	Of      []incentive.Plan `json:"of"`
	Chances []float64        `json:"chances,omitzero"`
}

var _ Factor = Plans{}

// Label is "plan of" the pool.
func (f Plans) Label() basis.Text { return basis.Textf("plan of %s", f.Pool) }

func (f Plans) touches() []string                             { return []string{f.Label().String()} }
func (Plans) numbers(*layout.Layout) int                      { return 1 }
func (Plans) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (f Plans) check(*layout.Layout) error                    { return chances(len(f.Of), f.Chances) }

func (f Plans) set(d *drawing, u []float64) error {
	at := slices.IndexFunc(d.plans, func(p incentive.Plan) bool { return p.Pool.Name == f.Pool })
	d.plans[at] = f.Of[pick(u[0], len(f.Of), f.Chances)]
	return nil
}

// suit refuses plans of other pools.
func (f Plans) suit(plans []incentive.Plan) error {
	at := slices.IndexFunc(plans, func(p incentive.Plan) bool { return p.Pool.Name == f.Pool })
	if at < 0 {
		return basis.Errorf("%w: the study has no pool %q", basis.ErrUnknown, f.Pool)
	}
	var errs []error
	for i, p := range f.Of {
		if p.Pool.Name != f.Pool || p.Pool.Measure != plans[at].Pool.Measure {
			errs = append(errs, basis.Errorf("%w: plan %d is of pool %q, with another name or measure", ErrStudy, i+1, p.Pool.Name))
		}
	}
	return basis.JoinErrors(errs...)
}

// poolTally counts one pool.
type poolTally struct {
	twin   *twin              // nil: the exact engine
	base   []incentive.Amount // by row
	now    []incentive.Amount
	awards []values
	moved  values
}

// awardable tries all plans on the ranking of the base, and keeps its awards.
func (p *plan) awardable() error {
	s := p.study
	if len(s.Plans) == 0 {
		return nil
	}
	w := p.e.Worker()
	if err := w.Score(); err != nil {
		return err
	}
	ranking := w.Ranking()
	if s.Decision.Grader != nil {
		var err error
		if ranking, err = ranking.Grade(s.Decision.Grader, p.e.result); err != nil {
			return err
		}
	}
	var errs []error
	seen := map[string]bool{}
	for _, plan := range s.Plans {
		if seen[plan.Pool.Name] {
			errs = append(errs, basis.Errorf("%w: two pools are called %q", ErrStudy, plan.Pool.Name))
		}
		seen[plan.Pool.Name] = true
		base := make([]incentive.Amount, p.e.Len())
		if err := p.award(base, plan, ranking); err != nil {
			errs = append(errs, basis.Errorf("the base of pool %s: %w", plan.Pool.Name, err))
		}
		p.awards = append(p.awards, base)
		p.ranking = ranking
	}
	for _, f := range s.Factors {
		alternatives, ok := f.(Plans)
		if !ok {
			continue
		}
		for i, plan := range alternatives.Of {
			if err := p.award(make([]incentive.Amount, p.e.Len()), plan, ranking); err != nil {
				errs = append(errs, basis.Errorf("%w: plan %d of pool %s: %w", ErrConflict, i+1, plan.Pool.Name, err))
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// award carries out a plan and writes the awards by row of the table.
func (p *plan) award(dst []incentive.Amount, plan incentive.Plan, r evaluation.Ranking) error {
	a, err := plan.Allocate(r, p.study.Figures)
	if err != nil {
		return err
	}
	clear(dst)
	for _, award := range a.Awards {
		if row, ok := p.e.result.Prepared.Row(award.Place.Unit.Code); ok {
			dst[row] = award.Amount
		}
	}
	return nil
}

// award makes the awards of a draw.
func (t *tally) award(r evaluation.Ranking) error {
	for k := range t.pools {
		pool := &t.pools[k]
		if pool.twin != nil {
			done, err := pool.twin.award(pool.now, r, t.row)
			if err != nil {
				return basis.Errorf("pool %s: %w", t.d.plans[k].Pool.Name, err)
			}
			if done {
				continue
			}
		}
		if err := t.plan.award(pool.now, t.d.plans[k], r); err != nil {
			return basis.Errorf("pool %s: %w", t.d.plans[k].Pool.Name, err)
		}
	}
	return nil
}

// row is that of a ranked unit, which the table has.
func (t *tally) row(code string) int {
	row, _ := t.e.result.Prepared.Row(code)
	return row
}

// count counts the awards of a draw.
func (p *poolTally) count() {
	for row, a := range p.now {
		p.awards[row].add(int64(a))
	}
	p.moved.add(p.turned())
}

// turned is how much the awards of a draw moved from those of the base.
func (p *poolTally) turned() int64 {
	var moved int64
	for row, a := range p.now {
		moved += int64(max(a-p.base[row], p.base[row]-a))
	}
	return moved
}

// pools adds up the pools of all goroutines.
func pools(states []*tally, p *plan) []PoolCounts {
	var out []PoolCounts
	for k, plan := range p.study.Plans {
		made := PoolCounts{Name: plan.Pool.Name, Measure: plan.Pool.Measure}
		if len(states) > 0 && states[0].pools[k].twin != nil {
			made.Engine = Twin
		}
		for row, base := range p.awards[k] {
			made.Units = append(made.Units, AwardCounts{Unit: p.e.result.Prepared.Unit(row), Base: int64(base), Digits: made.Measure.Digits})
		}
		parts, scratch := make([]*values, len(states)), []Count(nil)
		gather := func(of func(p *poolTally) *values) []Count {
			for s, t := range states {
				parts[s] = of(&t.pools[k])
			}
			var counts []Count
			counts, scratch = countsOf(scratch, parts...)
			return counts
		}
		made.Moved = gather(func(p *poolTally) *values { return &p.moved })
		for row := range made.Units {
			made.Units[row].Awards = gather(func(p *poolTally) *values { return &p.awards[row] })
		}
		out = append(out, made)
	}
	return out
}

// mergePools adds up the pools of two reports.
func mergePools(a, b []PoolCounts) ([]PoolCounts, error) {
	if len(a) != len(b) {
		return nil, basis.Errorf("%w: the reports have different pools", ErrStudy)
	}
	out := slices.Clone(a)
	for k := range out {
		if a[k].Name != b[k].Name || a[k].Engine != b[k].Engine || len(a[k].Units) != len(b[k].Units) {
			return nil, basis.Errorf("%w: the reports have different pools", ErrStudy)
		}
		out[k].Moved = addCounts(a[k].Moved, b[k].Moved)
		out[k].Units = slices.Clone(a[k].Units)
		for i := range out[k].Units {
			out[k].Units[i].Awards = addCounts(a[k].Units[i].Awards, b[k].Units[i].Awards)
		}
	}
	return out, nil
}
