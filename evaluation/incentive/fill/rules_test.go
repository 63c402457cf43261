package fill_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestRuleCertificates(t *testing.T) {
	rules := []fill.Certifier{
		fill.Dual{},
		fill.EqualLosses{},
		fill.Talmud{},
		fill.AdjustedProportional{},
		fill.MinimalOverlap{},
		fill.RandomArrival{},
		fill.AverageOfAwards{},
		fill.Priority{Orders: []string{"A", "B"}},
	}
	lines := []fill.Line{
		{ID: "a", Weight: one(1, 1), Cap: 30, Order: "A"},
		{ID: "b", Weight: one(2, 1), Cap: 20, Order: "A"},
		{ID: "c", Weight: one(1, 1), Cap: 10, Order: "B"},
		{ID: "d", Weight: one(1, 1), Cap: 10, Out: basis.Textf("out")}, // needs no order
	}
	amount := one(52, 1)
	for _, r := range rules {
		t.Run(r.String(), func(t *testing.T) {
			divide := func() fill.Shares {
				s, err := r.Divide(amount, lines, nil)
				require.NoError(t, err)
				require.NoError(t, r.Certify(amount, lines, nil, s))
				return s
			}
			for name, damage := range map[string]func(s *fill.Shares){
				"a share out": func(s *fill.Shares) { s.Exact[3].SetInt64(1) },
				"a bound out": func(s *fill.Shares) { s.Bound[3] = fill.BoundCap },
				"one up":      func(s *fill.Shares) { s.Exact[0].Add(s.Exact[0], one(1, 2)) },
				"one down":    func(s *fill.Shares) { s.Exact[0].Sub(s.Exact[0], one(1, 2)) },
				"from one to another": func(s *fill.Shares) {
					s.Exact[0].Sub(s.Exact[0], one(1, 9))
					s.Exact[1].Add(s.Exact[1], one(1, 9))
				},
				"above the claim": func(s *fill.Shares) { s.Exact[0].SetInt64(31) },
				"a bound":         func(s *fill.Shares) { s.Bound[0] = fill.BoundFloor },
				"another bound":   func(s *fill.Shares) { s.Bound[0] = "half of it" },
				"no level":        func(s *fill.Shares) { s.Level = nil },
				"level":           func(s *fill.Shares) { s.Level = new(big.Rat).Add(s.Level, one(1, 1)) },
				"shape":           func(s *fill.Shares) { s.Bound = s.Bound[1:] },
			} {
				s := divide()
				damage(&s)
				assert.Error(t, r.Certify(amount, lines, nil, s), name)
			}
			if _, orders := r.(fill.Priority); orders {
				s := divide()
				s.Levels = s.Levels[1:]
				require.ErrorIs(t, r.Certify(amount, lines, nil, s), fill.ErrCertificate)
				s = divide()
				s.Exact[0].SetInt64(100)
				require.ErrorIs(t, r.Certify(amount, lines, nil, s), fill.ErrCertificate)
			}
		})
	}
}

// greedy hands out too much, or not all, or shares above caps.
type greedy struct{ mode string }

func (g greedy) String() string { return "greedy" }

func (g greedy) Divide(amount *big.Rat, lines []fill.Line, _ []fill.Ceiling) (fill.Shares, error) {
	s := fill.Shares{Level: new(big.Rat), Bound: make([]string, len(lines))}
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
	lines := []fill.Line{{ID: "a", Weight: one(1, 1), Cap: fill.NoCap}, {ID: "b", Weight: one(1, 1), Cap: 5, Floor: 1}, {ID: "c", Weight: one(1, 1), Cap: 5, Held: 1}}
	ceilings := []fill.Ceiling{{Name: "g", Members: []string{"a"}, Amount: 5}}
	for _, r := range []fill.Certifier{fill.Dual{}, fill.EqualLosses{}, fill.Talmud{}, fill.AdjustedProportional{}, fill.MinimalOverlap{}, fill.RandomArrival{}, fill.AverageOfAwards{}} {
		_, err := r.Divide(one(4, 1), lines, ceilings)
		require.ErrorIs(t, err, fill.ErrLimits)
		for _, part := range []string{"no ceilings", "unit a: limits: the rule " + r.String() + " needs a cap", "unit b", "no floor", "unit c", "no amount in hand"} {
			require.ErrorContains(t, err, part)
		}
		require.Error(t, r.Certify(one(4, 1), lines, ceilings, fill.Shares{}))
	}

	by := fill.Priority{Orders: []string{"A", "A", ""}}
	lines[0].Order, lines[2].Order = "A", "C"
	_, err := by.Divide(one(4, 1), lines, ceilings)
	require.ErrorIs(t, err, fill.ErrDuplicate)
	require.ErrorIs(t, err, basis.ErrMissing)
	for _, part := range []string{`the order "A" is empty or listed twice`, `the order "" is empty`, `unit b: missing value: no order of priority, or none of the rule: ""`, `unit c: missing value: no order of priority, or none of the rule: "C"`} {
		require.ErrorContains(t, err, part)
	}
	require.Error(t, by.Certify(one(4, 1), lines, nil, fill.Shares{}))
	lines[1].Order, lines[2].Order = "B", "B"
	_, err = fill.Priority{Orders: []string{"A", "B"}}.Divide(one(1, 2), lines, nil)
	require.ErrorIs(t, err, fill.ErrFloors, "floors of a later order")

	two := []fill.Line{{ID: "a", Weight: one(1, 1), Cap: 5}, {ID: "b", Weight: one(1, 1), Cap: 5}}
	for mode, want := range map[string]error{"fails": assert.AnError, "shape": fill.ErrRule, "none": fill.ErrRule, "all to one": fill.ErrCertificate} {
		_, err := fill.Dual{Of: greedy{mode}}.Divide(one(2, 1), two, nil)
		require.ErrorIs(t, err, want, mode)
	}
	good := fill.Shares{Exact: []*big.Rat{one(1, 1), one(1, 1)}, Bound: []string{"", ""}, Level: one(4, 1)}
	for _, mode := range []string{"fails", "none", "all to one"} {
		require.ErrorIs(t, fill.Dual{Of: greedy{mode}}.Certify(one(2, 1), two, nil, good), fill.ErrCertificate, mode)
	}
}

// TestOverlap: the estate of 120 among claims of 30, 40, 60 and 120 in Ibn Ezra's example
// (O'Neill 1982): 7 1/2, 10 5/6, 20 5/6, 80 5/6. A line that leaves with its share changes
// what the others get, and minimal overlap is not self-dual.
func TestOverlap(t *testing.T) {
	divide := func(r fill.Certifier, amount *big.Rat, claims ...int64) []string {
		lines := make([]fill.Line, len(claims))
		for i, c := range claims {
			lines[i] = fill.Line{ID: string(rune('a' + i)), Weight: one(1, 1), Cap: fill.Amount(c)}
		}
		s, err := r.Divide(amount, lines, nil)
		require.NoError(t, err)
		require.NoError(t, r.Certify(amount, lines, nil, s))
		out := make([]string, len(claims))
		for i, x := range s.Exact {
			out[i] = x.RatString()
		}
		return out
	}
	overlap, adjusted := fill.MinimalOverlap{}, fill.AdjustedProportional{}
	assert.Equal(t, []string{"15/2", "65/6", "125/6", "485/6"}, divide(overlap, one(120, 1), 30, 40, 60, 120))
	for _, r := range []fill.Certifier{overlap, adjusted, fill.Talmud{}} { // the contested garment
		assert.Equal(t, []string{"25", "75"}, divide(r, one(100, 1), 50, 100), r.String())
	}
	assert.NotEqual(t, divide(overlap, one(120, 1), 30, 40, 60, 120), divide(fill.Dual{Of: overlap}, one(120, 1), 30, 40, 60, 120))
	assert.Equal(t, divide(adjusted, one(120, 1), 30, 40, 60, 120), divide(fill.Dual{Of: adjusted}, one(120, 1), 30, 40, 60, 120))
	assert.Equal(t, []string{"2/5", "4/5", "4/5"}, divide(adjusted, one(2, 1), 1, 2, 3))
	assert.Equal(t, []string{"1/2", "7/10"}, divide(adjusted, one(6, 5), 1, 2), "the third has left with 4/5")
}
