package evaluation_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// logMinMax is a normalizer of the test's own: goalposts on a logarithmic scale.
type logScale struct{ lo, hi float64 }

func (s logScale) At(x float64, _ string) float64 {
	return (math.Log(x) - math.Log(s.lo)) / (math.Log(s.hi) - math.Log(s.lo))
}
func (s logScale) String() string { return "log min-max" }

func fitLog(s normalize.Sample) (normalize.Scale, error) {
	return logScale{s.Indicator.Bounds.Lo, s.Indicator.Bounds.Hi}, nil
}

// TestHumanDevelopmentIndex evaluates the 193 countries of the Human Development
// Report 2023/24: goalposts, a logarithm, the mean of two parts, and a geometric
// mean of three dimensions. Published with 3 decimals, so the tolerance is half a
// unit of the last one.
func TestHumanDevelopmentIndex(t *testing.T) {
	bounds := func(lo, hi float64) *indicators.Range { return &indicators.Range{Lo: lo, Hi: hi} }
	f := framework(t, indicators.Indicator{Code: "hdi", Children: []indicators.Indicator{
		{Code: "le", Bounds: bounds(20, 85)},
		{Code: "education", Children: []indicators.Indicator{
			{Code: "eys", Bounds: bounds(0, 18)},
			{Code: "mys", Bounds: bounds(0, 15)},
		}},
		{Code: "gnipc", Bounds: bounds(100, 75000)},
	}})
	tab := tableFile(t, f, "testdata/published/hdi_2022.csv")
	require.Equal(t, 193, tab.Len())
	unit := normalize.MinMax{Lo: 0, Hi: 1}
	r := evaluate(t, evaluation.Model{
		Normalize: normalize.PerIndicator{
			Default: normalize.Clip{Of: unit, Lo: 0, Hi: 1},
			By:      map[string]normalize.Normalizer{"gnipc": normalize.Clip{Of: normalize.Func(fitLog), Lo: 0, Hi: 1}},
		},
		Aggregate: aggregate.PerNode{Default: aggregate.Geometric{}, By: map[string]aggregate.Aggregator{"education": aggregate.Arithmetic{}}},
	}, tab)
	ranking := rank(t, r, "", evaluation.Ties{Digits: new(3)})
	require.Len(t, ranking.Places, 193)
	for _, p := range ranking.Places {
		want, err := strconv.ParseFloat(p.Unit.Tags.Get("hdi"), 64)
		require.NoError(t, err)
		got, _ := r.Score(p.Unit.Code, "")
		assert.InDelta(t, want, got, 0.0005, p.Unit.Name)
		assert.Equal(t, p.Unit.Tags.Get("rank"), strconv.Itoa(p.Rank), p.Unit.Name)
	}
	differ := 0
	for _, p := range rank(t, r, "", evaluation.Ties{}).Places {
		if strconv.Itoa(p.Rank) != p.Unit.Tags.Get("rank") {
			differ++
		}
	}
	assert.Equal(t, 27, differ, "unrounded ranks differ from the published ones: so rounding comes first")
}

// TestTechnologyAchievementIndex matches the four rankings of the handbook's
// example that can be matched from printed figures.
func TestTechnologyAchievementIndex(t *testing.T) {
	type goalpost struct {
		code   string
		lo, hi float64
		budget float64 // table 22
	}
	leaves := []goalpost{
		{"patents", 0, 994, 0.11},
		{"royalties", 0, 272.6, 0.11},
		{"internet", 0, 232.4, 0.11},
		{"exports", 0, 80.8, 0.18},
		{"telephones", math.Log10(1), math.Log10(901), 0.10},
		{"electricity", math.Log10(22), math.Log10(6969), 0.06},
		{"schooling", 0.8, 12, 0.15},
		{"university", 0.1, 27.4, 0.18},
	}
	root := indicators.Indicator{Code: "tai"}
	budget := weights.Fixed{}
	for _, g := range leaves {
		root.Children = append(root.Children, indicators.Indicator{Code: g.code, Bounds: &indicators.Range{Lo: g.lo, Hi: g.hi}})
		budget[g.code] = g.budget
	}
	f := framework(t, root)
	tab := tableFile(t, f, "testdata/published/tai_2001.csv")
	goalposts := normalize.Clip{Of: normalize.MinMax{Lo: 0, Hi: 1}, Lo: 0, Hi: 1}
	raw := normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return identity{}, nil })

	for tag, m := range map[string]evaluation.Model{
		"equal":     {Normalize: goalposts, Weigh: weights.Equal{}},
		"budget":    {Normalize: goalposts, Weigh: budget},
		"linear":    {Normalize: goalposts, Weigh: weights.Equal{}},
		"geometric": {Normalize: raw, Weigh: weights.Equal{}, Aggregate: aggregate.Geometric{}},
	} {
		t.Run(tag, func(t *testing.T) {
			ranking := rank(t, evaluate(t, m, tab), "", evaluation.Ties{})
			require.Len(t, ranking.Places, 23)
			for _, p := range ranking.Places {
				assert.Equal(t, p.Unit.Tags.Get(tag), strconv.Itoa(p.Rank), p.Unit.Code)
			}
		})
	}
}

// identity scores a value by itself: the handbook's geometric mean of table 38
// is one of the raw values.
type identity struct{}

func (identity) At(x float64, _ string) float64 { return x }
func (identity) String() string                 { return "as it is" }
