package indicators

// Change is one cell that a step imputed, treated or restated.
type Change struct {
	Unit      string  `json:"unit"`
	Indicator string  `json:"indicator"`
	Was       float64 `json:"was"` // NaN: missing
	Is        float64 `json:"is"`
	Why       string  `json:"why"` // e.g. "median of 108 reported values"
}

// Departure is one unit that a step took out of the evaluation.
type Departure struct {
	Unit string `json:"unit"`
	Why  string `json:"why"`
}

// Stage is what a step made: the new table and a record of all that differs
// from the one before.
type Stage struct {
	Name     string // the step, as a reader of the record should see it
	Table    *Table
	Changes  []Change
	Left     []Departure
	Warnings []error
}

// Step makes one table from another and records what it changed. It never
// changes t, keeps no state, and is safe for concurrent use.
type Step interface {
	Apply(t *Table) (Stage, error)
}

// StepFunc is a step made of a function, for Go programs that need one of their
// own.
type StepFunc func(t *Table) (Stage, error)

var _ Step = StepFunc(nil)

// Apply calls f.
func (f StepFunc) Apply(t *Table) (Stage, error) { return f(t) }
