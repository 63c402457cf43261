package indicators

import (
	"encoding/json"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Tags are further labels of a unit, a text by key: basin, axis, functional zone.
// They are immutable and can be passed on without a copy; make them with [NewTags].
// The zero value is no tags, and a tag without a value is the same as none. In JSON
// they are an object of texts.
type Tags struct{ list []tag } // by key

type tag struct{ key, value string }

var (
	_ basis.DataMarshaler   = Tags{}
	_ basis.DataUnmarshaler = (*Tags)(nil)
)

// NewTags makes tags of texts by key.
func NewTags(by map[string]string) Tags {
	var t Tags
	for _, key := range slices.Sorted(maps.Keys(by)) {
		if by[key] != "" {
			t.list = append(t.list, tag{key, by[key]})
		}
	}
	return t
}

// Get returns the text of a key; "" if there is none.
func (t Tags) Get(key string) string {
	i, ok := t.find(key)
	if !ok {
		return ""
	}
	return t.list[i].value
}

// All ranges over keys and texts, in the order of the keys.
func (t Tags) All() iter.Seq2[string, string] {
	return func(yield func(key, value string) bool) {
		for _, x := range t.list {
			if !yield(x.key, x.value) {
				return
			}
		}
	}
}

// IsZero reports whether there are no tags.
func (t Tags) IsZero() bool { return len(t.list) == 0 }

// MarshalJSON writes an object with the texts by key.
func (t Tags) MarshalJSON() ([]byte, error) { return json.Marshal(maps.Collect(t.All())) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Tags) UnmarshalJSON(b []byte) error {
	var by map[string]string
	if err := json.Unmarshal(b, &by); err != nil {
		return err
	}
	*t = NewTags(by)
	return nil
}

// MarshalData gives the texts by key, for [basis.Marshal].
func (t Tags) MarshalData() (any, error) { return maps.Collect(t.All()), nil }

// UnmarshalData reads texts by key, for [basis.Unmarshal].
func (t *Tags) UnmarshalData(read func(into any) error) error {
	var by map[string]string
	if err := read(&by); err != nil {
		return err
	}
	*t = NewTags(by)
	return nil
}

// with returns the tags with one more.
func (t Tags) with(key, value string) Tags {
	i, ok := t.find(key)
	switch {
	case ok:
		list := slices.Clone(t.list)
		list[i].value = value
		return Tags{list}
	case value == "":
		return t
	}
	return Tags{slices.Insert(slices.Clip(t.list), i, tag{key, value})}
}

// find returns the place of a key in the list.
func (t Tags) find(key string) (i int, ok bool) {
	return slices.BinarySearchFunc(t.list, key, func(x tag, key string) int { return strings.Compare(x.key, key) })
}
