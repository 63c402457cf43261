package evaluationtest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// computing is a framework with a column to be computed, "r".
func computing(t testing.TB) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "a"}, {Code: "b"}, {Code: "c", Confidential: true}, {Code: "r", Computed: true},
	}}, indicators.Indicator{Code: "e"})
	require.NoError(t, err)
	return f
}

// TestOurSteps: every step of this library keeps the rules.
func TestOurSteps(t *testing.T) {
	type options = evaluationtest.StepOptions
	ratio := prepare.Ratio{Code: "r", Of: "a", By: "b"}
	zero, err := indicators.NewTable(computing(t), []indicators.Unit{{Code: "u"}}, map[string][]float64{"a": {1}, "b": {0}, "c": {1}, "e": {1}}, nil)
	require.NoError(t, err)
	limit := 500.0
	of := options{Framework: computing(t)}
	panel := options{Framework: computing(t), Years: 4}
	for name, c := range map[string]struct {
		s indicators.Step
		o options
	}{
		"ratio":         {ratio, options{Framework: computing(t), Refuses: []*indicators.Table{zero}}},
		"ratio hidden":  {prepare.Ratio{Code: "r", Of: "a", By: "c", Factor: 100}, of},
		"sum":           {prepare.Sum{Code: "r", Of: []string{"a", "b", "e"}}, of},
		"growth":        {prepare.Growth{Code: "r", Of: "a"}, panel},
		"CAGR":          {prepare.Growth{Code: "r", Of: "a", Years: 3, Form: prepare.CAGR}, panel},
		"trend":         {prepare.Growth{Code: "r", Of: "c", Years: 3, Form: prepare.Trend, Factor: 100}, options{Framework: computing(t), Years: 4, Lo: 500, Hi: 600}},
		"difference":    {prepare.Growth{Code: "r", Of: "b", Form: prepare.Difference}, panel},
		"in each year":  {prepare.EachYear{Of: ratio}, panel},
		"carry":         {prepare.Carry{}, panel},
		"interpolate":   {prepare.Interpolate{}, panel},
		"median":        {prepare.Median{}, options{}},
		"mean by class": {prepare.Mean{WithinClass: true}, options{}},
		"constant":      {prepare.Constant{By: map[string]float64{"a": 5}}, options{}},
		"neighbors":     {prepare.Neighbors{}, options{}},
		"regression":    {prepare.Regression{Columns: []string{"b", "c", "e"}}, options{}},
		"treat":         {prepare.Treat{}, options{}},
		"treat hard":    {prepare.Treat{Skewness: 0.1, Kurtosis: 0.1}, options{N: 60}},
		"winsorize":     {prepare.Winsorize{At: prepare.Quantiles{Lo: 0.1, Hi: 0.9}}, options{}},
		"logarithm":     {prepare.Transform{Columns: []string{"a", "d"}}, options{}},
		"Box-Cox":       {prepare.Transform{By: prepare.BoxCox{}}, options{}},
		"screen":        {prepare.Screen{Available: 0.9}, options{}},
		"classify":      {prepare.Classify{{Class: "large", Code: "a", AtLeast: &limit}, {Class: "small"}}, options{Complete: true}},
		"per indicator": {prepare.PerIndicator{Default: prepare.Median{}, By: map[string]indicators.Step{"b": prepare.Mean{}, "c": nil}}, options{}},
		"off":           {prepare.Off{Of: ratio}, options{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, evaluationtest.TestStep(c.s, c.o))
		})
	}
}
