package kindstest_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/weights"
)

const probe = "probe"

// probes are methods that name the probe, one for each interface that names can stand
// behind.
var probes = map[reflect.Type]any{
	reflect.TypeFor[indicators.Step]():      prepare.Median{Columns: []string{probe}},
	reflect.TypeFor[normalize.Normalizer](): normalize.Distance{To: map[string]float64{probe: 1}},
	reflect.TypeFor[weights.Scheme]():       weights.Fixed{probe: 1},
	reflect.TypeFor[aggregate.Aggregator](): aggregate.COPRAS{Costs: []string{probe}},
	reflect.TypeFor[evaluation.Grader]():    evaluation.Conditional{Conditions: []evaluation.Condition{{Grade: probe}}},
	reflect.TypeFor[incentive.Clause]():     incentive.Grades{probe},
}

// elsewhere are fields with methods whose names are not passed on.
var elsewhere = map[string]string{
	"evaluation/aggregate.Consensus.By": "its names are numbers of methods, which Consensus.Methods asks for",
}

// methodTypes are what names are written in.
func methodTypes() []reflect.Type {
	out := []reflect.Type{
		reflect.TypeFor[evaluation.Model](), reflect.TypeFor[evaluation.Decision](), reflect.TypeFor[evaluation.Ruling](),
		reflect.TypeFor[evaluation.ListRule](), reflect.TypeFor[incentive.Plan](), reflect.TypeFor[incentive.Capacity](),
		reflect.TypeFor[incentive.Charge](), reflect.TypeFor[incentive.Tier](), reflect.TypeFor[incentive.Figures](),
		reflect.TypeFor[robustness.Study](), reflect.TypeFor[industry.Options](), reflect.TypeFor[profile.Jumps](), reflect.TypeFor[profile.Totals](),
	}
	for e := range basis.Join(kinds(), robustness.Kinds()).All() {
		if n := e.Interface.Name(); n != "Scale" && n != "error" && !slices.Contains(out, e.Type) {
			out = append(out, e.Type)
		}
	}
	return out
}

// TestEveryNameIsAskedFor: each field that holds text is in the list of those that were
// thought about, and the list has no others.
func TestEveryNameIsAskedFor(t *testing.T) {
	found := map[string]string{} // with the tag for files
	for _, x := range methodTypes() {
		textFields(x, found, map[reflect.Type]bool{})
	}
	for field, tag := range found {
		how, ok := spelled[field]
		assert.True(t, ok, "%s is new: what would a typing error in it do? Say so in spelled", field)
		if tag != "" {
			assert.NotContains(t, []string{"words", "data", "given"}, how, "%s names a %s in files", field, tag)
		}
	}
	for field := range spelled {
		_, ok := found[field]
		assert.True(t, ok, "%s is there no longer", field)
	}
}

// TestMethodsNameWhatTheyHold: with a probe in a field, the method names it; with a method
// that names it in a field, so does the one that holds it.
func TestMethodsNameWhatTheyHold(t *testing.T) {
	fields, holders := map[string]bool{}, map[string]bool{}
	for _, x := range methodTypes() {
		if _, ok := reflect.Zero(x).Interface().(basis.Naming); !ok {
			continue
		}
		for _, p := range paths(x, nil, 0) {
			v := reflect.New(x).Elem()
			p.set(v)
			var says bool
			for m := range v.Interface().(basis.Naming).Names() {
				says = says || strings.Contains(m.Name+m.Heading, probe)
			}
			for range v.Interface().(basis.Naming).Names() { // a loop may end anywhere
				break
			}
			_, known := elsewhere[p.field]
			assert.Equal(t, !known, says, "%v with %s in %s", x, probe, p.field)
			fields[p.field] = true
		}
	}
	for field, how := range spelled {
		if how == "named" {
			assert.True(t, fields[field], "%s is in no method that is basis.Naming", field)
		}
	}
	// Who holds a method is Naming, or asks for its names itself.
	asks := []string{"evaluation.Model", "evaluation.Decision", "evaluation/incentive.Plan", "evaluation/incentive.Tranche", "evaluation/incentive.Capacity", "evaluation/robustness."}
	for _, x := range methodTypes() {
		if _, ok := reflect.Zero(x).Interface().(basis.Naming); ok {
			continue
		}
		for _, p := range paths(x, nil, 0) {
			if p.method && !slices.ContainsFunc(asks, func(a string) bool { return strings.HasPrefix(p.field, a) }) {
				holders[p.field] = true
			}
		}
	}
	assert.Empty(t, holders, "they hold methods and do not name what these name")
}

// textFields collects the fields of a type, and of what it holds, that are made of texts.
func textFields(x reflect.Type, found map[string]string, seen map[reflect.Type]bool) {
	if seen[x] || x.Name() != "" && !strings.HasPrefix(x.PkgPath()+"/", module) {
		return
	}
	seen[x] = true
	if x.Name() != "" && ofTexts(x) && x.Kind() != reflect.String {
		found[fieldOf(x, "")] = ""
	}
	switch x.Kind() {
	case reflect.Slice, reflect.Pointer, reflect.Map:
		textFields(x.Elem(), found, seen)
	case reflect.Struct:
		for i := range x.NumField() {
			f := x.Field(i)
			if !f.IsExported() {
				continue
			}
			if ofTexts(f.Type) && f.Type.PkgPath() == "" {
				found[fieldOf(x, f.Name)] = f.Tag.Get("names")
			}
			textFields(f.Type, found, seen)
		}
	}
}

// ofTexts reports whether a type is a text, a list of them or a map by them.
func ofTexts(x reflect.Type) bool {
	switch x.Kind() {
	case reflect.String:
		return x.PkgPath() == ""
	case reflect.Slice, reflect.Pointer:
		return x.Elem().PkgPath() == "" && ofTexts(x.Elem())
	case reflect.Map:
		return x.Key().Kind() == reflect.String
	}
	return false
}

func fieldOf(x reflect.Type, field string) string {
	name := strings.TrimPrefix(x.PkgPath(), module) + "." + x.Name()
	if field != "" {
		name += "." + field
	}
	return name
}

// path is the way to one place of a type in which the probe can stand.
type path struct {
	field  string
	method bool
	set    func(v reflect.Value)
}

// paths lists the places of a type where a name that is named, or a method, can stand.
func paths(x reflect.Type, within []reflect.Type, depth int) []path {
	if depth > 12 || slices.Contains(within, x) {
		return nil
	}
	if x.Name() != "" {
		within = append(slices.Clone(within), x)
	}
	var out []path
	if x.Name() != "" && ofTexts(x) && spelled[fieldOf(x, "")] == "named" {
		out = append(out, path{fieldOf(x, ""), false, putProbe})
	}
	inner := func(of []path, into func(v reflect.Value) (reflect.Value, func())) {
		for _, p := range of {
			out = append(out, path{p.field, p.method, func(v reflect.Value) {
				place, done := into(v)
				p.set(place)
				done()
			}})
		}
	}
	switch x.Kind() {
	case reflect.Slice:
		inner(paths(x.Elem(), within, depth+1), func(v reflect.Value) (reflect.Value, func()) {
			v.Set(reflect.MakeSlice(x, 1, 1))
			return v.Index(0), func() {}
		})
	case reflect.Map:
		inner(paths(x.Elem(), within, depth+1), func(v reflect.Value) (reflect.Value, func()) {
			e := reflect.New(x.Elem()).Elem()
			return e, func() {
				v.Set(reflect.MakeMap(x))
				v.SetMapIndex(reflect.ValueOf("key").Convert(x.Key()), e)
			}
		})
	case reflect.Struct:
		for i := range x.NumField() {
			f := x.Field(i)
			if !f.IsExported() {
				continue
			}
			name := fieldOf(x, f.Name)
			field := func(v reflect.Value) (reflect.Value, func()) { return v.Field(i), func() {} }
			if ofTexts(f.Type) && f.Type.PkgPath() == "" && spelled[name] == "named" {
				put := putProbe
				if f.Tag.Get("names") == "attribute" {
					put = func(v reflect.Value) { v.SetString("tag:" + probe) }
				}
				inner([]path{{name, false, put}}, func(v reflect.Value) (reflect.Value, func()) {
					if m, ok := v.Addr().Interface().(*evaluation.Members); ok && f.Name == "In" {
						m.By = "class" // of which the words are
					}
					return v.Field(i), func() {}
				})
			}
			if p, ok := probes[f.Type]; ok {
				inner([]path{{name, true, func(v reflect.Value) { v.Set(reflect.ValueOf(p)) }}}, field)
				continue
			}
			deeper := paths(f.Type, within, depth+1)
			for k := range deeper {
				if deeper[k].field == "" { // a list of methods
					deeper[k].field = name
				}
			}
			inner(deeper, field)
		}
	case reflect.Interface:
		if p, ok := probes[x]; ok {
			out = append(out, path{"", true, func(v reflect.Value) { v.Set(reflect.ValueOf(p)) }})
		}
	}
	return out
}

// putProbe puts the probe into a text, a list of texts or a map by texts.
func putProbe(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(probe)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		putProbe(v.Index(0))
	case reflect.Map:
		e := reflect.New(v.Type().Elem()).Elem()
		if e.Kind() == reflect.String {
			e.SetString(probe)
		}
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(probe).Convert(v.Type().Key()), e)
	}
}
