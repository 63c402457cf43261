package indicators_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// named is a framework whose columns have names, two of them the same.
func named(t *testing.T) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "tax", Name: "Tax per mu", NameZH: "亩均税收", Unit: "万元/亩"},
		{Code: "rd", Name: "R&D intensity", NameZH: "研发强度（全社会）", Unit: "%"},
		{Code: "x1", NameZH: "增速"},
		{Code: "x2", NameZH: "增速"},
		{Code: "made", NameZH: "自算", Computed: true},
	}})
	require.NoError(t, err)
	return f
}

func TestHeadingsByName(t *testing.T) {
	for _, head := range []string{
		"代码,名称,亩均税收,研发强度（全社会）,x1,x2",
		"行政区划代码,单位名称,亩均税收（万元/亩）,研发强度（全社会）(%),x1,x2",
		"code,name,Tax  per mu,R&D intensity,x1,x2",
		`code,name,"Tax per mu` + "\n" + `(万元/亩)",rd,x1,x2`,
	} {
		table, err := indicators.CSV{}.ReadTable(strings.NewReader(head+"\na,b,1,2,3,4\n"), named(t))
		require.NoError(t, err, head)
		assert.Equal(t, []string{"tax", "rd", "x1", "x2"}, []string{table.Framework().Measured()[0].Code, "rd", "x1", "x2"})
		for i, code := range []string{"tax", "rd", "x1", "x2"} {
			x, _ := table.Value("a", code)
			assert.Equal(t, float64(i+1), x, head)
		}
		assert.Equal(t, "b", table.Unit(0).Name)
	}
	table, err := indicators.CSV{}.ReadTable(strings.NewReader("code,亩均税收,mark:亩均税收,rd,x1,x2\na,1,open,2,3,4\n"), named(t))
	require.NoError(t, err)
	_, mark := table.Value("a", "tax")
	assert.Equal(t, indicators.Open, mark)
}

func TestHeadingsByNameFaults(t *testing.T) {
	for _, tt := range []struct{ head, want string }{
		{"code,亩均税收,rd,x1,增速", `1:25: heading: "增速" is the name of x1, x2; write the code of the one that is meant`},
		{"code,亩均税收,rd,x1,x2,tax", `heading "tax" is there twice, first as field 2`},
		{"code,亩均税收（亿元/亩）,rd,x1,x2", `indicator tax: heading: the heading of "亩均税收" says the unit "亿元/亩", and the framework "万元/亩"; if the figures are in the unit of the framework, map the heading in the option Columns`},
	} {
		_, err := indicators.CSV{}.ReadTable(strings.NewReader(tt.head+"\na,1,2,3,4,5\n"), named(t))
		require.ErrorIs(t, err, indicators.ErrHeader, tt.head)
		assert.ErrorContains(t, err, tt.want)
	}
	// a column of a computed indicator's name is not read, with a warning
	table, err := indicators.CSV{}.ReadTable(strings.NewReader("code,tax,rd,x1,x2,自算\na,1,2,3,4,5\n"), named(t))
	require.NoError(t, err)
	assert.Contains(t, basis.JoinErrors(table.Warnings()...).Error(), `"自算" is none of the framework's`)
}

func TestTextRows(t *testing.T) {
	table, err := indicators.RowReader{}.ReadTable(indicators.TextRows([][]string{{"code", "va", "rd", "area"}, {"a", "1", "2", "3"}, {"b", "1.5", "", "4"}}), two(t))
	require.NoError(t, err)
	x, _ := table.Value("b", "va")
	assert.Equal(t, 1.5, x)
	_, err = indicators.RowReader{}.ReadTable(indicators.TextRows([][]string{{"code", "va", "rd", "area"}, {"a", "1", "2", "x"}}), two(t))
	require.ErrorContains(t, err, `2:4: unit a, indicator area: `)
	_, err = indicators.RowReader{}.ReadTable(indicators.TextRows(nil), two(t))
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestRecordRows(t *testing.T) {
	read := func(text string) (*indicators.Table, error) {
		doc, err := basis.ParseJSON([]byte(text))
		require.NoError(t, err)
		rows, err := indicators.RecordRows(doc)
		if err != nil {
			return nil, err
		}
		return indicators.RowReader{File: "r.json"}.ReadTable(rows, two(t))
	}
	table, err := read(`[{"code": "a", "va": 1.25, "rd": "2", "area": 3},
 {"area": 4e1, "va": null, "code": "b", "name": "乙"}]`)
	require.NoError(t, err)
	x, _ := table.Value("b", "area")
	assert.Equal(t, 40.0, x)
	for _, code := range []string{"va", "rd"} {
		_, mark := table.Value("b", code)
		assert.Equal(t, indicators.Missing, mark, code)
	}
	assert.Equal(t, "乙", table.Unit(1).Name)
	for _, tt := range []struct{ text, want string }{
		{`{"code": 1}`, "1:1: another format: a list of records is wanted"},
		{"[1,\n [2]]", "2:2: another format: a list of records is wanted"},
		{`[{"code": "a", "va": 1, "rd": 2, "area": 3, "va": 5}]`, `r.json:1:51: unit a, indicator va: heading "va" stands twice in the record`},
		{`[{"code": "a", "va": [1], "rd": 2, "area": 3}]`, `r.json:1:22: unit a, indicator va: value: a list, where a text or a number is wanted`},
		{`[{"code": "a", "va": true, "rd": 2, "area": 3}]`, `r.json:1:22: unit a, indicator va: not a finite number: "true"`},
		{`[]`, "the file has no headings"},
	} {
		_, err := read(tt.text)
		assert.ErrorContains(t, err, tt.want)
	}
	_, err = indicators.RecordRows(nil)
	require.ErrorIs(t, err, indicators.ErrFormat)
}
