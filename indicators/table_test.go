package indicators_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestNewTableFaults(t *testing.T) {
	good := map[string][]float64{"va": {1, 2}, "rd": {1, 2}, "area": {1, 2}, "energy": {1, 2}}
	units := []indicators.Unit{{Code: "a"}, {Code: "b"}}
	change := func(code string, x []float64) map[string][]float64 {
		out := map[string][]float64{}
		for c, v := range good {
			out[c] = v
		}
		if out[code] = x; x == nil {
			delete(out, code)
		}
		return out
	}
	cases := []struct {
		name   string
		units  []indicators.Unit
		values map[string][]float64
		is     error
		want   []string
	}{
		{"no units", nil, map[string][]float64{"va": {}, "rd": {}, "area": {}, "energy": {}}, basis.ErrEmpty, []string{"empty: a table needs at least one unit"}},
		{"no column", units, change("rd", nil), indicators.ErrHeader, []string{"indicator rd: heading: there is no column for it"}},
		{"no auxiliary column", units, change("area", nil), indicators.ErrHeader, []string{"indicator area: heading"}},
		{"surplus columns", units, change("strength", []float64{1, 2}), basis.ErrUnknown, []string{"indicator strength: unknown"}},
		{"short column", units, change("va", []float64{1}), indicators.ErrRow, []string{"indicator va: row of a wrong length: 1 values for 2 units"}},
		{"short computed column", units, change("density", []float64{1}), indicators.ErrRow, []string{"indicator density: row of a wrong length"}},
		{"infinite", units, change("va", []float64{math.Inf(1), math.Inf(-1)}), basis.ErrNumber, []string{"unit a, indicator va: not a finite number: +Inf", "unit b, indicator va: not a finite number: -Inf"}},
		{"codes", []indicators.Unit{{Code: ""}, {Code: "b "}}, good, indicators.ErrCode, []string{"row 1: code is empty", `unit b: row 2: code "b " begins or ends`}},
		{"code twice", []indicators.Unit{{Code: "a"}, {Code: "a"}}, good, indicators.ErrCode, []string{`unit a: code "a" is used twice, in rows 1 and 2`}},
		{
			"texts",
			[]indicators.Unit{{Code: "a", Name: "\xff", Class: " A", Region: "R\xff", Level: "\u200b", Tags: indicators.NewTags(map[string]string{"": "x", " k": "v", "j": "v\n"})}, {Code: "b", Name: "\x00"}},
			good, nil,
			[]string{"not UTF-8: damaged text at byte 0xFF in the name", `value: class " A" begins or ends`, "not UTF-8: damaged text at byte 0xFF in the region", "value: level", "value: a tag has no key", `key of a tag " k"`, `tag "j" "v\n" begins or ends`, "unit b: row 2: not UTF-8: the name"},
		},
		{
			"all at once",
			[]indicators.Unit{{Code: "a"}, {Code: "a"}},
			map[string][]float64{"va": {math.Inf(1), 2}, "jobs": nil},
			nil,
			[]string{"used twice", "unit a, indicator va", "indicator rd: heading", "indicator area: heading", "indicator energy: heading", "indicator jobs: unknown"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			table, err := indicators.NewTable(small(t), c.units, c.values, nil)
			assert.Nil(t, table)
			assertReports(t, err, c.want...)
			for _, e := range flatten(t, err) {
				if c.is != nil {
					assert.ErrorIs(t, e, c.is)
				}
			}
		})
	}
	for _, f := range []*indicators.Framework{nil, {}} {
		_, err := indicators.NewTable(f, units, good, nil)
		require.ErrorIs(t, err, basis.ErrEmpty)
	}
}

func TestTableAccess(t *testing.T) {
	table := smallTable(t)
	assert.Equal(t, 3, table.Len())
	assert.Equal(t, "overall", table.Framework().Root().Code)
	row, ok := table.Row("410182")
	assert.Equal(t, 2, row)
	assert.True(t, ok)
	_, ok = table.Row("410183")
	assert.False(t, ok)
	assert.Equal(t, []float64{120, 80, 90}, table.Column("area").Copy())
	assert.Nil(t, table.Column("strength").Copy(), "composed")
	assert.Nil(t, table.Column("jobs").Copy())
	assert.Nil(t, table.Marks("jobs").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Reported, indicators.Missing, indicators.Reported}, table.Marks("rd").Copy())
	x, mark := table.Value("410122", "rd")
	assert.Equal(t, 2.41, x)
	assert.Equal(t, indicators.Reported, mark)
	for _, cell := range [][2]string{{"410181", "rd"}, {"410183", "rd"}, {"410122", "jobs"}, {"410122", "density"}} {
		x, mark = table.Value(cell[0], cell[1])
		assert.True(t, math.IsNaN(x))
		assert.Equal(t, indicators.Missing, mark)
	}
	assert.Empty(t, table.Warnings())
}

func TestTableIsMatrix(t *testing.T) {
	table := smallTable(t)
	n, m := table.Dims()
	assert.Equal(t, []int{3, 3}, []int{n, m}, "auxiliary columns are not scored")
	d := mat.DenseCopyOf(table)
	assert.Equal(t, 613.51, d.At(1, 0))
	assert.True(t, math.IsNaN(d.At(1, 1)))
	assert.Equal(t, 613.51, table.T().At(0, 1))
	assert.PanicsWithValue(t, mat.ErrColAccess, func() { table.At(0, 3) })
	assert.PanicsWithValue(t, mat.ErrColAccess, func() { table.At(0, -1) })
	assert.PanicsWithValue(t, mat.ErrRowAccess, func() { table.At(3, 0) })
	assert.PanicsWithValue(t, mat.ErrRowAccess, func() { table.At(-1, 0) })
	n, m = new(indicators.Table).Dims()
	assert.Equal(t, []int{0, 0}, []int{n, m})
}

func TestNewTableTakesMarks(t *testing.T) {
	units := []indicators.Unit{{Code: "a"}, {Code: "b"}, {Code: "c"}}
	values := map[string][]float64{"va": {1, nan, 3}, "rd": {nan, 2, nan}, "area": {1, 2, 3}, "energy": {1, 2, 3}}
	marks := map[string][]indicators.Mark{
		"va":      {indicators.Open, indicators.NotApplicable, indicators.Restated},
		"density": {indicators.Missing, indicators.NotApplicable, indicators.Missing},
	}
	table, err := indicators.NewTable(small(t), units, values, marks)
	require.NoError(t, err)
	assert.Equal(t, marks["va"], table.Marks("va").Copy())
	assert.Equal(t, marks["density"], table.Marks("density").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Missing, indicators.Reported, indicators.Missing}, table.Marks("rd").Copy(), "not given")
	marks["va"][0] = indicators.Imputed
	assert.Equal(t, indicators.Open, table.Marks("va").At(0), "the slices are copied")
	again := map[string][]indicators.Mark{}
	for code := range values {
		again[code] = table.Marks(code).Copy()
	}
	same, err := indicators.NewTable(small(t), table.AppendUnits(nil), values, again)
	require.NoError(t, err)
	assert.Equal(t, table.Marks("va").Copy(), same.Marks("va").Copy(), "marks survive")

	_, err = indicators.NewTable(small(t), units, values, map[string][]indicators.Mark{
		"va": {indicators.Missing, indicators.Open, 99}, "rd": {indicators.Missing}, "density": {0, indicators.Missing, indicators.Missing}, "jobs": nil,
	})
	assertReports(t, err, "unit a, indicator va: value: 1 cannot be marked missing", "unit b, indicator va: value: NaN cannot be marked open", "unit c, indicator va: value: there is no mark 99",
		"indicator rd: row of a wrong length: 1 marks for 3 units", "unit a, indicator density: value: NaN cannot be marked reported", "indicator jobs: unknown")
}

func TestTableIsImmutable(t *testing.T) {
	units := []indicators.Unit{{Code: "u", Tags: indicators.NewTags(map[string]string{"basin": "b", "none": ""})}}
	x := []float64{1}
	table, err := indicators.NewTable(small(t), units, map[string][]float64{"va": x, "rd": x, "area": x, "energy": x}, nil)
	require.NoError(t, err)
	want := []indicators.Unit{{Code: "u", Tags: indicators.NewTags(map[string]string{"basin": "b"})}}
	assert.Equal(t, want, table.AppendUnits(nil), "a tag without a value is none")

	units[0].Code, x[0] = "spoilt", 99
	table.AppendUnits(nil)[0].Code = "spoilt"
	table.Column("va").Copy()[0] = 99
	table.Marks("va").Copy()[0] = indicators.Open
	warnings := table.Warnings()
	assert.Empty(t, append(warnings, errors.New("spoilt"))[1:])
	assert.Equal(t, want, table.AppendUnits(nil))
	assert.Equal(t, []float64{1}, table.Column("va").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Reported}, table.Marks("va").Copy())
}

func TestTableWith(t *testing.T) {
	table := smallTable(t)
	out, err := table.With(indicators.Imputed, indicators.Change{Unit: "410181", Indicator: "rd", Is: 2.14}, indicators.Change{Unit: "410122", Indicator: "density", Is: 5})
	require.NoError(t, err)
	x, mark := out.Value("410181", "rd")
	assert.Equal(t, 2.14, x)
	assert.Equal(t, indicators.Imputed, mark)
	assert.Equal(t, []indicators.Mark{indicators.Reported, indicators.Imputed, indicators.Reported}, out.Marks("rd").Copy())
	x, mark = table.Value("410181", "rd")
	assert.True(t, math.IsNaN(x), "the first table stays")
	assert.Equal(t, indicators.Missing, mark)

	out, err = out.With(indicators.NotApplicable, indicators.Change{Unit: "410181", Indicator: "rd", Is: nan})
	require.NoError(t, err)
	x, mark = out.Value("410181", "rd")
	assert.True(t, math.IsNaN(x))
	assert.Equal(t, indicators.NotApplicable, mark)
	same, err := table.With(indicators.Treated)
	require.NoError(t, err)
	sameTables(t, table, same)

	out, err = table.With(indicators.Treated,
		indicators.Change{Unit: "410199", Indicator: "rd", Is: 1}, indicators.Change{Unit: "410122", Indicator: "jobs", Is: 1},
		indicators.Change{Unit: "410122", Indicator: "rd", Is: math.Inf(1)}, indicators.Change{Unit: "410122", Indicator: "va", Is: nan},
		indicators.Change{Unit: "410122", Indicator: "area", Is: 1}, indicators.Change{Unit: "410122", Indicator: "area", Is: 1})
	assert.Nil(t, out)
	assertReports(t, err, "unit 410199, indicator rd: unknown", "unit 410122, indicator jobs: unknown", "indicator rd: not a finite number", "indicator va: value: NaN cannot be marked treated", "indicator area: value: the cell is changed twice")
	_, err = table.With(indicators.Missing, indicators.Change{Unit: "410122", Indicator: "rd", Is: 1})
	assertReports(t, err, "value: 1 cannot be marked missing")
	_, err = table.With(99, indicators.Change{Unit: "410122", Indicator: "rd", Is: 1})
	assertReports(t, err, "value: there is no mark 99")
}

func TestTableWithColumn(t *testing.T) {
	table := smallTable(t)
	x := []float64{1, nan, 3}
	out, err := table.WithColumn("density", x, indicators.MarkAll(x, indicators.Derived))
	require.NoError(t, err)
	x[0] = 99
	assert.Equal(t, 1.0, out.Column("density").At(0), "the values are copied")
	assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Missing, indicators.Derived}, out.Marks("density").Copy())
	assert.Equal(t, 3.0, out.At(2, 2))
	assert.True(t, math.IsNaN(table.At(2, 2)), "the first table stays")

	for _, c := range []struct {
		code string
		x    []float64
		mark indicators.Mark
		want []string
	}{
		{"jobs", x, indicators.Derived, []string{"indicator jobs: unknown"}},
		{"density", x[:2], indicators.Derived, []string{"indicator density: row of a wrong length: 2 values and 2 marks for 3 units"}},
		{"density", []float64{math.Inf(1), 1, math.Inf(-1)}, indicators.Derived, []string{"unit 410122, indicator density: not a finite number: +Inf", "unit 410182"}},
		{"density", x, indicators.Missing, []string{"unit 410122, indicator density: value: 99 cannot be marked missing", "unit 410182"}},
		{"density", x, 8, []string{"unit 410122, indicator density: value: there is no mark 8", "unit 410182"}},
	} {
		out, err := table.WithColumn(c.code, c.x, indicators.MarkAll(c.x, c.mark))
		assert.Nil(t, out)
		assertReports(t, err, c.want...)
	}
}

func TestTableSelect(t *testing.T) {
	table := smallTable(t)
	out, err := table.Select(func(u indicators.Unit) bool { return u.Code != "410122" })
	require.NoError(t, err)
	assert.Equal(t, table.AppendUnits(nil)[1:], out.AppendUnits(nil))
	assert.Equal(t, []float64{613.51, 266.39}, out.Column("va").Copy())
	assert.Equal(t, []indicators.Mark{indicators.Missing, indicators.Reported}, out.Marks("rd").Copy())
	row, ok := out.Row("410182")
	assert.Equal(t, 1, row)
	assert.True(t, ok)
	_, ok = out.Row("410122")
	assert.False(t, ok)
	n, m := out.Dims()
	assert.Equal(t, []int{2, 3}, []int{n, m})
	assert.Equal(t, 3, table.Len())

	_, err = table.Select(func(indicators.Unit) bool { return false })
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestSilentUnits(t *testing.T) {
	f := small(t)
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "a"}, {Code: "b"}, {Code: "c"}}, map[string][]float64{
		"va": {nan, nan, 1}, "rd": {nan, nan, nan}, "area": {nan, 5, nan}, "energy": {nan, nan, nan},
	}, nil)
	require.NoError(t, err)
	require.Len(t, table.Warnings(), 1, "b has an auxiliary figure, c has va")
	require.ErrorIs(t, table.Warnings()[0], basis.ErrMissing)
	assertReports(t, errors.Join(table.Warnings()...), "unit a: missing value: the unit has no value at all")
}

func TestAccessDoesNotAllocate(t *testing.T) {
	table := smallTable(t)
	var sum float64
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		sum += table.Column("va").At(0) + table.At(0, 0) + float64(len(table.Unit(0).Code))
		row, _ := table.Row("410181")
		sum += float64(row)
		for i, u := range table.Units() {
			sum += float64(i + len(u.Code))
		}
		for _, x := range table.Column("va").All() {
			sum += x
		}
	}))
	assert.Equal(t, "410122", table.Unit(0).Code)
}

func TestMarkNames(t *testing.T) {
	for m, name := range map[indicators.Mark]string{
		indicators.Reported: "reported", indicators.Missing: "missing", indicators.NotApplicable: "not applicable",
		indicators.Imputed: "imputed", indicators.Treated: "treated", indicators.Restated: "restated", indicators.Open: "open", indicators.Derived: "derived", 8: "Mark(8)",
	} {
		assert.Equal(t, name, m.String())
	}
}

func TestInputErrorText(t *testing.T) {
	cause := fmt.Errorf("%w: x", basis.ErrNumber)
	for want, e := range map[string]indicators.InputError{
		"t.csv:3:20: unit 410181, indicator rd: not a finite number: x": {File: "t.csv", Line: 3, Column: 20, Unit: "410181", Indicator: "rd", Err: cause},
		"t.csv:3: unit 410181: not a finite number: x":                  {File: "t.csv", Line: 3, Unit: "410181", Err: cause},
		"t.csv: indicator rd: not a finite number: x":                   {File: "t.csv", Column: 4, Indicator: "rd", Err: cause},
		"3:20: not a finite number: x":                                  {Line: 3, Column: 20, Err: cause},
		"not a finite number: x":                                        {Err: cause},
		"unit 410181: ":                                                 {Unit: "410181"},
	} {
		assert.Equal(t, want, e.Error())
		assert.Equal(t, e.Err, errors.Unwrap(&e))
	}
}

func TestReserved(t *testing.T) {
	for _, heading := range []string{"code", "name", "class", "region", "level", "tag:", "tag:basin", "mark:", "mark:va"} {
		assert.True(t, indicators.Reserved(heading), heading)
	}
	for _, heading := range []string{"", "Code", "va", "tags", "names", "mark", "marks"} {
		assert.False(t, indicators.Reserved(heading), heading)
	}
}
