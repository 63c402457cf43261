package scheme_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
)

// cutScheme has two confidential indicators of three, so that the totals may be published.
const cutScheme = `scheme: 1
title: {en: Cut, zh: 略去}
framework:
  indicators:
    - {code: a, weight: 40, zero: 0, full: 9}
    - {code: b, weight: 35, zero: 0, full: 9, confidential: true}
    - {code: c, weight: 25, zero: 0, full: 9, confidential: true}
  aux:
    - {code: land, unit: mu}
rulings: {file: rulings.yaml}
decision:
  ties: {digits: 1, break: [{code: land, raw: true, order: highest first}]}
  grader:
    quotas:
      grades:
        - {grade: A, share: 0.5}
        - {grade: B, rest: true}
lists:
  - {name: first two, from: main, places: 2}
plans:
  - pool: {name: Land, measure: {name: mu}, amount: 100}
    clauses:
      - grades: [A]
      - by_score: {base: 0}
      - cap_at: {figure: land, rate: 5}
`

const cutTable = "code,name,a,b,c,land\n1,甲,9,2.71828,3,10\n2,乙,6,8,5.5,9\n3,丙,3,7,2,4\n4,丁,8,1,6,6\n5,戊,1,4,4,10\n6,己,9,2.71828,3,12\n"

const cutRulings = "- {unit: \"4\", effect: not ranked, grade: T, reason: exempt, document: No. 71}\n" +
	"- {unit: \"3\", effect: no award, reason: late, document: No. 72}\n"

func cutBundle(t *testing.T, replace ...string) *scheme.Bundle {
	t.Helper()
	text := cutScheme
	for i := 0; i < len(replace); i += 2 {
		require.Contains(t, text, replace[i])
		text = strings.Replace(text, replace[i], replace[i+1], 1)
	}
	folder := folderOf([]scheme.Part{{Name: "scheme.yaml", Text: []byte(text)}, {Name: "rulings.yaml", Text: []byte(cutRulings)}})
	f, err := scheme.Open(folder, "scheme.yaml")
	require.NoError(t, err)
	b, err := scheme.Publish(scheme.Publication{File: f, Data: scheme.Part{Name: "t.csv", Text: []byte(cutTable)}, Audience: evaluation.Public})
	require.NoError(t, err)
	for _, file := range b.Files {
		assert.NotContains(t, string(file.Text), "2.71828", file.Name)
	}
	return b
}

// TestVerifyFromRanks: where figures of the table are left out and the totals are not, ranks,
// grades, lists, awards and the ledger are recomputed from the published scores.
func TestVerifyFromRanks(t *testing.T) {
	b := cutBundle(t)
	assert.Contains(t, string(part(t, b, "recomputed/scores.csv")), "\n1,", "scores")
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, []string{"ranks", "awards"}, []string{v.From, v.To})
	kinds := map[string]scheme.EntryKind{}
	for _, e := range v.Manifest.Files {
		kinds[strings.TrimSuffix(strings.TrimPrefix(e.Name, "recomputed/"), ".csv")] = e.Kind
	}
	for _, name := range []string{"ranks", "lists", "pools", "awards", "ledger"} {
		assert.Equal(t, scheme.Recomputed, kinds[name], name)
	}
	for _, name := range []string{"stages", "scores", "weights", "warnings"} {
		assert.Equal(t, scheme.Attached, kinds[name], name)
	}
	for name, change := range map[string][2]string{
		"ranks":  {"main,6,2,", "main,6,3,"},
		"awards": {"Land,6,", "Land,6,1"},
		"lists":  {"first two,2", "first two,5"},
	} {
		file := "recomputed/" + name + ".csv"
		require.Contains(t, string(part(t, b, file)), change[0])
		_, err := scheme.Verify(forged(t, b, file, change[0], change[1]))
		require.ErrorContains(t, err, file+": bundle does not verify", name)
	}
	_, err = scheme.Verify(forged(t, b, "recomputed/ranks.csv", "main,5,5,31.1", "main,5,5,61.1"))
	require.ErrorContains(t, err, "recomputed/ranks.csv: bundle does not verify: line 3, unit 5, column unit: it is \"6\", and recomputed \"5\"", "another score is another rank")
	_, err = scheme.Verify(forged(t, b, "given/rulings.yaml", "no award", "outside the quota"))
	require.ErrorContains(t, err, "bundle does not verify")
}

// TestVerifyFromRanksPartly: what hangs on a figure that is left out is believed, and said
// to be.
func TestVerifyFromRanksPartly(t *testing.T) {
	b := cutBundle(t, "cap_at: {figure: land, rate: 5}", "cap_at: {figure: b, rate: 5}")
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, []string{"ranks", "awards"}, []string{v.From, v.To}, "the award is left out, and its pool says so")
	assert.NotContains(t, string(part(t, b, "recomputed/awards.csv")), "Land")

	b = cutBundle(t, "{code: land, raw: true, order: highest first}", "{code: b}")
	v, err = scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Empty(t, v.From, "scores of b, which break ties, are not there")

	b = cutBundle(t, "ties: {digits: 1, break: [{code: land, raw: true, order: highest first}]}", "ties: {}")
	v, err = scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Contains(t, []string{"", "ranks"}, v.From)
}
