package scrutiny

import (
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// errNoRoom says that scores cannot be raised by less than matters.
var errNoRoom = basis.Errorf("%w: the price is unknown: the scores have no room for a rise that is too small to matter", incentive.ErrClause)

// prove finds the counties whose price is not known: it runs all clauses with scores
// that are a little higher, ranks and grades as they are, and compares the lines with
// what the slopes have of them.
//
// First all scores rise at once, each by 1 to 9 of the smallest steps, several times
// with other steps, so that any two scores rise by different steps at least once: a
// clause that follows scores, or differences of them, moves some line. If none moves,
// these few runs have shown it for all. Otherwise each score rises alone.
func (e *pricer) prove(r evaluation.Ranking) {
	for k, d := range e.a.Divisions {
		for i, l := range d.Lines {
			if !l.Out.IsZero() || e.unknown[i] != nil {
				continue
			}
			factor, _, err := e.factor(k, e.scores[i])
			if err != nil {
				continue // its price is this error
			}
			if factor.Mul(factor, e.rest[k].Line(i).Weight).Cmp(l.Weight) != 0 {
				e.unknown[i] = e.unlike(k, l.ID, basis.Textf("its weight is not the product of what the clauses give"))
			}
		}
	}
	groups := groupsOf(r)
	moved := false
	const steps = 9
	for pattern := 1; pattern <= len(groups); pattern *= steps {
		step := func(g int) int64 { return 1 + int64(g/pattern%steps) }
		if e.rise(r, groups, step) != nil {
			moved = true
			break
		}
	}
	if !moved {
		return
	}
	for g, places := range groups {
		err := e.rise(r, groups, func(other int) int64 {
			if other == g {
				return 1
			}
			return 0
		})
		for _, at := range places {
			if i := e.line[r.Places[at].Unit.Code]; e.unknown[i] == nil {
				e.unknown[i] = err
			}
		}
	}
}

// unlike says why a price is unknown: the line of a county is not what it should be.
func (e *pricer) unlike(k int, code string, why basis.Text) error {
	return &fill.Fault{Tranche: e.a.Divisions[k].Name, Unit: code, Err: basis.Errorf("%w: the price is unknown: %v", incentive.ErrClause, why)}
}

// groupsOf are the ranked places that have one score, within a class if classes have
// places of their own: positions in r.Places, classes one after the other, best first.
func groupsOf(r evaluation.Ranking) [][]int {
	var at []int
	for i, p := range r.Places {
		if p.Rank > 0 {
			at = append(at, i)
		}
	}
	compare := func(a, b int) int {
		x, y := r.Places[a], r.Places[b]
		if r.Own && x.Unit.Class != y.Unit.Class {
			return strings.Compare(x.Unit.Class, y.Unit.Class)
		}
		switch {
		case x.Score > y.Score:
			return -1
		case x.Score < y.Score:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(at, compare)
	var out [][]int
	for k, i := range at {
		if k == 0 || compare(at[k-1], i) != 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], i)
	}
	return out
}

// rise runs the clauses with the score of each group higher by its steps, and says
// what does not come out as the slopes have it.
func (e *pricer) rise(r evaluation.Ranking, groups [][]int, step func(g int) int64) error {
	raised, ok := raise(r, groups, step)
	if !ok {
		return errNoRoom
	}
	sheets, err := e.plan.Sheets(raised, e.figures)
	if err != nil {
		return basis.Errorf("%w: the price is unknown: with scores a little higher: %w", incentive.ErrClause, err)
	}
	scores := slices.Clone(e.scores)
	for g, places := range groups {
		if step(g) == 0 {
			continue
		}
		for _, at := range places {
			p := raised.Places[at]
			if scores[e.line[p.Unit.Code]], err = fill.Decimal(p.Score); err != nil {
				return err
			}
		}
	}
	for k, s := range sheets {
		if err := e.compare(k, s, scores); err != nil {
			return err
		}
	}
	return nil
}

// raise is the ranking with the score of each group higher by its steps, of the
// smallest decimals that can be told apart, 12 at most; ok is false if there are none
// that leave the order of scores as it is.
func raise(r evaluation.Ranking, groups [][]int, step func(g int) int64) (raised evaluation.Ranking, ok bool) {
	published, _, err := r.Ties.Published()
	if err != nil {
		return r, false
	}
	const most = 12
	for digits := most; digits >= min(published+1, most); digits-- {
		raised = r
		raised.Ties.Digits = new(digits)
		if raised.Places, ok = raiseBy(r, groups, step, digits); ok {
			return raised, true
		}
	}
	return r, false
}

// raiseBy raises scores by steps of the last of so many decimals.
func raiseBy(r evaluation.Ranking, groups [][]int, step func(g int) int64, digits int) (places []evaluation.Place, ok bool) {
	places = slices.Clone(r.Places)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	for g, members := range groups {
		by := step(g)
		if by == 0 {
			continue
		}
		want, err := fill.Decimal(r.Places[members[0]].Score)
		if err != nil {
			return nil, false
		}
		want.Add(want, new(big.Rat).SetFrac(big.NewInt(by), unit))
		score, _ := want.Float64()
		if got, err := fill.Decimal(score); err != nil || got.Cmp(want) != 0 || math.IsInf(score, 0) {
			return nil, false // the score has too few digits left
		}
		for _, at := range members {
			places[at].Score = score
		}
		if g == 0 {
			continue
		}
		above := places[groups[g-1][0]]
		if apart := r.Own && above.Unit.Class != places[members[0]].Unit.Class; !apart && score >= above.Score {
			return nil, false
		}
	}
	return places, true
}

// compare says what of a tranche is not as it was, but for weights that follow the
// scores by the slopes.
func (e *pricer) compare(k int, s *incentive.Sheet, scores []*big.Rat) error {
	d := e.a.Divisions[k]
	for i, was := range d.Lines {
		l := s.Line(i)
		if l.Out.String() != was.Out.String() || l.Cap != was.Cap || l.Floor != was.Floor || l.Held != was.Held || l.Order != was.Order {
			return e.unlike(k, l.ID, basis.Textf("whether it is in, a limit or an order follows scores by a clause that has no slope"))
		}
		if !l.Out.IsZero() {
			continue
		}
		weight := was.Weight
		if scores[i] != e.scores[i] {
			factor, _, err := e.factor(k, scores[i])
			if err != nil {
				return e.unlike(k, l.ID, basis.Textf("%v", err))
			}
			weight = factor.Mul(factor, e.rest[k].Line(i).Weight)
		}
		if l.Weight.Cmp(weight) != 0 {
			return e.unlike(k, l.ID, basis.Textf("its weight follows scores by a clause that has no slope"))
		}
	}
	same := func(a, b fill.Ceiling) bool {
		return a.Name == b.Name && a.Amount == b.Amount && slices.Equal(a.Members, b.Members)
	}
	if !slices.EqualFunc(s.Ceilings(), d.Ceilings, same) {
		return e.unlike(k, "", basis.Textf("a ceiling follows scores by a clause that has no slope"))
	}
	return nil
}
