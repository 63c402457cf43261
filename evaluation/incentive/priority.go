package incentive

import (
	"errors"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Class is a group of counties that [Priority] serves together.
type Class struct {
	Name    string   `json:"name"`
	Members []string `json:"members"` // codes of units
}

// GradeClasses are the counties of each grade, in the order of the grades. Counties
// of other grades are in no class.
func GradeClasses(r evaluation.Ranking, grades ...string) []Class {
	classes := make([]Class, len(grades))
	for k, g := range grades {
		classes[k].Name = g
		for _, p := range r.Places {
			if p.Grade == g {
				classes[k].Members = append(classes[k].Members, p.Unit.Code)
			}
		}
		slices.Sort(classes[k].Members)
	}
	return classes
}

// Priority serves one class after the other: the first to its caps, then the next
// from what is left. Within a class it is the weighted [Fill], with a level of its
// own ([Shares].Levels). What the floors of later classes need is set aside first,
// from the amount and from the ceilings. Level is that of the last class that has
// got something.
//
// Every line that is in must be in one class; By may name lines that are out.
// Without By every line that is in is an error that wraps [basis.ErrMissing].
//
// Rules that are consistent, composed upward and blind to what is claimed beyond
// the amount are of this form: K. Flores-Szwagrzak, Priority classes and weighted
// constrained equal awards rules for the claims problem, J. Econ. Theory 160
// (2015) 36-55.
type Priority struct{ By []Class }

var _ Certifier = Priority{}

// String gives "priority"; the classes are in the record of the division.
func (Priority) String() string { return "priority" }

// Divide fills class by class.
func (r Priority) Divide(amount *big.Rat, lines []Line, ceilings []Ceiling) (Shares, error) {
	class, err := r.classes(amount, lines, ceilings)
	if err != nil {
		return Shares{}, err
	}
	n := len(lines)
	s := Shares{Exact: make([]*big.Rat, n), Bound: make([]string, n), Level: new(big.Rat), Levels: make([]*big.Rat, len(r.By))}
	for i := range s.Exact {
		s.Exact[i] = new(big.Rat)
	}
	for k := range r.By {
		room, in := r.question(k, class, amount, lines, s)
		part, err := Fill{}.Divide(room, in, ceilings)
		if err != nil {
			return Shares{}, basis.Errorf("class %s: %w", r.By[k].Name, err)
		}
		s.Levels[k] = part.Level
		for i := range lines {
			if class[i] == k {
				s.Exact[i], s.Bound[i] = part.Exact[i], part.Bound[i]
				if part.Exact[i].Sign() > 0 {
					s.Level = part.Level
				}
			}
		}
	}
	return s, nil
}

// classes checks the question, and gives the class of every line that is in, or
// -1. Floors that cannot be met are found for all classes together.
func (r Priority) classes(amount *big.Rat, lines []Line, ceilings []Ceiling) ([]int, error) {
	members, err := checkDivision(amount, lines, ceilings)
	errs := flat(err)
	index := make(map[string]int, len(lines))
	class := make([]int, len(lines))
	for i, l := range lines {
		index[l.ID], class[i] = i, -1
	}
	seen := map[string]bool{}
	for k, c := range r.By {
		for _, code := range c.Members {
			i, ok := index[code]
			switch {
			case !ok:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w: a member of the class %s", basis.ErrUnknown, c.Name)})
			case seen[code]:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w: a member of two classes, or of %s twice", ErrDuplicate, c.Name)})
			case lines[i].Out == "":
				class[i] = k
			}
			seen[code] = true
		}
	}
	for i, l := range lines {
		if l.Out == "" && class[i] < 0 {
			errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: no class of priority", basis.ErrMissing)})
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return class, newFlood(amount, lines, ceilings, members).feasible(lines, ceilings)
}

// question is what the fill is asked for class k: what earlier classes have, and
// the floors of later ones, are as won by lines that are out.
func (r Priority) question(k int, class []int, amount *big.Rat, lines []Line, s Shares) (room *big.Rat, in []Line) {
	var taken sum
	in = slices.Clone(lines)
	for i, l := range lines {
		if class[i] == k || class[i] < 0 {
			continue
		}
		has := s.Exact[i]
		in[i].Out = "an earlier class"
		if class[i] > k {
			has = l.low()
			in[i].Out = "a later class"
		}
		taken.add(has)
		in[i].Won = new(big.Rat).Add(orZero(l.Won), has)
	}
	room = taken.rat()
	return room.Sub(amount, room), in
}

// Certify certifies each class as [Fill.Certify] does, on what earlier classes
// leave.
func (r Priority) Certify(amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	class, err := r.classes(amount, lines, ceilings)
	if err != nil {
		return err
	}
	if err := s.check(len(lines)); err != nil {
		return err
	}
	if len(s.Levels) != len(r.By) {
		return basis.Errorf("%w: %d levels for %d classes", ErrCheck, len(s.Levels), len(r.By))
	}
	out := make([]Line, len(lines))
	for i, l := range lines {
		out[i] = Line{ID: l.ID, Out: l.Out}
	}
	if err := without(out, s); err != nil {
		return err
	}
	last := new(big.Rat)
	for k := range r.By {
		room, in := r.question(k, class, amount, lines, s)
		if room.Sign() < 0 {
			return basis.Errorf("%w: shares exceed the amount %s", ErrCheck, amount.RatString())
		}
		part := Shares{Exact: make([]*big.Rat, len(lines)), Bound: make([]string, len(lines)), Level: s.Levels[k]}
		for i := range lines {
			part.Exact[i] = new(big.Rat)
			if class[i] == k {
				part.Exact[i], part.Bound[i] = s.Exact[i], s.Bound[i]
				if s.Exact[i].Sign() > 0 {
					last = s.Levels[k]
				}
			}
		}
		if err := (Fill{}).Certify(room, in, ceilings, part); err != nil {
			return basis.Errorf("%w: class %s: %w", ErrCheck, r.By[k].Name, err)
		}
	}
	if s.Level == nil || !equal(s.Level, last) {
		return basis.Errorf("%w: the level is not that of the last class that has got something", ErrCheck)
	}
	return nil
}

// classesOf are the classes of a rule that has some, as a copy.
func classesOf(rule Rule) []Class {
	switch r := rule.(type) {
	case Priority:
		classes := slices.Clone(r.By)
		for k := range classes {
			classes[k].Members = slices.Clone(classes[k].Members)
		}
		return classes
	case Dual:
		return classesOf(r.of())
	}
	return nil
}
