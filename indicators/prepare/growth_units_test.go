package prepare_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// clerkFramework has the columns of the files of clerks, and a growth.
func clerkFramework(t *testing.T) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va"}, {Code: "rd"}, {Code: "energy"}, {Code: "growth", Computed: true},
	}})
	require.NoError(t, err)
	return f
}

// clerkFile reads one of the files of clerks.
func clerkFile(t *testing.T, file string) *indicators.Table {
	t.Helper()
	r, err := os.Open(filepath.Join("..", "testdata", "badinput", "clerk", file))
	require.NoError(t, err)
	defer r.Close()
	table, err := indicators.CSV{}.ReadTable(r, clerkFramework(t))
	require.NoError(t, err)
	return table
}

// spoken checks that errors and texts are in Chinese too.
func spoken(t *testing.T, errs ...error) {
	t.Helper()
	for _, err := range errs {
		assert.Empty(t, textstest.Spoken(err, prepare.Texts()), basis.Say(err, basis.Chinese, prepare.Texts()))
	}
}

// TestGrowthWithoutItsUnits: codes that changed between the years are told for what they
// are, and a figure that is missing for it says so, also when it is filled in.
func TestGrowthWithoutItsUnits(t *testing.T) {
	growth := prepare.Growth{Code: "growth", Of: "va", Factor: 100}
	first := clerkFile(t, "codes_year1.csv")
	for file, second := range map[string]string{"codes_year2_zero_lost.csv": "10001", "codes_year2_decimal.csv": "10001.0"} {
		p, err := indicators.NewPanel(map[int]*indicators.Table{2023: first, 2024: clerkFile(t, file)})
		require.NoError(t, err)
		_, err = growth.Apply(p.Table(2024))
		require.ErrorIs(t, err, basis.ErrMissing)
		require.EqualError(t, err, "growth growth = growth of va over 1 year * 100: indicator va: missing value: no code of 2024 is one of 2023, but 4 units look alike (010001 is now "+second+": same code but for zeros); a table of old and new codes joins them")
		spoken(t, err)
	}

	// Two of four are renamed. The others have grown by 10 and 25 %, the median is 17.5 %.
	two, err := clerkFile(t, "codes_year2_two_renamed.csv").WithColumn("va", []float64{110.55, 100, 150, 50}, make([]indicators.Mark, 4))
	require.NoError(t, err)
	p, err := indicators.NewPanel(map[int]*indicators.Table{2023: first, 2024: two})
	require.NoError(t, err)
	stage := apply(t, growth, p.Table(2024))
	equal(t, []float64{10, 25, nan, nan}, stage.Table.Column("growth").Copy())
	var warnings []string
	for _, w := range stage.Warnings {
		warnings = append(warnings, w.Error())
	}
	assert.Equal(t, []string{
		"unit 011003, indicator growth: missing value: 2023 has no unit of this code, so it has no growth; 010003 there looks like it (same name)",
		"unit 011004, indicator growth: missing value: 2023 has no unit of this code, so it has no growth; 010004 there looks like it (same name)",
	}, warnings)
	spoken(t, stage.Warnings...)
	assert.Equal(t, "no unit of this code in 2023", stage.Table.Lack("011003", "growth").String())
	filled := apply(t, prepare.Median{Columns: []string{"growth"}}, stage.Table)
	require.Len(t, filled.Changes, 2)
	assert.Equal(t, 17.5, filled.Changes[0].Is)
	assert.Equal(t, "median of 2 values (no unit of this code in 2023)", filled.Changes[0].Why.String())
	assert.Equal(t, "2 个数据的中位数（2023 年没有该代码的单位）", filled.Changes[0].Why.Say(basis.Chinese, prepare.Texts()))
	assert.True(t, filled.Table.Lack("011003", "growth").IsZero(), "it has a figure now")

	// A table of old and new codes joins them.
	joined, err := p.Recode(indicators.CodeChange{Old: "010003", New: "011003"}, indicators.CodeChange{Old: "010004", New: "011004"})
	require.NoError(t, err)
	stage = apply(t, growth, joined.Table(2024))
	assert.Empty(t, stage.Warnings)
	equal(t, []float64{10, 25, 25, 100 * (50/60.25 - 1)}, stage.Table.Column("growth").Copy())

	// Without a likeness, and without any figure then.
	other, err := indicators.NewTable(clerkFramework(t), []indicators.Unit{{Code: "x"}}, map[string][]float64{"va": {1}, "rd": {1}, "energy": {1}}, nil)
	require.NoError(t, err)
	none, err := first.WithColumn("va", []float64{nan, nan, nan, nan}, indicators.MarkAll([]float64{nan, nan, nan, nan}, 0))
	require.NoError(t, err)
	for want, then := range map[string]*indicators.Table{
		"no code of 2024 is one of 2023": other,
		"the column has no values in 2023; a computed one is made there by the step for each year": none,
	} {
		p, err := indicators.NewPanel(map[int]*indicators.Table{2023: then, 2024: first})
		require.NoError(t, err)
		_, err = growth.Apply(p.Table(2024))
		require.ErrorContains(t, err, want)
		spoken(t, err)
	}
	p, err = indicators.NewPanel(map[int]*indicators.Table{2022: none, 2023: first})
	require.NoError(t, err)
	one, err := p.Table(2023).WithColumn("va", []float64{nan, 2, nan, nan}, []indicators.Mark{indicators.Missing, 0, indicators.Missing, indicators.Missing})
	require.NoError(t, err)
	p, err = indicators.NewPanel(map[int]*indicators.Table{2022: one, 2023: first})
	require.NoError(t, err)
	alone, err := p.Table(2023).Select(func(u indicators.Unit) bool { return u.Code == "010001" })
	require.NoError(t, err)
	_, err = growth.Apply(alone)
	require.ErrorContains(t, err, "no unit of 2023 has a value in 2022")
	spoken(t, err)
}

// TestGrowthInHalfYears: years are years and periods are periods, in every panel.
func TestGrowthInHalfYears(t *testing.T) {
	text := "code,period,va,rd,energy\na,20231,100,1,1\na,20232,120,1,1\na,20241,150,1,1\nb,20231,10,1,2\nb,20232,,1,2\nb,20241,30,1,2\n"
	p, err := indicators.CSV{}.ReadPanel(strings.NewReader(text), clerkFramework(t), "period")
	require.NoError(t, err)
	now := p.Table(20241)
	for name, c := range map[string]struct {
		step prepare.Growth
		want []float64
	}{
		"growth = growth of va over 1 year":                   {prepare.Growth{}, []float64{0.5, 2}},
		"growth = growth of va over 1 period":                 {prepare.Growth{Periods: 1}, []float64{0.25, nan}},
		"growth = growth of va over 2 periods":                {prepare.Growth{Periods: 2}, []float64{0.5, 2}},
		"growth = yearly growth (trend) of va over 2 periods": {prepare.Growth{Periods: 2, Form: prepare.Trend}, []float64{25 / (370.0/3 - 25), 1}},
		"growth = difference of va over 1 period":             {prepare.Growth{Periods: 1, Form: prepare.Difference}, []float64{30, nan}},
	} {
		c.step.Code, c.step.Of = "growth", "va"
		stage := apply(t, c.step, now)
		assert.Equal(t, name, stage.Name.String())
		near(t, c.want, stage.Table.Column("growth").Copy(), name)
	}
	assert.Equal(t, 20.0, valueOf(apply(t, prepare.Interpolate{Columns: []string{"va"}}, p.Table(20232)), "b", "va"), "halfway between two half-years")
	assert.Equal(t, 10.0, valueOf(apply(t, prepare.Carry{Columns: []string{"va"}, Years: 1}, p.Table(20232)), "b", "va"))
	for _, s := range []prepare.Growth{{Years: 1, Periods: 1}, {Periods: -1}, {Periods: 3}} {
		s.Code, s.Of = "growth", "va"
		_, err := s.Apply(now)
		require.Error(t, err)
		spoken(t, err)
	}
	_, err = prepare.Growth{Code: "growth", Of: "va", Periods: 3}.Apply(now)
	require.ErrorContains(t, err, "the panel has no 20222")
}

func valueOf(stage indicators.Stage, unit, indicator string) float64 {
	x, _ := stage.Table.Value(unit, indicator)
	return x
}

// TestSignlessRate: growth over the base without its sign, as offices print it, only where
// it is asked for, and the stage names whose base is below zero. From -4 to 2 is +150 %,
// from -4 to -6 is -50 %.
func TestSignlessRate(t *testing.T) {
	unit := []string{"a", "b", "c", "a", "b", "c"}
	now := years(t, unit, []int{2022, 2022, 2022, 2023, 2023, 2023}, []float64{-4, -4, 5, 2, -6, 6})[2023]
	stage := apply(t, prepare.Growth{Code: "growth", Of: "x", Form: prepare.SignlessRate, Factor: 100}, now)
	assert.Equal(t, "growth = growth (over the base without its sign) of x over 1 year * 100", stage.Name.String())
	equal(t, []float64{150, -50, 20}, stage.Table.Column("growth").Copy())
	require.Len(t, stage.Warnings, 2)
	assert.EqualError(t, stage.Warnings[0], "unit a, indicator growth: value: x was -4; the growth is over 4, the base without its sign")
	spoken(t, stage.Warnings...)
	_, err := prepare.Growth{Code: "growth", Of: "x"}.Apply(now)
	require.ErrorIs(t, err, basis.ErrValue)
	spoken(t, err)
	zero := years(t, unit, []int{2022, 2022, 2022, 2023, 2023, 2023}, []float64{0, -4, 5, 2, -6, 6})[2023]
	_, err = prepare.Growth{Code: "growth", Of: "x", Form: prepare.SignlessRate}.Apply(zero)
	require.ErrorIs(t, err, prepare.ErrDivision)
	var e *indicators.InputError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "a", e.Unit)
}
