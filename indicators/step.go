package indicators

import "github.com/countyeval/countyeval/indicators/basis"

// Change is one cell that a step imputed, treated or restated.
type Change struct {
	Unit      string     `json:"unit"`
	Indicator string     `json:"indicator"`
	Was       float64    `json:"was"` // NaN: missing
	Is        float64    `json:"is"`
	Why       basis.Text `json:"why"` // e.g. "median of 108 values"
}

// MarshalJSON writes the change; NaN is null.
func (c Change) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Change) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, basis.Kinds{}) }

// Departure is one unit that a step took out of the evaluation.
type Departure struct {
	Unit string     `json:"unit"`
	Why  basis.Text `json:"why"`
}

// Stage is what a step made: the new table and a record of all that differs
// from the one before.
type Stage struct {
	Name     basis.Text  `json:"name"` // the step, as a reader of the record should see it
	Table    *Table      `json:"table,omitzero"`
	Changes  []Change    `json:"changes,omitzero"`
	Left     []Departure `json:"left,omitzero"`
	Warnings []error     `json:"warnings,omitzero"`
}

// MarshalJSON writes all of the stage. Warnings of kinds that [Kinds] does not have are
// written as their text alone.
func (s Stage) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Stage) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// Step makes one table from another and records what it changed. It never
// changes t, keeps no state, and is safe for concurrent use. A model refuses a step
// whose record is not true ([Stage.Check]).
type Step interface {
	Apply(t *Table) (Stage, error)
}

// StepFunc is a step made of a function, for Go programs that need one of their
// own. It cannot be written.
type StepFunc func(t *Table) (Stage, error)

var _ Step = StepFunc(nil)

// String gives the name of the type: a function has no other.
func (StepFunc) String() string { return "indicators.StepFunc" }

// Apply calls f.
func (f StepFunc) Apply(t *Table) (Stage, error) { return f(t) }
