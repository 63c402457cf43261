// Package command is what the examples have in common on the command line: flags with
// their help in the language of the reader, which is that of -lang or else of the locale,
// complaints in that language, and exit statuses.
package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/scheme"
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
	// Second is a second value, which stands behind the first: -diff FILE FILE.
	Second *string
}

// Program is a program with its flags, to which -lang is added.
type Program struct {
	Name  string
	Title tables.Text // above the flags in the help text
	Flags []Flag
	Texts basis.Texts // Chinese of complaints that the library does not have
}

var helpLang = tables.Text{English: "`LANGUAGE`: zh or en (by default from the locale)", Chinese: "`语言`：zh 或 en（缺省看区域设置）"}

// Run parses the arguments, prints what answer gives to stdout, complains on stderr, and
// returns the exit status.
func (p Program) Run(args []string, env func(string) string, stdout, stderr io.Writer, answer func(basis.Language) (string, error)) int {
	lang, err := p.parse(args, env)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, p.help(lang))
		return OK
	case err != nil:
		fmt.Fprintf(stderr, "%s: %s\n\n%s", p.Name, p.say(err, lang), p.help(lang))
		return Usage
	}
	text, err := answer(lang)
	if err == nil {
		_, err = io.WriteString(stdout, text)
	}
	if err == nil {
		return OK
	}
	fmt.Fprintf(stderr, "%s: %s\n", p.Name, p.say(err, lang))
	if f := Fault(""); errors.As(err, &f) {
		return Usage
	}
	return Input
}

// parse reads the flags. The language is known even if another flag is wrong.
func (p Program) parse(args []string, env func(string) string) (lang basis.Language, err error) {
	lang = Language(env)
	word := lang.String()
	f := p.declare(lang, &word)
	err = f.Parse(args)
	for _, x := range p.Flags {
		if x.Second != nil && err == nil && *x.Text != "" {
			if f.NArg() == 0 {
				return lang, basis.Errorf("%s without a value", "-"+x.Name+" "+*x.Text)
			}
			*x.Second = f.Arg(0)
			err = f.Parse(f.Args()[1:])
		}
	}
	unknown := lang.UnmarshalText([]byte(word))
	switch {
	case err != nil:
		return lang, complaint(err)
	case f.NArg() > 0:
		return lang, basis.Errorf("%q is no flag", f.Arg(0))
	case unknown != nil:
		return lang, basis.Errorf("-lang %q is neither zh nor en", word)
	}
	for _, x := range p.Flags {
		if x.Of != nil && !slices.Contains(x.Of, *x.Text) {
			return lang, basis.Errorf("-%s %q is not one of %s", x.Name, *x.Text, strings.Join(x.Of, ", "))
		}
	}
	var empty []string
	f.Visit(func(x *flag.Flag) {
		if x.Value.String() == "" {
			empty = append(empty, "-"+x.Name)
		}
	})
	if len(empty) > 0 {
		return lang, basis.Errorf("%s without a value", strings.Join(empty, ", "))
	}
	return lang, nil
}

// complaint is what the package flag says, as a sentence.
func complaint(err error) error {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: "); ok {
		return basis.Errorf("there is no flag %s", name)
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: "); ok {
		return basis.Errorf("%s without a value", name)
	}
	return err
}

// Language is that of the locale of a reader: the first that is set of LC_ALL,
// LC_MESSAGES and LANG, as POSIX has it.
func Language(env func(string) string) basis.Language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := env(name); locale != "" {
			if strings.HasPrefix(locale, basis.Chinese.String()) {
				return basis.Chinese
			}
			return basis.English
		}
	}
	return basis.English
}

// texts are the Chinese of the complaints of this package.
var texts = basis.Texts{
	"%q is no flag":                 "%q 不是选项",
	"-lang %q is neither zh nor en": "-lang %q 既不是 zh 也不是 en",
	"-%s %q is not one of %s":       "-%s %q 不是 %s 之一",
	"%s without a value":            "%s 没有给出值",
	"there is no flag %s":           "没有选项 %s",
	"cannot read the file: %w":      "无法读取文件：%w",
	"framework: %w":                 "指标体系：%w",
	"table: %w":                     "数据表：%w",
	"cannot read the folder: %w":    "无法读取目录：%w",
}

// say is what an error says in the language of the reader.
func (p Program) say(err error, lang basis.Language) string {
	return basis.Say(err, lang, basis.JoinTexts(scheme.Texts(), texts, p.Texts))
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
