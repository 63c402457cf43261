package evaluation

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators/stats"
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

var roundingNames = [...]string{"floor", "ceil", "nearest"}

// String gives floor, ceil or nearest.
func (r Rounding) String() string {
	if r < 0 || int(r) >= len(roundingNames) {
		return fmt.Sprintf("Rounding(%d)", int(r))
	}
	return roundingNames[r]
}

// GradeShare is one grade and the share of the ranked units that get it.
type GradeShare struct {
	Grade    string   `json:"grade"`
	Share    float64  `json:"share"` // 0.2 is 20 %; counted in exact decimals
	Rounding Rounding `json:"rounding,omitempty"`
	Rest     bool     `json:"rest,omitempty"` // gets whoever the other grades leave; its Share is not used
}

// Grading cuts a ranking into grades by shares of its ranked units.
//
// Grades are listed best first. One of them is the rest; if none says so, shares
// must sum to 1 and the last takes what the roundings leave. Those before the
// rest are counted from the top, those after it from the bottom.
// A share of n units is counted in exact decimals, so 0.7 of 90 is 63:
//
//	count = floor, ceil or nearest of share * n
//
// Units tied at a border always get the same grade. The rounding says what the
// quota means: with Floor ("at most") a tied group that does not fit whole stays
// outside the grade, with Ceil ("at least") it is taken in whole, with Nearest
// whatever comes nearer to the count (outside if both are as near).
//
// The zero Grading has no grades and is refused.
type Grading struct {
	Grades []GradeShare `json:"grades"`
}

// ErrGrades is a grading that cannot be applied.
var ErrGrades = errors.New("grades")

// Grade returns a copy of the ranking with grades. Units that are not ranked get
// none. Names that are empty or used twice, shares that are negative, not finite
// or sum to more than 1, and more than one rest are refused before anybody is
// graded.
func (g Grading) Grade(r Ranking) (Ranking, error) {
	rest, err := g.check()
	if err != nil {
		return Ranking{}, err
	}
	out := r
	out.Places = slices.Clone(r.Places)
	out.Warnings = slices.Clone(r.Warnings)
	n := out.Ranked()
	ranked := make([]*Place, 0, n)
	for i := range out.Places {
		out.Places[i].Grade = ""
		if out.Places[i].Rank > 0 {
			ranked = append(ranked, &out.Places[i])
		}
	}
	lo, hi := 0, n
	give := func(from, to int, grade string) {
		for _, p := range ranked[from:to] {
			p.Grade = grade
		}
	}
	for _, s := range g.Grades[:rest] {
		end := min(lo+s.count(n), n)
		if first, past := tiedAround(ranked, end); first < end {
			end = max(lo, s.border(end, first, past))
		}
		give(lo, end, s.Grade)
		lo = end
	}
	for i := len(g.Grades) - 1; i > rest; i-- {
		s := g.Grades[i]
		want := s.count(n)
		start := hi - want
		if first, past := tiedAround(ranked, start); start > 0 && first < start {
			start = s.border(start, past, first)
		}
		if start < lo {
			start = lo
			out.Warnings = append(out.Warnings, fmt.Errorf("%w: only %d units are left for %s, whose share is %d", ErrGrades, hi-lo, s.Grade, want))
		}
		give(start, hi, s.Grade)
		hi = start
	}
	give(lo, hi, g.Grades[rest].Grade)
	return out, nil
}

// tiedAround returns the tied group [first, past) that a cut at i would split;
// first == i if it splits none.
func tiedAround(ranked []*Place, i int) (first, past int) {
	if i <= 0 || i >= len(ranked) || ranked[i-1].Rank != ranked[i].Rank {
		return i, i
	}
	first, past = i, i
	for first > 0 && ranked[first-1].Rank == ranked[i].Rank {
		first--
	}
	for past < len(ranked) && ranked[past].Rank == ranked[i].Rank {
		past++
	}
	return first, past
}

// border moves a cut that would split a tied group: to out, which leaves the
// group outside the grade, or to in, which takes it in.
func (s GradeShare) border(cut, out, in int) int {
	switch s.Rounding {
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

func (g Grading) check() (rest int, err error) {
	if len(g.Grades) == 0 {
		return 0, fmt.Errorf("%w: none is given", ErrGrades)
	}
	var errs []error
	rest = -1
	sum := new(big.Rat)
	seen := map[string]bool{}
	for i, s := range g.Grades {
		if s.Grade == "" || seen[s.Grade] {
			errs = append(errs, fmt.Errorf("%w: name %q is empty or used twice", ErrGrades, s.Grade))
		}
		seen[s.Grade] = true
		if s.Rest {
			if rest >= 0 {
				errs = append(errs, fmt.Errorf("%w: both %s and %s are the rest", ErrGrades, g.Grades[rest].Grade, s.Grade))
			}
			rest = i
			continue
		}
		if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) || s.Share < 0 {
			errs = append(errs, fmt.Errorf("%w: share %v of %s is not a finite number of at least 0", ErrGrades, s.Share, s.Grade))
			continue
		}
		if s.Rounding < Floor || s.Rounding > Nearest {
			errs = append(errs, fmt.Errorf("%w: %s has no rounding %d", ErrGrades, s.Grade, int(s.Rounding)))
		}
		sum.Add(sum, exact(s.Share))
	}
	if sum.Cmp(big.NewRat(1, 1)) > 0 {
		errs = append(errs, fmt.Errorf("%w: shares sum to %s, more than 1", ErrGrades, sum.RatString()))
	}
	if rest < 0 {
		rest = len(g.Grades) - 1
		if sum.Cmp(big.NewRat(1, 1)) < 0 {
			errs = append(errs, fmt.Errorf("%w: shares sum to %s, less than 1, and none is the rest", ErrGrades, sum.RatString()))
		}
	}
	return rest, errors.Join(errs...)
}

// exact is the rational of the shortest decimal that reads back as x.
func exact(x float64) *big.Rat {
	q, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
	return q
}

// count is the share of n units, rounded.
func (s GradeShare) count(n int) int {
	q := exact(s.Share)
	q.Mul(q, new(big.Rat).SetInt64(int64(n)))
	num, den := q.Num(), q.Denom()
	switch s.Rounding {
	case Ceil:
		num = new(big.Int).Add(num, new(big.Int).Sub(den, big.NewInt(1)))
	case Nearest: // floor(q + 1/2)
		num = new(big.Int).Add(new(big.Int).Lsh(num, 1), den)
		den = new(big.Int).Lsh(den, 1)
	}
	return int(new(big.Int).Div(num, den).Int64())
}

// Border is where one grade ends and the next begins.
type Border struct {
	Above, Below Place   // the last of the better grade and the first of the other
	Gap          float64 // in points of the ranking's scores
}

// Borders returns the borders between the grades of a graded ranking, best
// first.
func (r Ranking) Borders() []Border {
	var out []Border
	for i := 1; i < len(r.Places); i++ {
		a, b := r.Places[i-1], r.Places[i]
		if a.Rank == 0 || b.Rank == 0 || a.Grade == b.Grade {
			continue
		}
		gap := a.Score - b.Score
		if digits, ok, err := r.Ties.Digits(); ok && err == nil {
			gap = stats.Round(gap, digits)
		}
		out = append(out, Border{a, b, gap})
	}
	return out
}
