package basis_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

func TestParseJSON(t *testing.T) {
	n, err := basis.ParseJSON([]byte("\ufeff{\"a\": [1.50, true,\n null], \"县\": \"\\u0041\\n\",\n  \"a\": {}}\n"))
	require.NoError(t, err)
	assert.Equal(t, &basis.Node{Kind: basis.NodeRecord, Line: 1, Column: 4, Members: []basis.Member{
		{Key: "a", Line: 1, Column: 5, Value: basis.Node{Kind: basis.NodeList, Line: 1, Column: 10, Items: []basis.Node{
			{Kind: basis.NodeNumber, Line: 1, Column: 11, Text: "1.50"},
			{Kind: basis.NodeBool, Line: 1, Column: 17, Text: "true"},
			{Kind: basis.NodeNull, Line: 2, Column: 2, Text: "null"},
		}}},
		{Key: "县", Line: 2, Column: 9, Value: basis.Node{Kind: basis.NodeText, Line: 2, Column: 16, Text: "A\n"}},
		{Key: "a", Line: 3, Column: 3, Value: basis.Node{Kind: basis.NodeRecord, Line: 3, Column: 8}},
	}}, n)
	assert.Same(t, &n.Members[0], n.Find("a"), "the first")
	assert.Nil(t, n.Find("b"))
	assert.Equal(t, "a record", n.Kind.String())
}

func TestParseJSONFaults(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "1:1: not well formed: a value should stand here, not the end of the file",
		"[1,\n2,]":                  "2:3: not well formed: the comma before this closing bracket is one too many",
		"[\n\"\xff\"]":              "2:2: not well formed: byte 0xFF is not UTF-8",
		strings.Repeat("[", 20_000): "1:10001: value: more than 10000 values stand in each other",
	} {
		n, err := basis.ParseJSON([]byte(text))
		assert.Nil(t, n)
		require.EqualError(t, err, want)
		var e *basis.DataError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, basis.Place{Line: e.Line, Column: e.Column}, e.Place())
	}
}
