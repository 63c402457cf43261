package evaluation

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Order is the direction of a key. It has no default: rules print it wrongly often
// enough ("从低到高" where the highest is meant) that it must be said. The zero
// value is refused.
type Order int

// The orders of a key.
const (
	HighestFirst Order = iota + 1
	LowestFirst
)

// String gives "highest first" or "lowest first".
func (o Order) String() string {
	switch o {
	case HighestFirst:
		return "highest first"
	case LowestFirst:
		return "lowest first"
	}
	return fmt.Sprintf("Order(%d)", int(o))
}

// Stage2 is the second stage of one part of a ranking: its units stand by a key,
// and the first of them get the grade.
type Stage2 struct {
	Grade    string   `json:"grade"`
	Share    float64  `json:"share"` // of all units of the base, not of the part
	Rounding Rounding `json:"rounding,omitempty"`
	Key      string   `json:"key"`   // code: the value of a measured or auxiliary column, the printed score of a composed indicator
	Order    Order    `json:"order"` // which end of the key gets the grade
}

// TwoStage grades in two stages. The ranking is parted by score; the upper part is
// then sorted by another key, and its first get the best grade; the lower part by
// a third, and its first get the worst. All others get the grade between.
//
// Firms in Zhengzhou 2018: of the top 50 % by score the first 15 % of all by tax per
// mu are A, of the bottom 50 % the 10 % of all with the most energy per output are
// C, the rest is B. Units of equal score are never parted, units of equal key never
// get different grades; roundings say which way, as in [Grading].
type TwoStage struct {
	Upper    float64   `json:"upper,omitempty"` // share of the ranked units in the upper part; 0: one half
	Rounding Rounding  `json:"rounding,omitempty"`
	Best     Stage2    `json:"best"`
	Middle   string    `json:"middle"`
	Worst    Stage2    `json:"worst"`
	Base     QuotaBase `json:"base,omitempty"`
}

// Grade returns a copy of a ranking of the result's root with grades. A key that
// is no code of the framework or that a unit has no value of, an order that is not
// given, names that are empty or used twice and shares that are not in [0, 1] are
// refused before anybody is graded.
func (g TwoStage) Grade(r Ranking, res *Result) (Ranking, error) {
	if err := g.check(); err != nil {
		return Ranking{}, err
	}
	out, inside, err := r.begin([]string{g.Best.Grade, g.Middle, g.Worst.Grade})
	if err != nil {
		return Ranking{}, err
	}
	upper := g.Upper
	if upper == 0 {
		upper = 0.5
	}
	groups := out.Ties.groups(inside)
	for _, p := range inside {
		p.Grade = g.Middle
	}
	cut := min(g.Rounding.count(upper, len(inside)), len(inside))
	if first, past := tiedAround(groups, cut); first < cut {
		cut = g.Rounding.border(cut, first, past)
	}
	base := g.Base.of(out, inside)
	err = errors.Join(
		g.Best.give(&out, inside[:cut], res, base),
		g.Worst.give(&out, inside[cut:], res, base),
	)
	if err != nil {
		return Ranking{}, err
	}
	decide(&out)
	return out, nil
}

// give grades the first of a part by their key.
func (s Stage2) give(out *Ranking, part []*Place, res *Result, base int) error {
	keys := make(map[*Place]float64, len(part))
	var errs []error
	for _, p := range part {
		x, err := res.key(out.Ties, p.Unit.Code, s.Key)
		if err != nil {
			errs = append(errs, err)
		}
		keys[p] = x
	}
	if err := errors.Join(errs...); err != nil {
		return basis.Errorf("key of grade %s: %w", s.Grade, err)
	}
	sorted := slices.Clone(part)
	slices.SortStableFunc(sorted, func(a, b *Place) int {
		if s.Order == LowestFirst {
			a, b = b, a
		}
		return cmp.Compare(keys[b], keys[a])
	})
	groups := make([]int, len(sorted))
	for i := 1; i < len(sorted); i++ {
		groups[i] = groups[i-1]
		if keys[sorted[i]] != keys[sorted[i-1]] {
			groups[i]++
		}
	}
	want := s.Rounding.count(s.Share, base)
	if want > len(sorted) {
		short(out, len(sorted), s.Grade, want)
		want = len(sorted)
	}
	if first, past := tiedAround(groups, want); first < want {
		want = s.Rounding.border(want, first, past)
	}
	for _, p := range sorted[:want] {
		p.Grade = s.Grade
	}
	return nil
}

// key is the value of a column, or the score of a composed indicator rounded as the
// ranking, for one unit.
func (r *Result) key(ties Ties, unit, code string) (float64, error) {
	var x float64
	if at, ok := r.tree.index[code]; ok && len(r.tree.children[at]) > 0 {
		x = r.printed(ties, unit, code)
	} else if !r.Prepared.Has(code) {
		return 0, &indicators.InputError{Indicator: code, Err: basis.ErrUnknown}
	} else {
		x, _ = r.Prepared.Value(unit, code)
	}
	if math.IsNaN(x) {
		return 0, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.ErrMissing}
	}
	return x, nil
}

// printed is the score of one unit on a node, rounded as the scores of a ranking
// with these ties.
func (r *Result) printed(ties Ties, unit, code string) float64 {
	score, _ := r.Score(unit, code)
	if digits, round, err := ties.Digits(); round && err == nil {
		score = stats.Round(score, digits)
	}
	return score
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
		if s.Order != HighestFirst && s.Order != LowestFirst {
			bad("the key %s of %s has no order: highest or lowest first must be said", s.Key, s.Grade)
		}
		if !(s.Share >= 0 && s.Share <= 1) {
			bad("share %v of %s is not from 0 to 1", s.Share, s.Grade)
			continue
		}
		sum.Add(sum, exact(s.Share))
	}
	if sum.Cmp(big.NewRat(1, 1)) > 0 {
		bad("shares sum to %s, more than 1", sum.RatString())
	}
	for _, r := range []Rounding{g.Rounding, g.Best.Rounding, g.Worst.Rounding} {
		if r < Floor || r > Nearest {
			bad("no rounding %d", int(r))
		}
	}
	return errors.Join(errs...)
}
