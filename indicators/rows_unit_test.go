package indicators_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestRowsOfNoUnit: what is a total or a note, and what is not.
func TestRowsOfNoUnit(t *testing.T) {
	var r indicators.RowReader
	for _, name := range []string{
		"合计", "合 计", "合　计：", "总计", "全市合计", "郑州市小计", "河南省合计", "全省", "全 市", "平均", "平均值", "Total", "TOTAL:", "Grand total", "Sub-total", "sum", "Average", " mean ",
	} {
		assert.False(t, r.IsUnit("410100", name), name)
		assert.False(t, r.IsUnit(name, ""), name)
		kept := indicators.RowReader{Keep: []string{name}}
		assert.True(t, kept.IsUnit("410100", name), name)
	}
	for _, name := range []string{"", "巩义市", "会计县", "全椒县", "全州县", "Totalville", "Summit", "Meaney", "Overland", "Averages Ltd", "u1"} {
		assert.True(t, r.IsUnit("410100", name), name)
	}
	assert.False(t, indicators.RowReader{Skip: []string{"市 辖 区"}}.IsUnit("410101", "市辖区"))

	head := "code,name,va,rd,area\n"
	for _, note := range []string{"注：1. 数据为快报数,,,,", "数据来源：统计局", ",资料来源：年鉴,,,", "Source: statistical office,,,,", "本表数据根据第四次全国经济普查结果作了修订，与往年不完全可比，请注意。,,,,", "备注,,,,\n"} {
		_, err := indicators.CSV{}.ReadTable(strings.NewReader(head+"1,a,1,2,3\n"+note+"\n"), two(t))
		require.ErrorIs(t, err, indicators.ErrNoUnit, note)
		assertReports(t, err, "is a note; delete the row")
	}
	_, err := indicators.CSV{}.ReadTable(strings.NewReader(head+"1,a,1,2,3\n注意县,,,,\n"), two(t))
	require.NoError(t, err, "a code without anything may be a unit without figures")
}

// TestSumRows: a row that is the sum or the mean of the others, in as many columns as tell,
// warns; others do not.
func TestSumRows(t *testing.T) {
	head := "code,va,rd,area\n"
	for name, c := range map[string]struct {
		rows string
		want string
	}{
		"sum in two of three":       {"a,1.5,2,7\nb,2.5,3,8\nc,3,4,1\nd,7,9,100\n", "unit d: row of no unit: the row is the sum or the mean of all others in va, rd;"},
		"the first":                 {"a,7,9,100\nb,1.5,2,7\nc,2.5,3,8\nd,3,4,1\n", "unit a: row of no unit"},
		"a mean, rounded":           {"a,10,2.34,1\nb,20,2.51,2\nc,31,2.77,3\nd,39,2.9,4\ne,25,2.63,99\n", "unit e: row of no unit: the row is the sum or the mean of all others in va, rd;"},
		"sum and mean":              {"a,10,2.34,1\nb,20,2.51,2\nc,31,2.77,3\nd,39,2.9,4\ne,100,2.63,99\n", "unit e"},
		"in one of three":           {"a,1.5,2,7\nb,2.5,3,8\nc,3,4,1\nd,7,8,100\n", ""},
		"of three units":            {"a,1,2,3\nb,2,4,6\nc,3,6,9\n", ""},
		"all alike":                 {"a,5,5,5\nb,5,5,5\nc,5,5,5\nd,5,5,5\ne,5,5,5\n", ""},
		"hardly anything but zeros": {"a,0,0,0\nb,0,0,0\nc,0,0,1\nd,1,1,1\ne,1,1,0\n", ""},
		"several are near the mean": {"a,99.98,10.1,1\nb,99.99,1,2\nc,100,10,3\nd,99.985,5,4\ne,99.99,6.5,5\n", ""},
	} {
		table, err := indicators.CSV{}.ReadTable(strings.NewReader(head+c.rows), two(t))
		require.NoError(t, err, name)
		var got []error
		for _, w := range table.Warnings() {
			if errors.Is(w, indicators.ErrNoUnit) {
				got = append(got, w)
			}
		}
		if c.want == "" {
			assert.Empty(t, got, name)
			continue
		}
		require.Len(t, got, 1, name)
		assertReports(t, got[0], c.want)
	}

	one, err := indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "va"}}})
	require.NoError(t, err)
	alone, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va\na,1.25\nb,2.5\nc,3\nd,4.1\ne,10.85\n"), one)
	require.NoError(t, err)
	assertReports(t, errors.Join(alone.Warnings()...), "unit e: row of no unit: the row is the sum")
	few, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va\na,1\nb,2\nc,3\nd,4\ne,10\n"), one)
	require.NoError(t, err)
	assert.Empty(t, few.Warnings(), "two digits alone are what many sums have")
}

// TestWriteUnitsThatReadLikeTotals: what would not be read back as a unit is not written.
func TestWriteUnitsThatReadLikeTotals(t *testing.T) {
	values := map[string][]float64{"va": {1, nan}, "rd": {1, nan}, "area": {1, nan}}
	table, err := indicators.NewTable(two(t), []indicators.Unit{{Code: "1", Name: "合计"}, {Code: "注：一"}}, values, nil)
	require.NoError(t, err)
	var b bytes.Buffer
	err = indicators.CSV{File: "t.csv", Titles: 1}.WriteTable(&b, table)
	require.ErrorIs(t, err, indicators.ErrNoUnit)
	assertReports(t, err, "t.csv: value: no titles are written, but the option Titles is 1", `t.csv: unit 1: row of no unit: by its code or name "合计" the row`, "t.csv: unit 注：一: row of no unit")
	c := indicators.CSV{Keep: []string{"合计", "注：一"}}
	require.NoError(t, c.WriteTable(&b, table))
	back, err := c.ReadTable(&b, two(t))
	require.NoError(t, err)
	sameTables(t, table, back)
	require.ErrorIs(t, indicators.CSV{Keep: c.Keep, Skip: []string{"1"}}.WriteTable(&b, table), indicators.ErrNoUnit)
}

// TestFormats: what is no table in text is told for what it is.
func TestFormats(t *testing.T) {
	for head, what := range map[string]string{
		"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml": "a workbook (.xlsx)",
		"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml":     "a workbook (.xlsx)",
		"PK\x03\x04\x14\x00\x06\x00a.csv":               "a zip archive",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00":      "an old workbook (.xls)",
		"%PDF-1.7\n":                               "a PDF document",
		`{\rtf1\ansi`:                              "a text document (RTF)",
		"\ufeff <!DOCTYPE html>\n<html>":           "a web page (HTML)",
		"<TABLE border=1>":                         "a web page (HTML)",
		"<?xml version=\"1.0\"?><Workbook>":        "an XML document",
		"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03": "a binary file",
	} {
		_, err := indicators.CSV{File: "t.csv"}.ReadTable(strings.NewReader(head), two(t))
		require.ErrorIs(t, err, indicators.ErrFormat, head)
		assertReports(t, err, "t.csv: another format: this is "+what)
		require.EqualError(t, indicators.CheckFormat([]byte(head), "t.csv"), err.Error())
	}
	for _, head := range []string{"", "code,va", "<1,5", "<header>,a", "\xff\xfec\x00o\x00", "a\x00b,cdefghijklmnop"} {
		require.NoError(t, indicators.CheckFormat([]byte(head), ""), head)
	}
	require.ErrorIs(t, indicators.CheckFormat([]byte("\x01\x02\x03\x04"), ""), indicators.ErrFormat)
	assert.NotErrorIs(t, indicators.ErrFormat, basis.ErrSyntax)
}
