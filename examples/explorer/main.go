// Command explorer opens a page on which the weights of a scheme can be moved, its method
// switched and its awards changed, and ranks, grades and awards follow at once. It is an
// example of what can be built on the library: everything that it shows is computed by
// package scheme, as from a file, and drawn by package report.
//
//	go run ./examples/explorer
//	go run ./examples/explorer -lang zh
//	go run ./examples/explorer -scheme mine.yaml -data mine.csv
//	go run ./examples/explorer -view 'http://127.0.0.1:40123/?w.scale=30&w.talent=15'
//	go run ./examples/explorer -once -view 'normalize=percentile'
//
// It prints the address of the page, which only this machine can open, and ends with Ctrl-C
// or ten minutes after the last page was closed. It writes no file and keeps nothing of who
// looks: a view is its address, which can be sent to others (-view), and "save as scheme
// file" gives the scheme that goes with it, which examples/henan -scheme evaluates. -once
// prints a view as text. The built-in framework and awards are those of examples/henan, made
// up and not official.
package main

import (
	"context"
	"io"
	"net/url"
	"os"
	"os/signal"
	"strings"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// run is the program: it prints to stdout, complains on stderr, and returns the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	var schemeFile, dataFile, view string
	var once bool
	program := command.Program{Name: "explorer", Title: usageTitle, Flags: []command.Flag{
		{Name: "view", Help: usageView, Text: &view},
		{Name: "once", Help: usageOnce, Bool: &once},
		{Name: "scheme", Help: usageScheme, Text: &schemeFile},
		{Name: "data", Help: usageData, Text: &dataFile},
	}, Texts: texts()}
	return program.Run(args, env, stdout, stderr, func(lang basis.Language) (string, error) {
		in, err := data.ReadInput(schemeFile, dataFile)
		if err != nil {
			return "", err
		}
		e, err := newExplorer(in)
		if err != nil {
			return "", err
		}
		v, err := e.shared(view)
		if err != nil {
			return "", err
		}
		if once {
			return e.print(reader(lang), v)
		}
		return "", serve(ctx, e, v, lang, stdout)
	})
}

// shared reads a view that was shared: an address, or its query.
func (e *explorer) shared(view string) (state, error) {
	if _, query, ok := strings.Cut(view, "?"); ok {
		view = query
	}
	q, err := url.ParseQuery(view)
	if err != nil {
		return state{}, basis.Errorf("%w: the address cannot be read", basis.ErrValue)
	}
	return e.decode(q)
}
