package prepare_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

func TestImputeWarnings(t *testing.T) {
	class := []string{"a", "a", "a", "a", "", "", "", ""}
	tab := ofOne(t, []float64{1, 2, 3, nan, 5, nan, 8, 9}, class)
	stage := apply(t, prepare.Mean{WithinClass: true}, tab)
	near(t, []float64{1, 2, 3, 2, 5, 22.0 / 3, 8, 9}, stage.Table.Column("x").Copy())
	assert.Equal(t, "unit 6, indicator x: missing value: the unit has no class, and is filled from others without one", text(stage.Warnings))
	none := ofOne(t, []float64{1, 2, 3, nan}, nil)
	assert.Empty(t, apply(t, prepare.Mean{WithinClass: true}, none).Warnings, "no unit has a class: nothing is amiss")

	many := apply(t, prepare.Median{}, ofOne(t, []float64{1, 2, 3, nan, nan, nan, nan}, nil))
	require.Len(t, many.Warnings, 1)
	require.ErrorIs(t, many.Warnings[0], basis.ErrFew)
	assert.Equal(t, "indicator x: too few values: the median of 3 values stands for 4 units", text(many.Warnings))
	few := apply(t, prepare.Median{}, ofOne(t, []float64{1, 2, nan}, nil))
	require.Len(t, few.Warnings, 1)
	require.ErrorIs(t, few.Warnings[0], basis.ErrFew)

	_, err := prepare.Median{Columns: []string{"x", "x"}}.Apply(none)
	require.ErrorIs(t, err, indicators.ErrCode)

	treated, err := ofOne(t, []float64{1, 2, 3, 9, nan}, nil).With(indicators.Treated, indicators.Change{Unit: "4", Indicator: "x", Was: 9, Is: 3})
	require.NoError(t, err)
	late := apply(t, prepare.Median{}, treated)
	require.Len(t, late.Warnings, 1)
	require.ErrorIs(t, late.Warnings[0], prepare.ErrOrder)

	_, err = prepare.Median{Columns: []string{"share"}}.Apply(counties(t))
	assert.ErrorContains(t, err, "is the step that computes the column there, and before?")
}

func TestConstant(t *testing.T) {
	tab := counties(t)
	tab, err := tab.With(indicators.NotApplicable, indicators.Change{Unit: "5", Indicator: "rd", Was: nan, Is: nan})
	require.NoError(t, err)
	stage := apply(t, prepare.Constant{By: map[string]float64{"rd": 0, "mining": 2.5}, Why: "no enterprise reports any"}, tab)
	assert.Equal(t, "imputation of constants: mining 2.5, rd 0", stage.Name.String())
	equal(t, []float64{1, 0, 10, 30, nan}, stage.Table.Column("rd").Copy())
	equal(t, []float64{3, 0, 2.5, 1, 2}, stage.Table.Column("mining").Copy())
	require.Len(t, stage.Changes, 2)
	assert.Equal(t, "constant 2.5: no enterprise reports any", stage.Changes[0].Why.String())
	assert.Equal(t, "2", stage.Changes[1].Unit)
	_, mark := stage.Table.Value("2", "rd")
	assert.Equal(t, indicators.Imputed, mark)

	_, err = prepare.Constant{}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = prepare.Constant{By: map[string]float64{"rd": math.Inf(1), "u": 1, "mining": nan}}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrNumber)
	assert.Equal(t, [][2]string{{"", "mining"}, {"", "rd"}, {"", "u"}}, places(err))
}

// TestNeighborsByHand: unit 5 has a and no c. Distances with all columns: over p = 3
// columns, q = 2 in common with the others.
func TestNeighborsByHand(t *testing.T) {
	tab := ofMany(t, []string{"a", "b", "c"}, map[string][]float64{
		"a": {0, 3, 6, 9, 1},
		"b": {0, 4, 0, nan, 0},
		"c": {10, 20, 40, 80, nan},
	}, nil)
	// Unscaled: to 1 sqrt(3/2 (1+0)), to 2 sqrt(3/2 (4+16)), to 3 sqrt(3/2 25), to 4 sqrt(3/1 64).
	stage := apply(t, prepare.Neighbors{Columns: []string{"c"}, K: 2, Unscaled: true}, tab)
	assert.Equal(t, 15.0, stage.Table.Column("c").At(4))
	require.Len(t, stage.Changes, 1)
	assert.Equal(t, "mean of the 2 nearest: 1, 2, at distances 1.22474 to 5.47723", stage.Changes[0].Why.String())
	assert.Equal(t, "imputation of c by the 2 nearest units, unscaled", stage.Name.String())

	// One nearest; b alone: 1 and 3 are both at distance 0, and both are taken.
	assert.Equal(t, 10.0, apply(t, prepare.Neighbors{Columns: []string{"c"}, K: 1, Unscaled: true}, tab).Table.Column("c").At(4))
	tied := apply(t, prepare.Neighbors{Columns: []string{"c"}, By: []string{"b"}, K: 1}, tab)
	assert.Equal(t, 25.0, tied.Table.Column("c").At(4))
	assert.Equal(t, "imputation of c by the 1 nearest units on b", tied.Name.String())

	// The zero Neighbors takes five of the four there are, and says so.
	few := apply(t, prepare.Neighbors{Columns: []string{"c"}}, tab)
	assert.Equal(t, 37.5, few.Table.Column("c").At(4))
	require.Len(t, few.Warnings, 1)
	require.ErrorIs(t, few.Warnings[0], basis.ErrFew)
	assert.Equal(t, [][2]string{{"5", "c"}}, places(few.Warnings[0]))

	// Scaled, 100 of a is less than 1 of b (standard deviations 238 and 0.5).
	scales := ofMany(t, []string{"a", "b", "c"}, map[string][]float64{"a": {100, 0, 500, 0}, "b": {0, 1, 0, 0}, "c": {10, 20, 30, nan}}, nil)
	assert.Equal(t, 10.0, apply(t, prepare.Neighbors{Columns: []string{"c"}, K: 1}, scales).Table.Column("c").At(3))
	assert.Equal(t, 20.0, apply(t, prepare.Neighbors{Columns: []string{"c"}, K: 1, Unscaled: true}, scales).Table.Column("c").At(3))

	// So the unit of a column does not matter.
	thousand := ofMany(t, []string{"a", "b", "c"}, map[string][]float64{"a": {0, 3000, 6000, 9000, 1000}, "b": {0, 4, 0, nan, 0}, "c": {10, 20, 40, 80, nan}}, nil)
	for k := 1; k <= 4; k++ {
		s := prepare.Neighbors{Columns: []string{"c"}, K: k}
		near(t, apply(t, s, tab).Table.Column("c").Copy(), apply(t, s, thousand).Table.Column("c").Copy(), k)
	}
}

func TestNeighborsEdges(t *testing.T) {
	tab := ofMany(t, []string{"a", "b", "same"}, map[string][]float64{
		"a":    {1, 2, nan, 4, 5},
		"b":    {nan, nan, 7, nan, 6},
		"same": {nan, nan, nan, nan, nan},
	}, nil)
	_, err := prepare.Neighbors{Columns: []string{"a", "same"}, K: 1}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, [][2]string{{"1", "same"}, {"2", "same"}, {"3", "same"}, {"4", "same"}, {"5", "same"}}, places(err))
	assert.Equal(t, 5.0, apply(t, prepare.Neighbors{Columns: []string{"a"}, K: 1}, tab).Table.Column("a").At(2), "only 5 has b, too")
	_, err = prepare.Neighbors{Columns: []string{"u"}, By: []string{"v"}, K: -1}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	require.ErrorIs(t, err, basis.ErrUnknown)

	// An imputed cell is no donor and no help in distances.
	imputed, err := tab.With(indicators.Imputed, indicators.Change{Unit: "5", Indicator: "a", Was: 5, Is: 500})
	require.NoError(t, err)
	_, err = prepare.Neighbors{Columns: []string{"a"}, K: 1}.Apply(imputed)
	assert.Equal(t, [][2]string{{"3", "a"}}, places(err))

	// Not applicable is no gap; a constant column is no distance.
	flat := ofMany(t, []string{"a", "b"}, map[string][]float64{"a": {2, 2, 2, 2}, "b": {1, 3, 8, nan}}, nil)
	assert.Equal(t, 4.0, apply(t, prepare.Neighbors{K: 2}, flat).Table.Column("b").At(3), "all three are as near as the second")
	na, err := flat.With(indicators.NotApplicable, indicators.Change{Unit: "4", Indicator: "b", Was: nan, Is: nan})
	require.NoError(t, err)
	assert.Empty(t, apply(t, prepare.Neighbors{}, na).Changes)
}

// TestImputationsByTable: neighbors and regression do not depend on the order of the
// units, keep what is there, and fill every gap.
func TestImputationsByTable(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(8, 20).Draw(rt, "n")
		codes := []string{"a", "b", "c"}
		x := map[string][]float64{}
		for j, code := range codes {
			for i := range n {
				v := float64(rapid.IntRange(-30, 30).Draw(rt, "x")) + 0.01*float64(i*(j+1))
				if i >= 6 && i%3 == j && rapid.Bool().Draw(rt, "gap") {
					v = nan
				}
				x[code] = append(x[code], v)
			}
		}
		order := rapid.Permutation(seq(n)).Draw(rt, "order")
		shuffled := map[string][]float64{}
		for _, code := range codes {
			for _, i := range order {
				shuffled[code] = append(shuffled[code], x[code][i])
			}
		}
		for _, step := range []indicators.Step{prepare.Neighbors{K: 2}, prepare.Regression{}} {
			one := apply(t, step, ofMany(t, codes, x, nil)).Table
			other := apply(t, step, ofMany(t, codes, shuffled, nil)).Table
			for _, code := range codes {
				for r, i := range order {
					v := one.Column(code).At(i)
					assert.InDelta(rt, v, other.Column(code).At(r), 1e-6*max(1, math.Abs(v)), "%v", step)
					if !math.IsNaN(x[code][i]) {
						assert.InDelta(rt, x[code][i], v, 0)
					} else {
						assert.False(rt, math.IsNaN(v))
					}
				}
			}
		}
	})
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestRegressionByHand: one column on one other has the ridge slope
// Sxy / (Sxx (1 + ridge)) through the means.
func TestRegressionByHand(t *testing.T) {
	tab := ofMany(t, []string{"a", "b"}, map[string][]float64{"a": {1, 2, 3, 4, 10}, "b": {2, 4, 5, 9, nan}}, nil)
	// Means 2.5 and 5, Sxx = 5, Sxy = 11.
	got := apply(t, prepare.Regression{Columns: []string{"b"}, By: []string{"a"}, Ridge: 0.1}, tab)
	assert.InEpsilon(t, 5+11/(5*1.1)*7.5, got.Table.Column("b").At(4), tolerance)
	assert.Equal(t, "imputation of b by regression on a", got.Name.String())
	require.Len(t, got.Warnings, 1, "20 is more than any b")
	require.ErrorIs(t, got.Warnings[0], prepare.ErrOutliers)
	assert.Equal(t, [][2]string{{"5", "b"}}, places(got.Warnings[0]))
	_, mark := got.Table.Value("5", "b")
	assert.Equal(t, indicators.Imputed, mark)
	// The zero ridge is 1e-5.
	assert.InEpsilon(t, 5+11/(5*(1+1e-5))*7.5, apply(t, prepare.Regression{}, tab).Table.Column("b").At(4), tolerance)
}

func TestRegressionEdges(t *testing.T) {
	codes := []string{"a", "b", "c"}
	full := map[string][]float64{"a": {1, 2, 3, 4, 5, 6, 7}, "b": {2, 4, 6, 8, 10, 12, 14}, "c": {1, 3, 2, 5, 4, 6, nan}}
	tab := ofMany(t, codes, full, nil)
	for name, c := range map[string]struct {
		step  prepare.Regression
		tab   *indicators.Table
		want  error
		where [][2]string
	}{
		"too few":        {prepare.Regression{}, ofMany(t, codes, map[string][]float64{"a": {1, 2, 3, 4}, "b": {1, 3, 2, 4}, "c": {1, 2, 4, nan}}, nil), basis.ErrFew, [][2]string{{"", "c"}}},
		"no value":       {prepare.Regression{}, ofMany(t, codes, map[string][]float64{"a": {1, 2, 3, 4}, "b": {1, 3, 2, 4}, "c": {nan, nan, nan, nan}}, nil), basis.ErrMissing, [][2]string{{"", "c"}}},
		"gaps in By":     {prepare.Regression{Columns: []string{"a"}, By: []string{"b", "c"}}, tab, basis.ErrMissing, [][2]string{{"", "c"}}},
		"unknown":        {prepare.Regression{Columns: []string{"u"}, By: []string{"v", "a"}}, tab, basis.ErrUnknown, [][2]string{{"", "u"}, {"", "v"}}},
		"negative ridge": {prepare.Regression{Ridge: -1}, tab, basis.ErrValue, nil},
		"rounds":         {prepare.Regression{Rounds: -1}, tab, basis.ErrValue, nil},
	} {
		_, err := c.step.Apply(c.tab)
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, c.where, places(err), name)
	}
	na, err := tab.With(indicators.NotApplicable, indicators.Change{Unit: "2", Indicator: "a", Was: 2, Is: nan})
	require.NoError(t, err)
	_, err = prepare.Regression{}.Apply(na)
	require.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, [][2]string{{"2", "a"}}, places(err))

	// b = 2a: the ridge shares the slope between the two, without trouble.
	twin := apply(t, prepare.Regression{}, tab)
	alone := apply(t, prepare.Regression{Columns: []string{"c"}, By: []string{"a"}}, tab)
	assert.InDelta(t, alone.Table.Column("c").At(6), twin.Table.Column("c").At(6), 1e-3)
	// Constant columns tell nothing; with none left, the mean is filled in.
	flat := ofMany(t, codes, map[string][]float64{"a": {1, 1, 1, 1}, "b": {2, 2, 2, 2}, "c": {1, 2, 6, nan}}, nil)
	assert.InDelta(t, 3, apply(t, prepare.Regression{}, flat).Table.Column("c").At(3), 1e-12)
	// Nothing to do is no round.
	done := apply(t, prepare.Regression{Columns: []string{"a", "b"}}, tab)
	assert.Empty(t, done.Changes)
	assert.Empty(t, done.Warnings)

	rounds := apply(t, prepare.Regression{Rounds: 1}, ofMany(t, codes, map[string][]float64{
		"a": {1, 2, 3, 4, 5, 6, 7, nan}, "b": {2, 1, 4, 3, 6, 5, nan, 7}, "c": {1, 3, 2, 5, 4, nan, 6, 8},
	}, nil))
	require.ErrorIs(t, rounds.Warnings[len(rounds.Warnings)-1], prepare.ErrUnsettled)
}

func TestPerIndicatorAndOff(t *testing.T) {
	tab := ofMany(t, []string{"a", "b", "c"}, map[string][]float64{"a": {1, 2, 6, nan}, "b": {1, 2, 6, nan}, "c": {1, 2, 6, nan}}, nil)
	stage := apply(t, prepare.PerIndicator{Default: prepare.Mean{}, By: map[string]indicators.Step{"b": prepare.Median{}, "c": nil}}, tab)
	assert.Equal(t, 3.0, stage.Table.Column("a").At(3))
	assert.Equal(t, 2.0, stage.Table.Column("b").At(3))
	assert.True(t, math.IsNaN(stage.Table.Column("c").At(3)))
	assert.Equal(t, "per indicator: median imputation of b; mean imputation of a", stage.Name.String())
	assert.Len(t, stage.Changes, 2)

	only := apply(t, prepare.PerIndicator{By: map[string]indicators.Step{"b": prepare.Mean{}}}, tab)
	assert.Len(t, only.Changes, 1)

	for name, s := range map[string]prepare.PerIndicator{
		"unknown column":       {By: map[string]indicators.Step{"u": prepare.Mean{}}},
		"not column by column": {Default: prepare.Screen{}},
		"columns of its own":   {By: map[string]indicators.Step{"a": prepare.Mean{Columns: []string{"b"}}}},
	} {
		_, err := s.Apply(tab)
		require.Error(t, err, name)
	}

	off := apply(t, prepare.Off{Of: prepare.Mean{Columns: []string{"a"}}}, tab)
	assert.Equal(t, "switched off: mean imputation of a", off.Name.String())
	assert.Same(t, tab, off.Table)
	assert.Empty(t, off.Changes)
	assert.Equal(t, "switched off", prepare.Off{}.String())
	own := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return indicators.Stage{Table: t}, nil })
	assert.Equal(t, "switched off: indicators.StepFunc", prepare.Off{Of: own}.String())
}

// TestColumnwise: every step that works column by column gives the same for one
// column alone as in a table of many, and refuses to be told twice.
func TestColumnwise(t *testing.T) {
	tab := ofMany(t, []string{"a", "b"}, map[string][]float64{"a": {1, 2, 3, 4, 6, 90, nan}, "b": {9, 8, 7, 6, 5, -70, nan}}, nil)
	own := map[string]prepare.Columnwise{
		"mean": prepare.Mean{Columns: []string{"a"}}, "median": prepare.Median{Columns: []string{"a"}}, "neighbors": prepare.Neighbors{Columns: []string{"a"}},
		"carry": prepare.Carry{Columns: []string{"a"}}, "interpolate": prepare.Interpolate{Columns: []string{"a"}}, "treat": prepare.Treat{Columns: []string{"a"}},
		"winsorize": prepare.Winsorize{Columns: []string{"a"}}, "transform": prepare.Transform{Columns: []string{"a"}},
	}
	for name, step := range own {
		_, err := step.On("b")
		require.ErrorIs(t, err, basis.ErrValue, name)
	}
	for _, step := range []prepare.Columnwise{prepare.Mean{}, prepare.Median{}, prepare.Treat{}, prepare.Winsorize{}, prepare.Transform{}} {
		all := apply(t, step, tab)
		for _, code := range []string{"a", "b"} {
			on, err := step.On(code)
			require.NoError(t, err)
			alone := apply(t, on, tab)
			equal(t, all.Table.Column(code).Copy(), alone.Table.Column(code).Copy())
			for _, c := range alone.Changes {
				assert.Equal(t, code, c.Indicator)
				assert.True(t, slices.ContainsFunc(all.Changes, func(o indicators.Change) bool { return fmt.Sprint(c) == fmt.Sprint(o) }))
			}
		}
	}
}
