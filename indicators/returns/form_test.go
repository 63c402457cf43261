package returns_test

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
	"github.com/countyeval/countyeval/indicators/returns"
)

var languages = []basis.Language{basis.English, basis.Chinese}

// asked is a framework of three columns, of which one is nobody's but the county's own.
func asked(t require.TestingT, definition string) *indicators.Framework {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "va", Name: "Value added", NameZH: "工业增加值", Unit: "100 million yuan", Definition: definition, Department: "statistics", Period: "2024年"},
		{Code: "rate", Name: "=rate, \"growth\"", Department: "statistics"},
		{Code: "projects", NameZH: "重大项目数"},
		{Code: "made", Computed: true},
	}}, indicators.Indicator{Code: "staff", Department: "statistics"})
	require.NoError(t, err)
	return f
}

var year = returns.Span{Year: 2024, First: 1, Last: 12}

func forms(t require.TestingT) []returns.Form {
	f := asked(t, "above scale")
	out := []returns.Form{returns.ForDepartment(f, counties, "statistics", year)}
	for _, u := range counties {
		out = append(out, returns.ForUnit(f, u, year))
	}
	return out
}

func written(t require.TestingT, f returns.Form, lang basis.Language, filled ...indicators.Reading) string {
	var b bytes.Buffer
	require.NoError(t, f.WriteCSV(&b, lang, filled...))
	return b.String()
}

func back(t require.TestingT, name, from, text string) returns.File {
	f, err := returns.ReadCSV(strings.NewReader(text), name, from)
	require.NoError(t, err)
	return f
}

// TestBlank looks at a blank form.
func TestBlank(t *testing.T) {
	f := forms(t)[1]
	assert.Equal(t, "\uFEFFreturn form,甲县\nversion of the form,"+f.Version()+"\nwho reports,1\nof the period,2024\ndate of the return,\nsigned (yes),\n"+
		"unit code,unit name,indicator code,indicator name,what is counted,measured in,reported by,of the period,figure,state of the figure,kept confidential,remark\n"+
		"1,甲县,projects,重大项目数,,,,2024,,,,\n", written(t, f, basis.English))
	assert.Equal(t, "\uFEFF报送表,甲县\n表式版本,"+f.Version()+"\n报送单位代码,1\n所属时期,2024年\n报送日期,\n是否签字（是）,\n"+
		"单位代码,单位名称,指标代码,指标名称,统计口径,计量单位,数据来源单位,所属时期,数据,数据状态,是否保密,备注\n1,甲县,projects,重大项目数,,,,2024年,,,,\n", written(t, f, basis.Chinese))
	got, err := returns.Read(forms(t), back(t, "blank.csv", "1", written(t, f, basis.Chinese)))
	require.NoError(t, err)
	assert.Empty(t, got, "nothing is filled in")
}

// drawFilled are readings that a form may have, in the order of its lines.
func drawFilled(t *rapid.T, f returns.Form) []indicators.Reading {
	var out []indicators.Reading
	date := rapid.SampledFrom([]string{"", "2025-03-31"}).Draw(t, "date")
	state := rapid.SampledFrom([]indicators.State{indicators.AsReported, indicators.Signed}).Draw(t, "state")
	for _, u := range f.Units {
		for _, code := range f.Columns {
			if !rapid.Bool().Draw(t, "filled") {
				continue
			}
			r := indicators.Reading{Unit: u.Code, Indicator: code, Period: f.Period.String(), Source: f.From, Date: date, State: state}
			if code == "va" {
				r.Period = "2024年" // as the framework says it
			}
			if f.From != u.Code {
				r.Department = f.From
			}
			r.Value = rapid.Float64().Draw(t, "x")
			r.Mark = rapid.SampledFrom([]indicators.Mark{indicators.Reported, indicators.Missing, indicators.NotApplicable, indicators.Imputed, indicators.Restated, indicators.Open, indicators.Derived}).Draw(t, "mark")
			if math.IsInf(r.Value, 0) || math.IsNaN(r.Value) {
				r.Value = 0
			}
			if r.Mark == indicators.Missing || r.Mark == indicators.NotApplicable {
				r.Value = math.NaN()
			}
			r.Confidential = rapid.Bool().Draw(t, "confidential")
			r.Note = strings.ReplaceAll(rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"=1+1", "'=1", "''", "a,\"b\"\n ", "是"})).Draw(t, "note"), "\r", "")
			out = append(out, r)
		}
	}
	return out
}

// TestFormRoundTrip: form, filled, read is the identity, in both languages.
func TestFormRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := forms(t)
		f := rapid.SampledFrom(all).Draw(t, "form")
		want := drawFilled(t, f)
		for _, lang := range languages {
			got, err := returns.Read(all, back(t, "a.csv", f.From, written(t, f, lang, want...)))
			require.NoError(t, err)
			assert.Equal(t, fmt.Sprintf("%#v", want), fmt.Sprintf("%#v", got))
		}
	})
}

// TestBadReturns: everything wrong in any of the returns is told at once, with form and cell.
func TestBadReturns(t *testing.T) {
	all := forms(t)
	stats := written(t, all[0], basis.Chinese)
	county := written(t, all[1], basis.Chinese)
	other := written(t, all[2], basis.English)
	last, old := all[1], all[1]
	last.Period = returns.Span{Year: 2023, First: 1, Last: 12}
	old.Framework = asked(t, "all")
	stranger := returns.ForUnit(old.Framework, indicators.Unit{Code: "9", Name: "丙县"}, year)
	swap := func(text string, pairs ...string) string {
		for i := 0; i < len(pairs); i += 2 {
			require.Contains(t, text, pairs[i])
			text = strings.Replace(text, pairs[i], pairs[i+1], 1)
		}
		return text
	}
	line := "1,甲县,projects,重大项目数,,,,2024年,,,,\n"
	for name, c := range map[string]struct {
		files []returns.File
		want  []string
		is    error
	}{
		"the form of another county": {[]returns.File{back(t, "a.csv", "2", county)}, []string{`a.csv:3:20`, `the form is that of "1", and "2" sent it`}, basis.ErrValue},
		"of last year":               {[]returns.File{back(t, "a.csv", "1", written(t, last, basis.Chinese))}, []string{`a.csv:4:14`, `the form is of 2023, and 2024 is asked for`}, basis.ErrValue},
		"an old version":             {[]returns.File{back(t, "a.csv", "1", written(t, old, basis.English))}, []string{`a.csv:2:21`, "the form has the version"}, basis.ErrValue},
		"of nobody":                  {[]returns.File{back(t, "a.csv", "", written(t, stranger, basis.English))}, []string{`a.csv:3:13`, `no form of "9" went out`}, basis.ErrUnknown},
		"two of one county":          {[]returns.File{back(t, "a.csv", "1", county), back(t, "b.csv", "1", county)}, []string{`b.csv:3:20`, `the form of "1" is also in a.csv`}, indicators.ErrCode},
		"no form":                    {[]returns.File{back(t, "a.csv", "", "code,name\n")}, []string{"a.csv:1:1", `its first cell is "code"`}, indicators.ErrHeader},
		"nothing at all":             {[]returns.File{back(t, "a.csv", "", "")}, []string{"a.csv: ", `its first cell is ""`}, indicators.ErrHeader},
		"a column shifted":           {[]returns.File{back(t, "a.csv", "", swap(county, line, "1,甲县,projects,,重大项目数,,,5,,,\n"))}, []string{"a.csv:8:19", "unit 1, indicator projects", `the cell has "", and the form that went out "重大项目数"`}, indicators.ErrHeader},
		"figures shifted right":      {[]returns.File{back(t, "a.csv", "", swap(county, line, "1,甲县,projects,重大项目数,,,,2024年,,5,,\n"))}, []string{"a.csv:8:47", `"5" is no state of a figure`}, basis.ErrValue},
		"another heading":            {[]returns.File{back(t, "a.csv", "", swap(county, "备注", "说明"))}, []string{"a.csv:7:", `the cell has "说明"`}, indicators.ErrHeader},
		"another county in a line":   {[]returns.File{back(t, "a.csv", "", swap(county, line, "2,甲县,projects,重大项目数,,,,2024年,5,,,\n"))}, []string{"a.csv:8:1", `the cell has "2"`}, indicators.ErrHeader},
		"a line that lacks":          {[]returns.File{back(t, "a.csv", "", swap(county, line, ""))}, []string{"a.csv:7:", `the cell has ""`}, indicators.ErrHeader},
		"a line more":                {[]returns.File{back(t, "a.csv", "", county+"2,乙县,projects,重大项目数,,,,2024年,5,,,\n")}, []string{"a.csv:9:1", "the form ends above"}, indicators.ErrRow},
		"a cell more":                {[]returns.File{back(t, "a.csv", "", swap(county, line, "1,甲县,projects,重大项目数,,,,2024年,5,,,,7\n"))}, []string{"a.csv:8:", `no column here, and the cell has "7"`}, indicators.ErrRow},
		"a mark against its figure":  {[]returns.File{back(t, "a.csv", "", swap(county, line, "1,甲县,projects,重大项目数,,,,2024年,5,缺失,,\n"))}, []string{"a.csv:8:46", "unit 1, indicator projects"}, nil},
		"a note alone":               {[]returns.File{back(t, "a.csv", "", swap(county, line, "1,甲县,projects,重大项目数,,,,2024年,,,,待查\n"))}, []string{"a.csv:8:46", "neither a figure nor a mark"}, basis.ErrMissing},
		"signed by a name":           {[]returns.File{back(t, "a.csv", "", swap(county, "是否签字（是）,", "是否签字（是）,某某"))}, []string{"a.csv:6:", "write yes (是)"}, basis.ErrValue},
		"a date that is none":        {[]returns.File{back(t, "a.csv", "", swap(county, "报送日期,", "报送日期,2025年3月"))}, []string{"a.csv:5:14", "is not of the form 2026-03-31"}, basis.ErrValue},
		"all at once": {[]returns.File{
			back(t, "a.csv", "", swap(county, line, "1,甲县,projects,重大项目数,,,,2024年,约5,,,\n")),
			back(t, "b.csv", "1", other),
			back(t, "c.csv", "", swap(stats, "statistics,2024年,,,,", "statistics,2024年,12%,,,", "statistics,2024年,,,,", "statistics,2024年,\"1,2\",,,")),
		}, []string{"a.csv:8:46: unit 1, indicator projects", `"约5"`, "b.csv:3:13", "c.csv:8:", "percent sign", "c.csv:9:", "comma"}, basis.ErrNumber},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := returns.Read(all, c.files...)
			require.Error(t, err)
			assert.Empty(t, got)
			for _, text := range c.want {
				assert.ErrorContains(t, err, text)
			}
			if c.is != nil {
				require.ErrorIs(t, err, c.is)
			}
		})
	}
}

// TestFormRefuses: what a form would not give back as it is, is not written into it.
func TestFormRefuses(t *testing.T) {
	f := forms(t)[1]
	good := indicators.Reading{Unit: "1", Indicator: "projects", Period: "2024", Value: 5, Source: "1"}
	_, err := f.Rows(basis.English, good)
	require.NoError(t, err)
	for name, change := range map[string]func(*indicators.Reading){
		"period": func(r *indicators.Reading) { r.Period = "2023" }, "unit": func(r *indicators.Reading) { r.Unit = "2" },
		"column": func(r *indicators.Reading) { r.Indicator = "va" }, "source": func(r *indicators.Reading) { r.Source = "x" },
		"state": func(r *indicators.Reading) { r.State = indicators.InDoubt }, "note": func(r *indicators.Reading) { r.Note = "a\rb" },
		"mark": func(r *indicators.Reading) { r.Mark = indicators.Missing }, "date": func(r *indicators.Reading) { r.Date = "soon" },
	} {
		bad := good
		change(&bad)
		_, err := f.Rows(basis.English, bad)
		require.Error(t, err, name)
	}
	_, err = f.Rows(basis.English, good, good)
	require.ErrorIs(t, err, indicators.ErrCode)
	f.Columns = []string{"made"}
	_, err = f.Rows(basis.English)
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = returns.Form{}.Rows(basis.English)
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestReadCSVRefuses(t *testing.T) {
	for text, want := range map[string]error{"a,\"b": indicators.ErrRow, "报送表,\xff\n": indicators.ErrEncoding, "PK\x03\x04": indicators.ErrFormat} {
		_, err := returns.ReadCSV(strings.NewReader(text), "a.csv", "")
		require.ErrorIs(t, err, want, text)
	}
}

// FuzzRead: no file of any content does more than be refused.
func FuzzRead(f *testing.F) {
	all := forms(f)
	for _, form := range all {
		for _, lang := range languages {
			f.Add(written(f, form, lang))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := returns.ReadCSV(strings.NewReader(text), "a.csv", "")
		if err != nil {
			return
		}
		got, err := returns.Read(all, file)
		if err != nil {
			require.Empty(t, got)
			return
		}
		for _, r := range got {
			r.Period = ""
			require.NoError(t, r.Check(all[0].Framework))
		}
	})
}
