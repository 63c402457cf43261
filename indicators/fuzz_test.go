package indicators_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
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
	files, err := filepath.Glob(filepath.Join("testdata", "badinput", "clerk", "*.csv"))
	require.NoError(f, err)
	for _, file := range files {
		if seed := badInput(f, "clerk/"+filepath.Base(file)); len(seed) <= largestSeed {
			f.Add(seed, ',', "", false)
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
		for _, u := range got.Units() {
			require.NotEqual(t, "合计", u.Name, "a total is never a unit")
		}
		c.Missing = nil // a figure such as 7.0 may be written as a text that is declared missing
		var b bytes.Buffer
		require.NoError(t, c.WriteTable(&b, got))
		again, err := c.ReadTable(&b, framework)
		require.NoError(t, err)
		sameTables(t, got, again)
	})
}

// FuzzReadPanel: no input panics, what is refused has a place in the file, and each row
// of what is accepted is in the table of its period, once.
func FuzzReadPanel(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "badinput", "clerk", "*.csv"))
	require.NoError(f, err)
	for _, file := range files {
		if seed := badInput(f, "clerk/"+filepath.Base(file)); len(seed) <= largestSeed {
			f.Add(seed, "year", 0, "合计")
			f.Add(seed, "period", 1, "")
		}
	}
	framework := badInputFramework(f, "frameworks/basic.json")
	f.Fuzz(func(t *testing.T, data []byte, period string, titles int, skip string) {
		c := indicators.CSV{File: "t.csv", Titles: titles % 4, Skip: strings.Fields(skip)}
		got, err := c.ReadPanel(bytes.NewReader(data), framework, period)
		if err != nil {
			require.Nil(t, got)
			require.NotEmpty(t, err.Error())
			checkPlaces(t, data, err)
			return
		}
		for _, year := range got.Years() {
			require.Positive(t, got.Table(year).Len())
			p, of := got.Table(year).Panel()
			require.Same(t, got, p)
			require.Equal(t, year, of)
		}
		require.NotPanics(t, func() { got.Warnings() })
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
