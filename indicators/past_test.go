package indicators_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// past makes a table of three units, and a framework with less in it.
func past(t *testing.T) (tab *indicators.Table, less *indicators.Framework) {
	t.Helper()
	f, err := indicators.NewFramework(ind{Code: "all", Children: []ind{{Code: "d", Children: []ind{{Code: "x"}, {Code: "y"}}}, {Code: "z"}}}, ind{Code: "land"})
	require.NoError(t, err)
	units := []indicators.Unit{
		{Code: "1", Class: "A", Region: "east", Level: "city", Tags: indicators.NewTags(map[string]string{"basin": "huai"})},
		{Code: "2", Class: "B", Region: "west"},
		{Code: "3", Class: "B"},
	}
	tab, err = indicators.NewTable(f, units, map[string][]float64{"x": {1, 2, 3}, "y": {1, 2, 3}, "z": {1, 2, 3}, "land": {1, 2, 3}}, nil)
	require.NoError(t, err)
	less, err = indicators.NewFramework(ind{Code: "all", Children: []ind{{Code: "z"}}})
	require.NoError(t, err)
	return tab, less
}

// TestTableKnowsWhatItWas: roles and words of what left stay known, and are told from
// those that there are.
func TestTableKnowsWhatItWas(t *testing.T) {
	tab, less := past(t)
	roles := func(t *indicators.Table) []indicators.Role {
		var out []indicators.Role
		for _, code := range []string{"all", "d", "x", "z", "land", "nothing"} {
			out = append(out, t.Role(code))
		}
		return out
	}
	assert.Equal(t, []indicators.Role{indicators.Composed, indicators.Composed, indicators.Measured, indicators.Measured, indicators.Auxiliary, indicators.NoRole}, roles(tab))
	under, err := tab.Under(less)
	require.NoError(t, err)
	assert.Equal(t, []indicators.Role{indicators.Composed, indicators.LeftOut, indicators.Auxiliary, indicators.Measured, indicators.Auxiliary, indicators.NoRole}, roles(under))
	assert.Equal(t, "all", under.Framework().Code())

	few, err := under.Select(func(u indicators.Unit) bool { return u.Code != "1" })
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"A": false, "B": true}, few.Words("class"))
	assert.Equal(t, map[string]bool{"city": false}, few.Words("level"))
	assert.Equal(t, map[string]bool{"huai": false}, few.Words("tag:basin"))
	assert.Empty(t, few.Words("tag:axis"))
	again, err := few.Reclass(func(indicators.Unit) string { return "C" })
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"A": false, "B": false, "C": true}, again.Words("class"))
	assert.Equal(t, indicators.LeftOut, again.Role("d"))
	var gone []string
	for u := range again.Departed() {
		gone = append(gone, u.Code+u.Class)
	}
	assert.Equal(t, []string{"2B", "3B", "1A", "2B", "3B", "1A", "2B", "3B"}, gone)
	for range again.Departed() {
		break
	}
	assert.Empty(t, slices.Collect(tab.Departed()))

	// What was made by ways that the table does not know.
	plain, err := indicators.NewTable(less, []indicators.Unit{{Code: "3", Class: "B"}}, map[string][]float64{"z": {3}}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"B": true}, plain.Words("class"))
	after := plain.After(again)
	assert.Equal(t, map[string]bool{"A": false, "B": true, "C": false}, after.Words("class"))
	assert.Same(t, after, after.After(tab))
	assert.Same(t, plain, plain.After(plain))
	assert.Same(t, plain, plain.After(nil))
	assert.Same(t, tab, tab.After(tab))

	// Other years of a panel count too.
	later, err := tab.Reclass(func(indicators.Unit) string { return "D" })
	require.NoError(t, err)
	p, err := indicators.NewPanel(map[int]*indicators.Table{2023: tab, 2024: later})
	require.NoError(t, err)
	assert.Equal(t, map[string]bool{"A": false, "B": false, "D": true}, p.Table(2024).Words("class"))
	assert.Equal(t, ` (did you mean "land"?)`, tab.Meant("lnad").String())

	b, err := json.Marshal(indicators.LeftOut)
	require.NoError(t, err)
	assert.Equal(t, `"left out"`, string(b))
	var r indicators.Role
	require.NoError(t, json.Unmarshal(b, &r))
	assert.Equal(t, "left out", r.String())
	require.ErrorIs(t, r.UnmarshalText([]byte("?")), basis.ErrUnknown)
}

func TestUnitLabels(t *testing.T) {
	tab, _ := past(t)
	var got []string
	for heading, word := range tab.Unit(0).Labels() {
		got = append(got, heading+"="+word)
	}
	assert.Equal(t, []string{"class=A", "region=east", "level=city", "tag:basin=huai"}, got)
	for stop := range 4 {
		n := 0
		for range tab.Unit(0).Labels() {
			if n++; n > stop {
				break
			}
		}
	}
}

// TestFullWidthTwins: a code beside the same in full-width characters is one unit twice.
func TestFullWidthTwins(t *testing.T) {
	_, less := past(t)
	twins := func(codes ...string) error {
		units, x := make([]indicators.Unit, len(codes)), make([]float64, len(codes))
		for i, code := range codes {
			units[i].Code = code
		}
		_, err := indicators.NewTable(less, units, map[string][]float64{"z": x}, nil)
		return err
	}
	require.NoError(t, twins("410221", "４１０２２２", "410223"), "a code in full width alone is a code")
	for _, codes := range [][]string{{"410221", "９", "４１０２２１"}, {"４１０２２１", "9", "410221"}, {"４10221", "9", "４１０221"}} {
		err := twins(codes...)
		require.ErrorIs(t, err, indicators.ErrCode)
		require.ErrorContains(t, err, "the same unit twice")
		assert.Len(t, flatten(t, err), 1)
	}
	require.EqualError(t, twins("9", "410221", "４１０２２１"), `unit ４１０２２１: code "４１０２２１" is "410221" but for the width of its characters, and both are in the table, in rows 3 and 2: the same unit twice`)
}
