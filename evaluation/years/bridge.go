package years

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Bridging explains moves between two editions. The zero value takes the causes one
// after another, in the order of the constants.
//
// A step changes what it names from the earlier to the later edition, and its part is
// what that does to the published score and to the rank. In order, a part depends on the
// steps before it; by [Shapley] (Lloyd Shapley, A Value for n-Person Games, 1953) it is
// the mean over all orders of the steps,
//
//	part(c) = sum over S without c of |S|! (k - |S| - 1)! / k! (v(S with c) - v(S))
//
// with v(S) the score or rank where the k steps in S are later and the others earlier. It
// does not depend on an order, and takes 2^k evaluations where the other takes k.
//
// What only one edition has is taken from it: a figure of an indicator that came or went
// counts in the step of the indicators, and in no other. Where both editions have the
// children of a node, the weights of a step are those declared; where they differ, the
// shares of the children that both have are those of the edition whose weights are due,
// and shares are scaled to 1. Own figures are those of the prepared tables, after the steps
// of the model.
//
// A unit that came has no figure of an indicator that went, so that both cannot be told
// apart then: without steps of the caller's, Members and Indicators become one step, and
// [Bridge.Steps] shows it.
type Bridging struct {
	Way   Way    `json:"way,omitzero"`
	Steps []Step `json:"steps,omitzero"` // each cause once; nil: each is a step of its own
}

// Bridge is what moved the units that both editions rank.
type Bridge struct {
	From   int     `json:"from"`
	To     int     `json:"to"`
	Way    Way     `json:"way"`
	Steps  []Step  `json:"steps"`
	Digits int     `json:"digits"` // decimals of the parts of a score
	Moves  []Move  `json:"moves"`  // in the order of the later ranking
	None   []Apart `json:"none,omitzero"`
}

// Move is how far a unit moved, and why.
type Move struct {
	Unit  indicators.Unit `json:"unit"`
	Score Parts           `json:"score"`
	Rank  Parts           `json:"rank"` // a better rank is a gain: Move = From - To
}

// Parts are the parts of one move. They add up to it, as decimals.
type Parts struct {
	From float64   `json:"from"`
	To   float64   `json:"to"`
	Move float64   `json:"move"`
	Of   []float64 `json:"of"` // one a step
}

// Apart is a unit without a bridge.
type Apart struct {
	Unit indicators.Unit `json:"unit"`
	Why  basis.Text      `json:"why"`
}

// rankDigits are the decimals of the parts of a rank by Shapley.
const rankDigits = 2

// Between explains the moves from one edition to another. Both need published scores
// ([evaluation.Ties.Published]). Units that one of them lacks or does not rank have no
// bridge, and [Bridge.None] says why. Where a scheme in between cannot be evaluated, such
// as weights that name an indicator that went, the error says which causes it was made
// of: they belong in one step.
func (b Bridging) Between(from, to Outcome) (Bridge, error) {
	g, err := newGame(from, to)
	if err != nil {
		return Bridge{}, err
	}
	out := Bridge{From: from.Edition.Year, To: to.Edition.Year, Way: b.Way, Steps: b.Steps, Digits: g.digits, None: g.none}
	if b.Way < InOrder || b.Way > Shapley {
		return Bridge{}, basis.Errorf("%w: there is no way %d", ErrSteps, int(b.Way))
	}
	if out.Steps == nil {
		out.Steps = g.steps()
	}
	if err := checkSteps(out.Steps); err != nil {
		return Bridge{}, err
	}
	if err := g.play(out.Steps, b.Way); err != nil {
		return Bridge{}, err
	}
	out.Moves = make([]Move, len(g.units))
	for i, u := range g.units {
		score := func(v value) int64 { return v.score }
		rank := func(v value) int64 { return -v.rank }
		out.Moves[i].Unit = g.to.res.Prepared.Unit(u.to)
		if b.Way == Shapley {
			out.Moves[i].Score, err = g.shapley(out.Steps, i, score, 1, g.digits)
			if err != nil {
				return Bridge{}, err
			}
			out.Moves[i].Rank, err = g.shapley(out.Steps, i, rank, 100, rankDigits)
			if err != nil {
				return Bridge{}, err
			}
		} else {
			out.Moves[i].Score = g.inOrder(out.Steps, i, score, g.digits)
			out.Moves[i].Rank = g.inOrder(out.Steps, i, rank, 0)
		}
		r := &out.Moves[i].Rank
		r.From, r.To = -r.From, -r.To
	}
	return out, nil
}

// decimal is the float64 nearest to n units of that many decimals.
func decimal(n int64, digits int) float64 {
	return float64(n) / math.Pow10(digits)
}

// inOrder takes the differences from step to step.
func (g *game) inOrder(steps []Step, unit int, of func(value) int64, digits int) Parts {
	var mask uint
	last := of(g.at(0, unit))
	first := last
	out := Parts{From: decimal(first, digits), Of: make([]float64, len(steps))}
	for i, s := range steps {
		mask |= s.mask()
		x := of(g.at(mask, unit))
		out.Of[i] = decimal(x-last, digits)
		last = x
	}
	out.To, out.Move = decimal(last, digits), decimal(last-first, digits)
	return out
}

// shapley takes the mean over all orders. The figures are whole numbers, and k! times a
// part is one, too; scale is how many units of the parts one of them is.
func (g *game) shapley(steps []Step, unit int, of func(value) int64, scale int64, digits int) (Parts, error) {
	k := len(steps)
	fact := []int64{1}
	for i := range k {
		fact = append(fact, fact[i]*int64(i+1))
	}
	v := make([]int64, 1<<k)
	for s := range v {
		var mask uint
		for i, step := range steps {
			if s>>i&1 == 1 {
				mask |= step.mask()
			}
		}
		v[s] = of(g.at(mask, unit)) * scale
		if v[s] > most || v[s] < -most {
			return Parts{}, basis.Errorf("%w: a score is too large for %d decimals", basis.ErrValue, digits)
		}
	}
	part := make([]int64, k) // times k!
	for s := range v {
		size := 0
		for i := range k {
			size += s >> i & 1
		}
		for i := range k {
			if s>>i&1 == 0 {
				part[i] += fact[size] * fact[k-size-1] * (v[s|1<<i] - v[s])
			}
		}
	}
	all := len(v) - 1
	out := Parts{From: decimal(v[0], digits), To: decimal(v[all], digits), Move: decimal(v[all]-v[0], digits), Of: make([]float64, k)}
	for i, n := range whole(part, fact[k], v[all]-v[0]) {
		out.Of[i] = decimal(n, digits)
	}
	return out, nil
}

// most keeps k! times a figure within an int64 for the seven causes.
const most = int64(1) << 48

// whole rounds parts over d to whole numbers with that sum: each to the nearest, half away
// from zero, then those that were rounded farthest the other way, the first of equals. The
// parts of the move back are these with the other sign.
func whole(parts []int64, d, sum int64) []int64 {
	out := make([]int64, len(parts))
	left := sum
	for i, p := range parts {
		out[i] = (2*abs(p) + d) / (2 * d)
		if p < 0 {
			out[i] = -out[i]
		}
		left -= out[i]
	}
	for ; left != 0; left -= sign(left) {
		best := 0
		for i, p := range parts {
			if sign(left)*(p-out[i]*d) > sign(left)*(parts[best]-out[best]*d) {
				best = i
			}
		}
		out[best] += sign(left)
	}
	return out
}

func abs(x int64) int64 { return max(x, -x) }

func sign(x int64) int64 {
	if x < 0 {
		return -1
	}
	return 1
}
