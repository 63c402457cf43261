package prepare_test

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// rat is the shortest decimal of x.
func rat(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}

func nearest(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

// spans is a panel of 2021 and 2023 with columns a and b, and computed ones sum, ratio
// and growth; it returns the table of 2023.
func spans(t require.TestingT, a0, b0, a1, b1 []float64) *indicators.Table {
	f, err := indicators.NewFramework(
		indicators.Indicator{Code: "growth", Computed: true},
		indicators.Indicator{Code: "a"},
		indicators.Indicator{Code: "b"},
		indicators.Indicator{Code: "sum", Computed: true},
		indicators.Indicator{Code: "ratio", Computed: true},
	)
	require.NoError(t, err)
	units := make([]indicators.Unit, len(a0))
	for i := range units {
		units[i].Code = strconv.Itoa(i + 1)
	}
	tables := make(map[int]*indicators.Table)
	for year, x := range map[int][2][]float64{2021: {a0, b0}, 2023: {a1, b1}} {
		tables[year], err = indicators.NewTable(f, units, map[string][]float64{"a": x[0], "b": x[1]}, nil)
		require.NoError(t, err)
	}
	p, err := indicators.NewPanel(tables)
	require.NoError(t, err)
	return p.Table(2023)
}

// run applies steps in order.
func run(t require.TestingT, tab *indicators.Table, steps ...indicators.Step) *indicators.Table {
	for _, s := range steps {
		stage, err := s.Apply(tab)
		require.NoError(t, err)
		tab = stage.Table
	}
	return tab
}

// TestEqualFigures: figures that are equal on paper have equal bits, through chains of
// steps: units 1 and 2 of each case.
func TestEqualFigures(t *testing.T) {
	ratio := prepare.EachYear{Of: prepare.Ratio{Code: "ratio", Of: "a", By: "b"}}
	for name, c := range map[string]struct {
		now, then [2][]float64 // a and b
		steps     []indicators.Step
		code      string
		want      float64
	}{
		"0.3/0.1 and 3/1":           {now: [2][]float64{{0.3, 3}, {0.1, 1}}, steps: []indicators.Step{ratio}, code: "ratio", want: 3},
		"0.1/1.7 and 0.3/5.1":       {now: [2][]float64{{0.1, 0.3}, {1.7, 5.1}}, steps: []indicators.Step{ratio}, code: "ratio", want: 1.0 / 17},
		"0.7 + 0.1 and 0.8 + 0":     {now: [2][]float64{{0.7, 0.8}, {0.1, 0}}, steps: []indicators.Step{prepare.Sum{Code: "sum", Of: []string{"a", "b"}}}, code: "sum", want: 0.8},
		"10 to 12 and 100 to 120":   {now: [2][]float64{{12, 120}}, then: [2][]float64{{10, 100}}, steps: []indicators.Step{prepare.Growth{Code: "growth", Of: "a", Years: 2, Factor: 100}}, code: "growth", want: 20},
		"3 to 3.3 and 1 to 1.1":     {now: [2][]float64{{3.3, 1.1}}, then: [2][]float64{{3, 1}}, steps: []indicators.Step{prepare.Growth{Code: "growth", Of: "a", Years: 2}}, code: "growth", want: 0.1},
		"0.8 to 1.1":                {now: [2][]float64{{1.1, 11}}, then: [2][]float64{{0.8, 10.7}}, steps: []indicators.Step{prepare.Growth{Code: "growth", Of: "a", Years: 2, Form: prepare.Difference}}, code: "growth", want: 0.3},
		"10/7 to 12/7 and 5 to 6":   {now: [2][]float64{{12, 6}, {7, 1}}, then: [2][]float64{{10, 5}, {7, 1}}, steps: []indicators.Step{ratio, prepare.Growth{Code: "growth", Of: "ratio", Years: 2, Factor: 100}}, code: "growth", want: 20},
		"1000 to 1000.001 in three": {now: [2][]float64{{1000.001, 3000.003}, {1, 3}}, then: [2][]float64{{1000, 3000}, {1, 3}}, steps: []indicators.Step{ratio, prepare.Growth{Code: "growth", Of: "ratio", Years: 2}}, code: "growth", want: 0.000001},
		"deflated":                  {now: [2][]float64{{12.6, 126}}, then: [2][]float64{{10, 100}}, steps: []indicators.Step{prepare.Growth{Code: "growth", Of: "a", Years: 2, Deflator: 1.05}}, code: "growth", want: 0.2},
		"a line":                    {now: [2][]float64{{0.7, 7}}, then: [2][]float64{{0.5, 5}}, steps: []indicators.Step{prepare.Growth{Code: "growth", Of: "a", Years: 2, Form: prepare.Trend, Factor: 100}}, code: "growth", want: 20},
	} {
		t.Run(name, func(t *testing.T) {
			one := []float64{1, 1}
			for _, x := range []*[]float64{&c.now[0], &c.now[1], &c.then[0], &c.then[1]} {
				if *x == nil {
					*x = one
				}
			}
			got := run(t, spans(t, c.then[0], c.then[1], c.now[0], c.now[1]), c.steps...).Column(c.code)
			assert.Equal(t, []uint64{math.Float64bits(c.want), math.Float64bits(c.want)}, []uint64{math.Float64bits(got.At(0)), math.Float64bits(got.At(1))}, "%v", got)
		})
	}
}

// TestYearlyGrowthCompared: a root has no decimal, so 12 digits of it are compared.
func TestYearlyGrowthCompared(t *testing.T) {
	one := []float64{1, 1, 1}
	tab := run(t, spans(t, []float64{100, 1, 7}, one, []float64{121, 1.21, 7}, one), prepare.Growth{Code: "growth", Of: "a", Years: 2, Form: prepare.CAGR, Factor: 100})
	assert.Equal(t, []float64{10, 10, 0}, tab.Compared("growth").Copy())
	assert.True(t, tab.Exact("growth").Rough())
	ten := 10.0
	classes := run(t, tab, prepare.Classify{{Class: "fast", Code: "growth", AtLeast: &ten}, {Class: "slow"}})
	assert.Equal(t, []string{"fast", "fast", "slow"}, []string{classes.Unit(0).Class, classes.Unit(1).Class, classes.Unit(2).Class})

	year := prepare.Growth{Code: "growth", Of: "a", Years: 2, Form: prepare.Rate}
	assert.False(t, run(t, spans(t, one, one, one, one), year).Exact("growth").Rough())
}

// TestFilledIsRaw: what a step fills in is a figure of its own, and its shortest
// decimal is what later steps compute with.
func TestFilledIsRaw(t *testing.T) {
	tab := run(t, spans(t, []float64{1, 1, 1}, []float64{1, 1, 1}, []float64{2, nan, 4}, []float64{3, 3, 3}),
		prepare.Ratio{Code: "ratio", Of: "a", By: "b"}, prepare.Mean{Columns: []string{"ratio"}})
	x := tab.Exact("ratio")
	assert.Equal(t, "2/3", x.At(0).Rat().String())
	assert.True(t, x.At(1).IsRaw())
	assert.InDelta(t, 1, x.At(1).Float(), 0)

	// A mean and a median are rounded once.
	for _, s := range []indicators.Step{prepare.Mean{Columns: []string{"a"}}, prepare.Median{Columns: []string{"a"}}} {
		tab := run(t, spans(t, []float64{1, 1, 1, 1, 1}, []float64{1, 1, 1, 1, 1}, []float64{0.1, 0.2, nan, 0.1, 0.2}, []float64{1, 1, 1, 1, 1}), s)
		assert.Equal(t, 0.15, tab.Column("a").At(2), "%v", s)
	}
	line := run(t, spans(t, []float64{1}, []float64{1}, []float64{nan}, []float64{1}), prepare.Interpolate{Columns: []string{"a"}})
	assert.True(t, line.Exact("a").At(0).IsRaw())

	// Curves and regressions are rough.
	logs := run(t, spans(t, []float64{1, 1}, []float64{1, 1}, []float64{2, 3}, []float64{1, 1}), prepare.Transform{Columns: []string{"a"}})
	assert.True(t, logs.Exact("a").Rough())
	assert.False(t, logs.Exact("b").Rough())
	some := run(t, spans(t, []float64{1, 1, 1, 1}, []float64{1, 1, 1, 1}, []float64{2, 4, 6.5, nan}, []float64{1, 2, 3, 4}), prepare.Regression{Columns: []string{"a"}, By: []string{"a", "b"}})
	assert.True(t, some.Exact("a").At(3).IsRough())
	assert.True(t, some.Exact("a").At(0).IsRaw())
}

// TestChainsAreExact: random chains of two and three steps have the float64 nearest to
// what big.Rat computes of the shortest decimals.
func TestChainsAreExact(t *testing.T) {
	figures := func(t *rapid.T, n int, name string) []float64 {
		return rapid.SliceOfN(rapid.OneOf(
			rapid.Map(rapid.IntRange(1, 99999), func(m int) float64 { return float64(m) / 100 }),
			rapid.Map(rapid.IntRange(1, 30), func(m int) float64 { return float64(m) }),
			rapid.Float64Range(0.001, 1e6),
		), n, n).Draw(t, name)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(t, "n")
		x := map[string][2][]float64{"a": {figures(t, n, "a0"), figures(t, n, "a1")}, "b": {figures(t, n, "b0"), figures(t, n, "b1")}}
		f := rapid.SampledFrom([]float64{1, 100, 10000, 0.1}).Draw(t, "factor")
		summed := rapid.Bool().Draw(t, "sum first")
		growth := prepare.Growth{Code: "growth", Of: "ratio", Years: 2, Factor: f, Form: rapid.SampledFrom([]prepare.GrowthForm{prepare.Rate, prepare.Difference, prepare.Trend}).Draw(t, "form")}
		ratio := prepare.Ratio{Code: "ratio", Of: "a", By: "b", Factor: f}
		steps := []indicators.Step{prepare.EachYear{Of: ratio}, growth}
		if summed {
			ratio.By = "sum"
			steps = []indicators.Step{prepare.EachYear{Of: prepare.Sum{Code: "sum", Of: []string{"a", "b"}}}, prepare.EachYear{Of: ratio}, growth}
		}
		of := func(i, year int) *big.Rat {
			a, b := rat(x["a"][year][i]), rat(x["b"][year][i])
			if summed {
				b.Add(b, a)
			}
			return a.Quo(a.Mul(a, rat(f)), b)
		}
		tab := spans(t, x["a"][0], x["b"][0], x["a"][1], x["b"][1])
		if growth.Form == prepare.Trend { // the line through two points starts at the first
			for i := range n {
				if 2*nearest(of(i, 0)) <= 0 {
					t.Skip("no line")
				}
			}
		}
		tab = run(t, tab, steps...)
		for i := range n {
			then, now := of(i, 0), of(i, 1)
			require.Equal(t, math.Float64bits(nearest(now)), math.Float64bits(tab.Column("ratio").At(i)))
			want := new(big.Rat).Sub(now, then)
			switch growth.Form {
			case prepare.Rate:
				want.Quo(want, then)
			case prepare.Trend:
				want.Quo(want.Quo(want, then), big.NewRat(2, 1))
			}
			want.Mul(want, rat(f))
			got := tab.Exact("growth").At(i)
			require.Equal(t, math.Float64bits(nearest(want)), math.Float64bits(tab.Column("growth").At(i)))
			require.Zero(t, got.Rat().Cmp(want))
		}
	})
}
