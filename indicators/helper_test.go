package indicators_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
)

// nan is a missing value.
var nan = math.NaN()

// small is a framework with two dimensions, three measured indicators, of which
// one is computed, and two auxiliary columns.
func small(t testing.TB) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{
		Code: "overall", Name: "Development", NameZH: "发展水平", Children: []indicators.Indicator{
			{Code: "strength", Weight: 60, Children: []indicators.Indicator{
				{Code: "va", Weight: 60, Unit: "100 million yuan", Period: "2022", Bounds: &indicators.Range{Lo: 0, Hi: 1000}},
				{Code: "rd", Weight: 40, Unit: "%", Direction: indicators.Target, Target: &indicators.Range{Lo: 2, Hi: 4}},
			}},
			{Code: "green", Weight: 40, Children: []indicators.Indicator{
				{Code: "density", Weight: 100, Direction: indicators.Lower, Computed: true, Base: 3},
			}},
		},
	}, indicators.Indicator{Code: "area", Unit: "mu"}, indicators.Indicator{Code: "energy", Department: "统计局"})
	require.NoError(t, err)
	return f
}

// smallTable has three units on the framework small; 410181 has no value of rd.
func smallTable(t testing.TB) *indicators.Table {
	t.Helper()
	table, err := indicators.NewTable(small(t), []indicators.Unit{
		{Code: "410122", Name: "中牟县", Class: "A", Region: "郑州", Tags: indicators.NewTags(map[string]string{"basin": "黄河"})},
		{Code: "410181", Name: "巩义市", Class: "A"},
		{Code: "410182", Name: "荥阳市", Class: "B", Level: "county"},
	}, map[string][]float64{
		"va":     {791.38, 613.51, 266.39},
		"rd":     {2.41, nan, 1.87},
		"area":   {120, 80, 90},
		"energy": {1e-7, 3, 1e21},
	}, nil)
	require.NoError(t, err)
	return table
}

// assertReports checks that err consists of InputErrors that, in this order,
// contain the texts wanted.
func assertReports(t *testing.T, err error, want ...string) {
	t.Helper()
	assert.Empty(t, textstest.Spoken(err, indicators.Texts()), "%s", basis.Say(err, basis.Chinese, indicators.Texts()))
	got := flatten(t, err)
	for i, e := range got {
		if i < len(want) {
			assert.Contains(t, e.Error(), want[i])
		} else {
			assert.Fail(t, "surplus report", e.Error())
		}
	}
	if len(got) < len(want) {
		assert.Fail(t, "reports lacking", "%q", want[len(got):])
	}
}

// sameTables checks that two tables have the same units, figures, marks and
// confidential cells.
func sameTables(t testing.TB, want, got *indicators.Table) {
	t.Helper()
	require.Equal(t, want.AppendUnits(nil), got.AppendUnits(nil))
	for _, in := range append(want.Framework().Measured(), want.Framework().Aux()...) {
		x, y := want.Column(in.Code).Copy(), got.Column(in.Code).Copy()
		require.Len(t, y, len(x))
		for i := range x {
			if math.Float64bits(x[i]) != math.Float64bits(y[i]) && !(math.IsNaN(x[i]) && math.IsNaN(y[i])) {
				require.Equal(t, x[i], y[i], "%s, row %d", in.Code, i)
			}
		}
		require.Equal(t, want.Marks(in.Code).Copy(), got.Marks(in.Code).Copy())
		require.Equal(t, want.Confidential(in.Code).Copy(), got.Confidential(in.Code).Copy())
	}
}

// csvCells reads a file with package encoding/csv.
func csvCells(t testing.TB, data []byte) [][]string {
	t.Helper()
	cells, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	require.NoError(t, err)
	return cells
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 'x'
}
