package profile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// cutAt is a scale from 0 to 100 that cuts what is beyond.
type cutAt struct{ lo, hi float64 }

func (s cutAt) At(x float64, _ string) float64 {
	return 100 * (min(max(x, s.lo), s.hi) - s.lo) / (s.hi - s.lo)
}

// stage changes cells of a table.
func stage(t *testing.T, tab *indicators.Table, name string, mark indicators.Mark, changes ...indicators.Change) indicators.Stage {
	t.Helper()
	for i, c := range changes {
		changes[i].Was, _ = tab.Value(c.Unit, c.Indicator)
	}
	out, err := tab.With(mark, changes...)
	require.NoError(t, err)
	return indicators.Stage{Name: basis.Textf("%s", name), Table: out, Changes: changes}
}

func TestTwice(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "a"}, {Code: "b"}, {Code: "c"}, {Code: "mid", Direction: indicators.Target, Target: &indicators.Range{Lo: 4, Hi: 6}}, {Code: "free"},
	}}
	tab := build(t, root, map[string][]float64{
		"a":    {1, 2, 30, 40, 500},
		"b":    {1, 2, 30, nan, 500},
		"c":    {1, 2, 3, 4, 500},
		"mid":  {5, 5.5, 1, 2, 500},
		"free": {1, 2, 3, 4, 500},
	})
	change := func(unit, code string, is float64) indicators.Change {
		return indicators.Change{Unit: unit, Indicator: code, Is: is}
	}
	imputed := stage(t, tab, "median", indicators.Imputed, change("4", "b", 16))
	winsorised := stage(t, imputed.Table, "winsorise", indicators.Treated,
		change("5", "a", 40), change("4", "b", 10), change("5", "b", 30), change("5", "c", 4), change("5", "mid", 6), change("5", "free", 4))
	again := stage(t, winsorised.Table, "winsorise again", indicators.Treated, change("5", "b", 25))
	stages := []indicators.Stage{imputed, winsorised, again}
	scales := map[string]cutAt{"a": {0, 20}, "b": {0, 100}, "c": {0, 100}, "mid": {5, 5.2}}
	got := profile.Twice(stages, scales)
	var short [][2]string
	for _, f := range got {
		assert.Equal(t, profile.RuleTwice, f.Rule)
		short = append(short, [2]string{f.Indicator, f.Unit})
	}
	assert.Equal(t, [][2]string{{"a", "5"}, {"a", ""}, {"b", "4"}, {"b", "5"}, {"mid", "5"}}, short)
	assert.Equal(t, profile.Finding{
		Rule: profile.RuleTwice, Unit: "5", Indicator: "a", Figure: 40, Limit: 500,
		Text: basis.Textf("%s", "changed from 500 to 40 by winsorise, but the scale cuts both to a score of 100"),
	}, said(got[0]))
	assert.Equal(t, profile.Finding{
		Rule: profile.RuleTwice, Indicator: "a", Figure: 3,
		Text: basis.Textf("%s", "cells treated: 1; cells that the scale cuts: 3"),
	}, said(got[1]))
	assert.Equal(t, "changed from missing to 10 by 2 steps, the last of them winsorise", got[2].Text.String())
	assert.Equal(t, "changed from 500 to 25 by 2 steps, the last of them winsorise again", got[3].Text.String())

	assert.Empty(t, profile.Twice(nil, scales))
	assert.Empty(t, profile.Twice([]indicators.Stage{imputed}, scales), "imputation alone is no treatment")
	assert.Len(t, profile.Twice[cutAt](stages, nil), 2, "without scales only the steps are compared")
}
