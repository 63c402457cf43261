package incentive

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
)

// Steady is a clause that may do the same to a county whatever the scores, ranks and grades:
// it looks at figures and attributes alone. A simulation that awards ten thousand rankings
// of the same counties carries it out once.
type Steady interface {
	Clause
	// Steady reports whether it is so with the options that the clause has.
	Steady() bool
}

// Swift is a clause of which float64 tells what it does to a county at a place: it
// multiplies its weight, or takes it out, and does nothing else. A simulation asks it
// instead of [Clause.Edit]; every award that is given is Edit's.
type Swift interface {
	Clause
	// Swift returns the factor for a place, and whether it stays in. first is where its
	// group of equal rank begins, from 1, and size how many are in it. ok is false where
	// the clause has no answer, and Edit has to say why.
	Swift(p evaluation.Place, first, size int) (factor float64, in, ok bool)
}

var (
	_ Steady = CapAt{}
	_ Steady = Claim{}
	_ Steady = FloorAt{}
	_ Steady = NeedOnly{}
	_ Steady = Only{}
	_ Steady = Times{}
	_ Steady = Under{}
	_ Steady = Veto{}

	_ Swift = ByGrade{}
	_ Swift = ByRank{}
	_ Swift = ByScore{}
	_ Swift = Grades(nil)
	_ Swift = MinScore{}
)

// Steady is true.
func (CapAt) Steady() bool { return true }

// Steady is true.
func (Claim) Steady() bool { return true }

// Steady is true.
func (FloorAt) Steady() bool { return true }

// Steady is true.
func (NeedOnly) Steady() bool { return true }

// Steady is true unless members are told by the grade.
func (c Only) Steady() bool { return c.Members.By != "grade" }

// Steady is true.
func (Times) Steady() bool { return true }

// Steady is true unless members are told by the grade.
func (c Under) Steady() bool { return c.Members.By != "grade" }

// Steady is true.
func (Veto) Steady() bool { return true }

// Swift implements [Swift].
func (c ByGrade) Swift(p evaluation.Place, _, _ int) (factor float64, in, ok bool) {
	w, ok := c.Weights[p.Grade]
	return w, true, ok
}

// Swift implements [Swift].
func (c ByRank) Swift(_ evaluation.Place, first, size int) (factor float64, in, ok bool) {
	sum := 0.0
	for k := first; k < first+size && k <= len(c.Schedule); k++ {
		sum += c.Schedule[k-1]
	}
	return sum / float64(size), true, len(c.Schedule) > 0
}

// Swift implements [Swift].
func (c ByScore) Swift(p evaluation.Place, _, _ int) (factor float64, in, ok bool) {
	x := max(0, p.Score-c.Base)
	if g := c.gamma(); g != 1 {
		x = math.Pow(x, g)
	}
	return x, true, true
}

// Swift implements [Swift].
func (c Grades) Swift(p evaluation.Place, _, _ int) (factor float64, in, ok bool) {
	return 1, slices.Contains(c, p.Grade), true
}

// Swift implements [Swift].
func (c MinScore) Swift(p evaluation.Place, _, _ int) (factor float64, in, ok bool) {
	return 1, p.Score >= c.X, true
}
