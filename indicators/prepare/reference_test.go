package prepare_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/prepare"
)

type reference struct {
	BoxCox map[string]struct {
		X      []float64
		Lambda float64
	}
	Regression struct {
		A, B, C, Filled column
		R2              float64
	}
	Chained struct{ Given, Filled map[string]column }
}

func readReference(t *testing.T) (r reference) {
	t.Helper()
	b, err := os.ReadFile("testdata/reference.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &r))
	return r
}

// TestBoxCoxEstimate compares lambda with what R's optimize finds, to 1e-4: it is
// rounded to 4 decimals.
func TestBoxCoxEstimate(t *testing.T) {
	r := readReference(t)
	require.Len(t, r.BoxCox, 5)
	lambda := regexp.MustCompile(`^\(x\^(\S+) - 1\) / `)
	of := func(x []float64) float64 {
		formula, err := prepare.BoxCox{}.Bend(make([]float64, len(x)), x)
		require.NoError(t, err)
		if formula == "ln(x)" {
			return 0
		}
		m := lambda.FindStringSubmatch(formula)
		require.NotNil(t, m, formula)
		v, err := strconv.ParseFloat(m[1], 64)
		require.NoError(t, err)
		return v
	}
	for name, v := range r.BoxCox {
		got := of(v.X)
		assert.InDelta(t, v.Lambda, got, 1e-4, name)
		thousands := make([]float64, len(v.X))
		for i, x := range v.X {
			thousands[i] = x * 1000
		}
		assert.InDelta(t, got, of(thousands), 1e-9, "the unit does not matter")
	}
}

// TestRegressionAgainstR compares with lm(): ours has next to no ridge here.
func TestRegressionAgainstR(t *testing.T) {
	r := readReference(t)
	tab := ofMany(t, []string{"a", "b", "c"}, map[string][]float64{"a": r.Regression.A, "b": r.Regression.B, "c": r.Regression.C}, nil)
	stage := apply(t, prepare.Regression{Ridge: 1e-14}, tab)
	near(t, r.Regression.Filled, stage.Table.Column("c").Copy())
	require.Len(t, stage.Changes, 2)
	assert.Equal(t, "regression on 2 columns over 10 units, R squared "+strconv.FormatFloat(r.Regression.R2, 'f', 2, 64), stage.Changes[0].Why.String())
	assert.Empty(t, stage.Warnings)

	given := make(map[string][]float64)
	for code, c := range r.Chained.Given {
		given[code] = c
	}
	chained := apply(t, prepare.Regression{Ridge: 1e-14, Rounds: 500}, ofMany(t, []string{"a", "b", "c"}, given, nil)).Table
	for _, code := range []string{"a", "b", "c"} {
		for i, want := range r.Chained.Filled[code] {
			assert.InEpsilon(t, want, chained.Column(code).At(i), 1e-5, "%s, row %d", code, i+1) // rounds end at 1e-6 standard deviations
		}
	}
}
