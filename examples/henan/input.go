package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// input is what is evaluated.
type input struct {
	framework *indicators.Framework
	table     *indicators.Table
	henan     bool // the table is the built-in one, so what the page knows of it is true
}

// readInput reads the framework and the table; an empty name stands for the
// built-in file. All faults of a file are in the error.
func readInput(tableFile, frameworkFile string) (input, error) {
	in := input{henan: tableFile == ""}
	text, name, err := open(frameworkFile, data.FrameworkText(), data.FrameworkFile)
	if err != nil {
		return in, err
	}
	if in.framework, err = indicators.ReadFramework(text, name); err != nil {
		return in, fmt.Errorf("framework: %w", err)
	}
	if text, name, err = open(tableFile, data.TableText(), data.TableFile); err != nil {
		return in, err
	}
	if in.table, err = (indicators.CSV{File: name}).ReadTable(text, in.framework); err != nil {
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

// decision is that of the built-in data with the classes of the table: units of the
// class county are ranked, and those of all others stand apart. A table without any
// county is ranked as a whole.
func (in input) decision() evaluation.Decision {
	d := data.Decision()
	d.Apart = evaluation.Members{}
	var others []string
	counties := false
	for _, u := range in.table.Units() {
		if u.Class == data.RankedClass {
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

// monitored are the computed columns that are watched and not scored: those that
// are made from others and from which nothing else is made.
func (in input) monitored() []indicators.Indicator {
	_, made := computed(in.framework)
	used := map[string]bool{}
	for _, r := range data.Ratios() {
		used[r.Of], used[r.By] = true, true
	}
	var out []indicators.Indicator
	for _, a := range in.framework.Aux() {
		if a.Computed && made[a.Code] && !used[a.Code] {
			out = append(out, a)
		}
	}
	return out
}
