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

// choices is a table in which enterprise 2 has no emission, and 3 none that is known.
func choices(t *testing.T, d indicators.Direction) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "x", Computed: true, Direction: d}}},
		indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "emission"})
	require.NoError(t, err)
	units := make([]indicators.Unit, 7)
	for i := range units {
		units[i] = indicators.Unit{Code: string(rune('1' + i)), Class: []string{"large", "small"}[min(1, i/5)]}
	}
	tab, err := indicators.NewTable(f, units, map[string][]float64{
		"tax": {6, 5, 4, 3, 0.3, 100, 1}, "emission": {2, 0, nan, 3, 0.1, 1, 0},
	}, nil)
	require.NoError(t, err)
	return tab
}

// TestDenominatorChoices: what a ratio is whose denominator is 0 or missing, each choice,
// with mark and reason. Peers are those of the class, and no others.
func TestDenominatorChoices(t *testing.T) {
	for name, c := range map[string]struct {
		zero, gap prepare.Denominator
		d         indicators.Direction
		want      []float64
		marks     [3]indicators.Mark // of 2, 3 and 7
		why       string             // of the change of 2 or, if it has none, of 3
	}{
		"missing":        {prepare.NoRatio, prepare.Unstated, 0, []float64{3, nan, nan, 1, 3, 100, nan}, [3]indicators.Mark{indicators.Missing, indicators.Missing, indicators.Missing}, ""},
		"not applicable": {prepare.NotMeasured, prepare.NotMeasured, 0, []float64{3, nan, nan, 1, 3, 100, nan}, [3]indicators.Mark{indicators.NotApplicable, indicators.NotApplicable, indicators.NotApplicable}, ""},
		"zero":           {prepare.ZeroRatio, prepare.Unstated, 0, []float64{3, 0, nan, 1, 3, 100, 0}, [3]indicators.Mark{indicators.Imputed, indicators.Missing, indicators.Imputed}, "0, since emission is 0"},
		"best and worst": {prepare.BestOfPeers, prepare.WorstOfPeers, 0, []float64{3, 3, 1, 1, 3, 100, 100}, [3]indicators.Mark{indicators.Imputed, indicators.Imputed, indicators.Imputed}, "the best of its class, that of 1, since emission is 0"},
		"of a cost":      {prepare.BestOfPeers, prepare.WorstOfPeers, indicators.Lower, []float64{3, 1, 3, 1, 3, 100, 100}, [3]indicators.Mark{indicators.Imputed, indicators.Imputed, indicators.Imputed}, "the best of its class, that of 4, since emission is 0"},
	} {
		t.Run(name, func(t *testing.T) {
			tab := choices(t, c.d)
			stage, err := prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: c.zero, Gap: c.gap}.Apply(tab)
			require.NoError(t, err)
			equal(t, c.want, stage.Table.Column("x").Copy())
			for k, unit := range []string{"2", "3", "7"} {
				_, mark := stage.Table.Value(unit, "x")
				assert.Equal(t, c.marks[k], mark, unit)
			}
			require.NoError(t, stage.Check(tab))
			if c.why == "" {
				assert.Empty(t, stage.Changes)
				return
			}
			assert.Equal(t, c.why, stage.Changes[0].Why.String())
		})
	}
}

// TestDenominatorRefused: nothing said, 0 is refused and a gap stays one; and what cannot
// be stated is an error.
func TestDenominatorRefused(t *testing.T) {
	tab := choices(t, indicators.Higher)
	_, err := prepare.Ratio{Code: "x", Of: "tax", By: "emission"}.Apply(tab)
	require.ErrorIs(t, err, prepare.ErrDivision)
	assert.NotErrorIs(t, err, basis.ErrMissing)
	_, err = prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: prepare.RefuseRatio, Gap: prepare.RefuseRatio}.Apply(tab)
	require.ErrorIs(t, err, prepare.ErrDivision)
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: 9}.Apply(tab)
	require.ErrorIs(t, err, basis.ErrValue)
	_, err = prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: prepare.BestOfPeers}.Apply(choicesTarget(t))
	require.ErrorContains(t, err, "target")

	alone, err := tab.Select(func(u indicators.Unit) bool { return u.Code == "2" || u.Code == "6" })
	require.NoError(t, err)
	_, err = prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: prepare.WorstOfPeers}.Apply(alone)
	require.ErrorContains(t, err, "unit 2, indicator x: empty: emission is 0, and no other unit of its class has a ratio")

	s := prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: prepare.NotMeasured, Gap: prepare.WorstOfPeers}
	assert.Equal(t, "x = tax / emission, if emission is 0: not applicable, if emission is missing: worst", s.String())
	assert.Equal(t, "x = tax / emission，emission 为 0 时：不适用，emission 缺失时：最差值", s.Text().Say(basis.Chinese, prepare.Texts()))
	assert.Contains(t, prepare.Ratio{Zero: 9}.String(), "Denominator(9)")
}

func choicesTarget(t *testing.T) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "x", Computed: true, Direction: indicators.Target, Target: &indicators.Range{Lo: 1, Hi: 2}},
	}}, indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "emission"})
	require.NoError(t, err)
	tab, err := choices(t, indicators.Higher).Under(f)
	require.NoError(t, err)
	return tab
}

// TestDenominatorConfidential: who is given the figure of another does not give it away.
func TestDenominatorConfidential(t *testing.T) {
	tab, err := choices(t, indicators.Higher).WithConfidential("tax", []bool{true, false, false, false, false, false, false})
	require.NoError(t, err)
	stage, err := prepare.Ratio{Code: "x", Of: "tax", By: "emission", Zero: prepare.BestOfPeers}.Apply(tab)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false, false, false, false, false}, stage.Table.Confidential("x").Copy())
}
