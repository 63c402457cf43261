package indicators_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestMarksSurvive(t *testing.T) {
	table := smallTable(t)
	for _, c := range []struct {
		mark   indicators.Mark
		change indicators.Change
	}{
		{indicators.Imputed, indicators.Change{Unit: "410181", Indicator: "rd", Is: 2.14}},
		{indicators.NotApplicable, indicators.Change{Unit: "410182", Indicator: "rd", Is: nan}},
		{indicators.Missing, indicators.Change{Unit: "410122", Indicator: "va", Is: nan}},
		{indicators.Open, indicators.Change{Unit: "410122", Indicator: "area", Is: 120}},
	} {
		var err error
		table, err = table.With(c.mark, c.change)
		require.NoError(t, err)
	}
	var b bytes.Buffer
	for _, c := range []struct {
		csv  indicators.CSV
		want string
	}{
		{indicators.CSV{}, "code,name,class,region,level,tag:basin,va,rd,mark:rd,area,mark:area,energy\n" +
			"410122,中牟县,A,郑州,,黄河,,2.41,,120,open,1e-07\n" +
			"410181,巩义市,A,,,,613.51,2.14,imputed,80,,3\n" +
			"410182,荥阳市,B,,county,,266.39,,not applicable,90,,1e+21\n"},
		{indicators.CSV{Comma: ';', Missing: []string{"-"}, Columns: map[string]string{"state of rd": "mark:rd"}}, "code;name;class;region;level;tag:basin;va;rd;state of rd;area;mark:area;energy\n" +
			"410122;中牟县;A;郑州;;黄河;-;2.41;;120;open;1e-07\n" +
			"410181;巩义市;A;;;;613.51;2.14;imputed;80;;3\n" +
			"410182;荥阳市;B;;county;;266.39;-;not applicable;90;;1e+21\n"},
	} {
		b.Reset()
		require.NoError(t, c.csv.WriteTable(&b, table))
		assert.Equal(t, c.want, b.String())
		again, err := c.csv.ReadTable(&b, small(t))
		require.NoError(t, err)
		sameTables(t, table, again)
		assert.Empty(t, again.Warnings())
	}
}

func TestReadMarks(t *testing.T) {
	cases := []struct {
		name, text string
		marks      []indicators.Mark // of va
	}{
		{"before its column", "code,mark:va,va,rd,area\nu,imputed,1,2,3\nv,,1,2,3\nw,,,2,3", []indicators.Mark{indicators.Imputed, indicators.Reported, indicators.Missing}},
		{"in words that say nothing new", "code,va,mark:va,rd,area\nu,1,reported,2,3\nv,, missing ,2,3\nw,,\"not applicable\",2,3", []indicators.Mark{indicators.Reported, indicators.Missing, indicators.NotApplicable}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := indicators.CSV{}.ReadTable(strings.NewReader(c.text), two(t))
			require.NoError(t, err)
			for i, want := range c.marks {
				_, got := table.Value(string("uvw"[i]), "va")
				assert.Equal(t, want, got, i)
			}
			_, got := table.Value("u", "rd")
			assert.Equal(t, indicators.Reported, got)
		})
	}
}

func TestReadMarksFaults(t *testing.T) {
	const head = "code,name,va,mark:va,rd,area\n"
	cases := []struct {
		name, text string
		want       []string
	}{
		{"contradictions", head + "u,,1,missing,2,3\nv,,,imputed,2,3\nw,,,reported,2,3\nx,,1e3,not applicable,2,3\n", []string{
			"t.csv:2:6: unit u, indicator va: value: 1 cannot be marked missing, which has no figure",
			"3:5: unit v, indicator va: value: a cell without a figure cannot be marked imputed", "4:5: unit w, indicator va: value: a cell without a figure cannot be marked reported",
			"5:8: unit x, indicator va: value: 1000 cannot be marked not applicable",
		}},
		{"no word", head + "u,,1,guessed,2,3\n,甲,1,Open,2,3\n", []string{`2:6: unit u, indicator va: unknown: "guessed" is no mark; one of ["reported" `, `3:1: code is empty (name "甲")`, `3:8: indicator va: unknown: "Open" is no mark`}},
		{"of a figure that is at fault", head + "u,,1%,missing,2,3\n", []string{`2:4: unit u, indicator va: not a finite number: "1%"`}},
		{"twice", "code,va,mark:va,mark:va,rd,area\nu,1,,,2,3\n", []string{`1:17: indicator va: heading "mark:va" is there twice, first as field 3`}},
		{"of a computed indicator", "code,va,mark:made,rd,area\nu,1,,2,3\n", []string{`1:9: indicator made: heading "mark:made" is of a computed indicator`}},
		{"of a column that lacks", "code,mark:va,rd,area\nu,missing,2,3\n", []string{`1: indicator va: heading "va" is not there`}},
		{"of a column that is at fault", "code,va\u200b,mark:va,rd,area\nu,1,missing,2,3\n", []string{`1:6: indicator va: heading "va\u200b" has the invisible character`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := indicators.CSV{File: "t.csv"}.ReadTable(strings.NewReader(c.text), two(t))
			assert.Nil(t, table)
			assertReports(t, err, c.want...)
		})
	}
	table, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va,mark:vaa,mark:top,rd,area\nu,1,?,?,2,3\n"), two(t))
	require.NoError(t, err)
	require.Len(t, table.Warnings(), 2)
	assert.ErrorContains(t, table.Warnings()[0], `1:9: indicator vaa: heading "mark:vaa" is none of the framework's, so the column is not read (did you mean "mark:va"?)`)
	assert.ErrorContains(t, table.Warnings()[1], `1:18: indicator top: heading "mark:top" is of an indicator that is composed from others`)

	for heading, want := range map[string]string{"mark:made": "which is computed", "mark:top": "which is no column", "mark:": "which is no column"} {
		_, err := indicators.CSV{Columns: map[string]string{"x": heading}}.ReadTable(strings.NewReader(head), two(t))
		assertReports(t, err, want)
	}
	_, err = indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "mark:va"}}})
	require.Error(t, err)
}

// TestConfidentialSurvivesCSV: cells that are confidential are so when the file is read
// back, beside any mark; of a column that is declared so the file says nothing.
func TestConfidentialSurvivesCSV(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "a"}, {Code: "b"}, {Code: "c", Confidential: true},
	}})
	require.NoError(t, err)
	const file = "code,a,mark:a,b,c\nu,1,confidential,2,3\nv,,\"not applicable, confidential\",4,5\nw,6,imputed,7,8\n"
	tab, err := indicators.CSV{}.ReadTable(strings.NewReader(file), f)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false}, tab.Confidential("a").Copy())
	assert.Equal(t, []bool{false, false, false}, tab.Confidential("b").Copy())
	assert.Equal(t, []bool{true, true, true}, tab.Confidential("c").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Reported, indicators.NotApplicable, indicators.Imputed}, tab.Marks("a").Copy())
	var out strings.Builder
	require.NoError(t, indicators.CSV{}.WriteTable(&out, tab))
	assert.Equal(t, file, out.String())
	_, err = indicators.CSV{}.ReadTable(strings.NewReader("code,a,mark:a,b,c\nu,1,\"reported, secret\",2,3\n"), f)
	require.ErrorIs(t, err, basis.ErrUnknown)
}
