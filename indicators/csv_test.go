package indicators_test

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// two is a framework with the columns va, rd and, auxiliary, area.
func two(t testing.TB) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "va"}, {Code: "rd"}, {Code: "made", Computed: true}}}, ind{Code: "area"}, ind{Code: "sum", Computed: true})
	require.NoError(t, err)
	return f
}

func TestReadTable(t *testing.T) {
	cases := []struct {
		name string
		csv  indicators.CSV
		text string
		unit indicators.Unit // the first
		va   []float64
	}{
		{
			"order and all headings",
			indicators.CSV{},
			" rd ,tag:b 1,level,class,region,name,code,va,area\n1,黄河,county,A,郑州,中牟县,u1,5,2\n1,,,,,,u2,6,2",
			indicators.Unit{Code: "u1", Name: "中牟县", Class: "A", Region: "郑州", Level: "county", Tags: indicators.NewTags(map[string]string{"b 1": "黄河"})},
			[]float64{5, 6},
		},
		{"tag", indicators.CSV{}, "code,va,rd,area,tag:basin\nu1,5,2,1,黄河", indicators.Unit{Code: "u1", Tags: indicators.NewTags(map[string]string{"basin": "黄河"})}, []float64{5}},
		{"blank lines", indicators.CSV{}, "\n , \n\ncode,va,rd,area\n\nu1,5,2,1\n,,,\n  ,\u00a0,,\n\"\"\nu2,6,2,1\n\r\n", indicators.Unit{Code: "u1"}, []float64{5, 6}},
		{"white space", indicators.CSV{}, "code,class,va,rd,area\n\u3000u1\t,\u00a0A ,\u2003 5\u3000,\t2 ,1", indicators.Unit{Code: "u1", Class: "A"}, []float64{5}},
		{"a name is kept", indicators.CSV{}, "code,name,va,rd,area\nu1, 中牟 ,5,2,1", indicators.Unit{Code: "u1", Name: " 中牟 "}, []float64{5}},
		{"quotes", indicators.CSV{}, "code,name,va,\"rd\",area\n\"u1\",\"a \"\"b\"\",\r\nc\",\"5\",\" 2 \",1", indicators.Unit{Code: "u1", Name: "a \"b\",\r\nc"}, []float64{5}},
		{
			"numbers",
			indicators.CSV{},
			"code,va,rd,area\na,+5,2,1\nb,-0.50,2,1\nc,1E3,2,1\nd,1.5e-3,2,1\ne,00012,2,1\nf,5e-324,2,1\ng,0e-999,2,1\nh,1e+2,2,1\ni,-0,2,1\nj,.5,2,1\nk,5.,2,1\nl,-.25e2,2,1",
			indicators.Unit{Code: "a"},
			[]float64{5, -0.5, 1000, 0.0015, 12, 5e-324, 0, 100, math.Copysign(0, -1), 0.5, 5, -25},
		},
		{"missing", indicators.CSV{Missing: []string{"-9999", " n/a ", ""}}, "code,va,rd,area\na,-9999,2,1\nb,n/a,2,1\nc,\"\",2,1\nd,-9999.0,2,1", indicators.Unit{Code: "a"}, []float64{nan, nan, nan, -9999}},
		{"missing is for figures", indicators.CSV{Missing: []string{"-"}}, "code,name,class,va,rd,area\na,-,-,-,2,1", indicators.Unit{Code: "a", Name: "-", Class: "-"}, []float64{nan}},
		{
			"columns",
			indicators.CSV{Columns: map[string]string{"区划代码": "code", " 增加值": "va", "流域": "tag:basin", "rank": "", "": "", "VA": "va"}},
			"区划代码,增加值 ,rd,area,流域,rank,\na,5,2,1,黄河,x%,y",
			indicators.Unit{Code: "a", Tags: indicators.NewTags(map[string]string{"basin": "黄河"})},
			[]float64{5},
		},
		{"ends in a separator", indicators.CSV{}, "code,va,rd,area,name\nu1,5,2,1,", indicators.Unit{Code: "u1"}, []float64{5}},
		{"semicolons", indicators.CSV{Comma: ';'}, "code;va;rd;area\na;5;2;1", indicators.Unit{Code: "a"}, []float64{5}},
		{"wide separator", indicators.CSV{Comma: '，'}, "code，name，va，rd，area\na，\"b，c\"，5，2，1", indicators.Unit{Code: "a", Name: "b，c"}, []float64{5}},
		{"carriage return at the end", indicators.CSV{}, "code,va,rd,area\r\na,5,2,1\r", indicators.Unit{Code: "a"}, []float64{5}},
		{"guarded", indicators.CSV{}, "'=code,code,name,va,rd,area\n,a,'=1+1,5,2,1\n,b,'x,5,2,1", indicators.Unit{Code: "a", Name: "=1+1"}, []float64{5, 5}},
		{"unguarded", indicators.CSV{Unguarded: true}, "code,name,va,rd,area\na,'=1+1,5,2,1", indicators.Unit{Code: "a", Name: "'=1+1"}, []float64{5}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := c.csv.ReadTable(strings.NewReader(c.text), two(t))
			require.NoError(t, err)
			assert.Equal(t, c.unit, table.Unit(0))
			va := table.Column("va").Copy()
			require.Len(t, va, len(c.va))
			for i := range va {
				if math.IsNaN(c.va[i]) {
					assert.True(t, math.IsNaN(va[i]))
					assert.Equal(t, indicators.Missing, table.Marks("va").At(i))
					continue
				}
				assert.Equal(t, math.Float64bits(c.va[i]), math.Float64bits(va[i]), "%v %v", c.va[i], va[i])
				assert.Equal(t, indicators.Reported, table.Marks("va").At(i))
			}
			assert.Equal(t, 1.0, table.Column("area").At(0)*table.Column("rd").At(0)/2)
			assert.True(t, math.IsNaN(table.Column("made").At(0)))
		})
	}
}

func TestReadTableFaults(t *testing.T) {
	const head = "code,name,class,va,rd,area\n"
	cases := []struct {
		name string
		csv  indicators.CSV
		text string
		is   error
		want []string
	}{
		{"empty", indicators.CSV{}, "\ufeff \n\n", basis.ErrEmpty, []string{"t.csv: empty: the file has no text"}},
		{"only separators", indicators.CSV{}, ",,\n,\n", basis.ErrEmpty, []string{"t.csv: empty: the file has no headings"}},
		{"only blank rows", indicators.CSV{}, head + ",,,,,\n", basis.ErrEmpty, []string{"t.csv: empty: the file has headings and no rows"}},
		{"UTF-16 without mark", indicators.CSV{}, "c\x00o\x00d\x00e\x00", indicators.ErrEncoding, []string{"t.csv:1:1: not UTF-8: the file looks like UTF-16"}},
		{"GB18030 of four bytes", indicators.CSV{}, head + "u,\x81\x30\x81\x30\xb9\xae,A,1,1,1\n", indicators.ErrEncoding, []string{"t.csv:2:3: not UTF-8: the file may be GB18030"}},
		{"cut off within a character", indicators.CSV{}, "code,va\n\xb9\xae\xb9", indicators.ErrEncoding, []string{"t.csv:2:1: not UTF-8: the file has another encoding"}},
		{"half a character, then digits", indicators.CSV{}, "code,va\n\x81\x30\x81", indicators.ErrEncoding, []string{"t.csv:2:1: not UTF-8: the file has another encoding"}},
		{"Latin-1", indicators.CSV{}, head + "u,caf\xe9,A,1,1,1\nv,\xfcber,A,1,1,1", indicators.ErrEncoding, []string{"t.csv:2:6: not UTF-8: the file has another encoding"}},
		{
			"damage",
			indicators.CSV{},
			head + "u\xff,中,A,1,1,1\nv,中\xff,\xff,1\xff,1,1", nil,
			[]string{"t.csv:2:1: unit u\ufffd: code \"u\\xff\": not UTF-8: damaged text at byte 0xFF", "3:3: unit v: not UTF-8: damaged text at byte 0xFF in the name", "3:8: unit v: not UTF-8: damaged text at byte 0xFF in the class", `3:10: unit v, indicator va: not a finite number: "1\xff": not UTF-8`},
		},
		{"one line that ends in CR", indicators.CSV{}, "code,va,rd,area\r", basis.ErrEmpty, []string{"t.csv: empty: the file has headings and no rows"}},
		{"lines end in CR", indicators.CSV{}, "code,va\ru,1\r", basis.ErrSyntax, []string{"t.csv:1:8: not well formed: lines end in a carriage return (CR) alone"}},

		{"open quote in the header", indicators.CSV{}, "code,va,\"rd,area\nu,1,1,1\n", basis.ErrSyntax, []string{"1:9: not well formed: the quote that opens here is never closed"}},
		{"quote in the header", indicators.CSV{}, "code,v\"a,rd,area\nu,1,1,1\n", basis.ErrSyntax, []string{`1:6: not well formed: "v\"a" has a quote`}},
		{"bars", indicators.CSV{}, "code|va|rd\nu|1|2\n", indicators.ErrHeader, []string{"1:1: heading: the fields look separated by vertical bars; if so, set the option Comma to '|'"}},
		{"commas", indicators.CSV{Comma: '\t'}, head + "u,1,2\n", indicators.ErrHeader, []string{"1:1: heading: the fields look separated by commas"}},
		{"one heading", indicators.CSV{}, "\nname\nu\n", indicators.ErrHeader, []string{`2: heading: 4 columns are not there: "code", "va", "rd", "area"`}},
		{
			"no headings",
			indicators.CSV{},
			"410122,中牟县,A,5,2,1\n410181,巩义市,A,5,2,1x\n", indicators.ErrHeader,
			[]string{"1:1: heading: none of the 6 headings is known; the first line must name the columns code, va, rd, area"},
		},
		{"other headings", indicators.CSV{}, "Name,value\n甲,5\n", indicators.ErrHeader, []string{"1:1: heading: none of the 2 headings is known"}},
		{"title above headings without a code", indicators.CSV{}, "表1 主要指标\n\n代码,县名,va,rd\n1,甲,5,6\n", indicators.ErrHeader, []string{`1:1: heading: "表1 主要指标" is a title, and the headings stand on line 3; delete what is above them, or set the option Titles to 1`}},
		{"title with the separator of others", indicators.CSV{}, "数据，2024年\ncode,va,rd,area\n1,5,6,7\n", indicators.ErrHeader, []string{`1:1: heading: "数据，2024年" is a title, and the headings stand on line 2`}},
		{"headings twice", indicators.CSV{}, head + "u,,,1,2,3\n" + head + "v,,,1,2,3\n", indicators.ErrNoUnit, []string{"3:1: row of no unit: the headings stand here once more"}},
		{"all rows skipped", indicators.CSV{Skip: []string{"合计"}}, head + ",合计,,1,2,3\n", basis.ErrEmpty, []string{"t.csv: empty: all rows of the file are left out"}},
		{"rows in quotes", indicators.CSV{}, "code,va,rd,area\n\"u,1,2,3\"\n\"v,1,2,3\"\n", indicators.ErrRow, []string{"2:1: row of a wrong length: the whole row is one field in quotes, with 3 commas inside", "3:1: row of a wrong length: the whole row"}},
		{"case of headings", indicators.CSV{}, "Code,va,rd,area\nu,1,2,3\n", indicators.ErrHeader, []string{`1: heading "code" is not there (did you mean "Code"?)`, `1:1: indicator Code: heading "Code" is none of the framework's, so the column is not read (did you mean "code"?)`}},
		{"rows are read after the header", indicators.CSV{}, "code,code,va,rd\nu,u,1x,2\n", nil, []string{`1: indicator area: heading "area" is not there`, `1:6: heading "code" is there twice, first as field 1`, `2:5: unit u, indicator va: not a finite number`}},
		{"computed", indicators.CSV{}, "code,va,rd,made,area\nu,1,2,3,4\n", indicators.ErrHeader, []string{`1:12: indicator made: heading "made" is of a computed indicator`}},
		{"invisible heading", indicators.CSV{}, "code,va\u200b,rd,area,x\u200by\nu,1,2,3,4\n", indicators.ErrHeader, []string{`1:6: indicator va: heading "va\u200b" has the invisible character U+200B`, `indicator xy: heading "x\u200by" has`}},
		{"damaged heading", indicators.CSV{}, "code,va,rd,area,中\xff\nu,1,2,3,4\n", indicators.ErrEncoding, []string{`1:17: not UTF-8: damaged text at byte 0xFF in the heading`}},
		{"tags", indicators.CSV{}, "code,va,rd,area,tag:,tag: x,tag:a,tag:a\nu,1,2,3,4,5,6,7\n", indicators.ErrHeader, []string{`1:17: heading "tag:": the key of the tag is empty`, `1:22: heading "tag: x"`, `1:35: heading "tag:a" is there twice`}},
		{"no heading", indicators.CSV{}, "code,,va,rd,area\nu,1,2,3,4\n", indicators.ErrHeader, []string{"1:6: heading of the column is empty"}},

		{"all rows", indicators.CSV{}, "code,va rd,area\nu,1,2,3\nv,1,2,3\n", nil, []string{"1: indicator va", "1: indicator rd", "1:1: row of a wrong length: 3 headings, but each of the 2 rows has 4 fields", "1:6: indicator va rd"}},
		{"some rows", indicators.CSV{}, head + "u,,,1,2\n,,,1,2,3,4,5\n", indicators.ErrRow, []string{"2:1: unit u: row of a wrong length: 5 fields for 6 headings", "3:10: row of a wrong length: 8 fields"}},
		{"without its code", indicators.CSV{}, "va,rd,area,code\n1,2,3\n1,2,3,u\n", indicators.ErrRow, []string{"2:1: row of a wrong length: 3 fields for 4 headings"}},
		{"one row", indicators.CSV{}, head + "u,,,1,2\n", indicators.ErrRow, []string{"2:1: unit u: row of a wrong length: 5 fields"}},
		{"quotes", indicators.CSV{}, head + "u,\"a\"b,\"c\" ,1,\"2\r\n", basis.ErrSyntax, []string{`2:3: unit u: not well formed: "b" follows the closing quote`, `2:8: unit u: not well formed: " " follows the closing quote`, "2:15: unit u, indicator rd: not well formed: the quote that opens here is never closed"}},
		{"carriage return", indicators.CSV{}, head + "u,a\rb,,1,2,3\n", basis.ErrSyntax, []string{`2:3: unit u: not well formed: "a\rb" has a carriage return`}},
		{"after quotes in a surplus field", indicators.CSV{}, head + "u,,,1,2,3,x\"\nv,,,1,2,3\n", basis.ErrSyntax, []string{`2:11: unit u: not well formed`}},

		{
			"codes",
			indicators.CSV{},
			head + "u,,,1,2,3\nu,,,1,2,4\n u ,,,1,2,5\n,甲,,x,2,3\nv\u200b,,,1,2,3\n", nil,
			[]string{"3:1: unit u: code \"u\" is used twice, first on line 2", "4:1: unit u: code \"u\" is used twice, first on line 2", `5:1: code is empty (name "甲")`, `5:7: indicator va: not a finite number: "x"; if it stands for a missing value, name it in the option Missing (name "甲")`, `6:1: unit v: code "v\u200b" has the invisible character U+200B`},
		},
		{
			"texts",
			indicators.CSV{},
			"code,name,class,region,level,tag:x,va,rd,area\nu,a\x00b,A\u200b,b\u0007,\"c\nd\",e\ufffd,1,2,3\n", nil,
			[]string{"2:3: unit u: not UTF-8: the name \"a\\x00b\" has a NUL byte", `2:7: unit u: value: class "A\u200b" has the invisible character U+200B`, `2:12: unit u: value: region "b\a" has`, `2:15: unit u: value: level "c\nd" has`, "3:4: unit u: value: tag:x \"e\ufffd\" has the invisible character U+FFFD"},
		},
		{"a long cell", indicators.CSV{}, head + "u,,," + strings.Repeat("中", 50) + ",2,3\n", basis.ErrNumber, []string{strings.Repeat("中", 40) + `"...; if it`}},

		{
			"options",
			indicators.CSV{Comma: '.', Columns: map[string]string{"a": "vaa", "b": "made", "c": "top", "d": "tag:", "e": "va", "e ": "rd"}},
			head, indicators.ErrHeader,
			[]string{
				"t.csv: heading: the option Comma is '.', which cannot separate fields", `indicator vaa: heading: the option Columns maps "a" to "vaa", which is no column of the framework (did you mean "va"?)`, `the option Columns maps "b" to "made", which is computed`,
				`maps "c" to "top", which is no column`, `maps "d" to "tag:", which is no column`, `maps "e" to both "va" and "rd"`,
			},
		},
		{"heading of Columns lacks", indicators.CSV{Columns: map[string]string{"Value": "va", "VA": "va"}}, "code,rd,area\nu,1,2\n", indicators.ErrHeader, []string{`1: indicator va: heading "va" is not there (nor "VA", which the option Columns maps to it)`}},
		{"two headings to one", indicators.CSV{Columns: map[string]string{"Value": "va"}}, "code,Value,va,rd,area\nu,1,2,3,4\n", indicators.ErrHeader, []string{`1:12: indicator va: heading "va" is there twice, first as field 2`}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			c.csv.File = "t.csv"
			table, err := c.csv.ReadTable(strings.NewReader(c.text), two(t))
			assert.Nil(t, table)
			assertReports(t, err, c.want...)
			for _, e := range flatten(t, err) {
				assert.Equal(t, "t.csv", e.File)
				if c.is != nil {
					assert.ErrorIs(t, e, c.is)
				}
			}
		})
	}
}

func TestReadTableNumbers(t *testing.T) {
	// What is not a number, with a word of the reason that a person should be given.
	for text, hint := range map[string]string{
		"NaN": "option Missing", "nan": "option Missing", "Inf": "finite", "-inf": "finite", "+Infinity": "finite",
		"0x1p4": "option Missing", "1_000": "separator", "1,000": "separator", "1，000": "separator", "1'000": "separator", "791,38": "separator",
		"1 000": "white space inside", "- 5": "white space inside", "1\u00a0000": "white space inside", "12%": "percent", "12 ％": "percent", "5‰": "percent",
		"１２": "look like", "−5": "look like", "－5": "look like", "=A1": "formula", "＝1": "formula", "1e": "lacks digits", "1e+": "lacks digits", ".5e": "lacks digits",
		"-": "option Missing", "+": "option Missing", ".": "option Missing", "--5": "option Missing", "1.2.3": "option Missing", "5\u200b": "U+200B", "\ufeff5": "U+FEFF", "５o": "option Missing", "٣": "option Missing",
		"1e309": "beyond the largest", "-1e309": "beyond the largest", "1e-400": "would become 0", "-0.001e-400": "would become 0", "1e99999999999": "beyond the largest", "1e-99999999999": "would become 0",
	} {
		_, err := indicators.CSV{}.ReadTable(strings.NewReader(fmt.Sprintf("code,va,rd,area\nu,\"%s\",2,3\n", text)), two(t))
		require.ErrorIs(t, err, basis.ErrNumber, text)
		assertReports(t, err, hint)
	}
}

func TestReadTableWarnings(t *testing.T) {
	f, err := indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "va", Period: "2022"}, {Code: "rd", Period: "2020"}}})
	require.NoError(t, err)
	table, err := indicators.CSV{File: "t.csv"}.ReadTable(strings.NewReader("code,vaa,va,rd,top\n\"u\",1,,,9\nv,1,2,3,9\nw,1%,,,9\n"), f)
	require.NoError(t, err)
	var got []string
	for _, w := range table.Warnings() {
		got = append(got, w.Error())
	}
	assert.Equal(t, []string{
		"mixed periods: 2022 (va); 2020 (rd)",
		`t.csv:1:6: indicator vaa: heading "vaa" is none of the framework's, so the column is not read; the option Columns leaves it out knowingly (map it to ""), and LeaveOthers all that are not known`,
		`t.csv:1:16: indicator top: heading "top" is of an indicator that is composed from others, so the column is not read; the option Columns leaves it out knowingly (map it to ""), and LeaveOthers all that are not known`,
		"t.csv:2:1: unit u: missing value: the unit has no value at all",
		"t.csv:4:1: unit w: missing value: the unit has no value at all",
	}, got)
	one, err := table.Select(func(u indicators.Unit) bool { return u.Code != "w" })
	require.NoError(t, err)
	assert.Equal(t, table.Warnings()[:4], one.Warnings(), "the warning of a unit goes with it")
	assert.Len(t, table.Warnings(), 5)
}

func TestReadTableHeadingsMustBeExact(t *testing.T) {
	table, err := indicators.CSV{}.ReadTable(strings.NewReader("code,tag,figure,column,va,rd,area\nu,1,2,3,4,5,6\n"), two(t))
	require.NoError(t, err)
	assertReports(t, errors.Join(table.Warnings()...), `heading: 3 columns are not read, since their headings are none of the framework's: "tag", "figure", "column"; the option`)
	assert.True(t, table.Unit(0).Tags.IsZero())
}

func TestCSVCommaMustSeparate(t *testing.T) {
	for _, comma := range []rune{'a', '县', '5', '٣', '"', '\'', '\r', '\n', '+', '-', '.', 0xD800, -1, '\ufffd', '\ufeff'} {
		_, err := indicators.CSV{Comma: comma}.ReadTable(strings.NewReader("code,va,rd,area\nu,1,2,3\n"), two(t))
		require.ErrorIs(t, err, indicators.ErrHeader, "%q", comma)
		assertReports(t, err, "cannot separate fields")
	}
}

func TestReadTableNeedsFramework(t *testing.T) {
	for _, f := range []*indicators.Framework{nil, {}} {
		_, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va\nu,1\n"), f)
		require.ErrorIs(t, err, basis.ErrEmpty)
	}
	_, err := indicators.CSV{File: "t.csv"}.ReadTable(brokenPipe{}, two(t))
	require.ErrorIs(t, err, errPipe)
	var e *indicators.InputError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "t.csv", e.File)
}
