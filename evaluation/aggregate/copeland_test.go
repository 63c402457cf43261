package aggregate_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/weights"
)

// outranking is what COINr 1.1.14 found for one table.
type outranking struct {
	Matrix   [][]float64
	Copeland []float64
}

func TestCopelandPeers(t *testing.T) {
	for _, file := range []string{"agg_outranking_copeland", "agg_outranking_copeland_b"} {
		b, err := os.ReadFile("testdata/golden/coinr/" + file + ".json")
		require.NoError(t, err)
		var doc struct {
			Input struct {
				X    map[string][]float64
				Ties map[string][]float64 `json:"X_ties"`
				W    []float64
			}
			Output map[string]outranking
		}
		require.NoError(t, json.Unmarshal(b, &doc))
		for name, x := range map[string]map[string][]float64{"X": doc.Input.X, "X_ties": doc.Input.Ties} {
			g := weights.Group{Parent: "root"}
			var w []float64
			var sum float64
			for _, v := range doc.Input.W {
				sum += v
			}
			for range x {
				code := "x" + strconv.Itoa(len(w)+1)
				g.Codes, g.Scores = append(g.Codes, code), append(g.Scores, x[code])
				w = append(w, doc.Input.W[len(w)]/sum)
			}
			require.Len(t, w, len(doc.Input.W))
			s, err := aggregate.Copeland{}.Solve(g, w)
			require.NoError(t, err)
			for i, row := range doc.Output[name].Matrix {
				near(t, row, s.Outranking[i], 0, file, name)
			}
			assert.Equal(t, doc.Output[name].Copeland, s.Score, name)
			assert.Equal(t, s.Score, scored(t, aggregate.Copeland{}, g, w), name)
		}
	}
	// COINr cannot call its own a_copeland on aggregates (argument X, called with x);
	// called directly on the two sub-scores it gives the same as ours.
	for _, file := range []string{"agg_hierarchy_copeland_top", "agg_hierarchy_copeland_top_b"} {
		b, err := os.ReadFile("testdata/golden/coinr/" + file + ".json")
		require.NoError(t, err)
		var doc struct {
			Input  struct{ Scores map[string]json.RawMessage }
			Params struct{ W []float64 }
			Output struct {
				Copeland []float64
				Call     struct{ Error string } `json:"peer_aggregate_call"`
			}
		}
		require.NoError(t, json.Unmarshal(b, &doc))
		require.NotEmpty(t, doc.Output.Call.Error)
		g := weights.Group{Parent: "root"}
		var w []float64
		for j, code := range []string{"s1", "s2"} {
			var x []float64
			require.NoError(t, json.Unmarshal(doc.Input.Scores[code], &x))
			g.Codes, g.Scores = append(g.Codes, code), append(g.Scores, x)
			w = append(w, doc.Params.W[j]/(doc.Params.W[0]+doc.Params.W[1]))
		}
		assert.Equal(t, doc.Output.Copeland, scored(t, aggregate.Copeland{}, g, w), file)
	}
	// pyDecision sums the margins themselves, with equal weights, so that its
	// "Copeland" is a Borda count: 2 k B - k (n-1), which ours gives as Borda.
	in, out := peer[[]float64](t, "pydecision/copeland_pairwise")
	for name, c := range in {
		g, _ := c.group(negated)
		k, n := float64(len(g.Codes)), float64(len(c.Matrix))
		borda := scored(t, aggregate.Borda{}, g, equal(len(g.Codes)))
		near(t, out[name], mapped(borda, func(b float64) float64 { return 2*k*b - k*(n-1) }), 1, name)
		assert.NotEqual(t, placeOf(out[name]), placeOf(scored(t, aggregate.Copeland{}, g, equal(len(g.Codes)))), "duels rank differently")
	}
}

func equal(k int) []float64 {
	return mapped(make([]float64, k), func(float64) float64 { return 1 / float64(k) })
}

// TestOutrankingOfFive: OECD handbook (2008), tables 35 and 36: five countries on
// eight indicators of equal weight, exact.
func TestOutrankingOfFive(t *testing.T) {
	g := weights.Group{Parent: "tai", Scores: weights.Columns{
		// Finland, USA, Sweden, Japan, Korea
		{187, 289, 271, 994, 779},
		{125.6, 130, 156.6, 64.6, 9.8},
		{200.2, 179.1, 125.8, 49, 4.8},
		{50.7, 66.2, 59.7, 80.8, 66.7},
		{3.080, 2.997, 3.096, 3.003, 2.972},
		{4.150, 4.073, 4.145, 3.865, 3.653},
		{10, 12, 11.4, 9.5, 10.8},
		{27.4, 13.9, 15.3, 10, 23.2},
	}}
	for j := range g.Scores {
		g.Codes = append(g.Codes, "i"+strconv.Itoa(j))
	}
	s, err := aggregate.Copeland{}.Solve(g, equal(8))
	require.NoError(t, err)
	for i, row := range [][]float64{
		{0, 0.5, 0.375, 0.75, 0.625},
		{0.5, 0, 0.5, 0.625, 0.625},
		{0.625, 0.5, 0, 0.75, 0.625},
		{0.25, 0.375, 0.25, 0, 0.75},
		{0.375, 0.375, 0.375, 0.25, 0},
	} {
		near(t, row, s.Outranking[i], 0)
	}
	assert.Equal(t, []float64{1, 2, 3, -2, -4}, s.Score)
	assert.Equal(t, []int{2, 2, 3, 1, 0}, s.Wins)
	assert.Equal(t, []int{1, 0, 0, 3, 4}, s.Losses)
	assert.Equal(t, []int{1, 2, 1, 0, 0}, s.Draws)
}

// TestCopelandOfMethods: Arslan and Bircan (2020) as read by JMcDM's tests: the
// places, counted from the last, of 23 units by Copeland over four rankings.
func TestCopelandOfMethods(t *testing.T) {
	f, err := os.Open("testdata/published/copeland_2020.csv")
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	rows = rows[1:]
	g := weights.Group{Parent: "methods", Codes: []string{"topsis", "gia", "vikor", "moora"}, Scores: make(weights.Columns, 4)}
	var want []int
	for _, row := range rows {
		for j := range g.Scores {
			rank, err := strconv.ParseFloat(row[j+1], 64)
			require.NoError(t, err)
			g.Scores[j] = append(g.Scores[j], -rank)
		}
		last, err := strconv.Atoi(row[5])
		require.NoError(t, err)
		want = append(want, 24-last)
	}
	got := scored(t, aggregate.Copeland{}, g, equal(4))
	place := placeOf(got)
	tied := map[float64]int{}
	for _, s := range got {
		tied[s]++
	}
	for i := range want { // tied units have the best of the places they share
		assert.GreaterOrEqual(t, want[i], place[i], i+1)
		assert.Less(t, want[i], place[i]+tied[got[i]], i+1)
	}
	for _, pair := range [][2]int{{10, 17}, {12, 20}, {13, 21}} {
		assert.Equal(t, got[pair[0]-1], got[pair[1]-1])
	}
	assert.Len(t, tied, 20, "no other ties")
}

// TestDraws: 0.1 + 0.2 against 0.3 is a draw in any order of the children.
func TestDraws(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		g := weights.Group{Parent: "p", Scores: make(weights.Columns, 3), Codes: []string{"a", "b", "c", "d"}}
		w := []float64{0, 0, 0, 0.4}
		for to, from := range order {
			g.Scores[to] = [][]float64{{1, 0}, {1, 0}, {0, 1}}[from]
			w[to] = []float64{0.1, 0.2, 0.3}[from]
		}
		g.Scores = append(g.Scores, []float64{5, 5})
		assert.Equal(t, []float64{0, 0}, scored(t, aggregate.Copeland{}, g, w))
	}
}

// TestCopelandDuels: the scores are those of a plain count.
func TestCopelandDuels(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n, k := rapid.IntRange(1, 9).Draw(rt, "n"), rapid.IntRange(1, 6).Draw(rt, "k")
		g, w := drawGroup(rt, n, k, 0, 4)
		got := make([]float64, n)
		require.NoError(rt, aggregate.Copeland{}.Aggregate(got, g, w))
		for a := range n {
			var want float64
			for b := range n {
				var up, down float64
				for j := range w {
					if g.Scores[j][a] > g.Scores[j][b] {
						up += w[j]
					} else if g.Scores[j][a] < g.Scores[j][b] {
						down += w[j]
					}
				}
				if up > down+1e-9 {
					want++
				} else if down > up+1e-9 {
					want--
				}
			}
			assert.InDelta(rt, want, got[a], 0)
		}
	})
}
