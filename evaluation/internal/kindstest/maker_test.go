package kindstest_test

import (
	"encoding"
	"math"
	"math/big"
	"reflect"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// maker makes values of any type that is written.
type maker struct {
	t     *rapid.T
	kinds basis.Kinds
	nan   bool // every number is NaN
	depth int
}

// own are types that check what they read, and those whose fields do not say all.
var own = map[reflect.Type]func(m *maker) any{
	reflect.TypeFor[basis.Text](): func(m *maker) any { return m.words() },
	reflect.TypeFor[normalize.Frozen](): func(m *maker) any {
		return normalize.Frozen{m.text(): normalize.LinearScale{To: 1, Hi: 100}, "b": normalize.ClipScale{Of: normalize.LogScale{Of: normalize.LinearScale{To: 2, Hi: 1}}, Hi: 1}}
	},
	reflect.TypeFor[indicators.Tags]():      func(m *maker) any { return indicators.NewTags(map[string]string{m.text(): m.text()}) },
	reflect.TypeFor[indicators.Framework](): func(*maker) any { return *table().Framework() },
	reflect.TypeFor[indicators.Table]():     func(*maker) any { return *table() },
	reflect.TypeFor[evaluation.Result]():    func(*maker) any { return *result() },
	reflect.TypeFor[big.Rat]():              func(m *maker) any { return m.rational() },
	reflect.TypeFor[fill.Measure]():         func(m *maker) any { return m.measure() },
	reflect.TypeFor[fill.Amount](): func(m *maker) any {
		return rapid.SampledFrom([]fill.Amount{0, 1, -1, 1250, fill.NoCap, fill.NoCap - 1}).Draw(m.t, "amount")
	},
	reflect.TypeFor[weights.Components]():     func(m *maker) any { return m.components() },
	reflect.TypeFor[weights.FactorSolution](): func(m *maker) any { return m.factors() },
	reflect.TypeFor[indicators.Indicator](): func(m *maker) any {
		return indicators.Indicator{Code: m.text(), Weight: m.number(), Bounds: &indicators.Range{Lo: m.number(), Hi: 1}}
	},
}

// measure makes one that can count.
func (m *maker) measure() fill.Measure {
	x := fill.Measure{Name: m.text(), NameZH: "亩", Digits: rapid.IntRange(0, 9).Draw(m.t, "digits")}
	x.Power = rapid.IntRange(0, 9).Draw(m.t, "power")
	return x
}

func (m *maker) rational() big.Rat {
	return *big.NewRat(rapid.Int64Range(-1000, 1000).Draw(m.t, "numerator"), rapid.Int64Range(1, 12).Draw(m.t, "denominator"))
}

// result is a result as small as can be.
func result() *evaluation.Result {
	t := table()
	t, err := t.WithColumn("a", []float64{1, 2}, []indicators.Mark{indicators.Derived, indicators.Derived})
	if err != nil {
		panic(err)
	}
	r, err := evaluation.Model{}.Evaluate(t, nil)
	if err != nil {
		panic(err)
	}
	return r
}

func table() *indicators.Table {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}, {Code: "b"}}})
	if err != nil {
		panic(err)
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "1"}, {Code: "2"}}, map[string][]float64{"a": {1, math.NaN()}, "b": {2, 3}}, nil)
	if err != nil {
		panic(err)
	}
	return t
}

func (m *maker) components() weights.Components {
	r := m.number()
	return weights.Components{
		Codes: []string{"a", "b"}, Correlation: mat.NewSymDense(2, []float64{1, r, r, 1}), Eigenvalues: m.numbers(2),
		Vectors: mat.NewDense(2, 2, m.numbers(4)),
	}
}

func (m *maker) factors() weights.FactorSolution {
	return weights.FactorSolution{
		Components: m.components(), Loadings: mat.NewDense(2, 1, m.numbers(2)), Rotated: mat.NewDense(2, 1, m.numbers(2)), Explained: m.numbers(1),
		Factor: []int{0, 0}, Weights: m.numbers(2), Warnings: []error{&weights.CellError{Row: -1, Code: "a", Err: basis.ErrConstant}},
	}
}

func (m *maker) text() string {
	return rapid.SampledFrom([]string{"", "a", "b", "区", "x\"y\n"}).Draw(m.t, "text")
}

func (m *maker) number() float64 {
	if m.nan {
		return math.NaN()
	}
	if rapid.Bool().Draw(m.t, "common") {
		return rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 1, 0.1, 1e-9, math.NaN(), math.Inf(1), math.Inf(-1), math.MaxFloat64}).Draw(m.t, "number")
	}
	return rapid.Float64().Draw(m.t, "number")
}

func (m *maker) numbers(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = m.number()
	}
	return x
}

// error makes an error of one of the forms that the codec has.
func (m *maker) error() error {
	switch rapid.IntRange(0, 2).Draw(m.t, "form of the error") {
	case 0:
		return basis.ErrMissing
	case 1:
		return basis.Errorf("%w: %s has %v of %d", basis.ErrDomain, m.text(), 0.5, 3)
	}
	return &indicators.InputError{Unit: m.text(), Line: rapid.IntRange(0, 9).Draw(m.t, "line"), Err: indicators.ErrRange}
}

// words makes a text of one of the forms that the codec has.
func (m *maker) words() basis.Text {
	switch rapid.IntRange(0, 2).Draw(m.t, "form of the text") {
	case 0:
		return basis.Text{}
	case 1:
		return basis.Textf("by hand")
	}
	return basis.Textf("%v of %d values, %s", basis.Textf("median"), 3, m.text())
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
	case reflect.Int, reflect.Int64, reflect.Uint8, reflect.Uint32, reflect.Uint64:
		m.whole(v)
	case reflect.Slice:
		if n := m.size(); n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				m.fill(v.Index(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			m.fill(v.Index(i))
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
		if rapid.Bool().Draw(m.t, "not nil") || m.depth == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			m.fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			m.fill(v.Field(i))
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
	if v.Type() == reflect.TypeFor[error]() {
		if rapid.Bool().Draw(m.t, "an error") {
			v.Set(reflect.ValueOf(m.error()))
		}
		return
	}
	var of []reflect.Type
	for e := range m.kinds.All() {
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
