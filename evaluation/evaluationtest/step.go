package evaluationtest

import (
	"errors"
	"fmt"

	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// StepOptions say on what tables a step is tested. The zero value is a step that takes
// any table of any columns, with gaps in them.
type StepOptions struct {
	// Framework says which columns the table has that is made up; nil: four measured
	// indicators a, b, c and d, and the auxiliary column e. Those that are Computed
	// have no values.
	Framework *indicators.Framework
	N         int     // number of units; 0: 24
	Lo, Hi    float64 // bound the figures; both 0: 1 to 1001
	Complete  bool    // no figure of the table is missing
	Years     int     // that the table comes from a panel of; 0: from none

	// Table is one of the user's own, in place of the one that is made up.
	Table *indicators.Table

	// Refuses are tables that the step must refuse, with an error that says where the
	// fault is: it holds an [*indicators.InputError] with a unit or an indicator.
	Refuses []*indicators.Table

	// ByPlace says that the order of the units may matter to the step.
	ByPlace bool

	// Tolerance is how far figures that should be equal may differ, of the larger of
	// 1 and their size; 0: 1e-9.
	Tolerance float64

	// Seed gives other data.
	Seed uint64
}

// TestStep returns nil if the step keeps all the rules of [indicators.Step], and
// otherwise every rule that it breaks, joined, each a [Failure] with a table that shows
// it. With no options it is tested under the zero [StepOptions], with several under each
// of them in turn; impossible options are an error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      there is a stage, not an error, for plain figures
//	no panic           whatever the table
//	framework          the table of the stage is of the framework that the step was given
//	name               the stage says what the step is
//	record             what the stage records is what was done ([indicators.Stage.Check])
//	reasons            every change says why
//	input unchanged    the table, and those of the years before, are left as they were
//	same answer twice  bit for bit
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    another table in between changes nothing, nor does it change a stage already given
//	names within       of a step that holds others: it names what they name ([basis.Naming])
//	order of units     moving units moves their figures with them (unless ByPlace is set)
//	not applicable     a cell that can have no figure gets none
//	confidential       a computed cell is confidential if a figure of its unit that it follows is
//	refused            the tables of Refuses are, and the errors say where the fault is
//
// each allowing an error, but neither a panic nor a record that is not true:
//
//	one unit           a table of one
//	no figure          a column without a figure
//	equal figures      a column of one figure
//	zeros              a column of 0
//	negative figures   a column of figures below 0
//	large figures      a column of figures times 1e300
func TestStep(s indicators.Step, o ...StepOptions) error {
	if s == nil {
		return errors.New("evaluationtest: no step")
	}
	return kit.Each(o, func(o StepOptions) error {
		o, err := o.settings()
		if err != nil {
			return err
		}
		return testStep(s, o)
	})
}

func testStep(s indicators.Step, o StepOptions) error {
	var errs []error
	for _, r := range stepRules(o) {
		a := application{s: s, o: o, t: o.Table}
		reason := r.check(a)
		if reason == "" {
			continue
		}
		if !r.whole {
			a, reason = a.shrunk(r, reason)
		}
		errs = append(errs, &Failure{Rule: r.name, Reason: reason, Table: a.t})
	}
	return errors.Join(errs...)
}

// application is one step before one table.
type application struct {
	s indicators.Step
	o StepOptions
	t *indicators.Table
}

// applied is what a step makes of a table.
type applied struct {
	stage indicators.Stage
	err   error
	panic any
}

// apply asks the step.
func (a application) apply(t *indicators.Table) (out applied) {
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	out.stage, out.err = a.s.Apply(t)
	return out
}

// base is the answer to the table; ok is false if it is no stage, or if a second call
// gives another one.
func (a application) base() (out applied, ok bool) {
	out = a.apply(a.t)
	return out, out.good() && out.same(a.apply(a.t))
}

// good reports whether there is a stage with a table.
func (p applied) good() bool { return p.panic == nil && p.err == nil && p.stage.Table != nil }

// same reports whether two answers are the same bit for bit, errors aside.
func (p applied) same(q applied) bool {
	if (p.err == nil) != (q.err == nil) || (p.panic == nil) != (q.panic == nil) {
		return false
	}
	return p.err != nil || p.panic != nil || picture(p.stage) == picture(q.stage)
}

// String shows what there is instead of a stage.
func (p applied) String() string {
	switch {
	case p.panic != nil:
		return fmt.Sprintf("panic: %v", p.panic)
	case p.err != nil:
		return fmt.Sprintf("error: %v", p.err)
	case p.stage.Table == nil:
		return "neither a table nor an error"
	}
	return "a stage"
}

// settings fills in the defaults, or says what is wrong with the options.
func (o StepOptions) settings() (StepOptions, error) {
	var errs []error
	if o.N == 0 {
		o.N = 24
	}
	if o.N < 2 {
		errs = append(errs, basis.Errorf("options: %d units, at least 2 are needed", o.N))
	}
	if o.Lo == 0 && o.Hi == 0 {
		o.Lo, o.Hi = 1, 1001
	}
	if !(o.Lo < o.Hi) {
		errs = append(errs, basis.Errorf("options: figures from %v to %v", o.Lo, o.Hi))
	}
	if o.Years < 0 {
		errs = append(errs, basis.Errorf("options: %d years", o.Years))
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-9
	}
	if o.Table != nil && (o.Framework != nil || o.Years > 0) {
		errs = append(errs, errors.New("options: a table of your own has a framework and years"))
	}
	if err := errors.Join(errs...); err != nil || o.Table != nil {
		return o, err
	}
	var err error
	o.Table, err = o.table()
	return o, err
}

// shrunk takes units out of the table as long as it still fails.
func (a application) shrunk(r stepRule, reason string) (application, string) {
	for size := a.t.Len() / 2; size > 0; size /= 2 {
		for i := 0; a.t.Len()-size >= 2 && i+size <= a.t.Len(); {
			smaller := a
			row := -1
			var err error
			smaller.t, err = a.t.Select(func(indicators.Unit) bool { row++; return row < i || row >= i+size })
			if err != nil {
				return a, reason
			}
			if why := r.check(smaller); why != "" {
				a, reason = smaller, why
			} else {
				i += size
			}
		}
	}
	return a, reason
}
