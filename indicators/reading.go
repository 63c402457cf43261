package indicators

import (
	"math"
	"strings"
	"time"

	"github.com/countyeval/countyeval/indicators/basis"
)

// State says how far a reading is on its way from whoever reports it into the table. The
// zero value is AsReported.
type State int

// The states of a reading.
const (
	AsReported  State = iota // "reported": it arrived
	Verified                 // "verified": somebody else has checked it
	Signed                   // "signed": whoever reports it answers for it
	InDoubt                  // "in doubt": it is under query
	NotReported              // "not reported": there is no reading; of a [Coverage] alone
)

var stateWords = basis.Words{"reported", "verified", "signed", "in doubt", "not reported"}

// String gives the word of the state, such as "in doubt".
func (s State) String() string { return basis.Name(stateWords, "State", s) }

// MarshalText gives the word; a state that does not exist is an error.
func (s State) MarshalText() ([]byte, error) {
	return basis.MarshalWord(stateWords, "state of a reading", s)
}

// UnmarshalText accepts exactly the words of String.
func (s *State) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(stateWords, "state of a reading", s, text)
}

// ErrConflict is a figure that two readings give differently.
const ErrConflict = basis.Sentinel("two different figures")

// Reading is one figure as it arrives: what a county or a department reports of one unit
// and one indicator, with where it comes from. A [Merge] makes a table of many.
//
// A reading is not a cell: two offices may report the same figure, and a figure in doubt
// is a reading before it is a cell marked [Open].
type Reading struct {
	Unit         string  `json:"unit"`            // code
	Indicator    string  `json:"indicator"`       // code
	Period       string  `json:"period,omitzero"` // as the framework says it; "": that of the indicator
	Value        float64 `json:"value"`           // NaN: there is no figure, and Mark says which kind of none
	Mark         Mark    `json:"mark,omitzero"`   // Missing or NotApplicable if there is no figure
	Confidential bool    `json:"confidential,omitzero"`
	Department   string  `json:"department,omitzero"` // who reports it
	Source       string  `json:"source,omitzero"`     // the return, file or record that has it; tells two readings of one figure apart
	State        State   `json:"state,omitzero"`
	Note         string  `json:"note,omitzero"`
	Date         string  `json:"date,omitzero"` // of the return, "2026-03-31"
}

// MarshalJSON writes the reading by [basis.Marshal]: NaN is null.
func (r Reading) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Reading) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// Same reports whether two readings give the same figure: the same value, both missing
// included, under the same mark. Values are the same if they print the same.
func (r Reading) Same(o Reading) bool { return r.Mark == o.Mark && alike(r.Value, o.Value) }

// Check says what is wrong with a reading by the framework, all at once, each an
// [*InputError]: a column that is not there or that a step computes, an infinite value, a
// mark that the value contradicts, another period than the indicator's, a date that is
// none, a state that no reading has. Whether the unit is known is for whoever knows them.
func (r Reading) Check(f *Framework) error {
	var errs []error
	fail := func(err error) { errs = append(errs, &InputError{Unit: r.Unit, Indicator: r.Indicator, Err: err}) }
	in, ok := f.reported(r.Indicator)
	switch {
	case ok:
		if r.Period != "" && in.Period != "" && r.Period != in.Period {
			fail(basis.Errorf("%w: the figure is of %s, and the indicator of %s", basis.ErrValue, r.Period, in.Period))
		}
	case in.Computed:
		fail(basis.Errorf("%w: the indicator is computed, not reported", basis.ErrUnknown))
	default:
		fail(basis.Errorf("%w: the framework has no measured indicator or auxiliary column of that code%v", basis.ErrUnknown, basis.Meant(r.Indicator, f.headings())))
	}
	if strings.TrimSpace(r.Unit) == "" {
		fail(basis.Errorf("%w: a reading of no unit", basis.ErrMissing))
	}
	if err := checkCell(r.Value, r.Mark); err != nil {
		fail(err)
	}
	if r.State < AsReported || r.State > InDoubt {
		fail(basis.Errorf("%w: no reading has the state %v", basis.ErrValue, r.State))
	}
	if r.Date != "" {
		if _, err := time.Parse(time.DateOnly, r.Date); err != nil {
			fail(basis.Errorf("%w: the date %q is not of the form 2026-03-31", basis.ErrValue, r.Date))
		}
	}
	return basis.JoinErrors(errs...)
}

// where says which of several readings of a figure one is.
func (r Reading) where() basis.Text {
	switch {
	case r.Source != "" && r.Department != "":
		return basis.Textf("%s (%s)", r.Source, r.Department)
	case r.Source != "":
		return basis.Textf("%s", r.Source)
	case r.Department != "":
		return basis.Textf("%s", r.Department)
	}
	return basis.Textf("a reading without a source")
}

// said is the figure for a message.
func (r Reading) said() basis.Text {
	switch {
	case math.IsNaN(r.Value):
		return basis.Textf("%v", r.Mark)
	case r.Mark == Reported:
		return basis.Textf("%v", r.Value)
	}
	return basis.Textf("%v (%v)", r.Value, r.Mark)
}

// mark is the mark of the cell that the reading becomes: a figure in doubt is open.
func (r Reading) mark() Mark {
	if r.State == InDoubt && !r.Mark.absent() {
		return Open
	}
	return r.Mark
}

// reported finds a column that is reported: measured or auxiliary, and not computed.
func (f *Framework) reported(code string) (in Indicator, ok bool) {
	in, ok = f.Find(code)
	return in, ok && in.Measured() && !in.Computed
}

// Reported returns copies of the columns that somebody reports: the measured indicators
// and the auxiliary columns that no step computes, in the order of the framework.
func (f *Framework) Reported() []Indicator {
	var out []Indicator
	for _, in := range append(f.Measured(), f.Aux()...) {
		if !in.Computed {
			out = append(out, in)
		}
	}
	return out
}
