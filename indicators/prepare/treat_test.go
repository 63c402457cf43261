package prepare_test

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/stats"
)

// broken is a curve that takes no value above 5.
type broken struct{}

func (broken) Bend(_, x []float64) (string, error) {
	for i, v := range x {
		if v > 5 {
			return "", &prepare.ValueError{At: i, Err: fmt.Errorf("%w: %v is above 5", basis.ErrValue, v)}
		}
	}
	return "x", nil
}

// TestTreatTies: equal values move together and count each. Where COINr exceeds the
// limit for that, ours keeps it; a forced number is met exactly or refused.
func TestTreatTies(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 900, 900, 900}
	only := prepare.Treat{Then: prepare.NoCurve{}, Skewness: 0.5, Kurtosis: 0.1}
	for points, moved := range map[int]int{1: 0, 2: 0, 3: 3, 4: 3, 5: 3} {
		s := only
		s.Points = points
		stage := apply(t, s, ofOne(t, x, nil))
		assert.Len(t, stage.Changes, moved, "at most %d", points)
		if moved == 0 {
			equal(t, x, stage.Table.Column("x").Copy())
			assert.ErrorIs(t, stage.Warnings[0], prepare.ErrOutliers)
		}
	}
	forced := only
	forced.Points, forced.Forced = 2, true
	_, err := forced.Apply(ofOne(t, x, nil))
	require.ErrorIs(t, err, prepare.ErrRefused)
	assert.ErrorContains(t, err, "equal values would make them 3")
	assert.Equal(t, [][2]string{{"", "x"}}, places(err))
	forced.Points = 3
	assert.Len(t, apply(t, forced, ofOne(t, x, nil)).Changes, 3)
}

// TestTreatForced: a forced treatment is done although the column passes the test.
// COINr ignores it for single columns.
func TestTreatForced(t *testing.T) {
	even := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 11}
	tab := ofMany(t, []string{"a", "b"}, map[string][]float64{"a": even, "b": even}, nil)
	assert.Empty(t, apply(t, prepare.Treat{}, tab).Changes)
	stage := apply(t, prepare.PerIndicator{Default: prepare.Treat{}, By: map[string]indicators.Step{"a": prepare.Treat{Points: 2, Forced: true}}}, tab)
	// 11 becomes 9, which leaves 9 twice; the skewness is then below 0, so 1 becomes 2.
	equal(t, []float64{2, 2, 3, 4, 5, 6, 7, 8, 9, 9}, stage.Table.Column("a").Copy())
	equal(t, even, stage.Table.Column("b").Copy())

	for name, c := range map[string]struct {
		x    []float64
		step prepare.Treat
		want error
	}{
		"constant":   {[]float64{5, 5, 5, 5}, prepare.Treat{Forced: true}, basis.ErrConstant},
		"too few":    {[]float64{5, 6, nan}, prepare.Treat{Forced: true}, basis.ErrFew},
		"two values": {[]float64{5, 5, 5, 6, 6}, prepare.Treat{Forced: true}, prepare.ErrRefused},
		"no points":  {even, prepare.Treat{Forced: true, Points: -1}, basis.ErrValue},
		"negative":   {even, prepare.Treat{Skewness: -2}, basis.ErrValue},
		"not finite": {even, prepare.Treat{Kurtosis: nan}, basis.ErrValue},
	} {
		_, err := c.step.Apply(ofOne(t, c.x, nil))
		require.ErrorIs(t, err, c.want, name)
	}
}

// TestTreatSaysWhatIsWrong: an error in the treatment of a column is an error, not an
// untreated column, and a column that cannot be examined is a warning.
func TestTreatSaysWhatIsWrong(t *testing.T) {
	wild := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 60, 700, 8000}
	tab := ofMany(t, []string{"a", "b"}, map[string][]float64{"a": wild, "b": wild}, nil)
	_, err := prepare.Treat{Points: -1, Then: broken{}}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	assert.Equal(t, [][2]string{{"12", "a"}, {"12", "b"}}, places(err))
	_, err = prepare.Treat{Columns: []string{"a", "u", "a"}}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorIs(t, err, indicators.ErrCode)

	var g struct {
		Input map[string]column
	}
	golden(t, "coinr/edge_treatment_imputation", &g)
	for name, want := range map[string]error{"constant": basis.ErrConstant, "one_value": basis.ErrFew, "ties": nil, "all_missing": nil} {
		x := g.Input[name]
		require.NotEmpty(t, x)
		stage := apply(t, prepare.Treat{}, ofOne(t, x, nil)) // COINr: "missing value where TRUE/FALSE needed"
		equal(t, x, stage.Table.Column("x").Copy())
		if want == nil {
			assert.Empty(t, stage.Warnings, name)
			continue
		}
		require.Len(t, stage.Warnings, 1, name)
		require.ErrorIs(t, stage.Warnings[0], want)
		assert.Equal(t, [][2]string{{"", "x"}}, places(stage.Warnings[0]))
	}
	huge := apply(t, prepare.Treat{}, ofOne(t, []float64{1e200, 2e200, 3e200, 9e200}, nil))
	require.Len(t, huge.Warnings, 1)
	require.ErrorIs(t, huge.Warnings[0], basis.ErrNumber)
}

// TestTreatMarks: what was imputed or is under query stays marked so, and what has
// been treated before is warned of.
func TestTreatMarks(t *testing.T) {
	x := []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 500, 600, nan}
	tab := ofOne(t, x, nil)
	marks := make([]indicators.Mark, 12)
	marks[9], marks[10], marks[11] = indicators.Imputed, indicators.Open, indicators.NotApplicable
	tab, err := tab.WithColumn("x", x, marks)
	require.NoError(t, err)
	cut := apply(t, prepare.Winsorize{At: prepare.Quantiles{Lo: 0.1, Hi: 0.8}}, tab)
	assert.Equal(t, []indicators.Mark{indicators.Treated, 0, 0, 0, 0, 0, 0, 0, 0, indicators.Imputed, indicators.Open, indicators.NotApplicable}, cut.Table.Marks("x").Copy())
	assert.Len(t, cut.Changes, 3)
	assert.Empty(t, cut.Warnings)
	again := apply(t, prepare.Transform{Columns: []string{"x"}}, cut.Table)
	require.Len(t, again.Warnings, 1)
	require.ErrorIs(t, again.Warnings[0], prepare.ErrOrder)
	assert.Len(t, again.Changes, 11)
}

// TestBoundsAndCurves: goalposts in the old unit are not for the new one.
func TestBoundsAndCurves(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "a", Bounds: &indicators.Range{Lo: 0, Hi: 10}}, {Code: "b", Base: 3}, {Code: "c", Direction: indicators.Target, Target: &indicators.Range{Lo: 1, Hi: 1}}, {Code: "d"},
	}})
	require.NoError(t, err)
	x := []float64{1, 2, 3}
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}}, map[string][]float64{"a": x, "b": x, "c": x, "d": x}, nil)
	require.NoError(t, err)
	stage := apply(t, prepare.Transform{By: prepare.Log{Form: prepare.LogPlain}}, tab)
	require.Len(t, stage.Warnings, 3)
	for i, code := range []string{"a", "b", "c"} {
		require.ErrorIs(t, stage.Warnings[i], indicators.ErrRange)
		assert.Equal(t, [][2]string{{"", code}}, places(stage.Warnings[i]))
	}
	assert.Equal(t, "plain log of all measured indicators", stage.Name.String())
}

func TestCurvesRefused(t *testing.T) {
	two, inf := 2.0, math.Inf(1)
	power := 400.0
	for name, c := range map[string]struct {
		by    prepare.Curve
		x     []float64
		want  error
		where [][2]string
	}{
		"constant":           {prepare.Log{}, []float64{3, 3, 3}, basis.ErrConstant, [][2]string{{"", "x"}}},
		"constant tail":      {prepare.Log{Form: prepare.LogTail}, []float64{3, 3, 3}, basis.ErrConstant, [][2]string{{"", "x"}}},
		"tail of few":        {prepare.Log{Form: prepare.LogTail}, []float64{3, 4, 3}, basis.ErrFew, [][2]string{{"", "x"}}},
		"zero and negative":  {prepare.Log{Form: prepare.LogPlain}, []float64{0, 1, nan, -1}, basis.ErrValue, [][2]string{{"1", "x"}, {"4", "x"}}},
		"form":               {prepare.Log{Form: 7}, []float64{1, 2}, basis.ErrValue, [][2]string{{"", "x"}}},
		"factor of another":  {prepare.Log{Factor: 2}, []float64{1, 2}, basis.ErrValue, [][2]string{{"", "x"}}},
		"negative factor":    {prepare.Log{Form: prepare.LogGII, Factor: -2}, []float64{1, 2}, basis.ErrValue, [][2]string{{"", "x"}}},
		"would be reversed":  {prepare.Log{Form: prepare.LogGII}, []float64{0.1, 0.9}, basis.ErrValue, [][2]string{{"", "x"}}},
		"Box-Cox of zero":    {prepare.BoxCox{Lambda: &two}, []float64{nan, 0, 1}, basis.ErrValue, [][2]string{{"2", "x"}}},
		"Box-Cox infinite":   {prepare.BoxCox{Lambda: &inf}, []float64{1, 2}, basis.ErrNumber, [][2]string{{"", "x"}}},
		"Box-Cox overflow":   {prepare.BoxCox{Lambda: &power}, []float64{1, 1e9}, basis.ErrNumber, [][2]string{{"2", "x"}}},
		"Box-Cox, no spread": {prepare.BoxCox{}, []float64{2, 2, 2}, basis.ErrConstant, [][2]string{{"", "x"}}},
	} {
		_, err := prepare.Transform{By: c.by}.Apply(ofOne(t, c.x, nil))
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, c.where, places(err), name)
	}
	for _, c := range []prepare.Curve{prepare.Log{}, prepare.BoxCox{}} {
		_, err := c.Bend(nil, nil)
		require.ErrorIs(t, err, basis.ErrMissing)
	}
	assert.Equal(t, "value 3: x", (&prepare.ValueError{At: 2, Err: fmt.Errorf("x")}).Error())
}

// TestCurvesKeepOrder: every curve rises strictly wherever it can, so that no unit
// overtakes another.
func TestCurvesKeepOrder(t *testing.T) {
	half, zero, minus := 0.5, 0.0, -1.0
	curves := []prepare.Curve{
		prepare.Log{},
		prepare.Log{Form: prepare.LogTail},
		prepare.Log{Form: prepare.LogOne},
		prepare.Log{Form: prepare.LogGII, Factor: 100},
		prepare.Log{Form: prepare.LogPlain},
		prepare.BoxCox{},
		prepare.BoxCox{Lambda: &half},
		prepare.BoxCox{Lambda: &zero},
		prepare.BoxCox{Lambda: &minus},
		prepare.BoxCox{FromOne: true},
		prepare.NoCurve{},
	}
	rapid.Check(t, func(rt *rapid.T) {
		x := rapid.SliceOfNDistinct(rapid.IntRange(1, 500), 5, 30, func(v int) int { return v }).Draw(rt, "x")
		v := make([]float64, len(x))
		for i := range x {
			v[i] = float64(x[i]) / 4
		}
		was := slices.Clone(v)
		y := make([]float64, len(v))
		for _, c := range curves {
			formula, err := c.Bend(y, v)
			require.NoError(rt, err, "%v", c)
			assert.NotEmpty(rt, formula)
			assert.Equal(rt, was, v)
			for i := range v {
				for j := range v {
					if v[i] < v[j] {
						require.Less(rt, y[i], y[j], "%v: %v and %v", c, v[i], v[j])
					}
				}
			}
		}
	})
}

func TestFences(t *testing.T) {
	x := []float64{-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 200, nan}
	for _, c := range []struct {
		at   prepare.Fence
		want []float64
		why  [2]string // of the first and last unit
	}{
		// Quartiles 1.5 + ... of 11 values: h = 2.5 and 7.5, so 2.5 and 7.5.
		{nil, []float64{-5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, nan}, [2]string{"below -5, 1.5 interquartile ranges beyond the quartiles", "above 15, 1.5 interquartile ranges beyond the quartiles"}},
		{prepare.IQR{K: 3}, []float64{-12.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 22.5, nan}, [2]string{"below -12.5, 3 interquartile ranges beyond the quartiles", "above 22.5, 3 interquartile ranges beyond the quartiles"}},
		{prepare.Quantiles{}, []float64{-49.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 104.5, nan}, [2]string{"below -49.5, the quantiles 0.05 and 0.95", "above 104.5, the quantiles 0.05 and 0.95"}},
		{prepare.Quantiles{Hi: 0.9}, []float64{-100, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, nan}, [2]string{"", "above 9, the quantiles 0 and 0.9"}},
		{prepare.SD{}, x, [2]string{}},
	} {
		stage := apply(t, prepare.Winsorize{At: c.at}, ofOne(t, x, nil))
		near(t, c.want, stage.Table.Column("x").Copy(), stage.Name.String())
		why := map[string]string{}
		for _, ch := range stage.Changes {
			why[ch.Unit] = ch.Why.String()
		}
		want := c.why
		assert.Equal(t, want, [2]string{why["1"], why["11"]})
	}
	// Mean 13.18, sample standard deviation 71.19: two of them are 155.56 above 0.
	sd := apply(t, prepare.Winsorize{At: prepare.SD{K: 2}}, ofOne(t, x, nil))
	require.Len(t, sd.Changes, 1)
	m, sum := 145.0/11, 0.0
	for _, v := range x[:11] {
		sum += (v - m) * (v - m)
	}
	assert.InEpsilon(t, m+2*math.Sqrt(sum/10), sd.Changes[0].Is, tolerance)
	assert.Equal(t, "winsorization of all measured indicators at 2 standard deviations from the mean", sd.Name.String())

	for name, c := range map[string]struct {
		at   prepare.Fence
		x    []float64
		want error
	}{
		"half are equal":  {prepare.IQR{}, []float64{0, 0, 0, 0, 0, 0, 9}, prepare.ErrRefused},
		"negative K":      {prepare.IQR{K: -1}, x, basis.ErrValue},
		"wrong way round": {prepare.Quantiles{Lo: 0.9, Hi: 0.1}, x, indicators.ErrRange},
		"equal quantiles": {prepare.Quantiles{Lo: 0.3, Hi: 0.6}, []float64{0, 0, 0, 0, 0, 7, 9}, prepare.ErrRefused},
		"order":           {prepare.Quantiles{Hi: 1.5}, x, stats.ErrOrder},
		"lower order":     {prepare.Quantiles{Lo: -1, Hi: 0.5}, x, stats.ErrOrder},
		"K of SD":         {prepare.SD{K: nan}, x, basis.ErrValue},
		"too large":       {prepare.SD{}, []float64{1e300, -1e300, 0}, basis.ErrNumber},
	} {
		_, err := prepare.Winsorize{At: c.at}.Apply(ofOne(t, c.x, nil))
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, [][2]string{{"", "x"}}, places(err), name)
	}
	for _, x := range [][]float64{{nan, nan}, {4, 4, 4, nan}} { // nothing to do
		assert.Empty(t, apply(t, prepare.Winsorize{}, ofOne(t, x, nil)).Changes)
	}
	for _, f := range []prepare.Fence{prepare.IQR{}, prepare.Quantiles{}} {
		_, _, err := f.Fence(nil)
		require.ErrorIs(t, err, basis.ErrEmpty)
	}
}

// TestTreatProperties: the order of values is kept, equal ones stay equal, no more
// than Points values are winsorized, unit and zero point do not matter, and a column
// that was treated with success is not treated again.
func TestTreatProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(4, 40).Draw(rt, "n")
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(rapid.IntRange(0, 20).Draw(rt, "x"))
			if rapid.IntRange(0, 7).Draw(rt, "far") == 0 {
				x[i] *= float64(rapid.IntRange(-300, 300).Draw(rt, "by"))
			}
		}
		s := prepare.Treat{Points: rapid.IntRange(-1, 6).Draw(rt, "points"), Combine: rapid.Bool().Draw(rt, "combine")}
		if s.Points == 0 {
			s.Points = 3
		}
		stage := apply(t, s, ofOne(t, x, nil))
		y := stage.Table.Column("x").Copy()
		bent := len(stage.Changes) == n
		if !bent {
			assert.LessOrEqual(rt, len(stage.Changes), max(s.Points, 0))
		}
		for i := range x {
			for j := range x {
				switch {
				case x[i] == x[j]:
					require.Equal(rt, y[i], y[j])
				case x[i] < x[j]:
					require.LessOrEqual(rt, y[i], y[j])
				}
			}
		}
		for _, c := range stage.Changes {
			v, mark := stage.Table.Value(c.Unit, "x")
			assert.InDelta(rt, c.Is, v, 0)
			assert.Equal(rt, indicators.Treated, mark)
		}
		moved := make([]float64, n)
		for i, v := range x {
			moved[i] = 8*v + 64 // exact
		}
		other := apply(t, s, ofOne(t, moved, nil))
		assert.Len(rt, other.Changes, len(stage.Changes))
		if !bent {
			for i, v := range other.Table.Column("x").All() {
				assert.InDelta(rt, 8*y[i]+64, v, 1e-9)
			}
		}
		if len(stage.Warnings) == 0 && !bent {
			assert.Empty(rt, apply(t, s, stage.Table).Changes)
		}
	})
}

// TestStepsShareNothing: steps leave their table as it was, and give the same from
// several goroutines.
func TestStepsShareNothing(t *testing.T) {
	codes := []string{"a", "b", "c"}
	x := map[string][]float64{}
	for j, code := range codes {
		for i := range 40 {
			v := math.Exp(float64((i*7+j*3)%41) / 6)
			if (i+j)%9 == 0 {
				v = nan
			}
			x[code] = append(x[code], v)
		}
	}
	tab := ofMany(t, codes, x, nil)
	show := func(s indicators.Stage) string {
		out := fmt.Sprintln(s.Name, s.Changes, s.Left, s.Warnings)
		for _, code := range codes {
			out += fmt.Sprintf("%v %d\n", s.Table.Column(code).Copy(), s.Table.Marks(code).Copy())
		}
		return out
	}
	before := show(indicators.Stage{Table: tab})
	for _, s := range []indicators.Step{
		prepare.Mean{},
		prepare.Median{},
		prepare.Neighbors{},
		prepare.Regression{},
		prepare.Constant{By: map[string]float64{"a": 1}},
		prepare.Treat{},
		prepare.Treat{Points: 3, Forced: true},
		prepare.Winsorize{},
		prepare.Transform{},
		prepare.Transform{By: prepare.BoxCox{}},
		prepare.Screen{Available: 0.7},
		prepare.PerIndicator{Default: prepare.Treat{}, By: map[string]indicators.Step{"b": prepare.Mean{}}},
	} {
		want := show(apply(t, s, tab))
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				stage, err := s.Apply(tab)
				assert.NoError(t, err)
				assert.Equal(t, want, show(stage))
			})
		}
		wg.Wait()
		assert.Equal(t, before, show(indicators.Stage{Table: tab}), "%T", s)
	}
}

func TestNamesAndTexts(t *testing.T) {
	half := 0.5
	for want, s := range map[string]fmt.Stringer{
		"outliers (|skewness| > 2, kurtosis > 3.5) of all measured indicators: at most 5 points winsorized, then log": prepare.Treat{},
		"outliers (|skewness| > 1, kurtosis > 3) of a, b: exactly 1 point winsorized, then Box-Cox on that":           prepare.Treat{Columns: []string{"a", "b"}, Skewness: 1, Kurtosis: 3, Points: 1, Forced: true, Then: prepare.BoxCox{}, Combine: true},
		"outliers (|skewness| > 2, kurtosis > 3.5) of a: no curve":                                                    prepare.Treat{Columns: []string{"a"}, Points: -1, Then: prepare.NoCurve{}},
		"Box-Cox with lambda 0.5 from 1":     prepare.BoxCox{Lambda: &half, FromOne: true},
		"log of the long tail":               prepare.Log{Form: prepare.LogTail},
		"log from 1":                         prepare.Log{Form: prepare.LogOne},
		"log of the Global Innovation Index": prepare.Log{Form: prepare.LogGII},
		"in each year":                       prepare.EachYear{},
	} {
		assert.Equal(t, want, s.String())
	}
	assert.Contains(t, prepare.Growth{Form: 9}.String(), "GrowthForm(9)")
}
