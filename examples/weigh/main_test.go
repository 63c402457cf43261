package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

func page(t *testing.T, lang basis.Language, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, weigh(&out, tables.TextOptions{Language: lang}, "", "", all))
	return out.String()
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, true))
	}
}

// TestPencil: weights by hand. The judgements say 2/9, 2/9, 4/9, 1/9 in the best-worst
// method; one's own scheme 1/5, 1/5, 1/5, 2/5.
func TestPencil(t *testing.T) {
	var page bytes.Buffer
	require.NoError(t, weigh(&page, tables.TextOptions{Width: -1}, "", "", false)) // all columns beside each other
	out := page.String()
	assert.Regexp(t, `(?m)^declared +25.0 +\S+ +25.0 +\S+ +30.0 +\S+ +20.0 `, out)
	assert.Regexp(t, `(?m)^best-worst\* +22.2 +\S+ +22.2 +\S+ +44.4 +\S+ +11.1 `, out)
	assert.Regexp(t, `(?m)^own.* 20.0 +\S+ +20.0 +\S+ +20.0 +\S+ +40.0 `, out)
	assert.Regexp(t, `(?m)^entropy +36.5 .* 12.4 `, out)
	assert.Contains(t, out, "MEREC: refused")
	assert.Contains(t, out, "nonlocal_share has 56.9% of the weight")
}

// TestOwnScheme: the scheme of three lines keeps every rule of a sound scheme.
func TestOwnScheme(t *testing.T) {
	require.NoError(t, weightstest.TestScheme(own, weightstest.Options{IgnoresScores: true}))
	got, err := weights.Of(nil, own, weights.Group{Parent: "p", Codes: []string{"talent", "b"}})
	require.NoError(t, err)
	assert.InDelta(t, 2./3, got[0], 1e-12)
}

// TestOwnData: on indicators of one's own the schemes that need no judgements go on, and
// the others say what they lack.
func TestOwnData(t *testing.T) {
	dir := t.TempDir()
	framework, table := filepath.Join(dir, "framework.json"), filepath.Join(dir, "table.csv")
	require.NoError(t, os.WriteFile(framework, []byte(`{"code": "overall", "children": [{"code": "a"}, {"code": "b"}]}`), 0o600))
	require.NoError(t, os.WriteFile(table, []byte("code,a,b\n1,1,7\n2,2,3\n3,3,5\n4,5,1\n"), 0o600))
	var out bytes.Buffer
	require.NoError(t, weigh(&out, tables.TextOptions{}, framework, table, false))
	assert.Regexp(t, `(?m)^equal +50.0`, out.String())
	assert.Contains(t, out.String(), "AHP*: refused")
	require.ErrorIs(t, weigh(&out, tables.TextOptions{}, framework, filepath.Join(dir, "none.csv"), false), os.ErrNotExist)
}

// TestNamesTheOtherInfluence: two pages measure influence in two ways, and this one says so.
func TestNamesTheOtherInfluence(t *testing.T) {
	assert.Contains(t, strings.Join(strings.Fields(page(t, basis.English, false)), " "), "examples/henan measures influence otherwise, by shares of squared correlations")
	assert.Contains(t, page(t, basis.Chinese, false), "examples/henan 的“影响”另按")
}
