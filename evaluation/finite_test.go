package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// TestInfiniteScoreUncounted: a figure far beyond its bounds has no score on an exponential
// scale: it is refused where its indicator counts; where not, the indicator has no scores
// that would carry it to the pages.
func TestInfiniteScoreUncounted(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "a", Weight: 1}, {Code: "b", Bounds: &indicators.Range{Lo: 0, Hi: 1}},
	}})
	m := evaluation.Model{Normalize: normalize.Efficacy{Exponential: true}}
	tab := table(t, f, "code,a,b\n1,1,0\n2,2,1e9\n3,3,0.5\n")
	for _, x := range evaluate(t, m, tab).Scores("b").All() {
		assert.True(t, math.IsNaN(x))
	}
	m.Weigh = weights.Equal{}
	_, err := m.Evaluate(tab, nil)
	require.ErrorIs(t, err, basis.ErrDomain)
	require.Len(t, inputErrors(err), 1)
	assert.EqualError(t, err, "unit 2, indicator b: value outside the domain of the method: the figure 1e+09 has no finite score on the scale")
}
