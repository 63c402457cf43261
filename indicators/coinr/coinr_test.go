package coinr_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/coinr"
)

func open(t *testing.T, name string) *bytes.Reader {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return bytes.NewReader(text)
}

// after is the table after the steps.
func after(t *testing.T, table *indicators.Table, steps []indicators.Step) *indicators.Table {
	t.Helper()
	for _, step := range steps {
		stage, err := step.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	return table
}

func asem(t *testing.T) (*coinr.Meta, *indicators.Table) {
	t.Helper()
	meta, err := coinr.ReadMeta(open(t, "iMeta.csv"), "iMeta.csv")
	require.NoError(t, err)
	require.Empty(t, meta.Warnings)
	table, err := meta.ReadTable(open(t, "iData.csv"), "iData.csv")
	require.NoError(t, err)
	return meta, table
}

// TestASEM: the peer's example, read as R writes it, has the peer's denominated figures.
func TestASEM(t *testing.T) {
	meta, table := asem(t)
	assert.Equal(t, 51, table.Len())
	assert.Len(t, meta.Framework.Measured(), 49)
	assert.Len(t, meta.Groups, 4)
	assert.Equal(t, "Index", meta.Framework.Code())
	u := table.Unit(0)
	assert.Equal(t, []string{"AUT", "Austria", "Europe"}, []string{u.Code, u.Name, u.Tags.Get("EurAsia_group")})
	in, _ := meta.Framework.Find("CO2")
	assert.Equal(t, indicators.Lower, in.Direction)
	assert.InDelta(t, 4.11803135, meta.Targets["LPI"], 0)

	ratios := after(t, table, meta.Denominate())
	rows, err := csv.NewReader(open(t, "denominated.csv")).ReadAll()
	require.NoError(t, err)
	cells := 0
	for _, row := range rows[1:] {
		for j, code := range rows[0][1:] {
			got, _ := ratios.Value(row[0], code)
			if row[j+1] == "NA" {
				assert.True(t, math.IsNaN(got), "%s %s", row[0], code)
				continue
			}
			want, err := strconv.ParseFloat(row[j+1], 64)
			require.NoError(t, err)
			assert.InDelta(t, want, got, 1e-12*math.Abs(want), "%s %s", row[0], code)
			cells++
		}
	}
	assert.Equal(t, 51*49-65, cells) // 63 were missing, and two denominators
}

// TestWrittenBack: what is read is written, and read again the same.
func TestWrittenBack(t *testing.T) {
	meta, table := asem(t)
	var m, d bytes.Buffer
	require.NoError(t, meta.WriteMeta(&m))
	require.NoError(t, meta.WriteTable(&d, table))
	again, err := coinr.ReadMeta(&m, "m.csv")
	require.NoError(t, err)
	assert.Equal(t, meta.Framework.Root(), again.Framework.Root())
	assert.Equal(t, meta.Denominators, again.Denominators)
	assert.Equal(t, meta.Targets, again.Targets)
	assert.Equal(t, meta.Groups, again.Groups)
	second, err := again.ReadTable(bytes.NewReader(d.Bytes()), "d.csv")
	require.NoError(t, err)
	require.Equal(t, table.Len(), second.Len())
	for i := range table.Len() {
		assert.Equal(t, table.Unit(i), second.Unit(i))
	}
	for _, in := range append(meta.Framework.Reported(), meta.Framework.Aux()...) {
		for i := range table.Len() {
			assert.Equal(t, math.Float64bits(table.Column(in.Code).At(i)), math.Float64bits(second.Column(in.Code).At(i)))
		}
	}
	assert.Contains(t, d.String(), ",NA")
}

const small = `"","iCode","iName","Parent","Level","Type","Direction","Weight","Unit","Denominator","Target"
"1","a","A","x",1,"Indicator",1,0.5,"km","pop",3
"2","b","B","x",1,"Indicator",-1,1.5,NA,NA,NA
"3","x","X","top",2,"Aggregate",1,1,NA,NA,NA
"4","top","Top",NA,3,"Aggregate",NA,1,NA,NA,NA
"5","pop","People",NA,NA,"Denominator",NA,NA,"heads",NA,NA
"6","size",NA,NA,NA,"Group",NA,NA,NA,NA,NA
"7","note",NA,NA,NA,"Other",NA,NA,NA,NA,NA
`

func TestPanel(t *testing.T) {
	meta, err := coinr.ReadMeta(strings.NewReader(small), "m.csv")
	require.NoError(t, err)
	data := "\"\",\"uCode\",\"Time\",\"a\",\"b\",\"pop\",\"size\",\"note\"\n1,u1,2019,1e+05,2,10,L,x\n2,u1,2020,3,NA,10,L,x\n3,u2,2020,1,1,4,S,y\n"
	panel, err := meta.ReadPanel(strings.NewReader(data), "d.csv")
	require.NoError(t, err)
	assert.Equal(t, []int{2019, 2020}, panel.Years())
	_, err = meta.ReadTable(strings.NewReader(data), "d.csv")
	require.ErrorIs(t, err, indicators.ErrCode)
	last := panel.Table(2020)
	assert.Equal(t, "y", last.Unit(1).Tags.Get("note"))
	ratios := after(t, last, meta.Denominate())
	x, _ := ratios.Value("u2", "a")
	assert.Equal(t, 0.25, x)
}

func TestMetaFaults(t *testing.T) {
	for _, tt := range []struct{ name, from, to, want string }{
		{"type", `1,"Indicator",-1`, `1,"Indikator",-1`, `m.csv:3:19: indicator b: iMeta: Type "Indikator" is none of Indicator, Aggregate, Group, Denominator, Other (did you mean "Indicator"?)`},
		{"level", `"x",1,"Indicator",1,`, `"x",1.5,"Indicator",1,`, `Level "1.5" is not a whole number from 1`},
		{"indicator level", `"x",1,"Indicator",1,`, `"x",2,"Indicator",1,`, `an indicator has Level 1, not 2`},
		{"aggregate level", `"top",2,`, `"top",1,`, `an aggregate has Level 2 or more, not 1`},
		{"jump", `NA,3,"Aggregate"`, `NA,4,"Aggregate"`, `m.csv:4:19: indicator x: iMeta: Level 2 is not one below that of its Parent "top", 4`},
		{"weight", `1,1.5,NA`, `1,-1.5,NA`, `Weight "-1.5" is not a finite number of at least 0`},
		{"weight NA", `1,1.5,NA`, `1,NA,NA`, `Weight "" is not a finite number of at least 0`},
		{"direction", `"Indicator",-1`, `"Indicator",0`, `Direction "0" is neither 1 nor -1`},
		{"target", `"pop",3`, `"pop",Inf`, `Target "Inf" is not a finite number`},
		{"parent", `"A","x"`, `"A","y"`, `Parent "y" is no iCode`},
		{"no parent", `"A","x"`, `"A",NA`, `an indicator needs a Parent`},
		{"parent kind", `"A","x"`, `"A","pop"`, `Parent "pop" is no aggregate, but of the Type "Denominator"`},
		{"denominator", `"pop",3`, `"pip",3`, `"pip" is no denominator of the table (did you mean "pop"?)`},
		{"itself", `"pop",3`, `"a",3`, `the indicator is its own denominator`},
		{"roots", `"X","top",2`, `"X",NA,2`, `there are 2: x, top`},
		{"twice", `"2","b"`, `"2","a"`, `iCode "a" is used twice, first on line 2`},
		{"empty", `"2","b"`, `"2",NA`, `iCode is empty`},
		{"column", `"Parent"`, `"Parents"`, `the column "Parent" is not there (did you mean "Parents"?)`},
		{"column twice", `"iName"`, `"iCode"`, `the column "iCode" is there twice`},
		{"fields", `"6","size",NA`, `"6","size"`, `m.csv:7:1: row of a wrong length: not as many fields as headings`},
		{"quote", `"2","b"`, `"2","b`, `iMeta: a quote is not closed, or stands within a field`},
		{"childless", `"A","x"`, `"A","z"`, `is no iCode`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			require.Contains(t, small, tt.from)
			_, err := coinr.ReadMeta(strings.NewReader(strings.Replace(small, tt.from, tt.to, 1)), "m.csv")
			require.ErrorContains(t, err, tt.want)
		})
	}
	_, err := coinr.ReadMeta(strings.NewReader(""), "m.csv")
	require.ErrorIs(t, err, basis.ErrEmpty)
	meta, err := coinr.ReadMeta(strings.NewReader(strings.Replace(small, `"Target"`, `"Source"`, 1)), "m.csv")
	require.NoError(t, err)
	require.Len(t, meta.Warnings, 1)
	assert.ErrorContains(t, meta.Warnings[0], `the column "Source" says nothing here and is not read`)
	_, err = coinr.ReadMeta(strings.NewReader("iCode,Parent,Level,Type,Direction,Weight\nt,NA,2,Aggregate,1,1\n"), "m.csv")
	require.ErrorContains(t, err, `the aggregate "t" has no children`)
}

func TestUnsaid(t *testing.T) {
	write := func(root indicators.Indicator) error {
		f, err := indicators.NewFramework(root)
		require.NoError(t, err)
		var out bytes.Buffer
		err = (&coinr.Meta{Framework: f}).WriteMeta(&out)
		if err != nil {
			assert.Empty(t, out.String())
		}
		return err
	}
	err := write(indicators.Indicator{Code: "top", Children: []indicators.Indicator{
		{Code: "1a", Direction: indicators.Target, Target: &indicators.Range{Lo: 1, Hi: 2}},
		{Code: "c", Computed: true},
		{Code: "x", Children: []indicators.Indicator{{Code: "y z"}}},
	}})
	require.ErrorIs(t, err, coinr.ErrUnsaid)
	for _, want := range []string{`the code "1a" does not begin`, `the best value of "1a" lies`, `"c" is computed`, `below "top", "1a" has 1 levels and "x" 2`, `the code "y z"`} {
		assert.ErrorContains(t, err, want)
	}
	require.NoError(t, write(indicators.Indicator{Code: "top", Children: []indicators.Indicator{{Code: "a"}}}))

	f, err := indicators.NewFramework(indicators.Indicator{Code: "top", Children: []indicators.Indicator{{Code: "a"}}})
	require.NoError(t, err)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "4101", Class: "county", Tags: indicators.NewTags(map[string]string{"belt": "n"})}}, map[string][]float64{"a": {1}}, nil)
	require.NoError(t, err)
	var out bytes.Buffer
	err = (&coinr.Meta{Framework: f}).WriteTable(&out, table)
	require.ErrorIs(t, err, coinr.ErrUnsaid)
	for _, want := range []string{`the code "4101"`, "units have class", "units have tag:belt"} {
		assert.ErrorContains(t, err, want)
	}
	assert.Empty(t, out.String())
	table, err = indicators.NewTable(f, []indicators.Unit{{Code: "u", Class: "county"}}, map[string][]float64{"a": {1}}, nil)
	require.NoError(t, err)
	require.NoError(t, (&coinr.Meta{Framework: f, Groups: []indicators.Indicator{{Code: "class"}}}).WriteTable(&out, table))
	assert.Equal(t, "uCode,class,a\nu,county,1\n", out.String())
}

// TestMetaRoundTrip: any even tree with any weights is read back as it was.
func TestMetaRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := 0
		weight := rapid.Float64Range(0.001, 1e6)
		var grow func(levels int) indicators.Indicator
		grow = func(levels int) indicators.Indicator {
			n++
			in := indicators.Indicator{Code: "c" + strconv.Itoa(n), Name: rapid.StringMatching(`[A-Z"',; 县]{0,5}[A-Z]`).Filter(func(s string) bool { return strings.TrimSpace(s) != "NA" }).Draw(rt, "name"), Weight: weight.Draw(rt, "weight")}
			if levels == 0 {
				if rapid.Bool().Draw(rt, "lower") {
					in.Direction = indicators.Lower
				}
				return in
			}
			for range rapid.IntRange(1, 3).Draw(rt, "children") {
				in.Children = append(in.Children, grow(levels-1))
			}
			return in
		}
		root := grow(rapid.IntRange(1, 3).Draw(rt, "levels"))
		root.Weight = 1
		f, err := indicators.NewFramework(root)
		require.NoError(rt, err)
		var out bytes.Buffer
		require.NoError(rt, (&coinr.Meta{Framework: f}).WriteMeta(&out))
		meta, err := coinr.ReadMeta(&out, "m.csv")
		require.NoError(rt, err)
		got := meta.Framework.Root()
		trim(&root)
		assert.Equal(rt, root, got)
	})
}

// trim takes the white space around names away, as reading does.
func trim(in *indicators.Indicator) {
	in.Name = strings.TrimSpace(in.Name)
	for i := range in.Children {
		trim(&in.Children[i])
	}
}

func FuzzReadMeta(f *testing.F) {
	f.Add(small)
	f.Add("iCode,Parent,Level,Type,Direction,Weight\n")
	f.Fuzz(func(t *testing.T, text string) {
		meta, err := coinr.ReadMeta(strings.NewReader(text), "m.csv")
		if err != nil {
			assert.Nil(t, meta)
			return
		}
		for _, in := range meta.Framework.Nodes() {
			assert.False(t, math.IsNaN(in.Weight) || math.IsInf(in.Weight, 0) || in.Weight < 0)
		}
	})
}

// TestNameNA: what would read as none is refused, by the code.
func TestNameNA(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a", Name: " NA"}, {Code: "b", Unit: "NA"}, {Code: "c", Name: "NAN"}}})
	require.NoError(t, err)
	var out bytes.Buffer
	err = (&coinr.Meta{Framework: f}).WriteMeta(&out)
	require.ErrorIs(t, err, coinr.ErrUnsaid)
	require.ErrorContains(t, err, `unit of "a" is NA`)
	require.ErrorContains(t, err, `unit of "b" is NA`)
	require.NotContains(t, err.Error(), `"c"`)
	assert.Empty(t, out.String())
}
