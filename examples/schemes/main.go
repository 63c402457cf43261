// Command schemes asks what the choice of a weighting scheme does to the counties
// of the Henan example: it runs all schemes of package weights on the same scores
// and shows, on one page, the weights, how far each dimension really counts, how
// alike the rankings are, who enters and leaves the best grade, and how much land
// changes hands against the declared weights. A scheme that refuses the scores is a
// row with its reason.
//
//	go run ./examples/schemes
//	go run ./examples/schemes -lang zh
//
// Figures, scores, grades and the land award are those of examples/henan; the
// framework, the judgements and the award are made up. Only counties that have the
// best grade under the declared weights are named, the others stand with their
// declared rank.
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
	exitInput = 1 // the comparison cannot be made, or not be printed
	exitFlag  = 2 // a flag is wrong
)

// run is the program: it prints to stdout, complains on stderr, and returns the
// exit status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	lang := english
	if strings.HasPrefix(env("LANG"), chinese) {
		lang = chinese
	}
	fallback := lang
	f := flag.NewFlagSet("schemes", flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.StringVar(&lang, "lang", lang, newWords(lang).usageLang)
	err := f.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stdout, newWords(lang).usage(f))
		return exitOK
	case err == nil && f.NArg() > 0:
		err = fmt.Errorf("%q is no flag", f.Arg(0))
	case err == nil && lang != chinese && lang != english:
		err = fmt.Errorf("-lang %q is neither zh nor en", lang)
		lang = fallback
	}
	w := newWords(lang)
	if err != nil {
		fmt.Fprintf(stderr, "schemes: %v\n\n%s", err, w.usage(f))
		return exitFlag
	}
	c, err := newComparison()
	if err != nil {
		fmt.Fprintf(stderr, "schemes: %v\n", err)
		return exitInput
	}
	if _, err := io.WriteString(stdout, c.page(w)); err != nil {
		fmt.Fprintf(stderr, "schemes: %v\n", err)
		return exitInput
	}
	return exitOK
}
