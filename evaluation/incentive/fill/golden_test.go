package fill_test

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

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
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

// amountOf reads a JSON number as thousandths.
func amountOf(t *testing.T, n json.Number) fill.Amount {
	t.Helper()
	x := new(big.Rat).Mul(rat(n.String()), big.NewRat(1000, 1))
	require.True(t, x.IsInt(), "%s has more than 3 decimals", n)
	return fill.Amount(x.Num().Int64())
}

// code is the code of county i.
func code(i int) string { return fmt.Sprintf("%03d", i) }

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

func TestGoldenFill(t *testing.T) {
	var names []string
	for _, pattern := range []string{"fill_*", "qp_*", "maxmin_*", "welfare_*"} {
		files, err := filepath.Glob(filepath.Join("testdata", "golden", pattern+".json"))
		require.NoError(t, err)
		for _, f := range files {
			names = append(names, strings.TrimSuffix(filepath.Base(f), ".json"))
		}
	}
	require.Len(t, names, 15)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[fillCase](t, g.Input)
			want := decode[[]string](t, g.OutputExact)
			n := len(in.Weights)
			lines := make([]fill.Line, n)
			for i := range lines {
				l := fill.Line{ID: code(i), Weight: rat(in.Weights[i].String()), Cap: fill.NoCap}
				if i < len(in.Floors) {
					l.Floor = amountOf(t, in.Floors[i])
				}
				if i < len(in.Caps) && in.Caps[i] != nil {
					l.Cap = amountOf(t, *in.Caps[i])
				}
				lines[i] = l
			}
			var ceilings []fill.Ceiling
			for k, c := range in.Ceilings {
				ceiling := fill.Ceiling{Name: fmt.Sprint("basin ", k), Amount: amountOf(t, c.Ceiling)}
				for _, i := range c.Members {
					ceiling.Members = append(ceiling.Members, code(i))
				}
				ceilings = append(ceilings, ceiling)
			}
			amount := amountOf(t, in.Pool).Rat()
			s, err := fill.Weighted{}.Divide(amount, lines, ceilings)
			require.NoError(t, err)
			equalRats(t, want, s.Exact, 3)
			require.NoError(t, fill.Weighted{}.Certify(amount, lines, ceilings, s))
			if g.Level != "" {
				equalRats(t, []string{g.Level}, []*big.Rat{s.Level}, 3)
			}
			if g.Unallocated != nil {
				equalRats(t, []string{decode[string](t, g.Unallocated)}, []*big.Rat{amount.Sub(amount, fill.SumOf(s.Exact...))}, 3)
			}
		})
	}
}
