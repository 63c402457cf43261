package evaluation_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// asemFile reads a file of testdata/asem that has figures by country.
func asemFile(t *testing.T, name string, codes []string) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	for _, code := range codes {
		root.Children = append(root.Children, indicators.Indicator{Code: code})
	}
	return tableFile(t, framework(t, root), "testdata/asem/"+name)
}

// sameFigures compares a column with the published one, by country.
func sameFigures(t *testing.T, step, code string, got []float64, tab, want *indicators.Table) {
	t.Helper()
	for i, u := range tab.Units() {
		w, _ := want.Value(u.Code, code)
		same := math.Abs(got[i]-w) <= 1e-9*math.Abs(w) || math.IsNaN(w) && math.IsNaN(got[i])
		require.True(t, same, "%s, %s of %s: %v, published %v", step, code, u.Code, got[i], w)
	}
}

// TestASEM evaluates the 51 countries of the ASEM Sustainable Connectivity index of
// the JRC, 49 indicators on four levels, from the raw figures to the ranks, and
// compares every step with the published one, to 1e-9 relative.
func TestASEM(t *testing.T) {
	file, err := os.ReadFile("testdata/asem/framework.json")
	require.NoError(t, err)
	f, err := indicators.ReadFramework(bytes.NewReader(file), "framework.json")
	require.NoError(t, err)
	raw := tableFile(t, f, "testdata/asem/raw.csv")
	n, m := raw.Dims()
	require.Equal(t, [2]int{51, 49}, [2]int{n, m})

	// The method. First 17 indicators are divided by the size of the country,
	var steps []indicators.Step
	for by, codes := range map[string][]string{
		"GDP":        {"Goods", "Services", "FDI", "PRemit", "ForPort", "Research", "Pat", "CultServ", "CultGood"},
		"Population": {"StMob", "Tourist", "MigStock", "Flights", "NGOs"},
		"Area":       {"Bord"},
		"Energy":     {"Elec", "Gas"},
	} {
		for _, code := range codes {
			steps = append(steps, prepare.Ratio{Code: code, Of: code + "_total", By: by})
		}
	}
	ratios := len(steps)
	steps = append(steps,
		prepare.Mean{WithinClass: true}, // then gaps get the mean of Europe or of Asia,
		prepare.Treat{Points: 6},        // and outliers are drawn in.
	)
	model := evaluation.Model{ // Min-max to 0..100, equal weights and arithmetic means at all levels.
		Steps: steps,
		Weigh: weights.Equal{},
	}
	r := evaluate(t, model, raw)
	assert.Empty(t, r.Warnings)

	// The steps.
	require.Len(t, r.Stages, ratios+2)
	denominated, imputed, treated := r.Stages[ratios-1], r.Stages[ratios], r.Stages[ratios+1]
	var codes []string
	for _, in := range f.Measured() {
		codes = append(codes, in.Code)
	}
	for name, got := range map[string]*indicators.Table{"denominated": denominated.Table, "imputed": imputed.Table, "treated": treated.Table} {
		want := asemFile(t, name+".csv", codes)
		for _, code := range codes {
			sameFigures(t, name, code, got.Column(code).Copy(), got, want)
		}
	}
	want := asemFile(t, "normalized.csv", codes)
	for _, code := range codes {
		sameFigures(t, "normalized", code, r.Scores(code).Copy(), r.Prepared, want)
	}
	assert.Len(t, imputed.Changes, 65, "63 figures are missing, and Laos has no energy consumption to divide by")
	for _, c := range imputed.Changes {
		_, mark := r.Prepared.Value(c.Unit, c.Indicator)
		assert.Equal(t, indicators.Imputed, mark)
	}
	asemTreatment(t, imputed.Table, treated)

	// Scores and ranks of the index, its two halves and its eight pillars.
	var nodes, published []string
	for _, in := range f.Nodes() {
		if !in.Measured() {
			nodes = append(nodes, in.Code)
			published = append(published, in.Code, "rank_"+in.Code, "published_"+in.Code)
		}
	}
	require.Len(t, nodes, 11)
	want = asemFile(t, "scores.csv", published)
	for _, node := range nodes {
		sameFigures(t, "scores", node, r.Scores(node).Copy(), r.Prepared, want)
		for _, p := range rank(t, r, node, evaluation.Ties{Digits: new(2)}).Places { // published ranks are those of published scores
			place, _ := want.Value(p.Unit.Code, "rank_"+node)
			score, _ := want.Value(p.Unit.Code, "published_"+node)
			assert.Equal(t, int(place), p.Rank, "rank of %s on %s", p.Unit.Name, node)
			assert.InDelta(t, score, stats.Round(p.Score, 2), 0, "published score of %s on %s", p.Unit.Name, node)
		}
	}
	first := rank(t, r, "", evaluation.Ties{Digits: new(2)}).Places[0]
	assert.Equal(t, "Switzerland 68.38", fmt.Sprint(first.Unit.Name, " ", strconv.FormatFloat(first.Score, 'f', 2, 64)))
}

// asemTreatment compares which points were treated, and skewness and kurtosis
// before and after, with the tables of COINr. (These are of the raw figures before
// they were rounded for the file, hence 1e-6.)
func asemTreatment(t *testing.T, before *indicators.Table, stage indicators.Stage) {
	t.Helper()
	details := asemFile(t, "treatment.csv", []string{"low", "high", "skewness", "kurtosis", "points", "skewness_after", "kurtosis_after"})
	require.Equal(t, 49, details.Len())
	for _, u := range details.Units() {
		of := func(column string) float64 { v, _ := details.Value(u.Code, column); return v }
		var low, high int
		median, err := stats.Median(before.Column(u.Code).Copy())
		require.NoError(t, err)
		for _, c := range stage.Changes {
			switch {
			case c.Indicator != u.Code:
			case c.Was > median:
				high++
			default:
				low++
			}
		}
		assert.Equal(t, [2]int{int(of("low")), int(of("high"))}, [2]int{low, high}, u.Code)
		near := func(x []float64, suffix string) {
			skew, kurt, err := stats.Shape(x)
			require.NoError(t, err)
			assert.InDelta(t, of("skewness"+suffix), skew, 1e-6, u.Code)
			assert.InDelta(t, of("kurtosis"+suffix), kurt, 1e-6, u.Code)
		}
		near(before.Column(u.Code).Copy(), "")
		if low+high > 0 {
			assert.Equal(t, int(of("points")), low+high, u.Code)
			near(stage.Table.Column(u.Code).Copy(), "_after")
		}
	}
}
