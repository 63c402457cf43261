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
//	go run ./examples/henan -verify results
//	go run ./examples/henan -scheme mine.yaml -data mine.csv
//	go run ./examples/henan -diff data/scheme.yaml mine.yaml
//
// # One's own input
//
// The evaluation is one file, data/scheme.yaml: framework, steps, scales, weights, grades
// and awards. -scheme takes any other, such as a copy with one weight changed, and -data
// any table with a column "code" and those that the scheme reads; either alone goes with
// the built-in other. An award that cannot be given says why. What the page knows of the
// built-in data alone (districts without data, the province's own list) is left out with
// other data, and so is the search for doubtful counties if a column that it needs is not
// there.
//
// The exit status is 1 if the input cannot be evaluated, and 2 if a flag is
// wrong.
package main

import (
	"io"
	"os"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/examples/internal/publication"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

// options are what the flags say.
type options struct {
	publication.Request
	explain, data, scheme, weights string
	all                            bool
}

// run is the program: it prints to stdout, complains on stderr, and returns the
// exit status.
func run(args []string, env func(string) string, stdout, stderr io.Writer) int {
	o := options{weights: data.ByDeclared}
	program := command.Program{Name: "henan", Title: usageTitle, Flags: append([]command.Flag{
		{Name: "explain", Help: usageExplain, Text: &o.explain},
		{Name: "all", Help: usageAll, Bool: &o.all},
		{Name: "weights", Help: usageWeights, Text: &o.weights, Of: data.SchemeNames()},
		{Name: "scheme", Help: usageScheme, Text: &o.scheme},
		{Name: "data", Help: usageData, Text: &o.data},
	}, o.Flags()...), Texts: complaints}
	return program.Run(args, env, stdout, stderr, o.answer)
}

// answer is what the program prints.
func (o *options) answer(lang basis.Language) (string, error) {
	if found, asked, err := o.Answer(lang); asked {
		return found, err
	}
	in, err := data.ReadInput(o.scheme, o.data)
	if err != nil {
		return "", err
	}
	s, err := newStudy(in, o.weights)
	if err != nil {
		return "", err
	}
	p := newPage(s, lang, o.all)
	if o.explain == "" {
		err = p.print()
	} else {
		err = p.explain(o.explain)
	}
	if err == nil && o.Writes() {
		err = p.write(o)
	}
	return p.String(), err
}
