package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sloped is a clause that multiplies each weight by a factor which follows the
// published score of the county, and lets nothing else depend on scores. [ByScore] is
// one. A clause of one's own that is one has a price of a point, and no other clause
// which follows scores has.
//
// Slope returns the factor at a score, exactly as Edit multiplies by it, and how fast
// it rises there, per point: the derivative to the right. It must not change score. An
// error says that there is no slope, such as an infinite one.
type Sloped interface {
	Clause
	Slope(score *big.Rat) (factor, slope *big.Rat, err error)
}

// Based is a clause with a zero point, from which on scores count. [ByScore] is one.
//
// WithBase returns the clause with another zero point, and changes nothing of its own.
type Based interface {
	Clause
	WithBase(base float64) Clause
}

var (
	_ Sloped = ByScore{}
	_ Based  = ByScore{}
)

// Slope implements [Sloped]. With a Gamma below 1 the slope at the zero point is
// infinite, an error that wraps [basis.ErrNumber]; with one that is not whole, the
// slope has 12 significant digits as the factor has.
func (c ByScore) Slope(score *big.Rat) (factor, slope *big.Rat, err error) {
	base, err := fill.Decimal(c.Base)
	if err != nil {
		return nil, nil, err
	}
	x, g := new(big.Rat).Sub(score, base), c.gamma()
	switch {
	case x.Sign() < 0:
		return new(big.Rat), new(big.Rat), nil
	case g == 1:
		return x, big.NewRat(1, 1), nil
	case x.Sign() == 0 && g < 1:
		return nil, nil, basis.Errorf("%w: the price at the zero point %s is infinite with the power %s", basis.ErrNumber, plain(c.Base), plain(g))
	case x.Sign() == 0:
		return x, new(big.Rat), nil
	}
	if factor, err = c.power(new(big.Rat).Set(x)); err != nil {
		return nil, nil, err
	}
	exponent, err := fill.Decimal(g)
	if err != nil {
		return nil, nil, err
	}
	slope = exponent.Mul(exponent, factor)
	return factor, slope.Quo(slope, x), nil
}

// WithBase implements [Based].
func (c ByScore) WithBase(base float64) Clause {
	c.Base = base
	return c
}
