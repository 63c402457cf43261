package tables_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestSheetOf: a program makes a sheet of values of its own, a column a line.
func TestSheetOf(t *testing.T) {
	units := []indicators.Unit{
		{Code: "1", Name: "甲县", Region: "东", Tags: indicators.NewTags(map[string]string{"name_en": "Alpha", "region_en": "East"})},
		{Code: "2"},
	}
	sheet := func(region bool) tables.Sheet {
		return tables.SheetOf(tables.Text{English: "Units", Chinese: "单位"}, units,
			tables.Of(tables.Column{Head: tables.Text{English: "unit", Chinese: "名称"}},
				func(u indicators.Unit) tables.Cell { return tables.Words(tables.UnitName(u)) }).Keyed(),
			tables.Of(tables.Column{Head: tables.Text{English: "region", Chinese: "地区"}},
				func(u indicators.Unit) tables.Cell { return tables.Words(tables.RegionName(u)) }).When(region),
		)
	}
	for _, c := range []struct {
		region bool
		lang   basis.Language
		want   string
	}{
		{true, basis.English, "Units\nunit  region\nAlpha East\n2\n"},
		{true, basis.Chinese, "单位\n名称 地区\n甲县 东\n2\n"},
		{false, basis.English, "Units\nunit\nAlpha\n2\n"},
	} {
		var b strings.Builder
		s := sheet(c.region)
		require.Equal(t, 1, s.Keys)
		require.NoError(t, tables.WriteText(&b, s, tables.TextOptions{Language: c.lang}))
		assert.Equal(t, c.want, b.String())
	}
}

// TestSentence: texts stand in their language and cells as they are printed.
func TestSentence(t *testing.T) {
	got := tables.Sentence(
		tables.Text{English: "%s has %s of %d", Chinese: "%[3]d 中%[1]s有 %[2]s"},
		tables.Text{English: "Alpha", Chinese: "甲县"}, tables.Decimal(0.5, 2), 3)
	assert.Equal(t, tables.Text{English: "Alpha has 0.50 of 3", Chinese: "3 中甲县有 0.50"}, got)
	assert.Equal(t, tables.Text{English: "GDP", Chinese: "生产总值"}, tables.IndicatorName(indicators.Indicator{Code: "gdp", Name: "GDP", NameZH: "生产总值"}))
	assert.Equal(t, tables.Same("gdp"), tables.IndicatorName(indicators.Indicator{Code: "gdp"}))
}
