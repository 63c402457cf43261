package fill

import (
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Dual divides losses instead of awards: what is missing to the sum of all claims
// is shared by the rule Of, and each line gets its claim less its part of it,
//
//	a = c - Of(sum c - amount),  c_i = cap_i - won_i
//
// A nil Of is [Weighted], whose weights then weigh the losses. Every line with weight
// needs a cap, which is its claim; a line of weight 0 claims nothing. Floors,
// ceilings and amounts in hand are refused with [ErrLimits]. Level is that of the
// losses; a line whose whole claim is lost is bound by its floor of 0. The dual of
// the dual is the rule.
//
// Source: R. J. Aumann, M. Maschler, Game theoretic analysis of a bankruptcy
// problem from the Talmud, J. Econ. Theory 36 (1985) 195-213.
type Dual struct {
	Of Rule `json:"of,omitzero"`
}

var (
	_ Certifier = Dual{}
	_ Claiming  = Dual{}
	_ Ordering  = Dual{}
)

// of is Of with its default.
func (r Dual) of() Rule {
	if r.Of == nil {
		return Weighted{}
	}
	return r.Of
}

// String gives "dual of fill".
func (r Dual) String() string { return r.Text().String() }

// Text gives dual of fill, 减少额分摊（按份数分配）.
func (r Dual) Text() basis.Text {
	if w, ok := r.of().(basis.Worded); ok {
		return basis.Textf("dual of %v", w.Text())
	}
	return basis.Textf("dual of %s", r.of().String())
}

// DividesClaims is true.
func (Dual) DividesClaims() bool { return true }

// ServesOrders gives the orders of Of, if it has any.
func (r Dual) ServesOrders() []string {
	if of, ok := r.of().(Ordering); ok {
		return of.ServesOrders()
	}
	return nil
}

// Divide divides the losses.
func (r Dual) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return Shares{}, err
	}
	return r.divide(amount, claimants(lines, false))
}

// divide divides the losses of claimants.
func (r Dual) divide(amount *big.Rat, in []Line) (Shares, error) {
	lost := loss(amount, in)
	losses, err := r.of().Divide(lost, in, nil)
	if err != nil {
		return Shares{}, err
	}
	if err := losses.Check(len(in)); err != nil {
		return Shares{}, err
	}
	if SumOf(losses.Exact...).Cmp(lost) != 0 {
		return Shares{}, basis.Errorf("%w: %s does not place all that is lost", ErrRule, r.of())
	}
	return turn(in, losses)
}

// loss is what is missing to the sum of the claims.
func loss(amount *big.Rat, in []Line) *big.Rat {
	lost := claimed(in)
	if lost.Sub(lost, amount); lost.Sign() < 0 {
		lost.SetInt64(0)
	}
	return lost
}

// Certify certifies the losses by the rule Of.
func (r Dual) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return err
	}
	return r.certify(amount, claimants(lines, false), s)
}

func (r Dual) certify(amount *big.Rat, in []Line, s Shares) error {
	if err := s.Check(len(in)); err != nil {
		return err
	}
	if err := without(in, s); err != nil {
		return err
	}
	losses, err := turn(in, s)
	if err != nil {
		return err
	}
	lost := loss(amount, in)
	if SumOf(losses.Exact...).Cmp(lost) != 0 {
		return basis.Errorf("%w: the losses sum to %s, not %s", ErrCertificate, SumOf(losses.Exact...).RatString(), lost.RatString())
	}
	return Certify(r.of(), lost, in, nil, losses)
}

// EqualLosses takes the same amount from every claim, but no more than the claim:
// constrained equal losses,
//
//	a_i = max(0, c_i - lambda),  sum a_i = amount,  c_i = cap_i - won_i
//
// It is a rule for promises that cannot be kept, such as an amount that
// shrinks in mid-year. All that [Dual] says holds, but that weights do not count, except
// that a line of weight 0 takes no part. Level is the loss lambda.
//
// Source: as for [Dual]; C. Herrero, A. Villar, The three musketeers, Math. Soc.
// Sci. 42 (2001) 307-328.
type EqualLosses struct{}

var (
	_ Certifier = EqualLosses{}
	_ Claiming  = EqualLosses{}
)

// String gives "equal losses".
func (r EqualLosses) String() string { return r.Text().String() }

// Text gives equal losses, 等额减少.
func (EqualLosses) Text() basis.Text { return basis.Textf("equal losses") }

// DividesClaims is true.
func (EqualLosses) DividesClaims() bool { return true }

// Divide takes equal losses.
func (r EqualLosses) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return Shares{}, err
	}
	return Dual{}.divide(amount, claimants(lines, true))
}

// Certify certifies that the losses are equal, as [Weighted.Certify] does for equal
// weights.
func (r EqualLosses) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	if err := checkClaims(r, amount, lines, ceilings); err != nil {
		return err
	}
	return Dual{}.certify(amount, claimants(lines, true), s)
}
