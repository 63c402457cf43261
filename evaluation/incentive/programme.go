package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Stock is land of one kind that counties have revitalized, with the rate at
// which it earns new land.
type Stock struct {
	Name   string  `json:"name,omitzero"` // kind and years: idle, approved to 2017, approved since 2018; "": that of the list
	NameZH string  `json:"name_zh,omitzero"`
	Rate   float64 `json:"rate"`                  // new land for each unit of stock
	Figure string  `json:"figure" names:"figure"` // list of areas, in the unit of the measure
}

func (k Stock) name() string { return or(k.Name, k.Figure) }

// Linkage earns new land for revitalized stock (增存挂钩): a county may claim a
// stated rate of each kind, times a factor for its tasks,
//
//	q_i = k_i sum_s rate_s area_is
//
// rounded down to the smallest unit. As a [Claim] it is weight and cap: with a pool
// of the sum of the claims ([Linkage.Claims]) it is an open claim, with a smaller
// one all are cut by one percentage. Rates are the user's; none are published for
// Henan. The land plan of 2020 had 0.5 for stock approved to the end of 2017, 0.3
// for stock approved since, 0.5 for idle land; in the form of 2018 the only kind
// is the quota of the factor method, at rate 1. A rate that is not given is 0.
//
// Source: 自然资源部 (2018), 关于健全建设用地“增存挂钩”机制的通知, with the factors of its tasks,
// 1.10 where both are met and 0.80 where one is missed; the rates are those of the land
// plan of 2020.
type Linkage struct {
	Name   string  `json:"name"`
	NameZH string  `json:"name_zh,omitzero"`
	Kinds  []Stock `json:"kinds"`
	Tasks  Tasks   `json:"tasks,omitzero"`
}

// Tasks is the factor for the disposal tasks of a year: Met where all of a
// county's tasks were done, Missed where any was not, 1 where it had none. In the
// forms of 2018 and 2020 these were 1.1 and 0.8. Each task is a list of yes and no;
// a county that a list does not name had no such task.
type Tasks struct {
	Met    float64  `json:"met"`
	Missed float64  `json:"missed"`
	Lists  []string `json:"lists" names:"figure"`
}

var _ Clause = Linkage{}

// Edit multiplies the weights by the claims and lowers the caps to them.
func (l Linkage) Edit(s *Sheet) error {
	claims, err := l.claims(s)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		a, err := wholeOf(claims[i], false)
		if err != nil {
			return err
		}
		if !claims[i].IsInt() {
			s.product = claims[i]
		}
		s.Scale(i, a.Rat())
		s.Limit(i, a)
		s.product = nil
		return nil
	})
}

// Claims is the list of the claims of all counties that a ranking ranks, and their
// sum, which is the pool that pays them in full. Ranking and figures must be such that
// [Plan.Allocate] takes them.
func (l Linkage) Claims(m Measure, r evaluation.Ranking, f Figures) (claims Decimals, all float64, err error) {
	if err := basis.JoinErrors(m.Check(), f.check(), checkRanking(r)); err != nil {
		return Decimals{}, 0, err
	}
	s := newSheet(Estate{Measure: m, Lot: 1}, r, newDesk(f, r))
	err = l.Edit(s)
	_, unknown := s.desk.strangers()
	if err := basis.JoinErrors(err, unknown); err != nil {
		return Decimals{}, 0, err
	}
	claims = Decimals{Name: l.Name, NameZH: l.NameZH, Of: make(map[string]float64, len(s.lines))}
	var sum fill.Sum
	for _, line := range s.lines {
		if line.Out.IsZero() {
			claims.Of[line.ID] = smallest(m, line.Cap)
			sum.Add(line.Cap.Rat())
		}
	}
	all, _ = m.Value(sum.Rat()).Float64()
	return claims, all, nil
}

// claims are the exact claims of the lines that are in, in smallest units.
func (l Linkage) claims(s *Sheet) ([]*big.Rat, error) {
	if len(l.Kinds) == 0 {
		return nil, basis.Errorf("%w: no kind of stock", basis.ErrMissing)
	}
	n := len(s.lines)
	areas, claims := make([]fill.Sum, n), make([]*big.Rat, n)
	var errs []error
	for _, k := range l.Kinds {
		rate, err := factorOf(basis.Textf("rate of %s", k.name()), k.Rate)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, s.Decimals(k.Figure, func(i int, area *big.Rat) error {
			if area == nil || area.Sign() < 0 {
				return basis.Errorf("%w: the area of %s is negative or none", fill.ErrLimits, k.name())
			}
			areas[i].Add(area.Mul(area, rate))
			return nil
		}))
	}
	factors, err := l.Tasks.factors(s)
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return nil, err
	}
	for i := range claims {
		claims[i] = s.estate.Measure.Units(areas[i].Rat())
		claims[i].Mul(claims[i], factors[i])
	}
	return claims, nil
}

// factors are the factors of the lines.
func (t Tasks) factors(s *Sheet) ([]*big.Rat, error) {
	met, err := factorOf(basis.Textf("factor of tasks"), t.Met)
	missed, err2 := factorOf(basis.Textf("factor of tasks"), t.Missed)
	errs := []error{err, err2}
	out := make([]*big.Rat, len(s.lines))
	for i := range out {
		out[i] = big.NewRat(1, 1)
	}
	for _, name := range t.Lists {
		errs = append(errs, s.Flags(name, func(i int, done bool) error {
			switch {
			case !done:
				out[i] = missed
			case out[i] != missed:
				out[i] = met
			}
			return nil
		}))
	}
	return out, basis.JoinErrors(errs...)
}

// String gives "claim: linkage at 0.5 of idle, 0.3 of approved since 2018".
func (l Linkage) String() string { return l.Text().String() }

// Text gives the same in words, 按存量盘活量计应奖数：linkage，0.5×idle with the names as they
// are.
func (l Linkage) Text() basis.Text { return l.text(unlisted) }

func (l Linkage) text(zh lister) basis.Text {
	kinds := seriesOf(l.Kinds, func(k Stock) basis.Text {
		return basis.Textf("%s of %v", plain(k.Rate), named(k.Name, k.NameZH, k.Figure, zh))
	})
	text := basis.Textf("claim at %v", kinds)
	if l.Name != "" || l.NameZH != "" {
		text = basis.Textf("claim: %v at %v", basis.Named(l.Name, l.NameZH), kinds)
	}
	if len(l.Tasks.Lists) > 0 {
		text = basis.Textf("%v; tasks met %s, missed %s", text, plain(l.Tasks.Met), plain(l.Tasks.Missed))
	}
	return text
}
