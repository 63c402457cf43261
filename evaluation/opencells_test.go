package evaluation_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// TestOpenCells: a figure under query that is scored warns, and a model can say that it
// is refused; what does not count is nobody's concern.
func TestOpenCells(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va", Weight: 2}, {Code: "rd", Weight: 1}, {Code: "per", Weight: 1, Computed: true}, {Code: "extra"}}}, indicators.Indicator{Code: "land"})
	tab := table(t, f, "code,va,rd,land,extra,mark:va,mark:land,mark:extra\n1,5,1,2,1,open,,open\n2,9,7,3,3,open,,\n3,4,3,4,7,,open,open\n")
	m := evaluation.Model{Steps: []indicators.Step{prepare.Ratio{Code: "per", Of: "rd", By: "land"}}}
	r := evaluate(t, m, tab)
	require.Len(t, r.Warnings, 2)
	require.ErrorIs(t, r.Warnings[0], evaluation.ErrOpen)
	assert.EqualError(t, r.Warnings[0], "indicator va: under query: 2 figures are scored all the same, of 1, 2")
	assert.EqualError(t, r.Warnings[1], "unit 3, indicator per: under query: the figure 0.75 is scored all the same", "made of one under query")

	m.Open = evaluation.RefuseOpen
	_, err := m.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrOpen)
	var got []string
	for _, e := range inputErrors(err) {
		got = append(got, e.Error())
	}
	assert.Equal(t, []string{
		"unit 1, indicator va: under query: the figure 5 is not to be scored before that is settled",
		"unit 2, indicator va: under query: the figure 9 is not to be scored before that is settled",
		"unit 3, indicator per: under query: the figure 0.75 is not to be scored before that is settled",
	}, got)
	m.Weigh = weights.Fixed{"va": 0, "rd": 1, "per": 0, "extra": 0}
	assert.Empty(t, evaluate(t, m, tab).Warnings)

	doc, err := basis.Marshal(m, evaluation.Kinds())
	require.NoError(t, err)
	assert.Contains(t, string(doc), `"open":"refused"`)
	back, err := evaluation.ReadModel(bytes.NewReader(doc), "model.json")
	require.NoError(t, err)
	assert.Equal(t, m, back)
	assert.Contains(t, m.String(), "refused")
	m.Open = 7
	_, err = m.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	require.Error(t, new(evaluation.OpenPolicy).UnmarshalText([]byte("perhaps")))
}
