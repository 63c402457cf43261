package rollup_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/rollup"
)

// TestProtect: the table of counties with its published sums by prefecture.
func TestProtect(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "county", Children: []indicators.Indicator{{Code: "tax"}, {Code: "land"}}})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "a", Region: "P"}, {Code: "b", Region: "P"}, {Code: "c", Region: "P"}, {Code: "d", Region: "Q"}, {Code: "e", Region: "Q"}}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"tax": {5, 8.1, 12, 30, nan}, "land": {1, 2, 3, 4, 5}}, nil)
	require.NoError(t, err)
	tab, err = tab.WithConfidential("tax", []bool{true, false, false, false, false})
	require.NoError(t, err)
	out, sums, err := rollup.Secondary{}.Protect(tab, "region", "tax", "land")
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false, false, false}, out.Confidential("tax").Copy())
	assert.Equal(t, []bool{false, false, false, false, false}, out.Confidential("land").Copy())
	assert.Equal(t, []bool{true, false, false, false, false}, tab.Confidential("tax").Copy(), "the table given is as it was")
	require.Len(t, sums, 2)
	assert.Equal(t, "tax", sums[0].Column)
	assert.Equal(t, rollup.Cell{Code: "sum", Value: 55.1}, sums[0].Cells[0])
	assert.Equal(t, rollup.Cell{Code: "sum P", Parent: "sum", Value: 25.1}, sums[0].Cells[1])
	assert.Equal(t, []string{"a", "b"}, withheld(sums[0].Cells))
	assert.Len(t, sums[0].Cells, 7, "e has no figure")

	tab, err = tab.WithConfidential("tax", []bool{true, false, false, true, false}) // d is all of Q
	require.NoError(t, err)
	_, sums, err = rollup.Secondary{}.Protect(tab, "region", "tax")
	require.NoError(t, err)
	assert.Equal(t, []string{"sum P", "sum Q", "a", "b", "d"}, withheld(sums[0].Cells), "d is all of its prefecture")

	_, _, err = rollup.Secondary{}.Protect(tab, "region", "taxes", "land")
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, _, err = rollup.Secondary{}.Protect(tab, "name", "tax")
	require.ErrorIs(t, err, basis.ErrValue)
	_, _, err = rollup.Secondary{Width: -1}.Protect(tab, "region", "tax")
	require.ErrorIs(t, err, basis.ErrValue)
}
