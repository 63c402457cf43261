// Command programme shows the targets of the Henan program for manufacturing for 2022
// and 2025 beside the public figures there are, and the leading sectors of the
// provinces. It is an example of packages henan and industry, and not official.
//
//	go run ./examples/programme
//	go run ./examples/programme -lang zh
//	go run ./examples/programme -quotes
//
// A target is held against figures that measure the same thing and have a source, and
// against nothing else: most of the 24 have no public figure, and the page says so.
// Figures that come near are shown apart. There is no public table of counties by
// industry, so the leading industries are those of provinces, by three sectors.
// data/README.md has the sources.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitOK    = 0
	exitInput = 1 // the page cannot be made, or not be printed
	exitFlag  = 2 // a flag is wrong
)

// run is the program: it prints to stdout, complains on stderr, and returns the exit
// status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	lang := english
	if command.Language(env) == basis.Chinese {
		lang = chinese
	}
	f := flag.NewFlagSet("programme", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	quotes := f.Bool("quotes", false, lang.t("列出每项目标的原文", "list the sentence that each target comes from"))
	name := f.String("lang", string(lang), lang.t("语言：zh 或 en", "language: zh or en"))
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, usage(f, lang))
		return exitOK
	case err == nil && f.NArg() > 0:
		err = errors.New(lang.t(strconv.Quote(f.Arg(0))+" 不是选项", strconv.Quote(f.Arg(0))+" is no flag"))
	case err == nil && language(*name) != chinese && language(*name) != english:
		err = errors.New(lang.t("-lang "+strconv.Quote(*name)+" 既不是 zh 也不是 en", "-lang "+strconv.Quote(*name)+" is neither zh nor en"))
	}
	if err != nil {
		fmt.Fprintf(stderr, "programme: %v\n\n%s", err, usage(f, lang))
		return exitFlag
	}
	lang = language(*name)
	s, err := newStudy()
	if err != nil {
		fmt.Fprintf(stderr, "programme: %v\n", err)
		return exitInput
	}
	text := s.page(lang)
	if *quotes {
		text = s.quotes(lang)
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		fmt.Fprintf(stderr, "programme: %v\n", err)
		return exitInput
	}
	return exitOK
}

// usage is the help text.
func usage(f *flag.FlagSet, l language) string {
	var b strings.Builder
	b.WriteString(l.t("河南省制造业方案的目标与进度（示例，非官方）\n", "Targets of the Henan program for manufacturing, with progress (an example, not official)\n"))
	f.VisitAll(func(x *flag.Flag) { fmt.Fprintf(&b, "  -%-7s %s\n", x.Name, x.Usage) })
	return b.String()
}
