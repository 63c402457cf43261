package robustness_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// counted is a report of 100 draws with the given counts of who stands above whom.
func counted(above [][]uint32) *robustness.Report {
	r := &robustness.Report{Draws: 100}
	for i, x := range above {
		r.Units = append(r.Units, robustness.UnitCounts{
			Unit: indicators.Unit{Code: fmt.Sprint(i)}, Rank: i + 1, Ranks: append(make([]uint32, i), 100), Above: x,
		})
	}
	return r
}

// TestGroupsByHand: 0 and 1 change places in 30 of 100 draws, 1 and 2 in 10, and 0 is
// surely above 2; 3 is below all.
func TestGroupsByHand(t *testing.T) {
	got, err := counted([][]uint32{{0, 70, 100, 100}, {30, 0, 90, 100}, {0, 10, 0, 96}, {0, 0, 4, 0}}).Groups(0.95)
	require.NoError(t, err)
	show := ""
	for _, g := range got {
		show += g.Letter + ":"
		for _, u := range g.Units {
			show += u.Code
		}
		show += " "
	}
	assert.Equal(t, "a:01 b:12 c:3 ", show)
}

// TestGroupsAreRight: two units share a group if and only if they cannot be told apart,
// and no group is part of another.
func TestGroupsAreRight(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 9).Draw(rt, "n")
		above := make([][]uint32, n)
		for i := range above {
			above[i] = make([]uint32, n)
		}
		for i := range n {
			for j := range i {
				above[i][j] = uint32(rapid.IntRange(0, 20).Draw(rt, "above"))
				above[j][i] = 100 - above[i][j]
			}
		}
		r := counted(above)
		groups, err := r.Groups(0.9)
		require.NoError(rt, err)
		has := func(g robustness.Group, i int) bool {
			for _, u := range g.Units {
				if u.Code == strconv.Itoa(i) {
					return true
				}
			}
			return false
		}
		for i := range n {
			for j := range n {
				together := false
				for _, g := range groups {
					together = together || has(g, i) && has(g, j)
				}
				require.Equal(rt, i == j || r.Kept(i, j) < 0.9, together)
			}
		}
		for a, g := range groups {
			for b, o := range groups {
				part := true
				for i := range n {
					part = part && (!has(g, i) || has(o, i))
				}
				require.Equal(rt, a == b, part)
			}
		}
	})
}

func TestGroupsOfAStudy(t *testing.T) {
	s := study(t, 40)
	r := run(t, s, robustness.Options{Draws: 500, Pairs: true})
	groups, err := r.Groups(0.95)
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, g := range groups {
		for _, u := range g.Units {
			seen[u.Code] = true
		}
	}
	assert.Len(t, seen, 40)
	_, err = run(t, s, robustness.Options{Draws: 10}).Groups(0.95)
	require.ErrorIs(t, err, robustness.ErrStudy)
	_, err = r.Groups(0.5)
	require.ErrorIs(t, err, robustness.ErrStudy)
}

// TestCSVOfDraws has the scores and ranks of [robustness.Study.Draw].
func TestCSVOfDraws(t *testing.T) {
	s := study(t, 12)
	for _, c := range []struct {
		name  string
		study robustness.Study
	}{
		{"weights", s},
		{"schemes", robustness.Study{Model: s.Model, Table: s.Table, Decision: s.Decision, Factors: []robustness.Factor{
			robustness.Schemes{Of: []weights.Scheme{nil, weights.Func(moody)}}, wrong,
		}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			o := robustness.Options{From: 3, Draws: 40, Seed: 9}
			require.NoError(t, c.study.WriteCSV(&out, o))
			rows, err := csv.NewReader(&out).ReadAll()
			require.NoError(t, err)
			require.Len(t, rows, 41)
			at := map[string]int{}
			for k, name := range rows[0] {
				at[name] = k
			}
			failed := 0
			for k, row := range rows[1:] {
				draw, err := c.study.Draw(o, 3+k)
				require.NoError(t, err)
				assert.Equal(t, strconv.Itoa(3+k), row[at["draw"]])
				assert.Equal(t, strconv.Itoa(draw.Normalize+1), row[at["normalizer"]])
				if draw.Err != nil {
					failed++
					assert.NotEmpty(t, row[at["error"]])
					assert.Empty(t, row[at["score:u0001"]])
					continue
				}
				assert.Equal(t, strconv.FormatFloat(draw.Scores[1], 'g', -1, 64), row[at["score:u0001"]])
				assert.Equal(t, strconv.Itoa(draw.Ranks[1]), row[at["rank:u0001"]])
				assert.Equal(t, draw.Shares == nil, row[at["weight:d0x1"]] == "")
			}
			assert.Equal(t, c.name == "schemes", failed > 0)
		})
	}
	require.ErrorIs(t, s.WriteCSV(&bytes.Buffer{}, robustness.Options{}), robustness.ErrStudy)
}
