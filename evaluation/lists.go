package evaluation

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ListRule says who stands on one list: the first of a ranking.
type ListRule struct {
	Name     string         `json:"name"`
	From     string         `json:"from" names:"ranking"` // name of the ranking, as given to Pick
	Places   int            `json:"places,omitzero"`      // of all classes together
	PerClass map[string]int `json:"per_class,omitzero"`   // places of each class, instead; the class "*" is every class that is not named
	Above    *float64       `json:"above,omitzero"`       // only scores above it, e.g. 0 for a gain

	// NoRepeat passes over units that an earlier list has: 不重复奖励. The next takes
	// the place. Otherwise lists may overlap.
	NoRepeat bool `json:"no_repeat,omitzero"`

	// AtMost leaves a tied group out that the places do not hold whole. Otherwise it
	// stands on the list whole, so that a "top ten" may have eleven names.
	AtMost bool `json:"at_most,omitzero"`
}

// Lists are rules in the order in which the lists are made.
type Lists []ListRule

// List is who stands on a list.
type List struct {
	Name   string    `json:"name"`
	Places []Place   `json:"places"`          // in the order of the ranking, with its ranks and scores
	Passed []Passing `json:"passed,omitzero"` // who was passed over
	Empty  int       `json:"empty"`           // places that nobody took
}

// Passing is a unit that would have stood on a list.
type Passing struct {
	Place Place      `json:"place"`
	Why   basis.Text `json:"why"`
}

// ErrLists is a rule for lists that cannot be applied.
const ErrLists = basis.Sentinel("lists")

// Pick makes the lists from rankings by name, such as strong (the scores), fast (the
// scores of growth) and progress ([Progress]). A unit whose place says that it gets
// no award is passed over, and the next takes the place; those without a rank are
// never on a list. All faults of the rules are reported at once.
func (l Lists) Pick(rankings map[string]Ranking) ([]List, error) {
	if err := l.check(rankings); err != nil {
		return nil, err
	}
	out := make([]List, len(l))
	on := map[string]string{} // unit: the first list that has it
	for i, rule := range l {
		out[i] = rule.pick(rankings[rule.From], on)
		for _, p := range out[i].Places {
			if on[p.Unit.Code] == "" {
				on[p.Unit.Code] = rule.Name
			}
		}
	}
	return out, nil
}

func (r ListRule) pick(from Ranking, on map[string]string) List {
	out := List{Name: r.Name}
	free := map[string]int{}
	class := func(p Place) string {
		if r.PerClass == nil {
			return ""
		}
		return p.Unit.Class
	}
	if r.PerClass == nil {
		free[""] = r.Places
	}
	for _, p := range from.Places {
		free[class(p)] = r.places(class(p))
	}
	for at := 0; at < len(from.Places); {
		// One group of tied places, by class.
		end := at + 1
		for end < len(from.Places) && from.tied(end) {
			end++
		}
		group := map[string][]Place{}
		var order []string
		for _, p := range from.Places[at:end] {
			if p.Rank == 0 || r.Above != nil && !(from.Ties.compared(p.Score) > *r.Above) || free[class(p)] == 0 {
				continue
			}
			if why := r.passes(p, on); !why.IsZero() {
				out.Passed = append(out.Passed, Passing{p, why})
				continue
			}
			if group[class(p)] == nil {
				order = append(order, class(p))
			}
			group[class(p)] = append(group[class(p)], p)
		}
		for _, c := range order {
			if len(group[c]) > free[c] && r.AtMost {
				for _, p := range group[c] {
					out.Passed = append(out.Passed, Passing{p, basis.Textf("%d are tied for %d places", len(group[c]), free[c])})
				}
				out.Empty += free[c]
				free[c] = 0 // nobody below may overtake them
				continue
			}
			out.Places = append(out.Places, group[c]...)
			free[c] -= min(free[c], len(group[c]))
		}
		at = end
	}
	for _, left := range free {
		out.Empty += left
	}
	return out
}

// passes says why a ranked unit is passed over; no words if it is not.
func (r ListRule) passes(p Place, on map[string]string) basis.Text {
	if !p.Out.IsZero() {
		return p.Out
	}
	if first := on[p.Unit.Code]; r.NoRepeat && first != "" {
		return basis.Textf("on the list %s", first)
	}
	return basis.Text{}
}

func (r ListRule) places(class string) int {
	if r.PerClass == nil {
		return r.Places
	}
	if n, ok := r.PerClass[class]; ok {
		return n
	}
	return r.PerClass["*"]
}

func (l Lists) check(rankings map[string]Ranking) error {
	var errs []error
	seen := map[string]bool{}
	for _, r := range l {
		bad := func(format string, args ...any) {
			errs = append(errs, basis.Errorf("%w: %q "+format, append([]any{ErrLists, r.Name}, args...)...))
		}
		if r.Name == "" || seen[r.Name] {
			bad("is no name, or used twice")
		}
		seen[r.Name] = true
		from, ok := rankings[r.From]
		if !ok {
			bad("is made from the ranking %q, which is not given%v", r.From, basis.Meant(r.From, slices.Sorted(maps.Keys(rankings))))
		}
		if (r.Places > 0) == (r.PerClass != nil) || r.Places < 0 {
			bad("needs either places or places per class")
		}
		if ok && from.Own && r.Places > 0 && len(from.Classes()) > 1 {
			bad("has places of all classes together, but in the ranking %q each class has places of its own: give places per class", r.From)
		}
		for _, class := range slices.Sorted(maps.Keys(r.PerClass)) {
			if r.PerClass[class] < 0 {
				bad("has %d places for the class %q", r.PerClass[class], class)
			}
			if ok && class != "*" && !slices.ContainsFunc(from.Places, func(p Place) bool { return p.Unit.Class == class }) && !from.named("class", class) {
				bad("has places for the class %q, which no unit of the ranking has%v", class, basis.Meant(class, from.Classes()))
			}
		}
		if r.Above != nil && math.IsNaN(*r.Above) {
			bad("needs scores above NaN")
		}
	}
	return basis.JoinErrors(errs...)
}
