package indicators_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
)

// largestSeed keeps fuzzing from spending its time on making long inputs short.
const largestSeed = 1000

// FuzzReadFramework: no input panics, what is refused has a place in the file,
// what is accepted is JSON and is the same after writing and reading.
func FuzzReadFramework(f *testing.F) {
	for _, e := range manifest(f) {
		if seed := badInput(f, e.File); strings.HasPrefix(e.File, "json/") && len(seed) <= largestSeed {
			f.Add(seed)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := indicators.ReadFramework(bytes.NewReader(data), "f.json")
		if err != nil {
			require.Nil(t, got)
			checkPlaces(t, data, err)
			return
		}
		require.True(t, json.Valid(bytes.TrimPrefix(data, []byte("\ufeff"))))
		var b bytes.Buffer
		require.NoError(t, got.WriteJSON(&b))
		again, err := indicators.ReadFramework(&b, "f.json")
		require.NoError(t, err)
		sameFrameworks(t, got, again)
	})
}

// FuzzReadTable: no input panics, what is refused has a place in the file, what
// is accepted is the same after writing and reading.
func FuzzReadTable(f *testing.F) {
	for _, e := range manifest(f) {
		if seed := badInput(f, e.File); strings.HasPrefix(e.File, "csv/") && len(seed) <= largestSeed {
			f.Add(seed, ',', strings.Join(e.Options.Missing, " "), false)
			f.Add(seed, ';', "", true)
		}
	}
	framework := badInputFramework(f, "frameworks/basic.json")
	f.Fuzz(func(t *testing.T, data []byte, comma rune, missing string, unguarded bool) {
		c := indicators.CSV{File: "t.csv", Comma: comma, Missing: strings.Fields(missing), Unguarded: unguarded}
		got, err := c.ReadTable(bytes.NewReader(data), framework)
		if err != nil {
			require.Nil(t, got)
			checkPlaces(t, data, err)
			return
		}
		c.Missing = nil // a figure such as 7.0 may be written as a text that is declared missing
		var b bytes.Buffer
		require.NoError(t, c.WriteTable(&b, got))
		again, err := c.ReadTable(&b, framework)
		require.NoError(t, err)
		sameTables(t, got, again)
	})
}

// checkPlaces checks that every place lies in the text.
func checkPlaces(t *testing.T, data []byte, err error) {
	t.Helper()
	lines := bytes.Split(data, []byte("\n"))
	for _, e := range flatten(t, err) {
		require.NotEmpty(t, e.Error())
		require.LessOrEqual(t, e.Line, len(lines))
		if e.Line > 0 {
			require.LessOrEqual(t, e.Column, len(lines[e.Line-1])+1)
		}
	}
}
