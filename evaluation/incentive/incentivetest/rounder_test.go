package incentivetest_test

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/incentivetest"
)

// TestOurRounders: every rounding of this library keeps the rules, and the promises of
// its documentation.
func TestOurRounders(t *testing.T) {
	type options = incentivetest.RounderOptions
	cases := map[string]struct {
		r fill.Rounder
		o options
	}{"down": {fill.Down{}, options{Within: true, Alike: true}}}
	for ties := fill.Together; ties <= fill.Refuse; ties++ {
		o := options{NoTies: ties == fill.Refuse, Alike: ties != fill.ByListing}
		within := o
		within.Within = true
		r := fill.LargestRemainder{Ties: ties}
		cases[r.String()] = struct {
			r fill.Rounder
			o options
		}{r, within}
		for m := fill.Webster; m <= fill.Dean; m++ {
			r := fill.Divisor{Method: m, Ties: ties}
			cases[r.String()] = struct {
				r fill.Rounder
				o options
			}{r, o}
		}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			other := c.o
			other.N, other.Lot, other.Seed = 5, 25, 9
			assert.NoError(t, incentivetest.TestRounder(c.r, c.o, other))
		})
	}
}

// ownRounder is a rounding made of a function.
type ownRounder func(t fill.Totals) ([]fill.Amount, error)

func (f ownRounder) Round(t fill.Totals) ([]fill.Amount, error) { return f(t) }
func (ownRounder) String() string                               { return "own" }

// unnamed is a rounding without a name.
type unnamed struct{ ownRounder }

func (unnamed) String() string { return "" }

// down rounds down, with something done to the amounts.
func down(f func(t fill.Totals, x []fill.Amount) error) ownRounder {
	return func(t fill.Totals) ([]fill.Amount, error) {
		x, err := fill.Down{}.Round(t)
		if err == nil {
			err = f(t, x)
		}
		return x, err
	}
}

type wrongRounder struct {
	r fill.Rounder
	o incentivetest.RounderOptions
}

// brokenRounders break one rule each.
func brokenRounders() map[string]wrongRounder {
	type options = incentivetest.RounderOptions
	var mu sync.Mutex
	var calls int
	var scratch string
	memo := map[string][]fill.Amount{}
	fail := func(is func(t fill.Totals) bool) wrongRounder {
		return wrongRounder{r: down(func(t fill.Totals, _ []fill.Amount) error {
			if is(t) {
				panic("what is this?")
			}
			return nil
		})}
	}
	plain := func(t fill.Totals) bool {
		return len(t.Exact) == 8 && t.Lot <= 10 && fill.SumOf(t.Exact...).Sign() > 0 && t.Exact[0].Cmp(big.NewRat(1<<50, 1)) < 0
	}
	in := func(t fill.Totals, i int) bool { return t.Lines[i].Out.IsZero() && t.Lines[i].Cap == fill.NoCap }
	free := options{NoTies: true} // no ceilings
	return map[string]wrongRounder{
		"ordinary data": {r: down(func(t fill.Totals, _ []fill.Amount) error {
			if plain(t) {
				return errors.New("eight is not my number")
			}
			return nil
		})},
		"no panic": fail(plain),
		"name":     {r: unnamed{down(func(fill.Totals, []fill.Amount) error { return nil })}},
		"shape": {r: ownRounder(func(t fill.Totals) ([]fill.Amount, error) {
			x, err := fill.Down{}.Round(t)
			return append(x, 0), err
		})},
		"lots": {o: free, r: down(func(t fill.Totals, x []fill.Amount) error {
			for i := range x {
				if t.Lot > 1 && in(t, i) && x[i] > t.Lines[i].Floor {
					x[i]--
				}
			}
			return nil
		})},
		"amount": {o: free, r: down(func(t fill.Totals, x []fill.Amount) error {
			for i := range x {
				if in(t, i) && t.Lines[i].Weight.Sign() > 0 && plain(t) {
					x[i] += 1000 * t.Lot
				}
			}
			return nil
		})},
		"limits": {r: down(func(t fill.Totals, x []fill.Amount) error {
			for i, l := range t.Lines {
				if l.Floor > 0 && plain(t) {
					x[i] = 0
				}
			}
			return nil
		})},
		"limits/out": {o: free, r: down(func(t fill.Totals, x []fill.Amount) error {
			var saved fill.Amount
			for i, l := range t.Lines {
				if l.Out.IsZero() && x[i] > l.Floor+10*t.Lot {
					x[i] -= t.Lot
					saved += t.Lot
				}
			}
			for i, l := range t.Lines {
				if !l.Out.IsZero() {
					x[i] += min(saved, t.Lot)
				}
			}
			return nil
		})},
		"input unchanged": {r: down(func(t fill.Totals, _ []fill.Amount) error {
			if len(t.Exact) > 0 {
				t.Exact[0].SetInt64(0)
			}
			return nil
		})},
		"same answer twice": {o: free, r: down(func(t fill.Totals, x []fill.Amount) error {
			mu.Lock()
			defer mu.Unlock()
			if calls++; plain(t) && calls%2 == 0 {
				for i := range x {
					if x[i] >= t.Lines[i].Floor+t.Lot {
						x[i] -= t.Lot
					}
				}
			}
			return nil
		})},
		"concurrent use": {r: down(func(t fill.Totals, x []fill.Amount) error {
			key := fmt.Sprint(t.Exact)
			mu.Lock()
			scratch = key
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != key {
				clear(x)
			}
			return nil
		})},
		"nothing is kept": {r: ownRounder(func(t fill.Totals) ([]fill.Amount, error) {
			mu.Lock() // a cache that hands out its own slices
			defer mu.Unlock()
			key := fmt.Sprint(t.Exact, t.Lot)
			if x, ok := memo[key]; ok {
				return x, nil
			}
			x, err := fill.Down{}.Round(t)
			if err == nil {
				memo[key] = x
			}
			return x, err
		})},
		"order of lines": {o: free, r: down(func(t fill.Totals, x []fill.Amount) error {
			if len(x) > 0 && x[0] >= t.Lines[0].Floor+t.Lot {
				x[0] -= t.Lot
			}
			return nil
		})},
		"listing": {r: ownRounder(func(t fill.Totals) ([]fill.Amount, error) {
			return fill.LargestRemainder{Ties: fill.ByListing}.Round(t)
		})},
		"no line":  fail(func(t fill.Totals) bool { return len(t.Lines) == 0 }),
		"no total": fail(func(t fill.Totals) bool { return len(t.Exact) > 0 && fill.SumOf(t.Exact...).Sign() == 0 }),
		"great total": {r: ownRounder(func(t fill.Totals) ([]fill.Amount, error) {
			if len(t.Exact) > 0 && t.Exact[0].Num().BitLen() > 100 {
				panic("too much")
			}
			return fill.Down{}.Round(t)
		})},
		"coarse lot":   fail(func(t fill.Totals) bool { return t.Lot > t.Amount }),
		"within a lot": {o: options{NoTies: true, Within: true}, r: down(func(_ fill.Totals, x []fill.Amount) error { clear(x); return nil })},
		"alike":        {o: options{NoTies: true, Alike: true}, r: down(unlike)},
	}
}

// unlike takes a lot from a line by its name.
func unlike(t fill.Totals, x []fill.Amount) error {
	for i, l := range t.Lines {
		if l.ID == "u01" && x[i] >= l.Floor+t.Lot {
			x[i] -= t.Lot
		}
	}
	return nil
}

func TestBrokenRounders(t *testing.T) {
	for name, c := range brokenRounders() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := incentivetest.TestRounder(c.r, c.o)
			if rule == "within a lot" || rule == "order of lines" || rule == "nothing is kept" { // which breaks others too
				require.Contains(t, rulesOf(err), rule)
				return
			}
			require.Equal(t, []string{rule}, rulesOf(err), err)
		})
	}
	require.ErrorContains(t, incentivetest.TestRounder(nil), "no rounding")
	require.ErrorContains(t, incentivetest.TestRounder(fill.Down{}, incentivetest.RounderOptions{}, incentivetest.RounderOptions{N: 1}), "options 2: options: 1 lines")
	require.ErrorContains(t, incentivetest.TestRounder(fill.Down{}, incentivetest.RounderOptions{Lot: -1}), "a lot of -1")
}
