package stats_test

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/stats"
)

// tolerance is relative; the other programs sum in another order.
const tolerance = 1e-12

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, into))
}

func assertNear(t *testing.T, want, got float64, name string) {
	t.Helper()
	if want == 0 {
		assert.InDelta(t, want, got, tolerance, name)
		return
	}
	assert.InEpsilon(t, want, got, tolerance, name)
}

func TestAgainstR(t *testing.T) {
	var ref struct {
		Orders  []float64
		Vectors map[string]struct {
			X, Quantiles, Ranks []float64
			Median              float64
		}
		Pairs map[string]struct {
			X, Y              []float64
			Spearman, Kendall float64
		}
	}
	readJSON(t, "reference.json", &ref)
	require.Len(t, ref.Vectors, 11)
	require.Len(t, ref.Pairs, 10)
	for name, v := range ref.Vectors {
		t.Run(name, func(t *testing.T) {
			median, err := stats.Median(v.X)
			require.NoError(t, err)
			assertNear(t, v.Median, median, "median")
			require.Len(t, v.Quantiles, len(ref.Orders))
			for i, p := range ref.Orders {
				q, err := stats.Quantile(v.X, p)
				require.NoError(t, err)
				assertNear(t, v.Quantiles[i], q, fmt.Sprint("quantile ", p))
			}
			ranks, err := stats.MidRanks(nil, v.X)
			require.NoError(t, err)
			assert.Equal(t, v.Ranks, ranks)
		})
	}
	for name, p := range ref.Pairs {
		t.Run("pair "+name, func(t *testing.T) {
			rho, err := stats.Spearman(p.X, p.Y)
			require.NoError(t, err)
			assertNear(t, p.Spearman, rho, "spearman")
			tau, err := stats.KendallTauB(p.X, p.Y)
			require.NoError(t, err)
			assertNear(t, p.Kendall, tau, "kendall")
		})
	}
}

func TestAgainstCOINr(t *testing.T) {
	type long struct {
		Var1, Var2  []string
		Correlation []float64
	}
	for _, file := range []string{"corr_indicators", "corr_indicators_b"} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input  struct{ Data map[string]json.RawMessage }
				Output struct{ Spearman, Kendall long }
			}
			readJSON(t, "golden/coinr/"+file+".json", &g)
			column := func(code string) []float64 {
				var x []float64
				require.NoError(t, json.Unmarshal(g.Input.Data[code], &x))
				return x
			}
			for name, c := range map[string]struct {
				of   func(x, y []float64) (float64, error)
				want long
			}{
				"spearman": {stats.Spearman, g.Output.Spearman},
				"kendall":  {stats.KendallTauB, g.Output.Kendall},
			} {
				require.Len(t, c.want.Correlation, 64)
				for i, want := range c.want.Correlation {
					got, err := c.of(column(c.want.Var1[i]), column(c.want.Var2[i]))
					require.NoError(t, err)
					assertNear(t, want, got, fmt.Sprint(name, c.want.Var1[i], c.want.Var2[i]))
				}
			}
		})
	}
}

func TestAgainstPymcdm(t *testing.T) {
	type pair struct{ X, Y []float64 }
	var rho, tau struct {
		Input  map[string]pair
		Output map[string]float64
	}
	readJSON(t, "golden/pymcdm/corr_spearman.json", &rho)
	require.Len(t, rho.Input, 4)
	for name, in := range rho.Input {
		got, err := stats.Spearman(in.X, in.Y)
		require.NoError(t, err)
		assertNear(t, rho.Output[name], got, "spearman "+name)
	}
	readJSON(t, "golden/pymcdm/corr_kendall_tau.json", &tau)
	for _, name := range []string{"same", "reverse", "random"} { // without ties tau-a is tau-b
		in := tau.Input[name]
		got, err := stats.KendallTauB(in.X, in.Y)
		require.NoError(t, err)
		assertNear(t, tau.Output[name], got, "kendall "+name)
	}
	var ranks struct {
		Input  struct{ A []float64 }
		Output struct{ Ascending []float64 }
	}
	readJSON(t, "golden/pymcdm/rank_average.json", &ranks)
	got, err := stats.MidRanks(nil, ranks.Input.A)
	require.NoError(t, err)
	assert.Equal(t, ranks.Output.Ascending, got)
}
