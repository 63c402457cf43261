//go:build ignore

// Imports checks which package imports which:
//
//	go run .ci/imports.go layers   no import points up (.ci/layers.txt)
//	go run .ci/imports.go core     core packages need the standard library and gonum alone
//
// It prints every fault and then exits with status 1.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
)

const (
	module = "github.com/countyeval/countyeval"
	gonum  = "gonum.org/v1/gonum"
	text   = "golang.org/x/text" // for evaluation/tables, and what prints through it
	tables = module + "/evaluation/tables"
)

// outsideCore are the packages that may have dependencies of their own. All
// others but the examples are core.
var outsideCore = []string{"indicators/xlsx", "indicators/encoding", "evaluation/scheme", "evaluation/report", "evaluation/report/xlsx"}

func main() {
	check, ok := map[string]func() ([]string, error){"layers": layers, "core": coreOnly}[strings.Join(os.Args[1:], " ")]
	if !ok {
		fmt.Fprintln(os.Stderr, "usage: go run .ci/imports.go layers|core")
		os.Exit(2)
	}
	faults, err := check()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, f := range faults {
		fmt.Println(f)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

// A goPackage is what `go list -json` tells of a package.
type goPackage struct {
	ImportPath string
	Standard   bool
	Imports    []string
	Deps       []string
}

func list(args ...string) ([]goPackage, error) {
	args = append([]string{"list", "-json=ImportPath,Standard,Imports,Deps"}, args...)
	cmd := exec.Command("go", args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	var all []goPackage
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p goPackage
		err := dec.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// layers reports every import that does not point down, and every package that
// .ci/layers.txt does not know.
func layers() ([]string, error) {
	text, err := os.ReadFile(".ci/layers.txt")
	if err != nil {
		return nil, err
	}
	level, only := parse(string(text))
	find := func(pkg string) int { // 0 is the top; -1: nowhere
		return slices.IndexFunc(level, func(patterns []string) bool {
			return slices.ContainsFunc(patterns, func(p string) bool { m, _ := path.Match(p, pkg); return m })
		})
	}
	pkgs, err := list("./...")
	if err != nil {
		return nil, err
	}
	var faults []string
	for _, p := range pkgs {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		at := find(name)
		if at < 0 {
			faults = append(faults, name+": has no line in .ci/layers.txt")
			continue
		}
		for _, imp := range p.Imports {
			to, ours := strings.CutPrefix(imp, module+"/")
			if !ours {
				continue
			}
			allowed, narrow := only[name]
			switch below := find(to); {
			case below < 0: // told at its own turn
			case below <= at:
				faults = append(faults, fmt.Sprintf("%s imports %s, which is not below it", name, to))
			case narrow && !slices.Contains(allowed, to):
				faults = append(faults, fmt.Sprintf("%s imports %s, but may import only %v", name, to, allowed))
			}
		}
	}
	return faults, nil
}

// parse returns the patterns of each line from the top down, and what the
// packages that an "only" line names may import.
func parse(text string) (level [][]string, only map[string][]string) {
	only = map[string][]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if rule, ok := strings.CutPrefix(line, "only "); ok {
			name, allowed, _ := strings.Cut(rule, ":")
			only[name] = strings.Fields(allowed)
			continue
		}
		level = append(level, strings.Fields(line))
	}
	return level, only
}

// coreOnly reports every dependency of a core package, direct or not, that is
// neither of the standard library nor of gonum nor ours. Package tables imports x/text
// too, and alone does; others have it through tables or not at all.
func coreOnly() ([]string, error) {
	pkgs, err := list("./...")
	if err != nil {
		return nil, err
	}
	known := map[string]bool{} // the dependencies that are allowed
	width := map[string]bool{} // those that tables brings
	deps, err := list("-deps", "./...")
	if err != nil {
		return nil, err
	}
	for _, d := range deps {
		inside := func(m string) bool { return d.ImportPath == m || strings.HasPrefix(d.ImportPath, m+"/") }
		known[d.ImportPath] = d.Standard || inside(gonum) || inside(module)
		width[d.ImportPath] = inside(text)
	}
	var faults []string
	var checked int
	for _, p := range pkgs {
		name := strings.TrimPrefix(p.ImportPath, module+"/")
		if strings.HasPrefix(name, "examples/") || slices.Contains(outsideCore, name) {
			continue
		}
		checked++
		prints := p.ImportPath == tables || slices.Contains(p.Deps, tables)
		for _, d := range p.Imports {
			if width[d] && p.ImportPath != tables {
				faults = append(faults, fmt.Sprintf("%s imports %s, which evaluation/tables alone may", name, d))
			}
		}
		for _, d := range p.Deps {
			if !known[d] && !(prints && width[d]) && d != "C" && d != "unsafe" {
				faults = append(faults, fmt.Sprintf("%s depends on %s", name, d))
			}
		}
	}
	if checked == 0 {
		return nil, errors.New("no core package was found")
	}
	return faults, nil
}
