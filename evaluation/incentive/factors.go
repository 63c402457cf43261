package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Factor is one measured quantity of the factor method: area, tasks, performance.
type Factor struct {
	Name   string  `json:"name,omitzero"` // "": that of the list
	NameZH string  `json:"name_zh,omitzero"`
	Weight float64 `json:"weight"`
	Figure string  `json:"figure" names:"figure"` // list of values of at least 0
}

// ByFactors is the factor method (因素法): a county weighs as its shares of the
// factors do,
//
//	w_i = sum_k v_k x_ik / sum_j x_jk
//
// with j over the counties that are in when the clause is read, so it belongs
// behind those that take counties out. Every county that is in needs a value of
// every factor. A factor that is zero for all is an error. The weights v_k need
// not sum to 1. For a coefficient of performance, add [Times].
//
// Source: the factor method of Chinese special funds, such as that of agricultural
// development of 2003 (base resources 60, work quality 40) and that of Tianjin (the fund
// times 40 % base, 55 % task, 5 % performance).
type ByFactors struct {
	Factors []Factor `json:"factors"`
}

var _ Clause = ByFactors{}

// Edit multiplies the weights.
func (c ByFactors) Edit(s *Sheet) error {
	shares, _, err := s.factors(c.Factors)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		s.Scale(i, shares[i].Rat())
		return nil
	})
}

// factors are the weighted sums of the shares of each line in the factors, and the sum of
// the weights.
func (s *Sheet) factors(factors []Factor) (shares []fill.Sum, weights *big.Rat, err error) {
	if len(factors) == 0 {
		return nil, nil, basis.Errorf("%w: no factors", basis.ErrMissing)
	}
	shares, weights = make([]fill.Sum, len(s.lines)), new(big.Rat)
	var errs []error
	for _, f := range factors {
		v, err := factorOf(basis.Textf("weight of %s", f.name()), f.Weight)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		values := make([]*big.Rat, len(s.lines))
		var all fill.Sum
		if err := s.Decimals(f.Figure, func(i int, x *big.Rat) error {
			if x == nil || x.Sign() < 0 {
				return basis.Errorf("%w: the factor %s is negative or none", basis.ErrNumber, f.name())
			}
			values[i] = x
			all.Add(x)
			return nil
		}); err != nil {
			errs = append(errs, flat(err)...)
			continue
		}
		total := all.Rat()
		if total.Sign() == 0 {
			errs = append(errs, basis.Errorf("%w: the factor %s is 0 for all", basis.ErrNumber, f.name()))
			continue
		}
		weights.Add(weights, v)
		v.Quo(v, total)
		for i, x := range values {
			if x != nil {
				shares[i].Add(x.Mul(x, v))
			}
		}
	}
	return shares, weights, basis.JoinErrors(errs...)
}

func (f Factor) name() string { return or(f.Name, f.Figure) }

// String gives "weight by factors: area 0.6, tasks 0.4".
func (c ByFactors) String() string { return c.Text().String() }

// Text gives the same in words, 按因素法计份：area 0.6、tasks 0.4 with the names as they are.
func (c ByFactors) Text() basis.Text { return c.text(unlisted) }

func (c ByFactors) text(zh lister) basis.Text {
	return basis.Textf("weight by factors: %v", seriesOf(c.Factors, func(f Factor) basis.Text {
		return basis.Textf("%v %s", named(f.Name, f.NameZH, f.Figure, zh), plain(f.Weight))
	}))
}
