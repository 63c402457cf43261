package industry_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
)

// u1 has 1 % of a tiny industry d that is hardly anywhere else.
func three(t require.TestingT) *industry.Structure {
	return structure(t, []float64{50, 30, 19, 1}, []float64{30, 20, 50, 0}, []float64{20, 30, 50, 0})
}

func TestLeading(t *testing.T) {
	for name, c := range map[string]struct {
		rule industry.Leading
		want [][]string
	}{
		"zero value":  {industry.Leading{}, [][]string{{"a", "b"}, {"c"}, {"c", "b"}}},
		"quotient":    {industry.Leading{By: industry.ByQuotient}, [][]string{{"d", "a"}, {"c"}, {"c", "b"}}},
		"share":       {industry.Leading{By: industry.ByShare}, [][]string{{"a", "b"}, {"c"}, {"c", "b"}}},
		"one":         {industry.Leading{Max: 1}, [][]string{{"a"}, {"c"}, {"c"}}},
		"three":       {industry.Leading{Max: 3}, [][]string{{"a", "b", "d"}, {"c"}, {"c", "b"}}},
		"at least":    {industry.Leading{MinQuotient: 1.2}, [][]string{{"a", "d"}, {"c"}, {"c"}}},
		"large":       {industry.Leading{MinQuotient: 1.2, MinShare: 5}, [][]string{{"a"}, {"c"}, {"c"}}},
		"just enough": {industry.Leading{MinQuotient: 1.5, MinShare: 50}, [][]string{{"a"}, nil, nil}},
		"less than 1": {industry.Leading{MinQuotient: 0.5}, [][]string{{"a", "b"}, {"c"}, {"c", "b"}}},
		"nothing":     {industry.Leading{MinQuotient: 9}, [][]string{nil, nil, nil}},
	} {
		t.Run(name, func(t *testing.T) {
			choices, err := c.rule.Pick(three(t))
			require.NoError(t, err)
			var got [][]string
			for _, x := range choices {
				got = append(got, x.Leading)
				require.Len(t, x.Verdicts, 4)
				for place, v := range x.Verdicts {
					last := v.Reasons[len(v.Reasons)-1]
					assert.Equal(t, v.Leads, last.OK && last.Test == industry.PlaceOf, "%d", place)
					assert.Equal(t, v.Leads, place < len(x.Leading))
				}
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestVerdicts(t *testing.T) {
	choices, err := industry.Leading{MinQuotient: 1.05, MinShare: 5, Max: 1}.Pick(three(t))
	require.NoError(t, err)
	var lines []string
	for _, v := range choices[0].Verdicts {
		lines = append(lines, v.String())
	}
	assert.Equal(t, []string{
		"a leads: 50.00 % of the unit, 33.33 % of the reference; location quotient 1.500 > 1, location quotient 1.500 >= 1.05, share of the unit in percent 50.00 >= 5, place 1 <= 1",
		"b does not lead: 30.00 % of the unit, 26.67 % of the reference; location quotient 1.125 > 1, location quotient 1.125 >= 1.05, share of the unit in percent 30.00 >= 5, place 2 > 1",
		"d does not lead: 1.00 % of the unit, 0.33 % of the reference; location quotient 3.000 > 1, location quotient 3.000 >= 1.05, share of the unit in percent 1.00 < 5",
		"c does not lead: 19.00 % of the unit, 39.67 % of the reference; location quotient 0.479 not > 1",
	}, lines)
	v := choices[0].Verdicts[0]
	assert.Equal(t, 50.0, v.Amount)
	assert.InEpsilon(t, 50-100.0/3, v.Excess, 1e-12)
	assert.Equal(t, "u1", choices[0].Unit.Code)
}

func TestLeadingOfAlikeUnits(t *testing.T) {
	choices, err := industry.Leading{}.Pick(structure(t, []float64{0.1, 0.2, 0.7}, []float64{0.3, 0.6, 2.1}))
	require.NoError(t, err)
	for _, c := range choices {
		assert.Empty(t, c.Leading, "rounding makes no industry characteristic")
	}
	choices, err = industry.Leading{Max: 1}.Pick(structure(t, []float64{40, 40, 20}, []float64{20, 20, 60}))
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, choices[0].Leading, "equal ones in the order of the columns")
}

func TestLeadingErrors(t *testing.T) {
	for name, rule := range map[string]industry.Leading{
		"quotient":     {MinQuotient: -1},
		"not a number": {MinQuotient: math.NaN()},
		"infinite":     {MinQuotient: math.Inf(1)},
		"share":        {MinShare: 101},
		"max":          {Max: -1},
		"order":        {By: 3},
	} {
		_, err := rule.Pick(three(t))
		assert.ErrorIs(t, err, basis.ErrValue, name)
	}
}

// Stricter thresholds never add a leading industry where the number is not limited, and
// what leads has more of the industry than the reference.
func TestLeadingProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := structure(t, draw(t)...)
		loose := industry.Leading{MinQuotient: rapid.Float64Range(0.5, 2).Draw(t, "q"), MinShare: rapid.Float64Range(0, 40).Draw(t, "s"), Max: 9}
		strict := loose
		strict.MinQuotient += rapid.Float64Range(0, 1).Draw(t, "more")
		strict.MinShare += rapid.Float64Range(0, 40).Draw(t, "larger")
		a, err := loose.Pick(s)
		require.NoError(t, err)
		b, err := strict.Pick(s)
		require.NoError(t, err)
		two, err := industry.Leading{}.Pick(s)
		require.NoError(t, err)
		for i := range a {
			assert.Subset(t, append(a[i].Leading, ""), b[i].Leading)
			assert.LessOrEqual(t, len(two[i].Leading), 2)
			for _, v := range a[i].Verdicts {
				if v.Leads {
					assert.Positive(t, v.Excess)
				}
			}
		}
	})
}
