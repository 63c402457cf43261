package whatif

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Omission is a ranking without one indicator or one unit. Either it could not be made, and
// Err says why, or Ranking is what it becomes; the ranking with all is compared to it by
// [evaluation.Compare].
type Omission struct {
	Code    string             `json:"code"` // of the indicator, or of the unit
	Ranking evaluation.Ranking `json:"ranking,omitzero"`
	Err     error              `json:"err,omitzero"`
}

// WithoutIndicators leaves each indicator out in turn, measured and composed ones in
// pre-order, and evaluates the raw table again: steps, scales and weights are made anew,
// and the declared weights of the siblings that stay keep their proportions. A node that
// loses its last child leaves with it. The left out column stays in the table as an
// auxiliary one, for steps that read it. Options of the model that name the indicator are
// passed over; a decision that asks for its score fails, which is the Err of the omission.
func WithoutIndicators(r *evaluation.Result, d evaluation.Decision) ([]Omission, error) {
	if _, err := d.Rank(r); err != nil {
		return nil, err
	}
	f := r.Raw.Framework()
	var all []Omission
	for _, in := range f.Nodes()[1:] {
		all = append(all, Omission{Code: in.Code})
	}
	basis.Each(len(all), basis.Large, func(i int) {
		o := &all[i]
		o.Ranking, o.Err = func() (evaluation.Ranking, error) {
			smaller, ok, err := rerun.Without(f, o.Code)
			if err != nil || !ok {
				return evaluation.Ranking{}, basis.JoinErrors(err, &indicators.InputError{Indicator: o.Code, Err: basis.Errorf("%w: without it nothing is left", basis.ErrFew)})
			}
			t, err := r.Raw.Under(smaller)
			if err != nil {
				return evaluation.Ranking{}, err
			}
			got, err := rerun.Evaluate(r, t, r.Model, r.Rulings)
			if err != nil {
				return evaluation.Ranking{}, err
			}
			return d.Rank(got)
		}()
	})
	return all, nil
}

// WithoutUnits leaves each unit of the raw table out in turn, with the rulings on it, and
// evaluates the others again, in the order of the table. The grader cuts anew, so that
// quotas of a share follow the smaller number.
func WithoutUnits(r *evaluation.Result, d evaluation.Decision) ([]Omission, error) {
	if _, err := d.Rank(r); err != nil {
		return nil, err
	}
	all := make([]Omission, r.Raw.Len())
	for i, u := range r.Raw.Units() {
		all[i].Code = u.Code
	}
	basis.Each(len(all), basis.Large, func(i int) {
		all[i].Ranking, all[i].Err = withoutUnit(r, d, r.Model, all[i].Code)
	})
	return all, nil
}

func withoutUnit(r *evaluation.Result, d evaluation.Decision, m evaluation.Model, unit string) (evaluation.Ranking, error) {
	t, err := r.Raw.Select(func(u indicators.Unit) bool { return u.Code != unit })
	if err != nil {
		return evaluation.Ranking{}, err
	}
	got, err := rerun.Evaluate(r, t, m, not(r.Rulings, unit))
	if err != nil {
		return evaluation.Ranking{}, err
	}
	return d.Rank(got)
}

// Reversal is rank reversal under one method.
type Reversal struct {
	Method robustness.Method `json:"method"`
	Err    error             `json:"err,omitzero"`    // why the method cannot be carried out with all units
	Turned []Turn            `json:"turned,omitzero"` // in the order of the table by the unit that is removed
	Failed []Omission        `json:"failed,omitzero"` // removals after which the method could not be carried out
}

// Turn is a pair that turns when a third unit is removed.
type Turn struct {
	Removed indicators.Unit `json:"removed"`
	A       indicators.Unit `json:"a"` // stands above B as long as the third is there, and below it without
	B       indicators.Unit `json:"b"`
}

// RankReversals removes each ranked unit that is not the best in turn, and lists the pairs
// of others that then stand the other way round. It does so for each of the methods, which
// take the place of the model's normalizer and aggregator (a nil one in it is the model's
// own); for that of the model alone if there are none. As a unit that is added to the
// others is one that is removed seen from the other side, what a removal turns an addition
// turns back. Pairs that become equal, or cease to be, are not counted.
//
// Scales fitted to the data, weights from the data and methods that compare units with each
// other (distances to the best, outranking) have it; fixed goalposts and declared weights
// under a mean do not.
//
// Source: V. Belton, T. Gear (1983), On a short-coming of Saaty's method of analytic
// hierarchies, Omega 11(3), 228-230; for composite indicators OECD and JRC (2008), step 7.
func RankReversals(r *evaluation.Result, d evaluation.Decision, methods ...robustness.Method) ([]Reversal, error) {
	d.Grader = nil
	if _, err := d.Rank(r); err != nil {
		return nil, err
	}
	if len(methods) == 0 {
		methods = []robustness.Method{{}}
	}
	out := make([]Reversal, len(methods))
	for i, method := range methods {
		out[i].Method = method
		m := r.Model
		if method.Normalize != nil {
			m.Normalize = method.Normalize
		}
		if method.Aggregate != nil {
			m.Aggregate = method.Aggregate
		}
		with, err := rerun.Evaluate(r, r.Raw, m, r.Rulings)
		if err != nil {
			out[i].Err = err
			continue
		}
		ranking, err := d.Rank(with)
		if err != nil {
			out[i].Err = err
			continue
		}
		out[i].remove(r, d, m, ranking)
	}
	return out, nil
}

// remove removes each unit but the best and compares the others.
func (v *Reversal) remove(r *evaluation.Result, d evaluation.Decision, m evaluation.Model, with evaluation.Ranking) {
	n := r.Raw.Len()
	turned, failed := make([][]Turn, n), make([]error, n)
	basis.Each(n, basis.Large, func(i int) {
		unit := r.Raw.Unit(i)
		p, ok := with.Find(unit.Code)
		if !ok || p.Rank <= 1 {
			return
		}
		after, err := withoutUnit(r, d, m, unit.Code)
		if err != nil {
			failed[i] = err
			return
		}
		rank := map[string]int{}
		for _, p := range after.Places {
			rank[p.Unit.Code] = p.Rank
		}
		for k, a := range with.Places {
			for _, b := range with.Places[k+1:] {
				together := a.Rank > 0 && b.Rank > a.Rank && (!with.Own || a.Unit.Class == b.Unit.Class)
				if ra, rb := rank[a.Unit.Code], rank[b.Unit.Code]; together && rb > 0 && rb < ra {
					turned[i] = append(turned[i], Turn{Removed: unit, A: a.Unit, B: b.Unit})
				}
			}
		}
	})
	for i := range n {
		v.Turned = append(v.Turned, turned[i]...)
		if failed[i] != nil {
			v.Failed = append(v.Failed, Omission{Code: r.Raw.Unit(i).Code, Err: failed[i]})
		}
	}
}

// not are the rulings but for those on a unit.
func not(rulings []evaluation.Ruling, unit string) []evaluation.Ruling {
	return slices.DeleteFunc(slices.Clone(rulings), func(r evaluation.Ruling) bool { return r.Unit == unit })
}
