package procedure_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// printing is a round graded with parts printed.
func printing(t *testing.T, p evaluation.Printing) *procedure.Round {
	t.Helper()
	m := method
	m.Decision.Ties = evaluation.Ties{Digits: new(1), Print: p}
	r := open(t, call(t))
	do(t, r, "2025-04-01", column("stats", "va", 100, 77, 61, 43), column("revenue", "tax", 7.37, 9.1, 3.3, 5.2), procedure.Sign{From: "stats"}, procedure.Sign{From: "revenue"},
		own("1", 1), own("2", 2.204), own("3", 3), own("4", 1.7))
	do(t, r, "2025-04-18", procedure.Verify{})
	require.NoError(t, r.Grade(on("2025-04-21"), m))
	return r
}

// cellOf is what a reader finds in a row, under an English heading.
func cellOf(t *testing.T, s tables.Sheet, row int, head string) *big.Rat {
	t.Helper()
	for j, c := range s.Columns {
		if c.Head.English == head {
			x, ok := new(big.Rat).SetString(s.Rows[row][j].Shown(basis.English, nil))
			require.True(t, ok, s.Rows[row][j])
			return x
		}
	}
	require.Fail(t, "no column", head)
	return nil
}

func heads(s tables.Sheet) (out []string) {
	for _, c := range s.Columns {
		out = append(out, c.Head.English)
	}
	return out
}

// given are the points of rulings in the tests, of county 3.
func given(unit string) *big.Rat {
	if unit == "3" {
		return big.NewRat(2, 1)
	}
	return new(big.Rat)
}

// TestFeedbackPrintedPoints adds up what a county's sheet prints; points that are rounded one
// by one would not come to the total of every county here.
func TestFeedbackPrintedPoints(t *testing.T) {
	uneven := 0
	plain, r := printing(t, evaluation.Printing{}), printing(t, evaluation.Printing{Of: evaluation.PrintedPoints})
	for _, u := range units {
		sheets, err := procedure.Feedback(r, u.Code)
		require.NoError(t, err)
		s := sheets[1]
		assert.NotContains(t, heads(s), "score", "scores are not printed")
		sum := new(big.Rat)
		for i := range s.Rows[1:] {
			sum.Add(sum, cellOf(t, s, i+1, "points"))
		}
		assert.Zero(t, sum.Cmp(cellOf(t, s, 0, "points")), u.Name)
		assert.Zero(t, sum.Add(sum, given(u.Code)).Cmp(cellOf(t, sheets[0], 0, "score")), u.Name)

		sheets, err = procedure.Feedback(plain, u.Code)
		require.NoError(t, err)
		sum = new(big.Rat)
		for i := range sheets[1].Rows[1:] {
			sum.Add(sum, cellOf(t, sheets[1], i+1, "points"))
		}
		if sum.Add(sum, given(u.Code)).Cmp(cellOf(t, sheets[0], 0, "score")) != 0 {
			uneven++
		}
	}
	assert.NotZero(t, uneven, "figures on which it matters")
	sheets, err := procedure.Feedback(r, "3")
	require.NoError(t, err)
	text := printed(t, sheets[1])
	for _, want := range []string{"Each total is the sum of the printed points.", "各级得分为所列各项得分之和。", "points of rulings +2.0, total ", "裁定加减分 +2.0，合计 "} {
		assert.Contains(t, text, want)
	}
	book, err := procedure.Book(r, "2025-04-22")
	require.NoError(t, err)
	assert.Contains(t, printed(t, book...), "裁定加减分", "the book has the printed parts")
}

// TestFeedbackPrintedScores makes the total of the scores that a county's sheet prints.
func TestFeedbackPrintedScores(t *testing.T) {
	r := printing(t, evaluation.Printing{Of: evaluation.PrintedScores, Digits: new(0)})
	for _, u := range units {
		sheets, err := procedure.Feedback(r, u.Code)
		require.NoError(t, err)
		s := sheets[1]
		assert.NotContains(t, heads(s), "points")
		sum := new(big.Rat)
		for i := range s.Rows[1:] {
			x := cellOf(t, s, i+1, "score")
			assert.True(t, x.IsInt(), "scores of indicators have no decimals")
			x.Mul(x, cellOf(t, s, i+1, "share of its parent, %"))
			sum.Add(sum, x.Quo(x, big.NewRat(100, 1)))
		}
		total := cellOf(t, s, 0, "score")
		assert.Equal(t, sum.FloatString(1), total.FloatString(1), u.Name)
		assert.Zero(t, total.Add(total, given(u.Code)).Cmp(cellOf(t, sheets[0], 0, "score")), u.Name)
	}
}

// TestFeedbackPrintedRanks: the rank on an indicator is that of what is printed.
func TestFeedbackPrintedRanks(t *testing.T) {
	r := printing(t, evaluation.Printing{Of: evaluation.PrintedPoints})
	type stands struct{ points, rank *big.Rat }
	var all []stands
	for _, u := range units {
		sheets, err := procedure.Feedback(r, u.Code)
		require.NoError(t, err)
		all = append(all, stands{cellOf(t, sheets[1], 2, "points"), cellOf(t, sheets[1], 2, "rank by points")})
	}
	for _, x := range all {
		ahead := int64(1)
		for _, y := range all {
			if y.points.Cmp(x.points) > 0 {
				ahead++
			}
		}
		assert.Zero(t, x.rank.Cmp(big.NewRat(ahead, 1)))
	}
}
