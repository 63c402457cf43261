// Panel evaluates the manufacturing of 17 prefecture-level cities of Henan in three years in
// which the scheme changes: level and growth, an earlier year by the scheme of today beside
// what it was by its own, scores on frozen scales, a bridge that explains each move, lists
// over years, and the score as one indicator of a larger evaluation (综合绩效考评).
//
//	go run ./examples/panel
//	go run ./examples/panel -lang zh
//
// The figures are public and have a source (README.md); the schemes are made up and not
// official. No target is set for any city here: targets of the province are those of
// examples/programme.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/tables"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	flag.Parse()
	if err := show(os.Stdout, o); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func show(w io.Writer, o tables.TextOptions) error {
	s, err := newStudy()
	if err != nil {
		return err
	}
	for _, sheet := range s.sheets() {
		if err := tables.WriteText(w, sheet, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
