package indicators_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestReadTableKeepsPlacesUpToALimit: the first 100,000 faults have their places, in the
// order of the file and whatever the blocks are, and all others are counted.
func TestReadTableKeepsPlacesUpToALimit(t *testing.T) {
	f := badInputFramework(t, "frameworks/basic.json")
	const rows = 70_000
	var text strings.Builder
	text.WriteString("code,va,rd,energy\n")
	for i := range rows {
		row := "u%d,1%%,2%%,3\n"
		if i%1000 == 999 {
			row = "u%d,1,2\n"
		}
		fmt.Fprintf(&text, row, i)
	}
	var first []error
	for _, size := range []int{1 << 30, 1 << 18, 1 << 12} {
		_, err := indicators.ReadTableInBlocks(indicators.CSV{File: "t.csv"}, strings.NewReader(text.String()), f, size)
		require.Error(t, err)
		all := slices.Collect(basis.All(err))
		if first == nil {
			first = all
			require.Len(t, all, basis.MostKept+3)
			assert.EqualError(t, all[0], `t.csv:2:4: unit u0, indicator va: not a finite number: "1%" has a percent sign; the unit belongs into the framework, the figure alone into the cell`)
			assert.Contains(t, err.Error(), "139930 faults, in short:\n  139860 times in va (69930), rd (69930), first at t.csv:2:4: ")
			assert.Contains(t, err.Error(), "\n  70 times, first at t.csv:1001:1: row of a wrong length: … fields for … headings\n")
			assert.Contains(t, err.Error(), "\nthe places of the first 100000 are kept; all others are only counted")
			assert.Less(t, len(err.Error()), 4000)
			continue
		}
		require.Len(t, all, len(first))
		for i := range all {
			require.Equal(t, first[i].Error(), all[i].Error())
		}
	}

	twice := "code,va,rd,energy\n" + strings.Repeat("u,1,2,3\n", basis.MostKept+8)
	_, err := indicators.CSV{}.ReadTable(strings.NewReader(twice), f)
	require.ErrorIs(t, err, indicators.ErrCode)
	assert.Contains(t, err.Error(), "100007 faults, in short:\n  100007 times, first at 3:1: code … is used twice, first on line …\n")
	assert.Len(t, slices.Collect(basis.All(err)), basis.MostKept+1)
}
