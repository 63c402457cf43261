package indicators_test

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestWriteTable(t *testing.T) {
	table := smallTable(t)
	cases := []struct {
		name string
		csv  indicators.CSV
		want string
	}{
		{"zero value", indicators.CSV{}, "code,name,class,region,level,tag:basin,va,rd,area,energy\n" +
			"410122,中牟县,A,郑州,,黄河,791.38,2.41,120,1e-07\n410181,巩义市,A,,,,613.51,,80,3\n410182,荥阳市,B,,county,,266.39,1.87,90,1e+21\n"},
		{
			"options",
			indicators.CSV{Comma: ';', Missing: []string{"n/a", "-"}, BOM: true, Columns: map[string]string{"区划代码": "code", "增加值": "va", "VA": "va", "unread": ""}},
			"\ufeff区划代码;name;class;region;level;tag:basin;VA;rd;area;energy\n" +
				"410122;中牟县;A;郑州;;黄河;791.38;2.41;120;1e-07\n410181;巩义市;A;;;;613.51;n/a;80;3\n410182;荥阳市;B;;county;;266.39;1.87;90;1e+21\n",
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, c.csv.WriteTable(&b, table))
			assert.Equal(t, c.want, b.String())
			again, err := c.csv.ReadTable(&b, small(t))
			require.NoError(t, err)
			sameTables(t, table, again)
		})
	}
}

func TestWriteTableOnlyCode(t *testing.T) {
	f, err := indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "va"}}})
	require.NoError(t, err)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "u"}}, map[string][]float64{"va": {1}}, nil)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, indicators.CSV{}.WriteTable(&b, table))
	assert.Equal(t, "code,va\nu,1\n", b.String())
}

// No text that is written begins with a character by which spreadsheets know a
// formula, and each comes back as it was.
func TestWriteTableGuardsFormulas(t *testing.T) {
	names := []string{
		`=HYPERLINK("http://example.com","x")`, "@SUM(D2:D3)", "+86 371", "-2+3", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠A",
		"'=1", "''=1", "'plain", "plain", "a=1", "", "'", "\"=1\"",
	}
	f, err := indicators.NewFramework(ind{Code: "top", Children: []ind{{Code: "=va"}, {Code: "'@rd"}}})
	require.NoError(t, err)
	var units []indicators.Unit
	var x []float64
	for i, name := range names {
		code := fmt.Sprintf("%s%d", []string{"-", "=", "'+", "u"}[i%4], i)
		units = append(units, indicators.Unit{Code: code, Name: name, Class: "=A", Region: "+R", Level: "@L", Tags: indicators.NewTags(map[string]string{"=k": "-v"})})
		x = append(x, float64(-i))
	}
	table, err := indicators.NewTable(f, units, map[string][]float64{"=va": x, "'@rd": x}, nil)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, indicators.CSV{}.WriteTable(&b, table))
	cells := csvCells(t, b.Bytes())
	require.Len(t, cells, len(names)+1)
	assert.Equal(t, []string{"code", "name", "class", "region", "level", "tag:=k", "'=va", "''@rd"}, cells[0])
	assert.Equal(t, `'=HYPERLINK("http://example.com","x")`, cells[1][1])
	for i, row := range cells[1:] {
		for _, cell := range row[:6] {
			assert.NotContains(t, []rune("=+-@\t\r\n＝＋－＠"), firstRune(cell), "%q", cell)
		}
		assert.Equal(t, fmt.Sprint(-i), row[6], "figures are not guarded")
	}
	again, err := indicators.CSV{}.ReadTable(&b, f)
	require.NoError(t, err)
	sameTables(t, table, again)

	plain := indicators.CSV{Unguarded: true}
	require.NoError(t, plain.WriteTable(&b, table))
	assert.Contains(t, b.String(), "\n'+2,+86 371,=A,+R,@L,-v,-2,-2\n")
	again, err = plain.ReadTable(&b, f)
	require.NoError(t, err)
	sameTables(t, table, again)
}

func TestWriteTableFaults(t *testing.T) {
	table := smallTable(t)
	var b strings.Builder
	assertReports(t, indicators.CSV{Missing: []string{"3", "120"}}.WriteTable(&b, table), "unit 410122, indicator area: value: 120 would be read as missing", "unit 410181, indicator energy: value: 3 would be")
	assertReports(t, indicators.CSV{Columns: map[string]string{"va": "rd", "rd": ""}, File: "t.csv"}.WriteTable(&b, table), `t.csv: indicator va: heading "va" would be read as "rd"`)
	assertReports(t, indicators.CSV{Comma: '"', Columns: map[string]string{"a": "jobs"}}.WriteTable(&b, table), "option Comma", `"jobs"`)
	require.ErrorIs(t, indicators.CSV{}.WriteTable(&b, &indicators.Table{}), basis.ErrEmpty)
	assert.Empty(t, b.String(), "nothing is written")
	require.ErrorIs(t, indicators.CSV{}.WriteTable(brokenPipe{}, table), errPipe)
	require.ErrorIs(t, indicators.CSV{BOM: true}.WriteTable(brokenPipe{}, table), errPipe)

	long, err := table.Select(func(indicators.Unit) bool { return true })
	require.NoError(t, err)
	units := make([]indicators.Unit, 2000)
	values := map[string][]float64{}
	for i := range units {
		units[i].Code = fmt.Sprint(i)
		for _, code := range []string{"va", "rd", "area", "energy"} {
			values[code] = append(values[code], float64(i))
		}
	}
	long, err = indicators.NewTable(long.Framework(), units, values, nil)
	require.NoError(t, err)
	require.ErrorIs(t, indicators.CSV{}.WriteTable(brokenPipe{}, long), errPipe, "also while rows are written")
}

// tables draws a table with all that a file can say, and a CSV to write it with.
func tables() *rapid.Generator[csvAndTable] {
	return rapid.Custom(func(t *rapid.T) csvAndTable {
		f := frameworks().Draw(t, "framework")
		n := rapid.IntRange(1, 4).Draw(t, "n")
		label := rapid.SampledFrom([]string{"", "A", "B c", "=1", "'=1", "-", "县,\"", "n/a", "a;b"})
		name := rapid.StringOf(rapid.RuneFrom([]rune("a ,;\"\r\n\t'=+-@＝'产🏭\ufeff\u200b")))
		var out csvAndTable
		var units []indicators.Unit
		for i := range n {
			units = append(units, indicators.Unit{
				Code: label.Draw(t, "prefix") + fmt.Sprint(i), Name: name.Draw(t, "name"), Class: label.Draw(t, "class"),
				Region: label.Draw(t, "region"), Level: label.Draw(t, "level"),
				Tags: indicators.NewTags(map[string]string{"k": label.Draw(t, "tag"), "-j": label.Draw(t, "tag")}),
			})
		}
		figure := rapid.OneOf(rapid.Just(math.NaN()), rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64),
			rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 5e-324, 0.1, 1e21, 1e20, 1e-6, 9.99e-7, 100, -3}))
		values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
		absent := rapid.SampledFrom([]indicators.Mark{indicators.Missing, indicators.NotApplicable})
		present := rapid.SampledFrom([]indicators.Mark{indicators.Reported, indicators.Imputed, indicators.Open, indicators.Derived})
		for _, in := range append(f.Measured(), f.Aux()...) {
			if in.Computed {
				continue
			}
			values[in.Code] = rapid.SliceOfN(figure, n, n).Draw(t, "values")
			if rapid.Bool().Draw(t, "marked") {
				for _, x := range values[in.Code] {
					mark := present
					if math.IsNaN(x) {
						mark = absent
					}
					marks[in.Code] = append(marks[in.Code], mark.Draw(t, "mark"))
				}
			}
		}
		table, err := indicators.NewTable(f, units, values, marks)
		if err != nil {
			t.Fatal(err)
		}
		out.table = table
		out.csv = indicators.CSV{
			Comma:     rapid.SampledFrom([]rune{0, ';', '\t', '，', '|', ' '}).Draw(t, "comma"),
			Missing:   rapid.SampledFrom([][]string{nil, {"n/a"}, {" - ", "."}, {"a,b;c"}, {"", "x"}}).Draw(t, "missing"),
			Columns:   rapid.SampledFrom([]map[string]string{nil, {"区划 代码": "code", "=x": "tag:k", "unread": ""}}).Draw(t, "columns"),
			Unguarded: rapid.Bool().Draw(t, "unguarded"),
			BOM:       rapid.Bool().Draw(t, "bom"),
		}
		return out
	})
}

type csvAndTable struct {
	csv   indicators.CSV
	table *indicators.Table
}

func TestTableRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := tables().Draw(rt, "table")
		var b bytes.Buffer
		require.NoError(rt, c.csv.WriteTable(&b, c.table))
		text := b.String()
		again, err := c.csv.ReadTable(&b, c.table.Framework())
		require.NoError(rt, err, text)
		require.Equal(rt, c.table.AppendUnits(nil), again.AppendUnits(nil))
		sameTables(t, c.table, again)
	})
}

func TestGuard(t *testing.T) {
	for in, want := range map[string]string{"=1+1": "'=1+1", "'=x": "''=x", "甲县": "甲县", "": "", "－甲": "'－甲", "'quoted": "'quoted"} {
		assert.Equal(t, want, indicators.Guard(in))
	}
}
