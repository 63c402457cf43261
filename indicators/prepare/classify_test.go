package prepare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

func at(x float64) *float64 { return &x }

func classes(tab *indicators.Table) []string {
	var out []string
	for _, u := range tab.Units() {
		out = append(out, u.Class)
	}
	return out
}

// TestClassify has the classes of Zhejiang's strong counties 2012-16, by output of
// above-scale industry in 10^8 yuan: I above 1,000, II 500 to 1,000, III below.
func TestClassify(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "x"}, indicators.Indicator{Code: "output"})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3", Region: "south"}, {Code: "4", Level: "zone"}, {Code: "5", Class: "old", Tags: indicators.NewTags(map[string]string{"zone": "ecological"})}}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"x": {1, 2, 3, 4, 5}, "output": {1000, 999.9, 500, 499, nan}}, nil)
	require.NoError(t, err)
	s := prepare.Classify{
		{Class: "E", Tags: map[string]string{"zone": "ecological"}},
		{Class: "I", Code: "output", AtLeast: at(1000)},
		{Class: "II", Code: "output", AtLeast: at(500), Below: at(1000)},
		{Class: "III"},
	}
	assert.Equal(t, "classes by rule: E: zone ecological; I: output >= 1000; II: output >= 500, output < 1000; III: all others", s.String())
	st, err := s.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, []string{"I", "II", "II", "III", "E"}, classes(st.Table))
	assert.Equal(t, []string{"", "", "", "", "old"}, classes(tab), "the table given is not changed")
	assert.Equal(t, tab.Column("x").Copy(), st.Table.Column("x").Copy())

	st, err = prepare.Classify{{Class: "new", Was: "old"}, {Class: "S", Region: "south"}, {Class: "Z", Level: "zone"}}.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, []string{"", "", "S", "Z", "new"}, classes(st.Table))

	for name, c := range map[string]struct {
		step prepare.Classify
		want error
	}{
		"no value":      {prepare.Classify{{Class: "I", Code: "output", AtLeast: at(1)}}, basis.ErrMissing},
		"no column":     {prepare.Classify{{Class: "I", Code: "z", AtLeast: at(1)}}, basis.ErrUnknown},
		"limit alone":   {prepare.Classify{{Class: "I", AtLeast: at(1)}}, basis.ErrValue},
		"column alone":  {prepare.Classify{{Class: "I", Code: "output"}}, basis.ErrValue},
		"not a number":  {prepare.Classify{{Class: "I", Code: "output", Below: at(nan)}}, basis.ErrNumber},
		"damaged class": {prepare.Classify{{Class: " I"}}, basis.ErrValue},
	} {
		_, err := c.step.Apply(tab)
		require.ErrorIs(t, err, c.want, name)
	}
}
