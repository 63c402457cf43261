package data

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Open is [Read] with files of one's own: an indicator tree (JSON) and a table (CSV). An
// empty name stands for the file of the example.
func Open(frameworkFile, tableFile string) (*indicators.Framework, *indicators.Table, error) {
	tree, err := open(frameworkFile, framework)
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	f, err := indicators.ReadFramework(tree, named(frameworkFile, FrameworkFile))
	if err != nil {
		return nil, nil, fmt.Errorf("framework: %w", err)
	}
	rows, err := open(tableFile, counties)
	if err != nil {
		return nil, nil, err
	}
	defer rows.Close()
	t, err := indicators.CSV{File: named(tableFile, TableFile)}.ReadTable(rows, f)
	if err != nil {
		return nil, nil, fmt.Errorf("table: %w", err)
	}
	return f, t, nil
}

func open(file, builtIn string) (io.ReadCloser, error) {
	if file == "" {
		return io.NopCloser(strings.NewReader(builtIn)), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the file: %w", err)
	}
	return f, nil
}

func named(file, builtIn string) string {
	if file == "" {
		return builtIn
	}
	return file
}

// Steps are the [Sums] and [Ratios] that the framework has a place and columns for: all
// of them for the framework of the example.
func Steps(f *indicators.Framework) []indicators.Step {
	var out []indicators.Step
	made := map[string]bool{}
	can := func(code string, from ...string) bool {
		in, ok := f.Find(code)
		made[code] = ok && in.Computed && !slices.ContainsFunc(from, func(c string) bool {
			of, ok := f.Find(c)
			return !ok || of.Computed && !made[c]
		})
		return made[code]
	}
	for _, s := range Sums() {
		if can(s.Code, s.Of...) {
			out = append(out, s)
		}
	}
	for _, r := range Ratios() {
		if can(r.Code, r.Of, r.By) {
			out = append(out, r)
		}
	}
	return out
}

// DecisionFor is [Decision] for a table of one's own: if it has counties, the units of all
// other classes stand apart; if not, all are ranked together.
func DecisionFor(t *indicators.Table) evaluation.Decision {
	var others []string
	counties := false
	for _, u := range t.Units() {
		if u.Class == RankedClass {
			counties = true
		} else if !slices.Contains(others, u.Class) {
			others = append(others, u.Class)
		}
	}
	d := Decision()
	d.Apart = evaluation.Members{}
	if counties && others != nil {
		d.Apart = evaluation.Members{By: "class", In: others}
	}
	return d
}
