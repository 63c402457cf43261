package evaluation_test

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// secret are four units with two dimensions of two indicators, of which the cells named
// (UNIT/CODE) are confidential.
func secret(t testing.TB, cells ...string) *indicators.Table {
	t.Helper()
	leaf := func(code string) indicators.Indicator { return indicators.Indicator{Code: code, Weight: 1} }
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "p", Weight: 1, Children: []indicators.Indicator{leaf("a"), leaf("b")}},
		{Code: "q", Weight: 1, Children: []indicators.Indicator{leaf("c"), leaf("d")}},
	}})
	tab := table(t, f, "code,a,b,c,d\n1,10,2,3,4\n2,20.125,7,6,8\n3,30,5,9,1\n4,15,1,2,3\n")
	for _, cell := range cells {
		unit, code, _ := strings.Cut(cell, "/")
		is := make([]bool, tab.Len())
		row, _ := tab.Row(unit)
		is[row] = true
		var err error
		tab, err = tab.WithConfidential(code, is)
		require.NoError(t, err)
	}
	return tab
}

// hides are the scores that a cut leaves out, UNIT/CODE.
func hides(c evaluation.Cut) string {
	var out []string
	for _, x := range c.Scores {
		out = append(out, x.Unit+"/"+x.Code)
	}
	return strings.Join(out, " ")
}

// TestPublic: a single unknown is left out with all that it follows from; of two, the sum
// may stay.
func TestPublic(t *testing.T) {
	for _, c := range []struct{ cells, scores, scales string }{
		{"2/a", "2/all 2/p 2/a", ""},
		{"2/a 2/b", "1/all 1/p 1/b 2/all 2/p 2/a 2/b 3/all 3/p 3/b 4/all 4/p 4/b", "b"}, // 7 is the largest b
		{"2/a 2/c", "2/p 2/a 2/q 2/c", ""},
		{"3/b", "3/all 3/p 3/b", ""},
		{"3/b 3/a", "1/all 1/p 1/a 2/all 2/p 2/a 3/all 3/p 3/a 3/b 4/all 4/p 4/a", "a"},
	} {
		whole := evaluate(t, evaluation.Model{}, secret(t, strings.Fields(c.cells)...))
		public, cut, err := whole.Public()
		require.NoError(t, err)
		assert.Equal(t, c.scores, hides(cut), c.cells)
		assert.Equal(t, c.scales, strings.Join(cut.Scales, " "), c.cells)
		for _, x := range cut.Cells {
			v, _ := public.Prepared.Value(x.Unit, x.Code)
			assert.True(t, math.IsNaN(v))
			v, _ = whole.Prepared.Value(x.Unit, x.Code)
			assert.False(t, math.IsNaN(v), "the whole result is as it was")
		}
		for _, x := range cut.Scores {
			v, _ := public.Score(x.Unit, x.Code)
			assert.True(t, math.IsNaN(v))
			v, _ = whole.Score(x.Unit, x.Code)
			assert.False(t, math.IsNaN(v))
		}
		ranking, err := evaluation.Decision{}.Rank(whole)
		require.NoError(t, err)
		for _, p := range cut.Ranking(ranking).Places {
			total, _ := public.Score(p.Unit.Code, "")
			assert.Equal(t, math.IsNaN(total), math.IsNaN(p.Score), p.Unit.Code)
			assert.NotZero(t, p.Rank)
		}
	}
}

// TestPublicWritten: what is written of a public result does not have the figure.
func TestPublicWritten(t *testing.T) {
	whole := evaluate(t, evaluation.Model{}, secret(t, "2/a"))
	text, err := json.Marshal(whole)
	require.NoError(t, err)
	require.Contains(t, string(text), "20.125")
	public, _, err := whole.Public()
	require.NoError(t, err)
	text, err = json.Marshal(public)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "20.125")
	score, _ := whole.Score("2", "a")
	assert.NotContains(t, string(text), strconv.FormatFloat(score, 'g', -1, 64))
}

// TestPublicRefused: weights that are made of the scores tell of the figure.
func TestPublicRefused(t *testing.T) {
	for _, m := range []evaluation.Model{{Weigh: weights.Entropy{}}, {Weigh: weights.Entropy{}, Flat: true}} {
		_, _, err := evaluate(t, m, secret(t, "2/a")).Public()
		require.ErrorIs(t, err, evaluation.ErrConfidential)
		in := basis.Find[*indicators.InputError](err)
		require.Len(t, in, 1)
		assert.Equal(t, "a", in[0].Indicator)
		public, cut, err := evaluate(t, m, secret(t)).Public()
		require.NoError(t, err)
		assert.True(t, cut.Empty())
		assert.NotNil(t, public)
	}
}

// TestSevenDimensions: of seven dimensions of four indicators each, with equal weights, a
// leaf that is left out alone would be found from its dimension, and that from the total.
func TestSevenDimensions(t *testing.T) {
	root := indicators.Indicator{Code: "all"}
	head, rows := "code", []string{"1", "2", "3"}
	for d := range 7 {
		in := indicators.Indicator{Code: "d" + strconv.Itoa(d)}
		for k := range 4 {
			code := in.Code + strconv.Itoa(k)
			in.Children = append(in.Children, indicators.Indicator{Code: code, Bounds: &indicators.Range{Hi: 100}})
			head += "," + code
			for i := range rows {
				rows[i] += "," + strconv.FormatFloat(float64(1+(d*37+k*53+i*29)%97)+0.32, 'f', -1, 64)
			}
		}
		root.Children = append(root.Children, in)
	}
	tab := table(t, framework(t, root), head+"\n"+strings.Join(rows, "\n")+"\n")
	tab, err := tab.WithConfidential("d32", []bool{false, true, false})
	require.NoError(t, err)
	_, cut, err := evaluate(t, evaluation.Model{}, tab).Public()
	require.NoError(t, err)
	assert.Equal(t, "2/all 2/d3 2/d32", hides(cut))
	tab, err = tab.WithConfidential("d51", []bool{false, true, false})
	require.NoError(t, err)
	_, cut, err = evaluate(t, evaluation.Model{}, tab).Public()
	require.NoError(t, err)
	assert.Equal(t, "2/d3 2/d32 2/d5 2/d51", hides(cut), "the total is of two unknowns")
}

// TestWidth: two unknowns under a node that is nearly full are nearly known. The caller
// states how wide they must be, and nodes are left out until they are, or it is refused.
func TestWidth(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "p", Weight: 1, Children: []indicators.Indicator{{Code: "a", Bounds: &indicators.Range{Hi: 100}}, {Code: "b", Bounds: &indicators.Range{Hi: 100}}}},
		{Code: "q", Weight: 1, Children: []indicators.Indicator{{Code: "c", Bounds: &indicators.Range{Hi: 100}}}},
	}})
	tab := table(t, f, "code,a,b,c\n1,98,96,50\n2,40,60,70\n3,10,20,30\n")
	for _, code := range []string{"a", "b"} {
		var err error
		tab, err = tab.WithConfidential(code, []bool{true, true, false})
		require.NoError(t, err)
	}
	for _, c := range []struct {
		model evaluation.Model
		width float64
		want  string
	}{
		{evaluation.Model{}, 0, "1/a 1/b 2/a 2/b"},
		{evaluation.Model{}, 6, "1/a 1/b 2/a 2/b"},
		{evaluation.Model{}, 6.1, "1/all 1/p 1/a 1/b 2/a 2/b"}, // the total gives the node back
		{evaluation.Model{}, 100, "1/all 1/p 1/a 1/b 2/a 2/b"},
		{evaluation.Model{Aggregate: aggregate.Present{}}, 6.1, "1/all 1/p 1/a 1/b 2/a 2/b"},
		{evaluation.Model{Aggregate: aggregate.Geometric{}}, 1, "1/all 1/p 1/a 1/b 2/all 2/p 2/a 2/b"}, // what it tells is not looked into
		{evaluation.Model{Flat: true}, 1, "1/all 1/p 1/a 1/b 2/all 2/p 2/a 2/b"},
	} {
		_, cut, err := evaluation.Withholding{Width: c.width}.Public(evaluate(t, c.model, tab))
		require.NoError(t, err)
		assert.Equal(t, c.want, hides(cut), "%v wide", c.width)
	}
	_, _, err := evaluation.Withholding{Width: 101}.Public(evaluate(t, evaluation.Model{}, tab))
	require.ErrorIs(t, err, evaluation.ErrConfidential)
	require.ErrorContains(t, err, "100 wide, not 101")
	for _, width := range []float64{-1, math.NaN(), math.Inf(1)} {
		_, _, err := evaluation.Withholding{Width: width}.Public(evaluate(t, evaluation.Model{}, tab))
		require.ErrorIs(t, err, basis.ErrValue)
	}

	// With bonus points that are published the total before them tells as much.
	whole, err := evaluation.Model{}.Evaluate(tab, []evaluation.Ruling{{Unit: "1", Item: "x", Count: 1, Points: 2, Reason: "made up", Document: "1"}})
	require.NoError(t, err)
	_, cut, err := evaluation.Withholding{Width: 6.1}.Public(whole)
	require.NoError(t, err)
	assert.Equal(t, "1/all 1/p 1/a 1/b 2/a 2/b", hides(cut))
}
