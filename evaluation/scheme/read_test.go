package scheme_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestRead(t *testing.T) {
	s, err := scheme.Read([]byte(small), "small.yaml")
	require.NoError(t, err)
	assert.Equal(t, "开发区", s.Title.In(basis.Chinese))
	tree, err := s.Tree()
	require.NoError(t, err)
	energy, ok := tree.Find("energy")
	require.True(t, ok)
	assert.Equal(t, "lower", energy.Direction.String())
	assert.InDelta(t, 0.5, energy.Bounds.Lo, 0)
	levy, _ := tree.Find("levy")
	assert.Equal(t, "2023", levy.Period, "a year needs no quotes")
	tax, _ := tree.Find("tax")
	assert.True(t, tax.Computed)
	assert.Equal(t, "开发区", tree.Root().NameZH, "the root is called as the scheme")
}

// TestFaults: each mistake, once, gives exactly these messages.
func TestFaults(t *testing.T) {
	text, err := os.ReadFile("testdata/faults.txt")
	require.NoError(t, err)
	cases := strings.Split(strings.TrimPrefix(string(text), "=== "), "\n=== ")
	require.Greater(t, len(cases), 50)
	texts := basis.JoinTexts(tables.Texts(), scheme.Texts())
	var out strings.Builder
	for _, c := range cases {
		change, want, _ := strings.Cut(c, "\n--- ")
		old, changed, ok := strings.Cut(change, "\n>>> ")
		require.True(t, ok, c)
		changed = strings.NewReplacer("<tab>", "\t", "<bom>", "\ufeff", "<latin1>", "\xe9").Replace(changed)
		_, err := scheme.Read([]byte(with(t, old, changed)), "f.yaml")
		require.Error(t, err, change)
		said := strings.Join(lines(err), "\n--- ")
		assert.Equal(t, strings.TrimSpace(want), said, change)
		out.WriteString("=== " + change + "\n--- " + said + "\n")
		for e := range basis.All(err) {
			assert.Regexp(t, `\p{Han}`, basis.Say(e, basis.Chinese, texts))
		}
	}
	if os.Getenv("COUNTYEVAL_UPDATE") != "" {
		require.NoError(t, os.WriteFile("testdata/faults.txt", []byte(out.String()), 0o600))
	}
}

// TestAllFaultsAtOnce: a file with many mistakes says them all, in its order.
func TestAllFaultsAtOnce(t *testing.T) {
	text := small
	for old, changed := range map[string]string{
		"title:": "titel:", "weight: 20, zero": "weight: 19, zero", "normalize: min_max": "normalize: min_mux",
		"formula: levy / land": "formula: levi / land", "share: 0.4": "share: most", "figure: land": "figure: lnd",
	} {
		text = strings.Replace(text, old, changed, 1)
	}
	_, err := scheme.Read([]byte(text), "f.yaml")
	said := lines(err)
	require.Len(t, said, 7)
	for i, want := range []string{"f.yaml:1:1", "f.yaml:2:1", "f.yaml:8:7", "f.yaml:9:104", "f.yaml:16:14", "f.yaml:22:29", "f.yaml:29:26"} {
		assert.Contains(t, said[i], want)
	}
}
