package years

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Published is the ranking of one year, as it was published.
type Published struct {
	Year    int                `json:"year"`
	Ranking evaluation.Ranking `json:"ranking"`
}

// Repeat is an event that counts over years: among the first, among the last, or in one
// of some grades, in M of the last N years. One of First, Last and Grades is given.
// Two years running in the last class is Grades D, M 2, N 2.
//
// Where tied units stand across a border, First takes them all, and Last takes those
// whose group of equals ends within it. Where classes have places of their own, both count
// in each.
type Repeat struct {
	First  int      `json:"first,omitzero"`
	Last   int      `json:"last,omitzero"`
	Grades []string `json:"grades,omitzero" names:"grade"`
	M      int      `json:"m,omitzero"` // at least so many years; 0: 1
	N      int      `json:"n,omitzero"` // of the last so many; 0: of all
}

// Repeated is a unit that a rule over years names.
type Repeated struct {
	Unit  indicators.Unit `json:"unit"`
	Years []int           `json:"years"` // of the event, within the last N
}

// ErrRepeat is a rule over years that cannot be applied.
const ErrRepeat = basis.Sentinel("rule over years")

// Of lists the units for which the event happened in at least M of the last N years, the
// most years first, then in the order of the last ranking. Years must be in order; a year
// in which a unit was not ranked is one without the event. Fewer than N years are an error: nobody is named, or let off, for years
// that nobody has looked at.
func (r Repeat) Of(all ...Published) ([]Repeated, error) {
	n, m := cmp.Or(r.N, len(all)), max(r.M, 1)
	if err := basis.JoinErrors(r.check(m, n, all), ordered(all)); err != nil {
		return nil, err
	}
	var out []Repeated
	at := map[string]int{}
	for _, y := range slices.Backward(all[len(all)-n:]) {
		for _, p := range r.in(y.Ranking) {
			i, ok := at[p.Unit.Code]
			if !ok {
				i = len(out)
				at[p.Unit.Code], out = i, append(out, Repeated{Unit: p.Unit})
			}
			out[i].Years = append(out[i].Years, y.Year)
		}
	}
	out = slices.DeleteFunc(out, func(x Repeated) bool { return len(x.Years) < m })
	for _, x := range out {
		slices.Reverse(x.Years)
	}
	slices.SortStableFunc(out, func(a, b Repeated) int { return len(b.Years) - len(a.Years) })
	return out, nil
}

// FirstTime lists the units of the event in the last year that had it in none before: only
// the first promotion counts.
func (r Repeat) FirstTime(all ...Published) ([]Repeated, error) {
	r.M, r.N = 1, 0
	list, err := r.Of(all...)
	if err != nil {
		return nil, err
	}
	last := all[len(all)-1].Year
	return slices.DeleteFunc(list, func(x Repeated) bool { return x.Years[0] != last }), nil
}

// in lists the places of the event.
func (r Repeat) in(ranking evaluation.Ranking) []evaluation.Place {
	ranked := map[string]int{}
	group := func(p evaluation.Place) string {
		if ranking.Own {
			return p.Unit.Class
		}
		return ""
	}
	for _, p := range ranking.Places {
		if p.Rank > 0 {
			ranked[group(p)]++
		}
	}
	var out []evaluation.Place
	for _, p := range ranking.Places {
		// The rank at which the group begins, and those ranked from it on.
		above := p.Rank - 1
		if p.TiedFrom > 0 {
			above = p.TiedFrom - 1
		}
		from := ranked[group(p)] - above
		switch {
		case p.Rank == 0:
		case r.First > 0 && above < r.First,
			r.Last > 0 && from <= r.Last,
			slices.Contains(r.Grades, p.Grade):
			out = append(out, p)
		}
	}
	return out
}

// check refuses a rule that asks for nothing or for more years than there are.
func (r Repeat) check(m, n int, all []Published) error {
	var errs []error
	asks := 0
	for _, given := range []bool{r.First != 0, r.Last != 0, len(r.Grades) > 0} {
		if given {
			asks++
		}
	}
	if asks != 1 || r.First < 0 || r.Last < 0 {
		errs = append(errs, basis.Errorf("%w: it wants either the first, the last or grades", ErrRepeat))
	}
	if r.M < 0 || r.N < 0 || m > n {
		errs = append(errs, basis.Errorf("%w: %d of %d years", ErrRepeat, m, n))
	}
	if n > len(all) || len(all) == 0 {
		errs = append(errs, basis.Errorf("%w: it looks at %d years, and there are %d", ErrRepeat, n, len(all)))
	}
	for _, y := range all {
		rule := y.Ranking.Ties.Rule
		if len(r.Grades) == 0 && rule != evaluation.Competition && rule != evaluation.Ordinal {
			errs = append(errs, basis.Errorf("%w: the ranks of %d are by %s, which does not say how many stand before a unit", ErrRepeat, y.Year, rule))
		}
		for _, g := range r.Grades {
			if !slices.Contains(y.Ranking.Grades, g) {
				errs = append(errs, basis.Errorf("%w: there was no grade %s in %d", ErrRepeat, g, y.Year))
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// ordered wants the earliest year first.
func ordered(all []Published) error {
	var errs []error
	for i := range all {
		if i > 0 && all[i].Year <= all[i-1].Year {
			errs = append(errs, basis.Errorf("%w: %d comes after %d", ErrRepeat, all[i].Year, all[i-1].Year))
		}
	}
	return basis.JoinErrors(errs...)
}

// Mean is what the mean of published scores over years makes of a unit.
type Mean struct {
	Rank   int             `json:"rank"` // equal means share the better rank
	Unit   indicators.Unit `json:"unit"` // as in the last year
	Scores []float64       `json:"scores"`
	Mean   float64         `json:"mean"` // the float64 nearest to the exact mean of the scores
}

// Means ranks the units that are ranked in all of the years by the mean of their
// published scores. Others are left out: a mean of fewer years is none of these.
// Units equal in the exact mean are tied, and stand in the order of the last year. Scores
// that are not published, or of other digits in one year, are errors.
func Means(all ...Published) ([]Mean, error) {
	errs := []error{ordered(all)}
	if len(all) == 0 {
		errs = append(errs, basis.Errorf("%w: it looks at %d years, and there are %d", ErrRepeat, 1, 0))
	}
	digits := -1
	for _, y := range all {
		d, ok, err := y.Ranking.Ties.Published()
		if err == nil && (!ok || digits >= 0 && d != digits) {
			err = basis.Errorf("%w: means need published scores of the same digits, and %d has others", evaluation.ErrTies, y.Year)
		}
		digits = d
		errs = append(errs, err)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	var out []Mean
	for _, p := range all[len(all)-1].Ranking.Places {
		m := Mean{Unit: p.Unit}
		var terms []exact.Number
		for _, y := range all {
			q, ok := y.Ranking.Find(p.Unit.Code)
			if !ok || q.Rank == 0 || q.Unit.Code != p.Unit.Code {
				break
			}
			m.Scores = append(m.Scores, q.Score)
			terms = append(terms, exact.Of(q.Score))
		}
		if p.Rank == 0 || len(terms) < len(all) {
			continue
		}
		m.Mean = exact.Quotient(exact.Sum(terms...), exact.Of(float64(len(all)))).Float()
		out = append(out, m)
	}
	slices.SortStableFunc(out, func(a, b Mean) int { return cmp.Compare(b.Mean, a.Mean) })
	last := math.NaN()
	for i := range out {
		if out[i].Rank = i + 1; out[i].Mean == last {
			out[i].Rank = out[i-1].Rank
		}
		last = out[i].Mean
	}
	return out, nil
}
