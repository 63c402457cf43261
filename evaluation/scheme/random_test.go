package scheme_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/scheme"
)

// randomScheme draws a scheme with two levels, and the codes of its measured indicators.
func randomScheme(t *rapid.T) (string, []string) {
	var b strings.Builder
	var codes []string
	b.WriteString("scheme: 1\ntitle: {en: Random, zh: 随机}\nframework:\n  indicators:\n")
	for i := range rapid.IntRange(1, 3).Draw(t, "dimensions") {
		fmt.Fprintf(&b, "    - code: d%d\n      weight: %d\n      indicators:\n", i, rapid.IntRange(1, 50).Draw(t, "weight"))
		for j := range rapid.IntRange(1, 3).Draw(t, "indicators") {
			code := fmt.Sprintf("d%d_%d", i, j)
			zero, full := rapid.IntRange(-20, 20).Draw(t, "zero"), rapid.IntRange(1, 40).Draw(t, "span")
			if rapid.Bool().Draw(t, "lower") {
				full = -full
			}
			fmt.Fprintf(&b, "        - {code: %s, weight: %d, zero: %d, full: %d}\n", code, rapid.IntRange(1, 9).Draw(t, "weight"), zero, zero+full)
			codes = append(codes, code)
		}
	}
	fmt.Fprintf(&b, "model:\n  normalize: %s\n  weigh: %s\n  aggregate: %s\n",
		rapid.SampledFrom([]string{"min_max", "z_score", "rank"}).Draw(t, "normalize"),
		rapid.SampledFrom([]string{"declared", "equal", "entropy", "std_dev", "critic"}).Draw(t, "weigh"),
		rapid.SampledFrom([]string{"arithmetic", "geometric", "harmonic", "topsis", "vikor", "borda", "promethee", "min"}).Draw(t, "aggregate"))
	fmt.Fprintf(&b, "decision:\n  ties: {digits: %d}\n  grader: {quotas: {grades: [{grade: A, share: 0.%d}, {grade: B, rest: true}]}}\n",
		rapid.IntRange(0, 4).Draw(t, "digits"), rapid.IntRange(2, 8).Draw(t, "share"))
	fmt.Fprintf(&b, "plans:\n  - pool: {name: Land, measure: {name: mu}, amount: %d}\n    clauses: [{grades: [A, B]}, {by_score: {base: 0}}]\n", rapid.IntRange(1, 500).Draw(t, "amount"))
	fmt.Fprintf(&b, "digits: %d\n", rapid.IntRange(2, 9).Draw(t, "significant"))
	return b.String(), codes
}

// TestRandomBundles: a random scheme that is written is read as the same, and written again
// with the same bytes; its bundle verifies wherever its figures can be evaluated, and a
// changed byte is found.
func TestRandomBundles(t *testing.T) {
	verified := 0
	rapid.Check(t, func(rt *rapid.T) {
		text, codes := randomScheme(rt)
		s, err := scheme.Read([]byte(text), "random.yaml")
		require.NoError(rt, err, text)
		wrote, err := scheme.Marshal(s)
		require.NoError(rt, err)
		again, err := scheme.Read(wrote, "random.yaml")
		require.NoError(rt, err, string(wrote))
		require.Equal(rt, s, again)
		twice, err := scheme.Marshal(again)
		require.NoError(rt, err)
		require.Equal(rt, string(wrote), string(twice))

		data := "code,name," + strings.Join(codes, ",") + "\n"
		for i := range rapid.IntRange(3, 8).Draw(rt, "units") {
			data += fmt.Sprintf("%d,u%d", i, i)
			for range codes {
				data += fmt.Sprintf(",%d.%d", rapid.IntRange(0, 99).Draw(rt, "figure"), rapid.IntRange(0, 99).Draw(rt, "decimals"))
			}
			data += "\n"
		}
		b, err := scheme.Publish(scheme.Publication{File: smallFile(t, string(wrote)), Data: scheme.Part{Name: "t.csv", Text: []byte(data)}})
		if err != nil {
			return // such as a constant column
		}
		_, err = scheme.Verify(folderOf(b.Files))
		require.NoError(rt, err)
		verified++
		files := folderOf(b.Files)
		p := b.Files[rapid.IntRange(0, len(b.Files)-1).Draw(rt, "file")]
		changed := bytes.Clone(p.Text)
		changed[rapid.IntRange(0, len(changed)-1).Draw(rt, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(rt, "flip"))
		files[p.Name].Data = changed
		_, err = scheme.Verify(files)
		require.Error(rt, err, p.Name)
	})
	require.Positive(t, verified)
}
