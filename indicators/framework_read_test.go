package indicators_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestReadFrameworkValues(t *testing.T) {
	f, err := indicators.ReadFramework(strings.NewReader("\ufeff"+`{"code": "r", "name": null, "children": [
  {"code": "a\u0041 \ud83c\udfed\/", "weight": 0, "unit": "%", "direction": "target", "target": {"hi": 0, "lo": 0}, "bounds": {"lo": -1e2, "hi": 1E+2},
   "base": -0.5, "computed": true, "definition": "d", "period": "2022", "department": "p", "source": "s"},
  {"code": "b", "weight": 1, "computed": false, "name": "\u4e2d\"\\\b\f\r\t"}],
 "aux": [{"code": "x", "name_zh": "面积", "direction": "lower"}]}`), "f.json")
	require.NoError(t, err)
	assert.Equal(t, ind{Code: "r", Children: []ind{
		{
			Code: "aA 🏭/", Unit: "%", Direction: indicators.Target, Target: &indicators.Range{}, Bounds: &indicators.Range{Lo: -100, Hi: 100},
			Base: -0.5, Computed: true, Definition: "d", Period: "2022", Department: "p", Source: "s",
		},
		{Code: "b", Weight: 1, Name: "中\"\\\b\f\r\t"},
	}}, f.Root())
	assert.Equal(t, []ind{{Code: "x", NameZH: "面积", Direction: indicators.Lower}}, f.Aux())
}

// Null is no text wherever there need not be one.
func TestReadFrameworkNull(t *testing.T) {
	f, err := indicators.ReadFramework(strings.NewReader(`{"code": "r", "name": null, "name_zh": null, "unit": null, "definition": null, "period": null, "department": null, "source": null}`), "")
	require.NoError(t, err)
	assert.Equal(t, ind{Code: "r"}, f.Root())
}

// A key that is not known is named together with the one that was most likely
// meant, or alone.
func TestReadFrameworkHints(t *testing.T) {
	for key, hint := range map[string]string{
		"nam": "name", "Name_ZH": "name_zh", "name_cn": "name_zh", "dierctino": "direction", "sources": "source", "bse": "base", "Weight": "weight", "wght": "weight",
		"shade": "", "x": "", "cd": "", "weighting": "", "": "",
	} {
		want := fmt.Sprintf("1:15: indicator r: key %q is unknown", key)
		if hint != "" {
			want += fmt.Sprintf(" (did you mean %q?)", hint)
		}
		_, err := indicators.ReadFramework(strings.NewReader(fmt.Sprintf(`{"code": "r", %q: 1}`, key)), "")
		assert.EqualError(t, err, want)
	}
}

func TestReadFrameworkFaults(t *testing.T) {
	cases := []struct {
		name, text string
		is         error
		want       []string
	}{
		{"empty", " \n\t", basis.ErrEmpty, []string{"f.json: empty: the file has no text"}},
		{"only a mark", "\ufeff", basis.ErrEmpty, []string{"f.json: empty"}},
		{"UTF-16", "\xfe\xff\x00{", indicators.ErrEncoding, []string{"f.json:1:1: not UTF-8: the file looks like UTF-16"}},
		{"UTF-16 without mark", "{\x00}\x00", indicators.ErrEncoding, []string{"UTF-16"}},
		{"GB18030", "{\"code\": \"r\",\n \"name\": \"\xd6\xd0\xc4\xb2\xcf\xd8\"}", indicators.ErrEncoding, []string{"f.json:2:11: not UTF-8: the file may be GB18030"}},
		{"Latin-1", "{\"code\": \"r\", \"name\": \"\xe9 \xe9\"}", indicators.ErrEncoding, []string{"f.json:1:24: not UTF-8: the file has another encoding (first seen at byte 0xE9)"}},

		{"escaped line end in a code", "{\n\"code\": \"a\\n\"}", indicators.ErrCode, []string{`2:9: indicator a: code "a\n" begins or ends with white space`}},
		{"case of a key", `{"Code": "r"}`, basis.ErrKey, []string{`1:2: key "Code" is unknown (did you mean "code"?)`}},
		{"far key", `{"code": "r", "shade": 1}`, basis.ErrKey, []string{`1:15: indicator r: key "shade" is unknown`}},
		{"long key", `{"code": "r", "` + strings.Repeat("w", 70) + `": 1}`, basis.ErrKey, []string{`wwww"... is unknown`}},
		{
			"keys twice", "{\"code\": \"r\",\n\"name\": \"a\",\n\"name\": \"b\", \"x\": 1, \"x\": 1}", basis.ErrKey,
			[]string{`3:1: indicator r: key "name" is there twice, first on line 2`, `3:14: indicator r: key "x" is unknown`, `3:22: indicator r: key "x" is there twice`},
		},
		{"mistyped code", `{"kode": "r", "children": [{"code": "r"}]}`, basis.ErrKey, []string{`1:2: key "kode" is unknown (did you mean "code"?)`}},
		{"mistyped direction", `{"code": "r", "directon": "target", "target": {"lo": 1, "hi": 2}}`, basis.ErrKey, []string{`1:15: indicator r: key "directon"`}},
		{"mistyped target", `{"code": "r", "direction": "target", "tarjet": {"lo": 1, "hi": 2}}`, basis.ErrKey, []string{`1:38: indicator r: key "tarjet"`}},
		{"aux below the root", `{"code": "r", "children": [{"code": "a", "aux": []}]}`, basis.ErrKey, []string{`1:42: indicator a: key "aux" is for the root`}},

		{
			"kinds", `{"code": 1, "name": 2, "weight": null, "unit": true, "direction": null, "target": [], "bounds": null, "base": "1", "computed": 0, "children": {}, "aux": 1}`, basis.ErrValue,
			[]string{
				"1:10: value: code must be a text, not a number", "1:21: value: name must be a text", "1:34: value: weight must be a number, not null",
				"1:48: value: unit must be a text, not true or false", "direction must be a text, not null", "target must be an object, not an array", "bounds must be an object, not null",
				"base must be a number, not a text", "computed must be true or false, not a number", "children must be an array, not an object", "aux must be an array",
			},
		},
		{
			"items", `{"code": "r", "children": ["a", {"code": "b"}], "aux": [null]}`, basis.ErrValue,
			[]string{"1:28: indicator r: value: each of the children must be an object, not a text", "1:57: indicator r: value: each of the aux must be an object, not null"},
		},
		{"null code", `{"code": null}`, basis.ErrValue, []string{"1:10: value: code must be a text, not null"}},
		{"numbers", `{"code": "r", "weight": 1e-400, "base": -1e999}`, basis.ErrNumber, []string{"1:25: indicator r: not a finite number: \"1e-400\" is not 0 but would become 0", "1:41: indicator r: not a finite number: \"-1e999\" is beyond"}},
		{
			"ranges", `{"code": "r", "children": [{"code": "a", "bounds": {}}, {"code": "b", "bounds": {"lo": 1}}, {"code": "c", "bounds": {"lo": 1, "high": 2}},
			{"code": "d", "bounds": {"lo": 1, "lo": 2, "hi": 3}}, {"code": "e", "direction": "target", "target": {"hi": 3}}, {"code": "f", "bounds": {"lo": "1", "hi": 2}},
			{"code": "g", "target": 5, "direction": "lower"}, {"code": "h", "direction": "best", "target": {"lo": 2, "hi": 1}}, {"code": "i", "bounds": {"lo": null, "hi": 1}}]}`, nil,
			[]string{
				"1:52: indicator a: range: bounds needs both ends, lo and hi", "1:81: indicator b: range: bounds needs both ends", `indicator c: key "high" is unknown; a range has lo and hi`,
				`indicator d: key "lo" is there twice`, "indicator e: range: target needs both ends", "indicator f: value: bounds must be a number, not a text",
				"indicator g: value: target must be an object", `indicator h: direction "best"`, "indicator h: range: target from 2 to 1", "indicator i: value: bounds must be a number, not null",
			},
		},
		{"no children", `{"code": "r", "children": []}`, basis.ErrEmpty, []string{"1:27: indicator r: empty: no children"}},
		{
			"some weights", "{\"code\": \"r\", \"children\": [{\"code\": \"a\", \"weight\": 1},\n{\"code\": \"b\"}, {\"code\": \"c\", \"weight\": 0},\n {\"code\": \"d\"}]}", basis.ErrWeights,
			[]string{`2:1: indicator b: weights: some children of "r" have a weight, but not "b" (line 2), "d" (line 3)`},
		},
		{"zero weights", `{"code": "r", "children": [{"code": "a", "weight": 0}, {"code": "b", "weight": -0.0}]}`, basis.ErrWeights, []string{"1:10: indicator r: weights of its children are all 0"}},
		{"zero weights without code", `{"children": [{"code": "a", "weight": 0}]}`, nil, []string{"1:1: weights of its children are all 0", "1:1: code is empty"}},
		{"bad weights are given", `{"code": "r", "children": [{"code": "a", "weight": "0"}, {"code": "b", "weight": 0}]}`, basis.ErrValue, []string{"1:52: indicator a: value: weight must be"}},
		{
			"aux", `{"code": "r", "aux": [{"code": "a", "weight": 0}, {"code": "b", "weight": 2}, {"code": "c", "children": [{"code": "d"}]}, {"code": "r"}, {"name_zh": "面积"}, {"code": "e", "children": []}]}`, nil,
			[]string{
				"indicator a: weights: an auxiliary column is not weighted", "indicator b: weights: an auxiliary column is not weighted", "indicator c: value: an auxiliary column has no children",
				`indicator r: code "r" is used twice, first on line 1`, `code is empty (name_zh "面积")`, "indicator e: empty: no children",
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := indicators.ReadFramework(strings.NewReader(c.text), "f.json")
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

func TestReadFrameworkSyntax(t *testing.T) {
	cases := []struct{ text, want string }{
		{`{"code": "r"`, "1:13: not well formed: a comma or a closing brace should stand here, not the end of the file"},
		{`{"code": "r",}`, "1:14: not well formed: the comma before this closing brace is one too many"},
		{`{"code": "r", /* c */}`, "1:15: not well formed: a key in double quotes should stand here, not a comment"},
		{`{'code': "r"}`, `1:2: not well formed: a key in double quotes should stand here, not "'code'"`},
		{`{"code" "r"}`, `1:9: not well formed: a colon should follow the key "code", not "r"`},
		{`{"code": "r", "children": [1 2]}`, "1:30: not well formed: a comma or a closing bracket"},
		{`{"code": "r", "children": [`, "1:28: not well formed: a value should stand here, not the end of the file"},
		{`{"code": "r" "name": "x"}`, `1:14: not well formed: a comma or a closing brace should stand here, not "name"`},
		{`{"code": "r`, "1:12: not well formed: the file ends inside a text"},
		{"{\"code\": \"r\n\"}", "1:12: not well formed: a text has the control character U+000A"},
		{`{"code": "\x41"}`, `1:11: not well formed: "\\x" is no escape`},
		{`{"code": "\u00g1"}`, `1:11: not well formed: "\\u" is no escape`},
		{`{"code": "\`, "1:11: not well formed"},
		{`{"code": "\u004`, "1:11: not well formed"},
		{`{"code": "\u0041`, "1:17: not well formed: the file ends inside a text"},
		{`{"code": "a\ud800"}`, "1:12: not well formed: \\ud800 is half of a surrogate pair"},
		{`{"code": "\ud800\u0041"}`, "1:11: not well formed: \\ud800 is half"},
		{`{"code": "\udc00"}`, "1:11: not well formed: \\udc00 is half"},
		{`{"\ud800": 1}`, "1:3: not well formed"},
		{`{"weight": 01}`, `1:13: not well formed: a comma or a closing brace should stand here, not "1"`},
		{`{"weight": -}`, "1:13: not well formed: a digit should stand here"},
		{`{"weight": 1.}`, "1:14: not well formed: a digit should follow the point"},
		{`{"weight": 1e+}`, "1:15: not well formed: a digit should stand in the exponent"},
		{`{"weight": +1}`, `1:12: not well formed: a value should stand here, not "+1"`},
		{`{"weight": nul}`, `1:12: not well formed: a value should stand here, not "nul"`},
		{`{"weight": nulls}`, `1:16: not well formed: a comma or a closing brace should stand here, not "s"`},
		{`{"code": "r"} x`, `1:15: not well formed: the document ends before "x"`},
		{`{"code": "r"} # end`, "1:15: not well formed: the document ends before a comment"},
		{strings.Repeat("[", 20000), "1:10001: value: more than 5000 levels"},
		{strings.Repeat(`{"a":`, 20000), "1:50001: value: more than 5000 levels"},
		{`"r"`, "1:1: value: a framework is one object, its root indicator, not a text"},
	}
	for _, c := range cases {
		t.Run(c.text[:min(len(c.text), 20)], func(t *testing.T) {
			_, err := indicators.ReadFramework(strings.NewReader(c.text), "")
			assertReports(t, err, c.want)
		})
	}
	_, err := indicators.ReadFramework(brokenPipe{}, "f.json")
	require.ErrorIs(t, err, errPipe)
	assertReports(t, err, "f.json: broken pipe")
}

// Whatever is accepted is JSON to package encoding/json too, and what is not
// JSON to it is refused.
func TestReadFrameworkAgreesWithEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{
			"{", "}", "[", "]", ",", ":", `"code"`, `"a"`, "1", "-0.5e3", "01", "null", "true", " ", `"\u00e9"`, `"\q"`, `{"code":"r"}`,
			`"children":[`, `"weight":`, "\n",
		}), 0, 12).Draw(t, "parts")
		text := strings.Join(parts, "")
		_, err := indicators.ReadFramework(strings.NewReader(text), "")
		if !json.Valid([]byte(text)) {
			require.Error(t, err)
		} else {
			require.NotErrorIs(t, err, basis.ErrSyntax)
		}
	})
}

// A document of another format is read from its nodes, and its faults have the
// places that the nodes have.
func TestFrameworkFrom(t *testing.T) {
	text := func(key, value string) basis.Member {
		return basis.Member{Key: key, Value: basis.Node{Kind: basis.NodeText, Line: 7, Column: 9, Text: value}}
	}
	leaf := basis.Node{Kind: basis.NodeRecord, Members: []basis.Member{text("code", "va")}}
	root := basis.Node{Kind: basis.NodeRecord, Members: []basis.Member{
		text("code", "top"), {Key: "children", Value: basis.Node{Kind: basis.NodeList, Items: []basis.Node{leaf}}},
	}}
	f, err := indicators.FrameworkFrom(&root, "t.yaml")
	require.NoError(t, err)
	assert.Len(t, f.Measured(), 1)
	root.Members[1].Value.Items = append(root.Members[1].Value.Items, leaf)
	_, err = indicators.FrameworkFrom(&root, "t.yaml")
	assertReports(t, err, `t.yaml:7:9: indicator va: code "va" is used twice, first on line 7`)
	_, err = indicators.FrameworkFrom(&leaf.Members[0].Value, "t.yaml")
	assertReports(t, err, "t.yaml:7:9: value: a framework is one object, its root indicator, not a text")
}
