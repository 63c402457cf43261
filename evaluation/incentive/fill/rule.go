package fill

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Rule divides an amount among lines. It changes and keeps nothing of what it is
// given, gives the same answer for the same question, hands out no more than
// amount, gives nothing to a line that is out, and keeps every floor, cap and
// ceiling net of what was won ([Line].Won); limits that cannot all be kept are a
// [*FloorsError]. String is its name in the record of an allocation.
type Rule interface {
	Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error)
	fmt.Stringer
}

// Certifier is a rule whose shares can be checked without dividing anew. All rules
// of this package are.
type Certifier interface {
	Rule
	Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error
}

// What can bind a share, besides the name of a ceiling and nothing, "".
const (
	BoundFloor = "floor" // it would be less, were it not for its floor (or for what it holds)
	BoundCap   = "cap"   // it would be more, were it not for its cap
)

// Shares are the exact answer of a rule: one share a line, in smallest units.
type Shares struct {
	Exact []*big.Rat `json:"exact"`
	Level *big.Rat   `json:"level"` // lambda: smallest units for one part of weight
	Bound []string   `json:"bound"` // "", BoundFloor, BoundCap or the name of a ceiling; of Talmud BoundHalf

	Levels []*big.Rat `json:"levels,omitempty"` // of Priority: the level of each order
}

// Check says whether the shares have the shape that n lines need.
func (s Shares) Check(n int) error {
	if len(s.Exact) != n || len(s.Bound) != n {
		return basis.Errorf("%w: %d shares and %d bounds for %d lines", ErrRule, len(s.Exact), len(s.Bound), n)
	}
	for i, x := range s.Exact {
		if x == nil {
			return basis.Errorf("%w: no share for line %d", ErrRule, i+1)
		}
	}
	return nil
}

// RuleNamed finds the rule of that name: one of this package, with those orders
// for [Priority], or one of own.
func RuleNamed(name string, orders []string, own ...fmt.Stringer) (Rule, bool) {
	if rule, ok := find(name, []Rule{Weighted{}, EqualLosses{}, Talmud{}, Priority{Orders: orders}}, own); ok {
		return rule, true
	}
	const deepest = 8 // a dual of a dual is the rule itself
	if of, ok := strings.CutPrefix(name, dualOf); ok && strings.Count(of, dualOf) < deepest {
		if rule, ok := RuleNamed(of, orders, own...); ok {
			return Dual{Of: rule}, true
		}
	}
	return nil, false
}

// OfClaims reports whether the rule of that name divides claims: [Dual] of any
// rule, [EqualLosses] or [Talmud], whose bounds speak of claims and losses.
func OfClaims(name string) bool {
	return strings.HasPrefix(name, dualOf) || name == EqualLosses{}.String() || name == Talmud{}.String()
}

// find returns the rule or rounder of that name, ours or one of own.
func find[T fmt.Stringer](name string, ours []T, own []fmt.Stringer) (t T, ok bool) {
	for _, x := range ours {
		if x.String() == name {
			return x, true
		}
	}
	for _, x := range own {
		if t, ok := x.(T); ok && t.String() == name {
			return t, true
		}
	}
	return t, false
}
