package evaluation

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Rounding says how a share of the units becomes a number of places. The zero
// value is Floor.
type Rounding int

// The roundings of a quota.
const (
	Floor   Rounding = iota // "at most": never more than the share
	Ceil                    // "at least": never less than the share
	Nearest                 // half up
)

var roundings = basis.Words{"floor", "ceil", "nearest"}

// String gives floor, ceil or nearest.
func (r Rounding) String() string { return basis.Name(roundings, "Rounding", r) }

// MarshalText gives the word.
func (r Rounding) MarshalText() ([]byte, error) { return basis.MarshalWord(roundings, "rounding", r) }

// UnmarshalText accepts exactly the words of String.
func (r *Rounding) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(roundings, "rounding", r, text)
}

// QuotaBase says which units the share of a grade is taken of. The zero value is
// Ranked.
type QuotaBase int

// The bases of a quota.
const (
	Ranked QuotaBase = iota // units that are ranked and not outside the quota
	All                     // all units of the ranking, those outside the quota too
)

var quotaBases = basis.Words{"ranked", "all"}

// String gives ranked or all.
func (q QuotaBase) String() string { return basis.Name(quotaBases, "QuotaBase", q) }

// MarshalText gives the word.
func (q QuotaBase) MarshalText() ([]byte, error) {
	return basis.MarshalWord(quotaBases, "base of quotas", q)
}

// UnmarshalText accepts exactly the words of String.
func (q *QuotaBase) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(quotaBases, "base of quotas", q, text)
}

// Quota is one grade and the share of the units that get it: 等次比例.
type Quota struct {
	Grade    string   `json:"grade"`
	Share    float64  `json:"share,omitzero"`  // 0.2 is 20 %; counted in exact decimals
	Places   int      `json:"places,omitzero"` // a number of places instead of a share
	Rounding Rounding `json:"rounding,omitzero"`
	Rest     bool     `json:"rest,omitzero"` // gets whoever the other grades leave; its Share is not used
}

// Quotas cut a ranking into grades by shares of its units, or by numbers of
// places.
//
// Grades are listed best first. One of them is the rest; if none says so, shares
// must sum to 1 and the last takes what the roundings leave. Those before the
// rest are counted from the top, those after it from the bottom.
// A share of the n units of Base is counted in exact decimals, so 0.7 of 90 is 63:
//
//	count = floor, ceil or nearest of share * n
//
// Only units that are ranked and that no ruling puts outside the quota take places.
//
// Units tied at a border always get the same grade. The rounding says what the
// quota means: with Floor ("at most") a tied group that does not fit whole stays
// outside the grade, with Ceil ("at least") it is taken in whole, with Nearest
// whatever comes nearer to the count (outside if both are as near). So who rises to a
// tie may lose a grade by it, two for one place of A and then two for one place of B;
// Ties.Break keeps that from happening.
//
// The zero Quotas have no grades and are refused.
type Quotas struct {
	Grades []Quota   `json:"grades"`
	Base   QuotaBase `json:"base,omitzero"`
}

var _ Grader = Quotas{}

// Grade implements [Grader]. Names that are empty or used twice, shares that are
// negative, not finite or sum to more than 1, and more than one rest are refused.
func (g Quotas) Grade(c Entrants) (Graded, error) {
	rest, err := g.check()
	if err != nil {
		return Graded{}, err
	}
	n, groups, base := len(c.Places), c.Groups(), g.Base.of(c)
	out := Graded{Of: make([]string, n)}
	for _, s := range g.Grades {
		out.Names = append(out.Names, s.Grade)
	}
	lo, hi := 0, n
	give := func(from, to int, grade string) {
		for i := from; i < to; i++ {
			out.Of[i] = grade
		}
	}
	for _, s := range g.Grades[:rest] {
		want := s.count(base)
		end := lo + min(want, n-lo)
		if end-lo < want && s.Places > 0 {
			out.Warnings = append(out.Warnings, short(hi-lo, s.Grade, want))
		}
		if first, past := tiedAround(groups, end); first < end {
			end = max(lo, s.Rounding.border(end, first, past))
		}
		give(lo, end, s.Grade)
		lo = end
	}
	for i := len(g.Grades) - 1; i > rest; i-- {
		s := g.Grades[i]
		want := s.count(base)
		start := hi - want
		if first, past := tiedAround(groups, start); start > 0 && first < start {
			start = s.Rounding.border(start, past, first)
		}
		if start < lo {
			start = lo
			out.Warnings = append(out.Warnings, short(hi-lo, s.Grade, want))
		}
		give(start, hi, s.Grade)
		hi = start
	}
	give(lo, hi, g.Grades[rest].Grade)
	return out, nil
}

// of returns the number of units that shares are taken of.
func (q QuotaBase) of(c Entrants) int {
	if q == All {
		return c.All
	}
	return len(c.Places)
}

// short is the warning of a quota that there are too few units for.
func short(left int, grade string, want int) error {
	return basis.Errorf("%w: only %d units are left for %s, whose share is %d", ErrGrades, left, grade, want)
}

// tiedAround returns the tied group [first, past) that a cut at i would split;
// first == i if it splits none. Neighbors of one group have the same number.
func tiedAround(groups []int, i int) (first, past int) {
	if i <= 0 || i >= len(groups) || groups[i-1] != groups[i] {
		return i, i
	}
	first, past = i, i
	for first > 0 && groups[first-1] == groups[i] {
		first--
	}
	for past < len(groups) && groups[past] == groups[i] {
		past++
	}
	return first, past
}

// border moves a cut that would split a tied group: to out, which leaves the
// group outside the grade, or to in, which takes it in.
func (r Rounding) border(cut, out, in int) int {
	switch r {
	case Ceil:
		return in
	case Nearest:
		if abs(in-cut) < abs(out-cut) {
			return in
		}
	}
	return out
}

func abs(x int) int {
	if x < 0 {
		return -x
	}
	return x
}

func (g Quotas) check() (rest int, err error) {
	if len(g.Grades) == 0 {
		return 0, basis.Errorf("%w: none is given", ErrGrades)
	}
	var errs []error
	if g.Base < Ranked || g.Base > All {
		errs = append(errs, basis.Errorf("%w: no quota base %d", ErrGrades, int(g.Base)))
	}
	rest = -1
	sum := new(big.Rat)
	seen := map[string]bool{}
	for i, s := range g.Grades {
		if s.Grade == "" || seen[s.Grade] {
			errs = append(errs, basis.Errorf("%w: name %q is empty or used twice", ErrGrades, s.Grade))
		}
		seen[s.Grade] = true
		if s.Rest {
			if rest >= 0 {
				errs = append(errs, basis.Errorf("%w: both %s and %s are the rest", ErrGrades, g.Grades[rest].Grade, s.Grade))
			}
			rest = i
			continue
		}
		if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) || s.Share < 0 {
			errs = append(errs, basis.Errorf("%w: share %v of %s is not a finite number of at least 0", ErrGrades, s.Share, s.Grade))
			continue
		}
		if s.Places < 0 || s.Places > 0 && s.Share != 0 {
			errs = append(errs, basis.Errorf("%w: %s has %d places and the share %v; one of them counts", ErrGrades, s.Grade, s.Places, s.Share))
		}
		if s.Rounding < Floor || s.Rounding > Nearest {
			errs = append(errs, basis.Errorf("%w: %s has no rounding %d", ErrGrades, s.Grade, int(s.Rounding)))
		}
		sum.Add(sum, exact.Of(s.Share).Rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) > 0 {
		errs = append(errs, basis.Errorf("%w: shares sum to %s, more than 1", ErrGrades, sum.RatString()))
	}
	if rest < 0 {
		rest = len(g.Grades) - 1
		if sum.Cmp(big.NewRat(1, 1)) < 0 {
			errs = append(errs, basis.Errorf("%w: shares sum to %s, less than 1, and none is the rest", ErrGrades, sum.RatString()))
		}
	}
	return rest, basis.JoinErrors(errs...)
}

// count is the number of places in a quota of n units.
func (s Quota) count(n int) int {
	if s.Places > 0 {
		return s.Places
	}
	return s.Rounding.count(s.Share, n)
}

// count is a share of n units, rounded.
func (r Rounding) count(share float64, n int) int {
	q := exact.Of(share).Rat()
	q.Mul(q, new(big.Rat).SetInt64(int64(n)))
	num, den := q.Num(), q.Denom()
	switch r {
	case Ceil:
		num = new(big.Int).Add(num, new(big.Int).Sub(den, big.NewInt(1)))
	case Nearest: // floor(q + 1/2)
		num = new(big.Int).Add(new(big.Int).Lsh(num, 1), den)
		den = new(big.Int).Lsh(den, 1)
	}
	return int(new(big.Int).Div(num, den).Int64())
}
