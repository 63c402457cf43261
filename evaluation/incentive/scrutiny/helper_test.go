package scrutiny_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	Unallocated json.RawMessage `json:"unallocated_exact"`
}

// What begins the names of the cases of the packages below.
const (
	ofFill      = "../../../fill/testdata/golden/"
	ofIncentive = "../../../testdata/golden/"
)

func readGolden(t *testing.T, name string) golden {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "golden", name+".json"))
	require.NoError(t, err)
	return decode[golden](t, b)
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
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	for i := range want {
		assert.Equal(t, rat(want[i]).RatString(), new(big.Rat).Quo(got[i], scale).RatString(), "number %d", i)
	}
}

// milli counts thousandths.
var milli = incentive.Measure{Name: "mu", Digits: 3}

// pool counts thousandths.
func pool(t *testing.T, n json.Number) incentive.Pool {
	t.Helper()
	return incentive.Pool{Measure: milli, Amount: number(t, n)}
}

func number(t require.TestingT, n json.Number) float64 {
	x, err := n.Float64()
	require.NoError(t, err)
	return x
}

func text(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// code is the code of county i.
func code(i int) string { return fmt.Sprintf("%03d", i) }

// published has two decimals.
func published() evaluation.Ties { return evaluation.Ties{Digits: new(2)} }

// rankingOf ranks counties by published scores with two decimals, best first,
// ties by competition.
func rankingOf(scores ...float64) evaluation.Ranking {
	r := evaluation.Ranking{Code: "overall", Ties: published()}
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

// fillCase is the input of the maxmin_ cases.
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

// row gives county 000 the first number, county 001 the second ...
func row(xs ...float64) map[string]float64 {
	of := map[string]float64{}
	for i, x := range xs {
		of[code(i)] = x
	}
	return of
}

// lists are figures of decimals and words.
func lists(decimals map[string]map[string]float64, words ...incentive.Words) incentive.Figures {
	var f incentive.Figures
	for name, of := range decimals {
		f.Decimals = append(f.Decimals, incentive.Decimals{Name: name, Of: of})
	}
	f.Words = words
	return f
}

// under is a ceiling for counties by their numbers, of n, and the list that names them.
func under(name string, amount float64, n int, members ...int) (incentive.Clause, incentive.Words) {
	l := incentive.Words{Name: name, Of: map[string]string{}}
	for i := range n {
		l.Of[code(i)] = "not"
		if slices.Contains(members, i) {
			l.Of[code(i)] = "in"
		}
	}
	return incentive.Under{Name: name, Members: evaluation.Members{By: "list:" + name, In: []string{"in"}}, Amount: amount}, l
}

// measured is a table of the one indicator score from 0 to 100, whose figure is the
// score, and of the auxiliary columns.
func measured(t require.TestingT, units []indicators.Unit, scores []float64, aux map[string][]float64) *indicators.Table {
	var columns []indicators.Indicator
	values := map[string][]float64{"score": scores}
	for name, x := range aux {
		columns = append(columns, indicators.Indicator{Code: name})
		values[name] = x
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "score", Bounds: &indicators.Range{Lo: 0, Hi: 100}},
	}}, columns...)
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	return tab
}

// resultOf is a result in which the counties have these scores.
func resultOf(t require.TestingT, scores ...float64) *evaluation.Result {
	return evaluated(t, measured(t, unitsOf(len(scores)), scores, nil))
}

// unitsOf are n counties with codes alone.
func unitsOf(n int) []indicators.Unit {
	units := make([]indicators.Unit, n)
	for i := range units {
		units[i].Code = code(i)
	}
	return units
}

func evaluated(t require.TestingT, tab *indicators.Table, rulings ...evaluation.Ruling) *evaluation.Result {
	r, err := evaluation.Model{}.Evaluate(tab, rulings)
	require.NoError(t, err)
	return r
}

func allocated(t require.TestingT, p incentive.Plan, scores ...float64) *incentive.Allocation {
	return allocatedWith(t, p, incentive.Figures{}, scores...)
}

func allocatedWith(t require.TestingT, p incentive.Plan, f incentive.Figures, scores ...float64) *incentive.Allocation {
	a, err := p.Allocate(rankingOf(scores...), f)
	require.NoError(t, err)
	return a
}

// ruling is made up.
func ruling(unit string, e evaluation.Effect) evaluation.Ruling {
	return evaluation.Ruling{Unit: unit, Effect: e, Reason: "made up", Document: "No. 1 (made up)"}
}
