package data

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Input is what an example evaluates: the built-in framework and table, or one's own.
type Input struct {
	Framework *indicators.Framework
	Table     *indicators.Table
	BuiltIn   bool // the table is the built-in one, so what an example knows of it is true
}

// ReadInput reads the framework and the table; an empty name stands for the
// built-in file. All faults of a file are in the error.
func ReadInput(tableFile, frameworkFile string) (Input, error) {
	in := Input{BuiltIn: tableFile == ""}
	var err error
	in.Framework, in.Table, err = Open(frameworkFile, tableFile)
	return in, err
}

// Decision is [DecisionFor] the table.
func (in Input) Decision() evaluation.Decision { return DecisionFor(in.Table) }

// Monitored are the computed columns that are watched and not scored: those that
// are made from others and from which nothing else is made.
func (in Input) Monitored() []indicators.Indicator {
	_, made := computed(in.Framework)
	used := map[string]bool{}
	for _, r := range Ratios() {
		used[r.Of], used[r.By] = true, true
	}
	var out []indicators.Indicator
	for _, a := range in.Framework.Aux() {
		if a.Computed && made[a.Code] && !used[a.Code] {
			out = append(out, a)
		}
	}
	return out
}
