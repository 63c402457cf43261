package evaluation

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// EvaluateEach evaluates each class alone, as if its units were all there are: own
// scales, own weights ([weights.PerClass] knows the class), own result. members has
// the codes of the units of each class; a unit may be in several, and is then
// evaluated in each, and a unit in none is not evaluated. [Standings] shows each
// unit once.
//
// Rulings hold in every class of their unit. Unknown units, a class without
// members, and a unit twice in one class are errors; all faults of all classes are
// reported at once, by class.
func (m Model) EvaluateEach(t *indicators.Table, rulings []Ruling, members map[string][]string) (map[string]*Result, error) {
	if err := basis.JoinErrors(m.check(t, rulings), strangers(t, rulings)); err != nil {
		return nil, err
	}
	m.ByClass = true // one class; its name reaches the weighting scheme
	classes := slices.Sorted(maps.Keys(members))
	for _, class := range classes { // of all of them, so that the names of others are right
		of, err := t.Reclass(func(indicators.Unit) string { return class })
		if err != nil {
			return nil, err
		}
		t = of
	}
	if err := m.names(t).err(); err != nil {
		return nil, err
	}
	out := make(map[string]*Result, len(members))
	var errs []error
	for _, class := range classes {
		res, err := m.evaluateClass(t, rulings, class, members[class])
		if err != nil {
			errs = append(errs, basis.Errorf("class %q: %w", class, err))
			continue
		}
		res.Warnings = slices.DeleteFunc(res.Warnings, func(err error) bool {
			var e *basis.NameError
			return errors.As(err, &e) && e.Idle && e.Mention.Heading == "class" && members[e.Mention.Name] != nil
		})
		out[class] = res
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

func (m Model) evaluateClass(t *indicators.Table, rulings []Ruling, class string, codes []string) (*Result, error) {
	in := make(map[string]bool, len(codes))
	var errs []error
	for _, code := range codes {
		if _, ok := t.Row(code); !ok {
			errs = append(errs, &indicators.InputError{Unit: code, Err: basis.ErrUnknown})
		}
		if in[code] {
			errs = append(errs, &indicators.InputError{Unit: code, Err: basis.Errorf("%w: the unit is listed twice", ErrClass)})
		}
		in[code] = true
	}
	if len(codes) == 0 {
		errs = append(errs, basis.Errorf("%w: it has no members", ErrClass))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	part, err := t.Select(func(u indicators.Unit) bool { return in[u.Code] })
	if err != nil {
		return nil, err
	}
	if part, err = part.Reclass(func(indicators.Unit) string { return class }); err != nil {
		return nil, err
	}
	rulings = slices.DeleteFunc(slices.Clone(rulings), func(d Ruling) bool { return !in[d.Unit] })
	return m.Evaluate(part, rulings)
}

// Standing is one unit with its place in each class that it is in.
type Standing struct {
	Unit    indicators.Unit `json:"unit"`    // its Class is that of the first place
	Classes []ClassPlace    `json:"classes"` // best rank first
}

// ClassPlace is a place in the ranking of a class.
type ClassPlace struct {
	Class string `json:"class"`
	Place Place  `json:"place"`
	Of    int    `json:"of"` // how many are ranked in the class
}

// Standings shows each unit of several rankings once, in the order of codes.
func Standings(byClass map[string]Ranking) []Standing {
	found := map[string]*Standing{}
	for _, class := range slices.Sorted(maps.Keys(byClass)) {
		r := byClass[class]
		n := r.Ranked()
		for _, p := range r.Places {
			s := found[p.Unit.Code]
			if s == nil {
				s = &Standing{}
				found[p.Unit.Code] = s
			}
			s.Classes = append(s.Classes, ClassPlace{class, p, n})
		}
	}
	out := make([]Standing, 0, len(found))
	for _, code := range slices.Sorted(maps.Keys(found)) {
		s := found[code]
		slices.SortStableFunc(s.Classes, func(a, b ClassPlace) int {
			return cmp.Or(cmp.Compare(last(a.Place.Rank), last(b.Place.Rank)), cmp.Compare(a.Class, b.Class))
		})
		s.Unit = s.Classes[0].Place.Unit
		out = append(out, *s)
	}
	return out
}

// last puts those without a rank behind all others.
func last(rank int) int {
	if rank == 0 {
		return math.MaxInt
	}
	return rank
}
