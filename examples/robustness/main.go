// Robustness asks how sure the ranks, the best grade and the land award of a ranking are: by
// proof for all weights that differ a little from the declared ones, and by draws where the
// method is uncertain too. Add -all for every county, or -county with a name for what a point
// is worth to it and its cheapest way up.
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
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	scheme := flag.String("scheme", "", "your own scheme, whose study says what is uncertain 自己的评价方案: `file.yaml`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	county := flag.String("county", "", "the cheapest way up for one county, by its name or code 某县（市）的最省上升途径: `name`")
	all := flag.Bool("all", false, "every county, not those near the border of grade A alone 全部县（市）")
	flag.Parse()
	if err := test(os.Stdout, o, *scheme, *table, *county, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func test(w io.Writer, o tables.TextOptions, scheme, table, name string, all bool) error {
	in, err := data.ReadInput(scheme, table)
	if err != nil {
		return err
	}
	var sheets []tables.Sheet
	if name != "" {
		c, err := newCounty(in, name)
		if err != nil {
			return err
		}
		sheets = []tables.Sheet{c.worth(), c.wayUp()}
	} else {
		s, err := newStudy(context.Background(), in, progress())
		if err != nil {
			return err
		}
		sheets = []tables.Sheet{s.statements(), s.counties(all), s.influence()}
	}
	for _, sheet := range sheets {
		if err := tables.WriteText(w, sheet, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

// progress shows how far the draws are, on standard error if that is a terminal.
func progress() func(done, total int) {
	info, err := os.Stderr.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return func(int, int) {}
	}
	return func(done, total int) {
		n := wide * done / total
		fmt.Fprintf(os.Stderr, "\r%s%s %3d %%", strings.Repeat("█", n), strings.Repeat("░", wide-n), 100*done/total)
		if done == total {
			fmt.Fprint(os.Stderr, "\r\033[K")
		}
	}
}
