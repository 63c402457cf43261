package evaluation_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// TestOrderOfSteps: a model whose steps come in another order than ratio, impute,
// treat is evaluated, and its result warns.
func TestOrderOfSteps(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "tax_per_mu", Computed: true}, {Code: "rd"}}},
		indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	raw := table(t, f, `code,tax,land,rd
1,10,2,1
2,30,3,2
3,20,,3
4,50,4,4
5,40,5,900
6,60,5,`)
	var (
		ratio  = prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}
		impute = prepare.Median{}
		treat  = prepare.Winsorize{Columns: []string{"rd"}}
	)
	for name, c := range map[string]struct {
		steps    []indicators.Step
		warnings int
	}{
		"as it should be":          {[]indicators.Step{ratio, impute, treat}, 0},
		"denominator imputed":      {[]indicators.Step{prepare.Median{Columns: []string{"land"}}, ratio, impute, treat}, 1},
		"treated before imputed":   {[]indicators.Step{ratio, treat, impute}, 1},
		"treated twice":            {[]indicators.Step{ratio, impute, treat, prepare.Transform{Columns: []string{"rd"}}}, 1},
		"screened after imputed":   {[]indicators.Step{ratio, impute, treat, prepare.Screen{Out: map[string]string{"1": ""}}}, 1},
		"the wrong step, but off":  {[]indicators.Step{ratio, prepare.Off{Of: treat}, impute}, 0},
		"another imputation later": {[]indicators.Step{ratio, prepare.Median{Columns: []string{"rd"}}, treat, impute}, 0},
	} {
		r := evaluate(t, evaluation.Model{Steps: c.steps}, raw)
		var order []error
		for _, w := range r.Warnings {
			if errors.Is(w, prepare.ErrOrder) {
				order = append(order, w)
			}
		}
		assert.Len(t, order, c.warnings, "%s: %v", name, order)
	}
	_, err := evaluation.Model{Steps: []indicators.Step{impute, ratio}}.Evaluate(raw, nil)
	require.ErrorIs(t, err, basis.ErrMissing, "there is nothing to impute tax_per_mu from yet")
}
