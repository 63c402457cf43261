package evaluation

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Rank orders the units by their score on the node with that code; "" is the
// root.
//
// With Ties.Round scores are rounded first, as a person rounds (half away from
// zero, [stats.Round]), and the ranking holds the rounded, published scores: two
// units printed alike are ranked alike, and grades and awards follow from what
// is printed. Units equal in score are then compared on the keys of Ties.Break,
// rounded alike; those still equal are tied. Tied units stand in the order of
// the table. A unit without a score, or one that a ruling keeps out, is not ranked
// (Rank 0) and stands at the end.
//
// A score that lies within 1e-9 of a border of rounding (relative to the score),
// yet is not the decimal on the border, gives a warning: where logarithms or
// powers are used, another machine or program may round it to the other side.
//
// If the model aggregates by class with a method that compares the units of one
// group ([aggregate.Relative]), the scores of different classes do not compare, and a
// ranking of all units is an error that wraps [ErrIncomparable];
// [Result.RankClass] ranks one class.
func (r *Result) Rank(code string, ties Ties) (Ranking, error) {
	at, ok := r.node(code)
	if !ok {
		return Ranking{}, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	if err := r.comparable(at); err != nil {
		return Ranking{}, err
	}
	for _, key := range ties.Break {
		if b, known := r.tree.index[key]; known {
			if err := r.comparable(b); err != nil {
				return Ranking{}, basis.Errorf("a key that breaks ties: %w", err)
			}
		}
	}
	return r.rank(at, ties, nil)
}

// RankClass orders the units of one class, as [Result.Rank] orders all, with
// ranks from 1. A class of one ranked unit gives a warning.
func (r *Result) RankClass(code, class string, ties Ties) (Ranking, error) {
	at, ok := r.node(code)
	if !ok {
		return Ranking{}, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	}
	if !slices.Contains(r.classOf, class) {
		return Ranking{}, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: no unit has class %q", ErrClass, class)}
	}
	out, err := r.rank(at, ties, func(row int) bool { return r.classOf[row] == class })
	if err != nil {
		return Ranking{}, err
	}
	return out.Class(class), nil // warns of a class of one
}

// rank orders the rows that keep accepts; nil accepts all.
func (r *Result) rank(at int, ties Ties, keep func(row int) bool) (Ranking, error) {
	return r.rankScores(at, r.scores[at], ties, keep)
}

// rankScores orders rows by these scores of a node.
func (r *Result) rankScores(at int, scores []float64, ties Ties, keep func(row int) bool) (Ranking, error) {
	digits, round, err := ties.Digits()
	if err != nil {
		return Ranking{}, err
	}
	if ties.Rule < Competition || ties.Rule > Ordinal {
		return Ranking{}, basis.Errorf("%w: no rule %d", ErrTies, int(ties.Rule))
	}
	keys, err := r.breakKeys(ties, digits, round)
	if err != nil {
		return Ranking{}, err
	}
	out := Ranking{Code: r.tree.names[at], Ties: ties}
	entries := make([]entry, 0, len(r.classOf))
	var unranked []entry
	var near []string
	for i, x := range scores {
		if keep != nil && !keep(i) {
			continue
		}
		barred := r.barred(i)
		if math.IsNaN(x) {
			unranked = append(unranked, entry{x, i})
			continue
		}
		if round {
			if stats.NearBorder(x, digits) && !onBorder(x, digits) {
				near = append(near, fmt.Sprintf("%s (%v)", r.Prepared.Unit(i).Code, x))
			}
			x = stats.Round(x, digits)
		}
		if barred {
			unranked = append(unranked, entry{x, i})
			continue
		}
		entries = append(entries, entry{x, i})
	}
	if near != nil {
		out.Warnings = append(out.Warnings, basis.Errorf("scores on a border of rounding to %d decimals: %s", digits, strings.Join(near, ", ")))
	}
	entries = sortEntries(entries, func(a, b entry) int {
		if a.score != b.score {
			if a.score > b.score {
				return -1
			}
			return 1
		}
		for _, k := range keys {
			if c := cmp.Compare(k[b.row], k[a.row]); c != 0 {
				return c
			}
		}
		return a.row - b.row
	})
	out.Places = r.places(append(entries, unranked...), len(entries), keys, ties.Rule)
	out.Rulings = r.gradeRulings()
	return out, nil
}

// barred reports whether a ruling keeps the unit of a row from being ranked.
func (r *Result) barred(row int) bool {
	return r.standing != nil && r.standing[r.Prepared.Unit(row).Code].unranked != ""
}

// onBorder reports whether x is the decimal ...5 itself, which every machine
// rounds alike.
func onBorder(x float64, digits int) bool {
	return math.Abs(x-stats.Round(x, digits+1)) <= 1e-14*math.Abs(x)
}

// entry is a score and the row it belongs to.
type entry struct {
	score float64
	row   int
}

// sortEntries sorts by a total order, two halves at a time if there are many.
func sortEntries(x []entry, order func(a, b entry) int) []entry {
	if len(x) < 1<<13 || runtime.GOMAXPROCS(0) < 2 {
		slices.SortFunc(x, order)
		return x
	}
	a, b := x[:len(x)/2], x[len(x)/2:]
	var wg sync.WaitGroup
	wg.Go(func() { slices.SortFunc(a, order) })
	slices.SortFunc(b, order)
	wg.Wait()
	out := make([]entry, 0, len(x))
	for len(a) > 0 && len(b) > 0 {
		if order(a[0], b[0]) < 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// breakKeys returns the scores that decide between units of equal score.
func (r *Result) breakKeys(ties Ties, digits int, round bool) ([][]float64, error) {
	var keys [][]float64
	var errs []error
	for _, code := range ties.Break {
		at, ok := r.tree.index[code]
		if !ok {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: a key that breaks ties", basis.ErrUnknown)})
			continue
		}
		k := slices.Clone(r.scores[at])
		if round {
			for i, x := range k {
				k[i] = stats.Round(x, digits)
			}
		}
		keys = append(keys, k)
	}
	return keys, errors.Join(errs...)
}

// places gives ranks to sorted entries, of which the first are ranked.
func (r *Result) places(entries []entry, ranked int, keys [][]float64, rule TieRule) []Place {
	same := func(a, b entry) bool {
		if a.score != b.score {
			return false
		}
		for _, k := range keys {
			if cmp.Compare(k[a.row], k[b.row]) != 0 { // NaN equals NaN
				return false
			}
		}
		return true
	}
	out := make([]Place, len(entries))
	for i, e := range entries {
		p := &out[i]
		p.Unit, p.Score = r.Prepared.Unit(e.row), e.score
		var s standing
		if r.standing != nil {
			s = r.standing[p.Unit.Code]
		}
		if i >= ranked {
			if p.Out = s.unranked; p.Out == "" {
				p.Out = "no score"
			}
			continue
		}
		p.Out = s.noAward
		tied := i > 0 && same(entries[i-1], e)
		if tied {
			p.Tied, out[i-1].Tied = true, true
		}
		switch {
		case rule == Ordinal:
			p.Rank = i + 1
		case tied:
			p.Rank = out[i-1].Rank
		case rule == Dense && i > 0:
			p.Rank = out[i-1].Rank + 1
		default:
			p.Rank = i + 1
		}
	}
	return out
}

// Class returns the ranking of the units of these classes alone, with ranks from
// 1. A class with a single ranked unit gives a warning: its rank 1 of 1 is no
// distinction.
func (r Ranking) Class(classes ...string) Ranking {
	out := r.Among(func(u indicators.Unit) bool { return slices.Contains(classes, u.Class) })
	count := map[string][]string{}
	for _, p := range out.Places {
		if p.Rank > 0 {
			count[p.Unit.Class] = append(count[p.Unit.Class], p.Unit.Code)
		}
	}
	if len(classes) == 1 && len(count[classes[0]]) == 1 {
		out.Warnings = append(out.Warnings, &indicators.InputError{
			Unit: count[classes[0]][0],
			Err:  basis.Errorf("%w: class %q has one ranked unit, whose rank 1 of 1 is no distinction", ErrClass, classes[0]),
		})
	}
	return out
}

// ErrClass is a class too small for what was asked of it.
const ErrClass = basis.Sentinel("class")

// Among returns the ranking of the units that keep accepts, with ranks from 1
// under the same rule for ties. Scores stay as they are; grades are dropped,
// since they were cut from another ranking.
func (r Ranking) Among(keep func(indicators.Unit) bool) Ranking {
	out := Ranking{Code: r.Code, Ties: r.Ties, Rulings: slices.Clone(r.Rulings), Warnings: slices.Clone(r.Warnings)}
	out.Ties.Break = slices.Clone(r.Ties.Break)
	var was Place // as in r, the last place taken over
	for _, p := range r.Places {
		if !keep(p.Unit) {
			continue
		}
		p.Grade, p.Cut = "", ""
		n := len(out.Places)
		if p.Rank > 0 {
			tied := n > 0 && r.Ties.equal(was, p)
			was = p
			switch {
			case r.Ties.Rule == Ordinal:
				p.Rank = n + 1
			case tied:
				p.Rank = out.Places[n-1].Rank
			case r.Ties.Rule == Dense && n > 0:
				p.Rank = out.Places[n-1].Rank + 1
			default:
				p.Rank = n + 1
			}
			p.Tied = tied
			if tied {
				out.Places[n-1].Tied = true
			}
		}
		out.Places = append(out.Places, p)
	}
	return out
}

// Ranked returns the number of places that have a rank.
func (r Ranking) Ranked() int {
	n := 0
	for _, p := range r.Places {
		if p.Rank > 0 {
			n++
		}
	}
	return n
}
