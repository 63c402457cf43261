package basis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
)

func ptr[T any](v T) *T { return &v }

type omitting struct {
	X float64   `json:",omitempty"`
	S []int     `json:",omitempty"`
	P *int      `json:",omitzero"`
	E struct{}  `json:",omitempty"`
	T time.Time `json:",omitzero"`
}

// shout is written in capitals.
type shout string

func (s shout) MarshalText() ([]byte, error)     { return []byte(strings.ToUpper(string(s))), nil }
func (s *shout) UnmarshalText(text []byte) error { *s = shout(text); return nil }

func TestMarshalForms(t *testing.T) {
	third := big.NewRat(7, 3)
	var none method
	for _, x := range []struct {
		name string
		v    any
		want string
	}{
		{
			"floats",
			[]float64{1, 0.1, math.NaN(), math.Inf(1), math.Inf(-1), 1e21, 1e-7, math.Copysign(0, -1)},
			`[1,0.1,null,"+inf","-inf",1e+21,1e-7,-0]`,
		},
		{"pointers", []*float64{nil, ptr(math.NaN()), ptr(2.5), ptr(math.Inf(1))}, `[null,"nan",2.5,"+inf"]`},
		{"exact", []*big.Rat{nil, third, big.NewRat(813, 10), big.NewRat(-4, 1)}, `[null,"7/3","81.3","-4"]`},
		{"exact, by value", *third, `"7/3"`},
		{"nil and empty", [][]int{nil, {}}, `[null,[]]`},
		{"maps", []map[string]int{nil, {}, {"b": 1, "a": 2}}, `[null,{},{"a":2,"b":1}]`},
		{"enumeration and keys", map[level]level{2: 0, 0: 1}, `{"county":"city","province":"county"}`},
		{"bytes are numbers", []byte{1, 2}, `[1,2]`},
		{"texts", "a\"\\\n\x01县<&>", `"a\"\\\n\u0001县<&>"`},
		{"others' texts", time.Unix(0, 0).UTC(), `"1970-01-01T00:00:00Z"`},
		{"no kind outside of an interface", mix{}, `{"of":null,"shares":null}`},
		{
			"kinds",
			mix{Of: []method{nil, plain{}, grades{"A"}, mix{Base: 1}, perLevel{1: plain{}}}},
			`{"of":[null,{"kind":"plain"},{"kind":"grades","value":["A"]},{"kind":"mix","of":null,"shares":null,"base":1},` +
				`{"kind":"per-level","value":{"city":{"kind":"plain"}}}],"shares":null}`,
		},
		{
			"own forms",
			[]method{sealed{of: plain{}, n: 1}, boxed{}},
			`[{"kind":"sealed","of":{"kind":"plain"},"n":1},{"kind":"boxed","value":null}]`,
		},
		{"own form of no kind", sealed{}, `{"of":null,"n":0}`},
		{"pointer to an interface", ptr(method(plain{})), `{"kind":"plain"}`},
		{"nil interface", &none, `null`},
		{"embedded", struct {
			base
			X    int `json:"-"`
			Y    bool
			none int
		}{base: base{Name: "n"}, Y: true}, `{"name":"n","Y":true}`},
		{
			"left out",
			[]omitting{
				{},
				{X: math.Copysign(0, -1), S: []int{}, P: ptr(0), T: time.Unix(0, 0).UTC()},
				{X: math.NaN(), T: time.Time{}.In(time.FixedZone("", 3600))},
			},
			`[{"E":{}},{"X":-0,"P":0,"E":{},"T":"1970-01-01T00:00:00Z"},{"X":null,"E":{}}]`,
		},
	} {
		text := written(t, x.v)
		assert.Equal(t, x.want, text, x.name)
		p := reflect.New(reflect.TypeOf(x.v))
		require.NoError(t, basis.Unmarshal([]byte(text), p.Interface(), kinds()), x.name)
		assert.Equal(t, text, written(t, p.Interface()), x.name)
	}
}

func TestWriteAndReadIsTheIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t, 2)
		text := written(t, d)
		require.True(t, json.Valid([]byte(text)))
		back := document{Off: make(chan int)}
		require.NoError(t, basis.Unmarshal([]byte(text), &back, kinds()))
		require.Equal(t, text, written(t, back))
		require.Equal(t, fmt.Sprint(d.Warnings), fmt.Sprint(back.Warnings))
		same(t, reflect.ValueOf(d), reflect.ValueOf(back))
	})
}

// same compares what testify cannot: NaN is NaN, and what was printed may have been
// an int64.
func same(t *rapid.T, a, b reflect.Value) {
	require.Equal(t, a.Kind(), b.Kind())
	if !a.IsValid() {
		return
	}
	require.Equal(t, a.Type(), b.Type())
	switch a.Kind() {
	case reflect.Float64, reflect.Float32:
		require.Equal(t, math.Float64bits(a.Float()), math.Float64bits(b.Float()))
	case reflect.Pointer, reflect.Interface:
		require.Equal(t, a.IsNil(), b.IsNil())
		if r, ok := a.Interface().(*big.Rat); ok && r != nil {
			require.Zero(t, r.Cmp(b.Interface().(*big.Rat)))
		} else if !a.IsNil() {
			same(t, a.Elem(), b.Elem())
		}
	case reflect.Slice:
		require.Equal(t, a.IsNil(), b.IsNil())
		require.Equal(t, a.Len(), b.Len())
		for i := range a.Len() {
			same(t, a.Index(i), b.Index(i))
		}
	case reflect.Map:
		require.Equal(t, a.IsNil(), b.IsNil())
		require.Equal(t, a.Len(), b.Len())
		for _, k := range a.MapKeys() {
			same(t, a.MapIndex(k), b.MapIndex(k))
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() && f.Name != "Off" || f.Anonymous {
				same(t, a.Field(i), b.Field(i))
			}
		}
	default:
		require.True(t, a.Equal(b))
	}
}

func TestDocumentsGoThroughEncodingJSON(t *testing.T) {
	d := document{
		base: base{Name: "a"}, Score: math.NaN(), Method: mix{Of: []method{plain{}}},
		Inner: []document{{base: base{Name: "b"}, Method: plain{}}},
	}
	b, err := json.Marshal(map[string]any{"d": d})
	require.NoError(t, err)
	var back map[string]document
	require.NoError(t, json.Unmarshal(b, &back))
	assert.Equal(t, written(t, d), written(t, back["d"]))

	d.Inner[0].Method = mix{Of: []method{sealed{}}}
	_, err = json.Marshal(d)
	require.ErrorContains(t, err, "inner[0].method.of[0]: unknown: basis_test.sealed has no kind as a basis_test.method")
	require.NoError(t, basis.Unmarshal([]byte(written(t, d)), &document{}, kinds()), "the kinds travel down")
}

func TestMarshalRefuses(t *testing.T) {
	type loop struct{ Of []any }
	around := []any{nil, nil}
	around[0], around[1] = &around, &around
	type tagged struct {
		X int `json:",string"`
	}
	type twice struct {
		base
		Name string `json:"name"`
	}
	type kinded struct {
		Kind string `json:"kind"`
		plain
	}
	type half struct{ level }
	cyclic := loop{}
	cyclic.Of = []any{cyclic}
	type node struct{ Next *node }
	ring := &node{}
	ring.Next = ring
	any0 := basis.Join(basis.Kind[any]("list", []any{}), basis.Kind[any]("lists", &struct{ X int }{}), basis.Kind[method]("kinded", kinded{}))
	for _, x := range []struct {
		name string
		v    any
		want []string
	}{
		{"nil", nil, []string{"value: nil cannot be written"}},
		{"function", function(nil), []string{"value: basis_test.function is a function and cannot be written"}},
		{"function in an interface", map[string]method{"a": function(nil), "县 b": function(nil)}, []string{
			"a: value: basis_test.function is a function and cannot be written",
			`["县 b"]: value: basis_test.function is a function and cannot be written`,
		}},
		{"no kind", []any{1, []any{struct{}{}}}, []string{
			"[0]: unknown: int has no kind as a interface {}; give it one with basis.Kind",
			"[1].value[0]: unknown: struct {} has no kind as a interface {}; give it one with basis.Kind",
		}},
		{"pointer", []method{&mix{}}, []string{
			"[0]: value: *basis_test.mix is a pointer; as a basis_test.method it is written by value, as basis_test.mix",
		}},
		{"nil pointer of a kind", []any{(*struct{ X int })(nil)}, []string{"[0]: missing value: a nil *struct { X int } cannot be written"}},
		{"key kind", []method{kinded{}}, []string{`[0]: key: basis_test.kinded has a field with the key "kind", which is taken`}},
		{"pointer to nil", []**int{ptr((*int)(nil))}, []string{"[0]: value: a **int to what is null cannot be told from nil"}},
		{"word", level(9), []string{"value: there is no level 9"}},
		{"not UTF-8", "a\xff", []string{`value: the text "a\xff" is not UTF-8`}},
		{"opaque", struct{ T struct{ x int } }{}, []string{
			"T: value: struct { x int } keeps its parts to itself; it needs MarshalData and UnmarshalData, or those for a text",
		}},
		{"channel", make(chan int), []string{"value: chan int cannot be written"}},
		{"two keys of one text", map[shout]int{"a": 1, "A": 2}, []string{"A: key: two keys of a map[basis_test.shout]int have this text"}},
		{"keys", map[float64]int{}, []string{"value: map[float64]int has keys that are no texts and no whole numbers"}},
		{"option", tagged{}, []string{`value: basis_test.tagged has the option "string" in the tag of X, which is not supported`}},
		{"key twice", twice{}, []string{`value: basis_test.twice has two fields for the key "name"`}},
		{"embedded form", half{}, []string{
			"value: basis_test.half embeds basis_test.level, whose MarshalText would hide the other fields; give the field a name",
		}},
		{"embedded pointer", struct{ *mix }{}, []string{"value: struct { *basis_test.mix } embeds the pointer *basis_test.mix; give the field a name"}},
	} {
		_, err := basis.Marshal(x.v, any0.With(basis.Kind[method]("mix", mix{})))
		require.Error(t, err, x.name)
		var got []string
		for e := range basis.All(err) {
			got = append(got, e.Error())
		}
		assert.Equal(t, x.want, got, x.name)
	}
	_, err := basis.Marshal(ring, basis.Kinds{})
	require.ErrorContains(t, err, "more than 10000 values stand in each other")
	_, err = basis.Marshal(around, basis.Join(basis.Kind[any]("x", (*struct{ X int })(nil)), basis.Kind[any]("list", []any{})))
	require.Error(t, err)
	lists := []any{nil, nil}
	lists[0], lists[1] = lists, lists
	_, err = basis.Marshal(lists, any0)
	require.ErrorContains(t, err, "more than 10000 values stand in each other")
	assert.Len(t, basis.Find[*basis.DataError](err), 1, "and ends at once")
}

func TestSentencesReadBack(t *testing.T) {
	errs := []error{
		nil,
		basis.ErrMissing,
		basis.Errorf("plain, 100%%"),
		basis.Errorf("%w: unit %s has %v, not %v", basis.ErrMissing, "411", big.NewRat(1, 3), io.EOF),
		basis.Errorf("%w: %d %5.2f %v %v %v %v", basis.Errorf("%w in %q", basis.ErrFew, "a"), 7, 3.0, 3.0, 1e21, math.NaN(), math.Inf(1)),
		basis.Errorf("%c %U %q %d %x %v %t %v %d", 'x', '县', 'y', uint64(math.MaxUint64), byte(7), int64(-3), true, nil, int64(5)),
		basis.Errorf("%T %v", 3, []string{"a"}),
		&misplaced{"411", basis.ErrConstant},
		errors.Join(basis.ErrFew, errors.Join(io.EOF, basis.ErrEmpty)), basis.JoinErrors(basis.ErrFew, io.EOF),
		&basis.Sentence{Text: "%v and more", Args: []any{time.Second, 2}},
		io.EOF,
	}
	text := written(t, errs)
	assert.Contains(t, text, `{"text":"%w: unit %s has %v, not %v","args":[{"error":"missing value"},"411",{"printed":"1/3"},{"error":"EOF"}]}`)
	assert.Contains(t, text, `7,3.0,3.0,1e+21,{"float":null},{"float":"+inf"}]`)
	assert.Contains(t, text, `{"kind":"misplaced","unit":"411","err":"all values are equal"}`)
	assert.Contains(t, text, `["too few values",["EOF","empty"]]`)
	var back []error
	require.NoError(t, basis.Unmarshal([]byte(text), &back, kinds()))
	for i, err := range errs {
		if err == nil {
			assert.NoError(t, back[i])
			continue
		}
		require.EqualError(t, back[i], err.Error())
		for _, reason := range []error{basis.ErrMissing, basis.ErrFew, basis.ErrConstant, basis.ErrEmpty} {
			assert.Equal(t, errors.Is(err, reason), errors.Is(back[i], reason), err.Error())
		}
	}
	assert.Equal(t, text, written(t, back))
	require.ErrorAs(t, back[7], ptr((*misplaced)(nil)))

	_, err := basis.Marshal([]error{(*misplaced)(nil), (*basis.Sentence)(nil)}, kinds())
	require.ErrorContains(t, err, "[0]: missing value: a nil *basis_test.misplaced cannot be written\n[1]: missing value: a nil *basis.Sentence")
	assert.Equal(t, []string{
		"1:2: [0]: value: 3 stands where an error should",
		`1:5: [1]: missing value: the key "text"`,
		`1:6: [1]: key "txt" is unknown; an error has kind, or text and args, or en and zh`,
		"1:17: [2]: empty: the list has no errors",
		`1:40: [3].args[0]: value: an argument is a text, a number, true, false, null or a record with the one key "error", "printed" or "float"`,
		`1:53: [4].kind: unknown: "misplace" is no kind of error (did you mean "misplaced"?)`,
		"1:70: [5][0]: missing value: null stands where an error should",
	}, refusals(t, `[3, {"txt":"a"},[], {"text":"","args":[[]]},{"kind":"misplace"} ,   [null]]`, &back))
}

func TestUnmarshalIsStrict(t *testing.T) {
	type record struct {
		A int      `json:"a"`
		B string   `json:"bcd,omitempty"`
		M method   `json:"m,omitempty"`
		L level    `json:"l,omitempty"`
		X float64  `json:"x,omitempty"`
		R *big.Rat `json:"r,omitempty"`
		Y bool     `json:"y,omitempty"`
		N struct{} `json:"n,omitempty"`
		U uint8    `json:"u,omitempty"`
		P [2]int   `json:"p,omitempty"`

		K map[int]string `json:"k,omitempty"`
	}
	for _, x := range []struct {
		text string
		want []string
	}{
		{`{}`, []string{`1:1: missing value: the key "a"`}},
		{"{\"a\":null,\"bcd\":null,\"l\":null,\n\"y\":null,\"n\":null,\"p\":null}", []string{
			"1:6: a: missing value: null stands where a whole number should",
			"1:17: bcd: missing value: null stands where a text should",
			"1:26: l: missing value: null stands where a text should",
			"2:5: y: missing value: null stands where true or false should",
			"2:14: n: missing value: null stands where a record should",
			"2:23: p: missing value: null stands where a list should",
		}},
		{`{"a":1,"a":2,"bdc":"","A":1,"qqqqqq":[]}`, []string{
			`1:8: key "a" is there twice, first on line 1`,
			`1:14: key "bdc" is unknown (did you mean "bcd"?)`,
			`1:23: key "A" is unknown (did you mean "a"?)`,
			`1:29: key "qqqqqq" is unknown`,
		}},
		{`{"a":1.0,"bcd":3,"l":"citty","x":"nan","r":"1e9","y":0,"n":[],"u":256,"p":[1]}`, []string{
			`1:6: a: not a finite number: "1.0" is no whole number`,
			`1:16: bcd: value: 3 stands where a text should`,
			`1:22: l: unknown: "citty" is no level; one of ["county" "city" "province"]`,
			`1:34: x: value: the text "nan" stands where a number should`,
			`1:44: r: not a finite number: "1e9"; exact numbers are written "81.3" or "7/3"`,
			`1:54: y: value: 0 stands where true or false should`,
			`1:60: n: value: a list stands where a record should`,
			`1:67: u: not a finite number: "256" does not fit uint8`,
			`1:75: p: value: 1 values stand where 2 should`,
		}},
		{`{"a":99999999999999999999,"x":1e999,"u":-1,"r":"1/0"}`, []string{
			`1:6: a: not a finite number: "99999999999999999999" does not fit ` + reflect.TypeFor[int]().Name(),
			`1:31: x: not a finite number: "1e999" is beyond the largest float64`,
			`1:41: u: not a finite number: "-1" is no whole number from 0 on`,
			`1:48: r: not a finite number: "1/0"; exact numbers are written "81.3" or "7/3"`,
		}},
		{`{"a":1,"x":-1e-999,"k":{"1":"", "01":"","x":3,"1":""}}`, []string{
			`1:12: x: not a finite number: "-1e-999" is not 0 but would become 0`,
			`1:33: k.01: key "01" is there twice, spelled in two ways`,
			`1:41: k.x: not a finite number: "x" is no whole number`,
			`1:45: k.x: value: 3 stands where a text should`,
			`1:47: k: key "1" is there twice, first on line 1`,
		}},
		{`{"a":1,"m":{"of":[]}}`, []string{`1:13: m.of: unknown: "of" is no kind of basis_test.method; one of plain, mix, grades, per-level, sealed, boxed`}},
		{`{"a":1,"m":{}}`, []string{`1:12: m: missing value: the key "kind", which says what basis_test.method this is`}},
		{`{"a":1,"m":{"kind":"mx","of":3}}`, []string{
			`1:20: m.kind: unknown: "mx" is no kind of basis_test.method (did you mean "mix"?)`,
		}},
		{`{"a":1,"m":{"kind":"zzzzzz"}}`, []string{`1:20: m.kind: unknown: "zzzzzz" is no kind of basis_test.method; ` +
			`one of plain, mix, grades, per-level, sealed, boxed`}},
		{`{"a":1,"m":{"kind":3}}`, []string{"1:20: m.kind: value: 3 stands where a text should"}},
		{`{"a":1,"m":{"of":[{"kind":"plain","x":1},{"kind":"grades"},{"kind":"boxed","value":[1],"y":2}, "plain"],"kind":"mix","shares":[]}}`, []string{
			`1:35: m.of[0]: key "x" is unknown`,
			`1:42: m.of[1]: missing value: the key "value"`,
			`1:85: m.of[2].value[0]: value: 1 stands where a text should`,
			`1:88: m.of[2]: key "y" is unknown; the kind has "value" alone`,
		}},
		{`{"a":1,"m":{"mix":{"of":["plain",{"boxed":[1]},"grades",{"mx":1},"plian",{"x":1,"y":2}],"shares":1}}}`, []string{
			`1:44: m.mix.of[1].boxed[0]: value: 1 stands where a text should`,
			`1:48: m.mix.of[2]: value: the text "grades" stands where a record should`,
			`1:58: m.mix.of[3].mx: unknown: "mx" is no kind of basis_test.method (did you mean "mix"?)`,
			`1:66: m.mix.of[4]: unknown: "plian" is no kind of basis_test.method (did you mean "plain"?)`,
			`1:74: m.mix.of[5]: missing value: the key "kind", which says what basis_test.method this is`,
			`1:98: m.mix.shares: value: 1 stands where a list should`,
		}},
		{`{"a":1,"m":{"kind":"plain","kind":"plain"}}`, []string{`1:28: m: key "kind" is unknown`}},
		{`{"a":1,"m":{"kind":"sealed","of":null,"n":-1}}`, []string{`1:12: m: value outside the domain of the method: -1 is negative`}},
		{`{"a":1,"m":{"kind":"sealed","of":2,"n":"x"}}`, []string{
			`1:34: m.of: value: 2 stands where a record should`,
			`1:40: m.n: value: the text "x" stands where a whole number should`,
		}},
	} {
		r := record{A: 7}
		assert.Equal(t, x.want, refusals(t, x.text, &r), x.text)
		assert.Equal(t, record{A: 7}, r, "kept")
	}
	r := record{A: 7, B: "x"}
	require.NoError(t, basis.Unmarshal([]byte(`{"a":1,"r":2.50,"x":null}`), &r, kinds()))
	assert.True(t, r.A == 1 && r.B == "" && r.R.Cmp(big.NewRat(5, 2)) == 0 && math.IsNaN(r.X))
	require.ErrorIs(t, basis.Unmarshal([]byte(`{}`), record{}, kinds()), basis.ErrValue)
	require.ErrorIs(t, basis.Unmarshal([]byte(`{}`), nil, kinds()), basis.ErrValue)
}

func TestDecodeTakesAnyTree(t *testing.T) {
	n := &basis.Node{Kind: basis.NodeRecord, Members: []basis.Member{
		{Key: "kind", Value: basis.Node{Kind: basis.NodeText, Text: "grades"}},
		{Key: "value", Value: basis.Node{Kind: basis.NodeList, Items: []basis.Node{{Kind: basis.NodeText, Text: "A"}}}},
	}}
	var m method
	require.NoError(t, basis.Decode(n, &m, kinds()))
	assert.Equal(t, grades{"A"}, m)
	n.Members[1].Value.Items[0].Kind = basis.NodeNumber
	require.EqualError(t, basis.Decode(n, &m, kinds()), "value[0]: value: A stands where a text should")
}

func FuzzUnmarshal(f *testing.F) {
	for seed := range 40 {
		d := rapid.Custom(func(t *rapid.T) document { return drawDocument(t, 1) }).Example(seed)
		b, err := basis.Marshal(d, kinds())
		require.NoError(f, err)
		f.Add(b)
	}
	f.Add([]byte(strings.Repeat(`{"inner":[`, 6000)))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d document
		if err := basis.Unmarshal(data, &d, kinds()); err != nil {
			assert.NotEmpty(t, err.Error())
			return
		}
		text := written(t, d)
		var back document
		require.NoError(t, basis.Unmarshal([]byte(text), &back, kinds()))
		require.Equal(t, text, written(t, back))
		assert.Equal(t, fmt.Sprint(d.Warnings), fmt.Sprint(back.Warnings))
	})
}
