package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/pages"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

func page(t *testing.T, lang basis.Language, county string, all bool) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, test(&out, tables.TextOptions{Language: lang}, "", "", county, all))
	return out.String()
}

// asked is the study of the page.
func asked(t *testing.T) (*study, whatif.Case) {
	t.Helper()
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	c, _, err := newCase(in)
	require.NoError(t, err)
	s, err := newStudy(context.Background(), in, func(int, int) {})
	require.NoError(t, err)
	return s, c
}

func TestGolden(t *testing.T) {
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		pages.Golden(t, lang.String()+".txt", page(t, lang, "", false))
		pages.Golden(t, "all-"+lang.String()+".txt", page(t, lang, "", true))
		pages.Golden(t, "county-"+lang.String()+".txt", page(t, lang, "410782", false)) // Huixian, a grade below
		pages.Golden(t, "up-"+lang.String()+".txt", page(t, lang, "孟州市", false))        // of the best grade
	}
}

// TestProved: what the page says is proved holds for weights that are put into the model: at
// any corner of the box each county stays between its bounds, and the smallest change that
// turns the pair at the border of the best grade does turn it.
func TestProved(t *testing.T) {
	s, c := asked(t)
	model, table := data.Model(nil), c.Result.Raw
	rank := func(scheme weights.Scheme) evaluation.Ranking {
		m := model
		m.Weigh = scheme
		result, err := m.Evaluate(table, nil)
		require.NoError(t, err)
		ranking, err := data.DecisionFor(table).Rank(result)
		require.NoError(t, err)
		return ranking
	}
	for corner := range 16 {
		ranking := rank(weights.Func(func(dst []float64, g weights.Group) error {
			for i, w := range g.Declared {
				off := 1 - radius
				if corner>>(i%4)&1 == 1 {
					off = 1 + radius
				}
				dst[i] = w * off
			}
			return nil
		}))
		for _, p := range ranking.Places {
			if p.Rank == 0 {
				continue
			}
			x, err := s.certificate.Standing(p.Unit.Code)
			require.NoError(t, err)
			assert.True(t, x.Best <= p.Rank && p.Rank <= x.Worst, "%s: %d is not in %d to %d", p.Unit.Name, p.Rank, x.Best, x.Worst)
		}
	}

	border, err := s.proof.First(s.first)
	require.NoError(t, err)
	swap, err := s.proof.Swap(border.Above.Code, border.Below.Code)
	require.NoError(t, err)
	assert.GreaterOrEqual(t, swap.AtLeast, border.Radius-1e-9)
	turned := rank(swap.Witness.Scheme())
	a, _ := turned.Find(swap.A.Code)
	b, _ := turned.Find(swap.B.Code)
	assert.Less(t, b.Rank, a.Rank)
}

// TestDraws: shares are of all draws, and as many counties as have the best grade are among
// the first in each draw but for joint places.
func TestDraws(t *testing.T) {
	s, _ := asked(t)
	assert.Equal(t, 2000, s.report.Good())
	sum := 0.0
	for _, u := range s.report.Units {
		if u.Rank > 0 { // districts are not ranked
			sum += u.Within(s.first)
		}
	}
	assert.InDelta(t, float64(s.first), sum, 0.1)
	require.Len(t, s.report.Pools, 1)
	assert.Equal(t, robustness.Twin, s.report.Pools[0].Engine)
}

// TestOwnData: a scheme and a table of one's own, with an award that cannot be given and
// without one, and a scheme without a study.
func TestOwnData(t *testing.T) {
	dir := t.TempDir()
	own, table := filepath.Join(dir, "scheme.yaml"), filepath.Join(dir, "table.csv")
	write := func(more string) {
		require.NoError(t, os.WriteFile(own, []byte("scheme: 1\ntitle: {en: x}\nframework: {indicators: [{code: a, weight: 2}, {code: b, weight: 1}], aux: [{code: c}]}\n"+
			"decision: {ties: {digits: 2}, grader: {quotas: {grades: [{grade: A, share: 0.4}, {grade: B, rest: true}]}}}\n"+more), 0o600))
	}
	require.NoError(t, os.WriteFile(table, []byte("code,a,b,c\n1,1,7,\n2,2,3,\n3,3,5,\n4,5,1,\n5,6,3,\n"), 0o600))
	study := "study: {draws: 200, factors: [{weights: {of: {dirichlet: {concentration: 10}}}}]}\n"
	write(study)
	var out bytes.Buffer
	require.NoError(t, test(&out, tables.TextOptions{Width: 200}, own, table, "", true))
	assert.Contains(t, out.String(), "No award: the scheme has no plan")
	assert.Contains(t, out.String(), "200 draws of what the study of the scheme says")
	write(study + "plans: [{pool: {name: Land, measure: {name: mu}, amount: 9}, clauses: [{cap_at: {figure: c}}]}]\n")
	out.Reset()
	require.NoError(t, test(&out, tables.TextOptions{Width: 200}, own, table, "", true))
	assert.Contains(t, out.String(), "No award: 5 faults, in short:\n  5 times, first at article 1 (cap: c): unit 1")
	out.Reset()
	require.NoError(t, test(&out, tables.TextOptions{Width: 200}, own, table, "4", false))
	assert.Contains(t, out.String(), "What a figure is worth to 4")
	require.ErrorIs(t, test(&out, tables.TextOptions{}, own, table, "nobody", false), basis.ErrUnknown)
	write("")
	require.ErrorIs(t, test(&out, tables.TextOptions{}, own, table, "", true), errStudy)
	require.ErrorIs(t, test(&out, tables.TextOptions{}, own, filepath.Join(dir, "none.csv"), "", false), os.ErrNotExist)
}
