package indicators_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// recorded is a table of three units with a figure that may be read, one that is
// missing, and a column that a step computes.
func recorded(t *testing.T) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "root", Children: []indicators.Indicator{
		{Code: "va"}, {Code: "rd"}, {Code: "ratio", Computed: true}, {Code: "secret", Confidential: true},
	}})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "1", Name: "one"}, {Code: "2"}, {Code: "3"}}, map[string][]float64{
		"va": {1, 2, 3}, "rd": {5, math.NaN(), 7}, "secret": {4, 4, 5},
	}, nil)
	require.NoError(t, err)
	return tab
}

// TestStageCheck: what a record may say, and each way in which it may lie.
func TestStageCheck(t *testing.T) {
	type stage = indicators.Stage
	type changes = []indicators.Change
	nan := math.NaN()
	one := indicators.Change{Unit: "1", Indicator: "va", Was: 1, Is: 9, Why: basis.Textf("because")}
	with := func(tab *indicators.Table, mark indicators.Mark, c ...indicators.Change) *indicators.Table {
		out, err := tab.With(mark, c...)
		require.NoError(t, err)
		return out
	}
	column := func(tab *indicators.Table, code string, mark indicators.Mark, x ...float64) *indicators.Table {
		out, err := tab.WithColumn(code, x, indicators.MarkAll(x, mark))
		require.NoError(t, err)
		return out
	}
	without := func(tab *indicators.Table, codes ...string) *indicators.Table {
		out, err := tab.Select(func(u indicators.Unit) bool {
			for _, c := range codes {
				if u.Code == c {
					return false
				}
			}
			return true
		})
		require.NoError(t, err)
		return out
	}
	rebuilt := func(tab *indicators.Table, units ...indicators.Unit) *indicators.Table {
		values := map[string][]float64{}
		for _, code := range []string{"va", "rd", "secret"} {
			for _, u := range units {
				x, _ := tab.Value(u.Code, code)
				values[code] = append(values[code], x)
			}
		}
		out, err := indicators.NewTable(tab.Framework(), units, values, nil)
		require.NoError(t, err)
		return out
	}
	left := func(units ...string) (out []indicators.Departure) {
		for _, u := range units {
			out = append(out, indicators.Departure{Unit: u, Why: basis.Textf("too small")})
		}
		return out
	}
	var u1, u2, u3 indicators.Unit
	{
		tab := recorded(t)
		u1, u2, u3 = tab.Unit(0), tab.Unit(1), tab.Unit(2)
	}
	for name, c := range map[string]struct {
		make func(tab *indicators.Table) stage
		want string // "": true
	}{
		"nothing": {func(tab *indicators.Table) stage { return stage{Table: tab} }, ""},
		"a change": {func(tab *indicators.Table) stage {
			return stage{Table: with(tab, indicators.Treated, one), Changes: changes{one}}
		}, ""},
		"a gap filled": {func(tab *indicators.Table) stage {
			c := changes{{Unit: "2", Indicator: "rd", Was: nan, Is: 6}}
			return stage{Table: with(tab, indicators.Imputed, c...), Changes: c}
		}, ""},
		"a figure taken out": {func(tab *indicators.Table) stage {
			c := changes{{Unit: "1", Indicator: "va", Was: 1, Is: nan}}
			return stage{Table: with(tab, indicators.Missing, c...), Changes: c}
		}, ""},
		"several of one cell": {func(tab *indicators.Table) stage {
			return stage{Table: with(tab, indicators.Treated, one), Changes: changes{{Unit: "1", Indicator: "va", Was: 1, Is: 3}, {Unit: "1", Indicator: "va", Was: 3, Is: 9}}}
		}, ""},
		"confirmed": {func(tab *indicators.Table) stage {
			c := changes{{Unit: "1", Indicator: "va", Was: 1, Is: 1}}
			return stage{Table: with(tab, indicators.Restated, c...), Changes: c}
		}, ""},
		"computed": {func(tab *indicators.Table) stage {
			return stage{Table: column(tab, "ratio", indicators.Derived, 1, nan, 3)}
		}, ""},
		"computed and treated": {func(tab *indicators.Table) stage {
			return stage{Table: column(tab, "ratio", indicators.Treated, 1, nan, 3), Changes: changes{{Unit: "3", Indicator: "ratio", Was: 30, Is: 3}}}
		}, ""},
		"a unit left": {func(tab *indicators.Table) stage { return stage{Table: without(tab, "2"), Left: left("2")} }, ""},
		"changed and left": {func(tab *indicators.Table) stage {
			return stage{Table: without(tab, "1"), Left: left("1"), Changes: changes{one}}
		}, ""},
		"another class": {func(tab *indicators.Table) stage {
			out, err := tab.Reclass(func(indicators.Unit) string { return "A" })
			require.NoError(t, err)
			return stage{Table: out}
		}, ""},

		"no table":        {func(*indicators.Table) stage { return stage{} }, "untrue record: there is no table"},
		"a silent change": {func(tab *indicators.Table) stage { return stage{Table: with(tab, indicators.Treated, one)} }, "unit 1, indicator va: untrue record: the figure was 1 and is 9, and no change is recorded"},
		"a whole column": {func(tab *indicators.Table) stage {
			return stage{Table: column(tab, "va", indicators.Reported, 2, 4, 6)}
		}, "unit 1, indicator va: untrue record: the figure was 1 and is 2, and no change is recorded (and so 2 more)"},
		"a silent mark": {func(tab *indicators.Table) stage { return stage{Table: column(tab, "va", indicators.Derived, 1, 2, 3)} }, "unit 1, indicator va: untrue record: the mark was reported and is derived, and no change is recorded (and so 2 more)"},
		"reported": {func(tab *indicators.Table) stage {
			return stage{Table: with(tab, indicators.Reported, one), Changes: changes{one}}
		}, "unit 1, indicator va: untrue record: the figure was changed from 1 to 9, and is marked reported"},
		"computed, reported": {func(tab *indicators.Table) stage {
			return stage{Table: column(tab, "ratio", indicators.Reported, 1, nan, 3)}
		}, "unit 1, indicator ratio: untrue record: the figure 1 is computed, and marked reported (and so 1 more)"},
		"never made": {func(tab *indicators.Table) stage { return stage{Table: tab, Changes: changes{one}} }, "unit 1, indicator va: untrue record: a change from 1 to 9 is recorded, but the figure is 1"},
		"nothing changed": {func(tab *indicators.Table) stage {
			return stage{Table: tab, Changes: changes{{Unit: "1", Indicator: "va", Was: 1, Is: 1}}}
		}, "unit 1, indicator va: untrue record: a change from 1 to 1 is recorded, but nothing was changed"},
		"another was": {func(tab *indicators.Table) stage {
			c := one
			c.Was = 8
			return stage{Table: with(tab, indicators.Treated, one), Changes: changes{c}}
		}, "unit 1, indicator va: untrue record: a change from 8 to 9 is recorded, but the figure was 1"},
		"another is": {func(tab *indicators.Table) stage {
			c := one
			c.Is = 8
			return stage{Table: with(tab, indicators.Treated, one), Changes: changes{c}}
		}, "unit 1, indicator va: untrue record: a change from 1 to 8 is recorded, but the figure is 9"},
		"that do not follow": {func(tab *indicators.Table) stage {
			return stage{Table: with(tab, indicators.Treated, one), Changes: changes{{Unit: "1", Indicator: "va", Was: 1, Is: 3}, {Unit: "1", Indicator: "va", Was: 4, Is: 9}}}
		}, "unit 1, indicator va: untrue record: a change from 4 to 9 is recorded, but the change before made 3 of it"},
		"a strange unit": {func(tab *indicators.Table) stage {
			c := one
			c.Unit = "9"
			return stage{Table: tab, Changes: changes{c}}
		}, "unit 9, indicator va: untrue record: a change is recorded of a unit that was not there"},
		"a strange column": {func(tab *indicators.Table) stage {
			c := one
			c.Indicator = "x"
			return stage{Table: tab, Changes: changes{c}}
		}, "unit 1, indicator x: untrue record: a change is recorded of a column that the table does not have"},
		"a unit gone": {func(tab *indicators.Table) stage { return stage{Table: without(tab, "1", "3")} }, "unit 1: untrue record: the unit is gone, and it is not recorded that it left (and so 1 more)"},
		"without a reason": {func(tab *indicators.Table) stage {
			return stage{Table: without(tab, "2"), Left: []indicators.Departure{{Unit: "2"}}}
		}, "unit 2: untrue record: the unit left, and no reason is recorded"},
		"left twice":      {func(tab *indicators.Table) stage { return stage{Table: without(tab, "2"), Left: left("2", "2")} }, "unit 2: untrue record: it is recorded twice that the unit left"},
		"did not leave":   {func(tab *indicators.Table) stage { return stage{Table: tab, Left: left("2")} }, "unit 2: untrue record: it is recorded that the unit left, but it is there"},
		"a stranger left": {func(tab *indicators.Table) stage { return stage{Table: tab, Left: left("9")} }, "unit 9: untrue record: it is recorded that the unit left, but it was not there"},
		"came": {func(tab *indicators.Table) stage {
			return stage{Table: rebuilt(tab, u1, u2, u3, indicators.Unit{Code: "4"})}
		}, "unit 4: untrue record: the unit was not there before"},
		"another order": {func(tab *indicators.Table) stage { return stage{Table: rebuilt(tab, u2, u1, u3)} }, "unit 2: untrue record: the units stand in another order"},
		"another name": {func(tab *indicators.Table) stage {
			u := u1
			u.Name = "two"
			return stage{Table: rebuilt(tab, u, u2, u3)}
		}, "unit 1: untrue record: the unit has another name, region, level or tag; a step can change its class alone"},
	} {
		t.Run(name, func(t *testing.T) {
			tab := recorded(t)
			st := c.make(tab)
			err := st.Check(tab)
			if c.want == "" {
				assert.NoError(t, err)
				return
			}
			require.EqualError(t, err, c.want)
			require.ErrorIs(t, err, indicators.ErrRecord)
		})
	}
	tab := recorded(t)
	require.EqualError(t, stage{Table: tab}.Check(nil), "untrue record: there is no table")
	hidden, err := tab.WithConfidential("va", []bool{true, false, true})
	require.NoError(t, err)
	err = stage{Table: tab}.Check(hidden)
	require.EqualError(t, err, "unit 1, indicator va: untrue record: the cell was confidential, and is not any more (and so 1 more)")
	require.NoError(t, stage{Table: hidden}.Check(tab), "made confidential by a step")
	made := column(tab, "ratio", indicators.Derived, 1, 2, 3)
	err = stage{Table: column(made, "ratio", indicators.Derived, 1, 2, 4)}.Check(made)
	require.EqualError(t, err, "unit 3, indicator ratio: untrue record: the figure was 3 and is 4, and no change is recorded", "computed twice")
	err = stage{Table: rebuilt(tab, u1, u2), Changes: changes{one, {Unit: "3", Indicator: "rd", Was: 1}}}.Check(tab)
	assert.Len(t, basis.Find[*indicators.InputError](err), 3, "all at once")
}

// TestStageCheckFramework: a table of another framework has lost columns.
func TestStageCheckFramework(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "va"})
	require.NoError(t, err)
	g, err := indicators.NewFramework(indicators.Indicator{Code: "rd"})
	require.NoError(t, err)
	a, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}}, map[string][]float64{"va": {1}}, nil)
	require.NoError(t, err)
	b, err := indicators.NewTable(g, []indicators.Unit{{Code: "1"}}, map[string][]float64{"rd": {1}}, nil)
	require.NoError(t, err)
	require.EqualError(t, indicators.Stage{Table: b}.Check(a), "indicator va: untrue record: the column is gone")
}
