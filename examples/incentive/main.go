// Command incentive turns the ranking of the Henan example into awards: one set of
// rules with four pools (land, COD and NOx quota, funds), what each county gets
// and why, and what one should know about the rules before they are published. It
// is an example of package incentive.
//
//	go run ./examples/incentive
//	go run ./examples/incentive -lang zh
//	go run ./examples/incentive -all
//	go run ./examples/incentive -certificate cod
//
// All sizes, rates, headroom, ceilings and zero points are made up, and so is the
// framework that scores the counties: no document of Henan has them. The page
// prints the published figures of other programs beside them. What stands in for
// revitalized stock and for headroom follows published columns of the example's
// data by a made-up rate and says nothing about a county. Penalties, refusals and
// last year's awards appear on counties that do not exist.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitOK    = 0
	exitInput = 1 // the awards cannot be made, or not be printed
	exitFlag  = 2 // a flag is wrong
)

// run is the program: it prints to stdout, complains on stderr, and returns the
// exit status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	w := words{lang: english}
	if strings.HasPrefix(env("LANG"), chinese) {
		w.lang = chinese
	}
	f := flag.NewFlagSet("incentive", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	all := f.Bool("all", false, "")
	certificate := f.String("certificate", "", "")
	f.StringVar(&w.lang, "lang", w.lang, "")
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, w.usage())
		return exitOK
	case err == nil && f.NArg() > 0:
		err = fmt.Errorf("%q is no flag", f.Arg(0))
	case err == nil && w.lang != chinese && w.lang != english:
		err = fmt.Errorf("-lang %q is neither zh nor en", w.lang)
	}
	if err != nil {
		fmt.Fprintf(stderr, "incentive: %v\n\n%s", err, w.usage())
		return exitFlag
	}
	s, err := newStudy(w, *all || *certificate != "")
	if err != nil {
		fmt.Fprintf(stderr, "incentive: %v\n", err)
		return exitInput
	}
	if *certificate != "" {
		p, ok := s.pool(*certificate)
		if !ok {
			fmt.Fprintf(stderr, "incentive: -certificate %q is not one of land, cod, nox, funds\n\n%s", *certificate, w.usage())
			return exitFlag
		}
		o := tables.CSVOptions{}
		if err = o.Language.UnmarshalText([]byte(w.lang)); err == nil {
			err = tables.WriteCSV(stdout, tables.Certificate(p.allocation), o)
		}
	} else if err = s.look(); err == nil {
		_, err = io.WriteString(stdout, newPage(s, w, *all).text())
	}
	if err != nil {
		fmt.Fprintf(stderr, "incentive: %v\n", err)
		return exitInput
	}
	return exitOK
}
