package basis_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

// raw holds a part of a document as it stands.
type raw struct {
	Of basis.Node `json:"of"`
}

func TestNodeIsTheValueItStandsFor(t *testing.T) {
	for _, doc := range []string{
		`null`, `true`, `false`, `1.50e3`, `"县\n"`, `[]`, `{}`, `[1,[null,{"b":"x","a":[true]}]]`, `{"a":1,"a":2}`,
	} {
		var v raw
		require.NoError(t, basis.Unmarshal([]byte(`{"of":`+doc+`}`), &v, basis.Kinds{}))
		assert.Equal(t, `{"of":`+doc+`}`, written(t, v))
	}
	for want, n := range map[string]basis.Node{
		`of: value: "x" is no number in JSON`:   {Kind: basis.NodeNumber, Text: "x"},
		"of: value: there is no NodeKind(9)":    {Kind: 9},
		`of[0]: value: "" is no number in JSON`: {Kind: basis.NodeList, Items: []basis.Node{{Kind: basis.NodeNumber}}},
	} {
		_, err := basis.Marshal(raw{n}, basis.Kinds{})
		require.EqualError(t, err, want)
	}
}

func TestReadNamesTheFile(t *testing.T) {
	var v raw
	require.NoError(t, basis.Read(strings.NewReader(`{"of":1}`), "v.json", &v, basis.Kinds{}))
	err := basis.Read(strings.NewReader(`{"on":1,"x":2}`), "v.json", &v, basis.Kinds{})
	faults := basis.Find[*basis.DataError](err)
	require.Len(t, faults, 3)
	for _, f := range faults {
		assert.Equal(t, "v.json", f.File)
	}
	require.ErrorContains(t, basis.Read(strings.NewReader(`{`), "v.json", &v, basis.Kinds{}), "v.json:1:2: not well formed")
	broken := errors.New("broken")
	require.ErrorIs(t, basis.Read(iotest.ErrReader(broken), "v.json", &v, basis.Kinds{}), broken)
}

// A zero with a sign is no zero value, nor is a record or an array with one.
func TestSignedZeroIsWritten(t *testing.T) {
	type inner struct {
		X float64 `json:"x"`
	}
	type outer struct {
		A float64    `json:"a,omitempty"`
		B float32    `json:"b,omitzero"`
		C inner      `json:"c,omitzero"`
		D [1]float64 `json:"d,omitzero"`
	}
	minus := math.Copysign(0, -1)
	assert.Equal(t, "{}", written(t, outer{}))
	got := written(t, outer{minus, float32(minus), inner{minus}, [1]float64{minus}})
	assert.Equal(t, 4, strings.Count(got, "-0"), got)
}
