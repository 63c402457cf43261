package prepare_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// TestDenominators: the land that is used, and the emission that an enterprise is held
// to, as the rules of practice have them. The enterprises are made up.
func TestDenominators(t *testing.T) {
	root := indicators.Indicator{Code: "all"}
	for _, c := range []string{"land", "emission"} {
		root.Children = append(root.Children, indicators.Indicator{Code: c, Computed: true})
	}
	var aux []indicators.Indicator
	for _, c := range []string{"own", "rented", "let", "actual", "right"} {
		aux = append(aux, indicators.Indicator{Code: c})
	}
	f, err := indicators.NewFramework(root, aux...)
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}, {Code: "3"}}, map[string][]float64{
		"own": {10.1, 0, nan}, "rented": {0.2, 3, 1}, "let": {0.3, 3, 1}, "actual": {5, 2, 1}, "right": {4, 2.5, nan},
	}, nil)
	require.NoError(t, err)
	land, err := prepare.Sum{Code: "land", Of: []string{"own", "rented"}, Less: []string{"let"}}.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, "land = own + rented - let", land.Name.String())
	equal(t, []float64{10, 0, nan}, land.Table.Column("land").Copy())
	held, err := prepare.Largest{Code: "emission", Of: []string{"actual", "right"}}.Apply(land.Table)
	require.NoError(t, err)
	assert.Equal(t, "emission = max(actual, right)", held.Name.String())
	equal(t, []float64{5, 2.5, nan}, held.Table.Column("emission").Copy())
	assert.Equal(t, indicators.Missing, held.Table.Marks("emission").At(2))
	turned, err := prepare.Largest{Code: "emission", Of: []string{"right", "actual"}}.Apply(land.Table)
	require.NoError(t, err)
	equal(t, []float64{5, 2.5, nan}, turned.Table.Column("emission").Copy())

	_, err = prepare.Largest{Code: "emission"}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = prepare.Sum{Code: "land", Of: []string{"own"}, Less: []string{"lett"}}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrUnknown)
}
