package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

// check holds the schema to all scheme files of the project, which it must accept, and to
// the mistakes that the tests of the reader have, of which it must refuse those that a
// schema can know.
func check(text []byte) error {
	doc, err := validator.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return err
	}
	c := validator.NewCompiler()
	if err := c.AddResource("scheme.schema.json", doc); err != nil {
		return err
	}
	s, err := c.Compile("scheme.schema.json")
	if err != nil {
		return err
	}
	good, err := accepts(s)
	if err != nil {
		return err
	}
	bad, err := refuses(s)
	if err != nil {
		return err
	}
	fmt.Printf("the schema accepts %d files and refuses %d mistakes\n", good, bad)
	return nil
}

// accepts counts the scheme files of the project, all of which the schema accepts.
func accepts(s *validator.Schema) (count int, err error) {
	err = filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil || !regexp.MustCompile(`(?m)^scheme: `).Match(text) {
			return err
		}
		count++
		if err := validate(s, text, path); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		return nil
	})
	if err == nil && count < 3 {
		err = errors.New("too few scheme files were found")
	}
	return count, err
}

// known are the faults that a schema can know.
var known = regexp.MustCompile(`key "[^"]*" is unknown|stands where|is no kind of|the key "|is no tie rule|not one of higher`)

// refuses counts the mistakes of the reader's tests that a schema can know, all of which
// it refuses.
func refuses(s *validator.Schema) (count int, err error) {
	small, err := os.ReadFile("evaluation/scheme/testdata/small.yaml")
	if err != nil {
		return 0, err
	}
	faults, err := os.ReadFile("evaluation/scheme/testdata/faults.txt")
	if err != nil {
		return 0, err
	}
	for c := range strings.SplitSeq(strings.TrimPrefix(string(faults), "=== "), "\n=== ") {
		change, said, _ := strings.Cut(c, "\n--- ")
		old, changed, _ := strings.Cut(change, "\n>>> ")
		text := []byte(strings.Replace(string(small), old, changed, 1))
		if !known.MatchString(said) || strings.Contains(said, "not well formed") {
			continue
		}
		count++
		if validate(s, text, "bad.yaml") == nil {
			return count, fmt.Errorf("the schema accepts %q in the place of %q, of which the reader says: %s", changed, old, said)
		}
	}
	if count < 15 {
		err = errors.New("too few mistakes were tried")
	}
	return count, err
}

func validate(s *validator.Schema, text []byte, file string) error {
	n, err := scheme.ParseYAML(text, file)
	if err != nil {
		return err
	}
	return s.Validate(value(n))
}

// value is a node as the validator takes it.
func value(n *basis.Node) any {
	switch n.Kind {
	case basis.NodeNull:
		return nil
	case basis.NodeBool:
		return n.Text == "true"
	case basis.NodeNumber:
		return json.Number(n.Text)
	case basis.NodeText:
		return n.Text
	case basis.NodeList:
		out := make([]any, len(n.Items))
		for i := range n.Items {
			out[i] = value(&n.Items[i])
		}
		return out
	}
	out := map[string]any{}
	for i := range n.Members {
		out[n.Members[i].Key] = value(&n.Members[i].Value)
	}
	return out
}
