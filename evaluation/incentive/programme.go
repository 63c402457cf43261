package incentive

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Stock is land of one kind that counties have revitalized, with the rate at
// which it earns new land.
type Stock struct {
	Name string  `json:"name"` // kind and years: idle, approved to 2017, approved since 2018
	Rate float64 `json:"rate"` // new land for each unit of stock
	Area Per     `json:"area"` // in the measure of the pool
}

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
// is the quota of the factor method, at rate 1.
type Linkage struct {
	Name  string  `json:"name"`
	Kinds []Stock `json:"kinds"`
	Tasks Tasks   `json:"tasks"`
}

// Tasks is the factor for the disposal tasks of a year: Met where all of a
// county's tasks were done, Missed where any was not, 1 where it had none. In the
// forms of 2018 and 2020 these were 1.1 and 0.8.
type Tasks struct {
	Met    float64           `json:"met"`
	Missed float64           `json:"missed"`
	Done   map[string][]bool `json:"done"` // by code of the unit; a county that is not here had no task
}

// Factors are the factors of the given counties, to be used with [Times].
func (t Tasks) Factors(units ...string) map[string]float64 {
	factors := make(map[string]float64, len(units))
	for _, code := range units {
		factors[code] = 1
		if done := t.Done[code]; len(done) > 0 {
			factors[code] = t.Met
			if slices.Contains(done, false) {
				factors[code] = t.Missed
			}
		}
	}
	return factors
}

var _ Clause = Linkage{}

// Edit multiplies the weights by the claims and lowers the caps to them.
func (l Linkage) Edit(s *Sheet) error {
	var units []string
	errs := []error{strangers(s, l.Name, l.Tasks.Done)}
	for _, line := range s.Lines {
		if line.Out == "" {
			units = append(units, line.ID)
		}
	}
	for _, k := range l.Kinds {
		errs = append(errs, strangers(s, k.Name, k.Area))
	}
	claims, claimsErr := l.claims(units)
	if err := errors.Join(append(errs, claimsErr)...); err != nil {
		return err
	}
	return s.each(func(i int) error {
		a := claims[s.Lines[i].ID]
		s.Scale(i, a.Rat())
		s.Limit(i, a)
		return nil
	})
}

// Claims are the claims of all counties that have an area of the first kind, and
// their sum, which is the pool that pays them in full. Every kind needs an area,
// which may be 0, for the same counties.
func (l Linkage) Claims() (Per, Amount, error) {
	if len(l.Kinds) == 0 {
		return nil, 0, basis.Errorf("%w: no kind of stock", basis.ErrMissing)
	}
	claims, err := l.claims(codes(l.Kinds[0].Area))
	if err != nil {
		return nil, 0, err
	}
	all, err := claims.Sum()
	return claims, all, err
}

func (l Linkage) claims(units []string) (Per, error) {
	if len(l.Kinds) == 0 {
		return nil, basis.Errorf("%w: no kind of stock", basis.ErrMissing)
	}
	var errs []error
	rates := make([]*big.Rat, len(l.Kinds))
	for k, s := range l.Kinds {
		var err error
		if rates[k], err = factorOf("rate of "+s.Name, s.Rate); err != nil {
			errs = append(errs, err)
		}
	}
	factors := l.Tasks.Factors(units...)
	for _, x := range []float64{l.Tasks.Met, l.Tasks.Missed} {
		if _, err := factorOf("factor of tasks", x); err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	claims := make(Per, len(units))
	for _, code := range units {
		var q fill.Sum
		for k, s := range l.Kinds {
			area, ok := s.Area[code]
			switch {
			case !ok:
				errs = append(errs, &fill.Fault{Unit: code, Err: basis.Errorf("%w: no figure %q", basis.ErrMissing, s.Name)})
			case area < 0 || area == fill.NoCap:
				errs = append(errs, &fill.Fault{Unit: code, Err: basis.Errorf("%w: area of %s is negative or unlimited", fill.ErrLimits, s.Name)})
			default:
				q.Add(new(big.Rat).Mul(rates[k], area.Rat()))
			}
		}
		factor, _ := fill.Decimal(factors[code]) // checked above
		a, err := floorOf(factor.Mul(factor, q.Rat()))
		if err != nil {
			errs = append(errs, &fill.Fault{Unit: code, Err: err})
		}
		claims[code] = a
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return claims, nil
}

// String gives "claim: linkage at 0.5 of idle, 0.3 of approved since 2018".
func (l Linkage) String() string {
	return quote("claim", l.Name) + l.list(" of ", ", ", " at ", "; tasks met %s, missed %s")
}

// Chinese gives the same in Chinese, with the names as they are.
func (l Linkage) Chinese() string {
	return quoteZH("按存量盘活量计应奖数", l.Name) + l.list("×", "、", "，", "；任务完成系数 %s，未完成系数 %s")
}

func (l Linkage) list(of, comma, at, tasks string) string {
	s := at
	for k, x := range l.Kinds {
		if k > 0 {
			s += comma
		}
		s += plain(x.Rate) + of + x.Name
	}
	if len(l.Tasks.Done) > 0 {
		s += fmt.Sprintf(tasks, plain(l.Tasks.Met), plain(l.Tasks.Missed))
	}
	return s
}

// floorOf is x in whole smallest units, rounded down.
func floorOf(x *big.Rat) (Amount, error) {
	q := new(big.Int).Div(x.Num(), x.Denom())
	if !q.IsInt64() || Amount(q.Int64()) == fill.NoCap {
		return 0, basis.Errorf("%w: %s", fill.ErrOverflow, x.FloatString(0))
	}
	return Amount(q.Int64()), nil
}

// Sum is the sum of the amounts. It is an error if one is [fill.NoCap].
func (p Per) Sum() (Amount, error) {
	all := new(big.Int)
	for code, a := range p {
		if a == fill.NoCap {
			return 0, &fill.Fault{Unit: code, Err: basis.Errorf("%w: an unlimited amount has no sum", fill.ErrLimits)}
		}
		all.Add(all, big.NewInt(int64(a)))
	}
	return floorOf(new(big.Rat).SetInt(all))
}

// Times gives every unit k times its amount, rounded down to the smallest unit:
// 20 mu for each tonne of quota, a part of last year's award. fill.NoCap stays fill.NoCap.
func (p Per) Times(k float64) (Per, error) {
	factor, err := factorOf("factor", k)
	if err != nil {
		return nil, err
	}
	times := make(Per, len(p))
	var errs []error
	for _, code := range slices.Sorted(maps.Keys(p)) {
		if p[code] == fill.NoCap {
			times[code] = fill.NoCap
			continue
		}
		if times[code], err = floorOf(new(big.Rat).Mul(factor, p[code].Rat())); err != nil {
			errs = append(errs, &fill.Fault{Unit: code, Err: err})
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return times, nil
}
