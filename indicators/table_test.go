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
			[]indicators.Unit{{Code: "a", Name: "\xff", Class: " A", Region: "R\xff", Level: "\u200b", Tags: map[string]string{"": "x", " k": "v", "j": "v\n"}}, {Code: "b", Name: "\x00"}},
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
			table, err := indicators.NewTable(small(t), c.units, c.values)
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
		_, err := indicators.NewTable(f, units, good)
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
	assert.Equal(t, []float64{120, 80, 90}, table.Column("area"))
	assert.Nil(t, table.Column("strength"), "composed")
	assert.Nil(t, table.RawColumn("jobs"))
	assert.Nil(t, table.Marks("jobs"))
	assert.Equal(t, []indicators.Mark{indicators.Reported, indicators.Missing, indicators.Reported}, table.Marks("rd"))
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

func TestTableIsImmutable(t *testing.T) {
	units := []indicators.Unit{{Code: "u", Tags: map[string]string{"basin": "b", "none": ""}}}
	x := []float64{1}
	table, err := indicators.NewTable(small(t), units, map[string][]float64{"va": x, "rd": x, "area": x, "energy": x})
	require.NoError(t, err)
	want := []indicators.Unit{{Code: "u", Tags: map[string]string{"basin": "b"}}}
	assert.Equal(t, want, table.Units(), "a tag without a value is none")

	units[0].Code, x[0] = "spoilt", 99
	units[0].Tags["basin"] = "spoilt"
	got := table.Units()
	got[0].Code = "spoilt"
	got[0].Tags["basin"] = "spoilt"
	table.Column("va")[0] = 99
	table.Marks("va")[0] = indicators.Open
	warnings := table.Warnings()
	assert.Empty(t, append(warnings, errors.New("spoilt"))[1:])
	assert.Equal(t, want, table.Units())
	assert.Equal(t, []float64{1}, table.Column("va"))
	assert.Equal(t, []indicators.Mark{indicators.Reported}, table.Marks("va"))
}

func TestTableWith(t *testing.T) {
	table := smallTable(t)
	out, err := table.With(indicators.Imputed, indicators.Change{Unit: "410181", Indicator: "rd", Is: 2.14}, indicators.Change{Unit: "410122", Indicator: "density", Is: 5})
	require.NoError(t, err)
	x, mark := out.Value("410181", "rd")
	assert.Equal(t, 2.14, x)
	assert.Equal(t, indicators.Imputed, mark)
	assert.Equal(t, []indicators.Mark{indicators.Reported, indicators.Imputed, indicators.Reported}, out.Marks("rd"))
	assert.Same(t, &table.RawColumn("va")[0], &out.RawColumn("va")[0], "what does not change is shared")
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
	out, err := table.WithColumn("density", x, indicators.Derived)
	require.NoError(t, err)
	x[0] = 99
	assert.Equal(t, 1.0, out.Column("density")[0], "the values are copied")
	assert.Equal(t, []indicators.Mark{indicators.Derived, indicators.Missing, indicators.Derived}, out.Marks("density"))
	assert.Equal(t, 3.0, out.At(2, 2))
	assert.True(t, math.IsNaN(table.At(2, 2)), "the first table stays")

	for _, c := range []struct {
		code string
		x    []float64
		mark indicators.Mark
		want []string
	}{
		{"jobs", x, indicators.Derived, []string{"indicator jobs: unknown"}},
		{"density", x[:2], indicators.Derived, []string{"indicator density: row of a wrong length: 2 values for 3 units"}},
		{"density", []float64{math.Inf(1), 1, math.Inf(-1)}, indicators.Derived, []string{"unit 410122, indicator density: not a finite number: +Inf", "unit 410182"}},
		{"density", x, indicators.Missing, []string{"indicator density: value: values cannot be marked missing"}},
		{"density", x, 8, []string{"there is no mark 8"}},
	} {
		out, err := table.WithColumn(c.code, c.x, c.mark)
		assert.Nil(t, out)
		assertReports(t, err, c.want...)
	}
}

func TestTableSelect(t *testing.T) {
	table := smallTable(t)
	out, err := table.Select(func(u indicators.Unit) bool { return u.Code != "410122" })
	require.NoError(t, err)
	assert.Equal(t, table.Units()[1:], out.Units())
	assert.Equal(t, []float64{613.51, 266.39}, out.Column("va"))
	assert.Equal(t, []indicators.Mark{indicators.Missing, indicators.Reported}, out.Marks("rd"))
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
	})
	require.NoError(t, err)
	require.Len(t, table.Warnings(), 1, "b has an auxiliary figure, c has va")
	require.ErrorIs(t, table.Warnings()[0], basis.ErrMissing)
	assertReports(t, errors.Join(table.Warnings()...), "unit a: missing value: the unit has no value at all")
}

func TestRawAccessDoesNotAllocate(t *testing.T) {
	table := smallTable(t)
	var sum float64
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		sum += table.RawColumn("va")[0] + table.At(0, 0) + float64(len(table.RawUnits()))
		row, _ := table.Row("410181")
		sum += float64(row)
	}))
	assert.Equal(t, "410122", table.RawUnits()[0].Code)
}

func TestMarkNames(t *testing.T) {
	for m, name := range map[indicators.Mark]string{
		indicators.Reported: "reported", indicators.Missing: "missing", indicators.NotApplicable: "not applicable",
		indicators.Imputed: "imputed", indicators.Treated: "treated", indicators.Restated: "restated", indicators.Open: "open", indicators.Derived: "derived", 8: "unknown mark",
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
	for _, heading := range []string{"code", "name", "class", "region", "level", "tag:", "tag:basin"} {
		assert.True(t, indicators.Reserved(heading), heading)
	}
	for _, heading := range []string{"", "Code", "va", "tags", "names"} {
		assert.False(t, indicators.Reserved(heading), heading)
	}
}
