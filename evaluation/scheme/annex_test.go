package scheme_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestAnnex(t *testing.T) {
	f, err := scheme.OpenFile(henan)
	require.NoError(t, err)
	sheet, err := scheme.Annex(f.Scheme)
	require.NoError(t, err)
	require.NoError(t, sheet.Check())
	for lang, golden := range map[basis.Language]string{basis.English: "testdata/annex-en.md", basis.Chinese: "testdata/annex-zh.md"} {
		var b bytes.Buffer
		require.NoError(t, tables.WriteMarkdown(&b, sheet, tables.MarkdownOptions{Language: lang}))
		if os.Getenv("COUNTYEVAL_UPDATE") != "" {
			require.NoError(t, os.WriteFile(golden, b.Bytes(), 0o600))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		assert.Equal(t, string(want), b.String())
		require.NoError(t, tables.WriteText(&b, sheet, tables.TextOptions{Language: lang}))
	}
}

// TestAnnexForms: one level, three levels, a target, and what steps make.
func TestAnnexForms(t *testing.T) {
	const text = `scheme: 1
title: {en: T}
framework:
  indicators:
    - code: a
      weight: 2
      indicators:
        - {code: b, indicators: [{code: c, direction: target, target: {lo: 4, hi: 6}, bounds: {lo: 0, hi: 10}}, {code: d, computed: true}]}
        - {code: e, computed: true}
    - {code: f, weight: 1, computed: true}
    - {code: g, weight: 1, computed: true}
  aux: [{code: x, formula: y + z}, {code: y}, {code: z}]
model:
  steps: [growth: {code: d, of: c}, sum: {code: e, of: [y, z]}, ratio: {code: f, of: y, by: z, factor: 100}]
`
	s, err := scheme.Read([]byte(strings.NewReplacer("[growth: {code: d, of: c}, sum: {code: e, of: [y, z]}, ratio: {code: f, of: y, by: z, factor: 100}]",
		"[{growth: {code: d, of: c}}, {sum: {code: e, of: [y, z]}}, {ratio: {code: f, of: y, by: z, factor: 100}}]").Replace(text)), "t.yaml")
	require.NoError(t, err)
	sheet, err := scheme.Annex(s)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, tables.WriteCSV(&b, sheet, tables.CSVOptions{}))
	assert.Equal(t, `level 1,level 2,level 3,weight,unit,direction,zero point,full point,formula,department,year,definition
a (2),b,c,,,best 4 to 6,,,,,,
,,d,,,more is better,,,growth of c,,,
,e,,,,more is better,,,y + z,,,
f,,,1,,more is better,,,y ÷ z × 100,,,
g,,,1,,more is better,,,by a step of the model,,,
not scored,x,,,,,,,y + z,,,
,y,,,,,,,,,,
,z,,,,,,,,,,
`, b.String())
	s, err = scheme.Read([]byte("scheme: 1\ntitle: {en: T}\nframework: {indicators: [{code: a}], aux: [{code: b}]}\n"), "t.yaml")
	require.NoError(t, err)
	sheet, err = scheme.Annex(s)
	require.NoError(t, err)
	assert.Equal(t, "指标", sheet.Columns[0].Head.Chinese)
	assert.Len(t, sheet.Rows, 2)
	s.Framework.Indicators = nil
	_, err = scheme.Annex(s)
	require.Error(t, err)
}
