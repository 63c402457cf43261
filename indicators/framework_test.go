package indicators_test

import (
	"bytes"
	"encoding/json"
	"errors"
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

type ind = indicators.Indicator

func TestNewFrameworkFaults(t *testing.T) {
	unit := ind{Code: "x"}
	cases := []struct {
		name string
		root ind
		aux  []ind
		is   error
		want []string
	}{
		{
			"no code",
			ind{Children: []ind{unit, {}}},
			nil, indicators.ErrCode,
			[]string{"code is empty, the root", `code is empty, child 2 of ""`},
		},
		{
			"code used twice",
			ind{Code: "r", Children: []ind{unit, unit}},
			nil, indicators.ErrCode,
			[]string{`indicator x: code "x" is used twice, child 2 of "r" and child 1 of "r"`},
		},
		{
			"code of an ancestor",
			ind{Code: "x", Children: []ind{unit}},
			nil, indicators.ErrCode,
			[]string{`code "x" is used twice, child 1 of "x" and the root`},
		},
		{
			"code of a column",
			ind{Code: "r", Children: []ind{unit}},
			[]ind{{Code: "x"}, {Code: "y"}, {Code: "y"}},
			indicators.ErrCode,
			[]string{`code "x" is used twice, auxiliary column 1 and child 1 of "r"`, `code "y" is used twice, auxiliary column 3 and auxiliary column 2`},
		},
		{
			"reserved code",
			ind{Code: "r", Children: []ind{{Code: "name"}, {Code: "tag:basin"}}},
			nil, indicators.ErrCode,
			[]string{`code "name" is the heading of a column about the unit`, `code "tag:basin" is the heading`},
		},
		{
			"white space",
			ind{Code: "r", Children: []ind{{Code: " x"}, {Code: "y\u3000"}, {Code: "\t"}}},
			nil, indicators.ErrCode,
			[]string{`code " x" begins or ends with white space`, "begins or ends", "code is empty"},
		},
		{
			"invisible",
			ind{Code: "r", Children: []ind{{Code: "x\u200b"}, {Code: "a\u00a0b"}, {Code: "a\nb"}, {Code: "a\ufffdb"}}},
			nil, indicators.ErrCode,
			[]string{"invisible character U+200B", "U+00A0", "U+000A", "U+FFFD"},
		},
		{"code not UTF-8", ind{Code: "r\xff"}, nil, indicators.ErrEncoding, []string{"damaged text at byte 0xFF"}},
		{
			"weights",
			ind{Code: "r", Weight: -1, Children: []ind{{Code: "a", Weight: nan}, {Code: "b", Weight: math.Inf(1)}, {Code: "c", Weight: 1}}},
			nil, basis.ErrWeights,
			[]string{"indicator r: weights: -1", "indicator a: weights: NaN", "indicator b: weights: +Inf"},
		},
		{
			"composed",
			ind{Code: "r", Unit: "%", Direction: indicators.Lower, Target: &indicators.Range{}, Bounds: &indicators.Range{}, Base: 1, Computed: true, Children: []ind{unit}},
			nil, nil,
			[]string{"value: unit is for measured", "direction: direction is for", "value: target is", "value: bounds is", "value: base is", "value: computed is"},
		},
		{
			"target",
			ind{Code: "r", Children: []ind{{Code: "a", Direction: indicators.Target}, {Code: "b", Target: &indicators.Range{Lo: 1, Hi: 2}}, {Code: "c", Direction: 7}, {Code: "d", Direction: -1}}},
			nil, indicators.ErrDirection,
			[]string{"direction is target, but no target range", "a target range needs direction target, not higher", "direction 7: not one of", "direction -1: not one of"},
		},
		{
			"ranges",
			ind{Code: "r", Children: []ind{
				{Code: "a", Bounds: &indicators.Range{Lo: 1, Hi: 1}},
				{Code: "b", Bounds: &indicators.Range{Lo: 2, Hi: 1}},
				{Code: "c", Bounds: &indicators.Range{Lo: nan, Hi: 1}},
				{Code: "d", Bounds: &indicators.Range{Lo: 0, Hi: math.Inf(1)}},
				{Code: "e", Direction: indicators.Target, Target: &indicators.Range{Lo: 2, Hi: 1}},
				{Code: "f", Direction: indicators.Target, Target: &indicators.Range{Lo: math.Inf(-1), Hi: 1}},
			}},
			nil, indicators.ErrRange,
			[]string{"a: range: bounds from 1 to 1", "b: range", "c: range", "d: range", "e: range: target from 2 to 1", "f: range"},
		},
		{"base", ind{Code: "r", Base: nan}, nil, basis.ErrValue, []string{"base NaN is not finite"}},
		{"text", ind{Code: "r", Name: "R\xffD", Source: "\xfe"}, nil, indicators.ErrEncoding, []string{"of name", "of source"}},
		{
			"columns",
			ind{Code: "r"},
			[]ind{{Code: "a", Weight: 1, Children: []ind{unit}}, {Code: "b", Direction: indicators.Target, Unit: "\xff"}},
			nil,
			[]string{"a: value: an auxiliary column has no children", "a: weights: an auxiliary column is not weighted", "b: not UTF-8", "b: direction is target"},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := indicators.NewFramework(c.root, c.aux...)
			assert.Nil(t, f)
			assertReports(t, err, c.want...)
			for _, e := range flatten(t, err) {
				if c.is != nil {
					assert.ErrorIs(t, e, c.is)
				}
			}
		})
	}
}

func chain(levels int) ind {
	in := ind{Code: "leaf"}
	for i := levels - 1; i > 0; i-- {
		in = ind{Code: fmt.Sprintf("l%d", i), Children: []ind{in}}
	}
	return in
}

func TestNewFrameworkDepth(t *testing.T) {
	f, err := indicators.NewFramework(chain(5000))
	require.NoError(t, err)
	assert.Len(t, f.Nodes(), 5000)
	again := new(indicators.Framework)
	data, err := json.Marshal(f)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, again))
	assert.Len(t, again.Nodes(), 5000)

	_, err = indicators.NewFramework(chain(5001))
	assertReports(t, err, "indicator l1: value: more than 5000 levels")

	loop := ind{Code: "loop", Children: make([]ind, 2)}
	loop.Children[0], loop.Children[1] = loop, loop // a tree that contains itself
	_, err = indicators.NewFramework(loop)
	assertReports(t, err, "more than 5000 levels")
}

func TestFrameworkAccess(t *testing.T) {
	f := small(t)
	codes := func(list []ind) (out []string) {
		for _, in := range list {
			out = append(out, in.Code)
		}
		return out
	}
	assert.Equal(t, []string{"overall", "strength", "va", "rd", "green", "density"}, codes(f.Nodes()))
	assert.Equal(t, []string{"va", "rd", "density"}, codes(f.Measured()))
	assert.Equal(t, []string{"area", "energy"}, codes(f.Aux()))
	assert.Equal(t, f.Nodes()[0], f.Root())
	for _, code := range []string{"strength", "rd", "energy"} {
		in, ok := f.Find(code)
		assert.True(t, ok)
		assert.Equal(t, code, in.Code)
	}
	_, ok := f.Find("jobs")
	assert.False(t, ok)
	assert.Empty(t, f.Warnings())
	assert.Nil(t, new(indicators.Framework).Nodes())

	one, err := indicators.NewFramework(ind{Code: "va"})
	require.NoError(t, err, "a single measured indicator is a framework")
	assert.Len(t, one.Measured(), 1)
}

func TestFrameworkIsImmutable(t *testing.T) {
	root := ind{Code: "r", Children: []ind{{Code: "a", Bounds: &indicators.Range{Lo: 0, Hi: 1}, Direction: indicators.Target, Target: &indicators.Range{Lo: 0, Hi: 1}}}}
	aux := []ind{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 1}}}
	f, err := indicators.NewFramework(root, aux...)
	require.NoError(t, err)
	want, err := f.MarshalJSON()
	require.NoError(t, err)
	spoil := func(in *ind) {
		in.Code = "spoilt"
		if in.Bounds != nil {
			in.Bounds.Hi = 99
		}
		if in.Target != nil {
			in.Target.Hi = 99
		}
	}
	spoil(&root.Children[0])
	spoil(&aux[0])
	got := f.Root()
	spoil(&got.Children[0])
	for _, list := range [][]ind{f.Nodes(), f.Measured(), f.Aux(), f.Nodes()[0].Children} {
		for i := range list {
			spoil(&list[i])
		}
	}
	in, _ := f.Find("a")
	spoil(&in)
	have, err := f.MarshalJSON()
	require.NoError(t, err)
	assert.JSONEq(t, string(want), string(have))
}

func TestCheckWeights(t *testing.T) {
	f := small(t)
	require.NoError(t, f.CheckWeights(100))
	assertReports(t, f.CheckWeights(1), "indicator overall: weights of its children sum to 100, not 1",
		"indicator strength: weights of its children sum to 100", "indicator green")

	tenths := ind{Code: "r"}
	for i := range 10 {
		tenths.Children = append(tenths.Children, ind{Code: fmt.Sprint(i), Weight: 0.1})
	}
	f, err := indicators.NewFramework(tenths)
	require.NoError(t, err)
	assert.NoError(t, f.CheckWeights(1), "ten times 0.1 is 0.9999999999999999 in float64, which is rounding")
	err = f.CheckWeights(1.00000001)
	assert.ErrorIs(t, err, basis.ErrWeights)
}

func TestMixedPeriods(t *testing.T) {
	f, err := indicators.NewFramework(ind{Code: "r", Children: []ind{{Code: "a", Period: "2022"}, {Code: "b"}, {Code: "c", Period: "2020"}, {Code: "d", Period: "2022"}}},
		ind{Code: "last", Period: "2019"})
	require.NoError(t, err)
	require.Len(t, f.Warnings(), 1)
	assert.EqualError(t, f.Warnings()[0], "mixed periods: 2022 (a, d); 2020 (c)")
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "u"}}, map[string][]float64{"a": {1}, "b": {1}, "c": {1}, "d": {1}, "last": {1}}, nil)
	require.NoError(t, err)
	assert.Equal(t, f.Warnings(), table.Warnings())
}

func TestDirectionText(t *testing.T) {
	for d, text := range map[indicators.Direction]string{indicators.Higher: "higher", indicators.Lower: "lower", indicators.Target: "target"} {
		assert.Equal(t, text, d.String())
		got, err := d.MarshalText()
		require.NoError(t, err)
		assert.Equal(t, text, string(got))
		var back indicators.Direction
		require.NoError(t, back.UnmarshalText(got))
		assert.Equal(t, d, back)
	}
	assert.Equal(t, "Direction(9)", indicators.Direction(9).String())
	_, err := indicators.Direction(-1).MarshalText()
	require.ErrorIs(t, err, indicators.ErrDirection)
	d := indicators.Lower
	for _, text := range []string{"", "Higher", "up", " lower"} {
		require.ErrorIs(t, d.UnmarshalText([]byte(text)), indicators.ErrDirection)
	}
	assert.Equal(t, indicators.Lower, d)
}

// frameworks draws frameworks with all that a file can say.
func frameworks() *rapid.Generator[*indicators.Framework] {
	return rapid.Custom(func(t *rapid.T) *indicators.Framework {
		n := 0
		code := func() string {
			n++
			return rapid.SampledFrom([]string{"c", "=c", "'+c ", "省,\"", "-", "@"}).Draw(t, "prefix") + fmt.Sprint(n)
		}
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab \"\\<&\n\u2028\x00é产🏭")))
		number := rapid.Float64Range(-math.MaxFloat64, math.MaxFloat64)
		measured := func() ind {
			in := ind{
				Code: code(), Name: text.Draw(t, "name"), NameZH: text.Draw(t, "zh"), Unit: text.Draw(t, "unit"),
				Direction: rapid.SampledFrom([]indicators.Direction{indicators.Higher, indicators.Lower, indicators.Target}).Draw(t, "direction"),
				Base:      number.Draw(t, "base"), Computed: rapid.Bool().Draw(t, "computed"), Definition: text.Draw(t, "definition"),
				Period: text.Draw(t, "period"), Department: text.Draw(t, "department"), Source: text.Draw(t, "source"),
			}
			if in.Direction == indicators.Target {
				x := number.Draw(t, "target")
				in.Target = &indicators.Range{Lo: x, Hi: x}
			}
			if rapid.Bool().Draw(t, "bounded") {
				in.Bounds = &indicators.Range{Lo: -math.Abs(number.Draw(t, "lo")) - 1, Hi: math.Abs(number.Draw(t, "hi"))}
			}
			return in
		}
		var node func(level int) ind
		node = func(level int) ind {
			in := measured()
			if level < 3 && rapid.Bool().Draw(t, "composed") {
				in = ind{Code: code(), Name: text.Draw(t, "name"), Period: text.Draw(t, "period")}
				for range rapid.IntRange(1, 3).Draw(t, "children") {
					in.Children = append(in.Children, node(level+1))
				}
			}
			in.Weight = float64(rapid.IntRange(0, 2).Draw(t, "weight"))
			return in
		}
		root := node(0)
		var aux []ind
		for range rapid.IntRange(0, 2).Draw(t, "aux") {
			aux = append(aux, measured())
		}
		f, err := indicators.NewFramework(root, aux...)
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
}

func sameFrameworks(t require.TestingT, want, got *indicators.Framework) {
	require.Equal(t, want.Root(), got.Root())
	require.Equal(t, want.Aux(), got.Aux())
	require.Equal(t, want.Warnings(), got.Warnings())
}

func TestFrameworkRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := frameworks().Draw(t, "framework")
		var b bytes.Buffer
		require.NoError(t, f.WriteJSON(&b))
		again, err := indicators.ReadFramework(&b, "f.json")
		require.NoError(t, err)
		sameFrameworks(t, f, again)

		data, err := json.Marshal(struct{ Framework *indicators.Framework }{f})
		require.NoError(t, err)
		var inside struct{ Framework *indicators.Framework }
		require.NoError(t, json.Unmarshal(data, &inside))
		sameFrameworks(t, f, inside.Framework)
	})
}

func TestWriteJSON(t *testing.T) {
	f, err := indicators.NewFramework(ind{Code: "r", Name: "R&D", Children: []ind{{Code: "a", Weight: 2}, {Code: "b", Direction: indicators.Lower}}}, ind{Code: "x"})
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, f.WriteJSON(&b))
	want := `{
  "code": "r",
  "name": "R&D",
  "children": [
    {
      "code": "a",
      "weight": 2
    },
    {
      "code": "b",
      "direction": "lower",
      "weight": 0
    }
  ],
  "aux": [
    {
      "code": "x"
    }
  ]
}
`
	assert.Equal(t, strings.Split(want, "\n"), strings.Split(b.String(), "\n"))
	assert.ErrorIs(t, f.WriteJSON(brokenPipe{}), errPipe)
}

func TestUnmarshalJSON(t *testing.T) {
	f := small(t)
	require.ErrorIs(t, json.Unmarshal([]byte(`{"code":"other"}`), f), basis.ErrValue, "a framework never changes")
	assert.Equal(t, "overall", f.Root().Code)
	var v struct{ F indicators.Framework }
	require.NoError(t, json.Unmarshal([]byte(`{"F": null}`), &v))
	assert.Empty(t, v.F.Root().Code)
	err := json.Unmarshal([]byte(`{"F": {"code": "r", "wait": 3}}`), &v)
	require.ErrorIs(t, err, basis.ErrKey)
	assert.Empty(t, v.F.Root().Code)
	require.NoError(t, json.Unmarshal([]byte(`{"F": {"code": "r"}}`), &v))
	assert.Equal(t, "r", v.F.Root().Code)
}

var errPipe = errors.New("broken pipe")

// brokenPipe can be neither read nor written.
type brokenPipe struct{}

func (brokenPipe) Read([]byte) (int, error)  { return 0, errPipe }
func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }
