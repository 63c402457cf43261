package proof

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Proof answers single questions about a ranking by proof: how far weights may move
// until a statement falls ([Proof.Pair], [Proof.First], [Proof.Grade], [Proof.Order]),
// which change turns two units ([Proof.Swap]), and which rank a unit can reach
// ([Proof.Best], [Proof.Worst]). It is not changed by its use and safe for concurrent
// use.
type Proof struct {
	e      *ground
	bounds *bounds
	set    Box
	graded evaluation.Ranking
	grader evaluation.Grader
}

// New prepares the questions for a result, a decision and a kind of set. Radii are
// searched from 0 to 1 for all nodes but those in set.By, which keep theirs;
// set.Radius is used by [Proof.Best] and [Proof.Worst] alone. What can be proved of is
// as in [Certify].
func New(r *evaluation.Result, d evaluation.Decision, set Box) (*Proof, error) {
	e, err := newGround(r, d)
	if err != nil {
		return nil, err
	}
	p := &Proof{e: e, set: set, grader: d.Grader, graded: e.judge.Base}
	if p.bounds, err = newBounds(e, set); err != nil {
		return nil, err
	}
	if d.Grader != nil {
		p.graded, err = d.Rank(r)
	}
	return p, err
}

// Radius is how far weights may move until a statement about a ranking can fall.
type Radius struct {
	// Radius is the largest r, to 1e-9, up to which the statement is proved for all
	// weights of the set; 1: it stands whatever the weights.
	Radius float64 `json:"radius"`
	// Above and Below are the pair that ends it; without codes if nothing does. Of a
	// border that is a score, one of them is the unit that reaches it.
	Above indicators.Unit `json:"above,omitzero"`
	Below indicators.Unit `json:"below,omitzero"`
}

// PairRadius is how far weights may move until the order of two units can change.
type PairRadius struct {
	A     indicators.Unit `json:"a"` // the one above, of equal ones the first asked for
	B     indicators.Unit `json:"b"`
	Above float64         `json:"above"` // up to here A surely stands above B
	Equal float64         `json:"equal"` // up to here A surely stands above B or is equal to it
}

// Pair returns the radii of the order of two units, by code, the better one being A
// whichever is named first.
func (p *Proof) Pair(a, b string) (PairRadius, error) {
	i, j, err := p.rows(a, b)
	if err != nil {
		return PairRadius{}, err
	}
	s := p.search()
	t := p.e.result.Prepared
	return PairRadius{
		A: t.Unit(i), B: t.Unit(j),
		Above: s.largest(1, func() bool { return s.surely(i, j) }, i, j),
		Equal: s.largest(1, func() bool { return s.notBelow(i, j) }, i, j),
	}, nil
}

// rows finds two units that are ranked together, the better one first.
func (p *Proof) rows(a, b string) (i, j int, err error) {
	if i, err = p.row(a); err != nil {
		return 0, 0, err
	}
	if j, err = p.row(b); err != nil {
		return 0, 0, err
	}
	if i == j || p.e.judge.Field[i] != p.e.judge.Field[j] {
		return 0, 0, basis.Errorf("%w: %s and %s are not ranked with each other", basis.ErrUnknown, a, b)
	}
	if p.e.judge.Rank[j] < p.e.judge.Rank[i] {
		i, j = j, i
	}
	return i, j, nil
}

// row finds a ranked unit.
func (p *Proof) row(unit string) (int, error) {
	row, ok := p.e.result.Prepared.Row(unit)
	if !ok || p.e.judge.Field[row] < 0 {
		return 0, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: it is not ranked", basis.ErrUnknown)}
	}
	return row, nil
}

// searcher finds the radius at which something ceases to be proved.
type searcher struct{ *prover }

func (p *Proof) search() searcher {
	s := searcher{p.bounds.copyFor(p.set).prover(p.e.judge)}
	s.quick = true
	return s
}

// largest is the largest radius up to most at which it holds that is proved, to 1e-9
// by halving; sets grow with the radius, so that what holds at one holds at all below.
// Where a number of six decimals lies that near above, it is taken if rationals prove
// it.
func (s searcher) largest(most float64, holds func() bool, rows ...int) float64 {
	at := func(r float64) bool {
		s.move(r, rows...)
		return holds()
	}
	if at(most) {
		return most
	}
	lo, hi := 0.0, most
	for hi-lo > 1e-9 {
		mid := (lo + hi) / 2
		if at(mid) {
			lo = mid
		} else {
			hi = mid
		}
	}
	if round := stats.Round(hi, 6); round >= lo && round <= min(most, hi) {
		s.quick = false
		proved := at(round)
		s.quick = true
		if proved {
			return round
		}
	}
	return lo
}
