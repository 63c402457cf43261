package incentive_test

import (
	"bytes"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// promised are claims of five counties in a pool that cannot pay them.
var promised = incentive.Per{"000": 400, "001": 300, "002": 200, "003": 100, "004": 0}

// cut divides what is left of a pool among the promised.
func cut(t require.TestingT, amount incentive.Amount, rule incentive.Rule) *incentive.Allocation {
	a, err := incentive.Plan{
		Pool:     incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: amount},
		Clauses:  []incentive.Clause{incentive.Claim{Name: "promised", Per: promised}},
		Tranches: []incentive.Tranche{{Parts: 1, Rule: rule}},
	}.Allocate(rankingOf(90, 80, 70, 60, 50))
	require.NoError(t, err)
	return a
}

func TestMidYearCut(t *testing.T) {
	for _, c := range []struct {
		rule   incentive.Rule
		amount incentive.Amount
		want   string
	}{
		{nil, 600, "[240 180 120 60 0]"},
		{incentive.EqualLosses{}, 600, "[300 200 100 0 0]"},
		{incentive.EqualLosses{}, 500, "[266 166 66 0 0]"},
		{incentive.Talmud{}, 600, "[275 175 100 50 0]"},
		{incentive.Talmud{}, 400, "[125 125 100 50 0]"},
		{incentive.Dual{}, 600, "[240 180 120 60 0]"},
		{incentive.Priority{By: []incentive.Class{{Name: "small", Members: []string{"004", "003", "002"}}, {Name: "large", Members: []string{"000", "001"}}}}, 600, "[171 128 200 100 0]"},
	} {
		t.Run(fmt.Sprint(c.rule, c.amount), func(t *testing.T) {
			a := cut(t, c.amount, c.rule)
			got := make([]incentive.Amount, 5)
			for i := range got {
				got[i] = a.Per()[code(i)]
			}
			assert.Equal(t, c.want, fmt.Sprint(got))
			b := again(t, a)
			require.NoError(t, b.Check(), "the rule is found by its name")
			b.Divisions[0].Shares.Exact[0].Add(b.Divisions[0].Shares.Exact[0], big.NewRat(1, 1))
			b.Divisions[0].Shares.Exact[1].Sub(b.Divisions[0].Shares.Exact[1], big.NewRat(1, 1))
			require.ErrorIs(t, b.Check(), incentive.ErrCheck)
			b = again(t, a)
			b.Divisions[0].Shares.Level.Add(b.Divisions[0].Shares.Level, big.NewRat(1, 1))
			require.ErrorIs(t, b.Check(), incentive.ErrCheck)
			b = again(t, a)
			for _, name := range []string{"no such rule", "dual of no such rule", strings.Repeat("dual of ", 1000) + "fill"} {
				b.Divisions[0].Rule = name
				require.ErrorIs(t, b.Check(), incentive.ErrRule)
			}
		})
	}
}

func TestRuleCertificates(t *testing.T) {
	rules := []incentive.Certifier{
		incentive.Dual{},
		incentive.EqualLosses{},
		incentive.Talmud{},
		incentive.Priority{By: []incentive.Class{{Name: "A", Members: []string{"a", "b"}}, {Name: "B", Members: []string{"c", "d"}}}},
	}
	lines := []incentive.Line{
		{ID: "a", Weight: one(1, 1), Cap: 30},
		{ID: "b", Weight: one(2, 1), Cap: 20},
		{ID: "c", Weight: one(1, 1), Cap: 10},
		{ID: "d", Weight: one(1, 1), Cap: 10, Out: "out"},
	}
	amount := one(52, 1)
	for _, r := range rules {
		t.Run(r.String(), func(t *testing.T) {
			divide := func() incentive.Shares {
				s, err := r.Divide(amount, lines, nil)
				require.NoError(t, err)
				require.NoError(t, r.Certify(amount, lines, nil, s))
				return s
			}
			for name, damage := range map[string]func(s *incentive.Shares){
				"a share out": func(s *incentive.Shares) { s.Exact[3].SetInt64(1) },
				"a bound out": func(s *incentive.Shares) { s.Bound[3] = incentive.BoundCap },
				"one up":      func(s *incentive.Shares) { s.Exact[0].Add(s.Exact[0], one(1, 2)) },
				"one down":    func(s *incentive.Shares) { s.Exact[0].Sub(s.Exact[0], one(1, 2)) },
				"from one to another": func(s *incentive.Shares) {
					s.Exact[0].Sub(s.Exact[0], one(1, 9))
					s.Exact[1].Add(s.Exact[1], one(1, 9))
				},
				"above the claim": func(s *incentive.Shares) { s.Exact[0].SetInt64(31) },
				"a bound":         func(s *incentive.Shares) { s.Bound[0] = incentive.BoundFloor },
				"another bound":   func(s *incentive.Shares) { s.Bound[0] = "half of it" },
				"no level":        func(s *incentive.Shares) { s.Level = nil },
				"level":           func(s *incentive.Shares) { s.Level = new(big.Rat).Add(s.Level, one(1, 1)) },
				"shape":           func(s *incentive.Shares) { s.Bound = s.Bound[1:] },
			} {
				s := divide()
				damage(&s)
				assert.Error(t, r.Certify(amount, lines, nil, s), name)
			}
			if _, classes := r.(incentive.Priority); classes {
				s := divide()
				s.Levels = s.Levels[1:]
				require.ErrorIs(t, r.Certify(amount, lines, nil, s), incentive.ErrCheck)
				s = divide()
				s.Exact[0].SetInt64(100)
				require.ErrorIs(t, r.Certify(amount, lines, nil, s), incentive.ErrCheck)
			}
		})
	}
}

// greedy hands out too much, or not all, or shares above caps.
type greedy struct{ mode string }

func (g greedy) String() string { return "greedy" }

func (g greedy) Divide(amount *big.Rat, lines []incentive.Line, _ []incentive.Ceiling) (incentive.Shares, error) {
	s := incentive.Shares{Level: new(big.Rat), Bound: make([]string, len(lines))}
	for range lines {
		s.Exact = append(s.Exact, new(big.Rat))
	}
	switch g.mode {
	case "fails":
		return s, assert.AnError
	case "shape":
		s.Exact = nil
	case "all to one":
		s.Exact[0].Set(amount)
	}
	return s, nil
}

func TestRuleErrors(t *testing.T) {
	lines := []incentive.Line{{ID: "a", Weight: one(1, 1), Cap: incentive.NoCap}, {ID: "b", Weight: one(1, 1), Cap: 5, Floor: 1}, {ID: "c", Weight: one(1, 1), Cap: 5, Held: 1}}
	ceilings := []incentive.Ceiling{{Name: "g", Members: []string{"a"}, Amount: 5}}
	for _, r := range []incentive.Certifier{incentive.Dual{}, incentive.EqualLosses{}, incentive.Talmud{}} {
		_, err := r.Divide(one(4, 1), lines, ceilings)
		require.ErrorIs(t, err, incentive.ErrLimits)
		for _, part := range []string{"no ceilings", "unit a: limits: the rule " + r.String() + " needs a cap", "unit b", "no floor", "unit c", "no amount in hand"} {
			require.ErrorContains(t, err, part)
		}
		require.Error(t, r.Certify(one(4, 1), lines, ceilings, incentive.Shares{}))
	}

	by := incentive.Priority{By: []incentive.Class{{Name: "A", Members: []string{"a", "a", "x"}}}}
	_, err := by.Divide(one(4, 1), lines, ceilings)
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorIs(t, err, incentive.ErrDuplicate)
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorContains(t, err, "unit b: missing value: no class of priority")
	require.Error(t, by.Certify(one(4, 1), lines, nil, incentive.Shares{}))
	_, err = incentive.Priority{By: []incentive.Class{{Name: "A", Members: []string{"a"}}, {Name: "B", Members: []string{"b", "c"}}}}.Divide(one(1, 2), lines, nil)
	require.ErrorIs(t, err, incentive.ErrFloors, "floors of a later class")

	two := []incentive.Line{{ID: "a", Weight: one(1, 1), Cap: 5}, {ID: "b", Weight: one(1, 1), Cap: 5}}
	for mode, want := range map[string]error{"fails": assert.AnError, "shape": incentive.ErrRule, "none": incentive.ErrRule, "all to one": incentive.ErrCheck} {
		_, err := incentive.Dual{Of: greedy{mode}}.Divide(one(2, 1), two, nil)
		require.ErrorIs(t, err, want, mode)
	}
	good := incentive.Shares{Exact: []*big.Rat{one(1, 1), one(1, 1)}, Bound: []string{"", ""}, Level: one(4, 1)}
	for _, mode := range []string{"fails", "none", "all to one"} {
		require.ErrorIs(t, incentive.Dual{Of: greedy{mode}}.Certify(one(2, 1), two, nil, good), incentive.ErrCheck, mode)
	}
}

func TestExplainRules(t *testing.T) {
	a := cut(t, 600, incentive.Talmud{})
	text, err := a.Explain("001", "en")
	require.NoError(t, err)
	assert.Contains(t, text, "By the rule talmud: -5 mu.")
	text, err = a.Explain("002", "zh")
	require.NoError(t, err)
	assert.Contains(t, text, "按“对半保护”规则，减 20 mu。")
	a = cut(t, 500, incentive.EqualLosses{})
	text, err = a.Explain("003", "zh")
	require.NoError(t, err)
	assert.Contains(t, text, "按“等额减少”规则，减 50 mu。")
	var b bytes.Buffer
	require.NoError(t, a.WriteCertificate(&b, "en"))
	assert.Contains(t, b.String(), "cap - share = level x weight")
	assert.Contains(t, b.String(), `"share = 0, cap <= level x weight`)

	r := graded(rankingOf(9, 8, 7), "ABB")
	a, err = incentive.Plan{
		Pool:     incentive.Pool{Amount: 70},
		Clauses:  []incentive.Clause{incentive.CapAt{Name: "request", Per: incentive.Each(r, 40)}},
		Tranches: []incentive.Tranche{{Parts: 1, Rule: incentive.Priority{By: incentive.GradeClasses(r, "A", "B")}}},
	}.Allocate(r)
	require.NoError(t, err)
	rows := a.Certificate()
	assert.Equal(t, "40 15 15", strings.Join([]string{rows[0].Level.RatString(), rows[1].Level.RatString(), rows[2].Level.RatString()}, " "))
}
