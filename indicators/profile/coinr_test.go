package profile_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

// small are the codes of COINr's cases with 14 units.
var small = []string{"i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8"}

// assertStats compares summaries and flags with COINr's get_stats. Its shares of
// zeros and of different values are of the values that are there, as ours.
func assertStats(t *testing.T, out frame, tab *indicators.Table) {
	t.Helper()
	codes := out.text(t, "iCode")
	got, err := profile.Describe(tab, codes...)
	require.NoError(t, err)
	for name, of := range map[string]func(s profile.Summary) float64{
		"Min": func(s profile.Summary) float64 { return s.Min }, "Max": func(s profile.Summary) float64 { return s.Max },
		"Mean": func(s profile.Summary) float64 { return s.Mean }, "Median": func(s profile.Summary) float64 { return s.Median },
		"Std": func(s profile.Summary) float64 { return s.SD }, "Skew": func(s profile.Summary) float64 { return s.Skewness },
		"Kurt":        func(s profile.Summary) float64 { return s.Kurtosis },
		"N.Avail":     func(s profile.Summary) float64 { return float64(s.Available) },
		"N.NonZero":   func(s profile.Summary) float64 { return float64(s.Available - s.Zeros) },
		"N.Unique":    func(s profile.Summary) float64 { return float64(s.Unique) },
		"N.Same":      func(s profile.Summary) float64 { return float64(s.Same) },
		"Frc.Avail":   func(s profile.Summary) float64 { return float64(s.Available) / float64(s.N) },
		"Frc.NonZero": func(s profile.Summary) float64 { return 1 - float64(s.Zeros)/float64(s.Available) },
		"Frc.Unique":  func(s profile.Summary) float64 { return float64(s.Unique) / float64(s.Available) },
		"Frc.Same":    func(s profile.Summary) float64 { return float64(s.Same) / float64(s.Available) },
	} {
		want := out.number(t, name)
		for j, s := range got {
			near(t, want[j], of(s), name+" of "+s.Code)
		}
	}
	flags := map[string]string{}
	for _, f := range find(t, profile.Shape{Columns: codes}, tab) {
		require.NoError(t, f.Err)
		flags[f.Rule+" "+f.Indicator] = f.Rule
	}
	for name, rule := range map[string]string{
		"Flag.Avail": profile.RuleAvailability, "Flag.NonZero": profile.RuleZeros,
		"Flag.Unique": profile.RuleTies, "Flag.SkewKurt": profile.RuleShape,
	} {
		for j, flag := range out.text(t, name) {
			_, found := flags[rule+" "+codes[j]]
			assert.Equal(t, flag != "ok", found, "%s of %s", name, codes[j])
		}
	}
}

func TestDescribeCOINr(t *testing.T) {
	for _, file := range []string{"stats_table", "stats_table_b"} {
		var g struct {
			Input  struct{ IData frame }
			Output frame
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		c := g.Input.IData.columns(t, small...)
		assertStats(t, g.Output, flat(t, c.Codes, c.X))
	}
}

func TestSkewKurtCOINr(t *testing.T) {
	for _, file := range []string{"treat_skew_kurt", "treat_skew_kurt_b"} {
		var g struct {
			Input  map[string]column
			Output map[string]struct {
				Skew, Kurt float64
				Pass       bool
			}
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		require.Len(t, g.Output, 6)
		for name, want := range g.Output {
			tab := one(t, g.Input[name]...)
			s, err := profile.Describe(tab)
			require.NoError(t, err)
			near(t, want.Skew, s[0].Skewness, name)
			near(t, want.Kurt, s[0].Kurtosis, name)
			flagged := slices.Contains(rules(find(t, profile.Shape{Unique: 0.01, Available: 0.01}, tab)), profile.RuleShape)
			assert.Equal(t, want.Pass, !flagged, name)
		}
	}
}

// assertPairs compares correlations with COINr's long tables.
func assertPairs(t *testing.T, want frame, got []profile.Correlation) {
	t.Helper()
	r := map[[2]string]float64{}
	for _, c := range got {
		require.NoError(t, c.Err)
		r[[2]string{c.A, c.B}], r[[2]string{c.B, c.A}] = c.R, c.R
	}
	a, b, x := want.text(t, "Var1"), want.text(t, "Var2"), want.number(t, "Correlation")
	for i := range a {
		if a[i] != b[i] {
			got, ok := r[[2]string{a[i], b[i]}]
			require.True(t, ok, a[i]+" "+b[i])
			near(t, x[i], got, a[i]+" "+b[i])
		}
	}
}

func TestCorrelationsCOINr(t *testing.T) {
	for _, file := range []string{"corr_indicators", "corr_indicators_b"} {
		var g struct {
			Input  struct{ Data frame }
			Output struct{ Pearson, Spearman, Kendall frame }
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		c := g.Input.Data.columns(t, small...)
		for m, want := range map[profile.Method]frame{profile.Pearson: g.Output.Pearson, profile.Spearman: g.Output.Spearman, profile.Kendall: g.Output.Kendall} {
			got, err := c.Correlate(m)
			require.NoError(t, err)
			require.Len(t, got, 28)
			assertPairs(t, want, got)
		}
	}
}

func TestPValuesCOINr(t *testing.T) {
	for _, file := range []string{"corr_pvalues", "corr_pvalues_b"} {
		var g struct {
			Input  struct{ Data frame }
			Output [][]float64
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		c := g.Input.Data.columns(t, small...)
		got, err := c.With(c, profile.Pearson)
		require.NoError(t, err)
		for i, r := range got {
			near(t, g.Output[i/8][i%8], r.P, r.A+" "+r.B)
		}
	}
}

// TestFlagsCOINr: COINr flags signed values, so of ours those above 0 are compared.
// Its groups here are two levels up: sub-indices.
func TestFlagsCOINr(t *testing.T) {
	for _, file := range []string{"corr_flags", "corr_flags_b"} {
		var g struct {
			Input struct{ IData, IMeta frame }
			// thresholds
			Params struct {
				CorThresh   float64 `json:"cor_thresh"`
				DenomThresh float64 `json:"denom_thresh"`
			}
			Output struct{ Flags, Denom frame }
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		var directions []*float64
		require.NoError(t, json.Unmarshal(g.Input.IMeta["Direction"], &directions))
		codes := g.Input.IMeta.text(t, "iCode")
		root := indicators.Indicator{Code: "all"}
		values := map[string][]float64{}
		for _, code := range small {
			in := indicators.Indicator{Code: code}
			if *directions[slices.Index(codes, code)] < 0 {
				in.Direction = indicators.Lower
			}
			root.Children = append(root.Children, in)
			values[code] = g.Input.IData.number(t, code)
		}
		tab := build(t, root, values)
		type pair struct{ a, b string }
		got := map[pair]float64{}
		for _, group := range [][]string{{"i1", "i2", "i3", "i4", "i5"}, {"i6", "i7", "i8"}} {
			c, err := profile.Oriented(tab, group...)
			require.NoError(t, err)
			all, err := c.Correlate(profile.Pearson)
			require.NoError(t, err)
			for _, f := range (profile.Coherence{High: g.Params.CorThresh, Low: 1e-9}).Find(all) {
				if f.Rule == profile.RuleHigh && f.Figure > 0 {
					got[pair{f.Indicator, f.With[0]}] = f.Figure
				}
			}
		}
		a, b, r := g.Output.Flags.text(t, "Ind1"), g.Output.Flags.text(t, "Ind2"), g.Output.Flags.number(t, "Corr")
		require.Len(t, got, len(r))
		for i := range r {
			near(t, r[i], got[pair{a[i], b[i]}], a[i]+" "+b[i])
		}

		indicatorsRaw, err := profile.Raw(tab)
		require.NoError(t, err)
		all, err := indicatorsRaw.With(g.Input.IData.columns(t, "pop", "gdp"), profile.Pearson)
		require.NoError(t, err)
		flagged := profile.Size{Limit: g.Params.DenomThresh}.Find(all)
		a, b, r = g.Output.Denom.text(t, "Ind"), g.Output.Denom.text(t, "Denom"), g.Output.Denom.number(t, "Corr")
		require.Len(t, flagged, len(r))
		for i, f := range flagged {
			assert.Equal(t, profile.RuleSize, f.Rule)
			assert.Equal(t, a[i], f.Indicator)
			assert.Equal(t, []string{b[i]}, f.With)
			near(t, r[i], f.Figure)
			assert.Equal(t, math.Signbit(f.Figure), math.Signbit(f.Limit))
		}
	}
}

func TestAlphaCOINr(t *testing.T) {
	for _, file := range []string{"cronbach_alpha", "cronbach_alpha_b"} {
		var g struct {
			Input  struct{ Data frame }
			Output struct{ P1, P3, All float64 }
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		for want, codes := range map[float64][]string{g.Output.P1: small[:3], g.Output.P3: small[5:], g.Output.All: small} {
			a, err := g.Input.Data.columns(t, codes...).Alpha(true)
			require.NoError(t, err)
			near(t, want, a.Value, strings.Join(codes, " "))
		}
	}
}

func TestComponentsCOINr(t *testing.T) {
	for _, file := range []string{"pca_all", "pca_all_b"} {
		var g struct {
			Input  struct{ Data frame }
			Output struct {
				SDev     []float64
				Rotation [][]float64
			}
		}
		readJSON(t, "golden/coinr/"+file+".json", &g)
		p, err := g.Input.Data.columns(t, small...).Components()
		require.NoError(t, err)
		for k, sd := range g.Output.SDev {
			near(t, sd*sd, p.Eigenvalues[k])
			sign := 1.0
			if g.Output.Rotation[0][k]*p.Loadings[k][0] < 0 {
				sign = -1
			}
			for j := range small {
				near(t, g.Output.Rotation[j][k]*sd, sign*p.Loadings[k][j], "loading")
			}
		}
	}
}

// TestASEM reproduces the statistics of COINr's own example, 51 countries and 49
// indicators with gaps, ties and zeros.
func TestASEM(t *testing.T) {
	var g struct {
		Output struct {
			StatsRaw        frame   `json:"stats_raw"`
			PearsonIndex    frame   `json:"pearson_pillars_index"`
			SpearmanPillars frame   `json:"spearman_pillars"`
			KendallSubindex frame   `json:"kendall_subindices"`
			CronbachAll     float64 `json:"cronbach_all"`
		}
	}
	readJSON(t, "golden/coinr/asem_stats_correlations.json", &g)
	var data struct {
		Output struct{ Raw, Normalised, Aggregated frame }
	}
	readJSON(t, "golden/coinr/asem_full_pipeline.json", &data)
	codes := g.Output.StatsRaw.text(t, "iCode")
	raw := data.Output.Raw.columns(t, codes...)
	assertStats(t, g.Output.StatsRaw, flat(t, codes, raw.X))

	pillars := data.Output.Aggregated.columns(t, "Physical", "ConEcFin", "Political", "Instit", "P2P", "Environ", "Social", "SusEcFin")
	above, err := pillars.With(data.Output.Aggregated.columns(t, "Index"), profile.Pearson)
	require.NoError(t, err)
	assertPairs(t, g.Output.PearsonIndex, above)
	ranks, err := pillars.Correlate(profile.Spearman)
	require.NoError(t, err)
	assertPairs(t, g.Output.SpearmanPillars, ranks)
	tau, err := data.Output.Aggregated.columns(t, "Conn", "Sust").Correlate(profile.Kendall)
	require.NoError(t, err)
	assertPairs(t, g.Output.KendallSubindex, tau)
	a, err := data.Output.Normalised.columns(t, codes...).Alpha(true)
	require.NoError(t, err)
	near(t, g.Output.CronbachAll, a.Value)
}
