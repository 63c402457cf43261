// Robustness asks how sure the ranks, the best grade and the land award of a ranking are: by
// proof for all weights that differ a little from the declared ones, and by draws where the
// method is uncertain too. Add -all for every county.
//
// Figures, scores, grades and the land award are those of examples/henan; the framework and
// the award are made up and not official.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	scheme := flag.String("scheme", "", "your own scheme, whose study says what is uncertain 自己的评价方案: `file.yaml`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	all := flag.Bool("all", false, "every county, not those near the border of grade A alone 全部县（市）")
	flag.Parse()
	if err := test(os.Stdout, o, *scheme, *table, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func test(w io.Writer, o tables.TextOptions, scheme, table string, all bool) error {
	in, err := data.ReadInput(scheme, table)
	if err != nil {
		return err
	}
	s, err := newStudy(context.Background(), in)
	if err != nil {
		return err
	}
	for _, sheet := range []tables.Sheet{s.statements(), s.counties(all)} {
		if err := tables.WriteText(w, sheet, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
