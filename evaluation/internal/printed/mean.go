package printed

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/stats"
)

// mean rounds weighted sums of printed scores: in float64 where that surely rounds like
// the exact sum, otherwise in rationals. Of weights that nobody declared only the float64
// is known, and a sum of these is rounded as a score is, by its first 15 digits.
type mean struct {
	f      *Form
	kids   []int
	shares []float64  // of the node
	e      []float64  // in the score of the unit at hand
	paper  []*big.Rat // the same as they are on paper, once they are asked for
	told   bool       // they were declared so
	base   int        // the node whose declared weights these are
}

// Again computes the scores of one node from the printed ones of the nodes that it is made
// of, all of them rounded already; ok is false if it is no weighted sum of them, or not
// aggregated.
func (w *Work) Again(of [][]float64, at int, node Node) (out []float64, ok bool) {
	if node.By == nil {
		return nil, false
	}
	columns := append([][]float64(nil), of...)
	columns[at] = make([]float64, len(of[at]))
	return columns[at], w.mean(columns, of, at, node, nil) == nil
}

func newMean(f *Form, at int, kids []int, shares []float64) *mean {
	if f.flat {
		at = 0
	}
	return &mean{f: f, kids: kids, shares: shares, base: at}
}

// weigh takes effective weights; part says that they are some of more.
func (m *mean) weigh(e []float64, part bool) {
	m.paper = nil
	if part {
		var sum float64
		for _, x := range e {
			sum += x
		}
		for j := range e {
			if sum > 0 {
				e[j] /= sum
			}
		}
	}
	m.e = e
}

// digits are the decimals that are printed of a child.
func (m *mean) digits(child int) int {
	if len(m.f.children[child]) == 0 {
		return m.f.Leaf
	}
	return m.f.Digits
}

// round is the rounded sum for a unit, and what it was rounded from; ok is false if it is
// too large to be told from its neighbors.
func (m *mean) round(out [][]float64, row int) (rounded, from float64, ok bool) {
	var sum, size float64
	for j, child := range m.kids {
		if m.e[j] == 0 {
			continue
		}
		t := float64(m.e[j] * out[child][row])
		sum += t
		size += math.Abs(t)
	}
	p := math.Pow10(m.f.Digits)
	y, slack := float64(math.Abs(sum)*p), float64(float64(size*p)*float64(len(m.e)+16))*0x1p-51
	if !(y < most) || math.IsInf(size, 0) {
		return 0, sum, sum != sum // a missing one: the caller knows
	}
	whole := math.Floor(y + 0.5)
	if math.Abs(y-math.Floor(y)-0.5) <= slack {
		whole = m.exactly(out, row)
		return figure(whole, m.f.Digits), sum, true
	}
	return figure(math.Copysign(whole, sum), m.f.Digits), sum, true
}

// exactly is the sum in last digits, rounded half away from zero: of declared weights the
// sum itself, of others its first 15 digits.
func (m *mean) exactly(out [][]float64, row int) float64 {
	if m.paper == nil {
		m.paper = m.rational()
	}
	sum := new(big.Rat)
	for j, child := range m.kids {
		if m.e[j] == 0 {
			continue
		}
		x := new(big.Rat).SetFrac(big.NewInt(int64(units(out[child][row], m.digits(child)))), power(m.digits(child)))
		sum.Add(sum, x.Mul(x, m.paper[j]))
	}
	if !m.told {
		x, _ := sum.Float64()
		return units(stats.Round(x, m.f.Digits), m.f.Digits)
	}
	sum.Mul(sum, new(big.Rat).SetInt(power(m.f.Digits)))
	twice := new(big.Int).Lsh(new(big.Int).Abs(sum.Num()), 1)
	twice.Add(twice, sum.Denom())
	whole, _ := new(big.Int).Quo(twice, new(big.Int).Lsh(sum.Denom(), 1)).Float64() // floor(|x| + 1/2)
	if sum.Sign() < 0 {
		return -whole
	}
	return whole
}

func power(digits int) *big.Int {
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
}

// rational are the effective weights as they are on paper, and whether they were told so.
// Weights that the scheme took as they are declared, 3 and 1, are 3/4 and 1/4; others are
// their shortest decimals. Where the effective weights are those of the node, all or some
// of them, they are these, scaled to sum 1, so that a third is a third.
func (m *mean) rational() []*big.Rat {
	from := make([]*big.Rat, len(m.e))
	declared := m.f.declared[m.base]
	same := len(m.f.scaled[m.base]) == len(m.shares)
	for j := range m.shares {
		same = same && m.f.scaled[m.base][j] == m.shares[j]
	}
	of, share, sum := m.shares, 0.0, 0.0
	for j, x := range m.e {
		sum += x
		if x != 0 {
			share += m.shares[j]
		}
	}
	const bits = 1e-14
	scaled := math.Abs(sum-1) <= bits
	for j, x := range m.e {
		if x != 0 && math.Abs(float64(x*share)-m.shares[j]) > float64(bits*m.shares[j]) {
			of, same = m.e, false
		}
	}
	m.told = same
	total := new(big.Rat)
	for j, x := range m.e {
		switch {
		case x == 0:
			from[j] = new(big.Rat)
		case same:
			from[j] = new(big.Rat).Set(declared[j])
		default:
			from[j] = exact.Of(of[j]).Rat()
		}
		total.Add(total, from[j])
	}
	if scaled && total.Sign() > 0 {
		for _, x := range from {
			x.Quo(x, total)
		}
	}
	return from
}
