package basis

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
)

// Sort says what a [Mention] is the name of.
type Sort int

// The sorts.
const (
	AnyIndicator      Sort = iota // an indicator of the framework, measured or composed, or an auxiliary column
	MeasuredIndicator             // an indicator that has figures
	ComposedIndicator             // an indicator that has children
	GradeName                     // a grade
	Attribute                     // what units have under a heading of a table: class, region, level, tag:KEY
)

var sorts = Words{"indicator", "measured indicator", "composed indicator", "grade", "attribute"}

// String gives the words.
func (s Sort) String() string { return Name(sorts, "Sort", s) }

// MarshalText gives the words.
func (s Sort) MarshalText() ([]byte, error) { return MarshalWord(sorts, "sort", s) }

// UnmarshalText accepts exactly the words of String.
func (s *Sort) UnmarshalText(text []byte) error { return UnmarshalWord(sorts, "sort", s, text) }

// A Mention is a name in the options of a method that stands for something outside of
// it: a code, a class, a grade.
type Mention struct {
	Sort    Sort   `json:"sort,omitzero"`
	Heading string `json:"heading,omitzero"` // of an Attribute
	Name    string `json:"name"`             // "" of an Attribute: the heading alone is named

	// Given says that the method does not ask for the name but gives it, as a step does
	// that puts units into classes: others may then ask for it, whoever has it.
	Given bool `json:"given,omitzero"`
}

// Naming is a method whose options name what lies outside of it. Names ranges over the
// names, with those of the methods that it holds ([NamesOf]), in any order, and some
// perhaps twice.
//
// A method by itself passes over a name that it does not meet, since the same weights
// may serve a whole tree and each of its groups. Who knows all that there is (a model, a
// decision, a plan) asks for the names, and refuses those that stand for nothing, which
// are typing errors, with a [NameError] for each. So a method of one's own that has such
// options, or holds other methods, should have Names.
type Naming interface {
	Names() iter.Seq[Mention]
}

// Mentions ranges over names of one sort.
func Mentions(s Sort, names ...string) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for _, name := range names {
			if !yield(Mention{Sort: s, Name: name}) {
				return
			}
		}
	}
}

// Labels ranges over the names of what units have under a heading of a table.
func Labels(heading string, names ...string) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for _, name := range names {
			if !yield(Mention{Sort: Attribute, Heading: heading, Name: name}) {
				return
			}
		}
	}
}

// Keys ranges over the keys of a map, in no order.
func Keys[V any](s Sort, by map[string]V) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for name := range by {
			if !yield(Mention{Sort: s, Name: name}) {
				return
			}
		}
	}
}

// NamesOf ranges over the names in all of the methods that are [Naming]; others, and
// nil, have none.
func NamesOf[M any](methods ...M) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for _, m := range methods {
			if n, ok := any(m).(Naming); ok && !within(n, yield) {
				return
			}
		}
	}
}

// NamesIn ranges over the names in the methods that a map holds, in no order.
func NamesIn[M any](by map[string]M) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for _, m := range by {
			if n, ok := any(m).(Naming); ok && !within(n, yield) {
				return
			}
		}
	}
}

func within(n Naming, yield func(Mention) bool) bool {
	if v := reflect.ValueOf(n); v.Kind() == reflect.Pointer && v.IsNil() {
		return true
	}
	for m := range n.Names() {
		if !yield(m) {
			return false
		}
	}
	return true
}

// AllNames ranges over the names of one list after the other.
func AllNames(lists ...iter.Seq[Mention]) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		for _, list := range lists {
			for m := range list {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Untold says in English what methods that v holds in exported fields name and v itself
// does not; it is "" for a good wrapper. Conformance kits ask it.
func Untold(v any) string {
	told := map[Mention]bool{}
	for m := range NamesOf(v) {
		told[m] = true
	}
	var lacking []string
	for m := range held(v) {
		if !told[m] {
			told[m] = true
			lacking = append(lacking, m.Name)
		}
	}
	if lacking == nil {
		return ""
	}
	slices.Sort(lacking)
	return fmt.Sprintf("what it holds names %q, and its Names do not (basis.NamesOf)", lacking)
}

// held ranges over the names in the methods that stand in exported fields of v.
func held(v any) iter.Seq[Mention] {
	return func(yield func(Mention) bool) {
		if x := reflect.ValueOf(v); x.IsValid() {
			look(x, 0, yield)
		}
	}
}

func look(x reflect.Value, depth int, yield func(Mention) bool) bool {
	const deep = 16 // methods do not hold themselves; what they hold is data
	if depth > deep {
		return true
	}
	if depth > 0 && x.Kind() != reflect.Interface && x.CanInterface() {
		if n, ok := x.Interface().(Naming); ok {
			return within(n, yield)
		}
	}
	switch x.Kind() {
	case reflect.Interface, reflect.Pointer:
		return x.IsNil() || look(x.Elem(), depth+1, yield)
	case reflect.Slice, reflect.Array:
		for i := range x.Len() {
			if !look(x.Index(i), depth+1, yield) {
				return false
			}
		}
	case reflect.Map:
		for _, key := range x.MapKeys() {
			if !look(x.MapIndex(key), depth+1, yield) {
				return false
			}
		}
	case reflect.Struct:
		for i := range x.NumField() {
			if x.Type().Field(i).IsExported() && !look(x.Field(i), depth+1, yield) {
				return false
			}
		}
	}
	return true
}
