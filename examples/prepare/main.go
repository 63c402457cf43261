// Prepare takes figures from as they were read to as they will be scored: units with too few
// figures leave, ratios and growth are computed, gaps are filled, outliers are treated; and
// every cell that a step changed is on record.
//
// All counties and figures are made up (folder panel).
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	pre "github.com/countyeval/countyeval/indicators/prepare"
)

// steps are applied in this order; each has its reasons in its documentation.
var steps = []indicators.Step{
	pre.Screen{Available: 0.6, Columns: []string{"va", "energy", "exports", "workers", "rd_spending"}},
	pre.Growth{Code: "growth", Of: "va", Factor: 100, CurrentPrices: true},
	pre.Ratio{Code: "per_worker", Of: "va", By: "workers"},
	pre.Ratio{Code: "rd", Of: "rd_spending", By: "va", Factor: 100},
	pre.Neighbors{Columns: []string{"energy"}, By: []string{"va", "per_worker", "rd"}, K: 3},
	pre.Median{},
	pre.Treat{}, // winsorizes, then takes logarithms, where a column is skewed
}

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	framework := flag.String("framework", "", "your own indicators 自己的指标体系: `file.json`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	earlier := flag.String("earlier", "", "those of the year before 上年数据: `file.csv`")
	flag.Parse()
	if err := prepare(os.Stdout, o, *framework, *earlier, *table); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func prepare(w io.Writer, o tables.TextOptions, framework, earlier, table string) error {
	panel, err := read(framework, earlier, table)
	if err != nil {
		return err
	}
	raw := panel.Table(2024)
	t := raw
	var stages []indicators.Stage
	for _, step := range steps {
		stage, err := step.Apply(t)
		if err != nil {
			return err
		}
		stages, t = append(stages, stage), stage.Table
	}
	for _, s := range []tables.Sheet{tables.Stages(raw, stages), tables.Changes(raw, stages), prepared(t)} {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
