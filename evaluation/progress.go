package evaluation

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Gain says what a ranking of progress is sorted by. The zero value is RankGain.
type Gain int

// The gains.
const (
	RankGain  Gain = iota // ranks gained: 进位
	ScoreGain             // points gained, between published scores
)

var gains = basis.Words{"ranks", "points"}

// String gives ranks or points.
func (g Gain) String() string { return basis.Name(gains, "Gain", g) }

// MarshalText gives the word.
func (g Gain) MarshalText() ([]byte, error) { return basis.MarshalWord(gains, "gain", g) }

// UnmarshalText accepts exactly the words of String.
func (g *Gain) UnmarshalText(text []byte) error { return basis.UnmarshalWord(gains, "gain", g, text) }

// Progress ranks units by what they gained since an earlier ranking: 进步县. Places
// have the gain as their score. Units that are not ranked in both are listed
// without a rank, and the ranking says why. Rulings that bar a unit from awards now
// bar it here.
//
// Ranks are taken among the units ranked in both, so that newcomers and those who
// left make nobody gain or lose, and need the same rule for ties. Score gains need
// published scores of the same digits, or unrounded ones, of which 12 significant
// digits count. Classes have places of their own in both rankings or in neither, and
// then here too.
func Progress(now, earlier Ranking, by Gain) (Ranking, error) {
	if by != RankGain && by != ScoreGain {
		return Ranking{}, basis.Errorf("%w: no gain %d", basis.ErrUnknown, int(by))
	}
	digits, round, err := now.Ties.Published()
	if err != nil {
		return Ranking{}, err
	}
	then, rounded, err := earlier.Ties.Published()
	switch {
	case err != nil:
		return Ranking{}, err
	case by == ScoreGain && (digits != then || round != rounded):
		return Ranking{}, basis.Errorf("%w: scores are rounded to %s now and were to %s", ErrTies, now.Ties.decimals(), earlier.Ties.decimals())
	case by == RankGain && now.Ties.Rule != earlier.Ties.Rule:
		return Ranking{}, basis.Errorf("%w: ranks are by %s now and were by %s", ErrTies, now.Ties.Rule, earlier.Ties.Rule)
	case now.Own != earlier.Own:
		return Ranking{}, basis.Errorf("%w: classes have places of their own in one of the two rankings alone", ErrClass)
	}
	both := map[string]bool{}
	before := placesByCode(earlier)
	moved := func(p Place) bool { return now.Own && before[p.Unit.Code].Unit.Class != p.Unit.Class }
	for _, p := range now.Places {
		both[p.Unit.Code] = p.Rank > 0 && before[p.Unit.Code].Rank > 0 && !moved(p)
	}
	in := func(u indicators.Unit) bool { return both[u.Code] }
	is := placesByCode(now.Among(in))
	was := placesByCode(earlier.Among(in))
	out := Ranking{Code: now.Code, Own: now.Own, Ties: Ties{Rule: now.Ties.Rule, Digits: now.Ties.Digits}, Left: now.Left}
	if by == RankGain {
		out.Ties.Digits = new(int)
	}
	for _, s := range now.spans() {
		var ranked, unranked []Place
		for _, p := range now.Places[s[0]:s[1]] {
			q := Place{Unit: p.Unit, Out: p.Out, Outside: p.Outside, Score: math.NaN()}
			if !both[p.Unit.Code] {
				if q.Out.IsZero() || p.Rank > 0 {
					q.Out = basis.Textf("not ranked earlier")
					if before[p.Unit.Code].Rank > 0 && moved(p) {
						q.Out = basis.Textf("in another class earlier")
					}
				}
				unranked = append(unranked, q)
				continue
			}
			a, b := is[p.Unit.Code], was[p.Unit.Code]
			q.Rank = 1 // numbered below
			if q.Score = float64(b.Rank - a.Rank); by == ScoreGain {
				q.Score = now.Ties.gain(a.Score, b.Score)
			}
			ranked = append(ranked, q)
		}
		slices.SortStableFunc(ranked, func(a, b Place) int { return cmp.Compare(b.Score, a.Score) })
		out.Places = append(append(out.Places, ranked...), unranked...)
	}
	for _, p := range now.Apart {
		out.Apart = append(out.Apart, Place{Unit: p.Unit, Out: p.Out, Score: math.NaN()})
	}
	out.number(func(a, b int) bool { return out.Places[a].Score == out.Places[b].Score })
	return out, nil
}

// gain is the difference of two scores as they are compared, exact in decimals: gains
// that are equal on paper are equal.
func (t Ties) gain(now, earlier float64) float64 {
	return exact.Difference(exact.Of(t.compared(now)), exact.Of(t.compared(earlier))).Float()
}
