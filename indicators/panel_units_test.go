package indicators_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// coded is a table of units with codes and names, "code name" each.
func coded(t testing.TB, units ...string) *indicators.Table {
	t.Helper()
	var list []indicators.Unit
	x := make([]float64, len(units))
	for i, u := range units {
		code, name, _ := strings.Cut(u, " ")
		list = append(list, indicators.Unit{Code: code, Name: name})
		x[i] = float64(i)
	}
	table, err := indicators.NewTable(two(t), list, map[string][]float64{"va": x, "rd": x, "area": x}, nil)
	require.NoError(t, err)
	return table
}

func panel(t testing.TB, tables map[int]*indicators.Table) *indicators.Panel {
	t.Helper()
	p, err := indicators.NewPanel(tables)
	require.NoError(t, err)
	return p
}

// TestCompare: pairs are told by the code but for zeros, then by the name, and only where
// no third comes into question.
func TestCompare(t *testing.T) {
	for name, c := range map[string]struct {
		was, is []string
		pairs   string
	}{
		"all stay":            {[]string{"1", "2"}, []string{"2", "1"}, ""},
		"zeros behind":        {[]string{"4101"}, []string{"410100"}, "4101=410100"},
		"full-width":          {[]string{"４１"}, []string{"41"}, "４１=41"},
		"several alike":       {[]string{"41", "410"}, []string{"4100"}, ""},
		"names":               {[]string{"a 甲县", "b 乙县"}, []string{"c 乙县", "d 丙县"}, "b=c"},
		"a name twice":        {[]string{"a 甲县", "b 甲县"}, []string{"c 甲县"}, ""},
		"without names":       {[]string{"a", "b"}, []string{"c"}, ""},
		"code before name":    {[]string{"010 甲", "020 乙"}, []string{"10 乙", "20 甲"}, "010=10 020=20"},
		"one stays of a name": {[]string{"a 甲", "b 乙"}, []string{"a 甲", "c 乙"}, "b=c"},
	} {
		turnover := panel(t, map[int]*indicators.Table{1: coded(t, c.was...), 2: coded(t, c.is...)}).Compare(1, 2)
		var pairs []string
		for _, x := range turnover.Alike {
			pairs = append(pairs, x.Old.Code+"="+x.New.Code)
		}
		assert.Equal(t, c.pairs, strings.Join(pairs, " "), name)
		assert.Equal(t, len(c.was), turnover.Stayed+len(turnover.Went), name)
		assert.Equal(t, len(c.is), turnover.Stayed+len(turnover.Came), name)
	}
	p := panel(t, map[int]*indicators.Table{1: coded(t, "a"), 2: coded(t, "b")})
	none := p.Compare(1, 9)
	assert.Len(t, none.Went, 1)
	assert.Empty(t, none.Came)
	assert.Len(t, p.Compare(9, 1).Came, 1)
	assertReports(t, basis.JoinErrors(p.Warnings()...), "code: no code of 2 is one of 1")
	var was, is []string
	for i := range 20 {
		was, is = append(was, fmt.Sprintf("0%d", i+11)), append(is, fmt.Sprint(i+11))
	}
	many := panel(t, map[int]*indicators.Table{1: coded(t, was[:8]...), 2: coded(t, is[:8]...)})
	assertReports(t, many.Warnings()[0], "018 -> 18; a table of old and new codes")
	many = panel(t, map[int]*indicators.Table{1: coded(t, was...), 2: coded(t, is...)})
	assertReports(t, many.Warnings()[0], "020 -> 20 and 10 more; a table of old and new codes")
}

// TestRecode: changes follow each other, warnings follow their units, and what does not
// hold together is refused.
func TestRecode(t *testing.T) {
	first, err := indicators.CSV{}.ReadTable(strings.NewReader("code,va,rd,area\na,1,2,3\nb,,,\n"), two(t))
	require.NoError(t, err)
	p := panel(t, map[int]*indicators.Table{1: first, 2: coded(t, "c", "b"), 3: coded(t, "d", "e")})
	joined, err := p.Recode(indicators.CodeChange{Old: "a", New: "c"}, indicators.CodeChange{Old: "c", New: "d"}, indicators.CodeChange{Old: "b", New: "e"})
	require.NoError(t, err)
	for _, year := range joined.Years() {
		assert.Equal(t, "d", joined.Table(year).Unit(0).Code)
		row, ok := joined.Table(year).Row("e")
		assert.True(t, ok)
		assert.Equal(t, 1, row)
	}
	assertReports(t, basis.JoinErrors(joined.Table(1).Warnings()...), "unit e: missing value: the unit has no value at all")
	assert.Equal(t, "a", p.Table(1).Unit(0).Code)

	for want, changes := range map[string][]indicators.CodeChange{
		"unit xxxx: unknown: no table of the panel has this code":                     {{Old: "xxxx", New: "y"}},
		`unit y: code is empty`:                                                       {{Old: "", New: "y"}},
		"unit a: code \" y\" begins or ends with white space":                         {{Old: "a", New: " y"}},
		`unit a: code: it becomes both "y" and "z"`:                                   {{Old: "a", New: "y"}, {Old: "a", New: "z"}},
		"unit b: code: in 1 there are both \"a\" and \"b\", which would become \"b\"": {{Old: "a", New: "b"}},
	} {
		_, err := p.Recode(changes...)
		assertReports(t, err, want)
	}
	_, err = p.Recode(indicators.CodeChange{Old: "d", New: "f"}, indicators.CodeChange{Old: "f", New: "d"})
	require.ErrorContains(t, err, "unit d: code: the changes of the code lead in a circle")
}

// TestPeriods: periods follow each other through the years, whatever they are.
func TestPeriods(t *testing.T) {
	for _, c := range []struct {
		numbers []int
		period  indicators.Period
	}{
		{[]int{2022, 2023}, indicators.Year},
		{[]int{1, 2}, indicators.Year},
		{[]int{20231, 20232, 20241}, indicators.HalfYear},
		{[]int{20231, 20233}, indicators.Quarter},
		{[]int{202301, 202312}, indicators.Month},
		{[]int{20231, 2023}, indicators.Year},
		{[]int{20230, 20231}, indicators.Year},
		{[]int{202300, 202301}, indicators.Year},
	} {
		tables := map[int]*indicators.Table{}
		for _, n := range c.numbers {
			tables[n] = coded(t, "a")
		}
		assert.Equal(t, c.period, panel(t, tables).Period(), c.numbers)
	}
	rapid.Check(t, func(rt *rapid.T) {
		period := rapid.SampledFrom([]indicators.Period{indicators.Year, indicators.HalfYear, indicators.Quarter, indicators.Month}).Draw(rt, "period")
		last := map[indicators.Period]int{indicators.Year: 2024, indicators.HalfYear: 20242, indicators.Quarter: 20244, indicators.Month: 202412}[period]
		p := panel(t, map[int]*indicators.Table{last: coded(t, "a")})
		p, err := p.Per(period)
		require.NoError(rt, err)
		n := rapid.IntRange(0, 100).Draw(rt, "n")
		number := last
		for range n { // one by one, with the last of the year before behind the first
			part := number % 10
			switch {
			case period == indicators.Year:
				number--
			case period == indicators.Month && number%100 == 1:
				number += -100 + 11
			case period != indicators.Month && part == 1:
				number += -10 + period.InYear() - 1
			default:
				number--
			}
		}
		require.Equal(rt, number, p.Before(last, n))
		require.Equal(rt, last, p.Before(number, -n))
		require.Equal(rt, n, p.Between(number, last))
	})

	two := panel(t, map[int]*indicators.Table{20231: coded(t, "a"), 20232: coded(t, "a")})
	quarters, err := two.Per(indicators.Quarter)
	require.NoError(t, err)
	assert.Equal(t, 20224, quarters.Before(20231, 1))
	assert.Equal(t, 20222, two.Before(20231, 1))
	_, err = two.Per(indicators.Month)
	require.ErrorContains(t, err, "20231 is no month")
	_, err = two.Per(9)
	require.ErrorContains(t, err, "there is no period 9")

	// The period and the reasons for gaps are written and read back.
	table, err := quarters.Table(20232).WithColumn("va", []float64{math.NaN()}, []indicators.Mark{indicators.Missing})
	require.NoError(t, err)
	table, err = table.WithLacks("va", map[string]basis.Text{"a": basis.Textf("no unit of this code in %d", 20231)})
	require.NoError(t, err)
	for _, x := range []any{quarters, indicators.Tables{table}, table} {
		text, err := json.Marshal(x)
		require.NoError(t, err)
		assert.Contains(t, string(text), `"quarter"`)
	}
	text, err := json.Marshal(quarters)
	require.NoError(t, err)
	back, err := indicators.ReadPanel(bytes.NewReader(text), "p.json")
	require.NoError(t, err)
	assert.Equal(t, indicators.Quarter, back.Period())
	text, err = json.Marshal(table)
	require.NoError(t, err)
	again, err := indicators.ReadTable(bytes.NewReader(text), "t.json")
	require.NoError(t, err)
	assert.Equal(t, "no unit of this code in 20231", again.Lack("a", "va").String())
	p, _ := again.Panel()
	assert.Equal(t, indicators.Quarter, p.Period())
}

// TestLacks: reasons go with their rows, and are of gaps alone.
func TestLacks(t *testing.T) {
	table := coded(t, "a", "b", "c")
	open, err := table.WithColumn("va", []float64{1, math.NaN(), math.NaN()}, []indicators.Mark{0, indicators.Missing, indicators.Missing})
	require.NoError(t, err)
	why, err := open.WithLacks("va", map[string]basis.Text{"b": basis.Textf("of b")})
	require.NoError(t, err)
	why, err = why.WithLacks("va", map[string]basis.Text{"c": basis.Textf("of c")})
	require.NoError(t, err)
	assert.Equal(t, "of b", why.Lack("b", "va").String())
	assert.True(t, open.Lack("b", "va").IsZero())
	assert.True(t, why.Lack("b", "rd").IsZero())
	assert.True(t, why.Lack("x", "va").IsZero())
	last, err := why.Select(func(u indicators.Unit) bool { return u.Code != "a" })
	require.NoError(t, err)
	assert.Equal(t, "of c", last.Lack("c", "va").String())
	filled, err := why.With(indicators.Imputed, indicators.Change{Unit: "b", Indicator: "va", Was: math.NaN(), Is: 4})
	require.NoError(t, err)
	assert.True(t, filled.Lack("b", "va").IsZero())
	p := panel(t, map[int]*indicators.Table{1: why, 2: coded(t, "c", "b")})
	assert.Equal(t, "of c", p.Table(2).Earlier(1).Lack("c", "va").String())
	for want, c := range map[string][2]string{"unit a, indicator va: value: the cell has a figure": {"a", "va"}, "unit x, indicator va: unknown: the table has no such cell": {"x", "va"}, "indicator y: unknown: the table has no such column": {"b", "y"}} {
		_, err := why.WithLacks(c[1], map[string]basis.Text{c[0]: basis.Textf("why")})
		assertReports(t, err, want)
	}
}

// TestReadPanel: a row for each unit and period, in any order, each once.
func TestReadPanel(t *testing.T) {
	head := "period,code,va,rd,area\n"
	read := func(c indicators.CSV, text string) (*indicators.Panel, error) {
		c.File = "t.csv"
		return c.ReadPanel(strings.NewReader(text), two(t), " period ")
	}
	rapid.Check(t, func(rt *rapid.T) {
		var rows []string
		want := map[string]float64{}
		for _, year := range []int{2021, 2022, 2023} {
			for u := range rapid.IntRange(1, 5).Draw(rt, "units") {
				x := rapid.IntRange(0, 1000).Draw(rt, "x")
				rows = append(rows, fmt.Sprintf("%d年,u%d,%d,1,2\n", year, u, x))
				want[fmt.Sprint(year, "u", u)] = float64(x)
			}
		}
		rows = rapid.Permutation(rows).Draw(rt, "rows")
		got, err := indicators.ReadPanelInBlocks(indicators.CSV{}, strings.NewReader(head+strings.Join(rows, "")), two(t), "period", rapid.IntRange(1, 60).Draw(rt, "size"))
		require.NoError(rt, err)
		require.Equal(rt, []int{2021, 2022, 2023}, got.Years())
		n := 0
		for _, year := range got.Years() {
			for _, u := range got.Table(year).Units() {
				x, _ := got.Table(year).Value(u.Code, "va")
				require.Equal(rt, want[fmt.Sprint(year, u.Code)], x)
				n++
			}
		}
		require.Len(rt, want, n)
	})

	p, err := read(indicators.CSV{LeaveOthers: true}, "period,code,va,rd,area,x\n2022,a,,,,y\n2023,a,5,5,5,y\n2023,b,5,6,7,y\n")
	require.NoError(t, err)
	assertReports(t, basis.JoinErrors(p.Table(2022).Warnings()...),
		"t.csv:1:13: indicator va: missing value: the column has no figures", "indicator rd", "indicator area", "t.csv:2:1: unit a: missing value: the unit has no value at all")
	assertReports(t, basis.JoinErrors(p.Table(2023).Warnings()...), "indicator va: all values are equal: each of the 2 figures is 5")
	warned := p.Warn(basis.ErrFew)
	assert.True(t, slices.Contains(warned.Table(2022).Warnings(), error(basis.ErrFew)))
	assert.Len(t, warned.Table(2023).Warnings(), 1)
	assert.Same(t, p, p.Warn())

	for text, want := range map[string][]string{
		head + "2022,a,1,2,3\n2023,a,1,2,3\n2022,a,1,2,3\n": {`t.csv:4:6: unit a: code "a" is used twice in 2022, first on line 2`},
		head + "2022,a,1,2,3\n22,a,1,2,3\n22,a,1,2,3\n":     {`t.csv:3:1: unit a: value: "22" is no period`, `t.csv:4:1: unit a: value: "22"`},
		head + "2022,1,1,2,3\n2022,１,1,2,3\n2023,１,1,2,3\n": {`t.csv:3:6: unit １: code "１" is the code "1" of line 2 in full-width characters`},
		"code,va,rd,area\na,1,2,3\n":                        {`t.csv:1: heading "period" is not there`},
		head:                                                {"t.csv: empty: the file has headings and no rows"},
		"":                                                  {"t.csv: empty: the file has no text"},
	} {
		_, err := read(indicators.CSV{}, text)
		assertReports(t, err, want...)
	}
	for _, year := range []string{"", "2022.5", "202313", "20235", "1066", "2022-01", "year"} {
		_, err := read(indicators.CSV{}, head+year+",a,1,2,3\n")
		require.ErrorContains(t, err, "is no period", year)
	}
}

// TestReadCodeChanges: a table of old and new codes is a file, too.
func TestReadCodeChanges(t *testing.T) {
	c := indicators.CSV{File: "c.csv", Titles: 1, Columns: map[string]string{"旧代码": "old", "新代码": "new"}}
	got, err := c.ReadCodeChanges(strings.NewReader("\ufeff代码变更\n新代码,旧代码,依据\n011003, 010003 ,民政部公告\n\n011004,010004,\n"))
	require.NoError(t, err)
	assert.Equal(t, []indicators.CodeChange{{Old: "010003", New: "011003"}, {Old: "010004", New: "011004"}}, got)
	p := panel(t, map[int]*indicators.Table{1: coded(t, "010003"), 2: coded(t, "011003", "010004")})
	_, err = p.Recode(got...)
	require.NoError(t, err)
	for text, want := range map[string][]string{
		"x\n":                          {"c.csv: empty: the file has no headings"},
		"x\nold,neu\n1,2\n":            {"c.csv:2:1: heading: a table of old and new codes has the columns old and new"},
		"x\nold,new\n1,\n1\n,\u200b\n": {"c.csv:3:3: code is empty", "c.csv:4:1: row of a wrong length: 1 fields for 2 headings", "c.csv:5:1: code is empty", "c.csv:5:2: code \"\\u200b\" has the invisible character"},
		"old\xff":                      {"c.csv: empty: the file has no headings"},
		"\xff\xfeo\x00":                {"UTF-16"},
	} {
		got, err := c.ReadCodeChanges(strings.NewReader(text))
		require.Error(t, err, text)
		assert.Nil(t, got)
		assertReports(t, err, want...)
	}
	_, err = indicators.CSV{Comma: 'a'}.ReadCodeChanges(strings.NewReader(""))
	require.ErrorIs(t, err, indicators.ErrHeader)
	broken := indicators.RowReader{}
	_, err = broken.ReadCodeChanges(&grid{err: basis.ErrFew})
	require.ErrorIs(t, err, basis.ErrFew)
}
