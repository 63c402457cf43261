package scrutiny

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// A StrandedCeiling is a full ceiling of a tranche that leaves part of its amount
// undivided.
type StrandedCeiling struct {
	Name    string           `json:"name"`
	Amount  incentive.Amount `json:"amount"`
	Crosses []string         `json:"crosses,omitzero"` // the ceilings that it crosses, in the order of the plan
	// Shadow is how much more the tranche would place for one more unit of this
	// ceiling: 1 if it can be used in full, less where a crossing ceiling gives
	// way, 0 if every member has all that its cap allows.
	Shadow *big.Rat `json:"shadow"`
}

// A StrandedTranche says how much of a tranche's amount its limits leave undivided, and
// which ceilings hold it back.
type StrandedTranche struct {
	Measure  incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Tranche  string            `json:"tranche"`
	Amount   *big.Rat          `json:"amount" unit:"in"` // of the tranche, exact, in smallest units
	Left     *big.Rat          `json:"left" unit:"in"`   // not placed; it moves on to the next tranche
	Capped   int               `json:"capped"`           // eligible counties with weight that stand at their own caps
	Ceilings []StrandedCeiling `json:"ceilings,omitzero"`
	Crossing bool              `json:"crossing,omitzero"` // two ceilings overlap without one lying in the other
}

// Stranded lists for each tranche what its limits leave undivided. With ceilings
// that are nested or apart nothing is left that any division could have placed,
// as long as no county with room has weight 0. Crossing ceilings can strand more:
// there fairness and full use conflict, the fill keeps fairness, and nothing is
// repaired in silence. Shadow values are exact derivatives and hold up to the
// next county that meets a limit. Rules other than [fill.Weighted] are an error that wraps
// [fill.ErrRule], and an allocation with parts missing wraps [incentive.ErrCheck].
//
// Source: the shadow values are the multipliers of the fill's ceilings; D. Bertsekas
// and R. Gallager (1992), Data Networks, section 6.5.
func Stranded(a *incentive.Allocation) ([]StrandedTranche, error) {
	if err := a.Complete(); err != nil {
		return nil, err
	}
	var out []StrandedTranche
	for _, d := range a.Divisions {
		m, err := newMarginal(d)
		if err != nil {
			return nil, err
		}
		s := StrandedTranche{Measure: a.Pool.Measure, Tranche: d.Name, Amount: d.Amount, Left: d.Left()}
		for i, l := range d.Lines {
			if l.Out.IsZero() && l.Weight.Sign() > 0 && d.Shares.Bound[i] == fill.BoundCap {
				s.Capped++
			}
		}
		for g, ceiling := range d.Ceilings {
			crosses := crossed(d, g, m.members)
			s.Crossing = s.Crossing || len(crosses) > 0
			if s.Left.Sign() == 0 || !full(d, g, m.members) {
				continue
			}
			shadow := new(big.Rat)
			for _, da := range m.move(nudge{ceiling: g, room: big.NewRat(1, 1)}) {
				shadow.Add(shadow, da)
			}
			s.Ceilings = append(s.Ceilings, StrandedCeiling{Name: ceiling.Name, Amount: ceiling.Amount, Crosses: crosses, Shadow: shadow})
		}
		out = append(out, s)
	}
	return out, nil
}

// full reports whether the members of ceiling g have all that it allows.
func full(d incentive.Division, g int, members [][]int) bool {
	var given, won fill.Sum
	for _, i := range members[g] {
		given.Add(d.Shares.Exact[i])
		won.Add(d.Lines[i].Won)
	}
	return given.Cmp(d.Ceilings[g].Amount.Net(won.Rat())) >= 0
}

// crossed lists the ceilings that overlap ceiling g without one lying in the
// other.
func crossed(d incentive.Division, g int, members [][]int) []string {
	var names []string
	for h := range members {
		both := 0
		for _, i := range members[h] {
			if slices.Contains(members[g], i) {
				both++
			}
		}
		if both > 0 && both < len(members[g]) && both < len(members[h]) {
			names = append(names, d.Ceilings[h].Name)
		}
	}
	return names
}
