package incentive

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Figures are all that a plan is handed besides the ranking: what counties asked
// for, what they have, what was decided about them, and what was given before. Each
// has a name, by which the clauses of the plan ask for it, so that a plan holds no
// figure of a county and stays as it is for years. The zero value has nothing.
//
// A name stands for one thing, whatever its kind. Figures are data; nothing of them
// is changed or kept. As JSON a figure of null is missing, not 0, and "none" is no limit;
// an amount of an allocation is a decimal in the unit of its measure.
type Figures struct {
	Decimals    []Decimals                    `json:"decimals,omitzero"`
	Words       []Words                       `json:"words,omitzero"`
	Flags       []Flags                       `json:"flags,omitzero"`
	Rankings    map[string]evaluation.Ranking `json:"rankings,omitzero"`    // lists of their own, for tranches
	Allocations map[string]*Allocation        `json:"allocations,omitzero"` // of last year, or of another pool
}

// Origin says where a list comes from.
type Origin struct {
	Document string `json:"document,omitzero"` // number or title of the paper
	Source   string `json:"source,omitzero"`   // who reported it
}

// Decimals is a list of numbers by the code of the unit: requests in the unit of the
// measure, tonnes, factors. A positive infinity is the word none, no limit; NaN is
// missing.
type Decimals struct {
	Name         string             `json:"name"`
	NameZH       string             `json:"name_zh,omitzero"` // for Chinese articles; "": Name
	Of           map[string]float64 `json:"of"`
	Origin       Origin             `json:"origin,omitzero"`
	Confidential []string           `json:"confidential,omitzero"` // codes of units whose figure is confidential, sorted
}

// None is the figure of a county that has no limit, in a list of amounts.
func None() float64 { return math.Inf(1) }

// Words is a list of words by the code of the unit: the reason of a veto, the class
// of a county.
type Words struct {
	Name   string            `json:"name"`
	NameZH string            `json:"name_zh,omitzero"`
	Of     map[string]string `json:"of"`
	Origin Origin            `json:"origin,omitzero"`
}

// Flags is a list of yes and no by the code of the unit: whether a task was done.
type Flags struct {
	Name   string          `json:"name"`
	NameZH string          `json:"name_zh,omitzero"`
	Of     map[string]bool `json:"of"`
	Origin Origin          `json:"origin,omitzero"`
}

// FromColumn makes a list of a column of a table, measured or auxiliary, under its code. A
// cell without a figure is missing, and confidential cells stay so. A code that is no column is an error that wraps
// [basis.ErrUnknown].
func FromColumn(t *indicators.Table, code string) (Decimals, error) {
	in, _ := t.Framework().Find(code)
	if !t.Has(code) {
		return Decimals{}, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column%v", basis.ErrUnknown, t.Meant(code))}
	}
	out := Decimals{Name: code, NameZH: in.NameZH, Of: make(map[string]float64, t.Len()), Origin: Origin{Source: in.Source}}
	for i, u := range t.Units() {
		out.Of[u.Code] = t.Column(code).At(i)
		if t.Confidential(code).At(i) {
			out.Confidential = append(out.Confidential, u.Code)
		}
	}
	slices.Sort(out.Confidential)
	return out, nil
}

// Among cuts the lists to the units that keep accepts, for a study of some counties.
// Rankings and allocations stay whole.
func (f Figures) Among(keep func(code string) bool) Figures {
	drop := func(code string) bool { return !keep(code) }
	out := f
	out.Decimals, out.Words, out.Flags = slices.Clone(f.Decimals), slices.Clone(f.Words), slices.Clone(f.Flags)
	for k := range out.Decimals {
		out.Decimals[k].Of = cut(out.Decimals[k].Of, drop)
		out.Decimals[k].Confidential = slices.DeleteFunc(slices.Clone(out.Decimals[k].Confidential), drop)
	}
	for k := range out.Words {
		out.Words[k].Of = cut(out.Words[k].Of, drop)
	}
	for k := range out.Flags {
		out.Flags[k].Of = cut(out.Flags[k].Of, drop)
	}
	return out
}

func cut[V any](of map[string]V, drop func(code string) bool) map[string]V {
	of = maps.Clone(of)
	maps.DeleteFunc(of, func(code string, _ V) bool { return drop(code) })
	return of
}

// names lists the names of everything, in order.
func (f Figures) names() []string {
	var out []string
	for _, l := range f.Decimals {
		out = append(out, l.Name)
	}
	for _, l := range f.Words {
		out = append(out, l.Name)
	}
	for _, l := range f.Flags {
		out = append(out, l.Name)
	}
	return slices.Concat(out, slices.Sorted(maps.Keys(f.Rankings)), slices.Sorted(maps.Keys(f.Allocations)))
}

// check refuses names that are empty or stand for two things, and units that are
// confidential in a list that does not have them: their figure would be printed
// elsewhere under its right code.
func (f Figures) check() error {
	seen := map[string]bool{}
	var errs []error
	for _, name := range f.names() {
		switch {
		case name == "":
			errs = append(errs, basis.Errorf("%w: a list of figures has no name", basis.ErrMissing))
		case seen[name]:
			errs = append(errs, basis.Errorf("%w: the figures %q", fill.ErrDuplicate, name))
		}
		seen[name] = true
	}
	for _, l := range f.Decimals {
		for _, unit := range l.Confidential {
			if _, ok := l.Of[unit]; !ok {
				errs = append(errs, &fill.Fault{Unit: unit, Err: basis.Errorf("%w: it is confidential in the figures %q, which do not have it%v", basis.ErrUnknown, l.Name, basis.Meant(unit, codes(l.Of)))})
			}
		}
	}
	return basis.JoinErrors(errs...)
}
