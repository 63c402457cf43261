package weights_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// readTestdata reads a JSON file under testdata.
func readTestdata(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, into))
}

// letters are the first k codes a, b, c ...
func letters(k int) []string {
	codes := make([]string, k)
	for j := range codes {
		codes[j] = string(rune('a' + j))
	}
	return codes
}

// judged are the judgements of a matrix that must be right.
func judged(t testingT, codes []string, matrix [][]float64) []weights.Judgement {
	t.Helper()
	judgements, err := weights.JudgementsOf(codes, matrix)
	require.NoError(t, err)
	return judgements
}

// solved is Solve for tests in which it must work.
func solved(t testingT, a weights.AHP, codes []string) weights.AHPSolution {
	t.Helper()
	s, err := a.Solve(codes)
	require.NoError(t, err)
	return s
}

// everything accepts any consistency ratio.
const everything = 1e9

// Eigenvectors to 1e-7, as iterations stop at different places; the random
// indices are the other program's own.
func TestAHPAgainstPymcdm(t *testing.T) {
	var file struct {
		Input  map[string][][]float64
		Output map[string]struct {
			Weights    []float64
			Ratio      float64 `json:"consistency_ratio"`
			Consistent bool
		}
	}
	readTestdata(t, "golden/pymcdm/ahp_eigenvector.json", &file)
	require.Len(t, file.Input, 4)
	index := []float64{0, 0, 0.5799, 0.8921, 1.1159}
	for name, matrix := range file.Input {
		t.Run(name, func(t *testing.T) {
			want := file.Output[name]
			codes := letters(len(matrix))
			a := weights.AHP{Judgements: judged(t, codes, matrix), RandomIndex: index}
			s := solved(t, a, codes)
			inDelta(t, want.Weights, s.Weights, 1e-7)
			assert.InEpsilon(t, want.Ratio, s.Ratio, 1e-7)
			_, err := weights.Of(nil, a, weights.Group{Codes: codes})
			assert.Equal(t, want.Consistent, err == nil, err)
		})
	}
}

func TestAHPAgainstPyDecision(t *testing.T) {
	var file struct {
		Input  map[string][][]float64
		Output map[string]map[string]struct {
			Weights []float64
			Ratio   float64 `json:"consistency_ratio"`
		}
	}
	readTestdata(t, "golden/pydecision/ahp_three_ways.json", &file)
	require.Len(t, file.Input, 3)
	index := []float64{0, 0, 0.58, 0.9, 1.12, 1.24, 1.32}
	for name, matrix := range file.Input {
		for way, method := range map[string]weights.PairwiseMethod{
			"max_eigen": weights.Eigenvector, "geometric": weights.RowGeometricMean, "mean": weights.ColumnMean,
		} {
			t.Run(name+" "+way, func(t *testing.T) {
				want := file.Output[name][way]
				require.Len(t, want.Weights, len(matrix))
				codes := letters(len(matrix))
				s := solved(t, weights.AHP{Judgements: judged(t, codes, matrix), Method: method, RandomIndex: index}, codes)
				tolerance := 1e-9
				if method == weights.Eigenvector {
					tolerance = 1e-7
				}
				inDelta(t, want.Weights, s.Weights, tolerance)
				assert.InDelta(t, want.Ratio, s.Ratio, max(1e-15, tolerance*want.Ratio))
			})
		}
	}
}

// Judgements that agree contradict nothing, whatever last bits 1/3 and 1/7 have.
func TestAHPConsistent(t *testing.T) {
	for _, w := range [][]float64{{8, 4, 1}, {7, 3, 1, 9}, {1, 1, 1}, {0.3, 0.1, 0.7, 2, 5}} {
		codes := letters(len(w))
		matrix := make([][]float64, len(w))
		for i := range w {
			for j := range w {
				matrix[i] = append(matrix[i], w[i]/w[j])
			}
		}
		s := solved(t, weights.AHP{Judgements: judged(t, codes, matrix)}, codes)
		assert.Equal(t, "none", s.Worst.String(), "%v", w)
		assert.Equal(t, weights.Triad{}, s.Worst)
		inDelta(t, []float64{0}, []float64{s.Ratio}, 1e-12)
	}
	// The least contradiction that people can make is named.
	s := solved(t, weights.AHP{Judgements: []weights.Judgement{{A: "a", B: "b", Ratio: 2}, {A: "b", B: "c", Ratio: 4}, {A: "a", B: "c", Ratio: 8.001}}}, letters(3))
	assert.Equal(t, "a", s.Worst.A)
}

// With two siblings the other program divides 0 by 0; ours says that nothing is
// contradicted.
func TestAHPTwo(t *testing.T) {
	var file struct{ Input map[string][][]float64 }
	readTestdata(t, "golden/pydecision/edge_ahp_two.json", &file)
	for _, method := range []weights.PairwiseMethod{weights.Eigenvector, weights.RowGeometricMean, weights.ColumnMean} {
		codes := letters(2)
		s := solved(t, weights.AHP{Judgements: judged(t, codes, file.Input["m"]), Method: method}, codes)
		inDelta(t, []float64{0.75, 0.25}, s.Weights, 1e-15)
		assert.InDelta(t, 2, s.Lambda, 1e-14)
		assert.Zero(t, s.Index)
		assert.Zero(t, s.RandomIndex)
		assert.Zero(t, s.Ratio)
		assert.Equal(t, "none", s.Worst.String())
		assert.Zero(t, s.Worst.Inconsistency())
	}
}

// One sibling needs no judgement.
func TestAHPOne(t *testing.T) {
	assert.Equal(t, []float64{1}, of(t, weights.AHP{}, weights.Group{Codes: []string{"a"}}))
	s := solved(t, weights.AHP{}, []string{"a"})
	assert.Equal(t, []float64{1}, s.Weights)
	assert.Zero(t, s.Ratio)
	_, err := weights.AHP{}.Solve(nil)
	require.ErrorIs(t, err, basis.ErrWeights)
}

// OECD and JRC (2008), Handbook, table 20 and section 6.2; three digits printed.
func TestAHPHandbook(t *testing.T) {
	var file struct {
		Codes       []string
		Comparisons [][]float64 `json:"t20_comparisons"`
		Eigenvector []float64   `json:"t20_eigenvector"`
		Lambda      float64     `json:"t20_lambda"`
		Ratio       float64     `json:"t20_ratio"`
	}
	readTestdata(t, "handbook/tai.json", &file)
	a := weights.AHP{Judgements: judged(t, file.Codes, file.Comparisons)}
	s := solved(t, a, file.Codes)
	assert.InDeltaSlice(t, file.Eigenvector, s.Weights, 0.0005)
	assert.InDelta(t, file.Lambda, s.Lambda, 0.0005)
	assert.InDelta(t, (file.Lambda-8)/7, s.Index, 0.0001)
	assert.Equal(t, 1.4057, s.RandomIndex)
	assert.InDelta(t, file.Ratio, s.Ratio, 0.0005)
	assert.Equal(t, file.Comparisons, s.Matrix)

	w := of(t, a, weights.Group{Parent: "tai", Codes: file.Codes})
	assert.InDeltaSlice(t, file.Eigenvector, w, 0.0005)
}

// Y.-M. Wang and K.-S. Chin (2011), Fuzzy Analytic Hierarchy Process: A Logarithmic
// Fuzzy Preference Programming Methodology, International Journal of Approximate
// Reasoning 52(4), 541-553: weights to four digits; lambda 7.420, and a ratio of
// 0.23 that is too large on purpose.
func TestAHPInconsistent(t *testing.T) {
	codes := []string{"c1", "c2", "c3", "c4", "c5", "c6"}
	matrix := [][]float64{
		{1, 4, 3, 1, 3, 4},
		{1. / 4, 1, 7, 3, 1. / 5, 1},
		{1. / 3, 1. / 7, 1, 1. / 5, 1. / 5, 1. / 6},
		{1, 1. / 3, 5, 1, 1, 1. / 3},
		{1. / 3, 5, 5, 1, 1, 3},
		{1. / 4, 1, 6, 3, 1. / 3, 1},
	}
	a := weights.AHP{Judgements: judged(t, codes, matrix)}
	s := solved(t, a, codes)
	assert.InDeltaSlice(t, []float64{0.3208, 0.1395, 0.0348, 0.1285, 0.2374, 0.1391}, s.Weights, 0.00005)
	assert.InDelta(t, 7.420, s.Lambda, 0.0005)
	assert.InDelta(t, 0.284, s.Index, 0.0005)
	assert.InDelta(t, 0.23, s.Ratio, 0.005)

	// A circle, off by a factor of 15: the largest of all 20 triads.
	assert.Equal(t, weights.Triad{A: "c2", B: "c4", C: "c5", AB: 3, BC: 1, AC: 1. / 5}, s.Worst)
	assert.InDelta(t, 1-1.0/15, s.Worst.Inconsistency(), 1e-12)

	_, err := weights.Of(nil, a, weights.Group{Parent: "p", Codes: codes})
	require.ErrorIs(t, err, weights.ErrInconsistent)
	var refusal *weights.ConsistencyError
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, s.Ratio, refusal.Ratio)
	assert.Equal(t, 0.1, refusal.Max)
	assert.EqualError(t, err, "weights of the children of p: judgements contradict each other: the consistency ratio is 0.228, at most 0.1 is accepted; "+
		"worst: c2 is judged 3 times c4 and c4 1 times c5, which makes c2 3 times c5, but c5 is judged 5 times c2")

	a.MaxConsistency = 0.25
	inDelta(t, s.Weights, of(t, a, weights.Group{Codes: codes}), 1e-15)
}

func TestTriadInCircle(t *testing.T) {
	a := weights.AHP{Judgements: []weights.Judgement{{"a", "b", 2}, {"b", "c", 3}, {"c", "a", 4}}}
	s := solved(t, a, []string{"a", "b", "c"})
	assert.Equal(t, "a is judged 2 times b and b 3 times c, which makes a 6 times c, but c is judged 4 times a", s.Worst.String())
	assert.InDelta(t, 1-1.0/24, s.Worst.Inconsistency(), 1e-12)
}

// A simulation like that of Alonso and Lamata: random judgements of 1/9 to 9. Their
// figures, from 500,000 matrices each, must be within four standard errors of our
// mean of 2000.
func TestRandomIndex(t *testing.T) {
	scale := []float64{1. / 9, 1. / 8, 1. / 7, 1. / 6, 1. / 5, 1. / 4, 1. / 3, 1. / 2, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	rng := rand.New(rand.NewPCG(2006, 14))
	for _, k := range []int{3, 4, 7, 10, 12, 15, 20, 28} {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			draws := 2000
			if k > 12 {
				draws = 300
			}
			codes := letters(k)
			var mean, squares float64
			for range draws {
				var judgements []weights.Judgement
				for i, a := range codes {
					for _, b := range codes[i+1:] {
						judgements = append(judgements, weights.Judgement{A: a, B: b, Ratio: scale[rng.IntN(17)]})
					}
				}
				s := solved(t, weights.AHP{Judgements: judgements}, codes)
				mean += s.Index / float64(draws)
				squares += s.Index * s.Index / float64(draws)
			}
			stderr := math.Sqrt((squares - mean*mean) / float64(draws))
			assert.InDelta(t, mean, weights.RandomIndex(k), 4*stderr+0.001)
		})
	}
	assert.Zero(t, weights.RandomIndex(2))
	assert.Zero(t, weights.RandomIndex(-1))
	assert.Less(t, weights.RandomIndex(15), weights.RandomIndex(16))
	for k := 8; k <= 15; k++ { // the line fits the table
		assert.InDelta(t, weights.RandomIndex(k), (1.7699*float64(k)-4.3513)/float64(k-1), 0.006)
	}
}

// consistent are the judgements that follow from weights.
func consistent(codes []string, w []float64) []weights.Judgement {
	var out []weights.Judgement
	for i := range codes {
		for j := range i {
			out = append(out, weights.Judgement{A: codes[i], B: codes[j], Ratio: w[i] / w[j]})
		}
	}
	return out
}

func TestAHPProperties(t *testing.T) {
	methods := []weights.PairwiseMethod{weights.Eigenvector, weights.RowGeometricMean, weights.ColumnMean}
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(2, 9).Draw(t, "k")
		codes := letters(k)
		method := rapid.SampledFrom(methods).Draw(t, "method")

		// Consistent judgements return the weights they are made of, however far
		// these are apart.
		w := rapid.SliceOfN(rapid.Float64Range(0.001, 1000), k, k).Draw(t, "w")
		s := solved(t, weights.AHP{Judgements: consistent(codes, w), Method: method}, codes)
		for j := range w {
			if want := w[j] / sum(w); math.Abs(s.Weights[j]-want) > 1e-13*want {
				t.Fatalf("weight of %s is %v, want %v", codes[j], s.Weights[j], want)
			}
		}
		if s.Ratio > 1e-12 || s.Worst.Inconsistency() > 1e-12 {
			t.Fatalf("ratio %v, worst %v", s.Ratio, s.Worst)
		}

		// Any judgements: A w = lambda w, lambda at least k, and the order of the
		// siblings and of the judgements, and which of two stands first, change nothing.
		var judgements []weights.Judgement
		for i, a := range codes {
			for _, b := range codes[i+1:] {
				judgements = append(judgements, weights.Judgement{A: a, B: b, Ratio: rapid.Float64Range(1./9, 9).Draw(t, "ratio")})
			}
		}
		a := weights.AHP{Judgements: judgements, Method: method}
		s = solved(t, a, codes)
		if s.Lambda < float64(k)-1e-9 || math.Abs(sum(s.Weights)-1) > 1e-14 {
			t.Fatalf("lambda %v, sum %v", s.Lambda, sum(s.Weights))
		}
		if method == weights.Eigenvector {
			for i, row := range s.Matrix {
				var aw float64
				for j, v := range row {
					aw += v * s.Weights[j]
				}
				if math.Abs(aw-s.Lambda*s.Weights[i]) > 1e-12*aw {
					t.Fatalf("row %d: A w = %v, lambda w = %v", i, aw, s.Lambda*s.Weights[i])
				}
			}
		}
		if w := s.Worst; k > 2 && (w.AB < 1 || w.BC < 1) {
			t.Fatalf("%+v is not in order", w)
		}
		order := rapid.Permutation(codes).Draw(t, "order")
		turned := weights.AHP{Judgements: rapid.Permutation(judgements).Draw(t, "judgements"), Method: method}
		for i, v := range turned.Judgements {
			if i%2 == 0 {
				turned.Judgements[i] = weights.Judgement{A: v.B, B: v.A, Ratio: 1 / v.Ratio}
			}
		}
		moved := solved(t, turned, order)
		for i, code := range order {
			j := int(code[0] - 'a')
			if math.Abs(moved.Weights[i]-s.Weights[j]) > 1e-12 {
				t.Fatalf("weight of %s is %v, and %v in the order %v", code, s.Weights[j], moved.Weights[i], order)
			}
		}
		if math.Abs(moved.Ratio-s.Ratio) > 1e-12*(1+s.Ratio) || math.Abs(moved.Worst.Inconsistency()-s.Worst.Inconsistency()) > 1e-12 {
			t.Fatalf("ratio %v and %v, worst %v and %v", s.Ratio, moved.Ratio, s.Worst, moved.Worst)
		}
	})
}

// Judgements of a whole tree can stand in one list.
func TestAHPTree(t *testing.T) {
	a := weights.AHP{Judgements: []weights.Judgement{{"innovation", "green", 3}, {"energy", "water", 2}, {"green", "water", 9}}}
	inDelta(t, []float64{0.25, 0.75}, of(t, a, weights.Group{Codes: []string{"green", "innovation"}}), 1e-12)
	inDelta(t, []float64{2. / 3, 1. / 3}, of(t, a, weights.Group{Codes: []string{"energy", "water"}}), 1e-12)
}

func TestPairwiseMethodText(t *testing.T) {
	for _, m := range []weights.PairwiseMethod{weights.Eigenvector, weights.RowGeometricMean, weights.ColumnMean} {
		text, err := json.Marshal(m)
		require.NoError(t, err)
		var back weights.PairwiseMethod
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, m, back)
	}
	assert.Equal(t, "row geometric mean", weights.RowGeometricMean.String())
	_, err := weights.PairwiseMethod(9).MarshalText()
	require.Error(t, err)
	var m weights.PairwiseMethod
	require.Error(t, m.UnmarshalText([]byte("median")))
}

func TestAHPRules(t *testing.T) {
	codes := letters(7)
	w := []float64{9, 3, 5, 1, 2, 8, 4}
	judgements := consistent(codes, w)
	for i := range judgements {
		judgements[i].Ratio = math.Max(1./9, math.Round(judgements[i].Ratio*2)/2+float64(i%2)/2)
	}
	for _, method := range []weights.PairwiseMethod{weights.Eigenvector, weights.RowGeometricMean, weights.ColumnMean} {
		a := weights.AHP{Judgements: judgements, Method: method, MaxConsistency: everything}
		require.NoError(t, weightstest.TestScheme(a, weightstest.Options{Codes: codes, K: []int{1, 2, 3, 7}}))
	}
}
