package requirements

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// KeepsFirst asks that at least Least of the first N of the reference are among the first
// N of the candidate, in every class that has places of its own. A unit that the candidate
// does not rank does not stay. Where ties make more than N the first N, Least is of all of
// them.
type KeepsFirst struct {
	N     int `json:"n"`
	Least int `json:"least"`
}

// MovesAtMost asks that no unit moves more than Ranks places from the reference, up or
// down, among the units that both rank ([evaluation.Compare]).
type MovesAtMost struct {
	Ranks int `json:"ranks"`
}

// Agrees asks that Kendall's tau-b between the ranks of the reference and of the candidate
// is at least Tau, among the units that both rank ([evaluation.Compare]).
type Agrees struct {
	Tau float64 `json:"tau"`
}

// AwardsFallAtMost asks that under each of the plans no unit's award falls by more than
// Share of what it gets under the reference, 0.1 being 10 %. Amounts are compared exactly.
type AwardsFallAtMost struct {
	Share float64 `json:"share"`
}

// BorderStands asks that the lower border of a grade stands for all weights within Set
// around those of the candidate: the radius of the border ([proof.Proof.Grade]) is at least that
// of the set.
type BorderStands struct {
	Grade string    `json:"grade"`
	Set   proof.Box `json:"set"`
}

var (
	_ Requirement = KeepsFirst{}
	_ Requirement = MovesAtMost{}
	_ Requirement = Agrees{}
	_ Requirement = AwardsFallAtMost{}
	_ Requirement = BorderStands{}
)

// Text says it in words.
func (r KeepsFirst) Text() basis.Text {
	return basis.Textf("at least %d of the first %d stay", r.Least, r.N)
}

// Check implements [Requirement]; the units of a breach are those that do not stay.
func (r KeepsFirst) Check(c Candidate) error {
	if r.N < 1 || r.Least < 0 {
		return basis.Errorf("%w: %d of the first %d", basis.ErrValue, r.Least, r.N)
	}
	pairs, err := c.pairs()
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range pairs {
		stay := 0
		var gone []indicators.Unit
		for _, was := range p.reference.Places {
			if was.Rank == 0 || was.Rank > r.N {
				continue
			}
			if is, ok := p.now.Find(was.Unit.Code); ok && is.Rank > 0 && is.Rank <= r.N {
				stay++
			} else {
				gone = append(gone, was.Unit)
			}
		}
		if stay < r.Least {
			errs = append(errs, &Breach{Requirement: r.Text(), Of: p.of(), Found: float64(stay), Limit: float64(r.Least), Units: codes(gone)})
		}
	}
	return basis.JoinErrors(errs...)
}

// Text says it in words.
func (r MovesAtMost) Text() basis.Text {
	return basis.Textf("no unit moves more than %d ranks", r.Ranks)
}

// Check implements [Requirement]; a breach is of one class, its figure that of the unit
// that moves most.
func (r MovesAtMost) Check(c Candidate) error {
	if r.Ranks < 0 {
		return basis.Errorf("%w: %d ranks", basis.ErrValue, r.Ranks)
	}
	pairs, err := c.pairs()
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range pairs {
		by, err := evaluation.Compare(p.reference, p.now)
		if err != nil && by.N == 0 { // that no correlation is defined does not matter here
			errs = append(errs, err)
			continue
		}
		var far []evaluation.Shift
		for _, s := range by.Shifts {
			if max(s.Up, -s.Up) > r.Ranks {
				far = append(far, s)
			}
		}
		slices.SortStableFunc(far, func(a, b evaluation.Shift) int { return cmp.Compare(max(b.Up, -b.Up), max(a.Up, -a.Up)) })
		if far == nil {
			continue
		}
		b := &Breach{Requirement: r.Text(), Of: p.of(), Found: float64(max(far[0].Up, -far[0].Up)), Limit: float64(r.Ranks)}
		for _, s := range far {
			b.Units = append(b.Units, s.Unit.Code)
		}
		errs = append(errs, b)
	}
	return basis.JoinErrors(errs...)
}

// Text says it in words.
func (r Agrees) Text() basis.Text { return basis.Textf("Kendall's tau is at least %s", figure(r.Tau)) }

// Check implements [Requirement]; the units of a breach are the three that move most.
func (r Agrees) Check(c Candidate) error {
	if !(r.Tau >= -1 && r.Tau <= 1) {
		return basis.Errorf("%w: a tau of %v is not from -1 to 1", basis.ErrValue, r.Tau)
	}
	pairs, err := c.pairs()
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range pairs {
		by, err := evaluation.Compare(p.reference, p.now)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if by.Kendall >= r.Tau {
			continue
		}
		b := &Breach{Requirement: r.Text(), Of: p.of(), Found: by.Kendall, Limit: r.Tau}
		slices.SortStableFunc(by.Shifts, func(x, y evaluation.Shift) int { return cmp.Compare(max(y.Up, -y.Up), max(x.Up, -x.Up)) })
		for _, s := range by.Shifts[:min(3, len(by.Shifts))] {
			b.Units = append(b.Units, s.Unit.Code)
		}
		errs = append(errs, b)
	}
	return basis.JoinErrors(errs...)
}

// Text says it in words.
func (r AwardsFallAtMost) Text() basis.Text {
	return basis.Textf("no award falls by more than %s %%", figure(100*r.Share))
}

// Check implements [Requirement]; a breach is of one pool, its figure the largest fall as a
// share.
func (r AwardsFallAtMost) Check(c Candidate) error {
	if !(r.Share >= 0) {
		return basis.Errorf("%w: a fall by %v", basis.ErrValue, r.Share)
	}
	if len(c.Plans) == 0 {
		return basis.Errorf("%w: there is no plan", basis.ErrEmpty)
	}
	if err := c.needsReference(); err != nil {
		return err
	}
	now, err := c.Decision.Rank(c.Result)
	if err != nil {
		return err
	}
	before, err := incentive.AllocateAll(c.Reference, c.Figures, c.Plans...)
	if err != nil {
		return basis.Errorf("under the reference: %w", err)
	}
	after, err := incentive.AllocateAll(now, c.Figures, c.Plans...)
	if err != nil {
		return err
	}
	var errs []error
	limit := exact.Of(min(r.Share, 1)).Rat()
	for k, a := range before {
		type fall struct {
			unit string
			by   *big.Rat
		}
		var falls []fall
		for _, was := range a.Awards {
			if was.Amount == 0 {
				continue
			}
			var is incentive.Amount
			if award, ok := after[k].Find(was.Place.Unit.Code); ok {
				is = award.Amount
			}
			by := big.NewRat(int64(was.Amount-is), int64(was.Amount))
			if by.Cmp(limit) > 0 {
				falls = append(falls, fall{was.Place.Unit.Code, by})
			}
		}
		if falls == nil {
			continue
		}
		slices.SortStableFunc(falls, func(x, y fall) int { return y.by.Cmp(x.by) })
		b := &Breach{Requirement: r.Text(), Of: basis.Textf("pool %s", c.Plans[k].Pool.Name), Limit: r.Share}
		b.Found, _ = falls[0].by.Float64()
		for _, f := range falls {
			b.Units = append(b.Units, f.unit)
		}
		errs = append(errs, b)
	}
	return basis.JoinErrors(errs...)
}

// Text says it in words.
func (r BorderStands) Text() basis.Text {
	return basis.Textf("the border of %s stands to a radius of %s", r.Grade, figure(r.Set.Radius))
}

// Check implements [Requirement]; the units of a breach are the pair that ends it.
func (r BorderStands) Check(c Candidate) error {
	p, err := proof.New(c.Result, c.Decision, r.Set)
	if err != nil {
		return err
	}
	got, err := p.Grade(r.Grade)
	if err != nil || got.Radius >= r.Set.Radius {
		return err
	}
	b := &Breach{Requirement: r.Text(), Found: got.Radius, Limit: r.Set.Radius}
	for _, u := range []indicators.Unit{got.Above, got.Below} {
		if u.Code != "" {
			b.Units = append(b.Units, u.Code)
		}
	}
	return b
}
