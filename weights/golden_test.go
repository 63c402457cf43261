package weights_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/weights"
)

// goldenCase is one matrix that another program weighed: n rows, k columns,
// costs marked by -1.
type goldenCase struct {
	Matrix [][]float64
	Types  []float64
	Want   []float64
}

// golden reads the cases of a file under testdata/golden.
func golden(t *testing.T, name string) map[string]goldenCase {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "golden", filepath.FromSlash(name)+".json"))
	require.NoError(t, err)
	var file struct {
		Input map[string]struct {
			Matrix     [][]float64
			Types      []float64
			Objectives []float64
		}
		Output map[string]json.RawMessage
	}
	require.NoError(t, json.Unmarshal(text, &file))
	require.NotEmpty(t, file.Input)
	cases := map[string]goldenCase{}
	for key, in := range file.Input {
		c := goldenCase{Matrix: in.Matrix, Types: in.Types}
		if c.Types == nil {
			c.Types = in.Objectives
		}
		if err := json.Unmarshal(file.Output[key], &c.Want); err != nil {
			var object struct{ Weights []float64 }
			require.NoError(t, json.Unmarshal(file.Output[key], &object))
			c.Want = object.Weights
		}
		require.Len(t, c.Want, len(c.Matrix[0]))
		cases[key] = c
	}
	return cases
}

// plain is the group of the matrix as it stands.
func (c goldenCase) plain() weights.Group {
	return c.turned(func(x float64, _ []float64) float64 { return x })
}

// turned is the group of the matrix with each cost x replaced by f(x, column).
func (c goldenCase) turned(f func(x float64, column []float64) float64) weights.Group {
	g := weights.Group{Parent: "golden"}
	for j := range c.Matrix[0] {
		g.Codes = append(g.Codes, "c"+string(rune('1'+j)))
		x := make([]float64, len(c.Matrix))
		for i, row := range c.Matrix {
			x[i] = row[j]
		}
		if c.Types[j] < 0 {
			y := make([]float64, len(x))
			for i, v := range x {
				y[i] = f(v, x)
			}
			x = y
		}
		g.Scores = append(g.Scores, x)
	}
	return g
}

// reciprocal turns a cost into a benefit by 1/x.
func reciprocal(x float64, _ []float64) float64 { return 1 / x }

// negated turns a cost into a benefit by -x.
func negated(x float64, _ []float64) float64 { return -x }

// testingT is *testing.T or *rapid.T.
type testingT interface {
	require.TestingT
	Helper()
}

// of is weights.Of for tests in which it must work.
func of(t testingT, s weights.Scheme, g weights.Group) []float64 {
	t.Helper()
	w, err := weights.Of(nil, s, g)
	require.NoError(t, err)
	return w
}

// inDelta compares two vectors to a relative tolerance.
func inDelta(t testingT, want, got []float64, relative float64, name ...any) {
	t.Helper()
	require.Len(t, got, len(want), name...)
	for j := range want {
		assert.InDelta(t, want[j], got[j], relative*math.Abs(want[j]), name...)
	}
}

// columns makes a group of codes a, b, c ... and these columns.
func columns(x ...[]float64) weights.Group {
	g := weights.Group{Parent: "p", Scores: x}
	for j := range x {
		g.Codes = append(g.Codes, string(rune('a'+j)))
	}
	return g
}

// lines returns the lines of an error.
func lines(err error) []string { return strings.Split(err.Error(), "\n") }

// sum adds.
func sum(x []float64) (s float64) {
	for _, v := range x {
		s += v
	}
	return s
}
