package evaluation

import (
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Limits hold the points of rulings within ranges, for each unit alone. The zero
// value limits nothing.
type Limits struct {
	// Items has the range of the points of each bonus or penalty item, e.g.
	// {Lo: 0, Hi: 5} or {Lo: -3, Hi: 0}. If it is given, every item that a ruling
	// uses must be in it.
	Items map[string]indicators.Range `json:"items,omitzero"`
	Total *indicators.Range           `json:"total,omitzero"` // of all items together
}

func (l Limits) check() error {
	var errs []error
	bad := func(of string, r indicators.Range) {
		if !(r.Lo <= 0) || !(r.Hi >= 0) || math.IsInf(r.Hi-r.Lo, 0) {
			errs = append(errs, basis.Errorf("%w: the limits [%v, %v] of %s are not finite with 0 between them", ErrRuling, r.Lo, r.Hi, of))
		}
	}
	for item, r := range l.Items {
		bad(item, r)
	}
	if l.Total != nil {
		bad("the total", *l.Total)
	}
	return basis.JoinErrors(errs...)
}

// ItemPoints are the points of one unit on one bonus or penalty item.
type ItemPoints struct {
	Item    string   `json:"item"`
	Rulings []Ruling `json:"rulings"`
	Asked   float64  `json:"asked"` // sum of Count times Points
	Given   float64  `json:"given"` // Asked, held within the item's limits
}

// Adjustment is what rulings did to the root's score of one unit:
//
//	After = Before + Given
//
// Sums are taken in exact decimals (three times -0.3 is -0.9), so the order of
// the rulings does not matter.
type Adjustment struct {
	Before float64      `json:"before"`
	After  float64      `json:"after"`
	Items  []ItemPoints `json:"items,omitzero"` // in the order of their first ruling
	Asked  float64      `json:"asked"`          // sum of what the items give
	Given  float64      `json:"given"`          // Asked, held within the limits of the total
}

// adjust sums the points of the rulings of one unit; ok is false if it has none.
func (r *Result) adjust(unit string, before float64) (a Adjustment, ok bool) {
	sums := map[string]*big.Rat{}
	for _, d := range r.Rulings {
		if d.Unit != unit || d.Effect != AddPoints {
			continue
		}
		at := slices.IndexFunc(a.Items, func(p ItemPoints) bool { return p.Item == d.Item })
		if at < 0 {
			at = len(a.Items)
			a.Items = append(a.Items, ItemPoints{Item: d.Item})
			sums[d.Item] = new(big.Rat)
		}
		a.Items[at].Rulings = append(a.Items[at].Rulings, d)
		sums[d.Item].Add(sums[d.Item], new(big.Rat).Mul(exact.Of(d.Count).Rat(), exact.Of(d.Points).Rat()))
	}
	total := new(big.Rat)
	for i := range a.Items {
		p := &a.Items[i]
		sum := sums[p.Item]
		p.Asked, _ = sum.Float64()
		if to, limited := r.Model.Limits.Items[p.Item]; limited {
			sum = hold(sum, to)
		}
		p.Given, _ = sum.Float64()
		total.Add(total, sum)
	}
	a.Asked, _ = total.Float64()
	if to := r.Model.Limits.Total; to != nil {
		total = hold(total, *to)
	}
	a.Given, _ = total.Float64()
	a.Before, a.After = before, before+a.Given
	return a, len(a.Items) > 0
}

func hold(x *big.Rat, r indicators.Range) *big.Rat {
	if lo := exact.Of(r.Lo).Rat(); x.Cmp(lo) < 0 {
		return lo
	}
	if hi := exact.Of(r.Hi).Rat(); x.Cmp(hi) > 0 {
		return hi
	}
	return x
}

// rule applies the rulings that change scores and keeps what they were.
func (r *Result) rule() error {
	var errs []error
	points := map[string]bool{}
	for _, d := range r.Rulings {
		_, there := r.Prepared.Row(d.Unit)
		switch {
		case d.Effect == NotEvaluated && there:
			errs = append(errs, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w: %s, but the prepared table has it", ErrRuling, d)})
		case d.Effect != NotEvaluated && !there:
			r.Warnings = append(r.Warnings, &indicators.InputError{Unit: d.Unit, Err: basis.Errorf("%w without effect, since the unit was not scored: %s", ErrRuling, d)})
		}
		if d.Effect == AddPoints {
			points[d.Unit] = true
		}
	}
	r.standing = standings(r.Rulings)
	if err := basis.JoinErrors(errs...); err != nil || len(points) == 0 {
		return err
	}
	r.before = append(r.before, r.scores[0]...)
	for i, u := range r.Prepared.Units() {
		if points[u.Code] {
			a, _ := r.adjust(u.Code, r.before[i])
			r.scores[0][i] = a.After
			if a.After-a.After != 0 { // NaN or infinite
				errs = append(errs, &indicators.InputError{Unit: u.Code, Err: basis.Errorf("%w: with its points the score is %v", ErrRuling, a.After)})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// Before returns the n scores of the root before rulings, in the order of the
// table; like [Result.Scores] it is a view.
func (r *Result) Before() basis.View[float64] { return basis.ViewOf(r.base(0)) }

// Adjustment returns what rulings did to the root's score of a unit; ok is false
// if none adds points to it.
func (r *Result) Adjustment(unit string) (a Adjustment, ok bool) {
	row, found := r.Prepared.Row(unit)
	if !found || len(r.before) == 0 {
		return Adjustment{}, false
	}
	return r.adjust(unit, r.before[row])
}

// RulingsOn returns the rulings about a unit, in their order.
func (r *Result) RulingsOn(unit string) []Ruling {
	var out []Ruling
	for _, d := range r.Rulings {
		if d.Unit == unit {
			out = append(out, d)
		}
	}
	return out
}
