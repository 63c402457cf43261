package incentive

import (
	"math"
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ByScore weighs by the published score above a zero point, to a power:
//
//	w = max(0, score - Base)^Gamma
//
// Base must be chosen: with Base 0 the best of scores from 60 to 100 gets at most
// 1.7 times the worst, with Base 60 infinitely more. Gamma concentrates; 0, the
// zero value, means 1 (for equal shares leave the clause out). Scores and Base
// enter as the decimals that people read, and so does the weight if Gamma is
// whole; otherwise the weight has 12 significant digits, and the text of the
// clause says so. Gamma is at least 0 and at most 100.
type ByScore struct {
	Base  float64 `json:"base"`
	Gamma float64 `json:"gamma,omitzero"`
}

var _ Clause = ByScore{}

// maxGamma keeps the digits of an exact power within reason.
const maxGamma = 100

// Edit multiplies the weights. Scores of classes that have places of their own do not
// compare, so that one class alone must be in ([Only]).
func (c ByScore) Edit(s *Sheet) error {
	if s.ranking.Own && len(s.classes()) > 1 {
		return basis.Errorf("%w: classes have places of their own, and their scores do not compare; admit one class, or weigh by rank or grade", ErrClause)
	}
	base, err := fill.Decimal(c.Base)
	if err != nil {
		return basis.Errorf("zero point: %w", err)
	}
	if math.IsNaN(c.Gamma) || c.Gamma < 0 || c.Gamma > maxGamma {
		return basis.Errorf("%w: gamma %v is not from 0 to %d", basis.ErrNumber, c.Gamma, maxGamma)
	}
	return s.Each(func(i int) error {
		x, err := fill.Decimal(s.Place(i).Score)
		if err != nil {
			return basis.Errorf("score: %w", err)
		}
		if x.Sub(x, base); x.Sign() < 0 {
			x.SetInt64(0)
		}
		if x, err = c.power(x); err != nil {
			return err
		}
		s.Scale(i, x)
		return nil
	})
}

// gamma is Gamma with its default.
func (c ByScore) gamma() float64 {
	if c.Gamma == 0 {
		return 1
	}
	return c.Gamma
}

// power raises x to gamma.
func (c ByScore) power(x *big.Rat) (*big.Rat, error) {
	g := c.gamma()
	if g == 1 || x.Sign() == 0 {
		return x, nil
	}
	if g == math.Trunc(g) {
		e := big.NewInt(int64(g))
		return new(big.Rat).SetFrac(new(big.Int).Exp(x.Num(), e, nil), new(big.Int).Exp(x.Denom(), e, nil)), nil
	}
	f, _ := x.Float64()
	y := math.Pow(f, g)
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(y, 'g', 12, 64))
	if !ok {
		return nil, basis.Errorf("%w: %v to the power %v", basis.ErrNumber, f, g)
	}
	return r, nil
}

// String gives "weight: score above 60", with the power if there is one: "weight: score above 60, to the power 2".
func (c ByScore) String() string { return c.Text().String() }

// Text gives the same in words, 按得分减起算分 60 计份.
func (c ByScore) Text() basis.Text {
	base, g := plain(c.Base), c.gamma()
	switch power := plain(g); {
	case g == 1 && c.Base == 0:
		return basis.Textf("weight: score")
	case g == 1:
		return basis.Textf("weight: score above %s", base)
	case g == math.Trunc(g) && c.Base == 0:
		return basis.Textf("weight: score, to the power %s", power)
	case g == math.Trunc(g):
		return basis.Textf("weight: score above %s, to the power %s", base, power)
	case c.Base == 0:
		return basis.Textf("weight: score, to the power %s (12 significant digits)", power)
	default:
		return basis.Textf("weight: score above %s, to the power %s (12 significant digits)", base, power)
	}
}

// ByRank weighs by rank: rank k counts Schedule[k-1], and 0 beyond its end.
// Counties of equal rank share the mean of the places that they take, so that the
// total of the prizes does not depend on ties. With dense ranks (1, 2, 2, 3),
// places are counted; if classes have places of their own, within each class. Decimals
// are exact, and none is negative.
type ByRank struct {
	Schedule []float64 `json:"schedule"`
}

var _ Clause = ByRank{}

// Edit multiplies the weights.
func (c ByRank) Edit(s *Sheet) error {
	s.withinClass()
	if len(c.Schedule) == 0 {
		return basis.Errorf("%w: no schedule", basis.ErrMissing)
	}
	prizes := make([]*big.Rat, len(c.Schedule))
	for k, x := range c.Schedule {
		var err error
		if prizes[k], err = factorOf(basis.Textf("prize %d", k+1), x); err != nil {
			return err
		}
	}
	return s.Each(func(i int) error {
		var all fill.Sum
		for k := s.first[i]; k < s.first[i]+s.size[i] && k <= len(prizes); k++ {
			all.Add(prizes[k-1])
		}
		mean := all.Rat()
		s.Scale(i, mean.Quo(mean, big.NewRat(int64(s.size[i]), 1)))
		return nil
	})
}

// String gives "weight by rank: 10, 8, 6; ties share the mean of their places".
func (c ByRank) String() string { return c.Text().String() }

// Text gives the same in words, 按位次计份：10、8、6，并列者取所占各位次的平均.
func (c ByRank) Text() basis.Text {
	return basis.Textf("weight by rank: %v; ties share the mean of their places", schedule(c.Schedule))
}

// schedule lists numbers, the middle of a long list left out.
func schedule(x []float64) basis.Text {
	const most, first = 8, 4
	items := make([]basis.Text, 0, most)
	for k, v := range x {
		switch {
		case len(x) <= most || k < first || k == len(x)-1:
			items = append(items, word(plain(v)))
		case k == first:
			items = append(items, word("…"))
		}
	}
	return series(items)
}

// ByGrade weighs by grade: A : B = 4 : 1. A grade without a weight is an error
// that wraps [basis.ErrMissing], for each county that has it.
type ByGrade struct {
	Weights map[string]float64 `json:"weights" names:"grade"`
}

var _ Clause = ByGrade{}

// Edit multiplies the weights.
func (c ByGrade) Edit(s *Sheet) error {
	if err := s.graded(); err != nil {
		return err
	}
	weight := make(map[string]*big.Rat, len(c.Weights))
	for _, grade := range codes(c.Weights) {
		w, err := factorOf(basis.Textf("weight of grade %s", grade), c.Weights[grade])
		if err != nil {
			return err
		}
		weight[grade] = w
	}
	return s.Each(func(i int) error {
		w, ok := weight[s.Place(i).Grade]
		if !ok {
			return basis.Errorf("%w: no weight for grade %q", basis.ErrMissing, s.Place(i).Grade)
		}
		s.Scale(i, w)
		return nil
	})
}

// String gives "weight by grade: A 4, B 1".
func (c ByGrade) String() string { return c.Text().String() }

// Text gives the same in words, 按等次计份：A 4、B 1.
func (c ByGrade) Text() basis.Text {
	return basis.Textf("weight by grade: %v", seriesOf(codes(c.Weights), func(grade string) basis.Text {
		return basis.Textf("%s %s", grade, plain(c.Weights[grade]))
	}))
}

// Times multiplies weights by a factor a county: size, cost, performance, 1.1 or
// 0.8. It is the county's figure in the list Figure; every county that is in needs one.
// Factors are exact decimals of at least 0.
type Times struct {
	Name   string `json:"name,omitzero"` // "": that of the list
	NameZH string `json:"name_zh,omitzero"`
	Figure string `json:"figure" names:"figure"`
}

var _ Clause = Times{}

// Edit multiplies the weights.
func (c Times) Edit(s *Sheet) error {
	return s.Decimals(c.Figure, func(i int, x *big.Rat) error {
		if x == nil {
			return basis.Errorf("%w: the factor %q is none", basis.ErrNumber, c.Figure)
		}
		if x.Sign() < 0 {
			return basis.Errorf("%w: factor %s is negative", basis.ErrNumber, fill.Number(x))
		}
		s.Scale(i, x)
		return nil
	})
}

// String gives "weight times size".
func (c Times) String() string { return c.Text().String() }

// Text gives the same in words, 份数乘以size with the name as it is.
func (c Times) Text() basis.Text { return c.text(unlisted) }

func (c Times) text(zh lister) basis.Text {
	return basis.Textf("weight times %v", named(c.Name, c.NameZH, c.Figure, zh))
}
