package fill_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// methods are the roundings by the names of the golden cases.
func methods(ties fill.Tiebreak) map[string]fill.Rounder {
	return map[string]fill.Rounder{
		"hamilton":        fill.LargestRemainder{Ties: ties},
		"jefferson":       fill.Divisor{Method: fill.Jefferson, Ties: ties},
		"webster":         fill.Divisor{Method: fill.Webster, Ties: ties},
		"adams":           fill.Divisor{Method: fill.Adams, Ties: ties},
		"dean":            fill.Divisor{Method: fill.Dean, Ties: ties},
		"huntington_hill": fill.Divisor{Method: fill.Hill, Ties: ties},
	}
}

// apportion divides whole seats by votes, and rounds them. limits change the line
// of a party.
func apportion(t require.TestingT, rounding fill.Rounder, seats int64, votes []int64, limits ...func(i int, l *fill.Line)) []int64 {
	got, err := seatsBy(t, rounding, seats, votes, limits...)
	require.NoError(t, err)
	return got
}

func seatsBy(t require.TestingT, rounding fill.Rounder, seats int64, votes []int64, limits ...func(i int, l *fill.Line)) ([]int64, error) {
	lines, weights := make([]fill.Line, len(votes)), make([]*big.Rat, len(votes))
	for i, v := range votes {
		weights[i] = one(v, 1)
		lines[i] = fill.Line{ID: code(i), Weight: weights[i], Cap: fill.NoCap}
		for _, limit := range limits {
			limit(i, &lines[i])
		}
	}
	amount := one(seats, 1)
	s, err := fill.Weighted{}.Divide(amount, lines, nil)
	require.NoError(t, err)
	require.NoError(t, fill.Weighted{}.Certify(amount, lines, nil, s))
	amounts, err := rounding.Round(fill.Totals{Exact: s.Exact, Lines: lines, Amount: fill.Amount(seats), Lot: 1, Weights: weights})
	if err != nil {
		return nil, err
	}
	got := make([]int64, len(amounts))
	for i, a := range amounts {
		got[i] = int64(a)
	}
	return got, nil
}

func TestGoldenApportionment(t *testing.T) {
	cases := 0
	for _, pattern := range []string{"apportion_*", "house_*", "round_npm_*"} {
		files, err := filepath.Glob(filepath.Join("testdata", "golden", pattern+".json"))
		require.NoError(t, err)
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), ".json")
			cases++
			t.Run(name, func(t *testing.T) {
				g := readGolden(t, name)
				in := decode[struct {
					Votes []int64 `json:"votes"`
					Seats int64   `json:"seats"`
				}](t, g.Input)
				for key, want := range decode[map[string]json.RawMessage](t, g.Output) {
					key, first := strings.CutSuffix(key, "_first_listed_wins")
					if key == "quota_method" { // not built in
						continue
					}
					ties := fill.Refuse
					if first {
						ties = fill.ByListing
					}
					if key == "official" {
						key = "huntington_hill"
					}
					rounding := methods(ties)[key]
					require.NotNil(t, rounding, key)
					if want[0] == '"' { // "tie between 0 and 1"
						_, err := seatsBy(t, rounding, in.Seats, in.Votes)
						require.ErrorIs(t, err, fill.ErrTie)
						require.ErrorContains(t, err, "unit 000")
						require.ErrorContains(t, err, "unit 001")
						continue
					}
					if first && key == "hamilton" {
						// The file has 23, 18, 9, 0, which is not its own formula: of the
						// remainders 0.5, 0.5, 0.95, 0.05 the third is the largest.
						want = json.RawMessage(`[23, 17, 10, 0]`)
					}
					assert.Equal(t, decode[[]int64](t, want), apportion(t, rounding, in.Seats, in.Votes), key)
				}
			})
		}
	}
	require.Equal(t, 16, cases)
}

// TestHouse gives the states the seats that they have, 150 of 150.
func TestHouse(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "published", "us_house.csv"))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	votes, seats := map[string][]int64{}, map[string][]int64{}
	number := func(s string) int64 {
		n, err := strconv.ParseInt(s, 10, 64)
		require.NoError(t, err)
		return n
	}
	for _, r := range rows[1:] {
		votes[r[0]] = append(votes[r[0]], number(r[2]))
		seats[r[0]] = append(seats[r[0]], number(r[3]))
	}
	right := 0
	for year, v := range votes {
		floor := func(_ int, l *fill.Line) { l.Floor = 1 }
		got := apportion(t, fill.Divisor{Method: fill.Hill, Ties: fill.Refuse}, 435, v, floor)
		for i := range got {
			if got[i] == seats[year][i] {
				right++
			}
		}
	}
	assert.Equal(t, 150, right)
}

func TestGoldenParadoxes(t *testing.T) {
	// The source keeps quotas as they are without floors and lifts those below
	// one seat to it; states below one quota take no remainder.
	historic := func(votes []int64, seats, floor int64) []int64 {
		all := int64(0)
		for _, v := range votes {
			all += v
		}
		totals := fill.Totals{Amount: fill.Amount(seats), Lot: 1}
		for i, v := range votes {
			totals.Exact = append(totals.Exact, one(v*seats, all))
			totals.Lines = append(totals.Lines, fill.Line{ID: code(i), Cap: fill.NoCap, Floor: fill.Amount(floor)})
		}
		a, err := fill.LargestRemainder{Ties: fill.Refuse}.Round(totals)
		require.NoError(t, err)
		got := make([]int64, len(a))
		for i := range a {
			got[i] = int64(a[i])
		}
		return got
	}
	t.Run("alabama", func(t *testing.T) {
		g := readGolden(t, "paradox_alabama_1880")
		votes := decode[struct{ Votes []int64 }](t, g.Input).Votes
		want := decode[map[string][]int64](t, g.Output)
		for _, seats := range []int64{299, 300} {
			assert.Equal(t, want[fmt.Sprint("with_floor_", seats)], historic(votes, seats, 1))
			assert.Equal(t, want[fmt.Sprint("no_floor_", seats)], apportion(t, fill.LargestRemainder{}, seats, votes))
		}
	})
	t.Run("maine and colorado", func(t *testing.T) {
		g := readGolden(t, "paradox_maine_1900")
		votes := decode[struct{ Votes []int64 }](t, g.Input).Votes
		for seats, want := range decode[map[string][]int64](t, g.Output) {
			n, err := strconv.ParseInt(seats, 10, 64)
			require.NoError(t, err)
			assert.Equal(t, want, historic(votes, n, 1), seats)
		}
	})
}

func TestGoldenRoundings(t *testing.T) {
	type input struct {
		Units   int64   `json:"units"`
		Pool    int64   `json:"pool_units"`
		Weights []int64 `json:"weights"`
		Caps    []*int64
	}
	t.Run("equals stay equal", func(t *testing.T) {
		g := readGolden(t, "round_down_equals_equal")
		in := decode[input](t, g.Input)
		assert.Equal(t, decode[struct{ Awards []int64 }](t, g.Output).Awards, apportion(t, fill.Down{}, in.Pool, in.Weights))
	})
	t.Run("ties together", func(t *testing.T) {
		g := readGolden(t, "round_tie_together")
		in := decode[input](t, g.Input)
		want := decode[struct {
			Awards  []int64
			ByOrder []int64 `json:"ties_by_order"`
		}](t, g.Output)
		for name, rounding := range methods(fill.Together) {
			assert.Equal(t, want.Awards, apportion(t, rounding, in.Pool, in.Weights), name)
		}
		for name, rounding := range methods(fill.ByListing) {
			assert.Equal(t, want.ByOrder, apportion(t, rounding, in.Pool, in.Weights), name)
		}
	})
	t.Run("caps", func(t *testing.T) {
		g := readGolden(t, "round_webster_caps_1")
		in := decode[input](t, g.Input)
		caps := func(i int, l *fill.Line) {
			if c := in.Caps[i]; c != nil {
				l.Cap = fill.Amount(*c)
			}
		}
		for key, want := range decode[map[string][]int64](t, g.Output) {
			assert.Equal(t, want, apportion(t, methods(fill.Refuse)[key], in.Units, in.Weights, caps), key)
		}
	})
}

// TestDefectsOfOthers are questions that other programs answer wrongly.
func TestDefectsOfOthers(t *testing.T) {
	t.Run("a cap is seen by the largest remainder", func(t *testing.T) {
		caps := func(i int, l *fill.Line) {
			if i == 0 {
				l.Cap = 3
			}
		}
		for name, rounding := range methods(fill.Together) {
			assert.Equal(t, []int64{3, 7}, apportion(t, rounding, 10, []int64{90, 10}, caps), name)
		}
	})
	t.Run("floors and caps are not fixed in one pass", func(t *testing.T) {
		s, err := fill.Weighted{}.Divide(one(5, 1), []fill.Line{
			{ID: "a", Weight: one(6, 1), Floor: 2, Cap: fill.NoCap}, {ID: "b", Weight: one(12, 1), Cap: 2}, {ID: "c", Weight: one(1, 1), Cap: fill.NoCap},
		}, nil)
		require.NoError(t, err)
		equalRats(t, []string{"18/7", "2", "3/7"}, s.Exact, 0)
	})
	t.Run("four-way tie for two seats", func(t *testing.T) {
		for range 20 {
			assert.Equal(t, []int64{1, 1, 0, 0}, apportion(t, fill.LargestRemainder{Ties: fill.ByListing}, 2, []int64{1, 1, 1, 1}))
		}
		_, err := seatsBy(t, fill.LargestRemainder{Ties: fill.Refuse}, 2, []int64{1, 1, 1, 1})
		require.ErrorIs(t, err, fill.ErrTie)
	})
	t.Run("remainders are compared as numbers, to the last digit", func(t *testing.T) {
		assert.Equal(t, []int64{1, 0, 0}, apportion(t, fill.LargestRemainder{}, 1, []int64{100_000_001, 100_000_000, 99_999_999}))
	})
}
