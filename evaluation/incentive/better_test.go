package incentive_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestByBetter: by area three counties have 1/2, 3/8 and 1/8, by people and roads 1/4, 1/4
// and 1/2; the larger parts are 4/8, 3/8 and 4/8, so that 11 are divided as 4, 3 and 4.
func TestByBetter(t *testing.T) {
	better := incentive.ByBetter{Formulas: []incentive.Formula{
		{Name: "base", NameZH: "基础", Factors: []incentive.Factor{{Figure: "area", Weight: 1}}},
		{Factors: []incentive.Factor{{Figure: "people", Weight: 3}, {Figure: "roads", NameZH: "公路", Weight: 1}}},
	}}
	lists := figures(decimals("area", row(40, 30, 10)), decimals("people", row(1, 1, 2)), decimals("roads", row(5, 5, 10)))
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 11}, Clauses: []incentive.Clause{better}}.Allocate(flatRanking(3), lists)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 4, "001": 3, "002": 4}, awards(a))
	require.NoError(t, again(t, a).Check())
	text, err := a.Explain("002", basis.English)
	require.NoError(t, err)
	assert.Contains(t, text[1], "by the formula 2")
	text, err = a.Explain("000", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text[1], "适用公式：基础")
	assert.Equal(t, "weight by the better of: base (area 1), 2 (people 3, roads 1)", better.String())
	assert.Equal(t, "按各公式较高者计份：基础（area 1）、2（people 3、公路 1）", inChinese(better))

	for name, c := range map[string]struct {
		clause incentive.ByBetter
		want   error
		text   string
	}{
		"one":  {incentive.ByBetter{Formulas: better.Formulas[:1]}, basis.ErrFew, "1 formulas, of which the better one is to count"},
		"none": {incentive.ByBetter{Formulas: []incentive.Formula{{}, better.Formulas[0]}}, basis.ErrMissing, "formula 1: missing value: no factors"},
		"zero": {incentive.ByBetter{Formulas: []incentive.Formula{better.Formulas[0], {Factors: []incentive.Factor{{Figure: "area"}}}}}, basis.ErrNumber, "formula 2: not a finite number: all weights are 0"},
	} {
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 11}, Clauses: []incentive.Clause{c.clause}}.Allocate(flatRanking(3), lists)
		require.ErrorIs(t, err, c.want, name)
		require.ErrorContains(t, err, c.text, name)
	}
}
