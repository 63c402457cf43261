package weights_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// handbook reads the example of the OECD/JRC Handbook.
func handbook(t *testing.T) (weights.Group, handbookTables) {
	t.Helper()
	var file handbookTables
	readTestdata(t, "handbook/tai.json", &file)
	g := weights.Group{Parent: "tai", Codes: file.Codes}
	for j := range file.Codes {
		x := make([]float64, len(file.Raw))
		for i, row := range file.Raw {
			x[i] = row[j]
		}
		g.Scores = append(g.Scores, x)
	}
	return g, file
}

type handbookTables struct {
	Codes       []string
	Raw         [][]float64
	Correlation [][]float64 `json:"t06_correlation"`
	Eigenvalues []float64   `json:"t07_eigenvalues"`
	Percent     []float64   `json:"t07_percent"`
	Loadings    [][]float64 `json:"t08_loadings"`
	Rotated     [][]float64 `json:"t09_rotated"`
	Communality []float64   `json:"t09_communality"`
	Explained   []float64   `json:"t09_explained"`
	Scaled      [][]float64 `json:"t17_scaled_squares"`
	Shares      []float64   `json:"t17_explained_over_total"`
	Weights     []float64   `json:"t18_weights"`
}

// OECD and JRC (2008), Handbook, tables 6 to 9, 17 and 18, step by step. It is
// printed with two digits and from data with more than are printed, so that the
// tolerances are wider than the rounding.
func TestFactorsHandbook(t *testing.T) {
	g, want := handbook(t)
	s, err := weights.Factors{Keep: weights.Keep{Share: 0.1}}.Solve(g)
	require.NoError(t, err)

	for j, row := range want.Correlation {
		for l, r := range row {
			tolerance := 0.0071
			if j != l && j+l == 5 && j*l == 4 { // royalties and telephones
				tolerance = 0.0185
			}
			assert.InDelta(t, r, s.Components.Correlation.At(j, l), tolerance, "%s, %s", g.Codes[j], g.Codes[l])
		}
	}
	for f := range want.Eigenvalues {
		assert.InDelta(t, want.Eigenvalues[f], s.Components.Eigenvalues[f], 0.055)
		assert.InDelta(t, want.Percent[f], s.Components.Eigenvalues[f]/8*100, 0.111)
	}
	assert.InDelta(t, 8, sum(s.Components.Eigenvalues), 1e-12)

	// Table 8 has all eight components, step 2 keeps four.
	all := s.Components.Loadings(8)
	for f := range 8 {
		column := make([]float64, 8)
		for j := range column {
			column[j] = want.Loadings[j][f]
		}
		assertUpToSign(t, column, mat.Col(nil, f, all), 0.013, fmt.Sprint("loadings ", f+1))
	}
	_, kept := s.Loadings.Dims()
	require.Equal(t, 4, kept)
	assert.Equal(t, mat.Col(nil, 3, all), mat.Col(nil, 3, s.Loadings))

	for f := range 4 {
		column, scaled := make([]float64, 8), make([]float64, 8)
		for j := range column {
			column[j], scaled[j] = want.Rotated[j][f], want.Scaled[j][f]
		}
		assertUpToSign(t, column, mat.Col(nil, f, s.Rotated), 0.013, fmt.Sprint("rotated ", f+1))
		assert.InDeltaSlice(t, scaled, mat.Col(nil, f, s.Scaled), 0.014)
		assert.InDelta(t, want.Explained[f], s.Explained[f], 0.025)
		assert.InDelta(t, want.Shares[f], s.Explained[f]/sum(s.Explained), 0.006)
	}
	assert.InDeltaSlice(t, want.Communality, s.Communality, 0.015)
	assert.InDeltaSlice(t, want.Weights, s.Weights, 0.0055)
	assert.Equal(t, []int{1, 3, 0, 0, 3, 0, 0, 2}, s.Factor)

	// Exports go against the factor of internet, electricity and schooling.
	require.Len(t, s.Warnings, 1)
	assert.EqualError(t, s.Warnings[0], "exports: goes against its factor 1: the loading is -0.647; its weight is positive all the same")

	inDelta(t, s.Weights, of(t, weights.Factors{Keep: weights.Keep{Share: 0.1}}, g), 1e-14)
	inDelta(t, s.Weights, of(t, weights.Factors{Keep: weights.Keep{Number: 4}}, g), 1e-14)
}

// The options, by their definition, on the same data.
func TestFactorsOptions(t *testing.T) {
	g, _ := handbook(t)
	c := components(t, g)

	// One component: squared coefficients, which need no rotation.
	w := of(t, weights.Factors{Keep: weights.Keep{Number: 1}}, g)
	for j := range w {
		assert.InDelta(t, c.Vectors.At(j, 0)*c.Vectors.At(j, 0), w[j], 1e-12)
	}
	inDelta(t, w, of(t, weights.Factors{Keep: weights.Keep{Number: 1}, Unrotated: true}, g), 1e-12)

	// Unrotated, two components.
	l := c.Loadings(2)
	highest, communality := make([]float64, 8), make([]float64, 8)
	for j := range highest {
		a, b := l.At(j, 0)*l.At(j, 0), l.At(j, 1)*l.At(j, 1)
		highest[j], communality[j] = max(a, b), a+b
	}
	total := sum(highest)
	for j, v := range of(t, weights.Factors{Unrotated: true}, g) { // Kaiser's rule keeps two
		assert.InDelta(t, highest[j]/total, v, 1e-12)
	}
	// All factors: the rotation does not matter.
	total = sum(communality)
	for _, unrotated := range []bool{false, true} {
		for j, v := range of(t, weights.Factors{All: true, Unrotated: unrotated}, g) {
			assert.InDelta(t, communality[j]/total, v, 1e-12)
		}
	}
	// All components and all factors: every sibling is explained fully.
	for _, v := range of(t, weights.Factors{All: true, Keep: weights.Keep{Number: 8}}, g) {
		assert.InDelta(t, 1./8, v, 1e-12)
	}
}

func TestKeep(t *testing.T) {
	eigenvalues := []float64{3.3, 1.7, 1.0, 0.9, 0.5, 0.3, 0.2, 0.1}
	for name, c := range map[string]struct {
		keep weights.Keep
		want int
	}{
		"Kaiser":            {weights.Keep{}, 2}, // 1.0 is not above 1
		"above 0.7":         {weights.Keep{Above: 0.7}, 4},
		"above all":         {weights.Keep{Above: 5}, 1},
		"above none":        {weights.Keep{Above: 0.01}, 8},
		"a tenth each":      {weights.Keep{Share: 0.1}, 4},
		"half each":         {weights.Keep{Share: 0.5}, 1},
		"60 percent":        {weights.Keep{Total: 0.6}, 2},
		"exactly 5 of 8":    {weights.Keep{Total: 0.625}, 2},
		"more than 5 of 8":  {weights.Keep{Total: 0.63}, 3},
		"everything":        {weights.Keep{Total: 1}, 8},
		"hardly anything":   {weights.Keep{Total: 0.001}, 1},
		"three, all eights": {weights.Keep{Number: 3}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.keep.Count(eigenvalues)
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
	for name, keep := range map[string]weights.Keep{
		"two rules":       {Above: 1, Number: 2},
		"negative":        {Above: -1},
		"not a number":    {Share: math.NaN()},
		"infinite":        {Above: math.Inf(1)},
		"share":           {Share: 1.1},
		"percent":         {Total: 60},
		"negative number": {Number: -1},
		"too many":        {Number: 9},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := keep.Count(eigenvalues)
			require.ErrorIs(t, err, basis.ErrDomain)
			g, _ := handbook(t)
			require.ErrorIs(t, weights.Factors{Keep: keep}.Weigh(make([]float64, 8), g), basis.ErrDomain)
		})
	}
}

// The example of twenty rivers in an R package for mathematical modeling (data made
// up there for demonstration): z-scores of four indicators, all turned to more is
// better, the unit eigenvectors of the first three components rotated by varimax.
// It stops at R's default tolerance of 1e-5, hence 1e-3; a converged rotation
// differs by as much.
func TestVarimaxOfEigenvectors(t *testing.T) {
	var file struct {
		Codes   []string
		Rotated [][]float64
		Weights []float64
		Data    frame
	}
	readTestdata(t, "rivers/rivers.json", &file)
	g := file.Data.group(t, file.Codes...)
	c := components(t, g)
	rotated, _, err := stats.Varimax{}.Rotate(c.Vectors.Slice(0, 4, 0, 3))
	require.NoError(t, err)
	w := make([]float64, 4)
	for p := range 3 {
		column := make([]float64, 4)
		for j := range column {
			column[j] = file.Rotated[j][p]
			w[j] += c.Eigenvalues[p] * math.Abs(rotated.At(j, p))
		}
		assertUpToSign(t, column, mat.Col(nil, p, rotated), 2e-3, fmt.Sprint("factor ", p+1))
	}
	total := sum(w)
	for j := range w {
		assert.InDelta(t, file.Weights[j], w[j]/total, 1e-3)
	}
}
