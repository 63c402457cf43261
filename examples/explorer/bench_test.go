package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
)

// large writes a scheme and a table of made-up units and indicators, in groups of four, with
// three awards.
func large(t testing.TB, n, m int) (schemeFile, dataFile string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(16, 2)) //nolint:gosec // figures that are made up
	var s, d strings.Builder
	fmt.Fprintf(&s, "scheme: 1\ntitle: {en: Made up, zh: 自拟}\nframework:\n  sum: %d\n  indicators:\n", 5*m)
	d.WriteString("code,name")
	for j := range m {
		if j%4 == 0 {
			fmt.Fprintf(&s, "    - {code: g%d, weight: 20, indicators: [\n", j/4)
		}
		fmt.Fprintf(&s, "        {code: x%d, weight: 5, zero: 0, full: 100},\n", j)
		if j%4 == 3 {
			s.WriteString("      ]}\n")
		}
		fmt.Fprintf(&d, ",x%d", j)
	}
	s.WriteString("model: {steps: [median], normalize: {clip: {of: min_max}}}\ndecision: {ties: {digits: 2}, grader: {quotas: {grades: [{grade: A, share: 0.2}, {grade: B, share: 0.4}, {grade: C, rest: true}]}}}\nplans:\n")
	s.WriteString("  - {pool: {name: Land, measure: {name: mu}, amount: 10000}, clauses: [{grades: [A]}, {by_score: {base: 40}}, {cap_at: {figure: x0, rate: 7}}]}\n")
	s.WriteString("  - {pool: {name: COD, measure: {name: t, digits: 2}, amount: 400, reserve: 40}, clauses: [{grades: [A, B]}, {by_score: {base: 20}}, {cap_at: {figure: x1, rate: 0.06}}]}\n")
	s.WriteString("  - {pool: {name: Funds, measure: {name: yuan}, amount: 30000}, clauses: [{grades: [A, B]}, {by_grade: {weights: {A: 4, B: 1}}}]}\n")
	d.WriteString("\n")
	for i := range n {
		level := 30 + 40*rng.Float64()
		fmt.Fprintf(&d, "%d,U%d", 1000+i, i)
		for j := range m {
			if i%40 == 7 && j == 5 {
				d.WriteString(",")
				continue
			}
			fmt.Fprintf(&d, ",%.1f", min(max(level+25*rng.NormFloat64(), 1), 99))
		}
		d.WriteString("\n")
	}
	return written(t, s.String(), d.String())
}

// written puts a scheme and a table into a folder.
func written(t testing.TB, schemeText, table string) (schemeFile, dataFile string) {
	t.Helper()
	dir := t.TempDir()
	schemeFile, dataFile = filepath.Join(dir, "scheme.yaml"), filepath.Join(dir, "data.csv")
	require.NoError(t, os.WriteFile(schemeFile, []byte(schemeText), 0o600))
	require.NoError(t, os.WriteFile(dataFile, []byte(table), 0o600))
	return schemeFile, dataFile
}

// own is an explorer of files.
func own(t testing.TB, schemeFile, dataFile string) *explorer {
	t.Helper()
	in, err := data.ReadInput(schemeFile, dataFile)
	require.NoError(t, err)
	e, err := newExplorer(in)
	require.NoError(t, err)
	return e
}

// BenchmarkAnswer is one move of a slider, from the view to the fragment of the page: scheme
// as file and back, evaluation, ranking, three awards, proof, table and figures. The floor is
// the evaluation alone.
func BenchmarkAnswer(b *testing.B) {
	schemeFile, dataFile := large(b, 158, 28)
	e := own(b, schemeFile, dataFile)
	v := state{dials: map[string]float64{}}
	for i, d := range e.dials[1:5] { // weights of one group, moved within it
		v.dials[d.Key] = d.Value + []float64{1, -1, 0.5, -0.5}[i]
	}
	b.Run("view", func(b *testing.B) {
		for b.Loop() {
			a, err := e.answer(v)
			require.NoError(b, err)
			_, err = reader(0).show(a)
			require.NoError(b, err)
		}
	})
	b.Run("answer", func(b *testing.B) {
		for b.Loop() {
			_, err := e.answer(v)
			require.NoError(b, err)
		}
	})
	b.Run("file", func(b *testing.B) {
		for b.Loop() {
			_, err := e.file(v)
			require.NoError(b, err)
		}
	})
	b.Run("floor", func(b *testing.B) {
		m, t := e.in.Scheme.Scheme.Whole(), e.in.Table
		for b.Loop() {
			_, err := m.Evaluate(t, nil)
			require.NoError(b, err)
		}
	})
}
