package scheme_test

import (
	"encoding"
	"math"
	"math/big"
	"reflect"

	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// maker makes values of all types that a scheme holds, methods of every kind among them.
type maker struct {
	t     *rapid.T
	depth int
}

// texts are those that YAML could take for something else, among others.
var texts = []string{
	"", "a", "区", "two words", "x\"y\n", " blank", "blank ", "3", "010", "1e3", "true", "null", "~", "yes", "2026-03-31", "a: b", "a #b", "# c", "- d",
	"[e]", "{f}", "g, h", "*i", "&j", "!k", "|", ">", "%", "@", "`", "'q'", "\\", "\t", "<<", "=", "a:", ":a", "?", "\u0085", "\u2028", "\u00a0x", "\ufeff", "100 万", "3 x",
	"2001-12-14 21:59:43.10 Z", "0x1F", "12:30", "1_0", ".5", "+3", "-", "---", "...", "a\r\nb", "𠮷", "e\u0301", "\u0301", "\x7f", "‐", "\U0001F600", "é",
}

func (m *maker) text() string {
	if rapid.Bool().Draw(m.t, "common") {
		return rapid.SampledFrom(texts).Draw(m.t, "text")
	}
	return rapid.String().Draw(m.t, "text")
}

func (m *maker) number() float64 {
	if rapid.Bool().Draw(m.t, "common") {
		return rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, 0.1, 1e-9, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64}).Draw(m.t, "number")
	}
	return rapid.Float64().Draw(m.t, "number")
}

// own are types that check what they read, and those whose fields do not say all.
var own = map[reflect.Type]func(m *maker) any{
	reflect.TypeFor[normalize.Frozen](): func(m *maker) any {
		return normalize.Frozen{m.text(): normalize.LinearScale{To: 1, Hi: 100}}
	},
	reflect.TypeFor[indicators.Tags](): func(m *maker) any { return indicators.NewTags(map[string]string{m.text(): m.text()}) },
	reflect.TypeFor[big.Rat](): func(m *maker) any {
		return *big.NewRat(rapid.Int64Range(-99, 99).Draw(m.t, "numerator"), rapid.Int64Range(1, 12).Draw(m.t, "denominator"))
	},
	reflect.TypeFor[fill.Measure](): func(m *maker) any {
		return fill.Measure{Name: "mu", NameZH: "亩", Digits: rapid.IntRange(0, 9).Draw(m.t, "digits"), Power: rapid.IntRange(0, 9).Draw(m.t, "power")}
	},
	reflect.TypeFor[fill.Amount]():        func(m *maker) any { return rapid.SampledFrom([]fill.Amount{0, 1, -1, 1250}).Draw(m.t, "amount") },
	reflect.TypeFor[incentive.Figures]():  func(*maker) any { return incentive.Figures{} },
	reflect.TypeFor[scheme.Framework]():   func(*maker) any { return scheme.Framework{} },
	reflect.TypeFor[*indicators.Table]():  func(*maker) any { return (*indicators.Table)(nil) },
	reflect.TypeFor[basis.Text]():         func(*maker) any { return basis.Textf("by hand") },
	reflect.TypeFor[evaluation.Ranking](): func(*maker) any { return evaluation.Ranking{} },
}

// size is the length of a list or map; -1 is nil.
func (m *maker) size() int {
	if m.depth > 6 {
		return -1
	}
	return rapid.IntRange(-1, 2).Draw(m.t, "length")
}

// fill makes v a value of its type.
func (m *maker) fill(v reflect.Value) {
	m.depth++
	defer func() { m.depth-- }()
	if f := own[v.Type()]; f != nil {
		v.Set(reflect.ValueOf(f(m)))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(m.t, "bool"))
	case reflect.String:
		v.SetString(m.text())
	case reflect.Float64:
		v.SetFloat(m.number())
	case reflect.Int, reflect.Int64, reflect.Uint8, reflect.Uint64:
		m.whole(v)
	case reflect.Slice:
		if n := m.size(); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				m.fill(v.Index(i))
			}
		}
	case reflect.Map:
		if n := m.size(); n >= 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				m.fill(key)
				m.fill(value)
				v.SetMapIndex(key, value)
			}
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(m.t, "not nil") {
			v.Set(reflect.New(v.Type().Elem()))
			m.fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() && v.Type().Field(i).Tag.Get("json") != "-" {
				m.fill(v.Field(i))
			}
		}
	case reflect.Interface:
		m.held(v)
	default:
		m.t.Fatalf("no values of %v are made; add the type to own", v.Type())
	}
}

// whole makes an integer, one that has a word if the type has words.
func (m *maker) whole(v reflect.Value) {
	for n := 0; ; n = rapid.IntRange(0, 9).Draw(m.t, "whole") {
		if v.CanInt() {
			v.SetInt(int64(n))
		} else {
			v.SetUint(uint64(n))
		}
		if words, ok := v.Interface().(encoding.TextMarshaler); ok {
			if _, err := words.MarshalText(); err != nil {
				continue
			}
		}
		if rapid.Bool().Draw(m.t, "this one") {
			return
		}
	}
}

// held makes a value of one of the kinds of an interface.
func (m *maker) held(v reflect.Value) {
	var of []reflect.Type
	for e := range scheme.Kinds().All() {
		if e.Interface == v.Type() {
			of = append(of, e.Type)
		}
	}
	if len(of) == 0 {
		m.t.Fatalf("%v has no kinds", v.Type())
	}
	if m.depth > 5 || rapid.Bool().Draw(m.t, "nil") {
		return
	}
	x := reflect.New(rapid.SampledFrom(of).Draw(m.t, "kind")).Elem()
	m.fill(x)
	v.Set(x)
}
