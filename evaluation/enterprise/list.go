package enterprise

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Data are the units of a year, and what is known of them.
type Data struct {
	// Ranking has the units with their grades. Without any places they are those of
	// Table, unranked: projects that nobody scores.
	Ranking evaluation.Ranking
	Table   *indicators.Table // their figures; nil: none
}

// Rule says who stands on a list, in which order, and how many.
type Rule struct {
	Name   string `json:"name"`
	NameZH string `json:"name_zh,omitzero"`

	// If are the conditions, all of which must hold. One that is unknown does not hold,
	// and says so.
	If []Condition `json:"if,omitzero"`

	// Order of the list: by columns (Raw), or by the score of the ranking (without a
	// code). None: by the score. The first key that differs decides.
	Order []evaluation.Key `json:"order,omitzero"`

	// Quotas are the places that there are, of all of which a unit needs one. They are
	// filled in order. Units that are equal in order stand on the list together or not at
	// all, and nobody behind them takes a place that they were too many for.
	Quotas []Quota `json:"quotas,omitzero"`
}

// Quota is a number of places: of all, or for each word under a heading, such as county
// (region) and industry (tag:industry).
type Quota struct {
	By     string         `json:"by,omitzero" names:"attribute"` // "": of all together
	Name   string         `json:"name,omitzero"`                 // of the heading, for reasons; "": the heading itself
	NameZH string         `json:"name_zh,omitzero"`
	Places int            `json:"places,omitzero"` // for each word
	Per    map[string]int `json:"per,omitzero"`    // for some words, instead; "*" is every word that is not named
}

// List is who stands on a list, and who does not.
type List struct {
	Name     string  `json:"name"`
	NameZH   string  `json:"name_zh,omitzero"`
	On       []Entry `json:"on"`  // in order
	Off      []Entry `json:"off"` // in the order of the ranking
	Warnings []error `json:"warnings,omitzero"`
}

// Entry is one unit and its reasons.
type Entry struct {
	Place    evaluation.Place `json:"place"`
	Position int              `json:"position,omitzero"` // on the list, equals share the first; 0: not on it
	Findings []Finding        `json:"findings"`          // of each condition
	Passed   basis.Text       `json:"passed,omitzero"`   // why it is off though all conditions hold
}

// Why are the reasons: all that holds of who is on the list; and of who is off what fails
// or is unknown, or why it was passed over.
func (e Entry) Why() []basis.Text {
	var out []basis.Text
	for _, f := range e.Findings {
		if (e.Position > 0) == (f.Verdict == Holds) {
			out = append(out, f.Why)
		}
	}
	if !e.Passed.IsZero() {
		out = append(out, e.Passed)
	}
	return out
}

// ErrRule is a rule, a policy or a condition that cannot be applied.
const ErrRule = basis.Sentinel("rule for enterprises")

// Make makes the list of a year. Whoever a ruling bars from awards or leaves unranked is
// off, with the words of the ruling; who stands apart is not asked. All faults of the rule
// are reported at once; words that nobody has at present are warnings of the list.
func (r Rule) Make(d Data) (List, error) {
	warnings, err := r.check(d)
	if err != nil {
		return List{}, basis.Errorf("%s: %w", r.Name, err)
	}
	out := List{Name: r.Name, NameZH: r.NameZH, Warnings: warnings}
	var entries []*candidate
	var errs []error
	for _, s := range d.subjects() {
		c := &candidate{Entry: Entry{Place: s.Place}}
		holds := true
		for _, cond := range r.If {
			f := cond.Judge(s)
			c.Findings = append(c.Findings, f)
			holds = holds && f.Verdict == Holds
		}
		if holds && !s.Place.Out.IsZero() {
			c.Passed, holds = s.Place.Out, false
		}
		if c.in = holds; holds {
			if c.keys, err = r.keys(s); err != nil {
				errs = append(errs, err)
			}
		}
		entries = append(entries, c)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return List{}, basis.Errorf("%s: %w", r.Name, err)
	}
	r.fill(entries)
	for _, c := range entries {
		if c.Position == 0 {
			out.Off = append(out.Off, c.Entry)
		} else {
			out.On = append(out.On, c.Entry)
		}
	}
	slices.SortStableFunc(out.On, func(a, b Entry) int { return cmp.Compare(a.Position, b.Position) })
	return out, nil
}

// candidate is an entry with the figures of its order.
type candidate struct {
	Entry
	in   bool
	keys []float64 // larger is better
}

// keys are the figures of the order; one that is missing is an error.
func (r Rule) keys(s Subject) ([]float64, error) {
	out := make([]float64, 0, len(r.Order)+1)
	for _, k := range r.order() {
		x := s.Place.Score
		if k.Raw {
			x = s.Value(k.Code)
		}
		if math.IsNaN(x) {
			if k.Raw {
				return nil, &indicators.InputError{Unit: s.Place.Unit.Code, Indicator: k.Code, Err: basis.Errorf("%w: the order of the list needs it", basis.ErrMissing)}
			}
			return nil, &indicators.InputError{Unit: s.Place.Unit.Code, Err: basis.Errorf("%w: the order of the list needs a score", basis.ErrMissing)}
		}
		if k.Order == evaluation.LowestFirst {
			x = -x
		}
		out = append(out, x)
	}
	return out, nil
}

func (r Rule) order() []evaluation.Key {
	if len(r.Order) == 0 {
		return []evaluation.Key{{}}
	}
	return r.Order
}

// fill gives positions, group of equals by group, as far as there are places.
func (r Rule) fill(entries []*candidate) {
	var in []*candidate
	for _, c := range entries {
		if c.in {
			in = append(in, c)
		}
	}
	compare := func(a, b *candidate) int { return slices.Compare(b.keys, a.keys) }
	slices.SortStableFunc(in, compare)
	free := make([]map[string]int, len(r.Quotas))
	for q, quota := range r.Quotas {
		free[q] = map[string]int{}
		for _, c := range in {
			word := quota.word(c.Place)
			free[q][word] = quota.of(word)
		}
	}
	position := 1
	for at := 0; at < len(in); {
		end := at + 1
		for end < len(in) && compare(in[at], in[end]) == 0 {
			end++
		}
		group := in[at:end]
		for q, quota := range r.Quotas {
			many := map[string]int{}
			for _, c := range group {
				many[quota.word(c.Place)]++
			}
			for _, c := range group {
				if word := quota.word(c.Place); many[word] > free[q][word] && c.Passed.IsZero() {
					c.Passed = quota.full(word, many[word], free[q][word])
				}
			}
			for word, n := range many {
				if n > free[q][word] {
					free[q][word] = 0
				}
			}
		}
		n := 0
		for _, c := range group {
			if !c.Passed.IsZero() {
				continue
			}
			c.Position = position
			n++
			for q, quota := range r.Quotas {
				free[q][quota.word(c.Place)]--
			}
		}
		position += n
		at = end
	}
}

// word is under which of its words a quota counts a unit.
func (q Quota) word(p evaluation.Place) string {
	if q.By == "" {
		return ""
	}
	return Subject{Place: p}.Attribute(q.By)
}

// of is the number of places for a word.
func (q Quota) of(word string) int {
	if q.Per == nil {
		return q.Places
	}
	if n, ok := q.Per[word]; ok {
		return n
	}
	return q.Per["*"]
}

// full says why there is no place.
func (q Quota) full(word string, many, free int) basis.Text {
	places := q.of(word)
	switch {
	case many > 1 && free == 1:
		return basis.Textf("%d are equal for one place", many)
	case many > 1 && free > 0:
		return basis.Textf("%d are equal for %d places", many, free)
	case q.By == "" && places == 1:
		return basis.Textf("the one place is taken")
	case q.By == "":
		return basis.Textf("all %d places are taken", places)
	}
	heading := Among{Who: evaluation.Members{By: q.By}, Name: q.Name, NameZH: q.NameZH}.heading()
	if places == 1 {
		return basis.Textf("the one place of %v (%s) is taken", heading, word)
	}
	return basis.Textf("all %d places of %v (%s) are taken", places, heading, word)
}

// subjects are the units in the order of the ranking or, if there is none, of the table.
func (d Data) subjects() []Subject {
	cols := &columns{table: d.Table, by: map[string]basis.View[float64]{}}
	var out []Subject
	if len(d.Ranking.Places) == 0 && d.Table != nil {
		for i, u := range d.Table.Units() {
			out = append(out, Subject{evaluation.Place{Unit: u, Score: math.NaN()}, cols, i})
		}
		return out
	}
	for _, p := range d.Ranking.Places {
		row := -1
		if d.Table != nil {
			if i, ok := d.Table.Row(p.Unit.Code); ok {
				row = i
			}
		}
		out = append(out, Subject{p, cols, row})
	}
	return out
}

// words are what units have under a heading: with true what one has.
func (d Data) words(heading string) map[string]bool {
	out := d.Ranking.Words(heading)
	if d.Table != nil && heading != gradeHeading {
		for word, now := range d.Table.Words(heading) {
			if out == nil {
				out = map[string]bool{}
			}
			out[word] = out[word] || now
		}
	}
	return out
}

func sorted(words map[string]bool) []string { return slices.Sorted(maps.Keys(words)) }
