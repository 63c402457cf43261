package incentive_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// promised are claims of five counties in a pool that cannot pay them.
var promised = row(400, 300, 200, 100, 0)

// cut divides what is left of a pool among the promised.
func cut(t require.TestingT, amount float64, rule fill.Rule) *incentive.Allocation {
	r := graded(rankingOf(90, 80, 70, 60, 50), "LLSSS") // large and small
	a, err := incentive.Plan{
		Pool:     incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: amount},
		Clauses:  []incentive.Clause{incentive.Claim{Figure: "promised"}, incentive.ByPriority{By: "grade"}},
		Tranches: []incentive.Tranche{{Parts: 1, Rule: rule}},
	}.Allocate(r, figures(decimals("promised", promised)))
	require.NoError(t, err)
	return a
}

func TestMidYearCut(t *testing.T) {
	for _, c := range []struct {
		rule   fill.Rule
		amount float64
		want   string
	}{
		{nil, 600, "[240 180 120 60 0]"},
		{fill.EqualLosses{}, 600, "[300 200 100 0 0]"},
		{fill.EqualLosses{}, 500, "[266 166 66 0 0]"},
		{fill.Talmud{}, 600, "[275 175 100 50 0]"},
		{fill.Talmud{}, 400, "[125 125 100 50 0]"},
		{fill.Dual{}, 600, "[240 180 120 60 0]"},
		{fill.Priority{Orders: []string{"S", "L"}}, 600, "[171 128 200 100 0]"},
	} {
		t.Run(fmt.Sprint(c.rule, c.amount), func(t *testing.T) {
			a := cut(t, c.amount, c.rule)
			got := make([]incentive.Amount, 5)
			for i := range got {
				got[i] = awards(a)[code(i)]
			}
			assert.Equal(t, c.want, fmt.Sprint(got))
			b := again(t, a)
			require.NoError(t, b.Check(), "the rule is written with its kind")
			b.Divisions[0].Shares.Exact[0].Add(b.Divisions[0].Shares.Exact[0], big.NewRat(1, 1))
			b.Divisions[0].Shares.Exact[1].Sub(b.Divisions[0].Shares.Exact[1], big.NewRat(1, 1))
			require.ErrorIs(t, b.Check(), incentive.ErrCheck)
			b = again(t, a)
			b.Divisions[0].Shares.Level.Add(b.Divisions[0].Shares.Level, big.NewRat(1, 1))
			require.ErrorIs(t, b.Check(), incentive.ErrCheck)
			b = again(t, a)
			b.Divisions[0].Rule = nil
			require.ErrorIs(t, b.Check(), fill.ErrRule)
		})
	}
}

func TestExplainRules(t *testing.T) {
	a := cut(t, 600, fill.Talmud{})
	text, err := a.Explain("001", basis.English)
	require.NoError(t, err)
	assert.Contains(t, text, "By the rule talmud: -5 mu.")
	text, err = a.Explain("002", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "按“对半保护”规则，减 20 mu。")
	for lang, want := range map[basis.Language]string{basis.English: "half of the claim", basis.Chinese: "上限的一半"} {
		name, err := a.BoundName(fill.BoundHalf, lang)
		require.NoError(t, err)
		assert.Equal(t, want, name)
	}
	a = cut(t, 500, fill.EqualLosses{})
	text, err = a.Explain("003", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "按“等额减少”规则，减 50 mu。")
	text = []string{file(t, tables.Certificate(a), basis.English)}
	assert.Contains(t, text[0], "equal losses,\"share = level, or cap - share = level\"")
	assert.Contains(t, text[0], `"share = 0, cap <= level"`)

	r := graded(rankingOf(9, 8, 7), "ABB")
	a, err = incentive.Plan{
		Pool:     incentive.Pool{Amount: 70},
		Clauses:  []incentive.Clause{incentive.CapAt{Name: "request", Each: new(40.0)}, incentive.ByPriority{By: "grade"}},
		Tranches: []incentive.Tranche{{Parts: 1, Rule: fill.Priority{Orders: []string{"A", "B"}}}},
	}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	rows := a.Certificate()
	assert.Equal(t, "40 15 15", strings.Join([]string{rows[0].Level.RatString(), rows[1].Level.RatString(), rows[2].Level.RatString()}, " "))
}
