package stats_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// dense makes a matrix of rows.
func dense(rows [][]float64) *mat.Dense {
	m := mat.NewDense(len(rows), len(rows[0]), nil)
	for i, r := range rows {
		m.SetRow(i, r)
	}
	return m
}

// criterion is V of the documentation, by its definition.
func criterion(b mat.Matrix, raw bool) (v float64) {
	k, f := b.Dims()
	for p := range f {
		var fourth, second float64
		for i := range k {
			var h float64
			for q := range f {
				h += b.At(i, q) * b.At(i, q)
			}
			if raw || h == 0 {
				h = 1
			}
			s := b.At(i, p) * b.At(i, p) / h
			second += s
			fourth += s * s
		}
		v += fourth - second*second/float64(k)
	}
	return v
}

// R stops when a step gains nothing to double precision, which leaves the
// loadings, at a maximum, to less than half the digits; hence 1e-6.
func TestVarimaxAgainstR(t *testing.T) {
	var ref map[string]struct{ Loadings, Kaiser, Raw [][]float64 }
	readJSON(t, "varimax.json", &ref)
	require.Len(t, ref, 3)
	for name, c := range ref {
		for _, raw := range []bool{false, true} {
			t.Run(fmt.Sprint(name, " raw ", raw), func(t *testing.T) {
				want := dense(c.Kaiser)
				if raw {
					want = dense(c.Raw)
				}
				got, rotation, err := stats.Varimax{Raw: raw}.Rotate(dense(c.Loadings))
				require.NoError(t, err)
				assert.True(t, mat.EqualApprox(want, got, 1e-6), "want\n%.8f\ngot\n%.8f", mat.Formatted(want), mat.Formatted(got))
				assert.GreaterOrEqual(t, criterion(got, raw), criterion(want, raw)-1e-14)

				var product, unit mat.Dense
				product.Mul(dense(c.Loadings), rotation)
				assert.True(t, mat.EqualApprox(&product, got, 1e-14))
				unit.Mul(rotation.T(), rotation)
				_, f := got.Dims()
				one := mat.NewDiagDense(f, nil)
				for p := range f {
					one.SetDiag(p, 1)
				}
				assert.True(t, mat.EqualApprox(&unit, one, 1e-13))
			})
		}
	}
}

func TestVarimaxByHand(t *testing.T) {
	// Two perfect factors, turned by 30 degrees: Varimax turns them back.
	c, s := math.Cos(math.Pi/6), math.Sin(math.Pi/6)
	simple := dense([][]float64{{0.9, 0}, {0.8, 0}, {0, 0.7}, {0, 0.6}, {0, 0}})
	var turned mat.Dense
	turned.Mul(simple, dense([][]float64{{c, -s}, {s, c}}))
	for _, raw := range []bool{false, true} {
		got, _, err := stats.Varimax{Raw: raw}.Rotate(&turned)
		require.NoError(t, err)
		assert.True(t, mat.EqualApprox(simple, got, 1e-12), "%v", mat.Formatted(got))
	}

	// The worst position, in which V is smallest and its slope is 0: both factors
	// at 45 degrees.
	var worst mat.Dense
	worst.Mul(simple, dense([][]float64{{math.Sqrt2 / 2, -math.Sqrt2 / 2}, {math.Sqrt2 / 2, math.Sqrt2 / 2}}))
	got, _, err := stats.Varimax{}.Rotate(&worst)
	require.NoError(t, err)
	assert.InDelta(t, criterion(simple, false), criterion(got, false), 1e-12)

	// One factor stays, but for its sign.
	one, rotation, err := stats.Varimax{}.Rotate(dense([][]float64{{-0.9}, {-0.5}, {0.2}}))
	require.NoError(t, err)
	assert.Equal(t, []float64{0.9, 0.5, -0.2}, mat.Col(nil, 0, one))
	assert.Equal(t, -1.0, rotation.At(0, 0))
}

func TestVarimaxErrors(t *testing.T) {
	_, _, err := stats.Varimax{}.Rotate(&mat.Dense{})
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, _, err = stats.Varimax{}.Rotate(dense([][]float64{{1, 2}, {math.NaN(), 1}}))
	require.ErrorIs(t, err, basis.ErrNumber)
	require.EqualError(t, err, "not a finite number: loading 2 of factor 1 is NaN")
}

// The rotation keeps communalities, is a maximum against any small turn of a
// pair, does not depend on the order of indicators or the sign of factors, and
// leaves what is rotated already.
func TestVarimaxProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, f := rapid.IntRange(3, 9).Draw(t, "k"), rapid.IntRange(1, 3).Draw(t, "f")
		rows := make([][]float64, k)
		for i := range rows {
			for range f {
				rows[i] = append(rows[i], float64(rapid.IntRange(-100, 100).Draw(t, "percent"))/100)
			}
		}
		raw := rapid.Bool().Draw(t, "raw")
		l := dense(rows)
		b, rotation, err := stats.Varimax{Raw: raw}.Rotate(l)
		if err != nil {
			t.Fatal(err)
		}
		for i := range k {
			if before, after := mat.Norm(l.RowView(i), 2), mat.Norm(b.RowView(i), 2); math.Abs(before-after) > 1e-12 {
				t.Fatalf("communality of row %d: %v, then %v", i, before, after)
			}
		}
		v := criterion(b, raw)
		for p := range f {
			if mat.Sum(b.ColView(p)) < -1e-12 {
				t.Fatalf("factor %d has a negative sum", p)
			}
			for q := p + 1; q < f; q++ {
				for _, phi := range []float64{-0.7, -0.1, -1e-3, 1e-3, 0.1, 0.7} {
					small := mat.DenseCopyOf(b)
					sin, cos := math.Sincos(phi)
					for i := range k {
						x, y := b.At(i, p), b.At(i, q)
						small.Set(i, p, cos*x+sin*y)
						small.Set(i, q, cos*y-sin*x)
					}
					if better := criterion(small, raw); better > v+1e-11 {
						t.Fatalf("turning %d and %d by %v raises V from %v to %v", p, q, phi, v, better)
					}
				}
			}
		}
		again, _, err := stats.Varimax{Raw: raw}.Rotate(b)
		if err != nil {
			t.Fatal(err)
		}
		if again := criterion(again, raw); math.Abs(again-v) > 1e-11 {
			t.Fatalf("rotating again moves V from %v to %v", v, again)
		}
		if d := math.Abs(mat.Det(rotation)); math.Abs(d-1) > 1e-12 {
			t.Fatalf("determinant %v", d)
		}
	})
}

func ExampleVarimax() {
	// Four indicators on two components: the first component is general, the
	// second tells two kinds of indicator apart.
	loadings := mat.NewDense(4, 2, []float64{
		0.75, 0.50,
		0.70, 0.55,
		0.65, -0.60,
		0.70, -0.55,
	})
	rotated, _, err := stats.Varimax{}.Rotate(loadings)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", mat.Formatted(rotated))
	// Output:
	// ⎡0.89  0.14⎤
	// ⎢0.89  0.07⎥
	// ⎢0.07  0.88⎥
	// ⎣0.14  0.88⎦
}
