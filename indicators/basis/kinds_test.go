package basis_test

import (
	"errors"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

func TestKindsJoin(t *testing.T) {
	a := basis.Kind[method]("mix", mix{})
	b := a.With(basis.Kind[fmt.Stringer]("mix", (*strings.Builder)(nil)), a, basis.Kind[method]("plain", plain{}))
	list := func(k basis.Kinds) (out []string) {
		for e := range k.All() {
			out = append(out, fmt.Sprint(e.Interface, " ", e.Word, " ", e.Type))
		}
		return out
	}
	assert.Equal(t, []string{"basis_test.method mix basis_test.mix"}, list(a), "unchanged")
	assert.Equal(t, []string{
		"basis_test.method mix basis_test.mix",
		"fmt.Stringer mix *strings.Builder",
		"basis_test.method plain basis_test.plain",
	}, list(basis.Join(b, a, b)), "once each")
	assert.Empty(t, list(basis.Kinds{}))
	for e := range a.All() {
		assert.Equal(t, basis.KindEntry{Interface: reflect.TypeFor[method](), Word: "mix", Type: reflect.TypeFor[mix]()}, e)
	}
}

func TestKindsRefuseAProgrammersMistakes(t *testing.T) {
	for text, f := range map[string]func(){
		`kind "x" of basis_test.method is both basis_test.plain and basis_test.mix`: func() {
			basis.Kind[method]("x", plain{}).With(basis.Kind[method]("x", mix{}))
		},
		`basis_test.plain is both kind "x" and "y" of basis_test.method`: func() {
			basis.Join(basis.Kind[method]("x", plain{}), basis.Kind[method]("y", plain{}))
		},
		`kind "x" of basis_test.method: no value, so no type`:    func() { basis.Kind[method]("x", nil) },
		`kind of basis_test.plain in basis_test.method: no word`: func() { basis.Kind[method]("", plain{}) },
		`kind "x": basis_test.plain is no interface`:             func() { basis.Kind("x", plain{}) },
		`kind "x" of basis_test.method: basis_test.function is a function and cannot be written`: func() {
			basis.Kind[method]("x", function(nil))
		},
		`kind "x" of basis_test.method: *basis_test.grades is a pointer to no struct`: func() { basis.Kind[method]("x", &grades{}) },
	} {
		assert.PanicsWithError(t, text, f)
	}
}

func TestParseJSONKnowsPlaces(t *testing.T) {
	n, err := basis.ParseJSON([]byte("\ufeff{\r\n \"县\" : [1.50, \"\\u53bf\\ud83d\\ude00\\n\"],\n\"县\":{}}"))
	require.NoError(t, err)
	text := func(line, column int, text string) basis.Node {
		return basis.Node{Kind: basis.NodeText, Line: line, Column: column, Text: text}
	}
	assert.Equal(t, &basis.Node{Kind: basis.NodeRecord, Line: 1, Column: 4, Members: []basis.Member{
		{Key: "县", Line: 2, Column: 2, Value: basis.Node{Kind: basis.NodeList, Line: 2, Column: 10, Items: []basis.Node{
			{Kind: basis.NodeNumber, Line: 2, Column: 11, Text: "1.50"}, text(2, 17, "县😀\n"),
		}}},
		{Key: "县", Line: 3, Column: 1, Value: basis.Node{Kind: basis.NodeRecord, Line: 3, Column: 7}},
	}}, n)
	for doc, want := range map[string]string{
		"":                       "1:1: not well formed: a value should stand here, not the end of the file",
		"[1,\n 2,]":              "2:4: not well formed: the comma before this closing bracket is one too many",
		`{"a":1,}`:               "1:8: not well formed: the comma before this closing brace is one too many",
		`{a:1}`:                  `1:2: not well formed: a key in double quotes should stand here, not "a"`,
		`[1] 2`:                  `1:5: not well formed: the document ends before "2"`,
		`[01]`:                   `1:3: not well formed: a comma or a closing bracket should stand here, not "1"`,
		`[1.]`:                   `1:4: not well formed: a digit should follow the point, not "]"`,
		`"\ud800"`:               `1:2: not well formed: \ud800 is half of a surrogate pair, which is no character`,
		"\"a\nb\"":               "1:3: not well formed: a text has the control character U+000A; it must be escaped, or a closing quote is lacking",
		"[\n\"\ufffd\xff\"]":     "2:5: not well formed: byte 0xFF is not UTF-8",
		"// x":                   "1:1: not well formed: a value should stand here, not a comment (JSON has none)",
		"NaN":                    `1:1: not well formed: a value should stand here, not "NaN"`,
		strings.Repeat("[", 1e6): "1:10001: value: more than 10000 values stand in each other",
	} {
		_, err := basis.ParseJSON([]byte(doc))
		require.EqualError(t, err, want)
		assert.Equal(t, !strings.Contains(want, "more than"), errors.Is(err, basis.ErrSyntax))
		assert.Len(t, basis.Find[basis.Placed](err), 1)
	}
	e := basis.DataError{File: "a.json", Line: 2, Column: 3, Path: "x", Err: basis.ErrFew}
	assert.Equal(t, "a.json:2:3: x: too few values", e.Error())
	assert.Equal(t, basis.Place{File: "a.json", Line: 2, Column: 3}, e.Place())
	assert.Equal(t, "a record", basis.NodeRecord.String())
	deep := strings.Repeat("[", 9999) + strings.Repeat("]", 9999)
	type nest []nest
	var v nest
	require.NoError(t, basis.Unmarshal([]byte(deep), &v, basis.Kinds{}))
	assert.Equal(t, deep, written(t, v))
}

func TestNearest(t *testing.T) {
	known := []string{"weight", "unit", "权重"}
	for word, want := range map[string]string{
		"wieght": "weight", "WEIGHT": "weight", "unti": "unit", "u": "", "权": "", "unity": "unit", "height": "weight", "": "",
		strings.Repeat("x", 100): "",
	} {
		assert.Equal(t, want, basis.Nearest(word, known), word)
	}
}

// TestRationalsAreDecimal: a leading zero is refused, which would make a fraction octal.
func TestRationalsAreDecimal(t *testing.T) {
	for _, text := range []string{`"010/3"`, `"1/010"`, `"010"`, `"1/0"`, `"1/"`, `"/3"`, `"1."`, `".5"`, `"--1"`, `"1/-3"`} {
		require.Error(t, basis.Unmarshal([]byte(text), new(big.Rat), basis.Kinds{}), text)
	}
	for text, want := range map[string]*big.Rat{`"10/3"`: big.NewRat(10, 3), `"-0.05"`: big.NewRat(-1, 20), `"0"`: new(big.Rat), `81.3`: big.NewRat(813, 10)} {
		var x big.Rat
		require.NoError(t, basis.Unmarshal([]byte(text), &x, basis.Kinds{}), text)
		assert.Zero(t, want.Cmp(&x), text)
	}
}
