package proof

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators/stats"
)

// outcomes is what cannot be excluded of a pair (i, j) over a set of weights.
type outcomes uint8

const (
	ahead outcomes = 1 << iota // i stands above j
	level                      // they are equal
	behind
)

// mirrored is the same seen from j.
func (o outcomes) mirrored() outcomes {
	out := o & level
	if o&ahead != 0 {
		out |= behind
	}
	if o&behind != 0 {
		out |= ahead
	}
	return out
}

// near is the distance from a decision, relative to the largest score, within which an
// extreme is computed again in rationals. noise is far above the rounding errors of an
// extreme, about 1e-15 for each addition, and far below what matters.
const (
	near  = 1e-9
	noise = 1e-12
)

// prover decides pairs over a set, for one goroutine.
type prover struct {
	*bounds
	judge *layout.Judge
	exact *exactly // made when the first extreme lies near a decision

	up, down *scratch    // largest S_i - S_j, largest S_j - S_i
	own      *scratch    // extremes of a single unit
	hi, lo   [][]float64 // by row: extremes by node, without points; the lower ones negated; empty until asked for

	sharp bool // of the last pair
	quick bool // no rationals: what lies within noise of a decision is not proved
}

func (b *bounds) prover(j *layout.Judge) *prover {
	return &prover{
		bounds: b, judge: j, up: b.scratch(), down: b.scratch(), own: b.scratch(),
		hi: make([][]float64, len(b.x)), lo: make([][]float64, len(b.x)),
	}
}

// move takes another radius, and forgets what was found for the one before.
func (p *prover) move(r float64, rows ...int) {
	p.bounds.move(r)
	for _, row := range rows {
		p.hi[row], p.lo[row] = p.hi[row][:0], p.lo[row][:0]
	}
	if p.exact != nil {
		p.exact.move()
	}
}

// forget forgets what was found of all units for the radius before.
func (p *prover) forget() {
	for row := range p.hi {
		p.hi[row], p.lo[row] = p.hi[row][:0], p.lo[row][:0]
	}
}

// highs are the largest scores of a unit by node.
func (p *prover) highs(row int) []float64 {
	if len(p.hi[row]) == 0 {
		p.high(p.own, row, 1)
		p.hi[row] = append(p.hi[row], p.own.v...)
	}
	return p.hi[row]
}

// lows are the negated smallest scores of a unit by node.
func (p *prover) lows(row int) []float64 {
	if len(p.lo[row]) == 0 {
		p.high(p.own, row, -1)
		p.lo[row] = append(p.lo[row], p.own.v...)
	}
	return p.lo[row]
}

// rationals are made when they are first needed.
func (p *prover) rationals() *exactly {
	if p.exact == nil {
		p.exact = p.exactly()
	}
	return p.exact
}

// relate finds what cannot be excluded of a pair, by the score of the decision's node
// and, where they can be equal in it, by its keys.
func (p *prover) relate(i, j int) outcomes {
	p.sharp = p.pair(p.up, i, j, func() []float64 { return p.highs(i) }, func() []float64 { return p.lows(j) })
	p.pair(p.down, j, i, func() []float64 { return p.highs(j) }, func() []float64 { return p.lows(i) })
	out := p.byNode(i, j, p.judge.At)
	for _, k := range p.judge.Keys {
		if out&level == 0 {
			return out
		}
		var by outcomes
		switch {
		case k.At < 0 || p.Children[k.At] == nil:
			by = p.byFigure(k, i, j)
		default:
			by = p.byNode(i, j, k.At)
			if k.Lowest {
				by = by.mirrored()
			}
		}
		out = out&^level | by
	}
	if out&level != 0 && p.judge.Ties.Rule == evaluation.Ordinal {
		out &^= level
		if i < j {
			return out | ahead
		}
		return out | behind
	}
	return out
}

// surely reports whether it is proved that i stands above j, and does no more than
// that needs.
func (p *prover) surely(i, j int) bool {
	at := p.judge.At
	p.pair(p.down, j, i, func() []float64 { return p.highs(j) }, func() []float64 { return p.lows(i) })
	most := p.down.v[at] + p.given(j, at) - p.given(i, at) // of S_j - S_i
	if p.atMost(most, -p.apart(), j, i, at) {
		return true
	}
	if p.judge.Rounded && p.lowest(i, at) > p.highest(j, at) {
		return true
	}
	if len(p.judge.Keys) == 0 && p.judge.Ties.Rule != evaluation.Ordinal {
		return false
	}
	return p.relate(i, j) == ahead
}

// notBelow reports whether it is proved that i does not stand below j.
func (p *prover) notBelow(i, j int) bool {
	at := p.judge.At
	if p.same(i, j, at) || len(p.judge.Keys) > 0 || p.judge.Ties.Rule == evaluation.Ordinal {
		return p.relate(i, j)&behind == 0
	}
	p.pair(p.down, j, i, func() []float64 { return p.highs(j) }, func() []float64 { return p.lows(i) })
	if p.atMost(p.down.v[at]+p.given(j, at)-p.given(i, at), 0, j, i, at) {
		return true
	}
	return p.judge.Rounded && p.lowest(i, at) >= p.highest(j, at)
}

// byFigure compares figures that no weight moves.
func (p *prover) byFigure(k layout.Key, i, j int) outcomes {
	var c int
	if k.At < 0 {
		c = k.Compare(k.Raw[i], k.Raw[j])
	} else {
		c = k.Compare(p.judge.Compared(p.x[i][k.At]+p.given(i, k.At)), p.judge.Compared(p.x[j][k.At]+p.given(j, k.At)))
	}
	return [3]outcomes{ahead, level, behind}[c+1]
}

// byNode compares the scores on one node, of which p.up and p.down have the extremes.
func (p *prover) byNode(i, j, at int) outcomes {
	given := p.given(i, at) - p.given(j, at)
	most, least := p.up.v[at]+given, -p.down.v[at]+given
	if most == 0 && least == 0 && p.same(i, j, at) {
		return level
	}
	unit := p.apart()
	switch { // the usual cases first
	case p.atMost(-least, -unit, j, i, at):
		return ahead
	case p.atMost(most, -unit, i, j, at):
		return behind
	}
	if !p.judge.Rounded {
		out := ahead | level | behind
		if p.atMost(most, 0, i, j, at) {
			out &^= ahead
		}
		if p.atMost(-least, 0, j, i, at) {
			out &^= behind
		}
		return out
	}
	loI, hiI, loJ, hiJ := p.lowest(i, at), p.highest(i, at), p.lowest(j, at), p.highest(j, at)
	out := outcomes(0)
	if hiI > loJ && !p.atMost(most, 0, i, j, at) {
		out |= ahead
	}
	if loI < hiJ && !p.atMost(-least, 0, j, i, at) {
		out |= behind
	}
	if out == 0 || loI <= hiJ && hiI >= loJ {
		out |= level
	}
	return out
}

// apart is a difference of scores at which they never compare as equal: one published
// unit, or where none is published, one of the last digit that is compared of the
// largest score.
func (p *prover) apart() float64 {
	if p.judge.Rounded {
		return math.Pow10(-p.judge.Digits)
	}
	return p.unit
}

// atMost reports whether the largest S_i - S_j is proved to be at most to, given that
// it is x but for rounding errors; to is 0 or [prover.apart] below 0.
func (p *prover) atMost(x, to float64, i, j, at int) bool {
	if p.quick {
		return x < to-noise*p.scale
	}
	if math.Abs(x-to) > near*p.scale {
		return x < to
	}
	exact := p.rationals().pair(i, j, at)
	if exact == nil {
		return x < to-noise*p.scale
	}
	return exact.Cmp(rational(to)) <= 0
}

// lowest is the smallest published score of a unit on a node, highest the largest.
func (p *prover) lowest(row, at int) float64 {
	return p.rounded(p.given(row, at)-p.lows(row)[at], row, at, -1)
}

func (p *prover) highest(row, at int) float64 {
	return p.rounded(p.highs(row)[at]+p.given(row, at), row, at, 1)
}

// rounded is an extreme as it is published; near a border of rounding it comes from
// the rational, and if there is none, from the safe side of the border.
func (p *prover) rounded(x float64, row, at, sign int) float64 {
	if !p.judge.Rounded {
		return x
	}
	factor, margin := math.Pow10(p.judge.Digits), near*p.scale
	if p.quick {
		margin = noise * p.scale
	}
	y := math.Abs(x) * factor
	if math.Abs(y-math.Floor(y)-0.5) > margin*factor {
		return stats.Round(x, p.judge.Digits)
	}
	if !p.quick {
		if exact := p.rationals().high(row, at, sign); exact != nil {
			x, _ = exact.Mul(exact, big.NewRat(int64(sign), 1)).Float64()
			return stats.Round(x, p.judge.Digits)
		}
	}
	return stats.Round(x+float64(sign)*noise*p.scale, p.judge.Digits)
}
