package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// secret has one confidential cell, 410181 on energy.
func secret(t *testing.T) *indicators.Table {
	t.Helper()
	table, err := smallTable(t).WithConfidential("energy", []bool{false, true, false})
	require.NoError(t, err)
	return table
}

func hidden(t *indicators.Table, code string) []bool { return t.Confidential(code).Copy() }

func TestConfidentialCells(t *testing.T) {
	plain, table := smallTable(t), secret(t)
	assert.Equal(t, []bool{false, false, false}, hidden(plain, "energy"), "the table is not changed")
	assert.Equal(t, []bool{false, true, false}, hidden(table, "energy"))
	assert.Equal(t, []bool{false, false, false}, hidden(table, "va"))
	assert.Zero(t, table.Confidential("none").Len())
	more, err := table.WithConfidential("energy", []bool{true, false, false})
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false}, hidden(more, "energy"), "beside those that are already")
	all, err := table.WithConfidential("va", nil)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, true}, hidden(all, "va"))
	_, err = table.WithConfidential("none", nil)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = table.WithConfidential("va", []bool{true})
	require.ErrorIs(t, err, indicators.ErrRow)
}

func TestConfidentialSurvives(t *testing.T) {
	table, energy := secret(t), "energy"
	changed, err := table.With(indicators.Restated, indicators.Change{Unit: "410181", Indicator: energy, Is: 7})
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, hidden(changed, energy), "With")

	x, marks := []float64{1, 2, 3}, indicators.MarkAll([]float64{1, 2, 3}, indicators.Derived)
	for name, c := range map[string]struct {
		code string
		from []string
		want []bool
	}{
		"from a confidential column": {"density", []string{"va", energy}, []bool{false, true, false}},
		"from other columns":         {"density", []string{"va", "area"}, []bool{false, false, false}},
		"from columns not named":     {"density", nil, []bool{false, true, false}},
		"its own":                    {energy, []string{"va"}, []bool{false, true, false}},
	} {
		made, err := table.WithColumn(c.code, x, marks, c.from...)
		require.NoError(t, err)
		assert.Equal(t, c.want, hidden(made, c.code), name)
	}
	_, err = table.WithColumn("density", x, marks, "none")
	require.ErrorIs(t, err, basis.ErrUnknown)

	some, err := table.Select(func(u indicators.Unit) bool { return u.Code != "410122" })
	require.NoError(t, err)
	assert.Equal(t, []bool{true, false}, hidden(some, energy), "Select")
	assert.Equal(t, []bool{false, false}, hidden(some, "va"), "Select")

	classes, err := table.Reclass(func(indicators.Unit) string { return "new" })
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, hidden(classes, energy), "Reclass")

	p, err := indicators.NewPanel(map[int]*indicators.Table{2022: table, 2023: some})
	require.NoError(t, err)
	assert.Equal(t, []bool{false, true, false}, hidden(p.Table(2022), energy), "Panel")
	assert.Equal(t, []bool{true, false}, hidden(p.Table(2023).Earlier(1), energy), "Earlier")
	assert.Equal(t, []bool{false, true, false}, hidden(p.Table(2022).Earlier(-1), energy), "Earlier, a unit that is not there")
	assert.Equal(t, []bool{false, false, false}, hidden(p.Table(2022).Earlier(-1), "va"), "Earlier")
}

func TestConfidentialColumns(t *testing.T) {
	tree := indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va", Confidential: true}, {Code: "rd"}}}
	f, err := indicators.NewFramework(tree)
	require.NoError(t, err)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}}, map[string][]float64{"va": {1, nan}, "rd": {2, 3}}, nil)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true}, hidden(table, "va"))
	assert.Equal(t, []bool{false, false}, hidden(table, "rd"))

	tree.Children = []indicators.Indicator{{Code: "rd", Confidential: true}, {Code: "va"}}
	other, err := indicators.NewFramework(tree)
	require.NoError(t, err)
	under, err := table.Under(other)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true}, hidden(under, "va"), "it was under the first framework")
	assert.Equal(t, []bool{true, true}, hidden(under, "rd"), "it is under the second")
	assert.Equal(t, []indicators.Revision{{Indicator: "rd", Key: "confidential", Is: "true"}, {Indicator: "va", Key: "confidential", Was: "true"}}, other.Revisions(f))

	_, err = indicators.NewFramework(indicators.Indicator{Code: "all", Confidential: true, Children: []indicators.Indicator{{Code: "va"}}})
	assert.ErrorContains(t, err, "confidential is for measured indicators")
}
