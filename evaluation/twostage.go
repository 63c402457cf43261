package evaluation

import (
	"iter"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/ranks"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Stage2 is the second stage of one part of a ranking: its units stand by a key,
// and the first of them get the grade.
type Stage2 struct {
	Grade    string   `json:"grade"`
	Share    float64  `json:"share"` // of all units of the base, not of the part
	Rounding Rounding `json:"rounding,omitzero"`
	Key      Key      `json:"key"` // its Order says which end gets the grade, and must be given
}

// TwoStage grades in two stages. The ranking is parted by score; the upper part is
// then sorted by another key, and its first get the best grade; the lower part by
// a third, and its first get the worst. All others get the grade between.
//
// Firms in Zhengzhou 2018: of the top 50 % by score the first 15 % of all by tax per
// mu are A, of the bottom 50 % the 10 % of all with the most energy per output are
// C, the rest is B. Units of equal score are never parted, units of equal key never
// get different grades; roundings say which way, as in [Quotas].
type TwoStage struct {
	Upper    float64   `json:"upper,omitzero"` // share of the ranked units in the upper part; 0: one half
	Rounding Rounding  `json:"rounding,omitzero"`
	Best     Stage2    `json:"best"`
	Middle   string    `json:"middle"`
	Worst    Stage2    `json:"worst"`
	Base     QuotaBase `json:"base,omitzero"`
}

var (
	_ Grader       = TwoStage{}
	_ basis.Naming = TwoStage{}
)

// Names implements [basis.Naming]: the indicators of the keys. The grades are given here.
func (g TwoStage) Names() iter.Seq[basis.Mention] {
	return basis.Mentions(basis.AnyIndicator, g.Best.Key.Code, g.Worst.Key.Code)
}

// Grade implements [Grader]. A key that the result does not have or that a unit has no
// value of, an order that is not given, names that are empty or used twice and shares
// that are not in [0, 1] are refused.
func (g TwoStage) Grade(c Entrants) (Graded, error) {
	if err := g.check(); err != nil {
		return Graded{}, err
	}
	upper := g.Upper
	if upper == 0 {
		upper = 0.5
	}
	n, groups, base := len(c.Places), c.Groups(), g.Base.of(c)
	out := Graded{Names: []string{g.Best.Grade, g.Middle, g.Worst.Grade}, Of: make([]string, n)}
	for i := range out.Of {
		out.Of[i] = g.Middle
	}
	cut := min(g.Rounding.count(upper, n), n)
	if first, past := tiedAround(groups, cut); first < cut {
		cut = g.Rounding.border(cut, first, past)
	}
	above, below := c, c
	above.Places, below.Places = c.Places[:cut], c.Places[cut:]
	err := basis.JoinErrors(g.Best.give(&out, 0, above, base), g.Worst.give(&out, cut, below, base))
	return out, err
}

// give grades the first of a part by their key; the part begins at place from.
func (s Stage2) give(out *Graded, from int, part Entrants, base int) error {
	keys, err := part.Values(s.Key)
	if err != nil {
		return basis.Errorf("key of grade %s: %w", s.Grade, err)
	}
	sorted := make([]int, len(part.Places))
	for i := range sorted {
		sorted[i] = i
	}
	slices.SortStableFunc(sorted, func(a, b int) int { return s.Key.compare(keys[a], keys[b]) })
	groups := ranks.Groups(len(sorted), func(i int) bool { return keys[sorted[i]] == keys[sorted[i-1]] })
	want := s.Rounding.count(s.Share, base)
	if want > len(sorted) {
		out.Warnings = append(out.Warnings, short(len(sorted), s.Grade, want))
		want = len(sorted)
	}
	if first, past := tiedAround(groups, want); first < want {
		want = s.Rounding.border(want, first, past)
	}
	for _, i := range sorted[:want] {
		out.Of[from+i] = s.Grade
	}
	return nil
}

func (g TwoStage) check() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+format, append([]any{ErrGrades}, args...)...))
	}
	names := []string{g.Best.Grade, g.Middle, g.Worst.Grade}
	for i, name := range names {
		if name == "" || slices.Contains(names[:i], name) {
			bad("name %q is empty or used twice", name)
		}
	}
	if !(g.Upper >= 0 && g.Upper <= 1) {
		bad("the upper part %v is not a share from 0 to 1", g.Upper)
	}
	if g.Base < Ranked || g.Base > All {
		bad("no quota base %d", int(g.Base))
	}
	sum := new(big.Rat)
	for _, s := range []Stage2{g.Best, g.Worst} {
		if err := s.Key.check(true); err != nil {
			bad("grade %s: %w", s.Grade, err)
		}
		if !(s.Share >= 0 && s.Share <= 1) {
			bad("share %v of %s is not from 0 to 1", s.Share, s.Grade)
			continue
		}
		sum.Add(sum, exact.Of(s.Share).Rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) > 0 {
		bad("shares sum to %s, more than 1", sum.RatString())
	}
	for _, r := range []Rounding{g.Rounding, g.Best.Rounding, g.Worst.Rounding} {
		if r < Floor || r > Nearest {
			bad("no rounding %d", int(r))
		}
	}
	return basis.JoinErrors(errs...)
}
