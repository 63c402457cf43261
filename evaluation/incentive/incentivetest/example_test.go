package incentivetest_test

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/incentivetest"
)

// A clause of one's own, and its promise, tested in one call: who is in grade A counts
// double.
func ExampleTestClause() {
	double := incentive.ClauseFunc{Name: "grade A counts double", Func: func(s *incentive.Sheet) error {
		return s.Each(func(i int) error {
			if s.Place(i).Grade == "A" {
				s.Scale(i, big.NewRat(2, 1))
			}
			return nil
		})
	}}
	fmt.Println(incentivetest.TestClause(double, incentivetest.ClauseOptions{Rises: true}))
	// Output: <nil>
}

// equal gives all the same, and forgets who is out.
type equal struct{}

func (equal) String() string { return "equal shares" }

func (equal) Divide(amount *big.Rat, lines []fill.Line, _ []fill.Ceiling) (fill.Shares, error) {
	s := fill.Shares{Bound: make([]string, len(lines))}
	for _, l := range lines {
		if err := l.CheckWeight(); err != nil {
			return fill.Shares{}, err
		}
		s.Exact = append(s.Exact, new(big.Rat).Quo(amount, big.NewRat(int64(len(lines)), 1)))
	}
	return s, nil
}

// A rule that does not look at the limits of the lines.
func ExampleTestRule_broken() {
	err := incentivetest.TestRule(equal{}, incentivetest.RuleOptions{N: 2, NoCeilings: true})
	fmt.Println(err)
	// Output:
	// limits: u01 gets 89/2, and its cap is 32 (Line.High) (amount 89, lines u01 weight 8 floor 7 cap 32 held 17; u02 weight 1/2 floor 16 held 4)
	// all out: u01 is out and gets 20; leave lines with an Out at 0 (amount 40, lines u01 weight 1/2 cap 59 held 5 won 14/3; u02 weight 3 won 1)
	// high floors: no error, but [20 20], bound ["" ""], level nil, levels []; CheckWeight, CheckLimits and CheckCeilings of package fill find what is wrong, and a FloorsError says that floors cannot be met (amount 40, lines u01 weight 1/2 cap 59 held 5 won 14/3; u02 weight 3 won 1)
}
