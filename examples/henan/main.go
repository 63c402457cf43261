// Command henan scores, ranks and grades 110 counties, county-level cities and
// districts of Henan on official statistics, and divides three awards among the
// best, on one page. It is an example of the whole library: framework and table,
// computed and imputed figures, goalposts, weights, grades, awards with ledger
// and certificate, and what the result does not say. The framework and the awards
// are made up; see data/README.md for the figures.
//
//	go run ./examples/henan
//	go run ./examples/henan -lang zh -explain 巩义市
//	go run ./examples/henan -all -weights entropy
//	go run ./examples/henan -out results
//	go run ./examples/henan -data mine.csv -framework mine.json
//
// # One's own input
//
// -data takes any table with a column "code" and those of the framework,
// -framework any framework; either alone goes with the built-in other. Computed
// columns are made if the framework declares them under one of the codes of the
// built-in one and has the columns they are made from; any other computed
// indicator that is scored is an error. Missing figures are imputed by the median
// and listed. Units of class "county" are ranked and the others listed apart;
// without any such unit all are ranked. Indicators without bounds are scaled
// between the extremes of the data. The land award needs a column "enterprises",
// the COD award "sec_va"; an award that cannot be given says why. What the page
// knows of the built-in data alone (districts without data, the province's own
// list) is left out, and so is the search for doubtful counties if a column that
// it needs is not there.
//
// The exit status is 1 if the input cannot be evaluated, and 2 if a flag is
// wrong.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/examples/internal/terminal"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	exitOK    = 0
	exitInput = 1 // the input cannot be evaluated, or the output not written
	exitFlag  = 2 // a flag is wrong
)

// options are what the flags say.
type options struct {
	explain, data, framework, weights, lang, out string
	all                                          bool
}

// run is the program: it prints to stdout, complains on stderr, and returns the
// exit status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, w, err := parse(args, env)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(stdout, help(w))
		return exitOK
	}
	if err != nil {
		fmt.Fprintf(stderr, "henan: %v\n\n%s", err, help(w))
		return exitFlag
	}
	in, err := readInput(o.data, o.framework)
	if err != nil {
		return fail(stderr, err, exitInput)
	}
	s, err := newStudy(in, o.weights)
	if err != nil {
		return fail(stderr, err, exitInput)
	}
	text := ""
	if o.explain == "" {
		text = s.print(w, o.all)
	} else {
		place, err := s.find(o.explain, w)
		if err != nil {
			return fail(stderr, err, exitFlag)
		}
		if text, err = s.explain(place, w, o.all); err != nil {
			return fail(stderr, err, exitInput)
		}
	}
	if o.out != "" {
		n, err := s.write(o.out, w)
		if err != nil {
			return fail(stderr, err, exitInput)
		}
		text += fmt.Sprintf(w.files.wrote, n, o.out)
	}
	if _, err := io.WriteString(stdout, text); err != nil {
		return fail(stderr, err, exitInput)
	}
	return exitOK
}

// fail prints an error, which may be many lines, and returns the status.
func fail(stderr io.Writer, err error, status int) int {
	fmt.Fprintf(stderr, "henan: %v\n", err)
	return status
}

// parse reads the flags. The words are in the language that the flags or LANG
// name, even if another flag is wrong.
func parse(args []string, env func(string) string) (options, *words, error) {
	lang := english
	if strings.HasPrefix(env("LANG"), chinese) {
		lang = chinese
	}
	var o options
	f := flags(&o, newWords(lang), lang)
	err := f.Parse(args)
	w := newWords(o.lang)
	switch {
	case err != nil:
		return o, w, err
	case f.NArg() > 0:
		return o, w, fmt.Errorf("%q is no flag", f.Arg(0))
	case o.lang != chinese && o.lang != english:
		return o, newWords(lang), fmt.Errorf("-lang %q is neither zh nor en", o.lang)
	case !slices.Contains(schemeNames(), o.weights):
		return o, w, fmt.Errorf("-weights %q is not one of %s", o.weights, strings.Join(schemeNames(), ", "))
	}
	var empty []string
	f.Visit(func(x *flag.Flag) {
		if x.Value.String() == "" {
			empty = append(empty, "-"+x.Name)
		}
	})
	if len(empty) > 0 {
		return o, w, fmt.Errorf("%s without a value", strings.Join(empty, ", "))
	}
	return o, w, nil
}

// flags declares the flags.
func flags(o *options, w *words, lang string) *flag.FlagSet {
	u := w.usage
	f := flag.NewFlagSet("henan", flag.ContinueOnError)
	f.SetOutput(io.Discard) // run prints errors and help itself
	f.Usage = func() {}
	f.StringVar(&o.explain, "explain", "", u.explain)
	f.BoolVar(&o.all, "all", false, u.all)
	f.StringVar(&o.weights, "weights", byDeclared, u.weights)
	f.StringVar(&o.lang, "lang", lang, u.lang)
	f.StringVar(&o.out, "out", "", u.out)
	f.StringVar(&o.data, "data", "", u.data)
	f.StringVar(&o.framework, "framework", "", u.framework)
	return f
}

// help is the help text.
func help(w *words) string {
	var b strings.Builder
	b.WriteString(w.usage.title)
	f := flags(&options{}, w, w.lang)
	f.VisitAll(func(x *flag.Flag) {
		name, text := flag.UnquoteUsage(x)
		b.WriteString("  " + terminal.Pad(join(" ", "-"+x.Name, name), 20, terminal.Left) + " " + text + "\n")
	})
	return b.String()
}

// join joins what is not empty.
func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}
