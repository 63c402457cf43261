package enterprise

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of conditions of this package, with those of package evaluation.
func Kinds() basis.Kinds {
	return evaluation.Kinds().With(
		basis.Kind[Condition]("all", All{}),
		basis.Kind[Condition]("among", Among{}),
		basis.Kind[Condition]("any", Any{}),
		basis.Kind[Condition]("figure", Figure{}),
		basis.Kind[Condition]("not", Not{}),
		basis.Kind[Condition]("reached", Reached{}),
	)
}

// MarshalJSON writes the rule with the kinds of this package.
func (r Rule) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rule) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the policy with the kinds of this package.
func (p Policy) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Policy) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }

// MarshalJSON writes the record by basis.Marshal: NaN is null.
func (l List) MarshalJSON() ([]byte, error) { return basis.Marshal(l, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *List) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, l, Kinds()) }

// MarshalJSON writes the record by basis.Marshal: NaN is null.
func (e Entry) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Entry) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }

// MarshalJSON writes the record by basis.Marshal: NaN is null.
func (t Term) MarshalJSON() ([]byte, error) { return basis.Marshal(t, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Term) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, t, Kinds()) }
