package incentive_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

// golden is a worked case. Numbers stay texts, so that they enter as decimals.
type golden struct {
	Input       json.RawMessage `json:"input"`
	Params      json.RawMessage `json:"params"`
	Output      json.RawMessage `json:"output"`
	OutputExact json.RawMessage `json:"output_exact"`
	Level       string          `json:"lam_exact"`
	Unallocated json.RawMessage `json:"unallocated_exact"`
}

func readGolden(t *testing.T, name string) golden {
	t.Helper()
	return decode[golden](t, readRaw(t, name))
}

// ofFill begins the names of the cases that package fill has.
const ofFill = "../../fill/testdata/golden/"

func readRaw(t *testing.T, name string) json.RawMessage {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "golden", name+".json"))
	require.NoError(t, err)
	return b
}

func decode[T any](t *testing.T, b json.RawMessage) (v T) {
	t.Helper()
	require.NoError(t, json.Unmarshal(b, &v))
	return v
}

func rat(s string) *big.Rat {
	x, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("not a number: " + s)
	}
	return x
}

// equalRats compares exact numbers, in wholes: smallest units times 10^-digits.
func equalRats(t *testing.T, want []string, got []*big.Rat, digits int) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		assert.Equal(t, rat(want[i]).RatString(), wholes(got[i], digits).RatString(), "number %d", i)
	}
}

func wholes(x *big.Rat, digits int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	return new(big.Rat).Quo(x, new(big.Rat).SetInt(scale))
}

// mu counts hundredths of a mu.
var mu = incentive.Measure{Name: "mu", Digits: 2}

// milli counts thousandths.
var milli = incentive.Measure{Name: "mu", Digits: 3}

// numberOf reads a JSON number.
func numberOf(t *testing.T, n json.Number) float64 {
	t.Helper()
	x, err := n.Float64()
	require.NoError(t, err)
	return x
}

// amountOf reads a JSON number as thousandths.
func amountOf(t *testing.T, n json.Number) incentive.Amount {
	t.Helper()
	x := new(big.Rat).Mul(rat(n.String()), big.NewRat(1000, 1))
	require.True(t, x.IsInt(), "%s has more than 3 decimals", n)
	return incentive.Amount(x.Num().Int64())
}

// code is the code of county i.
func code(i int) string { return fmt.Sprintf("%03d", i) }

// rankingOf ranks counties by published scores with two decimals, best first,
// ties by competition.
func rankingOf(scores ...float64) evaluation.Ranking {
	r := evaluation.Ranking{Code: "overall", Ties: evaluation.Ties{Digits: new(2)}}
	for i, s := range scores {
		rank := 1
		for _, o := range scores {
			if o > s {
				rank++
			}
		}
		r.Places = append(r.Places, evaluation.Place{Rank: rank, Unit: indicators.Unit{Code: code(i)}, Score: s})
	}
	return r
}

// flatRanking ranks n counties with one score.
func flatRanking(n int) evaluation.Ranking { return rankingOf(make([]float64, n)...) }

// weighed is a clause with a weight for each county of rankingOf.
func weighed(w []*big.Rat) incentive.Clause {
	return incentive.ClauseFunc{Name: "given weights", Func: func(s *incentive.Sheet) error {
		for i, x := range w {
			at, _ := s.Find(code(i))
			s.Scale(at, x)
		}
		return nil
	}}
}

// exact are the exact totals of an allocation in the order of rankingOf.
func exact(t *testing.T, a *incentive.Allocation) []*big.Rat {
	t.Helper()
	xs := make([]*big.Rat, len(a.Awards))
	for i := range xs {
		w, ok := a.Find(code(i))
		require.True(t, ok)
		xs[i] = w.Exact
	}
	return xs
}

// fillCase is the input of the fill_, qp_, maxmin_, welfare_ cases.
type fillCase struct {
	Pool     json.Number    `json:"pool"`
	Weights  []json.Number  `json:"weights"`
	Floors   []json.Number  `json:"floors"`
	Caps     []*json.Number `json:"caps"`
	Ceilings []struct {
		Members []int       `json:"members"`
		Ceiling json.Number `json:"ceiling"`
	} `json:"ceilings"`
}

// TestGoldenFill puts the cases of package fill through plans.
func TestGoldenFill(t *testing.T) {
	var names []string
	for _, pattern := range []string{"fill_*", "qp_*", "maxmin_*", "welfare_*"} {
		files, err := filepath.Glob(filepath.Join("testdata", "golden", ofFill+pattern+".json"))
		require.NoError(t, err)
		for _, f := range files {
			names = append(names, ofFill+strings.TrimSuffix(filepath.Base(f), ".json"))
		}
	}
	require.Len(t, names, 15)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[fillCase](t, g.Input)
			want := decode[[]string](t, g.OutputExact)
			n := len(in.Weights)
			weights := make([]*big.Rat, n)
			floors, caps := numbers{}, numbers{}
			for i := range weights {
				weights[i] = rat(in.Weights[i].String())
				floors[code(i)], caps[code(i)] = 0, none
				if i < len(in.Floors) {
					floors[code(i)] = numberOf(t, in.Floors[i])
				}
				if i < len(in.Caps) && in.Caps[i] != nil {
					caps[code(i)] = numberOf(t, *in.Caps[i])
				}
			}
			clauses := []incentive.Clause{weighed(weights), incentive.FloorAt{Figure: "floor"}, incentive.CapAt{Figure: "cap"}}
			lists := figures(decimals("floor", floors), decimals("cap", caps))
			for k, c := range in.Ceilings {
				name := fmt.Sprint("basin ", k)
				var members []string
				for _, i := range c.Members {
					members = append(members, code(i))
				}
				lists.Words = append(lists.Words, belongs(name, flatRanking(n), members...))
				clauses = append(clauses, under(name, numberOf(t, c.Ceiling)))
			}
			a, err := incentive.Plan{
				Pool:    incentive.Pool{Measure: milli, Amount: numberOf(t, in.Pool)},
				Clauses: clauses,
			}.Allocate(flatRanking(n), lists)
			require.NoError(t, err)
			equalRats(t, want, exact(t, a), 3)
			if g.Unallocated != nil {
				equalRats(t, []string{decode[string](t, g.Unallocated)}, []*big.Rat{a.Divisions[0].Left()}, 3)
				assert.Len(t, a.Warnings, 1, "crossing ceilings are named")
			}
		})
	}
}

func TestGoldenScores(t *testing.T) {
	type input struct {
		Pool   json.Number `json:"pool"`
		Scores []float64   `json:"scores"`
	}
	for name, clauses := range map[string][]incentive.Clause{
		"score_zero_point": {incentive.ByScore{}, incentive.ByScore{Base: 50}, incentive.ByScore{Base: 60, Gamma: 1}},
		"score_power":      {incentive.ByScore{}, incentive.ByScore{Gamma: 2}, incentive.ByScore{Gamma: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[input](t, g.Input)
			for k, want := range decode[[][]string](t, g.OutputExact) {
				a, err := incentive.Plan{
					Pool:    incentive.Pool{Measure: milli, Amount: numberOf(t, in.Pool)},
					Clauses: clauses[k : k+1],
				}.Allocate(rankingOf(in.Scores...), incentive.Figures{})
				require.NoError(t, err)
				equalRats(t, want, exact(t, a), 3)
			}
		})
	}
}

func TestGoldenRanks(t *testing.T) {
	type input struct {
		Pool  json.Number `json:"pool"`
		Ranks []int       `json:"ranks"`
	}
	for name, schedule := range map[string][]float64{
		"rank_linear_ties": {10, 9, 8, 7, 6, 5, 4, 3, 2, 1},
		"rank_geometric":   {1, 0.8, 0.64, 0.512, 0.4096, 0.32768},
	} {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[input](t, g.Input)
			scores := make([]float64, len(in.Ranks))
			for i, k := range in.Ranks {
				scores[i] = float64(100 - k)
			}
			a, err := incentive.Plan{
				Pool:    incentive.Pool{Measure: milli, Amount: numberOf(t, in.Pool)},
				Clauses: []incentive.Clause{incentive.ByRank{Schedule: schedule}},
			}.Allocate(rankingOf(scores...), incentive.Figures{})
			require.NoError(t, err)
			equalRats(t, decode[[]string](t, g.OutputExact), exact(t, a), 3)
		})
	}
}
