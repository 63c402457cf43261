// Schema writes the JSON Schema of scheme files, which is made of the types of the
// library and of the table of kinds, and checks it:
//
//	cd .ci/schema && go run . write    evaluation/scheme/scheme.schema.json anew
//	cd .ci/schema && go run . check    it is what the types say, accepts our files and refuses bad ones
//
// It is a module of its own, so that what it needs is no dependency of the library.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

const file = "evaluation/scheme/scheme.schema.json"

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 || args[0] != "write" && args[0] != "check" {
		return errors.New("usage: go run . write|check")
	}
	if err := os.Chdir("../.."); err != nil {
		return err
	}
	s, err := schema()
	if err != nil {
		return err
	}
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return err
	}
	text = append(text, '\n')
	if args[0] == "write" {
		return os.WriteFile(file, text, 0o644)
	}
	is, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if !bytes.Equal(is, text) {
		return errors.New("evaluation/scheme/scheme.schema.json is stale; write it anew: cd .ci/schema && go run . write")
	}
	return check(is)
}
