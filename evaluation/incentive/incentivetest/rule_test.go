package incentivetest_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/incentivetest"
	"github.com/countyeval/countyeval/indicators/basis"
)

// rulesOf returns the names of the rules that an error reports.
func rulesOf(err error) (rules []string) {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		var f *incentivetest.Failure
		if errors.As(err, &f) {
			rules = append(rules, f.Rule)
		}
		return rules
	}
	for _, e := range joined.Unwrap() {
		rules = append(rules, rulesOf(e)...)
	}
	return rules
}

// TestOurRules: every rule of this library keeps the rules, and the promises of its
// documentation.
func TestOurRules(t *testing.T) {
	type options = incentivetest.RuleOptions
	all := options{Homogeneous: true, Efficient: true, Alike: true}
	claims := all
	claims.Claims = true
	for name, c := range map[string]struct {
		r fill.Rule
		o options
	}{
		"fill":           {fill.Weighted{}, all},
		"equal losses":   {fill.EqualLosses{}, claims},
		"talmud":         {fill.Talmud{}, claims},
		"adjusted":       {fill.AdjustedProportional{}, claims},
		"overlap":        {fill.MinimalOverlap{}, claims},
		"arrival":        {fill.RandomArrival{}, claims},
		"average":        {fill.AverageOfAwards{}, claims},
		"dual":           {fill.Dual{}, claims},
		"dual of talmud": {fill.Dual{Of: fill.Talmud{}}, claims},
		"priority":       {fill.Priority{Orders: []string{"poor", "rich", "none"}}, options{Orders: []string{"rich", "poor"}, Homogeneous: true, Efficient: true, Alike: true}},
	} {
		t.Run(name, func(t *testing.T) {
			other := c.o
			other.N, other.Seed = 5, 9
			assert.NoError(t, incentivetest.TestRule(c.r, c.o, other))
		})
	}
}

// ownRule is a rule made of a function.
type ownRule func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error)

func (f ownRule) Divide(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
	return f(amount, lines, ceilings)
}
func (ownRule) String() string { return "own" }

// nameless is a rule without a name, hasty one that certifies whatever it is shown,
// doubting one that certifies nothing.
type (
	nameless struct{ ownRule }
	hasty    struct{ ownRule }
	doubting struct{ ownRule }
)

func (nameless) String() string { return "" }
func (hasty) Certify(*big.Rat, []fill.Line, []fill.Ceiling, fill.Shares) error {
	return nil
}

func (doubting) Certify(*big.Rat, []fill.Line, []fill.Ceiling, fill.Shares) error {
	return fill.ErrCertificate
}

// filled is the fill with something done to its shares.
func filled(f func(amount *big.Rat, lines []fill.Line, s *fill.Shares) error) ownRule {
	return func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
		s, err := fill.Weighted{}.Divide(amount, lines, ceilings)
		if err == nil {
			err = f(amount, lines, &s)
		}
		return s, err
	}
}

// anyIn reports whether a line that is in has weight, as in every plain question.
func anyIn(lines []fill.Line) bool {
	return slices.ContainsFunc(lines, func(l fill.Line) bool { return l.Out.IsZero() && l.Weight != nil && l.Weight.Sign() > 0 })
}

type wrongRule struct {
	r fill.Rule
	o incentivetest.RuleOptions
}

// brokenRules break one rule each.
func brokenRules() map[string]wrongRule {
	type options = incentivetest.RuleOptions
	var mu sync.Mutex
	var calls int
	var scratch string
	memo := map[string]fill.Shares{}
	fail := func(is func(amount *big.Rat, lines []fill.Line) bool) wrongRule {
		return wrongRule{r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			if is(amount, lines) {
				panic("what is this?")
			}
			return fill.Weighted{}.Divide(amount, lines, ceilings)
		})}
	}
	careless := func(mend func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling)) wrongRule {
		return wrongRule{r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			lines, ceilings = mend(slices.Clone(lines), slices.Clone(ceilings))
			return fill.Weighted{}.Divide(amount, lines, ceilings)
		})}
	}
	key := func(amount *big.Rat, lines []fill.Line) string {
		out := amount.String()
		for _, l := range lines {
			out += fmt.Sprint(l.ID, l.Weight, l.Floor, l.Cap, l.Held, l.Won, l.Out)
		}
		return out
	}
	third := big.NewRat(1, 3)
	return map[string]wrongRule{
		"ordinary data": {r: filled(func(_ *big.Rat, lines []fill.Line, _ *fill.Shares) error {
			if len(lines) == 8 && anyIn(lines) {
				return errors.New("eight is not my number")
			}
			return nil
		})},
		"no panic": fail(func(amount *big.Rat, lines []fill.Line) bool {
			return len(lines) == 8 && amount.Sign() > 0 && anyIn(lines) && lines[0].Weight != nil && lines[0].Floor < 1000
		}),
		"name": {r: nameless{filled(func(*big.Rat, []fill.Line, *fill.Shares) error { return nil })}},
		"shape": {r: filled(func(_ *big.Rat, lines []fill.Line, s *fill.Shares) error {
			if len(lines) > 0 {
				s.Bound = s.Bound[1:]
			}
			return nil
		})},
		"amount": {r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			if amount.Sign() > 0 {
				amount = new(big.Rat).Add(amount, third)
			}
			return fill.Weighted{}.Divide(amount, lines, ceilings)
		})},
		"limits/caps": careless(func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling) {
			for i := range lines {
				lines[i].Cap = fill.NoCap
			}
			return lines, ceilings
		}),
		"limits/floors": {r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			if _, err := (fill.Weighted{}).Divide(amount, lines, ceilings); err != nil {
				return fill.Shares{}, err // floors that cannot be met are found
			}
			lines = slices.Clone(lines)
			for i := range lines {
				if anyIn(lines) {
					lines[i].Floor = 0
				}
			}
			return fill.Weighted{}.Divide(amount, lines, ceilings)
		})},
		"limits/ceilings": {r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			if _, err := (fill.Weighted{}).Divide(amount, lines, ceilings); err != nil {
				return fill.Shares{}, err
			}
			return fill.Weighted{}.Divide(amount, lines, nil)
		})},
		"limits/out": careless(func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling) {
			for i := range lines {
				lines[i].Out = basis.Text{}
			}
			return lines, ceilings
		}),
		"input unchanged": {r: filled(func(_ *big.Rat, lines []fill.Line, _ *fill.Shares) error {
			if len(lines) > 0 {
				lines[0].Weight.Add(lines[0].Weight, third)
			}
			return nil
		})},
		"input unchanged/amount": {r: filled(func(amount *big.Rat, _ []fill.Line, _ *fill.Shares) error {
			amount.SetInt64(0)
			return nil
		})},
		"same answer twice": {r: filled(func(_ *big.Rat, _ []fill.Line, s *fill.Shares) error {
			mu.Lock()
			defer mu.Unlock()
			calls++
			s.Level = big.NewRat(int64(calls), 1)
			return nil
		})},
		"concurrent use": {r: filled(func(amount *big.Rat, lines []fill.Line, s *fill.Shares) error {
			mu.Lock()
			scratch = key(amount, lines)
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != key(amount, lines) {
				s.Level = new(big.Rat)
			}
			return nil
		})},
		"nothing is kept": {r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			mu.Lock() // a cache that hands out its own numbers
			defer mu.Unlock()
			k := key(amount, lines) + fmt.Sprint(ceilings)
			if s, ok := memo[k]; ok {
				return s, nil
			}
			s, err := fill.Weighted{}.Divide(amount, lines, ceilings)
			if err == nil && len(lines) == 8 {
				memo[k] = s
			}
			return s, err
		})},
		"nothing is kept/input": {r: filled(func(_ *big.Rat, lines []fill.Line, s *fill.Shares) error {
			if len(lines) > 0 && lines[0].Weight.Sign() > 0 {
				s.Levels = []*big.Rat{lines[0].Weight}
			}
			return nil
		})},
		"order of lines": {r: filled(func(_ *big.Rat, lines []fill.Line, s *fill.Shares) error {
			if len(lines) > 0 && lines[0].Out.IsZero() && lines[0].Floor == 0 {
				s.Exact[0] = new(big.Rat)
			}
			return nil
		})},
		"scale of weights": {r: filled(func(_ *big.Rat, lines []fill.Line, s *fill.Shares) error {
			for i, l := range lines {
				if l.Weight.Cmp(big.NewRat(9, 1)) > 0 && l.Floor == 0 {
					s.Exact[i] = new(big.Rat)
				}
			}
			return nil
		})},
		"certificate":          {r: hasty{filled(func(*big.Rat, []fill.Line, *fill.Shares) error { return nil })}},
		"certificate/doubting": {r: doubting{filled(func(*big.Rat, []fill.Line, *fill.Shares) error { return nil })}},
		"no line":              fail(func(_ *big.Rat, lines []fill.Line) bool { return len(lines) == 0 }),
		"all out": fail(func(_ *big.Rat, lines []fill.Line) bool {
			return len(lines) > 0 && !slices.ContainsFunc(lines, func(l fill.Line) bool { return l.Out.IsZero() })
		}),
		"no amount": fail(func(amount *big.Rat, _ []fill.Line) bool { return amount.Sign() == 0 }),
		"no weight": fail(func(_ *big.Rat, lines []fill.Line) bool {
			return len(lines) > 0 && !slices.ContainsFunc(lines, func(l fill.Line) bool { return l.Weight == nil || l.Weight.Sign() != 0 })
		}),
		"nil weight": careless(func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling) {
			for i := range lines {
				if lines[i].Weight == nil {
					lines[i].Weight = big.NewRat(1, 1)
				}
			}
			return lines, ceilings
		}),
		"high floors": careless(func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling) {
			for i := range lines {
				if lines[i].Floor > 1000 {
					lines[i].Floor = 0
				}
			}
			return lines, ceilings
		}),
		"strange ceiling": careless(func(lines []fill.Line, ceilings []fill.Ceiling) ([]fill.Line, []fill.Ceiling) {
			return lines, slices.DeleteFunc(ceilings, func(c fill.Ceiling) bool { return c.Name == "strange" })
		}),
		"homogeneous": {o: options{Homogeneous: true}, r: filled(func(amount *big.Rat, lines []fill.Line, s *fill.Shares) error {
			for i, l := range lines { // of great amounts the least is given
				if amount.Cmp(big.NewRat(300, 1)) > 0 && l.Out.IsZero() {
					s.Exact[i] = l.Low()
				}
			}
			return nil
		})},
		"efficient": {o: options{Efficient: true}, r: ownRule(func(amount *big.Rat, lines []fill.Line, ceilings []fill.Ceiling) (fill.Shares, error) {
			less := new(big.Rat).Sub(amount, third)
			if s, err := (fill.Weighted{}).Divide(less, lines, ceilings); err == nil {
				return s, nil
			}
			return fill.Weighted{}.Divide(amount, lines, ceilings)
		})},
		"alike": {o: options{Alike: true}, r: filled(func(_ *big.Rat, lines []fill.Line, s *fill.Shares) error {
			for i, l := range lines {
				if l.ID == "u01" && s.Exact[i].Cmp(l.Low()) > 0 {
					s.Exact[i] = l.Low()
				}
			}
			return nil
		})},
	}
}

func TestBrokenRules(t *testing.T) {
	require.NoError(t, incentivetest.TestRule(filled(func(*big.Rat, []fill.Line, *fill.Shares) error { return nil })), "the sound one")
	for name, c := range brokenRules() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := incentivetest.TestRule(c.r, c.o)
			if rule == "input unchanged" || rule == "nothing is kept" { // and so what is asked afterwards
				require.Contains(t, rulesOf(err), rule)
				return
			}
			require.Equal(t, []string{rule}, rulesOf(err), err)
		})
	}
}

// the question that shows a failure is small, and its error says the way out.
func TestRuleFailure(t *testing.T) {
	err := incentivetest.TestRule(brokenRules()["limits/out"].r)
	var f *incentivetest.Failure
	require.ErrorAs(t, err, &f)
	assert.Len(t, f.Lines, 2)
	require.ErrorContains(t, err, "limits: u03 is out and gets")
	require.ErrorContains(t, err, "leave lines with an Out at 0 (amount ")
	require.ErrorContains(t, err, "u03 weight ")
	require.ErrorContains(t, err, " out (not ranked)")
	require.ErrorContains(t, incentivetest.TestRule(nil), "no rule")
	require.ErrorContains(t, incentivetest.TestRule(fill.Weighted{}, incentivetest.RuleOptions{}, incentivetest.RuleOptions{N: 1}), "options 2: options: 1 lines")
	require.NoError(t, incentivetest.TestRule(fill.Weighted{}, incentivetest.RuleOptions{NoCeilings: true, Seed: 3}))
}
