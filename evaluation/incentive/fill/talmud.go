package fill

import (
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Talmud protects half of every claim: up to half of all claims, equal awards of
// at most half a claim; beyond, equal losses of at most half a claim,
//
//	a_i = min(c_i/2, lambda)        if amount <= sum c / 2
//	a_i = c_i - min(c_i/2, lambda)  otherwise
//
// with sum a_i = amount and claims c_i = cap_i - won_i. For two claimants it is the
// contested garment. It is self-dual: awards and losses are divided alike. Caps,
// floors, ceilings and weights are as in [EqualLosses]. Level is lambda, and a
// line that stands at half of its claim has the bound [BoundHalf].
//
// Source: R. J. Aumann, M. Maschler, Game theoretic analysis of a bankruptcy
// problem from the Talmud, J. Econ. Theory 36 (1985) 195-213.
type Talmud struct{}

var (
	_ Certifier = Talmud{}
	_ Claiming  = Talmud{}
)

// String gives "talmud".
func (r Talmud) String() string { return r.Text().String() }

// Text gives talmud, 对半保护.
func (Talmud) Text() basis.Text { return basis.Textf("talmud") }

// DividesClaims is true.
func (Talmud) DividesClaims() bool { return true }

// Divide makes equal awards or equal losses of half claims.
func (r Talmud) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return Shares{}, err
	}
	in := claimants(lines, true)
	twice, losses := halves(amount, in)
	s, err := Weighted{}.Divide(twice, in, nil)
	if err != nil {
		return Shares{}, err
	}
	half := big.NewRat(1, 2)
	s.Level.Mul(s.Level, half)
	for i, x := range s.Exact {
		x.Mul(x, half)
		if s.Bound[i] == BoundCap {
			s.Bound[i] = BoundHalf
		}
	}
	if !losses {
		return s, nil
	}
	return turn(in, s)
}

// halves is what the fill divides among whole claims to divide half of it among
// half claims: twice the amount or, if losses, twice the loss.
func halves(amount *big.Rat, in []Line) (twice *big.Rat, losses bool) {
	twice = new(big.Rat).Add(amount, amount)
	if losses = twice.Cmp(claimed(in)) > 0; losses {
		twice = loss(amount, in)
		twice.Add(twice, twice)
	}
	return twice, losses
}

// Certify certifies the fill of half claims.
func (r Talmud) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return err
	}
	if err := s.Check(len(lines)); err != nil {
		return err
	}
	in := claimants(lines, true)
	if err := without(in, s); err != nil {
		return err
	}
	twice, losses := halves(amount, in)
	if losses {
		var err error
		if s, err = turn(in, s); err != nil {
			return err
		}
	}
	two := big.NewRat(2, 1)
	fill := Shares{Exact: make([]*big.Rat, len(in)), Bound: make([]string, len(in))}
	if s.Level != nil {
		fill.Level = new(big.Rat).Mul(s.Level, two)
	}
	for i, x := range s.Exact {
		fill.Exact[i] = new(big.Rat).Mul(x, two)
		switch s.Bound[i] {
		case BoundHalf:
			fill.Bound[i] = BoundCap
		case BoundCap, BoundFloor: // neither is a bound of this rule
			fill.Bound[i] = s.Bound[i] + " of a claim"
		default:
			fill.Bound[i] = s.Bound[i]
		}
	}
	return Weighted{}.Certify(twice, in, nil, fill)
}
