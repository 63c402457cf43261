package incentive_test

import (
	"encoding/csv"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
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

// apportion divides whole seats by votes, checks the allocation before and after
// JSON, and lists the awards.
func apportion(t require.TestingT, rounding fill.Rounder, seats int64, votes []int64, f incentive.Figures, clauses ...incentive.Clause) []int64 {
	a, err := seatsBy(rounding, seats, votes, f, clauses...)
	require.NoError(t, err)
	require.NoError(t, again(t, a).Check())
	got := make([]int64, len(votes))
	per := awards(a)
	for i := range got {
		got[i] = int64(per[code(i)])
	}
	return got
}

func seatsBy(rounding fill.Rounder, seats int64, votes []int64, f incentive.Figures, clauses ...incentive.Clause) (*incentive.Allocation, error) {
	weights := make([]*big.Rat, len(votes))
	for i, v := range votes {
		weights[i] = big.NewRat(v, 1)
	}
	return incentive.Plan{
		Pool:     incentive.Pool{Measure: incentive.Measure{Name: "seats"}, Amount: float64(seats)},
		Clauses:  append([]incentive.Clause{weighed(weights)}, clauses...),
		Rounding: rounding,
	}.Allocate(flatRanking(len(votes)), f)
}

// TestGoldenApportionment puts the cases of package fill through plans.
func TestGoldenApportionment(t *testing.T) {
	cases := 0
	for _, pattern := range []string{"apportion_*", "house_*", "round_npm_*"} {
		files, err := filepath.Glob(filepath.Join("testdata", "golden", ofFill+pattern+".json"))
		require.NoError(t, err)
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), ".json")
			cases++
			t.Run(name, func(t *testing.T) {
				g := readGolden(t, ofFill+name)
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
						_, err := seatsBy(rounding, in.Seats, in.Votes, incentive.Figures{})
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
					assert.Equal(t, decode[[]int64](t, want), apportion(t, rounding, in.Seats, in.Votes, incentive.Figures{}), key)
				}
			})
		}
	}
	require.Equal(t, 16, cases)
}

// TestHouse gives the states the seats that they have, 150 of 150.
func TestHouse(t *testing.T) {
	f, err := os.Open(filepath.Join("fill", "testdata", "published", "us_house.csv"))
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
		floor := incentive.FloorAt{Name: "seats", Each: new(1.0)}
		got := apportion(t, fill.Divisor{Method: fill.Hill, Ties: fill.Refuse}, 435, v, incentive.Figures{}, floor)
		for i := range got {
			if got[i] == seats[year][i] {
				right++
			}
		}
	}
	assert.Equal(t, 150, right)
}

// TestCapsAreSeen: other programs overlook a cap.
func TestCapsAreSeen(t *testing.T) {
	caps := incentive.CapAt{Figure: "seats"}
	for name, rounding := range methods(fill.Together) {
		assert.Equal(t, []int64{3, 7}, apportion(t, rounding, 10, []int64{90, 10}, figures(decimals("seats", row(3, none))), caps), name)
	}
}
