package data

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

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
	text, name, err := open(frameworkFile, FrameworkText(), FrameworkFile)
	if err != nil {
		return in, err
	}
	if in.Framework, err = indicators.ReadFramework(text, name); err != nil {
		return in, fmt.Errorf("framework: %w", err)
	}
	if text, name, err = open(tableFile, TableText(), TableFile); err != nil {
		return in, err
	}
	if in.Table, err = (indicators.CSV{File: name}).ReadTable(text, in.Framework); err != nil {
		return in, fmt.Errorf("table: %w", err)
	}
	return in, nil
}

// open returns the text of a file, or the built-in one if no file is named.
func open(file, builtIn, builtInName string) (io.Reader, string, error) {
	if file == "" {
		return strings.NewReader(builtIn), builtInName, nil
	}
	text, err := os.ReadFile(file) //nolint:gosec // the reader of the page names the file
	if err != nil {
		return nil, "", fmt.Errorf("cannot read the file: %w", err)
	}
	return bytes.NewReader(text), file, nil
}

// Decision is that of the built-in data with the classes of the table: units of the
// class county are ranked, and those of all others stand apart. A table without any
// county is ranked as a whole.
func (in Input) Decision() evaluation.Decision {
	d := Decision()
	d.Apart = evaluation.Members{}
	var others []string
	counties := false
	for _, u := range in.Table.Units() {
		if u.Class == RankedClass {
			counties = true
		} else if !slices.Contains(others, u.Class) {
			others = append(others, u.Class)
		}
	}
	if counties && others != nil {
		d.Apart = evaluation.Members{By: "class", In: others}
	}
	return d
}

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
