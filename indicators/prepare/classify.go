package prepare

import (
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ClassRule says which units have a class. All that it names must hold; a rule
// that names nothing holds for every unit.
type ClassRule struct {
	Class   string            `json:"class"`                        // the class that the unit gets
	Code    string            `json:"code,omitzero" names:"column"` // a column, for the next two
	AtLeast *float64          `json:"at_least,omitzero"`            // value of Code or more
	Below   *float64          `json:"below,omitzero"`               // value of Code less than this
	Was     string            `json:"was,omitzero"`                 // class that the unit has now
	Level   string            `json:"level,omitzero"`               // administrative level
	Region  string            `json:"region,omitzero"`
	Tags    map[string]string `json:"tags,omitzero"` // each with this value
}

// Classify is a step that gives every unit the class of the first rule that holds
// for it: classes by size (output of last year above 1,000, 500 to 1,000, below), size
// pools of firms (3 mu and more), functional zones by tag. Membership follows from
// the data of the year, never from names.
//
// A figure that is not rational, such as a root, is held against a limit to 12
// significant digits ([indicators.Table.Compared]); any other as it is.
//
// A unit for which no rule holds keeps its class; end with a rule that names nothing
// to catch all others. A unit that has no value where a rule asks for one is an
// error ([basis.ErrMissing]), unless an earlier rule holds: without the value
// its class is not known.
type Classify []ClassRule

var _ indicators.Step = Classify(nil)

// String lists the rules: "class I: output >= 1000; class II: output >= 500".
func (s Classify) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Classify) Text() basis.Text {
	var rules basis.Text
	for _, r := range s {
		rules = listed(rules, r.Text())
	}
	return basis.Textf("classes by rule: %v", rules)
}

// listed appends a part to a list of texts.
func listed(list, part basis.Text) basis.Text {
	if list.IsZero() {
		return part
	}
	return basis.Textf("%v; %v", list, part)
}

// String gives the rule: "I: output >= 1000".
func (r ClassRule) String() string { return r.Text().String() }

// Text gives the words of String.
func (r ClassRule) Text() basis.Text {
	var of basis.Text
	add := func(text string, args ...any) {
		part := basis.Textf(text, args...)
		if of.IsZero() {
			of = part
			return
		}
		of = basis.Textf("%v, %v", of, part)
	}
	number := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	if r.AtLeast != nil {
		add("%s >= %s", r.Code, number(*r.AtLeast))
	}
	if r.Below != nil {
		add("%s < %s", r.Code, number(*r.Below))
	}
	if r.Was != "" {
		add("class %s", r.Was)
	}
	if r.Level != "" {
		add("level %s", r.Level)
	}
	if r.Region != "" {
		add("region %s", r.Region)
	}
	for _, key := range slices.Sorted(maps.Keys(r.Tags)) {
		add("%s %s", key, r.Tags[key])
	}
	if of.IsZero() {
		add("all others")
	}
	return basis.Textf("%s: %v", r.Class, of)
}

// Apply implements [indicators.Step].
func (s Classify) Apply(t *indicators.Table) (indicators.Stage, error) {
	var errs []error
	for i, r := range s {
		switch {
		case r.Code == "" && (r.AtLeast != nil || r.Below != nil):
			errs = append(errs, basis.Errorf("%w: rule %d has a limit but names no column", basis.ErrValue, i+1))
		case r.Code != "" && r.AtLeast == nil && r.Below == nil:
			errs = append(errs, basis.Errorf("%w: rule %d names the column %s but no limit", basis.ErrValue, i+1, r.Code))
		case r.Code != "":
			errs = append(errs, column(t, r.Code))
		}
		for _, x := range []*float64{r.AtLeast, r.Below} {
			if x != nil && (math.IsNaN(*x) || math.IsInf(*x, 0)) {
				errs = append(errs, basis.Errorf("%w: the limit %v of rule %d", basis.ErrNumber, *x, i+1))
			}
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	out, err := t.Reclass(func(u indicators.Unit) string {
		for _, r := range s {
			holds, err := r.holds(t, u)
			if err != nil {
				errs = append(errs, err)
				return u.Class
			}
			if holds {
				return r.Class
			}
		}
		return u.Class
	})
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	return indicators.Stage{Name: s.Text(), Table: out}, nil
}

func (r ClassRule) holds(t *indicators.Table, u indicators.Unit) (bool, error) {
	if r.Was != "" && u.Class != r.Was || r.Level != "" && u.Level != r.Level || r.Region != "" && u.Region != r.Region {
		return false, nil
	}
	for key, value := range r.Tags {
		if u.Tags.Get(key) != value {
			return false, nil
		}
	}
	if r.Code == "" {
		return true, nil
	}
	x := comparedAt(t, u.Code, r.Code)
	if math.IsNaN(x) {
		return false, &indicators.InputError{Unit: u.Code, Indicator: r.Code, Err: basis.Errorf("%w: the class depends on it", basis.ErrMissing)}
	}
	return (r.AtLeast == nil || x >= *r.AtLeast) && (r.Below == nil || x < *r.Below), nil
}
