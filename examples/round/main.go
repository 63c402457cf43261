// Round carries an evaluation from its call to the final list, day by day: returns with
// errors in them, queries, corrections, a reminder, a provisional list, two objections,
// the final list, the records of it all, and beside it the half-year monitoring, which gives
// traffic lights and no ranks. With -out DIR it writes every paper: public lists, a sheet for
// each county, reminders, questions, the book and the trail.
//
// The twelve counties, the five departments, all their figures and their targets are made up;
// only the days off are those of 2025.
package main

import (
	"flag"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	lang := tables.Locale()
	flag.TextVar(&lang, "lang", lang, "language of the page 语言: zh, en")
	out := flag.String("out", "", "write all papers there 把全部文书写入该目录: `dir`")
	flag.Parse()
	if err := run(os.Stdout, lang, *out); err != nil {
		log.Fatal(basis.Say(err, lang, procedure.Texts()))
	}
}

// run prints the story, and writes the papers.
func run(w io.Writer, lang basis.Language, out string) error {
	s, err := tell(lang)
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, s.page.String()); err != nil {
		return err
	}
	if out == "" {
		return nil
	}
	return s.write(out)
}
