package basis_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
)

func TestMarshalShort(t *testing.T) {
	var m method = mix{Of: []method{plain{}, grades{"A"}, grades(nil), perLevel{1: plain{}}, sealed{plain{}, 2}, boxed{[]string{"x"}}, mix{}}, Base: 1}
	out, err := basis.MarshalShort(&m, kinds())
	require.NoError(t, err)
	assert.JSONEq(t, `{"mix":{"of":["plain",{"grades":["A"]},{"grades":null},{"per-level":{"city":"plain"}},{"sealed":{"of":"plain","n":2}},
		{"boxed":["x"]},{"mix":{"of":null,"shares":null}}],"shares":null,"base":1}}`, string(out))
	var back method
	require.NoError(t, basis.Unmarshal(out, &back, kinds()))
	assert.Equal(t, m, back)

	var mixed method // both forms in one document
	require.NoError(t, basis.Unmarshal([]byte(`{"kind":"mix","of":["plain",{"kind":"plain"},{"plain":{}}],"shares":[]}`), &mixed, kinds()))
	assert.Equal(t, mix{Of: []method{plain{}, plain{}, plain{}}, Shares: []float64{}}, mixed)
	_, err = basis.MarshalShort(nil, kinds())
	require.ErrorIs(t, err, basis.ErrValue)
}

// TestShortSaysTheSame: what is written shortly reads back as what was written at length.
func TestShortSaysTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t, 3)
		short, err := basis.MarshalShort(d, kinds())
		require.NoError(t, err)
		long, err := basis.Marshal(d, kinds())
		require.NoError(t, err)
		var a, b document
		require.NoError(t, basis.Unmarshal(short, &a, kinds()))
		require.NoError(t, basis.Unmarshal(long, &b, kinds()))
		again, err := basis.Marshal(a, kinds())
		require.NoError(t, err)
		assert.Equal(t, string(long), string(again))
	})
}

type naming struct {
	Of   string         `json:"of" names:"column"`
	All  []string       `json:"all,omitempty" names:"node"`
	By   map[string]int `json:"by,omitempty" names:"group"`
	Own  keyed          `json:"own,omitempty"`
	List listed         `json:"list,omitempty"`
}

type (
	keyed  map[string]bool
	listed []string
)

func (keyed) NamesWhat() string  { return "keyed" }
func (listed) NamesWhat() string { return "listed" }

func TestDecodeNames(t *testing.T) {
	n, err := basis.ParseJSON([]byte(`{"of":"a","all":["b","",3],"by":{"c":1,"d":"x"},
		"own":{"e":true},"list":["f"]}`))
	require.NoError(t, err)
	n.Members[1].Value.Items[2].Plain = true
	var said []string
	var v naming
	err = basis.DecodeNames(n, &v, basis.Kinds{}, func(what, name string) error {
		said = append(said, what+" "+name)
		if name == "d" || name == "f" {
			return basis.ErrUnknown
		}
		return nil
	})
	require.Error(t, err)
	assert.Equal(t, []string{"column a", "node b", "node 3", "group c", "group d", "keyed e", "listed f"}, said)
	var faults []string
	for e := range basis.All(err) {
		faults = append(faults, e.Error())
	}
	assert.Equal(t, []string{
		`1:40: by.d: unknown`,
		`1:44: by.d: value: the text "x" stands where a whole number should`,
		`2:28: list[0]: unknown`,
	}, faults)
}

// TestPlain: what has no quotes in a format that needs none is a text where one is wanted.
func TestPlain(t *testing.T) {
	plain := func(kind basis.NodeKind, text string) basis.Node {
		return basis.Node{Kind: kind, Text: text, Plain: true}
	}
	type both struct {
		Text  string
		Float float64
		Level level
		Map   map[string]string
	}
	n := &basis.Node{Kind: basis.NodeRecord, Members: []basis.Member{
		{Key: "Text", Value: plain(basis.NodeNumber, "010181")},
		{Key: "Float", Value: plain(basis.NodeNumber, "0.30")},
		{Key: "Level", Value: basis.Node{Kind: basis.NodeText, Text: "city"}},
		{Key: "Map", Value: basis.Node{Kind: basis.NodeRecord, Members: []basis.Member{{Key: "a", Value: plain(basis.NodeBool, "true")}}}},
	}}
	var v both
	require.NoError(t, basis.Decode(n, &v, basis.Kinds{}))
	assert.Equal(t, both{"010181", 0.3, 1, map[string]string{"a": "true"}}, v)
	n.Members[2].Value = plain(basis.NodeNumber, "7")
	require.ErrorContains(t, basis.Decode(n, &v, basis.Kinds{}), `"7" is no level`)
}
