// Command audit looks at the framework of the Henan example as the auditors of
// composite indicators do: whether the figures can be trusted, whether the
// indicators belong together, whether each counts as much as its weight says, and
// what leaving it out would do, on one page. It is an example of package profile.
//
//	go run ./examples/audit
//	go run ./examples/audit -lang zh
//	go run ./examples/audit -all
//
// The framework is made up and not official; examples/henan/data/README.md has the
// sources of the figures. A finding about a county is a question to whoever
// reported the figure, not a verdict. The page names only those counties that two
// rules point at together; -all lists all findings.
//
// The method follows the audits of the European Commission's JRC: OECD/JRC, Handbook on Constructing Composite Indicators (2008), steps 3 to 9; M.
// Saisana and A. Saltelli (2010), Uncertainty and Sensitivity Analysis of the 2010
// Environmental Performance Index, EUR 24269 EN.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitOK    = 0
	exitInput = 1 // the audit cannot be made, or not be printed
	exitFlag  = 2 // a flag is wrong
)

// run is the program: it prints to stdout, complains on stderr, and returns the
// exit status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	lang := english
	if strings.HasPrefix(env("LANG"), chinese) {
		lang = chinese
	}
	f := flag.NewFlagSet("audit", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	all := f.Bool("all", false, newWords(lang).usageAll)
	f.StringVar(&lang, "lang", lang, newWords(lang).usageLang)
	err := f.Parse(args)
	w := newWords(lang)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, w.usage(f))
		return exitOK
	case err == nil && f.NArg() > 0:
		err = fmt.Errorf("%q is no flag", f.Arg(0))
	case err == nil && lang != chinese && lang != english:
		err = fmt.Errorf("-lang %q is neither zh nor en", lang)
	}
	if err != nil {
		fmt.Fprintf(stderr, "audit: %v\n\n%s", err, w.usage(f))
		return exitFlag
	}
	a, err := newAudit()
	if err != nil {
		fmt.Fprintf(stderr, "audit: %v\n", err)
		return exitInput
	}
	if _, err := io.WriteString(stdout, a.page(w, *all)); err != nil {
		fmt.Fprintf(stderr, "audit: %v\n", err)
		return exitInput
	}
	return exitOK
}
