// Package command is what the examples have in common on the command line: flags with
// their help in the language of the reader, which is that of -lang or else of LANG, and
// exit statuses.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// The exit statuses.
const (
	OK    = 0
	Input = 1 // the input cannot be evaluated, or the output not written
	Usage = 2 // a flag is wrong
)

// Fault is a flag whose value the input does not have, such as an unknown unit; an
// error that wraps it ends the program with the status [Usage].
type Fault string

// Error gives the flag.
func (f Fault) Error() string { return string(f) }

// Flag is a flag of a program, with a text or with a bool.
type Flag struct {
	Name string
	Help tables.Text // the name of its value in backquotes
	Text *string     // its value, and the default
	Bool *bool
	Of   []string // the values that it can have; nil: any
}

// Program is a program with its flags, to which -lang is added.
type Program struct {
	Name  string
	Title tables.Text // above the flags in the help text
	Flags []Flag
}

var helpLang = tables.Text{English: "`LANGUAGE`: zh or en (by default from LANG)", Chinese: "`语言`：zh 或 en（缺省看 LANG）"}

// Run parses the arguments, prints what answer gives to stdout, complains on stderr, and
// returns the exit status.
func (p Program) Run(args []string, env func(string) string, stdout, stderr io.Writer, answer func(basis.Language) (string, error)) int {
	lang, err := p.parse(args, env)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, p.help(lang))
		return OK
	case err != nil:
		fmt.Fprintf(stderr, "%s: %v\n\n%s", p.Name, err, p.help(lang))
		return Usage
	}
	text, err := answer(lang)
	if err == nil {
		_, err = io.WriteString(stdout, text)
	}
	if err == nil {
		return OK
	}
	fmt.Fprintf(stderr, "%s: %v\n", p.Name, err)
	if f := Fault(""); errors.As(err, &f) {
		return Usage
	}
	return Input
}

// parse reads the flags. The language is known even if another flag is wrong.
func (p Program) parse(args []string, env func(string) string) (lang basis.Language, err error) {
	if strings.HasPrefix(env("LANG"), basis.Chinese.String()) {
		lang = basis.Chinese
	}
	word := lang.String()
	f := p.declare(lang, &word)
	err = f.Parse(args)
	unknown := lang.UnmarshalText([]byte(word))
	switch {
	case err != nil:
		return lang, err
	case f.NArg() > 0:
		return lang, fmt.Errorf("%q is no flag", f.Arg(0))
	case unknown != nil:
		return lang, fmt.Errorf("-lang %q is neither zh nor en", word)
	}
	for _, x := range p.Flags {
		if x.Of != nil && !slices.Contains(x.Of, *x.Text) {
			return lang, fmt.Errorf("-%s %q is not one of %s", x.Name, *x.Text, strings.Join(x.Of, ", "))
		}
	}
	var empty []string
	f.Visit(func(x *flag.Flag) {
		if x.Value.String() == "" {
			empty = append(empty, "-"+x.Name)
		}
	})
	if len(empty) > 0 {
		return lang, fmt.Errorf("%s without a value", strings.Join(empty, ", "))
	}
	return lang, nil
}

// declare declares the flags with their help in a language.
func (p Program) declare(lang basis.Language, word *string) *flag.FlagSet {
	f := flag.NewFlagSet(p.Name, flag.ContinueOnError)
	f.SetOutput(io.Discard) // Run prints errors and help itself
	f.Usage = func() {}
	for _, x := range append(slices.Clone(p.Flags), Flag{Name: "lang", Help: helpLang, Text: word}) {
		help := x.Help.In(lang, nil)
		if x.Bool != nil {
			f.BoolVar(x.Bool, x.Name, *x.Bool, help)
		} else {
			f.StringVar(x.Text, x.Name, *x.Text, help)
		}
	}
	return f
}

// help is the help text in a language.
func (p Program) help(lang basis.Language) string {
	var word string
	text := p.Title.In(lang, nil)
	p.declare(lang, &word).VisitAll(func(x *flag.Flag) {
		name, does := flag.UnquoteUsage(x)
		text += "  " + tables.Pad(strings.TrimSpace("-"+x.Name+" "+name), 20, tables.Left) + " " + does + "\n"
	})
	return text
}
