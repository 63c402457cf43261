package enterprise

import (
	"iter"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// check says all that is wrong with a rule, and warns of names that nobody bears.
func (r Rule) check(d Data) (warnings []error, err error) {
	var errs []error
	bad := func(text string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+text, append([]any{ErrRule}, args...)...))
	}
	if r.Name == "" {
		bad("a list needs a name")
	}
	errs = append(errs, checkAll(r.If)...)
	for _, k := range r.Order {
		switch {
		case k.Raw == (k.Code == ""):
			bad("a list is ordered by a column (raw) or by the score of the ranking (no code), not by %q", k.Code)
		case k.Raw && k.Order == evaluation.Unsaid:
			bad("the order by %s does not say whether the highest or the lowest is first", k.Code)
		case k.Raw && (d.Table == nil || !d.Table.Has(k.Code)):
			errs = append(errs, d.unknown(k.Code))
		}
	}
	seen := map[string]bool{}
	for _, q := range r.Quotas {
		if seen[q.By] {
			bad("two quotas by %q", q.By)
		}
		seen[q.By] = true
		if q.Places < 0 || (q.Places > 0) == (q.Per != nil) || q.Per != nil && q.By == "" {
			bad("a quota has either places, or places for each word under a heading")
		}
		for _, word := range slices.Sorted(maps.Keys(q.Per)) {
			if q.Per[word] < 0 {
				bad("%d places for %s", q.Per[word], word)
			}
		}
		if q.By == "" {
			continue
		}
		mentions := basis.Labels(q.By, slices.DeleteFunc(slices.Sorted(maps.Keys(q.Per)), func(w string) bool { return w == "*" })...)
		if len(q.Per) == 0 {
			mentions = basis.Labels(q.By, "")
		}
		w, e := d.names(basis.Textf("a quota"), mentions)
		warnings, errs = append(warnings, w...), append(errs, e...)
	}
	w, e := d.names(basis.Textf("a condition"), basis.NamesOf(r.If...))
	return append(warnings, w...), basis.JoinErrors(append(errs, e...)...)
}

// checkAll says what is wrong with conditions by themselves.
func checkAll(of []Condition) (errs []error) {
	bad := func(text string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+text, append([]any{ErrRule}, args...)...))
	}
	finite := func(x *float64) bool { return x == nil || *x-*x == 0 }
	for _, c := range of {
		switch c := c.(type) {
		case nil:
			bad("a condition is nil")
		case Among:
			if c.Who.By == "" {
				bad("a condition does not say among whom")
			}
			if err := c.Who.Check(); err != nil {
				errs = append(errs, err)
			}
			if strings.HasPrefix(c.Who.By, "list:") {
				bad("a condition has no lists of figures: %s", c.Who.By)
			}
		case Figure:
			if !finite(c.AtLeast) || !finite(c.AtMost) || c.AtLeast != nil && c.AtMost != nil && *c.AtLeast > *c.AtMost {
				bad("the limits of %s are no range", c.Of)
			}
		case Reached:
			if c.Times < 0 || !finite(&c.Times) {
				bad("%v times %s", c.Times, c.To)
			}
		case All:
			if len(c.Of) == 0 {
				bad("no conditions to be met")
			}
			errs = append(errs, checkAll(c.Of)...)
		case Any:
			if len(c.Of) == 0 {
				bad("no conditions to be met")
			}
			errs = append(errs, checkAll(c.Of)...)
		case Not:
			errs = append(errs, checkAll([]Condition{c.Of})...)
		}
	}
	return errs
}

// names refuses what stands for nothing: a column that the table does not have, a
// heading under which nobody has anything, a grade that the ranking does not give, and a
// class, region or level that there is not. A word of a tag that nobody has is a warning:
// the list of the dishonest may be empty.
func (d Data) names(by basis.Text, mentions iter.Seq[basis.Mention]) (warnings, errs []error) {
	done := map[basis.Mention]bool{}
	for m := range mentions {
		if done[m] {
			continue
		}
		done[m] = true
		if m.Sort == basis.MeasuredIndicator {
			if d.Table == nil || !d.Table.Has(m.Name) {
				errs = append(errs, d.unknown(m.Name))
			}
			continue
		}
		heading := m.Heading
		if m.Sort == basis.GradeName {
			heading = gradeHeading
		}
		words := d.words(heading)
		now, known := words[m.Name]
		switch {
		case len(words) == 0:
			errs = append(errs, basis.Errorf("%w: no unit has anything under %s", basis.ErrUnknown, heading))
		case m.Name == "" || now:
		case known || strings.HasPrefix(heading, "tag:"):
			e := basis.NewNameError(m, by, basis.Textf("no unit has it at present"), sorted(words))
			e.Idle = true
			warnings = append(warnings, e)
		default:
			errs = append(errs, basis.NewNameError(m, by, basis.Textf("no unit has it"), sorted(words)))
		}
	}
	return warnings, errs
}

// unknown is a column that there is not.
func (d Data) unknown(code string) error {
	var meant basis.Text
	if d.Table != nil {
		meant = d.Table.Meant(code)
	}
	return &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column%v", basis.ErrUnknown, meant)}
}

func number(x *float64) float64 {
	if x == nil {
		return math.NaN()
	}
	return *x
}
