package evaluation

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
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
func (m Model) EvaluateEach(t *indicators.Table, members map[string][]string) (map[string]*Result, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	if t == nil || t.Framework() != m.Framework {
		return nil, basis.Errorf("%w: the table belongs to another framework", ErrModel)
	}
	if _, _, err := m.leave(t); err != nil { // rulings about unknown units
		return nil, err
	}
	out := make(map[string]*Result, len(members))
	var errs []error
	for _, class := range slices.Sorted(maps.Keys(members)) {
		res, err := m.evaluateClass(t, class, members[class])
		if err != nil {
			errs = append(errs, basis.Errorf("class %q: %w", class, err))
			continue
		}
		out[class] = res
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return out, nil
}

func (m Model) evaluateClass(t *indicators.Table, class string, codes []string) (*Result, error) {
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
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	part, err := t.Select(func(u indicators.Unit) bool { return in[u.Code] })
	if err != nil {
		return nil, err
	}
	if part, err = part.Reclass(func(indicators.Unit) string { return class }); err != nil {
		return nil, err
	}
	m.Rulings = slices.DeleteFunc(slices.Clone(m.Rulings), func(d Ruling) bool { return !in[d.Unit] })
	m.ByClass = true // one class; its name reaches the weighting scheme
	return m.Evaluate(part)
}

// Standing is one unit with its place in each class that it is in.
type Standing struct {
	Unit    indicators.Unit // its Class is that of the first place
	Classes []ClassPlace    // best rank first
}

// ClassPlace is a place in the ranking of a class.
type ClassPlace struct {
	Class string
	Place Place
	Of    int // how many are ranked in the class
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

// Leaving is what happens to the order of a class when one unit leaves.
type Leaving struct {
	Unit     indicators.Unit
	Moved    int     // how many of the other units then have another rank among them
	MaxShift int     // by how many ranks at most
	Shifts   []Shift // of those that moved, From and To among the others
}

// Leaving says, for each ranked unit of a class, how many ranks of the others move
// when it leaves: where scales come from the data, each unit of a small class makes
// those of the others. class "" with no unit of it means all units. The prepared
// data are scored again without the unit; steps are not repeated, and a class that
// becomes smaller than [normalize.WithinClass] wants is scaled all the same.
func (r *Result) Leaving(class string, ties Ties) ([]Leaving, error) {
	order := func(res *Result) (Ranking, error) {
		if class == "" && !slices.Contains(r.classOf, "") {
			return res.Rank("", ties)
		}
		return res.RankClass("", class, ties)
	}
	now, err := order(r)
	if err != nil {
		return nil, err
	}
	var out []Leaving
	var res *Result
	m := r.Model
	m.Normalize = normalize.AnyClassSize(m.Normalize)
	for _, p := range now.Places {
		if p.Rank == 0 || now.Ranked() == 1 {
			continue
		}
		part, err := r.Prepared.Select(func(u indicators.Unit) bool { return u.Code != p.Unit.Code })
		if err != nil {
			return nil, err
		}
		if res, err = m.Score(res, part); err != nil {
			return nil, basis.Errorf("without %s: %w", p.Unit.Code, err)
		}
		then, err := order(res)
		if err != nil {
			return nil, basis.Errorf("without %s: %w", p.Unit.Code, err)
		}
		was := placesByCode(now.Among(func(u indicators.Unit) bool { return u.Code != p.Unit.Code }))
		l := Leaving{Unit: p.Unit}
		for _, q := range then.Places {
			if from := was[q.Unit.Code].Rank; q.Rank > 0 && from != q.Rank {
				l.Moved++
				l.MaxShift = max(l.MaxShift, abs(from-q.Rank))
				l.Shifts = append(l.Shifts, Shift{q.Unit, from, q.Rank, from - q.Rank})
			}
		}
		out = append(out, l)
	}
	return out, nil
}
