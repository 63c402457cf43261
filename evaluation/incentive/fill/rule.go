package fill

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Rule divides an amount among lines. It changes and keeps nothing of what it is
// given, gives the same answer for the same question, hands out no more than
// amount, gives nothing to a line that is out, and keeps every floor, cap and
// ceiling net of what was won ([Line].Won); limits that cannot all be kept are a
// [*FloorsError]. String is its name for people; one that is
// [basis.Worded] is also called in Chinese. A rule of one's own is written and read back
// with a kind of its own ([basis.Kind]).
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
	Exact []*big.Rat `json:"exact" unit:"in"`
	Level *big.Rat   `json:"level" unit:"in"` // lambda: smallest units for one part of weight
	Bound []string   `json:"bound"`           // "", BoundFloor, BoundCap or the name of a ceiling; of Talmud BoundHalf

	Levels []*big.Rat `json:"levels,omitzero" unit:"in"` // of Priority: the level of each order
}

// MarshalJSON refuses: shares alone do not know their measure.
func (s Shares) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON refuses as MarshalJSON does.
func (s *Shares) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, basis.Kinds{}) }

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

// Claiming is a rule that may divide claims, whose bounds then speak of claims and
// losses: [Dual] of any rule, [EqualLosses] and [Talmud].
type Claiming interface {
	Rule
	DividesClaims() bool
}

// Ordering is a rule that may serve one order after the other, the first to be served
// first: [Priority], and [Dual] of it.
type Ordering interface {
	Rule
	ServesOrders() []string
}
