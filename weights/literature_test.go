package weights_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/weights"
)

// literature reads a table under testdata/literature: columns by heading.
func literature(t *testing.T, name string) map[string][]float64 {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "literature", name))
	require.NoError(t, err)
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	require.NoError(t, err)
	table := map[string][]float64{}
	for _, row := range rows[1:] {
		for j, text := range row {
			x, err := strconv.ParseFloat(text, 64)
			require.NoError(t, err)
			table[rows[0][j]] = append(table[rows[0][j]], x)
		}
	}
	return table
}

// onRange puts x on [lo, hi] by min-max; less is better if hi < lo.
func onRange(x []float64, lo, hi float64) []float64 {
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range x {
		least, most = min(least, v), max(most, v)
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = lo + (v-least)/(most-least)*(hi-lo)
	}
	return out
}

// Standard deviation on scores 0 to 1, printed with two decimals: Jahan and
// Edwards (2013).
func TestStdDevLiterature(t *testing.T) {
	g := columns(
		[]float64{0, 0.39, 0.17, 0.35, 0.3, 0.84, 1},
		[]float64{0, 0.3, 0.36, 0.29, 0.4, 0.71, 1},
		[]float64{0, 0.77, 0.8, 0.93, 0.94, 1, 0.99})
	for j, w := range of(t, weights.StdDev{}, g) {
		assert.InDelta(t, []float64{0.35, 0.31, 0.34}[j], w, 0.005)
	}
}

// CRITIC on eight firms and three criteria, all more-is-better: the matrix of
// Diakoulaki, Mavrotas and Papayannakis (1995), the weights to 8 decimals as the
// tests of scikit-criteria have them.
func TestCRITICLiterature(t *testing.T) {
	g := columns(
		[]float64{61, 20.7, 16.3, 9, 5.4, 4, -6.1, -34.6},
		[]float64{1.08, 0.26, 1.98, 3.29, 2.77, 4.12, 3.52, 3.31},
		[]float64{4.33, 4.34, 2.53, 1.65, 2.33, 1.21, 2.10, 0.98})
	for c, want := range map[weights.CRITIC][]float64{
		{}:                              {0.20222554, 0.48090173, 0.31687273},
		{Raw: true}:                     {0.86874234, 0.08341434, 0.04784331},
		{Correlation: weights.Spearman}: {0.21454645, 0.4898563, 0.29559726},
		{Correlation: weights.Spearman, Raw: true}: {0.87672195, 0.08082369, 0.04245436},
	} {
		for j, w := range of(t, c, g) {
			assert.InDelta(t, want[j], w, 1e-8, c)
		}
	}
}

// MEREC on five alternatives, c1 and c2 more, c3 and c4 less is better; weights to
// 4 decimals: Keshavarz-Ghorabaee et al. (2021). The removal effects behind them
// are recomputed by the equations of the paper.
func TestMERECLiterature(t *testing.T) {
	inverse := func(x ...float64) []float64 {
		for i := range x {
			x[i] = 1 / x[i]
		}
		return x
	}
	g := columns(
		[]float64{450, 10, 100, 220, 5},
		[]float64{8000, 9100, 8200, 9300, 8400},
		inverse(54, 2, 31, 1, 23),
		inverse(145, 160, 153, 162, 158))
	for j, w := range of(t, weights.MEREC{}, g) {
		assert.InDelta(t, []float64{0.5752, 0.0141, 0.4016, 0.0091}[j], w, 5e-5)
	}

	normalized := [][]float64{
		{5. / 450, 0.5, 5. / 100, 5. / 220, 1},
		{1, 8000. / 9100, 8000. / 8200, 8000. / 9300, 8000. / 8400},
		{54. / 54, 2. / 54, 31. / 54, 1. / 54, 23. / 54},
		{145. / 162, 160. / 162, 153. / 162, 1, 158. / 162},
	}
	want := make([]float64, 4)
	for i := range 5 {
		performance := func(without int) float64 {
			var s float64
			for j, y := range normalized {
				if j != without {
					s += math.Abs(math.Log(y[i]))
				}
			}
			return math.Log(1 + s/4)
		}
		for j := range want {
			want[j] += math.Abs(performance(j) - performance(-1))
		}
	}
	dst := make([]float64, 4)
	require.NoError(t, weights.MEREC{}.Weigh(dst, g))
	inDelta(t, want, dst, 1e-12)
}

// Twenty rivers: pH is best at 7, nutrient from 10 to 20. Printed with 7 decimals.
func TestRivers(t *testing.T) {
	table := literature(t, "rivers.csv")
	var farthest, overshoot float64
	for i, v := range table["ph"] {
		farthest = max(farthest, math.Abs(v-7))
		overshoot = max(overshoot, 10-table["nutrient"][i], table["nutrient"][i]-20)
	}
	ph, nutrient := make([]float64, 20), make([]float64, 20)
	for i, v := range table["ph"] {
		ph[i] = 1 - math.Abs(v-7)/farthest
		nutrient[i] = 1 - max(0, 10-table["nutrient"][i], table["nutrient"][i]-20)/overshoot
	}
	within := func(want []float64, s weights.Scheme, g weights.Group) {
		t.Helper()
		for j, w := range of(t, s, g) {
			assert.InDelta(t, want[j], w, 1e-7)
		}
	}
	scores := columns(onRange(table["oxygen"], 0, 1), ph, onRange(table["germs"], 1, 0), nutrient)
	within([]float64{0.2561818, 0.2257389, 0.2539392, 0.2641401}, weights.CRITIC{Raw: true}, scores)

	// For entropy the source moves 0 to 0.002 and 1 to 0.998.
	inward := func(x []float64) []float64 {
		x = slices.Clone(x)
		for i, v := range x {
			if v == 0 || v == 1 {
				x[i] = 0.002 + 0.996*v
			}
		}
		return x
	}
	moved := columns(onRange(table["oxygen"], 0.002, 0.998), inward(ph), onRange(table["germs"], 0.998, 0.002), inward(nutrient))
	within([]float64{0.3153202, 0.1813149, 0.3506929, 0.1526721}, weights.Entropy{}, moved)

	// Its CRITIC with entropy has the correlations of the scores from 0 to 1, and
	// the entropy of the same with only their zeros and ones moved; so it is put
	// together of the parts.
	var ends [][]float64
	for _, x := range scores.Scores {
		ends = append(ends, inward(x))
	}
	for c, want := range map[weights.Correlation][]float64{
		weights.Pearson:  {0.3013685, 0.1866990, 0.3438015, 0.1681310},
		weights.Spearman: {0.2932186, 0.1924354, 0.3486399, 0.1657060},
	} {
		both, deviation := make([]float64, 4), make([]float64, 4)
		require.NoError(t, weights.CRITIC{Correlation: c, Raw: true}.Weigh(both, scores))
		require.NoError(t, weights.StdDev{}.Weigh(deviation, scores))
		product := of(t, weights.Entropy{}, columns(ends...))
		for j := range product {
			product[j] *= both[j] / deviation[j]
		}
		within(want, constantScheme(product...), scores)
	}
}

// Eight provinces in ten years, three subsystems of three indicators: entropy
// weights of scores from 0.002 to 0.998, printed with 7 decimals.
func TestSubsystems(t *testing.T) {
	table := literature(t, "subsystems.csv")
	for _, test := range []struct {
		codes []string
		want  []float64
	}{
		{[]string{"rd_intensity", "hightech_firms", "patents"}, []float64{0.3215465, 0.3414780, 0.3369755}},
		{[]string{"gdp", "income_per_capita", "industry_upgrading"}, []float64{0.3098166, 0.2481369, 0.4420465}},
		{[]string{"good_air_rate", "energy_per_gdp", "green_cover"}, []float64{0.3934835, 0.3515999, 0.2549167}},
	} {
		var x [][]float64
		for _, code := range test.codes {
			lo, hi := 0.002, 0.998
			if code == "energy_per_gdp" {
				lo, hi = hi, lo
			}
			x = append(x, onRange(table[code], lo, hi))
		}
		for j, w := range of(t, weights.Entropy{}, columns(x...)) {
			assert.InDelta(t, test.want[j], w, 1e-7, test.codes[j])
		}
		// Rescaled does the same within the scheme.
		raw := columns(table[test.codes[0]], table[test.codes[1]], table[test.codes[2]])
		if test.codes[1] == "energy_per_gdp" {
			raw = scaledColumn(raw, 1, 0, -1)
		}
		inDelta(t, of(t, weights.Entropy{}, columns(x...)), of(t, weights.Rescaled{Of: weights.Entropy{}, Lo: 0.002, Hi: 0.998}, raw), 1e-9)
	}
}
