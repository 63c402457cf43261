package evaluation_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// asScored gives figures as their own scores, whatever they are.
var asScored = normalize.Func(func(normalize.Sample) (normalize.Scale, error) {
	return normalize.LinearScale{From: 0, To: 1, Lo: 0, Hi: 1}, nil
})

// TestPrintingRefused: what cannot be printed is refused, all of it at once.
func TestPrintingRefused(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, table(t, framework(t, pointsTree()), pointsTable))
	for want, ties := range map[string]evaluation.Ties{
		"no choice 3":      {Digits: new(1), Print: evaluation.Printing{Of: 3}},
		"no choice -1":     {Digits: new(1), Print: evaluation.Printing{Of: -1}},
		"no digits of the": {Print: evaluation.Printing{Of: evaluation.PrintedPoints}},
		"13 digits are":    {Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(13)}},
		"-1 digits are":    {Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(-1)}},
		"points have":      {Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints, Digits: new(1)}},
		"are for scores":   {Digits: new(1), Print: evaluation.Printing{Digits: new(1)}},
	} {
		_, err := evaluation.Decision{Ties: ties}.Rank(r)
		require.ErrorIs(t, err, evaluation.ErrPrinting, want)
		require.ErrorContains(t, err, want)
		_, err = r.Printed(ties)
		require.ErrorIs(t, err, evaluation.ErrPrinting, want)
	}
	_, err := evaluation.Decision{Ties: evaluation.Ties{Print: evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(13)}}}.Rank(r)
	require.ErrorContains(t, err, "no digits of the")
	require.ErrorContains(t, err, "13 digits are")
	_, err = (*evaluation.Result)(nil).Printed(evaluation.Ties{})
	require.ErrorIs(t, err, evaluation.ErrModel)
}

// TestPrintedNotAdditive: every node that is no weighted sum is named.
func TestPrintedNotAdditive(t *testing.T) {
	tab := table(t, framework(t, pointsTree()), pointsTable)
	for name, c := range map[string]struct {
		model evaluation.Model
		nodes []string
	}{
		"all":     {evaluation.Model{Aggregate: aggregate.Harmonic{}}, []string{"total", "A", "B"}},
		"one":     {evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"B": aggregate.Geometric{}}}}, []string{"B"}},
		"wrapped": {evaluation.Model{Aggregate: aggregate.Present{Of: aggregate.Geometric{}}}, []string{"total", "A", "B"}},
		"flat":    {evaluation.Model{Aggregate: aggregate.Geometric{}, Flat: true}, []string{"total"}},
	} {
		r := evaluate(t, c.model, tab)
		for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
			_, err := evaluation.Decision{Ties: printing(of, 1)}.Rank(r)
			require.ErrorIs(t, err, aggregate.ErrNotAdditive, name)
			var named []string
			for _, e := range inputErrors(err) {
				named = append(named, e.Indicator)
			}
			assert.Equal(t, c.nodes, named, name)
		}
	}
	// What is additive by unit is printed: the worst child alone counts.
	r := evaluate(t, evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"B": aggregate.OWA{}}}}, tab)
	parts, err := r.Printed(printing(evaluation.PrintedPoints, 1))
	require.NoError(t, err)
	b1, _ := parts.Score("1", "b1")
	b2, _ := parts.Score("1", "b2")
	b, _ := parts.Score("1", "B")
	assert.Equal(t, []float64{26, 0, 26}, []float64{b1, b2, b}) // 40 % of 64.9
}

// TestPrintedMeans: weights that are no declared ones count as their decimals, those of
// places as the places; halves go away from zero; a root that is measured is its own part.
func TestPrintedMeans(t *testing.T) {
	root := indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}, {Code: "z"}}}
	tab := table(t, framework(t, root), "code,x,y,z\n1,0.5,0.1,0.1\n2,-0.5,-0.1,-0.1\n3,0.3,0.3,0.0\n")
	for name, c := range map[string]struct {
		model evaluation.Model
		want  []float64
	}{
		"0.5 + 0.1 and 0.1 by 0.1, 0.5 and 0.4": {evaluation.Model{Weigh: weights.Fixed{"x": 0.1, "y": 0.5, "z": 0.4}}, []float64{0.1, -0.1, 0.2}},
		"thirds of all":                         {evaluation.Model{Aggregate: aggregate.OWA{Order: []float64{1, 1, 1}}}, []float64{0.2, -0.2, 0.2}},
		"halves of the two best":                {evaluation.Model{Aggregate: aggregate.OWA{Order: []float64{1, 1, 0}}}, []float64{0.3, -0.1, 0.3}},
		"a quarter and three quarters":          {evaluation.Model{Aggregate: aggregate.OWA{Order: []float64{1, 0, 3}}}, []float64{0.2, -0.4, 0.1}},
	} {
		c.model.Normalize = asScored
		parts, err := evaluate(t, c.model, tab).Printed(printing(evaluation.PrintedScores, 1))
		require.NoError(t, err, name)
		assert.Equal(t, c.want, parts.Totals, name)
	}
	tab = table(t, framework(t, indicators.Indicator{Code: "total"}), "code,total\n1,0.25\n2,-0.25\n")
	for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
		parts, err := evaluate(t, evaluation.Model{Normalize: asScored, Flat: true}, tab).Printed(printing(of, 1))
		require.NoError(t, err)
		assert.Equal(t, []float64{0.3, -0.3}, parts.Totals)
	}
}

// TestPrintedTooLarge: figures whose last digit no float64 tells are refused by name.
func TestPrintedTooLarge(t *testing.T) {
	root := indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}}}
	tab := table(t, framework(t, root), "code,x,y\n1,123456789012,1\n2,2,2\n")
	r := evaluate(t, evaluation.Model{Normalize: asScored}, tab)
	for _, of := range []evaluation.Printed{evaluation.PrintedPoints, evaluation.PrintedScores} {
		_, err := r.Printed(printing(of, 2))
		require.NoError(t, err)
		_, err = r.Printed(printing(of, 6))
		require.ErrorIs(t, err, basis.ErrDomain)
		require.ErrorContains(t, err, "too large to be printed with 6 decimals")
	}
	points := evaluation.Ruling{Unit: "2", Effect: evaluation.AddPoints, Item: "bonus", Count: 1, Points: 1e15, Reason: "made up", Document: "none"}
	_, err := evaluate(t, evaluation.Model{Normalize: asScored}, tab, points).Printed(printing(evaluation.PrintedPoints, 2))
	require.ErrorIs(t, err, basis.ErrDomain)
	require.ErrorContains(t, err, "of 2 is too large")
}

// TestPrintedOnBorder: a part that lies on a border of rounding, and is no decimal on it,
// is warned of by unit and indicator; the total, which is a sum of decimals, is not.
func TestPrintedOnBorder(t *testing.T) {
	root := indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x"}, {Code: "y"}}}
	tab := table(t, framework(t, root), "code,x,y\n1,0.9000000001,1\n2,0.9,2\n")
	r := evaluate(t, evaluation.Model{Normalize: asScored}, tab)
	ranking := rank(t, r, "", printing(evaluation.PrintedPoints, 1))
	require.Len(t, ranking.Warnings, 1)
	require.EqualError(t, ranking.Warnings[0], "printed parts on a border of rounding: 1 x (0.45000000005)")
	assert.Empty(t, rank(t, r, "", printing(evaluation.PrintedPoints, 2)).Warnings)
	assert.Empty(t, rank(t, r, "", printing(evaluation.PrintedScores, 1)).Warnings)
}

// TestPrintedDecides: keys, conditions and single scores go by what is printed.
func TestPrintedDecides(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, table(t, framework(t, pointsTree()), pointsTable))
	ties := printing(evaluation.PrintedPoints, 1)
	d := evaluation.Decision{Ties: ties, Grader: evaluation.Conditional{
		Of:         evaluation.Thresholds{{Grade: "A", AtLeast: 70}, {Grade: "B", Rest: true}},
		Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"A"}, AtLeast: 50.15}}, // Jia has 50.15 but is printed 50.1
	}}
	ranking, err := d.Rank(r)
	require.NoError(t, err)
	jia, _ := ranking.Find("1")
	yi, _ := ranking.Find("2")
	assert.Equal(t, "BA", jia.Grade+yi.Grade)
	missed, err := ranking.Missed(d.Grader, r)
	require.NoError(t, err)
	require.NotEmpty(t, missed)
	assert.Equal(t, 50.1, missed[0].Score)

	entrants := evaluation.Entrants{Places: ranking.Places, Ties: ties, Result: r}
	values, err := entrants.Values(evaluation.Key{Code: "A"})
	require.NoError(t, err)
	assert.Equal(t, []float64{50.4, 50.1, 42, 30}, values)

	with, err := evaluation.Decision{Ties: ties}.RankWith(r, "4", 79.55)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"1": 3, "2": 1, "3": 4, "4": 1}, ranks(with))

	// Where points are equal, a key decides by printed points: 13.8 both.
	d = evaluation.Decision{Code: "a3", Ties: ties}
	d.Ties.Break = []evaluation.Key{{Code: "b2"}}
	order, err := d.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"1": 1, "2": 2, "3": 3, "4": 4}, ranks(order))
	d.Ties.Break = []evaluation.Key{{Code: "b1"}} // 16.2 both
	order, err = d.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"1": 1, "2": 1, "3": 3, "4": 4}, ranks(order))
}

// TestPrintedRecords: decision, ranking and parts are read back as they were, and a stored
// result prints the same.
func TestPrintedRecords(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, table(t, framework(t, pointsTree()), pointsTable))
	d := evaluation.Decision{Ties: printing(evaluation.PrintedScores, 2)}
	d.Ties.Print.Digits = new(1)
	data, err := json.Marshal(d)
	require.NoError(t, err)
	assert.JSONEq(t, `{"ties":{"digits":2,"print":{"of":"scores","digits":1}}}`, string(data))
	back, err := evaluation.ReadDecision(strings.NewReader(string(data)), "decision.json")
	require.NoError(t, err)
	assert.Equal(t, d, back)
	assert.Contains(t, d.String(), "scores")

	ranking, err := d.Rank(r)
	require.NoError(t, err)
	data, err = json.Marshal(ranking)
	require.NoError(t, err)
	var stored evaluation.Ranking
	require.NoError(t, json.Unmarshal(data, &stored))
	assert.Equal(t, ranking, stored)

	parts, err := r.Printed(d.Ties)
	require.NoError(t, err)
	parts.Of[1][1] = math.NaN()
	data, err = json.Marshal(parts)
	require.NoError(t, err)
	var again evaluation.PrintedParts
	require.NoError(t, json.Unmarshal(data, &again))
	assert.True(t, math.IsNaN(again.Of[1][1]))
	again.Of[1][1], parts.Of[1][1] = 0, 0
	assert.Equal(t, parts, again)

	data, err = json.Marshal(r)
	require.NoError(t, err)
	old, err := evaluation.ReadResult(strings.NewReader(string(data)), "result.json")
	require.NoError(t, err)
	was, err := r.Printed(d.Ties)
	require.NoError(t, err)
	is, err := old.Printed(d.Ties)
	require.NoError(t, err)
	assert.Equal(t, was, is)
	ex, err := r.Explain(ranking, "1")
	require.NoError(t, err)
	ex2, err := old.Explain(stored, "1")
	require.NoError(t, err)
	assert.Equal(t, ex, ex2)
}

// TestTotalOnly: without a choice every score is rounded alone, and Uneven says where that
// does not add up.
func TestTotalOnly(t *testing.T) {
	tab := table(t, framework(t, pointsTree()), pointsTable)
	points := evaluation.Ruling{Unit: "4", Effect: evaluation.AddPoints, Item: "bonus", Count: 1, Points: 0.26, Reason: "made up", Document: "none"}
	r := evaluate(t, evaluation.Model{}, tab, points)
	parts, err := r.Printed(evaluation.Ties{Digits: new(1)})
	require.NoError(t, err)
	assert.Equal(t, []float64{79.6, 79.4, 70, 50.3}, parts.Totals)
	assert.Equal(t, []float64{0, 0, 0, 0.3}, parts.Given)
	_, ok := parts.Score("1", "nobody")
	assert.False(t, ok)
	_, ok = parts.Score("nobody", "")
	assert.False(t, ok)

	assert.Empty(t, r.Uneven(6))
	_, tab = generated(t, 40, 2, 3)
	r = evaluate(t, evaluation.Model{ByClass: true}, tab)
	even := r.Uneven(0)
	codes := map[string]int{}
	for _, x := range even {
		codes[x.Code] = x.Units
		assert.Equal(t, 1.0, x.Most)
	}
	again, err := r.Printed(printing(evaluation.PrintedScores, 0))
	require.NoError(t, err)
	alone, err := r.Printed(evaluation.Ties{Digits: new(0)})
	require.NoError(t, err)
	differ := map[string]int{}
	for _, at := range []int{1, 5} { // d0 and d1, whose children are measured and so rounded alike
		for i := range again.Of[at] {
			if again.Of[at][i] != alone.Of[at][i] {
				differ[again.Codes[at]]++
			}
		}
	}
	delete(codes, "root")
	assert.Equal(t, differ, codes)
	assert.NotEmpty(t, codes)
	by := evaluate(t, evaluation.Model{ByClass: true, Normalize: normalize.MinMax{Lo: 1, Hi: 100}, Aggregate: aggregate.Geometric{}}, tab)
	assert.Empty(t, by.Uneven(0), "nothing is said of what is no weighted sum")
}

// BenchmarkRankPrinted ranks by what is printed, beside a total that is rounded alone.
func BenchmarkRankPrinted(b *testing.B) {
	_, tab := generated(b, 158, 7, 4)
	r := evaluate(b, evaluation.Model{}, tab)
	for _, of := range []evaluation.Printed{evaluation.TotalOnly, evaluation.PrintedPoints, evaluation.PrintedScores} {
		b.Run(of.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := (evaluation.Decision{Ties: printing(of, 2)}).Rank(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
