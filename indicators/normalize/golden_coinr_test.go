package normalize_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

func TestAgainstCOINr(t *testing.T) {
	higher := indicators.Indicator{Code: "x"}
	bounds := func(d indicators.Direction, lo, hi float64) indicators.Indicator {
		return indicators.Indicator{Code: "x", Direction: d, Bounds: rng(lo, hi)}
	}
	lowest := normalize.LowestTies
	for file, c := range map[string]struct {
		n  normalize.Normalizer
		in indicators.Indicator
	}{
		"norm_minmax":              {normalize.MinMax{}, higher},
		"norm_minmax_b":            {normalize.MinMax{}, higher},
		"norm_minmax_range":        {normalize.MinMax{Lo: 1, Hi: 10}, higher},
		"norm_minmax_range_b":      {normalize.MinMax{Lo: 1, Hi: 10}, higher},
		"norm_scaled":              {normalize.MinMax{}, bounds(indicators.Higher, 10, 60)},
		"norm_scaled_b":            {normalize.MinMax{}, bounds(indicators.Higher, 10, 60)},
		"norm_goalposts_free_down": {normalize.MinMax{}, bounds(indicators.Lower, 5, 30)},

		"norm_goalposts_free_down_b": {normalize.MinMax{}, bounds(indicators.Lower, 5, 30)},
		"norm_goalposts_trunc":       {normalize.Clip{}, bounds(indicators.Higher, 5, 30)},
		"norm_goalposts_trunc_b":     {normalize.Clip{Of: normalize.MinMax{}}, bounds(indicators.Higher, 5, 30)},
		"norm_zscore":                {normalize.ZScore{}, higher},
		"norm_zscore_b":              {normalize.ZScore{}, higher},
		"norm_zscore_params":         {normalize.ZScore{Mean: 50, SD: 10}, higher},
		"norm_zscore_params_b":       {normalize.ZScore{Mean: 50, SD: 10}, higher},
		"norm_dist2max":              {normalize.Distance{Hi: 1}, higher},
		"norm_dist2max_b":            {normalize.MinMax{Hi: 1}, higher},
		"norm_fracmax":               {normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, higher},
		"norm_fracmax_b":             {normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, higher},
		"norm_rank_average":          {normalize.Rank{}, higher},
		"norm_rank_min":              {normalize.Rank{Ties: lowest}, higher},
		"norm_rank_min_b":            {normalize.Rank{Ties: lowest}, higher},
		"norm_borda_average":         {normalize.Borda{}, higher},
		"norm_borda_min":             {normalize.Borda{Ties: lowest}, higher},
		"norm_borda_min_b":           {normalize.Borda{Ties: lowest}, higher},
		"norm_prank_average":         {normalize.Percentile{Points: 1}, higher},
		"norm_prank_average_b":       {normalize.Percentile{Points: 1}, higher},
		"norm_prank_min":             {normalize.Percentile{Ties: lowest, Points: 1}, higher},
		"norm_prank_min_b":           {normalize.Percentile{Ties: lowest, Points: 1}, higher},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct{ Input, Output map[string]column }
			readJSON(t, "golden/coinr/"+file+".json", &g)
			require.Len(t, g.Input, 5)
			for name, x := range g.Input {
				compare(t, c.n, c.in, x, g.Output[name])
			}
		})
	}
}

// TestAgainstCOINrDistances: where the target or reference is not better than the
// worst value COINr turns the scale round (for one of them with a warning), and
// ours refuses.
func TestAgainstCOINrDistances(t *testing.T) {
	for file, c := range map[string]struct {
		direction indicators.Direction
		capped    bool
		refused   string // a column
	}{
		"norm_dist2targ_up":     {refused: "plain"},
		"norm_dist2targ_up_b":   {refused: "plain"},
		"norm_dist2targ_down":   {direction: indicators.Lower, capped: true},
		"norm_dist2targ_down_b": {direction: indicators.Lower, capped: true, refused: "negative"},
		"norm_dist2ref":         {},
		"norm_dist2ref_b":       {},
		"norm_dist2ref_cap":     {capped: true},
		"norm_dist2ref_cap_b":   {capped: true},
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input, Output map[string]column
				Params        struct {
					Targ float64
					IRef int
				}
			}
			readJSON(t, "golden/coinr/"+file+".json", &g)
			require.Len(t, g.Input, 5)
			for name, x := range g.Input {
				n := normalize.Distance{To: map[string]float64{"x": g.Params.Targ}, Hi: 1, Capped: c.capped}
				if g.Params.IRef > 0 {
					n.To["x"] = float64(*x[g.Params.IRef-1])
				}
				in := indicators.Indicator{Code: "x", Direction: c.direction}
				if name == c.refused {
					_, err := n.Fit(sampleOf(in, x))
					require.ErrorIs(t, err, indicators.ErrRange)
					continue
				}
				compare(t, n, in, x, g.Output[name])
			}
		})
	}
}

func TestAgainstCOINrDirections(t *testing.T) {
	for _, file := range []string{"norm_dataframe_directions", "norm_dataframe_directions_b"} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					X          map[string]column
					Directions struct {
						ICode     []string
						Direction []int
					}
				}
				Output map[string]map[string]column
			}
			readJSON(t, "golden/coinr/"+file+".json", &g)
			require.Len(t, g.Input.Directions.ICode, 5)
			for i, code := range g.Input.Directions.ICode {
				in := indicator(code, g.Input.Directions.Direction[i])
				for name, n := range map[string]normalize.Normalizer{
					"minmax": normalize.MinMax{},
					"zscore": normalize.ZScore{},
					"rank":   normalize.Rank{Ties: normalize.LowestTies},
					"prank":  normalize.Percentile{Ties: normalize.LowestTies, Points: 1},
				} {
					compare(t, n, in, g.Input.X[code], g.Output[name][code])
				}
				in.Base = 1 // their "none" is x or -x
				compare(t, normalize.RatioToBase{Points: 1, Cost: normalize.Negative}, in, g.Input.X[code], g.Output["none"][code])
			}
		})
	}
}

func TestAgainstCOINrIndividual(t *testing.T) {
	n := normalize.PerIndicator{By: map[string]normalize.Normalizer{"a": normalize.ZScore{}}}
	for _, file := range []string{"norm_dataframe_individual", "norm_dataframe_individual_b"} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					X          map[string]column
					Directions struct {
						ICode     []string
						Direction []int
					}
				}
				Output map[string]column
			}
			readJSON(t, "golden/coinr/"+file+".json", &g)
			require.Equal(t, []string{"a", "b", "c", "d", "e"}, g.Input.Directions.ICode)
			for i, code := range g.Input.Directions.ICode {
				in := indicator(code, g.Input.Directions.Direction[i])
				if code == "e" {
					in.Bounds = rng(0, 50)
				}
				compare(t, n, in, g.Input.X[code], g.Output[code])
			}
		})
	}
}

// TestAgainstCOINrMetadata: another pair of goalposts, or another target, for
// every indicator, two of them less-is-better, some cut and some not.
func TestAgainstCOINrMetadata(t *testing.T) {
	for _, file := range []string{
		"norm_goalposts_from_metadata", "norm_goalposts_from_metadata_b", "norm_targets_from_metadata", "norm_targets_from_metadata_b",
	} {
		t.Run(file, func(t *testing.T) {
			var g struct {
				Input struct {
					IData map[string]json.RawMessage
					IMeta struct {
						ICode     []string
						Direction []*int
						Lower     column  `json:"goalpost_lower"`
						Upper     column  `json:"goalpost_upper"`
						Cut       []*bool `json:"goalpost_trunc2posts"`
						Target    column
						Capped    []*bool `json:"dist2targ_cap_max"`
					}
				}
				Output map[string]json.RawMessage
			}
			readJSON(t, "golden/coinr/"+file+".json", &g)
			meta := g.Input.IMeta
			goalposts := strings.Contains(file, "goalposts")
			free := 0
			for i, code := range meta.ICode[:8] {
				in := indicator(code, *meta.Direction[i])
				var n normalize.Normalizer
				if goalposts {
					in.Bounds = rng(float64(*meta.Lower[i]), float64(*meta.Upper[i]))
					n = normalize.Clip{}
					if !*meta.Cut[i] {
						n = normalize.MinMax{}
						free++
					}
				} else {
					n = normalize.Distance{To: map[string]float64{code: float64(*meta.Target[i])}, Hi: 1, Capped: *meta.Capped[i]}
					if !*meta.Capped[i] {
						free++
					}
				}
				var x, want column
				require.NoError(t, json.Unmarshal(g.Input.IData[code], &x))
				require.NoError(t, json.Unmarshal(g.Output[code], &want))
				compare(t, n, in, x, want)
			}
			assert.Nil(t, meta.Lower[8])
			assert.Equal(t, map[bool]int{true: 1, false: 3}[goalposts], free)
		})
	}
}

// TestCOINrEdges: what COINr answers with NaN, 0 or 1 and sometimes a warning, ours
// refuses, unless there is no doubt about the score.
func TestCOINrEdges(t *testing.T) {
	type answer struct {
		Value column
		Error string
	}
	var g struct {
		Input  map[string]column
		Output map[string]map[string]answer
	}
	readJSON(t, "golden/coinr/edge_normalisation.json", &g)
	plain := indicators.Indicator{Code: "x"}
	posts := indicators.Indicator{Code: "x", Bounds: rng(0, 4)}
	target := normalize.Distance{To: map[string]float64{"x": 3}, Hi: 1}
	for method, c := range map[string]struct {
		n                    normalize.Normalizer
		in                   indicators.Indicator
		constant, one, empty error // nil: the peer's score is ours, too
	}{
		"n_minmax":          {normalize.MinMax{}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_zscore":          {normalize.ZScore{}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_dist2max":        {normalize.Distance{Hi: 1}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_prank":           {normalize.Percentile{Ties: normalize.LowestTies, Points: 1}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_rank":            {normalize.Rank{Ties: normalize.LowestTies}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_borda":           {normalize.Borda{Ties: normalize.LowestTies}, plain, basis.ErrConstant, basis.ErrConstant, basis.ErrMissing},
		"n_fracmax":         {normalize.RatioToBase{Of: normalize.MaxBase, Points: 1}, plain, nil, nil, basis.ErrMissing},
		"n_goalposts_0_4_1": {normalize.Clip{Of: normalize.MinMax{Hi: 1}, Hi: 1}, posts, nil, nil, nil},
		"n_scaled_0_4":      {normalize.MinMax{}, posts, nil, nil, nil},
		"n_dist2targ_3":     {target, plain, indicators.ErrRange, indicators.ErrRange, basis.ErrMissing},
	} {
		t.Run(method, func(t *testing.T) {
			theirs := g.Output[method]
			compare(t, c.n, c.in, g.Input["ties"], theirs["ties"].Value)
			for name, want := range map[string]error{"constant": c.constant, "one_value": c.one} {
				if want == nil {
					compare(t, c.n, c.in, g.Input[name], theirs[name].Value)
					continue
				}
				_, err := c.n.Fit(sampleOf(c.in, g.Input[name]))
				require.ErrorIs(t, err, want, name)
				assert.Len(t, theirs[name].Value, len(g.Input[name]), "the peer answers")
			}
			_, err := c.n.Fit(sampleOf(c.in, g.Input["all_missing"]))
			require.ErrorIs(t, err, c.empty)
			_, err = c.n.Fit(sampleOf(c.in, g.Input["with_inf"]))
			require.ErrorIs(t, err, basis.ErrNumber)
		})
	}
}
