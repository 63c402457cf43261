package weights_test

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// frame is a table of another program: numbers by column, and a column of names.
type frame map[string]json.RawMessage

// group takes columns of a frame.
func (f frame) group(t *testing.T, codes ...string) weights.Group {
	t.Helper()
	g := weights.Group{Parent: "golden", Codes: codes}
	for _, code := range codes {
		var x []float64
		require.NoError(t, json.Unmarshal(f[code], &x))
		g.Scores = append(g.Scores, x)
	}
	return g
}

// numbered are the codes i1 to ik.
func numbered(k int) []string {
	codes := make([]string, k)
	for j := range codes {
		codes[j] = fmt.Sprint("i", j+1)
	}
	return codes
}

// assertUpToSign compares two vectors, or one with the opposite of the other.
func assertUpToSign(t *testing.T, want, got []float64, tolerance float64, name string) {
	t.Helper()
	require.Len(t, got, len(want), name)
	sign := math.Copysign(1, mat.Dot(mat.NewVecDense(len(want), want), mat.NewVecDense(len(got), got)))
	for j := range want {
		assert.InDelta(t, want[j], sign*got[j], tolerance, "%s %d", name, j)
	}
}

func components(t testingT, g weights.Group) weights.Components {
	t.Helper()
	c, err := weights.PrincipalComponents(g)
	require.NoError(t, err)
	return c
}

// Eigenvalues to 1e-9, eigenvectors to 1e-7.
func TestPCAAgainstCOINr(t *testing.T) {
	for _, name := range []string{"pca_all", "pca_all_b"} {
		t.Run(name, func(t *testing.T) {
			var file struct {
				Input  struct{ Data frame }
				Output struct {
					SDev     []float64
					Rotation [][]float64
					First    []float64 `json:"first_component"`
				}
			}
			readTestdata(t, "golden/coinr/"+name+".json", &file)
			g := file.Input.Data.group(t, numbered(8)...)
			c := components(t, g)
			for f, sd := range file.Output.SDev {
				assert.InEpsilon(t, sd*sd, c.Eigenvalues[f], 1e-9)
				column := make([]float64, 8)
				for j := range column {
					column[j] = file.Output.Rotation[j][f]
				}
				assertUpToSign(t, column, mat.Col(nil, f, c.Vectors), 1e-7, fmt.Sprint("component ", f+1))
			}
			assertUpToSign(t, file.Output.First, mat.Col(nil, 0, c.Vectors), 1e-7, "first")

			// COINr uses negative coefficients as weights; ours refuses each of them.
			_, err := weights.Of(nil, weights.PCA{}, g)
			require.ErrorIs(t, err, basis.ErrDomain)
			var negative []string
			for j, code := range g.Codes {
				if c.Vectors.At(j, 0) < 0 {
					negative = append(negative, code)
				}
			}
			require.NotEmpty(t, negative)
			var named []string
			for _, e := range flatten(err) {
				var cell *weights.CellError
				require.ErrorAs(t, e, &cell)
				assert.Equal(t, -1, cell.Row)
				named = append(named, cell.Code)
			}
			assert.Equal(t, negative, named)
		})
	}
}

func TestPCAByGroupAgainstCOINr(t *testing.T) {
	for name, refused := range map[string]string{"pca_by_group_weights": "", "pca_by_group_weights_b": "p1 p2"} {
		t.Run(name, func(t *testing.T) {
			var file struct {
				Input  struct{ Data frame }
				Output struct {
					Weights struct {
						ICode  []string
						Weight []float64
					}
				}
			}
			readTestdata(t, "golden/coinr/"+name+".json", &file)
			for parent, codes := range map[string][]string{"p1": {"i1", "i2", "i3"}, "p2": {"i4", "i5"}, "p3": {"i6", "i7", "i8"}} {
				g := file.Input.Data.group(t, codes...)
				var want []float64
				for _, code := range codes {
					want = append(want, file.Output.Weights.Weight[slices.Index(file.Output.Weights.ICode, code)])
				}
				if parent == "p2" && refused != "" {
					// Two siblings that are negatively correlated: 0.707 and -0.707.
					assertUpToSign(t, want, mat.Col(nil, 0, components(t, g).Vectors), 1e-7, parent)
					require.ErrorIs(t, weights.PCA{}.Weigh(make([]float64, 2), g), basis.ErrDomain)
					continue
				}
				if slices.Min(want) < 0 && slices.Max(want) > 0 {
					require.ErrorIs(t, weights.PCA{}.Weigh(make([]float64, len(codes)), g), basis.ErrDomain, parent)
					assert.Contains(t, refused, parent)
					continue
				}
				got := make([]float64, len(codes))
				require.NoError(t, weights.PCA{}.Weigh(got, g))
				assertUpToSign(t, want, got, 1e-7, parent)
				assert.NotContains(t, refused, parent)
			}
		})
	}
}

// The score on the first component is the sum of the standardized siblings times
// their coefficients, over the root of the eigenvalue.
func TestPCAAgainstCompind(t *testing.T) {
	var file struct {
		Input  struct{ X frame }
		Output struct {
			One       []float64 `json:"one_score"`
			Share     []float64 `json:"one_share"`
			AllShares []float64 `json:"all_shares"`
		}
	}
	readTestdata(t, "golden/compind/factor_pca.json", &file)
	g := file.Input.X.group(t, numbered(4)...)
	c := components(t, g)
	assert.InEpsilon(t, file.Output.Share[0], c.Eigenvalues[0]/4, 1e-9)
	score := make([]float64, len(g.Scores[0]))
	for j, x := range g.Scores {
		mean, sd := stat.MeanStdDev(x, nil)
		for i, v := range x {
			score[i] += (v - mean) / sd * c.Vectors.At(j, 0) / math.Sqrt(c.Eigenvalues[0])
		}
	}
	assertUpToSign(t, file.Output.One, score, 1e-7, "score")

	// All four components, rotated: each then stands for one sibling. R's rotation
	// stops early.
	s, err := weights.Factors{Keep: weights.Keep{Number: 4}}.Solve(g)
	require.NoError(t, err)
	slices.Sort(s.Explained)
	slices.Sort(file.Output.AllShares)
	for p, share := range file.Output.AllShares {
		assert.InDelta(t, share, s.Explained[p]/4, 1e-4)
	}
}

func TestPCAErrors(t *testing.T) {
	x, y, z := []float64{1, 2, 3, 5}, []float64{2, 2, 7, 1}, []float64{4, 4, 4, 4}
	for name, c := range map[string]struct {
		g    weights.Group
		kind error
		want []string
	}{
		"constant": {columns(x, z, y, z), basis.ErrConstant, []string{"b: all values are equal", "d: all values are equal"}},
		"missing": {columns(x, []float64{1, math.NaN(), 2, math.NaN()}), basis.ErrMissing, []string{
			"b, row 2: missing value", "b, row 4: missing value",
		}},
		"two units": {columns(x[:2], y[2:]), basis.ErrDomain, []string{
			"value outside the domain of the method: the analysis of correlations needs at least 3 units, there are 2",
		}},
		"no correlation": {columns([]float64{1, 1, -1, -1}, []float64{1, -1, 1, -1}), basis.ErrDomain, []string{
			"value outside the domain of the method: components 1 and 2 both have the eigenvalue 1, so that they are not defined one by one",
		}},
		"ragged": {columns(x, y[:3]), basis.ErrWeights, []string{"weights: b has 3 scores, a has 4"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, s := range []weights.Scheme{weights.PCA{}, weights.Factors{}, weights.Factors{Unrotated: true}} {
				err := s.Weigh(make([]float64, len(c.g.Codes)), c.g)
				require.ErrorIs(t, err, c.kind)
				assert.Equal(t, c.want, lines(err))
			}
		})
	}
	assert.Equal(t, []float64{1}, of(t, weights.PCA{}, columns(z)))
	assert.Equal(t, []float64{1}, of(t, weights.Factors{}, columns(z)))

	// Cut between two components that explain the same, or not between them.
	square := columns([]float64{1, 1, -1, -1}, []float64{1, -1, 1, -1}, []float64{2, 0, 0, -2})
	_, err := weights.Factors{Keep: weights.Keep{Number: 2}}.Solve(square)
	require.NoError(t, err)
	three := columns([]float64{1, 1, 1, 1, -1, -1, -1, -1}, []float64{1, 1, -1, -1, 1, 1, -1, -1}, []float64{1, -1, 1, -1, 1, -1, 1, -1})
	for number, ok := range map[int]bool{1: false, 2: false, 3: true} {
		err := weights.Factors{Keep: weights.Keep{Number: number}, All: true}.Weigh(make([]float64, 3), three)
		assert.Equal(t, ok, err == nil, "%d: %v", number, err)
	}
	require.ErrorIs(t, weights.Factors{Keep: weights.Keep{Number: 3}, Unrotated: true}.Weigh(make([]float64, 3), three), basis.ErrDomain)
}

// drawWhole makes a group of whole scores from 0 to 100, which can be scaled and
// shifted without becoming equal.
func drawWhole(t *rapid.T) weights.Group {
	k, n := rapid.IntRange(2, 6).Draw(t, "k"), rapid.IntRange(4, 15).Draw(t, "n")
	g := weights.Group{Parent: "p", Codes: letters(k)}
	for range k {
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(rapid.IntRange(0, 100).Draw(t, "x"))
		}
		g.Scores = append(g.Scores, x)
		g.Declared = append(g.Declared, float64(rapid.IntRange(1, 10).Draw(t, "declared")))
	}
	return g
}

// The correlations do not change with the scale of a sibling, so neither do the
// weights.
func TestPCAInvariance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawWhole(t)
		s, err := weights.Factors{}.Solve(g)
		if err != nil {
			t.Skip(err.Error()) // constant columns, ties of eigenvalues
		}
		k := len(g.Codes)
		_, keep := s.Rotated.Dims()
		if keep < k && s.Components.Eigenvalues[keep-1]-s.Components.Eigenvalues[keep] < 1e-3 {
			t.Skip("components nearly tied: which are kept is ill-conditioned")
		}
		if slices.ContainsFunc(s.Components.Eigenvalues, func(lambda float64) bool { return math.Abs(lambda-1) < 1e-3 }) {
			t.Skip("an eigenvalue on the border of Kaiser's rule")
		}
		if math.Abs(sum(s.Weights)-1) > 1e-12 || math.Abs(sum(s.Components.Eigenvalues)-float64(k)) > 1e-9 {
			t.Fatalf("%v %v", s.Weights, s.Components.Eigenvalues)
		}
		for j := range k { // R = V diag(lambda) V'
			for l := range k {
				var r float64
				for f, lambda := range s.Components.Eigenvalues {
					r += lambda * s.Components.Vectors.At(j, f) * s.Components.Vectors.At(l, f)
				}
				if want := stat.Correlation(g.Scores[j], g.Scores[l], nil); math.Abs(r-want) > 1e-9 {
					t.Fatalf("correlation of %d and %d: %v, want %v", j, l, r, want)
				}
			}
		}
		changed := g
		for j := range k {
			a := rapid.Float64Range(0.01, 1000).Draw(t, "scale")
			b := rapid.Float64Range(-1000, 1000).Draw(t, "shift")
			changed = scaledColumn(changed, j, b, a)
		}
		for j, w := range of(t, weights.Factors{All: true}, changed) {
			if want := s.Communality[j] / sum(s.Communality); math.Abs(w-want) > 1e-6 {
				t.Fatalf("weight %d was %v, on another scale %v", j, want, w)
			}
		}
	})
}

func TestPCALargeMeans(t *testing.T) {
	g, _ := handbook(t)
	w := of(t, weights.Factors{}, g)
	for j := range g.Codes {
		for i := range g.Scores[j] {
			g.Scores[j][i] = g.Scores[j][i]*1e150 + 1e153
		}
	}
	inDelta(t, w, of(t, weights.Factors{}, g), 1e-6)
}

// One common factor: every rule of scheme holds. Data without one has coefficients
// of both signs, at which PCA refuses.
func TestPCARules(t *testing.T) {
	common := weights.Func(func(dst []float64, g weights.Group) error { return weights.PCA{}.Weigh(dst, withCommon(g)) })
	require.NoError(t, weightstest.TestScheme(common, weightstest.Options{Tolerance: 1e-9}))
	for _, s := range []weights.Scheme{weights.Factors{}, weights.Factors{Unrotated: true}, weights.Factors{All: true}, weights.Factors{Keep: weights.Keep{Total: 0.6}}} {
		require.NoError(t, weightstest.TestScheme(s, weightstest.Options{Tolerance: 1e-9}))
	}
}

// withCommon adds the mean of all siblings to each, so that they are all positively
// correlated.
func withCommon(g weights.Group) weights.Group {
	out := weights.Group{Parent: g.Parent, Codes: g.Codes}
	for _, x := range g.Scores {
		y := slices.Clone(x)
		for _, z := range g.Scores {
			for i := range y {
				y[i] += 2 * z[i] / float64(len(g.Codes))
			}
		}
		out.Scores = append(out.Scores, y)
	}
	return out
}

func BenchmarkPCA(b *testing.B)     { benchmark(b, weights.PCA{}) }
func BenchmarkFactors(b *testing.B) { benchmark(b, weights.Factors{}) }
