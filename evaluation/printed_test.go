package evaluation_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// pointsTree is a scheme as Chinese offices print it: two dimensions of 60 and 40 points.
// Figures are scores from 0 to 100 already.
func pointsTree() indicators.Indicator {
	leaf := func(code string, weight float64) indicators.Indicator {
		return indicators.Indicator{Code: code, Weight: weight, Bounds: &indicators.Range{Lo: 0, Hi: 100}}
	}
	return indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "A", Weight: 60, Children: []indicators.Indicator{leaf("a1", 25), leaf("a2", 20), leaf("a3", 15)}},
		{Code: "B", Weight: 40, Children: []indicators.Indicator{leaf("b1", 25), leaf("b2", 15)}},
	}}
}

// pointsTable has made-up counties.
const pointsTable = `code,name,a1,a2,a3,b1,b2
1,Jia,83.3,77.7,91.9,64.9,88.2
2,Yi,83.8,77.8,91.7,64.7,86.4
3,Bing,70.16,70,70,70,70
4,Ding,50,50,50,50,50
`

func printing(of evaluation.Printed, digits int) evaluation.Ties {
	return evaluation.Ties{Digits: new(digits), Print: evaluation.Printing{Of: of}}
}

// column is a column of printed figures as they are printed.
func column(of []float64, digits int) []string {
	var out []string
	for _, x := range of {
		out = append(out, strconv.FormatFloat(x, 'f', digits, 64))
	}
	return out
}

// TestPrintedPoints is a table of points, worked by hand:
//
//	      a1 25      a2 20      a3 15      A 60   b1 25      b2 15      B 40   rulings  total
//	Jia   20.825 20.8  15.54 15.5  13.785 13.8  50.1  16.225 16.2  13.23 13.2  29.4          79.5
//	Yi    20.95  21.0  15.56 15.6  13.755 13.8  50.4  16.175 16.2  12.96 13.0  29.2          79.6
//	Bing  17.54  17.5  14    14.0  10.5   10.5  42.0  17.5   17.5  10.5  10.5  28.0  0.14 0.1  70.1
//
// Jia has 79.605 and Yi 79.4, so that a total that is rounded alone, 79.6 over 79.4, puts
// Jia first, and nobody can add up either.
func TestPrintedPoints(t *testing.T) {
	tab := table(t, framework(t, pointsTree()), pointsTable)
	points := evaluation.Ruling{Unit: "3", Effect: evaluation.AddPoints, Item: "bonus", Count: 2, Points: 0.07, Reason: "made up", Document: "none"}
	r := evaluate(t, evaluation.Model{}, tab, points)

	alone := rank(t, r, "", evaluation.Ties{Digits: new(1)})
	assert.Equal(t, map[string]int{"1": 1, "2": 2, "3": 3, "4": 4}, ranks(alone))
	assert.Equal(t, []float64{79.6, 79.4, 70.2, 50}, scoresOf(alone))

	ties := printing(evaluation.PrintedPoints, 1)
	parts, err := r.Printed(ties)
	require.NoError(t, err)
	for code, want := range map[string][]string{
		"a1": {"20.8", "21.0", "17.5", "12.5"},
		"a2": {"15.5", "15.6", "14.0", "10.0"},
		"a3": {"13.8", "13.8", "10.5", "7.5"},
		"A":  {"50.1", "50.4", "42.0", "30.0"},
		"b1": {"16.2", "16.2", "17.5", "12.5"},
		"b2": {"13.2", "13.0", "10.5", "7.5"},
		"B":  {"29.4", "29.2", "28.0", "20.0"},
	} {
		for i, unit := range parts.Units {
			x, ok := parts.Score(unit, code)
			assert.True(t, ok)
			assert.Equal(t, want[i], strconv.FormatFloat(x, 'f', 1, 64), "%s of %s", code, unit)
		}
	}
	assert.Equal(t, []string{"79.5", "79.6", "70.0", "50.0"}, column(parts.Of[0], 1))
	assert.Equal(t, []string{"0.0", "0.0", "0.1", "0.0"}, column(parts.Given, 1))
	assert.Equal(t, []string{"79.5", "79.6", "70.1", "50.0"}, column(parts.Totals, 1))

	ranking := rank(t, r, "", ties)
	assert.Equal(t, map[string]int{"1": 2, "2": 1, "3": 3, "4": 4}, ranks(ranking))
	assert.Equal(t, []float64{79.6, 79.5, 70.1, 50}, scoresOf(ranking))
	before, err := evaluation.Decision{Ties: ties}.RankBefore(r)
	require.NoError(t, err)
	assert.Equal(t, []float64{79.6, 79.5, 70, 50}, scoresOf(before))

	// A dimension is ranked by its printed points, and is compared by them.
	assert.Equal(t, []float64{50.4, 50.1, 42, 30}, scoresOf(rank(t, r, "A", ties)))
	value, err := r.Value(ties, "1", evaluation.Key{Code: "B"})
	require.NoError(t, err)
	assert.Equal(t, 29.4, value)

	ex, err := r.Explain(ranking, "3")
	require.NoError(t, err)
	got := map[string]float64{}
	for _, p := range ex.Parts {
		got[p.Indicator.Code] = p.Points
	}
	assert.Equal(t, map[string]float64{"total": 70, "A": 42, "a1": 17.5, "a2": 14, "a3": 10.5, "B": 28, "b1": 17.5, "b2": 10.5}, got)
	assert.Equal(t, []float64{70, 0.1, 70.1}, []float64{ex.Adjustment.Before, ex.Adjustment.Given, ex.Adjustment.After})
	assert.Equal(t, 70.0, ex.Parts[0].Score)
	assert.Equal(t, 70.0, ex.Without.Score)
	assert.Equal(t, ties, ex.Ties)
}

func scoresOf(r evaluation.Ranking) []float64 {
	var out []float64
	for _, p := range r.Places {
		out = append(out, p.Score)
	}
	return out
}

// TestPrintedScores is a table in the manner of the social vulnerability index of the
// U.S. Centers for Disease Control and Prevention, with made-up tracts: percentile ranks
// (rank - 1) / (n - 1), printed with four decimals; a theme is the sum of the printed ones
// of its variables, the total the sum of the themes. Here they are means, with decimals
// enough to give these sums: of three and two variables, five in all.
//
//	tract  poverty unemployed income  theme 1  age    crowding theme 2  total
//	1      0.1667  0.1667     0.6667  1.0001   0.5000 0.5000   1.0000   2.0001
//	2      0.0000  0.5000     0.5000  1.0000   0.6667 0.3333   1.0000   2.0000
//	3      0.3333  0.3333     0.0000  0.6666   0.0000 1.0000   1.0000   1.6666
//	4      0.5000  0.0000     0.1667  0.6667   0.8333 0.1667   1.0000   1.6667
//	5      0.6667  0.8333     0.8333  2.3333   1.0000 0.0000   1.0000   3.3333
//	6      0.8333  1.0000     1.0000  2.8333   0.1667 0.8333   1.0000   3.8333
//	7      1.0000  0.6667     0.3333  2.0000   0.3333 0.6667   1.0000   3.0000
//
// Of tracts 1 and 2 the sums are 2 in truth, of 3 and 4 they are 5/3: what is printed
// parts them.
func TestPrintedScores(t *testing.T) {
	leaf := func(code string) indicators.Indicator { return indicators.Indicator{Code: code, Weight: 1} }
	f := framework(t, indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "theme1", Weight: 3, Children: []indicators.Indicator{leaf("poverty"), leaf("unemployed"), leaf("income")}},
		{Code: "theme2", Weight: 2, Children: []indicators.Indicator{leaf("age"), leaf("crowding")}},
	}})
	tab := table(t, f, `code,poverty,unemployed,income,age,crowding
1,11,4.1,52,14,3.3
2,10,4.3,51,15,3.2
3,12,4.2,48,11,3.6
4,13,4.0,49,16,3.1
5,14,4.5,53,17,3.0
6,15,4.6,54,12,3.5
7,16,4.4,50,13,3.4
`)
	r := evaluate(t, evaluation.Model{Normalize: normalize.Percentile{Points: 1}}, tab)
	ties := printing(evaluation.PrintedScores, 12)
	ties.Print.Digits = new(4)
	parts, err := r.Printed(ties)
	require.NoError(t, err)
	children := map[string]float64{"theme1": 3, "theme2": 2, "total": 5}
	for code, want := range map[string][]string{
		"poverty":    {"0.1667", "0.0000", "0.3333", "0.5000", "0.6667", "0.8333", "1.0000"},
		"unemployed": {"0.1667", "0.5000", "0.3333", "0.0000", "0.8333", "1.0000", "0.6667"},
		"income":     {"0.6667", "0.5000", "0.0000", "0.1667", "0.8333", "1.0000", "0.3333"},
		"theme1":     {"1.0001", "1.0000", "0.6666", "0.6667", "2.3333", "2.8333", "2.0000"},
		"age":        {"0.5000", "0.6667", "0.0000", "0.8333", "1.0000", "0.1667", "0.3333"},
		"crowding":   {"0.5000", "0.3333", "1.0000", "0.1667", "0.0000", "0.8333", "0.6667"},
		"theme2":     {"1.0000", "1.0000", "1.0000", "1.0000", "1.0000", "1.0000", "1.0000"},
		"total":      {"2.0001", "2.0000", "1.6666", "1.6667", "3.3333", "3.8333", "3.0000"},
	} {
		of := slices.Clone(parts.Of[slices.Index(parts.Codes, code)])
		for i := range of {
			of[i] *= max(1, children[code])
		}
		assert.Equal(t, want, column(of, 4), code)
	}
	alone := rank(t, r, "", evaluation.Ties{})
	assert.Equal(t, map[string]int{"1": 4, "2": 4, "3": 6, "4": 6, "5": 2, "6": 1, "7": 3}, ranks(alone))
	ranking := rank(t, r, "", ties)
	assert.Equal(t, map[string]int{"1": 4, "2": 5, "3": 7, "4": 6, "5": 2, "6": 1, "7": 3}, ranks(ranking))

	// Rounded again at every level: 0.3334 and 0.5000 by 3 and 2 are 0.40004.
	parts, err = r.Printed(printing(evaluation.PrintedScores, 4))
	require.NoError(t, err)
	assert.Equal(t, []string{"0.3334", "0.3333", "0.2222", "0.2222", "0.7778", "0.9444", "0.6667"}, column(parts.Of[1], 4))
	assert.Equal(t, []string{"0.4000", "0.4000", "0.3333", "0.3333", "0.6667", "0.7666", "0.6000"}, column(parts.Totals, 4))
	assert.Nil(t, parts.Given)

	ex, err := r.Explain(ranking, "1")
	require.NoError(t, err)
	assert.Equal(t, 0.1667, ex.Parts[2].Score)
	assert.InDelta(t, 0.2*0.1667, ex.Parts[2].Points, 1e-15)
}
