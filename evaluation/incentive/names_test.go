package incentive_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestNames: tranches, ceilings and measure have a name in each language, and one
// allocation prints both; English in the unit in which it counts.
func TestNames(t *testing.T) {
	ranking := evaluation.Ranking{Ties: evaluation.Ties{Digits: new(0)}, Places: []evaluation.Place{
		{Rank: 1, Unit: indicators.Unit{Code: "a", Region: "淮"}, Score: 80},
		{Rank: 2, Unit: indicators.Unit{Code: "b", Region: "黄"}, Score: 70},
	}}
	huai := evaluation.Members{By: "region", In: []string{"淮"}}
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "funds", NameZH: "资金", Measure: incentive.Measure{Name: "million yuan", NameZH: "万元", Power: 2}, Amount: 1_000},
		Clauses: []incentive.Clause{incentive.Under{Name: "Huai", NameZH: "淮河", Members: huai, Amount: 250}},
		Tranches: []incentive.Tranche{
			{Name: "base", NameZH: "基础", Parts: 1},
			{Name: "merit", NameZH: "择优", Parts: 3, Clauses: []incentive.Clause{incentive.CapAt{Name: "nine million", NameZH: "九百万", Each: new(900.0)}}},
		},
	}.Allocate(ranking, incentive.Figures{})
	require.NoError(t, err)
	require.NoError(t, a.Check())
	for lang, says := range map[basis.Language][]string{
		basis.English: {"[merit] ", `ceiling "Huai" of 2.50 million yuan`, "(cap: nine million): the cap is 9.00 million yuan", "merit,,Huai,", ",2.5,", "cap"},
		basis.Chinese: {"【择优】", "“淮河”合计上限 250 万元", "（上限：九百万）：上限为 900 万元", "择优,,淮河,", ",250,", "上限"},
	} {
		first, err := a.Explain("a", lang)
		require.NoError(t, err)
		second, err := a.Explain("b", lang)
		require.NoError(t, err)
		text := strings.Join(append(first, second...), "\n") + file(t, tables.Certificate(a), lang) + file(t, tables.Ledger(a), lang)
		for _, s := range says {
			assert.Contains(t, text, s, lang)
		}
		if lang == basis.Chinese {
			for _, s := range []string{"Huai", "merit", "base", "million"} {
				assert.NotContains(t, text, s)
			}
		}
		tranche, err := a.TrancheName("merit", lang)
		require.NoError(t, err)
		assert.Equal(t, map[basis.Language]string{basis.English: "merit", basis.Chinese: "择优"}[lang], tranche)
		for _, bound := range []string{"Huai", "cap", "", "other"} {
			name, err := a.BoundName(bound, lang)
			require.NoError(t, err)
			assert.Equal(t, map[string]string{"enHuai": "Huai", "zhHuai": "淮河", "zhcap": "上限", "encap": "cap", "enother": "other", "zhother": "other"}[lang.String()+bound], name)
		}
	}
	tranche, err := a.TrancheName("none", basis.Chinese)
	require.NoError(t, err)
	assert.Equal(t, "none", tranche, "one that the allocation does not have stays as it is")
	_, err = a.TrancheName("base", basis.Language(7))
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = a.BoundName("cap", basis.Language(7))
	require.ErrorIs(t, err, basis.ErrUnknown)
}
