package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// Withholding says how well a public version of a result hides what it leaves out. The
// zero value leaves out what could be computed, as [Result.Public] does.
type Withholding struct {
	// Width is the least width, in points, of the interval in which somebody can place a
	// score that is left out, who knows all that is published of its unit: scores, weights,
	// and between which ends the scale gives scores. Where that is less, the nearest score
	// above it that is published is left out, too, up to the total. Places are not looked
	// at: a rank says between which totals one lies (see [Cut.Ranking]); nor are sums over
	// units that somebody publishes, which package indicators/rollup sees to.
	Width float64 `json:"width,omitzero"`
}

// Public is [Result.Public] with the width. A width that no leaving out can reach, since the
// scale of an indicator is not as wide, is refused, wrapping [ErrConfidential].
func (w Withholding) Public(r *Result) (*Result, Cut, error) { return r.public(w) }

// span is where a score can lie.
type span struct{ lo, hi float64 }

func (s span) within(o span) span { return span{max(s.lo, o.lo), min(s.hi, o.hi)} }

// widen leaves out nodes of a unit until each unknown leaf can lie in an interval that is
// wide enough. The score of a figure that sets a goalpost is taken as known, and what is
// protected of it is the figure.
func (r *Result) widen(row int, local []float64, h hiding, whole *Result, width float64) error {
	for {
		at := r.spansOf(row, local, h, whole)
		narrow, least := -1, width
		for _, leaf := range r.tree.leaves {
			if h.owns(leaf, row) && at[leaf].hi-at[leaf].lo < least {
				narrow, least = leaf, at[leaf].hi-at[leaf].lo
			}
		}
		if narrow < 0 {
			return nil
		}
		up := r.tree.parent[narrow]
		for up >= 0 && h.hides(up, row) {
			up = r.tree.parent[up]
		}
		if up < 0 {
			return &indicators.InputError{Unit: r.unitOf[row], Indicator: r.tree.names[narrow], Err: basis.Errorf("%w: with all scores above it left out, its score still lies in an interval %v wide, not %v", ErrConfidential, least, width)}
		}
		h.hide(up, row, len(r.unitOf))
	}
}

// spansOf are the intervals of all nodes: from the leaves up what follows from what is
// below, and down again what follows from what is above and beside. On a tree these two
// passes find all that follows.
func (r *Result) spansOf(row int, local []float64, h hiding, whole *Result) []span {
	q := len(r.tree.nodes)
	at := make([]span, q)
	for i := q - 1; i >= 0; i-- { // pre-order: children come after their parent
		s := whole.scores[i][row]
		if i == 0 && len(whole.before) > 0 {
			s = whole.before[row] // what rulings added is published
		}
		switch children := r.tree.children[i]; {
		case !h.hides(i, row) || len(children) == 0 && !h.owns(i, row): // of a scale that is left out one may guess the score
			at[i] = span{s, s}
		case len(children) == 0:
			lo, hi := ends(whole.Scales[r.tree.names[i]])
			at[i] = span{min(lo, s), max(hi, s)}
		case r.sums(i):
			for _, c := range children {
				if local[c] > 0 {
					at[i].lo += float64(local[c] * at[c].lo)
					at[i].hi += float64(local[c] * at[c].hi)
				}
			}
		default:
			at[i] = span{math.Inf(-1), math.Inf(1)}
		}
	}
	told := make([]bool, q) // below a published score that is no sum: what it tells is not known, so that it may be all
	for i, children := range r.tree.children {
		tells := told[i] || !r.sums(i) && !h.hides(i, row)
		if !tells && !r.sums(i) {
			continue
		}
		for _, c := range children {
			if local[c] == 0 || !h.hides(c, row) {
				continue
			}
			if told[c] = tells; tells {
				at[c] = span{}
				continue
			}
			rest := at[i]
			for _, o := range children {
				if o != c && local[o] > 0 {
					rest.lo -= float64(local[o] * at[o].hi)
					rest.hi -= float64(local[o] * at[o].lo)
				}
			}
			at[c] = at[c].within(span{rest.lo / local[c], rest.hi / local[c]})
		}
	}
	return at
}

// sums reports whether the score of a node is the sum of its children's times their weights.
func (r *Result) sums(at int) bool {
	a := r.aggregator(at)
	if p, ok := a.(aggregate.Present); ok {
		if a = p.Of; a == nil {
			a = aggregate.Arithmetic{}
		}
	}
	_, ok := a.(aggregate.Arithmetic)
	return ok && !r.Model.Flat
}

// ends are those between which a scale gives scores, 0 and 100 where it does not say.
func ends(s normalize.Scale) (lo, hi float64) {
	if e, ok := s.(normalize.Ended); ok {
		if lo, hi, ok := e.Ends(); ok && lo < hi {
			return lo, hi
		}
	}
	return 0, 100
}
