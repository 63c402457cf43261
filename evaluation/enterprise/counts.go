package enterprise

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrCount is a number that is printed and that is not what one counts.
const ErrCount = basis.Sentinel("printed counts")

// Counts are the numbers of a printed table of grades: how many enterprises there are,
// and of each grade how many.
type Counts struct {
	Name string         `json:"name,omitzero"`
	All  int            `json:"all"`
	Of   map[string]int `json:"of"` // by grade; "" are those without one
}

// Check says whether the numbers add up. If not it is an error that wraps ErrCount and
// has both figures: notices print 36 enterprises of which A 4, B 21, C 0 and D 3 are 28.
func (c Counts) Check() error {
	sum := 0
	for _, grade := range slices.Sorted(maps.Keys(c.Of)) {
		if c.Of[grade] < 0 {
			return basis.Errorf("%w: %s: %d of grade %s", ErrCount, c.Name, c.Of[grade], grade)
		}
		sum += c.Of[grade]
	}
	if sum != c.All {
		return basis.Errorf("%w: %s: %d are stated, and the grades sum to %d", ErrCount, c.Name, c.All, sum)
	}
	return nil
}

// Against holds the numbers against a ranking: each is an error that is not what the
// ranking has, with both figures. Units that are not ranked and have no grade count under
// "", and those that stand apart do not count.
func (c Counts) Against(r evaluation.Ranking) error {
	has := map[string]int{}
	for _, p := range r.Places {
		has[p.Grade]++
	}
	errs := []error{c.Check()}
	if c.All != len(r.Places) {
		errs = append(errs, basis.Errorf("%w: %s: %d are stated, and the ranking has %d", ErrCount, c.Name, c.All, len(r.Places)))
	}
	grades := maps.Clone(has)
	maps.Copy(grades, c.Of)
	for _, grade := range slices.Sorted(maps.Keys(grades)) {
		if c.Of[grade] != has[grade] {
			errs = append(errs, basis.Errorf("%w: %s: %d of grade %s are stated, and the ranking has %d", ErrCount, c.Name, c.Of[grade], grade, has[grade]))
		}
	}
	return basis.JoinErrors(errs...)
}
