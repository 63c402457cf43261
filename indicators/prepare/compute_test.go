package prepare_test

import (
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// text joins errors for comparison of their wording.
func text(errs []error) string {
	var out []string
	for _, err := range errs {
		out = append(out, err.Error())
	}
	return strings.Join(out, "\n")
}

// TestRatioMarks: a ratio is what the gravest of its sources is.
func TestRatioMarks(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "ratio", Computed: true}, indicators.Indicator{Code: "a"}, indicators.Indicator{Code: "b"})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}, {Code: "4"}, {Code: "5"}, {Code: "6"}, {Code: "7"}}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"a": {1, 2, 3, nan, 5, 6, nan}, "b": {2, 2, 2, 2, 2, nan, nan}}, nil)
	require.NoError(t, err)
	const (
		R = indicators.Reported
		M = indicators.Missing
	)
	tab, err = tab.WithColumn("a", tab.Column("a").Copy(), []indicators.Mark{R, indicators.Open, indicators.Imputed, indicators.NotApplicable, indicators.Treated, R, M})
	require.NoError(t, err)
	tab, err = tab.WithColumn("b", tab.Column("b").Copy(), []indicators.Mark{indicators.Restated, indicators.Imputed, indicators.Treated, R, R, M, indicators.NotApplicable})
	require.NoError(t, err)
	stage, err := prepare.Ratio{Code: "ratio", Of: "a", By: "b"}.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Open, indicators.Imputed, indicators.NotApplicable, indicators.Treated, M, indicators.NotApplicable}, stage.Table.Marks("ratio").Copy())
	equal(t, []float64{0.5, 1, 1.5, nan, 2.5, nan, nan}, stage.Table.Column("ratio").Copy())

	// Sources that were changed before are no silent matter.
	require.Len(t, stage.Warnings, 4)
	for _, w := range stage.Warnings {
		require.ErrorIs(t, w, prepare.ErrOrder)
	}
	assert.Equal(t, [][2]string{{"", "a"}, {"", "a"}, {"", "b"}, {"", "b"}}, [][2]string{places(stage.Warnings[0])[0], places(stage.Warnings[1])[0], places(stage.Warnings[2])[0], places(stage.Warnings[3])[0]})
	assert.Contains(t, stage.Warnings[2].Error(), "1 value of it filled in before ratio is computed")
}

// TestMissingDenominator: it stays missing, and if it was imputed before, the stage
// says so.
func TestMissingDenominator(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "ratio", Computed: true}, indicators.Indicator{Code: "a"}, indicators.Indicator{Code: "b"})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}, {Code: "4"}}, map[string][]float64{"a": {1, 2, 3, 4}, "b": {1, nan, 3, 5}}, nil)
	require.NoError(t, err)
	ratio := prepare.Ratio{Code: "ratio", Of: "a", By: "b"}
	right := apply(t, ratio, tab)
	equal(t, []float64{1, nan, 1, 0.8}, right.Table.Column("ratio").Copy())
	assert.Empty(t, right.Warnings)
	wrong := apply(t, ratio, apply(t, prepare.Median{Columns: []string{"b"}}, tab).Table)
	require.Len(t, wrong.Warnings, 1)
	require.ErrorIs(t, wrong.Warnings[0], prepare.ErrOrder)
	_, mark := wrong.Table.Value("2", "ratio")
	assert.Equal(t, indicators.Imputed, mark)
}

func TestComputeStrict(t *testing.T) {
	tab := counties(t)
	sum := prepare.Sum{Code: "industry", Of: []string{"mining", "manufacturing"}}
	done := apply(t, sum, tab).Table
	for name, c := range map[string]struct {
		step  indicators.Step
		tab   *indicators.Table
		want  error
		where [][2]string
	}{
		"filled already": {sum, done, basis.ErrValue, [][2]string{{"", "industry"}}},
		"from itself":    {prepare.Sum{Code: "industry", Of: []string{"industry", "mining"}}, tab, basis.ErrValue, [][2]string{{"", "industry"}}},
		"ratio to itself": {
			prepare.Ratio{Code: "share", Of: "mining", By: "share"}, tab, basis.ErrValue, [][2]string{{"", "share"}},
		},
		"step has not run": {prepare.Ratio{Code: "share", Of: "mining", By: "industry"}, tab, basis.ErrMissing, [][2]string{{"", "industry"}}},
	} {
		_, err := c.step.Apply(c.tab)
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, c.where, places(err), name)
	}
	below, err := tab.With(indicators.Restated, indicators.Change{Unit: "4", Indicator: "rd", Was: 30, Is: -30})
	require.NoError(t, err)
	stage := apply(t, prepare.Ratio{Code: "share", Of: "mining", By: "rd"}, below)
	assert.Equal(t, "unit 4, indicator share: value: it is divided by a negative rd, -30", text(stage.Warnings))
	assert.Equal(t, 1.0/-30, stage.Table.Column("share").At(3))
	inf := math.Inf(1)
	_, err = prepare.Ratio{Code: "nowhere", Of: "mining", By: "rd", Factor: inf}.Apply(tab)
	assert.Equal(t, [][2]string{{"", "nowhere"}, {"", "nowhere"}}, places(err), "both faults at once")
}
