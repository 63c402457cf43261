package scrutiny

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// An Inversion is a county with a better rank, room left and a smaller award than
// a county that stands behind it.
type Inversion struct {
	Measure incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Better  incentive.Award   `json:"better"`
	Worse   incentive.Award   `json:"worse"`
}

// Gap is how much more the county that stands behind has.
func (v Inversion) Gap() incentive.Amount { return v.Worse.Amount - v.Better.Amount }

// Inversions lists all pairs in which rank and award contradict each other: the
// first has the better rank and the smaller award, and neither is it out of all
// tranches, nor does its cap or a full ceiling hold its exact total back in every
// tranche that admits it. Such a pair is not an error. Pools for each grade, floors,
// clauses of size make them, and a notice should know of them before it is
// published; pairs that share a rank are none. They come in the order of the
// ranking, by the first, then by the second.
//
// An allocation with parts missing, which cannot check, has none.
func Inversions(a *incentive.Allocation) []Inversion {
	if a.Complete() != nil {
		return nil
	}
	room := roomOf(a)
	var out []Inversion
	for _, x := range a.Awards {
		if x.Place.Rank == 0 || !room[x.Place.Unit.Code] {
			continue
		}
		for _, y := range a.Awards {
			if y.Place.Rank > x.Place.Rank && y.Amount > x.Amount {
				out = append(out, Inversion{Measure: a.Pool.Measure, Better: x, Worse: y})
			}
		}
	}
	return out
}

// roomOf says which counties could have had more by the limits of at least one
// tranche that admits them.
func roomOf(a *incentive.Allocation) map[string]bool {
	total := make(map[string]*big.Rat, len(a.Awards))
	for _, w := range a.Awards {
		total[w.Place.Unit.Code] = orZero(w.Exact)
	}
	room := make(map[string]bool, len(a.Awards))
	for _, d := range a.Divisions {
		full := map[string]bool{}
		for _, c := range d.Ceilings {
			var s fill.Sum
			for _, code := range c.Members {
				s.Add(total[code])
			}
			if s.Cmp(c.Amount.Rat()) >= 0 {
				for _, code := range c.Members {
					full[code] = true
				}
			}
		}
		for _, l := range d.Lines {
			if l.Out.IsZero() && !full[l.ID] && (l.Cap == fill.NoCap || total[l.ID].Cmp(l.Cap.Rat()) < 0) {
				room[l.ID] = true
			}
		}
	}
	return room
}
