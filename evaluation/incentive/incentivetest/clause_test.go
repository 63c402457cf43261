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

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/incentivetest"
)

// decimals is a list of a number for each of the units u01 to u12.
func decimals(name string, of func(i int) float64) incentive.Decimals {
	l := incentive.Decimals{Name: name, Of: map[string]float64{}}
	for i := range 12 {
		l.Of[fmt.Sprintf("u%02d", i+1)] = of(i)
	}
	return l
}

// handed are figures of each kind.
func handed() incentive.Figures {
	f := incentive.Figures{
		Decimals: []incentive.Decimals{
			decimals("request", func(i int) float64 { return float64(40 + 11*i) }),
			decimals("size", func(i int) float64 { return 1 + float64(i)/4 }),
			decimals("small", func(i int) float64 { return float64(i) }),
		},
		Words: []incentive.Words{
			{Name: "reasons", Of: map[string]string{"u03": "made up"}},
			{Name: "before", Of: map[string]string{"u04": "2022"}},
			{Name: "kinds", Of: map[string]string{}},
		},
		Flags: []incentive.Flags{{Name: "done", Of: map[string]bool{"u01": true, "u05": false}}},
	}
	for i := range 12 {
		f.Words[2].Of[fmt.Sprintf("u%02d", i+1)] = []string{"hill", "plain"}[i%2]
	}
	return f
}

// TestOurClauses: every clause of this library keeps the rules, and what is monotone is.
func TestOurClauses(t *testing.T) {
	type options = incentivetest.ClauseOptions
	reads := func(names ...string) options { return options{Figures: handed(), Reads: names} }
	rises := options{Rises: true}
	each := 200.0
	class := evaluation.Members{By: "class", In: []string{"A"}}
	for name, c := range map[string]struct {
		c incentive.Clause
		o options
	}{
		"top":            {incentive.Top{N: 6}, rises},
		"top by listing": {incentive.Top{N: 1, Ties: fill.ByListing}, options{ByPlace: true}},
		"least score":    {incentive.MinScore{X: 55}, rises},
		"grades":         {incentive.Grades{"A", "B"}, rises},
		"only":           {incentive.Only{Members: class}, rises},
		"only of a list": {incentive.Only{Members: evaluation.Members{By: "list:kinds", In: []string{"hill"}}}, reads("kinds")},
		"veto":           {incentive.Veto{Reasons: "reasons"}, reads("reasons")},
		"first only":     {incentive.FirstOnly{Before: "before"}, reads("before")},
		"need only":      {incentive.NeedOnly{Figure: "small"}, reads("small")},
		"by score":       {incentive.ByScore{Base: 40, Gamma: 2}, rises},
		"by rank":        {incentive.ByRank{Schedule: []float64{10, 8, 6, 4, 2, 1}}, rises},
		"by grade":       {incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 2, "C": 1}}, rises},
		"times":          {incentive.Times{Figure: "size"}, reads("size")},
		"by factors":     {incentive.ByFactors{Factors: []incentive.Factor{{Weight: 0.6, Figure: "size"}, {Weight: 0.4, Figure: "small"}}}, reads("size", "small")},
		"by better": {incentive.ByBetter{Formulas: []incentive.Formula{
			{Factors: []incentive.Factor{{Weight: 1, Figure: "size"}}}, {Name: "need", Factors: []incentive.Factor{{Weight: 2, Figure: "small"}}},
		}}, reads("size", "small")},
		"cap":         {incentive.CapAt{Figure: "request"}, reads("request")},
		"cap for all": {incentive.CapAt{Each: &each}, rises},
		"floor":       {incentive.FloorAt{Figure: "small", Rate: 1.5}, reads("small")},
		"claim":       {incentive.Claim{Figure: "request"}, reads("request")},
		"ceiling":     {incentive.Under{Name: "A", Members: class, Amount: 300}, options{}},
		"priority":    {incentive.ByPriority{By: "class"}, options{Rule: fill.Priority{Orders: []string{"B", "A"}}}},
		"in hand":     {incentive.Counting{Figure: "small"}, reads("small")},
		"linkage":     {incentive.Linkage{Kinds: []incentive.Stock{{Rate: 0.5, Figure: "request"}}, Tasks: incentive.Tasks{Met: 1.1, Missed: 0.9, Lists: []string{"done"}}}, reads("request", "done")},
		"prizes":      {incentive.PrizeTable{Rows: []incentive.Prize{{Grade: "A", Amount: 90}, {First: 1, Last: 12, Amount: 20}}}, options{}},
		"ladder":      {incentive.Ladder{Prizes: []float64{300, 200, 100}}, rises},
		"own":         {sound(), options{Figures: handed(), Reads: []string{"size"}}},
	} {
		t.Run(name, func(t *testing.T) {
			other := c.o
			other.Seed = 6
			assert.NoError(t, incentivetest.TestClause(c.c, c.o, other))
		})
	}
}

// clause is a clause made of a function.
func clause(f func(s *incentive.Sheet) error) incentive.Clause {
	return incentive.ClauseFunc{Name: "own", Func: f}
}

// twofold is a clause with a text that is not its own.
type twofold struct{ incentive.ClauseFunc }

func (twofold) String() string { return "another" }

// sound is a clause that keeps all rules.
func sound() incentive.Clause { return clause(scale) }

func scale(s *incentive.Sheet) error {
	return s.Decimals("size", func(i int, x *big.Rat) error {
		s.Scale(i, x)
		return nil
	})
}

// after is the sound clause with something done to the sheet.
func after(f func(s *incentive.Sheet) error) incentive.Clause {
	return clause(func(s *incentive.Sheet) error { return errors.Join(scale(s), f(s)) })
}

type wrongClause struct {
	c incentive.Clause
	o incentivetest.ClauseOptions
}

// in counts the lines that are in.
func in(s *incentive.Sheet) (n int) {
	for i := range s.Len() {
		if s.Line(i).Out.IsZero() {
			n++
		}
	}
	return n
}

// brokenClauses break one rule each. A Sheet lets no clause break the ledger.
func brokenClauses() map[string]wrongClause {
	type options = incentivetest.ClauseOptions
	o := options{Figures: handed(), Reads: []string{"size"}}
	with := func(change func(o *options)) options { x := o; change(&x); return x }
	var mu sync.Mutex
	var calls int
	var scratch *incentive.Sheet
	var odd bool
	own := handed()
	fail := func(is func(s *incentive.Sheet) bool) wrongClause {
		return wrongClause{after(func(s *incentive.Sheet) error {
			if is(s) {
				panic("what is this?")
			}
			return nil
		}), o}
	}
	half := big.NewRat(1, 2)
	first := func(s *incentive.Sheet) int {
		for i := range s.Len() {
			if s.Line(i).Out.IsZero() {
				return i
			}
		}
		return 0
	}
	return map[string]wrongClause{
		"ordinary data": {after(func(s *incentive.Sheet) error {
			if in(s) == 10 {
				s.Scale(first(s), big.NewRat(-1, 1)) // the sheet refuses it
			}
			return nil
		}), o},
		"no panic":          fail(func(s *incentive.Sheet) bool { return s.Len() == 12 && s.Place(0).Rank != 1 && !s.Ranking().Own }),
		"article":           {incentive.ClauseFunc{Func: scale}, o},
		"article/two texts": {twofold{incentive.ClauseFunc{Name: "own", Func: scale}}, o},
		"lines that are out": {after(func(s *incentive.Sheet) error {
			all := new(big.Rat)
			for i := range s.Len() { // also of those that are not ranked
				all.Add(all, new(big.Rat).SetInt64(int64(10*s.Place(i).Score)))
			}
			return s.Each(func(i int) error { s.Scale(i, all); return nil })
		}), o},
		"figures": {sound(), with(func(o *options) { o.Reads = []string{"size", "small"} })},
		"figures/undeclared": {after(func(s *incentive.Sheet) error {
			return s.Decimals("small", func(int, *big.Rat) error { return nil })
		}), o},
		"missing figure": {clause(func(s *incentive.Sheet) error {
			if err := scale(s); err != nil && !strings.Contains(err.Error(), "unit u") {
				return err
			}
			return nil // what it has to say of units is lost
		}), o},
		"missing figure/where": {clause(func(s *incentive.Sheet) error {
			if scale(s) != nil {
				return errors.New("something is missing")
			}
			return nil
		}), o},
		"input unchanged": {after(func(*incentive.Sheet) error {
			mu.Lock()
			defer mu.Unlock()
			own.Decimals[1].Of["u12"]++ // which is not ranked
			return nil
		}), options{Figures: own, Reads: []string{"size"}}},
		"same answer twice": {after(func(s *incentive.Sheet) error {
			mu.Lock()
			defer mu.Unlock()
			calls++
			s.Limit(first(s), incentive.Amount(500+calls))
			return nil
		}), o},
		"concurrent use": {after(func(s *incentive.Sheet) error {
			mu.Lock()
			scratch = s
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != s {
				s.Limit(first(s), 500)
			}
			return nil
		}), o},
		"nothing is kept": {after(func(s *incentive.Sheet) error {
			mu.Lock()
			defer mu.Unlock()
			if in(s) == 9 { // whoever comes after it pays
				odd = !odd
			}
			if odd {
				s.Limit(first(s), 500)
			}
			return nil
		}), o},
		"order of lines": {after(func(s *incentive.Sheet) error { s.Scale(first(s), half); return nil }), o},
		"order of places": {after(func(s *incentive.Sheet) error {
			if i, ok := s.Find(s.Ranking().Places[0].Unit.Code); ok {
				s.Scale(i, half)
			}
			return nil
		}), o},
		"refused":       {sound(), with(func(o *options) { o.Refuses = []incentive.Figures{handed()} })},
		"refused/where": {sound(), with(func(o *options) { o.Refuses = []incentive.Figures{{}} })},
		"rises": {after(func(s *incentive.Sheet) error {
			return s.Each(func(i int) error {
				if s.Place(i).Grade == "A" {
					s.Scale(i, half)
				}
				return nil
			})
		}), with(func(o *options) { o.Rises = true })},
		"nobody":     fail(func(s *incentive.Sheet) bool { return in(s) == 0 }),
		"one unit":   fail(func(s *incentive.Sheet) bool { return s.Len() == 1 }),
		"all tied":   fail(func(s *incentive.Sheet) bool { return s.Len() > 1 && s.Ranking().Places[s.Len()-2].Rank == 1 }),
		"no grades":  fail(func(s *incentive.Sheet) bool { return s.Len() > 1 && s.Place(0).Grade+s.Place(1).Grade == "" }),
		"own places": fail(func(s *incentive.Sheet) bool { return s.Ranking().Own }),
		"no figures": {clause(func(s *incentive.Sheet) error {
			if err := scale(s); err != nil && in(s) > 0 && s.Len() > 1 && !strings.Contains(err.Error(), "unit") {
				panic(err)
			}
			return nil
		}), options{Figures: handed()}},
	}
}

func TestBrokenClauses(t *testing.T) {
	require.NoError(t, incentivetest.TestClause(sound(), incentivetest.ClauseOptions{Figures: handed(), Reads: []string{"size"}}))
	for name, c := range brokenClauses() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := incentivetest.TestClause(c.c, c.o)
			if rule == "input unchanged" || rule == "nothing is kept" { // and so what is asked afterwards
				require.Contains(t, rulesOf(err), rule)
				return
			}
			require.Equal(t, []string{rule}, rulesOf(err), err)
		})
	}
}

func TestClauseOptions(t *testing.T) {
	type options = incentivetest.ClauseOptions
	require.ErrorContains(t, incentivetest.TestClause(nil), "no clause")
	require.ErrorContains(t, incentivetest.TestClause(sound(), options{}, options{Reads: []string{"size"}}), `options 2: options: it reads "size", which Figures does not have`)
	r := evaluation.Ranking{Code: "total", Ties: evaluation.Ties{Digits: new(0)}, Places: []evaluation.Place{{Rank: 1, Score: 9}, {Rank: 2, Score: 8}}}
	r.Places[0].Unit.Code, r.Places[1].Unit.Code = "a", "b"
	require.ErrorContains(t, incentivetest.TestClause(sound(), options{Ranking: r, Rises: true}), "Rises is tested on the ranking that is made up")
	require.NoError(t, incentivetest.TestClause(incentive.ByScore{}, options{Ranking: r}))
	last, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	require.NoError(t, incentivetest.TestClause(incentive.Corridor{Last: "last", Down: 0.2, Up: 0.3}, options{
		Ranking: r, Figures: incentive.Figures{Allocations: map[string]*incentive.Allocation{"last": last}}, Reads: []string{"last"},
		Pool: incentive.Pool{Amount: 100},
	}))
}
