package prepare_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// TestWinsorizeAgainstCOINr: Treat without a curve is COINr's winsorise. Where the
// threshold is passed by no column, no treatment is needed, so none is done.
func TestWinsorizeAgainstCOINr(t *testing.T) {
	none := prepare.NoCurve{}
	for name, step := range map[string]prepare.Treat{
		"treat_winsorise":         {Then: none},
		"treat_winsorise_limit":   {Then: none, Points: 1, Skewness: 1.5, Kurtosis: 2.5},
		"treat_winsorise_nolimit": {Then: none, Points: math.MaxInt},
		"treat_winsorise_forced":  {Then: none, Points: 4, Forced: true},
	} {
		for _, file := range []string{name, name + "_b"} {
			var g struct {
				Input  map[string]column
				Output map[string]struct {
					X       column
					Nwin    int
					Treated []string
				}
			}
			golden(t, "coinr/"+file, &g)
			require.Len(t, g.Output, 6)
			for of, want := range g.Output {
				stage := apply(t, step, ofOne(t, g.Input[of], nil))
				near(t, want.X, stage.Table.Column("x").Copy(), file, of)
				assert.Len(t, stage.Changes, want.Nwin, "%s %s", file, of)
				marks := stage.Table.Marks("x").Copy()
				for i, what := range want.Treated {
					assert.Equal(t, what != "", marks[i] == indicators.Treated, "%s %s, row %d", file, of, i+1)
					for _, c := range stage.Changes {
						if c.Unit == fmt.Sprint(i+1) {
							assert.Contains(t, c.Why.String(), map[string]string{"winhi": "highest", "winlo": "lowest"}[what])
							assert.InDelta(t, g.Input[of][i], c.Was, 0)
							assert.InDelta(t, want.X[i], c.Is, 0)
						}
					}
				}
			}
		}
	}
}

func TestLogAgainstCOINr(t *testing.T) {
	for _, file := range []string{"coinr/treat_log", "coinr/treat_log_b"} {
		var g struct {
			Input  map[string]column
			Output map[string]map[string]column
		}
		golden(t, file, &g)
		for method, form := range map[string]prepare.LogForm{"log_CT": prepare.LogRange, "log_CT_plus": prepare.LogTail, "log_CT_orig": prepare.LogOne} {
			require.Len(t, g.Output[method], 6)
			for of, want := range g.Output[method] {
				near(t, want, apply(t, prepare.Transform{By: prepare.Log{Form: form}}, ofOne(t, g.Input[of], nil)).Table.Column("x").Copy(), file, method, of)
			}
		}
		// COINr's log_GII computes the logarithm and drops it: it returns x. Ours is
		// checked against the printed formula instead.
		for of, x := range g.Input {
			assert.Equal(t, fmt.Sprint(x), fmt.Sprint(g.Output["log_GII"][of]))
			const f = 10
			stage, err := prepare.Transform{By: prepare.Log{Form: prepare.LogGII, Factor: f}}.Apply(ofOne(t, x, nil))
			if of == "left" { // all values are negative, and the formula would turn them round
				require.ErrorIs(t, err, basis.ErrValue)
				continue
			}
			require.NoError(t, err)
			got := stage.Table.Column("x").Copy()
			given := slices.DeleteFunc(slices.Clone(x), math.IsNaN)
			lo, hi := slices.Min(given), slices.Max(given)
			for i, v := range x {
				if !math.IsNaN(v) {
					assert.InDelta(t, math.Log((hi*f-1)*(v-lo)/(hi-lo)+1), got[i], 1e-12)
				}
			}
		}
	}
}

func TestBoxCoxAgainstCOINr(t *testing.T) {
	for _, file := range []string{"coinr/treat_boxcox", "coinr/treat_boxcox_b"} {
		var g struct {
			Input  map[string]column
			Output map[string]map[string]column
		}
		golden(t, file, &g)
		for name, lambda := range map[string]float64{"lambda=0": 0, "lambda=0.5": 0.5, "lambda=2": 2, "lambda=-1": -1} {
			require.Len(t, g.Output[name], 6, name)
			for of, want := range g.Output[name] {
				near(t, want, apply(t, prepare.Transform{By: prepare.BoxCox{Lambda: &lambda, FromOne: true}}, ofOne(t, g.Input[of], nil)).Table.Column("x").Copy(), file, name, of)
			}
		}
	}
}

type frame struct {
	Input  struct{ X map[string]column }
	Output struct {
		Treat  map[string]column          `json:"x_treat"`
		Points map[string][]string        `json:"treated_points"`
		Detail map[string]json.RawMessage `json:"details"`
	}
}

func (g frame) table(t *testing.T) *indicators.Table {
	t.Helper()
	x := make(map[string][]float64)
	for code, c := range g.Input.X {
		x[code] = c
	}
	return ofMany(t, []string{"a", "b", "c", "d", "e", "f", "g"}, x, nil)
}

// TestTreatAgainstCOINr compares whole treatments of seven columns. The last two are
// not treated by COINr, which meets an error in them and hides it: f is 0 but for
// four 1, and g 0 but for 1, 50 and 3000. Ours says what it did.
func TestTreatAgainstCOINr(t *testing.T) {
	logOne := prepare.Treat{Points: -1, Then: prepare.Log{Form: prepare.LogOne}}
	for file, step := range map[string]indicators.Step{
		"treat_dataframe_default":    prepare.Treat{},
		"treat_dataframe_combined":   prepare.Treat{Points: 2, Combine: true},
		"treat_dataframe_individual": prepare.PerIndicator{Default: prepare.Treat{}, By: map[string]indicators.Step{"b": logOne, "c": nil}},
	} {
		for _, file := range []string{file, file + "_b"} {
			var g frame
			golden(t, "coinr/"+file, &g)
			stage := apply(t, step, g.table(t))
			for _, code := range []string{"a", "b", "c", "d", "e"} {
				near(t, g.Output.Treat[code], stage.Table.Column(code).Copy(), file, code)
				for i, m := range stage.Table.Marks(code).All() {
					what := ""
					if points := g.Output.Points[code]; points != nil {
						what = points[i]
					}
					assert.Equal(t, what != "", m == indicators.Treated, "%s %s, row %d", file, code, i+1)
				}
			}
			near(t, g.Input.X["f"], stage.Table.Column("f").Copy(), file, "f: no treatment helps against two values")
			require.Len(t, stage.Warnings, 2, file)
			for i, code := range []string{"f", "g"} {
				require.ErrorIs(t, stage.Warnings[i], prepare.ErrOutliers)
				assert.Equal(t, [][2]string{{"", code}}, places(stage.Warnings[i]))
			}
			cut := g.Input.X["g"][:37:37] // 3000 and 50 are set to 1; then only 0 and 1 are left
			near(t, append(cut, 1, 1, 1), stage.Table.Column("g").Copy(), file, "g")
		}
	}
}

// TestTreatDetails: skewness, kurtosis and the number of points of COINr's table of
// details are in the reasons.
func TestTreatDetails(t *testing.T) {
	var g frame
	golden(t, "coinr/treat_dataframe_default", &g)
	column := func(name string) column {
		var c column
		require.NoError(t, json.Unmarshal(g.Output.Detail[name], &c))
		return c
	}
	var codes []string
	require.NoError(t, json.Unmarshal(g.Output.Detail["iCode"], &codes))
	stage := apply(t, prepare.Treat{}, g.table(t))
	for j, code := range codes {
		n, is, why := 0, 0.0, ""
		for _, c := range stage.Changes {
			if c.Indicator == code {
				n, is, why = n+1, c.Is, c.Why.String()
			}
		}
		points := column("winsorise.nwin")[j]
		if math.IsNaN(points) {
			assert.Zero(t, n, code)
			continue
		}
		assert.Equal(t, int(points), n, code)
		which := "highest"
		if strings.Contains(why, "lowest") {
			which = "lowest"
		}
		which += " value"
		if n > 1 {
			which = fmt.Sprintf("%d %ss", n, which)
		}
		assert.Equal(t, fmt.Sprintf("the %s winsorized to %v; skewness %.6g, kurtosis %.6g, before %.6g, %.6g", which, is,
			column("check_SkewKurt1.Skew")[j], column("check_SkewKurt1.Kurt")[j], column("check_SkewKurt0.Skew")[j], column("check_SkewKurt0.Kurt")[j]), why)
	}
}
