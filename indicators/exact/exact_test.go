package exact_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators/exact"
)

// rat is the shortest decimal of x, as strconv and big.Rat find it.
func rat(x float64) *big.Rat {
	r, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	if !ok {
		panic(x)
	}
	return r
}

// nearest is the float64 nearest to a rational.
func nearest(r *big.Rat) float64 {
	x, _ := r.Float64()
	return x
}

func ratio(a, b float64) exact.Number { return exact.Quotient(exact.Of(a), exact.Of(b)) }

// growth is x/x0 - 1.
func growth(x0, x exact.Number) exact.Number {
	return exact.Difference(exact.Quotient(x, x0), exact.Of(1))
}

// TestEqualOnPaper: what a person finds equal has equal bits. None of these is so in
// float64s.
func TestEqualOnPaper(t *testing.T) {
	of := exact.Of
	hundred := func(x exact.Number) exact.Number { return exact.Product(x, of(100)) }
	for _, c := range []struct {
		name string
		a, b exact.Number
	}{
		{"0.3/0.1 and 3/1", ratio(0.3, 0.1), ratio(3, 1)},
		{"0.3/0.1 and 3", ratio(0.3, 0.1), of(3)},
		{"0.1/1.7 and 0.3/5.1", ratio(0.1, 1.7), ratio(0.3, 5.1)},
		{"10 to 12 and 100 to 120", growth(of(10), of(12)), growth(of(100), of(120))},
		{"10 to 12 and 20 %", hundred(growth(of(10), of(12))), of(20)},
		{"10 to 11 and 3 to 3.3", growth(of(10), of(11)), growth(of(3), of(3.3))},
		{"10 to 11 and 1 to 1.1", growth(of(10), of(11)), growth(of(1), of(1.1))},
		{"0.7 + 0.1 and 0.8 + 0", exact.Sum(of(0.7), of(0.1)), exact.Sum(of(0.8), of(0))},
		{"10/7 to 12/7", growth(ratio(10, 7), ratio(12, 7)), of(0.2)},
		{"1000 to 1000.001", growth(of(1000), of(1000.001)), of(0.000001)},
		{"a third of a third, three times", exact.Product(ratio(1, 3), exact.Product(ratio(1, 3), of(9))), of(1)},
		{"location quotient of 15 in 100 against 100 in 1000", exact.Quotient(ratio(15, 100), ratio(100, 1000)), of(1.5)},
		{"29 of 100 in percent", hundred(ratio(29, 100)), of(29)},
		{"57 of 100 in percent", hundred(ratio(57, 100)), of(57)},
		{"58 of 100 in percent", hundred(ratio(58, 100)), of(58)},
		{"nothing left of ratios", exact.Difference(ratio(10, 7), ratio(30, 21)), of(0)},
		{"very small", ratio(3e-300, 1e-299), of(0.3)},
		{"very large", exact.Product(of(3e300), of(0.1)), of(3e299)},
		{"beyond whole numbers", exact.Quotient(of(3e25), of(1e24)), of(30)},
		{"without sign", exact.Abs(exact.Difference(of(0.1), of(0.4))), of(0.3)},
	} {
		assert.Equal(t, math.Float64bits(c.b.Float()), math.Float64bits(c.a.Float()), c.name)
	}
}

// TestTies: the middle between two float64s goes to the even one, as everywhere.
func TestTies(t *testing.T) {
	const big = 1 << 53
	for _, c := range []struct{ a, b, want float64 }{{big, 1, big}, {big + 2, 1, big + 4}, {big, -1, big - 1}, {-big, -1, -big}} {
		assert.InDelta(t, c.want, exact.Sum(exact.Of(c.a), exact.Of(c.b)).Float(), 0)
	}
	assert.False(t, math.Signbit(exact.Difference(exact.Of(0.1), exact.Of(0.1)).Float()), "no -0")
	assert.False(t, math.Signbit(exact.Product(exact.Of(-1), exact.Of(0)).Float()), "no -0")
}

// TestNothing: what is missing, infinite or too large says so, and never panics.
func TestNothing(t *testing.T) {
	nan, inf, of := math.NaN(), math.Inf(1), exact.Of
	for _, x := range []exact.Number{exact.Sum(of(1), of(nan)), exact.Difference(of(nan), of(1)), exact.Product(of(inf), of(0)), exact.Quotient(of(nan), of(1)), exact.Quotient(of(1), of(0)), exact.Sum(of(inf), of(-inf))} {
		assert.True(t, math.IsNaN(x.Float()))
		assert.Nil(t, x.Rat())
	}
	assert.True(t, math.IsInf(exact.Product(of(1e300), of(1e300)).Float(), 1))
	assert.True(t, math.IsInf(exact.Sum(of(math.MaxFloat64), of(math.MaxFloat64)).Float(), 1))
	assert.True(t, math.IsInf(exact.Product(exact.Product(of(1e300), of(1e300)), of(1e-300)).Float(), 1), "what is infinite stays so")
	assert.Zero(t, exact.Product(of(1e-300), of(1e-300)).Float())
	assert.Zero(t, exact.Sum().Float())
	assert.Zero(t, exact.Number{}.Float())
	assert.Equal(t, exact.Of(3), exact.Sum(of(3)))
}

// TestRough: what is computed from a root is as rough as the root.
func TestRough(t *testing.T) {
	root := exact.Rough(math.Sqrt(2))
	two := exact.Product(root, root)
	assert.InDelta(t, 2, two.Float(), 1e-15)
	for _, x := range []exact.Number{two, exact.Sum(exact.Of(1), root), exact.Quotient(exact.Of(1), root), exact.Difference(root, root), exact.Abs(exact.Product(exact.Of(-1), root))} {
		assert.True(t, x.IsRough())
		assert.False(t, x.IsRaw())
		assert.Equal(t, rat(x.Float()), x.Rat())
	}
	assert.False(t, ratio(1, 3).IsRough())
	assert.True(t, exact.Of(1).IsRaw())
	assert.True(t, exact.ColumnOf(nil, []exact.Number{{}, root}).Rough())
	assert.False(t, exact.ColumnOf([]float64{1, 2}, nil).Rough())
	assert.Equal(t, exact.Of(2), exact.ColumnOf([]float64{1, 2}, nil).At(1))
}

// figure draws what a report may print, and now and then what it never would.
func figure() *rapid.Generator[float64] {
	decimal := func(digits, places int) *rapid.Generator[float64] {
		top := int64(math.Pow10(digits)) - 1
		return rapid.Map(rapid.Int64Range(-top, top), func(m int64) float64 {
			x, err := strconv.ParseFloat(strconv.FormatInt(m, 10)+"e"+strconv.Itoa(-places), 64)
			if err != nil {
				panic(err)
			}
			return x
		})
	}
	return rapid.OneOf(
		decimal(2, 0), decimal(3, 1), decimal(5, 2), decimal(9, 4), decimal(15, 2), decimal(15, 12), decimal(17, 17), decimal(17, 3),
		decimal(3, 21), decimal(3, -19), rapid.Just(0.0), rapid.Just(1.0), rapid.Just(100.0), rapid.Float64Range(-1e6, 1e6), rapid.Float64Range(0, 1),
		rapid.Float64Range(-1e-300, 1e-300), rapid.Float64Range(-1e140, 1e140),
	)
}

// TestChains: random chains of steps have the float64 nearest to what big.Rat
// computes of the shortest decimals, and keep its rational.
func TestChains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		type both struct {
			x exact.Number
			r *big.Rat
		}
		pool := make([]both, 0, 8)
		for _, x := range rapid.SliceOfN(figure(), 2, 5).Draw(t, "figures") {
			pool = append(pool, both{exact.Of(x), rat(x)})
		}
		for range rapid.IntRange(1, 3).Draw(t, "steps") {
			pick := func(of string) both { return rapid.SampledFrom(pool).Draw(t, of) }
			a, b := pick("a"), pick("b")
			out := both{r: new(big.Rat)}
			switch rapid.IntRange(0, 4).Draw(t, "step") {
			case 0:
				c := pick("c")
				out.x = exact.Sum(a.x, b.x, c.x)
				out.r.Add(out.r.Add(a.r, b.r), c.r)
			case 1:
				out.x = exact.Difference(a.x, b.x)
				out.r.Sub(a.r, b.r)
			case 2:
				out.x = exact.Product(a.x, b.x)
				out.r.Mul(a.r, b.r)
			case 3:
				if b.x.Float() == 0 {
					continue
				}
				out.x = exact.Quotient(a.x, b.x)
				out.r.Quo(a.r, b.r)
			default:
				if b.x.Float() == 0 {
					continue
				}
				out.x = growth(b.x, a.x)
				out.r.Sub(out.r.Quo(a.r, b.r), big.NewRat(1, 1))
			}
			want := nearest(out.r)
			require.Equal(t, math.Float64bits(want+0), math.Float64bits(out.x.Float()), "%v, not %v", out.x.Float(), want)
			if want-want != 0 {
				return
			}
			require.Zero(t, out.x.Rat().Cmp(out.r))
			pool = append(pool, out)
		}
	})
}

// TestMillion: a quotient of two figures of a report, as often as there is time for.
func TestMillion(t *testing.T) {
	n := 200_000
	if testing.Short() {
		n = 20_000
	}
	r := rand.New(rand.NewPCG(1, 2))
	tens := []float64{1, 10, 100, 1000, 10000}
	wrong := 0
	for range n {
		a := float64(r.IntN(1_000_000)+1) / tens[r.IntN(len(tens))]
		b := float64(r.IntN(1_000_000)+1) / tens[r.IntN(len(tens))]
		if r.IntN(4) == 0 {
			a, b = r.Float64()*1e4, r.Float64()
		}
		want := nearest(new(big.Rat).Quo(rat(a), rat(b)))
		if want != ratio(a, b).Float() {
			require.Equal(t, want, ratio(a, b).Float(), "%v / %v", a, b)
		}
		if a/b != want {
			wrong++
		}
	}
	t.Logf("plain division is off in %.1f %% of %d cases", 100*float64(wrong)/float64(n), n)
	assert.Greater(t, wrong, n/10)
}

// TestSumOfRatios: thousands of ratios, whose rational has tens of thousands of bits,
// are summed by their enclosure, and the rational agrees.
func TestSumOfRatios(t *testing.T) {
	terms := ratios(1000)
	got := exact.Sum(terms...)
	assert.InDelta(t, nearest(got.Rat()), got.Float(), 0)
	less := exact.Difference(got, exact.Sum(terms[1:]...))
	assert.InDelta(t, terms[0].Float(), less.Float(), 0, "what is left is the first")
	assert.Zero(t, less.Rat().Cmp(terms[0].Rat()))
}

func ratios(n int) []exact.Number {
	r := rand.New(rand.NewPCG(3, 4))
	terms := make([]exact.Number, n)
	for i := range terms {
		terms[i] = ratio(float64(r.IntN(100_000))/100, float64(r.IntN(100_000)+1)/100)
	}
	return terms
}

// TestQuantile: quartiles and fences are those of decimals.
func TestQuantile(t *testing.T) {
	x := []float64{0.1, 0.2, 0.3, 0.4, 0.6}
	for p, want := range map[float64]float64{0: 0.1, 0.25: 0.2, 0.5: 0.3, 0.6: 0.34, 0.75: 0.4, 1: 0.6} {
		assert.Equal(t, want, exact.Quantile(x, p).Float(), "%v", p)
	}
	assert.InDelta(t, 7, exact.Quantile([]float64{7}, 0.3).Float(), 0)
	lo, hi := exact.Fences(x, 1.5)
	assert.Equal(t, []float64{-0.1, 0.7}, []float64{lo, hi}, "0.2 - 0.3 and 0.4 + 0.3")
}
